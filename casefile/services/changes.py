"""What a new engine changed in what was suggested, for a person to look over; and reading texts again on demand."""

from __future__ import annotations

from collections.abc import Sequence

from casefile.domain.errors import NotFound
from casefile.domain.records import Difference
from casefile.services.cases import OpenCase
from casefile.store import read_articles, read_differences

WORDS = {"new": "new", "gone": "gone", "changed": "changed", "kept": "kept by decision"}
SIGNS = {"new": "+", "gone": "−", "changed": "~", "kept": "="}


def changes(case: OpenCase, number: int | None = None, limit: int = -1) -> list[Difference]:
    """What changed in S``number``, or in all articles, by place. Raises ``NotFound``."""
    if number is not None:
        read_articles.article(case.reader, number)
    return read_differences.differences(case.reader, number, limit)


def in_words(one: Difference, text: str) -> str:
    """What is different, in words: “Anna Berg, person”, “Berg, place → person”. The words are evidence."""
    sides = [side for side in (one.old, one.new) if side is not None]
    words = [" ".join(side.span.of(text).split()) for side in sides]
    if len(sides) == 1:
        return f"{words[0]}, {sides[0].said}"
    old, new = sides
    shown = words[1] if words[0] == words[1] else f"{words[0]} → {words[1]}"
    said = new.said if old.said == new.said else f"{old.said} → {new.said}"
    if old.said == new.said and words[0] == words[1]:
        said = f"{said}: {old.name or 'another'} → {new.name or 'another'}"
    return f"{shown}, {said}"


def texts_of(case: OpenCase, found: Sequence[Difference]) -> dict[str, str]:
    """The words of the texts that ``found`` speak of, by id; a text that went meanwhile is empty."""
    texts = {}
    for text_id in {one.text_id for one in found}:
        try:
            texts[text_id] = read_articles.text(case.reader, text_id)
        except NotFound:
            texts[text_id] = ""
    return texts


def seen(case: OpenCase, number: int | None = None) -> int:
    """Say that what changed in S``number``, or everywhere, has been looked at; how many rows that were."""
    from casefile.store import differences

    waiting = len(changes(case, number))
    return waiting if differences.seen(case.store(), number) else 0


def read_again(case: OpenCase, numbers: Sequence[int] = ()) -> int:
    """Queue these articles, or all, for the engines once more; how many. Raises ``NotFound``."""
    from casefile.store import differences

    for number in numbers:
        read_articles.article(case.reader, number)
    return differences.read_again(case.store(), numbers)
