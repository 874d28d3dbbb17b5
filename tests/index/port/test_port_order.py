"""Who comes first."""

from __future__ import annotations

import pytest
from index_help import article

from casefile.domain.search import IndexDocument


def keys(answer):
    return [f"{hit.type}:{hit.id}" for hit in answer.hits]


DATED = (
    article("b", "x", "harbour", date="2022-06-15"),
    article("a", "x", "harbour", date="2022-06-15"),
    article("c", "x", "harbour"),
    article("d", "x", "harbour harbour harbour", date="2021"),
    article("e", "x", "harbour", date="2022-06"),
    article("10", "x", "harbour"),
    article("9", "x", "harbour"),
    IndexDocument("note", "n", "y", "harbour", date="2022-06-15"),
    IndexDocument("entity", "h", "harbour", ""),
    article("f", "x", "harbuor", date="2030-01-01"),
)


def test_by_date_the_newest_comes_first_undated_last_equal_ones_by_key(over):
    assert keys(over(DATED)("harbour", sort="date")) == [
        "article:a", "article:b", "note:n", "article:e", "article:d",
        "article:10", "article:9", "article:c", "entity:h",
    ]  # fmt: skip


def test_the_first_few_are_the_same_as_of_all(over):
    search = over(DATED)
    everything = keys(search("harbour", sort="date"))
    for limit in range(1, len(everything)):
        assert keys(search("harbour", sort="date", limit=limit)) == everything[:limit]


def test_near_hits_come_after_all_exact_ones_however_new(over):
    for sort in ("date", "newest", "relevance"):
        answer = over((*DATED[:3], DATED[-1]))("harbour", sort=sort)
        assert [hit.near for hit in answer.hits] == ["", "", "", "fuzzy"]


def crowd():
    for number in range(30):
        day = f"2022-01-{number + 1:02}"
        yield article(f"t{number:02}", "Concord wins", "about it", date=day)
        yield article(f"b{number:02}", "News", "the Concord case", date=f"2023-01-{number + 1:02}")
        yield IndexDocument("entity", f"e{number:02}", f"Concord {number}", "", kind="organization")
        yield IndexDocument("claim", f"c{number:02}", "Concord", "we did nothing", date=day)


CROWD = tuple(crowd())


def test_newest_shows_some_names_then_claims_then_titles_then_texts_each_newest_first(over):
    hits = keys(over(CROWD)("concord", sort="newest", limit=50))
    expected = [f"entity:e{n:02}" for n in range(10)] + [f"claim:c{29 - n:02}" for n in range(10)]
    assert hits == expected + [f"article:t{29 - n:02}" for n in range(30)]


def test_what_exceeds_the_share_of_its_group_comes_behind_the_rest(over):
    hits = keys(over(CROWD)("concord", sort="newest", limit=110))
    assert hits[:44] == [f"entity:e{n:02}" for n in range(22)] + [f"claim:c{29 - n:02}" for n in range(22)]
    assert hits[74] == "article:b29"
    assert hits[-6:] == [f"entity:e{n:02}" for n in range(22, 28)]


def test_by_relevance_names_and_claims_do_not_crowd_out_what_they_occur_in(over):
    kinds = [hit.type for hit in over(CROWD)("concord", limit=20).hits]
    assert kinds == ["entity"] * 4 + ["claim"] * 4 + ["article"] * 12


def test_an_entity_of_that_name_comes_before_the_texts_it_occurs_in(over):
    documents = (
        *(article(str(number), "Concord", "Concord " * 20) for number in range(30)),
        IndexDocument("entity", "e", "Concord", "Concord", kind="organization"),
    )
    for sort in ("relevance", "newest"):
        assert over(documents)("concord", limit=5, sort=sort).hits[0].type == "entity"


TITLES = (
    article("title", "Wagner in Oslo", "a report"),
    article("text", "A report", "Wagner in Oslo"),
    article("both", "Wagner", "in Oslo"),
)


@pytest.mark.parametrize(
    ("query", "titled"),
    [
        ("wagner", {"title", "both"}),
        ("wagner oslo", {"title"}),
        ('"in oslo"', {"title"}),
        ("wagner -cat", {"title", "both"}),
        ("wag*", {"title", "both"}),
        ("title:wagner", {"title", "both"}),
        ("oslo OR wagner", {"title", "both"}),
        ("type:article", set()),
    ],
)
def test_a_hit_says_whether_its_title_alone_matches(over, query, titled):
    assert {hit.id for hit in over(TITLES)(query).hits if hit.in_title} == titled


def test_the_title_counts_more_and_a_short_text_more_than_a_long_one(over):
    documents = (
        article("1", "Harbour", "wagner " + "other words here " * 30),
        article("2", "Wagner", "wagner wagner in short"),
        article("3", "Long", "wagner wagner wagner " + "so many other words " * 60),
    )
    assert over(documents)("wagner").hits[0].id == "2"
    assert [hit.id for hit in over((documents[0], article("4", body="wagner")))("wagner").hits] == ["4", "1"]
