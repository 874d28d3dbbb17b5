"""Bank accounts (IBAN) and bank codes (BIC)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.domain.extraction import FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.identifiers import iban
from casefile.extract.identifiers.top_levels import COUNTRIES

# ISO 9362:2022: four for the party, the country, two for the place, three for the branch or none.
_BIC = re.compile(r"(?<![\w-])[A-Z]{4}(?P<country>[A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![\w-])")
_CUE = re.compile(
    r"(?<![^\W_])(?:BIC|SWIFT|S\.W\.I\.F\.T\.|Swift)"
    r"(?:[ /-]{1,3}(?:BIC|SWIFT|Swift|(?i:codes?|address|id|number|no\b\.?)))*"
    r"[\s:=#(]{0,4}(?:(?:is|was|of) )?\Z"
)
_BESIDE = 48
"""Code points between an IBAN and the BIC beside it, at most."""
# Codes of ISO 3166 are the two-letter top-level domains, but for these.
_COUNTRY_CODES = {code.upper() for code in COUNTRIES} - {"AC", "EU", "SU", "UK"} | {"XK"}


def find_accounts(text: str) -> Iterator[FoundIdentifier]:
    """IBANs whose checksum holds, and those whose form leaves no doubt; BICs beside them or beside their own name."""
    ends: list[tuple[Span, str]] = []
    for found in _ibans(text):
        ends.append((found.span, found.value[:2]))
        yield found
    behind = 0
    for match in _BIC.finditer(text):
        if match["country"] not in _COUNTRY_CODES:
            continue
        while behind < len(ends) and ends[behind][0].end + _BESIDE < match.start():
            behind += 1
        if _CUE.search(text, max(match.start() - 40, 0), match.start()):
            rule = "BIC"
        elif any(
            _is_beside(span, match) and country == match["country"] for span, country in ends[behind : behind + 2]
        ):
            rule = "BIC, beside an IBAN"
        else:
            continue
        yield FoundIdentifier(Span(*match.span()), Kind.BIC, match[0], None, f"{rule}, no checksum exists")


def _is_beside(account: Span, match: re.Match[str]) -> bool:
    return account.end <= match.start() <= account.end + _BESIDE or 0 <= account.start - match.end() <= _BESIDE


def _ibans(text: str) -> Iterator[FoundIdentifier]:
    for match in iban.CANDIDATE.finditer(text):
        length = iban.LENGTHS.get(match[0][:2].upper())
        span = _cut(text, match.start(), length) if length else None
        if span is None:
            continue
        number = iban.normalised(span.of(text))
        holds = iban.checksum_holds(number)
        # A wrong checksum is worth showing where the form leaves no doubt; lower case and letters leave doubt.
        if holds or (span.of(text)[:2].isupper() and sum(map(str.isdigit, number)) >= 12):
            yield FoundIdentifier(span, Kind.IBAN, number, holds, "IBAN" if holds else "IBAN, checksum wrong")


def _cut(text: str, start: int, length: int) -> Span | None:
    """The span of ``length`` letters and digits from ``start``, in groups; None where it ends before or goes on."""
    end, seen = start, 0
    while seen < length:
        character = text[end : end + 1]
        if character.isascii() and character.isalnum():
            seen += 1
        elif not character or character not in iban.SEPARATORS or text[end - 1] in iban.SEPARATORS:
            return None
        end += 1
    return None if text[end : end + 1].isalnum() else Span(start, end)
