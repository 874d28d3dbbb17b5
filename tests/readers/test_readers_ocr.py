"""Pictures before and after tesseract: what their heads say, and what its words become."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import make_pdf
import make_picture
import pytest

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState, Need
from casefile.readers import child, ocr_child, ocr_pictures, tesseract
from casefile.readers.hints import Hints, Unreadable
from casefile.readers.ocr_text import recognised
from casefile.readers.tesseract import NotRecognised, Tesseract

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
SMALL = (40, 30, b"\xff" * 1200)

needs_tesseract = pytest.mark.skipif(not tesseract.find(), reason="tesseract is not installed")


def read(data: bytes) -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints("a"))


def facts(data: bytes) -> dict[str, str]:
    return dict(read(data).metadata.extra)


def tsv(*lines: str, sure: float = 90) -> str:
    rows = [HEAD, "1\t1\t0\t0\t0\t0\t0\t0\t2000\t3000\t-1\t"]
    for at, line in enumerate(lines, start=1):
        left = 100
        for number, word in enumerate(line.split(), start=1):
            width = 20 * len(word)
            rows.append(f"5\t1\t1\t1\t{at}\t{number}\t{left}\t{100 + 50 * at}\t{width}\t30\t{sure}\t{word}")
            left += width + 12
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (make_picture.png(SMALL), "PNG, 40 × 30 points"),
        (make_picture.tiff([SMALL, SMALL]), "TIFF, 40 × 30 points, 2 pages"),
        (make_picture.jpeg_head(b""), "JPEG, 40 × 30 points"),
        (b"GIF89a\x28\0\x1e\0" + b"\0" * 20, "GIF, 40 × 30 points"),
        (b"BM" + b"\0" * 12 + b"\x28\0\0\0\x28\0\0\0\xe2\xff\xff\xff" + b"\0" * 30, "BMP, 40 × 30 points"),
        (b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0" + b"\0" * 4 + b"\x27\0\0\x1d\0\0", "WEBP, 40 × 30 points"),
        (b"\x89PNG\r\n\x1a\n", "PNG, of unknown size"),
        (b"\xff\xd8\xff\xe1\x00", "JPEG, of unknown size"),
    ],
)
def test_a_picture_says_its_kind_and_size_and_is_offered_to_ocr(data: bytes, words: str) -> None:
    outcome = read(data)
    assert (outcome.state, outcome.need, outcome.texts) == (IntakeState.UNREAD, Need.OCR, ())
    assert dict(outcome.metadata.extra)["picture"] == words


def test_what_the_camera_wrote_is_kept_and_publishes_nothing() -> None:
    outcome = read(make_picture.jpeg_head(make_picture.camera_facts()))
    said = dict(outcome.metadata.extra)
    assert (said["camera maker"], said["camera"]) == ("Fotofabrik", "Model 7")
    assert (said["taken"], said["time zone of taken"]) == ("2021:05:04 08:30:00", "+02:00")
    assert said["place as stated"] == "59.912500° N, 10.500000° W"
    assert said["coordinates"] == "59.912500, -10.500000"
    assert outcome.metadata.published is None


def test_camera_facts_are_found_in_a_png_too() -> None:
    held = make_picture.chunk(b"eXIf", make_picture.camera_facts())
    assert facts(make_picture.png(SMALL, extra=held))["camera"] == "Model 7"


def test_damaged_camera_facts_cost_nothing_else() -> None:
    whole = make_picture.camera_facts()
    for at in range(0, len(whole), 3):
        assert facts(make_picture.jpeg_head(whole[:at]))["picture"] == "JPEG, 40 × 30 points"
        assert "picture" in facts(make_picture.jpeg_head(whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :]))


def test_directories_that_lead_back_to_themselves_end() -> None:
    data = bytearray(make_picture.tiff([SMALL]))
    data[-4:] = data[4:8]
    assert facts(bytes(data))["picture"] == "TIFF, 40 × 30 points"


def test_a_picture_that_claims_to_be_enormous_is_not_handed_on() -> None:
    data = make_picture.png(SMALL, claimed=(60_000, 60_000))
    with pytest.raises(Unreadable, match="too large"):
        ocr_pictures.shown(io.BytesIO(data), "image/png", 1, "")


def test_a_page_of_a_pdf_is_rendered_within_bounds() -> None:
    page = ocr_pictures.shown(io.BytesIO(make_pdf.pdf([None])), tesseract.PDF, 1, "")
    assert (page.total, page.dpi, page.data[:8]) == (1, 300, b"P5\n2550 ")
    poster = make_pdf.pdf([None]).replace(b"[0 0 612 792]", b"[0 0 14400 14400]")
    page = ocr_pictures.shown(io.BytesIO(poster), tesseract.PDF, 1, "")
    assert len(page.data) <= ocr_pictures.MOST_POINTS + 20_000
    with pytest.raises(Unreadable):
        ocr_pictures.shown(io.BytesIO(make_pdf.pdf([None])), tesseract.PDF, 2, "")
    with pytest.raises(Unreadable, match="unfolds"):
        ocr_pictures.shown(io.BytesIO(make_pdf.bomb(2, 300_000_000)), tesseract.PDF, 1, "")


def test_recognised_lines_become_paragraphs_with_a_mean_confidence() -> None:
    page = recognised(tsv("The harbour board met on Friday and said nothing of", "the crane, which had been sold."))
    assert page.text == "The harbour board met on Friday and said nothing of the crane, which had been sold."
    assert page.confidence == 0.9
    long_and_short = "\n".join([tsv("harbourmaster", sure=100), tsv("x", sure=0).partition("\n")[2]])
    assert recognised(long_and_short).confidence == round(13 / 14, 4)


def turned(rows: str, quarters: int) -> str:
    """The words where they stand in a picture of 2000 by 2000 points that was laid down turned to the right."""
    found = []
    for row in rows.splitlines():
        cells = row.split("\t")
        if cells[0] == "5":
            left, top, width, height = map(int, cells[6:10])
            for _ in range(quarters):
                left, top, width, height = 2000 - top - height, left, height, width
            cells[6:10] = map(str, (left, top, width, height))
        found.append("\t".join(cells))
    return "\n".join(found)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lay_turned_has_the_same_paragraphs(quarters: int) -> None:
    rows = tsv("The harbour board met on Friday and said nothing of", "the crane, which had been sold.")
    assert recognised(turned(rows, quarters)) == recognised(rows)


def test_rows_that_are_no_words_are_passed_over() -> None:
    assert recognised("") == recognised(HEAD) == recognised("5\t1\t1\n\0\n5" + "\tx" * 11)
    assert recognised("").text == ""


@pytest.mark.parametrize(
    "wanted", ["", "eng;rm", "../eng", "eng+", "-l", "eng eng", "$(eng)", "klingon", "eng+klingon"]
)
def test_only_languages_that_are_there_are_asked_for(wanted: str) -> None:
    program = Tesseract("/nowhere", "5", ("eng", "osd"))
    assert program.missing(wanted)
    assert "error" in ocr_child.answer({"path": "x", "mime": "x", "page": 1, "languages": wanted}, program)
    assert not program.missing("eng+osd")


def test_a_program_that_is_not_there_or_fails_is_told_in_words() -> None:
    with pytest.raises(NotRecognised, match="could not be started"):
        Tesseract("/nowhere/tesseract", "5", ("eng",)).words(b"", "eng", seconds=5)
    with pytest.raises(NotRecognised, match="could not read"):
        Tesseract("/bin/false", "5", ("eng",)).words(b"", "eng", seconds=5)
    assert tesseract.known("/nowhere/tesseract") is None


def test_the_child_may_start_one_program_and_nothing_else() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import socket, subprocess, sys\n"
            "from casefile.readers.ocr_child import _Only\n"
            "sys.addaudithook(_Only('/bin/true'))\n"
            "subprocess.run(['/bin/true'])\n"
            "for act in (lambda: subprocess.run(['/bin/ls']), socket.socket, lambda: __import__('os').system('ls')):\n"
            "    try:\n        act()\n    except PermissionError:\n        print('refused')\n",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["refused"] * 3


def test_a_request_that_makes_no_sense_gets_an_error(tmp_path: Path) -> None:
    program = Tesseract("/nowhere", "5", ("eng",))
    assert ocr_child.answer({}, program) == {"error": "the request is not understood"}
    asked = {"path": str(tmp_path), "mime": "image/png", "page": 1, "languages": "eng"}
    assert ocr_child.answer(asked, program) == {"error": "the original cannot be opened"}
    assert ocr_child.answer(asked, None) == {"error": "tesseract does not answer"}


@needs_tesseract
def test_a_page_upside_down_is_turned() -> None:
    program = tesseract.known(tesseract.find())
    if program is None or not {"eng", "osd"} <= set(program.languages):
        pytest.skip("tesseract lacks English or finding out which way up a page is")
    lines = ["The harbour board met on Friday behind closed doors", "and said nothing of the crane that was sold."] * 6
    data = make_picture.png(make_picture.upside_down(make_picture.of_text(lines)))
    page = ocr_child._page(io.BytesIO(data), "image/png", 1, "eng", "", program)
    assert lines[0] + " " + lines[1] in page["text"]
    assert page["confidence"] > 0.8
    assert page["made_by"] == f"tesseract {program.version}, eng"
