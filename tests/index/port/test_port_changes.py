"""Documents come, change and go: the next search knows."""

from __future__ import annotations

from index_help import article, found

from casefile.domain.search import IndexDocument, SearchRequest


def ask(engine, query, **more):
    return engine.search(SearchRequest(query, **more))


def test_an_empty_engine_answers(engine):
    answer = ask(engine, "wagner")
    assert (answer.total, answer.near_total, answer.hits, answer.error) == (0, 0, (), "")


def test_what_was_put_is_found_by_the_next_search(engine):
    engine.put([article("1", body="wagner")])
    assert found(ask(engine, "wagner")) == {"1"}
    engine.put([article("2", body="wagner")])
    assert found(ask(engine, "wagner")) == {"1", "2"}


def test_a_document_takes_the_place_of_the_one_with_its_key(engine):
    engine.put([article("1", "Wagner", "old words", publisher="Gazette", date="2021-01-01")])
    engine.put([article("1", "Medvedev", "fresh words", publisher="Herald", date="2022-01-01")])
    assert ask(engine, "wagner").total == ask(engine, "old").total == 0
    answer = ask(engine, "fresh")
    assert (answer.total, answer.facets["publisher"], answer.facets["year"]) == (1, {"Herald": 1}, {"2022": 1})
    engine.put([article("1", body=f"round {number}") for number in range(3)])
    assert found(ask(engine, "round 2")) == {"1"}
    assert ask(engine, "round 1").total == 0


def test_ids_of_different_types_are_different_documents(engine):
    engine.put([article("1", body="wagner"), IndexDocument("note", "1", "", "wagner")])
    assert ask(engine, "wagner").total == 2
    engine.delete(["note:1"])
    assert [hit.type for hit in ask(engine, "wagner").hits] == ["article"]


def test_what_was_deleted_is_gone_and_comes_back_when_put_again(engine):
    engine.put([article(str(number), body="wagner medvedev") for number in range(5)])
    engine.delete(["article:1", "article:3", "article:nobody"])
    assert found(ask(engine, "wagner")) == {"0", "2", "4"}
    assert found(ask(engine, '"wagner medvedev"')) == {"0", "2", "4"}
    assert found(ask(engine, "w", typing=True)) == {"0", "2", "4"}
    assert ask(engine, "-nothing").total == 3
    engine.put([article("1", body="wagner")])
    assert found(ask(engine, "wagner -medvedev")) == {"1"}


def test_deleted_documents_are_in_no_facet_and_no_near_count(engine):
    engine.put([article("1", body="wagner", tags=("x",)), article("2", body="Вагнер", tags=("x",))])
    engine.delete(["article:2"])
    answer = ask(engine, "wagner")
    assert (answer.total, answer.near_total, answer.facets["tag"]) == (1, 0, {"x": 1})


def test_everything_can_go(engine):
    engine.put([article("1", body="wagner")])
    engine.delete(["article:1"])
    assert ask(engine, "wagner").total == 0
    engine.put([article("2", body="wagner")])
    assert found(ask(engine, "wagner")) == {"2"}


def test_a_document_may_be_empty_or_all_signs(engine):
    engine.put([article("1"), article("2", "?!", "\u202e \x00 🙂"), article("3", body="word")])
    assert found(ask(engine, "word")) == {"3"}
    assert ask(engine, "*").total == 3
