"""The text of one part of a Word document (ISO/IEC 29500-1, 17 WordprocessingML), as its events come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from casefile.readers.changes import Change, Teller
from casefile.readers.docx_styles import NoteNumbers, Styles, is_heading_level, is_on
from casefile.readers.flow import Block, Flow
from casefile.readers.symbols import symbol

_PROPERTIES = frozenset(
    "w:pPr w:rPr w:trPr w:tcPr w:tblPr w:tblPrEx w:sectPr w:sdtPr w:sdtEndPr w:ctrlPr m:rPr".split()
)
_OLD_PROPERTIES = frozenset("w:rPrChange w:pPrChange w:sectPrChange w:tblPrChange w:trPrChange w:tcPrChange".split())
_CHANGES = {"w:del": "deleted", "w:ins": "inserted", "w:moveFrom": "moved away", "w:moveTo": "moved here"}
_WORDS = frozenset(("w:t", "w:delText", "m:t", "a:t"))
_SAID = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "a:br": "\n", "w:noBreakHyphen": "-"}
_NUMBERS = frozenset(("w:footnotePr", "w:endnotePr", "w:numFmt"))
ITEMS = frozenset(("w:footnote", "w:endnote", "w:comment"))
_BOXES = frozenset(("w:txbxContent", "a:p"))
_LONGEST_ABOUT = 1000
_MOST_OPEN_COMMENTS = 100


@dataclass(slots=True)
class _Paragraph:
    style: str = ""
    is_hidden: bool = False
    is_heading: bool | None = None
    is_mark_deleted: bool = False


@dataclass(slots=True)
class Found:
    """What a body refers to: notes in the order of their numbers, comments with the words that they are on, headers
    and footers as (section, ``header`` or ``footer``, type, relation)."""

    notes: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: {"footnote": [], "endnote": []})
    comments: dict[str, str] = field(default_factory=dict)
    headers: list[tuple[int, str, str, str]] = field(default_factory=list)
    title: str = ""
    has_open_field: bool = False


class DocxText:
    """A handler of events. ``chunk``: the paragraphs of an imported part, by its relation.

    ``hides_nested``: results of fields inside of another field's instruction are not shown; told off for a part whose
    fields are not closed, where that would cost text.
    """

    def __init__(
        self,
        teller: Teller,
        styles: Styles,
        numbers: NoteNumbers,
        chunk: Callable[[str], list[str]],
        hides_nested: bool,
    ) -> None:
        self.teller = teller
        self.flow: Flow = teller.flow
        self.found = Found()
        self._styles, self._numbers, self._chunk, self._hides_nested = styles, numbers, chunk, hides_nested
        self._skipped = self._properties = self._old = 0
        self._paragraphs: list[_Paragraph] = []
        self._choices: list[bool] = []
        self._fields: list[bool] = []
        # What holds on each level: a deletion holds for all that lies in it.
        self._changes: list[Change] = []
        self._words: list[str] | None = None
        self._ruby: list[str] = []
        self._is_in_ruby = self._is_hidden = False
        self._about: dict[str, list[str]] = {}
        self._section = 1
        self._counts = {"footnote": 0, "endnote": 0}
        self.section_numbers = NoteNumbers()
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "w:p": self._begin_paragraph,
            "w:r": self._begin_run,
            "w:pStyle": self._style,
            "w:rStyle": self._run_style,
            "w:outlineLvl": self._outline,
            "w:vanish": self._vanish,
            "w:fldChar": self._field,
            "w:sym": self._symbol,
            "w:footnoteReference": lambda held: self._note("footnote", held),
            "w:endnoteReference": lambda held: self._note("endnote", held),
            "w:commentRangeStart": self._comment_begins,
            "w:commentRangeEnd": self._comment_ends,
            "w:commentReference": self._comment_ends,
            "w:headerReference": lambda held: self._header("header", held),
            "w:footerReference": lambda held: self._header("footer", held),
            "w:altChunk": self._imported,
            "v:textpath": lambda held: self._say(held.get("string", "")),
            "w:rt": lambda held: self._ruby_text(True),
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipped or (name == "mc:Fallback" and self._choices and self._choices[-1]):
            self._skipped += 1
        elif name in _WORDS:
            self._words = []
        elif name in _PROPERTIES:
            self._properties += 1
        elif name in _OLD_PROPERTIES:
            self._old += 1
        elif name in _CHANGES:
            self._begin_change(name, attributes)
        elif self._old:
            pass
        elif name in self._starts:
            self._starts[name](attributes)
        elif name in _SAID:
            if not self._properties:
                self._say(_SAID[name])
        elif name in _BOXES or name in ITEMS or name == "w:tc":
            self.teller.close()
            self.flow.begin_box()
        elif name in _NUMBERS:
            self.section_numbers.start(name, attributes)
        elif name == "mc:AlternateContent":
            self._choices.append(False)
        elif name == "mc:Choice":
            self._begin_choice()

    def text(self, words: str) -> None:
        if self._words is not None and not self._skipped:
            self._words.append(words)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name in _WORDS:
            self._end_words(name)
        elif name in _PROPERTIES:
            self._properties -= 1
            if name == "w:sectPr":
                self._section += 1
        elif name in _OLD_PROPERTIES:
            self._old -= 1
        elif name in _CHANGES:
            if not self._properties:
                self._changes.pop()
        elif name == "w:p":
            self._end_paragraph()
        elif name in _BOXES:
            self.teller.close()
            self.flow.end_box()
        elif name == "w:tc":
            self.teller.close()
            self.flow.end_cell()
        elif name == "w:tr":
            self.flow.end_row()
        elif name == "w:tbl":
            self.flow.end_table()
        elif name in _NUMBERS:
            self.section_numbers.end(name)
        elif name == "w:rt":
            self._ruby_text(False)
        elif name == "w:rubyBase" and self._ruby:
            base, self._ruby = "".join(self._ruby), []
            self._say(f"({base})")
        elif name == "mc:AlternateContent":
            self._choices.pop()

    def settle(self) -> None:
        """The part is over, or breaks off."""
        self.teller.close()
        self.found.has_open_field = any(not is_result for is_result in self._fields)

    @property
    def has_notes(self) -> bool:
        return any(self.found.notes.values())

    def _begin_paragraph(self, attributes: dict[str, str]) -> None:
        self.teller.close()
        self._paragraphs.append(_Paragraph())
        self.flow.begin_paragraph()

    def _end_paragraph(self) -> None:
        self.teller.close()
        paragraph = self._paragraphs.pop()
        is_heading = paragraph.is_heading
        if is_heading is None:
            is_heading = self._styles.is_heading(paragraph.style)
        joins = paragraph.is_mark_deleted and not self.teller.shows_changes
        words = self.flow.end_paragraph("chapter" if is_heading else "", joins_next=joins)
        if paragraph.style in self._styles.titles and not self.found.title:
            self.found.title = words

    def _begin_run(self, attributes: dict[str, str]) -> None:
        self._is_hidden = False

    def _style(self, attributes: dict[str, str]) -> None:
        if self._paragraphs:
            style = attributes.get("w:val", "")
            self._paragraphs[-1].style = style
            self._paragraphs[-1].is_hidden = self._styles.is_hidden(style)

    def _outline(self, attributes: dict[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].is_heading = is_heading_level(attributes.get("w:val", ""))

    def _run_style(self, attributes: dict[str, str]) -> None:
        self._is_hidden = self._is_hidden or self._styles.is_hidden(attributes.get("w:val", ""))

    def _vanish(self, attributes: dict[str, str]) -> None:
        self._is_hidden = is_on(attributes)

    def _begin_change(self, name: str, attributes: dict[str, str]) -> None:
        change = Change(_CHANGES[name], attributes.get("w:author", ""), attributes.get("w:date", ""))
        if not self._old:
            self.teller.meet(change)
        if not self._properties:
            outer = self._change
            self._changes.append(outer if outer is not None and outer.is_gone else change)
        elif not self._old and self._paragraphs and change.is_gone:
            self._paragraphs[-1].is_mark_deleted = True

    @property
    def _change(self) -> Change | None:
        return self._changes[-1] if self._changes else None

    def _begin_choice(self) -> None:
        if self._choices and self._choices[-1]:
            self._skipped += 1
        elif self._choices:
            self._choices[-1] = True

    def _field(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("w:fldCharType", "")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _end_words(self, name: str) -> None:
        words, self._words = "".join(self._words or ()), None
        if self._hides_nested and not all(self._fields[:-1]):
            return
        if name == "w:delText" and not (self._change and self._change.is_gone):
            self.teller.meet(Change("deleted"))
            self.teller.say(words, Change("deleted"), self._is_hidden)
        else:
            self._say(words)

    def _say(self, words: str) -> None:
        if not words:
            return
        if self._is_in_ruby:
            self._ruby.append(words)
            return
        self.teller.say(
            words, self._change, self._is_hidden or (bool(self._paragraphs) and self._paragraphs[-1].is_hidden)
        )
        for about in self._about.values():
            if len(about) < _LONGEST_ABOUT:
                about.append(words)

    def _symbol(self, attributes: dict[str, str]) -> None:
        try:
            code = int(attributes.get("w:char", "")[:6], 16)
        except ValueError:
            return
        self._say(symbol(attributes.get("w:font", ""), code))

    def _note(self, kind: str, attributes: dict[str, str]) -> None:
        if self._change and self._change.is_gone and not self.teller.shows_changes:
            return
        known = self.found.notes[kind]
        has_own_mark = "w:customMarkFollows" in attributes and attributes["w:customMarkFollows"] not in ("0", "false")
        self._counts[kind] += not has_own_mark
        shown = "" if has_own_mark else self._numbers.shown(kind, self._counts[kind])
        known.append((attributes.get("w:id", ""), shown))
        if shown:
            self._say(f"[{shown}]")

    def _comment_begins(self, attributes: dict[str, str]) -> None:
        if len(self._about) < _MOST_OPEN_COMMENTS:
            self._about[attributes.get("w:id", "")] = []

    def _comment_ends(self, attributes: dict[str, str]) -> None:
        number = attributes.get("w:id", "")
        about = self._about.pop(number, None)
        self.found.comments[number] = "".join(about) if about is not None else self.found.comments.get(number, "")

    def _header(self, kind: str, attributes: dict[str, str]) -> None:
        self.found.headers.append((self._section, kind, attributes.get("w:type", ""), attributes.get("r:id", "")))

    def _imported(self, attributes: dict[str, str]) -> None:
        for words in self._chunk(attributes.get("r:id", "")):
            self.flow.add_block(Block(words))

    def _ruby_text(self, is_begin: bool) -> None:
        self._is_in_ruby = is_begin


class Items(DocxText):
    """A part that holds notes or comments: each with what is said of it, and its paragraphs."""

    def __init__(self, teller: Teller, styles: Styles, numbers: NoteNumbers) -> None:
        super().__init__(teller, styles, numbers, lambda relation: [], True)
        self.items: list[tuple[dict[str, str], list[Block]]] = []
        self._attributes: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ITEMS:
            self._attributes = attributes
        super().start(name, attributes)

    def end(self, name: str) -> None:
        if name in ITEMS and not self._skipped:
            self.teller.close()
            self.items.append((self._attributes, self.flow.cut_box()))
        else:
            super().end(name)
