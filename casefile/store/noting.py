"""Writing notes. A saved note is one journal row; drafts in between are files."""

from __future__ import annotations

from sqlalchemy import func, select

from casefile.domain.journal import Entry
from casefile.domain.kinds import NoteKind
from casefile.domain.records import Note
from casefile.store import clock
from casefile.store.arrivals import clean
from casefile.store.case_store import CaseStore
from casefile.store.read_notes import note
from casefile.store.tables import TABLES


def add_note(store: CaseStore, title: str, body: str, kind: NoteKind = NoteKind.NOTE) -> Note:
    """Write a new note; it gets the next number."""
    note_id, now = clock.new_id(), clock.utc_now()
    with store.act("noted", "note", note_id) as act:
        notes = TABLES["note"]
        number = (act.rows.connection.scalar(select(func.coalesce(func.max(notes.c.number), 0))) or 0) + 1
        act.insert(
            "note",
            {
                "id": note_id,
                "number": number,
                "kind": kind.value,
                "title": clean(title),
                "body": clean(body),
                "state": "open",
                "created": now,
                "changed": now,
            },
        )
    return note(store.reader, number)


def save_note(
    store: CaseStore,
    number: int,
    title: str | None = None,
    body: str | None = None,
    kind: NoteKind | None = None,
    state: str | None = None,
) -> Note:
    """Set what is given of note n``number``; a note saved as it was leaves no journal row. Raises ``NotFound``."""
    known = note(store.reader, number)
    given = {"title": title, "body": body, "kind": kind.value if kind else None, "state": state}
    values = {name: clean(value) for name, value in given.items() if value is not None}
    with store.act("saved", "note", known.id) as act:
        if act.update("note", known.id, values):
            act.update("note", known.id, {"changed": clock.utc_now()})
    return note(store.reader, number)


def retire_note(store: CaseStore, number: int) -> Entry | None:
    """Take note n``number`` out of the case. Raises ``NotFound``."""
    known = note(store.reader, number)
    with store.act("retired", "note", known.id) as act:
        act.retire("note", known.id)
    return act.entry
