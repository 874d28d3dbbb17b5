"""OpenDocument files: texts, sheets, slides and drawings, of OpenOffice.org 1 too (ODF 1.3, parts 2 and 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.records import Metadata
from casefile.readers import fields
from casefile.readers.changes import Teller
from casefile.readers.flow import Block, Flow
from casefile.readers.hints import Hints, unread
from casefile.readers.odf_text import OdfText
from casefile.readers.office import members_of, outcome
from casefile.readers.opc import MAX_SMALL, TOO_LONG, Package, Properties, extra_pairs
from casefile.readers.xml_events import Silent

ENCRYPTED = (
    "it is an encrypted OpenDocument file, which casefile cannot open: "
    "open it in an office program, save it without its password, and add that"
)
_EXTRA = (
    ("last changed by", "dc:creator"),
    ("created", "meta:creation-date"),
    ("changed", "dc:date"),
    ("last printed", "meta:print-date"),
    ("printed by", "meta:printed-by"),
    ("revision", "meta:editing-cycles"),
    ("time of editing", "meta:editing-duration"),
    ("subject", "dc:subject"),
    ("keywords", "meta:keyword"),
    ("description", "dc:description"),
    ("program", "meta:generator"),
)
_PLACE = re.compile(r"<[^<>]{1,60}>\Z")
_PARTS = {"header": "header", "header-left": "header, even pages", "header-first": "header, first page"}


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """The text as it stands now, and ``with changes`` where changes are kept in it."""
    package = Package(file)
    manifest = _Manifest()
    package.events("META-INF/manifest.xml", manifest, "the list of its parts", MAX_SMALL)
    if manifest.is_encrypted or "encrypted-package" in package:
        return unread(ENCRYPTED, mime)
    if "content.xml" not in package:
        return unread("the part that holds its text is missing", mime)
    blocks, body = _read(package, shows_changes=False)
    more = [("changes by", "; ".join(body.teller.authors))]

    def changed() -> list[Block] | None:
        problems, package.problems = package.problems, []
        package.again()
        others, _ = _read(package, shows_changes=True)
        took_too_long = any(TOO_LONG in problem for problem in package.problems)
        package.problems = problems
        return None if took_too_long else others

    return outcome(
        blocks,
        changed if body.teller.has_changes else None,
        package.problems,
        lambda heading: _metadata(package, heading, more),
        mime,
        package,
    )


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """Files that were put into the document; its pictures, where it holds no text."""
    return members_of(read, file, hints, mime)


def _read(package: Package, shows_changes: bool) -> tuple[list[Block], OdfText]:
    styles = OdfText(Teller(Flow(), shows_changes))
    package.events("styles.xml", styles, "its headers and footers")
    styles.settle()
    body = OdfText(Teller(Flow(), shows_changes))
    body.hidden_styles |= styles.hidden_styles
    package.events("content.xml", body, "its text")
    body.settle()
    blocks = body.flow.finish()
    _add(blocks, "footnotes", body.notes["footnote"])
    _add(blocks, "endnotes", body.notes["endnote"])
    _add(blocks, "comments", body.comments)
    # What stands on every slide; the places for a number or a date hold a sign for it.
    _add(blocks, "on every slide", [block for block in styles.flow.finish() if not _PLACE.match(block.text)])
    # Sheets that nobody gave a header have one that shows their names so.
    seen = {"???"}
    for name, part in styles.parts:
        words = "\n\n".join(block.text for block in part)
        if words not in seen:
            seen.add(words)
            _add(blocks, _PARTS.get(name) or _PARTS[name.replace("footer", "header")].replace("header", "footer"), part)
    return blocks, body


def _add(blocks: list[Block], label: str, more: list[Block]) -> None:
    """Blocks behind the body; a mark says what they are."""
    if more:
        blocks += [Block("", "part", label), *(Block(block.text) for block in more)]


class _Manifest(Silent):
    def __init__(self) -> None:
        self.is_encrypted = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "manifest:encryption-data":
            self.is_encrypted = True


def _metadata(package: Package, title: str, more: list[tuple[str, str]]) -> Metadata:
    """What ``meta.xml`` says. Its dates are those of the file, never of publication."""
    properties = Properties()
    package.events("meta.xml", properties, "what it says of itself", MAX_SMALL)
    found = properties.found
    counts = [("pictures inside", package.count("pictures/"))]
    more = [*more, *((name, str(count)) for name, count in counts if count)]
    return Metadata(
        title=fields.field(found.get("dc:title")) or fields.field(title),
        author=fields.field(found.get("meta:initial-creator")) or fields.field(found.get("dc:creator")),
        language=fields.language(found.get("dc:language")),
        extra=extra_pairs(found, _EXTRA, package.has_macros, more),
    )
