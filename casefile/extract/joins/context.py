"""What a name alone does not tell and its place in the text does: whose ministry it is, and which Lind.

A ministry or an army that is named without its country has it in front of its name. “Russia's Defence Ministry” and
“the Ukrainian Defence Ministry” are two, though the names in them are one word for word; where the span of a name has
its country in it, the name tells by itself.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from casefile.domain.extraction import FoundName
from casefile.domain.folding import fold
from casefile.domain.kinds import Kind
from casefile.domain.transliteration import sound
from casefile.extract.joins.forms import TELLING_TITLES, Form
from casefile.extract.joins.known import country_of
from casefile.extract.joins.organisations import OF_A_COUNTRY, country_in
from casefile.extract.joins.people import core, is_full
from casefile.extract.joins.places import DIRECTIONS
from casefile.extract.word_lists import word_list

_BEFORE = re.compile(r"([^\W\d_]{2,20})(?:['\u2019]s?)?\s\Z")
_WORD = re.compile(r"[^\W\d_]{2,20}")
_LOOK_BACK = 24
_BEFORE_PLACES = DIRECTIONS | word_list(
    """
    in at near to from of into across outside inside around toward towards through between via throughout over beyond
    within on off behind above for and leave left leaving visit visited visiting reach reached reaching enter entered
    city town village port capital
    """
)


def bodies_of_countries(text: str, names: Sequence[FoundName], forms: list[Form]) -> list[Form]:
    """``forms`` with the country of a public body in front, where it stands right before its name, and where the
    document has the same body of another country."""
    owned: dict[int, Form] = {}
    countries: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for place, (name, form) in enumerate(zip(names, forms, strict=True)):
        if form.kind is Kind.ORGANIZATION and (form.words[-1] in OF_A_COUNTRY or form.words[0] in OF_A_COUNTRY):
            country, rest = country_in(form.words)
            before = _BEFORE.search(text, max(0, name.span.start - _LOOK_BACK), name.span.start)
            if not country and before and before[1][0].isupper() and (country := country_of(fold(before[1]))):
                words, written = (country, *form.words), (before[1], *form.written)
                owned[place] = replace(form, words=words, written=written, owner=before[0].strip())
            if country:
                countries[rest].add(country)
    return [
        owned[place] if place in owned and len(countries[country_in(form.words)[1]]) > 1 else form
        for place, form in enumerate(forms)
    ]


def people_named_like_places(text: str, names: Sequence[FoundName], forms: list[Form]) -> list[Form]:
    """``forms`` with a person for a place that is a person's surname as well: “London said”, once the text has named
    Jack London in full, and where nothing before the word says that it is a place (“in London”, “north London”)."""
    people: set[str] = set()
    found = list(forms)
    for place, (name, form) in enumerate(zip(names, forms, strict=True)):
        if form.kind is Kind.PERSON and is_full(form):
            people.add(form.words[-1])
        elif form.kind is Kind.PLACE and len(form.words) == 1 and form.words[0] in people and not form.suffix:
            before = _WORD.findall(text, max(0, name.span.start - _LOOK_BACK), name.span.start)[-1:]
            is_place = (before and fold(before[0]) in _BEFORE_PLACES) or text[name.span.end : name.span.end + 1] == "-"
            if not is_place:
                found[place] = replace(form, kind=Kind.PERSON)
    return found


def surnames_in_place(text: str, names: Sequence[FoundName], forms: list[Form]) -> list[Form]:
    """``forms`` with its bearer in each surname that two people bear, where its place tells which of them is meant.

    It does where the text, or the paragraph, has named only one of them in full by then, as in “Anna Lind … Lind said …
    Erik Lind”, and where a title or an office stands before it that only one of them was given: “Captain Lind”.
    """
    given: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        if form.kind is Kind.PERSON and is_full(form):
            given[form.words[-1]].add(_given(form))
    shared = {surname for surname, people in given.items() if len(people) > 1}
    if not shared:
        return forms
    titles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, form in zip(names, forms, strict=True):
        if form.kind is Kind.PERSON and form.words[-1] in shared and is_full(form):
            titles[form.words[-1]][_given(form)] |= _titles(text, name)
    ends = [match.start() for match in re.finditer(r"\n", text)]
    # Each bearer with the paragraph in which the text named them in full last.
    found, so_far = list(forms), defaultdict(dict)  # type: list[Form], dict[str, dict[str, tuple[Form, int]]]
    for place, (name, form) in enumerate(zip(names, forms, strict=True)):
        if form.kind is not Kind.PERSON or form.words[-1] not in shared:
            continue
        known, paragraph = so_far[form.words[-1]], bisect(ends, name.span.start)
        if is_full(form):
            known[_given(form)] = form, paragraph
        elif len(core(form.words)) == 1 and not form.suffix:
            own = _titles(text, name)
            titled = [full for one, (full, _) in known.items() if own & titles[form.words[-1]][one]]
            near = [full for full, named_in in known.values() if named_in == paragraph]
            for bearers in (titled, near, [full for full, _ in known.values()]):
                if len(bearers) == 1:
                    found[place] = replace(form, bearer=bearers[0].words)
                    break
                if bearers is near and near:
                    break
    return found


def _given(form: Form) -> str:
    return sound(form.words[0]) or form.words[0]


def _titles(text: str, name: FoundName) -> set[str]:
    """The titles and offices in a name and right before it, those apart that anybody has."""
    before = _WORD.findall(text, max(0, name.span.start - _LOOK_BACK), name.span.start)[-2:]
    words = {fold(word) for word in (*before, *name.span.of(text).split())}
    return {word.rstrip(".") for word in words} & TELLING_TITLES
