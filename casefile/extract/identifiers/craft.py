"""Ships' radio numbers (MMSI), aircraft registrations, and the 24-bit addresses of aircraft transponders.

None has a checksum. An MMSI names a country by its first digits, a registration by its prefix (ICAO Annex 7), and
that is what the rule says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.domain.extraction import FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.identifiers.mids import BY_DIGITS

_MMSI = re.compile(
    r"(?<![^\W_])(?:MMSI|(?i:maritime mobile service identity))(?: ?\(MMSI\))?(?: ?(?i:numbers?|no\b\.?|code|is|was))*"
    r"[ \u00a0:=#]{0,3}(?P<n>\d{9})(?![^\W_])"
)
_MMSI_AFTER = re.compile(r"(?<![\w.,])(?P<n>\d{9}) ?[(\[] ?MMSI(?![^\W_])")
# Where the country's digits stand, by what the number begins with (ITU-R M.585, annex 1).
_SORTS = (
    ("111", 3, "search and rescue aircraft"),
    ("970", 0, "distress transmitter"),
    ("972", 0, "person overboard"),
    ("974", 0, "distress beacon"),
    ("00", 2, "coast station"),
    ("98", 2, "craft of a ship"),
    ("99", 2, "aid to navigation"),
    ("0", 1, "group of ships"),
    ("8", 1, "hand-held radio"),
)

_MARKS = {
    # What follows the prefix and its hyphen, where that is not three letters.
    "B": r"\d{4,5}|\d{3}[A-Z]|[A-Z]{3}",
    "C": "[FGI][A-Z]{3}",
    "CU": r"[A-Z]\d{4}",
    "D": r"[A-Z]{4}|\d{4}",
    "EW": r"\d{3,5}[A-Z]{0,2}",
    "HI": r"\d{3,4}",
    "HK": r"\d{4}[A-Z]?",
    "HP": r"\d{3,4}[A-Z]{0,3}",
    "OB": r"\d{4}",
    "RA": r"\d{5}",
    "RP": r"C\d{3,4}",
    "T7": "[A-Z0-9]{3,5}",
    "UK": r"\d{5}",
    "UP": r"[A-Z]{1,2}\d{3,4}",
    "UR": r"[A-Z]{3,4}|\d{5}",
    "YV": r"\d{4}",
} | dict.fromkeys("2FGIM", "[A-Z]{4}")
_COUNTRIES = dict(
    entry.split(" ", 1)
    for entry in (
        "2 Guernsey;3A Monaco;4K Azerbaijan;4L Georgia;4O Montenegro;4R Sri Lanka;4X Israel;5A Libya;5B Cyprus;"
        "5H Tanzania;5N Nigeria;5X Uganda;5Y Kenya;6O Somalia;6V Senegal;7O Yemen;7T Algeria;8Q Maldives;"
        "9A Croatia;9G Ghana;9H Malta;9J Zambia;9K Kuwait;9L Sierra Leone;9M Malaysia;9N Nepal;9Q DR Congo;"
        "9U Burundi;9V Singapore;9XR Rwanda;9Y Trinidad and Tobago;A6 United Arab Emirates;A7 Qatar;A9C Bahrain;"
        "AP Pakistan;B China or Taiwan;C Canada;C6 Bahamas;C9 Mozambique;CC Chile;CN Morocco;CP Bolivia;"
        "CS Portugal;CU Cuba;D Germany;D2 Angola;D4 Cabo Verde;E7 Bosnia and Herzegovina;EC Spain;EI Ireland;"
        "EK Armenia;EP Iran;ER Moldova;ES Estonia;ET Ethiopia;EW Belarus;EX Kyrgyzstan;EY Tajikistan;"
        "EZ Turkmenistan;F France;G United Kingdom;HA Hungary;HB Switzerland or Liechtenstein;HC Ecuador;"
        "HI Dominican Republic;HK Colombia;HP Panama;HS Thailand;HZ Saudi Arabia;I Italy;J2 Djibouti;JY Jordan;"
        "LN Norway;LV Argentina;LX Luxembourg;LY Lithuania;LZ Bulgaria;M Isle of Man;OB Peru;OD Lebanon;"
        "OE Austria;OH Finland;OK Czechia;OM Slovakia;OO Belgium;OY Denmark;P4 Aruba;PH Netherlands;PK Indonesia;"
        "PP Brazil;PR Brazil;PS Brazil;PT Brazil;RA Russia;RP Philippines;S2 Bangladesh;S5 Slovenia;S7 Seychelles;"
        "SE Sweden;SP Poland;ST Sudan;SU Egypt;SX Greece;T7 San Marino;TC Turkey;TF Iceland;TJ Cameroon;TN Congo;"
        "TR Gabon;TS Tunisia;TT Chad;TU Côte d'Ivoire;TZ Mali;UK Uzbekistan;UN Kazakhstan;UP Kazakhstan;"
        "UR Ukraine;VH Australia;VN Vietnam;VP British territories;VQ British territories;VT India;XA Mexico;"
        "XB Mexico;XT Burkina Faso;XU Cambodia;XY Myanmar;YA Afghanistan;YI Iraq;YK Syria;YL Latvia;YN Nicaragua;"
        "YR Romania;YS El Salvador;YU Serbia;YV Venezuela;Z Zimbabwe;Z3 North Macedonia;ZA Albania;ZK New Zealand;"
        "ZP Paraguay;ZS South Africa"
    ).split(";")
)
_WITHOUT_HYPHEN = {"N": "United States", "JA": "Japan", "HL": "South Korea"}

_HYPHENATED = re.compile(r"(?<![\w-])(?P<prefix>[0-9A-Z]{1,3})-(?P<mark>[0-9A-Z]{3,7})(?![\w-])")
_JOINED = re.compile(
    r"(?<![\w-])(?:N[1-9](?:\d{2,4}|\d{0,3}[A-HJ-NP-Z]|\d{0,2}[A-HJ-NP-Z]{2})|JA\d{2}[0-9A-Z]{2}|HL\d{4})(?![\w-])"
)
_CUE = re.compile(
    r"(?i:\b(?:aircrafts?|air(?:plane|liner|craft)s?|aeroplanes?|planes?|jets?|helicopters?|tail (?:number|no\b\.?)"
    r"|registration|registered|cessna|boeing|airbus|gulfstream|learjet|bombardier|embraer|dassault|falcon|antonov|ilyushin"
    r"|tupolev|sukhoi|hawker|pilatus|turboprop)s?\b)"
)
_UNMISTAKABLE = re.compile(r"RA-\d{5}|(?:VP|VQ)-[BC][A-Z]{2}")
_HEX = re.compile(
    r"(?i:\b(?:icao|mode[ -]?s|transponder|ads-?b)(?:[ -](?:24-bit|hex|address|code|id|identifier)){1,3})"
    r"[ \u00a0:=#]{0,3}(?:(?:is|was|of) )?(?P<n>[0-9A-Fa-f]{6})(?![^\W_])"
)


def find_craft(text: str) -> Iterator[FoundIdentifier]:
    """MMSI beside their name, registrations beside a word for aircraft, transponder addresses beside theirs."""
    for pattern in (_MMSI, _MMSI_AFTER):
        for match in pattern.finditer(text):
            rule = f"MMSI{_of_mmsi(match['n'])}, no checksum exists"
            yield FoundIdentifier(Span(*match.span("n")), Kind.MMSI, match["n"], None, rule)
    for match in _HEX.finditer(text):
        rule = "24-bit address of an aircraft, no checksum exists"
        yield FoundIdentifier(Span(*match.span("n")), Kind.AIRCRAFT, match["n"].upper(), None, rule)
    for match in _HYPHENATED.finditer(text):
        country = _COUNTRIES.get(match["prefix"])
        form = _MARKS.get(match["prefix"], "[A-Z]{3}")
        if country and re.fullmatch(form, match["mark"]) and (_UNMISTAKABLE.match(match[0]) or _announced(text, match)):
            yield _aircraft(match, country)
    for match in _JOINED.finditer(text):
        if _announced(text, match):
            prefix = match[0][: 1 if match[0][0] == "N" else 2]
            yield _aircraft(match, _WITHOUT_HYPHEN[prefix])


def _of_mmsi(number: str) -> str:
    """What the first digits say: the country, and what sort of station it is unless a ship."""
    for begin, skipped, sort in _SORTS:
        if number.startswith(begin):
            country = BY_DIGITS.get(number[skipped : skipped + 3]) if skipped else ""
            return f", {sort}" + (f", {country}" if country else "" if country == "" else ", of no country")
    return f", {BY_DIGITS[number[:3]]}" if number[:3] in BY_DIGITS else ", of no country"


def _announced(text: str, match: re.Match[str]) -> bool:
    return _CUE.search(text, max(match.start() - 64, 0), min(match.end() + 24, len(text))) is not None


def _aircraft(match: re.Match[str], country: str) -> FoundIdentifier:
    rule = f"aircraft registration, {country}, no checksum exists"
    return FoundIdentifier(Span(*match.span()), Kind.AIRCRAFT, match[0], None, rule)
