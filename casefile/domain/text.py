"""A text: what was made from an original, immutable, with its own hash.

Offsets are Unicode code points, half-open. A text is decoded, its byte-order mark taken off, CRLF made LF,
lone surrogates made U+FFFD, and nothing else (the design's rule 1).
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence

from casefile.domain.span import Span

_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def canonical(decoded: str) -> str:
    """The text that is stored for ``decoded``: rule 1, and nothing beyond it."""
    text = decoded.removeprefix("\ufeff").replace("\r\n", "\n")
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def text_sha256(text: str) -> str:
    """SHA-256, in hexadecimal, of the canonical text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of ``text`` in order, without the white space around them.

    A paragraph is a run of lines between blank lines; a text without any blank line has one a line.
    """
    separator = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else re.compile("\n")
    found, start = [], 0
    for cut in [*(match.span() for match in separator.finditer(text)), (len(text), len(text))]:
        block = text[start : cut[0]]
        bare = block.strip()
        if bare:
            first = start + len(block) - len(block.lstrip())
            found.append(Span(first, first + len(bare)))
        start = cut[1]
    return found


def paragraph_number(spans: Sequence[Span], offset: int) -> int:
    """The number, from 1, of the paragraph that ``offset`` stands in or follows; 0 where there is none."""
    return bisect_right(spans, offset, key=lambda span: span.start) or (1 if spans else 0)
