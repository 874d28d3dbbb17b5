"""The written forms of a document with the evidence for each: what a form is in one place, it is in all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from casefile.domain.extraction import FoundName
from casefile.domain.folding import fold
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.names.evidence import Evidence
from casefile.extract.names.lexicon_words import MEDIA
from casefile.extract.names.pieces import Piece
from casefile.extract.word_lists import word_list

# Bodies and papers that are called by the place where they sit: “Keld Courier” says nothing of what “Keld” is.
_SEATED = frozenset(word.lower() for word in MEDIA) | word_list(
    "police council university board court authority airport government ministry college school hospital port borough "
    "parliament assembly chamber governorate prison cathedral mercury office garrison"
)
# Rules that speak of each mention alike: what they say needs no lending.
WHOLE = frozenset(("name model", "known place", "known organisation", "given name first"))


@dataclass(frozen=True, slots=True)
class Threshold:
    """A form is kept whose score reaches ``least`` and, where it stands only once, whose mean weight is ``weak``.

    ``lent_person`` and ``lent_body`` are what each mention of a short form takes on from the longer one;
    ``lent_telling`` is what each takes on from the one mention around which the words tell the kind, with a weight of
    ``telling`` or more.
    """

    least: float
    weak: float
    lent_person: float = 3.0
    lent_body: float = 1.5
    telling: float = 1.4
    lent_telling: float = 0.0


class Forms:
    """Collects mentions with their evidence; ``engine`` and ``version`` are written on what is found."""

    def __init__(self, engine: str, version: str, threshold: Threshold) -> None:
        self._engine, self._version, self._threshold = engine, version, threshold
        self._mentions: dict[str, list[tuple[Piece, list[Evidence]]]] = defaultdict(list)

    def add(self, piece: Piece, evidence: list[Evidence]) -> None:
        self._mentions[_key(piece.words)].append((piece, evidence))

    def knows(self, words: tuple[str, ...]) -> bool:
        return _key(words) in self._mentions

    def decided(self) -> list[FoundName]:
        """One kind for each form, by the best total; forms with too little to show for themselves are left out."""
        totals = {key: self._total(key) for key in self._mentions}
        self._lend(totals)
        found = []
        for key, mentions in self._mentions.items():
            kind = max(totals[key], key=lambda each: totals[key][each])
            mean = totals[key][kind] / len(mentions)
            score = mean / (mean + 1.5) * totals[key][kind] / sum(totals[key].values())
            # Little more than a capital, and only once: a word too few for a name.
            if score < self._threshold.least or (mean < self._threshold.weak and len(mentions) == 1):
                continue
            for piece, evidence in mentions:
                found.append(
                    FoundName(
                        Span(piece.start, piece.end), kind, "", self._engine, self._version,
                        _strongest(evidence, kind), round(score, 2),
                    )
                )  # fmt: skip
        return sorted(found, key=lambda name: name.span)

    def _total(self, key: str) -> dict[Kind, float]:
        total: dict[Kind, float] = defaultdict(float)
        for _, evidence in self._mentions[key]:
            for kind, weight, _ in evidence:
                total[kind] += weight
        if self._threshold.lent_telling:
            told = {
                kind
                for _, evidence in self._mentions[key]
                for kind, weight, rule in evidence
                if weight >= self._threshold.telling and rule not in WHOLE
            }
            if len(told) == 1:
                total[told.pop()] += self._threshold.lent_telling * len(self._mentions[key])
        return total

    def _lend(self, totals: dict[str, dict[Kind, float]]) -> None:
        """A surname takes on the kind of the one longer name that ends in it; a short name that of “X Group”."""
        longer: dict[str, set[str]] = defaultdict(set)
        for key in totals:
            words = key.split()
            if len(words) > 1:
                longer[words[-1]].add(key)
                longer[words[0]].add(key)
        for key in list(totals):
            if " " in key:
                continue
            lenders = {full: max(totals[full], key=lambda kind: totals[full][kind]) for full in longer.get(key, ())}
            people = [full for full, kind in lenders.items() if kind is Kind.PERSON and full.split()[-1] == key]
            bodies = [
                full
                for full, kind in lenders.items()
                if kind is Kind.ORGANIZATION and full.split()[0] == key and full.split()[-1] not in _SEATED
            ]
            if people and max(totals[full][Kind.PERSON] for full in people) > 1.5:
                totals[key][Kind.PERSON] += self._threshold.lent_person * len(self._mentions[key])
            elif bodies:
                totals[key][Kind.ORGANIZATION] += self._threshold.lent_body * len(self._mentions[key])


def _key(words: tuple[str, ...]) -> str:
    return fold(" ".join(words))


def _strongest(evidence: list[Evidence], kind: Kind) -> str:
    own = [(weight, rule) for each, weight, rule in evidence if each is kind]
    return max(own)[1] if own else "the same name elsewhere in the document"
