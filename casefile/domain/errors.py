"""What can go wrong, said so that a person can act on it.

One base, a handful of subclasses, rendered in one place (the command line or a toast). ``message`` says
what happened and to what; ``hint`` says what the person can do. Neither is ever parsed as markup.
"""

from __future__ import annotations


class CasefileError(Exception):
    """Anything a person should read. ``exit_code`` is what a command ends with."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(CasefileError):
    """The words of a command or the value of a field cannot be used."""

    exit_code = 2


class NoSuchCase(UsageError):
    """No case stands at the path or under the name that was given."""


class NotFound(UsageError):
    """An article, entity or note that was named is not in the case, or the name fits several."""


class ReadOnlyCase(CasefileError):
    """The case cannot be written: another desk holds it, or its media is read-only."""


class Refused(CasefileError):
    """An act that would undo or hide later work; nothing was changed."""


class DamagedCase(CasefileError):
    """The case's files contradict each other, or were written by a newer casefile."""


class IndexTrouble(CasefileError):
    """The search index is missing, stale or broken; it is a cache and can be rebuilt."""
