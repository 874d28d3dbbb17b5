"""Sketches, what is carried and what was declined, as rows: whole, found again, undone, purged."""

from __future__ import annotations

import pytest
from store_cases import FIRST, arrival, extraction, span_of

from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract import shingles
from casefile.store import comparison_tables, judging, read_copies, read_versions, sketching, versioning
from casefile.store.arrivals import add_arrivals
from casefile.store.canonical_export import canonical_rows
from casefile.store.case_store import CaseStore
from casefile.store.doctor import doctor
from casefile.store.read_articles import articles
from casefile.store.read_mentions import mentions
from casefile.store.read_versions import CarriedRow, Judged
from casefile.store.sketching import Likeness, Sketched
from casefile.store.suggestions import store_extraction
from casefile.store.undo import redo, undo

WORDS = " ".join(f"word{number}" for number in range(200))


def texts(store: CaseStore) -> list[str]:
    return [article.text_id or "" for article in articles(store.reader)]


def sketched(text_id: str, words: str, *alike: Likeness) -> Sketched:
    made = shingles.sketch(words)
    return Sketched(text_id, made.packed(), made.hashes, alike)


def carry(store: CaseStore, what: str, words: str, entity_id: str | None = None) -> None:
    """To S2, whose text is taken to be that of S1, from S1."""
    first, second = texts(store)[:2]
    span = span_of(FIRST, words)
    item = Judged(what, Kind.PERSON.value, entity_id, span)
    row = CarriedRow(first, what, item.kind, entity_id, span, span, "same words", 1.0, "")
    versioning.store_carried(store, 2, second, [(item, row)], first, "version/1")


def two_versions(store: CaseStore) -> list[str]:
    add_arrivals(store, [arrival(store, FIRST), arrival(store, FIRST + " ")])
    return texts(store)


def test_a_sketch_is_stored_found_by_its_hashes_and_replaced_whole(case: CaseStore) -> None:
    first, second = texts(case)
    assert read_copies.sketching_queue(case.reader, "a/1") == [first, second]
    likeness = Likeness(second, first, 0.9, 0.8)
    sketching.store_sketches(case, [sketched(first, WORDS), sketched(second, WORDS, likeness)], "a/1")
    assert read_copies.sketching_queue(case.reader, "a/1") == []
    made = shingles.sketch(WORDS)
    found = read_copies.sharing(case.reader, made.hashes, 64)
    assert [count for _, count in found] == [len(made.hashes)] * 2
    known = read_copies.sketches(case.reader, [number for number, _ in found], "a/1")
    assert {shingles.unpacked(one.hashes) for one in known.values()} == {made}
    [alike] = read_copies.alike(case.reader)
    assert (alike.number, alike.other, alike.of_number, alike.of_other) == (2, 1, 0.9, 0.8)
    sketching.store_sketches(case, [sketched(second, WORDS.upper() + " more words than there were")], "a/2")
    assert read_copies.sketching_queue(case.reader, "a/2") == [first]
    assert read_copies.alike(case.reader) == []
    assert len(case.reader.query("SELECT 1 FROM sketch")) == 2
    rows = case.reader.query("SELECT count(*), count(DISTINCT sketch) FROM sketch_hash")[0]
    new = shingles.sketch(WORDS.upper() + " more words than there were")
    assert tuple(rows) == (len(made.hashes) + len(new.hashes), 2)


def test_a_hash_that_everybody_has_costs_no_more_than_the_first_few(case: CaseStore) -> None:
    add_arrivals(case, [arrival(case, f"{FIRST} {number}") for number in range(20)])
    sketching.store_sketches(case, [sketched(text_id, WORDS) for text_id in texts(case)], "a/1")
    found = read_copies.sharing(case.reader, shingles.sketch(WORDS).hashes, 5)
    assert [number for number, _ in found] == [1, 2, 3, 4, 5]


def test_sketches_are_no_acts_and_no_part_of_what_a_person_owns(case: CaseStore) -> None:
    before = canonical_rows(case.reader)
    head = case.reader.query("SELECT max(seq) FROM journal")[0][0]
    sketching.store_sketches(case, [sketched(texts(case)[0], WORDS)], "a/1")
    assert canonical_rows(case.reader) == before
    assert case.reader.query("SELECT max(seq) FROM journal")[0][0] == head


def test_a_likeness_that_was_looked_at_again_is_replaced_or_goes(case: CaseStore) -> None:
    first, second = texts(case)
    likeness = Likeness(second, first, 0.9, 0.8)
    sketching.store_sketches(case, [sketched(first, WORDS), sketched(second, WORDS, likeness)], "a/1")
    sketching.store_sketches(case, [], "a/1", revised=[Likeness(second, first, 0.6, 0.5)])
    assert [one.of_number for one in read_copies.alike(case.reader)] == [0.6]
    assert read_copies.alike_among(case.reader, texts(case)) == [(second, first)]
    sketching.store_sketches(case, [], "a/1", gone=[(second, first)])
    assert read_copies.alike(case.reader) == []


def test_a_decline_is_a_persons_row_undone_and_redone(case: CaseStore) -> None:
    versioning.decline(case, 2, "copy_of", 1)
    assert read_versions.declined(case.reader, "copy") == {(2, 1)}
    assert read_versions.declined(case.reader, "version") == set()
    [row] = canonical_rows(case.reader)["decline"]
    assert (row["what"], row["article"], row["other"]) == ("copy", 2, 1)
    assert versioning.decline(case, 2, "copy_of", 1) is None
    undo(case)
    assert read_versions.declined(case.reader, "copy") == set()
    redo(case)
    assert read_versions.declined(case.reader, "copy") == {(2, 1)}


def test_what_is_carried_closes_what_engines_suggest_and_opens_it_again_when_it_goes(store: CaseStore) -> None:
    _, second = two_versions(store)
    entity = judging.make_entity(store, texts(store)[0], span_of(FIRST, "Anna Berg"), Kind.PERSON)
    versioning.set_parent(store, 2, "version_of", 1)
    names = {"Anna Berg": (Kind.PERSON, ()), "Lund": (Kind.PLACE, ())}
    store_extraction(store, second, extraction(FIRST + " ", names), "k")
    carry(store, "accepted", "Anna Berg", entity)

    def shown() -> list[tuple[str, str]]:
        return [(one.span.of(FIRST), one.engine) for one in mentions(store.reader, second)]

    assert shown() == [("Anna Berg", "version"), ("Lund", "rules")]
    store_extraction(store, second, extraction(FIRST + " ", names), "k2")
    assert shown() == [("Anna Berg", "version"), ("Lund", "rules")]
    assert store.reader.query("SELECT 1 FROM difference") == []
    judging.reject_mention(store, second, span_of(FIRST, "Anna Berg"))
    assert shown() == [("Lund", "rules")]
    undo(store)
    assert shown() == [("Anna Berg", "version"), ("Lund", "rules")]
    undo(store)
    assert shown() == [("Anna Berg", "rules"), ("Lund", "rules")]


def test_what_was_rejected_before_is_not_open_and_what_is_only_cited_changes_nothing(store: CaseStore) -> None:
    _, second = two_versions(store)
    store_extraction(store, second, extraction(FIRST + " ", {"Lund": (Kind.PLACE, ())}), "k")
    carry(store, "cited", "Lund")
    assert [one.engine for one in mentions(store.reader, second)] == ["rules"]
    carry(store, "rejected", "Lund")
    assert mentions(store.reader, second, include_rejected=True) == []
    assert [row.what for row in read_versions.carried(store.reader, second)] == ["rejected"]


def test_carrying_again_replaces_what_was_carried_and_leaves_decisions(store: CaseStore) -> None:
    _, second = two_versions(store)
    entity = judging.make_entity(store, texts(store)[0], span_of(FIRST, "Anna Berg"), Kind.PERSON)
    carry(store, "accepted", "Anna Berg", entity)
    judging.accept_mention(store, second, span_of(FIRST, "Anna Berg"))
    carry(store, "accepted", "Anna Berg", entity)
    assert [one.state.value for one in mentions(store.reader, second)] == ["accepted"]
    assert store.reader.query("SELECT count(*) FROM mention WHERE engine = 'version'")[0][0] == 1


def test_two_that_carry_at_once_leave_every_row_once(store: CaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = two_versions(store)
    spans = [span_of(FIRST, words) for words in ("Anna Berg", "Karl Voss", "Lund", "met")]
    items = [
        (
            Judged("accepted", "person", None, span),
            CarriedRow(first, "accepted", "person", None, span, span, "same words", 1.0, ""),
        )
        for span in spans
    ]
    others = [CaseStore(store.root, "other")]

    def meanwhile(_: float) -> None:
        if others:
            with others.pop() as other:
                versioning.store_carried(other, 2, second, items, first, "version/1")

    monkeypatch.setattr(versioning, "CHUNK", 1)
    monkeypatch.setattr(versioning.time, "sleep", meanwhile)
    versioning.store_carried(store, 2, second, items, first, "version/1")
    assert [row.old for row in read_versions.carried(store.reader, second)] == sorted(spans)
    assert store.reader.query("SELECT count(*) FROM mention WHERE engine = 'version'")[0][0] == 4
    assert read_versions.is_carried(store.reader, second, first, "version/1")


def test_an_article_that_leaves_the_case_takes_its_suggestions_along_and_brings_them_back(store: CaseStore) -> None:
    from casefile.store.describing import retire_article

    _, second = two_versions(store)
    entity = judging.make_entity(store, texts(store)[0], span_of(FIRST, "Anna Berg"), Kind.PERSON)
    store_extraction(store, second, extraction(FIRST + " ", {"Anna Berg": (Kind.PERSON, ())}), "k")
    carry(store, "accepted", "Anna Berg", entity)
    retire_article(store, 2)
    assert store.reader.query("SELECT 1 FROM mention WHERE open AND text_id = ?", (second,)) == []
    undo(store)
    assert [one.engine for one in mentions(store.reader, second)] == ["version"]


def test_a_circle_of_versions_is_found_by_the_doctor(case: CaseStore) -> None:
    versioning.set_parent(case, 2, "version_of", 1)
    assert doctor(case.reader) == []
    versioning.set_parent(case, 1, "version_of", 2)
    assert [finding.severity for finding in doctor(case.reader)] == ["error", "error"]


def test_spans_are_kept_as_they_are(store: CaseStore) -> None:
    _, second = two_versions(store)
    carry(store, "accepted", "Karl Voss")
    [row] = read_versions.carried(store.reader, second)
    assert (row.old, row.new) == (span_of(FIRST, "Karl Voss"), Span(14, 23))
    assert comparison_tables.Carried.__tablename__ == "carried"
