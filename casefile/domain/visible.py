"""Making what hides in a text visible, code point for code point.

Terminal escapes, bidirectional overrides, zero-width characters and lone surrogates are how a hostile text
moves a cursor, reorders a name or disappears. Each is replaced by exactly one printing character, so that
offsets into the text stay offsets into what is shown.
"""

from __future__ import annotations

ESCAPED = "␛"
_ODD = "�"
_DIRECTION = "⇄"
_NOTHING = "␣"


def _table() -> dict[int, str]:
    table = {code: chr(0x2400 + code) for code in range(0x20)}
    table[0x7F] = "␡"
    table.update(dict.fromkeys(range(0x80, 0xA0), _ODD))
    # Embeddings, overrides, isolates and marks: Unicode Standard Annex 9, section 2.
    for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)):
        table[code] = _DIRECTION
    table[0x2028] = table[0x2029] = "␤"
    # Invisible on purpose: zero-width space, word joiner and the invisible operators, byte-order mark,
    # deprecated format characters, interlinear annotation, tags. Zero-width (non-)joiner stay: Persian,
    # Indic scripts and emoji are written with them.
    for code in (
        0x180E,
        0x200B,
        *range(0x2060, 0x2066),
        *range(0x206A, 0x2070),
        0xFEFF,
        0xFFF9,
        0xFFFA,
        0xFFFB,
    ):
        table[code] = _NOTHING
    table.update(dict.fromkeys(range(0xE0000, 0xE0080), _NOTHING))
    table[0xAD] = "¬"
    return table


_ONE_LINE = _table()
_LINES = {code: shown for code, shown in _ONE_LINE.items() if code not in (0x09, 0x0A)}


def visible(text: str, *, lines: bool = False) -> str:
    """``text`` with every character that could act on a terminal, or hide, replaced by one that prints.

    The result has the same number of code points. With ``lines`` a line feed and a tab are kept, for text
    that is laid out in lines; a single-line field shows them as ``␊`` and ``␉``.
    """
    shown = text.translate(_LINES if lines else _ONE_LINE)
    if shown.isascii():
        return shown
    return (
        "".join(_ODD if "\ud800" <= character <= "\udfff" else character for character in shown)
        if _has_surrogate(shown)
        else shown
    )


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def is_hostile(text: str) -> bool:
    """Whether ``text`` holds anything that ``visible`` would show differently (tabs and line feeds apart)."""
    return visible(text, lines=True) != text
