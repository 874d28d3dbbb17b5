"""``casefile changes``: what a new engine changed in what was suggested."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from casefile.cli.commands.context import article_number, the_case
from casefile.cli.output import Output, table
from casefile.domain.records import Difference, Suggested
from casefile.services import changes as services


def changes(arguments: Namespace, output: Output) -> int:
    """New, gone, changed and kept suggestions since a person last looked; with ``--seen`` they are put away."""
    number = article_number(arguments.article) if arguments.article else None
    with the_case(arguments, writes=arguments.seen) as case:
        found = services.changes(case, number)
        texts = services.texts_of(case, found)
        if arguments.seen:
            services.seen(case, number)
    lines = table([_line(one, texts[one.text_id]) for one in found])
    values = [_as_json(one, texts[one.text_id]) for one in found]
    nothing = "No engine has changed anything since you last looked."
    output.document({"changes": values, "seen": bool(arguments.seen)}, lines or [nothing])
    return 0


def _line(one: Difference, text: str) -> list[str]:
    what = f"{services.SIGNS[one.what]} {one.verdict.value if one.verdict else services.WORDS[one.what]}"
    place = f"S{one.article}:{one.span.start}-{one.span.end}"
    return [place, what, services.in_words(one, text), one.rule, one.engine]


def _as_json(one: Difference, text: str) -> dict[str, Any]:
    return {
        "article": one.article,
        "what": one.what,
        "old": _side_json(one.old, text),
        "new": _side_json(one.new, text),
        "rule": one.rule,
        "engine": one.engine,
        "decision": one.verdict.value if one.verdict else None,
    }


def _side_json(side: Suggested | None, text: str) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "start": side.span.start,
        "end": side.span.end,
        "text": side.span.of(text),
        "kind": side.kind.value,
        "name": side.name or None,
        "value": side.value or None,
    }
