"""Pages and chapters beside a text, guessed dates, what OCR read, and what came with an article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from store_cases import arrival

from casefile.domain.intake import ReadOutcome, ReadText, TextMark
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Metadata
from casefile.domain.span import Pin, Span
from casefile.services import notes, rows
from casefile.store.arrivals import Arrival, add_arrivals
from casefile.store.case_store import CaseStore
from casefile.store.originals import put_many
from casefile.store.read_articles import article
from casefile.tui.desk.details import DetailsScreen
from casefile.tui.paper import load_pin_places
from casefile.tui.screens.chooser import ChooserScreen
from widgets.caret_line import CaretLine
from widgets.mark_words import MarkPlaces

OpenDesk = Callable[..., Any]
PAGES = ("First page. It says little.", "Second page. It says more.", "Third page. The end.")
TEXT = "\n\n".join(PAGES)
AT = [TEXT.index(page) for page in PAGES]
MARKS = tuple(TextMark(at, "page", f"{number}") for number, at in enumerate(AT, 1))


@pytest.fixture
def paged(root: Path) -> Path:
    """The case with S3, a text of three pages read by OCR, its date guessed, and S4 that was attached to S3."""
    with CaseStore(root) as store:
        made = ReadText("ocr", TEXT, MARKS, made_by="tesseract 5.3.0, eng", confidence=0.87)
        known = Metadata(
            title="Scanned minutes", published="2021-03-14", published_basis="guessed", extra=(("creator", "Scanner"),)
        )
        outcome = ReadOutcome(IntakeState.READ, texts=(made,), metadata=known, mime="application/pdf")
        sha = put_many(store.paths, [b"%PDF minutes"])[0]
        add_arrivals(store, [Arrival(sha, 12, "minutes.pdf", outcome, known)])
        inside = arrival(store, "A table of sums.", "sums.csv", Metadata(title="Sums"))
        mail = article(store.reader, 3).id
        add_arrivals(store, [replace(inside, container="minutes.pdf", container_id=mail, member="sums.csv")])
    return root


def caret_line(desk: Any) -> str:
    return desk.screen.query_one(CaretLine)._where


def drawn(desk: Any) -> str:
    return "\n".join(strip.text for strip in desk.app.screen._compositor.render_strips())


async def on_s3(desk: Any) -> None:
    desk.screen.open_article(3)
    await desk.until(lambda: desk.screen.paper.article.number == 3 and desk.screen.pages)


@pytest.mark.parametrize("size", [(80, 24), (140, 42)])
async def test_the_page_is_said_under_the_text_and_follows_the_caret(
    open_desk: OpenDesk, paged: Path, size: tuple[int, int]
) -> None:
    async with open_desk(paged, size=size) as desk:
        await on_s3(desk)
        await desk.until(lambda: "p. 1 of 3" in drawn(desk))
        await desk.press("full_stop")
        await desk.until(lambda: desk.screen.source.caret == AT[1] and "p. 2 of 3" in drawn(desk))
        await desk.press("full_stop", "full_stop")
        await desk.until(lambda: desk.screen.status == "the last one")
        await desk.press("comma")
        await desk.until(lambda: desk.screen.source.caret == AT[1])


async def test_a_page_is_gone_to_by_its_number_and_esc_comes_back(open_desk: OpenDesk, paged: Path) -> None:
    async with open_desk(paged) as desk:
        await on_s3(desk)
        await desk.press("P")
        await desk.until(lambda: isinstance(desk.app.screen, ChooserScreen))
        await desk.type("3")
        await desk.press("enter")
        await desk.until(lambda: desk.screen.source.caret == AT[2])
        await desk.press("escape")
        await desk.until(lambda: desk.screen.source.caret == 0)


async def test_a_text_without_pages_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("full_stop")
        await desk.until(lambda: "no pages" in desk.screen.status)


async def test_a_pin_is_shown_with_its_page_and_stored_without(open_desk: OpenDesk, paged: Path) -> None:
    async with open_desk(paged) as desk:
        await on_s3(desk)
        paper = desk.screen.paper
        pin = Pin.make(3, Span(AT[1], AT[1] + 6), paper.shown.sha256)
        (place,) = load_pin_places(desk.case, f"See {pin}.")
        assert place.label == "S3 p.2 ¶2"
        (stored,) = notes.pin_places(desk.case, f"See {pin}.")
        assert stored.label == "S3¶2"
        (bare,) = load_pin_places(desk.case, str(Pin.make(1, Span(0, 4), rows.texts_of(desk.case, 1)[0].sha256)))
        assert bare.label == "S1¶1"


async def test_a_guessed_date_says_so_until_a_person_confirms_it(open_desk: OpenDesk, paged: Path) -> None:
    async with open_desk(paged, size=(200, 60)) as desk:
        await on_s3(desk)
        await desk.until(lambda: "~14 Mar 2021 guessed" in drawn(desk))
        await desk.press("R")
        await desk.until(lambda: rows.article(desk.case, 3).published_basis == "given")
        await desk.until(lambda: "guessed" not in drawn(desk) and "14 Mar 2021" in drawn(desk))
        await desk.press("u")
        await desk.until(lambda: rows.article(desk.case, 3).published_basis == "guessed")


async def test_what_ocr_read_says_how_sure_it_is(open_desk: OpenDesk, paged: Path) -> None:
    async with open_desk(paged) as desk:
        await on_s3(desk)
        await desk.until(lambda: "read by OCR, 87 %" in drawn(desk))


async def test_details_show_what_came_with_the_article_and_lead_to_its_parts(open_desk: OpenDesk, paged: Path) -> None:
    async with open_desk(paged) as desk:
        await on_s3(desk)
        await desk.press("d")
        await desk.until(lambda: isinstance(desk.app.screen, DetailsScreen))
        below = dict(desk.app.screen._below)
        assert below["creator"] == "Scanner"
        assert below["sha256"] == rows.article(desk.case, 3).sha256
        assert "R on the desk" in below["date"]
        await desk.press("f4")
        await desk.until(lambda: isinstance(desk.app.screen, ChooserScreen))
        await desk.press("enter")
        await desk.until(lambda: desk.screen.paper.article.number == 4)


async def test_an_attachment_and_its_mail_are_one_key_apart(open_desk: OpenDesk, paged: Path) -> None:
    async with open_desk(paged, size=(200, 60)) as desk:
        await on_s3(desk)
        await desk.until(lambda: "in S3" in drawn(desk))
        await desk.press("b")
        await desk.until(lambda: isinstance(desk.app.screen, ChooserScreen) and "lies in it" in drawn(desk))
        await desk.press("enter")
        await desk.until(lambda: desk.screen.paper.article.number == 4)
        await desk.press("b")
        await desk.until(lambda: isinstance(desk.app.screen, ChooserScreen) and "it lies in" in drawn(desk))
        await desk.press("escape", "escape")
        await desk.until(lambda: desk.screen.paper.article.number == 3)


def test_chapters_slides_and_minutes_are_said_in_their_own_words() -> None:
    chapters = MarkPlaces([TextMark(5, "chapter", "The ferry"), TextMark(50, "chapter", "")])
    assert [chapters.words(at) for at in (0, 5, 60)] == ["", "ch. 1 of 2: The ferry", "ch. 2 of 2"]
    assert chapters.short(7) == "ch.1"
    assert chapters.find("ferry") == 0
    assert chapters.find("2") == 1
    assert chapters.find("harbour") is None
    slides = MarkPlaces([TextMark(0, "slide", "1"), TextMark(9, "slide", "2")])
    assert slides.words(10) == "slide 2 of 2"
    assert MarkPlaces([TextMark(0, "time", "00:12:03")]).words(1) == "at 00:12:03"
    assert not MarkPlaces()


def test_going_back_goes_to_the_start_of_the_page_first() -> None:
    places = MarkPlaces(MARKS)
    assert places.beside(AT[1] + 3, -1) == 1
    assert places.beside(AT[1], -1) == 0
    assert places.beside(0, -1) is None
    assert places.beside(AT[2], 1) is None
