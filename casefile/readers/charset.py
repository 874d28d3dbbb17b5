"""Bytes to text: byte-order mark, then what the file declares, then UTF-8, then a guess that says how sure it is."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_BOMS = (
    # UTF-32 first: its little-endian mark begins with the one of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages call by one name and mean by another: the WHATWG Encoding standard, section 4.2.
_WEB_LABELS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "x-mac-cyrillic": "mac-cyrillic",
    "macintosh": "mac-roman",
    # A label that could be read as ASCII cannot have been written in UTF-16.
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
}
_NOT_TEXT = frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x08\x1b\x1a\x1c\x1d\x1e\x1f")
_SAMPLE = 128 * 1024


class NotText(Exception):
    """The bytes are no text in any encoding that was tried."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """``confidence`` from 0 to 1, None where nothing had to be guessed; ``lost`` counts what became U+FFFD."""

    text: str
    charset: str
    confidence: float | None = None
    lost: int = 0

    @property
    def problem(self) -> str:
        """In words what was lost, or empty."""
        if not self.lost:
            return ""
        count = "1 place is" if self.lost == 1 else f"{self.lost:,} places are"
        return f"{count} not valid {self.charset} and shown as \ufffd"


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of ``data``, untouched, a byte-order mark still in front of it. Raises ``NotText``.

    ``declared`` is the charset that the file itself names; it is believed when the bytes fit it, or all but fit.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _forced(data, name)
    wide = _wide(data)
    if wide:
        return _forced(data, wide, 0.9)
    if _is_binary(data):
        raise NotText
    name = _codec(declared)
    if name:
        try:
            return Decoded(data.decode(name), name)
        except UnicodeDecodeError:
            pass
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    for candidate in dict.fromkeys(filter(None, (name, "utf-8"))):
        # A long page with a handful of broken bytes is still what it says; a guess would garble all of it.
        tried = _forced(data, candidate)
        is_ours = name == candidate or tried.lost * 20 <= sum(character > "\x7f" for character in tried.text)
        if is_ours and tried.lost * 500 <= len(data):
            return tried
    return _guess(data)


def _codec(label: str) -> str:
    label = label.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_WEB_LABELS.get(label, label))
        # rot13, hex and their like are codecs too, but no charsets.
        return found.name if found._is_text_encoding else ""
    except (LookupError, ValueError):
        return ""


def _forced(data: bytes, name: str, confidence: float | None = None) -> Decoded:
    ours = "\ufffd".encode(name, "ignore")
    before = data.count(ours) if ours else 0
    text = data.decode(name, "replace")
    return Decoded(text, name, confidence, max(0, text.count("\ufffd") - before))


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, by where its zero bytes stand; only scripts near ASCII show themselves so."""
    head = data[:4096]
    if len(head) < 8 or len(data) % 2:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > half * 0.7 and others < half * 0.02:
            text = head.decode(name, "replace")
            if sum(character.isprintable() or character.isspace() for character in text) > 0.97 * len(text):
                return name
    return ""


def _is_binary(data: bytes) -> bool:
    """Too many control characters for a text: more than one byte in 50, or one in 3 where all else is sound UTF-8.

    The second is generous on purpose: a text laced with terminal escapes is a hostile text, and is read.
    """
    for sample in (data[:4096], data[len(data) // 2 : len(data) // 2 + 4096]):
        strays = sum(map(sample.count, _NOT_TEXT))
        if strays * (3 if _is_utf8(sample) else 50) > len(sample):
            return True
    return False


def _is_utf8(sample: bytes) -> bool:
    """Whether a piece cut anywhere out of a file holds no NUL and, its ragged ends apart, only UTF-8."""
    if b"\0" in sample:
        return False
    start = next((at for at, byte in enumerate(sample[:4]) if byte & 0xC0 != 0x80), 0)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample[start:])
    except UnicodeDecodeError:
        return False
    return True


def _guess(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    # Its cost grows with the length; whole lines, so that no character is cut.
    sample = data if len(data) <= _SAMPLE else data[: data.rfind(b"\n", _SAMPLE // 2, _SAMPLE) + 1] or data[:_SAMPLE]
    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        raise NotText
    # Short western texts fit a dozen code pages alike; the one that was in use is the honest guess among equals.
    alike = [best, *(m for m in matches if m.chaos <= best.chaos and m.coherence >= best.coherence - 0.05)]
    usual = next((m for m in alike if m.encoding in ("cp1252", "latin_1")), None)
    name = "cp1252" if usual else best.encoding
    chosen = usual or best
    confidence = round((1 - chosen.chaos) * (0.5 + 0.5 * min(1.0, chosen.coherence)), 2)
    forced = _forced(data, codecs.lookup(name).name, confidence)
    if forced.lost * 10 > len(forced.text) or _is_binary(forced.text[:8192].encode("utf-8", "replace")):
        raise NotText
    return forced
