"""What speaks for a kind: the words of a name, and the words around it.

Each rule gives a weight; the best total over all mentions of a form in a document wins. Weights are ranks, not
probabilities: about 4 alone decides, 2 decides when nothing is against it, below 1 only breaks a tie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.domain.kinds import Kind
from casefile.extract.names.lexicon_people import GIVEN, KIN, PERSONAL_VERBS, ROLES
from casefile.extract.names.lexicon_places import AFTER, BEFORE, BEFORE_OF, FIRST, HEADS, PLACES
from casefile.extract.names.lexicon_words import (
    LEGAL,
    MEDIA,
    ORG_AFTER,
    ORG_HEADS,
    ORG_NOUNS,
    ORG_POSSESSED,
    ORGS,
    PERSON_NOUNS,
    PLACE_NOUNS,
    VESSEL_TITLES,
    VESSELS,
)
from casefile.extract.names.pieces import Piece, is_acronym
from casefile.extract.word_lists import word_list

Evidence = tuple[Kind, float, str]

_P, _O, _L, _V = Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.VEHICLE
_IS_A = re.compile(
    r"(?: (?:is|was|are|were|became|remains|as)(?: (?:said|believed|thought|reported|alleged|known) to be)?|,)"
    r" (?:an?|the|one of the|its|their|his|her)(?: [\w’'-]{1,30}){0,4}? "
    rf"(?:(?P<org>{ORG_NOUNS})|(?P<person>{PERSON_NOUNS}|{'|'.join(sorted(KIN))})|(?P<place>{PLACE_NOUNS}))\b"
)
_SAILS = re.compile(
    r",? (?:built in \d{4}|(?:which |that |was |had |has |has been |had been )?"
    r"(?:sailed|docked|anchored|moored|sank|capsized|ran aground|set sail|called at|put to sea|loitered|drifted|berthed"
    r"|boarded by|was built|was scrapped)\b"
    r"|(?:which )?(?:flies|flew|sails|sailed) under (?:the|a)\b)"
)
_ABOARD = re.compile(
    r"\b(?:(?:aboard|on board|sailed as|renamed|boarded)(?: the)?|(?:captain|master|skipper|crew|sinking) of the) \Z"
)
_DATELINE = re.compile(
    r"(?:, [^\W\d_][\w .]{1,24})?(?:,? (?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+\.? \d{1,2}))?"
    r"(?: \([^()\n]{2,24}\))? ?[—–-]{1,2} ?\S"
)
_AGE = re.compile(r",? (?:\(?(?:born|b\.) |aged \d|\(\d{4}[-–]|\d{2}, |\(\d{2}\))|, \d{2},")
_SPEECH = word_list("said says told confirmed denied claimed claims stated announced added wrote")
_HELD_BY_ORG = word_list(
    "member members chairman head director founder spokesman spokeswoman spokesperson employee employees boss chief"
)
_BEFORE_PLACES = {
    2.0: word_list("near across throughout outside"),
    1.8: word_list("in"),
    1.0: word_list("into toward towards reached"),
    0.7: word_list("from around via"),
    0.5: word_list("to at left"),
}
_IN = {word: weight for weight, group in _BEFORE_PLACES.items() for word in group}
_SOFT_AFTER = word_list("officials government police court soldiers troops forces chairman office administration")


def form_evidence(piece: Piece) -> Iterator[Evidence]:
    """What the words of the name themselves say."""
    words, count = piece.words, len(piece.words)
    surface, first, last = " ".join(words), words[0], words[-1]
    if surface in PLACES:
        yield _L, 4.0, "known place"
    if surface in ORGS:
        yield _O, 4.0, "known organisation"
    if piece.title:
        yield _P, 4.0, "title before the name"
    if first in VESSEL_TITLES and count > 1:
        yield _V, 6.0, "vessel's prefix"
    if "of" in piece.gaps:
        head = words[piece.gaps.index("of")]
        yield (_O, 4.0, "organisation word before “of”") if head in ORG_HEADS else (_L, 3.0, "place word before “of”")
    if count == 1:
        if surface in PLACES:
            return
        if is_acronym(first):
            yield _O, 2.5, "acronym"
        elif first in GIVEN:
            yield _P, 1.2, "given name"
        else:
            yield _P, 0.5, "capitalised word"
        return
    if last in LEGAL:
        yield _O, 6.0, "legal form"
    elif last in ORG_HEADS:
        yield _O, 4.0, "organisation word"
    elif last in HEADS:
        yield _L, 3.5, "place word"
    elif last in MEDIA:
        yield _O, 3.0, "newspaper word"
    elif any(word in ORG_HEADS for word in words[1:]):
        yield _O, 2.0, "organisation word inside"
    elif first in FIRST:
        yield _L, 2.5, "place word in front"
    elif first in GIVEN and count <= 4 and "of" not in piece.gaps:
        yield _P, 3.5, "given name first"
    elif any(len(word) == 2 and word.endswith(".") for word in words[:-1]):
        yield _P, 3.0, "initial inside"
    elif "particle" in piece.gaps:
        yield _P, 2.0, "particle inside"
    elif is_acronym(first) or is_acronym(last):
        yield _O, 1.5, "acronym inside"
    elif count <= 3:
        yield _P, 1.0, "two or three capitalised words"
    else:
        yield _O, 0.8, "many capitalised words"


def context_evidence(text: str, piece: Piece) -> Iterator[Evidence]:
    """What the words around one mention say."""
    before = text[max(0, piece.start - 48) : piece.start]
    after = text[piece.end : piece.end + 96]
    if after[:2] in ("’s", "'s"):
        owned = after[2:].split(None, 2)
        if owned and after[2:3] == " ":
            if owned[0] in KIN:
                yield _P, 2.0, "“’s lawyer” and the like"
            elif any(word in ORG_POSSESSED for word in owned):
                yield _O, 2.5, "“’s soldiers” and the like"
    else:
        yield from _behind(after)
    if before[-1:] in (" ", "\n", "\u00a0"):
        yield from _in_front(before)
    if _SAILS.match(after):
        yield _V, 3.0, "sails, was built, ran aground"
    if _ABOARD.search(before):
        yield _V, 3.0, "“aboard” and the like before the name"
    if (not before or before[-1] == "\n") and _DATELINE.match(after):
        yield _L, 4.0, "dateline"


def _behind(after: str) -> Iterator[Evidence]:
    if after[:1] == " ":
        following = (after.split(None, 1) or [""])[0].rstrip('.,;:!?)”"')
        if following in ORG_AFTER:
            yield _O, 1.0 if following in _SOFT_AFTER else 3.0, "“group” and the like behind the name"
        if following in AFTER:
            yield _L, 3.0, "“region” and the like behind the name"
        if following in _SPEECH:
            yield _P, 0.6, "speaks"
            yield _O, 0.6, "speaks"
    if after[:1] in " ,(":
        near = after.replace(",", " ", 1).split(None, 1)
        if near and near[0] in PERSONAL_VERBS:
            yield _P, 1.5, "“who” and the like behind the name"
        if _AGE.match(after):
            yield _P, 3.0, "age behind the name"
        match = _IS_A.match(after)
        if match:
            kind = _O if match["org"] else _P if match["person"] else _L
            yield kind, 4.0 if match["org"] else 3.0, "“is a” and what it is"
        country = re.match(r", ([^\W\d_]+)", after)
        if country and country[1] in PLACES:
            yield _L, 2.5, "country behind the name"


def _in_front(before: str) -> Iterator[Evidence]:
    words = before.split()
    # The first of the words may be cut; and a stop in front of the name ends what could speak about it.
    if not words:
        return
    one = words[-1]
    two = words[-2] if len(words) > 1 else ""
    three = words[-3] if len(words) > 2 else ""
    if one in VESSELS:
        yield _V, 4.0, "“ship” and the like before the name"
    elif one in ROLES:
        yield _P, 3.0, "office or trade before the name"
    elif one in BEFORE:
        yield _L, 3.0, "“northern” and the like before the name"
    elif one.lower() in _IN:
        yield _L, _IN[one.lower()], f"“{one.lower()}” before the name"
    elif one == "of":
        if two in BEFORE_OF:
            yield _L, 3.0, "“city of” and the like before the name"
        elif two in _HELD_BY_ORG:
            yield _O, 2.5, "“member of” and the like before the name"
    elif one == "the":
        if two == "of" and three in _HELD_BY_ORG:
            yield _O, 3.0, "“member of the” before the name"
        else:
            yield _O, 0.9, "“the” before the name"
    elif one in ("joined", "founded", "acquired"):
        yield _O, 1.5, "“joined” and the like before the name"
    elif one in ("with", "by", "for", "against"):
        yield _O, 0.2, f"“{one}” before the name"
