"""Excel workbooks: sheets, cells as they are shown, comments, and what breaks them."""

from __future__ import annotations

import io

import pytest
from make_office import ooxml, part, relations

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child
from casefile.readers.hints import Hints
from casefile.readers.xlsx_values import kind_of, shown


def attempt(data: bytes) -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints("a.xlsx"))


def xlsx(
    sheets: dict[str, str],
    strings: str = "",
    formats: str = "",
    parts: dict[str, str | bytes] | None = None,
    properties: str = "",
) -> bytes:
    """A workbook of ``sheets``: the rows of each, by name."""
    rows = {f"s{at}": ("worksheet", f"worksheets/{at}.xml") for at in range(len(sheets))}
    rows |= {"st": ("styles", "styles.xml"), "sh": ("sharedStrings", "strings.xml")}
    named = "".join(f'<x:sheet name="{name}" sheetId="{at}" r:id="s{at}"/>' for at, name in enumerate(sheets))
    more: dict[str, str | bytes] = {
        "xl/workbook.xml": part("x:workbook", f"{properties}<x:sheets>{named}</x:sheets>"),
        "xl/_rels/workbook.xml.rels": relations(rows),
        "xl/strings.xml": part("x:sst", strings),
        "xl/styles.xml": part("x:styleSheet", formats),
    }
    more |= {f"xl/worksheets/{at}.xml": part("x:worksheet", inside) for at, inside in enumerate(sheets.values())}
    return ooxml("xl/workbook.xml", "spreadsheetml.sheet", more | (parts or {}))


def row(*cells: str) -> str:
    return f"<x:sheetData><x:row>{''.join(cells)}</x:row></x:sheetData>"


def c(value: str, kind: str = "n", at: str = "", style: int = 0) -> str:
    return f'<x:c r="{at}" t="{kind}" s="{style}"><x:v>{value}</x:v></x:c>'


def test_sheets_are_marks_and_cells_stand_in_their_columns() -> None:
    strings = (
        "<x:si><x:t>na</x:t></x:si><x:si><x:r><x:t>two</x:t></x:r><x:r><x:t>\nruns</x:t></x:r><x:rPh>"
        "<x:t>rubi</x:t></x:rPh></x:si>"
    )
    inline = '<x:c r="C1" t="inlineStr"><x:is><x:t>in\tline</x:t></x:is></x:c>'
    first = row(
        c("1", "s", "A1"),
        inline,
        '<x:c r="D1"><x:f>1+1</x:f><x:v>2</x:v></x:c>',
        c("1", "b", "E1"),
        c("#REF!", "e", "G1"),
    )
    outcome = attempt(
        xlsx({"Sums &amp; more": first, "Empty": "", "Next": row(c("0", "s"), c("9", "s"), c("x", "str"))}, strings)
    )
    assert outcome.state is IntakeState.READ, outcome.reason
    assert outcome.texts[0].text == "two runs\t\tin line\t2\tTRUE\t\t#REF!\n\nna\tx"
    text = outcome.texts[0]
    assert [(mark.kind, mark.label, text.text[mark.at :][:3]) for mark in text.marks] == [
        ("sheet", "Sums & more", "two"),
        ("sheet", "Empty", "na\t"),
        ("sheet", "Next", "na\t"),
    ]


def test_dates_are_dates_where_their_format_says_so() -> None:
    formats = (
        '<x:numFmts><x:numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></x:numFmts>'
        '<x:cellStyleXfs><x:xf numFmtId="9"/>'
        '</x:cellStyleXfs><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="14"/><x:xf numFmtId="164"/></x:cellXfs>'
    )
    cells = row(c("44942"), c("44942", style=1), c("44942.4375", style=2), c("44942", style=99))
    assert attempt(xlsx({"a": cells}, formats=formats)).texts[0].text == "44942\t2023-01-16\t2023-01-16 10:30:00\t44942"
    later = xlsx({"a": cells}, formats=formats, properties='<x:workbookPr date1904="1"/>')
    assert attempt(later).texts[0].text.split("\t")[1] == "2027-01-17"


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("0.025", "0%", "3%"),
        ("0.025", "0.0%", "2.5%"),
        ("0.5", "h:mm", "12:00:00"),
        ("44942.5", "h:mm", "2023-01-16 12:00:00"),
        ("1.5", "[h]:mm", "36:00:00"),
        ("1", "yyyy", "1900-01-01"),
        ("59", "d", "1900-02-28"),
        ("61", "d", "1900-03-01"),
        ("0.10000000000000001", "General", "0.1"),
        ("12345678901234567890", "0", "12345678901234567890"),
        ("5", '"days"', "5"),
        ("5", "[Red]0.00", "5"),
        ("-5", "yyyy", "-5"),
        ("1e300", "yyyy", "1e300"),
        ("nan", "yyyy", "nan"),
        ("nan", "0%", "nan"),
        ("inf", "0", "inf"),
        ("words", "yyyy", "words"),
    ],
)
def test_numbers_are_shown_as_their_format_says(value: str, code: str, text: str) -> None:
    assert shown(value, kind_of("164", code), is_1904=False) == text


def test_comments_boxes_and_headers_are_told_apart() -> None:
    sheet = row(c("1")) + '<x:headerFooter><x:oddHeader>&amp;L&amp;"Arial"Secret &amp;P</x:oddHeader></x:headerFooter>'
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/0.xml.rels": relations({"c": ("comments", "../c.xml"), "d": ("drawing", "../d.xml")}),
        "xl/c.xml": part(
            "x:comments",
            "<x:authors><x:author>Ann</x:author></x:authors><x:commentList>"
            '<x:comment ref="B3" authorId="0"><x:text><x:t>Sure?</x:t></x:text></x:comment></x:commentList>',
        ),
        "xl/d.xml": part("x:d", "<a:p><a:r><a:t>in a </a:t></a:r><a:r><a:t>box</a:t></a:r></a:p>"),
    }
    outcome = attempt(xlsx({"S": sheet}, parts=parts))
    assert outcome.texts[0].text == "1\n\nin a box\n\n⟨comment by Ann, on “B3”: Sure?⟩\n\nSecret"
    assert [mark.label for mark in outcome.texts[0].marks] == [
        "S",
        "boxes and charts of S",
        "comments of S",
        "header and footer of S",
    ]


def test_hidden_sheets_say_so_and_missing_ones_are_told() -> None:
    data = xlsx({"a": row(c("1")), "b": row(c("2"))}, parts={"xl/worksheets/1.xml": ""})
    outcome = attempt(data)
    assert (outcome.state, outcome.reason, outcome.texts[0].text) == (IntakeState.PARTLY, "a sheet is missing", "1")
    workbook = part("x:workbook", '<x:sheets><x:sheet name="a" state="veryHidden" r:id="s0"/></x:sheets>')
    hidden = attempt(xlsx({"a": row(c("1"))}, parts={"xl/workbook.xml": workbook}))
    assert hidden.texts[0].marks[0].label == "a (hidden)"


def test_cells_that_lie_about_their_place_cost_no_memory() -> None:
    cells = row(
        c("1", at="XFD1"), c("2", at="A1"), c("3", at="ZZZ9"), c("9999999999", "s"), c("x" * 9, "s", style=10**7)
    )
    words = attempt(xlsx({"a": cells})).texts[0].text
    assert words.split() == ["1", "2", "3"]
    assert len(words) < 20_000


def test_entities_in_the_strings_are_refused_and_the_sheet_is_read() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    outcome = attempt(xlsx({"a": row(c("1"), c("0", "s"))}, parts={"xl/strings.xml": bomb}))
    assert (outcome.state, outcome.texts[0].text) == (IntakeState.PARTLY, "1")
    assert "entities" in outcome.reason


def test_a_long_word_in_every_cell_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.readers.xlsx.MAX_TEXT", 10_000)
    cells = row(*(c("0", "s") for _ in range(1000)))
    outcome = attempt(xlsx({"a": cells, "b": cells}, f"<x:si><x:t>{'x' * 999}</x:t></x:si>"))
    assert (outcome.state, "only the first" in outcome.reason) == (IntakeState.PARTLY, True)
    assert 8_000 < len(outcome.texts[0].text) < 12_000
