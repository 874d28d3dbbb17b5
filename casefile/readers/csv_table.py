"""A table of articles as text (CSV, RFC 4180, and its relatives): how it is cut into rows, and each row's own bytes.

Everything about a table is told by its first row, so that a row, kept together with that, reads the same by itself.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from casefile.readers import table_fields
from casefile.readers.charset import Decoded, NotText, decode
from casefile.readers.hints import MAX_MEMBER, Hints

HEAD = 1024 * 1024
LONGEST_FIELD = 32 * 1024 * 1024
"""Characters of one cell, and bytes of one line."""

_SAMPLE = 64 * 1024
_DELIMITERS = ",;\t|"
_MOST_COLUMNS = 2000
_LONGEST_NAME = 120
_SAID = re.compile(r"sep=(.)\r?\n", re.I)
_BLANK = re.compile(r"[ \t]*\r?\n")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SURROGATES = re.compile("[\ud800-\udfff]")
_MOST_REPAIRS = 20
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


@dataclass(frozen=True, slots=True)
class Table:
    """``columns``: their names as they stand. ``fields``: which of them, counted from 0, is which field of an article.

    ``header`` is the first row in the file's own bytes; ``rows_before`` counts it and what stands above it.
    """

    columns: tuple[str, ...]
    fields: dict[int, str]
    delimiter: str
    charset: str
    confidence: float | None
    header: bytes
    rows_before: int = 1

    @property
    def is_of_articles(self) -> bool:
        return "text" in self.fields.values()


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` from 1, which is the row of the columns' names. ``raw``: its bytes. ``lost``: see ``Decoded``."""

    number: int
    cells: list[str]
    raw: bytes
    lost: int = 0
    problem: str = ""


def table_of(file: BinaryIO, hints: Hints) -> Table | None:
    """How ``file`` is to be cut, or None where its first row names no columns. Leaves the file anywhere."""
    sample = _sample(file)
    try:
        decoded = _decoded(sample, hints)
    except NotText:
        return None
    head = decoded.text[:HEAD]
    mark = "\ufeff" if head.startswith("\ufeff") else ""
    head = head.removeprefix(mark)
    said = _SAID.match(head)
    skipped = said.end() if said else 0
    while blank := _BLANK.match(head, skipped):
        skipped = blank.end()
    found: list[tuple[int, int, tuple[str, ...], dict[int, str], str, str]] = []
    for delimiter in said[1] if said else _DELIMITERS:
        cells, taken = _first_row(head[skipped:], delimiter)
        names = tuple(cell.strip() for cell in cells)
        if not 2 <= len(names) <= _MOST_COLUMNS or any(len(name) > _LONGEST_NAME for name in names):
            continue
        known = table_fields.mapping(names, hints.columns)
        found.append((len(known), len(names), names, known, delimiter, taken))
    if not found:
        return None
    _, _, names, known, delimiter, taken = max(found, key=lambda one: one[:2])
    header = mark + head[:skipped] + taken
    before = 1 + head[:skipped].count("\n") - (said is not None)
    return Table(names, known, delimiter, decoded.charset, decoded.confidence, _raw(header, decoded, sample), before)


def _decoded(sample: bytes, hints: Hints) -> Decoded:
    """A row that breaks a charset is a row's trouble: a table that is UTF-8 in nearly all places is UTF-8."""
    if not (hints.charset or hints.forced_charset or sample.startswith(_MARKS)):
        tried = decode(sample, forced="utf-8")
        sound = len(_FOREIGN.findall(tried.text)) - tried.lost
        if tried.lost and tried.lost * 4 <= sound:
            return tried
    return decode(sample, hints.charset, forced=hints.forced_charset)


def _raw(header: str, decoded: Decoded, sample: bytes) -> bytes:
    """The file's own bytes of its first row: as many lines as that has."""
    if decoded.charset in _WIDE:
        return header.encode(decoded.charset, "surrogatepass")
    end = b"\n" if "\n" in header else b"\r"
    at = 0
    for _ in range(header.count(end.decode())):
        at = sample.find(end, at) + 1
    return sample[:at] if at else sample[: len(header.encode(decoded.charset, "replace"))]


def _sample(file: BinaryIO) -> bytes:
    """The beginning, and pieces of what follows: a file may be plain ASCII for a long time."""
    file.seek(0)
    pieces = [file.read(HEAD)]
    size = file.seek(0, 2)
    for at in (size // 2, size - _SAMPLE):
        if at > HEAD and not pieces[0].startswith(_MARKS):
            file.seek(at)
            pieces.append(file.read(_SAMPLE).partition(b"\n")[2].rpartition(b"\n")[0])
    return b"".join(pieces)


def _first_row(head: str, delimiter: str) -> tuple[list[str], str]:
    """The cells of the first row, and the words that they were taken from."""
    lines = io.StringIO(head, newline="" if "\n" in head else "\r")
    taken: list[str] = []

    def each() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    csv.field_size_limit(LONGEST_FIELD)
    try:
        return next(csv.reader(each(), delimiter=delimiter), []), "".join(taken)
    except csv.Error:
        return [], ""


def rows(file: BinaryIO, table: Table) -> Iterator[Row]:
    """The rows below the first, in order, blank ones left out but counted. What cannot be cut has a ``problem``.

    A quotation mark that is never closed would swallow all that follows: such a row is taken as one line by itself.
    """
    csv.field_size_limit(LONGEST_FIELD)
    lines = _Lines(file, table)
    number, repairs = table.rows_before, 0
    while True:
        lines.taken = []
        try:
            cells = next(csv.reader(lines, delimiter=table.delimiter), None)
            # The parser asks for a line that is not there only where a quotation mark is open.
            is_swallowed = lines.is_at_end and bool(lines.taken)
            problem = ""
        except csv.Error:
            is_swallowed, problem = len(lines.taken) > 1, "the row has a line break outside of quotation marks"
            cells = [] if is_swallowed or not lines.taken else lines.only_first(table.delimiter)
        if not lines.taken:
            return
        number += 1
        if is_swallowed:
            repairs += 1
            cells, problem = lines.only_first(table.delimiter), "a quotation mark in the row is never closed"
            lines.longest = 1 if repairs > _MOST_REPAIRS else lines.longest
        if cells or problem:
            if any(line.is_cut for line in lines.taken):
                problem = f"a line of the row is longer than {LONGEST_FIELD // 1024**2} MB, the rest of it is left out"
            raw = b"".join(line.raw for line in lines.taken)
            yield Row(number, cells or [], raw, sum(line.lost for line in lines.taken), problem)


class _Line(NamedTuple):
    """A line's own bytes, its words, how many places of those were no characters, and whether they are all."""

    raw: bytes
    text: str
    lost: int = 0
    is_cut: bool = False


class _Lines:
    """The file's lines for the parser, which takes as many as a row has; ``taken``: their bytes, words and loss."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        self.taken: list[_Line] = []
        self.is_at_end = False
        self.longest = 0
        self._held: list[_Line] = []
        self._source = _source(file, table)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.longest and len(self.taken) >= self.longest:
            raise StopIteration
        one = self._held.pop() if self._held else next(self._source, None)
        if one is None:
            self.is_at_end = True
            raise StopIteration
        self.taken.append(one)
        return one.text

    def only_first(self, delimiter: str) -> list[str]:
        """The first of the lines that were taken, its quotation marks characters like others; the rest goes back."""
        self._held += reversed(self.taken[1:])
        del self.taken[1:]
        self.is_at_end = False
        line = self.taken[0].text.rstrip("\r\n").replace("\r", " ")
        return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])


def _source(file: BinaryIO, table: Table) -> Iterator[_Line]:
    file.seek(len(table.header))
    if table.charset in _WIDE or not table.header.endswith(b"\n"):
        # Line ends are two bytes here, or the lone CR of old systems: the library finds them.
        newline = "\n" if b"\n" in table.header else "\r"
        errors = "replace" if table.charset in _WIDE else "surrogateescape"
        wrapped = io.TextIOWrapper(file, table.charset, errors=errors, newline=newline)
        try:
            for line in iter(lambda: wrapped.readline(LONGEST_FIELD), ""):
                text = line if line.isascii() else _SURROGATES.sub("\ufffd", line)
                yield _Line(line.encode(table.charset, "surrogateescape"), text, text.count("\ufffd"))
        finally:
            wrapped.detach()
        return
    for raw in iter(lambda: file.readline(LONGEST_FIELD), b""):
        is_cut = len(raw) == LONGEST_FIELD and not raw.endswith(b"\n")
        rest = file.readline(MAX_MEMBER) if is_cut else b""
        try:
            yield _Line(raw + rest if rest else raw, raw.decode(table.charset), 0, is_cut)
        except UnicodeDecodeError:
            text = raw.decode(table.charset, "replace")
            yield _Line(raw + rest, text, text.count("\ufffd"), is_cut)
