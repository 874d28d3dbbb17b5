"""Numbers of registers beside the words that announce them: companies, tax payers, vessels, securities.

A bare number is one only where its own word stands near and its checksum holds. Where the word stands right before it
and the checksum does not hold, the number is shown as wrong: a slip in a document matters. Where no checksum exists
the rule says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.domain.extraction import FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.identifiers.countries import BY_WORD, COUNTRY, GENERAL, PREFIX, of_prefix
from casefile.extract.identifiers.schemes import SCHEMES, SEPARATORS, Scheme

_NEAR = 64
"""Code points before a number in which a cue counts."""

# The first digit of a number: five signs go on from it, or it ends a long code that is mostly letters.
_ANCHOR = re.compile(rf"(?<!\d)\d(?:(?:[{SEPARATORS}]?[0-9A-Z]){{4}}|(?<=[0-9A-Z]{{8}}))")
_RUN = re.compile(rf"[^\W_]*+(?:[{SEPARATORS}][0-9]++)*+")
_BEFORE_PLAIN = re.compile(r"(?:CHE[ -]?|HR[AB] ?|J)\Z")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*\s+[^\W\d_]*[^\W\d_a-zа-я]|\n\s*\n")
_BRIDGE = re.compile(
    r"(?:[\W\d_]++|(?:(?i:numbers?|no|nr|num|nummer|code|id|is|was|are|were|of|the|its|under|and|or|with|og|och|und|et"
    r"|as|registration|registered|reg|identification|wales)|[A-Z]{2,3})(?![^\W\d_]))*+"
)
_AFTER = re.compile(r"[\s(\[,:–-]{1,4}(?:(?:is|was|being) )?(?:(?:its|the|their|his|her) )?")
_OTHER_THAN_SHIPS = re.compile(r"(?i:(?:\s+|-)(?:company|registered owner|circular|resolution))")
_UNKNOWN = re.compile(rf"(?<![^\W_])(?<!\d[{SEPARATORS}])\d(?:[{SEPARATORS}]?\d){{5,13}}(?![^\W_])")
_SOFT = f"[{SEPARATORS}]"

_BY_CUE: dict[str, tuple[Scheme, ...]] = {}
for _scheme in SCHEMES:
    for _cue in filter(None, _scheme.cue.split(" | ")):
        _BY_CUE[_cue] = (*_BY_CUE.get(_cue, ()), _scheme)
_MEANINGS: tuple[tuple[Scheme, ...] | str, ...] = (*_BY_CUE.values(), *GENERAL)
_CUES = re.compile(
    "(?<![^\\W_])(?=[^\\W\\d_])(?:"
    + "|".join(f"(?P<c{n}>{cue})" for n, cue in enumerate((*_BY_CUE, *GENERAL.values())))
    + ")"
)
_PLAIN_SCHEMES = tuple(scheme for scheme in SCHEMES if scheme.plain)
_BY_ROLE = {
    (country, role): tuple(
        scheme
        for scheme in SCHEMES
        if role in scheme.roles.split()
        and (scheme.country == country or (scheme.name == "IČO" and country in ("CZ", "SK")))
    )
    for country in BY_WORD.values()
    for role in GENERAL
}


def find_registered(text: str) -> Iterator[FoundIdentifier]:
    """The numbers of registers in ``text``, in order, none overlapping another."""
    cues: list[re.Match[str]] = []
    scanned = pos = 0
    while anchor := _ANCHOR.search(text, pos):
        at = anchor.start()
        low = max(at - _NEAR, 0)
        # Every code point is looked at once for cues, however many numbers stand beside each other.
        cues = [cue for cue in cues if cue.start() >= low]
        cues += _CUES.finditer(text, max(low, scanned), min(at + 1, len(text)))
        scanned = at
        found = _at(text, at, cues)
        if found is not None:
            yield found
            pos = max(found.span.end, at + 1)
        elif run := _RUN.match(text, at):
            pos = max(run.end(), at + 1)


def _at(text: str, at: int, cues: list[re.Match[str]]) -> FoundIdentifier | None:
    """What the number whose first digit stands at ``at`` is, by the nearest cue that fits it."""
    wrong: FoundIdentifier | None = None
    unknown: FoundIdentifier | None = None
    tried: set[str] = set()
    for cue in reversed(cues):
        meaning = _meaning(cue)
        schemes = _meant(text, meaning, cue, at)
        if _is_other(text, cue, schemes):
            continue
        for scheme in schemes:
            # The nearest cue of a scheme is the one that counts.
            if scheme.label in tried:
                continue
            tried.add(scheme.label)
            found, is_tight = _read(text, scheme, at, cue)
            if found is None:
                continue
            if found.valid or (found.valid is None and is_tight):
                return found
            if found.valid is False and is_tight and wrong is None:
                wrong = found
        if isinstance(meaning, str) and not schemes and unknown is None:
            unknown = _unread(text, meaning, cue, at)
    return wrong or _before_its_cue(text, at) or _plain(text, at) or unknown


def _meaning(cue: re.Match[str]) -> tuple[Scheme, ...] | str:
    return _MEANINGS[int((cue.lastgroup or "c0")[1:])]


def _is_other(text: str, cue: re.Match[str], schemes: tuple[Scheme, ...]) -> bool:
    """Whether the cue goes on to name something else: IMO numbers its circulars and the owners of ships as well."""
    return bool(schemes) and schemes[0].kind is Kind.IMO and _OTHER_THAN_SHIPS.match(text, cue.end()) is not None


def _read(text: str, scheme: Scheme, at: int, cue: re.Match[str]) -> tuple[FoundIdentifier | None, bool]:
    """The number at ``at`` in the form of ``scheme``, and whether the cue stands right before it."""
    match = _match(text, scheme, at, max(cue.start(), at - 24))
    if match is None:
        return None, False
    between = text[cue.end() : match.start()] if match.start() > cue.end() else ""
    is_tight = _BRIDGE.fullmatch(between) is not None
    if not is_tight and _SENTENCE_END.search(between):
        return None, False
    return _found(text, scheme, match), is_tight and _ends_there(text, match)


def _match(text: str, scheme: Scheme, at: int, low: int) -> re.Match[str] | None:
    """The form of ``scheme`` around ``at``, its first digit or the letters before that."""
    for match in scheme.pattern.finditer(text, low, min(at + 48, len(text))):
        if match.start() <= at < match.end():
            return match
        if match.start() > at:
            break
    return None


def _ends_there(text: str, match: re.Match[str]) -> bool:
    """Whether the number ends where its form does: “12 345 678 901” is not a number of eight digits."""
    return not (re.match(_SOFT + r"\d", text[match.end() : match.end() + 2]) and re.search(_SOFT, match[0]))


def _found(text: str, scheme: Scheme, match: re.Match[str]) -> FoundIdentifier:
    number = match["n"] if "n" in match.re.groupindex else match[0]
    holds, rule = scheme.verdict(number)
    return FoundIdentifier(Span(*match.span()), scheme.kind, scheme.value(number), holds, rule)


def _meant(text: str, meaning: tuple[Scheme, ...] | str, cue: re.Match[str], at: int) -> tuple[Scheme, ...]:
    """The schemes that a cue means. A VAT number's own prefix goes before its cue, a country beside it tells the rest.

    “BTW” is Dutch and Belgian, “VAT” is anybody's.
    """
    is_vat = meaning == "vat" or any("vat" in scheme.roles for scheme in meaning if isinstance(scheme, Scheme))
    prefix = PREFIX.search(text, cue.end(), min(at + 1, len(text))) if is_vat else None
    if prefix:
        return _BY_ROLE[of_prefix(prefix[0]), "vat"]
    if isinstance(meaning, tuple):
        return meaning
    before = [*COUNTRY.finditer(text, max(cue.start() - 48, 0), at)]
    named = before[-1] if before else COUNTRY.search(text, at, min(at + 48, len(text)))
    return _BY_ROLE[BY_WORD[named[0]], meaning] if named else ()


def _unread(text: str, role: str, cue: re.Match[str], at: int) -> FoundIdentifier | None:
    """A number that its words call one, of a country that nobody names."""
    match = _UNKNOWN.match(text, at)
    if cue[0][:4].lower() == "regi":  # cars and aircraft are registered too
        return None
    if match is None or not _BRIDGE.fullmatch(text, cue.end(), at):
        return None
    word = {"vat": "VAT", "company": "company", "tax": "tax"}[role]
    value = re.sub(r"\D", "", match[0])
    rule = f"{word} number, country not named, cannot be checked"
    return FoundIdentifier(Span(*match.span()), Kind.REGISTRATION, value, None, rule)


def _before_its_cue(text: str, at: int) -> FoundIdentifier | None:
    """“923 609 016 (org.nr.)”: accepted with a checksum that holds."""
    run = _RUN.match(text, at)
    after = _AFTER.match(text, run.end()) if run else None
    cue = _CUES.match(text, after.end()) if after and text[after.end() : after.end() + 1].isalpha() else None
    if cue is None:
        return None
    meaning = _meaning(cue)
    for scheme in _meant(text, meaning, cue, at):
        match = _match(text, scheme, at, max(at - 24, 0))
        if match is not None and run is not None and match.end() >= run.end():
            found = _found(text, scheme, match)
            if found.valid:
                return found
    return None


def _plain(text: str, at: int) -> FoundIdentifier | None:
    """Forms that are no other thing, with no word before them."""
    if not _BEFORE_PLAIN.search(text, max(at - 4, 0), at):
        return None
    for scheme in _PLAIN_SCHEMES:
        match = _match(text, scheme, at, max(at - 8, 0))
        if match is not None:
            return _found(text, scheme, match)
    return None
