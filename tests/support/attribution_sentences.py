"""The sentences of ``tests/material/attributions`` with their names and with who says what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from casefile.domain.extraction import FoundAttribution, FoundName
from casefile.domain.kinds import Kind
from casefile.domain.span import Span

FILE = Path(__file__).resolve().parents[1] / "material" / "attributions" / "sentences.txt"
_KINDS = {"[": Kind.PERSON, "{": Kind.ORGANIZATION, "<": Kind.PLACE}
_NAME = re.compile(r"\[([^\]]+)\]|\{([^}]+)\}|<([^>]+)>")
Row = tuple[str, str, str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    names: tuple[FoundName, ...]
    said: tuple[Row, ...]


def marked(line: str) -> tuple[str, tuple[FoundName, ...]]:
    """The text without the marks, and the names that they marked; equal names share a cluster."""
    text, names, place = "", [], 0
    clusters: dict[str, str] = {}
    for match in _NAME.finditer(line):
        text += line[place : match.start()]
        name = next(group for group in match.groups() if group)
        cluster = clusters.setdefault(name, f"c{len(clusters) + 1}")
        span = Span(len(text), len(text) + len(name))
        names.append(FoundName(span, _KINDS[match[0][0]], cluster, "hand", "", "", None))
        text, place = text + name, match.end()
    return text + line[place:], tuple(names)


def read() -> list[Sentence]:
    found: list[tuple[str, list[Row]]] = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("  "):
            source, cue, content, *more = (part.strip() for part in line.split(" | "))
            extra = more[0].split() if more and not more[0].startswith("via=") else []
            polarity = extra[0] if extra else "assert"
            via = tuple(part.removeprefix("via=") for part in more if part.startswith("via="))
            found[-1][1].append(("" if source == "-" else source, cue, content, polarity, via))
        else:
            found.append((line, []))
    return [Sentence(*marked(line), tuple(rows)) for line, rows in found]


def row(text: str, said: FoundAttribution) -> Row:
    source = said.source.of(text) if said.source else ""
    return source, said.cue.of(text), said.content.of(text), said.polarity, said.via
