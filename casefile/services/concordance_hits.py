"""Which words of a text a query's passages are: whole phrases, words near one another as one, near spellings apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casefile.domain.span import Span
from index.analysis import chunks
from index.answering import EDIT_MARK, KEY_MARK
from index.matcher import Matcher
from index.query import parse
from index.snippets import marks
from index.tree import Phrase, Word, asked

_REACH = 2_000
"""Code points beyond a window in which words near one another may go on."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit in a text; ``near`` as in an ``IndexHit``."""

    span: Span
    near: str = ""


class Hits:
    """Finds the hits of one answered query in texts. Immutable; may be used by several threads.

    ``terms`` are the answer's. Words that only have to stand near one another (``"a b"~5``) are one hit, from the
    first of them to the last.
    """

    def __init__(self, query: str, terms: Sequence[str], *, typing: bool = False) -> None:
        node = parse(query, typing=typing).node
        parts = list(asked(node)) if node is not None else []
        self._loose = [part for part in parts if isinstance(part, Phrase) and part.slop and not part.field]
        is_fuzzy = any(isinstance(part, Word) and part.fuzzy for part in parts)
        alone = {term for part in parts if part not in self._loose for term in _words(part)}
        kept = [term for term in terms if term in alone or not self._is_loose(term)]
        exact = [term for term in kept if not term.startswith(KEY_MARK) and (is_fuzzy or not term.endswith(EDIT_MARK))]
        self._exact = Matcher(exact)
        self._all = Matcher(kept) if len(kept) > len(exact) else self._exact

    def __bool__(self) -> bool:
        return bool(self._all) or bool(self._loose)

    def _is_loose(self, term: str) -> bool:
        return any(term in _words(part) for part in self._loose)

    def of(self, text: str, start: int, end: int, near: str = "") -> list[Found]:
        """The hits that touch ``text[start:end]``, in order, none overlapping another.

        ``near`` says how the article matches: what it holds as it was asked is an exact hit all the same.
        """
        exact = marks(text, self._exact, start, end)
        if self._loose:
            exact = _disjoint([*exact, *self._near_one_another(text, start, end)])
        if not near or self._all is self._exact:
            return [Found(span) for span in exact]
        rest = [span for span in marks(text, self._all, start, end) if not any(map(span.overlaps, exact))]
        return sorted([*map(Found, exact), *(Found(span, near) for span in rest)], key=lambda one: one.span)

    def _near_one_another(self, text: str, start: int, end: int) -> Iterator[Span]:
        row = [
            (offset + first, offset + last, word)
            for offset, cut in chunks(text, start, min(len(text), end + _REACH))
            for first, last, word in cut.parts
        ]
        for phrase in self._loose:
            for span in _together(row, phrase):
                if span.start < end:
                    yield span


def _words(part: Word | Phrase) -> list[str]:
    if isinstance(part, Word):
        return [part.text + ("*" if part.prefix else "")]
    last = part.words[-1] + ("*" if part.prefix else "")
    return [*part.words[:-1], last] if part.slop else [" ".join([*part.words[:-1], last])]


def _together(row: Sequence[tuple[int, int, str]], phrase: Phrase) -> Iterator[Span]:
    """The shortest stretches that hold every word of ``phrase``, at most ``slop`` others among them, none twice."""
    wanted = _words(phrase)
    last: dict[str, int] = {}
    for place, (_, end, word) in enumerate(row):
        for one in wanted:
            if word == one or (one.endswith("*") and word.startswith(one[:-1])):
                last[one] = place
        if len(last) == len(set(wanted)) and place in last.values():
            first = min(last.values())
            if place - first + 1 - len(wanted) <= phrase.slop:
                yield Span(row[first][0], end)
                last.clear()


def _disjoint(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
