"""Which reader for which bytes. Bytes decide; a name is a hint, and may lie."""

from __future__ import annotations

from dataclasses import replace

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import html, jsonline, markdown, plain
from casefile.readers.hints import Format, Hints, as_format, unread
from casefile.readers.magic import magic

FORMATS: tuple[Format, ...] = tuple(as_format(module) for module in (html, markdown, plain))
"""In the order in which they are asked; ``plain`` takes what is left."""

_NO_HINTS = Hints()


def read(data: bytes, hints: Hints = _NO_HINTS) -> ReadOutcome:
    """The texts and metadata of one original, or the reason why there are none.

    Readers may raise on hostile bytes (``RecursionError``, ``MemoryError``, a parser's bug); the child process
    turns that into an outcome.
    """
    if not data:
        return unread("the file is empty", "application/x-empty")
    if len(data) <= hints.max_bytes:
        return _read(data, hints)
    data = data[: hints.max_bytes]
    # Whole lines where there are any, so that no character is cut in two.
    outcome = _read(data[: data.rfind(b"\n", len(data) - 65536) + 1] or data, hints)
    if not outcome.texts:
        return outcome
    shortened = f"only the first {hints.max_bytes // 1024 // 1024} MB were read"
    reason = f"{shortened}; {outcome.reason}" if outcome.reason else shortened
    return replace(outcome, state=IntakeState.PARTLY, reason=reason)


def _read(data: bytes, hints: Hints) -> ReadOutcome:
    if hints.kind == "jsonline":
        return jsonline.read(data, hints)
    known = magic(data, hints.suffix)
    if known:
        taker = next((reader for reader in FORMATS if known in reader.MIMES), None)
        return taker.read(data, hints) if taker else unread(f"no reader for this format yet ({known})", known)
    return next(reader for reader in FORMATS if reader.sniff(data, hints)).read(data, hints)
