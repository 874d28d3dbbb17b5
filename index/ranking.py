"""Which of the documents that match come first: BM25, words of the title counted again, names before texts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from index.answering import EXACT, K1, KEYS, TITLE, B, relaxes, scored
from index.schema import WIDE_MARK
from index.segment import Segment, bits_of, ids_of
from index.tree import Node, Word

_COMMON = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """A document of a segment that matches. ``day`` is an ordinal, 0 without a date."""

    segment: int
    number: int
    score: float
    day: int


class Ranking:
    """The scores of one query over all segments; statistics are those of the whole index."""

    def __init__(self, segments: list[Segment], node: Node) -> None:
        self._segments = segments
        self._words = list(dict.fromkeys(scored(node)))
        self._documents = max(1, sum(segment.live.bit_count() for segment in segments))
        self._average = {
            field: max(1.0, sum(s.reader.field_length(field) for s in segments) / max(1, sum(s.size for s in segments)))
            for field in ("words", "title")
        }

    def scores(self, index: int, wanted: int, how: str = EXACT) -> dict[int, float]:
        """The score of each document of segment ``index`` whose bit is set in ``wanted``."""
        scores = dict.fromkeys(ids_of(wanted), 0.0)
        segment = self._segments[index]
        for word in self._words:
            if word.prefix:
                self._add_constant(segment, word, scores)
                continue
            for field, weight in (("words", 1.0), ("title", TITLE)):
                for term in (word.text, WIDE_MARK + word.text):
                    self._add_bm25(segment, field, term, weight, scores)
            if how != EXACT and relaxes(word, KEYS):
                for number in ids_of(segment.near(word, KEYS) & wanted):
                    scores[number] += 1.0
        return scores

    def _add_bm25(self, segment: Segment, field: str, term: str, weight: float, scores: dict[int, float]) -> None:
        frequency = sum((s.term(field, term) & s.live).bit_count() for s in self._segments)
        if not frequency or not segment.term(field, term):
            return
        if frequency > _COMMON and len(self._words) > 1:
            # A word of nearly every document tells them apart by next to nothing, and takes longest to count.
            return
        weight *= self._idf(frequency)
        lengths, average = segment.lengths(field), self._average[field]
        for number, count in zip(*segment.postings(field, term), strict=True):
            if number in scores:
                norm = K1 * (1 - B + B * lengths[number] / average)
                scores[number] += weight * count * (K1 + 1) / (count + norm)

    def _add_constant(self, segment: Segment, word: Word, scores: dict[int, float]) -> None:
        """A word that is still being typed: it counts once, and again in a title, the more the shorter that is."""
        bits = [s.word(word) & s.live for s in self._segments]
        value = self._idf(sum(found.bit_count() for found in bits))
        wanted = bits_of(scores, segment.size)
        for number in ids_of(segment.word(word) & wanted):
            scores[number] += value
        whole = segment.term("words", word.text) if word.typed else 0
        for number in ids_of(whole & wanted):
            scores[number] += value / 2
        titles = segment.word(Word(word.text, "title", prefix=True)) & wanted
        lengths = segment.lengths("title") if titles else ()
        for number in ids_of(titles):
            scores[number] += TITLE * value / (1 + lengths[number] / self._average["title"])

    def _idf(self, frequency: int) -> float:
        return math.log(1 + (self._documents - frequency + 0.5) / (frequency + 0.5))
