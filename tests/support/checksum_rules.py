"""Checksums written from their published rules, apart from the library that the program uses.

Each rule takes a number without separators and tells whether its check holds. ``ROWS`` says how a number of each sort
looks, which words announce it, and which single slips its rule cannot see.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
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
    return int(number) % 11 == 0 and number[0] != "0" and number[2] in "234789"


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


@dataclass(frozen=True, slots=True)
class Row:
    """A sort of number. In ``looks`` ``#`` is any digit, ``@`` any capital, ``*`` either; what else there is stays."""

    name: str
    cue: str
    looks: str
    rule: Rule
    blind: str
    published: tuple[str, ...] = ()
    letters_too: bool = False

    def make(self, chance: random.Random) -> str:
        """A number whose check holds."""
        while True:
            signs = {"#": DIGITS, "@": LETTERS, "*": BASE36}
            number = "".join(chance.choice(signs.get(sign, sign)) for sign in self.looks)
            if self.rule(number):
                return number


_NONE = "none"
_TEN = "remainder 10 written as 0"
_BOTH = "a remainder of 10 in both rounds, written as 0"


def _by(*weights: int, modulus: int = 11, rest: int = 0) -> Rule:
    return partial(weighted, weights=weights, modulus=modulus, rest=rest)


def _imo(number: str) -> bool:
    return total(number[:6], range(7, 1, -1)) % 10 == int(number[6])


def _eik(number: str) -> bool:
    return two_rounds(number, (*range(1, 9), 0), (*range(3, 11), 0))


def _registrikood(number: str) -> bool:
    return number[0] in "1789" and two_rounds(number, (*range(1, 8), 0), (*range(3, 10), 0))


_EVEN = "weights that share a factor with 10: a digit changed by 5 (weights 2, 4, 6) or by an even number (weight 5)"

ROWS = (
    Row("IMO number", "IMO", "#######", _imo, _EVEN, ("9074729", "9187629")),
    Row("IBAN", "IBAN", "DE####################", iban, _NONE, ("GB82WEST12345698765432", "NO9386011117947")),
    Row(
        "IBAN, letters",
        "IBAN",
        "GB##@@@@##############",
        iban,
        "a letter for a digit",
        ("GB82WEST12345698765432",),
        True,
    ),
    Row("LEI", "LEI", "####**************##", mod_97_10, "a letter for a digit", ("213800KUD8LAJWSQ9D15",), True),
    Row("ISIN", "ISIN", "US##########", isin, _NONE, ("US0378331005", "US5949181045")),
    Row(
        "ISIN, letters",
        "ISIN",
        "XS*********#",
        isin,
        "letters whose two digits weigh the same",
        ("DE000BAY0017",),
        True,
    ),
    Row("AT UID", "UID", "ATU########", at_uid, _NONE, ("ATU13585627",)),
    Row("AU ABN", "ABN", "###########", au_abn, _NONE, ("51824753556",)),
    Row("AU ACN", "ACN", "#########", _by(8, 7, 6, 5, 4, 3, 2, 1, 1, modulus=10), _EVEN, ("004085616",)),
    Row("BE KBO", "KBO", "0#########", be_enterprise, _NONE, ("0403019261",)),
    Row("BG EIK", "EIK", "#########", _eik, _BOTH, ("831641791",)),
    Row("BR CNPJ", "CNPJ", "##############", br_cnpj, "remainders 10 and 11 written as 0", ("16727230000197",)),
    Row("BY UNP", "UNP", "#########", by_unp, _NONE, ("200988541",)),
    Row("CH UID", "UID", "CHE#########", ch_uid, _NONE, ("CHE107787577",)),
    Row("CN USCC", "USCC", "91############*###", cn_uscc, _NONE, ("91110000600037341L",)),
    Row("CY VAT", "Cypriot VAT number", "########@", cy_vat, _NONE, ("10259033P",)),
    Row("CZ, SK IČO", "IČO", "########", cz_company, "remainders 0 and 10 both written as 1", ("25123891",)),
    Row("DE USt-IdNr", "USt-IdNr.", "DE#########", lambda n: mod_11_10(n[2:]) and n[2] != "0", _NONE, ("DE136695976",)),
    Row(
        "DK CVR",
        "CVR",
        "########",
        lambda n: n[0] != "0" and weighted(n, weights=(2, 7, 6, 5, 4, 3, 2, 1), modulus=11),
        _NONE,
        ("13585628",),
    ),
    Row("EE registrikood", "registrikood", "########", _registrikood, _BOTH, ("12345678",)),
    Row("EE KMKR", "KMKR", "EE#########", lambda n: weighted(n[2:], weights=(3, 7, 1) * 3, modulus=10), _NONE),
    Row("ES NIF, company", "CIF", "B########", es_nif, _NONE, ("B58378431",)),
    Row("ES NIF, person", "NIF", "########@", es_nif, _NONE, ("54362315K",), True),
    Row("FI Y-tunnus", "Y-tunnus", "########", _by(7, 9, 10, 5, 8, 4, 2, 1), _NONE, ("20774740",)),
    Row("FR SIREN", "SIREN", "#########", luhn, _NONE, ("552008443",)),
    Row(
        "FR SIRET",
        "SIRET",
        "##############",
        fr_siret,
        "offices of the Post: a sum of digits modulo 5",
        ("73282932000074",),
    ),
    Row("FR TVA", "TVA", "FR###########", fr_tva, _NONE, ("FR40303265045",)),
    Row(
        "GB VAT",
        "VAT number",
        "GB#########",
        lambda n: gb_vat(n[2:]),
        "remainders 0, 42 and 55 are all good",
        ("GB980780684",),
    ),
    Row("GR AFM", "AFM", "#########", gr_afm, _TEN, ("094259216",)),
    Row("HR OIB", "OIB", "###########", mod_11_10, _NONE, ("33392005961",)),
    Row("HU adószám", "adószám", "########", _by(9, 7, 3, 1, 9, 7, 3, 1, modulus=10), _NONE, ("12892312",)),
    Row("IE VAT", "Irish VAT number", "#######@", ie_vat, _NONE, ("6433435F",)),
    Row("IL HP", "ח.פ.", "5########", luhn, _NONE, ("516179157",)),
    Row("IT P.IVA", "P.IVA", "#######01##", luhn, _NONE, ("00743110157",)),
    Row(
        "IT codice fiscale", "codice fiscale", "@@@@@@##A01F205@", it_codice_fiscale, _NONE, ("RCCMNL83S18D969H",), True
    ),
    Row("LT PVM", "PVM", "#######1#", lt_pvm, _BOTH, ("119511515",)),
    Row("LU TVA", "Luxembourg VAT number", "########", lambda n: int(n[:6]) % 89 == int(n[6:]), _NONE, ("15027442",)),
    Row("LV PVN", "PVN", "4##########", lv_pvn, _NONE, ("40003521600",)),
    Row("MD IDNO", "IDNO", "#############", _by(*(7, 3, 1) * 4, 9, modulus=10), _NONE, ("1008600038413",)),
    Row("MT VAT", "Maltese VAT number", "1#######", _by(3, 4, 6, 7, 8, 9, 10, 1, modulus=37), _NONE, ("11679112",)),
    Row(
        "NL BTW",
        "BTW",
        "NL#########B##",
        nl_btw,
        "the two digits behind the B are outside of the eleven-test; MOD 97-10 of the whole will do as well",
    ),
    Row("NL RSIN", "RSIN", "#########", nl_rsin, _NONE, ("111222333",)),
    Row("NO org", "org.nr.", "#########", _by(3, 2, 7, 6, 5, 4, 3, 2, 1), _NONE, ("988077917", "923609016")),
    Row("PL NIP", "NIP", "##########", pl_nip, _NONE, ("8567346215",)),
    Row("PL REGON", "REGON", "#########", pl_regon, _TEN, ("192598184",)),
    Row("PL REGON, long", "REGON", "##############", pl_regon, f"{_TEN}; the ninth digit weighs 6, the fifth nothing"),
    Row("PT NIF", "NIPC", "#########", pt_nif, "remainders 0 and 1 both written as 0", ("501964843",)),
    Row("RO CUI", "CUI", "########", ro_cui, _TEN, ("18547290",)),
    Row("RS PIB", "PIB", "#########", mod_11_10, _NONE, ("101134702",)),
    Row("RU INN, company", "INN", "##########", ru_inn, _TEN, ("7707083893",)),
    Row("RU INN, person", "INN", "############", ru_inn, _TEN, ("500100732259",)),
    Row("RU OGRN", "OGRN", "#############", ru_ogrn, _TEN, ("1027700132195",)),
    Row("RU OGRNIP", "OGRNIP", "3##############", ru_ogrn, _NONE),
    Row("SE org", "organisationsnummer", "##########", luhn, _NONE, ("1234567897",)),
    Row(
        "SE VAT",
        "Swedish VAT number",
        "SE##########01",
        lambda n: luhn(n[2:12]) and n.endswith("01"),
        _NONE,
        ("SE123456789701",),
    ),
    Row("SI DDV", "DDV", "########", si_ddv, "remainders 1 and 10 told apart, 10 written as 0", ("50223054",)),
    Row("SK DIČ", "IČ DPH", "SK##########", lambda n: sk_dic(n[2:]), _NONE, ("SK2022749619",)),
    Row("TR VKN", "VKN", "##########", tr_vkn, "9 and 0 of one place may weigh the same", ("4540536920",)),
    Row(
        "UA EDRPOU", "EDRPOU", "########", ua_edrpou, f"{_BOTH}; other weights from 30000000 to 59999999", ("32855961",)
    ),
    Row("UA RNOKPP", "RNOKPP", "##########", ua_rnokpp, _TEN, ("1759013776",)),
)
