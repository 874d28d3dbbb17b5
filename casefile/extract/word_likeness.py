"""How alike two words of names are: as they sound, by a table of variants, by their consonants, letter by letter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from operator import ne

from casefile.domain.transliteration import sound
from casefile.extract.joins.spelling import is_one_edit
from casefile.extract.name_variants import all_given, given_name, other_name

QUESTION = 0.94
"""What only looks alike is never more than this."""

_MERGED = str.maketrans("ghzwf", "kksvv", "aeiouy")
_FIXED = frozenset(
    "north south east west northern southern eastern western central new upper lower first second".split()
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` between 0 and 1; ``rule`` in words, as it is shown."""

    score: float
    rule: str


SAME = Likeness(1.0, "same name")


@lru_cache(maxsize=1 << 16)
def bones(word: str) -> str:
    """The consonants of a folded word as it sounds, those that transliterations mix up made one; at least a letter."""
    word = other_name(word)
    said = heard(word)
    bare = said.translate(_MERGED)
    bare = "".join(letter for place, letter in enumerate(bare) if not place or letter != bare[place - 1])
    return bare if len(bare) > 1 else said or word


@lru_cache(maxsize=1 << 16)
def given_key(word: str) -> str:
    """How the first form of a listed given name sounds; of any other, how it sounds itself."""
    listed_as = given_name(word)
    # A name in another script is found in the table by its sound.
    return heard(listed_as if listed_as != word else _by_sound().get(heard(word), word)) or word


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, str]:
    return {heard(word): listed_as for word, listed_as in all_given().items()}


@lru_cache(maxsize=1 << 16)
def words_alike(one: str, other: str) -> Likeness | None:
    """How alike two words are."""
    if one == other:
        return SAME
    if other_name(one) == other_name(other):
        return Likeness(0.93, "known variant")
    left, right = heard(one), heard(other)
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
def heard(word: str) -> str:
    """As ``sound``, remembered."""
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


def given_alike(one: str, other: str) -> Likeness | None:
    """Whether two given names are forms of one; None for different ones, however alike they look."""
    if one == other:
        return SAME
    if 1 in (len(one), len(other)):
        return Likeness(0.86, "initials") if (heard(one) or one)[:1] == (heard(other) or other)[:1] else None
    if heard(one) and heard(one) == heard(other):
        return Likeness(0.97, "transliteration")
    return Likeness(0.93, "forms of one given name") if given_key(one) == given_key(other) else None
