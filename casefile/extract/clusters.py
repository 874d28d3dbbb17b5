"""The names of one thing in one document, put together where nothing else fits.

Two candidates: left apart, in doubt, for a person to judge. Different given names are never merged. Every join has
its rule; what nothing in the text says outright is marked as likely.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from casefile.domain.extraction import Cluster, Doubt, FoundName, Join
from casefile.domain.kinds import Kind
from casefile.extract.joins.acronyms import join_appositions, join_by_initials
from casefile.extract.joins.context import bodies_of_countries, people_named_like_places, surnames_in_place
from casefile.extract.joins.forms import Form, Joined, form_of
from casefile.extract.joins.known import listed
from casefile.extract.joins.naming import best_name
from casefile.extract.joins.organisations import join_organisations
from casefile.extract.joins.people import join_people
from casefile.extract.joins.places import join_places

_MOST_DOUBTS = 8

_Words = tuple[tuple[str, ...], str]


def cluster(text: str, names: list[FoundName]) -> tuple[tuple[FoundName, ...], tuple[Cluster, ...]]:
    """``names`` with their cluster set, and the clusters in order of first mention (``c1``, ``c2``, …).

    The names of one cluster have one kind in the end: the one that most speaks for.
    """
    forms = people_named_like_places(text, names, _of_longer_names(_of_one_kind(names, _forms(text, names))))
    forms = surnames_in_place(text, names, bodies_of_countries(text, names, forms))
    same = Joined(dict.fromkeys(forms))
    distinct = list(dict.fromkeys(forms))
    _join_listed(distinct, same)
    join_appositions(text, names, forms, same)
    join_people(distinct, same)
    join_organisations(distinct, same)
    join_places(distinct, same)
    _join_vehicles(distinct, same)
    join_by_initials(distinct, same)
    return _gather(text, names, forms, same)


def _forms(text: str, names: Sequence[FoundName]) -> list[Form]:
    known: dict[tuple[Kind, str], Form] = {}
    found = []
    for name in names:
        key = (name.kind, name.span.of(text))
        if key not in known:
            known[key] = form_of(key[1], name.kind)
        found.append(known[key])
    return found


def _of_one_kind(names: Sequence[FoundName], forms: list[Form]) -> list[Form]:
    """One written form is one thing, of the kind that most of its mentions speak for.

    Not where it ends a person's full name: “Washington” beside “Denzel Washington” may be either.
    """
    weights: dict[_Words, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    as_kind: dict[tuple[_Words, Kind], Form] = {}
    surnames = set()
    for name, form in zip(names, forms, strict=True):
        weights[form.words, form.suffix][form.kind] += _weight(name)
        as_kind.setdefault(((form.words, form.suffix), form.kind), form)
        if form.kind is Kind.PERSON and len(form.words) > 1:
            surnames.add(form.words[-1])
    chosen: dict[Form, Form] = {}
    for words, kinds in weights.items():
        if len(kinds) > 1 and not (len(words[0]) == 1 and words[0][0] in surnames):
            best, second = sorted(kinds, key=lambda kind: -kinds[kind])[:2]
            if len(words[0]) > 1 or kinds[best] > kinds[second]:
                chosen |= {as_kind[words, kind]: as_kind[words, best] for kind in kinds}
    return [chosen.get(form, form) for form in forms] if chosen else forms


def _of_longer_names(forms: list[Form]) -> list[Form]:
    """A single word that was read as a person, that no full name of a person bears, and that begins the name of an
    organisation mentioned before, is that organisation: “Corvid” after “Corvid Foods”."""
    borne = {word for form in forms if form.kind is Kind.PERSON and len(form.words) > 1 for word in form.words}
    first: dict[str, Form] = {}
    found = list(forms)
    for place, form in enumerate(forms):
        if form.kind is Kind.ORGANIZATION and len(form.words) > 1:
            first.setdefault(form.words[0], form)
        elif (
            form.kind is Kind.PERSON and len(form.words) == 1 and form.words[0] in first and form.words[0] not in borne
        ):
            found[place] = replace(form, kind=Kind.ORGANIZATION)
    return found


def _weight(name: FoundName) -> float:
    return 1.0 if name.score is None else max(name.score, 0.01)


def _join_listed(forms: Iterable[Form], same: Joined) -> None:
    """“US” and “United States”: two names of one country, or of one organisation of the list."""
    first: dict[str, Form] = {}
    for form in forms:
        words = (*form.words, *form.suffix.split())
        # “US” is listed, “us” is no name.
        if (row := listed(form.kind, words)) and (len(words[-1]) > 3 or not form.written[-1].islower()):
            if row in first:
                same.join(form, first[row], "known alias")
            else:
                first[row] = form


def _join_vehicles(forms: Iterable[Form], same: Joined) -> None:
    """“The tanker Amber Keld”, “Amber Keld” and, where no other vessel has the word in its name, “the Keld”."""
    vehicles = [form for form in forms if form.kind is Kind.VEHICLE and not form.is_long]
    by_words = {form.words: form for form in vehicles}
    longer: dict[str, list[Form]] = defaultdict(list)
    for form in vehicles:
        cut = [place for place, raw in enumerate(form.written) if not raw.islower()]
        words = form.words[cut[0] : cut[-1] + 1] if cut else ()
        if words != form.words and words in by_words:
            same.join(form, by_words[words], "generic word")
        elif len(form.words) > 1:
            for word in {form.words[0], form.words[-1]}:
                longer[word].append(form)
    for words, form in by_words.items():
        if len(words) == 1:
            same.join_the_only_one(form, longer[words[0]], "shortened", is_likely=True)


def _gather(
    text: str, names: Sequence[FoundName], forms: Sequence[Form], same: Joined
) -> tuple[tuple[FoundName, ...], tuple[Cluster, ...]]:
    ids: dict[Form, str] = {}
    identities = [ids.setdefault(same.root(form), f"c{len(ids) + 1}") for form in forms]
    written: dict[str, dict[Form, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    kinds: dict[str, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    for name, form, identity in zip(names, forms, identities, strict=True):
        written[identity][form][" ".join(name.span.of(text).split())] += 1
        kinds[identity][form.kind] += _weight(name)
    doubts: dict[str, dict[str, str]] = defaultdict(dict)
    for (one, other), rule in same.doubts.items():
        left, right = ids[same.root(one)], ids[same.root(other)]
        if left != right and len(doubts[left]) < _MOST_DOUBTS:
            doubts[left].setdefault(right, rule)
    clusters = {
        identity: _cluster(
            identity, max(kinds[identity], key=kinds[identity].__getitem__), by_form, same, doubts.get(identity, {})
        )
        for identity, by_form in written.items()
    }
    placed = [
        replace(name, kind=clusters[identity].kind, cluster=identity)
        for name, identity in zip(names, identities, strict=True)
    ]
    return tuple(placed), tuple(clusters.values())


def _heaviest(kinds: Mapping[Kind, float]) -> Kind:
    return max(kinds, key=lambda kind: kinds[kind])


def _cluster(
    identity: str, kind: Kind, by_form: dict[Form, Counter[str]], same: Joined, doubts: dict[str, str]
) -> Cluster:
    named, name = best_name(by_form, kind)
    # In order of first mention; a name that stands nowhere by itself (“the crew of Aster's ship”) is an alias too.
    aliases = dict.fromkeys(alias for found in by_form.values() for alias in found)
    aliases.setdefault(name)
    joins = []
    for form, found in by_form.items():
        rule, is_likely = _rule(form, named, by_form, same)
        joins += [Join(alias, rule, is_likely) for alias in found if alias != name]
    return Cluster(
        identity, kind, name, tuple(aliases), tuple(joins), tuple(Doubt(other, rule) for other, rule in doubts.items())
    )


def _rule(form: Form, named: Form, by_form: Iterable[Form], same: Joined) -> tuple[str, bool]:
    """By which rule ``form`` is in a cluster that has its name from ``named``."""
    if form == named:
        return "same name", False
    if form in same.rules:
        return same.rules[form]
    # The others were joined to this one: the rule that brought the name speaks for both.
    others = (same.rules[one] for one in (named, *by_form) if one in same.rules)
    return next(others, ("same name", False))
