"""What comes out of a PDF: pages, paragraphs, and honest words about what does not."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import make_pdf
import pytest
from pypdf import PdfWriter

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState, Need
from casefile.readers import child, pdf_fallback, pdf_opening, pdf_pages, registry, wire
from casefile.readers.hints import Hints
from casefile.services.child_process import ChildProcess, Limits

SHARED = Path(os.environ.get("CASEFILE_SHARED", Path(__file__).resolve().parents[2].parent / "shared" / "data"))

SOLD = "The crane was sold twice."
PROSE = [
    "The harbour board met on Friday behind closed doors and said nothing of",
    "the crane, which had been sold twice in one summer to buyers who never",
    "met. Nobody asked for the papers.",
]


def read(data: bytes, password: str = "") -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints("a.pdf", password=password))


def text_of(lines: list[make_pdf.Placed]) -> str:
    return read(make_pdf.pdf([make_pdf.words(lines)])).texts[0].text


def below(lines: list[str], left: float = 72, top: float = 700, leading: float = 12) -> list[make_pdf.Placed]:
    return [(left, top - leading * at, line) for at, line in enumerate(lines)]


def page(*lines: str) -> bytes:
    return make_pdf.words(below(list(lines)))


def test_each_page_has_its_mark_beside_the_text() -> None:
    outcome = read(make_pdf.pdf([page(SOLD)] * 3))
    text = outcome.texts[0]
    assert (outcome.state, outcome.mime, text.kind) == (IntakeState.READ, "application/pdf", "text")
    assert [(mark.kind, mark.label) for mark in text.marks] == [("page", "1"), ("page", "2"), ("page", "3")]
    assert [text.text[mark.at :].startswith("The crane") for mark in text.marks] == [True] * 3
    assert text.text == "\n\n".join([SOLD] * 3)


def test_a_sentence_that_runs_over_the_page_stays_in_one_paragraph() -> None:
    text = read(make_pdf.pdf([page("The crane was sold and"), page("sold again.")])).texts[0]
    assert text.text == "The crane was sold and sold again."
    assert text.text[text.marks[1].at :] == "sold again."


def test_lines_that_the_column_broke_are_joined_and_paragraphs_stay_apart() -> None:
    words = text_of(below(PROSE) + below(["A second paragraph stands further below."], top=640))
    assert words == " ".join(PROSE) + "\n\nA second paragraph stands further below."


def test_an_indented_line_begins_a_paragraph() -> None:
    words = text_of([*below(PROSE), (90, 664, "Minutes were kept by the clerk, who left before the vote, and")])
    assert words.endswith("papers.\n\nMinutes were kept by the clerk, who left before the vote, and")


def test_the_columns_of_a_page_are_read_one_after_the_other() -> None:
    left, right = ["The left column says", "that it was sold."], ["The right one says", "that it was not."]
    words = text_of(below(left) + below(right, left=330))
    assert words.index("left column") < words.index("that it was sold") < words.index("right one")


def test_short_lines_and_rows_of_figures_stay_lines() -> None:
    names = ["Ida Renn, clerk", "Jon Aas, chair", "Mia Holt, pilot"]
    assert text_of(below(names)) == "\n".join(names)
    rows = [
        "Purchase of cranes in the year under report 1,204 1,318",
        "Sale of cranes in the year under report 844 901",
    ]
    assert text_of(below(rows)) == "\n".join(rows)


@pytest.mark.parametrize(
    ("cut", "elsewhere", "whole"),
    [
        (("an inves-", "tigation"), "", "an investigation"),
        (("they co-", "operate"), "they co-operate", "they co-operate"),
        (("they co-", "operate"), "they cooperate", "they cooperate"),
        (("a non-", "NATO state"), "", "a non-NATO state"),
        (("the ship-", "yard wall"), "ship and yard", "the ship-yard wall"),
        (("flight 12-", "34 left"), "", "flight 12-34 left"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_or_stays_as_the_document_writes_the_word(
    cut: tuple[str, str], elsewhere: str, whole: str
) -> None:
    filler = "The board met behind closed doors on that day and heard of "
    words = text_of(below([filler + cut[0], cut[1] + " was all that the minutes said about it.", elsewhere]))
    assert whole in words


def test_pages_that_are_pictures_are_named_and_offered_to_ocr() -> None:
    outcome = read(make_pdf.pdf([page("A page with words."), None, None]))
    assert (outcome.state, outcome.need) == (IntakeState.PARTLY, Need.OCR)
    assert outcome.reason == "pages 2-3 are pictures without text"
    outcome = read(make_pdf.pdf([None, None, None]))
    assert (outcome.state, outcome.need) == (IntakeState.UNREAD, Need.OCR)
    assert outcome.reason == "its 3 pages are pictures without text"


def test_a_picture_with_a_stamp_is_still_a_picture_and_the_stamp_is_kept() -> None:
    stamped = b"q 612 0 0 792 0 0 cm /P1 Do Q\n" + page("EXHIBIT 17")
    outcome = read(make_pdf.pdf([stamped]))
    assert (outcome.state, outcome.need) == (IntakeState.PARTLY, Need.OCR)
    assert outcome.texts[0].text == "EXHIBIT 17"


def test_a_blank_page_is_no_picture() -> None:
    outcome = read(make_pdf.pdf([page(SOLD), b""]))
    assert (outcome.state, outcome.reason, len(outcome.texts[0].marks)) == (IntakeState.READ, "", 2)
    outcome = read(make_pdf.pdf([b"", b""]))
    assert (outcome.state, outcome.reason) == (IntakeState.UNREAD, "its 2 pages hold no text")


def test_what_the_file_says_of_itself_is_kept_and_its_dates_publish_nothing() -> None:
    info = "/Title (Berth report) /Author (Ida Renn) /CreationDate (D:20210504083000+02'00') /Producer (A program)"
    known = read(make_pdf.pdf([page(SOLD)], info=info, catalogue="/Lang (nb-NO)")).metadata
    assert (known.title, known.author, known.language) == ("Berth report", "Ida Renn", "nb-NO")
    assert (known.published, known.retrieved) == (None, None)
    extra = dict(known.extra)
    assert extra["created"] == "2021-05-04T08:30:00+02:00"
    assert (extra["made into a PDF by"], extra["pages"]) == ("A program", "1")


@pytest.mark.parametrize("title", ["Microsoft Word - report_final.doc", "untitled", "scan0012", "report.indd", " - "])
def test_a_title_that_says_nothing_is_not_one(title: str) -> None:
    assert read(make_pdf.pdf([page(SOLD)], info=f"/Title ({title})")).metadata.title is None


def locked(user: str, owner: str) -> bytes:
    writer, made = PdfWriter(io.BytesIO(make_pdf.pdf([page(SOLD)]))), io.BytesIO()
    writer.encrypt(user, owner, algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


def test_an_encrypted_file_asks_for_its_password() -> None:
    data = locked("fjord", "harbour")
    outcome = read(data)
    assert (outcome.state, outcome.need) == (IntakeState.UNREAD, Need.PASSWORD)
    assert outcome.reason == "it is encrypted: it needs its password"
    wrong = read(data, "wr\udfffng")
    assert (wrong.need, wrong.reason) == (Need.PASSWORD, "it is encrypted, and this password does not open it")
    for password in ("fjord", "harbour"):
        assert read(data, password).texts[0].text == SOLD


def test_a_file_that_only_forbids_copying_is_read_and_says_so() -> None:
    outcome = read(locked("", "harbour"))
    assert outcome.texts[0].text == SOLD
    assert dict(outcome.metadata.extra)["encrypted"] == "yes"


def test_comments_and_fields_and_links_are_a_text_of_their_own() -> None:
    notes = [
        b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (Ida Renn) /Contents (Who signed this?) >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Buyer) /V (Aas Shipping) /Rect [0 0 9 9] >>",
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org/crane) >> >>",
    ]
    outcome = read(
        make_pdf.pdf(
            [page(SOLD)], extra=notes, page="/Annots [6 0 R 7 0 R 8 0 R]", catalogue="/AcroForm << /Fields [7 0 R] >>"
        )
    )
    assert [(text.kind, text.text) for text in outcome.texts] == [
        ("text", SOLD),
        (
            "comments and fields",
            "comment by Ida Renn: Who signed this?\nBuyer: Aas Shipping\nlink: https://example.org/crane",
        ),
    ]


def test_attached_files_are_taken_out() -> None:
    writer, made = PdfWriter(io.BytesIO(make_pdf.pdf([page(SOLD)]))), io.BytesIO()
    writer.add_attachment("ledger.csv", b"crane,2")
    writer.write(made)
    made.seek(0)
    assert read(made.getvalue()).has_members
    (member,) = registry.members(made)
    assert (member.name, member.data, member.problem) == ("ledger.csv", b"crane,2", "")


def test_a_file_without_its_table_of_objects_is_still_read() -> None:
    data = make_pdf.pdf([page(SOLD)])
    for broken in (data[: data.index(b"xref\n")], data.replace(b"startxref\n", b"startxref\n9"), b"junk\n" * 50 + data):
        assert read(broken).texts[0].text == SOLD


def test_a_file_that_pdfium_gives_up_on_goes_to_pypdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.readers.pdf._by_pdfium", lambda file, password: None)
    outcome = read(make_pdf.pdf([page(SOLD), page("A second page.")], info="/Author (Ida Renn)"))
    assert (outcome.state, outcome.texts[0].made_by) == (IntakeState.READ, pdf_fallback.MADE_BY)
    assert outcome.texts[0].text == SOLD + "\n\nA second page."
    assert outcome.metadata.author == "Ida Renn"
    assert read(locked("fjord", "harbour")).need is Need.PASSWORD
    assert read(locked("fjord", "harbour"), "fjord").texts[0].text == SOLD


def test_what_is_no_document_at_all_is_called_damaged() -> None:
    assert read(b"%PDF-1.7\n" + b"nothing " * 100).reason == "the file is damaged: no page can be found in it"


@pytest.mark.parametrize("filters", [1, 2, 3])
def test_a_page_that_unfolds_to_hundreds_of_megabytes_is_not_unfolded(filters: int) -> None:
    outcome = read(make_pdf.bomb(filters, unfolded=300_000_000))
    assert (outcome.state, outcome.reason) == (
        IntakeState.UNREAD,
        "it unfolds to far more than a document can hold",
    )


def test_the_pages_beside_a_bomb_are_read() -> None:
    outcome = read(make_pdf.bomb(2, unfolded=300_000_000, beside=page(SOLD)))
    assert (outcome.state, outcome.reason) == (IntakeState.PARTLY, "page 1 could not be read")
    assert outcome.texts[0].text.strip() == SOLD


def tree(depth: int, *, is_circle: bool = False) -> bytes:
    """A tree of pages with one page at its end, or none at all."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for number in range(2, depth + 2):
        following = 2 if is_circle and number == depth + 1 else number + 1
        objects.append(f"<< /Type /Pages /Kids [{following} 0 R] /Count 1 >>".encode())
    objects.append(b"<< /Type /Page /MediaBox [0 0 612 792] >>")
    return make_pdf.document(objects)


@pytest.mark.parametrize("depth", [3, 500, 20_000])
@pytest.mark.parametrize("is_circle", [False, True])
def test_deep_and_circular_trees_of_pages_end_with_an_outcome(depth: int, is_circle: bool) -> None:
    outcome = read(tree(depth, is_circle=is_circle))
    assert outcome.state is IntakeState.UNREAD
    assert outcome.reason
    assert "reader failed" not in outcome.reason


def test_many_objects_end_with_an_outcome() -> None:
    data = make_pdf.pdf([page(SOLD)], extra=[b"[6 0 R]"] * 100_000)
    assert read(data).texts[0].text == SOLD


def test_control_characters_and_halves_of_characters_are_kept_or_replaced() -> None:
    table = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
4 beginbfchar <61> <001B> <62> <D800> <63> <0000> <64> <202E> endbfchar endcmap end end"""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    data = make_pdf.pdf([page("Sold abcd SOLD")], extra=[b"null", make_pdf.stream(table)])
    data = data.replace(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", font)
    outcome = read(data)
    words = outcome.texts[0].text
    words.encode("utf-8")
    assert "SOLD" in words
    assert "\ufffe" not in words


def test_letters_without_a_meaning_are_told_and_offered_to_ocr() -> None:
    shapes = b"BT /F1 10 Tf 72 700 Td <0102030405060708> Tj ET"
    data = make_pdf.pdf([shapes, page(SOLD)]).replace(b"/Encoding /WinAnsiEncoding", b"")
    outcome = read(data)
    assert (outcome.state, outcome.need) == (IntakeState.PARTLY, Need.OCR)
    assert outcome.reason.startswith("page 1 ")


def test_only_so_many_pages_are_read_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MAX_PAGES", 2)
    outcome = read(make_pdf.pdf([page(SOLD)] * 3))
    assert (outcome.state, len(outcome.texts[0].marks)) == (IntakeState.PARTLY, 2)
    assert outcome.reason == "only the first 2 of its 3 pages were read: the rest is too much for one text"


def test_a_page_turned_on_its_side_is_read_in_paragraphs_too() -> None:
    turned = [b"0 1 -1 0 612 0 cm\n", b"-1 0 0 -1 612 792 cm\n", b"0 -1 1 0 0 792 cm\n"]
    outcome = read(make_pdf.pdf([turn + page(*PROSE) for turn in turned], page="/Rotate 90"))
    assert outcome.texts[0].text == "\n\n".join([" ".join(PROSE)] * 3)


def test_a_large_file_is_read_from_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_opening, "IN_MEMORY", 100)
    path = tmp_path / "large"
    path.write_bytes(make_pdf.pdf([page(SOLD)]))
    with path.open("rb") as file:
        assert child.attempt(file, Hints("a.pdf")).texts[0].text == SOLD
    assert read(path.read_bytes()).texts[0].text == SOLD


def test_letters_at_no_place_are_still_read() -> None:
    nowhere = b"BT /F1 10 Tf 1e39 0 0 1e39 1e39 1e39 Tm (Sold) Tj ET"
    assert "reader failed" not in read(make_pdf.pdf([nowhere])).reason


@pytest.mark.shared
def test_every_pdf_of_the_hostile_collection_ends_with_an_outcome_and_none_crashes_the_child() -> None:
    manifest = SHARED / "hostile" / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip("no hostile files beside the checkout")
    paths = [row["path"] for row in map(json.loads, manifest.read_text("utf-8").splitlines())]
    with_text = 0
    with ChildProcess("casefile.readers.child", limits=Limits(seconds=30, memory=1000 * 1024 * 1024)) as running:
        for path in (path for path in paths if path.endswith(".pdf")):
            asked = wire.Asked(str(manifest.parent / path), Path(path).name)
            outcome = wire.outcome_from_json(running.call(wire.request(asked)))
            assert outcome.state is IntakeState.READ or outcome.reason, path
            assert "reader failed" not in outcome.reason, path
            assert bool(outcome.texts) == (outcome.state is not IntakeState.UNREAD), path
            with_text += bool(outcome.texts)
    # What a change of library or of rules would cost: pypdfium2 5.15 gives a text in two of three.
    assert with_text >= 300
