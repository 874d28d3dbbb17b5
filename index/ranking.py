"""Which of the documents that match come first: BM25, words of the title counted again."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from index.answering import EXACT, K1, KEYS, TITLE, B, relaxes, scored
from index.bits import count, mask_of
from index.building import COUNTED, WIDE
from index.segment import Segment
from index.snapshot import Snapshot
from index.tree import Node, Word

Scores = NDArray[np.float64]


class Ranking:
    """The scores of one query over all segments; statistics are those of the whole index."""

    def __init__(self, snapshot: Snapshot, node: Node) -> None:
        self._snapshot = snapshot
        self._words = list(dict.fromkeys(scored(node)))
        size = max(1, sum(segment.size for segment in snapshot.segments))
        self._average = {
            field: max(1.0, sum(segment.words_in(field) for segment in snapshot.segments) / size) for field in COUNTED
        }

    def scores(self, how: str = EXACT) -> Scores:
        """The score of every document, by its number over all segments; 0 for those without any of the words."""
        scores = np.zeros(len(self._snapshot.days))
        for index, segment in enumerate(self._snapshot.segments):
            base = self._snapshot.bases[index] * 64
            scores[base : base + segment.size] = self._in_segment(index, segment, how)
        return scores

    def _in_segment(self, index: int, segment: Segment, how: str) -> Scores:
        scores = np.zeros(segment.size)
        for word in self._words:
            if word.prefix:
                self._add_constant(segment, index, word, scores)
                continue
            for field, weight in (("words", 1.0), ("title", TITLE)):
                for name in (field, field + WIDE):
                    self._add_bm25(segment, field, name, word.text, weight, scores)
            if how != EXACT and relaxes(word, KEYS):
                scores += mask_of(segment.near(word, KEYS), segment.size)
        return scores

    def _add_bm25(self, segment: Segment, field: str, name: str, term: str, weight: float, scores: Scores) -> None:
        terms = segment.terms(name)
        low, high = terms.only(term)
        if low == high:
            return
        frequency = count(self._snapshot.term(name, term) & self._snapshot.live)
        documents = terms.documents(low, high)
        counts = terms.counts(low, high).astype(np.float64)
        if name != field:
            # A wide term has two positions for each time it stands there.
            counts /= 2
        norm = K1 * (1 - B + B * segment.length(field)[documents] / self._average[field])
        scores[documents] += weight * self._idf(frequency) * counts * (K1 + 1) / (counts + norm)

    def _add_constant(self, segment: Segment, index: int, word: Word, scores: Scores) -> None:
        """A word that is still being typed: it counts once, and again in a title, the more the shorter that is."""
        snapshot = self._snapshot
        value = self._idf(count(snapshot.find(word)))
        scores += value * mask_of(snapshot.parts(snapshot.find(word))[index], segment.size)
        if word.typed:
            whole = segment.terms("words")
            scores[whole.documents(*whole.only(word.text))] += value / 2
        in_title = mask_of(segment.leaf(Word(word.text, "title", prefix=True)), segment.size)
        if in_title.any():
            lengths = segment.length("title")[in_title]
            scores[in_title] += TITLE * value / (1 + lengths / self._average["title"])

    def _idf(self, frequency: int) -> float:
        return math.log(1 + (self._snapshot.documents - frequency + 0.5) / (frequency + 0.5))
