"""How alike two names are: spellings meet across scripts, people with different given names never do."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.domain.kinds import Kind
from casefile.extract.likeness import ASKED, SUGGESTED, form, keys, likeness, may_be_one, sought
from casefile.extract.word_likeness import QUESTION, Likeness, jaro_winkler


def like(one: str, other: str, kind: Kind = Kind.PERSON) -> Likeness | None:
    left, right = form(one, kind), form(other, kind)
    found = likeness(left, right)
    assert (found is None) == (likeness(right, left) is None)
    if found is not None:
        assert sought(left) & keys(right)
        assert sought(right) & keys(left)
    return found


@pytest.mark.parametrize(
    "spellings",
    [
        "Медведев Medvedev Medvedjev Medwedew Medvediev",
        "Gaddafi Qadhafi Kadafi Qaddafi Gadhafi Khadafy",
        "Лукашенко Lukashenko Lukashenka Лукашэнка",
        "Zelensky Zelenskyy Zelenskiy Зеленський Selenskyj",
        "Muhammad Mohammed Mohamed",
        "Yevgeny Evgeny Evgenii Евгений",
        "Tchaikovsky Chaikovsky Tschaikowski Чайковский",
        "Hrytsenko Gritsenko Гриценко",
        "Khodorkovsky Chodorkowski Ходорковский",
    ],
)
def test_spellings_of_one_name_are_offered(spellings: str) -> None:
    for one, other in itertools.combinations(spellings.split(), 2):
        found = like(one, other)
        assert found is not None, (one, other)
        assert ASKED <= found.score <= 1


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Андрей Медведев", "Andrey Medvedev", "transliteration"),
        ("Andrey Medvedjev", "Andrei Medvedev", "transliteration"),
        ("Muammar Gaddafi", "Moammar Qadhafi", "known variant"),
        ("Volodymyr Zelenskyy", "Vladimir Zelensky", "forms of one given name"),
        ("Евгений Пригожин", "Yevgeny Prigozhin", "transliteration"),
        ("A. Lind", "Anna Lind", "initials"),
        ("Lind", "Anna Lind", "surname alone"),
        ("Lind Anna", "Anna Lind", "order of names"),
        ("Anna M. Lind", "Anna Lind", "middle name"),
        ("Omar al-Hadi", "Omar Hadi", "particle"),
        ("Robert Moe Jr.", "Robert Moe", "junior"),
        ("Dr. Anna Lind", "ANNA LIND", "same name"),
    ],
)
def test_full_names_are_offered_with_the_rule_that_joins_them(one: str, other: str, rule: str) -> None:
    found = like(one, other)
    assert found is not None
    assert found.rule == rule


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Lind", "Erik Lind"),
        ("Maria Lind", "Marie Lind"),
        ("Maria Lind", "Mario Lind"),
        ("Alexander Petrov", "Alexandra Petrov"),
        ("Anna Petrov", "Anna Petrova"),
        ("Anna K. Lind", "Anna M. Lind"),
        ("B. Lind", "Anna Lind"),
        ("Anna", "Anna Lind"),
        ("Petrov", "Petrenko"),
        ("Anna Berg", "Anna Borg"),
        ("Dmitry Medvedev", "Андрей Медведев"),
    ],
)
def test_two_people_are_never_offered_as_one(one: str, other: str) -> None:
    assert like(one, other) is None


def test_captions_with_different_given_names_rule_two_people_out() -> None:
    def person(name: str, other: str) -> bool:
        return may_be_one(form(name, Kind.PERSON), form(other, Kind.PERSON))

    assert not person("Anna Lind", "Erik Lind")
    assert person("Lind", "Erik Lind")
    assert person("Lind Erik", "Erik Lind")


@pytest.mark.parametrize(
    ("one", "other", "kind", "rule"),
    [
        ("Aster", "Aster Group", Kind.ORGANIZATION, "generic word"),
        ("Aster", "OOO Aster", Kind.ORGANIZATION, "legal form"),
        ("Газпром", "Gazprom", Kind.ORGANIZATION, "transliteration"),
        ("Harbour Security Bureau", "HSB", Kind.ORGANIZATION, "initials"),
        ("Ministry of Trade", "Trade Ministry", Kind.ORGANIZATION, "same words"),
        ("Hezbollah", "Hizbullah", Kind.ORGANIZATION, "known alias"),
        ("Organisation for Harbours", "Organization for Harbours", Kind.ORGANIZATION, "same words"),
        ("Brightwater", "Brightwater Shipping", Kind.ORGANIZATION, "shortened"),
        ("Kyiv", "Kiev", Kind.PLACE, "known alias"),
        ("Київ", "Kyiv", Kind.PLACE, "transliteration"),
        ("Vann", "Vann region", Kind.PLACE, "sort of place"),
        ("Vann", "eastern Vann", Kind.PLACE, "part of a place"),
        ("Vann", "Vann, Texas", Kind.PLACE, "place and region"),
    ],
)
def test_organisations_and_places_are_offered_with_their_rule(one: str, other: str, kind: Kind, rule: str) -> None:
    found = like(one, other, kind)
    assert found is not None
    assert found.rule == rule


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("North Korea", "South Korea", Kind.PLACE),
        ("Austria", "Australia", Kind.PLACE),
        ("Iran", "Iraq", Kind.PLACE),
        ("Vann, Texas", "Vann, Ohio", Kind.PLACE),
        ("1st Brigade", "2nd Brigade", Kind.ORGANIZATION),
        ("Northern Bank", "Southern Bank", Kind.ORGANIZATION),
        ("US Army", "UK Army", Kind.ORGANIZATION),
    ],
)
def test_organisations_and_places_of_their_own_are_not_offered(one: str, other: str, kind: Kind) -> None:
    assert like(one, other, kind) is None


def test_what_only_looks_alike_is_a_question_and_what_sounds_the_same_a_suggestion() -> None:
    hansen, medvedev = like("Anna Hansen", "Anna Hanson"), like("Медведев", "Medvedev")
    assert hansen is not None
    assert medvedev is not None
    assert hansen.score <= QUESTION + 0.03
    assert medvedev.score >= SUGGESTED


def test_two_kinds_are_never_alike() -> None:
    assert likeness(form("Wagner", Kind.PERSON), form("Wagner", Kind.ORGANIZATION)) is None


@pytest.mark.parametrize(
    ("one", "other", "value"),
    # The worked examples of Winkler (1990), as they are printed everywhere.
    [("MARTHA", "MARHTA", 0.961), ("DIXON", "DICKSONX", 0.813), ("DWAYNE", "DUANE", 0.84), ("A", "B", 0.0)],
)
def test_the_measure_of_jaro_and_winkler(one: str, other: str, value: float) -> None:
    assert jaro_winkler(one, other) == pytest.approx(value, abs=0.001)


@settings(max_examples=300)
@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from([kind for kind in Kind if kind.is_name]))
def test_any_two_names_can_be_compared_and_either_way_round_alike(one: str, other: str, kind: Kind) -> None:
    left, right = form(one, kind), form(other, kind)
    found, turned = likeness(left, right), likeness(right, left)
    assert (found is None) == (turned is None)
    if found is not None and turned is not None:
        assert found.score == pytest.approx(turned.score, abs=0.05)
    assert likeness(left, left) == Likeness(1.0, "same name")
