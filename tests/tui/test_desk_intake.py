"""The list of what came in: its filters, its keys, and the way to an article and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from casefile.domain.intake import IntakeRow
from casefile.domain.kinds import IntakeState, Need
from casefile.domain.span import Span
from casefile.services import articles, copies, intake, intake_list, rereading, rows, versions
from casefile.services.copies import CopyOffer
from casefile.services.versions import Block, Carried, Piece, VersionOffer
from casefile.tui.children import Outcome
from casefile.tui.desk import adding
from casefile.tui.screens.chooser import ChooserScreen
from casefile.tui.screens.difference import DifferenceScreen, Texts, stretches
from casefile.tui.screens.form import FormScreen
from casefile.tui.screens.intake import IntakeScreen
from widgets.said_lines import SaidLines

OpenDesk = Callable[..., Any]
HOSTILE = "[/b]\x1b]52;c;aGk=\x07\u202efdp.exe"


def item(number: int, state: IntakeState, name: str, reason: str = "", need: Need = Need.NOTHING) -> IntakeRow:
    is_article = state is not IntakeState.WAITING
    article = (number - 1) % 2 + 1 if is_article else None
    return IntakeRow(f"k{number}", state, name, "S1 letters.zip", article, "", reason, need, "2026-01-02T03:04:05Z")


ITEMS = [
    item(1, IntakeState.READ, "page.html"),
    item(2, IntakeState.UNREAD, "locked.pdf", "it is encrypted: it needs its password", Need.PASSWORD),
    item(3, IntakeState.DUPLICATE, "again.html"),
    item(4, IntakeState.WAITING, "later.eml"),
    item(5, IntakeState.PARTLY, HOSTILE, "page 2 has no text", Need.OCR),
]


class Commands:
    """The commands that the desk would have run, instead of children."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ran: list[list[str]] = []
        self.passwords: list[str] = []
        commands = self

        class Child:
            def __init__(self, root: Any, words: Sequence[str], progress: Any, *, verb: str, password: str) -> None:
                commands.ran.append(list(words))
                commands.passwords.append(password)
                self.verb = verb

            def run(self) -> Outcome:
                return Outcome({"read": 1})

            def stop(self) -> None:
                pass

        monkeypatch.setattr(adding, "Intake", Child)


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[IntakeRow]:
    """The items that the case says it has, and no offers."""
    found = list(ITEMS)
    monkeypatch.setattr(intake_list, "items", lambda case: list(found))
    monkeypatch.setattr(copies, "offers", lambda case: [])
    monkeypatch.setattr(versions, "offers", lambda case: [])
    return found


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    return Commands(monkeypatch)


async def opened(desk: Any) -> IntakeScreen:
    await desk.press("f8")
    await desk.until(lambda: isinstance(desk.app.screen, IntakeScreen) and desk.app.screen.rows.shown)
    screen = desk.app.screen
    assert isinstance(screen, IntakeScreen)
    return screen


def names(screen: IntakeScreen) -> list[str]:
    return [row.name for row in screen.rows.shown if isinstance(row, IntakeRow)]


def drawn(desk: Any) -> str:
    return "\n".join(strip.text for strip in desk.app.screen._compositor.render_strips())


async def test_every_item_is_listed_and_the_filters_part_them(open_desk: OpenDesk, listed: list[IntakeRow]) -> None:
    async with open_desk() as desk:
        screen = await opened(desk)
        assert len(names(screen)) == 5
        for key, wanted in (
            ("2", ["locked.pdf", HOSTILE]),
            ("3", ["again.html"]),
            ("4", ["later.eml"]),
            ("1", [row.name for row in ITEMS]),
        ):
            await desk.press(key)
            await desk.until(lambda wanted=wanted: names(screen) == wanted)
        assert "2 To do 2" in drawn(desk)


async def test_the_row_says_its_reason_in_full_and_which_key_would_help(
    open_desk: OpenDesk, listed: list[IntakeRow]
) -> None:
    async with open_desk(size=(80, 24)) as desk:
        screen = await opened(desk)
        await desk.press("2")
        await desk.until(lambda: screen.rows.highlighted is ITEMS[1])
        said = " ".join(words for _, words in screen.query_one(SaidLines).said)
        assert "it is encrypted: it needs its password" in said
        assert "p asks for its password" in said
        assert "in S1 letters.zip" in said


async def test_a_hostile_name_is_shown_and_not_obeyed(open_desk: OpenDesk, listed: list[IntakeRow]) -> None:
    async with open_desk() as desk:
        await opened(desk)
        await desk.press("G")
        await desk.until(lambda: "[/b]␛]52;c;aGk=␇" in drawn(desk))
        assert not set(drawn(desk)) & {"\x1b", "\x07", "\u202e"}


async def test_letters_filter_and_are_no_keys_while_they_are_typed(
    open_desk: OpenDesk, listed: list[IntakeRow], commands: Commands
) -> None:
    async with open_desk() as desk:
        screen = await opened(desk)
        await desk.press("f")
        await desk.type("xrpo")
        await desk.until(lambda: names(screen) == [])
        await desk.press("escape")
        await desk.until(lambda: len(names(screen)) == 5)
        await desk.press("slash")
        await desk.type("locked")
        await desk.until(lambda: names(screen) == ["locked.pdf"])
        assert commands.ran == []


async def test_esc_comes_back_to_exactly_the_same_row(open_desk: OpenDesk, listed: list[IntakeRow]) -> None:
    listed += [replace(ITEMS[4], key=f"more{at}", name=f"more-{at}") for at in range(200)]
    async with open_desk() as desk:
        screen = await opened(desk)
        await desk.press("2")
        screen.rows.select("more150")
        await desk.press("space", "up")
        place = screen.rows.scroll_offset.y
        assert place > 0
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen is desk.screen)
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, IntakeScreen))
        again = desk.app.screen
        await desk.until(lambda: again.rows.highlighted is not None and again.rows.highlighted.name == "more-150")
        await desk.until(lambda: again.rows.scroll_offset.y == place)
        assert [row.name for row in again.rows.marked] == ["more-150"]
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)


async def test_trying_again_reads_the_row_or_all_that_the_filter_shows(
    open_desk: OpenDesk, listed: list[IntakeRow], commands: Commands
) -> None:
    async with open_desk() as desk:
        screen = await opened(desk)
        await desk.press("2", "r")
        await desk.until(lambda: len(commands.ran) == 1 and desk.screen._intake is None)
        assert commands.ran[0][0] == "reread"
        assert commands.ran[0][-2:] == ["--", "S2"]
        listed.append(item(8, IntakeState.UNREAD, "another.pdf", "it is encrypted"))
        screen.refresh_rows()
        await desk.until(lambda: len(names(screen)) == 3)
        await desk.press("R")
        await desk.until(lambda: len(commands.ran) == 2)
        assert commands.ran[1][commands.ran[1].index("--") + 1 :] == ["S2", "S1"]


async def test_what_waits_is_gone_on_with(open_desk: OpenDesk, listed: list[IntakeRow], commands: Commands) -> None:
    async with open_desk() as desk:
        await opened(desk)
        await desk.press("4", "R")
        await desk.until(lambda: commands.ran)
        assert commands.ran[0][:2] == ["add", "--resume"]


async def test_a_password_is_asked_for_hidden_and_kept_out_of_the_arguments(
    open_desk: OpenDesk, listed: list[IntakeRow], commands: Commands
) -> None:
    async with open_desk() as desk:
        await opened(desk)
        await desk.press("2", "p")
        await desk.until(lambda: isinstance(desk.app.screen, FormScreen))
        await desk.type("s3cret")
        assert "s3cret" not in drawn(desk)
        await desk.press("enter")
        await desk.until(lambda: commands.ran)
        assert commands.passwords == ["s3cret"]
        assert not any("s3cret" in word for word in commands.ran[0])


async def test_ocr_asks_for_languages_and_starts_from_the_settings(
    open_desk: OpenDesk, listed: list[IntakeRow], commands: Commands
) -> None:
    async with open_desk() as desk:
        await opened(desk)
        await desk.press("2", "o")
        await desk.until(lambda: isinstance(desk.app.screen, FormScreen))
        await desk.type("+ukr")
        await desk.press("enter")
        await desk.until(lambda: commands.ran)
        assert commands.ran[0][commands.ran[0].index("--ocr") + 1] == "eng+ukr"


async def test_a_charset_is_chosen_by_how_the_first_line_reads_in_it(
    open_desk: OpenDesk, listed: list[IntakeRow], commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [("cp1251", 0.9, "Паром стоит\nв доке"), ("latin-1", 0.1, "Ïàðîì")]
    monkeypatch.setattr(rereading, "charsets", lambda case, number: found)
    async with open_desk() as desk:
        await opened(desk)
        await desk.press("c")
        await desk.until(lambda: isinstance(desk.app.screen, ChooserScreen))
        assert "Паром стоит" in drawn(desk)
        await desk.press("enter")
        await desk.until(lambda: commands.ran)
        assert commands.ran[0][commands.ran[0].index("--charset") + 1] == "cp1251"


async def test_taking_out_is_undone_from_the_same_screen(open_desk: OpenDesk, listed: list[IntakeRow]) -> None:
    async with open_desk() as desk:
        screen = await opened(desk)
        screen.rows.select("k2")
        await desk.press("x")
        await desk.until(lambda: len(rows.articles(desk.case)) == 1)
        await desk.press("u")
        await desk.until(lambda: len(rows.articles(desk.case)) == 2)


async def test_what_was_not_taken_in_can_be_given_up(
    open_desk: OpenDesk, listed: list[IntakeRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up: list[str] = []
    monkeypatch.setattr(intake, "forget_rest", lambda case: given_up.append("all"))
    listed.append(replace(ITEMS[3], key="rest:job:0", name="not-taken.pdf", reason="not taken in"))
    async with open_desk() as desk:
        screen = await opened(desk)
        screen.rows.select("rest:job:0")
        await desk.press("x")
        await desk.until(lambda: given_up == ["all"])
        assert len(rows.articles(desk.case)) == 2


async def test_offers_are_accepted_and_declined_with_their_difference_shown(
    open_desk: OpenDesk, listed: list[IntakeRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[object, ...]] = []

    def first(case: Any, number: int) -> Any:
        return rows.article(case, number)

    monkeypatch.setattr(copies, "offers", lambda case: [CopyOffer(first(case, 2), first(case, 1), 94, "copy")])
    monkeypatch.setattr(versions, "offers", lambda case: [VersionOffer(first(case, 2), first(case, 1))])
    monkeypatch.setattr(copies, "decline", lambda case, *of: said.append(("no copy", *of)))
    monkeypatch.setattr(
        versions, "set_version", lambda case, number, of: said.append(("version", number, of)) or Carried(2, 1, "t")
    )
    old, new = Span(0, 4), Span(0, 4)
    monkeypatch.setattr(
        versions, "differences", lambda case, number, of: [Block("changed", old, new, (Piece("changed", old, new),))]
    )
    async with open_desk() as desk:
        screen = await opened(desk)
        await desk.press("5")
        await desk.until(lambda: len(screen.rows.shown) == 2)
        assert "a newer version of S1: same address" in drawn(desk)
        await desk.press("d")
        await desk.until(lambda: isinstance(desk.app.screen, DifferenceScreen) and desk.app.screen.rows.shown)
        (stretch,) = desk.app.screen.rows.shown
        assert [what for what, _ in stretch.pieces if what != "same"] == ["gone", "new"]
        await desk.press("y")
        await desk.until(lambda: said == [("version", 2, 1)])
        await desk.until(lambda: desk.app.screen is screen)
        await desk.press("end", "N")
        await desk.until(lambda: said[1:] == [("no copy", 2, 1)])


async def test_the_list_follows_what_changes_in_the_case(open_desk: OpenDesk, listed: list[IntakeRow]) -> None:
    async with open_desk() as desk:
        screen = await opened(desk)
        listed.append(item(9, IntakeState.READ, "fresh.txt"))
        await desk.screen.session.write(articles.mark_looked_at, 2)
        await desk.until(lambda: "fresh.txt" in names(screen))


def test_a_changed_paragraph_keeps_the_blanks_between_its_words() -> None:
    old, new = "Paid in May.", "Paid 300 in June."
    pieces = (
        Piece("same", Span(0, 4), Span(0, 4)),
        Piece("new", None, Span(5, 8)),
        Piece("same", Span(5, 7), Span(9, 11)),
        Piece("changed", Span(8, 11), Span(12, 16)),
        Piece("same", Span(11, 12), Span(16, 17)),
    )
    (stretch,) = stretches(Texts(old, new, [Block("changed", Span(0, len(old)), Span(0, len(new)), pieces)]))
    assert stretch.words == "Paid 300 in May June."
    assert ("gone", "May") in stretch.pieces
    assert ("new", "June") in stretch.pieces
    assert "".join(words for what, words in stretch.pieces if what != "gone").replace("  ", " ") == new
