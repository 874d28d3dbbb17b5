"""The word lists: their form, what is in them, and that they load within their limits of size."""

from __future__ import annotations

import re
import zlib
from collections import Counter

import pytest

from casefile.domain.folding import fold
from casefile.extract.names.lists import load
from casefile.extract.names.lists.load import (
    FOLDER,
    demonyms,
    is_one_word,
    organization_forms,
    organizations,
    person_names,
    place_rows,
    places,
    titles,
    written_places,
)

TABLES = sorted(FOLDER.glob("*.tsv"))
PACKED = sorted(FOLDER.glob("*.z"))
TYPES = {
    "academic", "armed group", "bank", "company", "court", "criminal group", "cyber group", "government",
    "intelligence", "intergovernmental", "media", "military", "ngo", "party", "police", "sport",
}  # fmt: skip
# Short forms that several organisations share; each row carries its own, and context must tell.
SHARED = {
    "adf", "afp", "anp", "ansar al-islam", "bis", "csis", "dawn", "dgse", "fia", "gis", "iaf", "jem", "kna",
    "mit", "nia", "nis", "npa", "nrc", "nss", "oas", "pla", "plc", "pti", "raf", "rada", "rsf", "sapo", "sdf", "sla",
    "sna", "ssa", "tdf", "vox", "zdf",
}  # fmt: skip


def text_of(path: object) -> str:
    data = FOLDER.joinpath(str(path)).read_bytes()
    return (zlib.decompress(data) if str(path).endswith(".z") else data).decode()


@pytest.mark.parametrize("name", [path.name for path in (*TABLES, *PACKED)])
def test_no_list_holds_control_characters_or_bidi_marks(name: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", text_of(name))


@pytest.mark.parametrize("name", [path.name for path in TABLES])
def test_every_row_of_a_table_has_as_many_cells_as_its_heading(name: str) -> None:
    lines = [line for line in text_of(name).rstrip("\n").split("\n") if not line.startswith("#")]
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    for line in lines[1:]:
        for cell in line.split("\t"):
            forms = cell.split(";")
            assert forms == [form.strip() for form in forms], line
            assert cell == "" or all(forms), line


@pytest.mark.parametrize("name", [path.name for path in TABLES])
def test_every_table_says_where_it_comes_from(name: str) -> None:
    assert "general knowledge; not copied from a database" in text_of(name).split("\n")[0]


def test_organisations_have_known_types_countries_and_needs() -> None:
    assert len(organizations()) >= 2000
    for row in organizations():
        assert row.type in TYPES, row
        assert re.fullmatch("[A-Z]{2}|", row.country), row
        assert row.needs in ("", "capitals", "context"), row


def test_a_folded_name_or_alias_is_of_one_organisation_save_the_known_shared_ones() -> None:
    owners: dict[str, set[str]] = {}
    for row in organizations():
        for form in (row.name, *row.aliases):
            owners.setdefault(fold(form), set()).add(row.name)
    assert {form for form, names in owners.items() if len(names) > 1} == SHARED


def test_names_of_organisations_are_unique() -> None:
    assert not [name for name, count in Counter(fold(row.name) for row in organizations()).items() if count > 1]


@pytest.mark.parametrize(
    ("form", "name", "kind"),
    [
        ("FSB", "Federal Security Service", "intelligence"),
        ("PST", "Norwegian Police Security Service", "intelligence"),
        ("OCHA", "United Nations Office for the Coordination of Humanitarian Affairs", "intergovernmental"),
        ("M23", "March 23 Movement", "armed group"),
        ("Hayat Tahrir al-Sham", "Hay'at Tahrir al-Sham", "armed group"),
        ("SBU", "Security Service of Ukraine", "intelligence"),
        ("B’Tselem", "B'Tselem", "ngo"),
        ("NTB", "NTB", "media"),
        ("APT28", "Fancy Bear", "cyber group"),
        ("U.S. Army", "United States Army", "military"),
    ],
)
def test_an_acronym_or_variant_leads_to_its_organisation(form: str, name: str, kind: str) -> None:
    found = organization_forms()[form]
    assert [(row.name, row.type) for row in found.rows] == [(name, kind)]


def test_a_form_that_two_organisations_share_needs_context() -> None:
    found = organization_forms()["RSF"]
    assert {row.name for row in found.rows} == {"Rapid Support Forces", "Reporters Without Borders"}
    assert found.needs_context


def test_a_surname_or_common_word_needs_context_and_the_full_name_does_not() -> None:
    forms = organization_forms()
    assert forms["Wagner"].needs_context
    assert not forms["Wagner Group"].needs_context
    assert forms["The Times"].rows == forms["Times of London"].rows
    assert forms["The Times"].needs_context


def test_an_article_in_front_does_not_make_two_words() -> None:
    assert is_one_word("The Times")
    assert is_one_word("Wagner")
    assert not is_one_word("Wagner Group")
    assert not is_one_word("The New York Times")


@pytest.mark.parametrize(
    ("form", "kind", "ambiguous"),
    [
        ("Soledar", "city", False),
        ("Kyiv", "city", False),
        ("Kiev", "city", False),
        ("Deir Ezzor", "city", False),
        ("al-Hasakah", "city", False),
        ("Izium", "city", False),
        ("Reading", "city", True),
        ("Lincoln", "city", True),
        ("Washington", "city", True),
        ("Moscow", "city", False),
        ("U.S.", "country", False),
        ("DR Congo", "country", False),
        ("Türkiye", "country", False),
        ("Georgia", "country", True),
        ("Donbas", "region", False),
        ("Crimean peninsula", "region", False),
        ("Finnmark", "region", False),
        ("Kharkiv Oblast", "admin", False),
        ("Siverskyi Donets", "water", False),
        ("Strait of Hormuz", "water", False),
        ("Hindu Kush Mountains", "mountain", False),
        ("Europe", "continent", False),
    ],
)
def test_a_place_has_its_class_and_says_whether_it_is_also_a_word_or_a_person(
    form: str, kind: str, ambiguous: bool
) -> None:
    place = places().exact[form]
    assert (place.kind, place.ambiguous) == (kind, ambiguous)


@pytest.mark.parametrize("form", ["Of", "Most", "Friday", "May", "Norwegian", "Putin", "Reuters", "us", "kyiv"])
def test_words_people_and_other_names_are_no_places(form: str) -> None:
    assert form not in places().exact


def test_a_capital_weighs_more_than_a_small_town() -> None:
    exact = places().exact
    assert exact["Ukraine"].weight > exact["Kyiv"].weight > exact["Soledar"].weight > exact["Azov"].weight


def test_a_headline_in_capitals_finds_its_place_folded() -> None:
    assert places().folded("DEIR EZ-ZOR") == places().exact["Deir ez-Zor"]
    assert places().folded("TROMSØ") == places().exact["Tromsø"]
    assert places().folded("NOWHERE AT ALL") is None


def test_unaccented_forms_stand_beside_accented_ones() -> None:
    exact = places().exact
    for name, place in exact.items():
        if not name.isascii():
            bare = "".join(fold(letter).capitalize() if letter.isupper() else fold(letter) for letter in name)
            assert bare in exact or not bare.isascii(), name
            assert place.kind


def test_every_hand_written_place_is_in_the_packed_list() -> None:
    exact = places().exact
    for row in written_places():
        for form in (row.name, *row.variants):
            assert exact[form].kind == row.kind, form


def test_a_hand_written_form_is_of_one_place() -> None:
    forms = Counter(form for row in written_places() for form in (row.name, *row.variants))
    assert not [form for form, count in forms.items() if count > 1]


def test_the_longest_form_has_as_many_words_as_the_list_says() -> None:
    assert places().max_words == max(len(name.split()) for name in places().exact)


def test_rows_of_places_are_forms_of_the_map() -> None:
    rows = list(place_rows())
    assert len(rows) == len(places().exact)
    assert places().exact[rows[0].name] == load.Place(rows[0].kind, rows[0].weight, rows[0].ambiguous)


@pytest.mark.parametrize(
    ("form", "place", "kind"),
    [
        ("Norwegian", "Norway", "both"),
        ("Finns", "Finland", "person"),
        ("Finnish", "Finland", "adjective"),
        ("Crimean Tatar", "Crimean Tatars", "both"),
        ("Chechen", "Chechnya", "both"),
        ("Muscovites", "Moscow", "person"),
        ("Kyivan", "Kyiv", "both"),
        ("Nigerien", "Niger", "both"),
        ("Scottish", "Scotland", "adjective"),
        ("Kurds", "Kurdistan", "person"),
    ],
)
def test_a_demonym_leads_to_its_place(form: str, place: str, kind: str) -> None:
    assert demonyms()[form] == load.Demonym(place, kind)


def test_no_demonym_is_a_place() -> None:
    assert set(demonyms()).isdisjoint(places().exact)


@pytest.mark.parametrize(
    "name", ["Andrey", "Andriy", "Mykola", "Hibatullah", "Abiy", "Fatou", "Ngozi", "Øystein", "Zeynep"]
)
def test_given_names_of_many_languages_are_known(name: str) -> None:
    names = person_names()
    assert name in names.given
    assert name not in names.ambiguous


def test_names_that_are_also_words_or_places_are_marked() -> None:
    assert {"Grace", "Mark", "Georgia"} <= person_names().ambiguous


@pytest.mark.parametrize(
    ("form", "kind", "alone"),
    [
        ("Maj. Gen.", "rank", False),
        ("Prime Minister", "office", True),
        ("Mullah", "clergy", False),
        ("Cllr", "office", False),
        ("Dr", "honorific", False),
        ("Sheikh", "nobility", False),
    ],
)
def test_a_title_has_its_kind_and_says_whether_it_stands_alone(form: str, kind: str, alone: bool) -> None:
    assert titles()[form] == load.Title(kind, alone)


def test_the_packed_lists_stay_within_the_size_that_the_wheel_has_for_them() -> None:
    assert sum(path.stat().st_size for path in PACKED) < 1_000_000


def test_what_is_packed_comes_out_as_it_went_in() -> None:
    groups = {"a 1": {"Éire", "Bor"}, "b 0": {"X"}}
    assert dict(load.unpack(load.pack(groups))) == {"a 1": ["Bor", "Éire"], "b 0": ["X"]}
