"""PowerPoint presentations (ISO/IEC 29500-1, 19 PresentationML): slides in their order, notes, comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome
from casefile.readers import opc
from casefile.readers.changes import comment
from casefile.readers.docx import NO_MAIN_PART, ChartText
from casefile.readers.flow import Block, Flow
from casefile.readers.hints import Hints, unread
from casefile.readers.office import members_of, outcome
from casefile.readers.opc import Package, Relation
from casefile.readers.xml_events import Silent

_MOST_SLIDES = 10_000
_LONGEST = 10_000
# Places for a number or a picture of the slide, which hold no words of their own.
_NO_WORDS = ("sldNum", "sldImg")
_NOT_IN_NOTES = (*_NO_WORDS, "hdr", "ftr", "dt")


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """One text; each slide is a mark with its number, as a viewer counts it, and so are its notes."""
    package = Package(file)
    main = package.main_part("ppt/presentation.xml")
    if not main:
        return unread(NO_MAIN_PART, mime)
    order = _Order()
    package.events(main, order, "the list of its slides")
    relations = {row.id: row for row in package.relations(main)}
    authors = _Authors()
    for row in relations.values():
        if row.kind in ("commentAuthors", "authors"):
            package.events(row.target, authors, "the authors of its comments")
    blocks: list[Block] = []
    for number, key in enumerate(order.found, 1):
        slide = relations.get(key)
        if slide is None or slide.target not in package:
            package.problems.append(f"slide {number} is missing")
        else:
            blocks += _slide(package, slide.target, number, authors)
    common: list[Block] = []
    for target in _targets(list(relations.values()), "slideMaster"):
        master = SlideText(None)
        package.events(target, master, "what stands on every slide")
        common += master.flow.finish()
    if common:
        blocks += [Block("", "part", "on every slide"), *common]
    title = next((block.text for block in blocks if block.text), "")
    return outcome(
        blocks,
        None,
        package.problems,
        lambda heading: opc.metadata(package, opc.what_else(package, "ppt/"), title.partition("\n")[0]),
        mime,
        package,
    )


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """Files that were put into the document; its pictures, where it holds no text."""
    return members_of(read, file, hints, mime)


def _slide(package: Package, part: str, number: int, authors: _Authors) -> list[Block]:
    slide = SlideText(_NO_WORDS)
    package.events(part, slide, f"slide {number}")
    blocks = [Block("", "slide", f"{number}{' (hidden)' if slide.is_hidden else ''}"), *slide.flow.finish()]
    relations = package.relations(part)
    for target in _targets(relations, "chart", "diagramData"):
        chart = ChartText()
        package.events(target, chart, "a chart")
        blocks += [Block("\n".join(dict.fromkeys(chart.lines)))] if chart.lines else []
    for target in _targets(relations, "comments"):
        comments = _Comments(authors)
        package.events(target, comments, "its comments")
        blocks += comments.found
    for target in _targets(relations, "notesSlide"):
        notes = SlideText(_NOT_IN_NOTES)
        package.events(target, notes, f"the notes of slide {number}")
        blocks += [Block("", "part", f"notes of slide {number}"), *notes.flow.finish()]
    return blocks


def _targets(relations: list[Relation], *kinds: str) -> list[str]:
    return [row.target for row in relations if row.kind in kinds and not row.is_external]


class _Order(Silent):
    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p:sldId" and len(self.found) < _MOST_SLIDES:
            self.found.append(attributes.get("r:id", ""))


class _Authors(Silent):
    """Who wrote comments, by the number that stands for them."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith((":cmAuthor", ":author")) and len(self.names) < _LONGEST:
            self.names[attributes.get("id", "")] = attributes.get("name", "")


class _Comments(Silent):
    """Comments of either kind: with a text, or with paragraphs, and replies below."""

    def __init__(self, authors: _Authors) -> None:
        self.found: list[Block] = []
        self._authors = authors
        self._open: list[tuple[str, str, list[str]]] = []
        self._is_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith((":cm", ":reply")):
            author = self._authors.names.get(attributes.get("authorId", ""), "")
            self._open.append((author, attributes.get("dt") or attributes.get("created", ""), []))
        elif name in ("p:text", "a:t"):
            self._is_text = True
        elif name == "a:p" and self._open and self._open[-1][2]:
            self._open[-1][2].append("\n")

    def text(self, words: str) -> None:
        if self._is_text and self._open and len(self._open[-1][2]) < _LONGEST:
            self._open[-1][2].append(words)

    def end(self, name: str) -> None:
        if name in ("p:text", "a:t"):
            self._is_text = False
        elif name.endswith((":cm", ":reply")) and self._open:
            author, at, words = self._open.pop()
            said = "".join(words).strip()
            if said:
                self.found.append(Block(comment(author, at, "", said)))


class SlideText(Silent):
    """The paragraphs and tables of one slide. ``without``: the kinds of places that hold no words of their own; None
    for all places, as of a master, where they hold what a person is to write there."""

    def __init__(self, without: tuple[str, ...] | None) -> None:
        self.flow = Flow()
        self.is_hidden = False
        self._without = without
        self._skipped = 0
        self._choices: list[bool] = []
        self._is_text = self._is_left_out = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipped or (name == "mc:Fallback" and self._choices and self._choices[-1]):
            self._skipped += 1
        elif name == "a:t":
            self._is_text = True
        elif name == "a:p":
            self.flow.begin_paragraph()
        elif name in ("a:br", "a:tab"):
            self.flow.add("\n" if name == "a:br" else "\t")
        elif name in ("p:sp", "a:tc"):
            self._is_left_out = False
            self.flow.begin_box()
        elif name == "p:ph":
            self._is_left_out = self._without is None or attributes.get("type", "") in self._without
        elif name == "p:sld":
            self.is_hidden = attributes.get("show", "1") in ("0", "false")
        elif name == "mc:AlternateContent":
            self._choices.append(False)
        elif name == "mc:Choice" and self._choices:
            self._skipped += self._choices[-1]
            self._choices[-1] = True

    def text(self, words: str) -> None:
        if self._is_text and not self._skipped and not self._is_left_out:
            self.flow.add(words)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name == "a:t":
            self._is_text = False
        elif name == "a:p":
            self.flow.end_paragraph()
        elif name == "p:sp":
            self._is_left_out = False
            self.flow.end_box()
        elif name == "a:tc":
            self.flow.end_cell()
        elif name == "a:tr":
            self.flow.end_row()
        elif name == "a:tbl":
            self.flow.end_table()
        elif name == "mc:AlternateContent":
            self._choices.pop()
