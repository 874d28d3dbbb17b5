"""XML that is no page: its words without the markup first, the file as it is beside them."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child
from casefile.readers.hints import Hints

BOOK = """<?xml version="1.0" encoding="UTF-8"?>
<FictionBook><stylesheet>.p { margin: 0 }</stylesheet><description><book-title>The crane</book-title></description>
<body><p>The board met on <emphasis>Friday</emphasis>, and said nothing.</p>
<p>It <b>fell</b>.</p><list><item>one</item><item>two</item></list></body>
<binary id="a.png">%s</binary></FictionBook>""" % base64.b64encode(bytes(range(256)) * 40).decode()  # noqa: UP031 - braces


def read(data: bytes, name: str = "a.xml") -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints(name))


def test_the_words_of_xml_stand_without_its_markup_and_the_file_beside_them() -> None:
    outcome = read(BOOK.encode())
    assert (outcome.state, outcome.reason) == (IntakeState.READ, "")
    assert (outcome.mime, outcome.metadata.title) == ("application/x-fictionbook+xml", "The crane")
    body, source = outcome.texts
    assert (body.kind, source.kind, source.text) == ("body", "text", BOOK)
    assert body.text == "The crane\nThe board met on Friday, and said nothing.\nIt fell.\none\ntwo"


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1251", "iso-8859-5"])
def test_xml_is_read_in_the_charset_that_it_declares(charset: str) -> None:
    data = f'<?xml version="1.0" encoding="{charset}"?><r><p>Портовый совет ничего не сказал.</p></r>'.encode(charset)
    assert read(data).texts[0].text == "Портовый совет ничего не сказал."


@pytest.mark.parametrize(
    "data",
    [
        b"<!-- a note --><TEI><p>Only words.</p></TEI>\n",
        b'\xef\xbb\xbf<tei:TEI xmlns:tei="u"><tei:p>Only words.</tei:p></tei:TEI>',
        b'<?xpacket begin=""?><x><p>Only words.</p></x>',
    ],
)
def test_xml_without_a_declaration_is_told_by_its_first_and_last_tag(data: bytes) -> None:
    assert [text.kind for text in read(data, "a.txt").texts] == ["body", "text"]
    assert read(data, "a.txt").texts[0].text == "Only words."


@pytest.mark.parametrize(
    "data", [b"<who> said so, and nobody asked.", b"<b in front> of words\n", b"<a> <b> <c>", b"<!-- x --> words"]
)
def test_a_text_that_begins_with_a_bracket_is_a_text(data: bytes) -> None:
    assert read(data, "a.txt").mime == "text/plain"


def test_what_is_no_sound_xml_is_shown_with_its_markup(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the-secret")
    bombs = (
        '<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><r>words &b;</r>',
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]><r>words &x;</r>',
        "<r><p>words</q></r>",
        "<r><p>words",
    )
    for bomb in bombs:
        source = '<?xml version="1.0"?>' + bomb
        outcome = read(source.encode())
        assert (outcome.state, "shown with its markup" in outcome.reason) == (IntakeState.PARTLY, True)
        assert [text.text for text in outcome.texts] == [source]


def test_xml_whose_words_stand_in_its_tags_says_so() -> None:
    outcome = read(b'<?xml version="1.0"?><gpx><wpt lat="1" name="Berth"/></gpx>')
    assert (outcome.state, outcome.reason) == (
        IntakeState.PARTLY,
        "its text stands in its tags only: it is shown with its markup",
    )


def test_a_document_that_is_named_from_outside_is_not_fetched() -> None:
    data = b'<?xml version="1.0"?><!DOCTYPE task PUBLIC "x" "http://192.0.2.1/task.dtd"><task><p>Words.</p></task>'
    assert (read(data).state, read(data).texts[0].text) == (IntakeState.READ, "Words.")


def test_deep_and_long_xml_is_read_in_time_that_grows_with_its_length() -> None:
    deep = '<?xml version="1.0"?>' + "<a>" * 100_000 + "deep words" + "</a>" * 100_000
    assert read(deep.encode()).texts[0].text == "deep words"
    long = '<?xml version="1.0"?><a>' + "<b>word</b>" * 200_000 + "</a>"
    assert read(long.encode()).texts[0].text.count("\n") == 199_999
    comments = "<!---->" * 2000 + "x"
    assert read(comments.encode(), "a.txt").mime == "text/plain"
