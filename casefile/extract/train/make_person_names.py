"""Write the list of given names and surnames: ``python -m casefile.extract.train.make_person_names FOLDER_OF_SETS``.

Needs the extra ``train``. The names are those of Faker's person lists (MIT) in Latin letters, or transliterated
letter by letter from Cyrillic, Greek, Georgian and Armenian, and those of ``person_names_written.txt``. Names that
are also English words or places of the written list are marked as ambiguous. The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import pkgutil
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from importlib import import_module
from pathlib import Path

import faker.providers.person

from casefile.extract.names.lists.load import FOLDER, pack, written_places
from casefile.extract.train.common_words import common_words, unaccented

WRITTEN = Path(__file__).with_name("person_names_written.txt")
# Lists of all names that any child was ever given: only what another list knows too is taken from them.
_EXHAUSTIVE = {"en", "is_IS"}
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(), strict=True)
)
_GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split(),
        strict=True,
    )
)
_ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
        "a b g d e z e e t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev".split(),
        strict=True,
    )
)
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґѓќљњџјѕђћ",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i i ye g g k l n dz j dz dj c".split(
            " "
        ),
        strict=True,
    )
)
_LETTERS = _CYRILLIC | _GREEK | _GEORGIAN | _ARMENIAN


def latin(name: str) -> str:
    """``name`` in Latin letters, or nothing where its script is not written letter by letter here."""
    if name.isupper():
        name = "-".join(part.capitalize() for part in name.split("-"))
    if not unicodedata.name(name[0], "LATIN").startswith("LATIN"):
        small = name.lower()
        if unicodedata.name(small[0]).startswith("GREEK"):
            small = "".join(
                letter for letter in unicodedata.normalize("NFD", small) if not unicodedata.combining(letter)
            )
        name = "".join(_LETTERS.get(letter, letter) for letter in small).capitalize()
    name = unicodedata.normalize("NFC", name).replace("’", "'")
    fits = all(letter in "-'" or unicodedata.name(letter, "").startswith("LATIN") for letter in name)
    return name if fits and len(name) > 1 and name[:1].isupper() and not name.isupper() else ""


def locales() -> Iterator[tuple[str, set[str], set[str]]]:
    """Each of Faker's person lists: its locale, given names and surnames."""
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = import_module(f"faker.providers.person.{module.name}").Provider
        found: dict[str, set[str]] = {"first": set(), "last": set()}
        for attribute in dir(provider):
            part, values = attribute.split("_")[0], getattr(provider, attribute)
            if part in found and "name" in attribute and "pairs" not in attribute and isinstance(values, Collection):
                found[part].update(name for value in values if isinstance(value, str) and (name := latin(value)))
        yield module.name, found["first"], found["last"]


def written() -> dict[str, set[str]]:
    """The names of ``person_names_written.txt`` by its headings."""
    found: dict[str, set[str]] = defaultdict(set)
    heading = ""
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif not line.startswith("#"):
            found[heading].update(line.split())
    return found


def main() -> None:
    """Make the file and print its size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="the folder of the labelled sets, for the list of English words")
    words = common_words(parser.parse_args().sets)
    given, surnames = Counter[str](), Counter[str]()
    exhaustive: set[str] = set()
    for locale, first, last in locales():
        if locale in _EXHAUSTIVE:
            exhaustive |= first
        else:
            given.update(first)
            surnames.update(last)
    given.update(name for name in exhaustive if name in given)
    own = written()
    given.update(own["given"])
    surnames.update(own["surname"])
    places = {form for place in written_places() for form in (place.name, *place.variants)}
    groups: dict[str, set[str]] = defaultdict(set)
    for kind, names in (("given", given), ("surname", surnames)):
        for name in names:
            what = [kind]
            if names[name] > 1 or name in own[kind]:
                what.append("common")
            if name.lower() in words or name in places:
                what.append("ambiguous")
            groups[" ".join(what)].add(name)
            # An unaccented twin that is a place would make the place doubtful: América.
            if (twin := unaccented(name)) not in places:
                groups[" ".join(what)].add(twin)
    data = pack(groups)
    (FOLDER / "person_names.z").write_bytes(data)
    sys.stdout.write(f"{len(given)} given names, {len(surnames)} surnames, {len(data)} bytes\n")


if __name__ == "__main__":
    main()
