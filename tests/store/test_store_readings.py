"""Readings of damaged words: stored like any suggestion, decided apart from the names on the same span."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from store_cases import FIRST, arrival, extraction, read_by_engine, span_of

from casefile.domain.errors import NotFound
from casefile.domain.extraction import Extraction, FoundAttribution, FoundReading
from casefile.domain.kinds import Kind, MentionState
from casefile.domain.records import Mention
from casefile.domain.span import Span
from casefile.store import judging
from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore
from casefile.store.migrate import migrate
from casefile.store.migrations.steps import STEPS
from casefile.store.purge import purge_article
from casefile.store.read_articles import article, text
from casefile.store.read_mentions import attributions, mentions
from casefile.store.schema import VERSION
from casefile.store.suggestions import store_extraction
from casefile.store.undo import undo

GLUED = "Karl Bergwho left was asked. Karl Berg stayed."
READING = FoundReading(span_of(GLUED, "Bergwho"), "Berg who", "glued word")


def _found() -> Extraction:
    return replace(
        extraction(GLUED, {"Bergwho": (Kind.PERSON, ())}),
        readings=(READING,),
        attributions=(),
        engines=("readings/2", "rules/1"),
    )


@pytest.fixture
def glued(store: CaseStore) -> str:
    """The id of a text with a glued word, which an engine took for a name and another for two words."""
    number = add_arrivals(store, [arrival(store, GLUED)])[0].number
    text_id = article(store.reader, number).text_id or ""
    store_extraction(store, text_id, _found(), "k")
    return text_id


def _by_kind(store: CaseStore, text_id: str) -> dict[Kind, Mention]:
    return {one.kind: one for one in mentions(store.reader, text_id, include_rejected=True)}


def test_a_reading_is_a_suggestion_over_an_unchanged_text(store: CaseStore, glued: str) -> None:
    reading = _by_kind(store, glued)[Kind.READING]
    assert (reading.span, reading.value, reading.rule) == (READING.span, "Berg who", "glued word")
    assert (reading.engine, reading.version) == ("readings", "2")
    assert (reading.state, reading.entity) == (MentionState.SUGGESTED, None)
    assert text(store.reader, glued) == GLUED
    assert article(store.reader, 1).to_judge == 2


def test_a_reading_and_a_name_on_one_span_are_decided_apart(store: CaseStore, glued: str) -> None:
    judging.reject_mention(store, glued, READING.span)
    states = {kind: one.state for kind, one in _by_kind(store, glued).items()}
    assert states == {Kind.PERSON: MentionState.REJECTED, Kind.READING: MentionState.SUGGESTED}
    judging.accept_mention(store, glued, READING.span, is_reading=True)
    accepted = _by_kind(store, glued)[Kind.READING]
    assert (accepted.state, accepted.value) == (MentionState.ACCEPTED, "Berg who")
    assert _by_kind(store, glued)[Kind.PERSON].state is MentionState.REJECTED
    undo(store)
    assert _by_kind(store, glued)[Kind.READING].state is MentionState.SUGGESTED
    assert article(store.reader, 1).to_judge == 1


def test_a_decision_on_a_reading_outlives_the_next_run(store: CaseStore, glued: str) -> None:
    judging.reject_mention(store, glued, READING.span, is_reading=True)
    store_extraction(store, glued, _found(), "k2")
    assert _by_kind(store, glued)[Kind.READING].state is MentionState.REJECTED
    judging.accept_mention(store, glued, READING.span, is_reading=True)
    store_extraction(store, glued, replace(_found(), readings=()), "k3")
    kept = _by_kind(store, glued)[Kind.READING]
    assert (kept.state, kept.value) == (MentionState.ACCEPTED, "Berg who")


def test_a_reading_that_is_not_there_cannot_be_judged(store: CaseStore, glued: str) -> None:
    with pytest.raises(NotFound):
        judging.reject_mention(store, glued, Span(0, 4), is_reading=True)
    with pytest.raises(NotFound):
        judging.accept_mention(store, glued, Span(0, 4), Kind.PERSON, is_reading=True)


def test_a_purge_takes_what_a_passage_was_read_as(store: CaseStore, glued: str) -> None:
    judging.accept_mention(store, glued, READING.span, is_reading=True)
    purge_article(store, 1, "test")
    store.close()
    assert b"Berg who" not in store.paths.db.read_bytes()


def test_a_case_of_the_first_schema_keeps_its_decisions(store: CaseStore, glued: str) -> None:
    """A case is made by the first step alone, filled, and brought up to date."""
    judging.accept_mention(store, glued, READING.span)
    store.close()
    newer = store.paths.db.rename(store.root / "newer.db")
    with closing(sqlite3.connect(store.paths.db, isolation_level=None)) as connection:
        for statement in STEPS[0]:
            connection.execute(statement)
        connection.execute("ATTACH ? AS newer", (str(newer),))
        for (table,) in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall():
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f'PRAGMA main.table_info("{table}")'))
            only = " WHERE kind <> 'reading'" if table == "mention" else ""
            connection.execute(f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM newer."{table}"{only}')
        connection.execute("PRAGMA user_version = 1")
    assert migrate(store.root) == VERSION - 1
    assert (store.root / "case.db.v1.bak").exists()
    with CaseStore(store.root) as again:
        assert _by_kind(again, glued)[Kind.PERSON].state is MentionState.ACCEPTED


def test_a_speaker_is_the_entity_that_his_words_name_or_the_one_of_his_cluster(case: CaseStore) -> None:
    read_by_engine(case)
    first = article(case.reader, 1).text_id or ""
    names = {"Anna Berg": (Kind.PERSON, ("Berg",)), "Karl Voss": (Kind.PERSON, ())}
    by_words = FoundAttribution(span_of(FIRST, "Karl Voss"), "Karl Voss", Span(0, 3), Span(4, 9), "assert", "r")
    by_cluster = FoundAttribution(None, "she", Span(0, 3), Span(4, 9), "deny", "r", cluster="c0", hedged=True)
    unknown = FoundAttribution(span_of(FIRST, "met"), "met", Span(0, 3), Span(4, 10), "assert", "r")
    found = replace(extraction(FIRST, names), attributions=(by_words, by_cluster, unknown))
    store_extraction(case, first, found, "k2")
    known = {one.caption: one.entity for one in mentions(case.reader, first)}
    told = [(said.entity, said.hedged) for said in attributions(case.reader, first)]
    assert told == [(known["Karl Voss"], False), (known["Anna Berg"], True), (None, False)]
