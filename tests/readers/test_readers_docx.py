"""Word documents: what a reader sees, what was changed, and what breaks them."""

from __future__ import annotations

import io

import pytest
from make_office import R, W, docx, ooxml, p, part, r, relations, zipped

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child
from casefile.readers.hints import Hints

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attempt(data: bytes, name: str = "a.docx") -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints(name))


def text_of(data: bytes) -> str:
    outcome = attempt(data)
    assert outcome.state is IntakeState.READ, outcome.reason
    assert outcome.mime == WORD
    return outcome.texts[0].text


def marks_of(outcome: ReadOutcome) -> list[tuple[str, str, str]]:
    """Kind, label, and the words that each mark stands before."""
    text = outcome.texts[0]
    return [(mark.kind, mark.label, text.text[mark.at :].split("\n")[0]) for mark in text.marks]


def test_paragraphs_have_a_blank_line_between_them_and_runs_have_nothing() -> None:
    body = (
        p("The har", r("bour"), " board")
        + p("")
        + p("met.", "<w:r><w:br/><w:t>On Friday</w:t><w:tab/><w:t>late</w:t></w:r>")
    )
    assert text_of(docx(body)) == "The harbour board\n\nmet.\nOn Friday\tlate"


def test_tabulators_of_a_paragraphs_layout_are_no_text() -> None:
    assert text_of(docx(p("a", properties='<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'))) == "a"


def test_tables_have_a_line_for_a_row_and_a_tabulator_for_a_cell() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = f"<w:tbl>{row.format(p('Name'), p('Sum'))}{row.format(p(''), p('3 000'))}</w:tbl>"
    assert text_of(docx(p("Before") + table + p("After"))) == "Before\n\nName\tSum\n\t3 000\n\nAfter"


def test_a_page_laid_out_with_a_table_is_read_paragraph_by_paragraph() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('One') + p('Two')}</w:tc><w:tc>{p('Three')}</w:tc></w:tr></w:tbl>"
    assert text_of(docx(table)) == "One\n\nTwo\n\nThree"


def test_a_text_box_stands_once_behind_the_paragraph_that_it_hangs_on() -> None:
    box = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(docx(p("Be", both, "fore") + p("After"))) == "Before\n\nIn the box\n\nAfter"


def test_fields_show_their_results_and_never_their_instructions() -> None:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, separate, end = (char.format(kind) for kind in ("begin", "separate", "end"))
    inner = begin + "<w:r><w:instrText>X</w:instrText></w:r>" + separate + r("nested") + end
    field = begin + '<w:r><w:instrText>IF "secret"</w:instrText></w:r>' + inner + separate + r("shown") + end
    link = f'<w:hyperlink r:id="rId9">{r(" and a link")}</w:hyperlink>'
    assert text_of(docx(p("Before ", field, link))) == "Before shown and a link"


def test_a_field_that_is_never_closed_costs_no_text() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert text_of(docx(p("a", begin, begin, "b") + p("c"))) == "ab\n\nc"


def test_headings_are_marks_and_page_breaks_are_none() -> None:
    styles = (
        '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Mine"><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style>'
    )
    body = (
        p("Facts", properties='<w:pStyle w:val="Mine"/>')
        + p("text", '<w:r><w:lastRenderedPageBreak/><w:br w:type="page"/></w:r>', properties='<w:pStyle w:val="Ring"/>')
        + p("Law", properties='<w:outlineLvl w:val="0"/>')
        + p("more", properties='<w:outlineLvl w:val="9"/>')
    )
    outcome = attempt(docx(body, styles=styles))
    assert marks_of(outcome) == [("chapter", "Facts", "Facts"), ("chapter", "Law", "Law")]
    assert outcome.metadata.title == "Facts"


def notes(kind: str, *texts: str) -> str:
    held = f'<w:{kind} w:id="-1" w:type="separator"><w:p/></w:{kind}>'
    return held + "".join(f'<w:{kind} w:id="{at}">{p(text)}</w:{kind}>' for at, text in enumerate(texts, 1))


def test_notes_stand_behind_the_text_with_the_numbers_that_the_text_shows() -> None:
    body = p(
        "First", '<w:r><w:footnoteReference w:id="2"/></w:r>', " second", '<w:r><w:footnoteReference w:id="1"/></w:r>'
    ) + p("Last", '<w:r><w:endnoteReference w:id="1"/></w:r>')
    data = docx(body, footnotes=notes("footnote", "of one", "of two"), endnotes=notes("endnote", "the end"))
    outcome = attempt(data)
    assert outcome.texts[0].text == "First[1] second[2]\n\nLast[i]\n\n[1] of two\n\n[2] of one\n\n[i] the end"
    assert marks_of(outcome) == [("part", "footnotes", "[1] of two"), ("part", "endnotes", "[i] the end")]


def test_notes_are_numbered_as_the_section_says() -> None:
    section = '<w:sectPr><w:footnotePr><w:numFmt w:val="upperLetter"/></w:footnotePr></w:sectPr>'
    body = p("a", '<w:r><w:footnoteReference w:id="1"/></w:r>') + section
    assert text_of(docx(body, footnotes=notes("footnote", "note"))) == "a[A]\n\n[A] note"


def test_a_note_with_a_mark_of_its_own_gets_no_number() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    body = p("a", own, '<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert text_of(docx(body, footnotes=notes("footnote", "* star", "one"))) == "a*[1]\n\n* star\n\n[1] one"


def test_comments_say_who_when_and_on_what() -> None:
    body = p(
        "The ", '<w:commentRangeStart w:id="0"/>', "crane", '<w:commentRangeEnd w:id="0"/>',
        '<w:r><w:commentReference w:id="0"/></w:r>', " fell",
    )  # fmt: skip
    comments = f'<w:comment w:id="0" w:author="Ann Lee" w:date="2023-01-16T10:00:00Z">{p("Did it?")}</w:comment>'
    outcome = attempt(docx(body, comments=comments))
    said = "⟨comment by Ann Lee, 2023-01-16T10:00:00Z, on “crane”: Did it?⟩"
    assert outcome.texts[0].text == f"The crane fell\n\n{said}"
    assert marks_of(outcome) == [("part", "comments", said)]


CHANGED = p(
    "The board ",
    '<w:del w:author="Ann" w:date="2023-01-01T00:00:00Z"><w:r><w:delText>refused</w:delText></w:r></w:del>',
    f'<w:ins w:author="Bo" w:date="2023-01-02T00:00:00Z">{r("agreed")}</w:ins>',
    " at once.",
)  # fmt: skip


def test_the_text_that_counts_is_the_current_one_and_a_second_shows_what_was_changed() -> None:
    outcome = attempt(docx(CHANGED))
    assert [text.kind for text in outcome.texts] == ["text", "with changes"]
    assert outcome.texts[0].text == "The board agreed at once."
    assert outcome.texts[1].text == (
        "The board ⟨deleted by Ann, 2023-01-01T00:00:00Z: refused⟩"
        "⟨inserted by Bo, 2023-01-02T00:00:00Z: agreed⟩ at once."
    )
    assert ("changes by", "Ann; Bo") in outcome.metadata.extra


def test_what_was_moved_stands_where_it_is_now() -> None:
    body = p('<w:moveFrom w:author="Ann">' + r("old place") + "</w:moveFrom>", "x ") + p(
        '<w:moveTo w:author="Ann">' + r("new place") + "</w:moveTo>"
    )
    outcome = attempt(docx(body))
    assert outcome.texts[0].text == "x\n\nnew place"
    assert outcome.texts[1].text == "⟨moved away by Ann: old place⟩x\n\n⟨moved here by Ann: new place⟩"


def test_paragraphs_whose_border_was_deleted_are_one() -> None:
    body = p("one ", properties='<w:rPr><w:del w:author="A"/></w:rPr>') + p("two")
    outcome = attempt(docx(body))
    assert outcome.texts[0].text == "one two"
    assert outcome.texts[1].text == "one\n\ntwo"


def test_what_was_inserted_and_then_deleted_is_gone() -> None:
    body = p("a", '<w:ins w:author="A"><w:del w:author="B"><w:r><w:delText>x</w:delText></w:r></w:del></w:ins>')
    outcome = attempt(docx(body))
    assert outcome.texts[0].text == "a"
    assert outcome.texts[1].text == "a⟨deleted by B: x⟩"
    assert ("changes by", "A; B") in outcome.metadata.extra


def test_changed_formatting_is_no_change_of_the_text() -> None:
    before = "<w:rPrChange w:author='A'><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
    outcome = attempt(docx(p(r("bold", f"<w:b/>{before}"))))
    assert [text.text for text in outcome.texts] == ["bold"]


def test_hidden_text_is_shown_as_hidden() -> None:
    styles = '<w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p("a ", r("secret", "<w:vanish/>"), r(" b", '<w:vanish w:val="0"/>')) + p(
        "whole", properties='<w:pStyle w:val="Gone"/>'
    )
    assert text_of(docx(body, styles=styles)) == "a ⟨hidden: secret⟩ b\n\n⟨hidden: whole⟩"


def test_headers_and_footers_stand_once_behind_the_text_with_their_section() -> None:
    row = '<w:{}Reference w:type="{}" r:id="{}"/>'
    first = (
        f"<w:sectPr>{row.format('header', 'first', 'header1')}{row.format('footer', 'default', 'footer1')}</w:sectPr>"
    )
    last = (
        f"<w:sectPr>{row.format('header', 'default', 'header1')}{row.format('header', 'default', 'header2')}</w:sectPr>"
    )
    data = docx(
        p("Body", properties=first) + last, header1=p("Confidential"), header2=p("Draft 3"), footer1=p("Confidential")
    )
    outcome = attempt(data)
    assert outcome.texts[0].text == "Body\n\nConfidential\n\nDraft 3"
    assert marks_of(outcome) == [
        ("part", "header of section 1, first page", "Confidential"),
        ("part", "header of section 2", "Draft 3"),
    ]


def test_signs_out_of_picture_fonts_are_characters() -> None:
    signs = (
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F061"/><w:noBreakHyphen/></w:r>'
    )
    assert text_of(docx(p(signs, "x"))) == "☑α-x"


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>Minutes</dc:title><dc:creator>Ann Lee</dc:creator><cp:lastModifiedBy>Bo</cp:lastModifiedBy>"
    "<dcterms:created>2020-01-02T03:04:05Z</dcterms:created><cp:revision>7</cp:revision>"
    "<dc:language>de-DE</dc:language></cp:coreProperties>"
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>Port Ltd</Company><Template>Secret.dotx</Template></Properties>"
)
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="urn:x">'
    '<property name="Case number"><vt:lpwstr>17 C 4</vt:lpwstr></property></Properties>'
)


def test_what_the_document_says_of_itself_is_kept_and_none_of_its_dates_is_publication() -> None:
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(
            {
                "a": ("officeDocument", "word/document.xml"),
                "b": ("core-properties", "docProps/core.xml"),
                "c": ("extended-properties", "docProps/app.xml"),
                "d": ("custom-properties", "docProps/custom.xml"),
            }
        ),
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "docProps/custom.xml": CUSTOM,
        "word/vbaProject.bin": b"x",
        "word/media/a.png": b"x",
    }
    known = attempt(docx(p("x"), parts)).metadata
    assert (known.title, known.author, known.language, known.published) == ("Minutes", "Ann Lee", "de-DE", None)
    assert dict(known.extra) == {
        "last changed by": "Bo",
        "created": "2020-01-02T03:04:05Z",
        "revision": "7",
        "company": "Port Ltd",
        "template": "Secret.dotx",
        "custom: Case number": "17 C 4",
        "macros": "there are macros inside, they were not run",
        "pictures inside": "1",
    }


def test_a_document_of_the_strict_kind_is_read() -> None:
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>strict</w:t></w:r>'
        "</w:p></w:body></w:document>"
    )
    assert text_of(docx("", {"word/document.xml": strict})) == "strict"


def test_a_main_part_by_another_name_is_found() -> None:
    data = ooxml(
        "Docs/Main.XML",
        "wordprocessingml.document",
        {"Docs/Main.XML": part("w:document", f"<w:body>{p('x')}</w:body>")},
    )
    assert text_of(data) == "x"


def test_an_imported_page_is_read_where_it_stands() -> None:
    parts: dict[str, str | bytes] = {
        "word/chunk.html": "<html><body><p>Imported words</p><script>no()</script></body></html>",
        "word/_rels/document.xml.rels": relations({"h": ("aFChunk", "chunk.html")}),
    }
    assert text_of(docx(p("a") + '<w:altChunk r:id="h"/>' + p("b"), parts)) == "a\n\nImported words\n\nb"


def bomb() -> str:
    rows = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "lol">{rows}]><w:document xmlns:w="{W}"><w:body>{p("&l9;")}</w:body></w:document>'


def test_a_document_with_entities_is_refused() -> None:
    outcome = attempt(docx("", {"word/document.xml": bomb()}))
    assert outcome.state is IntakeState.UNREAD
    assert "entities" in outcome.reason


def test_nothing_outside_of_the_document_is_opened(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("s") / "secret.dtd"
    secret.write_text('<!ENTITY x "the-secret">')
    document = (
        f'<!DOCTYPE x SYSTEM "{secret.as_uri()}"><w:document xmlns:w="{W}" xmlns:r="{R}">'
        f'<w:body>{p("words")}<w:altChunk r:id="e"/></w:body></w:document>'
    )
    parts: dict[str, str | bytes] = {
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relations(
            {"e": ("aFChunk", secret.as_uri()), "f": ("footnotes", "../../../../../../etc/passwd")}
        ),
    }
    assert text_of(docx("", parts)) == "words"


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl><w:tr><w:tc>" * 100_000 + p("deep") + "</w:tc></w:tr></w:tbl>" * 100_000,
        "<w:p><w:r><w:txbxContent>" * 100_000 + p("deep") + "</w:txbxContent></w:r></w:p>" * 100_000,
        "<w:ins>" * 50_000 + p("deep") * 2 + "</w:ins>" * 50_000,
        "<w:x>" * 100_000 + p("deep") + "</w:x>" * 100_000,
        "<mc:AlternateContent><mc:Choice>" * 50_000 + p("deep") + "</mc:Choice></mc:AlternateContent>" * 50_000,
        p("deep", '<w:commentRangeStart w:id="{}"/>' * 20_000),
        "<w:sectPr>" * 50_000 + "</w:sectPr>" * 50_000 + p("deep"),
    ],
    ids=["tables", "boxes", "changes", "unknown", "choices", "comments", "sections"],
)
def test_a_hundred_thousand_levels_lose_no_words(body: str) -> None:
    outcome = attempt(docx(body))
    assert outcome.state is IntakeState.READ, outcome.reason
    assert "deep" in outcome.texts[0].text


def test_a_part_that_breaks_off_is_read_up_to_there() -> None:
    whole = part("w:document", f"<w:body>{p('kept')}{p('and this')}{p('lost')}</w:body>")
    outcome = attempt(docx("", {"word/document.xml": whole[: whole.index("lost")]}))
    assert outcome.state is IntakeState.PARTLY
    assert "damaged" in outcome.reason
    assert outcome.texts[0].text == "kept\n\nand this"


def test_missing_parts_cost_only_themselves() -> None:
    body = (
        p("a", '<w:r><w:footnoteReference w:id="7"/></w:r>') + '<w:sectPr><w:headerReference r:id="none"/></w:sectPr>'
    )
    outcome = attempt(docx(body, {"word/footnotes.xml": "", "word/styles.xml": ""}, footnotes="x", styles="x"))
    assert outcome.texts[0].text == "a[1]"


def test_relations_that_go_round_end() -> None:
    parts: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations(
            {"a": ("footnotes", "document.xml"), "b": ("styles", "document.xml"), "c": ("aFChunk", "document.xml")}
        ),
    }
    body = p("round", '<w:r><w:footnoteReference w:id="1"/></w:r>') + '<w:altChunk r:id="c"/>'
    assert attempt(docx(body, parts)).texts[0].text.startswith("round[1]")


def test_a_document_without_its_main_part_says_so() -> None:
    outcome = attempt(docx("", {"word/document.xml": ""}))
    assert (outcome.state, outcome.reason) == (IntakeState.UNREAD, "the part that holds its text is missing")


@pytest.mark.parametrize("cut", [50, 400, -30])
def test_a_document_that_is_cut_short_says_so(cut: int) -> None:
    outcome = attempt(docx(p("words") * 50)[:cut])
    assert outcome.state is not IntakeState.READ
    assert outcome.reason


def test_controls_that_no_xml_may_hold_damage_it_and_nothing_else() -> None:
    outcome = attempt(docx(p("before") + p("\x1b]52;c;AAAA\x07\x00")))
    assert outcome.state is IntakeState.PARTLY
    assert outcome.texts[0].text == "before"


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"{\\rtf1 in fact RTF}", "application/rtf", "in fact RTF"),
        (b"<html><body><p>in fact a page</p></body></html>", "text/html", "in fact a page"),
        (b"in fact plain words", "text/plain", "in fact plain words"),
    ],
)
def test_a_name_that_lies_is_not_believed(data: bytes, kind: str, words: str) -> None:
    outcome = attempt(data)
    assert (outcome.mime, outcome.texts[0].text.strip()) == (kind, words)


def test_a_zip_file_that_holds_a_document_is_none() -> None:
    inner = docx(p("inner"))
    assert attempt(zipped({"letter.docx": inner}, stored="letter.docx")).mime == "application/zip"
