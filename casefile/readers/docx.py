"""Word documents: body, notes, comments, headers and footers, and a second text that shows what was changed.

Pages are not marked: where a page ends is decided when it is printed, and the breaks in the file are no witness.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome
from casefile.readers import opc
from casefile.readers.changes import Teller, comment
from casefile.readers.docx_styles import NoteNumbers, Styles
from casefile.readers.docx_text import DocxText, Items
from casefile.readers.flow import Block, Flow
from casefile.readers.hints import Hints, Unreadable, unread
from casefile.readers.office import members_of, outcome
from casefile.readers.opc import Package
from casefile.readers.xml_events import Silent

_LARGEST_CHUNK = 16 * 1024 * 1024
_MOST_CHUNKS = 50
_MOST_HEADERS = 500
_MOST_CHARTS = 200
_LONGEST_CHART = 2000
_WHEN = {"first": ", first page", "even": ", even pages"}
NO_MAIN_PART = "the part that holds its text is missing"


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """The text as it stands now, and ``with changes`` where changes are kept in it."""
    package = Package(file)
    main = package.main_part("word/document.xml")
    if not main:
        return unread(NO_MAIN_PART, mime)
    current = _Reading(package, main, shows_changes=False)
    more = [
        ("changes by", "; ".join(current.teller.authors)),
        ("proofing language", current.styles.language),
        *opc.what_else(package, "word/"),
    ]

    def changed() -> list[Block] | None:
        problems, package.problems = package.problems, []
        package.again()
        blocks = _Reading(package, main, shows_changes=True).blocks
        took_too_long = any(opc.TOO_LONG in problem for problem in package.problems)
        package.problems = problems
        return None if took_too_long else blocks

    return outcome(
        current.blocks,
        changed if current.teller.has_changes else None,
        package.problems,
        lambda heading: opc.metadata(package, more, current.found.title or heading),
        mime,
        package,
    )


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """Files that were put into the document; its pictures, where it holds no text."""
    return members_of(read, file, hints, mime)


class _Reading:
    """One way through the document."""

    def __init__(self, package: Package, main: str, shows_changes: bool) -> None:
        self.package, self._shows_changes = package, shows_changes
        self._relations = {row.id: row for row in package.relations(main)}
        self.styles, self._numbers = Styles(), NoteNumbers()
        self._chunks = 0
        for kind, handler in (("styles", self.styles), ("settings", self._numbers)):
            for part in self._parts(kind):
                package.events(part, handler, f"the list of its {kind}")
        body = self._body(main, True)
        formats = self._numbers.formats | body.section_numbers.formats
        if body.found.has_open_field or (body.has_notes and formats != self._numbers.formats):
            self._numbers.formats = formats
            body = self._body(main, not body.found.has_open_field)
        self.teller, self.found = body.teller, body.found
        self.blocks = body.flow.finish()
        self._notes("footnotes", "footnote")
        self._notes("endnotes", "endnote")
        self._comments()
        self._headers()
        self._charts()

    def _body(self, part: str, hides_nested: bool) -> DocxText:
        body = DocxText(self._teller(), self.styles, self._numbers, self._imported, hides_nested)
        self.package.events(part, body, "its text")
        body.settle()
        return body

    def _teller(self) -> Teller:
        return Teller(Flow(), self._shows_changes)

    def _parts(self, kind: str) -> list[str]:
        return [row.target for row in self._relations.values() if row.kind == kind and not row.is_external]

    def _add(self, label: str, blocks: list[Block]) -> None:
        """Blocks behind the body; a mark says what they are."""
        if blocks:
            self.blocks += [Block("", "part", label), *(Block(block.text) for block in blocks)]

    def _items(self, kind: str, what: str) -> Items:
        items = Items(self._teller(), self.styles, self._numbers)
        for part in self._parts(kind):
            self.package.events(part, items, what)
        items.settle()
        if items.teller.has_changes:
            self.teller.has_changes = True
            self.teller.authors |= items.teller.authors
        return items

    def _notes(self, kind: str, one: str) -> None:
        held = {attributes.get("w:id", ""): blocks for attributes, blocks in self._items(kind, f"its {kind}").items}
        found: list[Block] = []
        for number, shown in self.found.notes[one]:
            blocks = held.pop(number, [])
            if blocks and shown:
                blocks[0] = Block(f"[{shown}] {blocks[0].text}")
            found += blocks
        self._add(kind, found)

    def _comments(self) -> None:
        found = []
        for attributes, blocks in self._items("comments", "its comments").items:
            about = self.found.comments.get(attributes.get("w:id", ""), "")
            words = "\n".join(block.text for block in blocks)
            author, at = attributes.get("w:author", ""), attributes.get("w:date", "")
            if words:
                found.append(Block(comment(author, at, about, words)))
        self._add("comments", found)

    def _headers(self) -> None:
        seen: set[str] = set()
        for section, kind, when, number in self.found.headers[:_MOST_HEADERS]:
            row = self._relations.get(number)
            if row is None or row.is_external or row.target in seen:
                continue
            seen.add(row.target)
            part = DocxText(self._teller(), self.styles, self._numbers, lambda relation: [], True)
            self.package.events(row.target, part, f"a {kind}")
            part.settle()
            blocks = part.flow.finish()
            words = "\n\n".join(block.text for block in blocks)
            if words not in seen:
                seen.add(words)
                self._add(f"{kind} of section {section}{_WHEN.get(when, '')}", blocks)

    def _charts(self) -> None:
        for kind, label in (("chart", "chart"), ("diagramData", "diagram")):
            for number, part in enumerate(self._parts(kind)[:_MOST_CHARTS], 1):
                chart = ChartText()
                self.package.events(part, chart, f"a {label}")
                self._add(f"{label} {number}", [Block("\n".join(dict.fromkeys(chart.lines)))] if chart.lines else [])

    def _imported(self, number: str) -> list[str]:
        """The text of a part in another format that belongs into the body: a page, RTF, plain text."""
        from casefile.readers import registry
        from casefile.readers.magic import magic

        row = self._relations.get(number)
        self._chunks += 1
        if row is None or row.is_external or self._chunks > _MOST_CHUNKS:
            return []
        held = io.BytesIO()
        try:
            for piece in self.package.pieces(row.target, _LARGEST_CHUNK):
                held.write(piece)
        except Unreadable as error:
            self.package.problems.append(f"an imported part cannot be read: {error}")
            return []
        # Never a document in a document in a document.
        found = registry.read(held.getvalue()) if magic(held.getvalue()) in ("", "application/rtf") else None
        if found is None or not found.texts:
            self.package.problems.append("an imported part cannot be read")
            return []
        full = next((text for text in found.texts if text.kind == "full page"), found.texts[0])
        return full.text.split("\n\n")


class ChartText(Silent):
    """The words in a chart or a diagram: titles, and the names of series and categories."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._words: list[str] | None = None
        self._line: list[str] = []
        self._is_named = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c:strCache":
            self._is_named = True
        elif name == "a:t" or (name == "c:v" and self._is_named):
            self._words = []

    def text(self, words: str) -> None:
        if self._words is not None:
            self._words.append(words)

    def end(self, name: str) -> None:
        if name == "c:strCache":
            self._is_named = False
        elif name in ("a:t", "c:v") and self._words is not None:
            self._line += self._words
            self._words = None
        if name in ("a:p", "c:pt") and self._line:
            words = " ".join("".join(self._line).split())
            self._line = []
            if words and len(self.lines) < _LONGEST_CHART:
                self.lines.append(words)
