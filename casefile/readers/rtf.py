"""RTF documents, with a reader of our own: striprtf, the usual one, takes quadratic time on hostile links, and gives
neither notes nor comments, changes, hidden text, or what the document says of itself.
"""

from __future__ import annotations

from typing import BinaryIO

from casefile.domain.intake import ReadOutcome
from casefile.domain.records import Metadata
from casefile.readers import fields
from casefile.readers.flow import Block
from casefile.readers.hints import Hints
from casefile.readers.office import outcome
from casefile.readers.opc import extra_pairs
from casefile.readers.rtf_stream import LONGEST_S, TOO_LONG
from casefile.readers.rtf_text import RtfText

_NAMED = (
    "last changed by",
    "created",
    "changed",
    "last printed",
    "backed up",
    "company",
    "manager",
    "template",
    "subject",
    "keywords",
    "category",
    "description",
    "base of links",
    "program",
)


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """The text as it stands now, and ``with changes`` where changes are kept in it."""
    data = file.read(hints.max_bytes + 1)
    document = RtfText(shows_changes=False)
    if len(data) > hints.max_bytes:
        document.problems.append(f"only the first {hints.max_bytes // 1024 // 1024} MB were read")
    document.read(data[: hints.max_bytes])

    def changed() -> list[Block] | None:
        other = RtfText(shows_changes=True)
        other.read(data[: hints.max_bytes], LONGEST_S / 2)
        return None if TOO_LONG in other.problems else _blocks(other)

    return outcome(
        _blocks(document),
        changed if document.teller.has_changes else None,
        document.problems,
        lambda heading: _metadata(document, heading),
        mime,
    )


def _blocks(document: RtfText) -> list[Block]:
    blocks = document.flow.finish()
    seen: set[str] = set()
    parts = [*document.notes.items(), ("comments", document.comments), *document.parts]
    for label, part in parts:
        words = "\n\n".join(block.text for block in part)
        if part and words not in seen:
            seen.add(words)
            blocks += [Block("", "part", label), *(Block(block.text) for block in part)]
    return [Block(_paired(text), kind, _paired(label)) for text, kind, label in blocks]


def _paired(words: str) -> str:
    """Characters beyond the first 65,536 come as two halves."""
    if words.isascii():
        return words
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _metadata(document: RtfText, heading: str) -> Metadata:
    """What the document says of itself. Its dates are those of the file, never of publication."""
    said = {name: _paired(words) for name, words in document.said.items()}
    more = [("changes by", _paired("; ".join(document.teller.authors)))]
    if document.pictures:
        more.append(("pictures inside", str(document.pictures)))
    if document.has_objects:
        more.append(("objects", "there are objects of other programs inside, they were not opened"))
    return Metadata(
        title=fields.field(said.get("title")) or fields.field(heading),
        author=fields.field(said.get("author")),
        extra=extra_pairs(said, tuple((name, name) for name in _NAMED), False, more),
    )
