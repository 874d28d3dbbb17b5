"""``casefile note add``, ``note edit`` and ``notes``."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

from casefile.cli.commands.context import note_number, the_case
from casefile.cli.output import Output, table
from casefile.domain.errors import UsageError
from casefile.domain.kinds import NoteKind
from casefile.domain.records import Note
from casefile.services import notes, rows, tagging


def add(arguments: Namespace, output: Output) -> int:
    """Write a note; pins in the body are checked and a damaged one is said, not refused."""
    with the_case(arguments, writes=True) as case:
        note = notes.add_note(case, arguments.title, _body(arguments.body) or "", NoteKind(arguments.kind))
        _warn_of_pins(notes.pin_places(case, note.body))
    output.document(_json(note), [f"wrote {note.label} “{note.title}”"])
    return 0


def edit(arguments: Namespace, output: Output) -> int:
    """Change a note's title, body or kind, or take it out of the case."""
    number = note_number(arguments.note)
    if arguments.title is None and arguments.body is None and arguments.kind is None and not arguments.retire:
        raise UsageError("Nothing to change was given.", "Give --title, --body, --kind or --retire.")
    with the_case(arguments, writes=True) as case:
        if arguments.retire:
            notes.retire_note(case, number)
            output.document({"retired": f"n{number}"}, [f"retired n{number}; casefile undo brings it back"])
            return 0
        kind = NoteKind(arguments.kind) if arguments.kind else None
        note = notes.save_note(case, number, title=arguments.title, body=_body(arguments.body), kind=kind)
        _warn_of_pins(notes.pin_places(case, note.body))
    output.document(_json(note), [f"saved {note.label} “{note.title}”"])
    return 0


def list_all(arguments: Namespace, output: Output) -> int:
    """List the notes."""
    with the_case(arguments) as case:
        found = rows.notes(case)
        tags = tagging.tags_of_all(case, "note")
    lines = [
        [note.label, note.kind.value, note.title, note.changed, ", ".join(tags.get(note.id, ()))] for note in found
    ]
    value = [_json(note) | {"tags": list(tags.get(note.id, ()))} for note in found]
    output.document({"notes": value}, table(lines) or ["No notes yet."])
    return 0


def _body(written: str | None) -> str | None:
    if written != "-":
        return written
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("The text on standard input is not UTF-8.", "Convert it first.") from None


def _warn_of_pins(places: list[notes.PinPlace]) -> None:
    for place in places:
        if place.state != "ok":
            print(
                f"casefile: the pin {place.pin} is {place.state}; it will be listed so in a dossier.", file=sys.stderr
            )


def _json(note: Note) -> dict[str, Any]:
    return {
        "number": note.number,
        "id": note.id,
        "kind": note.kind.value,
        "title": note.title,
        "body": note.body,
        "created": note.created,
        "changed": note.changed,
    }
