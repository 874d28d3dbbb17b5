"""A mailbox in one file: messages one behind the other, each after a line ``From SENDER DATE`` (RFC 4155).

The file is read line by line and never held. A message's bytes are those in the file, so that its hash and its
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
_LONGEST_LINE = 64 * 1024

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
    file.seek(0)
    at, begun = 0, -1
    before, after = b"\n", b""
    while line := after or file.readline(_LONGEST_LINE):
        after = b""
        if line.startswith(b"From ") and before.endswith(b"\n"):
            after = file.readline(_LONGEST_LINE)
            if at == 0 or _begins_message(before, line, after):
                if begun >= 0:
                    yield begun, at - (0 if before.strip() else len(before))
                    file.seek(at + len(line) + len(after))
                begun = at + len(line)
        at += len(line)
        before = line
    if begun >= 0:
        yield begun, max(begun, at - (0 if before.strip() else len(before)))


def _begins_message(before: bytes, line: bytes, after: bytes) -> bool:
    is_apart, is_headed = not before.strip(), mail_headers.KNOWN.match(after) is not None
    is_dated = _DATED.match(line.rstrip(b"\r\n")) is not None
    return is_apart + is_headed + is_dated > 1
