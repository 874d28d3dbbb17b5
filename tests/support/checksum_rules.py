"""Checksums written from their published rules, apart from the library that the program uses.

Each rule takes a number without separators and tells whether its check holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from hashlib import sha256

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BASE36 = DIGITS + LETTERS
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
Rule = Callable[[str], bool]


def total(number: str, weights: Iterable[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def weighted(number: str, *, weights: tuple[int, ...], modulus: int, rest: int = 0) -> bool:
    return total(number, weights) % modulus == rest


def luhn(number: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    doubled = (sum(divmod(2 * int(d), 10)) for d in number[-2::-2])
    return (sum(map(int, number[-1::-2])) + sum(doubled)) % 10 == 0


def mod_11_10(number: str) -> bool:
    """ISO/IEC 7064, the hybrid system MOD 11,10."""
    product = 10
    for digit in number[:-1]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (product + int(number[-1])) % 10 == 1


def mod_97_10(number: str) -> bool:
    """ISO/IEC 7064, MOD 97-10, with letters as two digits."""
    return int("".join(str(BASE36.index(character)) for character in number)) % 97 == 1


def two_rounds(number: str, first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    """Modulo 11 with other weights where the first remainder is 10, and nought where the second is."""
    rest = total(number, first) % 11
    if rest == 10:
        rest = total(number, second) % 11
    return int(number[-1]) == rest % 10


def iban(number: str) -> bool:
    return mod_97_10(number[4:] + number[:4])


def isin(number: str) -> bool:
    return luhn("".join(str(BASE36.index(character)) for character in number))


def at_uid(number: str) -> bool:
    digits = number.removeprefix("ATU")
    return (10 - (sum(int(d) if n % 2 == 0 else sum(divmod(2 * int(d), 10)) for n, d in enumerate(digits[:7])) + 4)) % (
        10
    ) == int(digits[7])


def au_abn(number: str) -> bool:
    return (total(number, (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) - 10) % 89 == 0 and number >= "11"


def be_enterprise(number: str) -> bool:
    return 97 - int(number[:8]) % 97 == int(number[8:]) and number[0] in "01"


def br_cnpj(number: str) -> bool:
    weights = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    first = (11 - total(number[:12], weights[1:]) % 11) % 11 % 10
    second = (11 - total(number[:13], weights) % 11) % 11 % 10
    return number[12:] == f"{first}{second}" and int(number) > 0


def by_unp(number: str) -> bool:
    return number[0] in "1234567" and total(number[:8], (29, 23, 19, 17, 13, 7, 5, 3)) % 11 == int(number[8])


def ch_uid(number: str) -> bool:
    digits = number.removeprefix("CHE")
    return total(digits[:8], (5, 4, 3, 2, 7, 6, 5, 4)) % 11 == (11 - int(digits[8])) % 11


def cn_uscc(number: str) -> bool:
    """GB 32100-2015."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    if not set(number) <= set(signs):
        return False
    return (31 - sum(signs.index(c) * pow(3, n, 31) for n, c in enumerate(number[:17]))) % 31 == signs.index(number[17])


def cy_vat(number: str) -> bool:
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
    rest = sum(odd[int(d)] if n % 2 == 0 else int(d) for n, d in enumerate(number[:8])) % 26
    return LETTERS[rest] == number[8] and number[:2] != "12"


def cz_company(number: str) -> bool:
    rest = (11 - total(number[:7], range(8, 1, -1)) % 11) % 11
    return int(number[7]) == {0: 1, 10: 0}.get(rest, rest) and number[0] != "9"


def es_nif(number: str) -> bool:
    letters = "TRWAGMYFPDXBNJZSQVHLCKE"
    if number[0] in DIGITS + "XYZKLM":
        body = {"X": "0", "Y": "1", "Z": "2", "K": "", "L": "", "M": ""}.get(number[0], number[0]) + number[1:8]
        return letters[int(body) % 23] == number[8]
    rest = (10 - sum(sum(divmod(2 * int(d), 10)) if n % 2 == 0 else int(d) for n, d in enumerate(number[1:8]))) % 10
    letter, digit = "JABCDEFGHI"[rest] == number[8], str(rest) == number[8]
    if number[0] in "NPQRSW":
        return letter
    return digit if number[0] in "ABEH" else letter or digit


def fr_siret(number: str) -> bool:
    if number.startswith("356000000") and number != "35600000000048":
        return sum(map(int, number)) % 5 == 0
    return luhn(number) and luhn(number[:9])


def fr_tva(number: str) -> bool:
    digits = number.removeprefix("FR")
    return (12 + 3 * int(digits[2:])) % 97 == int(digits[:2]) and (digits[2:5] == "000" or luhn(digits[2:]))


def gb_vat(number: str) -> bool:
    rest = (total(number[:7], range(8, 1, -1)) + int(number[7:9])) % 97
    return rest == 0 or (rest in (42, 55) and int(number[:3]) >= 100)


def gr_afm(number: str) -> bool:
    return total(number[:8], (256, 128, 64, 32, 16, 8, 4, 2)) % 11 % 10 == int(number[8])


def ie_vat(number: str) -> bool:
    extra = 9 * (LETTERS.index(number[8]) + 1) if number[8:] else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[(total(number[:7], range(8, 1, -1)) + extra) % 23] == number[7]


def it_codice_fiscale(number: str) -> bool:
    """Decree of the Ministry of Finance, 12 March 1974."""
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
    places = [int(c) if c in DIGITS else LETTERS.index(c) for c in number[:15]]
    return LETTERS[sum(odd[p] if n % 2 == 0 else p for n, p in enumerate(places)) % 26] == number[15]


def lt_pvm(number: str) -> bool:
    size = len(number) - 1
    first = tuple(1 + n % 9 for n in range(size))
    second = tuple(1 + (n + 2) % 9 for n in range(size))
    return number[-2] == "1" and two_rounds(number, first, second)


def lv_pvn(number: str) -> bool:
    return number[0] > "3" and total(number, (9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)) % 11 == 3


def nl_rsin(number: str) -> bool:
    return (total(number[:8], range(9, 1, -1)) - int(number[8])) % 11 == 0 and int(number) > 0


def nl_btw(number: str) -> bool:
    digits = number.removeprefix("NL")
    return (nl_rsin(digits[:9]) or mod_97_10("NL" + digits)) and digits[10:] != "00" and int(digits[:9]) > 0


def pl_nip(number: str) -> bool:
    return total(number[:9], (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(number[9])


def pl_regon(number: str) -> bool:
    if len(number) == 14:
        long = total(number[:13], (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)) % 11 % 10
        return long == int(number[13]) and pl_regon(number[:9])
    return total(number[:8], (8, 9, 2, 3, 4, 5, 6, 7)) % 11 % 10 == int(number[8])


def pt_nif(number: str) -> bool:
    return (11 - total(number[:8], range(9, 1, -1)) % 11) % 11 % 10 == int(number[8]) and number[0] != "0"


def ro_cui(number: str) -> bool:
    rest = 10 * total(number[:-1].zfill(9), (7, 5, 3, 2, 1, 7, 5, 3, 2)) % 11 % 10
    return rest == int(number[-1]) and number[0] != "0"


def ru_inn(number: str) -> bool:
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    if len(number) == 10:
        return total(number[:9], weights[2:]) % 11 % 10 == int(number[9])
    first = total(number[:10], weights[1:]) % 11 % 10
    return first == int(number[10]) and total(number[:11], weights) % 11 % 10 == int(number[11])


def ru_ogrn(number: str) -> bool:
    if len(number) == 13:
        return int(number[:12]) % 11 % 10 == int(number[12]) and number[0] != "0"
    # The register itself keeps the last digit of a remainder over 9; a strict reading knows remainders to 9 only.
    return int(number[:14]) % 13 == int(number[14]) and number[0] in "34"


def si_ddv(number: str) -> bool:
    rest = 11 - total(number[:7], range(8, 1, -1)) % 11
    return rest != 11 and rest % 10 == int(number[7]) and number[0] != "0"


def sk_dic(number: str) -> bool:
    """A company's number is divisible by 11; a person's birth number (Act 301/1995) will do as well."""
    if number[0] == "0" or number[2] not in "234789":
        return False
    if int(number) % 11 == 0:
        return True
    year, month, day = int(number[:2]) + 1900, int(number[2:4]) % 50 % 20, int(number[4:6])
    year += 100 if year < 1954 else 0
    rest = int(number[:9]) % 11
    with suppress(ValueError):
        return bool(date(year, month, day)) and rest % 10 == int(number[9])
    return False


def tr_vkn(number: str) -> bool:
    held = 0
    for place, digit in enumerate(number[:9]):
        shifted = (int(digit) + 9 - place) % 10
        held += (shifted * 2 ** (9 - place)) % 9 or (9 if shifted else 0)
    return (10 - held) % 10 == int(number[9])


def ua_edrpou(number: str) -> bool:
    weights = (1, 2, 3, 4, 5, 6, 7) if not 30_000_000 <= int(number) < 60_000_000 else (7, 1, 2, 3, 4, 5, 6)
    return two_rounds(number[:7] + number[7], (*weights, 0), (*(weight + 2 for weight in weights), 0))


def ua_rnokpp(number: str) -> bool:
    return total(number[:9], (-1, 5, 7, 9, 4, 6, 10, 5, 7)) % 11 % 10 == int(number[9])


def base58check(address: str) -> bool:
    value = 0
    for character in address:
        value = value * 58 + BASE58.index(character)
    data = value.to_bytes(40, "big").lstrip(b"\0")
    data = bytes(len(address) - len(address.lstrip("1"))) + data
    return len(data) == 25 and data[0] in (0, 5, 0x41) and sha256(sha256(data[:-4]).digest()).digest()[:4] == data[-4:]


def as_base58check(data: bytes) -> str:
    data += sha256(sha256(data).digest()).digest()[:4]
    value, digits = int.from_bytes(data, "big"), ""
    while value:
        value, digit = divmod(value, 58)
        digits = BASE58[digit] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def polymod(values: list[int]) -> int:
    """The Bech32 checksum of BIP 173."""
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> bit & 1 else 0
    return check


_BC = [3, 3, 0, 2, 3]


def bech32(address: str) -> bool:
    values = [BECH32.find(character) for character in address[3:]]
    wanted = 1 if values[0] == 0 else 0x2BC830A3
    return address.startswith("bc1") and -1 not in values and polymod(_BC + values) == wanted


def as_bech32(version: int, program: list[int]) -> str:
    values = [version, *program]
    check = polymod([*_BC, *values, *[0] * 6]) ^ (1 if version == 0 else 0x2BC830A3)
    return "bc1" + "".join(BECH32[value] for value in [*values, *(check >> 5 * (5 - n) & 31 for n in range(6))])
