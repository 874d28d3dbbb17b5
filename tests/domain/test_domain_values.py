"""The nouns: kinds, records, extractions, intake, search, errors."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snapshots import Made

from casefile.domain import errors
from casefile.domain.extraction import (
    Cluster,
    Doubt,
    Extraction,
    FoundAttribution,
    FoundDate,
    FoundIdentifier,
    FoundName,
    FoundReading,
    Join,
    as_json,
    from_json,
)
from casefile.domain.intake import IntakeItem, IntakeReport
from casefile.domain.kinds import IntakeState, Kind
from casefile.domain.search import IndexDocument
from casefile.domain.span import Span

words = st.text(max_size=6)
spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Span(min(ends), max(ends)))
kinds = st.sampled_from(Kind)
extractions = st.builds(
    Extraction,
    id=words,
    names=st.lists(
        st.builds(FoundName, spans, kinds, words, words, words, words, st.none() | st.floats(0, 1)), max_size=2
    ).map(tuple),
    clusters=st.lists(
        st.builds(
            Cluster,
            words,
            kinds,
            words,
            st.lists(words, max_size=2).map(tuple),
            st.lists(st.builds(Join, words, words, st.booleans()), max_size=2).map(tuple),
            st.lists(st.builds(Doubt, words, words), max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    identifiers=st.lists(
        st.builds(FoundIdentifier, spans, kinds, words, st.none() | st.booleans(), words), max_size=2
    ).map(tuple),
    dates=st.lists(st.builds(FoundDate, spans, *[words] * 8), max_size=2).map(tuple),
    attributions=st.lists(
        st.builds(
            FoundAttribution,
            st.none() | spans,
            words,
            spans,
            spans,
            st.sampled_from(["assert", "deny", "unconfirmed"]),
            words,
            st.lists(words, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    readings=st.lists(st.builds(FoundReading, spans, words, words), max_size=2).map(tuple),
    engines=st.lists(words, max_size=2).map(tuple),
)


@given(extractions, st.text(min_size=40, max_size=50))
def test_an_extraction_comes_back_from_its_json_whole(found: Extraction, text: str) -> None:
    written = json.loads(json.dumps(as_json(found, text)))
    assert from_json(written) == found
    for part in ("mentions", "identifiers", "dates"):
        assert all(row["text"] == text[row["start"] : row["end"]] for row in written[part])


def test_an_extraction_has_the_keys_that_the_command_line_promises() -> None:
    written = as_json(Extraction("d"), "")
    assert list(written) == [
        "id", "mentions", "clusters", "identifiers", "dates", "attributions", "readings", "engines", "notes",
    ]  # fmt: skip


@pytest.mark.parametrize("broken", [{}, {"id": 1}, {"id": "x", "mentions": [{}]}])
def test_what_is_no_extraction_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json(broken)


def test_every_kind_has_a_letter_a_word_and_a_schema() -> None:
    assert {kind.letter for kind in Kind} == set("POLVIDR")
    assert all(kind.word and kind.ftm_schema for kind in Kind)
    identifiers = "email url domain phone iban bic registration lei isin imo mmsi aircraft coordinates crypto hash ip"
    assert [kind.value for kind in Kind if kind.is_identifier] == identifiers.split()
    assert [kind for kind in Kind if kind.is_name] == [Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.VEHICLE]
    assert (Kind.PERSON.word, Kind.ORGANIZATION.word, Kind.IBAN.ftm_schema) == ("person", "organisation", "Thing")


def test_articles_and_notes_are_called_by_their_letters() -> None:
    made = Made()
    made.article("words")
    made.note("body")
    assert (made.articles[0].label, made.notes[0].label) == ("S1", "n1")
    assert IndexDocument("article", "abc", "", "").key == "article:abc"


def test_an_intake_counts_every_state_even_those_it_has_none_of() -> None:
    item = IntakeItem("a.txt", None, IntakeState.READ, "S1", "0" * 64, "")
    assert IntakeReport((item, item)).counts == {"read": 2, "partly": 0, "unread": 0, "duplicate": 0}


def test_every_error_has_its_exit_code_and_keeps_message_and_hint_apart() -> None:
    codes = {kind.__name__: kind.exit_code for kind in errors.CasefileError.__subclasses__()}
    assert codes | {"UsageError": 2, "ReadOnlyCase": 1, "Refused": 1, "DamagedCase": 1, "IndexTrouble": 1} == codes
    assert errors.NoSuchCase.exit_code == errors.NotFound.exit_code == 2
    error = errors.Refused("[/path] was not undone.", "Undo the later act first.")
    assert (str(error), error.message, error.hint) == (
        error.message,
        "[/path] was not undone.",
        "Undo the later act first.",
    )
