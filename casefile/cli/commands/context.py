"""Opening the case that a command works on."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from casefile.cli.output import name_case
from casefile.domain.errors import UsageError
from casefile.services import cases


@contextmanager
def the_case(arguments: Namespace, *, writes: bool = False) -> Iterator[cases.OpenCase]:
    """The case of ``--case``, ``CASEFILE_CASE`` or the last used; one that is written to is named first."""
    case = cases.open_case(arguments.case)
    try:
        if writes:
            name_case(case.info().title, case.root)
        yield case
    finally:
        case.close()


def article_number(written: str) -> int:
    """``S3``, ``s3`` or ``3`` as 3. Raises ``UsageError`` for anything else."""
    return _number(written, "S", "an article")


def note_number(written: str) -> int:
    """``n3`` or ``3`` as 3. Raises ``UsageError`` for anything else."""
    return _number(written, "N", "a note")


def _number(written: str, letter: str, what: str) -> int:
    digits = written.strip().upper().removeprefix(letter)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10) or int(digits) < 1:
        raise UsageError(
            f"“{written}” is not {what}.",
            f"Write {letter if letter == 'S' else 'n'}1, {letter if letter == 'S' else 'n'}2 and so on.",
        )
    return int(digits)
