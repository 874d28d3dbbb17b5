"""From runs of capitalised words to pieces that may each be one name: titles, demonyms and sentence openers off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from casefile.extract.names.lexicon_people import CAPITAL_ROLES, GIVEN, TITLES
from casefile.extract.names.lexicon_places import DEMONYMS, HEADS, PLACES
from casefile.extract.names.lexicon_words import (
    LEGAL,
    MEDIA,
    MONTHS,
    NO_NAMES,
    OF_HEADS,
    ORG_HEADS,
    ORGS,
    TOPIC_HEADS,
)
from casefile.extract.names.tokens import Token, Words
from casefile.extract.word_lists import word_list

_OPENS = re.compile(r"(?:\A|[.!?…:;\n•*·|–—]|[.!?…][\"'”’»)\]])[\s\"'“‘«(\[–—-]*\Z")
_ENDINGS = ORG_HEADS | LEGAL | MEDIA | HEADS
_CUTS = _ENDINGS | TITLES | MONTHS | CAPITAL_ROLES


@dataclass(frozen=True, slots=True)
class Piece:
    """A possible name. ``title`` is set where a title was cut off in front; ``opens`` where it begins a sentence."""

    start: int
    end: int
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    title: str
    opens: bool


def opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence, a quotation or a line begins at ``start``: a capital says nothing there."""
    return _OPENS.search(text[max(0, start - 6) : start]) is not None or start == 0


def is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 6 and word.isupper() and word.isalnum()


def pieces(text: str, run: list[Token], words: Words) -> Iterator[Piece]:
    """The possible names in one run of capitalised words."""
    opens = opens_sentence(text, run[0].start)
    for part in _parts(run):
        title = ""
        held: list[Token] = []
        for each, cut_by in _cut(part):
            if cut_by:
                title = cut_by
                continue
            held = _trimmed(each, words, opens and each[0] is run[0])
            if held:
                yield _piece(text, held, title, opens and held[0] is run[0])
            title = ""


def _piece(text: str, tokens: list[Token], title: str, opens: bool) -> Piece:
    return Piece(
        tokens[0].start,
        tokens[-1].end,
        tuple(token.word for token in tokens),
        tuple(token.gap for token in tokens[1:]),
        title,
        opens,
    )


def _parts(run: list[Token]) -> Iterator[list[Token]]:
    """A run cut where “of” or “and” stand between two names rather than inside one."""
    part: list[Token] = []
    for token in run:
        if part and token.gap in ("of", "and") and not _holds(part, token):
            yield part
            part = []
        part.append(token)
    yield part


def _holds(part: list[Token], token: Token) -> bool:
    if token.gap == "of":
        return part[-1].word in OF_HEADS
    # “Ministry of Trade and Industry”, never “the Bank of Keld and Aster Ltd”.
    heads = [before.word for before, after in pairwise(part) if after.gap == "of"]
    return bool(heads) and heads[-1] in TOPIC_HEADS and token.word not in GIVEN


def _cut(part: list[Token]) -> Iterator[tuple[list[Token], str]]:
    """A part cut at titles, months and between an organisation and a person; a title comes alone, as a word."""
    if not any(token.word.rstrip(".") in _CUTS for token in part):
        yield part, ""
        return
    ends_in_head = part[-1].word in _ENDINGS
    held: list[Token] = []
    for at, token in enumerate(part):
        bare = token.word.rstrip(".")
        following = part[at + 1].word if at + 1 < len(part) else ""
        is_title = not ends_in_head and (bare in TITLES or (bare in CAPITAL_ROLES and following in GIVEN))
        if is_title or token.word in MONTHS:
            if held:
                yield held, ""
                held = []
            yield [token], bare if is_title else " "
            continue
        held.append(token)
        # “European Council Charles Vann”, “Coast Guard KV”: a person or an acronym follows a complete name.
        complete = token.word in _ENDINGS and len(held) > 1
        if complete and (following in GIVEN or is_acronym(following)) and part[at + 1].gap == "space":
            yield held, ""
            held = []
    if held:
        yield held, ""


def _trimmed(tokens: list[Token], words: Words, opens: bool) -> list[Token]:
    """``tokens`` without what is no part of a name at either end."""
    while tokens:
        first, rest = tokens[0].word, tokens[1:]
        if _surface(tokens) in PLACES or _surface(tokens) in ORGS:
            return tokens
        demonym = first in DEMONYMS or ("-" in first and first.split("-")[0] in DEMONYMS)
        # “Norwegian Refugee Council”, “World Bank”: what is no name alone belongs to an organisation's.
        if (demonym or first in NO_NAMES) and len(rest) <= 6 and any(token.word in _ENDINGS for token in rest):
            break
        ordinary = first.lower() in _OPENERS or (opens and words.is_ordinary(first))
        if not (demonym or ordinary or first in NO_NAMES or (opens and len(first) == 1)):
            break
        tokens, opens = rest, False
    while tokens and (tokens[-1].word in NO_NAMES and tokens[-1].word not in ("II", "III", "IV", "VI")):
        tokens = tokens[:-1]
    return tokens


def _surface(tokens: list[Token]) -> str:
    return " ".join(token.word for token in tokens)


_OPENERS = word_list(
    """
    the a an this that these those his her its their our my your in on at by for from with but and or if when while as
    he she it they we you i to of after before since what who why how not no yes
    """
)
