"""Plain text: kept exactly. XML is shown as the text that it is until a reader for it comes."""

from __future__ import annotations

import re

from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.records import Metadata
from casefile.domain.text import canonical
from casefile.readers.charset import NotText, decode
from casefile.readers.format_names import UNKNOWN
from casefile.readers.hints import Hints, state_for, unread

MIMES = ("text/plain", "application/xml")

_XML = re.compile(rb"\s*<\?xml\s", re.I)
_XML_CHARSET = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.I)
_HEADLINE = re.compile(r"\s*(\S[^\n]{0,118}[^\s.:;,!])[^\S\n]*\n[^\S\n]*\n")


def sniff(data: bytes, hints: Hints) -> str:
    """Whatever was not told apart before is tried as text; ``read`` says when it is none."""
    return "application/xml" if _XML.match(data.removeprefix(b"\xef\xbb\xbf")) else "text/plain"


def read(data: bytes, hints: Hints) -> ReadOutcome:
    """One text, the file itself. The title is the first line where that stands alone like a headline."""
    mime = sniff(data, hints)
    declared = _XML_CHARSET.match(data.lstrip()[:400]) if mime == "application/xml" else None
    try:
        decoded = decode(
            data, hints.charset or (declared[1].decode("ascii") if declared else ""), forced=hints.forced_charset
        )
    except NotText:
        return unread(UNKNOWN)
    text = canonical(decoded.text)
    if not text.strip():
        return unread("the file holds nothing but white space", mime)
    reasons = [decoded.problem] if decoded.problem else []
    if mime == "application/xml":
        reasons.append("no reader for this format yet (application/xml): it is shown with its markup")
    state, reason = state_for(reasons)
    headline = _HEADLINE.match(text[:400]) if mime == "text/plain" else None
    metadata = Metadata(title=" ".join(headline[1].split()) if headline else None)
    return ReadOutcome(state, reason, (ReadText("text", text),), metadata, mime, decoded.charset, decoded.confidence)
