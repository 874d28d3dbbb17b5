"""What is known of names before any text is read: places under several names, their adjectives, listed aliases."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from casefile.domain.folding import fold
from casefile.domain.kinds import Kind
from casefile.extract.names.lists.load import demonyms, organizations, written_places

Words = tuple[str, ...]

_DROPPED = str.maketrans({"-": " ", "–": " ", "/": " ", "&": " and ", **dict.fromkeys("'’`.,")})


def words_of(name: str) -> Words:
    """A listed name as a form has it: folded, without hyphens, apostrophes, stops and “the”."""
    bare = fold(name).translate(_DROPPED).split()
    return tuple(bare[1:] if len(bare) > 1 and bare[0] == "the" else bare)


def listed(kind: Kind, words: Words) -> str:
    """What the listed name ``words`` stands for, empty where it is not listed, or for several.

    A country is the same whether a text has it as a place or as one who acts.
    """
    if kind in (Kind.PLACE, Kind.ORGANIZATION) and (place := _places().get(words)):
        return place
    return _organisations().get(words, "") if kind is Kind.ORGANIZATION else ""


@cache
def _places() -> dict[Words, str]:
    return _by_words((f"place {row.name}", (row.name, *row.variants)) for row in written_places())


@cache
def _organisations() -> dict[Words, str]:
    return _by_words((f"organisation {row.name}", (row.name, *row.aliases)) for row in organizations())


def _by_words(rows: Iterable[tuple[str, tuple[str, ...]]]) -> dict[Words, str]:
    found: dict[Words, str] = {}
    for row, names in rows:
        for words in {words_of(name) for name in names} - {()}:
            # A name that two rows bear tells nothing.
            found[words] = row if found.get(words, row) == row else ""
    return found


@cache
def country_of(word: str) -> str:
    """The place that a folded adjective or a country's own name speaks of (“russian”, “us”, “britain”), else nothing.

    A country of several words counts as one word here, as this function returns it.
    """
    return _countries().get(word, "")


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in written_places():
        if row.kind == "country":
            place = " ".join(words_of(row.name))
            for name in (row.name, *row.variants):
                found[" ".join(words_of(name))] = place
    for form, demonym in demonyms().items():
        place = " ".join(words_of(demonym.place))
        found.setdefault(" ".join(words_of(form)), found.get(place, place))
    return found
