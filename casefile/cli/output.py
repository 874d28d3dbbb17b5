"""What commands print: one JSON document, or lines for people; evidence escaped when a terminal is listening."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from casefile.domain.errors import CasefileError
from casefile.domain.span import Span
from casefile.domain.visible import visible

_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"


@dataclass(frozen=True, slots=True)
class Marked:
    """A line in which ``spans`` stand out, sorted and apart: in bold type, where a terminal can show it."""

    text: str
    spans: tuple[Span, ...]


class Output:
    """Standard output of one command. ``as_json`` chooses between the two forms."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.is_terminal = sys.stdout.isatty()
        self._is_styled = self.is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def document(self, value: Any, lines: Iterable[str | Marked] = ()) -> None:
        """Print ``value`` as the one JSON document, or else ``lines``, each made safe for a terminal."""
        if self.as_json:
            sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")
            return
        for line in lines:
            self.line(line)

    def stream(self, value: Any) -> None:
        """Print one object a line, at once: for commands that answer while they are asked."""
        sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")
        sys.stdout.flush()

    def line(self, line: str | Marked) -> None:
        """One line for people: exact to a pipe but for line feeds, everything visible on a terminal."""
        text = line if isinstance(line, str) else line.text
        shown = visible(text) if self.is_terminal else text.replace("\n", " ")
        if isinstance(line, Marked) and self._is_styled:
            # What is made visible stays as long as it was, so that the spans still lie where they lay.
            for span in reversed(line.spans):
                shown = f"{shown[: span.start]}{_BOLD}{shown[span.start : span.end]}{_PLAIN}{shown[span.end :]}"
        sys.stdout.write(shown + "\n")

    def exact(self, text: str, *, raw: bool = False) -> None:
        """A source text: exact to a pipe or with ``raw``, escaped on a terminal."""
        if self.is_terminal and not raw:
            sys.stdout.write(visible(text, lines=True) + ("" if text.endswith("\n") else "\n"))
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8"))

    def flush(self) -> None:
        sys.stdout.flush()


def name_case(title: str, path: object) -> None:
    """Say on standard error which case a command that writes is about to change."""
    print(f"case: {visible(title)} ({visible(str(path))})", file=sys.stderr)


def report_error(error: CasefileError, output: Output) -> None:
    """An error in words on standard error; with ``--json`` also as the one document."""
    if output.as_json:
        sys.stdout.write(json.dumps({"error": error.message, "hint": error.hint}, ensure_ascii=True) + "\n")
        output.flush()
    print(f"casefile: {visible(error.message)}", file=sys.stderr)
    if error.hint:
        print(f"  {visible(error.hint)}", file=sys.stderr)


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows with their columns aligned, the last one ragged."""
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max((len(row[column]) for row in shown), default=0) for column in range(max(map(len, shown), default=0))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in shown]
