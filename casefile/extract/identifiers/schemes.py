"""The numbers that registers give: how each is written, which words announce it, and which rule checks it.

One row a scheme. Checks are those of python-stdnum, named by module and imported when a number of that scheme is
first met; a scheme without one has no checksum, or none that is published.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import import_module

from casefile.domain.kinds import Kind

SEPARATORS = " \u00a0\u202f.\\-/"
_GAP = f"[{SEPARATORS}]?"


@dataclass(frozen=True, slots=True)
class Scheme:
    """One register's numbers.

    ``form`` and ``cue`` are regular expressions, the cues divided by `` | ``. In ``form`` ``#9`` stands for nine digits
    that may stand in groups, and the group ``n``, where there is one, is what is checked and kept. ``roles`` are the
    general words (``vat``, ``company``, ``tax``) that mean this scheme once a country is named. A ``plain`` form needs
    no cue.
    """

    name: str
    country: str
    form: str
    cue: str = ""
    check: str = ""
    roles: str = ""
    plain: bool = False
    kind: Kind = Kind.REGISTRATION
    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        digits = re.sub(r"#(\d+)", lambda count: rf"\d(?:{_GAP}\d){{{int(count[1]) - 1}}}", self.form)
        written = rf"(?<![^\W_])(?<!\d[{SEPARATORS}])(?:{digits})(?![^\W_])"
        object.__setattr__(self, "pattern", re.compile(written))

    @property
    def label(self) -> str:
        return f"{self.country} {self.name}".strip()

    def verdict(self, written: str) -> tuple[bool | None, str]:
        """Whether ``written`` passes the check, None where the scheme has none, and the rule in words."""
        if not self.check:
            return None, f"{self.label}, no checksum exists"
        from stdnum.exceptions import InvalidChecksum, ValidationError

        try:
            import_module(f"stdnum.{self.check}").validate(written)
        except InvalidChecksum:
            return False, f"{self.label}, checksum wrong"
        except ValidationError:
            return False, f"{self.label}, not a number that this register gives"
        return True, self.label

    def value(self, written: str) -> str:
        """``written`` without separators, in capitals, with country and scheme where the digits alone would not say."""
        bare = re.sub(r"[\W_]" if self.check else r"[^\w/]|_", "", written).upper()
        return f"{self.label} {bare}" if self.kind is Kind.REGISTRATION else bare


def _row(country: str, name: str, form: str, check: str = "", cue: str = "", roles: str = "") -> Scheme:
    return Scheme(name, country, form, cue, check, roles)


_ORG_NR = r"(?i:org(?:anisasjons|anisations|\.)?[ -]?(?:nummer|nr\b\.?)) | (?i:organi[sz]ation n(?:umber|o\b\.?))"
_ICO = r"I[ČC]O\b | (?i:identifikační číslo)"
_CF = r"(?i:codice fiscale) | (?i:cod\. ?fisc\.) | C\.F\."
_NIF = r"NIF\b | N\.I\.F\."

SCHEMES = (
    # Registers of the whole world.
    Scheme("IMO number", "", r"(?:IMO)?(?P<n>\d{7})", r"IMO(?![^\W\d_])", "imo", kind=Kind.IMO),
    Scheme("LEI", "", r"[0-9A-Z]{18}\d\d", r"LEIs?\b | (?i:legal entity identifiers?) | GLEIF\b", "lei", kind=Kind.LEI),
    Scheme("ISIN", "", r"[A-Z]{2}[0-9A-Z]{9}\d", r"ISINs?\b", "isin", kind=Kind.ISIN),
    # Countries, by their ISO 3166 code.
    _row("AT", "UID", r"(?P<n>ATU ?#8)", "at.uid", r"UID\b | ATU\b", "vat tax"),
    _row("AU", "ABN", "#11", "au.abn", r"ABN\b | (?i:australian business number)", "vat tax company"),
    _row("AU", "ACN", "#9", "au.acn", r"ACN\b | (?i:australian company number)", "company"),
    _row(
        "BE",
        "KBO",
        r"(?:BE ?)?(?P<n>[01](?:[ .]?\d){9})",
        "be.vat",
        r"KBO\b | BCE\b | RPM\b | RPR\b | (?i:ondernemingsnummer) | (?i:num[eé]ro d['’]entreprise)",
        "vat company tax",
    ),
    _row("BG", "EIK", r"(?:BG ?)?(?P<n>#9)", "bg.vat", r"EIK\b | ЕИК\b | BULSTAT\b | БУЛСТАТ\b", "vat company tax"),
    _row("BR", "CNPJ", r"\d{2}\.?\d{3}\.?\d{3}/?\d{4}-?\d{2}", "br.cnpj", r"CNPJ\b", "company tax"),
    _row("BY", "UNP", "#9", "by.unp", r"UNP\b | УНП\b", "vat company tax"),
    Scheme(
        "UID", "CH", r"(?P<n>CHE[ -]?#9)(?: (?:MWST|TVA|IVA))?", r"UID\b | IDE\b", "ch.uid", "vat company tax", True
    ),
    _row(
        "CN",
        "USCC",
        r"[0-9A-HJ-NPQRTUWXY]{18}",
        "cn.uscc",
        r"USCC\b | (?i:unified social credit (?:code|identifier|number)) | 统一社会信用代码",
        "company tax",
    ),
    _row("CY", "VAT", r"(?:CY ?)?(?P<n>#8[A-Z])", "cy.vat", "", "vat tax"),
    _row("CY", "HE", r"(?:HE|ΗΕ) ?(?P<n>\d{3,6})", "", "", "company"),
    # Czech and Slovak companies are numbered by one rule and in one form.
    _row("", "IČO", r"(?P<n>#8)", "cz.dic", _ICO, "company"),
    _row("CZ", "DIČ", r"(?:CZ ?)?(?P<n>#8)", "cz.dic", r"DIČ\b", "vat tax"),
    _row("DE", "USt-IdNr", r"(?:DE ?)?(?P<n>#9)", "de.vat", r"USt-?Id(?:\.|ent)?-?(?:Nr\b\.?)?", "vat tax"),
    Scheme("HR", "DE", r"HR[AB] ?\d{2,6}(?: [A-Z]{1,2}\b)?", r"(?i:handelsregister)", "", "company", True),
    _row("DK", "CVR", r"(?:DK[ -]?)?(?P<n>#8)", "dk.cvr", r"CVR(?:-nr\b\.?|\b) | SE-nr\b\.?", "vat company tax"),
    _row("EE", "registrikood", r"(?P<n>#8)", "ee.registrikood", r"(?i:registrikood) | (?i:registry code)", "company"),
    _row("EE", "KMKR", r"(?:EE ?)?(?P<n>#9)", "ee.kmkr", r"KMKR\b", "vat tax"),
    _row(
        "ES",
        "NIF",
        r"(?:ES ?)?(?P<n>[A-HJ-NP-SUVWXYZ]-?#7-?[0-9A-Z]|\d{8}-?[A-Z])",
        "es.nif",
        rf"{_NIF} | CIF\b | C\.I\.F\.",
        "vat company tax",
    ),
    _row(
        "FI",
        "Y-tunnus",
        r"(?:FI ?)?(?P<n>\d{7}-?\d)",
        "fi.ytunnus",
        r"(?i:y-tunnus) | FO-nummer\b | (?i:business id)\b",
        "vat company tax",
    ),
    _row("FR", "SIRET", "#14", "fr.siret", r"SIRET\b | Siret\b", "company"),
    _row("FR", "SIREN", "#9", "fr.siren", r"SIREN\b | Siren\b | RCS\b | R\.C\.S\.", "company"),
    _row("FR", "TVA", r"(?P<n>FR ?[0-9A-HJ-NP-Z]{2} ?#9)", "fr.tva", "", "vat tax"),
    _row("GB", "VAT", r"(?:(?:GB|XI) ?)?(?P<n>#9(?: ?\d{3})?)", "gb.vat", "", "vat tax"),
    _row(
        "GB",
        "company",
        r"(?P<n>(?:SC|NI|OC|SO|NC|FC|SF|NF|LP|SL|NL|IP|SP|RC|R0|BR|OE)\d{6}|\d{7,8})",
        "",
        r"(?i:companies house) | (?i:registered in (?:england|scotland|wales|northern ireland)) | CRN\b",
        "company",
    ),
    _row("GR", "AFM", r"(?:(?:EL|GR) ?)?(?P<n>#9)", "gr.vat", r"ΑΦΜ\b | Α\.Φ\.Μ\. | AFM\b", "vat company tax"),
    _row("HR", "OIB", r"(?:HR ?)?(?P<n>#11)", "hr.oib", r"OIB\b", "vat company tax"),
    _row("HU", "adószám", r"(?:HU ?)?(?P<n>#8)(?:-\d-\d\d)?", "hu.anum", r"(?i:adósz[aá]m)", "vat company tax"),
    _row("IE", "VAT", r"(?:IE ?)?(?P<n>\d{7}[A-W][A-I]?)", "ie.vat", "", "vat tax"),
    _row("IL", "HP", r"(?P<n>#9)", "il.hp", r"ח[\.\"״]?פ\.?", "company"),
    _row(
        "IT",
        "P.IVA",
        r"(?:IT ?)?(?P<n>#11)",
        "it.iva",
        rf"P\.? ?IVA\b | (?i:partita iva) | {_CF}",
        "vat company tax",
    ),
    _row(
        "IT",
        "codice fiscale",
        r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]",
        "it.codicefiscale",
        _CF,
        "tax",
    ),
    _row("LT", "PVM", r"(?:LT ?)?(?P<n>#12|#9)", "lt.pvm", r"PVM\b", "vat tax"),
    _row("LU", "TVA", r"(?:LU ?)?(?P<n>#8)", "lu.tva", "", "vat tax"),
    _row(
        "LV",
        "PVN",
        r"(?:LV ?)?(?P<n>[4-9]\d{10})",
        "lv.pvn",
        r"PVN\b | (?i:re[gģ]\. ?nr\b\.?) | (?i:re[gģ]istrācijas numurs)",
        "vat company tax",
    ),
    _row("MD", "IDNO", "#13", "md.idno", r"IDNO\b", "company tax"),
    _row("MT", "VAT", r"(?:MT ?)?(?P<n>#8)", "mt.vat", "", "vat tax"),
    _row("NL", "BTW", r"(?P<n>(?:NL ?)?#9\.?B ?\d\d)", "nl.btw", r"(?i:btw)\b", "vat tax"),
    _row("NL", "RSIN", "#9", "nl.bsn", r"RSIN\b", "tax"),
    _row("NL", "KvK", r"(?P<n>\d{8})", "", r"(?i:kvk)\b | (?i:kamer van koophandel)", "company"),
    _row("NO", "org", r"(?:NO ?)?(?P<n>#9)(?: ?MVA)?", "no.orgnr", _ORG_NR, "vat company tax"),
    _row("PL", "NIP", r"(?:PL ?)?(?P<n>#10)", "pl.nip", r"NIP\b", "vat tax"),
    _row("PL", "REGON", "#14|#9", "pl.regon", r"REGON\b", "company"),
    _row("PL", "KRS", r"(?P<n>\d{10})", "", r"KRS\b", "company"),
    _row("PT", "NIF", r"(?:PT ?)?(?P<n>#9)", "pt.nif", rf"NIPC\b | {_NIF} | (?i:contribuinte)", "vat company tax"),
    _row(
        "RO",
        "CUI",
        r"(?:RO ?)?(?P<n>\d{5,10})",
        "ro.cui",
        r"CUI\b | C\.U\.I\. | CIF\b | (?i:cod fiscal)",
        "vat company tax",
    ),
    Scheme("ONRC", "RO", r"J\d{1,2}/\d{1,6}/\d{4}", r"(?i:registrul comer[tț]ului)", "", "company", True),
    _row("RS", "PIB", r"(?P<n>#9)", "rs.pib", r"PIB\b | ПИБ\b", "vat tax"),
    _row("RU", "INN", "#12|#10", "ru.inn", r"INN\b | ИНН\b", "vat tax"),
    _row("RU", "OGRN", "#15|#13", "ru.ogrn", r"(?:OGRN(?:IP)?|ОГРН(?:ИП)?)\b", "company"),
    _row("SE", "org", r"(?P<n>\d{6}-?\d{4})", "se.orgnr", _ORG_NR, "company tax"),
    _row("SE", "VAT", r"(?:SE ?)?(?P<n>\d{6}-?\d{4}(?: ?01))", "se.vat", r"(?i:momsreg\w*|moms-?nr)\b", "vat tax"),
    _row("SI", "DDV", r"(?:SI ?)?(?P<n>#8)", "si.ddv", r"(?i:davčna številka) | DDV\b", "vat tax"),
    _row("SK", "DIČ", r"(?:SK ?)?(?P<n>[1-9]\d[234789]\d{7})", "sk.dph", r"IČ DPH\b | DIČ\b", "vat tax"),
    _row("TR", "VKN", "#10", "tr.vkn", r"VKN\b | (?i:vergi (?:kimlik )?(?:numarası|no\b))", "vat tax"),
    _row("UA", "EDRPOU", "#8", "ua.edrpou", r"[YE]?EDRPOU\b | [ЄЕ]ДРПОУ\b | ЕГРПОУ\b", "company tax"),
    _row("UA", "RNOKPP", "#10", "ua.rntrc", r"RNOKPP\b | РНОКПП\b", "tax"),
    _row("US", "EIN", r"(?P<n>\d{2}-\d{7}|\d{9})", "", r"F?EIN\b | (?i:employer identification number)", "tax"),
)
