"""How numbers of each sort look, which words announce them, and which single slips their rules cannot see."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import partial

from checksum_rules import (
    BASE36,
    DIGITS,
    LETTERS,
    Rule,
    at_uid,
    au_abn,
    be_enterprise,
    br_cnpj,
    by_unp,
    ch_uid,
    cn_uscc,
    cy_vat,
    cz_company,
    es_nif,
    fr_siret,
    fr_tva,
    gb_vat,
    gr_afm,
    iban,
    ie_vat,
    isin,
    it_codice_fiscale,
    lt_pvm,
    luhn,
    lv_pvn,
    mod_11_10,
    mod_97_10,
    nl_btw,
    nl_rsin,
    pl_nip,
    pl_regon,
    pt_nif,
    ro_cui,
    ru_inn,
    ru_ogrn,
    si_ddv,
    sk_dic,
    total,
    tr_vkn,
    two_rounds,
    ua_edrpou,
    ua_rnokpp,
    weighted,
)


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
_BOTH = "a slip that sends the number into its second round of weights"


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
    Row("PL REGON, long", "REGON", "##############", pl_regon, f"{_TEN}, in the short sum and in the long one"),
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
    Row(
        "SK DIČ",
        "IČ DPH",
        "SK##########",
        lambda n: sk_dic(n[2:]),
        "a birth number will do as well, and writes its remainder 10 as 0",
        ("SK2022749619",),
    ),
    Row("TR VKN", "VKN", "##########", tr_vkn, "9 and 0 of one place may weigh the same", ("4540536920",)),
    Row(
        "UA EDRPOU", "EDRPOU", "########", ua_edrpou, f"{_BOTH}; other weights from 30000000 to 59999999", ("32855961",)
    ),
    Row("UA RNOKPP", "RNOKPP", "##########", ua_rnokpp, _TEN, ("1759013776",)),
)
