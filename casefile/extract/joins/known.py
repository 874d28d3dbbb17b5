"""What is known of names before any text is read: countries under several names, their adjectives, listed aliases."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from casefile.domain.folding import fold
from casefile.domain.kinds import Kind

# One place a line: its name, then other names. An acronym is in capitals, and meant only where it is written so.
_PLACES = """
United States|US|USA|United States of America|America
United Kingdom|UK|Britain|Great Britain
United Arab Emirates|UAE|Emirates
European Union|EU
Soviet Union|USSR|Union of Soviet Socialist Republics
Russia|Russian Federation
China|PRC|People's Republic of China
North Korea|DPRK|Democratic People's Republic of Korea
South Korea|ROK|Republic of Korea
Democratic Republic of the Congo|Democratic Republic of Congo|DRC|DR Congo
Central African Republic|CAR
Czech Republic|Czechia
Ivory Coast|Côte d'Ivoire|Cote d'Ivoire
Myanmar|Burma
Turkey|Türkiye|Turkiye
Netherlands|Holland
Eswatini|Swaziland
East Timor|Timor-Leste
North Macedonia|FYROM
Cape Verde|Cabo Verde
Palestinian Territories|Palestinian Territory
Kyiv|Kiev
Kharkiv|Kharkov
Odesa|Odessa
Lviv|Lvov
Dnipro|Dnipropetrovsk
Zaporizhzhia|Zaporizhia|Zaporozhye
Mykolaiv|Nikolaev
Luhansk|Lugansk
Chernihiv|Chernigov
Donbas|Donbass
Bakhmut|Artemivsk|Artyomovsk
Transnistria|Transdniestria
Nagorno-Karabakh|Karabakh|Artsakh
Mumbai|Bombay
Yangon|Rangoon
Beijing|Peking
Ho Chi Minh City|Saigon
Kolkata|Calcutta
Astana|Nur-Sultan
Raqqa|Raqa
Sanaa|Sana
Mecca|Makkah
New York|New York City|NYC
Washington, D.C.|Washington DC
Crimea|Crimean Peninsula
Bosnia and Herzegovina|Bosnia-Herzegovina|Bosnia
"""


def words_of(name: str) -> tuple[str, ...]:
    """A listed name as a form has it: folded, without hyphens, apostrophes, stops and “the”."""
    bare = fold(name).replace("-", " ").replace("'", "").replace("’", "").replace(".", "").replace(",", "").split()
    return tuple(bare[1:] if len(bare) > 1 and bare[0] == "the" else bare)


def listed(kind: Kind, words: tuple[str, ...]) -> str:
    """What the listed name ``words`` stands for, empty where it is not listed, or for several.

    A country is the same whether a text has it as a place or as one who acts.
    """
    if kind in (Kind.PLACE, Kind.ORGANIZATION) and (place := _places().get(words)):
        return place
    return _organisations().get(words, "") if kind is Kind.ORGANIZATION else ""


@cache
def _places() -> dict[tuple[str, ...], str]:
    rows = (line.split("|") for line in _PLACES.strip().split("\n"))
    return {words_of(name): f"place {row[0]}" for row in rows for name in row}


@cache
def _organisations() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for row in _rows("organizations.tsv"):
        for name in {words_of(name) for name in (row[0], *row[1].split(";"))} - {()}:
            # A name that two organisations bear tells nothing.
            found[name] = "" if name in found else f"organisation {row[0]}"
    return found


@cache
def country_of(word: str) -> str:
    """The country of a folded adjective or of a country's own name of one word (“russian”, “us”), else nothing."""
    return _countries().get(word, "")


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _rows("demonyms.tsv"):
        place = " ".join(words_of(row[1]))
        found[fold(row[0])] = place
        found.setdefault(place, place)
    for words, place in _places().items():
        name = " ".join(words_of(place.removeprefix("place ")))
        if len(words) == 1:
            found[words[0]] = name
        found.setdefault(name, name)
    return found


def _rows(name: str) -> list[list[str]]:
    """The rows of one of the lists that lie with the names, without its head; none where there is no such list."""
    file = files("casefile.extract.names") / "lists" / name
    if not file.is_file():
        return []
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [[*line.split("\t"), "", ""] for line in lines[1:]]
