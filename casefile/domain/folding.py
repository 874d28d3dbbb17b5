"""How two spellings are found to be one word: normalised, case-folded, accents off.

One chain for names, filters, the index and the query (the design's section 8), so that what is found is what
is marked.
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+(?:[̀-ͯ]+[^\W_]*)*")
_LETTERS = str.maketrans(
    {
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
    }
)


def fold(text: str) -> str:
    """``text`` as it is compared: NFKC, case folded, accents and stroke letters reduced to their base.

    The length may change; where offsets matter fold word by word.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return unicodedata.normalize("NFKC", bare.translate(_LETTERS))
