"""data.json: the dossier for machines, and what ``verify.py`` checks the printed forms against."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from casefile.dossier.passages import Quotation
from casefile.dossier.printed import Printed, PrintedNote, PrintedSource
from casefile.dossier.verify import FORMAT


def data(printed: Printed) -> dict[str, Any]:
    """Plain JSON values; spans are code points, half-open, in the text with ``text_sha256``."""
    snapshot = printed.snapshot
    seq, head = printed.head
    return {
        "format": FORMAT,
        "casefile": snapshot.casefile_version,
        "built_at": snapshot.built_at,
        "head": {"seq": seq, "hash": head},
        "case": asdict(snapshot.case),
        "counts": printed.counts,
        "articles": [_source(source) for source in printed.sources],
        "acquisitions": [asdict(arrival) for source in printed.sources for arrival in source.acquisitions],
        "entities": [
            {
                "id": entry.entity.id,
                "kind": entry.entity.kind.value,
                "caption": entry.entity.caption,
                "summary": entry.entity.summary,
                "mentions": entry.entity.mentions,
                "articles": list(entry.entity.articles),
                "names": [{"name": name.name} | _name(name.quotation) for name in entry.names],
            }
            for entry in printed.entities
        ],
        "notes": [_note(note, printed) for note in printed.notes],
        "passages": [
            {"number": footnote.number} | _quotation(footnote.quotation)
            for footnote in printed.footnotes
            if footnote.quotation
        ],
        "damaged_pins": [
            {"number": footnote.number, "pin": footnote.written, "reason": footnote.damage, "notes": footnote.notes}
            for footnote in printed.damaged
        ],
        "journal": [asdict(entry) for entry in snapshot.journal],
        "disclosures": [asdict(shown) for shown in sorted(snapshot.disclosures, key=lambda shown: shown.seq)],
    }


def data_json(printed: Printed) -> bytes:
    """``data`` as ASCII JSON with sorted keys, so that equal cases give equal bytes."""
    return (json.dumps(data(printed), sort_keys=True, indent=1, ensure_ascii=True) + "\n").encode("ascii")


def _source(source: PrintedSource) -> dict[str, Any]:
    values = asdict(source.article)
    # What the desk keeps for itself is no part of the evidence.
    for own in ("to_judge", "is_looked_at"):
        del values[own]
    texts = [
        {
            "id": text.info.id,
            "kind": text.info.kind,
            "sha256": text.info.sha256,
            "characters": text.info.characters,
            "is_counted": text.info.id == source.article.text_id,
            "made_by": text.info.made_by,
            "confidence": text.info.confidence,
        }
        for text in source.texts
    ]
    return values | {"is_held": source.is_held, "texts": texts}


def _quotation(quotation: Quotation) -> dict[str, Any]:
    return {
        "article": quotation.article,
        "paragraphs": quotation.place.removeprefix("¶"),
        "page": quotation.page,
        "text_sha256": quotation.text_sha256,
        "start": quotation.span.start,
        "end": quotation.span.end,
        "quotation": quotation.words,
    }


def _name(quotation: Quotation | None) -> dict[str, Any]:
    if quotation is None or quotation.hit is None:
        return {"context": None}
    hit = quotation.hit
    words = quotation.words[hit.start - quotation.span.start : hit.end - quotation.span.start]
    own = {"start": hit.start, "end": hit.end, "quotation": words}
    return _quotation(quotation) | own | {"context": _quotation(quotation)}


def _note(note: PrintedNote, printed: Printed) -> dict[str, Any]:
    pins = [
        {"pin": written, "passage": number, "is_damaged": printed.footnotes[number - 1].quotation is None}
        for written, number in note.pins
    ]
    return asdict(note.note) | {"pins": pins}
