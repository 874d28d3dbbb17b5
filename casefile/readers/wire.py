"""Outcomes as JSON, between the reading child and whoever started it. Imports no parser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Metadata

_FIELDS = ("title", "author", "publisher", "url", "published", "published_basis", "retrieved", "language")
_LINES_LOOKED_AT = 20


def request(path: str, name: str, kind: str = "") -> dict[str, Any]:
    """Asks for one original: its ``path`` in the case, and the base ``name`` that it came with."""
    return {"path": path, "name": name, "kind": kind}


def batch(paths: Sequence[str], names: Sequence[str] = (), kind: str = "") -> dict[str, Any]:
    """Asks for many originals at once; the reply's ``outcomes`` keep their order."""
    return {"paths": list(paths), "names": list(names), "kind": kind}


def is_json_lines(name: str, head: bytes) -> bool:
    """Whether a file is to be cut into lines, each an article: by its ending, unless it is plainly something else.

    ``head`` is the file's beginning. Where the objects in it have no text among them (a log, the page list of a
    web archive), the file is one item like any other.
    """
    if not name.lower().endswith((".jsonl", ".ndjson")) or b"\0" in head or head.startswith(b"\x1f\x8b"):
        return False
    is_other = False
    for line in head.split(b"\n")[:_LINES_LOOKED_AT]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            if isinstance(value.get("text"), str):
                return True
            is_other = True
    return not is_other


def outcome_to_json(outcome: ReadOutcome) -> dict[str, Any]:
    """What the child sends."""
    metadata: dict[str, Any] = {name: getattr(outcome.metadata, name) for name in _FIELDS}
    metadata["extra"] = [list(pair) for pair in outcome.metadata.extra]
    return {
        "state": outcome.state.value,
        "reason": outcome.reason,
        "texts": [asdict(text) for text in outcome.texts],
        "metadata": metadata,
        "mime": outcome.mime,
        "charset": outcome.charset,
        "charset_confidence": outcome.charset_confidence,
    }


def outcome_from_json(value: dict[str, Any]) -> ReadOutcome:
    """What the child sent, checked. Raises KeyError, TypeError or ValueError for anything else."""
    metadata = value["metadata"]
    confidence = value["charset_confidence"]
    return ReadOutcome(
        IntakeState(value["state"]),
        _text(value["reason"]),
        tuple(ReadText(_text(text["kind"]), _text(text["text"])) for text in value["texts"]),
        Metadata(
            **{name: None if metadata[name] is None else _text(metadata[name]) for name in _FIELDS},
            extra=tuple((_text(key), _text(held)) for key, held in metadata["extra"]),
        ),
        _text(value["mime"]),
        _text(value["charset"]),
        None if confidence is None else float(confidence),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    # A child that went wrong must not hand the case what its database cannot hold.
    value.encode("utf-8")
    return value
