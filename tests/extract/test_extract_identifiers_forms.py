from __future__ import annotations

import random
from itertools import pairwise

import pytest
from checksum_rules import as_base58check, as_bech32
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.extraction import Document, FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.extract.identifiers.find import find_identifiers
from casefile.extract.identifiers.keccak import keccak_256
from casefile.extract.identifiers.mids import BY_DIGITS

PIECES = [
    *"1 a A . , - / @ : [ ] ( ) + ° ' \" № \n € é Ф 記 😀 \u00a0 \u202f \u200b".split(" "),
    *"NIP IMO LEI VAT BTW ISIN MMSI BIC IBAN GB NO CHE HRB hxxp:// [.] (dot) [at] dot com".split(),
    *"Tel. Norwegian company number wallet plane grid IP".split(),
    *"9074729 5261040828 NO9386011117947 923 609 016 59.9139, 10.7522 0x 10.0.0.1 2001:db8:: DEUTDEFF G-ABCD".split(),
]


def found(text: str, region: str = "") -> list[FoundIdentifier]:
    return list(find_identifiers(Document("", text, region=region)))


def values(text: str) -> list[tuple[str, str, bool | None]]:
    return [(one.span.of(text), one.value, one.valid) for one in found(text)]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("at evil[.]example[.]com now", "evil[.]example[.]com", "domain", "evil.example.com"),
        ("at evil(.)com now", "evil(.)com", "domain", "evil.com"),
        ("at evil[dot]com now", "evil[dot]com", "domain", "evil.com"),
        ("at evil (dot) com now", "evil (dot) com", "domain", "evil.com"),
        ("hXXps[:]//evil[.]com/a now", "hXXps[:]//evil[.]com/a", "url", "https://evil.com/a"),
        ("h**p://evil.com/a now", "h**p://evil.com/a", "url", "http://evil.com/a"),
        ("desk[at]example[.]org wrote", "desk[at]example[.]org", "email", "desk@example.org"),
        ("desk (at) example (dot) org wrote", "desk (at) example (dot) org", "email", "desk@example.org"),
        ("from 10[.]0[.]0[.]1 on", "10[.]0[.]0[.]1", "ip", "10.0.0.1"),
        ("from 192.168.17.4:8080 on", "192.168.17.4", "ip", "192.168.17.4"),
        ("the server 1.2.3.4 fell", "1.2.3.4", "ip", "1.2.3.4"),
        ("from 2001:db8::8a2e:370:7334 on", "2001:db8::8a2e:370:7334", "ip", "2001:db8::8a2e:370:7334"),
    ],
)
def test_an_address_is_found_as_it_is_defanged_and_valued_as_it_works(
    text: str, words: str, kind: str, value: str
) -> None:
    [only] = found(text)
    assert (only.span.of(text), only.kind.value, only.value) == (words, kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "version 10.4.12.1 and v2.10.4.1",
        "See section 10.20.30.40 of it",
        "at 10:20:30, std::vector, a::b and 12:30",
        "It rose from 12.25, 13.75 to 12.3456 45.6789",
        "99.1234, 210.5678",
        "45°N and 30 degrees east",
        "C60.1065908,83.5224278 59.1724077,83.9926564 58.5245355,84.7614144",
        "c1.58.77 2.604.98 4.407 1.247.86.127 1.605.186",
        "12345678901234567890123456789012 and deadbeef",
        "US-led, F-16, B-52, MI-8 and COVID-19 near a plane",
        "Mr Wagner, IT-GDP and UK-EU talks",
        "TRANSFER DEUTDEFF ACCOUNTS CUSTOMER",
        "the dot com boom at (dot) the end",
        "Phone home at 10",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_what_has_no_checksum_says_so() -> None:
    text = (
        "BIC DEUTDEFF, MMSI 257123456, the jet G-ABCD, at 59.9139, 10.7522, the host 10.0.0.1, "
        "d41d8cd98f00b204e9800998ecf8427e."
    )
    got = found(text)
    kinds = [Kind.BIC, Kind.MMSI, Kind.AIRCRAFT, Kind.COORDINATES, Kind.IP, Kind.HASH]
    assert [one.kind for one in got] == kinds
    assert {one.valid for one in got} == {None}
    assert all(one.rule.endswith("no checksum exists") for one in got)


def test_a_bank_code_stands_beside_its_name_or_beside_an_account_of_its_country() -> None:
    text = "DE89 3704 0044 0532 0130 00 (COBADEFFXXX), but not NDEANOKK; SWIFT code: NDEANOKK"
    assert [one.span.of(text) for one in found(text) if one.kind is Kind.BIC] == ["COBADEFFXXX", "NDEANOKK"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("59.9139, 10.7522", "59.9139, 10.7522"),
        ("-33.8688, 151.2093", "-33.8688, 151.2093"),
        ("59.91° N, 10.75° W", "59.91, -10.75"),
        ("N 59.9139 E 10.7522", "59.9139, 10.7522"),
        ("latitude 59.91, longitude 10.75", "59.91, 10.75"),
        ("40° 26′ 46″ N 79° 58′ 56″ W", "40.44611, -79.98222"),
        ("59°54'50\"N, 10°45'08\"E", "59.91389, 10.75222"),
        ("54-52.1N 010-45.1E", "54.86833, 10.75167"),
        ("MGRS 32VNM 98765 43210", "32VNM9876543210"),
    ],
)
def test_coordinates_are_valued_in_decimal_degrees(text: str, value: str) -> None:
    [only] = found(text)
    assert (only.kind, only.value) == (Kind.COORDINATES, value)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("257123456", "MMSI, Norway, no checksum exists"),
        ("002573000", "MMSI, coast station, Norway, no checksum exists"),
        ("992571234", "MMSI, aid to navigation, Norway, no checksum exists"),
        ("970123456", "MMSI, distress transmitter, no checksum exists"),
        ("699123456", "MMSI, of no country, no checksum exists"),
    ],
)
def test_the_country_of_a_ships_radio_is_told_from_its_first_digits(number: str, words: str) -> None:
    assert [(one.value, one.rule) for one in found(f"MMSI: {number}")] == [(number, words)]
    assert all(len(digits) == 3 and "201" <= digits <= "775" for digits in BY_DIGITS)


def test_an_aircraft_needs_a_word_beside_it_unless_its_form_is_like_no_other() -> None:
    assert [one.value for one in found("A jet, LN-RKF, and the Cessna N123AB; RA-85123")] == [
        "LN-RKF",
        "N123AB",
        "RA-85123",
    ]
    assert [one.value for one in found("The list has LN-RKF, N123AB and RA-85123")] == ["RA-85123"]
    assert [one.value for one in found("ICAO 24-bit address 4840d6, hex code ff0000")] == ["4840D6"]


def test_a_telephone_number_of_no_country_is_shown_unchecked_where_a_word_calls_it_one() -> None:
    assert values("Tel. 22 03 50 00, fax: +47 123 456 78") == [
        ("22 03 50 00", "22035000", None),
        ("+47 123 456 78", "+4712345678", None),
    ]


@pytest.mark.parametrize(
    ("address", "valid", "rule"),
    [
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", True, "Bitcoin address"),
        ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", True, "Bitcoin address"),
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", False, "Bitcoin address, checksum wrong"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", True, "Bitcoin address"),
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", True, "Bitcoin address"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", False, "Bitcoin address, checksum wrong"),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", True, "Bitcoin address"),
        ("TJRabPrwbZy45sbavfcjinPJC18kjpRTv8", True, "Tron address"),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", True, "Ethereum address"),
        ("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", True, "Ethereum address"),
        ("0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", False, "Ethereum address, checksum wrong"),
        ("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", None, "Ethereum address, in one case: cannot be checked"),
    ],
)
def test_a_crypto_address_is_checked_where_it_carries_a_check(address: str, valid: bool | None, rule: str) -> None:
    [only] = found(f"They paid into the wallet {address} at night")
    assert (only.span.of(f"They paid into the wallet {address} at night"), only.valid, only.rule) == (
        address,
        valid,
        rule,
    )


def test_a_slip_in_a_crypto_address_is_never_accepted() -> None:
    chance = random.Random(2)
    made = [as_base58check(bytes([version]) + chance.randbytes(20)) for version in (0, 5, 0x41) for _ in range(5)]
    made += [as_bech32(0, [chance.randrange(32) for _ in range(32)]) for _ in range(5)]
    for address in made:
        assert [one.valid for one in found(f"wallet {address}.")] == [True]
        for _ in range(20):
            at = chance.randrange(3, len(address))
            sign = chance.choice([sign for sign in "23456789acdefghjkmnpqrstuvwxyz" if sign != address[at]])
            assert not any(one.valid for one in found(f"wallet {address[:at]}{sign}{address[at + 1 :]}."))


def test_an_unannounced_run_of_letters_and_digits_is_no_broken_bitcoin_address() -> None:
    assert found("the session 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ended") == []


@pytest.mark.parametrize(
    ("message", "digest"),
    [
        (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
    ],
)
def test_keccak_is_the_one_from_before_the_standard(message: bytes, digest: str) -> None:
    assert keccak_256(message).hex() == digest
    assert len(keccak_256(b"x" * 135)) == len(keccak_256(b"x" * 136)) == len(keccak_256(b"x" * 500)) == 32


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(["", " "]), st.sampled_from(["", "NO"]))
def test_spans_lie_in_the_text_in_order_and_never_overlap(pieces: list[str], between: str, region: str) -> None:
    text = between.join(pieces)
    got = found(text, region)
    assert all(one.span.of(text) and one.span.end <= len(text) for one in got)
    assert all(before.span.end <= after.span.start for before, after in pairwise(got))
    assert all(one.kind.is_identifier and one.value and one.rule for one in got)


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(one.span.end <= len(text) for one in found(text, "GB"))


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "a.", "@", "a@", "ab12", "hxxp", "hxxp://", "a[.]", "( dot ", "NIP ", "IMO 9074720 ", "b:", "T1", "+4"],
)
def test_a_hostile_repetition_ends(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    assert all(one.span.end <= len(text) for one in found(text, "NO"))
