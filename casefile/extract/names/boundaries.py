"""Where a name begins and ends: what the model drags along is cut off, what it cut short is put back.

A title, an article and a nationality are no part of a person's or a place's name; a closing full stop is a part of
an abbreviation only; “Crimean peninsula” is one place, though “Crimean” alone is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.extract.names.lexicon_people import CAPITAL_ROLES, TITLES
from casefile.extract.names.lexicon_places import HEADS
from casefile.extract.names.lexicon_words import COMMON, LEGAL, MEDIA, MONTHS, NO_NAMES, ORG_HEADS, OTHER_HEADS
from casefile.extract.names.lists.load import demonyms, person_names, places, titles
from casefile.extract.names.pieces import is_acronym
from casefile.extract.names.tokens import PARTICLES

_EDGES = " \n\t\u00a0,;:!?\"'“”„«»‘’()[]{}<>*_|/\\–—-…&#@+="
_ABBREVIATION = re.compile(
    r"(?:\b[^\W\d_](?:\.[^\W\d_])+|\b(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr|St|Mt|Ft|Dr|Plc|Pty|S\.A|L\.P))\.\Z"
)
_GENERIC = ORG_HEADS | HEADS | MEDIA | TITLES | MONTHS | NO_NAMES | OTHER_HEADS | CAPITAL_ROLES
_DATELINE = re.compile(
    r"^([^\W\d_a-z][^\W\d_a-z]{2,20}(?:[ -][^\W\d_a-z]{2,20}){0,2})(?:, [^\W\d_][\w .]{1,24})?"
    r"(?:,? (?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2}))?(?: \([^()\n]{2,24}\))? ?[—–-]{1,2} ?(?=[\w“\"])",
    re.MULTILINE,
)
_HEADS = MEDIA | LEGAL
_NEXT_CAPITALISED = re.compile(r"[ \u00a0]([^\W\d_a-z][^\W\d_]+)\b")
_BETWEEN_DASHES = re.compile(r"(?:[^\s]|\s(?![-–—/|]\s))+(?:\s[-–—/|]\s)?")
_LANDFORM = re.compile(
    r"\b([^\W\d_]{4,30})[ \u00a0](?:peninsula|archipelago|islands?|strait|valley|highlands|mountains|desert|delta"
    r"|plateau|gulf|basin|steppe|lowlands|riviera|capital region)\b"
)
_POSSESSIVE = re.compile(r"[’'](?:s|S)?\Z")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without what is no part of a name at either end; empty where nothing is left."""
    while True:
        before = start, end
        while start < end and text[start] in _EDGES + ".":
            start += 1
        while start < end and text[end - 1] in _EDGES:
            end -= 1
        written = text[start:end]
        if written.endswith(".") and not _ABBREVIATION.search(written):
            end -= 1
        last = written.rpartition(" ")[2]
        if last != written and last.islower() and last in COMMON:
            end -= len(last)
        owned = _POSSESSIVE.search(written)
        if owned and not written.isupper():
            end = start + owned.start()
        # A newspaper keeps its article: “The Barents Observer” in the middle of a sentence.
        opens = start == 0 or text[start - 2 : start - 1] in '.!?”"\n'
        if text.startswith("the ", start, end) or (opens and text.startswith("The ", start, end)):
            start += 4
        if (start, end) == before:
            return start, max(start, end)


def without_title(text: str, start: int, end: int) -> int:
    """Where a person's name begins behind titles (“Colonel Ivar Moe”); ``start`` where nothing would be left."""
    at = start
    while True:
        word, space, _ = text[at:end].partition(" ")
        if not space or word.rstrip(".") not in titles():
            return at
        at += len(word) + 1


def is_nationality(written: str) -> bool:
    """Whether ``written`` is an adjective or a people (“Norwegian”, “Russian-Syrian”): an attribute, no place.

    Words written small do not make it one (“Ukrainian air defence”).
    """
    parts = re.split(r"[- ]", written)
    return parts[0] in demonyms() and all(part in demonyms() or part.islower() for part in parts)


def is_office(written: str) -> bool:
    """Whether the last word is an office and no surname: “US Senator” and “Health Secretary” are nobody."""
    last = written.rpartition(" ")[2]
    title = titles().get(last)
    return title is not None and title.kind == "office" and last not in person_names().surnames


def from_capital(text: str, start: int, end: int) -> int:
    """The start without words that are no part of names: “white Toyota”, “Norwegian NTB”, but “von Berg”."""
    at = start
    words = text[start:end].split(" ")
    if len(words) == 2 and words[0] in demonyms() and is_acronym(words[1]):
        return start + len(words[0]) + 1
    while True:
        word, space, _ = text[at:end].partition(" ")
        if not space or not word.islower() or word in PARTICLES or "-" in word:
            return at
        at += len(word) + 1


def landforms(text: str) -> Iterator[tuple[int, int]]:
    """“Crimean peninsula” and the like: an adjective that is no name with a word, written small, that makes it one."""
    for match in _LANDFORM.finditer(text):
        if is_nationality(match[1]):
            yield match.span()


def stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in what was taken for one: “Bangkok – Chiang Mai” and “State Security Service VDD” are two."""
    for match in _BETWEEN_DASHES.finditer(text, start, end):
        first, last = match.span()
        cut = min(apart(text, first, last), seat(text, first, last))
        yield first, cut
        if cut < last:
            yield cut + 4 if text.startswith(" in ", cut) else cut, last


def apart(text: str, start: int, end: int) -> int:
    """Where an acronym begins that follows a complete name (“State Security Service VDD”); ``end`` where none does."""
    at = text.rfind(" ", start, end) + 1
    words = text[start:at].split()
    complete = len(words) > 1 and words[-1] in ORG_HEADS
    return at if complete and is_acronym(text[at:end]) else end


def datelines(text: str) -> Iterator[tuple[int, int]]:
    """“PIRAEUS —”, “Vann, 3 March (HNA) –”: the place in front of an agency's report, at the head of a paragraph."""
    for match in _DATELINE.finditer(text):
        yield match.span(1)


def with_head(text: str, end: int) -> int:
    """The end behind the capitalised word that makes it a paper's or a firm's name: “Keld Advertiser”, “Aster Ltd”."""
    match = _NEXT_CAPITALISED.match(text, end)
    return match.end() if match and match[1] in _HEADS else end


def seat(text: str, start: int, end: int) -> int:
    """Where a body's name ends in front of the place where it sits: “General Court in Luxembourg”."""
    at = text.find(" in ", start, end)
    return at if at > 0 and text[at + 4 : end] in places().exact else end


def without_office(text: str, start: int, end: int) -> int:
    """The end of a place before what was taken along: “U.S. Senator”, “US state”."""
    words = text[start:end].split(" ")
    while len(words) > 1 and (
        words[-1] in titles() or (words[-1].islower() and " ".join(words[:-1]) in places().exact)
    ):
        words.pop()
    return start + len(" ".join(words))


def is_generic(word: str) -> bool:
    """Whether ``word`` alone names nothing: an office, a rank, a month, a kind of body."""
    bare = word.rstrip(".")
    return bare in _GENERIC or bare.rstrip("s") in _GENERIC
