"""Which bytes become which text, title and date."""

from __future__ import annotations

import json

import pytest

from casefile.domain.kinds import IntakeState
from casefile.domain.text import paragraphs
from casefile.readers.format_names import why_unread
from casefile.readers.hints import Hints
from casefile.readers.registry import read

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0040)https://gazette.example/ferry-berth-report -->
<html lang="en-GB"><head><meta charset="utf-8"><title>Berth report | Gazette</title>
<meta property="og:title" content="Berth report"><meta property="article:published_time" content="2021-05-04T08:00:00Z">
<meta name="author" content="Ida Renn"></head>
<body><nav><a href="/">Home</a> <a href="/x">Sport</a></nav><article><h1>Berth report</h1>
<p>The board of the ferry company met behind closed doors on Tuesday and left without a word to the islanders
who had waited in the rain since noon for an answer about the second berth.</p>
<p>Members were handed eleven pages, two of which were blank, and asked to vote before the tide turned,
according to three people who sat in the room and kept their copies.</p>
<p>The chair said the papers were complete. “Nobody asked for more,” she said, and closed the meeting.</p></article>
<footer>All rights reserved. <a href="/imprint">Imprint</a></footer></body></html>"""


def test_plain_text_is_kept_exactly() -> None:
    written = "\tTwo  spaces,\n\n\n a tab and no final newline \x0b\x1b[31m"
    outcome = read(written.encode(), Hints("a.txt"))
    assert outcome.state is IntakeState.READ
    assert [(text.kind, text.text) for text in outcome.texts] == [("text", written)]
    assert (outcome.mime, outcome.charset) == ("text/plain", "utf-8")


def test_a_first_line_that_stands_alone_is_the_title_and_a_sentence_is_not() -> None:
    assert read(b"Crane sold twice\n\nThe crane was sold.").metadata.title == "Crane sold twice"
    assert read(b"The crane was sold.\n\nIt was sold again.").metadata.title is None


def test_crlf_and_byte_order_mark_go_and_nothing_else() -> None:
    outcome = read("\ufeffone\r\ntwo\rthree".encode(), Hints("a.txt"))
    assert outcome.texts[0].text == "one\ntwo\rthree"


def test_markdown_keeps_its_front_matter_in_the_text_and_reads_it() -> None:
    written = (
        "---\ntitle: 'The second berth'\nauthor: Ida Renn\nsource: Gazette\ndate: 2021-05-04\n"
        "url: https://gazette.example/a\nlang: en-GB\ntags:\n  - x\n---\n\n# Not this\n\nText.\n"
    )
    outcome = read(written.encode(), Hints("a.md"))
    known = outcome.metadata
    assert outcome.texts[0].text == written
    assert (known.title, known.author, known.publisher) == ("The second berth", "Ida Renn", "Gazette")
    assert (known.published, known.published_basis, known.language) == ("2021-05-04", "file", "en-GB")
    assert known.url == "https://gazette.example/a"


def test_the_first_heading_of_markdown_is_its_title() -> None:
    assert read(b"Words before.\n\n## Small\n\n# The berth #\n", Hints("a.md")).metadata.title == "The berth"
    assert read(b"The berth\n=========\n\nWords.", Hints("a.md")).metadata.title == "The berth"


def test_a_page_gives_its_body_first_and_the_full_page_second() -> None:
    outcome = read(PAGE.encode(), Hints("page.html"))
    body, full = outcome.texts
    assert (outcome.state, body.kind, full.kind) == (IntakeState.READ, "body", "full page")
    assert "Imprint" not in body.text
    assert "Imprint" in full.text
    assert "Home" in full.text
    assert "Nobody asked for more" in body.text
    assert len(paragraphs(body.text)) == len(body.text.split("\n\n"))


def test_a_page_states_who_when_and_where_and_its_date_is_marked_as_guessed() -> None:
    known = read(PAGE.encode(), Hints("page.html")).metadata
    assert (known.title, known.author, known.language) == ("Berth report", "Ida Renn", "en-GB")
    assert (known.published, known.published_basis) == ("2021-05-04", "guessed")
    assert known.url == "https://gazette.example/ferry-berth-report"


def test_a_page_with_hardly_a_body_counts_with_its_full_text(monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<html><body><div>{'Words between tags. ' * 200}</div></body></html>".encode()
    for body, first in (("Yes.", "full page"), ("", "full page"), ("Words between tags. " * 12, "body")):
        monkeypatch.setattr("casefile.readers.html._body", lambda root, body=body: body)
        assert read(page, Hints("x.html")).texts[0].kind == first


def test_breaks_cells_and_preformatted_lines_keep_words_apart() -> None:
    page = "<html><body><p>one<br>two<br><br>three</p><table><tr><td>a</td><td>b</td></tr></table><pre>x  y\nz</pre>"
    full = next(text.text for text in read(page.encode(), Hints("a.html")).texts if text.kind == "full page")
    assert full == "one\ntwo\n\nthree\n\na\tb\n\nx  y\nz"


def test_words_of_inline_tags_and_after_comments_stay_together() -> None:
    page = "<html><body><p>Al<b>der</b>man<!-- no --> Voss<script>bad()</script>, here</p><style>p{}</style></body>"
    assert read(page.encode(), Hints("a.html")).texts[-1].text == "Alderman Voss, here"


def test_bytes_decide_and_names_are_hints() -> None:
    assert read(PAGE.encode(), Hints("page.txt")).mime == "text/html"
    assert read(b"%PDF-1.7\n...", Hints("page.html")).mime == "application/pdf"
    assert read(b"Only words.", Hints("scan.pdf")).mime == "text/plain"


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (b"Rar!\x1a\x07\x01\0", "application/vnd.rar"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "application/x-7z-compressed"),
        (b"AC1027\0\0", "image/vnd.dwg"),
        (bytes(range(256)) * 8, "application/octet-stream"),
    ],
)
def test_what_has_no_reader_yet_is_named_honestly(data: bytes, mime: str) -> None:
    outcome = read(data, Hints("anything.txt"))
    assert (outcome.state, outcome.mime, outcome.texts) == (IntakeState.UNREAD, mime, ())
    assert outcome.reason == why_unread(mime)


def test_a_memorandum_that_begins_like_a_letter_is_a_text() -> None:
    assert read(b"From: Ida\nTo: Renn\nSubject: the berth\n\nNo.", Hints("memo.txt")).state is IntakeState.READ


def test_an_empty_file_and_one_of_white_space_say_so() -> None:
    assert read(b"").reason == "the file is empty"
    assert read(b" \n\t\n").reason == "the file holds nothing but white space"


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def test_a_json_line_is_an_article_with_what_it_states() -> None:
    outcome = read(
        line(
            title="T",
            publisher="P",
            author="A",
            published="2021-05",
            url="https://p.example",
            language="de",
            text="W ö.",
        ),
        Hints("x.jsonl", "jsonline"),
    )
    known = outcome.metadata
    assert (outcome.state, outcome.texts[0].text, outcome.mime) == (IntakeState.READ, "W ö.", "application/json")
    assert (known.title, known.publisher, known.author, known.url) == ("T", "P", "A", "https://p.example")
    assert (known.published, known.published_basis, known.language) == ("2021-05", "file", "de")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{broken", "not valid JSON"),
        (b'["a"]', "no object"),
        (b'{"title": "x"}', "no “text”"),
        (b'{"text": 7}', "no “text”"),
        (b'{"text": "  "}', "empty"),
        (b'{"text": NaN}', "not valid JSON"),
        (b"[" * 200_000, "nested too deep"),
    ],
)
def test_a_bad_line_is_unread_with_its_reason(data: bytes, words: str) -> None:
    outcome = read(data, Hints("x.jsonl", "jsonline"))
    assert outcome.state is IntakeState.UNREAD
    assert words in outcome.reason


def test_a_bad_date_leaves_the_date_empty_and_the_article_partly_read() -> None:
    outcome = read(line(text="Words.", published="2021-13-45"), Hints("", "jsonline"))
    assert (outcome.state, outcome.metadata.published) == (IntakeState.PARTLY, None)
    assert "date" in outcome.reason


def test_a_lone_surrogate_in_a_json_line_becomes_the_replacement_character() -> None:
    outcome = read(b'{"text": "a\\ud800b", "title": "\\udfff"}', Hints("", "jsonline"))
    assert outcome.texts[0].text == "a\ufffdb"
    assert outcome.metadata.title == "\ufffd"


def test_the_headline_is_the_title_and_no_paragraph_of_the_body() -> None:
    body, full = read(PAGE.encode(), Hints("page.html")).texts
    assert body.text.startswith("The board of the ferry company")
    assert "Berth report" in full.text
