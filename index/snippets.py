"""What is marked of a search in a text, and a window of the text around it. Imports no Whoosh.

All offsets are code points into the text as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from casefile.domain.span import Span
from index.matcher import Matcher, Place

__all__ = ["Matcher", "marks", "snippet"]

_WINDOW = 1 << 16
_REACH = 400
"""Code points beyond a window that are looked at too, so that what crosses its edge is seen whole."""
_ENOUGH = 200_000
"""Code points after the first hit in which a better window is still looked for."""
_PAGE = 2_000
_GAP = re.compile(r"\s")


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
    found: list[Place] = []
    for low, high in _windows(text, _before(text, start - _REACH), _after(text, stop + _REACH)):
        found += matcher.places(text, low, high)
    return _disjoint(place for place in found if place[0] < stop and start < place[1])


def snippet(text: str, terms: Iterable[str] | Matcher, width: int = 180) -> tuple[str, list[Span], Span | None]:
    """The most telling window of ``text``: the words, the hits in them, and the window's first hit in ``text``.

    The window has at most ``width`` code points and stands on one line, every white space a blank, code point
    for code point; hits are spans in the window. Without a hit it is the beginning, and the hit is None.
    """
    matcher = _matcher(terms)
    hits = _first_hits(text, matcher) if matcher else []
    if not hits:
        low = len(text) - len(text.lstrip()) if text[:1].isspace() else 0
        return _one_line(text, low, _cut_end(text, low, width)), [], None
    at, end, _ = hits[_best(hits, width * 3 // 4)]
    low = _cut_start(text, max(0, at - width // 4), at)
    high = _cut_end(text, low, width)
    spans = _disjoint(hit for hit in hits[bisect_left(hits, (low,)) :] if hit[1] <= high)
    shown = [Span(span.start - low, span.end - low) for span in spans]
    return _one_line(text, low, high), shown, spans[0] if spans else Span(at, end)


def _first_hits(text: str, matcher: Matcher) -> list[Place]:
    """The hits by place, the longer first; not those far behind the first.

    Where one word is looked for, no window tells more than another: a page behind the first hit is enough.
    """
    is_one = len(matcher.terms) == 1 and " " not in matcher.terms[0]
    step, enough = (_PAGE, _PAGE) if is_one else (_WINDOW, _ENOUGH)
    found: list[Place] = []
    for low, high in _windows(text, 0, len(text), step):
        if found and low - found[0][0] > enough:
            break
        found += matcher.places(text, low, high)
    return found


def _best(hits: list[Place], reach: int) -> int:
    """Where the window begins that shows most different terms, then most hits; of equal ones the first."""
    best, most = 0, (0, 0)
    for at, (start, _, _) in enumerate(hits):
        high, terms, count = start + reach, set(), 0
        for _, end, term in hits[at : at + 50]:
            if end > high:
                break
            terms.add(term)
            count += 1
        worth = len(terms), min(count, 5)
        if worth > most:
            best, most = at, worth
    return best


def _windows(text: str, start: int, end: int, step: int = _WINDOW) -> Iterator[tuple[int, int]]:
    """``text[start:end]`` in pieces that end at white space, where there is any within reach."""
    low = start
    while low < end:
        high = end if low + step >= end else _after(text, low + step)
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


def _disjoint(places: Iterable[Place]) -> list[Span]:
    """Sorted; where two overlap the one that begins first, of those the longest, stays."""
    kept: list[Span] = []
    reached = 0
    for start, end, _ in sorted(places, key=lambda place: (place[0], -place[1])):
        if start >= reached and end > start:
            kept.append(Span(start, end))
            reached = end
    return kept
