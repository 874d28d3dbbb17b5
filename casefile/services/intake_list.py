"""What came in, item by item, each in exactly one state; and what an adding that broke off has left."""

from __future__ import annotations

from casefile.domain.intake import IntakeRow
from casefile.domain.kinds import IntakeState, Need
from casefile.services import intake
from casefile.services.cases import OpenCase
from casefile.store import read_intake

_NOT_TAKEN = "not taken in: the adding was stopped"


def items(case: OpenCase) -> list[IntakeRow]:
    """Every item: articles by number, duplicates, what waits, what could not be stored, what was not taken in."""
    rows = read_intake.intake_rows(case.reader)
    for left in intake.unfinished(case):
        rows += [
            IntakeRow(
                f"rest:{left.job}:{at}",
                IntakeState.WAITING,
                name,
                "",
                None,
                "",
                _NOT_TAKEN,
                Need.NOTHING,
                left.started,
            )
            for at, name in enumerate(left.rest)
        ]
    return rows


def counts(rows: list[IntakeRow]) -> dict[IntakeState, int]:
    """How many of ``rows`` ended how."""
    return read_intake.counts_of(rows)
