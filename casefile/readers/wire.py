"""Requests and outcomes as JSON, between the reading child and whoever started it. Imports no parser."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from casefile.domain.intake import Member, ReadOutcome, ReadText, TextMark
from casefile.domain.kinds import IntakeState, Need
from casefile.domain.records import Metadata
from casefile.domain.text import canonical
from casefile.readers.hints import MAX_BYTES, Hints

_FIELDS = ("title", "author", "publisher", "url", "published", "published_basis", "retrieved", "language")


@dataclass(frozen=True, slots=True)
class Asked:
    """One original to read: its ``path`` in the case, the base ``name`` that it came with, and what is known of it.

    The fields are those of ``readers.hints.Hints``.
    """

    path: str
    name: str = ""
    kind: str = ""
    mime: str = ""
    charset: str = ""
    forced_charset: str = ""
    password: str = ""
    columns: tuple[tuple[str, str], ...] = ()


def request(asked: Asked) -> dict[str, Any]:
    """Asks for the outcome of one original."""
    return asdict(asked)


def opening(asked: Asked) -> dict[str, Any]:
    """Opens a container; ``more`` then takes out its members."""
    return {**asdict(asked), "open": True}


def more(most: int = 4 * 1024 * 1024) -> dict[str, Any]:
    """Asks for the next members of the container that was opened, of some ``most`` bytes together."""
    return {"next": most}


def asking_columns(asked: Asked) -> dict[str, Any]:
    """Asks how a file would be read as a table of articles: ``kind`` empty where it is none."""
    return {**asdict(asked), "columns_of": True}


def asking_charsets(asked: Asked) -> dict[str, Any]:
    """Asks in which charsets a file makes sense: ``charsets`` is a list of name, score from 0 to 1, and beginning."""
    return {**asdict(asked), "charsets_of": True}


def hints_from(request: dict[str, Any]) -> Hints:
    """What a reader is told, out of a request."""
    limits = request.get("limits") or {}
    words = {
        name: str(request.get(name, "")) for name in ("name", "kind", "mime", "charset", "forced_charset", "password")
    }
    return Hints(
        **words,
        body_s=float(limits.get("body_s", 10.0)),
        max_bytes=int(limits.get("max_bytes", MAX_BYTES)),
        columns=tuple((str(column), str(field)) for column, field in request.get("columns") or ()),
    )


def outcome_to_json(outcome: ReadOutcome) -> dict[str, Any]:
    """What the child sends."""
    return {
        "state": outcome.state.value,
        "reason": outcome.reason,
        "texts": [_text_to_json(text) for text in outcome.texts],
        "metadata": _metadata_to_json(outcome.metadata),
        "mime": outcome.mime,
        "charset": outcome.charset,
        "charset_confidence": outcome.charset_confidence,
        "need": outcome.need.value,
        "has_members": outcome.has_members,
    }


def _text_to_json(text: ReadText) -> dict[str, Any]:
    return {
        "kind": text.kind,
        "text": text.text,
        "marks": [[mark.at, mark.kind, mark.label] for mark in text.marks],
        "made_by": text.made_by,
        "confidence": text.confidence,
    }


def _metadata_to_json(known: Metadata) -> dict[str, Any]:
    return {name: getattr(known, name) for name in _FIELDS} | {"extra": [list(pair) for pair in known.extra]}


def member_to_json(member: Member) -> dict[str, Any]:
    """What the child sends of a member; its bytes follow the frame, in order."""
    return {
        "name": canonical(member.name),
        "size": len(member.data),
        "kind": member.kind,
        "mime": member.mime,
        "charset": member.charset,
        "metadata": _metadata_to_json(member.metadata),
        "modified": member.modified,
        "problem": member.problem,
        "outcome": None if member.outcome is None else outcome_to_json(member.outcome),
    }


def outcome_from_json(value: dict[str, Any]) -> ReadOutcome:
    """What the child sent, checked. Raises KeyError, TypeError or ValueError for anything else."""
    return ReadOutcome(
        IntakeState(value["state"]),
        _text(value["reason"]),
        tuple(_text_from_json(text) for text in value["texts"]),
        _metadata_from_json(value["metadata"]),
        _text(value["mime"]),
        _text(value["charset"]),
        _number(value["charset_confidence"]),
        Need(value["need"]),
        bool(value["has_members"]),
    )


def members_from_json(reply: dict[str, Any]) -> list[Member]:
    """The members in one reply of the child, with their bytes. Raises KeyError, TypeError or ValueError."""
    found, at = [], 0
    for value in reply["members"]:
        size = int(value["size"])
        outcome = value["outcome"]
        found.append(
            Member(
                _text(value["name"]),
                reply["raw"][at : at + size],
                _text(value["kind"]),
                _text(value["mime"]),
                _text(value["charset"]),
                _metadata_from_json(value["metadata"]),
                _text(value["modified"]),
                _text(value["problem"]),
                None if outcome is None else outcome_from_json(outcome),
            )
        )
        at += size
    if at != len(reply["raw"]):
        raise ValueError("the sizes do not add up")
    return found


def _text_from_json(value: dict[str, Any]) -> ReadText:
    marks = tuple(TextMark(int(at), _text(kind), _text(label)) for at, kind, label in value["marks"])
    words = _text(value["text"])
    if any(not 0 <= mark.at <= len(words) for mark in marks):
        raise ValueError("a mark outside its text")
    return ReadText(_text(value["kind"]), words, marks, _text(value["made_by"]), _number(value["confidence"]))


def _metadata_from_json(value: dict[str, Any]) -> Metadata:
    return Metadata(
        **{name: None if value[name] is None else _text(value[name]) for name in _FIELDS},
        extra=tuple((_text(key), _text(held)) for key, held in value["extra"]),
    )


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    # A child that went wrong must not hand the case what its database cannot hold.
    value.encode("utf-8")
    return value
