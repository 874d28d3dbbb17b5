"""A web page that a browser saved as one file (MHTML, RFC 2557): the page itself, read as any other page is.

Pictures and styles that lie beside it are part of the page and stay in the original.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import fields, html, mail
from casefile.readers.hints import MAX_MEMBER, Hints
from casefile.readers.mail_headers import Headers
from casefile.readers.mail_parts import Part, Parts, parts_of, payload

_PAGES = frozenset(("text/html", "application/xhtml+xml"))


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """The outcome for the page; the address that it was saved from, and the time of saving as the time of retrieval.

    Where there is no page in it, it is read as the mail that it also is.
    """
    data = file.read(MAX_MEMBER)
    parts = parts_of(data)
    root = _root(parts)
    if root is None:
        return mail.read_mail(data, hints, "message/rfc822", [])
    page, problem = payload(data, root)
    outcome = html.read(page, replace(hints, charset=root.content.charset))
    known = outcome.metadata
    top = parts.root.headers
    address = fields.web_address(top.text("snapshot-content-location")) or fields.web_address(
        root.headers.text("content-location") or top.text("content-location")
    )
    stated = {
        "title": known.title or fields.field(top.text("subject")),
        "url": address or known.url,
        "retrieved": _saved(top) or known.retrieved,
    }
    extra = (*known.extra, *((name, top.text(name.lower())) for name in ("Date", "From") if top.first(name.lower())))
    reasons = [reason for reason in (problem, *parts.reasons, outcome.reason) if reason]
    is_less = outcome.state is IntakeState.READ and len(reasons) > 0
    return replace(
        outcome,
        state=IntakeState.PARTLY if is_less else outcome.state,
        reason="; ".join(reasons),
        mime=mime,
        metadata=replace(known, **stated, extra=extra),
    )


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """Nothing of a page; the attachments of what turned out to be a mail."""
    data = file.read(MAX_MEMBER)
    if _root(parts_of(data)) is None:
        yield from mail.members_of(data, hints)


def _root(parts: Parts) -> Part | None:
    """The page that the others lie in: the one with the address of the whole, else the first (RFC 2387)."""
    top = parts.root.headers
    pages = [part for part in parts.leaves if part.kind in _PAGES]
    named = top.text("snapshot-content-location") or top.text("content-location")
    ours = (part for part in pages if named and part.headers.text("content-location") == named)
    return next(ours, pages[0] if pages else None)


def _saved(top: Headers) -> str | None:
    try:
        return fields.published(parsedate_to_datetime(top.text("date")).date().isoformat())[0]
    except (IndexError, OverflowError, TypeError, ValueError):
        return None
