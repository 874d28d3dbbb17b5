"""Web pages, texts, tables, JSON and mail that are too deep, too long, too many or broken in the middle."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

from made import Made, put
from small_files import Said, html, mail, warc

MEGA = 1024 * 1024
WORDS = Said().text + "\n"


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>Page</title></head><body>{body}</body></html>".encode()


def html_bombs(folder: Path) -> Iterator[Made]:
    """Nesting, size, and what parsers of HTML have to repair."""
    for tag in ("div", "b", "table", "ul><li", "a href=x", "svg", "select", "p><font"):
        deep = page(f"<{tag}>" * 100_000 + WORDS)
        yield put(folder, f"deep-{tag[:3].strip('>< ')}.html", deep, f"100,000 times <{tag}>, nested", heavy=True)
    closed = page("<div>" * 100_000 + WORDS + "</div>" * 100_000)
    yield put(folder, "deep-closed.html", closed, "100,000 nested divs, closed", heavy=True)
    paragraph = f"<p>{WORDS * 5}</p>\n"
    text = page(paragraph * (20 * MEGA // len(paragraph)))
    yield put(folder, "page-20mb.html", text, "a page of 20 MB of paragraphs", heavy=True)
    image = base64.b64encode(bytes(range(256)) * 4 * 1024).decode()
    drawn = page("".join(f'<img src="data:image/png;base64,{image}"><p>{WORDS}</p>' for _ in range(15)))
    yield put(folder, "data-20mb.html", drawn, "a page of 20 MB, mostly pictures in it", heavy=True)
    yield put(folder, "line-20mb.html", page("word " * (4 * MEGA)), "a page of 20 MB in one line", heavy=True)
    yield put(
        folder,
        "script-20mb.html",
        page(f"<script>{'a=1;' * 5 * MEGA}</script>{paragraph}"),
        "20 MB of script",
        heavy=True,
    )
    yield put(folder, "brackets.html", b"<" * MEGA, "1 MB of <", heavy=True)
    yield put(folder, "brackets-page.html", page("<" * MEGA), "a page of 1 MB of <", heavy=True)
    yield put(folder, "comments.html", page("<!--" * 250_000), "250,000 comments that begin", heavy=True)
    yield put(folder, "ampersands.html", page("&" * MEGA), "1 MB of &", heavy=True)
    yield put(folder, "references.html", page("&#x41;" * 500_000), "500,000 character references", heavy=True)
    attributes = " ".join(f"a{number}=1" for number in range(200_000))
    yield put(folder, "attributes.html", page(f"<p {attributes}>{WORDS}</p>"), "200,000 attributes", heavy=True)
    long = "a" * MEGA
    yield put(folder, "names.html", page(f"<{long} {long}='{long}'>{WORDS}</{long}>"), "names of 1 MB", heavy=True)
    yield put(
        folder, "title.html", f"<title>{'word ' * MEGA}</title><p>{WORDS}".encode(), "a title of 5 MB", heavy=True
    )
    links = "".join(f"<a href='/{number}'>{number}</a> " for number in range(200_000))
    yield put(folder, "links.html", page(links), "200,000 links", heavy=True)
    dated = "".join(f"<meta name='date' content='{number}'><time>{number}/1/2020</time>" for number in range(50_000))
    yield put(folder, "dates.html", page(dated), "50,000 dates", heavy=True)
    linked = f'<script type="application/ld+json">{"[" * 200_000}</script>'
    yield put(folder, "linked-data.html", page(linked + paragraph), "linked data 200,000 deep")
    charset = html(Said()).replace(b"utf-8", b"utf-7'; x=\"")
    yield put(folder, "charset.html", charset, "a charset that is none")


def text_bombs(folder: Path) -> Iterator[Made]:
    """Long lines, long files, bytes of no charset."""
    yield put(folder, "line-50mb.txt", b"word " * (10 * MEGA), "one line of 50 MB", heavy=True)
    yield put(folder, "letter-50mb.txt", b"a" * (50 * MEGA), "one word of 50 MB", heavy=True)
    yield put(folder, "lines-20mb.txt", b"\n" * (20 * MEGA), "20 million empty lines", heavy=True)
    yield put(folder, "nul-10mb.txt", bytes(10 * MEGA), "10 MB of NULs", heavy=True)
    marks = "\u0301\u0302\u200d\ufe0f".encode() * (2 * MEGA)
    yield put(folder, "marks-20mb.txt", b"e" + marks, "one letter with 8 million marks", heavy=True)
    every = bytes(range(256)) * 8000
    yield put(folder, "every-byte.bin", every, "every byte, 8,000 times")
    yield put(
        folder,
        "not-utf8.txt",
        b"\xff\xfe\xfd words \xed\xa0\x80 \xc0\xaf \xf4\x90\x80\x80 " * 50,
        "bytes that are no UTF-8",
    )
    yield put(folder, "odd-utf16.txt", "words".encode("utf-16") + b"\xd8", "UTF-16 that ends in half a character")
    yield put(folder, "utf32.txt", "words \U0001f469 words ".encode("utf-32") * 50, "UTF-32")
    yield put(
        folder,
        "markdown-deep.md",
        b"# Title\n\n" + b"> " * 100_000 + b"words",
        "100,000 quotations in one another",
        heavy=True,
    )
    yield put(
        folder,
        "markdown-links.md",
        b"# Title\n\n" + b"[" * 100_000 + b"](" * 100_000,
        "100,000 links that begin",
        heavy=True,
    )
    cue = b"00:00:01,000 --> 00:00:02,000\nwords\n\n"
    yield put(folder, "cues.srt", b"".join(b"%d\n" % n + cue for n in range(100_000)), "100,000 subtitles", heavy=True)
    yield put(folder, "times.srt", b"1\n99999999999:99:99,999 --> -1:00:00,000\nwords\n", "times that are none")


def table_bombs(folder: Path) -> Iterator[Made]:
    """JSON, JSON Lines and tables."""
    yield put(folder, "deep.json", b"[" * MEGA, "JSON a million deep, never closed")
    yield put(folder, "deep-closed.json", b"[" * MEGA + b"]" * MEGA, "JSON a million deep")
    yield put(folder, "objects.json", b'{"a":' * 500_000 + b"1" + b"}" * 500_000, "objects half a million deep")
    yield put(folder, "digits.json", b"[" + b"9" * 5 * MEGA + b"]", "a number of 5 million digits")
    deep = b'{"title": "deep", "text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
    sound = json.dumps({"title": "one", "text": WORDS}).encode() + b"\n"
    broken = [
        sound,
        deep,
        b'{"title": "cut", "text": "wor\n',
        b"\xff\xfe\n",
        b"[]\n",
        b"null\n",
        b"{}\n",
        b'{"text": 1e999}\n',
    ]
    broken += [
        b'{"text": "\\ud800 alone", "title": ["a"], "published": {"a": 1}, "url": 7}\n',
        b'{"text": "a", "text": "b"}\n',
    ]
    broken += [b'{"text": ' + b"9" * 100_000 + b"}\n", b"\0\n", sound.replace(b"one", b"last")]
    yield put(folder, "lines.jsonl", b"".join(broken), "JSON Lines, most of them broken")
    one = json.dumps({"title": "long", "text": "word " * 4 * MEGA}).encode() + b"\n"
    yield put(folder, "line-20mb.jsonl", sound + one + sound.replace(b"one", b"last"), "a line of 20 MB", heavy=True)
    yield put(
        folder,
        "fields.jsonl",
        json.dumps({"text": WORDS} | {f"f{n}": "x" for n in range(50_000)}).encode(),
        "50,000 fields",
    )
    yield put(
        folder,
        "columns.csv",
        b",".join(b"c%d" % n for n in range(200_000)) + b"\n" + b"x," * 200_000,
        "200,000 columns",
    )
    yield put(folder, "field.csv", b'title,text\na,"' + b"word " * 2 * MEGA + b'"\n', "a field of 10 MB", heavy=True)
    rows = b"".join(b"b,words %d\n" % number for number in range(500))
    yield put(folder, "open-quote.csv", b'title,text\na,"words\n' + rows, "a quotation that never ends")
    same = b"title,text\n" + b"b,words\n" * 100_000
    yield put(folder, "same-rows.csv", same, "100,000 rows that are the same", heavy=True)
    yield put(folder, "nuls.csv", b"title,text\n\0,words\0\na\0b,\x1b]0;x\x07\n", "NULs and escapes in a table")
    formulas = b'title,text,url\n=1+1,"=HYPERLINK(""http://127.0.0.1:9/"")",javascript:alert(1)\n@SUM(A1),+1|cmd,-2\n'
    yield put(folder, "formulas.csv", formulas, "formulas and commands in a table")


def mail_bombs(folder: Path) -> Iterator[Made]:
    """Mails nested without end, headers without end, a mailbox with a broken message in the middle."""
    start = "From: a@b.example\nSubject: deep\nMIME-Version: 1.0\n"
    for depth in (3000, 100_000):
        parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
        words = f"{start}{parts}Content-Type: text/plain\n\nwords at the bottom\n"
        yield put(folder, f"multipart-{depth}.eml", words.encode(), f"{depth} parts in one another", heavy=depth > 3000)
        inner = "Content-Type: message/rfc822\n\n" * depth
        yield put(
            folder,
            f"forwarded-{depth}.eml",
            (start + inner + WORDS).encode(),
            f"{depth} mails in one another",
            heavy=depth > 3000,
        )
    many = start + "Content-Type: multipart/mixed; boundary=b\n\n"
    part = "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nwords {}\n"
    attachments = many + "".join(part.format(number) for number in range(10_000)) + "--b--\n"
    yield put(folder, "attachments.eml", attachments.encode(), "10,000 attachments", heavy=True)
    yield put(
        folder, "headers.eml", (start + "X-A: words\n" * 200_000 + "\nwords").encode(), "200,000 headers", heavy=True
    )
    yield put(
        folder,
        "subject.eml",
        ("Subject: " + "word " * 2 * MEGA + "\n" + start + "\nwords").encode(),
        "a subject of 10 MB",
        heavy=True,
    )
    encoded = "=?utf-8?q?" + "=41" * 20 + "?= "
    yield put(
        folder,
        "encoded.eml",
        (f"Subject: {encoded * 50_000}\n{start}\nwords").encode(),
        "50,000 encoded words",
        heavy=True,
    )
    recipients = ", ".join(f'"N, {n}" <a{n}@b.example>' for n in range(50_000))
    yield put(folder, "recipients.eml", f"To: {recipients}\n{start}\nwords".encode(), "50,000 recipients", heavy=True)
    pieces = "".join(f"; name*{number}*=%41" for number in range(20_000))
    yield put(
        folder, "pieces.eml", f"{start}Content-Type: text/plain{pieces}\n\nwords".encode(), "a name in 20,000 pieces"
    )
    odd = mail(Said()).replace(b'charset="utf-8"', b'charset="x-unknown-%s-8"').replace(b"7bit", b"x-uu-strange")
    yield put(folder, "charset.eml", odd, "a charset and an encoding that nobody knows")
    raw = b'Subject: \xff\xfe \x1b]0;x\x07 \xe2\x80\xae words\nFrom: "\0" <>\nDate: 99 Foo 99999 99:99:99 +9999\n'
    yield put(
        folder, "raw.eml", raw + start.encode() + b"\nwords \xff \0 \x1b[2J\n", "headers of bytes that are no text"
    )
    yield put(
        folder, "dates.eml", (start + "Date: Fri, 31 Feb 2024 25:61:61 +9999\n\nwords").encode(), "a date that is none"
    )
    letter = b"From a@b.example Fri Mar  1 12:00:00 2024\n" + mail(Said())
    broken = b'From - broken\nContent-Type: multipart/mixed; boundary="\nSubject: =?x-no?b?====?=\n\n--\n\xff\0\n\n'
    box = letter + b"\n" + broken + letter.replace(b"<1@", b"<2@").replace(b"fell", b"rose") + b"\n"
    yield put(folder, "broken-middle.mbox", box, "a mailbox with a broken message in the middle")
    records = warc(Said())
    cut = records + b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nshort\r\n\r\n" + records
    yield put(folder, "broken-middle.warc", cut, "an archive with a broken record in the middle")
    negative = records.replace(b"Content-Length: 12", b"Content-Length: -1")
    yield put(folder, "negative.warc", negative, "a record whose length is below zero")
    yield put(folder, "records.warc", b"".join(_record(n) for n in range(50_000)), "50,000 records", heavy=True)


def _record(number: int) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://paper.example/{number}\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{number:032}>\r\nWARC-Date: 2024-03-01T12:00:00Z\r\n"
    return f"{head}Content-Length: 0\r\n\r\n\r\n\r\n".encode()
