"""Undo and redo: exact, by rows, refusing what would hide later work."""

from __future__ import annotations

import pytest
from random_acts import RandomInvestigator
from store_cases import FIRST, arrival, extraction, span_of

from casefile.domain.errors import NotFound, Refused
from casefile.domain.journal import first_break
from casefile.domain.kinds import EntityState, Kind
from casefile.domain.records import Metadata
from casefile.store import judging, noting
from casefile.store.arrivals import add_arrivals
from casefile.store.canonical_export import canonical_export
from casefile.store.case_store import CaseStore
from casefile.store.describing import mark_looked_at, set_metadata
from casefile.store.doctor import doctor
from casefile.store.purge import purge_article
from casefile.store.read_articles import acquisitions, article, articles, extraction_queue
from casefile.store.read_entities import entities, entity
from casefile.store.read_journal import journal, journal_head
from casefile.store.read_mentions import mentions
from casefile.store.read_notes import note, notes
from casefile.store.suggestions import store_extraction
from casefile.store.undo import redo, undo


@pytest.mark.parametrize("seed", [1, 2])
def test_as_many_undos_as_acts_lead_back_and_as_many_redos_forth(read_case: CaseStore, seed: int) -> None:
    """The issue's measure has 1,000 acts: `tests/benchmarks`; here fewer, in the time that a suite has."""
    start = canonical_export(read_case.reader)
    done = RandomInvestigator(read_case, seed).act(250)
    end = canonical_export(read_case.reader)
    assert end != start
    for _ in range(done):
        undo(read_case)
    assert canonical_export(read_case.reader) == start
    for _ in range(done):
        redo(read_case)
    assert canonical_export(read_case.reader) == end
    assert first_break(journal(read_case.reader)) is None
    assert doctor(read_case.reader) == []


def test_an_undone_making_retires_the_entity_and_redo_revives_the_same_id(case: CaseStore) -> None:
    text_id = articles(case.reader)[0].text_id or ""
    made = judging.make_entity(case, text_id, span_of(FIRST, "Lund"), Kind.PLACE)
    undone = undo(case)
    assert undone.verb == "undid"
    assert undone.undoes == undone.seq - 1
    with pytest.raises(NotFound):
        entity(case.reader, made)
    assert mentions(case.reader, text_id) == []
    assert redo(case).undoes == undone.seq
    assert entity(case.reader, made).caption == "Lund"


def test_an_undone_creation_sends_suggestions_that_had_joined_it_back_to_the_engines(case: CaseStore) -> None:
    first, second = articles(case.reader)
    made = judging.make_entity(case, first.text_id or "", span_of(FIRST, "Anna Berg"), Kind.PERSON)
    store_extraction(
        case, second.text_id or "", extraction("The lawyer of Anna Berg", {"Anna Berg": (Kind.PERSON, ())}), "k"
    )
    assert [m.entity for m in mentions(case.reader, second.text_id or "")] == [made]
    undo(case)
    assert mentions(case.reader, second.text_id or "") == []
    assert (second.number, second.text_id) in extraction_queue(case.reader, "k")


def test_machine_rows_and_looking_are_not_undone(read_case: CaseStore) -> None:
    set_metadata(read_case, 1, Metadata(title="A title"))
    mark_looked_at(read_case, 1)
    first = article(read_case.reader, 1)
    store_extraction(read_case, first.text_id or "", extraction(FIRST, {}), "k2")
    undo(read_case)
    assert article(read_case.reader, 1).title == ""
    assert article(read_case.reader, 1).is_looked_at


def test_undo_refuses_where_another_act_changed_the_same_row(case: CaseStore) -> None:
    noting.add_note(case, "One", "body")
    with case.act("exported", "case", "x", {"slipped": "in"}) as act:
        act.update("note", note(case.reader, 1).id, {"title": "Two"})
    with pytest.raises(Refused, match="same note"):
        undo(case)
    assert note(case.reader, 1).title == "Two"


def test_an_act_that_changed_no_row_neither_is_undone_nor_stands_in_the_way(case: CaseStore) -> None:
    noting.add_note(case, "One", "")
    case.record("checked", "case", "x", {"found": 0})
    undo(case)
    case.record("checked", "case", "x", {"found": 0})
    redo(case)
    assert [n.title for n in notes(case.reader)] == ["One"]


def test_there_is_an_end_to_undoing(store: CaseStore) -> None:
    with pytest.raises(Refused, match="nothing to undo"):
        undo(store)
    with pytest.raises(Refused, match="nothing to redo"):
        redo(store)


def test_redo_refuses_once_a_person_has_acted_again(case: CaseStore) -> None:
    noting.add_note(case, "One", "")
    undo(case)
    noting.add_note(case, "Two", "")
    with pytest.raises(Refused, match="since the last undo"):
        redo(case)
    assert [n.number for n in notes(case.reader)] == [2]


def test_undo_goes_on_below_what_was_redone(case: CaseStore) -> None:
    for title in ("One", "Two", "Three"):
        noting.add_note(case, title, "")
    undo(case)
    undo(case)
    redo(case)
    undo(case)
    undo(case)
    assert notes(case.reader) == []
    for _ in range(3):
        redo(case)
    assert [n.title for n in notes(case.reader)] == ["One", "Two", "Three"]


def test_an_added_article_can_be_taken_back_and_its_number_is_not_used_again(case: CaseStore) -> None:
    undo(case)
    assert [a.number for a in articles(case.reader)] == [1]
    again = add_arrivals(case, [arrival(case, "Quite another text.")])
    assert again[0].number == 3


def test_an_article_whose_bytes_came_in_again_is_not_taken_back(case: CaseStore) -> None:
    add_arrivals(case, [arrival(case, FIRST, "again.txt")])
    undo(case)
    assert [a.number for a in articles(case.reader)] == [1]
    with pytest.raises(Refused, match="came in once more"):
        undo(case)
    assert [a.number for a in articles(case.reader)] == [1]
    assert len(acquisitions(case.reader, 1)) == 2


def test_undo_skips_what_was_purged(case: CaseStore) -> None:
    noting.add_note(case, "Before", "")
    text_id = article(case.reader, 2).text_id or ""
    judging.make_entity(case, text_id, span_of("The lawyer", "lawyer"), Kind.PERSON)
    purge_article(case, 2, "a court's order")
    undo(case)
    assert notes(case.reader) == []


def test_saving_a_note_as_it_was_leaves_no_row(case: CaseStore) -> None:
    noting.add_note(case, "One", "body")
    before = journal_head(case.reader)
    noting.save_note(case, 1, body="body")
    assert journal_head(case.reader) == before


def test_a_rejected_entity_comes_back_with_undo(read_case: CaseStore) -> None:
    berg = entities(read_case.reader)[0]
    judging.reject_entity(read_case, berg.id)
    assert berg.id not in {e.id for e in entities(read_case.reader)}
    undo(read_case)
    assert entity(read_case.reader, berg.id) == berg
    assert berg.state is EntityState.SUGGESTED
