"""What comes out of a PDF: pages, paragraphs, and honest words about what does not."""

from __future__ import annotations

import io

import make_pdf

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState, Need
from casefile.readers import child
from casefile.readers.hints import Hints


def read(data: bytes, password: str = "") -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints("a.pdf", password=password))


def test_each_page_has_its_mark_beside_the_text() -> None:
    page = make_pdf.words([(72, 700, "The crane was sold twice.")])
    outcome = read(make_pdf.pdf([page, page, page]))
    text = outcome.texts[0]
    assert outcome.state is IntakeState.READ
    assert [(mark.kind, mark.label) for mark in text.marks] == [("page", "1"), ("page", "2"), ("page", "3")]
    assert [text.text[mark.at :].startswith("The crane") for mark in text.marks] == [True] * 3
    assert text.text == "\n\n".join(["The crane was sold twice."] * 3)


def test_pages_that_are_pictures_are_named_and_offered_to_ocr() -> None:
    outcome = read(make_pdf.pdf([make_pdf.words([(72, 700, "A page with words.")]), None, None]))
    assert (outcome.state, outcome.need) == (IntakeState.PARTLY, Need.OCR)
    assert outcome.reason == "pages 2-3 are pictures without text"
    outcome = read(make_pdf.pdf([None, None, None]))
    assert (outcome.state, outcome.need) == (IntakeState.UNREAD, Need.OCR)
    assert outcome.reason == "its 3 pages are pictures without text"
