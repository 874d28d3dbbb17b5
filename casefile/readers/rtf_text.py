"""The text of an RTF document: paragraphs, tables, notes, comments, headers, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable

from casefile.readers.changes import Change, Teller, comment
from casefile.readers.flow import Block, Flow
from casefile.readers.rtf_stream import MOST_KEPT, RtfStream
from casefile.readers.rtf_words import BOXES, COLLECTED, DATES, moment

_IS_ENDNOTE = re.compile(rb"[^\\]{0,40}(?:\\(?!footnote)[^\\]{1,40}){0,12}\\footnote ?\\ftnalt")
_HEADING = re.compile(r"heading [1-9]\b", re.I)
_HEADING_LEVELS = 9
_LONGEST_ABOUT = 1000
_MOST_OPEN = 100


class RtfText(RtfStream):
    """``read`` takes the document through a flow; what it says of itself is in ``said``, notes in ``notes``."""

    def __init__(self, shows_changes: bool) -> None:
        super().__init__()
        self.teller = Teller(Flow(), shows_changes)
        self.flow = self.teller.flow
        self.said: dict[str, str] = {}
        self.notes: dict[str, list[Block]] = {"footnotes": [], "endnotes": []}
        self.parts: list[tuple[str, list[Block]]] = []
        self.comments: list[Block] = []
        self._style = -1
        self._headings: set[int] = set()
        self._is_heading = False
        # Of each box: whether a row has begun, whether the paragraph is in a table, whether a cell is open, whether
        # there were rows that no paragraph stands behind yet.
        self._tables: list[list[bool]] = [[False] * 4]
        self._numbers = {"footnotes": 0, "endnotes": 0}
        self._note: list[tuple[str, str]] = []
        self._mark = ("footnotes", "")
        self._authors: list[str] = []
        self._about: dict[str, list[str]] = {}
        self._were_about: dict[str, str] = {}
        self._held: dict[str, list[str]] = {}
        self._property = ""
        self._time: dict[str, int] = {}
        self.words |= dict.fromkeys(("par", "sect", "page", "column"), self.paragraph)
        self.words |= {
            "pard": self._plain_paragraph,
            "cell": lambda value: self._cell(),
            "row": lambda value: self._row(),
            "trowd": lambda value: self._table(0),
            "intbl": lambda value: self._table(1),
            "s": self._use_style,
            "outlinelevel": self._outline,
            "chftn": lambda value: self._note_mark(),
            "ftnalt": lambda value: self._endnote(),
        }
        self.words |= {word: self._keep_author(word) for word in ("revauth", "revdttm", "revauthdel", "revdttmdel")}
        self.words |= {word: self._keep_time(word) for word in ("yr", "mo", "dy", "hr", "min")}

    def begins(self, word: str) -> bool:
        if word in BOXES:
            self._begin_box(word)
        elif word in COLLECTED:
            self._collect(word)
        elif word in DATES:
            self._begin_date(word)
        else:
            return False
        return True

    def say(self, words: str) -> None:
        group = self.group
        if group.into:
            held = self._held.setdefault(group.into, [])
            if group.into == "stylesheet" and _HEADING.search(words):
                self._headings.add(self._style)
            elif len(held) < MOST_KEPT:
                held.append(words)
            return
        self._place()
        change = None
        if group.deleted:
            change = self._change("deleted", "revauthdel", "revdttmdel")
        elif group.inserted:
            change = self._change("inserted", "revauth", "revdttm")
        if change is not None:
            self.teller.meet(change)
        self.teller.say(words, change, group.is_hidden)
        for about in self._about.values():
            if len(about) < _LONGEST_ABOUT:
                about.append(words)

    def _change(self, kind: str, author: str, at: str) -> Change:
        number = self.group.author.get(author, -1)
        name = self._authors[number] if 0 <= number < len(self._authors) else ""
        return Change(kind, name, moment(self.group.author.get(at, 0)))

    def _keep_author(self, word: str) -> Callable[[int | None], None]:
        def keep(value: int | None) -> None:
            self.group.author = self.group.author | {word: value or 0}

        return keep

    def paragraph(self, value: int | None = None) -> None:
        if self.group.skips or self.group.into:
            return
        self.teller.close()
        self.flow.end_paragraph("chapter" if self._is_heading and not self._note else "")

    def _plain_paragraph(self, value: int | None) -> None:
        self._is_heading = False
        self._style = -1
        self._tables[-1][1] = False
        if not self._tables[-1][0] and self._tables[-1][2]:
            self._tables[-1][2] = False
            self.teller.close()
            self.flow.end_box()

    def _place(self) -> None:
        """Opens a cell for words that stand in a table, ends the table for those that stand behind it."""
        table = self._tables[-1]
        if (table[0] or table[1]) and not table[2]:
            table[2] = True
            self.teller.close()
            self.flow.begin_box()
        elif table[3] and not table[0] and not table[1]:
            table[3] = False
            self.flow.end_table()

    def _table(self, which: int) -> None:
        self._tables[-1][which] = True

    def _cell(self) -> None:
        self.teller.close()
        if self._tables[-1][2]:
            self.flow.end_cell()
        else:
            self.flow.cell_of_paragraph()
        self._tables[-1][2] = False

    def _row(self) -> None:
        if self._tables[-1][2]:
            self._cell()
        self.teller.close()
        self.flow.end_row()
        self._tables[-1][0] = False
        self._tables[-1][3] = True

    def _use_style(self, value: int | None) -> None:
        self._style = value or 0
        if self.group.into != "stylesheet":
            self._is_heading = self._style in self._headings

    def _outline(self, value: int | None) -> None:
        is_heading = 0 <= (value or 0) < _HEADING_LEVELS
        if self.group.into == "stylesheet":
            self._headings |= {self._style} if is_heading else set()
        else:
            self._is_heading = is_heading

    def _begin_box(self, word: str) -> None:
        self.teller.close()
        self.flow.begin_box()
        self._tables.append([False] * 4)
        was_heading, self._is_heading = self._is_heading, False
        kind = BOXES[word]
        group = self.group
        group.into = ""
        if kind == "note":
            self._note.append(self._mark)
            self._mark = ("footnotes", "")

        def finish() -> None:
            self.teller.close()
            if self._tables.pop()[2]:
                self.flow.end_box()
            self._is_heading = was_heading
            if not kind:
                self.flow.end_box()
                return
            blocks = self.flow.cut_box()
            if kind == "note":
                self._end_note(blocks)
            elif kind == "comment":
                self._end_comment(blocks)
            elif blocks:
                self.parts.append((kind, blocks))

        group.finish = finish

    def _note_mark(self) -> None:
        if self._note:
            return
        kind = "endnotes" if _IS_ENDNOTE.match(self.data, self.at) else "footnotes"
        self._numbers[kind] += 1
        self._mark = (kind, str(self._numbers[kind]))
        self.say(f"[{self._numbers[kind]}]")

    def _endnote(self) -> None:
        if self._note:
            self._note[-1] = ("endnotes", self._note[-1][1])

    def _end_note(self, blocks: list[Block]) -> None:
        kind, shown = self._note.pop()
        if blocks and shown:
            blocks[0] = Block(f"[{shown}] {blocks[0].text}")
        self.notes[kind] += blocks

    def _end_comment(self, blocks: list[Block]) -> None:
        words = "\n".join(block.text for block in blocks)
        at = self._take("atndate").strip()
        about = self._were_about.pop(self._take("atnref").strip(), "")
        author = self._take("atnauthor")
        when = moment(int(at) & 0xFFFFFFFF) if re.fullmatch(r"-?\d{1,12}", at) else ""
        if words:
            self.comments.append(Block(comment(author, when, about, words)))

    def _take(self, name: str) -> str:
        return "".join(self._held.pop(name, ()))

    def _collect(self, word: str) -> None:
        group = self.group
        group.into = word

        def finish() -> None:
            name = COLLECTED[word]
            if name:
                self.said.setdefault(name, self._take(word).strip())
            elif word == "revtbl":
                self._authors = self._take(word).split(";")
            elif word == "propname":
                self._property = self._take(word)
            elif word == "staticval" and self._property:
                self.said.setdefault(f"custom: {self._property}", self._take(word))
            elif word == "atrfstart" and len(self._about) < _MOST_OPEN:
                self._about[self._take(word).strip()] = []
            elif word == "atrfend":
                number = self._take(word).strip()
                self._were_about[number] = "".join(self._about.pop(number, ()))

        group.finish = finish

    def _begin_date(self, word: str) -> None:
        group = self.group
        group.into = "time"
        self._time = {}

        def finish() -> None:
            held = self._time
            if held.get("yr"):
                day = f"{held['yr']:04}-{held.get('mo', 0):02}-{held.get('dy', 0):02}"
                self.said[DATES[word]] = f"{day}T{held.get('hr', 0):02}:{held.get('min', 0):02}"

        group.finish = finish

    def _keep_time(self, word: str) -> Callable[[int | None], None]:
        def keep(value: int | None) -> None:
            if self.group.into == "time":
                self._time[word] = max(0, value or 0)

        return keep
