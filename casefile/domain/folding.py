"""How two spellings are found to be one word: normalised, case-folded, accents off.

One chain for names, filters, the index and the query (the design's section 8), so that what is found is what
is marked. Scripts in which a mark is a letter's other half (Indic vowels, Thai tones, kana) keep their marks.
"""

from __future__ import annotations

import re
import unicodedata

from casefile.domain.marks import MARKS

WORD = re.compile(f"[^\\W_]+(?:[{MARKS}]+[^\\W_]*)*")
"""One word: a maximal run of letters, marks and digits, without the underscore."""

# Accents, Hebrew points and Arabic vowel signs; tatweel, which only stretches a word.
_DROPPED = (
    *range(0x0300, 0x0370),
    *range(0x0483, 0x048A),
    *range(0x0591, 0x05BE),
    0x05BF,
    0x05C1,
    0x05C2,
    0x05C4,
    0x05C5,
    0x05C7,
    *range(0x0610, 0x061B),
    0x0640,
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06DD),
    *range(0x06DF, 0x06E5),
    0x06E7,
    0x06E8,
    *range(0x06EA, 0x06EE),
    *range(0x08D3, 0x08E2),
    *range(0x08E3, 0x0900),
    *range(0x1AB0, 0x1B00),
    *range(0x1DC0, 0x1E00),
    *range(0x20D0, 0x2100),
    0xFB1E,
    *range(0xFE00, 0xFE10),
    *range(0xFE20, 0xFE30),
)
_LETTERS = {
    "ß": "ss",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ƒ": "f",
    "ɨ": "i",
    "ə": "e",
    "ǝ": "e",
    # Arabic: one alef, one ya, ha for ta marbuta; Persian and Urdu forms of the same letters.
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ے": "ي",
    "ة": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ۀ": "ه",
    "ک": "ك",
    # Hebrew letters as they are written inside a word.
    "ך": "כ",
    "ם": "מ",
    "ן": "נ",
    "ף": "פ",
    "ץ": "צ",
}


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(_DROPPED)
    table.update({ord(letter): base for letter, base in _LETTERS.items()})
    for zero in (0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0E50):
        table.update({zero + digit: str(digit) for digit in range(10)})
    return table


_FOLDED = _table()


def fold(text: str) -> str:
    """``text`` as it is compared: NFKC, case folded, accents and stroke letters reduced to their base.

    The length may change; where offsets matter fold word by word. Folding what is folded changes nothing.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = unicodedata.normalize("NFKC", decomposed.translate(_FOLDED))
    return bare.lower() if bare.isascii() else bare
