"""One line of a JSON Lines file: one article."""

from __future__ import annotations

import json

from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.records import Metadata
from casefile.domain.text import canonical
from casefile.readers import fields
from casefile.readers.charset import NotText, decode
from casefile.readers.hints import Hints, state_for, unread

MIMES = ("application/json",)


def read(data: bytes, hints: Hints) -> ReadOutcome:
    """The article of one line: an object with ``text`` and any of the other keys of the format."""
    try:
        decoded = decode(data, forced=hints.forced_charset)
    except NotText:
        return unread("the line is no text", "application/json")
    try:
        value = json.loads(decoded.text.removeprefix("\ufeff"), parse_constant=_refuse)
    except RecursionError:
        return unread("the line is nested too deep", "application/json")
    except ValueError:
        return unread("the line is not valid JSON", "application/json")
    if not isinstance(value, dict):
        return unread("the line is JSON, but no object", "application/json")
    written = value.get("text")
    if not isinstance(written, str):
        return unread("the line has no “text”", "application/json")
    text = canonical(written)
    if not text.strip():
        return unread("the “text” of the line is empty", "application/json")
    reasons = [decoded.problem] if decoded.problem else []
    day, is_bad = fields.published(value.get("published"))
    if is_bad:
        reasons.append(fields.BAD_DATE)
    metadata = Metadata(
        title=fields.field(value.get("title")),
        author=fields.field(value.get("author")),
        publisher=fields.field(value.get("publisher")),
        url=fields.field(value.get("url")),
        published=day,
        published_basis="file" if day else None,
        language=fields.language(value.get("language")),
    )
    state, reason = state_for(reasons)
    return ReadOutcome(
        state, reason, (ReadText("text", text),), metadata, "application/json", decoded.charset, decoded.confidence
    )


def _refuse(constant: str) -> object:
    raise ValueError(constant)
