"""International bank account numbers: length by country, and the checksum of ISO 7064 (MOD 97-10).

Lengths are those of the SWIFT IBAN Registry (ISO 13616). A table of our own, because the structure of a country's
own account number says nothing more about whether the number was copied right.
"""

from __future__ import annotations

import re

LENGTHS = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE BI",
        18: "DK FK FI FO GL NL SD",
        19: "MK SI",
        20: "AT BA EE KZ LT LU MN XK",
        21: "CH HR LI LV",
        22: "BG BH CR DE GB GE IE ME RS VA",
        23: "AE GI IL IQ OM SO TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG YE",
        25: "LY PT ST",
        26: "IS TR",
        27: "DJ FR GR IT MC MR SM",
        28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
        29: "BR EG PS QA UA",
        30: "JO KW MU",
        31: "MT SC",
        32: "LC",
        33: "RU",
    }.items()
    for country in countries.split()
}

# What an IBAN begins with; how far it goes is told by its country.
CANDIDATE = re.compile(r"(?<![^\W_])[A-Za-z]{2}[0-9]{2}(?=[ \u00a0\u202f-]?[A-Za-z0-9])")
# Groups are set off by single spaces or hyphens, as banks print them.
SEPARATORS = " \u00a0\u202f-"


def normalised(written: str) -> str:
    """``written`` without spaces and hyphens, in capitals."""
    return re.sub(r"[\s-]", "", written).upper()


def checksum_holds(number: str) -> bool:
    """Whether a normalised IBAN leaves remainder 1 modulo 97 with its first four characters put last."""
    return int("".join(str(int(character, 36)) for character in number[4:] + number[:4])) % 97 == 1
