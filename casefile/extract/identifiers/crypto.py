"""Addresses of Bitcoin, Ethereum and Tron, with the checksum that each carries.

Bitcoin and Tron: Base58Check, four bytes of a double SHA-256. Bitcoin since 2017: Bech32 (BIP 173) and Bech32m
(BIP 350), which catch any four wrong characters. Ethereum: the capitals of EIP-55, which an address in one case does
not carry, and which let one slip in about 4,000 pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from casefile.domain.extraction import FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.identifiers.keccak import keccak_256

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGITS58 = {character: value for value, character in enumerate(_BASE58)}
_BECH32 = {character: value for value, character in enumerate("qpzry9x8gf2tvdw0s3jn54khce6mua7l")}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32M = 0x2BC830A3

_ADDRESS = re.compile(
    r"(?<![^\W_])(?:(?P<bech>(?:bc1[02-9ac-hj-np-z]|BC1[02-9AC-HJ-NP-Z])[0-9A-Za-z]{10,86}+)"
    r"|(?P<ether>0x[0-9a-fA-F]{40})"
    r"|(?P<base>[13T][1-9A-HJ-NP-Za-km-z]{25,34}+))(?![^\W_])"
)
_CUE = re.compile(
    r"(?i:\b(?:bitcoins?|btc|xbt|tron|trx|trc-?20|usdt|tether|wallets?|crypto\w*|addresse?s?|donat\w+)\b)"
)
_VERSIONS = {0x00: "Bitcoin address", 0x05: "Bitcoin address", 0x41: "Tron address"}
_MOST_HASHED = 2_000
"""Capitals of Ethereum addresses checked in one text: each costs a third of a millisecond."""


def find_crypto(text: str) -> Iterator[FoundIdentifier]:
    """Addresses whose checksum holds; those whose form leaves no doubt, or that a word announces, also without."""
    hashed: dict[str, bool] = {}
    for match in _ADDRESS.finditer(text):
        written, span = match[0], Span(*match.span())
        if match["ether"]:
            yield _ether(span, written, hashed)
        elif match["bech"]:
            holds = bech32_holds(written.lower())
            # The witness programs in use make 42 or 62 characters.
            if holds or len(written) in (42, 62):
                yield _found(span, written.lower(), "Bitcoin address", holds)
        else:
            version = base58_version(written)
            if version in _VERSIONS:
                yield _found(span, written, _VERSIONS[version], True)
            elif version is None and _is_announced(text, span, written):
                yield _found(span, written, "Tron address" if written[0] == "T" else "Bitcoin address", False)


def _found(span: Span, value: str, rule: str, holds: bool) -> FoundIdentifier:
    return FoundIdentifier(span, Kind.CRYPTO, value, holds, rule if holds else f"{rule}, checksum wrong")


def _is_announced(text: str, span: Span, written: str) -> bool:
    looks_random = any(map(str.isdigit, written[1:])) and any(map(str.isupper, written)) and not written.isupper()
    is_long = len(written) >= (34 if written[0] == "T" else 30)
    return looks_random and is_long and _CUE.search(text, max(span.start - 80, 0), span.start) is not None


def _ether(span: Span, written: str, hashed: dict[str, bool]) -> FoundIdentifier:
    digits = written[2:]
    if digits in (digits.lower(), digits.upper()):
        rule = "Ethereum address, in one case: cannot be checked"
        return FoundIdentifier(span, Kind.CRYPTO, "0x" + digits.lower(), None, rule)
    if digits not in hashed and len(hashed) >= _MOST_HASHED:
        rule = f"Ethereum address, not checked: more than {_MOST_HASHED:,} in this text"
        return FoundIdentifier(span, Kind.CRYPTO, "0x" + digits.lower(), None, rule)
    if digits not in hashed:
        hashed[digits] = eip55_holds(digits)
    return _found(span, "0x" + digits.lower(), "Ethereum address", hashed[digits])


def eip55_holds(digits: str) -> bool:
    """Whether the letters of 40 hexadecimal digits are capitals where EIP-55 wants them."""
    digest = keccak_256(digits.lower().encode()).hex()
    return all(d.isdigit() or d.isupper() == (h >= "8") for d, h in zip(digits, digest, strict=False))


def base58_version(written: str) -> int | None:
    """The version byte of a Base58Check address of 25 bytes; None where the checksum or the length does not hold."""
    value = 0
    for character in written:
        value = value * 58 + _DIGITS58[character]
    zeros = len(written) - len(written.lstrip("1"))
    length = zeros + (value.bit_length() + 7) // 8
    if length != 25:
        return None
    data = value.to_bytes(25, "big")
    return data[0] if sha256(sha256(data[:21]).digest()).digest()[:4] == data[21:] else None


def bech32_holds(written: str) -> bool:
    """Whether a Bitcoin address in lower case has the checksum and the length of its witness version (BIP 350)."""
    values = [_BECH32.get(character, -1) for character in written[3:]]
    if -1 in values or len(values) < 7:
        return False
    check = 1
    for value in (*(ord(c) >> 5 for c in "bc"), 0, *(ord(c) & 31 for c in "bc"), *values):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            check ^= generator if top >> bit & 1 else 0
    version, program = values[0], len(values) - 7
    octets, spare = divmod(program * 5, 8)
    if version == 0:
        return check == 1 and octets in (20, 32) and spare < 5
    return check == _BECH32M and version <= 16 and 2 <= octets <= 40 and spare < 5
