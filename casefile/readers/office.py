"""What becomes of an office document's text, changes and problems, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Metadata
from casefile.readers.flow import CUT, MAX_TEXT, Block, joined
from casefile.readers.hints import Hints, state_for
from casefile.readers.office_inside import members_inside, names_inside
from casefile.readers.opc import Package

NO_CHANGES = "the text with its changes could not be made"


def outcome(
    blocks: list[Block],
    changed: Callable[[], list[Block] | None] | None,
    problems: list[str],
    metadata: Callable[[str], Metadata],
    mime: str,
    package: Package | None = None,
) -> ReadOutcome:
    """``changed`` makes the blocks of the text ``with changes``, None where that took too long; None where nothing
    was changed. ``metadata`` is given the first heading. ``package``: in which other originals may lie."""
    text, marks = joined(blocks)
    if any(block.kind == CUT for block in blocks):
        problems = [*problems, f"only the first {MAX_TEXT // 1024 // 1024} million characters were read"]
    problems = list(dict.fromkeys(problems))
    texts = [ReadText("text", text, marks)] if text else []
    if changed is not None:
        others = changed()
        words, places = joined(others or [])
        if others is None:
            problems.append(NO_CHANGES)
        elif words and words != text:
            texts.append(ReadText("with changes", words, places))
    known = metadata(next((mark.label for mark in marks if mark.kind == "chapter"), ""))
    inside = len(names_inside(package, bool(texts))) if package is not None else 0
    if not texts:
        taken = {0: "", 1: ", the file inside is taken out"}.get(inside, f", the {inside:,} files inside are taken out")
        problems.append(f"the document holds no text{taken}")
        return ReadOutcome(IntakeState.UNREAD, "; ".join(problems), metadata=known, mime=mime, has_members=bool(inside))
    return ReadOutcome(*state_for(problems), tuple(texts), known, mime, has_members=bool(inside))


def members_of(
    read: Callable[[BinaryIO, Hints, str], ReadOutcome], file: BinaryIO, hints: Hints, mime: str
) -> Iterator[Member]:
    """The originals that lie in a document, which ``read`` reads."""
    package = Package(file)
    has_text = True
    if len(names_inside(package, False)) > len(names_inside(package, True)):
        file.seek(0)
        has_text = bool(read(file, hints, mime).texts)
    yield from members_inside(package, has_text)
