"""Plain text: kept exactly."""

from __future__ import annotations

import re

from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.records import Metadata
from casefile.domain.text import canonical
from casefile.readers.charset import NotText, decode
from casefile.readers.format_names import UNKNOWN
from casefile.readers.hints import Hints, state_for, unread

MIMES = ("text/plain",)

_HEADLINE = re.compile(r"\s*(\S[^\n]{0,118}[^\s.:;,!])[^\S\n]*\n[^\S\n]*\n")


def sniff(data: bytes, hints: Hints) -> str:
    """Whatever was not told apart before is tried as text; ``read`` says when it is none."""
    return "text/plain"


def read(data: bytes, hints: Hints) -> ReadOutcome:
    """One text, the file itself. The title is the first line where that stands alone like a headline."""
    try:
        decoded = decode(data, hints.charset, forced=hints.forced_charset)
    except NotText:
        return unread(UNKNOWN)
    text = canonical(decoded.text)
    if not text.strip():
        return unread("the file holds nothing but white space", "text/plain")
    reasons = [decoded.problem] if decoded.problem else []
    state, reason = state_for(reasons)
    headline = _HEADLINE.match(text[:400])
    metadata = Metadata(title=" ".join(headline[1].split()) if headline else None)
    return ReadOutcome(
        state, reason, (ReadText("text", text),), metadata, "text/plain", decoded.charset, decoded.confidence
    )
