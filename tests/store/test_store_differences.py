"""What another run of the engines changed: compared with what a person saw last, never with a first run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_cases import FIRST, extraction, read_by_engine, span_of

from casefile.domain.extraction import Extraction
from casefile.domain.kinds import Kind, MentionState
from casefile.domain.records import Metadata
from casefile.store import differences as writing
from casefile.store import judging, merging, suggestions
from casefile.store.case_store import CaseStore
from casefile.store.describing import set_metadata
from casefile.store.purge import purge_article
from casefile.store.read_articles import article, extraction_queue
from casefile.store.read_case import counts
from casefile.store.read_differences import differences
from casefile.store.read_entities import find_entities
from casefile.store.read_journal import journal, payload
from casefile.store.suggestions import store_extraction
from casefile.store.undo import undo

ANNA = ("Anna Berg", (Kind.PERSON, ("Berg",)))
KARL = ("Karl Voss", (Kind.PERSON, ()))
LUND = ("Lund", (Kind.PLACE, ()))


def _found(*names: tuple[str, tuple[Kind, tuple[str, ...]]]) -> Extraction:
    return replace(extraction(FIRST, dict(names)), attributions=())


def _first(case: CaseStore) -> str:
    return article(case.reader, 1).text_id or ""


@pytest.fixture
def read_once(case: CaseStore) -> CaseStore:
    """S1 with Anna Berg, Berg, Karl Voss and Lund."""
    store_extraction(case, _first(case), _found(ANNA, KARL, LUND), "k1")
    return case


def _told(case: CaseStore) -> list[tuple[str, str]]:
    """Each difference as its sort and its words."""
    return [(one.what, one.span.of(FIRST)) for one in differences(case.reader)]


def _facts(case: CaseStore) -> object:
    last = journal(case.reader)[-1]
    return (payload(case.reader, last.seq) or {})["facts"].get("changed")


def test_a_first_run_and_one_that_finds_the_same_are_no_difference(read_once: CaseStore) -> None:
    assert (_told(read_once), _facts(read_once)) == ([], None)
    store_extraction(read_once, _first(read_once), _found(ANNA, KARL, LUND), "k2")
    assert _told(read_once) == []
    assert _facts(read_once) == {"new": 0, "gone": 0, "changed": 0, "kept": 0}


def test_what_came_went_and_changed_is_told_with_both_sides(read_once: CaseStore) -> None:
    names = (ANNA, ("Voss", (Kind.PERSON, ())), ("Lund", (Kind.ORGANIZATION, ())), ("anna", (Kind.PERSON, ())))
    store_extraction(read_once, _first(read_once), _found(*names[:3]), "k2")
    assert _told(read_once) == [("changed", "Voss"), ("changed", "Lund")]
    voss, lund = differences(read_once.reader, 1)
    assert voss.old is not None
    assert voss.old.span == span_of(FIRST, "Karl Voss")
    assert lund.old is not None
    assert lund.new is not None
    assert (lund.old.kind, lund.new.kind, lund.engine) == (Kind.PLACE, Kind.ORGANIZATION, "rules/1")
    assert counts(read_once.reader).changed == 2
    store_extraction(read_once, _first(read_once), _found(ANNA, names[3]), "k3")
    assert _told(read_once) == [("gone", "Karl Voss"), ("gone", "Lund"), ("new", "anna")]
    assert _facts(read_once) == {"new": 1, "gone": 2, "changed": 0, "kept": 0}


def test_a_difference_is_against_what_was_seen_last_however_many_runs_lie_between(read_once: CaseStore) -> None:
    text_id = _first(read_once)
    store_extraction(read_once, text_id, _found(ANNA), "k2")
    store_extraction(read_once, text_id, _found(ANNA, KARL, LUND), "k3")
    assert _told(read_once) == []
    store_extraction(read_once, text_id, _found(ANNA, LUND), "k4")
    entry = writing.seen(read_once)
    assert entry is not None
    assert (entry.verb, _told(read_once), counts(read_once.reader).changed) == ("reviewed", [], 0)
    assert writing.seen(read_once, 1) is None
    store_extraction(read_once, text_id, _found(ANNA, KARL, LUND), "k5")
    assert _told(read_once) == [("new", "Karl Voss")]


def test_decisions_win_and_what_they_keep_is_told(read_once: CaseStore) -> None:
    text_id = _first(read_once)
    judging.accept_mention(read_once, text_id, span_of(FIRST, "Karl Voss"))
    judging.reject_mention(read_once, text_id, span_of(FIRST, "Lund"))
    store_extraction(read_once, text_id, _found(ANNA, ("Karl Voss", (Kind.ORGANIZATION, ()))), "k2")
    (kept,) = differences(read_once.reader)
    assert (kept.what, kept.span.of(FIRST), kept.verdict) == ("kept", "Lund", MentionState.REJECTED)
    assert counts(read_once.reader).changed == 0
    store_extraction(read_once, text_id, _found(ANNA, LUND), "k3")
    assert _told(read_once) == [("kept", "Karl Voss")]
    undo(read_once)
    undo(read_once)
    assert _told(read_once) == []


def test_what_a_person_decides_on_has_been_looked_at(read_once: CaseStore) -> None:
    text_id = _first(read_once)
    store_extraction(read_once, text_id, _found(ANNA, KARL, LUND, ("met", (Kind.PLACE, ()))), "k2")
    assert _told(read_once) == [("new", "met")]
    judging.reject_mention(read_once, text_id, span_of(FIRST, "met"))
    assert _told(read_once) == []


def test_another_entity_on_the_same_span_is_a_difference_unless_they_are_merged(read_once: CaseStore) -> None:
    text_id = _first(read_once)
    berg = ("Berg", (Kind.PERSON, ()))
    store_extraction(read_once, text_id, _found(("Anna Berg", (Kind.PERSON, ())), berg, KARL, LUND), "k2")
    assert ("changed", "Berg") in _told(read_once)
    (anna,), (other,) = find_entities(read_once.reader, "Anna Berg"), find_entities(read_once.reader, "Berg")
    merging.merge(read_once, anna.id, other.id)
    store_extraction(read_once, text_id, _found(("Anna Berg", (Kind.PERSON, ())), berg, KARL, LUND), "k3")
    assert _told(read_once) == []


def test_what_a_person_changed_of_an_article_is_no_difference_by_an_engine(read_once: CaseStore) -> None:
    set_metadata(read_once, 1, Metadata(published="2023-05-04"))
    store_extraction(read_once, _first(read_once), _found(ANNA), "k1")
    assert _told(read_once) == []


def test_a_text_can_be_queued_again_and_is_then_compared(read_once: CaseStore) -> None:
    assert extraction_queue(read_once.reader, "k1") == [(2, article(read_once.reader, 2).text_id)]
    assert (writing.read_again(read_once, [2]), writing.read_again(read_once)) == (0, 1)
    assert [number for number, _ in extraction_queue(read_once.reader, "k1")] == [1, 2]
    store_extraction(read_once, _first(read_once), _found(ANNA, LUND), "k1")
    assert _told(read_once) == [("gone", "Karl Voss")]


def test_a_run_that_is_cut_short_does_not_lose_what_it_is_compared_with(
    read_once: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cut(Exception):
        pass

    def cut(seconds: float) -> None:
        raise Cut

    text_id = _first(read_once)
    monkeypatch.setattr(suggestions, "CHUNK", 2)
    monkeypatch.setattr("casefile.store.suggestions.time.sleep", cut)
    with pytest.raises(Cut):
        store_extraction(read_once, text_id, _found(ANNA, LUND), "k2")
    monkeypatch.setattr("casefile.store.suggestions.time.sleep", lambda seconds: None)
    assert (1, text_id) in extraction_queue(read_once.reader, "k2")
    store_extraction(read_once, text_id, _found(ANNA, LUND), "k2")
    assert _told(read_once) == [("gone", "Karl Voss")]


def test_neither_the_journal_nor_the_rows_quote_the_text_and_a_purge_takes_them(case: CaseStore) -> None:
    read_by_engine(case)
    store_extraction(case, _first(case), _found(ANNA), "k2")
    assert differences(case.reader)
    last = payload(case.reader, journal(case.reader)[-1].seq) or {}
    assert "Voss" not in str(last)
    assert "Voss" not in str([tuple(row) for row in case.reader.query("SELECT * FROM difference")])
    purge_article(case, 1, "test")
    assert case.reader.query("SELECT 1 FROM difference") == []


def test_pairs_are_made_of_what_overlaps_and_nothing_else() -> None:
    def side(start: int, stop: int, kind: str = "person") -> writing.Side:
        return writing.Side(start, stop, kind, "e", "", "rules/1", "r")

    old = [side(0, 5), side(10, 15), side(20, 25), side(30, 31)]
    new = [side(5, 9), side(12, 18), side(20, 25, "reading"), side(40, 45)]
    found = list(writing.differences(old, new, set(), {}))
    told = {(what, before and before.start, after and after.start) for what, before, after in found}
    assert told == {
        ("gone", 0, None),
        ("new", None, 5),
        ("changed", 10, 12),
        ("gone", 20, None),
        ("gone", 30, None),
        ("new", None, 20),
        ("new", None, 40),
    }
