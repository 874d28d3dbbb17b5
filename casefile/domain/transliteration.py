"""How a name sounds across scripts: Медведев, Medvedev, Medwedew and Medvedjev meet in one key.

One table for the search, which ranks what a key finds below an exact hit, and for the likeness of two names. It is
coarse on purpose. It covers Cyrillic and Greek and the ways in which English, German, French and the Slavic Latin
alphabets write them, and a few of Arabic names' (Gaddafi, Qadhafi). Keys shorter than ``SHORTEST`` say nothing and
are empty.
"""

from __future__ import annotations

import re
from functools import lru_cache

SHORTEST = 4

_CYRILLIC = dict(
    zip(
        "абвгдезиклмнопрстуфхцчшщыэюя",
        "a b v g d e z i k l m n o p r s t u f h z h s s i e iu ia".split(),
        strict=True,
    )
) | {
    "ж": "z",
    "ъ": "",
    "ь": "",
    "і": "i",
    "є": "e",
    "ґ": "g",
    "ј": "i",
    "љ": "l",
    "њ": "n",
    "ђ": "d",
    "ћ": "k",
    "џ": "z",
}
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρστυφχψω", "a v g d e z i t i k l m n ks o p r s t i f h ps o".split(), strict=True)
) | {"ς": "s"}
_LETTERS = str.maketrans(_CYRILLIC | _GREEK)
_GREEK_PAIRS = (
    ("ου", "u"),
    ("μπ", "b"),
    ("γγ", "ng"),
    ("γκ", "g"),
    ("αυ", "av"),
    ("ευ", "ev"),
    ("αι", "e"),
    ("ει", "i"),
)
_HAS_GREEK = re.compile("[α-ω]")

# In this order: a longer group before the shorter one it holds.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("schtsch|shch", "s"),
        ("tsch|tch", "h"),
        ("sch", "s"),
        ("ch|kh", "h"),
        ("sh", "s"),
        ("zh", "z"),
        ("ph", "f"),
        ("th", "t"),
        ("dh", "d"),
        ("gh", "g"),
        ("x", "ks"),
        ("ck|c|k", "k"),
        ("q", "g"),
        ("gu(?=[ei])", "g"),
        ("w", "v"),
        ("ff$", "v"),
        ("ou", "u"),
        ("ae", "a"),
        ("oe", "o"),
        ("ue(?!v)", "u"),
        ("[yj]", "i"),
        ("ine$", "in"),
        ("^i(?=e)", ""),
        ("(?<=[b-df-hj-np-tv-z])i(?=e)", ""),
        ("(?<=d)i(?=o)", ""),
        ("ts|tz", "z"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=1 << 17)
def key(word: str) -> str:
    """The key of a folded word, empty where it has none: short words, numbers, other scripts."""
    if len(word) < SHORTEST:
        return ""
    found = sound(word)
    return found if len(found) >= SHORTEST else ""


def sound(word: str) -> str:
    """A folded word as it sounds, however short; empty for what is not letters of a script that is covered."""
    if not word.isalpha():
        return ""
    if not word.isascii():
        if _HAS_GREEK.search(word):
            for pair, letters in _GREEK_PAIRS:
                word = word.replace(pair, letters)
        word = word.translate(_LETTERS)
        if not word.isascii():
            return ""
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word
