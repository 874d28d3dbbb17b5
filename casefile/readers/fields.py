"""Metadata as a file states it, made fit to be stored: one line each, bounded, no lone surrogates."""

from __future__ import annotations

import re

from casefile.domain.dates import parse_date
from casefile.domain.errors import UsageError
from casefile.domain.text import canonical

_LONGEST = 2000
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?(?:[-_][A-Za-z0-9]{1,8})*\Z")
_ENGLISH_DAY = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\Z")
BAD_DATE = "the date of publication is not one that can be kept, so it is left empty"


def field(value: object) -> str | None:
    """``value`` as one line of text, or None for what is not given; lists are joined."""
    if isinstance(value, list):
        return field("; ".join(str(item) for item in value if isinstance(item, str | int | float)))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(canonical(str(value)[: 4 * _LONGEST]).split())[:_LONGEST] or None


def published(value: object) -> tuple[str | None, bool]:
    """The date in the form that a case keeps, and whether there was one that could not be kept."""
    written = field(value)
    if written is None:
        return None, value not in (None, "")
    day = _ENGLISH_DAY.match(written)
    if day:
        written = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    try:
        return parse_date(written).edtf or None, False
    except UsageError:
        return None, True


def language(value: object) -> str | None:
    """A language tag (BCP 47): the language, and the region or script where given; None for anything else."""
    match = _LANGUAGE.match(field(value) or "")
    if match is None:
        return None
    return match[1].lower() + (f"-{match[2]}" if match[2] else "")


def web_address(value: object) -> str | None:
    """An http or https address without white space, or None."""
    written = field(value) or ""
    return written if re.match(r"https?://[^\s]+\Z", written, re.I) else None
