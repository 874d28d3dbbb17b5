"""Finding in one text, by the rules of the index: folded words, the one being typed as a beginning, phrases."""

from __future__ import annotations

import time
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator

from casefile.domain.span import Span
from casefile.services.concordance_hits import Hits
from index.answering import marked
from index.query import parse

_PIECE = 1 << 13
"""Code points that are looked through in one go: about a millisecond, after which it may be over."""
_REST = 0.0003
"""Seconds between two pieces: whoever draws the screen comes first."""


def _never() -> bool:
    return False


class Places:
    """Where all hits of one text stand, in order; as machine integers, because a letter stands in a book a million
    times."""

    def __init__(self) -> None:
        self._starts, self._ends = array("q"), array("q")

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: int) -> Span:
        return Span(self._starts[index], self._ends[index])

    def add(self, span: Span) -> None:
        """Take the next one; one that overlaps the last is left out."""
        if not self._ends or span.start >= self._ends[-1]:
            self._starts.append(span.start)
            self._ends.append(span.end)

    def index_of(self, span: Span) -> int | None:
        """Where ``span`` stands among them."""
        at = bisect_left(self._starts, span.start)
        return at if at < len(self) and self[at] == span else None

    def beside(self, offset: int, step: int) -> int | None:
        """The first that begins behind ``offset`` (``step`` 1) or the last before it (-1), round the end if need be;
        None where there is none at all."""
        if not self:
            return None
        at = bisect_left(self._starts, offset + 1) if step > 0 else bisect_left(self._starts, offset) - 1
        return at % len(self)


class Finder:
    """What a query asks for, looked for in one text. May be used by several threads.

    Only its words and phrases count; authors, dates and what stands under a NOT mark nothing. ``is_near``: near
    spellings are found too, as the index does where it finds little else.
    """

    def __init__(self, text: str, query: str, *, typing: bool = True, is_near: bool = False) -> None:
        self.text, self.query, self.typing, self.is_near = text, query, typing, is_near
        parsed = parse(query, typing=typing)
        terms = tuple(marked(parsed.node, keys=is_near, edits=is_near)) if parsed.node is not None else ()
        self.complaint = parsed.error
        """Why the query was taken as mere words, for people; empty where it was not."""
        self._hits = Hits(query, terms, typing=typing)

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._hits)

    def nearer(self) -> Finder:
        """The same with near spellings."""
        return Finder(self.text, self.query, typing=self.typing, is_near=True)

    @property
    def none(self) -> Places:
        """What ``all`` answers where ``first`` found nothing."""
        return Places()

    def spans(self, start: int, end: int) -> list[Span]:
        """The hits that touch ``text[start:end]``; costs as much as that is long."""
        return [found.span for found in self._hits.of(self.text, start, end, "near" if self.is_near else "")]

    def first(self, at: int, is_over: Callable[[], bool] = _never) -> Span | None:
        """The first hit that begins at ``at`` or behind it, else the first of the text; None too when ``is_over``."""
        for low, high in ((at, len(self.text)), (0, at)):
            for span in self._between(low, high, is_over):
                return span
        return None

    def all(self, is_over: Callable[[], bool] = _never) -> Places | None:
        """Every hit of the text; None when ``is_over`` before the end."""
        places = Places()
        for span in self._between(0, len(self.text), is_over):
            places.add(span)
        return None if is_over() else places

    def _between(self, low: int, high: int, is_over: Callable[[], bool]) -> Iterator[Span]:
        """The hits that begin in ``text[low:high]``."""
        while self and low < high and not is_over():
            end = min(low + _PIECE, high)
            for span in self.spans(low, end):
                if low <= span.start < end:
                    yield span
            low = end
            if low < high:
                time.sleep(_REST)
