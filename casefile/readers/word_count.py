"""How long a text is, in words, also where a script parts no words."""

from __future__ import annotations

import re

_CLOSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_MOST_LOOKED_AT = 200_000


def words_in(text: str) -> int:
    """Words between white space; of Chinese, Japanese, Korean and Thai letters two more count as one.

    Long texts are looked at as far as their length can matter to whoever compares two of them.
    """
    text = text[:_MOST_LOOKED_AT]
    return len(text.split()) + (0 if text.isascii() else len(_CLOSE.findall(text)) // 2)
