"""The forms of one place's name: with what it is (“Finnmark region”), a direction, a state behind it, an adjective."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from casefile.domain.kinds import Kind
from casefile.extract.joins.forms import PARTICLES, SMALL, Form, Joined
from casefile.extract.joins.known import country_of
from casefile.extract.joins.spelling import join_one_edit
from casefile.extract.word_lists import word_list

_SORTS = word_list(
    """
    region regions province provinces oblast oblasts raion district county governorate prefecture department canton
    republic state territory municipality city town village settlement peninsula island islands archipelago area
    enclave exclave strip valley basin coast mainland suburb neighbourhood neighborhood community krai okrug
    """
)
_OF = word_list(
    "city town village region province oblast district county state republic kingdom commonwealth "
    "municipality island territory emirate governorate peninsula"
)
DIRECTIONS = word_list(
    """
    northern southern eastern western central north south east west northeastern northwestern southeastern
    southwestern northeast northwest southeast southwest upper lower greater inner outer mainland downtown occupied
    mid far
    """
)
# Places of their own though they read like a part of another.
_OWN = word_list(
    "ireland sahara cyprus macedonia korea sudan africa america asia europe ossetia timor virginia carolina "
    "dakota bank jerusalem australia territory cape wales yorkshire germany pole"
)


def join_places(forms: Iterable[Form], same: Joined) -> None:
    """Join the forms of each place."""
    places = [form for form in forms if form.kind is Kind.PLACE and not form.is_long]
    by_words = {form.words: form for form in places if not form.suffix}
    by_country: dict[str, list[Form]] = defaultdict(list)
    for form in places:
        if len(form.words) == 1 and (country := country_of(form.words[0])):
            by_country[country].append(form)
    _join_regions(places, by_words, same)
    for form in places:
        if form.suffix:
            continue
        for words, rule in shorter(form):
            if words != form.words and (short := by_words.get(words)) is not None:
                same.join(form, short, rule)
                break
        else:
            _join_adjective(form, by_country, same)
    join_one_edit(places, same)


def _join_regions(places: Iterable[Form], by_words: dict[tuple[str, ...], Form], same: Joined) -> None:
    """“Paris, Texas” and “Paris”, if the document has no other Paris."""
    longer: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    for form in places:
        if form.suffix:
            longer[form.words].append(form)
    for words, group in longer.items():
        if (short := by_words.get(words)) is not None:
            same.join_the_only_one(short, group, "place and region")


def shorter(form: Form) -> Iterable[tuple[tuple[str, ...], str]]:
    """What the place is called when a text says less, longest first, with the rule that cuts it."""
    words, written = form.words, form.written
    start, end = 0, len(words)
    while end - start > 1 and (
        words[end - 1] in _SORTS or (written[end - 1].islower() and words[end - 1] not in SMALL)
    ):
        end -= 1
        yield words[start:end], "sort of place"
    if end - start > 2 and words[start] in _OF and words[start + 1] == "of":
        start += 2 + (words[start + 2] == "the" and end - start > 3)
        yield words[start:end], "sort of place"
    if end - start > 1 and words[start] in _SORTS and written[start].islower():
        start += 1
        yield words[start:end], "sort of place"
    while end - start > 1 and _is_direction(words, written, start):
        start += 1
        yield words[start:end], "part of a place"
    if end - start > 1 and words[start] in ("al", "el"):
        yield words[start + 1 : end], "article"
    while end - start > 1 and written[start].islower() and words[start] not in PARTICLES | SMALL:
        start += 1
        yield words[start:end], "part of a place"


def is_plain(form: Form) -> bool:
    """Whether the form says no more than the place's own name."""
    return not form.suffix and next(iter(shorter(form)), None) is None


def _is_direction(words: tuple[str, ...], written: tuple[str, ...], start: int) -> bool:
    if words[start] not in DIRECTIONS:
        return False
    # “eastern Ukraine” is a part; “Northern Ireland”, “North Korea”, “West Bank” are places of their own.
    return written[start].islower() or (words[start].endswith("ern") and words[-1] not in _OWN)


def _join_adjective(form: Form, by_country: dict[str, list[Form]], same: Joined) -> None:
    """“Crimean peninsula” is Crimea: an adjective and what sort of place it is."""
    words = form.words
    if len(words) == 2 and words[1] in _SORTS and words[1] not in ("coast", "city", "town", "village"):
        country = country_of(words[0])
        if country and country != words[0]:
            same.join_the_only_one(form, by_country[country], "adjective")
