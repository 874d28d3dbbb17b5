"""One line of a JSON Lines file: one article."""

from __future__ import annotations

import json
from typing import Any

from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.text import canonical
from casefile.readers import table_fields
from casefile.readers.charset import NotText, decode
from casefile.readers.hints import Hints, state_for, unread

MIMES = ("application/json",)

_MOST_KEYS = 1000


def read(data: bytes, hints: Hints) -> ReadOutcome:
    """The article of one line: an object with ``text``, or what is called otherwise and means that, and other keys."""
    charset, confidence, problem = "utf-8", None, ""
    try:
        # What nearly every line is, without looking for what else it could be.
        written = data.decode("utf-8") if not hints.forced_charset else ""
    except UnicodeDecodeError:
        written = ""
    if not written:
        try:
            decoded = decode(data, forced=hints.forced_charset)
        except NotText:
            return unread("the line is no text", "application/json")
        written, charset, confidence, problem = decoded.text, decoded.charset, decoded.confidence, decoded.problem
    try:
        value = json.loads(written.removeprefix("\ufeff"), parse_constant=_refuse)
    except RecursionError:
        return unread("the line is nested too deep", "application/json")
    except ValueError:
        return unread("the line is not valid JSON", "application/json")
    if not isinstance(value, dict):
        return unread("the line is JSON, but no object", "application/json")
    stated, others = _sorted(value, hints)
    body = stated.pop("text", None)
    if not isinstance(body, str):
        return unread("the line has no “text”", "application/json")
    text = canonical(body)
    if not text.strip():
        return unread("the “text” of the line is empty", "application/json")
    metadata, reasons = table_fields.metadata(stated, ((key, _flat(other)) for key, other in others))
    state, reason = state_for([problem, *reasons] if problem else reasons)
    return ReadOutcome(state, reason, (ReadText("text", text),), metadata, "application/json", charset, confidence)


def has_text(value: dict[str, Any], hints: Hints) -> bool:
    """Whether an object is an article: one of its keys is called a text, or was said to be one, and is one."""
    return isinstance(_sorted(value, hints)[0].get("text"), str)


def _sorted(value: dict[str, Any], hints: Hints) -> tuple[dict[str, object], list[tuple[str, Any]]]:
    if not hints.columns and value.keys() <= _OWN:
        return dict(value), []
    keys = list(value)[:_MOST_KEYS]
    found = table_fields.mapping(keys, hints.columns)
    stated = {field: value[keys[at]] for at, field in found.items()}
    return stated, [(key, value[key]) for at, key in enumerate(keys) if at not in found]


_OWN = frozenset(table_fields.FIELDS)


def _flat(value: Any) -> object:
    """Objects and lists of objects as the JSON that they are."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict | list) for one in value)):
        try:
            return json.dumps(value, ensure_ascii=False)
        except (RecursionError, ValueError):
            return None
    return value


def _refuse(constant: str) -> object:
    raise ValueError(constant)
