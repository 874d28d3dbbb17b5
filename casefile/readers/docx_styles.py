"""What a Word document's styles say that changes how its text is read: headings, titles, hidden text, note numbers."""

from __future__ import annotations

import re

from casefile.readers.xml_events import Silent

_HEADING = re.compile(r"heading ([1-9])\Z", re.I)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_BODY_LEVEL = 9
_MOST_STYLES = 20_000


def is_on(attributes: dict[str, str]) -> bool:
    """Whether a property that stands there is meant (ISO/IEC 29500-1, 17.17.4)."""
    return attributes.get("w:val", "true").lower() not in ("0", "false", "off", "none")


class Styles(Silent):
    """``headings``: the ids of styles of headings. ``titles``, ``hidden``: of titles, and of hidden text.

    ``language``: what the document is proofed in unless it says otherwise.
    """

    def __init__(self) -> None:
        self.titles: set[str] = set()
        self.language = ""
        self._levels: dict[str, bool] = {}
        self._hidden: dict[str, bool] = {}
        self._parents: dict[str, str] = {}
        self._id = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("w:val", "")
        if name == "w:style":
            self._id = attributes.get("w:styleId", "") if len(self._parents) < _MOST_STYLES else ""
            self._parents[self._id] = ""
        elif name == "w:name" and _HEADING.match(value):
            self._levels[self._id] = True
        elif name == "w:name" and value.lower() == "title":
            self.titles.add(self._id)
        elif name == "w:basedOn":
            self._parents[self._id] = value
        elif name == "w:outlineLvl":
            self._levels[self._id] = is_heading_level(value)
        elif name == "w:vanish":
            self._hidden[self._id] = is_on(attributes)
        elif name == "w:lang" and not self._parents:
            self.language = value

    def is_heading(self, style: str) -> bool:
        return self._inherited(self._levels, style)

    def is_hidden(self, style: str) -> bool:
        return self._inherited(self._hidden, style)

    def _inherited(self, known: dict[str, bool], style: str) -> bool:
        # A style may be based on itself, by way of others: the way is as long as Word lets it be.
        for _ in range(12):
            if style in known or not style:
                break
            style = self._parents.get(style, "")
        return known.get(style, False)


def is_heading_level(value: str) -> bool:
    return value.isdecimal() and int(value[:4]) < _BODY_LEVEL


class NoteNumbers(Silent):
    """How footnotes and endnotes are numbered, as the first section or the settings say. ``formats`` by kind."""

    def __init__(self) -> None:
        self.formats: dict[str, str] = {}
        self._kind = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("w:footnotePr", "w:endnotePr"):
            self._kind = name[2:-2]
        elif name == "w:numFmt" and self._kind:
            self.formats.setdefault(self._kind, attributes.get("w:val", ""))

    def end(self, name: str) -> None:
        if name in ("w:footnotePr", "w:endnotePr"):
            self._kind = ""

    def shown(self, kind: str, number: int) -> str:
        """A note's number as the document shows it."""
        form = self.formats.get(kind) or ("decimal" if kind == "footnote" else "lowerRoman")
        if form in ("lowerRoman", "upperRoman") and number < 4000:
            words = ""
            for value, letters in (*_ROMAN, *_ROMAN_SMALL):
                times, number = divmod(number, value)
                words += letters * times
        elif form in ("lowerLetter", "upperLetter"):
            times, letter = divmod(number - 1, 26)
            words = chr(ord("a") + letter) * min(times + 1, 20)
        else:
            words = str(number)
        return words.upper() if form.startswith("upper") else words
