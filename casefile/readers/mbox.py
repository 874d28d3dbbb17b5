"""A mailbox in one file: messages one behind the other, each after a line ``From SENDER DATE`` (RFC 4155).

The file is read piece by piece and never held. A message's bytes are those in the file, so that its hash and its
signature stay what they are: where a program wrote ``>From`` for a line of the text (mboxo, mboxrd), that stays.
Whether a line ``From …`` begins a message or is a sentence (mboxcl2 does not quote it) is told by what stands
around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome, ReadText
from casefile.readers import mail, mail_headers
from casefile.readers.hints import MAX_MEMBER, Hints, state_for, unread

_MOST_LISTED = 20_000
_LONGEST_LIST = 4 * 1024 * 1024
_HEAD = 64 * 1024
_PIECE = 256 * 1024
_LOOK = 4096
_LONGEST_LINE = 2000

_DATED = re.compile(
    rb"From (?:[^\n]{1,300} )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?  ?(?:\d{1,2} )?[A-Z][a-z]{2}\b[^\n]{0,8}\b\d{1,2}:\d{2}"
    rb"[^\n]{0,25}\b\d{4}[^\n]{0,25}\Z"
)


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """A list of the messages: number, date, sender, subject. A box of one message, as mail programs save it, is that
    message."""
    places = _places(file)
    begun = list(islice(places, 2))
    if len(begun) == 1:
        return mail.read_mail(_bytes_of(file, *begun[0])[:MAX_MEMBER], hints, "message/rfc822", [])
    if not begun:
        return unread("the mailbox holds no message", mime)
    lines, size, number, reasons = list[str](), 0, 0, []
    for number, (start, end) in enumerate(chain(begun, places), 1):
        if len(lines) < _MOST_LISTED and size < _LONGEST_LIST:
            headers = mail_headers.parse(_bytes_of(file, start, min(end, start + _HEAD)), 0, _HEAD)
            said = (mail_headers.sent(headers), headers.text("from")[:300], headers.text("subject")[:500])
            lines.append("\t".join((str(number), *said)))
            size += len(lines[-1])
    if len(lines) < number:
        reasons.append(f"only the first {len(lines):,} of its {number:,} messages are listed")
        lines.append(f"… {number - len(lines):,} messages more")
    state, reason = state_for(reasons)
    return ReadOutcome(state, reason, (ReadText("contents", "\n".join(lines)),), mime=mime, has_members=True)


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """The messages, ``message 1`` the first; of a box of one message, what is attached to that."""
    places = _places(file)
    begun = list(islice(places, 2))
    if len(begun) == 1:
        yield from mail.members_of(_bytes_of(file, *begun[0])[:MAX_MEMBER], hints)
        return
    for number, place in enumerate(chain(begun, places), 1):
        yield _member(file, number, *place)


def _member(file: BinaryIO, number: int, start: int, end: int) -> Member:
    name = f"message {number}"
    if end - start > MAX_MEMBER:
        return Member(name, mime="message/rfc822", problem=f"the message is larger than {MAX_MEMBER // 1024**2} MB")
    data = _bytes_of(file, start, end)
    return Member(name, data, mime="message/rfc822", problem="" if data.strip() else "the message is empty")


def _bytes_of(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    return file.read(end - start)


def _places(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Where each message begins and ends, in bytes: behind its line ``From …``, before the blank line that the
    mailbox puts after it. ``file`` may be sought in between."""
    begun = -1
    for blank_start, message_start in _separators(file):
        if begun >= 0:
            yield begun, max(begun, blank_start)
        begun = message_start
    if begun >= 0:
        size = file.seek(0, 2)
        tail = _bytes_of(file, max(begun, size - 4), size)
        yield begun, size - (2 if tail.endswith(b"\n\r\n") else 1 if tail.endswith(b"\n\n") else 0)


def _separators(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Each line ``From …`` that begins a message: where it begins (or the blank line above it), where it ends."""
    held, base, looked = b"", 0, 0
    while True:
        file.seek(base + len(held))
        piece = file.read(_PIECE)
        held += piece
        # A line near the end of what is held is looked at when what stands below it is there too.
        until = len(held) - _LOOK if piece else len(held)
        at = looked
        while (at := _next(held, at, base)) >= 0 and at < until:
            end = held.find(b"\n", at, at + _LONGEST_LINE) + 1 or min(len(held), at + _LONGEST_LINE)
            blank = 2 if held[max(0, at - 3) : at] == b"\n\r\n" else 1 if held[max(0, at - 2) : at] == b"\n\n" else 0
            is_first = base + at == 0
            if is_first or _begins_message(held[at:end], held[end : end + 200], is_apart=blank > 0):
                yield base + at - blank, base + end
            at = end
        if not piece:
            return
        looked = max(0, until)
        drop = max(0, looked - _LOOK)
        held, base, looked = held[drop:], base + drop, looked - drop


def _next(held: bytes, at: int, base: int) -> int:
    """Where the next line that begins with ``From `` begins, or -1."""
    if base + at == 0 and held.startswith(b"From "):
        return 0
    return held.find(b"\nFrom ", max(0, at - 1)) + 1 or -1


def _begins_message(line: bytes, after: bytes, *, is_apart: bool) -> bool:
    """Two of three: a blank line above, a field below, a date in the line itself."""
    is_headed = mail_headers.KNOWN.match(after) is not None
    is_dated = _DATED.match(line.rstrip(b"\r\n")) is not None
    return is_apart + is_headed + is_dated > 1
