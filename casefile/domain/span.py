"""Spans and pins: how everything that is said points at the words it rests on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

_PIN = re.compile(r"⟦S(?P<article>[1-9]\d{0,8}):(?P<start>\d{1,10})-(?P<end>\d{1,10})(?:#(?P<check>[0-9a-f]{4}))?⟧")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of Unicode code points in one text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of ``text`` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


def pin_check(text_sha256: str, span: Span) -> str:
    """Four hexadecimal digits that bind a pin to its text and its offsets.

    The first 16 bits of ``SHA-256("<text sha256>:<start>-<end>")``: an editor that damages a digit of the
    pin, or a pin that is read against another text of the article, does not fit its check any more.
    """
    return hashlib.sha256(f"{text_sha256}:{span.start}-{span.end}".encode()).hexdigest()[:4]


@dataclass(frozen=True, slots=True)
class Pin:
    """A span of one article's text. ``check`` is empty where the pin was typed by hand without one."""

    article: int
    span: Span
    check: str = ""

    @classmethod
    def make(cls, article: int, span: Span, text_sha256: str) -> Pin:
        """The pin for ``span`` in the text with ``text_sha256`` of article S``article``."""
        return cls(article, span, pin_check(text_sha256, span))

    def __str__(self) -> str:
        check = f"#{self.check}" if self.check else ""
        return f"⟦S{self.article}:{self.span.start}-{self.span.end}{check}⟧"

    def fits(self, text_sha256: str, characters: int) -> bool:
        """Whether the pin is undamaged and points into that text of ``characters`` code points."""
        sound = not self.check or self.check == pin_check(text_sha256, self.span)
        return sound and self.span.end <= characters and len(self.span) > 0


@dataclass(frozen=True, slots=True)
class PlacedPin:
    """A pin as it stands in a note: ``where`` is its span in the note's body."""

    pin: Pin
    where: Span


def find_pins(body: str) -> Iterator[PlacedPin]:
    """Every pin in a note's body, in order.

    One whose end does not lie behind its start is damaged and is yielded with an empty span, which fits no text:
    what an editor did to a pin must show, not vanish.
    """
    for match in _PIN.finditer(body):
        start, end = int(match["start"]), int(match["end"])
        span = Span(start, end) if start < end else Span(start, start)
        yield PlacedPin(Pin(int(match["article"]), span, match["check"] or ""), Span(*match.span()))
