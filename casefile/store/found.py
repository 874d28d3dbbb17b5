"""What an extraction found, as the rows that are stored of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from casefile.domain.extraction import Extraction, FoundAttribution
from casefile.domain.folding import fold
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.store.arrivals import clean
from casefile.store.joining import Name


@dataclass(frozen=True, slots=True)
class Found:
    """A suggestion: the mention's own columns, the name by which it is placed (None for a date and a reading), and
    its cluster in the document."""

    columns: dict[str, Any]
    name: Name | None
    cluster: str = ""

    @property
    def place(self) -> tuple[int, int, bool]:
        """What is decided at once: a span, and whether it is a reading of it."""
        return self.columns["start"], self.columns["stop"], self.columns["kind"] == Kind.READING


def found_in(extraction: Extraction, words: str) -> list[Found]:
    """Every name, identifier, date and reading, by place. Raises ``ValueError`` for a span not in ``words``."""
    versions = dict(used.rpartition("/")[::2] for used in extraction.engines)

    def engine(name: str) -> tuple[str, str]:
        return name, versions.get(name, "")

    clusters = {c.id: Name(c.kind, " ".join(c.name.split()), c.aliases) for c in extraction.clusters}
    found = []
    for name in extraction.names:
        columns = _columns(words, name.span, name.kind, name.engine, name.version, name.rule, name.score)
        known = clusters.get(name.cluster)
        # An engine may leave its names unclustered, or give one of a cluster another kind.
        if known is None or known.kind is not name.kind:
            known = Name(name.kind, columns["surface"])
        found.append(Found(columns, known, name.cluster))
    for identifier in extraction.identifiers:
        note = "checksum wrong" if identifier.valid is False else ""
        columns = _columns(words, identifier.span, identifier.kind, *engine("identifiers"), identifier.rule)
        value = clean(identifier.value) or columns["surface"]
        found.append(Found(columns | {"value": value, "note": note}, Name(identifier.kind, value)))
    for date in extraction.dates:
        note = f"unresolved: {date.unresolved}" if date.unresolved else date.note
        value = date.earliest if date.earliest == date.latest else f"{date.earliest or '..'}/{date.latest or '..'}"
        columns = _columns(words, date.span, Kind.DATE, *engine("dates"), date.rule)
        found.append(Found(columns | {"value": value, "note": note}, None))
    for reading in extraction.readings:
        columns = _columns(words, reading.span, Kind.READING, *engine("readings"), reading.rule)
        found.append(Found(columns | {"value": clean(reading.read_as)}, None))
    return sorted(found, key=lambda item: (item.columns["start"], -item.columns["stop"], item.columns["kind"]))


def _columns(
    words: str, span: Span, kind: Kind, engine: str, version: str, rule: str, score: float | None = None
) -> dict[str, Any]:
    if span.end > len(words) or not span:
        raise ValueError(f"an engine gave the span {span.start}-{span.end} of {len(words)} characters")
    surface = " ".join(span.of(words).split())
    return {
        "start": span.start,
        "stop": span.end,
        "kind": kind.value,
        "surface": surface,
        "folded": fold(surface),
        "engine": engine,
        "version": version,
        "rule": rule,
        "score": score,
        "value": "",
        "note": "",
    }


def attribution_rows(extraction: Extraction, text_id: str, named: Named | None = None) -> list[dict[str, Any]]:
    """The rows of table ``attribution``; ``named`` knows whom the speakers are."""
    return [
        {
            "text_id": text_id,
            "source_start": said.source.start if said.source else None,
            "source_stop": said.source.end if said.source else None,
            "cue_start": said.cue.start,
            "cue_stop": said.cue.end,
            "content_start": said.content.start,
            "content_stop": said.content.end,
            "polarity": said.polarity,
            "speaker": clean(said.speaker),
            "via": json.dumps([clean(relay) for relay in said.via]),
            "rule": said.rule,
            "hedged": said.hedged,
            "entity_id": named.speaker(said) if named else None,
        }
        for said in extraction.attributions
    ]


class Named:
    """Which entity a span, or a cluster of the document, was placed with."""

    def __init__(self) -> None:
        self._spans: dict[tuple[int, int], str] = {}
        self._clusters: dict[str, str] = {}

    def add(self, found: Found, entity_id: str) -> None:
        self._spans[found.columns["start"], found.columns["stop"]] = entity_id
        if found.cluster:
            self._clusters.setdefault(found.cluster, entity_id)

    def speaker(self, said: FoundAttribution) -> str | None:
        """The entity of the cluster that ``said`` names, else the one that its source's very words name."""
        by_cluster = self._clusters.get(said.cluster)
        span = said.source
        return by_cluster or (self._spans.get((span.start, span.end)) if span else None)
