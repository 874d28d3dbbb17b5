"""Dates of other languages than English. (To come.)"""

from __future__ import annotations

from casefile.domain.extraction import Document, FoundDate


def is_foreign(document: Document) -> bool:
    return False


def find_foreign_dates(document: Document) -> tuple[FoundDate, ...]:
    return ()
