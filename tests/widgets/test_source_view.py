"""The source pane, driven by keys and mouse, as a person sees it."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from casefile.domain.kinds import EntityState, Kind, MentionState
from casefile.domain.records import Citation, Mention
from casefile.domain.span import Span
from widgets.caret_line import CaretLine
from widgets.marks import ASCII, UNICODE
from widgets.source_view import SourceView
from widgets.theme import LAMP, PAPER, use_themes

TEXT = (
    "The register in Vellin names Joren Aldquist as its only director. Aldquist is said to be married; neither "
    "answered questions sent on 9 March.\n\n"
    "Corvane denies the account. “Every load was weighed,” a spokesman said.\n\n"
    "The hopper barge Gannet IV lay in Vellin for repairs.\n"
)


@pytest.fixture(autouse=True)
def many_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of a known kind, whatever the tests themselves run in."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


def mention(words: str, kind: Kind, *, accepted: bool = False, entity: str = "", nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    state = MentionState.ACCEPTED if accepted else MentionState.SUGGESTED
    span = Span(start, start + len(words))
    key = f"{words}-{nth}-{state}"
    return Mention(
        key, "t", span, kind, state, entity or words, words, EntityState.SUGGESTED, "names", "1.2", "r", 0.91
    )


MENTIONS = [
    mention("Vellin", Kind.PLACE, accepted=True),
    mention("Vellin", Kind.PLACE, accepted=True, nth=1),
    mention("Joren Aldquist", Kind.PERSON, entity="e1"),
    mention("Aldquist", Kind.PERSON, entity="e1", nth=1),
    mention("Corvane", Kind.ORGANIZATION, accepted=True),
    mention("Gannet IV", Kind.VEHICLE),
]
QUOTE = TEXT.index("“Every")
CITATIONS = [Citation(Span(QUOTE, TEXT.index(" a spokesman")), ("n2", "c1"))]


class Desk(App[None]):
    """A source pane with its caret line; every message of the pane is kept."""

    marks = UNICODE

    def __init__(self) -> None:
        super().__init__()
        self.said: list[object] = []

    def compose(self) -> ComposeResult:
        yield SourceView()
        yield CaretLine()

    def on_mount(self) -> None:
        use_themes(self)
        self.query_one(SourceView).focus()

    def on_source_view_caret_moved(self, event: SourceView.CaretMoved) -> None:
        self.said.append(event)
        self.query_one(CaretLine).show(event.mention, event.view.mention_place, citation=event.view.citation)

    def on_source_view_selection_changed(self, event: SourceView.SelectionChanged) -> None:
        self.said.append(event)

    def on_source_view_mention_activated(self, event: SourceView.MentionActivated) -> None:
        self.said.append(event)


def shown(view: SourceView | CaretLine) -> list[str]:
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def looks(view: SourceView, words: str) -> list[object]:
    """The styles of the segments that draw ``words``."""
    return [
        segment.style
        for y in range(view.size.height)
        for segment in view.render_line(y)
        if segment.text and segment.text in words and len(segment.text) > 1
    ]


async def opened(pilot: Pilot[None], text: str = TEXT, **more: object) -> SourceView:
    view = pilot.app.query_one(SourceView)
    view.set_document(text, **{"header": ["A title", "By someone"], **more})  # type: ignore[arg-type]
    await pilot.pause()
    return view


async def test_the_page_is_set_as_drawn_in_the_design() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, mentions=MENTIONS, citations=CITATIONS)
        lines = shown(view)
        assert lines[:4] == ["", "      A title", "      By someone", ""]
        assert lines[4].startswith(" 1 ○  The register in Vellin names Joren Aldquist")
        assert lines[5].startswith("      is said")
        assert lines[6] == ""
        assert lines[7].startswith(" 2   ▎Corvane denies the account. “Every load")
        assert lines[7].endswith("   n2 c1")
        assert lines[8] == ""
        assert lines[9].startswith(" 3 ○  The hopper barge")
        assert lines[10] == ""


async def test_suggestions_are_pencil_and_decisions_ink() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, mentions=MENTIONS)
        [pencil] = looks(view, "Gannet IV")
        assert pencil.italic
        assert not pencil.underline
        assert pencil.color.name == LAMP.vehicle
        ink = looks(view, "Corvane")[0]
        assert ink.underline
        assert not ink.italic
        pilot.app.theme = "paper"
        await pilot.pause()
        assert looks(view, "Corvane")[0].color.name == PAPER.organisation


async def test_n_goes_from_mention_to_mention_and_brackets_to_what_waits() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, mentions=MENTIONS)
        seen = []
        for _ in range(6):
            await pilot.press("n")
            assert view.mention is not None
            seen.append(view.mention.caption)
        assert seen == ["Vellin", "Joren Aldquist", "Aldquist", "Corvane", "Gannet IV", "Vellin"]
        await pilot.press("left_square_bracket", "left_square_bracket")
        assert view.mention is not None
        assert view.mention.caption == "Aldquist"
        await pilot.press("N", "N")
        assert view.mention.caption == "Vellin"


async def test_the_caret_line_says_in_words_what_is_under_the_caret() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        await opened(pilot, mentions=MENTIONS, citations=CITATIONS, offset=TEXT.index("Joren"))
        line = pilot.app.query_one(CaretLine)
        assert shown(line)[1].startswith("   ○  Joren Aldquist  P person · suggested by names 1.2 · 0.91")
        assert shown(line)[1].endswith("1 of 2 here")
        pilot.app.query_one(SourceView).goto(QUOTE + 5)
        await pilot.pause()
        assert "cited in n2 c1" in shown(line)[1]


async def test_rows_keep_their_column_and_pass_over_blank_rows() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, offset=8)
        await pilot.press("down", "down")
        assert view.paragraph == 2
        await pilot.press("up", "up")
        assert view.caret == 8
        await pilot.press("end", "right")
        assert view.text[view.caret - 1] == " "
        await pilot.press("home", "left")
        assert view.text[view.caret] == " "


async def test_left_and_right_pass_the_blank_between_paragraphs_in_one_step() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        end = TEXT.index("\n\n")
        view = await opened(pilot, offset=end)
        await pilot.press("right")
        assert view.caret == end + 2
        await pilot.press("left")
        assert view.caret == end


async def test_paragraphs_sentences_words_and_the_ends() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot)
        await pilot.press("j")
        assert TEXT[view.caret :].startswith("Corvane denies")
        await pilot.press("right_parenthesis")
        assert TEXT[view.caret :].startswith("“Every")
        await pilot.press("ctrl+right", "ctrl+right")
        assert TEXT[view.caret :].startswith("load")
        await pilot.press("left_parenthesis", "left_parenthesis")
        assert TEXT[view.caret :].startswith("Corvane denies")
        await pilot.press("k")
        assert view.caret == 0
        await pilot.press("G")
        assert view.caret == len(TEXT) - 1
        await pilot.press("g")
        assert view.caret == 0


async def test_v_grows_and_shrinks_and_escape_bubbles_when_nothing_is_selected() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, mentions=MENTIONS, offset=TEXT.index("Joren"))
        grown = []
        for _ in range(4):
            await pilot.press("v")
            grown.append(view.selected_text)
        assert grown[:2] == ["Joren", "Joren Aldquist"]
        assert grown[2].endswith("only director.")
        assert grown[3].endswith("9 March.")
        await pilot.press("V")
        assert view.selected_text == grown[2]
        assert view.check_action("clear", ())
        await pilot.press("escape")
        assert view.selection is None
        assert not view.check_action("clear", ())
        await pilot.press("s")
        assert view.selected_text == grown[2]


async def test_v_at_the_end_of_a_paragraph_still_selects_what_can_be_seen() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot)
        await pilot.press("G", "v", "v")
        assert view.selected_text == "The hopper barge Gannet IV lay in Vellin for repairs."


async def test_shift_extends_in_both_directions_and_a_move_lets_go() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, offset=4)
        await pilot.press("shift+right", "shift+right")
        assert view.selection == Span(4, 6)
        await pilot.press("shift+left", "shift+left", "shift+left")
        assert view.selection == Span(3, 4)
        await pilot.press("right")
        assert view.selection is None


async def test_the_mouse_places_selects_words_and_sentences_and_drags() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot)
        await pilot.click(SourceView, offset=(6 + 4, 4))
        assert view.caret == 4
        await pilot.click(SourceView, offset=(6 + 5, 4), times=2)
        assert view.selected_text == "register"
        await pilot.click(SourceView, offset=(6 + 5, 4), times=3)
        assert view.selected_text.startswith("The register")
        await pilot.mouse_down(SourceView, offset=(6, 7))
        await pilot.hover(SourceView, offset=(6 + 7, 7))
        await pilot.mouse_up(SourceView, offset=(6 + 7, 7))
        assert view.selected_text == "Corvane"


async def test_wide_and_combined_characters_are_stepped_over_whole() -> None:
    text = "港务 Ange\u0301lique 👩‍👩‍👧‍👦 end"
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, text, header=[])
        stops = [0]
        for _ in range(14):
            await pilot.press("right")
            stops.append(view.caret)
        assert stops == [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 21]
        await pilot.click(SourceView, offset=(6 + 3, 1))
        assert view.caret == 1
        assert view.render_line(1).cell_length == view.size.width


async def test_resizing_keeps_the_top_offset_and_not_the_row() -> None:
    text = "".join(f"Paragraph {n} has a few words that wrap when the pane is narrow.\n\n" for n in range(500))
    async with Desk().run_test(size=(120, 30)) as pilot:
        view = await opened(pilot, text)
        view.goto(text.index("Paragraph 250 "))
        await pilot.pause()
        view.scroll_rows(5)
        top = view.place[0]
        for size in ((50, 20), (84, 35), (41, 12), (120, 30)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert view.place[0] == top
            first = view.render_line(0).text[view._columns.gutter :].strip()
            assert first
            assert first in text[top : top + 80]


async def test_a_place_is_come_back_to_exactly() -> None:
    text = "".join(f"Paragraph {n}.\n\n" for n in range(2000))
    async with Desk().run_test(size=(100, 30)) as pilot:
        view = await opened(pilot, text)
        view.goto(text.index("Paragraph 1500"))
        await pilot.pause()
        before, place = shown(view), view.place
        view.goto(0)
        await pilot.pause()
        view.restore(place)
        await pilot.pause()
        assert shown(view) == before


async def test_a_far_goto_shows_its_passage_at_once_and_stays_while_the_rest_is_wrapped() -> None:
    text = "word " * 400_000 + "\n\nthe passage stands here\n\n" + "word " * 10_000
    async with Desk().run_test(size=(100, 30)) as pilot:
        view = await opened(pilot, text)
        where = text.index("the passage")
        view.goto(Span(where, where + 11), select=True)
        before = shown(view)
        assert any("the passage stands here" in line for line in before)
        while not view.is_wrapped:
            await pilot.pause(0.01)
        assert shown(view) == before


async def test_rejudging_keeps_the_caret_on_its_mention() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, mentions=MENTIONS)
        await pilot.press("n", "n")
        view.set_mentions(
            [m for m in MENTIONS if m.caption != "Joren Aldquist"]
            + [mention("Joren Aldquist", Kind.PERSON, accepted=True, entity="e1")]
        )
        await pilot.pause()
        assert view.mention is not None
        assert view.mention.state is MentionState.ACCEPTED
        await pilot.press("n")
        assert view.mention.caption == "Aldquist"


async def test_nested_mentions_are_visited_the_longest_first() -> None:
    nested = [mention("Aldquist", Kind.PERSON), mention("Joren Aldquist", Kind.PERSON), mention("Joren", Kind.PERSON)]
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, mentions=nested)
        seen = []
        for _ in range(3):
            await pilot.press("n")
            assert view.mention is not None
            seen.append(view.mention.caption)
        assert seen == ["Joren Aldquist", "Joren", "Aldquist"]


async def test_enter_says_which_mention_was_meant() -> None:
    app = Desk()
    async with app.run_test(size=(89, 30)) as pilot:
        await opened(pilot, mentions=MENTIONS)
        await pilot.press("n", "enter")
        assert isinstance(app.said[-1], SourceView.MentionActivated)
        assert app.said[-1].mention.caption == "Vellin"


async def test_selection_citation_and_hit_stay_legible_where_they_overlap() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, citations=CITATIONS)
        start = TEXT.index("load was")
        view.set_hits([Span(start, start + 4)], current=None)
        [hit] = looks(view, "load")
        assert (hit.color.name, hit.bgcolor.name) == (LAMP.hit_text, LAMP.hit)
        view.select(Span(start - 2, start + 8))
        [selected] = looks(view, "load")
        assert (selected.color.name, selected.bgcolor.name) == (LAMP.text, LAMP.selection)
        assert selected.bold
        view.select(None)
        view.set_hits([Span(start, start + 4)], current=Span(start, start + 4))
        [current] = looks(view, "load")
        assert current.underline
        assert current.bgcolor.name == LAMP.hit_now


async def test_a_selection_shows_where_a_terminal_has_sixteen_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLORTERM", "")
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot)
        view.select(Span(4, 12))
        [selected] = looks(view, "register")
        assert selected.reverse


HOSTILE = [
    "[REDACTED] paid [/path] [bold red]x[/] [@click=app.quit]y[/]",
    "\x1b]52;c;aGVsbG8=\x07\x1b[31mred\x1b[2J",
    "C1 \x9b31m \x9d0;title\x9c",
    "bidi \u202eevil\u202c \u2066x\u2069 zero\u200bwidth",
    "lone \ud800 surrogate",
    "\r overwritten \x08\x0b\x0c",
]


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_nothing_in_a_text_acts_on_the_terminal_or_is_read_as_markup(hostile: str) -> None:
    evil = Mention(
        "1", "t", Span(0, 4), Kind.PERSON, MentionState.SUGGESTED, "e", hostile, None, hostile, hostile, "r", 0.5,
        hostile, hostile,
    )  # fmt: skip
    async with Desk().run_test(size=(140, 20)) as pilot:
        view = await opened(
            pilot,
            hostile,
            header=[hostile, hostile],
            mentions=[evil],
            citations=[Citation(Span(0, len(hostile)), (hostile,))],
        )
        drawn = shown(view) + shown(pilot.app.query_one(CaretLine))
        assert len([line for line in drawn if hostile[:4] in line]) >= (3 if hostile.startswith("[R") else 0)
        for line in drawn:
            assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in line)
            assert not set(line) & set("\u202e\u202c\u2066\u2069\u200b")
        if hostile.startswith("["):
            assert any("[REDACTED] paid [/path] [bold red]x[/] [@click=app.quit]y[/]" in line for line in drawn)
        assert all(view.render_line(y).cell_length == view.size.width for y in range(view.size.height))


async def test_the_plain_glyphs_take_the_place_of_the_ambiguous_ones() -> None:
    app = Desk()
    app.marks = ASCII
    async with app.run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, mentions=MENTIONS, citations=CITATIONS)
        drawn = "".join(shown(view))
        assert " 1 o  The register" in drawn
        assert " 2   |Corvane" in drawn
        assert not set("○▎●") & set(drawn)


async def test_an_article_without_text_says_why() -> None:
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, "", empty="No text: no reader for this format.")
        assert any("No text: no reader for this format." in line for line in shown(view))
        for key in ("down", "n", "j", "v", "G", "s", "pagedown", "shift+right", "enter"):
            await pilot.press(key)
        assert view.caret == 0


@pytest.mark.parametrize("size", [(20, 5), (33, 8), (60, 15), (80, 24), (200, 60)])
async def test_every_size_of_pane_draws_rows_of_its_width(size: tuple[int, int]) -> None:
    async with Desk().run_test(size=size) as pilot:
        view = await opened(pilot, TEXT + "港务局" * 200, mentions=MENTIONS, citations=CITATIONS)
        for key in ("G", "pageup", "n", "down", "home"):
            await pilot.press(key)
        assert {view.render_line(y).cell_length for y in range(view.size.height)} == {view.size.width}


async def test_without_colour_the_pane_draws_and_keeps_its_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with Desk().run_test(size=(89, 30)) as pilot:
        view = await opened(pilot, mentions=MENTIONS, citations=CITATIONS)
        await pilot.press("n", "n", "v")
        assert any(style.bold for style in looks(view, "Joren"))
