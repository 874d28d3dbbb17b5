"""What becomes of an office document's text, changes and problems, whatever its format."""

from __future__ import annotations

from collections.abc import Callable

from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Metadata
from casefile.readers.flow import Block, joined
from casefile.readers.hints import state_for

NO_CHANGES = "the text with its changes could not be made"


def outcome(
    blocks: list[Block],
    changed: Callable[[], list[Block] | None] | None,
    problems: list[str],
    metadata: Callable[[str], Metadata],
    mime: str,
) -> ReadOutcome:
    """``changed`` makes the blocks of the text ``with changes``, None where that took too long; None where nothing
    was changed. ``metadata`` is given the first heading."""
    text, marks = joined(blocks)
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
    if not texts:
        reason = "; ".join(problems) or "the document holds no text"
        return ReadOutcome(IntakeState.UNREAD, reason, metadata=known, mime=mime)
    return ReadOutcome(*state_for(problems), tuple(texts), known, mime)
