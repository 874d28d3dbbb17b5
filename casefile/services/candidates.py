"""Which entities of a case may be one: offered with a score, a rule and the names that met. Nothing is merged here.

Names are compared only where they share a key (``likeness.keys``), so that fifty thousand entities are compared with
one another in seconds and one with all the others at once. All of it is pure Python: call it off the event loop.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from casefile.domain.kinds import EntityState, Kind
from casefile.domain.records import Entity
from casefile.extract import likeness
from casefile.extract.joins.forms import Form
from casefile.extract.word_likeness import QUESTION
from casefile.services.cases import OpenCase
from casefile.store import read_entities, read_merges

_MOST_NAMES = 8
"""Names of one entity that are compared; the caption first, then the longest."""
_CROWD = 50
"""Entities that share a key: what more of them share tells nothing when all are compared with all."""
_MANY = 500
"""The same for one entity among all."""

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that may be one. ``why`` shows the two names that met where they are not the captions."""

    one: Entity
    other: Entity
    score: float
    rule: str
    why: str = ""

    @property
    def is_suggested(self) -> bool:
        """Whether the two are one in most eyes; what is not suggested is a question."""
        return self.score >= likeness.SUGGESTED

    @property
    def words(self) -> str:
        """“91 % alike, transliteration”. Never 100: that is for a person to say."""
        return f"{min(99, int(self.score * 100))} % alike, {self.rule}"


class Names:
    """The names of ``entities``, ready to be compared. Made once for many questions: a second or two for 50,000."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.entities = entities
        self._forms: list[tuple[Form, ...]] = []
        # Who has a key: mostly one entity, and a list for each of them is a hundred thousand things too many for the
        # garbage collector to look at.
        self._only: dict[str, int] = {}
        self._several: dict[str, list[int]] = {}
        for place, entity in enumerate(entities):
            is_named = entity.kind.is_name and entity.state is not EntityState.REJECTED
            self._forms.append(_forms(entity.kind, entity.caption, entity.aliases) if is_named else ())
            for key in _keys(entity.kind, entity.caption, entity.aliases) if is_named else ():
                if self._only.setdefault(key, place) != place:
                    self._several.setdefault(key, [self._only[key]]).append(place)

    def _group(self, key: str) -> Sequence[int]:
        if (several := self._several.get(key)) is not None:
            return several
        return (self._only[key],) if key in self._only else ()

    def like(self, entity: Entity, judged: Container[Pair] = ()) -> list[Candidate]:
        """Those that may be ``entity``, best first."""
        places: set[int] = set()
        for key in _sought(entity.kind, entity.caption, entity.aliases) if entity.kind.is_name else ():
            group = self._group(key)
            if len(group) <= _MANY or key[1:].startswith("l "):
                places.update(group)
        mine = _forms(entity.kind, entity.caption, entity.aliases)
        others = ((self.entities[place], self._forms[place]) for place in places)
        return _ranked(
            _compare(entity, mine, other, theirs)
            for other, theirs in others
            if other.id != entity.id and frozenset((entity.id, other.id)) not in judged
        )

    def forget(self) -> None:
        """Let go of everything, piece by piece: a large dictionary that goes at once holds up every other thread."""
        while self._only:
            self._several.pop(self._only.popitem()[0], None)

    def all_alike(self, judged: Container[Pair] = ()) -> list[Candidate]:
        """Every two that may be one, best first."""
        known, forms = self.entities, self._forms
        return _ranked(
            _compare(known[one], forms[one], known[other], forms[other])
            for one, other in sorted(self._pairs())
            if frozenset((known[one].id, known[other].id)) not in judged
        )

    def _pairs(self) -> set[tuple[int, int]]:
        """The places of every two entities of one kind that share a key, once."""
        met: set[tuple[int, int]] = set()
        for key, only in self._only.items():
            sort = key[1:3]
            group = self._several.get(key, (only,))
            if sort == "s ":
                # Surnames alone: with one another, and with the full names that end in them.
                full = self._group(f"{key[0]}f{key[2:]}")
                if len(group) * len(full) <= _CROWD**2:
                    met.update((min(one, other), max(one, other)) for one in group for other in full if one != other)
            if 1 < len(group) <= _CROWD and sort != "f ":
                met.update(combinations(group, 2))
        return met


def candidates(case: OpenCase, limit: int | None = None) -> list[Candidate]:
    """All pairs of entities of the case that may be one, best first; those that a person judged are left out."""
    with case.reader.snapshot():
        entities, judged = read_entities.entities(case.reader), _judged(case)
    return Names(entities).all_alike(judged)[:limit]


def candidates_for(case: OpenCase, entity: Entity, names: Names | None = None) -> list[Candidate]:
    """Those entities of the case that may be ``entity``, best first, not judged yet.

    ``names`` are those of the case's entities where somebody has them at hand.
    """
    with case.reader.snapshot():
        names = names or Names(read_entities.entities(case.reader))
        judged = _judged(case)
    return names.like(entity, judged)


def _ranked(found: Iterable[Candidate | None]) -> list[Candidate]:
    return sorted((each for each in found if each is not None), key=_rank)


def _rank(candidate: Candidate) -> tuple[float, int, str, str]:
    mentions = candidate.one.mentions + candidate.other.mentions
    return -candidate.score, -mentions, candidate.one.caption, candidate.other.caption


def _judged(case: OpenCase) -> set[Pair]:
    """The pairs that a person called different, or could not tell, as they are shown after merges."""
    roots = read_merges.roots(case.reader)
    return {
        frozenset((roots.get(one.left, one.left), roots.get(one.right, one.right)))
        for one in read_merges.judgements(case.reader)
        if one.verdict != "same"
    }


def _compare(one: Entity, mine: Sequence[Form], other: Entity, theirs: Sequence[Form]) -> Candidate | None:
    if one.kind is Kind.PERSON and not likeness.may_be_one(mine[0], theirs[0]):
        return None
    best = likeness.best_of(mine, theirs)
    if best is None:
        return None
    found, left, right = best
    by_captions = (likeness.form(one.caption, one.kind), likeness.form(other.caption, other.kind))
    why = "" if (left, right) == by_captions else f"{' '.join(left.written)} ~ {' '.join(right.written)}"
    # What two entities share in a short form only is a question still.
    score = found.score if not why or found.score < likeness.SUGGESTED else QUESTION
    return Candidate(one, other, score, found.rule, why)


@lru_cache(maxsize=1 << 17)
def _forms(kind: Kind, caption: str, aliases: tuple[str, ...]) -> tuple[Form, ...]:
    """The names to compare by. A person with a full name is not compared by the surname alone, which others bear."""
    first = likeness.form(caption, kind)
    forms = dict.fromkeys((first, *(likeness.form(alias, kind) for alias in sorted(aliases, key=len, reverse=True))))
    telling = [form for form in forms if likeness.is_telling(form)] or [first]
    return tuple(telling)[:_MOST_NAMES]


@lru_cache(maxsize=1 << 17)
def _keys(kind: Kind, caption: str, aliases: tuple[str, ...]) -> frozenset[str]:
    return _of_kind(kind, (key for form in _forms(kind, caption, aliases) for key in likeness.keys(form)))


def _sought(kind: Kind, caption: str, aliases: tuple[str, ...]) -> frozenset[str]:
    return _of_kind(kind, (key for form in _forms(kind, caption, aliases) for key in likeness.sought(form)))


def _of_kind(kind: Kind, keys: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{kind.letter}{key}" for key in keys)
