"""The word lists that names are weighed with: organisations, places, demonyms, people's names and titles.

Tables (``*.tsv``) are read as they are; the two large lists are packed (``*.z``), made by ``make_places`` and
``make_person_names`` of ``casefile.extract.train``. Each list is loaded at its first use and kept.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from casefile.domain.folding import fold

FOLDER = Path(__file__).parent
_SMALL = 3  # the weight of towns of fewer than 10,000, which only their exact form finds


class Organization(NamedTuple):
    """One organisation. ``country`` is ISO 3166 alpha-2 or empty; ``needs`` is empty, ``capitals`` or ``context``."""

    name: str
    aliases: tuple[str, ...]
    type: str
    country: str
    needs: str


class OrganizationForm(NamedTuple):
    """What a written form may mean.

    ``needs_context``: a name only if the words around it say so, since it is a common word, a surname or a place,
    or stands for several of ``rows``.
    """

    rows: tuple[Organization, ...]
    needs_context: bool


class WrittenPlace(NamedTuple):
    """A place of the hand-written table; ``variants`` are other names of the same place."""

    name: str
    variants: tuple[str, ...]
    kind: str
    country: str


class Place(NamedTuple):
    """What a place's name says.

    ``kind`` is ``country``, ``continent``, ``region``, ``admin``, ``city``, ``water`` or ``mountain``; ``weight`` is
    about the decimal logarithm of the inhabitants, 2 to 9; ``ambiguous``: also an English word, a person's name or an
    organisation's.
    """

    kind: str
    weight: int
    ambiguous: bool


class PlaceRow(NamedTuple):
    """One written form of a place with what it says."""

    name: str
    kind: str
    weight: int
    ambiguous: bool


class Places(NamedTuple):
    """All places by written form, capitals and accents included; unaccented forms stand beside accented ones."""

    exact: Mapping[str, Place]
    max_words: int

    def folded(self, form: str) -> Place | None:
        """The place of some size whose folded name is that of ``form``: for headlines in capitals, and for search."""
        return _folded_places().get(fold(form))


class Demonym(NamedTuple):
    """What a country's, region's, people's or creed's are called. ``form`` is ``adjective``, ``person`` or ``both``."""

    place: str
    form: str


class PersonNames(NamedTuple):
    """Names of people, as written and without accents.

    ``common`` ones stand in the lists of several languages; ``ambiguous`` ones are also English words or places.
    """

    given: frozenset[str]
    surnames: frozenset[str]
    common: frozenset[str]
    ambiguous: frozenset[str]


class Title(NamedTuple):
    """Words before a person's name. ``kind``: honorific, nobility, clergy, rank, office or modifier.

    ``alone``: in capitals it may also stand for its holder without a name.
    """

    kind: str
    alone: bool


def _rows(name: str) -> Iterator[list[str]]:
    """The rows of a table below its comments and its heading."""
    lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    yield from rows[1:]


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


@lru_cache(maxsize=1)
def organizations() -> tuple[Organization, ...]:
    """The rows of ``organizations.tsv``."""
    return tuple(
        Organization(name, _several(aliases), kind, country, needs)
        for name, aliases, kind, country, needs in _rows("organizations.tsv")
    )


@lru_cache(maxsize=1)
def organization_forms() -> Mapping[str, OrganizationForm]:
    """Each name and alias, as written, with what it may mean."""
    forms: dict[str, list[Organization]] = {}
    for row in organizations():
        for form in dict.fromkeys((row.name, *row.aliases)):
            forms.setdefault(form, []).append(row)
    return {
        form: OrganizationForm(tuple(rows), len(rows) > 1 or (rows[0].needs == "context" and is_one_word(form)))
        for form, rows in forms.items()
    }


def is_one_word(form: str) -> bool:
    """Whether ``form`` is one word, an article in front not counted; ``Organization.needs`` speaks of such forms."""
    article, _, rest = form.partition(" ")
    return not rest or (article in ("The", "La", "Le", "Los", "Les") and " " not in rest)


@lru_cache(maxsize=1)
def written_places() -> tuple[WrittenPlace, ...]:
    """The rows of ``places_written.tsv``: what is one place under several names."""
    return tuple(
        WrittenPlace(name, _several(variants), kind, country)
        for name, variants, kind, country in _rows("places_written.tsv")
    )


@lru_cache(maxsize=1)
def places() -> Places:
    """The packed list of places."""
    exact: dict[str, Place] = {}
    words = 1
    for heading, names in unpack((FOLDER / "places.z").read_bytes()):
        kind, weight, ambiguous, longest = heading.split(" ")
        exact.update(zip(names, repeat(Place(kind, int(weight), ambiguous == "1"))))
        words = max(words, int(longest))
    return Places(exact, words)


def place_rows() -> Iterator[PlaceRow]:
    """All forms of places, in the order of the list."""
    for name, place in places().exact.items():
        yield PlaceRow(name, *place)


@lru_cache(maxsize=1)
def _folded_places() -> Mapping[str, Place]:
    # Every accented form has an unaccented twin in the list, and of ASCII the folding is the small letters.
    items = places().exact.items()
    return {name.lower(): place for name, place in items if place.weight > _SMALL and name.isascii()}


@lru_cache(maxsize=1)
def demonyms() -> Mapping[str, Demonym]:
    """Each form of ``demonyms.tsv`` with what it belongs to: attributes, never places."""
    found: dict[str, Demonym] = {}
    for place, adjectives, persons in _rows("demonyms.tsv"):
        both = set(_several(adjectives)) & set(_several(persons))
        for form in _several(adjectives):
            found.setdefault(form, Demonym(place, "both" if form in both else "adjective"))
        for form in _several(persons):
            found.setdefault(form, Demonym(place, "person"))
    return found


@lru_cache(maxsize=1)
def person_names() -> PersonNames:
    """The packed list of given names and surnames."""
    found: dict[str, set[str]] = {"given": set(), "surname": set(), "common": set(), "ambiguous": set()}
    for heading, names in unpack((FOLDER / "person_names.z").read_bytes()):
        for what in heading.split(" "):
            found[what].update(names)
    return PersonNames(*(frozenset(found[what]) for what in ("given", "surname", "common", "ambiguous")))


@lru_cache(maxsize=1)
def titles() -> Mapping[str, Title]:
    """Each title of ``titles.tsv`` and its abbreviations."""
    found: dict[str, Title] = {}
    for title, short, kind, alone in _rows("titles.tsv"):
        for form in (title, *_several(short)):
            found[form] = Title(kind, alone == "alone")
    return found


def pack(groups: Mapping[str, set[str]]) -> bytes:
    """Names by heading as one compressed text: blocks parted by an empty line, each a heading and sorted names."""
    blocks = ["\n".join([heading, *sorted(groups[heading])]) for heading in sorted(groups)]
    return zlib.compress("\n\n".join(blocks).encode(), 9)


def unpack(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """The headings and names of a packed text."""
    for block in zlib.decompress(data).decode().split("\n\n"):
        heading, *names = block.split("\n")
        yield heading, names
