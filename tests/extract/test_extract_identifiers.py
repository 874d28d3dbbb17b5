from __future__ import annotations

import pytest

from casefile.domain.extraction import Document, FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.extract.identifiers import iban
from casefile.extract.identifiers.find import find_identifiers


def found(text: str, region: str = "") -> list[tuple[str, str, str]]:
    return [(i.span.of(text), i.kind.value, i.value) for i in find_identifiers(Document("", text, region=region))]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("Write to Desk.One@Keld-Courier.example.org.", "Desk.One@Keld-Courier.example.org", "email", None),
        ("see https://example.org/a_(b)?x=1#y).", "https://example.org/a_(b)?x=1#y", "url", None),
        ("(www.example.org/path), he said", "www.example.org/path", "url", None),
        (
            "it is hxxps://bad[.]example[.]com/x now",
            "hxxps://bad[.]example[.]com/x",
            "url",
            "https://bad.example.com/x",
        ),
        ("and bad[.]com too", "bad[.]com", "domain", "bad.com"),
        ("told Fakta.net on", "Fakta.net", "domain", "fakta.net"),
        ("on vannposten.no yesterday", "vannposten.no", "domain", "vannposten.no"),
        ("mail.example.co.uk", "mail.example.co.uk", "domain", "mail.example.co.uk"),
        ("call +47 22 03 50 00 now", "+47 22 03 50 00", "phone", "+4722035000"),
        ("call 0047 22 03 50 00", "0047 22 03 50 00", "phone", "+4722035000"),
        ("NO93 8601 1117 947.", "NO93 8601 1117 947", "iban", "NO9386011117947"),
        ("to DE89370400440532013000", "DE89370400440532013000", "iban", "DE89370400440532013000"),
    ],
)
def test_an_identifier_is_found_with_its_words_and_its_normal_form(
    text: str, words: str, kind: str, value: str | None
) -> None:
    [(got, got_kind, got_value)] = found(text)
    assert (got, got_kind) == (words, kind)
    if value is not None:
        assert got_value == value


@pytest.mark.parametrize(
    "text",
    [
        "That was the end.The next day",
        "It ended there.it was over. There ended there all.",
        "e.g. this, i.e. that, at 5 p.m. in the U.S. or",
        "version 3.14.15 and file 1.2.3.4",
        "no@domain and @handle and a@b",
        "Call 22 03 50 00 without a region",
        "In 2014 12 345 678 people",
        "http:// and www. alone",
    ],
)
def test_what_only_looks_like_an_identifier_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_bare_national_number_is_found_only_where_a_region_is_given() -> None:
    assert found("Ring 22 03 50 00 in the morning") == []
    assert found("Ring 22 03 50 00 in the morning", "NO") == [("22 03 50 00", "phone", "+4722035000")]


def test_an_iban_with_a_wrong_checksum_is_shown_as_invalid() -> None:
    [wrong] = find_identifiers(Document("", "NO93 8601 1117 948 it says"))
    assert wrong == FoundIdentifier(wrong.span, Kind.IBAN, "NO9386011117948", False, "IBAN, checksum wrong")


@pytest.mark.parametrize(
    "number",
    ["GB82WEST12345698765432", "FR1420041010050500013M02606", "MT84MALT011000012345MTLCAST001S", "BE68539007547034"],
)
def test_the_examples_of_the_registry_hold(number: str) -> None:
    assert len(number) == iban.LENGTHS[number[:2]]
    assert iban.checksum_holds(number)
    assert found(f"account {number} there") == [(number, "iban", number)]


def test_an_email_beats_its_domain_and_a_web_address_beats_its_domain() -> None:
    text = "a.lind@example.org, https://example.org/x and example.org"
    assert [kind for _, kind, _ in found(text)] == ["email", "url", "domain"]


def test_a_name_that_may_be_a_file_is_not_called_valid() -> None:
    [host] = find_identifiers(Document("", "run setup.py now"))
    assert host.valid is None
