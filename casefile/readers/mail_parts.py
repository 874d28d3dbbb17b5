"""The parts of a mail: one pass over its lines, no recursion, nothing rewritten.

RFC 2046, section 5.1. The standard library's parser recurses into every multipart, looks at each line once for every
part that is open, and writes an attached mail anew; here a part is two offsets into the bytes.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from casefile.readers import mail_headers
from casefile.readers.mail_headers import Content, Headers

MOST_PARTS = 5_000

_DASHES = re.compile(rb"--([^\r\n]{1,220})\r?(?:\n|\Z)")
_PIECE = 4 * 1024 * 1024
_PADDING = re.compile(rb"=+")
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_STRAY = bytes(range(256)).translate(None, _LETTERS)
_PLAIN_ENCODINGS = frozenset(
    ("", "7bit", "8bit", "binary", "7-bit", "8-bit", "7bits", "8bits", "plain", "none", "8 bit")
)
_UU = frozenset(("x-uuencode", "uuencode", "uue", "x-uue"))


@dataclass(slots=True, eq=False)
class Part:
    """``start`` and ``end``: where its body lies in the mail's bytes. ``number``: from 1, in the mail's order."""

    headers: Headers
    content: Content
    start: int
    end: int
    number: int
    parent: Part | None = None
    children: list[Part] = field(default_factory=list)
    epilogue: int = 0
    """Where the bytes behind its last boundary begin; 0 where there is no last boundary."""

    @property
    def kind(self) -> str:
        return self.content.kind

    @property
    def boundary(self) -> bytes:
        return self.content.boundary.encode("utf-8", "replace")


@dataclass(slots=True)
class Parts:
    """``all`` in the mail's order, parents before their children; ``reasons``: what is wrong with the mail's build."""

    root: Part
    all: list[Part]
    reasons: list[str]

    @property
    def leaves(self) -> Iterator[Part]:
        return (part for part in self.all if not part.children)


def parts_of(data: bytes) -> Parts:
    """The parts of one mail. An attached mail is a leaf: what lies in it is its own."""
    places: dict[bytes, int] = {}
    """The boundaries of the multiparts that are open, and how deep each lies."""
    opened: list[Part] = []

    def is_boundary(line: bytes) -> bool:
        return bool(opened) and line.startswith(b"--") and _place(line[2:], places)[0] is not None

    def take(start: int, number: int) -> Part:
        above = opened[-1] if opened else None
        headers = mail_headers.parse(data, start, len(data), is_boundary)
        default = "message/rfc822" if above is not None and above.kind == "multipart/digest" else "text/plain"
        part = Part(headers, mail_headers.content(headers, default), headers.end, len(data), number, above)
        # The boundary of a part around it serves for both: programs that wrote so meant the outer one.
        if part.boundary and part.boundary not in places:
            places[part.boundary] = len(opened)
            opened.append(part)
        return part

    root = latest = take(0, 1)
    found = Parts(root, [root], [])
    at = root.start
    while opened and (line := _line_of_dashes(data, at)):
        at = line.end()
        place, is_end = _place(line[1], places)
        if place is None:
            continue
        # The line end before a boundary belongs to the boundary.
        before = line.start() - (2 if data[line.start() - 2 : line.start()] == b"\r\n" else 1)
        inner = opened[place + 1 :]
        for shut in inner if latest in opened[: place + 1] else [*inner, latest]:
            shut.end = max(shut.start, before)
        for shut in inner:
            del places[shut.boundary]
        del opened[place + 1 :]
        if is_end:
            latest = opened.pop()
            latest.epilogue = at
            del places[latest.boundary]
        elif len(found.all) < MOST_PARTS:
            above = opened[-1]
            latest = take(at, len(found.all) + 1)
            above.children.append(latest)
            found.all.append(latest)
        else:
            found.reasons.append(f"it has more than {MOST_PARTS:,} parts, the rest is left out")
            break
    if root.children and not root.epilogue and not found.reasons:
        found.reasons.append("it breaks off: the end of its last part is missing")
    if any(part.headers.is_cut for part in found.all):
        found.reasons.append("it has more header fields than are kept")
    return found


def _line_of_dashes(data: bytes, at: int) -> re.Match[bytes] | None:
    """The next line that could be a boundary. Looked for as bytes: an expression takes ten times as long."""
    while (found := data.find(b"\n--", max(0, at - 1))) >= 0:
        if line := _DASHES.match(data, found + 1):
            return line
        at = found + 2
    return None


def _place(named: bytes, places: dict[bytes, int]) -> tuple[int | None, bool]:
    """How deep the multipart lies whose boundary this is, and whether it is its end."""
    named = named.rstrip(b" \t")
    if named in places:
        return places[named], False
    if named.endswith(b"--"):
        return places.get(named[:-2]), True
    return None, False


def payload(data: bytes, part: Part) -> tuple[bytes, str]:
    """The bytes of a part, its transfer encoding undone, and in words what is wrong with that."""
    encoding = part.content.encoding.split(" ")[0] if part.content.encoding not in _PLAIN_ENCODINGS else ""
    if encoding == "base64":
        return _base64(data, part.start, part.end)
    raw = data[part.start : part.end]
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw), ""
    if encoding in _UU:
        message: Message = Message()
        message["Content-Transfer-Encoding"] = encoding
        message.set_payload(raw.decode("latin-1"))
        decoded = message.get_payload(decode=True)
        return (decoded, "") if isinstance(decoded, bytes) else (raw, "a part could not be unpacked")
    if encoding in _PLAIN_ENCODINGS:
        return raw, ""
    return raw, "a part is in an unknown transfer encoding and kept as it stands"


def _base64(data: bytes, start: int, end: int) -> tuple[bytes, str]:
    """All that is base64 there, in pieces, so that a large attachment lies in memory once, and piece by piece where
    several were put in one; what is no base64 is dropped, and said."""
    found: list[bytes] = []
    is_damaged = False
    held = b""
    for at in range(start, end, _PIECE):
        piece = data[at : min(at + _PIECE, end)]
        is_damaged = is_damaged or bool(piece.translate(None, _LETTERS + b" \t\r\n"))
        *closed, held = _PADDING.split(held + piece.translate(None, _STRAY))
        found += map(_unpadded, closed)
        whole = len(held) - len(held) % 4
        found.append(binascii.a2b_base64(held[:whole]))
        held = held[whole:]
    return b"".join([*found, _unpadded(held)]), "the base64 of a part is damaged" if is_damaged else ""


def _unpadded(letters: bytes) -> bytes:
    usable = len(letters) - (len(letters) % 4 == 1)
    return binascii.a2b_base64(letters[:usable] + b"=" * (-usable % 4))
