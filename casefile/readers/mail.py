"""One mail: what it says of itself, then its words; attached files are members.

The canonical text begins with the lines a person quotes (From, To, Date, Subject …), decoded, so that a pin can point
at them, and ends with a line for each attachment. Apple Mail's ``.emlx`` holds the mail's length in front of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome, ReadText
from casefile.domain.records import Metadata
from casefile.domain.text import canonical
from casefile.readers import mail_headers, mail_signed, mail_text
from casefile.readers.hints import MAX_MEMBER, Hints, state_for, unread
from casefile.readers.mail_headers import Headers
from casefile.readers.mail_parts import Part, Parts, parts_of, payload

LARGEST = MAX_MEMBER
_MOST_LISTED = 1_000
_EMLX = re.compile(rb"\s{0,20}(\d{1,12})[ \t]*\r?\n")


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """Texts ``text`` (headers, words, list of attachments) and, where the mail's two forms differ, ``other form``."""
    data, reasons = _bytes_of(file)
    return read_mail(data, hints, mime, reasons)


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """The attachments: every part that is not shown as text, pictures in the text and attached mails among them."""
    yield from members_of(_bytes_of(file)[0], hints)


def read_mail(data: bytes, hints: Hints, mime: str, reasons: list[str]) -> ReadOutcome:
    """The outcome for the bytes of one mail; ``reasons`` is what is known to be missing already."""
    headers, content, parts = _opened(data)
    found = mail_text.words_of(content, parts, hints)
    if content is not data:
        found.notes.append(("signature", "S/MIME, around the whole mail; it was not verified"))
    headers.charset = hints.forced_charset or found.charset
    known, trouble = mail_headers.metadata(headers)
    lines = [_line(content, part) for part in found.attached[:_MOST_LISTED]]
    if len(found.attached) > _MOST_LISTED:
        lines.append(f"[{len(found.attached) - _MOST_LISTED:,} attachments more]")
    blocks = (mail_headers.shown(headers), found.main.strip("\n"), "\n".join(lines))
    text = "\n\n".join(block for block in blocks if block.strip())
    if not text.strip():
        return unread("the mail holds no text", mime)
    texts = [ReadText("text", canonical(text))]
    if found.other.strip():
        texts.append(ReadText("other form", found.other))
    state, reason = state_for([*reasons, *found.reasons, *trouble])
    return ReadOutcome(
        state,
        reason,
        tuple(texts),
        replace(known, extra=(*known.extra, *((name, said) for name, said in found.notes))),
        mime,
        found.charset,
        found.confidence,
        has_members=bool(found.attached),
    )


def members_of(data: bytes, hints: Hints) -> Iterator[Member]:
    """The attachments of one mail, in its order; one that cannot be unpacked says why."""
    _, data, parts = _opened(data)
    # Asked as ``read`` asks: what is called a text and cannot be read as one is an attachment too.
    for part in mail_text.words_of(data, parts, hints).attached:
        content = part.content
        said = tuple(
            (name, value)
            for name, value in (
                ("Content-ID", part.headers.text("content-id")[:500]),
                ("Content-Location", part.headers.text("content-location")[:2000]),
                ("Content-Description", part.headers.text("content-description")[:2000]),
                ("Content-Disposition", content.disposition[:40]),
            )
            if value
        )
        unpacked, problem = payload(data, part)
        if problem:
            said += (("damage", problem),)
        yield Member(
            _name(data, part),
            unpacked,
            mime=content.kind[:100],
            charset=content.charset[:40],
            metadata=Metadata(extra=said),
            modified=mail_headers.file_time(part.headers.first("content-disposition")),
            problem="" if unpacked else "the attachment is empty",
        )


def _bytes_of(file: BinaryIO) -> tuple[bytes, list[str]]:
    """The mail itself, without what programs put around it."""
    data = file.read(LARGEST + 1)
    reasons = []
    if len(data) > LARGEST:
        data = data[:LARGEST]
        reasons.append(f"only the first {LARGEST // 1024**2} MB were read")
    length = _EMLX.match(data)
    if length:
        data = data[length.end() : length.end() + int(length[1])]
    if data[:1] in b"\xef\r\n":
        data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if b"\n" not in data[:4096]:
        # The line ends of old systems.
        data = data.replace(b"\r", b"\n")
    return data, reasons


def _opened(data: bytes) -> tuple[Headers, bytes, Parts]:
    """The mail's fields, and the bytes and parts of what it says: of a mail packed in a signature, what was packed."""
    parts = parts_of(data)
    headers = parts.root.headers
    if parts.root.kind in mail_text.SMIME:
        packed = mail_signed.content(payload(data, parts.root)[0])
        if packed is not None:
            return headers, packed, parts_of(packed)
    return headers, data, parts


def _name(data: bytes, part: Part) -> str:
    """The name as given, with all that may be wrong in it; an attached mail without one is called by its subject."""
    if part.content.name:
        return part.content.name
    if part.kind == "message/rfc822":
        subject = mail_headers.parse(data, part.start, min(part.end, part.start + 65536)).text("subject")
        if subject:
            return f"{subject[:200]}.eml"
    return f"part {part.number}"


def _line(data: bytes, part: Part) -> str:
    """One line of the list of attachments; a name never breaks it."""
    unpacked, _ = payload(data, part)
    name = " ".join(_name(data, part).split())
    return f"[attachment: {name}, {part.kind}, {len(unpacked):,} bytes]"
