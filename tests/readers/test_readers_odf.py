"""OpenDocument files: texts, sheets, slides, what was changed, and what breaks them."""

from __future__ import annotations

import io

import pytest
from make_office import odf

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child
from casefile.readers.hints import Hints


def attempt(data: bytes) -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints("a.odt"))


def text_of(data: bytes) -> str:
    outcome = attempt(data)
    assert outcome.state is IntakeState.READ, outcome.reason
    return outcome.texts[0].text


def marks_of(outcome: ReadOutcome) -> list[tuple[str, str, str]]:
    """Kind, label, and the words that each mark stands before."""
    text = outcome.texts[0]
    return [(mark.kind, mark.label, text.text[mark.at :].split("\n")[0]) for mark in text.marks]


def test_paragraphs_spaces_tabulators_and_breaks_are_as_shown() -> None:
    body = (
        '<text:p>The<text:s text:c="3"/>har<text:span>bour</text:span>\n '
        " board<text:tab/>met<text:line-break/>late</text:p>"
    )
    assert text_of(odf(body + "<text:p/><text:p>End</text:p>")) == "The   harbour board\tmet\nlate\n\nEnd"


def test_headings_are_marks_and_lists_are_paragraphs() -> None:
    body = (
        '<text:h text:outline-level="1">Facts</text:h><text:list><text:list-item><text:p>one</text:p>'
        "</text:list-item></text:list>"
    )
    outcome = attempt(odf(body))
    assert outcome.texts[0].text == "Facts\n\none"
    assert marks_of(outcome) == [("chapter", "Facts", "Facts")]


def test_tables_have_a_line_for_a_row() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format('a')}{cell.format('b')}</table:table-row>"
    assert text_of(odf(f"<table:table>{row}{row}</table:table>")) == "a\tb\na\tb"


def test_notes_boxes_and_ruby_stand_where_a_reader_finds_them() -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>{}</text:note-citation>'
        "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    )
    box = (
        "<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box>"
        "<svg:title xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'>tip</svg:title></draw:frame"
        ">"
    )
    ruby = "<text:ruby><text:ruby-base>京</text:ruby-base><text:ruby-text>kyō</text:ruby-text></text:ruby>"
    foot, end = note.format("footnote", "1", "foot"), note.format("endnote", "i", "end")
    body = f"<text:p>a{foot}{box}b{end}{ruby}</text:p><text:p>c</text:p>"
    outcome = attempt(odf(body))
    assert outcome.texts[0].text == "a[1]b[i]京(kyō)\n\nboxed\n\nc\n\n[1] foot\n\n[i] end"
    assert marks_of(outcome) == [("part", "footnotes", "[1] foot"), ("part", "endnotes", "[i] end")]


def test_comments_say_who_when_and_on_what() -> None:
    body = (
        '<text:p>The <office:annotation office:name="n1"><dc:creator>Ann</dc:creator>'
        "<dc:date>2023-01-16T10:00:00</dc:date>"
        '<text:p>Did it?</text:p></office:annotation>crane<office:annotation-end office:name="n1"/> fell</text:p>'
    )
    said = "⟨comment by Ann, 2023-01-16T10:00:00, on “crane”: Did it?⟩"
    outcome = attempt(odf(body))
    assert outcome.texts[0].text == f"The crane fell\n\n{said}"
    assert marks_of(outcome) == [("part", "comments", said)]


def test_changes_are_told_apart_from_the_text_that_counts() -> None:
    who = "<office:change-info><dc:creator>{}</dc:creator><dc:date>2023-01-01T00:00:00</dc:date></office:change-info>"
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1">'
        f"<text:deletion>{who.format('Ann')}<text:p>refused</text:p>"
        f'</text:deletion></text:changed-region><text:changed-region text:id="c2"><text:insertion>{who.format("Bo")}'
        "</text:insertion></text:changed-region></text:tracked-changes>"
    )
    body = (
        '<text:p>The board <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>agreed</text:p>'
        '<text:p>twice<text:change-end text:change-id="c2"/> at once</text:p>'
    )
    outcome = attempt(odf(changes + body))
    assert [text.kind for text in outcome.texts] == ["text", "with changes"]
    assert outcome.texts[0].text == "The board agreed\n\ntwice at once"
    assert outcome.texts[1].text == (
        "The board ⟨deleted by Ann, 2023-01-01T00:00:00: refused⟩⟨inserted by Bo, 2023-01-01T00:00:00: agreed⟩\n\n"
        "⟨inserted by Bo, 2023-01-01T00:00:00: twice⟩ at once"
    )
    assert ("changes by", "Ann; Bo") in outcome.metadata.extra


def test_hidden_text_is_shown_as_hidden() -> None:
    style = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    body = (
        '<text:p>a <text:span text:style-name="T1">secret</text:span> b</text:p>'
        '<text:section text:display="none"><text:p>more</text:p></text:section>'
    )
    assert text_of(odf(body, automatic=style)) == "a ⟨hidden: secret⟩ b\n\n⟨hidden: more⟩"


def test_headers_and_footers_stand_behind_the_text_once() -> None:
    styles = (
        "<office:master-styles><style:master-page><style:header><text:p>Confidential</text:p></style:header>"
        "<style:header-left style:display='false'><text:p>never</text:p></style:header-left>"
        "<style:footer><text:p>Confidential</text:p></style:footer></style:master-page></office:master-styles>"
    )
    outcome = attempt(odf("<text:p>Body</text:p>", styles=styles))
    assert outcome.texts[0].text == "Body\n\nConfidential"
    assert marks_of(outcome) == [("part", "header", "Confidential")]


def test_fields_of_a_form_show_what_was_typed_into_them() -> None:
    body = (
        '<office:forms><form:form><form:text form:id="f1" form:current-value="Alice"/></form:form></office:forms>'
        '<text:p>Name: <draw:control draw:control="f1"/></text:p>'
    )
    assert text_of(odf(body)) == "Name: Alice"


def test_sheets_are_marks_rows_are_lines_and_repeats_are_bounded() -> None:
    row = (
        "<table:table-row><table:table-cell office:value='3'><text:p>3,00 €</text:p></table:table-cell>"
        "<table:table-cell table:number-columns-repeated='2'/><table:table-cell office:value='4'/>"
        "<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
    )
    empty = (
        "<table:table-row table:number-rows-repeated='1048000'>"
        "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    )
    same = (
        "<table:table-row table:number-rows-repeated='2'><table:table-cell><text:p>x</text:p>"
        "<text:p>y</text:p></table:table-cell></table:table-row>"
    )
    sheet = "<table:table table:name='{}'>{}</table:table>"
    outcome = attempt(odf(sheet.format("Sums", row + empty + same) + sheet.format("Empty", empty), "spreadsheet"))
    assert outcome.texts[0].text == "3,00 €\t\t\t4\nx y\nx y"
    assert marks_of(outcome) == [("sheet", "Sums", "3,00 €\t\t\t4"), ("sheet", "Empty", "")]


def test_slides_are_marks_and_their_notes_are_told_apart() -> None:
    slide = (
        "<draw:page><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
        "<presentation:notes><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box>"
        "</draw:frame></presentation:notes></draw:page>"
    )
    outcome = attempt(odf(slide.format("One", "say it") + slide.format("Two", ""), "presentation"))
    assert outcome.texts[0].text == "One\n\nsay it\n\nTwo"
    assert marks_of(outcome) == [("slide", "1", "One"), ("part", "notes of slide 1", "say it"), ("slide", "2", "Two")]


def test_what_the_document_says_of_itself_is_kept() -> None:
    meta = (
        "<dc:title>Minutes</dc:title><meta:initial-creator>Ann</meta:initial-creator><dc:creator>Bo</dc:creator>"
        "<meta:creation-date>2020-01-02T03:04:05</meta:creation-date><dc:date>2021-01-01T00:00:00</dc:date>"
        "<meta:keyword>crane</meta:keyword><meta:keyword>harbour</meta:keyword><dc:language>de-DE</dc:language>"
        "<meta:user-defined meta:name='Case'>17</meta:user-defined>"
    )
    known = attempt(odf("<text:p>x</text:p>", meta=meta, parts={"Basic/Standard/Module1.xml": "x"})).metadata
    assert (known.title, known.author, known.language, known.published) == ("Minutes", "Ann", "de-DE", None)
    assert dict(known.extra) == {
        "last changed by": "Bo",
        "created": "2020-01-02T03:04:05",
        "changed": "2021-01-01T00:00:00",
        "keywords": "crane; harbour",
        "custom: Case": "17",
        "macros": "there are macros inside, they were not run",
    }


def test_an_encrypted_file_says_that_it_is_and_what_helps() -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml">'
        "<m:encryption-data/></m:file-entry></m:manifest>"
    )
    outcome = attempt(odf("", parts={"META-INF/manifest.xml": manifest, "content.xml": b"\x93\x11\x00"}))
    assert outcome.state is IntakeState.UNREAD
    assert "encrypted" in outcome.reason
    assert outcome.need.value == ""


@pytest.mark.parametrize(
    "body",
    [
        "<text:list><text:list-item>" * 50_000 + "<text:p>deep</text:p>" + "</text:list-item></text:list>" * 50_000,
        "<table:table><table:table-row><table:table-cell>" * 50_000
        + "<text:p>deep</text:p>"
        + "</table:table-cell></table:table-row></table:table>" * 50_000,
        "<text:p>deep" + "<text:span>" * 100_000 + "</text:span>" * 100_000 + "</text:p>",
        "<text:p>deep" + "<office:annotation>" * 30_000 + "</office:annotation>" * 30_000 + "</text:p>",
    ],
    ids=["lists", "tables", "spans", "comments"],
)
def test_a_hundred_thousand_levels_lose_no_words(body: str) -> None:
    outcome = attempt(odf(body))
    assert outcome.state is IntakeState.READ, outcome.reason
    assert "deep" in outcome.texts[0].text


def test_entities_are_refused_and_a_damaged_part_is_read_up_to_the_damage() -> None:
    outcome = attempt(odf("", parts={"content.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}))
    assert (outcome.state, "entities" in outcome.reason) == (IntakeState.UNREAD, True)
    outcome = attempt(odf("<text:p>kept</text:p><text:p>lost</text:q>"))
    assert (outcome.state, outcome.texts[0].text) == (IntakeState.PARTLY, "kept\n\nlost")


def test_a_file_without_its_text_says_so() -> None:
    outcome = attempt(odf("", parts={"content.xml": ""}))
    assert (outcome.state, outcome.reason) == (IntakeState.UNREAD, "the part that holds its text is missing")


def test_what_repeats_itself_without_end_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.readers.flow.MAX_TEXT", 10_000)
    cell = "<table:table-cell table:number-columns-repeated='9'><text:p>word</text:p></table:table-cell>"
    rows = f"<table:table-row table:number-rows-repeated='1000'>{cell}</table:table-row>" * 50
    outcome = attempt(odf(f"<table:table>{rows}</table:table>", "spreadsheet"))
    assert outcome.state is IntakeState.PARTLY
    assert "only the first" in outcome.reason
    assert 5_000 < len(outcome.texts[0].text) < 20_000
    outcome = attempt(odf("<text:p>" + "a<text:s text:c='999'/>" * 100 + "</text:p>"))
    assert (outcome.state, len(outcome.texts[0].text)) == (IntakeState.PARTLY, 9_001)
