"""Whom a speaker means: the named thing of the document, where the text leaves no doubt; else words that describe it.

Nothing is invented: a pronoun or a description that fits two, or none, keeps its own words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from casefile.domain.extraction import Cluster, FoundName
from casefile.domain.kinds import Kind
from casefile.extract.attributions.phrases import head_of
from casefile.extract.attributions.sentence import Sentence
from casefile.extract.attributions.speakers import Speaker
from casefile.extract.attributions.words import PERSONS, PREPOSITIONS, PRONOUNS
from casefile.extract.word_lists import word_list

_MEN = word_list("man boy suspect soldier fighter defendant accused prisoner detainee refugee defector deserter")
_WOMEN = word_list("woman girl")
_ROLES_OF_MEN = word_list(
    "spokesman chairman policeman congressman king prince he him his himself father son brother mr"
)
_ROLES_OF_WOMEN = word_list(
    "spokeswoman chairwoman policewoman congresswoman queen princess she her hers herself mother "
    "daughter sister mrs ms miss actress"
)
_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they"}
# "The ministry" is the one ministry that is named; "the police" and "the army" may be any.
_BODIES = word_list(
    """
    ministry agency company commission committee council union party newspaper university hospital department authority
    organisation organization bank institute foundation association federation bureau office service regulator network
    alliance coalition movement group firm airline charity club paper radio channel station church observatory college
    bloc institution museum tribunal registry
    """
)
_MEMORY = 3
_PAPERS = word_list(
    "report study survey article statement document letter email post message paper book memo complaint"
)


@dataclass(slots=True)
class Who:
    """A speaker as the text shows it. ``kind`` is that of the name it rests on, None for a described one."""

    words: str
    cluster: str = ""
    kind: Kind | None = None
    pronoun: str = ""
    head: str = ""
    definite: bool = False
    plural: bool = False
    roles: frozenset[str] = frozenset()


def describe(s: Sentence, speaker: Speaker) -> Who:
    """What the phrase says about who speaks."""
    words = s.words(speaker.first, speaker.behind)
    first = s.low[speaker.first]
    if speaker.behind == speaker.first + 1 and first in _OWNERS:
        return Who(words, pronoun=_OWNERS[first], plural=first == "their")
    if speaker.behind == speaker.first + 1 and first in PRONOUNS:
        return Who(words, pronoun=first, plural=first in ("they", "we"))
    head = head_of(s, speaker.first, speaker.behind)
    name = _name_of(s, speaker, head)
    roles = set(s.low[speaker.first : head + 1])
    if speaker.aside:
        roles.update(s.low[speaker.aside[0] : min(speaker.aside[1], speaker.aside[0] + 6)])
    word = s.low[head]
    return Who(
        words,
        name.cluster if name else "",
        name.kind if name else None,
        head=word,
        definite=first in ("the", "this", "that"),
        plural=name is None and (word.endswith("s") or word in ("police", "people", "media", "men", "women")),
        roles=frozenset(roles),
    )


def _name_of(s: Sentence, speaker: Speaker, head: int) -> FoundName | None:
    """The name that the phrase is: its last words, or its first with more tied to them; “X’s lawyer” is not X."""
    token, found = speaker.first, None
    while token <= head:
        if token not in s.names:
            if found is not None and s.low[token] in PREPOSITIONS:
                break
            token += 1
            continue
        behind, name = s.names[token]
        possessive = s.low[behind - 1].endswith("’s") and not name.span.of(s.text).endswith(("'s", "’s"))
        if (
            behind > head
            and not possessive
            and s.low[token - 1 if token > speaker.first else token] not in PREPOSITIONS
        ) or (behind > head and not possessive and token == speaker.first):
            found = name
        token = behind
    return found


@dataclass(slots=True)
class _Turn:
    """Somebody who spoke, and where."""

    who: Who
    sentence: int
    gender: str


@dataclass(slots=True)
class Resolver:
    """Follows one document from its beginning: who spoke, and who was named since."""

    clusters: tuple[Cluster, ...]
    _spoken: list[_Turn] = field(default_factory=list)
    _roles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _genders: dict[str, str] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)
    _people: dict[str, Cluster] = field(default_factory=dict)
    _by_noun: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for cluster in self.clusters:
            if cluster.kind is Kind.PERSON:
                self._people[cluster.id] = cluster
            elif cluster.kind is Kind.ORGANIZATION:
                for alias in cluster.aliases:
                    for word in alias.lower().split():
                        self._by_noun[word].add(cluster.id)

    def see(self, s: Sentence, index: int) -> None:
        """Notes who is named in a sentence."""
        for first, (behind, name) in s.names.items():
            if name.kind is Kind.PERSON:
                self._seen[name.cluster] = index
                for word in s.low[max(0, first - 4) : first] + s.low[behind : behind + 5]:
                    if word in _ROLES_OF_WOMEN and word != "her":
                        self._genders.setdefault(name.cluster, "f")
                    elif word in _ROLES_OF_MEN and word not in ("his", "him"):
                        self._genders.setdefault(name.cluster, "m")

    def settle(self, who: Who, index: int, subject: str = "") -> Who:
        """Who it is, with words and cluster of the one meant. ``subject``: the named person that opens the sentence."""
        if who.pronoun:
            return self._pronoun(who, index, subject)
        if who.cluster:
            for role in who.roles:
                self._roles[role].add(who.cluster)
            return who
        if who.definite:
            cluster = self._described(who)
            if cluster:
                return Who(self._name(cluster, who.words), cluster, self._kind(cluster), head=who.head, definite=True)
        return who

    def spoke(self, who: Who, index: int) -> None:
        """Remembers a speaker for the pronouns behind it."""
        gender = self._genders.get(who.cluster, "")
        if not gender and who.roles & _ROLES_OF_WOMEN:
            gender = "f"
        elif not gender and who.roles & _ROLES_OF_MEN:
            gender = "m"
        if who.cluster and gender:
            self._genders.setdefault(who.cluster, gender)
        self._spoken.append(_Turn(who, index, gender))
        del self._spoken[:-6]

    def _name(self, cluster: str, words: str) -> str:
        return next((each.name for each in self.clusters if each.id == cluster), words)

    def _kind(self, cluster: str) -> Kind | None:
        return next((each.kind for each in self.clusters if each.id == cluster), None)

    def _pronoun(self, who: Who, index: int, subject: str) -> Who:
        wanted = {"he": "m", "she": "f"}.get(who.pronoun, "")
        for turn in reversed(self._spoken):
            if index - turn.sentence > _MEMORY:
                break
            if not _fits(turn, who.pronoun, wanted):
                continue
            if who.pronoun in PERSONS and self._others_since(turn, index, wanted):
                break
            if wanted and turn.who.cluster:
                self._genders.setdefault(turn.who.cluster, wanted)
            return Who(turn.who.words, turn.who.cluster, turn.who.kind, head=turn.who.head, plural=turn.who.plural)
        if who.pronoun in PERSONS and subject and self._genders.get(subject, wanted) == wanted:
            return Who(self._name(subject, who.words), subject, Kind.PERSON)
        if who.pronoun in PERSONS:
            near = [
                each for each, place in self._seen.items() if 0 <= index - place <= 1 and self._may_be(each, wanted)
            ]
            if len(near) == 1:
                return Who(self._name(near[0], who.words), near[0], Kind.PERSON)
        return who

    def _may_be(self, cluster: str, wanted: str) -> bool:
        return self._genders.get(cluster, wanted) == wanted

    def _others_since(self, turn: _Turn, index: int, wanted: str) -> bool:
        """Whether somebody else whom the pronoun fits was named since that speaker spoke."""
        return any(
            place > turn.sentence and each != turn.who.cluster and self._may_be(each, wanted) and place <= index
            for each, place in self._seen.items()
        )

    def _described(self, who: Who) -> str:
        """“the ministry” where one is named, “the spokeswoman” who was called so, “the man” of the one person named."""
        if who.head in _PAPERS or len(who.words.split()) > 3:
            return ""
        called = self._roles.get(who.head, set())
        if len(called) == 1 and who.head not in ("officer", "official"):
            return next(iter(called))
        bodies = self._by_noun.get(who.head, set()) if who.head in _BODIES else set()
        if len(bodies) == 1 and len(who.words.split()) == 2 and not called:
            return next(iter(bodies))
        if who.head in _MEN | _WOMEN and len(who.words.split()) == 2 and len(self._people) == 1:
            only = next(iter(self._people))
            wanted = "f" if who.head in _WOMEN else "m" if who.head in ("man", "boy") else self._genders.get(only, "")
            return only if self._may_be(only, wanted) else ""
        return ""


def _fits(turn: _Turn, pronoun: str, wanted: str) -> bool:
    who = turn.who
    if pronoun in PERSONS:
        if who.pronoun or who.plural or who.kind in (Kind.ORGANIZATION, Kind.PLACE, Kind.VEHICLE):
            return False
        if who.kind is None and (who.head in _PAPERS or not _is_person(who)):
            return False
        return not turn.gender or turn.gender == wanted
    if pronoun == "it":
        return not who.pronoun and not who.plural and who.kind is not Kind.PERSON and not _is_person(who)
    return not who.pronoun and (who.plural or who.kind is Kind.ORGANIZATION) and pronoun == "they"


def _is_person(who: Who) -> bool:
    """Whether a described speaker is one person: “a spokesman for the ministry”, not “the ministry”."""
    if who.kind is Kind.PERSON:
        return True
    word = who.head
    return word.endswith(("man", "woman", "person", "er", "or", "ist", "ian", "ant")) or word in word_list(
        "official witness source mother father brother sister son daughter wife husband chief head boss king president "
        "aide resident prince bishop relative friend colleague analyst victim student activist captain general judge "
        "suspect coach guard deputy"
    )
