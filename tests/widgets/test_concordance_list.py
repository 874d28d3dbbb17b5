"""Passages under one another: what is cut, what is aligned, what is underlined, in cells and whatever the script."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from rich.cells import cell_len
from widget_app import HOSTILE, WidgetApp, forbidden_in, screen_lines

from casefile.domain.concordance import Line, Order, Source
from casefile.domain.kinds import Kind, MentionState
from casefile.domain.span import Span
from widgets.concordance_list import ConcordanceList, label_width
from widgets.context_lines import ContextLines

SOURCE = Source(7, "t", "0" * 64, "Title", "Paper", "2023-01-16", "", "2023-01-16")
LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "


def line(left: str, hit: str, right: str, at: int = 0, **more: object) -> Line:
    span = Span(at, at + max(1, len(hit)))
    return Line(f"t:{at}", SOURCE, span, left, hit, right, 12, **more)  # type: ignore[arg-type]


def beside(row: Line, order: Order) -> Span | None:
    """The first word at the right, the last one at the left, between blanks."""
    if order.side == "right":
        bare = row.right.lstrip()
        start = len(row.right) - len(bare)
        return Span(start, start + len(bare.split(" ")[0])) if bare else None
    bare = row.left.rstrip()
    return Span(len(bare) - len(bare.split(" ")[-1]), len(bare)) if order.side and bare else None


async def shown(lines: list[Line], order: Order | None = None, size: tuple[int, int] = (100, 20)) -> list[str]:
    """The rows of a list of ``lines``; none of them wider or narrower than the list, nothing in them obeyed."""
    rows = ConcordanceList(beside)
    app = WidgetApp(rows)
    async with app.run_test(size=size) as pilot:
        label = max(map(label_width, lines), default=0)
        rows.set_lines(lines, order or Order(), [one.words for one in lines], label=label, usual=5)
        await pilot.pause()
        assert not list(forbidden_in(app))
        found = screen_lines(app)
    assert {cell_len(one) for one in found} == {size[0]}
    return found[: len(lines)]


def column(row: str, words: str) -> int:
    """The cell at which ``words`` begin."""
    return cell_len(row[: row.index(words)])


async def test_hits_stand_under_one_another_and_what_has_no_room_is_cut_between_words() -> None:
    rows = await shown([line(LONG, "ferry", " " + LONG, 0), line("a ", "ferry", ".", 200), line("", "FERRY", "", 300)])
    assert len({column(row, hit) for row, hit in zip(rows, ("ferry", "ferry", "FERRY"), strict=True)}) == 1
    assert rows[0].startswith("▌  S7 ¶12")
    left, right = rows[0].split("ferry")
    assert left.split("…")[1] in LONG
    assert left.split("…")[1].startswith(tuple(LONG.split()))
    assert right.rstrip().endswith("…")
    assert right.split("…")[0].split()[-1] in LONG.split(), "the last word is whole"
    assert "…" not in rows[1]


async def test_chinese_arabic_and_accents_are_aligned_by_cells() -> None:
    lines = [
        line(
            "昨日の発表によると東京電力は福島第一原子力発電所の汚染水について説明を行ったと述べた",
            "東京",
            "で発表した。",
            0,
        ),
        line("قالت وزارة الخارجية في بيان لها إن السفينة التي أبحرت من ", "الشركة", " أغلقت أبوابها", 100),
        line("e\u0301" * 80 + " ", "cafe\u0301", " e\u0301" * 60, 300),
        line("plain words ", "ferry", " left", 600),
        line("a family \U0001f468\u200d\U0001f469\u200d\U0001f467 on the ", "ferry", " left", 700),
    ]
    rows = await shown(lines)
    assert len({column(row, one.hit) for row, one in zip(rows, lines, strict=True)}) == 1
    for size in ((80, 24), (61, 10), (40, 10), (200, 30)):
        for order in (Order("right"), Order("left"), Order("hit")):
            await shown(lines, order, size)


async def test_sorted_by_the_right_the_hits_end_in_one_column() -> None:
    lines = [line("by ", "Oda Venhart", " then"), line("by ", "Venhart", " left", 50)]
    ends = [
        column(row, one.hit) + len(one.hit) for row, one in zip(await shown(lines, Order("right")), lines, strict=True)
    ]
    assert ends[0] == ends[1]
    begins = [column(row, one.hit) for row, one in zip(await shown(lines, Order("left")), lines, strict=True)]
    assert begins[0] == begins[1]


async def test_line_feeds_and_tabs_are_one_blank_and_a_long_hit_is_cut() -> None:
    rows = await shown([line("the\n  old\t ", "harbour\nmaster", "\n\tleft"), line("a ", "x" * 500, " b", 50)])
    assert "the old harbour master left" in rows[0]
    assert "x…" in rows[1]


async def test_the_word_that_is_sorted_by_is_underlined_and_nothing_else() -> None:
    rows = ConcordanceList(beside)
    app = WidgetApp(rows)
    async with app.run_test(size=(100, 10)) as pilot:
        lines = [
            line("the old ", "ferry", " left\nat once", 0),
            line("x ", "ferry", " came", 90),
            line("", "ferry", "", 99),
        ]
        rows.set_lines(lines, Order("right"), [one.words for one in lines], label=6, usual=5)
        rows.select(lines[2].key)
        await pilot.pause()
        for number, word in ((0, "left at"), (1, "came")):
            lined = [part.text for part in rows.render_line(number) if part.style and part.style.underline]
            assert "".join(lined) == word


@pytest.mark.parametrize("room", [20, 39, 80])
async def test_hostile_words_neither_act_nor_move_anything(room: int) -> None:
    lines = [line(f"{words} ", words, f" {words}", at * 10) for at, words in enumerate(HOSTILE)]
    for order in (Order("right"), Order("left"), Order()):
        await shown(lines, order, (room, 24))


async def test_what_a_person_decided_what_is_near_and_what_is_marked_have_signs() -> None:
    lines = [
        line("", "a", "", 0, state=MentionState.ACCEPTED, kind=Kind.PERSON),
        line("", "b", "", 10, state=MentionState.SUGGESTED, kind=Kind.PERSON),
        line("", "c", "", 20, near="fuzzy"),
        line("", "d", "", 30),
    ]
    rows = await shown(lines)
    assert [row[1] for row in rows] == ["●", "○", "~", " "]
    assert all("16 Jan 2023" not in row for row in rows)
    assert all("  16 Jan 2023" in row for row in await shown(lines, size=(120, 20)))
    guessed = [replace(one, source=replace(SOURCE, basis="guessed")) for one in lines]
    assert all(" ~16 Jan 2023" in row for row in await shown(guessed, size=(120, 20)))


async def test_marks_stay_with_their_lines_and_a_filter_hides_them() -> None:
    rows = ConcordanceList(beside)
    app = WidgetApp(rows)
    async with app.run_test(size=(100, 10)) as pilot:
        lines = [line("", "ferry", f" number {at}", at * 10) for at in range(5)]
        rows.set_lines(lines, Order(), [one.words for one in lines], label=6, usual=5)
        rows.focus()
        await pilot.press("v", "v", "j", "v")
        assert [one.span.start for one in rows.marked] == [0, 10, 30]
        rows.set_lines(lines[::-1], Order("right"), [one.words for one in lines[::-1]], label=6, usual=5)
        assert [one.span.start for one in rows.meant] == [30, 10, 0]
        rows.filter("number 3")
        assert [one.span.start for one in rows.meant] == [30]
        rows.filter("")
        rows.mark(())
        assert rows.meant == [rows.highlighted]
        assert len(app.hear(ConcordanceList.Marked)) >= 3


async def test_the_passage_below_shows_the_row_before_the_hit_and_some_behind_it() -> None:
    strip = ContextLines()
    app = WidgetApp(strip)
    async with app.run_test(size=(60, 12)) as pilot:
        strip.show(("S7 ¶12", "Paper"), LONG * 3, "the ferry", " " + LONG * 3)
        await pilot.pause()
        rows = screen_lines(app)[-5:]
        assert rows[0].startswith("  S7 ¶12 · Paper ─")
        assert [number for number, row in enumerate(rows) if "the ferry" in row] == [2]
        assert all(one.strip() for one in rows)
        strip.show(("S7",), "", HOSTILE[3], " ".join(HOSTILE))
        await pilot.pause()
        assert not list(forbidden_in(app))
        assert {cell_len(row) for row in screen_lines(app)} == {60}
        strip.show(())
        await pilot.pause()
        assert "S7" not in "".join(screen_lines(app))


async def test_the_list_draws_only_what_is_on_the_screen() -> None:
    lines = [line("", "ferry", f" {at}", at * 10) for at in range(20_000)]
    drawn: list[str] = []

    class Counting(ConcordanceList):
        def draw(self, row: Line, look: object) -> list[list[object]]:  # type: ignore[override]
            drawn.append(row.key)
            return super().draw(row, look)  # type: ignore[arg-type, return-value]

    rows = Counting(beside)
    app = WidgetApp(rows)
    async with app.run_test(size=(100, 20)) as pilot:
        rows.set_lines(lines, Order(), [one.words for one in lines], label=6, usual=5)
        await pilot.pause()
        rows.focus()
        await pilot.press("end")
        await pilot.pause()
        assert rows.highlighted is lines[-1]
    assert len(drawn) < 200
    assert all(a != b for a, b in pairwise(drawn))
