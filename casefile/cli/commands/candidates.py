"""``casefile candidates``: entities that may be one, for a person to judge."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from casefile.cli.commands.context import the_case
from casefile.cli.output import Output, table
from casefile.domain.records import Entity
from casefile.services import judging
from casefile.services.candidates import Candidate, candidates_for
from casefile.services.candidates import candidates as all_candidates


def candidates(arguments: Namespace, output: Output) -> int:
    """The likeliest first; what a person has judged already is left out."""
    with the_case(arguments) as case:
        if arguments.entity is None:
            found = all_candidates(case)
        else:
            found = candidates_for(case, judging.find_entity(case, arguments.entity))
    shown = found[: max(0, arguments.limit)]
    lines = table([[one.words, one.one.kind.letter, one.one.caption, one.other.caption, one.why] for one in shown])
    if len(found) > len(shown):
        lines.append(f"{len(found) - len(shown):,} more; -n sets how many are shown")
    output.document(
        {"candidates": [_json(one) for one in shown], "total": len(found)},
        lines or ["Nothing here looks like the same twice."],
    )
    return 0


def _json(candidate: Candidate) -> dict[str, Any]:
    return {
        "score": round(candidate.score, 3),
        "rule": candidate.rule,
        "words": candidate.words,
        "suggested": candidate.is_suggested,
        "why": candidate.why or None,
        "entities": [_entity(candidate.one), _entity(candidate.other)],
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "name": entity.caption,
        "state": entity.state.value,
        "articles": [f"S{number}" for number in entity.articles],
    }
