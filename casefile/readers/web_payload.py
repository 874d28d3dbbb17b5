"""What a server answered: the head of an HTTP message, and its body with the encodings of transfer and content off.

RFC 9112, sections 2 to 7; RFC 9110, section 8.4. Tolerant: captures lie about their encodings as servers do, and
crawlers keep the head of what they have decoded already.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass

from casefile.readers.hints import MAX_MEMBER

LONGEST_HEAD = 64 * 1024
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})[ \t]*([^\r\n]{0,200})", re.I)
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,12})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_BOMB_BYTES = 100 * 1024 * 1024
_BOMB_RATIO = 200
_PIECE = 1024 * 1024
_SLICE = 64 * 1024
_LONGEST_STATUS = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` 0 where there is no status line. ``headers`` in lower case, the first of a name counts.

    ``start``: where the body begins in the block.
    """

    status: int
    reason: str
    headers: dict[str, str]
    start: int

    @property
    def mime(self) -> str:
        return mime_of(self.headers.get("content-type", ""))

    @property
    def charset(self) -> str:
        return charset_of(self.headers.get("content-type", ""))


def mime_of(content_type: str) -> str:
    """ "text/html" out of "Text/HTML; charset=x"; empty for what is no type."""
    bare = content_type.partition(";")[0].strip().lower()
    return bare if re.fullmatch(r"[\w.+-]{1,60}/[\w.+-]{1,100}", bare) else ""


def charset_of(content_type: str) -> str:
    """The charset parameter, or empty."""
    found = re.search(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", content_type, re.I)
    return found[1].lower() if found else ""


def answer(block: bytes) -> Answer:
    """The head of a message; a block that is none has no headers and begins at 0."""
    status = _STATUS.match(block)
    if status is None:
        # One that is cut short within its first line is no body.
        is_cut = len(block) < _LONGEST_STATUS and b"HTTP/".startswith(block[:5]) and b"\n" not in block
        return Answer(0, "", {}, len(block) if is_cut else 0)
    head = block[:LONGEST_HEAD]
    ends = [(at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n", b"\n\r\n") if (at := head.find(mark)) >= 0]
    at, length = min(ends) if ends else (len(head), 0)
    headers: dict[str, str] = {}
    for line in head[:at].splitlines()[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            headers.setdefault(name.strip().decode("latin-1").lower(), _words(value))
    return Answer(int(status[1]), _words(status[2]), headers, at + length)


def decoded(body: bytes, headers: dict[str, str]) -> tuple[bytes, str]:
    """The body as a browser would get it, and in words what went wrong, or empty. Bounded by ``MAX_MEMBER``."""
    problems = []
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body, problem = _unchunked(body)
        problems.append(problem)
    encodings = [name.strip().lower() for name in headers.get("content-encoding", "").split(",")]
    for name in reversed(encodings[:4]):
        body, problem = _unpacked(body, name)
        problems.append(problem)
    return body, "; ".join(filter(None, problems))


def _unchunked(body: bytes) -> tuple[bytes, str]:
    """A body that does not begin with the size of a chunk was put together already."""
    pieces: list[bytes] = []
    at = 0
    while size := _CHUNK.match(body, at):
        length = int(size[1], 16)
        if not length:
            return b"".join(pieces), ""
        start = size.end()
        end = start + length
        # A number in the first line of a text is no chunk unless a line ends where it says.
        if end < len(body) and body[end : end + 1] not in (b"\r", b"\n"):
            break
        pieces.append(body[start:end])
        at = end + (2 if body[end : end + 2] == b"\r\n" else 1)
    if not pieces:
        return body, ""
    return b"".join(pieces), "its chunks break off" if at < len(body) or not _CHUNK.match(body, at) else ""


def _unpacked(body: bytes, name: str) -> tuple[bytes, str]:
    if name in ("gzip", "x-gzip"):
        return _inflated(body, (31,)) if body.startswith(b"\x1f\x8b") else (body, "")
    if name == "deflate":
        return _inflated(body, (15, -15))
    if name == "br":
        return _through_fastwarc(body, "BrotliReader")
    if name == "zstd":
        return _through_fastwarc(body, "ZstdReader") if body.startswith(b"\x28\xb5\x2f\xfd") else (body, "")
    return body, "" if name in ("", "identity", "none", "utf-8", "utf8") else "its content encoding is not known"


def _inflated(body: bytes, ways: tuple[int, ...]) -> tuple[bytes, str]:
    """Servers mean either of two things by "deflate": the first that begins to fit counts."""
    for bits in ways:
        machine = zlib.decompressobj(bits)
        held = io.BytesIO()
        size, at, problem = 0, 0, ""
        try:
            # In slices: what is not yet unpacked is copied with every piece.
            while at < len(body) and not machine.eof:
                rest = body[at : at + _SLICE]
                at += len(rest)
                while rest and not machine.eof:
                    size += held.write(machine.decompress(rest, _PIECE))
                    rest = machine.unconsumed_tail
                    if _is_too_much(size, len(body)):
                        return b"", "it unfolds to more than is allowed"
            problem = "" if machine.eof else "its packing breaks off"
        except zlib.error:
            problem = "its packing is damaged"
        if size:
            return held.getvalue(), problem
    # Nothing fits: it was unpacked before it was kept.
    return body, ""


def _through_fastwarc(body: bytes, name: str) -> tuple[bytes, str]:
    from fastwarc import stream_io

    reader = getattr(stream_io, name)(io.BytesIO(body))
    held = io.BytesIO()
    size = 0
    try:
        while piece := reader.read(_PIECE):
            size += held.write(piece)
            if _is_too_much(size, len(body)):
                return b"", "it unfolds to more than is allowed"
    except (OSError, ValueError):
        return (held.getvalue(), "its packing is damaged") if size else (body, "")
    return (held.getvalue(), "") if size else (body, "")


def _is_too_much(size: int, packed: int) -> bool:
    return size > MAX_MEMBER or (size > _BOMB_BYTES and size > _BOMB_RATIO * packed)


def _words(raw: bytes) -> str:
    try:
        return raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        return raw.decode("latin-1").strip()
