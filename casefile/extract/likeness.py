"""How alike two names are, and by which rule: for offering, never for merging.

Pure, and of the names alone. Words are compared as they sound (``casefile.domain.transliteration``), by a table of
variants, by their consonants, and letter by letter, after Jaro (1989) and Winkler (1990). Given names must be forms of
one name; kinds must agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from casefile.domain.kinds import Kind
from casefile.extract.joins.acronyms import fits
from casefile.extract.joins.forms import PARTICLES, SMALL, Form, form_of
from casefile.extract.joins.known import country_of, listed
from casefile.extract.joins.organisations import SAID_ALONE, content_of, without_legal, without_sort
from casefile.extract.joins.places import shorter
from casefile.extract.word_likeness import SAME, Likeness, bones, given_alike, given_key, heard, words_alike

SUGGESTED = 0.95
"""From here on two names are one in most eyes; what is offered below is a question."""
ASKED = 0.85
"""Below this nothing is offered."""


def likeness(one: Form, other: Form) -> Likeness | None:
    """How alike two names of one kind are; None where they are not, or must not be offered."""
    if one.kind is not other.kind:
        return None
    if one == other:
        return SAME
    found = _persons(one, other) if one.kind is Kind.PERSON else _bodies(one, other)
    return found if found and found.score >= ASKED else None


def may_be_one(one: Form, other: Form) -> bool:
    """Whether two persons' names leave it open: not where both have a given name, and these differ."""
    left, right = _core(one), _core(other)
    return (
        min(len(left), len(right)) == 1 or sorted(left) == sorted(right) or given_alike(left[0], right[0]) is not None
    )


def is_telling(form: Form) -> bool:
    """Whether a short name says enough to be compared by: “Wagner”, “HP”, not “the Council”, not a bare surname."""
    return len(form.words) > 1 or (form.kind is not Kind.PERSON and form.words[0] not in SAID_ALONE)


def keys(form: Form) -> frozenset[str]:
    """What two names must share for a comparison to be worth its while."""
    if form.kind is Kind.PERSON:
        last = form.words[-1]
        found = {f"s {bones(last)}"} if len(_core(form)) == 1 else {f"f {bones(last)}"}
        if len(_core(form)) > 1:
            found |= {f"p {bones(last)} {given_key(form.words[0])[:1]}"}
            found.add("o " + " ".join(sorted(heard(word) or word for word in form.words)))
        return frozenset(found)
    words = content_of(without_legal(form)) or form.words
    found = {f"w {bones(word)}" for word in words if len(word) > 2}
    found.add(f"l {listed(form.kind, form.words) or ' '.join(words)}")
    initials = "".join(word[0] for word in form.words if word not in SMALL)
    if form.acronym or len(initials) > 1:
        found.add(f"a {form.acronym or initials}")
    return frozenset(found)


def sought(form: Form) -> frozenset[str]:
    """The keys that a likely other of ``form`` has: its own, and for a person also those of fuller or shorter names."""
    found = keys(form)
    if form.kind is Kind.PERSON:
        found |= {f"{'f' if len(_core(form)) == 1 else 's'} {bones(form.words[-1])}"}
        if len(_core(form)) > 1:
            found -= {f"f {bones(form.words[-1])}"}
    return found


# Persons


def _core(form: Form) -> tuple[str, ...]:
    return tuple(word for word in form.words if word not in PARTICLES) or form.words


def _persons(one: Form, other: Form) -> Likeness | None:
    left, right = _core(one), _core(other)
    if left == right:
        rule, score = ("junior", 0.9) if one.suffix != other.suffix else ("particle", 0.97)
        return Likeness(score, rule)
    if min(len(left), len(right)) == 1:
        last = words_alike(left[-1], right[-1])
        if last is None or max(len(left), len(right)) == 1:
            return last
        return Likeness(0.9 * last.score, "surname alone" if last is SAME else f"surname alone, {last.rule}")
    if sorted(left) == sorted(right):
        return Likeness(0.96, "order of names")
    last, given = words_alike(left[-1], right[-1]), given_alike(left[0], right[0])
    if last is None or given is None or not _middles_fit(left[1:-1], right[1:-1]):
        return None
    score = 0.6 * last.score + 0.4 * given.score
    worst = min((last, given), key=lambda each: each.score)
    rule = worst.rule if worst.score < 1 else "middle name"
    if one.suffix != other.suffix:
        score, rule = min(score, 0.9), "junior"
    return Likeness(min(score, 0.97) if rule == "middle name" else score, rule)


def _middles_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, full = sorted((one, other), key=len)
    rest = iter(full)
    return all(any(given_alike(word, theirs) for theirs in rest) for word in short)


# Organisations, places, vessels


def _bodies(one: Form, other: Form) -> Likeness | None:
    if (row := listed(one.kind, one.words)) and row == listed(other.kind, other.words):
        return Likeness(0.97, "known alias")
    if one.kind is Kind.PLACE:
        return _places(one, other)
    for cut, rule in ((without_legal, "legal form"), (without_sort, "generic word")):
        if cut(one) == cut(other):
            # “Aster Ltd” and “Aster LLC” are two companies as often as one.
            return Likeness(0.96 if cut(one) in (one.words, other.words) else 0.9, rule)
    if content_of(one.words) == content_of(other.words):
        return Likeness(0.96, "same words")
    for short, full in ((one, other), (other, one)):
        if short.acronym and len(full.words) > 1 and fits(short.acronym, full):
            return Likeness(0.92 if len(short.acronym) > 2 else 0.86, "initials")
    return _word_by_word(without_legal(one), without_legal(other)) or _shortened(one, other)


def _places(one: Form, other: Form) -> Likeness | None:
    for long, short in ((one, other), (other, one)):
        for words, rule in shorter(long):
            if words == short.words:
                return Likeness(0.96 if rule == "sort of place" else 0.88, rule)
        if long.suffix and not short.suffix and long.words == short.words:
            return Likeness(0.92, "place and region")
    if one.suffix != other.suffix and one.suffix and other.suffix:
        return None
    return _word_by_word(one.words, other.words)


def _word_by_word(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    left, right = ([word for word in words if word not in SMALL] for words in (one, other))
    if len(left) != len(right) or not left:
        return None
    worst, total = SAME, 0.0
    for mine, theirs in zip(left, right, strict=True):
        met = words_alike(mine, theirs)
        if met is None or (met is not SAME and country_of(mine) and country_of(theirs)):
            return None
        worst, total = min(worst, met, key=lambda each: (each.score, each is SAME)), total + met.score
    # One word that differs weighs more than the words that agree.
    return Likeness((total / len(left) + worst.score) / 2, worst.rule)


def _shortened(one: Form, other: Form) -> Likeness | None:
    short, full = sorted((one.words, other.words), key=len)
    if len(short) == len(full) or one.kind is not Kind.ORGANIZATION:
        return None
    if full[: len(short)] == short and (len(short) > 1 or len(short[0]) > 4):
        return Likeness(0.87, "shortened")
    if len(short) > 1 and full[-len(short) :] == short:
        return Likeness(0.87, "country left away" if country_of(full[0]) else "shortened")
    return None


def best_of(mine: Sequence[Form], theirs: Sequence[Form]) -> tuple[Likeness, Form, Form] | None:
    """The best likeness among two things' names, with the two names that have it."""
    best: tuple[Likeness, Form, Form] | None = None
    for one in mine:
        for other in theirs:
            found = likeness(one, other)
            if found is not None and (best is None or found.score > best[0].score):
                best = found, one, other
    return best


@lru_cache(maxsize=1 << 17)
def form(name: str, kind: Kind) -> Form:
    """The form of a name, remembered."""
    return form_of(name, kind)
