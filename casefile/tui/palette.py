"""The palette: every command, ``@`` entities, ``#`` articles, ``>`` commands; and any of them by its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App
from textual.screen import Screen

from casefile.domain.records import Article, Entity
from casefile.tui.desk.base import DeskBase
from casefile.tui.screens.chooser import Choice, ChooserScreen
from widgets.key_bar import shown_key
from widgets.marks import Marks, marks_of
from widgets.plain_dates import shown_date


class PaletteScreen(ChooserScreen):
    """Commands at first; the first letter says what else is wanted."""

    def __init__(self, commands: Sequence[Choice], entities: Sequence[Entity], articles: Sequence[Article]) -> None:
        super().__init__("Go to …", commands, hint="a command · @ an entity · # an article")
        self._sets: dict[str, Sequence[Choice]] = {">": commands}
        self._entities, self._articles = entities, articles
        self._showing = ">"

    def narrow(self, typed: str) -> None:
        sign = typed[:1] if typed[:1] in ("@", "#", ">") else ""
        wanted = sign or ">"
        if wanted != self._showing:
            self._showing = wanted
            self.rows.filter("")
            self.fill(self._rows_of(wanted))
        self.rows.filter(typed[len(sign) :])

    def _rows_of(self, sign: str) -> Sequence[Choice]:
        if sign not in self._sets:
            marks = marks_of(self)
            self._sets[sign] = (
                [_entity(entity, marks) for entity in self._entities]
                if sign == "@"
                else [_article(article) for article in self._articles]
            )
        return self._sets[sign]


def open_palette(app: App[Any]) -> None:
    """Open it over the screen that is on, with that screen's commands; its choice is carried out there."""
    screen = app.screen
    if isinstance(screen, ChooserScreen) or screen.is_modal:
        return
    desk = screen if isinstance(screen, DeskBase) else None
    commands = commands_of(screen)

    def carry_out(chosen: Any) -> None:
        if isinstance(chosen, str):
            # In the screen's own order of things: what was pressed before is done before.
            screen.call_later(screen.run_action, chosen)
        elif isinstance(chosen, Entity) and desk is not None:
            desk.open_entity(chosen)
        elif isinstance(chosen, Article) and desk is not None:
            desk.open_added(chosen.number)

    palette = PaletteScreen(commands, desk.entities if desk else (), desk.articles if desk else ())
    app.push_screen(palette, carry_out)


def commands_of(screen: Screen[Any]) -> list[Choice]:
    """Every live command that says what it does, with its key; movement stays out."""
    found: dict[str, Choice] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        is_ours = binding.action.startswith(("screen.", "app."))
        if is_ours and binding.tooltip and active.enabled and binding.action not in found and not binding.system:
            action = binding.action
            found[action] = Choice(
                action,
                binding.tooltip,
                action,
                aside=shown_key(binding),
                also=f"{binding.description} {binding.id or ''}",
            )
    found.pop("app.palette", None)
    return list(found.values())


def _entity(entity: Entity, marks: Marks) -> Choice:
    return Choice(
        entity.id,
        entity.caption,
        entity,
        glyph=marks.of_state(entity.state),
        aside=f"{entity.kind.letter} {entity.mentions:>4,}",
        also=" ".join(entity.aliases),
    )


def _article(article: Article) -> Choice:
    return Choice(
        article.id,
        f"{article.label}  {article.title or article.name}",
        article,
        aside=shown_date(article.published),
        also=f"{article.publisher} {article.author}",
    )
