from __future__ import annotations

import pytest

from casefile.domain.errors import NotFound, Refused, UsageError
from casefile.domain.kinds import NoteKind
from casefile.domain.span import Span
from casefile.services import cases, history, notes, rows


def cited(case: cases.OpenCase, words: str) -> str:
    article = rows.article(case, 1)
    assert article.text_id is not None
    start = rows.text(case, article.text_id).index(words)
    return str(notes.cite(case, article.text_id, Span(start, start + len(words))))


def test_a_citation_knows_its_paragraph_and_its_words(read_case: cases.OpenCase) -> None:
    pin = cited(read_case, "asked for repairs")
    note = notes.add_note(read_case, "Repairs", f"The crew wanted them {pin}.", NoteKind.LEAD)
    (place,) = notes.pin_places(read_case, note.body)
    assert (place.state, place.label, place.quotation) == ("ok", "S1¶2", "asked for repairs")
    assert rows.citations(read_case, 1)[0].labels == ("n1",)


def test_a_damaged_pin_and_a_pin_into_nothing_are_told_apart(read_case: cases.OpenCase) -> None:
    pin = cited(read_case, "asked for repairs")
    damaged = pin.replace(":", ":1", 1)
    states = [place.state for place in notes.pin_places(read_case, f"{damaged} and ⟦S99:1-2#abcd⟧")]
    assert states == ["damaged", "missing"]


def test_a_pin_typed_without_its_check_means_the_text_that_counts(read_case: cases.OpenCase) -> None:
    (place,) = notes.pin_places(read_case, "⟦S1:0-9⟧")
    assert (place.state, place.quotation) == ("ok", "The ferry")


def test_a_note_changed_elsewhere_is_not_written_over(read_case: cases.OpenCase) -> None:
    note = notes.add_note(read_case, "Mine", "First.")
    theirs = notes.save_note(read_case, note.number, body="Theirs.", expected=note.changed)
    with pytest.raises(Refused):
        notes.save_note(read_case, note.number, body="Mine.", expected=note.changed)
    assert rows.note(read_case, note.number).body == theirs.body == "Theirs."


def test_a_draft_survives_until_it_is_dropped(case: cases.OpenCase) -> None:
    notes.write_draft(case, "n1", "Title", "Words \u202e⟦")
    notes.write_draft(case, "n1", "Title", "More words")
    (case.paths.drafts / "junk.json").write_bytes(b"{")
    (draft,) = notes.drafts(case)
    assert (draft.key, draft.title, draft.body) == ("n1", "Title", "More words")
    notes.drop_draft(case, "n1")
    notes.drop_draft(case, "../n1")
    assert notes.drafts(case) == []


def test_a_draft_cannot_be_written_outside_its_folder(case: cases.OpenCase) -> None:
    with pytest.raises(UsageError):
        notes.write_draft(case, "../../evil", "", "")


def test_a_retired_note_comes_back_with_undo(case: cases.OpenCase) -> None:
    note = notes.add_note(case, "Gone", "soon")
    notes.retire_note(case, note.number)
    with pytest.raises(NotFound):
        rows.note(case, note.number)
    history.undo(case)
    assert rows.note(case, note.number).title == "Gone"


def test_nothing_is_no_note_and_no_citation(read_case: cases.OpenCase) -> None:
    article = rows.article(read_case, 1)
    assert article.text_id is not None
    with pytest.raises(UsageError):
        notes.add_note(read_case, " ", "")
    with pytest.raises(UsageError):
        notes.cite(read_case, article.text_id, Span(4, 4))
    with pytest.raises(UsageError):
        notes.cite(read_case, article.text_id, Span(4, 10**6))
