"""``casefile log``, ``undo`` and ``redo``."""

from __future__ import annotations

from argparse import Namespace

from casefile.cli.commands.context import the_case
from casefile.cli.output import Output
from casefile.services import history


def log(arguments: Namespace, output: Output) -> int:
    """The journal, oldest first; ``-n`` keeps the last rows."""
    with the_case(arguments) as case:
        entries = history.log(case)
        if arguments.limit is not None:
            entries = entries[max(0, len(entries) - max(0, arguments.limit)) :]
        described = [(entry, history.describe(case, entry)) for entry in entries]
    value = [
        {
            "seq": entry.seq,
            "at": entry.at,
            "actor": entry.actor,
            "verb": entry.verb,
            "object": {"type": entry.object_type, "id": entry.object_id},
            "undoes": entry.undoes,
            "digest": entry.payload_digest,
            "hash": entry.hash,
            "words": words,
        }
        for entry, words in described
    ]
    lines = [f"{entry.seq:>6}  {entry.at[:19]}  {entry.actor}  {words}" for entry, words in described]
    output.document({"journal": value}, lines)
    return 0


def undo(arguments: Namespace, output: Output) -> int:
    """Take back the latest act."""
    with the_case(arguments, writes=True) as case:
        words = history.undo(case)
    output.document({"undone": words}, [words])
    return 0


def redo(arguments: Namespace, output: Output) -> int:
    """Do again what was undone last."""
    with the_case(arguments, writes=True) as case:
        words = history.redo(case)
    output.document({"redone": words}, [words])
    return 0
