"""Articles: arriving, met again, read again, described."""

from __future__ import annotations

import pytest
from store_cases import FIRST, arrival, read_by_engine

from casefile.domain.errors import NotFound, UsageError
from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Metadata
from casefile.store.arrivals import Arrival, add_arrivals
from casefile.store.case_store import CaseStore
from casefile.store.describing import count_text, grade, mark_looked_at, retire_article, set_case, set_metadata
from casefile.store.originals import put_many
from casefile.store.read_articles import (
    acquisitions,
    article,
    article_by_id,
    article_by_sha256,
    articles,
    extraction_queue,
    text,
    text_info,
    texts_of,
)
from casefile.store.read_case import counts
from casefile.store.read_journal import journal, journal_head
from casefile.store.rereading import reread
from casefile.store.undo import redo, undo


def _unread(store: CaseStore, data: bytes = b"%PDF-") -> Arrival:
    outcome = ReadOutcome(IntakeState.UNREAD, "no reader for this format (application/pdf)", mime="application/pdf")
    return Arrival(put_many(store.paths, [data])[0], len(data), "report.pdf", outcome)


def test_an_arrival_becomes_an_article_with_text_and_acquisition(store: CaseStore) -> None:
    known = Metadata(title="T", publisher="P", published="2023-01-16T10:00", extra=(("section", "News"),))
    arrived = add_arrivals(store, [arrival(store, FIRST, "first.txt", known)])
    assert [(a.number, a.is_duplicate) for a in arrived] == [(1, False)]
    made = article(store.reader, 1)
    assert (made.label, made.title, made.publisher, made.published) == ("S1", "T", "P", "2023-01-16")
    assert (made.name, made.collected_by, made.state, made.characters) == ("first.txt", "mara", "read", len(FIRST))
    assert text(store.reader, made.text_id or "") == FIRST
    assert text_info(store.reader, made.text_id or "").sha256 == made.text_sha256
    assert article_by_id(store.reader, made.id) == article_by_sha256(store.reader, made.sha256) == made
    assert extraction_queue(store.reader, "k") == [(1, made.text_id)]


def test_the_same_bytes_again_are_one_more_acquisition(store: CaseStore) -> None:
    one = arrival(store, FIRST, "one.txt")
    two = arrival(store, FIRST, "two.txt")
    arrived = add_arrivals(store, [one, two])
    arrived += add_arrivals(store, [two])
    assert [(a.number, a.is_duplicate) for a in arrived] == [(1, False), (1, True), (1, True)]
    assert [a.name for a in acquisitions(store.reader, 1)] == ["one.txt", "two.txt", "two.txt"]
    assert len(acquisitions(store.reader)) == 3
    assert article(store.reader, 1).name == "one.txt"
    assert [row.verb for row in journal(store.reader)] == ["created", "added", "acquired", "acquired"]


def test_many_arrivals_are_one_row_each(store: CaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.store.arrivals.BATCH_SECONDS", 0.0)
    add_arrivals(store, [arrival(store, f"Text {number}.", f"{number}.txt") for number in range(5)])
    assert [a.name for a in articles(store.reader)] == [f"{number}.txt" for number in range(5)]
    assert journal_head(store.reader)[0] == 6


def test_what_cannot_be_read_is_kept_and_says_why(store: CaseStore) -> None:
    add_arrivals(store, [_unread(store)])
    kept = article(store.reader, 1)
    assert (kept.text_id, kept.state, kept.characters) == (None, "unread", 0)
    assert "application/pdf" in kept.reason
    assert counts(store.reader).unread == 1


def test_a_second_reading_gives_an_article_its_text(store: CaseStore) -> None:
    add_arrivals(store, [_unread(store)])
    set_metadata(store, 1, Metadata(title="Mine"))
    outcome = ReadOutcome(
        IntakeState.READ,
        texts=(ReadText("body", "Body."), ReadText("full page", "Menu. Body.")),
        metadata=Metadata(title="Theirs", author="Them"),
        mime="text/html",
    )
    again = reread(store, 1, outcome)
    assert (again.state, again.reason, again.title, again.author) == ("read", "", "Mine", "Them")
    assert [t.kind for t in texts_of(store.reader, 1)] == ["body", "full page"]
    assert reread(store, 1, outcome) == again
    assert len(texts_of(store.reader, 1)) == 2


def test_a_reading_without_text_does_not_hide_the_text_there_is(case: CaseStore) -> None:
    with pytest.raises(UsageError):
        reread(case, 1, ReadOutcome(IntakeState.UNREAD, "crashed"))


def test_a_version_names_what_it_is_a_version_of(case: CaseStore) -> None:
    data = b"Changed."
    outcome = ReadOutcome(IntakeState.READ, texts=(ReadText("text", "Changed."),))
    sha256 = put_many(case.paths, [data])[0]
    add_arrivals(case, [Arrival(sha256, len(data), "v2.txt", outcome, version_of=1)])
    assert article(case.reader, 3).version_of == 1


def test_lone_surrogates_in_metadata_are_kept_as_replacements(store: CaseStore) -> None:
    add_arrivals(store, [arrival(store, FIRST, "a\udcff.txt", Metadata(title="x\ud800y"))])
    made = article(store.reader, 1)
    assert made.title.startswith("x�")
    assert made.name.endswith(".txt")
    assert made.title.endswith("y")


def test_a_text_is_stored_as_its_reader_gave_it_but_for_lone_surrogates(store: CaseStore) -> None:
    given = "\ufeffa\r\nb\ud800"
    outcome = ReadOutcome(IntakeState.READ, texts=(ReadText("text", given),))
    sha256 = put_many(store.paths, [b"x"])[0]
    add_arrivals(store, [Arrival(sha256, 1, "a.txt", outcome)])
    kept = text(store.reader, article(store.reader, 1).text_id or "")
    assert kept == "\ufeffa\r\nb\ufffd"
    reread(store, 1, outcome)
    assert len(texts_of(store.reader, 1)) == 1


def test_metadata_is_set_field_by_field(case: CaseStore) -> None:
    set_metadata(case, 1, Metadata(title="One", published="2022-06/2022-12"))
    changed = set_metadata(case, 1, Metadata(author="A", published=""))
    assert (changed.title, changed.author, changed.published) == ("One", "A", "")
    with pytest.raises(UsageError, match="not a date"):
        set_metadata(case, 1, Metadata(published="Friday"))


def test_another_date_or_language_sends_the_text_to_the_engines_again_also_by_undo_and_redo(case: CaseStore) -> None:
    read_by_engine(case)
    waiting = [(1, article(case.reader, 1).text_id)]
    set_metadata(case, 1, Metadata(title="One"))
    assert extraction_queue(case.reader, "k") == []
    for known in (Metadata(published="2023-05-01"), Metadata(language="de")):
        for change in (lambda known=known: set_metadata(case, 1, known), lambda: undo(case), lambda: redo(case)):
            change()
            assert extraction_queue(case.reader, "k") == waiting
            read_by_engine(case)
    set_metadata(case, 1, Metadata(language="de"))
    assert extraction_queue(case.reader, "k") == []


def test_the_basis_of_a_date_that_a_person_sets_is_that_it_was_given(case: CaseStore) -> None:
    set_metadata(case, 1, Metadata(published="2023-05-01", published_basis="the masthead"))
    assert article(case.reader, 1).published_basis == "the masthead"
    assert set_metadata(case, 1, Metadata(author="A")).published_basis == "the masthead"
    assert set_metadata(case, 1, Metadata(published="2023-05-02")).published_basis == "given"
    assert set_metadata(case, 1, Metadata(published="")).published_basis == ""


def test_looking_at_an_article_is_noted_once(case: CaseStore) -> None:
    mark_looked_at(case, 1)
    mark_looked_at(case, 1)
    assert [row.verb for row in journal(case.reader)].count("looked") == 1


def test_a_source_is_graded(case: CaseStore) -> None:
    graded = grade(case, 1, "B", "has been right before")
    assert (graded.reliability, graded.reliability_reason) == ("B", "has been right before")


def test_another_text_of_an_article_can_be_made_to_count(store: CaseStore) -> None:
    outcome = ReadOutcome(IntakeState.READ, texts=(ReadText("body", "Body."), ReadText("full page", "Menu. Body.")))
    sha256 = put_many(store.paths, [b"<html>"])[0]
    add_arrivals(store, [Arrival(sha256, 6, "a.html", outcome)])
    full = texts_of(store.reader, 1)[1]
    assert count_text(store, 1, full.id).text_sha256 == full.sha256
    assert [t.kind for t in texts_of(store.reader, 1)] == ["full page", "body"]
    with pytest.raises(NotFound):
        count_text(store, 1, "x")


def test_a_retired_article_comes_back_with_undo(case: CaseStore) -> None:
    retire_article(case, 1)
    assert [a.number for a in articles(case.reader)] == [2]
    undo(case)
    assert [a.number for a in articles(case.reader)] == [1, 2]


def test_the_case_itself_is_described(case: CaseStore) -> None:
    assert set_case(case, title="Quay", question="Who?").title == "Quay"
    with pytest.raises(UsageError, match="no colour"):
        set_case(case, colour="red")
    with pytest.raises(UsageError, match="title"):
        set_case(case, title=" ")


def test_what_is_not_there_is_not_found(case: CaseStore) -> None:
    for ask in (
        lambda: article(case.reader, 9),
        lambda: article_by_id(case.reader, "x"),
        lambda: text(case.reader, "x"),
        lambda: text_info(case.reader, "x"),
    ):
        with pytest.raises(NotFound):
            ask()
    assert article_by_sha256(case.reader, "x") is None
    assert texts_of(case.reader, 9) == []
