"""Notes, and where they pin the articles."""

from __future__ import annotations

import sqlite3

from casefile.domain.errors import NotFound
from casefile.domain.kinds import NoteKind
from casefile.domain.records import Citation, Note
from casefile.domain.span import Span, find_pins
from casefile.store.read_articles import article
from casefile.store.reader import CaseReader

_NOTES = "SELECT id, number, kind, title, body, state, created, changed FROM note WHERE live"


def _note(row: sqlite3.Row) -> Note:
    return Note(row[0], row[1], NoteKind(row[2]), *row[3:])


def notes(r: CaseReader) -> list[Note]:
    """Every note of the case, by number."""
    return [_note(row) for row in r.query(_NOTES + " ORDER BY number")]


def note(r: CaseReader, number: int) -> Note:
    """Note n``number``. Raises ``NotFound``."""
    row = r.one(_NOTES + " AND number = ?", (number,))
    if row is None:
        raise NotFound(f"There is no note n{number} in this case.", "`casefile notes` lists them.")
    return _note(row)


def citations(r: CaseReader, number: int) -> list[Citation]:
    """The passages of the text that counts in article S``number`` that notes pin, by place.

    A damaged pin, or one into another text of the article, cites nothing here.
    """
    with r.snapshot():
        cited = article(r, number)
        rows = r.query(_NOTES + " AND instr(body, ?) ORDER BY number", (f"⟦S{number}:",))
    found: dict[Span, list[str]] = {}
    for row in map(_note, rows):
        for placed in find_pins(row.body):
            pin = placed.pin
            if pin.article == number and cited.text_sha256 and pin.fits(cited.text_sha256, cited.characters):
                labels = found.setdefault(pin.span, [])
                if row.label not in labels:
                    labels.append(row.label)
    return [Citation(span, tuple(found[span])) for span in sorted(found)]
