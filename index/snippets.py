"""Where the words of a search stand in a text, and a window of the text around them. Imports no Whoosh.

Words are found as the index finds them: folded one by one, joined forms and whole tokens over several, CJK
characters in a row. All offsets are code points into the text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from casefile.domain.folding import fold
from casefile.domain.span import Span
from casefile.domain.transliteration import key
from index.analysis import Part, chunks, wholes
from index.answering import EDIT_MARK, KEY_MARK
from index.edits import is_near

_WINDOW = 1 << 16
_REACH = 400
"""Code points beyond a window that are looked at too, so that what crosses its edge is seen whole."""
_ENOUGH = 200_000
"""Code points after the first hit in which a better window is still looked for."""
_GAP = re.compile(r"\s")
_JOINED = re.compile("['’‘ʹ＇\\-‐‑\u00ad\u200c\u200d\\W_]+")


class Matcher:
    """The terms of an ``IndexAnswer``, compiled once. Immutable; may be used by several threads."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = tuple(dict.fromkeys(terms))
        self._words: set[str] = set()
        self._prefixes: tuple[str, ...] = ()
        self._keys: set[str] = set()
        self._key_prefixes: tuple[str, ...] = ()
        self._edits: list[str] = []
        self._rows: list[list[str]] = []
        for term in self.terms:
            self._take(term)
        self._test = lru_cache(maxsize=1 << 14)(self._is_hit)

    def _take(self, term: str) -> None:
        if " " in term:
            self._rows.append(term.split())
        elif term.startswith(KEY_MARK):
            if term.endswith("*"):
                self._key_prefixes += (term[1:-1],)
            self._keys.add(term[1:].removesuffix("*"))
        elif term.endswith("*"):
            self._prefixes += (term[:-1],)
            self._words.add(term[:-1])
        elif term.endswith(EDIT_MARK):
            self._edits.append(term[:-1])
        elif term:
            self._words.add(term)

    def __bool__(self) -> bool:
        return bool(self.terms)

    def _is_hit(self, word: str) -> bool:
        if word in self._words or (self._prefixes and word.startswith(self._prefixes)):
            return True
        if self._keys or self._key_prefixes:
            sound = key(word)
            if sound and (sound in self._keys or (self._key_prefixes and sound.startswith(self._key_prefixes))):
                return True
        return any(is_near(word, other) for other in self._edits)

    def hits(self, text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
        """Every hit in ``text[start:end]`` with the folded word it was; the ends must not cut words."""
        if not self._may_hold(text[start:end]):
            return
        row: list[Part] = []
        for offset, cut in chunks(text, start, end):
            for first, last, word in cut.parts:
                if self._test(word):
                    yield Span(offset + first, offset + last), word
            for term, first_part, last_part in cut.wide:
                if term in self._words:
                    yield Span(offset + cut.parts[first_part][0], offset + cut.parts[last_part][1]), term
            if self._rows:
                row += [(offset + first, offset + last, word) for first, last, word in cut.parts]
        for first, last, term in wholes(text[start:end]) if self._words else ():
            if term in self._words:
                yield Span(start + first, start + last), term
        for wanted in self._rows:
            yield from _in_row(row, wanted)

    def _may_hold(self, passage: str) -> bool:
        """A cheap look first: a passage without any of the terms' letters in a row needs no cutting up."""
        if self._keys or self._edits:
            return True
        folded = _JOINED.sub("", fold(passage))
        wanted = [*self._words, *self._prefixes, *(row[0].removesuffix("*") for row in self._rows)]
        return any(_JOINED.sub("", term) in folded for term in wanted)


def _in_row(row: list[Part], wanted: list[str]) -> Iterator[tuple[Span, str]]:
    prefix = wanted[-1][:-1] if wanted[-1].endswith("*") else None
    size, words = len(wanted), [word for _, _, word in row]
    fixed = wanted if prefix is None else wanted[:-1]
    for at in range(len(words) - size + 1):
        if words[at : at + len(fixed)] == fixed and (prefix is None or words[at + size - 1].startswith(prefix)):
            yield Span(row[at][0], row[at + size - 1][1]), " ".join(wanted)


def _matcher(terms: Iterable[str] | Matcher) -> Matcher:
    return terms if isinstance(terms, Matcher) else Matcher(terms)


def marks(text: str, terms: Iterable[str] | Matcher, start: int = 0, end: int | None = None) -> list[Span]:
    """The hits of ``terms`` that touch ``text[start:end]``, sorted, none overlapping another.

    Costs as much as the window is long, wherever it lies; without ``end`` the window goes to the text's end.
    """
    matcher = _matcher(terms)
    stop = len(text) if end is None else min(end, len(text))
    if not matcher or start >= stop:
        return []
    found: list[Span] = []
    for low, high in _windows(text, _before(text, start - _REACH), _after(text, stop + _REACH)):
        found += [span for span, _ in matcher.hits(text, low, high)]
    return _disjoint(span for span in found if span.start < stop and start < span.end)


def snippet(text: str, terms: Iterable[str] | Matcher, width: int = 180) -> tuple[str, list[Span], Span | None]:
    """The most telling window of ``text``: the words, the hits in them, and the window's first hit in ``text``.

    The window has at most ``width`` code points and stands on one line, every white space a blank, code point
    for code point; hits are spans in the window. Without a hit it is the beginning, and the hit is None.
    """
    matcher = _matcher(terms)
    hits = list(_first_hits(text, matcher)) if matcher else []
    if not hits:
        low = len(text) - len(text.lstrip()) if text[:1].isspace() else 0
        return _one_line(text, low, _cut_end(text, low, width)), [], None
    hits.sort(key=lambda hit: (hit[0].start, -hit[0].end))
    best = max(range(len(hits)), key=lambda at: (_worth(hits, at, width * 3 // 4), -at))
    at = hits[best][0].start
    low = _cut_start(text, max(0, at - width // 4), at)
    high = _cut_end(text, low, width)
    spans = _disjoint(span for span, _ in hits if low <= span.start and span.end <= high)
    shown = [Span(span.start - low, span.end - low) for span in spans]
    return _one_line(text, low, high), shown, spans[0] if spans else hits[best][0]


def _first_hits(text: str, matcher: Matcher) -> Iterator[tuple[Span, str]]:
    first = -1
    for low, high in _windows(text, 0, len(text)):
        if first >= 0 and low - first > _ENOUGH:
            return
        for hit in matcher.hits(text, low, high):
            first = hit[0].start if first < 0 else first
            yield hit


def _worth(hits: list[tuple[Span, str]], at: int, reach: int) -> tuple[int, int]:
    """How many different terms, and how many hits, a window from this hit on shows."""
    start, terms, count = hits[at][0].start, set(), 0
    for span, term in hits[at : at + 50]:
        if span.end - start > reach:
            break
        terms.add(term)
        count += 1
    return len(terms), min(count, 5)


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``text[start:end]`` in pieces that end at white space, where there is any within reach."""
    low = start
    while low < end:
        high = end if low + _WINDOW >= end else _after(text, low + _WINDOW)
        yield low, min(high, end)
        low = high


def _before(text: str, at: int) -> int:
    """A place at or before ``at`` that does not cut a word, looked for a short way."""
    if at <= 0:
        return 0
    for place in range(at, max(0, at - _REACH), -1):
        if text[place].isspace():
            return place
    return at


def _after(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    gap = _GAP.search(text, at, at + _REACH)
    return gap.start() if gap else at


def _cut_start(text: str, low: int, hit: int) -> int:
    if low == 0:
        return 0
    gap = _GAP.search(text, low, hit)
    return gap.end() if gap else low


def _cut_end(text: str, low: int, width: int) -> int:
    high = low + width
    if high >= len(text):
        return len(text)
    for place in range(high, max(low + width * 2 // 3, low), -1):
        if text[place].isspace():
            return place
    return high


def _one_line(text: str, low: int, high: int) -> str:
    return _GAP.sub(" ", text[low:high])


def _disjoint(spans: Iterable[Span]) -> list[Span]:
    """Sorted; where two overlap the one that begins first, of those the longest, stays."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if len(span) and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept
