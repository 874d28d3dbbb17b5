"""Telephone numbers: those in international form always, bare national ones where a country is given or a word says so.

The numbering plans are the ``phonenumbers`` package's, imported when a text first holds a candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.domain.extraction import FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.domain.span import Span

# At most 15 digits follow the plus (ITU-T E.164); the repetition is bounded, so a long run of digits costs the same.
_INTERNATIONAL = re.compile(
    r"(?<![\w+])(?:\+|00(?=[1-9]\d{0,2}[ \u00a0-]))\(?[1-9](?:[ \u00a0().\-/]{0,3}\d){6,14}(?![\w])"
)
_NATIONAL = re.compile(r"(?<![\w+.,/:€$£#-])\(?\d(?:[ \u00a0().\-/]{0,3}\d){4,13}(?![\w]|[.,:/-]\d)")
_CALLED = re.compile(
    r"(?<![^\W_])(?i:tel(?:ephone)?|phone|mobile|mob|cell|fax|whatsapp)(?:\b\.?)(?: (?:number|no\b\.?))?[ \u00a0:]{1,3}"
    r"(?:(?:is|was|on|at) )?(?P<n>\+?\(?\d(?:[ \u00a0().\-/]{0,3}\d){5,13})(?![\w]|[.,]\d)"
)


def find_phones(text: str, region: str) -> Iterator[FoundIdentifier]:
    """Numbers that the numbering plan of their country knows; ``region`` is an ISO 3166 code or empty.

    Of the others, those that a word calls a telephone number, with nothing said about whether they are one.
    """
    for match in _INTERNATIONAL.finditer(text):
        written = match[0]
        number = _parsed("+" + written[2:] if written.startswith("00") else written, "")
        if number:
            yield FoundIdentifier(Span(*match.span()), Kind.PHONE, number, True, "international number")
    if region:
        for match in _NATIONAL.finditer(text):
            number = _parsed(match[0], region.upper())
            if number:
                yield FoundIdentifier(Span(*match.span()), Kind.PHONE, number, True, f"number in {region.upper()}")
    for match in _CALLED.finditer(text):
        written = match["n"]
        number = re.sub(r"[^\d+]", "", written)
        why = "not in the numbering plan" if written[0] == "+" else "country not given, cannot be checked"
        yield FoundIdentifier(Span(*match.span("n")), Kind.PHONE, number, None, f"telephone number, {why}")


def _parsed(written: str, region: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(written, region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
