"""Paragraphs, tables and boxes of an office document become one text: paragraphs with a blank line between them, rows
as lines, cells with a tab between them, boxes behind the paragraph that they hang on. Marks stand off.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from casefile.domain.intake import TextMark
from casefile.domain.text import canonical

_DEEPEST = 60
"""Tables in tables: deeper ones are read as if they lay in this one."""

_LONGEST_LABEL = 200
MOST_MARKS = 20_000
MAX_TEXT = 32 * 1024 * 1024
"""Characters of one flow; repeated rows and spaces would make any number of them."""

CUT = "cut"
"""The kind of a block that says that more was to come."""


class Block(NamedTuple):
    """One paragraph or table. With ``kind``, a mark stands before it; ``label`` empty means its own words."""

    text: str
    kind: str = ""
    label: str = ""


@dataclass(slots=True)
class _Frame:
    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] | None = None
    joins: bool = False
    waiting: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)


class Flow:
    """Takes a document in the order in which it is written. Every ``begin`` has its ``end``."""

    def __init__(self) -> None:
        self._frames = [_Frame()]
        self._too_deep = 0
        self._size = 0

    @property
    def _top(self) -> _Frame:
        return self._frames[-1]

    def begin_paragraph(self) -> None:
        if self._top.pieces is None:
            self._top.pieces = []
        elif self._top.pieces and not self._top.joins:
            self._top.pieces.append("\n")
        self._top.joins = False

    def add(self, words: str) -> None:
        frame = self._frames[-1]
        self._size += len(words)
        if self._size > MAX_TEXT:
            words = words[: max(0, len(words) - (self._size - MAX_TEXT))]
        if frame.pieces is None:
            frame.pieces = [words]
        else:
            frame.pieces.append(words)

    def end_paragraph(self, kind: str = "", label: str = "", joins_next: bool = False) -> str:
        """The paragraph's words, tidied. ``joins_next``: the next paragraph goes on in the same line."""
        frame = self._top
        words = "".join(frame.pieces or ()).strip()
        if joins_next:
            frame.joins = True
            return words
        frame.pieces = None
        if words:
            frame.blocks.append(Block(words, kind, label))
        frame.blocks += frame.waiting
        frame.waiting = []
        return words

    def add_block(self, block: Block) -> None:
        self._close_paragraph()
        self._top.blocks.append(block)

    def begin_box(self) -> None:
        """A text box, a note, a cell: paragraphs of their own inside of another."""
        if len(self._frames) >= _DEEPEST:
            self._too_deep += 1
        else:
            self._frames.append(_Frame())

    def end_box(self) -> None:
        """What the box held stands behind the paragraph in which it lies."""
        blocks = self._pop()
        frame = self._top
        if frame.pieces is None:
            frame.blocks += blocks
        else:
            frame.waiting += blocks

    def cut_box(self) -> list[Block]:
        """``end_box`` for what belongs elsewhere: its blocks, which the flow then does not hold."""
        return self._pop()

    def end_cell(self, times: int = 1, value: str = "") -> None:
        """``end_box`` for a cell of the table's row that is open, which stands there so many ``times``. ``value``:
        what it shows where it holds no words."""
        blocks = self._pop() or ([Block(value)] if value else [])
        self._top.cells += [blocks] * times

    def cell_of_paragraph(self) -> None:
        """The paragraph that is open was a cell, as turns out at its end."""
        frame = self._top
        words = "".join(frame.pieces or ()).strip()
        frame.pieces = None
        frame.cells.append([*([Block(words)] if words else []), *frame.waiting])
        frame.waiting = []

    def end_row(self, is_line: bool = False, times: int = 1) -> None:
        """Cells of one paragraph each make a line; others stand one paragraph under the other, as pages laid out
        with tables are read, unless the row ``is_line`` whatever it holds. A line stands there ``times`` over."""
        frame = self._top
        cells, frame.cells = frame.cells, []
        if is_line:
            cells = [[Block(" ".join(block.text for block in cell))] if cell else [] for cell in cells]
        if is_line or all(
            len(cell) < 2 and not any("\n" in block.text and "\t" in block.text for block in cell) for cell in cells
        ):
            line = "\t".join(" ".join(cell[0].text.split()) if cell else "" for cell in cells).rstrip()
            marked = next((block for cell in cells for block in cell if block.kind), None)
            if marked is not None:
                self._end_lines()
                frame.blocks.append(Block(line.lstrip(), marked.kind, marked.label or marked.text))
            elif line.strip():
                left = MAX_TEXT - self._size
                self._size += (len(line) + 1) * (times - 1) + len(cells)
                frame.lines += [line] * min(times, 1 + max(0, left) // (len(line) + 1))
            return
        self._end_lines()
        frame.blocks += (block for cell in cells for block in cell)

    def end_table(self) -> None:
        if self._top.cells:
            self.end_row()
        self._end_lines()

    def finish(self) -> list[Block]:
        """All blocks, whatever was left open by a document that breaks off."""
        while len(self._frames) > 1:
            self._too_deep = 0
            self.end_box()
        self._close_paragraph()
        self.end_table()
        blocks = self._frames[0].blocks
        return [*blocks, Block("", CUT)] if self._size > MAX_TEXT else blocks

    def _pop(self) -> list[Block]:
        if self._too_deep:
            self._too_deep -= 1
            self._close_paragraph()
            return []
        if len(self._frames) == 1:
            return []
        self._close_paragraph()
        self.end_table()
        return self._frames.pop().blocks

    def _close_paragraph(self) -> None:
        if self._top.pieces is not None or self._top.waiting:
            self.end_paragraph()

    def _end_lines(self) -> None:
        frame = self._top
        if frame.lines:
            frame.blocks.append(Block("\n".join(frame.lines)))
            frame.lines = []


def joined(blocks: list[Block]) -> tuple[str, tuple[TextMark, ...]]:
    """The canonical text of ``blocks``, and the marks in it. A part without words has no mark; a sheet has."""
    pieces: list[str] = []
    marks: list[TextMark] = []
    at = 0
    for block in blocks:
        words = canonical(block.text).strip("\n")
        if block.kind and block.kind != CUT:
            if marks and marks[-1].kind == "part" and marks[-1].at == at:
                marks.pop()
            if len(marks) < MOST_MARKS:
                label = " ".join((block.label or words).split())[:_LONGEST_LABEL]
                marks.append(TextMark(at, block.kind, canonical(label)))
        if words.strip():
            pieces.append(words)
            at += len(words) + 2
    if marks and marks[-1].kind == "part" and marks[-1].at == at:
        marks.pop()
    text = "\n\n".join(pieces)
    # A mark behind the last paragraph (an empty slide at the end) stands at the end of the text.
    return text, tuple(mark if mark.at <= len(text) else TextMark(len(text), mark.kind, mark.label) for mark in marks)
