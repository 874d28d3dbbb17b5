"""What engines find in a text: suggestions, each naming its rule and engine, none of them a fact."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from casefile.domain.kinds import Kind
from casefile.domain.span import Span


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine is given. ``published`` is EDTF text or empty; ``region`` a country for bare phone numbers.

    ``language`` is a code such as ``en``: what the article says of itself, else what was detected, else empty.
    ``names_engine`` is the setting of that name: auto, own or spacy.
    """

    id: str
    text: str
    published: str = ""
    language: str = ""
    region: str = ""
    names_engine: str = "auto"


@dataclass(frozen=True, slots=True)
class FoundName:
    """A person, organisation, place or vehicle. ``cluster`` groups the names of one thing inside the document."""

    span: Span
    kind: Kind
    cluster: str
    engine: str
    version: str
    rule: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Join:
    """Why a written form belongs to its cluster. ``is_likely`` where nothing in the text says so outright."""

    alias: str
    rule: str
    is_likely: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cluster of the same document that may be the same thing, and the rule by which: for a person to judge."""

    cluster: str
    rule: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """The names of one thing in one document. ``aliases`` holds every written form, the name's included.

    ``joins`` says of every alias that is not the name itself why it is here; ``doubts`` what was left apart.
    """

    id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...]
    joins: tuple[Join, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundIdentifier:
    """``value`` is the normalised form; ``valid`` None where nothing could be checked."""

    span: Span
    kind: Kind
    value: str
    valid: bool | None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """``earliest`` and ``latest`` are ISO days; both empty with a reason in ``unresolved`` when it cannot be told.

    ``anchor`` is what the date was counted from, ISO. ``note`` says what a person should know beside the value: that a
    weekday contradicts it, that it is derived, what else it may be. ``time`` is a clock time that stands with it,
    ``12:30`` with an offset (``+02:00``) or with its zone as written.
    """

    span: Span
    earliest: str
    latest: str
    precision: str
    anchor: str
    rule: str
    unresolved: str = ""
    note: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class FoundAttribution:
    """Who says what: ``polarity`` is assert, deny or unconfirmed; ``via`` the relays.

    ``source`` is None, and ``speaker`` empty, where the text hides who speaks ("was said to have left"). ``cluster`` is
    the cluster of the speaker, empty for one who is only described. ``hedged``: what is said keeps its own distance
    ("would have", "reportedly").
    """

    source: Span | None
    speaker: str
    cue: Span
    content: Span
    polarity: str
    rule: str
    via: tuple[str, ...] = ()
    cluster: str = ""
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class FoundReading:
    """A damaged passage and what it should be read as; the text stays as it is."""

    span: Span
    read_as: str
    rule: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one document. ``notes`` say in a sentence each what could not be done, and why."""

    id: str
    names: tuple[FoundName, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    identifiers: tuple[FoundIdentifier, ...] = ()
    dates: tuple[FoundDate, ...] = ()
    attributions: tuple[FoundAttribution, ...] = ()
    readings: tuple[FoundReading, ...] = ()
    engines: tuple[str, ...] = field(default=())
    notes: tuple[str, ...] = ()


class NameEngine(Protocol):
    """A plug-in that finds names. Found by entry point ``casefile.engines``; never downloaded."""

    name: str
    version: str
    langs: tuple[str, ...]

    def mentions(self, document: Document) -> list[FoundName]:
        """The names in ``document.text``; spans in code points; clusters may be left empty."""
        ...


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def as_json(found: Extraction, text: str) -> dict[str, Any]:
    """The object that ``casefile extract`` prints for one document (the design's section 7)."""

    def words(span: Span) -> dict[str, Any]:
        return {"start": span.start, "end": span.end, "text": span.of(text)}

    return {
        "id": found.id,
        "mentions": [
            words(n.span)
            | {
                "kind": n.kind.value,
                "cluster": n.cluster,
                "engine": n.engine,
                "version": n.version,
                "rule": n.rule,
                "score": n.score,
            }
            for n in found.names
        ],
        "clusters": [
            {
                "id": c.id,
                "kind": c.kind.value,
                "name": c.name,
                "aliases": list(c.aliases),
                "joins": [{"alias": j.alias, "rule": j.rule, "likely": j.is_likely} for j in c.joins],
                "doubts": [{"cluster": d.cluster, "rule": d.rule} for d in c.doubts],
            }
            for c in found.clusters
        ],
        "identifiers": [
            words(i.span) | {"kind": i.kind.value, "value": i.value, "valid": i.valid, "rule": i.rule}
            for i in found.identifiers
        ],
        "dates": [
            words(d.span)
            | {
                "earliest": d.earliest or None,
                "latest": d.latest or None,
                "precision": d.precision,
                "anchor": d.anchor or None,
                "rule": d.rule,
                "unresolved": d.unresolved or None,
                "note": d.note or None,
                "time": d.time or None,
            }
            for d in found.dates
        ],
        "attributions": [
            {
                "source": _pair(a.source),
                "speaker": a.speaker,
                "cue": _pair(a.cue),
                "content": _pair(a.content),
                "polarity": a.polarity,
                "rule": a.rule,
                "via": list(a.via),
                "cluster": a.cluster,
                "hedged": a.hedged,
            }
            for a in found.attributions
        ],
        "readings": [
            {"start": r.span.start, "end": r.span.end, "read_as": r.read_as, "rule": r.rule} for r in found.readings
        ],
        "engines": list(found.engines),
        "notes": list(found.notes),
    }


def from_json(value: dict[str, Any]) -> Extraction:
    """The extraction that ``as_json`` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return Extraction(
        id=str(value["id"]),
        names=tuple(
            FoundName(
                Span(m["start"], m["end"]),
                Kind(m["kind"]),
                m["cluster"],
                m["engine"],
                m["version"],
                m["rule"],
                m["score"],
            )
            for m in value["mentions"]
        ),
        clusters=tuple(
            Cluster(
                c["id"],
                Kind(c["kind"]),
                c["name"],
                tuple(c["aliases"]),
                tuple(Join(j["alias"], j["rule"], j["likely"]) for j in c["joins"]),
                tuple(Doubt(d["cluster"], d["rule"]) for d in c["doubts"]),
            )
            for c in value["clusters"]
        ),
        identifiers=tuple(
            FoundIdentifier(Span(i["start"], i["end"]), Kind(i["kind"]), i["value"], i["valid"], i["rule"])
            for i in value["identifiers"]
        ),
        dates=tuple(
            FoundDate(
                Span(d["start"], d["end"]),
                d["earliest"] or "",
                d["latest"] or "",
                d["precision"],
                d["anchor"] or "",
                d["rule"],
                d["unresolved"] or "",
                d["note"] or "",
                d["time"] or "",
            )
            for d in value["dates"]
        ),
        attributions=tuple(
            FoundAttribution(
                Span(*a["source"]) if a["source"] else None,
                a["speaker"],
                Span(*a["cue"]),
                Span(*a["content"]),
                a["polarity"],
                a["rule"],
                tuple(a["via"]),
                a.get("cluster", ""),
                a.get("hedged", False),
            )
            for a in value["attributions"]
        ),
        readings=tuple(FoundReading(Span(r["start"], r["end"]), r["read_as"], r["rule"]) for r in value["readings"]),
        engines=tuple(value["engines"]),
        notes=tuple(value.get("notes", ())),
    )
