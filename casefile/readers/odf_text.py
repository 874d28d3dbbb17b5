"""The text of one part of an OpenDocument file (ODF 1.3, part 3), as its events come: documents, sheets, slides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from casefile.readers.changes import Change, Teller, comment
from casefile.readers.flow import Block

_SKIPPED = frozenset(
    """svg:title svg:desc text:script office:scripts text:table-of-content-source text:illustration-index-source
    text:table-index-source text:object-index-source text:user-index-source text:alphabetical-index-source
    text:bibliography-source text:format-change presentation:sound table:content-validations table:label-ranges
    table:data-pilot-tables draw:glue-point style:header-style style:footer-style""".split()
)
_SHAPES = frozenset(
    """draw:text-box draw:custom-shape draw:rect draw:ellipse draw:circle draw:line draw:polyline draw:polygon draw:path
    draw:regular-polygon draw:connector draw:measure draw:caption draw:image""".split()
)
_CELLS = ("table:table-cell", "table:covered-table-cell")
_NOTES = {"text:note": "", "text:footnote": "footnote", "text:endnote": "endnote"}
_PARTS = frozenset(
    "style:header style:footer style:header-left style:footer-left style:header-first style:footer-first".split()
)
_SPACE = re.compile(r"[ \t\r\n]+")
_VALUES = ("office:string-value", "office:date-value", "office:time-value", "office:boolean-value", "office:value")
_MOST_SPACES = 1000
_MOST_CELLS = 256
_MOST_ROWS = 1000
_LONGEST_ABOUT = 1000
_MOST_OPEN = 100


@dataclass(slots=True)
class _Region:
    """One tracked change, as it is listed before the text. ``words``: what was deleted."""

    kind: str = ""
    words: str = ""
    said: dict[str, str] = field(default_factory=dict)

    @property
    def change(self) -> Change:
        return Change(self.kind, self.said.get("dc:creator", ""), self.said.get("dc:date", ""))


@dataclass(slots=True)
class _Annotation:
    name: str
    said: dict[str, str] = field(default_factory=dict)
    about: list[str] | None = None
    words: str = ""


class OdfText:
    """A handler of events. ``notes`` by kind, ``comments``, and ``parts`` (headers, footers) are told apart."""

    def __init__(self, teller: Teller) -> None:
        self.teller, self.flow = teller, teller.flow
        self.notes: dict[str, list[Block]] = {"footnote": [], "endnote": []}
        self.parts: list[tuple[str, list[Block]]] = []
        self._annotations: list[_Annotation] = []
        self._about: dict[str, list[str]] = {}
        self.hidden_styles: set[str] = set()
        self._style = ""
        self._skipped = self._open = self._hidden = 0
        self._hidden_at: list[bool] = []
        self._words: list[str] = []
        self._said: list[str] | None = None
        self._region: _Region | None = None
        self._regions: dict[str, _Region] = {}
        self._active: dict[str, Change] = {}
        self._note: list[tuple[str, str]] = []
        self._commenting: _Annotation | None = None
        self._controls: dict[str, str] = {}
        self._kind = self._sheet = ""
        self._tables = self._pages = 0
        self._rows: list[int] = []
        self._cells: list[tuple[int, str]] = []
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "text:p": self._begin_paragraph,
            "text:h": self._begin_paragraph,
            "text:span": self._begin_hidable,
            "text:section": self._begin_hidable,
            "text:s": lambda held: self._say(" " * _count(held.get("text:c"), _MOST_SPACES)),
            "text:tab": lambda held: self._say("\t"),
            "text:tab-stop": lambda held: self._say("\t"),
            "text:line-break": lambda held: self._say("\n"),
            "text:ruby-text": lambda held: self._say("("),
            "text:hidden-text": lambda held: self.teller.say(held.get("text:string-value", ""), None, True),
            "text:changed-region": self._begin_region,
            "text:insertion": lambda held: self._kind_of_region("inserted"),
            "text:deletion": lambda held: self._kind_of_region("deleted"),
            "text:change": self._deleted_here,
            "text:change-start": self._change_begins,
            "text:change-end": self._change_ends,
            "office:annotation": self._begin_comment,
            "office:annotation-end": lambda held: self._comment_ends(held.get("office:name", "")),
            "style:style": self._begin_style,
            "style:text-properties": self._text_properties,
            "style:table-properties": self._table_properties,
            "table:table": self._begin_table,
            "table:table-row": self._begin_row,
            "draw:page": self._begin_page,
            "presentation:notes": self._begin_page_notes,
            "draw:control": lambda held: self._say(self._controls.get(held.get("draw:control", ""), "")),
            "office:spreadsheet": lambda held: self._document("sheet"),
            "office:presentation": lambda held: self._document("slide"),
            "office:drawing": lambda held: self._document("page"),
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipped or name in _SKIPPED or (name in _PARTS and attributes.get("style:display") == "false"):
            self._skipped += 1
            return
        self._flush()
        if name in self._starts:
            self._starts[name](attributes)
        elif name in _SHAPES or name in _PARTS:
            self.teller.close()
            self.flow.begin_box()
        elif name in _CELLS:
            self._begin_cell(attributes)
        elif name in _NOTES:
            self._note.append((_NOTES[name] or attributes.get("text:note-class", ""), ""))
        elif name in ("text:note-citation", "text:footnote-citation", "text:endnote-citation", "dc:creator", "dc:date"):
            self._said = []
        elif name in ("text:note-body", "text:footnote-body", "text:endnote-body"):
            self.teller.close()
            self.flow.begin_box()
        elif name.startswith("form:"):
            self._form(attributes)

    def text(self, words: str) -> None:
        if self._skipped:
            return
        if self._said is not None:
            self._said.append(words)
        elif self._open:
            self._words.append(words)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        self._flush()
        if name in ("text:p", "text:h"):
            self._end_paragraph(name == "text:h")
        elif name in ("text:span", "text:section"):
            self._hidden -= self._hidden_at.pop()
        elif name == "text:ruby-text":
            self._say(")")
        elif name in _SHAPES:
            self.teller.close()
            self.flow.end_box()
        elif name in _CELLS:
            self._end_cell()
        elif name == "table:table-row":
            self.flow.end_row(is_line=self._kind == "sheet" and self._tables == 1, times=self._rows.pop())
        elif name == "table:table":
            self._tables -= 1
            self.flow.end_table()
        elif name in _PARTS:
            self.teller.close()
            self.parts.append((name[6:], self.flow.cut_box()))
        elif self._said is not None:
            self._end_said(name)
        elif name in ("text:note-body", "text:footnote-body", "text:endnote-body"):
            self._end_note()
        elif name in _NOTES:
            self._note.pop()
        elif name == "text:changed-region":
            self._region = None
        elif name == "text:deletion" and self._region is not None:
            self.teller.close()
            self._region.words = "\n".join(block.text for block in self.flow.cut_box())
        elif name == "office:annotation":
            self._end_comment()

    def settle(self) -> None:
        """The part is over, or breaks off."""
        self._flush()
        self.teller.close()

    @property
    def comments(self) -> list[Block]:
        return [
            Block(
                comment(
                    row.said.get("dc:creator", ""), row.said.get("dc:date", ""), "".join(row.about or ()), row.words
                )
            )
            for row in self._annotations
            if row.words
        ]

    def _say(self, words: str) -> None:
        if not words or not self._open:
            return
        self.teller.say(words, next(reversed(self._active.values()), None), self._hidden > 0)
        for about in self._about.values():
            if len(about) < _LONGEST_ABOUT:
                about.append(words)

    def _flush(self) -> None:
        if self._words:
            words, self._words = _SPACE.sub(" ", "".join(self._words)), []
            self._say(words)

    def _begin_paragraph(self, attributes: dict[str, str]) -> None:
        self.teller.close()
        self.flow.begin_paragraph()
        self._open += 1
        self._begin_hidable(attributes)

    def _end_paragraph(self, is_heading: bool) -> None:
        self.teller.close()
        self._open -= 1
        self._hidden -= self._hidden_at.pop()
        self.flow.end_paragraph("chapter" if is_heading and not self._note else "")

    def _begin_hidable(self, attributes: dict[str, str]) -> None:
        shown = attributes.get("text:display")
        is_hidden = (
            attributes.get("text:style-name") in self.hidden_styles
            or shown == "none"
            or (shown == "condition" and attributes.get("text:is-hidden") == "true")
        )
        self._hidden_at.append(is_hidden)
        self._hidden += is_hidden

    def _begin_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")
        if attributes.get("style:parent-style-name") in self.hidden_styles:
            self.hidden_styles.add(self._style)

    def _text_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("text:display") == "none":
            self.hidden_styles.add(self._style)

    def _table_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self.hidden_styles.add(self._style)

    def _begin_region(self, attributes: dict[str, str]) -> None:
        self._region = _Region()
        self._regions[attributes.get("text:id") or attributes.get("xml:id", "")] = self._region

    def _kind_of_region(self, kind: str) -> None:
        if self._region is not None:
            self._region.kind = kind
            if kind == "deleted":
                self.flow.begin_box()

    def _deleted_here(self, attributes: dict[str, str]) -> None:
        region = self._regions.get(attributes.get("text:change-id", ""))
        if region is not None and region.words:
            self.teller.meet(region.change)
            self.teller.say(region.words, region.change)

    def _change_begins(self, attributes: dict[str, str]) -> None:
        number = attributes.get("text:change-id", "")
        region = self._regions.get(number)
        if region is not None and region.kind == "inserted" and len(self._active) < _MOST_OPEN:
            self._active[number] = region.change
            self.teller.meet(region.change)

    def _change_ends(self, attributes: dict[str, str]) -> None:
        self._active.pop(attributes.get("text:change-id", ""), None)

    def _begin_comment(self, attributes: dict[str, str]) -> None:
        self.teller.close()
        self.flow.begin_box()
        self._commenting = _Annotation(attributes.get("office:name", ""))

    def _end_comment(self) -> None:
        self.teller.close()
        found, self._commenting = self._commenting, None
        blocks = self.flow.cut_box()
        if found is None:
            return
        found.words = "\n".join(block.text for block in blocks)
        self._annotations.append(found)
        if found.name and len(self._about) < _MOST_OPEN:
            found.about = self._about[found.name] = []

    def _comment_ends(self, name: str) -> None:
        self._about.pop(name, None)

    def _end_said(self, name: str) -> None:
        words, self._said = "".join(self._said or ()).strip(), None
        target = self._commenting or self._region
        if name in ("dc:creator", "dc:date"):
            if target is not None:
                target.said[name] = words
        elif self._note:
            self._note[-1] = (self._note[-1][0], words)
            self._say(f"[{words}]")

    def _end_note(self) -> None:
        self.teller.close()
        blocks = self.flow.cut_box()
        kind, shown = self._note[-1] if self._note else ("", "")
        if blocks and shown:
            blocks[0] = Block(f"[{shown}] {blocks[0].text}")
        self.notes["endnote" if kind == "endnote" else "footnote"] += blocks

    def _document(self, kind: str) -> None:
        self._kind = kind

    def _begin_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._kind == "sheet" and self._tables == 1:
            is_hidden = attributes.get("table:style-name") in self.hidden_styles
            label = attributes.get("table:name", "") + (" (hidden)" if is_hidden else "")
            self.flow.add_block(Block("", "sheet", label))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._rows.append(_count(attributes.get("table:number-rows-repeated"), _MOST_ROWS))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.teller.close()
        self.flow.begin_box()
        value = next((attributes[name] for name in _VALUES if attributes.get(name)), "")
        self._cells.append((_count(attributes.get("table:number-columns-repeated"), _MOST_CELLS), value))

    def _end_cell(self) -> None:
        self.teller.close()
        self.flow.end_cell(*self._cells.pop())

    def _begin_page(self, attributes: dict[str, str]) -> None:
        self._pages += 1
        self.flow.add_block(Block("", self._kind or "page", str(self._pages)))

    def _begin_page_notes(self, attributes: dict[str, str]) -> None:
        self.flow.add_block(Block("", "part", f"notes of slide {self._pages}"))

    def _form(self, attributes: dict[str, str]) -> None:
        value = attributes.get("form:current-value") or attributes.get("form:value") or attributes.get("form:label", "")
        if value:
            self._controls[attributes.get("form:id") or attributes.get("xml:id", "")] = value


def _count(value: str | None, most: int) -> int:
    return min(int(value), most) if value and value.isdecimal() and len(value) < 10 else 1
