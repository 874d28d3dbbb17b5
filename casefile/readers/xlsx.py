"""Excel workbooks (ISO/IEC 29500-1, 18 SpreadsheetML): sheets in their order, rows as lines. Formulas are not run:
their last values are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome
from casefile.readers import opc
from casefile.readers.changes import comment
from casefile.readers.docx import NO_MAIN_PART, ChartText
from casefile.readers.flow import Block
from casefile.readers.hints import Hints, unread
from casefile.readers.office import members_of, outcome
from casefile.readers.opc import Package, Relation
from casefile.readers.xlsx_values import Formats, shown
from casefile.readers.xml_events import Silent

MAX_TEXT = 32 * 1024 * 1024
"""Characters of all sheets together."""

_MOST_STRINGS = 5_000_000
_MOST_SHEETS = 5_000
_MOST_COLUMNS = 16_384
_MOST_COMMENTS = 50_000
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}\Z")
_HEADER_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Z])', re.I)
_HEADERS = ("x:oddHeader", "x:oddFooter", "x:evenHeader", "x:evenFooter", "x:firstHeader", "x:firstFooter")
_BREAKS = re.compile(r"\s*[\n\r\t]\s*")


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """One text; each sheet is a mark with its name."""
    package = Package(file)
    main = package.main_part("xl/workbook.xml")
    if not main:
        return unread(NO_MAIN_PART, mime)
    workbook, formats, strings = _Workbook(), Formats(), _Strings()
    package.events(main, workbook, "the list of its sheets")
    relations = {row.id: row for row in package.relations(main)}
    for row in relations.values():
        if row.kind == "styles":
            package.events(row.target, formats, "the formats of its cells")
        elif row.kind == "sharedStrings":
            package.events(row.target, strings, "its words")
    blocks: list[Block] = []
    left = MAX_TEXT
    for name, state, key in workbook.sheets:
        found = relations.get(key)
        if found is None or found.target not in package:
            package.problems.append("a sheet is missing")
            continue
        sheet = _Sheet(strings.found, formats.kinds, workbook.is_1904, left)
        if not package.events(found.target, sheet, "a sheet"):
            continue
        left -= sheet.size
        if sheet.is_cut:
            package.problems.append(f"only the first {MAX_TEXT // 1024 // 1024} million characters were read")
        hidden = " (hidden)" if state in ("hidden", "veryHidden") else ""
        blocks.append(Block("\n".join(sheet.lines), "sheet", f"{name}{hidden}"))
        blocks += _around(package, found.target, name, sheet.headers)
    return outcome(
        blocks,
        None,
        package.problems,
        lambda heading: opc.metadata(package, opc.what_else(package, "xl/")),
        mime,
        package,
    )


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """Files that were put into the document; its pictures, where it holds no text."""
    return members_of(read, file, hints, mime)


def _around(package: Package, part: str, name: str, headers: list[str]) -> list[Block]:
    """What stands on a sheet beside its cells: boxes, charts, comments, headers and footers."""
    boxes: list[Block] = []
    relations = package.relations(part)
    for target in _targets(relations, "drawing"):
        for drawn in (target, *_targets(package.relations(target), "chart", "diagramData")):
            chart = ChartText()
            package.events(drawn, chart, "a drawing")
            boxes += [Block("\n".join(dict.fromkeys(chart.lines)))] if chart.lines else []
    comments = _Comments()
    for target in _targets(relations, "comments"):
        package.events(target, comments, "its comments")
    found: list[Block] = []
    parts = (
        ("boxes and charts", boxes),
        ("comments", comments.found),
        ("header and footer", [Block(words) for words in headers]),
    )
    for label, blocks in parts:
        found += [Block("", "part", f"{label} of {name}"), *blocks] if blocks else []
    return found


def _targets(relations: list[Relation], *kinds: str) -> list[str]:
    return [row.target for row in relations if row.kind in kinds and not row.is_external]


class _Workbook(Silent):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "x:sheet" and len(self.sheets) < _MOST_SHEETS:
            row = (attributes.get("name", ""), attributes.get("state", ""), attributes.get("r:id", ""))
            self.sheets.append(row)
        elif name == "x:workbookPr":
            self.is_1904 = attributes.get("date1904", "0") in ("1", "true")


class _Words(Silent):
    """The words in ``x:t`` of one item, without those that say how it is pronounced."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._is_text = self._is_spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "x:t":
            self._is_text = not self._is_spoken
        elif name == "x:rPh":
            self._is_spoken = True

    def text(self, words: str) -> None:
        if self._is_text:
            self._pieces.append(words)

    def end(self, name: str) -> None:
        if name == "x:t":
            self._is_text = False
        elif name == "x:rPh":
            self._is_spoken = False

    def take(self) -> str:
        words, self._pieces = "".join(self._pieces), []
        return words


class _Strings(_Words):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def end(self, name: str) -> None:
        super().end(name)
        if name == "x:si" and len(self.found) < _MOST_STRINGS:
            self.found.append(_BREAKS.sub(" ", self.take()))


class _Sheet(_Words):
    def __init__(self, strings: list[str], kinds: list[str | int], is_1904: bool, most: int) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.headers: list[str] = []
        self.size = 0
        self.is_cut = False
        self._strings, self._kinds, self._is_1904, self._most = strings, kinds, is_1904, most
        self._row: list[str] = []
        self._width = 0
        self._cell: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "x:c":
            self._cell, self._pieces = attributes, []
        elif name == "x:v" or name in _HEADERS:
            self._is_text, self._pieces = True, []
        else:
            super().start(name, attributes)

    def end(self, name: str) -> None:
        if name == "x:v":
            self._is_text = False
        elif name == "x:c":
            self._end_cell()
        elif name == "x:row":
            line = "\t".join(self._row).rstrip()
            self._row, self._width = [], 0
            if line:
                self.size += len(line) + 1
                self.lines.append(line)
        elif name in _HEADERS:
            self._is_text = False
            words = " ".join(_HEADER_CODES.sub(" ", self.take()).split())
            if words and words not in self.headers:
                self.headers.append(words)
        else:
            super().end(name)

    def _end_cell(self) -> None:
        value = self._value()
        if not value or self.size + self._width > self._most:
            self.is_cut = self.is_cut or bool(value)
            return
        found = _REFERENCE.match(self._cell.get("r", ""))
        if found is not None:
            column = 0
            for letter in found[1]:
                column = column * 26 + ord(letter) - 64
            gap = max(0, min(column, _MOST_COLUMNS) - 1 - len(self._row))
            self._row += [""] * gap
            self._width += gap
        self._row.append(value)
        self._width += len(value) + 1

    def _value(self) -> str:
        written, kind = self.take(), self._cell.get("t", "n")
        if kind == "s":
            number = int(written) if written.isdecimal() and len(written) < 10 else -1
            return self._strings[number] if 0 <= number < len(self._strings) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(written, written)
        if kind != "n":
            return _BREAKS.sub(" ", written)
        style = self._cell.get("s", "0")
        at = int(style) if style.isdecimal() and len(style) < 8 else 0
        return shown(written, self._kinds[at] if at < len(self._kinds) else "", self._is_1904) if written else ""


class _Comments(_Words):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Block] = []
        self._authors: list[str] = []
        self._attributes: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "x:author":
            self._is_text, self._pieces = True, []
        elif name == "x:comment":
            self._attributes, self._pieces = attributes, []
        else:
            super().start(name, attributes)

    def end(self, name: str) -> None:
        if name == "x:author":
            self._is_text = False
            self._authors.append(self.take())
        elif name == "x:comment" and len(self.found) < _MOST_COMMENTS:
            number = self._attributes.get("authorId", "")
            at = int(number) if number.isdecimal() and len(number) < 9 else -1
            author = self._authors[at] if 0 <= at < len(self._authors) else ""
            words = self.take().strip()
            if words:
                self.found.append(Block(comment(author, "", self._attributes.get("ref", ""), words)))
        else:
            super().end(name)
