"""``casefile tag``, ``untag``, ``tags`` and ``tags rename``."""

from __future__ import annotations

import re
from argparse import Namespace

from casefile.cli.commands.context import article_number, note_number, the_case
from casefile.cli.output import Output, table
from casefile.domain.tags import tag_names
from casefile.services import judging, rows, tagging
from casefile.services.cases import OpenCase

_NUMBERED = re.compile(r"[SsNn][1-9]\d*\Z")


def tag(arguments: Namespace, output: Output) -> int:
    """Put tags on an article, a note or an entity."""
    names = _names(arguments)
    with the_case(arguments, writes=True) as case:
        what, object_id, label = _object(case, arguments.object)
        _print(output, what, object_id, label, tagging.tag(case, what, object_id, names))
    return 0


def untag(arguments: Namespace, output: Output) -> int:
    """Take tags off an article, a note or an entity."""
    names = _names(arguments)
    with the_case(arguments, writes=True) as case:
        what, object_id, label = _object(case, arguments.object)
        _print(output, what, object_id, label, tagging.untag(case, what, object_id, names))
    return 0


def list_all(arguments: Namespace, output: Output) -> int:
    """Every tag, the most used first."""
    with the_case(arguments) as case:
        found = tagging.all_tags(case)
    lines = table([[f"{count:,}", name] for name, count in found])
    output.document(
        {"tags": [{"name": name, "count": count} for name, count in found]},
        lines or ["No tags yet. Put one on with: casefile tag S1 NAME"],
    )
    return 0


def rename(arguments: Namespace, output: Output) -> int:
    """Call a tag otherwise wherever it stands."""
    with the_case(arguments, writes=True) as case:
        count = tagging.rename_tag(case, arguments.old, arguments.new)
    where = "1 place" if count == 1 else f"{count:,} places"
    output.document({"renamed": count}, [f"“{arguments.old}” is now “{arguments.new}” in {where}"])
    return 0


def _names(arguments: Namespace) -> tuple[str, ...]:
    return tag_names(",".join(arguments.names))


def _object(case: OpenCase, written: str) -> tuple[str, str, str]:
    """Type, id and label of what ``written`` names: S1, n1, or an entity's id, name or alias."""
    if not _NUMBERED.match(written):
        entity = judging.find_entity(case, written)
        return "entity", entity.id, entity.caption
    if written[0] in "Ss":
        article = rows.article(case, article_number(written))
        return "article", article.id, article.label
    note = rows.note(case, note_number(written))
    return "note", note.id, note.label


def _print(output: Output, what: str, object_id: str, label: str, tags: tuple[str, ...]) -> None:
    value = {"type": what, "id": object_id, "object": label, "tags": list(tags)}
    output.document(value, [f"{label}: {', '.join(tags) or 'no tags'}"])
