"""Pages as browsers save them: where they were saved from and when, and the pictures and fonts packed into them.

“Save as” writes a comment of one line (the Mark of the Web); the extension SingleFile writes one with the address and
the time, and packs what the page shows into it, as ``data:`` addresses (RFC 2397), which can be most of its bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from casefile.readers import fields

_HEAD = 8192
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,6}\)(https?://\S{1,2000})", re.I)
_SAVED_URL = re.compile(r"Page saved with SingleFile\s{0,20}url:\s{0,5}(https?://\S{1,2000})")
_SAVED_DAY = re.compile(r"saved date: \w{3} (\w{3}) (\d{2}) (\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_PACKED = re.compile(
    rb"data:[a-z]{1,20}/[\w.+-]{1,60}(?:;[\w.-]{1,30}=[\w.+-]{1,40}){0,3};base64,([A-Za-z0-9+/_-]{512,}={0,2})", re.I
)
_STYLE = re.compile(rb"<style[\s>]", re.I)


@dataclass(frozen=True, slots=True)
class Saved:
    """``url`` and ``day`` (ISO) as the browser wrote them, or None."""

    url: str | None = None
    day: str | None = None


def saved(page: str) -> Saved:
    """What the browser that saved the page wrote into its beginning."""
    head = page[:_HEAD]
    address = _SAVED_FROM.search(head) or _SAVED_URL.search(head)
    day = _SAVED_DAY.search(head)
    written = f"{day[3]}-{_MONTHS.index(day[1]) + 1:02}-{day[2]}" if day and day[1] in _MONTHS else None
    return Saved(fields.web_address(address[1]) if address else None, fields.published(written)[0])


def without_packed(page: bytes) -> bytes:
    """The page with the long packed files in its tags and style sheets emptied; what stands in its text stays.

    Takes time in proportion to the page's length. For encodings in which ASCII is itself.
    """
    if b";base64," not in page:
        return page
    kept: list[bytes] = []
    at = looked = 0
    is_unseen = False
    for packed in _PACKED.finditer(page):
        # Whether this stands in a tag or a style sheet is told by the last bracket before it.
        before = page[looked : packed.start()]
        opened, closed = before.rfind(b"<"), before.rfind(b">")
        if opened > closed:
            is_unseen = True
        elif closed >= 0:
            is_unseen = bool(_STYLE.match(before[opened : opened + 10])) if opened >= 0 else is_unseen
        looked = packed.end()
        if is_unseen:
            kept.append(page[at : packed.start(1)])
            at = packed.end(1)
    return b"".join([*kept, page[at:]]) if kept else page
