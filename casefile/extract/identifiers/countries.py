"""Country words and the general words for a number: “the Norwegian company number”, “VAT number GB …”."""

from __future__ import annotations

import re

_WORDS = {
    "AT": "Austria Austrian",
    "AU": "Australia Australian",
    "BE": "Belgium Belgian",
    "BG": "Bulgaria Bulgarian",
    "BR": "Brazil Brazilian",
    "BY": "Belarus Belarusian Belarussian",
    "CH": "Switzerland Swiss",
    "CN": "China Chinese",
    "CY": "Cyprus Cypriot",
    "CZ": "Czechia Czech",
    "DE": "Germany German",
    "DK": "Denmark Danish",
    "EE": "Estonia Estonian",
    "ES": "Spain Spanish",
    "FI": "Finland Finnish",
    "FR": "France French",
    "GB": "Britain British UK England English Scotland Scottish Wales Welsh",
    "GR": "Greece Greek",
    "HR": "Croatia Croatian",
    "HU": "Hungary Hungarian",
    "IE": "Ireland Irish",
    "IL": "Israel Israeli",
    "IT": "Italy Italian",
    "LT": "Lithuania Lithuanian",
    "LU": "Luxembourg",
    "LV": "Latvia Latvian",
    "MD": "Moldova Moldovan",
    "MT": "Malta Maltese",
    "NL": "Netherlands Dutch",
    "NO": "Norway Norwegian",
    "PL": "Poland Polish",
    "PT": "Portugal Portuguese",
    "RO": "Romania Romanian",
    "RS": "Serbia Serbian",
    "RU": "Russia Russian",
    "SE": "Sweden Swedish",
    "SI": "Slovenia Slovenian Slovene",
    "SK": "Slovakia Slovak",
    "TR": "Turkey Turkish Türkiye",
    "UA": "Ukraine Ukrainian",
    "US": "US American",
}
BY_WORD = {word: country for country, words in _WORDS.items() for word in words.split()} | {"United Kingdom": "GB"}
COUNTRY = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(BY_WORD, key=len, reverse=True))})(?![^\W_])")

# What stands before a VAT number: the country's code, but for Greece and Northern Ireland.
_PREFIXES = {code: code for code in _WORDS} | {"EL": "GR", "XI": "GB", "CHE": "CH", "ATU": "AT"}
PREFIX = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(_PREFIXES, key=len, reverse=True))})(?=[ -]?[0-9A-Z]{{0,3}}\d)")

# General words. What they mean is told by the country beside them.
GENERAL = {
    "vat": r"(?:VAT|TVA|IVA|BTW|MVA|ALV|MwSt)(?:[ -](?i:registration|reg\.?|identification|ID))*\b",
    "company": (
        r"(?i:(?:company|companies|corporate|business|enterprise|entity|trade register|organi[sz]ation(?:al)?)"
        r"(?: registration| registry| register| identification| reg\.?)? (?:numbers?|no\b\.?|nr\b\.?|code|id\b))"
        r"|(?i:registration (?:number|code))|(?i:registered (?:number|no\b\.?|under (?:the )?number))"
    ),
    "tax": (
        r"(?i:tax(?:payer)?(?:['’]s)?(?: identification| registration| reference)? (?:number|no\b\.?|code|id\b))|TIN\b"
    ),
}


def of_prefix(prefix: str) -> str:
    """The country of a VAT number's first letters."""
    return _PREFIXES[prefix]
