"""Control words of RTF 1.9.1 that change what text is read: destinations, characters, code pages."""

from __future__ import annotations

import codecs

SKIPPED = frozenset(
    """colortbl pict objdata objclass objname objtime fldinst fldtype datafield formfield ffdeftext fftext sp shprslt
    nonesttables xe tc rxe txe bkmkstart bkmkend filetbl listtable listoverridetable list listlevel leveltext
    levelnumbers listname liststylename listoverride lfolevel rsidtbl mmathPict atnid atnicn
    atnparent atntime ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn pnseclvl pn private background upr docvar
    falt panose themedata colorschememapping latentstyles datastore xmlnstbl pgdsctbl stylesheetx listpicture""".split()
)
KEPT = frozenset("ud shpinst do nesttableprops userprops shptxt dptxbxtext".split())
"""Groups that may be marked as ignorable and hold text of the document all the same."""

COLLECTED = {
    "title": "title",
    "author": "author",
    "operator": "last changed by",
    "company": "company",
    "manager": "manager",
    "subject": "subject",
    "keywords": "keywords",
    "doccomm": "description",
    "comment": "description",
    "category": "category",
    "generator": "program",
    "template": "template",
    "hlinkbase": "base of links",
    "propname": "",
    "staticval": "",
    "atnauthor": "",
    "atndate": "",
    "atnref": "",
    "atrfstart": "",
    "atrfend": "",
    "fonttbl": "",
    "stylesheet": "",
    "revtbl": "",
}
"""Groups whose words are about the document: what they are called in its metadata, or empty."""

BOXES = {
    "footnote": "note",
    "annotation": "comment",
    "shptxt": "",
    "dptxbxtext": "",
    "header": "header",
    "headerl": "header, left pages",
    "headerr": "header, right pages",
    "headerf": "header, first page",
    "footer": "footer",
    "footerl": "footer, left pages",
    "footerr": "footer, right pages",
    "footerf": "footer, first page",
}

DATES = {"creatim": "created", "revtim": "changed", "printim": "last printed", "buptim": "backed up"}

CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "nestcell": "\t",
    "nestrow": "\n",
}
SYMBOLS = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}

# What a font's character set means in code pages (RTF 1.9.1, "Font Table"); those that Python has under that name.
_CHARSETS = {
    77: "mac_roman",
    78: "cp932",
    79: "cp949",
    80: "cp936",
    81: "cp950",
    83: "mac_roman",
    84: "cp1255",
    85: "mac_greek",
    86: "mac_turkish",
    88: "mac_latin2",
    89: "mac_cyrillic",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
SYMBOL_FONT = "symbol"
"""A font of pictures: its bytes are no letters."""

_PAGES = {10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2", 10081: "mac_turkish"}


def charset_of_font(number: int) -> str:
    """The codec for a font's character set; empty where the document's own counts."""
    return SYMBOL_FONT if number == 2 else _CHARSETS.get(number, "")


def charset_of_page(number: int) -> str:
    """The codec for a code page; empty for one that is not known."""
    name = _PAGES.get(number) or ("utf-8" if number == 65001 else f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def moment(packed: int) -> str:
    """A date and time packed as Word does (DTTM, [MS-DOC] 2.9.70), or empty for none."""
    minute, hour, day = packed & 63, packed >> 6 & 31, packed >> 11 & 31
    month, year = packed >> 16 & 15, (packed >> 20 & 511) + 1900
    return f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}" if day and month else ""
