"""One chain for index and query: from a text to the words it is found by.

A word is a maximal run of letters, marks and digits, folded. Beside the words stand *wide* terms, each over
one or more words: joined forms (``co-operate`` as ``cooperate``), whole tokens (an e-mail address, a URL, a
telephone number or an IBAN that was written with blanks), and pairs of CJK characters. Wide terms are found
as wholes only, never by prefix. Offsets are code points into the text as it was given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, combinations
from operator import attrgetter

from casefile.domain.folding import WORD, fold

MAX_WORD = 200
"""Letters of a word that count; what is longer is no word of anybody's."""

_LONG_CHAIN = 4
_CACHED = 64

# Apostrophes, hyphens, soft hyphen and zero-width joiners: what stands inside a word that is also written whole.
_JOINERS = "'’‘ʹ＇\\-‐‑\u00ad\u200c\u200d"
_CHUNK = re.compile(f"{WORD.pattern}(?:[{_JOINERS}]{WORD.pattern})*")
_ASCII_WORD = re.compile("[A-Za-z0-9]+")
# A word is taken whole and only from its beginning, or a long run of letters would be tried from each of them.
_ASCII_JOINED = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]++(?:['\-][A-Za-z0-9]+)+")
_ASCII_CHUNK = re.compile(r"[A-Za-z0-9]+(?:['\-][A-Za-z0-9]+)*")
_CJK_RANGES = (
    "\u2e80-\u2fdf\u3005-\u3007\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
# A character and what belongs to it: voicing marks, the parts of a Korean syllable.
_CJK = re.compile(
    f"(?:[\uff66-\uff9d][\uff9e\uff9f]?|[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|[{_CJK_RANGES}])[\u3099\u309a]*"
)

Part = tuple[int, int, str]
Wide = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A chunk of text cut up: ``words`` are folded, ``parts`` the same with where they stand (start, end, word),
    offsets from the chunk's start; ``wide`` are (term, first part, last part); ``joined`` is the whole chunk as one
    word, or empty; ``runs`` are the first and last parts of CJK characters without a break between them."""

    words: tuple[str, ...]
    parts: tuple[Part, ...]
    wide: tuple[Wide, ...] = ()
    joined: str = ""
    runs: tuple[tuple[int, int], ...] = ()


_WORDS = attrgetter("words")


def chunks(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, Pieces]]:
    """Each run of words that joiners hold together in ``text[start:end]``: its offset in ``text`` and its pieces."""
    for match in chunk_pattern(text).finditer(text, start, len(text) if end is None else end):
        yield match.start(), pieces(match[0])


def chunk_pattern(text: str) -> re.Pattern[str]:
    """What finds the runs of words in ``text`` that joiners hold together."""
    return _ASCII_CHUNK if text.isascii() else _CHUNK


def pieces(chunk: str) -> Pieces:
    """What one chunk is made of."""
    return _cached(chunk) if len(chunk) <= _CACHED else _cut(chunk)


def _cut(chunk: str) -> Pieces:
    if chunk.isascii() and chunk.isalnum():
        word = chunk.lower()[:MAX_WORD]
        return Pieces((word,), ((0, len(chunk), word),))
    parts: list[Part] = []
    runs: list[tuple[int, int]] = []
    words: list[tuple[int, int]] = []
    for match in WORD.finditer(chunk):
        first = len(parts)
        _split(match.start(), match[0], parts, runs)
        if len(parts) > first:
            words.append((first, len(parts) - 1))
    wide = [(parts[i][2] + parts[i + 1][2], i, i + 1) for first, last in runs for i in range(first, last)]
    wide += _joined(parts, words)
    whole = "".join(part[2] for part in parts)[:MAX_WORD] if len(words) > 1 else ""
    return Pieces(tuple(part[2] for part in parts), tuple(parts), tuple(wide), whole, tuple(runs))


_cached = lru_cache(maxsize=1 << 16)(_cut)


def _split(offset: int, word: str, parts: list[Part], runs: list[tuple[int, int]]) -> None:
    """Append the word, or where CJK characters stand in it each of them and what is between them."""
    at, run = 0, -1
    for match in _CJK.finditer(word) if not word.isascii() else ():
        if match.start() > at:
            run = -1
            _append(offset + at, word[at : match.start()], parts)
        if run < 0:
            run = len(parts)
            runs.append((run, run))
        _append(offset + match.start(), match[0], parts)
        runs[-1] = (run, len(parts) - 1)
        at = match.end()
    if at < len(word):
        _append(offset + at, word[at:], parts)


def _append(start: int, word: str, parts: list[Part]) -> None:
    parts.append((start, start + len(word), _folded(word)))


def _joined(parts: list[Part], words: list[tuple[int, int]]) -> Iterator[Wide]:
    """``O'Brien's`` is found as obriens and as obrien; a longer chain only as the whole."""
    count = len(words)
    spans = [(0, count - 1)] if count > _LONG_CHAIN else combinations(range(count), 2)
    for first, last in spans if count > 1 else ():
        low, high = words[first][0], words[last][1]
        yield "".join(part[2] for part in parts[low : high + 1])[:MAX_WORD], low, high


@dataclass(frozen=True, slots=True)
class Analysis:
    """The words of a text in order and the wide terms over them (term, first word, last word)."""

    words: list[str]
    wide: list[Wide]


def analyse(text: str) -> Analysis:
    """Everything ``text`` is found by."""
    tokens = list(wholes(text))
    if text.isascii() and not tokens:
        return Analysis(*_of_ascii(text))
    pattern = chunk_pattern(text)
    cuts = [_cached(chunk) if len(chunk) <= _CACHED else _cut(chunk) for chunk in pattern.findall(text)]
    words = list(map(_WORDS, cuts))
    before = [0, *accumulate(map(len, words))]
    wide = [
        (term, before[number] + first, before[number] + last)
        for number, cut in enumerate(cuts)
        if cut.wide
        for term, first, last in cut.wide
    ]
    if tokens:
        starts = [match.start() for match in pattern.finditer(text)]
        wide += _over_words(tokens, starts, cuts, before)
    return Analysis(list(chain.from_iterable(words)), wide)


def _over_words(
    tokens: list[tuple[int, int, str]], starts: list[int], cuts: list[Pieces], before: list[int]
) -> Iterator[Wide]:
    """Whole tokens with the first and the last word that begins in them; ``starts`` of the chunks, the words
    ``before`` each."""

    def words_before(place: int) -> int:
        number = bisect_right(starts, place) - 1
        if number < 0:
            return 0
        return before[number] + sum(starts[number] + part[0] < place for part in cuts[number].parts)

    for start, end, term in tokens:
        first, last = words_before(start), words_before(end) - 1
        if last >= first:
            yield term, first, last


def _of_ascii(text: str) -> tuple[list[str], list[Wide]]:
    """The same at half the cost: only what is joined is looked at twice."""
    words = _ASCII_WORD.findall(text.lower())
    if max(map(len, words), default=0) > MAX_WORD:
        words = [word[:MAX_WORD] for word in words]
    wide: list[Wide] = []
    base = reached = 0
    for match in _ASCII_JOINED.finditer(text):
        base += len(_ASCII_WORD.findall(text, reached, match.start()))
        reached = match.start()
        wide += [(term, base + first, base + last) for term, first, last in pieces(match[0]).wide]
    return words, wide


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    return fold(word)[:MAX_WORD] or word[:MAX_WORD]


_LOCAL = re.compile(r"[^\W_](?:[\w.+%'\-]{0,62}[\w])?\Z")
_DOMAIN = re.compile(r"@([\w\-]{1,63}(?:\.[\w\-]{1,63})+)")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”«»]{3,2000}", re.IGNORECASE)
_GROUP = r"(?:\(\d{1,5}\)|\d{1,5})"
_PHONE = re.compile(rf"(?<![\w+])\+?(?:\d{{1,5}}|\(\d{{1,5}}\))(?:[ .\-/\u00a0\u202f]{_GROUP})+(?!\w)")
_IBAN = re.compile(
    r"(?<!\w)[A-Z]{2}\d{2} [A-Z0-9]{4}(?: (?=[A-Z]{0,3}\d)[A-Z0-9]{4}){1,6}(?: (?=[A-Z]{0,2}\d)[A-Z0-9]{1,3})?(?!\w)"
)


def wholes(text: str) -> Iterator[tuple[int, int, str]]:
    """E-mail addresses, URLs, telephone numbers and IBANs: start, end, and the form in which they are one term."""
    for at in _positions(text, "@"):
        local = _LOCAL.search(text, max(0, at - 64), at) if at else None
        domain = _DOMAIN.match(text, at)
        if local and domain:
            yield local.start(), domain.end(), fold(text[local.start() : domain.end()])[:MAX_WORD]
    if "://" in text or "ww." in text.lower():
        for match in _URL.finditer(text):
            address = match[0].rstrip(".,;:!?)]}'’…")
            bare = re.sub(r"\A(?:https?://)?(?:www\.)?", "", fold(address)).rstrip("/")
            if bare:
                yield match.start(), match.start() + len(address), bare[:MAX_WORD]
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", fold(match[0]))
        digits = digits.removeprefix("00")
        if 7 <= len(digits) <= 15:
            yield match.start(), match.end(), digits
    for match in _IBAN.finditer(text):
        yield match.start(), match.end(), fold(match[0].replace(" ", ""))


def _positions(text: str, character: str) -> Iterator[int]:
    at = text.find(character)
    while at >= 0:
        yield at
        at = text.find(character, at + 1)
