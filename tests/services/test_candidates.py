"""Entities that may be one: found across articles, never merged, and not asked about twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_cases import arrival, extraction

from casefile.domain.kinds import EntityState, Kind
from casefile.domain.records import Entity
from casefile.services import cases, history, judging
from casefile.services.candidates import Candidate, Names, candidates, candidates_for
from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore
from casefile.store.read_articles import articles
from casefile.store.suggestions import store_extraction

TEXTS = {
    "Андрей Медведев приехал. Dmitry Medvedev saw the Aster Group.": {
        "Андрей Медведев": (Kind.PERSON, ("Медведев",)),
        "Dmitry Medvedev": (Kind.PERSON, ()),
        "Aster Group": (Kind.ORGANIZATION, ()),
    },
    "Andrey Medvedev came to Kiev. Medvedev told Aster.": {
        "Andrey Medvedev": (Kind.PERSON, ("Medvedev",)),
        "Kiev": (Kind.PLACE, ()),
        "Aster": (Kind.ORGANIZATION, ()),
    },
    "A. Medwedew was in Kyiv.": {"A. Medwedew": (Kind.PERSON, ()), "Kyiv": (Kind.PLACE, ())},
}


@pytest.fixture
def case(tmp_path: Path) -> cases.OpenCase:
    """Three articles that write one person, one place and one organisation in several ways."""
    store = CaseStore.create(tmp_path / "case", "Border affair", "B-1")
    add_arrivals(store, [arrival(store, text, f"{number}.txt") for number, text in enumerate(TEXTS)])
    for article, (text, names) in zip(articles(store.reader), TEXTS.items(), strict=True):
        store_extraction(store, article.text_id or "", extraction(text, names), "k")
    store.close()
    return cases.open_case(tmp_path / "case")


def pairs(found: list[Candidate]) -> set[tuple[str, ...]]:
    return {tuple(sorted((each.one.caption, each.other.caption))) for each in found}


def test_spellings_across_articles_are_offered_and_different_given_names_are_not(case: cases.OpenCase) -> None:
    found = candidates(case)
    assert pairs(found) == {
        ("Andrey Medvedev", "Андрей Медведев"),
        ("A. Medwedew", "Andrey Medvedev"),
        ("A. Medwedew", "Андрей Медведев"),
        ("Aster", "Aster Group"),
        ("Kiev", "Kyiv"),
    }
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(each.words == f"{min(99, int(each.score * 100))} % alike, {each.rule}" for each in found)
    case.close()


def test_one_entity_gets_its_own_candidates_best_first(case: cases.OpenCase) -> None:
    entity = judging.find_entity(case, "Andrey Medvedev")
    found = candidates_for(case, entity)
    assert [each.other.caption for each in found] == ["Андрей Медведев", "A. Medwedew"]
    assert [each.is_suggested for each in found] == [True, False]
    assert candidates_for(case, entity, Names(())) == []
    case.close()


def test_what_was_merged_or_called_different_is_not_offered_again(case: cases.OpenCase) -> None:
    keep, other = judging.find_entity(case, "Andrey Medvedev"), judging.find_entity(case, "Андрей Медведев")
    judging.merge(case, keep.id, other.id)
    assert pairs(candidates(case)) == {("A. Medwedew", "Andrey Medvedev"), ("Aster", "Aster Group"), ("Kiev", "Kyiv")}
    judging.split(case, other.id)
    assert ("Andrey Medvedev", "Андрей Медведев") not in pairs(candidates(case))
    assert [each.other.caption for each in candidates_for(case, keep)] == ["A. Medwedew"]
    history.undo(case)
    history.undo(case)
    assert ("Andrey Medvedev", "Андрей Медведев") in pairs(candidates(case))
    case.close()


def test_a_rejected_entity_is_not_offered(case: cases.OpenCase) -> None:
    judging.reject_entity(case, judging.find_entity(case, "Kyiv").id)
    assert ("Kiev", "Kyiv") not in pairs(candidates(case))
    case.close()


def entity(caption: str, *aliases: str, kind: Kind = Kind.PERSON) -> Entity:
    return Entity(caption, kind, caption, "", EntityState.SUGGESTED, aliases, 1, 1, (1,))


def test_a_shared_surname_or_short_name_makes_no_pair_of_full_names() -> None:
    names = Names([entity("Anna Lind", "Lind"), entity("Erik Lind", "Lind"), entity("Lind")])
    assert pairs(names.all_alike()) == {("Anna Lind", "Lind"), ("Erik Lind", "Lind")}


def test_a_shared_acronym_is_a_question_and_says_what_met() -> None:
    organisation = Kind.ORGANIZATION
    names = Names([entity("Harbour Police", "HP", kind=organisation), entity("Huge Printers", "HP", kind=organisation)])
    (found,) = names.all_alike()
    assert (found.is_suggested, found.why) == (False, "HP ~ HP")


def test_identifiers_and_other_kinds_are_not_compared() -> None:
    assert Names([entity("a@x.example", kind=Kind.EMAIL), entity("a@x.exemple", kind=Kind.EMAIL)]).all_alike() == []
    assert Names([entity("Wagner"), entity("Wagner", kind=Kind.ORGANIZATION)]).all_alike() == []


def test_one_entity_is_compared_with_those_only_that_share_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    from casefile.services import candidates as module

    names = Names([entity(f"Anna V{chr(97 + n % 26)}{chr(97 + n // 26)}rt") for n in range(600)])
    compared: list[object] = []
    real = module.likeness.best_of
    monkeypatch.setattr(module.likeness, "best_of", lambda *both: compared.append(both) or real(*both))
    names.like(entity("Anna Vabrt"))
    assert len(compared) < 60


def test_a_crowd_under_one_key_is_left_out_where_all_are_compared_with_all() -> None:
    crowd = [entity(f"{word} Council", kind=Kind.ORGANIZATION) for word in map(str, range(1000))]
    assert Names(crowd).all_alike() == []
