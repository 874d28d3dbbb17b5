"""What an investigator does to an article: describe it, grade it, look at it. Its texts never change."""

from __future__ import annotations

from casefile.domain.dates import parse_date
from casefile.domain.errors import UsageError
from casefile.domain.records import Article, Metadata
from casefile.services.cases import OpenCase

GRADES = ("A", "B", "C", "D", "E", "F")


def set_metadata(case: OpenCase, number: int, metadata: Metadata) -> Article:
    """Change what is known of S``number``; fields that are None stay. Raises ``UsageError`` for a date that is none."""
    for written in (metadata.published, metadata.retrieved):
        if written:
            parse_date(written)
    from casefile.store.describing import set_metadata as write

    return write(case.store(), number, metadata)


def grade(case: OpenCase, number: int, reliability: str, reason: str = "") -> Article:
    """Give the source a reliability from A (completely reliable) to F (cannot be judged), or none.

    The scale is the source half of the Admiralty code (NATO AJP-2.1).
    """
    reliability = reliability.strip().upper()
    if reliability and reliability not in GRADES:
        raise UsageError(f"“{reliability}” is not a grade.", "A to F, or nothing to take the grade away.")
    from casefile.store.describing import grade as write

    return write(case.store(), number, reliability, reason)


def mark_looked_at(case: OpenCase, number: int) -> None:
    """Record that a person has looked at S``number``."""
    from casefile.store.describing import mark_looked_at as write

    write(case.store(), number)


def count_text(case: OpenCase, number: int, text_id: str) -> Article:
    """Let another text of the article count: body instead of full page, or back."""
    from casefile.store.describing import count_text as write

    return write(case.store(), number, text_id)


def retire_article(case: OpenCase, number: int) -> None:
    """Take S``number`` out of the case; its bytes and number stay, undo brings it back."""
    from casefile.store.describing import retire_article as write

    write(case.store(), number)
