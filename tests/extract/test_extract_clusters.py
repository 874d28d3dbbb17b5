"""Clusters within one document, from names that are given by hand: no engine's taste comes in."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.domain.extraction import Cluster, FoundName
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.clusters import cluster

_MARK = re.compile(r"\[(?P<kind>[POLV]) (?P<name>[^]]*)\]")
_KINDS = {kind.letter: kind for kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.VEHICLE)}


def read(marked: str) -> tuple[str, list[FoundName]]:
    """The text and the names of “They met [P Anna Lind] in [L Oslo].”"""
    text, names, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        span = Span(len(text), len(text) + len(match["name"]))
        names.append(FoundName(span, _KINDS[match["kind"]], "", "test", "1", "", None))
        text += match["name"]
        at = match.end()
    return text + marked[at:], names


def clustered(marked: str) -> tuple[Cluster, ...]:
    text, names = read(marked)
    placed, clusters = cluster(text, names)
    assert [name.span for name in placed] == [name.span for name in names]
    by_id = {one.id: one for one in clusters}
    assert all(by_id[name.cluster].kind is name.kind for name in placed)
    assert all(one.name in one.aliases for one in clusters)
    assert all({join.alias for join in one.joins} == set(one.aliases) - {one.name} for one in clusters)
    return clusters


def groups(marked: str) -> list[set[str]]:
    return [set(one.aliases) for one in clustered(marked)]


def rule_of(found: Iterable[Cluster], alias: str) -> tuple[str, bool]:
    return next((join.rule, join.is_likely) for one in found for join in one.joins if join.alias == alias)


def doubts(found: Iterable[Cluster]) -> set[tuple[str, str, str]]:
    found = list(found)
    names = {one.id: one.name for one in found}
    return {(one.name, names[doubt.cluster], doubt.rule) for one in found for doubt in one.doubts}


# Persons


@pytest.mark.parametrize(
    ("full", "short", "rule"),
    [
        ("Anna Lind", "Lind", "surname"),
        ("Anna Lind", "Lind’s", "surname"),
        ("Anna Lind", "Mrs. Lind", "surname"),
        ("Anna Lind", "Anna", "given name"),
        ("Anna Lind", "A. Lind", "initials"),
        ("Anna Lind", "A Lind", "initials"),
        ("Anna Maria Lind", "A. M. Lind", "initials"),
        ("Anna Maria Lind", "A.M. Lind", "initials"),
        ("Anna Maria Lind", "Anna Lind", "middle name"),
        ("Anna M. Lind", "Anna Lind", "middle name"),
        ("Jan van der Meer", "van der Meer", "surname"),
        ("Jan van der Meer", "Van der Meer", "surname"),
        ("Jan van der Meer", "Meer", "surname"),
        ("Omar al-Hadi", "al-Hadi", "surname"),
        ("Omar al-Hadi", "Al Hadi", "surname"),
        ("Omar al-Hadi", "Hadi", "surname"),
        ("Omar Hadi", "al-Hadi", "surname"),
        ("Faisal bin Talal", "bin Talal", "surname"),
        ("María del Carmen Ruiz Ortega", "Ruiz Ortega", "end of a longer name"),
        ("Nicolás Barros Moros", "Barros", "first of two surnames"),
        ("Robert Moe Jr.", "Moe", "surname"),
        ("Cho Hae-won", "Cho", "given name"),
        ("Jean-Pierre Roux", "Jean-Pierre", "given name"),
        ("JK Rowe", "J. K. Rowe", "same name"),
        ("Andrey Belov", "Andrei Belov", "one letter apart"),
        ("Andrey Belyaev", "Andrey Beliaev", "one letter apart"),
    ],
)
def test_a_short_form_joins_the_only_person_it_fits(full: str, short: str, rule: str) -> None:
    found = clustered(f"They met [P {full}] there. Later [P {short}] left.")
    assert [set(one.aliases) for one in found] == [{full, short}]
    assert rule in {join.rule for join in found[0].joins}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("President Anna Lind", "Anna Lind"),
        ("LIND Anna", "Anna Lind"),
        ("Lind, Anna", "Anna Lind"),
        ("ANNA LIND", "Anna Lind"),
        ("Anna Lind's", "Anna Lind"),
        ("Sean O’Dee's", "Seán O'Dee"),
        ("Cmdr. Kim Ha Won", "Kim Ha-won"),
    ],
)
def test_titles_capitals_order_and_accents_make_no_other_person(one: str, other: str) -> None:
    (found,) = clustered(f"They met [P {one}] there. Later [P {other}] left.")
    assert found.name == other
    assert found.joins[0].rule == "same name"


@pytest.mark.parametrize(
    ("first", "second", "short"),
    [
        ("Anna Lind", "Erik Lind", "Lind"),
        ("Anna Lind", "Anders Lind", "A. Lind"),
        ("Anna K. Lind", "Anna Maria Lind", "Anna Lind"),
        ("Anna Lind", "Anna Moe", "Anna"),
    ],
)
def test_what_fits_two_people_stays_apart_and_in_doubt(first: str, second: str, short: str) -> None:
    found = clustered(f"They met [P {first}] and [P {second}] there. Later [P {short}] left.")
    assert [set(one.aliases) for one in found] == [{first}, {second}, {short}]
    assert {(one, other) for one, other, _ in doubts(found)} == {(short, first), (short, second)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Lind", "Marie Lind"),
        ("Erik Lind", "Erika Lind"),
        ("Anna Lind", "Erik Lind"),
        ("Alexander Belov", "Alexandra Belov"),
        ("Anna Petrov", "Anna Petrova"),
        ("B. Lind", "Anna Lind"),
        ("Donald Moe", "Donald Moe Jr."),
        ("Anna K. Lind", "Anna M. Lind"),
        ("bin Talal", "Omar Talal"),
        ("Maria Lind", "Anna Maria Lind"),
    ],
)
def test_two_people_are_never_one(one: str, other: str) -> None:
    assert groups(f"They met [P {one}] there. Later [P {other}] left.") == [{one}, {other}]


def test_a_given_name_that_is_a_surname_of_another_means_the_other() -> None:
    found = groups("[P Paul Lind] met [P Ron Paul]. Later [P Paul] left.")
    assert found == [{"Paul Lind"}, {"Ron Paul", "Paul"}]


def test_a_spelling_of_one_word_is_offered_and_not_merged() -> None:
    found = clustered("They met [P Andrey Medvedev]. [P Medvedjev] left.")
    assert len(found) == 2
    assert doubts(found) == {("Medvedjev", "Andrey Medvedev", "transliteration")}
    found = clustered(
        "They met [P Olena Hrytsenko]. [P Elena Gritsenko] left. [P Dmitry Medvedev] met [P Ann Medvedjev]."
    )
    assert doubts(found) == {("Olena Hrytsenko", "Elena Gritsenko", "sounds alike")}


def test_no_initial_or_surname_bridges_two_people() -> None:
    found = groups("[P A. Lind] met [P Anna Lind]. [P Lind] met [P Arne Lind], and [P Anna Lind] met [P A. Lind].")
    assert found == [{"A. Lind"}, {"Anna Lind", "Lind"}, {"Arne Lind"}]


def test_a_title_that_only_one_of_two_bearers_was_given_tells_who_is_meant() -> None:
    found = groups("Captain [P Anna Lind] met [P Erik Lind]. Later Captain [P Lind] left. [P Lind] stayed.")
    assert found == [{"Anna Lind", "Lind"}, {"Erik Lind"}, {"Lind"}]
    found = groups("Captain [P Anna Lind] met [P Erik Lind]. Later [P Captain Lind] left.")
    assert found == [{"Anna Lind", "Captain Lind"}, {"Erik Lind"}]


# Organisations


@pytest.mark.parametrize(
    "marked",
    [
        "The [O Harbour Police] ([O HP]) came.",
        "The [O Harbour Police], or [O HP], came.",
        "[O HP], the [O Harbour Police], came.",
        "[O HP] ([O Harbour Police]) came.",
        "They asked the [O Harbour Police HP]. Later the [O HP] came.",
        "They asked the [O Harbour Police] [O HP].",
        "The [O State Security Service] ([O VDD]) came.",
        "The [O Coastal Protection Police] [O KVP] came.",
        "The [O Institute for the Study of Harbours] ([O ISH]) said so.",
        "The [O Multi-National Harbour Force] ([O MNHF]) said so.",
        "The [O Keld Force] ([O KFOR]) came.",
        "The [L United Lands of Vann] ([L ULV]) are far.",
        "The [O United Lands of Vann] ([L ULV]) are far.",
        "[O Harbour Watch International] said so. [O HWI] did not.",
        "[O Chirp], formerly known as [O Tweet], closed.",
        "[O Keld Front], also known as [O Green Hand], fought.",
        "The [O State Security Service], known by its Latvian initials [O VDD], said so.",
        "The [O Harbour Guard Service] ([O Sataman Vartiolaitos]) came.",
        "[P Viktor Hnat], call sign “[P Falcon]”, fought.",
    ],
)
def test_two_names_side_by_side_are_one(marked: str) -> None:
    assert len(clustered(marked)) == 1


def test_an_acronym_is_its_name_before_and_after_the_place_that_explains_it() -> None:
    found = clustered("[O HP] came. The [O Harbour Police] ([O HP]) said so. [O HP] left, said [O HP].")
    assert [one.name for one in found] == ["Harbour Police"]
    assert rule_of(found, "HP") == ("acronym", False)


def test_a_translated_acronym_is_likely_only() -> None:
    found = clustered("The [O Coastal Protection Police] [O KVP] came.")
    assert rule_of(found, "KVP") == ("acronym beside the name", True)


@pytest.mark.parametrize(
    "marked",
    [
        "[O Barents Post] [O KVP] came.",
        "The [O Harbour Council] met [O KVP], [O ABC] and others.",
        "[O Reuters] ([L UK]) said so.",
        "[P Anna Lind] ([O NTB]) said so.",
        "[O Aster Ltd] met [O Aster LLC].",
        "[O Keld Defence Army] met the [O Army].",
        "[O Aster Bank] ([O Keld], [O ABC]) left.",
        "The [V Sea Marten], formerly known as [V Amber Dunlin], left.",
        "[O Aster Army] met [O Aster Party].",
        "[O 1st Keld Brigade] met [O 2nd Keld Brigade].",
        "[O Northern Bank] met [O Southern Bank].",
    ],
)
def test_names_that_only_stand_side_by_side_or_look_alike_are_not_one(marked: str) -> None:
    assert len(clustered(marked)) == len(read(marked)[1])


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("Aster", "Aster group", "Aster"),
        ("Aster", "Aster Group", "Aster Group"),
        ("Aster", "Aster army", "Aster"),
        ("Aster", "Aster mercenaries", "Aster"),
        ("Aster", "PMC Aster", "PMC Aster"),
        ("Aster", "Aster Ltd.", "Aster Ltd."),
        ("Aster", "OOO Aster", "OOO Aster"),
        ("Aster", "Aster GmbH", "Aster GmbH"),
        ("Aster", "Aster’s", "Aster"),
        ("The Keld Observer", "Keld Observer", "Keld Observer"),
        ("Harbour Council of Vann", "Harbour Council", "Harbour Council of Vann"),
        ("Harbour Council of Vann", "the Council", "Harbour Council of Vann"),
        ("Police Security Service", "Security Service", "Police Security Service"),
        ("Ministry of Trade", "Trade Ministry", "Ministry of Trade"),
        ("Keld International", "Keld", "Keld International"),
        ("Brisvik Gazette", "the Gazette", "Brisvik Gazette"),
        ("Keldi movement", "Keldis", "Keldis"),
        ("Al-Keld", "Keld", "Al-Keld"),
        ("Ministry of Foreign Affairs", "Foreign Ministry", "Ministry of Foreign Affairs"),
        ("Department of Defence", "Defense Department", "Department of Defence"),
        ("Organisation for Harbours", "Organization for Harbours", "Organisation for Harbours"),
    ],
)
def test_an_organisation_is_one_in_its_forms(one: str, other: str, name: str) -> None:
    (found,) = clustered(f"They told [O {one}] of it. Later [O {other}] left.")
    assert found.name == name


def test_two_legal_forms_of_one_name_stay_apart_in_doubt() -> None:
    found = clustered("[O Aster] met [O Aster Ltd] and [O Aster LLC].")
    assert len(found) == 3
    assert {rule for _, _, rule in doubts(found)} == {"legal form"}


def test_ministries_of_two_countries_are_two_even_where_the_country_stands_before_the_name() -> None:
    text = (
        "America's [O Defence Ministry] said so. Britain's [O Defence Ministry] did not. "
        "The US [O Defence Ministry] left."
    )
    assert [one.name for one in clustered(text)] == ["America's Defence Ministry", "Britain's Defence Ministry"]
    assert len(clustered("Britain's [O Defence Ministry] said so. The [O Defence Ministry] left.")) == 1
    text = "The [O US Defence Ministry] and the [O UK Defence Ministry]: the [O Defence Ministry] said so."
    assert len(clustered(text)) == 3


def test_an_adjective_before_a_ministry_says_whose_it_is() -> None:
    text = (
        "Ukraine’s [O Defence Ministry] said so. The Russian [O Defence Ministry] left. Russia’s [O Defence Ministry]."
    )
    assert [one.name for one in clustered(text)] == ["Ukraine’s Defence Ministry", "Russian Defence Ministry"]
    assert groups("The [O Ministry of Defence of Ukraine] and the [O Ukrainian Defence Ministry] met.") == [
        {"Ministry of Defence of Ukraine", "Ukrainian Defence Ministry"}
    ]


def test_listed_names_of_one_thing_are_one() -> None:
    found = clustered("The [L US] and the [L U.S.] and the [L United States] and [O America].")
    assert [(one.name, one.kind) for one in found] == [("United States", Kind.PLACE)]
    assert rule_of(found, "US") == ("known alias", False)


# Places


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Vann", "Vann region", "sort of place"),
        ("Vann", "Vann Region", "sort of place"),
        ("Vann", "city of Vann", "sort of place"),
        ("Vann", "Republic of Vann", "sort of place"),
        ("Vann", "eastern Vann", "part of a place"),
        ("Vann", "Eastern Vann", "part of a place"),
        ("Vann", "north-eastern Vann", "part of a place"),
        ("Vann", "Vann, Texas", "place and region"),
        ("Saint Vann", "St. Vann", "same name"),
        ("Crimea", "Crimean peninsula", "known alias"),
        ("Ukraine", "Ukrainian territory", "adjective"),
    ],
)
def test_a_place_is_one_with_what_a_text_adds_to_it(one: str, other: str, rule: str) -> None:
    (found,) = clustered(f"They went to [L {one}]. Later they left [L {other}].")
    assert {join.rule for join in found.joins} == {rule}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ireland", "Northern Ireland"),
        ("Korea", "North Korea"),
        ("North Korea", "South Korea"),
        ("Sudan", "South Sudan"),
        ("Virginia", "West Virginia"),
        ("Asia", "Central Asia"),
        ("Vann", "Vann River"),
        ("Austria", "Australia"),
    ],
)
def test_places_of_their_own_stay_apart(one: str, other: str) -> None:
    assert groups(f"They went to [L {one}]. Later they left [L {other}].") == [{one}, {other}]


def test_a_vessel_is_meant_by_one_word_of_its_name_where_no_other_bears_it() -> None:
    assert groups("The [V MV Amber Dunlin] left. The [V Dunlin] sank.") == [{"MV Amber Dunlin", "Dunlin"}]
    assert len(groups("The [V Amber Dunlin] met the [V Grey Dunlin]. The [V Dunlin] sank.")) == 3


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[P Omar al-Hadi] left. [P Hadi] stayed. [P Hadi] sang.", "Omar al-Hadi"),
        ("[P A. Lind] left. [P Anna Lind] stayed. [P Captain Anna Lind] sang.", "Anna Lind"),
        ("[P LIND] left. [P ANNA LIND] stayed. [P Anna Lind’s] sang.", "Anna Lind"),
        ("the [O Aster group] left. [O Aster] stayed.", "Aster"),
        ("[L eastern Vann] left. [L Vann] stayed.", "Vann"),
        ("[O HP] left. The [O Harbour Police] ([O HP]) stayed.", "Harbour Police"),
        ("[P Andrei Belov] left. [P Andrey Belov] stayed. [P Andrey Belov] sang.", "Andrey Belov"),
    ],
)
def test_a_cluster_is_called_by_its_fullest_and_best_written_form(marked: str, name: str) -> None:
    assert [one.name for one in clustered(marked)] == [name]


# Kinds


def test_a_written_form_has_the_kind_that_most_mentions_speak_for() -> None:
    found = clustered("[O Aster] and [P Aster] and [O Aster] came.")
    assert [(one.kind, one.name) for one in found] == [(Kind.ORGANIZATION, "Aster")]


def test_a_surname_that_is_a_place_too_stays_both() -> None:
    found = clustered("[P Dan Washington] went to [L Washington]. In [L Washington] it rains, said [P Washington].")
    assert [set(one.aliases) for one in found] == [{"Dan Washington", "Washington"}, {"Washington"}]


def test_a_place_that_is_the_surname_of_somebody_named_before_is_the_person_unless_the_text_says_in_it() -> None:
    found = clustered(
        "[P Jan Vann] left [L Vann]. He was in [L Vann]. [L Vann] said so: [L Vann]’s word, north [L Vann]."
    )
    assert [(one.kind, set(one.aliases)) for one in found] == [
        (Kind.PERSON, {"Jan Vann", "Vann"}),
        (Kind.PLACE, {"Vann"}),
    ]
    assert [one.kind for one in clustered("[L Vann] said so. Later [P Jan Vann] came.")] == [Kind.PLACE, Kind.PERSON]


def test_a_word_read_as_a_person_that_begins_a_company_named_before_is_the_company() -> None:
    (found,) = clustered("[O Corvid Foods] sells. [P Corvid] said so.")
    assert (found.kind, found.name) == (Kind.ORGANIZATION, "Corvid Foods")
    assert len(clustered("[O Corvid Foods] sells. [P Ann Corvid] runs it. [P Corvid] said so.")) == 2
    assert len(clustered("[P Corvid] said so. [O Corvid Foods] sells.")) == 2


# Hostile


@settings(max_examples=300)
@given(
    st.text(alphabet="AaBb. ’'-,()“\u0301йΩ中\u200d&", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12), st.sampled_from(list(_KINDS.values()))), max_size=8),
)
def test_any_names_in_any_text_are_clustered_and_stay_where_they_are(
    text: str, spans: list[tuple[int, int, Kind]]
) -> None:
    names, at = [], 0
    for gap, length, kind in spans:
        start, end = at + gap % 5, at + gap % 5 + length
        if end <= len(text):
            names.append(FoundName(Span(start, end), kind, "", "test", "1", "", None))
            at = end
    placed, clusters = cluster(text, names)
    assert [name.span for name in placed] == [name.span for name in names]
    assert {name.cluster for name in placed} == {one.id for one in clusters}
    assert {doubt.cluster for one in clusters for doubt in one.doubts} <= {one.id for one in clusters}


@pytest.mark.parametrize("kind", list(_KINDS))
def test_ten_thousand_names_of_few_words_are_clustered(kind: str) -> None:
    random_ = random.Random(4)
    words = ["Lind", "Anna", "A.", "Aster", "of", "Group", "US", "al-Hadi", "Ministry", *(f"Vo{n}n" for n in range(40))]
    marked = " ".join(f"[{kind} {' '.join(random_.choices(words, k=random_.randint(1, 4)))}]" for _ in range(10_000))
    assert clustered(marked)


def test_a_surname_means_the_only_bearer_whom_the_text_has_named_by_then() -> None:
    found = clustered("[P Anna Lind] came. [P Lind] left. Then [P Erik Lind] came. [P Lind] left.")
    assert [set(one.aliases) for one in found] == [{"Anna Lind", "Lind"}, {"Erik Lind"}, {"Lind"}]
    assert rule_of(found, "Lind") == ("surname, by its place", True)
    assert {other for _, other, _ in doubts(found)} == {"Anna Lind", "Erik Lind"}


def test_a_surname_means_the_only_bearer_whom_its_paragraph_has_named() -> None:
    found = groups("[P Anna Lind] met [P Erik Lind].\n\n[P Erik Lind] left. [P Lind] sailed.\n\n[P Lind] came back.")
    assert found == [{"Anna Lind"}, {"Erik Lind", "Lind"}, {"Lind"}]


def test_a_company_is_meant_by_the_first_words_of_its_name_once_it_was_named_in_full() -> None:
    assert groups("[O Brisk Shipping] sails. [O Brisk] said so.") == [{"Brisk Shipping", "Brisk"}]
    assert len(groups("[O Brisk] sails. [O Brisk Marine] said so.")) == 2
    assert len(groups("[O Brisk Shipping] and [O Brisk Marine] sail. [O Brisk] said so.")) == 3
