"""How damaged words should be read: a name that lost the space behind it. The text stays as it is."""

from __future__ import annotations

from casefile.domain.extraction import FoundName, FoundReading
from casefile.domain.span import Span


def find_readings(text: str, names: tuple[FoundName, ...]) -> tuple[FoundReading, ...]:
    """A reading for each name that ends inside a word: “Lindwho” is read “Lind who”.

    Only an engine that met the name alone elsewhere in the text lets a mention end there.
    """
    found = []
    for name in names:
        start, end = name.span.start, name.span.end
        stop = end
        while stop < len(text) and text[stop].isalpha() and stop - end < 12:
            stop += 1
        if end < stop and text[end - 1 : end].isalpha() and text[end].islower():
            first = start + name.span.of(text).rfind(" ") + 1
            found.append(FoundReading(Span(first, stop), f"{text[first:end]} {text[end:stop]}", "glued word"))
    return tuple(found)
