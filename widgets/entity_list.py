"""The names of a case: what is to be judged first, then what a person has confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from casefile.domain.folding import fold
from casefile.domain.kinds import EntityState
from casefile.domain.records import Entity
from widgets.drawing import Piece
from widgets.graphemes import fit
from widgets.line_list import LineList, Look
from widgets.list_model import Section

_ARTICLES = 13
_COUNT = 4
_WIDE_ENOUGH_FOR_ARTICLES = 42


def articles_in(articles: Sequence[int], room: int) -> str:
    """``S1 S3 S7 +2``: as many of the article numbers as fit in ``room`` cells, then how many more there are."""
    # A name that thousands of articles hold is drawn at every refresh: only labels that can fit are tried.
    labels = [f"S{number}" for number in articles[: room // 3 + 1]]
    for kept in range(len(labels), 0, -1):
        more = f" +{len(articles) - kept}" if kept < len(articles) else ""
        shown = " ".join(labels[:kept]) + more
        if len(shown) <= room:
            return shown
    return f"{len(articles)}" if articles else ""


class EntityList(LineList[Entity]):
    """One line an entity: state, caption, kind, mentions, articles. Space marks several, to merge them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "order", "order", show=False, id="entities.order", tooltip="order by count or by name"),
        Binding("space", "mark", "mark", show=False, id="entities.mark", tooltip="mark, to merge several"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | o | Order by count, or by name. |
    | space | Mark or unmark, for merging. |
    """

    order: reactive[str] = reactive("count", init=False)
    """``count`` (as given: most mentions first) or ``name``."""

    class Highlighted(LineList.Highlighted):
        """The selection came to stand on ``entity`` (None: there is none)."""

        row: Entity | None

        @property
        def entity(self) -> Entity | None:
            return self.row

    class Chosen(LineList.Chosen):
        """``entity`` was opened."""

        row: Entity

        @property
        def entity(self) -> Entity:
            return self.row

    class Marked(LineList.Of):
        """The person marked or unmarked: ``ids`` are marked now, in the order of marking."""

        def __init__(self, entity_list: EntityList, ids: tuple[str, ...]) -> None:
            super().__init__(entity_list)
            self.ids = ids

    def __init__(
        self,
        *,
        nothing: str = "no names yet",
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(nothing=nothing, name=name, id=id, classes=classes, disabled=disabled)
        self._entities: Sequence[Entity] = ()
        self._marked: dict[str, None] = {}

    def key_of(self, row: Entity) -> str:
        return row.id

    def words_of(self, row: Entity) -> str:
        return " ".join((row.caption, *row.aliases)) if row.aliases else row.caption

    def set_entities(self, entities: Sequence[Entity]) -> None:
        """Show ``entities``, each under the head of its state, in the order given or by name.

        Where the one that is selected has been judged, the selection goes on to the next that is to be.
        """
        self._go_on_judging(entities)
        self._entities = entities
        by_state: dict[EntityState, list[Entity]] = {state: [] for state in EntityState}
        for entity in entities:
            by_state[entity.state].append(entity)
        if self._marked:
            alive = {entity.id for entity in entities}
            self._marked = {id_: None for id_ in self._marked if id_ in alive}
        if self.order == "name":
            for rows in by_state.values():
                rows.sort(key=lambda entity: fold(entity.caption))
        self.set_sections(
            [
                Section("to judge", by_state[EntityState.SUGGESTED]),
                Section("confirmed", by_state[EntityState.CONFIRMED]),
                Section("rejected", by_state[EntityState.REJECTED]),
            ]
        )

    def _go_on_judging(self, entities: Sequence[Entity]) -> None:
        """Or it would go with the row that leaves, to another part of the list."""
        stood = self.highlighted
        if stood is None or stood.state is not EntityState.SUGGESTED:
            return
        still = {entity.id for entity in entities if entity.state is EntityState.SUGGESTED}
        if stood.id in still:
            return
        for by in (1, -1):
            place = self._place
            while (further := self.model.step(place, by)) not in (-1, place):
                place, row = further, self.model.row_at(further)
                if row is not None and row.id in still:
                    self._wanted = row.id
                    return

    @property
    def marked(self) -> tuple[str, ...]:
        """The ids of the marked entities, in the order of marking."""
        return tuple(self._marked)

    def unmark_all(self) -> None:
        """Take every mark away."""
        self._marked.clear()
        self.redraw()
        self.post_message(self.Marked(self, ()))

    def is_marked(self, row: Entity) -> bool:
        return row.id in self._marked

    def watch_order(self) -> None:
        self.set_entities(self._entities)

    def draw(self, row: Entity, look: Look) -> list[list[Piece]]:
        palette, marks = look.palette, look.marks
        is_rejected = row.state is EntityState.REJECTED
        text = look.ink(palette.faint if is_rejected else palette.text, "bold" if look.is_marked else "")
        articles = _ARTICLES if look.room >= _WIDE_ENOUGH_FOR_ARTICLES else 0
        count = max(_COUNT, len(f"{row.mentions:,}"))
        caption = look.room - 2 - 2 - count - (articles + 2 if articles else 0)
        line: list[Piece] = [
            (marks.of_state(row.state), text),
            ("+" if look.is_marked else " ", text),
            (fit(row.caption, caption, mark=marks.cut), text),
            (" ", None),
            (row.kind.letter, look.ink(palette.of_kind(row.kind))),
            (f"{row.mentions:>{count},}", look.ink(palette.faint if is_rejected else palette.text)),
        ]
        if articles:
            line += [("  ", None), (articles_in(row.articles, articles), look.ink(palette.muted))]
        return [line]

    def action_order(self) -> None:
        """Order by name instead of count, or back."""
        self.order = "count" if self.order == "name" else "name"

    def action_mark(self) -> None:
        """Mark the selected entity, or unmark it, and go on to the next."""
        entity = self.highlighted
        if entity is None:
            return
        if entity.id in self._marked:
            del self._marked[entity.id]
        else:
            self._marked[entity.id] = None
        self.post_message(self.Marked(self, self.marked))
        self.refresh()
        self.action_move(1)
