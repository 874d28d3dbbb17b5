"""The headers of a mail, and of its parts: fields as they stand, their words decoded, what a case keeps of them.

Syntax: RFC 5322; words in other charsets: RFC 2047; parameters: RFC 2045 and 2231. The standard library's modern
policy raises on unknown charsets and takes a time that grows with the square of a field's length, so words are
decoded here; parameters and dates are the library's.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from email.utils import collapse_rfc2231_value, format_datetime, parsedate_to_datetime

from casefile.domain.records import Metadata
from casefile.domain.text import canonical
from casefile.readers import fields
from casefile.readers.charset import NotText, decode

_MOST_FIELDS = 2000
_LONGEST_BLOCK = 1024 * 1024
_LONGEST_SHOWN = 100_000
_LONGEST_PARAMETERS = 20_000
_LONGEST_NAME = 500
_MOST_EXTRA = 80

SHOWN = ("From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject")
"""The fields that stand at the head of a mail's text, in this order."""

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.S)
KNOWN = re.compile(
    rb"(?:from|to|cc|subject|date|message-id|mime-version|content-[a-z-]{1,30}|received|return-path|references|"
    rb"in-reply-to|x-[a-z0-9-]{1,40}|delivered-to)[ \t]*:",
    re.I,
)
_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*(?:\?(?!=)[^?\s]*)?)\?=")
_BLANK = re.compile(r"\s+")
_FOLD = re.compile(r"\r?\n")
_NAME_PARAMETER = re.compile(r"""(?:file)?name\*?=\s*(?:"([^"]{1,500})"|([^;\r\n]{1,500}))""", re.I)
_BOUNDARY = re.compile(r"""boundary\s*=\s*(?:"([^"]{1,200})"|([^;\s"]{1,200}))""", re.I)
_FIRST = (
    "date sender message-id in-reply-to references return-path x-originating-ip authentication-results received-spf "
    "arc-authentication-results x-mailer user-agent delivered-to x-original-to list-id thread-topic"
).split()
_LEFT_OUT = frozenset("mime-version dkim-signature arc-seal arc-message-signature domainkey-signature".split())
_WRITTEN_AS = {"message-id": "Message-ID", "x-originating-ip": "X-Originating-IP", "received-spf": "Received-SPF"}


@dataclass(slots=True)
class Headers:
    """The fields in their order, names in lower case, values as they stand, folded; ``end``: where the body begins.

    ``strays`` are lines among them that are no field. ``is_cut``: there were more than are kept. ``charset``: of the
    mail's text, in which older programs wrote bare words in fields as well.
    """

    fields: list[tuple[str, bytes]] = field(default_factory=list)
    end: int = 0
    strays: list[bytes] = field(default_factory=list)
    is_cut: bool = False
    charset: str = ""

    def all(self, name: str) -> list[bytes]:
        return [value for known, value in self.fields if known == name]

    def first(self, name: str) -> bytes:
        return next((value for known, value in self.fields if known == name), b"")

    def text(self, name: str) -> str:
        """The first field of that name, its words decoded, in one line; empty where there is none."""
        return words(self.first(name), self.charset)


def parse(data: bytes, start: int, stop: int, is_boundary: Callable[[bytes], bool] = lambda line: False) -> Headers:
    """The fields from ``start`` on; they end at a blank line, at a boundary, or before what can be no field."""
    found = Headers(end=stop)
    at, name, pieces = start, "", list[bytes]()
    limit = min(stop, start + _LONGEST_BLOCK)
    while at < limit:
        line = _line(data, at, stop)
        bare = line.rstrip(b"\r\n")
        if not bare or is_boundary(bare):
            found.end = at + (0 if bare else len(line))
            break
        is_field = _FIELD.match(bare)
        if bare[:1] in b" \t" and name:
            pieces.append(bare)
        elif is_field:
            _keep(found, name, pieces)
            name, pieces = is_field[1].decode("ascii").lower(), [is_field[2]]
        elif at == start and bare.startswith((b"From ", b">From ")):
            pass
        elif _goes_on(data, at + len(line), stop):
            found.strays.append(bare[:2000])
        else:
            found.end = at
            break
        at += len(line)
    else:
        found.end, found.is_cut = at, at < stop
    _keep(found, name, pieces)
    return found


def _line(data: bytes, at: int, stop: int) -> bytes:
    end = data.find(b"\n", at, stop) + 1
    return data[at : end or stop]


def _keep(found: Headers, name: str, pieces: list[bytes]) -> None:
    if name and len(found.fields) < _MOST_FIELDS:
        found.fields.append((name, b"\n".join(pieces)))
    elif name:
        found.is_cut = True


def _goes_on(data: bytes, at: int, stop: int) -> bool:
    """Whether known fields follow before the next blank line: then a broken line is a slip, and no body."""
    for _ in range(12):
        line = _line(data, at, stop)
        if not line.strip():
            return False
        if KNOWN.match(line):
            return True
        at += len(line)
    return False


def words(raw: bytes, charset: str = "", most: int = _LONGEST_SHOWN) -> str:
    """A field's value as a person reads it: unfolded, encoded words decoded, blanks made one."""
    return canonical(" ".join(_encoded_words(_in_letters(raw[: 2 * most], charset)).split()))[:most]


def _in_letters(raw: bytes, charset: str = "") -> str:
    """Bare bytes beyond ASCII are UTF-8 (RFC 6532), or what older programs wrote without saying so."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(raw, charset)


def _encoded_words(written: str) -> str:
    """Neighbours in one charset are put together before they are decoded: programs cut characters in two."""
    if "=?" not in written:
        return written
    written = _BLANK.sub(" ", written)
    pieces: list[str] = []
    held, charset, at = b"", "", 0
    for word in _WORD.finditer(written):
        between = written[at : word.start()]
        at = word.end()
        label = word[1].partition("*")[0].lower()
        data = _word_bytes(word[2], word[3])
        if (between.strip() or not pieces) or label != charset:
            pieces.append(_decoded(held, charset))
            held = b""
        if between.strip() or len(pieces) == 1:
            pieces.append(between)
        held, charset = held + data, label
    return "".join([*pieces, _decoded(held, charset), written[at:]])


def _word_bytes(encoding: str, encoded: str) -> bytes:
    data = encoded.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(data.replace(b" ", b"_"), header=True)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _decoded(data: bytes, charset: str) -> str:
    if not data:
        return ""
    try:
        return decode(data, charset).text
    except NotText:
        return data.decode("latin-1")


@dataclass(frozen=True, slots=True)
class Content:
    """What a part says of itself. ``kind`` in lower case, ``name`` as given, with all that may be wrong in it."""

    kind: str
    charset: str = ""
    boundary: str = ""
    name: str = ""
    disposition: str = ""
    encoding: str = ""
    smime: str = ""


def content(headers: Headers, default: str = "text/plain") -> Content:
    """The content fields, read with the standard library where it can."""
    raw = _unfolded(headers.first("content-type"))
    message: Message = Message()
    message["Content-Type"] = raw or default
    placed = _unfolded(headers.first("content-disposition"))
    if placed:
        message["Content-Disposition"] = placed
    kind = message.get_content_type() if raw else default
    if raw and "/" not in raw.partition(";")[0]:
        kind = {"text": "text/plain", "html": "text/html"}.get(raw.partition(";")[0].strip().lower(), default)
    boundary = _BOUNDARY.search(raw) if kind.startswith("multipart/") else None
    return Content(
        kind,
        _parameter(message, "charset"),
        (boundary[1] or boundary[2]).rstrip() if boundary else "",
        _name(message, raw, placed),
        placed.partition(";")[0].strip().lower(),
        headers.text("content-transfer-encoding").lower().strip(" ;\"'"),
        _parameter(message, "smime-type").lower(),
    )


def _unfolded(raw: bytes) -> str:
    return _FOLD.sub(" ", _in_letters(raw[:_LONGEST_PARAMETERS])).strip()


def _parameter(message: Message, name: str, header: str = "content-type") -> str:
    try:
        value = message.get_param(name, "", header)
        return collapse_rfc2231_value(value) if value else ""
    except (LookupError, TypeError, UnicodeError, ValueError):
        return ""


def _name(message: Message, kind: str, placed: str) -> str:
    found = _parameter(message, "filename", "content-disposition") or _parameter(message, "name")
    if not found:
        loose = _NAME_PARAMETER.search(placed) or _NAME_PARAMETER.search(kind)
        found = (loose[1] or loose[2] or "") if loose else ""
    return canonical(_encoded_words(found)).strip()[:_LONGEST_NAME]


def shown(headers: Headers) -> str:
    """The fields at the head of the text, one a line, as stated; a field that stands there twice is shown twice."""
    lines = []
    for name in SHOWN:
        lines += [f"{name}: {words(value, headers.charset)}" for value in headers.all(name.lower()) if value.strip()]
    return "\n".join(lines)


def metadata(headers: Headers) -> tuple[Metadata, list[str]]:
    """Subject, From and Date as title, author and day of publication (the sender's own day); the rest as ``extra``."""
    stamp = headers.text("date")
    day, reasons = "", []
    if stamp:
        day = _day(stamp)
        reasons = [] if day else ["the date of the mail is not one that can be kept, so it is left empty"]
    known = Metadata(
        title=fields.field(headers.text("subject")),
        author=fields.field(headers.text("from") or headers.text("sender")),
        published=day or None,
        published_basis="file" if day else None,
        language=fields.language(headers.text("content-language")),
        extra=tuple(_extra(headers)),
    )
    return known, reasons


def _day(stamp: str) -> str:
    try:
        moment = parsedate_to_datetime(stamp)
    except (IndexError, OverflowError, TypeError, ValueError):
        return ""
    # A year that no mail can have been sent in is a slip or a lie.
    return (fields.published(moment.date().isoformat())[0] or "") if 1960 < moment.year < 2100 else ""


def sent(headers: Headers) -> str:
    """The time of sending as stated, in one form (ISO 8601, with its zone where it has one); else as it stands."""
    stamp = headers.text("date")
    try:
        return parsedate_to_datetime(stamp).isoformat(" ", "minutes")
    except (IndexError, OverflowError, TypeError, ValueError):
        return stamp[:60]


def file_time(placed: bytes) -> str:
    """The time of change that an attachment states (RFC 2183, section 2.6), ISO 8601, or empty."""
    message: Message = Message()
    message["Content-Disposition"] = _unfolded(placed)
    stamp = _parameter(message, "modification-date", "content-disposition")
    try:
        moment = parsedate_to_datetime(stamp)
        format_datetime(moment)
    except (IndexError, OverflowError, TypeError, ValueError):
        return ""
    return moment.isoformat()


def _extra(headers: Headers) -> list[tuple[str, str]]:
    """Who handed the mail on, what it answers, what was checked on the way: as stated, and no proof of anything."""
    shown_names = {name.lower() for name in SHOWN} - {"date"}
    rest = [name for name, _ in headers.fields if not name.startswith("content-")]
    order = [name for name in [*_FIRST, "received", *rest] if name not in shown_names | _LEFT_OUT]
    found = []
    for name in dict.fromkeys(order):
        called = _WRITTEN_AS.get(name, "-".join(part.capitalize() for part in name.split("-")))[:80]
        for value in headers.all(name)[:30]:
            written = fields.field(words(value, headers.charset, 4000))
            if written:
                found.append((called, written))
    found += [("line among the headers", fields.field(words(stray)) or "") for stray in headers.strays[:10]]
    return [pair for pair in found if pair[1]][:_MOST_EXTRA]
