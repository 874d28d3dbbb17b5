"""One letter apart: two spellings of one name in one document, where all other words agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from casefile.domain.kinds import Kind
from casefile.domain.transliteration import sound
from casefile.extract.joins.forms import Form, Joined

_SHORTEST = 5
_LARGEST = 24
"""Names that differ in one word only: more of them are members of one family, or a list."""


def join_one_edit(forms: Iterable[Form], same: Joined) -> None:
    """Join names of several words that are one letter apart in one word of five letters or more.

    A given name must sound the same as well: “Andrey” and “Andrei”, never “Maria” and “Mario”. A final “a” more is
    another person in Slavic names, digits are never a slip, and the first letter stays.
    """
    groups: dict[tuple[Kind, int, tuple[str, ...], str], list[Form]] = defaultdict(list)
    for form in forms:
        if 1 < len(form.words) <= 6:
            for place, word in enumerate(form.words):
                if len(word) >= _SHORTEST - 1 and word.isalpha():
                    rest = form.words[:place] + form.words[place + 1 :]
                    groups[form.kind, place, rest, form.suffix].append(form)
    for (kind, place, _, _), group in groups.items():
        if not 1 < len(group) <= _LARGEST:
            continue
        for number, form in enumerate(group):
            for other in group[number + 1 :]:
                _compare(form, other, place, kind, same)


def _compare(form: Form, other: Form, place: int, kind: Kind, same: Joined) -> None:
    one, two = form.words[place], other.words[place]
    is_person, is_given = kind is Kind.PERSON, place == 0
    alike = bool(sound(one)) and sound(one) == sound(two)
    if is_person and (one + "a" == two or two + "a" == one):
        return
    near = is_one_edit(one, two) and min(len(one), len(two)) >= _SHORTEST and one[0] == two[0]
    if near and (alike or not (is_person and is_given)):
        same.join(form, other, "one letter apart", is_likely=True)
    elif alike:
        same.doubt(form, other, "spelt alike")


def is_one_edit(one: str, two: str) -> bool:
    """Whether one letter more, less or other, or two that changed places, makes the words equal."""
    if len(one) > len(two):
        one, two = two, one
    if len(two) - len(one) > 1 or one == two:
        return False
    start = 0
    while start < len(one) and one[start] == two[start]:
        start += 1
    if len(one) < len(two):
        return one[start:] == two[start + 1 :]
    return one[start + 1 :] == two[start + 1 :] or (
        one[start : start + 2] == two[start : start + 2][::-1] and one[start + 2 :] == two[start + 2 :]
    )
