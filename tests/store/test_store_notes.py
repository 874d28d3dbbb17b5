"""Notes and the passages that they pin."""

from __future__ import annotations

import pytest
from store_cases import FIRST, arrival, span_of

from casefile.domain.errors import NotFound
from casefile.domain.kinds import NoteKind
from casefile.domain.records import Citation
from casefile.domain.span import Pin
from casefile.store import noting
from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore
from casefile.store.read_articles import article
from casefile.store.read_case import counts
from casefile.store.read_notes import citations, note, notes


def test_notes_are_numbered_and_a_number_is_not_used_again(store: CaseStore) -> None:
    assert noting.add_note(store, "One", "a").label == "n1"
    noting.retire_note(store, 1)
    two = noting.add_note(store, "Two", "b", NoteKind.LEAD)
    assert (two.number, two.kind, two.state) == (2, NoteKind.LEAD, "open")
    assert notes(store.reader) == [two]
    assert counts(store.reader).notes == 1
    with pytest.raises(NotFound):
        note(store.reader, 1)


def test_a_saved_note_keeps_what_was_not_given(store: CaseStore) -> None:
    made = noting.add_note(store, "One", "a")
    saved = noting.save_note(store, 1, body="b", kind=NoteKind.FINDING, state="done")
    assert (saved.title, saved.body, saved.kind, saved.state) == ("One", "b", NoteKind.FINDING, "done")
    assert saved.created == made.created
    assert saved.changed > made.changed


def test_citations_name_the_notes_that_pin_a_passage(case: CaseStore) -> None:
    known = article(case.reader, 1)
    lund = span_of(FIRST, "Lund")
    pin = Pin.make(1, lund, known.text_sha256 or "")
    other = Pin(1, span_of(FIRST, "Anna Berg"))
    noting.add_note(case, "One", f"{pin} and again {pin}, {other}")
    noting.add_note(case, "Two", f"{pin}, ⟦S1:0-5#0000⟧ damaged, ⟦S1:0-5000⟧ too far, ⟦S2:0-3⟧ elsewhere, ⟦S11:0-3⟧")
    assert citations(case.reader, 1) == [Citation(other.span, ("n1",)), Citation(lund, ("n1", "n2"))]
    assert [c.labels for c in citations(case.reader, 2)] == [("n2",)]


def test_an_article_that_is_pinned_nowhere_has_no_citations(case: CaseStore) -> None:
    add_arrivals(case, [arrival(case, "Another.")])
    assert citations(case.reader, 3) == []
    with pytest.raises(NotFound):
        citations(case.reader, 9)
