from __future__ import annotations

import random
import subprocess
import sys

import pytest
from checksum_rows import ROWS, Row
from checksum_rules import DIGITS

from casefile.domain.extraction import Document, FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.extract.identifiers.find import find_identifiers


def found(text: str) -> list[FoundIdentifier]:
    return list(find_identifiers(Document("", text)))


def shown(text: str) -> list[tuple[str, str, bool | None, str]]:
    return [(one.span.of(text), one.value, one.valid, one.rule) for one in found(text)]


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_a_number_beside_its_word_is_accepted_as_its_published_rule_says(row: Row) -> None:
    chance = random.Random(row.name)
    for number in (*row.published, *(row.make(chance) for _ in range(10))):
        text = f"The firm, {row.cue} {number}, sold it."
        [only] = found(text)
        assert (number in only.span.of(text), only.valid) == (True, True), number


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_a_slip_of_one_digit_is_accepted_only_where_the_published_rule_cannot_see_it(row: Row) -> None:
    chance = random.Random(row.name)
    made = [row.make(chance) for _ in range(10)]
    for n in range(60):
        number = made[n % len(made)]
        place = chance.choice([at for at, sign in enumerate(number) if sign in DIGITS])
        number = number[:place] + chance.choice(DIGITS.replace(number[place], "")) + number[place + 1 :]
        assert any(one.valid for one in found(f"The firm, {row.cue} {number}, sold it.")) == row.rule(number), number


@pytest.mark.parametrize(
    ("text", "words", "value", "valid", "rule"),
    [
        ("IMO 9074729 sank", "9074729", "9074729", True, "IMO number"),
        ("IMO 9074720 sank", "9074720", "9074720", False, "IMO number, checksum wrong"),
        ("(IMO9074729)", "IMO9074729", "9074729", True, "IMO number"),
        ("NIP 526-104-08-28", "526-104-08-28", "PL NIP 5261040828", True, "PL NIP"),
        ("org.nr. 923 609 016 MVA", "923 609 016 MVA", "NO org 923609016", True, "NO org"),
        ("923609016 (org.nr.) is", "923609016", "NO org 923609016", True, "NO org"),
        ("the Norwegian company number 923 609 016", "923 609 016", "NO org 923609016", True, "NO org"),
        ("company number 923609016 in Norway", "923609016", "NO org 923609016", True, "NO org"),
        (
            "the Norwegian company number 923 609 017",
            "923 609 017",
            "NO org 923609017",
            False,
            "NO org, checksum wrong",
        ),
        ("VAT number GB 980 7806 84", "GB 980 7806 84", "GB VAT 980780684", True, "GB VAT"),
        (
            "VAT number 980 7806 84",
            "980 7806 84",
            "980780684",
            None,
            "VAT number, country not named, cannot be checked",
        ),
        ("BTW BE 0403.019.261", "BE 0403.019.261", "BE KBO 0403019261", True, "BE KBO"),
        ("CHE-107.787.577 MWST", "CHE-107.787.577 MWST", "CH UID CHE107787577", True, "CH UID"),
        (
            "Registered in England and Wales No. 01234567",
            "01234567",
            "GB company 01234567",
            None,
            "GB company, no checksum exists",
        ),
        ("Companies House SC123456", "SC123456", "GB company SC123456", None, "GB company, no checksum exists"),
        ("HRB 12345 B in Berlin", "HRB 12345 B", "DE HR HRB12345B", None, "DE HR, no checksum exists"),
        ("J40/1234/2001 in Bucharest", "J40/1234/2001", "RO ONRC J40/1234/2001", None, "RO ONRC, no checksum exists"),
        ("ИНН 7707083893", "7707083893", "RU INN 7707083893", True, "RU INN"),
        ("код ЄДРПОУ 32855961", "32855961", "UA EDRPOU 32855961", True, "UA EDRPOU"),
        ("EIN 12-3456789", "12-3456789", "US EIN 123456789", None, "US EIN, no checksum exists"),
    ],
)
def test_a_number_is_shown_with_its_normal_form_and_its_rule(
    text: str, words: str, value: str, valid: bool | None, rule: str
) -> None:
    assert shown(text) == [(words, value, valid, rule)]


def test_every_number_of_a_list_has_the_word_before_the_first() -> None:
    text = "The ships have the IMO numbers 9074729, 9187629 and 9074720."
    assert [(one.value, one.valid) for one in found(text)] == [
        ("9074729", True),
        ("9187629", True),
        ("9074720", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry counted 923609016 of them",
        "Room 9074729 was empty",
        "He stayed at the inn 7707083893 nights",
        "IMO company number and IMO 2020",
        "The IMO met. Nobody came. The count was 9074720 then",
        "The register gives an LEI to each. On the next page stood 5493001KJTIIGC8Y1R13 alone",
        "US0378331005 and 5493001KJTIIGC8Y1R12 stand alone",
        "Her ein, zwei 123456789",
    ],
)
def test_a_bare_number_without_its_word_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_far_word_lets_a_good_number_in_and_says_nothing_of_a_bad_one() -> None:
    good = "Its NIP, which the ministry found in the files, was 5261040828."
    assert [one.valid for one in found(good)] == [True]
    assert found(good.replace("28.", "29.")) == []


def test_the_same_digits_of_two_countries_are_two_things() -> None:
    values = {one.value for one in found("NIP 5261040828, then KRS 5261040828")}
    assert values == {"PL NIP 5261040828", "PL KRS 5261040828"}


def test_securities_and_entities_have_kinds_of_their_own() -> None:
    text = "ISIN US0378331005, LEI 5493001KJTIIGC8Y1R12, IMO 9074729"
    assert [one.kind for one in found(text)] == [Kind.ISIN, Kind.LEI, Kind.IMO]


def test_a_text_without_numbers_loads_neither_checks_nor_plans() -> None:
    code = (
        "import sys\n"
        "from casefile.domain.extraction import Document\n"
        "from casefile.extract.identifiers.find import find_identifiers\n"
        "find_identifiers(Document('', 'In 2019 the IMO met 12,500 people on 3 July, at 59.9 per cent.'))\n"
        "assert not [name for name in sys.modules if name.startswith(('stdnum', 'phonenumbers'))]\n"
        "find_identifiers(Document('', 'IMO 9074729'))\n"
        "assert 'stdnum.imo' in sys.modules"
    )
    subprocess.run([sys.executable, "-P", "-c", code], check=True, cwd="/")
