"""Names in English news by capitals, short lists of facts, and the words around them.

It finds vessels for the trained engine, and everything where that cannot run: what it does not know by list or by
context it calls a person at a low score, or leaves out.
"""

from __future__ import annotations

import re

from casefile.domain.extraction import Document, FoundName
from casefile.extract.names.evidence import context_evidence, form_evidence
from casefile.extract.names.forms import Forms, Threshold
from casefile.extract.names.lexicon_people import GIVEN, TITLES
from casefile.extract.names.lexicon_places import DEMONYMS, HEADS, PLACES
from casefile.extract.names.lexicon_words import MEDIA, MONTHS, NO_NAMES, ORG_HEADS, ORGS, OTHER_HEADS
from casefile.extract.names.pieces import Piece, is_acronym, pieces
from casefile.extract.names.tokens import Token, Words, count_words, runs

_LONGEST = 9
_GENERIC = ORG_HEADS | HEADS | MEDIA | TITLES | MONTHS | NO_NAMES | OTHER_HEADS
_THRESHOLD = Threshold(least=0.2, weak=0.9)


class RulesEngine:
    """Names by rules. Each mention names the rule that weighed most."""

    name = "rules"
    version = "2"
    langs: tuple[str, ...] = ("en",)

    def mentions(self, document: Document) -> list[FoundName]:
        """The names in ``document.text`` in order, none overlapping another; clusters are left empty."""
        text = document.text
        words = count_words(text)
        body: list[Piece] = []
        headlines: list[list[Token]] = []
        titles = _Headlines(text)
        for run in runs(text, words):
            if titles.holds(run[0].start):
                headlines.append(run)
            else:
                body.extend(pieces(text, run, words))
        seen_inside = {piece.words for piece in body if not piece.opens}
        # A surname that begins a sentence is known by the full name elsewhere: “Mr Jan Berg … Berg wrote”.
        seen_inside |= {piece.words[-1:] for piece in body if len(piece.words) > 1}
        forms = Forms(self.name, self.version, _THRESHOLD)
        for piece in body:
            if _may_be_name(piece, words, seen_inside):
                forms.add(piece, [*form_evidence(piece), *context_evidence(text, piece)])
        for run in headlines:
            for piece in _known_in(run, forms):
                forms.add(piece, list(form_evidence(piece)))
        return forms.decided()


def _may_be_name(piece: Piece, words: Words, seen_inside: set[tuple[str, ...]]) -> bool:
    surface = " ".join(piece.words)
    if len(piece.words) > _LONGEST:
        return False
    if surface in PLACES or surface in ORGS:
        return True
    if len(piece.words) > 1:
        shouted = all(word.isupper() and len(word) > 3 for word in piece.words)
        generic = all(word in _GENERIC for word in piece.words) and "World" not in piece.words
        return not (shouted or generic or piece.words[-1] in OTHER_HEADS or all(w in DEMONYMS for w in piece.words))
    word = piece.words[0]
    if len(word.rstrip(".")) < 2 or word in _GENERIC or word in DEMONYMS or word.isdigit():
        return False
    if word.isupper():
        return is_acronym(word) and not words.small[word.lower()]
    if words.is_ordinary(word):
        return False
    # A single capitalised word at the head of a sentence is a name only if it is one elsewhere.
    return bool(not piece.opens or piece.title or piece.words in seen_inside or word in GIVEN)


class _Headlines:
    """Lines in which nearly every word has a capital, so that capitals say nothing."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._end = -1
        self._verdict = False

    def holds(self, offset: int) -> bool:
        if not self._start <= offset < self._end:
            self._start = self._text.rfind("\n", max(0, offset - 160), offset) + 1
            self._end = self._text.find("\n", offset, offset + 160)
            whole = self._end > 0 and (self._start > 0 or offset < 160)
            if self._end < 0:
                self._end = len(self._text) if len(self._text) - offset < 160 else offset + 160
                whole = self._end == len(self._text) and self._start > 0
            self._verdict = whole and _is_headline(self._text[self._start : self._end])
            self._end = max(self._end, offset + 1)
        return self._verdict


def _is_headline(line: str) -> bool:
    long = re.findall(r"[^\W\d_]{4,}", line)
    capitals = sum(word[0].isupper() for word in long)
    return len(long) >= 4 and capitals * 10 >= len(long) * 8 and line.rstrip()[-1:] not in tuple('.!?…”",;:')


def _known_in(run: list[Token], forms: Forms) -> list[Piece]:
    """The names in a headline: only those that the body or a list knows."""
    found, at = [], 0
    while at < len(run):
        for end in range(min(len(run), at + 5), at, -1):
            form = tuple(token.word for token in run[at:end])
            if forms.knows(form) or " ".join(form) in PLACES:
                gaps = tuple(token.gap for token in run[at + 1 : end])
                found.append(Piece(run[at].start, run[end - 1].end, form, gaps, "", False))
                at = end - 1
                break
        at += 1
    return found
