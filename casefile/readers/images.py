"""Pictures: their kind, size and what the camera wrote. What they show is no text until it is recognised."""

from __future__ import annotations

from typing import BinaryIO

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState, Need
from casefile.domain.records import Metadata
from casefile.readers import fields
from casefile.readers.hints import Hints
from casefile.readers.picture_facts import Picture, picture_facts

_MOST_FACTS = 40


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """Unread, with the facts; the time at which it was taken is no date of publication, and stays a fact."""
    facts = picture_facts(file, mime)
    return ReadOutcome(IntakeState.UNREAD, _reason(facts), metadata=_metadata(facts, mime), mime=mime, need=Need.OCR)


def _reason(facts: Picture) -> str:
    if facts.pages > 1:
        return f"its {facts.pages:,} pages are pictures without text"
    return "it is a picture without text"


def _metadata(facts: Picture, mime: str) -> Metadata:
    said = {"picture": _words(facts, mime), **facts.stated}
    pairs = [(name[:60], value) for name, stated in said.items() if (value := fields.field(stated))]
    return Metadata(author=fields.field(facts.stated.get("artist")), extra=tuple(pairs[:_MOST_FACTS]))


def _words(facts: Picture, mime: str) -> str:
    kind = mime.removeprefix("image/").upper()
    size = f", {facts.width} × {facts.height} points" if facts.width and facts.height else ", of unknown size"
    return kind + size + (f", {facts.pages} pages" if facts.pages > 1 else "")
