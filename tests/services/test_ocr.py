"""Scans read page by page: what is kept, what is named, and what happens without the program."""

from __future__ import annotations

import stat
import threading
from dataclasses import replace
from pathlib import Path

import make_pdf
import make_picture
import pytest

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState, Need
from casefile.readers import child
from casefile.readers.hints import Hints
from casefile.services import ocr

BOARD = ["The harbour board met on Friday and said", "nothing of the crane that was sold twice."]
CHAIR = ["The chair closed the meeting after eleven", "minutes and went home without a word."]

needs_tesseract = pytest.mark.skipif("eng" not in ocr.languages(), reason="tesseract is not installed")


def kept(folder: Path, data: bytes) -> tuple[Path, ReadOutcome]:
    path = folder / "original"
    path.write_bytes(data)
    with path.open("rb") as file:
        return path, child.attempt(file, Hints("a"))


def program_that(folder: Path, monkeypatch: pytest.MonkeyPatch, *, does: str) -> None:
    """Puts a stand-in for tesseract on the path: it knows English, and ``does`` something when given a picture."""
    script = folder / "bin" / "tesseract"
    script.parent.mkdir()
    script.write_text(
        "#!/bin/sh\n"
        'case "$1" in\n'
        "--version) echo tesseract 9.9;;\n"
        "--list-langs) echo List; echo eng;;\n"
        f"*) {does};;\n"
        "esac\n"
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{script.parent}:/usr/bin:/bin")


@needs_tesseract
def test_a_scan_becomes_a_text_with_its_pages_and_how_sure_it_is(tmp_path: Path) -> None:
    pages = [make_picture.of_text(BOARD), make_picture.of_text(CHAIR)]
    for data in (make_picture.scan(pages), make_picture.tiff(pages)):
        path, known = kept(tmp_path, data)
        outcome = ocr.read_by_ocr(path, "a", known.mime, "eng", pages_known=known)
        assert (outcome.state, outcome.reason, outcome.need) == (IntakeState.READ, "", Need.NOTHING)
        text = outcome.texts[0]
        assert text.kind == "ocr"
        assert text.made_by.startswith("tesseract ")
        assert text.made_by.endswith(", eng")
        assert text.confidence is not None
        assert text.confidence > 0.8
        assert [mark.label for mark in text.marks] == ["1", "2"]
        assert text.text[: text.marks[1].at].strip() == " ".join(BOARD)
        assert text.text[text.marks[1].at :] == " ".join(CHAIR)
        assert outcome.metadata == known.metadata


@needs_tesseract
def test_only_pages_without_text_are_looked_at(tmp_path: Path) -> None:
    own = make_pdf.words([(72, 700, "A page that has words of its own, which are kept to the letter.")])
    path, known = kept(tmp_path, make_picture.scan([None, make_picture.of_text(CHAIR), None], own))
    told: list[tuple[int, int]] = []
    outcome = ocr.read_by_ocr(
        path, "a", known.mime, "eng", pages_known=known, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(2, 3)]
    assert (outcome.state, [text.kind for text in outcome.texts]) == (IntakeState.READ, ["ocr", "text"])
    text = outcome.texts[0]
    parts = [text.text[start.at :].partition("\n\n")[0] for start in text.marks]
    assert parts == ["A page that has words of its own, which are kept to the letter.", " ".join(CHAIR), parts[0]]


@needs_tesseract
def test_a_picture_without_letters_is_told_as_such(tmp_path: Path) -> None:
    path, known = kept(tmp_path, make_picture.png((400, 300, b"\xff" * 120_000)))
    outcome = ocr.read_by_ocr(path, "a", known.mime, "eng", pages_known=known)
    assert (outcome.state, outcome.reason) == (IntakeState.UNREAD, "tesseract recognised no text in it")


@needs_tesseract
def test_a_language_that_is_not_installed_is_named(tmp_path: Path) -> None:
    path, known = kept(tmp_path, make_picture.png((40, 30, b"\xff" * 1200)))
    outcome = ocr.read_by_ocr(path, "a", known.mime, "eng+qqq", pages_known=known)
    assert (outcome.state, outcome.need) == (IntakeState.UNREAD, Need.TESSERACT)
    assert "the language qqq" in outcome.reason


@needs_tesseract
def test_stopping_keeps_what_was_read(tmp_path: Path) -> None:
    path, known = kept(tmp_path, make_picture.tiff([make_picture.of_text(BOARD), make_picture.of_text(CHAIR)]))
    stop = threading.Event()
    outcome = ocr.read_by_ocr(
        path, "a", known.mime, "eng", pages_known=known, stop=stop, progress=lambda done, total: stop.set()
    )
    assert (outcome.state, outcome.need) == (IntakeState.PARTLY, Need.OCR)
    assert outcome.reason == "OCR was stopped after 1 of its 2 pages"
    assert outcome.texts[0].text == " ".join(BOARD)


def test_without_the_program_it_stays_unread_and_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path, known = kept(tmp_path, make_picture.png((40, 30, b"\xff" * 1200)))
    outcome = ocr.read_by_ocr(path, "a", known.mime, "eng", pages_known=known)
    assert (ocr.find_tesseract(), ocr.languages()) == ("", [])
    assert (outcome.state, outcome.need) == (IntakeState.UNREAD, Need.TESSERACT)
    assert "needs tesseract" in outcome.reason
    assert "apt install tesseract-ocr" in outcome.reason
    assert "brew install tesseract" in outcome.reason


def test_a_page_that_fails_is_named_and_the_others_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = r"printf '5\t1\t1\t1\t1\t1\t10\t10\t90\t20\t55\tdoubtful\n'"
    program_that(
        tmp_path, monkeypatch, does=f'case "$*" in *page_number=1*) exit 3;; *) cat >/dev/null; {words};; esac'
    )
    path, known = kept(tmp_path, make_picture.tiff([(40, 30, b"\xff" * 1200)] * 3))
    outcome = ocr.read_by_ocr(path, "a", known.mime, "eng", pages_known=known)
    assert outcome.state is IntakeState.PARTLY
    assert outcome.reason == (
        "page 2 could not be read by OCR (tesseract could not read the picture); "
        "read by OCR with little confidence (55 %)"
    )
    text = outcome.texts[0]
    assert (text.text, text.confidence, text.made_by) == ("doubtful\n\ndoubtful", 0.55, "tesseract 9.9, eng")
    assert [mark.label for mark in text.marks] == ["1", "2", "3"]


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "A_PAGE", replace(ocr.A_PAGE, seconds=1.5))
    program_that(tmp_path, monkeypatch, does="exec sleep 600")
    path, known = kept(tmp_path, make_picture.png((40, 30, b"\xff" * 1200)))
    outcome = ocr.read_by_ocr(path, "a", known.mime, "eng", pages_known=known)
    assert (outcome.state, outcome.need) == (IntakeState.UNREAD, Need.OCR)
    assert "took longer than" in outcome.reason


def test_noise_is_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program_that(tmp_path, monkeypatch, does=r"cat >/dev/null; printf '5\t1\t1\t1\t1\t1\t10\t10\t90\t20\t12\t~=ae\n'")
    path, known = kept(tmp_path, make_picture.png((40, 30, b"\xff" * 1200)))
    outcome = ocr.read_by_ocr(path, "a", known.mime, "eng", pages_known=known)
    assert (outcome.state, outcome.texts) == (IntakeState.UNREAD, ())


def test_what_is_no_picture_stays_as_it_was(tmp_path: Path) -> None:
    path, known = kept(tmp_path, b"Plain words.")
    assert ocr.read_by_ocr(path, "a", known.mime, "eng", pages_known=known) is known


def test_words_of_content_reach_no_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program_that(tmp_path, monkeypatch, does="echo the-canary >&2; exit 1")
    path, known = kept(tmp_path, make_picture.png((40, 30, b"\xff" * 1200)))
    assert "canary" not in ocr.read_by_ocr(path, "a", known.mime, "eng", pages_known=known).reason
