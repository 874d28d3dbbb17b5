from __future__ import annotations

import pytest

from casefile.domain.search import IndexDocument, SearchRequest
from casefile.services import cases, judging
from casefile.services.entity_names import EntityNames, telling
from index.scan import scan

TEXTS = [
    IndexDocument("article", "full", "", "a statement by Tomas Ekdal"),
    IndexDocument("article", "paper", "", "as the Brisvik Gazette wrote"),
    IndexDocument("article", "namesake", "", "Tomas Lund, a baker"),
]


def found(names: EntityNames, query: str) -> set[str]:
    return {hit.id for hit in scan(TEXTS, names.complete(SearchRequest(query))).hits}


def test_only_confirmed_ones_are_found_by_their_other_names(read_case: cases.OpenCase) -> None:
    names = EntityNames(read_case.reader)
    person, paper = judging.find_entity(read_case, "Tomas Ekdal"), judging.find_entity(read_case, "Brisvik Gazette")
    assert found(names, "entity:gazette") == set()
    judging.accept_entity(read_case, person.id)
    assert found(names, "entity:ekdal") == {"full"}
    judging.merge(read_case, person.id, paper.id)
    assert found(names, "entity:gazette") == found(names, "entity:ekdal") == {"full", "paper"}
    assert found(names, "entity：gaz*") == {"full", "paper"}
    assert found(names, "tomas -entity:gazette") == {"namesake"}
    judging.split(read_case, paper.id)
    assert found(names, "entity:gazette") == set()
    judging.reject_entity(read_case, person.id)
    assert found(names, "entity:ekdal") == set()


def test_a_query_that_asks_for_no_entity_is_left_as_it_is(read_case: cases.OpenCase) -> None:
    names = EntityNames(read_case.reader)
    for query in ("ekdal", "title:ekdal", "entity:", "entity: ekdal", '"entity:ekdal', ""):
        request = SearchRequest(query)
        assert names.complete(request) is request


@pytest.mark.parametrize(
    ("caption", "aliases", "kept"),
    [
        (
            "Andrei Medvedev",
            ["Andrei", "Medvedev", "Андрей Медведев", "A. Medvedev"],
            ["Андрей Медведев", "A. Medvedev"],
        ),
        ("Medvedev", ["Andrei Medvedev", "ANDREI"], ["Andrei Medvedev"]),
        (
            "Wagner Group",
            ["PMC Wagner", "Wagner", "the Group", "ЧВК Вагнер"],
            ["PMC Wagner", "the Group", "ЧВК Вагнер"],
        ),
        ("Acme", ["!!", "Acme Ltd"], ["Acme Ltd"]),
    ],
)
def test_a_part_of_a_longer_name_stands_for_nobody_by_itself(caption: str, aliases: list[str], kept: list[str]) -> None:
    assert telling(caption, aliases) == kept
