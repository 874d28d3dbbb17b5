"""The names of one thing in one document, put together where nothing else fits.

Two candidates: left apart, for a person to judge. Different given names are never merged.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from casefile.domain.extraction import Cluster, FoundName
from casefile.domain.folding import fold
from casefile.domain.kinds import Kind
from casefile.extract.names.lexicon_words import LEGAL, ORG_HEADS
from casefile.extract.word_lists import word_list

_GENERIC = frozenset(word.lower() for word in LEGAL | {"Group", "Company", "Army", "Party", "Movement", "Network"})
_HEADS = frozenset(word.lower() for word in ORG_HEADS)
_BRACKET = re.compile(r" \(\Z")
_SMALL = word_list("of the and for de la du & a")

Key = tuple[Kind, str]


def cluster(text: str, names: list[FoundName]) -> tuple[tuple[FoundName, ...], tuple[Cluster, ...]]:
    """``names`` with their cluster set, and the clusters in order of first mention (``c1``, ``c2``, …)."""
    keys = _keys(text, names)
    forms = dict.fromkeys(keys)
    same = _Joined(forms)
    _join_surnames(forms, same)
    _join_organisations(forms, same)
    _join_acronyms(text, names, keys, same)
    ids: dict[Key, str] = {}
    placed: list[FoundName] = []
    members: dict[str, list[FoundName]] = defaultdict(list)
    for name, key in zip(names, keys, strict=True):
        identity = ids.setdefault(same.root(key), f"c{len(ids) + 1}")
        placed.append(replace(name, cluster=identity))
        members[identity].append(name)
    return tuple(placed), tuple(_named(text, identity, found) for identity, found in members.items())


def _keys(text: str, names: list[FoundName]) -> list[Key]:
    """The form that each name is compared by: folded, without an article in front."""
    folded: dict[str, str] = {}
    keys = []
    for name in names:
        written = name.span.of(text)
        if written not in folded:
            words = fold(written).split()
            folded[written] = " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
        keys.append((name.kind, folded[written]))
    return keys


def _named(text: str, identity: str, found: list[FoundName]) -> Cluster:
    written = Counter(" ".join(name.span.of(text).split()) for name in found)
    best = max(written, key=lambda form: (len(form.split()), len(form), written[form]))
    return Cluster(identity, found[0].kind, best, tuple(written))


class _Joined:
    """Disjoint sets of written forms."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._parent = {key: key for key in keys}

    def root(self, key: Key) -> Key:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, one: Key, other: Key) -> None:
        self._parent[self.root(one)] = self.root(other)


def _join_surnames(forms: dict[Key, None], same: _Joined) -> None:
    """“Lind” joins “Anna Lind” if she is the only Lind; “A. Lind” too."""
    longer: dict[str, list[list[str]]] = defaultdict(list)
    people = [key[1].split() for key in forms if key[0] is Kind.PERSON]
    for words in people:
        if len(words) > 1 and not _is_initial(words[0]):
            longer[words[-1]].append(words)
    for words in people:
        full = [other for other in longer.get(words[-1], []) if other != words and _fits(words, other)]
        # “Anna Lind” and “Anna Maria Lind” may be two: a full name joins nothing.
        if len(full) == 1 and (len(words) == 1 or _is_initial(words[0])):
            same.join((Kind.PERSON, " ".join(words)), (Kind.PERSON, " ".join(full[0])))


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word.endswith(".")


def _fits(short: list[str], full: list[str]) -> bool:
    return len(short) == 1 or (len(short) == 2 and full[0].startswith(short[0][0]))


def _join_organisations(forms: dict[Key, None], same: _Joined) -> None:
    """“Aster Group” and “Aster Ltd” join “Aster”; never two such names without the short one between them."""
    for kind, form in forms:
        words = form.split()
        short = (kind, " ".join(words[:-1]))
        if kind is Kind.ORGANIZATION and len(words) > 1 and words[-1].rstrip(".") in _GENERIC and short in forms:
            same.join((kind, form), short)


def _join_acronyms(text: str, names: list[FoundName], keys: list[Key], same: _Joined) -> None:
    """“Harbour Council of Vann (HCV)”, and “Harbour Police HP” side by side.

    In brackets the initials must fit, or the name end in a word of organisations: a translated name keeps the
    initials of its own language.
    """
    for (before, full), (after, own) in pairwise(zip(names, keys, strict=True)):
        short = after.span.of(text)
        if not (short.isupper() and 2 <= len(short) <= 8 and before.kind is after.kind is Kind.ORGANIZATION):
            continue
        between = text[before.span.end : after.span.start]
        words = fold(before.span.of(text)).split()
        has_head = any(word in _HEADS for word in words)
        bracketed = _BRACKET.fullmatch(between) and text[after.span.end : after.span.end + 1] == ")"
        if len(words) > 1 and (
            (bracketed and (has_head or _initials(words) == short.lower())) or (between == " " and has_head)
        ):
            same.join(own, full)


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word not in _SMALL)
