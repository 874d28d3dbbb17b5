"""What the desk says around its panes: titles, the status, the passage of a pin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casefile.services import rows
from casefile.tui.desk.notes_pane import NotesPane
from casefile.tui.screens import desk as desk_module
from casefile.tui.screens.help import HelpScreen
from casefile.tui.screens.search import SearchScreen
from widgets.key_bar import KeyBar, live_keys
from widgets.pane import Pane
from widgets.passage_lines import PassageLines
from widgets.source_view import SourceView

OpenDesk = Callable[..., Any]


def status(desk: Any) -> str:
    """What stands at the right of the bottom row."""
    return " · ".join(text for text, _ in desk.screen.query_one(KeyBar)._status)


async def test_an_article_that_lay_on_the_desk_for_a_while_counts_as_looked_at(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "LOOKED_AT_AFTER", 0.01)
    async with open_desk() as desk:
        await desk.until(lambda: rows.article(desk.case, 1).is_looked_at)
        assert not rows.article(desk.case, 2).is_looked_at
        before = rows.counts(desk.case).journal
        desk.screen.open_article(2)
        await desk.until(lambda: rows.article(desk.case, 2).is_looked_at)
        desk.screen.open_article(1)
        await desk.until(lambda: desk.screen.paper.article.number == 1)
        await desk.pilot.pause(0.05)
        assert rows.counts(desk.case).journal == before + 1, "once is enough"


async def test_what_was_accepted_is_said_until_the_caret_goes_on(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.go_to("Anna Berg")
        await desk.press("a")
        await desk.until(lambda: desk.mention("Anna Berg").state == "accepted")
        await desk.until(lambda: desk.screen.source.mention.state == "accepted")
        await desk.pilot.pause()
        assert "accepted Anna Berg · u undoes" in status(desk)
        await desk.press("n")
        assert "accepted" not in status(desk)


async def test_the_status_says_how_much_is_selected_and_nothing_of_the_source_in_other_panes(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        desk.screen.source.goto(0)
        await desk.press("v")
        await desk.until(lambda: "selected" in status(desk))
        assert f"{len(desk.screen.source.selection)} selected" in status(desk)
        await desk.press("2")
        await desk.pilot.pause()
        assert "selected" not in status(desk)
        assert "¶" not in status(desk)


async def test_a_sentence_is_not_made_an_entity(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        source = desk.screen.source
        start = source.text.index("wrote")
        source.goto(start)
        source.select(type(source.paragraph_span(1))(start, start + 61))
        await desk.press("e")
        assert desk.app.screen is desk.screen
        assert "61 characters are no name" in status(desk)


async def test_below_a_note_stands_the_passage_of_the_pin_under_its_caret(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        screen = desk.screen
        screen.source.goto(0)
        sentence = screen.passage_to_quote().of(screen.source.text)
        await desk.press("c")
        await desk.until(lambda: "⟦S1:" in screen.note.body)
        await desk.press("3", "n")
        passage = screen.query_one(PassageLines)
        await desk.until(lambda: passage.display)
        assert " ".join(sentence.split()) in passage.words
        await desk.press("i")
        assert "esc, 1" in passage.words, "while writing it says how to pin"
        await desk.press("escape")
        await desk.until(lambda: not screen.is_writing)


async def test_with_two_panes_the_title_says_what_stands_behind(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as desk:
        entities = desk.screen.query_one("#entities-pane", Pane)
        await desk.until(lambda: "3 Notes 1" in entities.head.info)
        notes = desk.screen.query_one("#notes-pane", NotesPane)
        await desk.until(lambda: "2 Entities" in notes.head.info)


async def test_a_passage_shown_from_the_only_pane_is_in_sight(open_desk: OpenDesk) -> None:
    """Below 100 columns the caret went to the passage and the view stayed at the beginning."""
    async with open_desk(size=(80, 9)) as desk:
        screen = desk.screen
        await desk.press("2")
        last = max((one for one in screen.paper.mentions if one.entity), key=lambda one: one.span.start)
        screen.entity_list.select(last.entity)
        await desk.press("N")
        await desk.until(lambda: screen.pane == "source")
        await desk.pilot.pause()
        source: SourceView = screen.source
        top = source.scroll_offset.y
        assert top <= source._row(source.caret) < top + source.size.height


async def test_letters_that_a_field_takes_are_not_offered_as_keys(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        assert "/" in {key.shown for key in live_keys(desk.screen, 99)}
        await desk.press("3", "i")
        assert {key.shown for key in live_keys(desk.screen, 99)}.isdisjoint({"/", "w", "?"})
        assert "esc" in {key.shown for key in live_keys(desk.screen, 99)}
        await desk.press("escape")


async def test_help_puts_the_keys_of_the_bottom_row_first_and_its_search_line_is_in_sight(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        first = desk.app.screen._groups[0]
        assert first.label == "In the source"
        assert [keys for keys, _ in first.rows[:5]] == ["n N", "a", "x", "e", "c"]
        assert len(dict(desk.app.screen._groups[-1].rows)) < 12
        await desk.pilot.pause()
        line = desk.app.screen.query_one("#help-query")
        assert line.region.bottom <= desk.app.size.height
        assert line.region.height == 1


async def test_a_search_that_was_not_asked_counts_nothing(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("slash")
        await desk.until(lambda: isinstance(desk.app.screen, SearchScreen))

        def shown() -> str:
            return "\n".join(strip.text for strip in desk.app.screen._compositor.render_strips())

        await desk.until(lambda: "for example" in shown())
        assert "articles 0" not in shown()
        await desk.until(lambda: "date:2023" in shown())
        await desk.press("escape")
