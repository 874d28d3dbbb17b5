"""How alike two names are, and by which rule: for offering, never for merging.

Pure, and of the names alone. Words are compared as they sound (``casefile.domain.transliteration``), by a table of
variants, by their consonants, and letter by letter, after Jaro (1989) and Winkler (1990). Given names must be forms of
one name; kinds must agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import ne

from casefile.domain.kinds import Kind
from casefile.domain.transliteration import sound
from casefile.extract.joins.acronyms import fits
from casefile.extract.joins.forms import PARTICLES, SMALL, Form, form_of
from casefile.extract.joins.known import country_of, listed
from casefile.extract.joins.organisations import SAID_ALONE, content_of, without_legal, without_sort
from casefile.extract.joins.places import shorter
from casefile.extract.joins.spelling import is_one_edit
from casefile.extract.name_variants import given_name, other_name

SUGGESTED = 0.95
"""From here on two names are one in most eyes; what is offered below is a question."""
ASKED = 0.85
"""Below this nothing is offered."""

QUESTION = 0.94
"""What only looks alike is never more than this."""

_VOWELS = str.maketrans("ghzwf", "kksvv", "aeiouy")
_FIXED = frozenset(
    "north south east west northern southern eastern western central new upper lower first second".split()
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` between 0 and 1; ``rule`` in words, as it is shown."""

    score: float
    rule: str


_SAME = Likeness(1.0, "same name")


def likeness(one: Form, other: Form) -> Likeness | None:
    """How alike two names of one kind are; None where they are not, or must not be offered."""
    if one.kind is not other.kind:
        return None
    if one == other:
        return _SAME
    found = _persons(one, other) if one.kind is Kind.PERSON else _bodies(one, other)
    return found if found and found.score >= ASKED else None


def may_be_one(one: Form, other: Form) -> bool:
    """Whether two persons' names leave it open: not where both have a given name, and these differ."""
    left, right = _core(one), _core(other)
    return min(len(left), len(right)) == 1 or sorted(left) == sorted(right) or _given(left[0], right[0]) is not None


def is_telling(form: Form) -> bool:
    """Whether a short name says enough to be compared by: “Wagner”, “HP”, not “the Council”, not a bare surname."""
    return len(form.words) > 1 or (form.kind is not Kind.PERSON and form.words[0] not in SAID_ALONE)


def keys(form: Form) -> frozenset[str]:
    """What two names must share for a comparison to be worth its while."""
    if form.kind is Kind.PERSON:
        last = form.words[-1]
        found = {f"s {bones(last)}"} if len(_core(form)) == 1 else {f"f {bones(last)}"}
        if len(_core(form)) > 1:
            found |= {f"p {bones(last)} {_given_key(form.words[0])[:1]}"}
            found.add("o " + " ".join(sorted(_heard(word) or word for word in form.words)))
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


# Words


@lru_cache(maxsize=1 << 16)
def bones(word: str) -> str:
    """The consonants of a folded word as it sounds, those that transliterations mix up made one; at least a letter."""
    word = other_name(word)
    heard = _heard(word)
    bare = heard.translate(_VOWELS)
    bare = "".join(letter for place, letter in enumerate(bare) if not place or letter != bare[place - 1])
    return bare if len(bare) > 1 else heard or word


@lru_cache(maxsize=1 << 16)
def _given_key(word: str) -> str:
    listed_as = given_name(word)
    heard = _heard(word)
    # A name in another script is found in the table by its sound.
    return _heard(listed_as if listed_as != word else _by_sound().get(heard, word)) or word


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, str]:
    from casefile.extract.name_variants import all_given

    return {_heard(word): listed_as for word, listed_as in all_given().items()}


@lru_cache(maxsize=1 << 16)
def _words(one: str, other: str) -> Likeness | None:
    """How alike two words are."""
    if one == other:
        return _SAME
    if other_name(one) == other_name(other):
        return Likeness(0.93, "known variant")
    left, right = _heard(one), _heard(other)
    if not (left and right) or one in _FIXED or other in _FIXED:
        return None
    if left == right:
        if len(left) < 3:
            return None
        written = [word if word.isascii() else left for word in (one, other)]
        return Likeness((1.0 + max(0.8, jaro_winkler(*written))) / 2, "transliteration")
    if not _endings_fit(left, right):
        return None
    skeleton = bones(one)
    if len(skeleton) > 2 and skeleton == bones(other):
        near = jaro_winkler(left, right)
        if near >= (0.78 if len(skeleton) > 3 else 0.88):
            return Likeness(min(QUESTION, max(0.87, near)), "sounds alike")
    if min(len(left), len(right)) > 5 and left[0] == right[0] and is_one_edit(left, right):
        return Likeness(min(QUESTION, jaro_winkler(left, right)), "one letter apart")
    return None


@lru_cache(maxsize=1 << 16)
def _heard(word: str) -> str:
    return sound(word)


def _endings_fit(one: str, other: str) -> bool:
    """Not “Petrov” and “Petrova”: a wife or a sister, and in nearly all other respects the same name."""
    return one + "a" != other and other + "a" != one


def jaro_winkler(one: str, other: str) -> float:
    """The similarity of Jaro and Winkler, 0 to 1, with a prefix weight of .1 over at most four letters."""
    if one == other:
        return 1.0
    reach = max(0, max(len(one), len(other)) // 2 - 1)
    taken = [False] * len(other)
    met: list[str] = []
    for place, letter in enumerate(one):
        for here in range(max(0, place - reach), min(len(other), place + reach + 1)):
            if not taken[here] and other[here] == letter:
                taken[here] = True
                met.append(letter)
                break
    if not met:
        return 0.0
    theirs = [letter for letter, is_taken in zip(other, taken, strict=True) if is_taken]
    turned = sum(map(ne, met, theirs))
    jaro: float = (len(met) / len(one) + len(met) / len(other) + (len(met) - turned / 2) / len(met)) / 3
    prefix = 0
    while prefix < min(4, len(one), len(other)) and one[prefix] == other[prefix]:
        prefix += 1
    return jaro + prefix * 0.1 * (1 - jaro)


# Persons


def _core(form: Form) -> tuple[str, ...]:
    return tuple(word for word in form.words if word not in PARTICLES) or form.words


def _persons(one: Form, other: Form) -> Likeness | None:
    left, right = _core(one), _core(other)
    if left == right:
        rule, score = ("junior", 0.9) if one.suffix != other.suffix else ("particle", 0.97)
        return Likeness(score, rule)
    if min(len(left), len(right)) == 1:
        last = _words(left[-1], right[-1])
        if last is None or max(len(left), len(right)) == 1:
            return last
        return Likeness(0.9 * last.score, "surname alone" if last is _SAME else f"surname alone, {last.rule}")
    if sorted(left) == sorted(right):
        return Likeness(0.96, "order of names")
    last, given = _words(left[-1], right[-1]), _given(left[0], right[0])
    if last is None or given is None or not _middles_fit(left[1:-1], right[1:-1]):
        return None
    score = 0.6 * last.score + 0.4 * given.score
    worst = min((last, given), key=lambda each: each.score)
    rule = worst.rule if worst.score < 1 else "middle name"
    if one.suffix != other.suffix:
        score, rule = min(score, 0.9), "junior"
    return Likeness(min(score, 0.97) if rule == "middle name" else score, rule)


def _given(one: str, other: str) -> Likeness | None:
    """Whether two given names are forms of one; None for different ones, however alike they look."""
    if one == other:
        return _SAME
    if 1 in (len(one), len(other)):
        return Likeness(0.86, "initials") if (_heard(one) or one)[:1] == (_heard(other) or other)[:1] else None
    if _heard(one) and _heard(one) == _heard(other):
        return Likeness(0.97, "transliteration")
    return Likeness(0.93, "forms of one given name") if _given_key(one) == _given_key(other) else None


def _middles_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, full = sorted((one, other), key=len)
    rest = iter(full)
    return all(any(_given(word, theirs) for theirs in rest) for word in short)


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
        return Likeness(0.96, "word order")
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
    worst, total = _SAME, 0.0
    for mine, theirs in zip(left, right, strict=True):
        met = _words(mine, theirs)
        if met is None or (met is not _SAME and country_of(mine) and country_of(theirs)):
            return None
        worst, total = min(worst, met, key=lambda each: (each.score, each is _SAME)), total + met.score
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
