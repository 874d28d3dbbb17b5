"""What a search can be narrowed by: counts beside the filters that are set, filters, what is new."""

from __future__ import annotations

import pytest
from index_help import article, found

from casefile.domain.search import FACETS, IndexDocument, SearchRequest

DOCUMENTS = (
    article("a", "Harbour", "ships", publisher="Gazette", language="en", grade="A", date="2022-06-15",
            entities=("Wagner", "Oslo"), tags=("boats", "money"), seen="yes", added="2026-01-01T10:00:00Z"),
    article("b", "Harbour", "ships", publisher="Gazette", language="no", grade="B", date="2022-07-01",
            entities=("Oslo",), tags=("boats",), seen="no", added="2026-01-02T10:00:00Z"),
    article("c", "Quay", "ships", publisher="Herald", language="en", grade="A", date="2021",
            tags=("money",), seen="no", added="2026-01-03T10:00:00Z"),
    article("d", "Quay", "ships", publisher="Observer", date="2022-06", added="2026-01-04T10:00:00Z"),
    article("e", "Other", "trains", publisher="Herald", language="en", date="2022-06-15"),
    IndexDocument("entity", "p", "Ships Ltd", "", kind="organization", added="2026-01-05T10:00:00Z"),
    IndexDocument("note", "n", "Ask", "about ships", date="2022-06-20", kind="lead", tags=("boats",)),
    IndexDocument("claim", "c", "the mayor", "there were no ships", date="2022-06-15", kind="deny", publisher="Herald"),
)  # fmt: skip


@pytest.fixture
def search(over):
    return over(DOCUMENTS)


def test_every_facet_is_counted_over_the_exact_hits(search):
    facets = search("ships").facets
    assert set(facets) == set(FACETS)
    assert facets["type"] == {"article": 4, "entity": 1, "note": 1, "claim": 1}
    assert facets["publisher"] == {"Gazette": 2, "Herald": 2, "Observer": 1}
    assert facets["kind"] == {"organization": 1, "lead": 1, "deny": 1}
    assert facets["language"] == {"en": 2, "no": 1}
    assert facets["grade"] == {"A": 2, "B": 1}
    assert facets["tag"] == {"boats": 3, "money": 2}
    assert facets["entity"] == {"Oslo": 2, "Wagner": 1}
    assert facets["year"] == {"2022": 5, "2021": 1}
    assert facets["month"] == {"2022-06": 4, "2022-07": 1}
    assert facets["seen"] == {"no": 2, "yes": 1}


def test_the_most_frequent_values_come_first_and_no_more_than_asked_for(search):
    assert list(search("ships").facets["publisher"].items()) == [("Gazette", 2), ("Herald", 2), ("Observer", 1)]
    assert search("ships", values=1).facets["tag"] == {"boats": 3}
    assert search("ships", values=0).facets["tag"] == {}


def test_only_the_facets_that_are_asked_for_are_counted(search):
    assert search("ships", facets=("grade",)).facets == {"grade": {"A": 2, "B": 1}}
    assert search("ships", facets=()).facets == {}


def test_a_filter_lets_through_what_has_the_value(search):
    answer = search("ships", filters=(("publisher", "Gazette"),))
    assert found(answer) == {"a", "b"}
    assert answer.total == 2
    assert search("ships", filters=(("publisher", "gazette"),)).total == 0


def test_of_one_facet_any_value_will_do_and_of_several_each_must(search):
    filters = (("publisher", "Gazette"), ("publisher", "Herald"))
    assert found(search("ships", filters=filters)) == {"a", "b", "c"}
    assert found(search("ships", filters=(*filters, ("language", "en")))) == {"a", "c"}
    assert found(search("ships", filters=(("tag", "boats"), ("entity", "Oslo"), ("seen", "no")))) == {"b"}
    assert search("ships", filters=(*filters, ("grade", "F"))).total == 0


def test_a_facet_is_counted_under_the_filters_of_the_others(search):
    facets = search("ships", filters=(("publisher", "Gazette"),)).facets
    assert facets["publisher"] == {"Gazette": 2, "Herald": 2, "Observer": 1}
    assert facets["language"] == {"en": 1, "no": 1}
    assert facets["type"] == {"article": 2}
    facets = search("ships", filters=(("publisher", "Gazette"), ("language", "en"))).facets
    assert facets["publisher"] == {"Gazette": 1, "Herald": 1}
    assert facets["language"] == {"en": 1, "no": 1}
    assert facets["grade"] == {"A": 1}


def test_types_limit_all_but_the_count_of_types(search):
    answer = search("ships", types=("note",))
    assert (answer.total, found(answer)) == (1, {"n"})
    assert answer.facets["type"] == {"article": 4, "entity": 1, "note": 1, "claim": 1}
    assert answer.facets["publisher"] == {}
    assert search("ships", types=("note",), filters=(("tag", "boats"),)).facets["type"] == {"article": 2, "note": 1}
    assert found(search("ships", filters=(("type", "note"), ("type", "entity")))) == {"n", "p"}


def test_of_a_date_that_is_only_a_year_no_month_is_known(search):
    assert search("ships", filters=(("year", "2021"),)).facets["month"] == {}
    assert found(search("ships", filters=(("month", "2022-06"),))) == {"a", "d", "n", "c"}
    assert [hit.type for hit in search("ships", filters=(("month", "2021-01"),)).hits] == []


def test_near_hits_pass_the_filters_too_and_are_in_no_count(search):
    answer = search("shipz", filters=(("publisher", "Herald"),))
    assert (answer.total, answer.near_total) == (0, 2)
    assert {(hit.type, hit.near) for hit in answer.hits} == {("article", "fuzzy"), ("claim", "fuzzy")}
    assert not any(answer.facets.values())


def test_what_came_after_the_moment_is_new(search):
    assert search("ships").new == 0
    assert search("ships", since="2026-01-02T10:00:00Z").new == 3
    assert search("ships", since="2026-01-02T10:00:00Z", types=("article",)).new == 2
    assert search("ships", since="2026-01-02T10:00:00Z", filters=(("publisher", "Herald"),)).new == 1
    assert search("ships", since="2025").new == 5
    assert search("trains", since="2025").new == 0


def test_a_limit_of_nothing_still_counts(search):
    answer = search("ships", limit=0)
    assert (answer.hits, answer.total) == ((), 7)
    assert answer.facets["type"]["article"] == 4


def test_a_filter_with_a_strange_value_finds_nothing_and_breaks_nothing(search):
    for value in ("", "=", "a=b", "\u202e", "x" * 10_000, "publisher=Gazette"):
        assert search("ships", filters=(("publisher", value),)).total == 0


def test_a_value_that_is_nowhere_the_most_frequent_can_be_it_in_all(engine):
    """However few of it there are among the documents that came in together."""
    for part in range(3):
        documents = [article(f"{part}.{n}", "anna", tags=(f"part{part}",) * (n < 4)) for n in range(40)]
        often = [article(f"{part}.often{n}", "anna", tags=("often",)) for n in range(2)]
        alone = [article(f"{part}.alone{n}", "anna", tags=(f"alone{part}.{n}",)) for n in range(70)]
        engine.put([*documents, *often, *alone])
    answer = engine.search(SearchRequest("anna", values=1, facets=("tag",)))
    assert answer.facets == {"tag": {"often": 6}}
