"""Words that a line's end has cut in two: whether the hyphen belongs to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

BROKEN = "\ufffe"
"""Stands where a line ended in a hyphen and the word goes on; pdfium writes it so. It is no character of Unicode."""

# Bounded, so that a page of letters without a space costs no more than another.
_CUT = re.compile(rf"([^\W\d_]{{0,40}}){BROKEN}\s{{0,4}}([^\W\d_]{{0,40}})")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def words_of(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in ``texts`` uncut, compounds with their hyphens."""
    found: Counter[str] = Counter()
    for text in texts:
        whole = _CUT.sub(" ", text) if BROKEN in text else text
        found.update(word.casefold() for word in _WORD.findall(whole))
    return found


def mended(text: str, known: Counter[str]) -> str:
    """``text`` with each cut word whole again. ``known`` is ``words_of`` the same document.

    The hyphen goes where the document writes the word without elsewhere, and where it does not say (some 19 of 20 such
    hyphens in English typesetting only divide). It stays where the document writes the word with one, between two
    long words of the document that it never writes as one, before a capital and beside what is no letter.
    """

    def mend(match: re.Match[str]) -> str:
        before, after = match[1], match[2]
        compound = f"{before}-{after}"
        if len(before) < 2 or not after or match.string[max(match.start() - 1, 0) : match.start()] in ("-", ","):
            return compound
        if after[0].isupper() and not (before.isupper() and after.isupper()):
            return compound
        times = known[(before + after).casefold()]
        if known[compound.casefold()] > times:
            return compound
        are_words = min(len(before), len(after)) > 3 and known[before.casefold()] and known[after.casefold()]
        return compound if are_words and not times else before + after

    return _CUT.sub(mend, text) if BROKEN in text else text
