"""Bytes to text: byte-order mark, then what the file declares, then UTF-8, then a guess that says how sure it is."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from casefile.readers.hints import Unreadable

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
_NOT_TEXT = bytes(frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x08\x1b\x1a\x1c\x1d\x1e\x1f"))
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


def decode(data: bytes, declared: str = "", *, forced: str = "") -> Decoded:
    """The text of ``data``, untouched, a byte-order mark still in front of it. Raises ``NotText``.

    ``declared`` is the charset that the file itself names; it is believed when the bytes fit it, or all but fit.
    ``forced`` is what a person says: it is obeyed, what does not fit is counted as lost. Raises ``Unreadable`` where
    there is no such charset.
    """
    if forced:
        return _forced(data, _as_said(forced, data))
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


def _as_said(label: str, data: bytes) -> str:
    """The codec that a person means: the exact one, not what the web takes its label for."""
    wanted = label.strip().lower()
    try:
        found = codecs.lookup(wanted)
        name = found.name if found._is_text_encoding else ""
    except (LookupError, ValueError):
        name = _codec(wanted)
    if not name:
        raise Unreadable("the charset that was given is not known")
    if name in ("utf-16", "utf-32"):
        mark = {"utf-16": codecs.BOM_UTF16_BE, "utf-32": codecs.BOM_UTF32_BE}[name]
        return f"{name}-be" if data.startswith(mark) else f"{name}-le"
    return "utf-8" if name == "utf-8-sig" else name


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
        strays = len(sample) - len(sample.translate(None, _NOT_TEXT))
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


_CANDIDATES = (
    "utf-8 cp1252 cp1251 koi8-r cp1250 iso8859-2 iso8859-5 iso8859-15 cp866 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 "
    "gb18030 big5hkscs cp932 euc_jp iso2022_jp cp949 cp874 koi8-u mac-roman mac-cyrillic cp850 utf-16-le utf-16-be"
).split()
_CANDIDATE_SAMPLE = 32 * 1024
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = re.compile(
    "([A-Za-z\u00c0-\u024f])|([\u0370-\u03ff])|([\u0400-\u04ff])|([\u0590-\u05ff])|([\u0600-\u06ff])|([\u0e00-\u0e7f])|"
    "([\u3040-\u30ff\u3400-\u9fff])|([\uac00-\ud7af])"
)
_USUAL_SIGNS = frozenset("«»„“”‚‘’–—…•§°·€£©®™№¿¡\xa0、。「」『』，：；？！（）《》・ー％０１２３４５６７８９")


def candidates(data: bytes) -> list[tuple[str, float, str]]:
    """The charsets in which ``data`` makes sense, the likeliest first: name, a score from 0 to 1, how it begins.

    At most 200 characters of the beginning are shown, from the first line that is not plain ASCII.
    """
    sample = data[:_CANDIDATE_SAMPLE]
    if len(data) > len(sample):
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        usual = decode(sample).charset
    except NotText:
        usual = ""
    found = []
    for place, label in enumerate(_CANDIDATES):
        name = codecs.lookup(label).name
        tried = _forced(sample, name)
        if tried.lost * 50 > len(tried.text):
            continue
        score = _sense(tried.text, name) * (1 - 10 * tried.lost / max(1, len(tried.text))) - place / 1000
        if name == "utf-8" and not tried.lost:
            score = 1.0
        score = max(score, 0.99) if name == usual and not tried.lost and score > 0.8 else score
        # Two bytes a character make letters of anything; zeros among them are what texts in UTF-16 have.
        if score > (0.95 if name.startswith("utf-16") and b"\0" not in sample else 0.3):
            found.append((name, round(min(1.0, score), 2), _beginning(tried.text)))
    return sorted(found, key=lambda one: -one[1])


def _beginning(text: str) -> str:
    text = text.removeprefix("\ufeff")
    foreign = re.search(r"[^\x00-\x7f]", text)
    start = text.rfind("\n", 0, foreign.start()) + 1 if foreign else 0
    if foreign and foreign.start() - start > 150:
        start = foreign.start() - 50
    return text[start : start + 200]


def _sense(text: str, name: str) -> float:
    """How much of what is not ASCII is letters in words of one script and one way of writing capitals, or usual signs.

    Wide charsets turn anything into characters: there, those of everyday writing count.
    """
    foreign = [character for character in text if character > "\x7f" and character != "\ufeff"]
    if "\0" in text or not foreign:
        return 0.0 if "\0" in text else 0.4
    letters = sum(map(str.isalpha, foreign))
    signs = sum(character in _USUAL_SIGNS for character in foreign)
    if name in ("gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949", "utf-16-le", "utf-16-be"):
        return sum(character in _USUAL_SIGNS or _is_everyday(character, name) for character in foreign) / len(foreign)
    good = 0
    for word in _WORD.findall(text):
        many = sum(character > "\x7f" for character in word)
        scripts = {match.lastindex for match in _SCRIPTS.finditer(word)}
        is_cased = word[1:].islower() or word.isupper() or not (word.lower() != word or word.upper() != word)
        if many and len(scripts) == 1 and (is_cased or len(word) == 1):
            good += many if many < len(word) or 1 not in scripts else many // 2
    return (good + signs) / max(1, letters + sum(not character.isalpha() for character in foreign))


def _is_everyday(character: str, name: str) -> bool:
    if name in ("cp932", "euc_jp", "iso2022_jp") and "\u3041" <= character <= "\u30fc":
        return True
    if name == "cp949":
        return "\uac00" <= character <= "\ud7a3"
    if name.startswith("utf-16"):
        return _SCRIPTS.match(character) is not None
    # The first plane of each standard holds what is in use: GB 2312 level 1, Big5 level 1, JIS X 0208 level 1.
    where, lowest, highest = {
        "gb18030": ("gb2312", 0xB0, 0xD7),
        "big5hkscs": ("big5", 0xA4, 0xC6),
    }.get(name, ("euc_jp", 0xB0, 0xCF))
    code = character.encode(where, "ignore")
    return len(code) == 2 and lowest <= code[0] <= highest
