"""Pages put one after the other, with marks beside them. Imports no parser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casefile.domain.intake import TextMark

_MOST_NAMED = 12


def joined(pages: Iterable[str]) -> tuple[str, tuple[TextMark, ...]]:
    """The pages' texts as one, apart by a blank line, and a mark where each page begins.

    A page's number is the one that a viewer counts, from 1. The mark of a page without text stands where the
    page before it ends.
    A sentence that runs on over the page's end stays in one paragraph.
    """
    parts: list[str] = []
    marks, at, last = [], 0, ""
    for number, page in enumerate(pages, start=1):
        words = page.strip("\n")
        if words.strip() and at:
            between = " " if last[-1:].islower() and words[:1].islower() else "\n\n"
            parts.append(between)
            at += len(between)
        marks.append(TextMark(at, "page", str(number)))
        if words.strip():
            parts.append(words)
            at += len(words)
        last = words
    return "".join(parts), tuple(marks)


def pages_of(text: str, marks: Sequence[TextMark]) -> list[str]:
    """The pages that ``joined`` put together, without the white space around them."""
    ends = [mark.at for mark in marks[1:]] + [len(text)]
    return [text[mark.at : end].strip() for mark, end in zip(marks, ends, strict=True)]


def named(numbers: Sequence[int]) -> str:
    """``page 4``, or ``pages 2-4, 9`` for rising numbers; many are cut short with their number."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    written = [f"{first}-{last}" if last > first else str(first) for first, last in spans]
    if len(written) > _MOST_NAMED:
        return f"{len(numbers):,} pages (the first are {', '.join(written[:3])})"
    return f"pages {', '.join(written)}"


def is_garbled(words: str) -> bool:
    """Whether its letters say nothing: a third are control characters, private ones or replacements.

    Fonts without a table of what their shapes mean (ISO 32000-2, 9.10.2) leave such text behind.
    """
    bare = "".join(words.split())
    bad = sum(letter < " " or "\ue000" <= letter <= "\uf8ff" or letter == "\ufffd" for letter in bare)
    return len(bare) > 3 and 3 * bad > len(bare)
