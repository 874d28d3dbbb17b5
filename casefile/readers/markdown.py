"""Markdown: the text is kept exactly; what its front matter or first heading states becomes metadata."""

from __future__ import annotations

import re

from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.records import Metadata
from casefile.domain.text import canonical
from casefile.readers import fields
from casefile.readers.charset import NotText, decode
from casefile.readers.format_names import UNKNOWN
from casefile.readers.hints import Hints, state_for, unread

MIMES = ("text/markdown",)

_FRONT = re.compile(r"---[^\S\n]*\n(.{0,20000}?\n)(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.S)
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}):[^\S\n]+(\S.*)")
_HEADING = re.compile(r"^ {0,3}#[^\S\n]+(\S.*?)[^\S\n]*#*[^\S\n]*$|^(\S.*)\n=+[^\S\n]*$", re.M)
_BYTES_FRONT = re.compile(rb"---[ \t]*\r?\n[A-Za-z][\w -]{0,40}:[ \t]")
_KEYS = {
    "title": "title",
    "headline": "title",
    "author": "author",
    "byline": "author",
    "authors": "author",
    "publisher": "publisher",
    "source": "publisher",
    "publication": "publisher",
    "url": "url",
    "link": "url",
    "canonical": "url",
    "date": "published",
    "published": "published",
    "language": "language",
    "lang": "language",
    "retrieved": "retrieved",
    "accessed": "retrieved",
}


def sniff(data: bytes, hints: Hints) -> str:
    """Front matter tells it, or a first heading, or the name's ending."""
    head = data[:2000].removeprefix(b"\xef\xbb\xbf")
    is_ours = hints.suffix in (".md", ".markdown", ".mdown") or _BYTES_FRONT.match(head) or head.startswith(b"# ")
    return "text/markdown" if is_ours else ""


def read(data: bytes, hints: Hints) -> ReadOutcome:
    """One text, the file itself, front matter included, so that offsets are the file's own."""
    try:
        decoded = decode(data, hints.charset, forced=hints.forced_charset)
    except NotText:
        return unread(UNKNOWN)
    text = canonical(decoded.text)
    if not text.strip():
        return unread("the file holds nothing but white space", "text/markdown")
    reasons = [decoded.problem] if decoded.problem else []
    front = _FRONT.match(text)
    stated = _stated(front[1]) if front else {}
    if "title" not in stated:
        heading = _HEADING.search(text, front.end() if front else 0, len(text) if len(text) < 20000 else 20000)
        stated["title"] = (heading[1] or heading[2]) if heading else ""
    day, is_bad = fields.published(stated.get("published"))
    if is_bad:
        reasons.append(fields.BAD_DATE)
    metadata = Metadata(
        title=fields.field(stated["title"]),
        author=fields.field(stated.get("author")),
        publisher=fields.field(stated.get("publisher")),
        url=fields.web_address(stated.get("url")),
        published=day,
        published_basis="file" if day else None,
        retrieved=fields.published(stated.get("retrieved"))[0],
        language=fields.language(stated.get("language")),
    )
    state, reason = state_for(reasons)
    return ReadOutcome(
        state, reason, (ReadText("text", text),), metadata, "text/markdown", decoded.charset, decoded.confidence
    )


def _stated(block: str) -> dict[str, str]:
    """The plain ``key: value`` lines of a front matter; nested YAML is left alone, the first of two keys wins."""
    stated: dict[str, str] = {}
    for line in block.splitlines():
        pair = _PAIR.match(line)
        key = _KEYS.get(pair[1].strip().lower()) if pair else None
        if pair and key:
            value = pair[2].strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            stated.setdefault(key, value)
    return stated
