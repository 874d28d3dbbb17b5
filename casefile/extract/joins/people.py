"""The forms of one person's name: full, with a middle name, with initials, by surname, by given name.

Nothing joins two people whose given names differ. Where a short form fits two people it stays apart, in doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from casefile.domain.kinds import Kind
from casefile.extract.joins.forms import PARTICLES, Form, Joined
from casefile.extract.joins.spelling import join_one_edit
from casefile.extract.names.lexicon_people import GIVEN
from casefile.extract.word_likeness import bones, given_alike, words_alike

_ARABIC = frozenset({"al", "el", "ul"})
_GIVEN = frozenset(name.casefold() for name in GIVEN)
_LARGEST = 8
"""Forms of one given name and surname: more of them are a list of namesakes, and are left alone."""


def join_people(forms: Iterable[Form], same: Joined) -> None:
    """Join the forms of each person."""
    people = [form for form in forms if form.kind is Kind.PERSON and not form.is_long]
    full = [form for form in people if is_full(form)]
    _join_middles(full, same)
    join_one_edit(full, same)
    known = _Known(full)
    short = [form for form in people if not is_full(form)]
    with_initials = [form for form in short if len(core(form.words)) > 1 and _is_initial(form.words[0])]
    for form in with_initials:
        candidates = (other for other in known.by_initial[_last(form), form.words[0]] if _initials_fit(form, other))
        if not same.join_the_only_one(form, candidates, "initials"):
            known.add(form)
    _join_surnames(short, known, same)
    _doubt_spellings(people, same)
    for form in full:
        # “López Obrador” is written like a full name: it joins only what is longer, and never a given name's bearer.
        if form.words[0] not in _GIVEN:
            longer = [other for other in known.tails[form.words] if other.suffix in (form.suffix, "")]
            same.join_the_only_one(form, longer, "end of a longer name", is_likely=True)
        # “Jean-Pierre” of “Jean-Pierre Roux”.
        same.join_the_only_one(form, known.heads[form.words], "given name", is_likely=True)


def is_full(form: Form) -> bool:
    """Whether the form has a given name and a surname: “van der Bellen” and “A. Lind” have not."""
    words = form.words
    return len(core(words)) > 1 and words[0] not in PARTICLES and not _is_initial(words[0])


def core(words: tuple[str, ...]) -> tuple[str, ...]:
    """A short form's words without the particles in front."""
    start = 0
    while start < len(words) - 1 and words[start] in PARTICLES:
        start += 1
    return words[start:]


def _last(form: Form) -> str:
    return form.words[-1]


def _is_initial(word: str) -> bool:
    return len(word) == 1


class _Known:
    """Who can be meant by a short form: full names by their last word, first words, tails and middle words."""

    def __init__(self, full: Iterable[Form]) -> None:
        self.by_last: dict[str, list[Form]] = defaultdict(list)
        self.by_initial: dict[tuple[str, str], list[Form]] = defaultdict(list)
        self.heads: dict[tuple[str, ...], list[Form]] = defaultdict(list)
        self.tails: dict[tuple[str, ...], list[Form]] = defaultdict(list)
        self.middles: dict[str, list[Form]] = defaultdict(list)
        self.full: dict[tuple[str, ...], list[Form]] = defaultdict(list)
        for form in full:
            self.add(form)
            self.full[form.words].append(form)
            for length in range(1, len(form.words)):
                self.heads[form.words[:length]].append(form)
            for word in form.words[1:-1]:
                self.middles[word].append(form)

    def add(self, form: Form) -> None:
        self.by_last[_last(form)].append(form)
        self.by_initial[_last(form), form.words[0][0]].append(form)
        for length in range(2, len(form.words)):
            self.tails[form.words[-length:]].append(form)


def _join_middles(full: Iterable[Form], same: Joined) -> None:
    """“Anna Lind”, “Anna M. Lind” and “Anna Maria Lind”; of “Anna K. Lind” as well it is not told which is meant."""
    groups: dict[tuple[str, str, str], list[Form]] = defaultdict(list)
    for form in full:
        groups[form.words[0], form.words[-1], form.suffix].append(form)
    for (first, last, suffix), group in groups.items():
        if 1 < len(group) <= _LARGEST:
            _join_group(group, same)
        if suffix:
            for other in groups.get((first, last, ""), ())[:_LARGEST]:
                same.doubt(other, group[0], "the same name without “junior”")


def _join_group(group: list[Form], same: Joined) -> None:
    group = sorted(group, key=lambda form: (len(form.words), sum(map(len, form.words))))
    for place, form in enumerate(group):
        longer = [other for other in group[place + 1 :] if _middle_fits(form.words[1:-1], other.words[1:-1])]
        rivals = [one for one in longer if not all(_either_fits(one, other) for other in longer)]
        if rivals:
            for other in rivals:
                same.doubt(form, other, "middle name")
        elif longer:
            same.join(form, longer[-1], "middle name")


def _either_fits(one: Form, other: Form) -> bool:
    left, right = one.words[1:-1], other.words[1:-1]
    return _middle_fits(left, right) or _middle_fits(right, left)


def _middle_fits(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether every middle word stands, whole or as an initial, among those of the fuller name, in their order."""
    rest = iter(full)
    return all(any(_word_fits(word, other) for other in rest) for word in short)


def _word_fits(word: str, other: str) -> bool:
    return word == other or (_is_initial(word) and other.startswith(word)) or (_is_initial(other) and word[0] == other)


def _initials_fit(form: Form, other: Form) -> bool:
    """“A. Lind” and “A. M. Lind” fit “Anna Maria Lind”; particles count on neither side."""
    given = [word for word in form.words[:-1] if word not in PARTICLES]
    theirs = [word for word in other.words[:-1] if word not in PARTICLES]
    return bool(theirs) and _word_fits(given[0], theirs[0]) and _middle_fits(tuple(given[1:]), tuple(theirs[1:]))


def _join_surnames(short: Iterable[Form], known: _Known, same: Joined) -> None:
    for form in short:
        words = core(form.words)
        if form.bearer:
            same.join_the_only_one(form, known.full[form.bearer], "surname, by its place", is_likely=True)
        elif len(words) == 1:
            particles = form.words[:-1]
            candidates = [other for other in known.by_last[words[0]] if _particles_fit(particles, other)]
            _join_one_word(form, words[0], candidates, known, same)
        elif not _is_initial(form.words[0]):
            _ = (
                same.join_the_only_one(form, known.tails[form.words], "surname")
                or same.join_the_only_one(form, known.tails[words], "surname")
                or same.join_the_only_one(form, known.heads[form.words], "given name")
            )


def _join_one_word(form: Form, word: str, candidates: list[Form], known: _Known, same: Joined) -> None:
    if form.suffix:
        candidates = [other for other in candidates if other.suffix == form.suffix]
    if candidates:
        same.join_the_only_one(form, candidates, "surname")
    elif (given := known.heads[word,]) and not form.words[:-1]:
        same.join_the_only_one(form, given, "given name")
    elif middle := known.middles[word]:
        # “Maduro” of “Nicolás Maduro Moros”; a middle name that is a given name says less.
        if word in _GIVEN:
            for other in middle[:_LARGEST]:
                same.doubt(form, other, "middle name")
        else:
            same.join_the_only_one(form, middle, "first of two surnames", is_likely=True)


def _doubt_spellings(people: Iterable[Form], same: Joined) -> None:
    """“Medvedjev” beside “Andrey Medvedev”, “Elena Gritsenko” beside “Olena Hrytsenko”: offered, not joined."""
    groups: dict[str, list[Form]] = defaultdict(list)
    for form in people:
        groups[bones(_last(form))].append(form)
    for group in groups.values():
        for form, other in combinations(group[:_LARGEST], 2):
            short, full = sorted((form, other), key=lambda one: len(core(one.words)))
            met = words_alike(_last(short), _last(full)) if _last(short) != _last(full) else None
            is_open = len(core(short.words)) == 1 or given_alike(short.words[0], full.words[0])
            if met and is_open:
                same.doubt(short, full, met.rule)


def _particles_fit(particles: tuple[str, ...], other: Form) -> bool:
    """“bin Salman” needs a “bin” there; “al-Assad” is “Assad” too, as many write him."""
    before = other.words[-1 - len(particles) : -1] if particles else ()
    return before == particles or (set(particles) <= _ARABIC and other.words[-2] not in PARTICLES)
