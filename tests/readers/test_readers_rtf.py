"""RTF: code pages, notes, changes, what a document says of itself, and what breaks readers."""

from __future__ import annotations

import io

import pytest

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child
from casefile.readers.hints import Hints


def attempt(data: bytes | str) -> ReadOutcome:
    data = data.encode("cp1252") if isinstance(data, str) else data
    return child.attempt(io.BytesIO(data), Hints("a.rtf"))


def text_of(inside: str, header: str = "") -> str:
    outcome = attempt(rf"{{\rtf1\ansi\ansicpg1252 {header}{inside}}}")
    assert outcome.state is IntakeState.READ, outcome.reason
    assert outcome.mime == "application/rtf"
    return outcome.texts[0].text


def test_paragraphs_have_a_blank_line_between_them() -> None:
    assert text_of("The har{\\b bour} board\\par\\par met\\line on\r\n Friday\\tab late\\sect End") == (
        "The harbour board\n\nmet\non Friday\tlate\n\nEnd"
    )


def test_every_font_has_its_own_code_page() -> None:
    fonts = (
        r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}{\f3\fcharset238"
        r" D;}{\f4\fcharset2 Symbol;}}"
    )
    inside = r"\f0\'e9 {\f1\'cf\'f0\'e0\'e3\'e0} \f2\'83\'41\'83A \f3\'b3\'f3d\'9f \f4 a\'b7"
    assert text_of(inside, fonts) == "é Прага アア łódź α•"


def test_a_character_of_two_bytes_survives_a_line_break_between_them() -> None:
    assert text_of("\\'83\r\n\\'41", r"{\fonttbl{\f0\fcharset128 C;}}\f0 ") == "ア"


def test_the_code_page_of_the_whole_document_counts_where_a_font_says_nothing() -> None:
    assert attempt(rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e0\'e3\'e0}").texts[0].text == "Прага"
    assert attempt(rb"{\rtf1\mac \'8a}").texts[0].text == "ä"
    assert attempt(rb"{\rtf1\ansi\ansicpg99999 \'e4}").texts[0].text == "ä"


def test_characters_in_unicode_take_the_place_of_what_stands_for_them() -> None:
    assert text_of(r"\u1055?\u1088\'3f{\uc0\u1072}\uc2\u1075xx\u1072 yz z") == "Прага z"
    assert text_of(r"\uc1\u-10180?\u-8435? \u-10180?x") == "\U0001f30d \ufffdx"


def test_hidden_text_is_shown_as_hidden_and_plain_ends_it() -> None:
    assert text_of(r"a {\v secret} b \v more\plain  c") == "a ⟨hidden: secret⟩ b ⟨hidden: more⟩ c"


def test_destinations_that_nobody_knows_are_skipped_and_their_signs_elsewhere_are_not() -> None:
    assert text_of(r"a{\*\unknown secret{\b more}}b{\colortbl;\red0;}{\pict 89504e}c{x \*\cs7 y}") == "abcx y"
    assert text_of(r"{\upr{ansi}{\*\ud{unicode}}}{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}") == "unicodelink"


def test_tables_have_a_line_for_a_row() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row "
    table = row.replace("{}", "a", 1).replace("{}", "b", 1) + row.replace("{}", "", 1).replace("{}", "d", 1)
    assert text_of(rf"Before\par {table}\pard After\par") == "Before\n\na\tb\n\td\n\nAfter"


def test_notes_stand_behind_the_text_with_their_numbers() -> None:
    note = r"{\super\chftn}{\footnote%s\pard {\super\chftn} %s}"
    foot, end = note % ("", "foot"), note % (r"\ftnalt", "end")
    inside = rf"One{foot} two{end}\par Last{{\footnote own}}"
    outcome = attempt(rf"{{\rtf1 {inside}}}")
    assert outcome.texts[0].text == "One[1] two[1]\n\nLast\n\n[1] foot\n\nown\n\n[1] end"
    assert [(mark.kind, mark.label) for mark in outcome.texts[0].marks] == [("part", "footnotes"), ("part", "endnotes")]


def test_comments_say_who_and_on_what() -> None:
    inside = (
        r"The {\*\atrfstart 1}crane{\*\atrfend 1}{\*\atnid AL}{\*\atnauthor Ann Lee}\chatn"
        r"{\*\annotation{\*\atnref 1}{\*\atndate -1}Did it?} fell"
    )
    assert text_of(inside).startswith("The crane fell\n\n⟨comment by Ann Lee, ")
    assert text_of(inside).endswith(", on “crane”: Did it?⟩")


def test_changes_are_told_apart_from_the_text_that_counts() -> None:
    authors = r"{\*\revtbl{Unknown;}{Ann;}{Bo;}}"
    inside = r"The board {\deleted\revauthdel1 refused}{\revised\revauth2 agreed} at once"
    outcome = attempt(rf"{{\rtf1 {authors}{inside}}}")
    assert outcome.texts[0].text == "The board agreed at once"
    assert outcome.texts[1].text == "The board ⟨deleted by Ann: refused⟩⟨inserted by Bo: agreed⟩ at once"
    assert ("changes by", "Ann; Bo") in outcome.metadata.extra


def test_headings_headers_boxes_and_lists_are_kept() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s5\outlinelevel1 Mine;}}{\header Secret}{\footerf Secret}"
    inside = (
        r"\pard\s1 Facts\par\pard {\listtext 1.\tab}one\par\pard\s5 Law\par\pard "
        r"x{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt boxed\par}}{\shprslt again}}y"
    )
    outcome = attempt(rf"{{\rtf1 {styles}{inside}}}")
    assert outcome.texts[0].text == "Facts\n\n1.\tone\n\nLaw\n\nxy\n\nboxed\n\nSecret"
    assert [(mark.kind, mark.label) for mark in outcome.texts[0].marks] == [
        ("chapter", "Facts"),
        ("chapter", "Law"),
        ("part", "header"),
    ]


def test_what_the_document_says_of_itself_is_kept() -> None:
    info = (
        r"{\info{\title Minutes \u8211 - 2}{\author Ann}{\operator"
        r" Bo}{\creatim\yr2020\mo1\dy2\hr3\min4}{\*\company Port}}"
        r"{\*\template C:\\Secret.dot}{\*\userprops{\propname Case}\proptype30{\staticval 17}}{\*\generator Any;}"
    )
    known = attempt(rf"{{\rtf1 {info} x}}").metadata
    assert (known.title, known.author, known.published) == ("Minutes – 2", "Ann", None)
    assert dict(known.extra) == {
        "last changed by": "Bo",
        "created": "2020-01-02T03:04",
        "company": "Port",
        "template": "C:\\Secret.dot",
        "program": "Any;",
        "custom: Case": "17",
    }


def test_binary_groups_are_jumped_over_and_may_lie_about_their_length() -> None:
    assert text_of("a{\\pict\\bin6 }}}{{{}b") == "ab"
    assert attempt(rb"{\rtf1 a\par\bin4000000000 b}").texts[0].text == "a"


def test_a_document_that_breaks_off_is_read_and_says_so_and_what_stands_behind_it_is_not_of_it() -> None:
    outcome = attempt(r"{\rtf1 a{\b b")
    assert (outcome.state, outcome.reason, outcome.texts[0].text) == (IntakeState.PARTLY, "its end is missing", "ab")
    assert attempt(r"{\rtf1 a}{\rtf1 b} c").texts[0].text == "a"


@pytest.mark.parametrize(
    "inside",
    [
        "{" * 300_000 + "words",
        "words" + "{\\footnote x" * 50_000,
        "words" + "\\chftn " * 100_000,
        "words" + '{\\field{\\*\\fldinst{HYPERLINK "' * 50_000,
        "words\\par " + "\\trowd\\intbl a\\cell " * 100_000,
        "words" + "\\'" * 200_000,
        "words" + "\\u" * 200_000 + "\\u99999999999999999999 ",
        "words" + "{\\*\\atrfstart 1}x" * 50_000,
        "words\x1b]52;c;AAAA\x07",
        "words" + "}" * 1000,
    ],
    ids="groups notes marks fields cells hexes unicode comments controls braces".split(),
)
def test_what_grows_without_end_ends_with_the_words(inside: str) -> None:
    outcome = attempt(f"{{\\rtf1 {inside}")
    assert "words" in outcome.texts[0].text
    outcome.texts[0].text.encode("utf-8")


def test_white_space_and_a_byte_order_mark_before_the_document_are_not_of_it() -> None:
    assert attempt(b"\r\n \xef\xbb\xbf{\\rtf1 words}").texts[0].text == "words"


def test_only_the_beginning_of_an_enormous_document_is_read() -> None:
    data = b"{\\rtf1 " + b"words \\par " * 200_000 + b"}"
    outcome = child.attempt(io.BytesIO(data), Hints("a.rtf", max_bytes=1024 * 1024))
    assert outcome.state is IntakeState.PARTLY
    assert "only the first 1 MB" in outcome.reason
