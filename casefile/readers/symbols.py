"""Fonts of pictures in the place of letters: the signs that forms and lists are made with."""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "☐",
    0x71: "❑",
    0x76: "❖",
    0xA7: "▪",
    0xA8: "☐",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
# Adobe's Symbol encoding: the letters are Greek ones.
_GREEK = dict(
    zip(
        b"ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
)
_SYMBOL = _GREEK | {
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xE5: "∑",
}


def symbol(font: str, code: int) -> str:
    """The sign that ``code`` is in ``font``: its own in Unicode where it is known; a digit or a mark as it is in
    Symbol; else the private character that stands for it, as office programs keep it."""
    name, byte = font.strip(" ;").lower(), code & 0xFF
    if name.startswith("symbol"):
        known = _SYMBOL.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else "")
    else:
        known = _WINGDINGS.get(byte, "") if name == "wingdings" else ""
    return known or chr(code if 0xFF < code < 0x110000 else 0xF000 | byte)
