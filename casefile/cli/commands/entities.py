"""Judging from the command line: mentions, entities, accept, reject, merge, split, rename, kind."""

from __future__ import annotations

import re
from argparse import Namespace
from typing import Any

from casefile.cli.commands.context import article_number, the_case
from casefile.cli.output import Output, table
from casefile.domain.errors import NotFound, UsageError
from casefile.domain.kinds import Kind
from casefile.domain.records import Entity, Mention
from casefile.domain.span import Span
from casefile.services import judging, rows, tagging
from casefile.services.cases import OpenCase

_PLACE = re.compile(r"[Ss]?([1-9]\d*):(\d+)-(\d+)\Z")


def mentions(arguments: Namespace, output: Output) -> int:
    """The mentions of one article's text, or of all, with the decisions taken on them."""
    found: list[dict[str, Any]] = []
    with the_case(arguments) as case:
        chosen = [rows.article(case, article_number(arguments.article))] if arguments.article else rows.articles(case)
        for article in chosen:
            if article.text_id is not None:
                text = rows.text(case, article.text_id)
                found += [_mention_json(article.number, text, one) for one in rows.mentions(case, article.text_id)]
    lines = [
        [f"S{one['article']}:{one['start']}-{one['end']}", one["state"], one["kind"], one["text"], _rule_of(one)]
        for one in found
    ]
    output.document({"mentions": found}, table(lines) or ["No mentions. Extraction may still be queued: casefile work"])
    return 0


def entities(arguments: Namespace, output: Output) -> int:
    """The entity list: what is to judge first."""
    with the_case(arguments) as case:
        found = rows.entities(case, include_rejected=arguments.rejected)
        tags = tagging.tags_of_all(case, "entity")
    lines = [
        [one.state.value, one.kind.letter, one.caption, str(one.mentions), " ".join(f"S{n}" for n in one.articles[:6])]
        for one in found
    ]
    value = [_entity_json(one) | {"tags": list(tags.get(one.id, ()))} for one in found]
    output.document({"entities": value}, table(lines) or ["No entities yet."])
    return 0


def accept(arguments: Namespace, output: Output) -> int:
    """Confirm an entity with its mentions, or one mention."""
    return _judge(arguments, output, is_accepted=True)


def reject(arguments: Namespace, output: Output) -> int:
    """Reject an entity with its mentions, or one mention."""
    return _judge(arguments, output, is_accepted=False)


def _judge(arguments: Namespace, output: Output, *, is_accepted: bool) -> int:
    if (arguments.entity is None) == (arguments.at is None) or (arguments.reading and arguments.at is None):
        raise UsageError(
            "Name an entity, or a mention with --at.", "For example: casefile accept Wagner, or --at S1:63-73"
        )
    word = "accepted" if is_accepted else "rejected"
    with the_case(arguments, writes=True) as case:
        if arguments.at is not None:
            mention = _mention_at(case, arguments.at, is_reading=arguments.reading)
            (judging.accept_mention if is_accepted else judging.reject_mention)(case, mention)
            output.document({"state": word, "mentions": 1}, [f"{word} {arguments.at}"])
            return 0
        entity = judging.find_entity(case, arguments.entity)
        count = (judging.accept_entity if is_accepted else judging.reject_entity)(case, entity.id)
        after = judging.find_entity(case, entity.id)
    output.document(
        {"state": word, "mentions": count, "entity": _entity_json(after)},
        [f"{word} {entity.caption}, {count} mentions"],
    )
    return 0


def merge(arguments: Namespace, output: Output) -> int:
    """Say that two entities are the same."""
    with the_case(arguments, writes=True) as case:
        keep, other = judging.find_entity(case, arguments.keep), judging.find_entity(case, arguments.other)
        kept = judging.merge(case, keep.id, other.id, why=arguments.why)
        entity = judging.find_entity(case, kept)
    output.document(
        {"entity": _entity_json(entity)},
        [f"{other.caption} is now part of {entity.caption}; casefile split takes it back"],
    )
    return 0


def split(arguments: Namespace, output: Output) -> int:
    """Take back that an entity was merged into another."""
    with the_case(arguments, writes=True) as case:
        entity = judging.find_merged(case, arguments.entity)
        judging.split(case, entity)
        after = judging.find_entity(case, entity)
    output.document({"entity": _entity_json(after)}, [f"{after.caption} stands by itself again"])
    return 0


def rename(arguments: Namespace, output: Output) -> int:
    """Give an entity another name; every written form stays an alias."""
    with the_case(arguments, writes=True) as case:
        entity = judging.find_entity(case, arguments.entity)
        judging.rename(case, entity.id, arguments.caption)
        after = judging.find_entity(case, entity.id)
    output.document({"entity": _entity_json(after)}, [f"{entity.caption} is now called {after.caption}"])
    return 0


def set_kind(arguments: Namespace, output: Output) -> int:
    """Change an entity's kind."""
    try:
        kind = Kind(arguments.kind)
    except ValueError:
        raise UsageError(
            f"“{arguments.kind}” is no kind.", "Kinds: " + ", ".join(k.value for k in Kind if k.is_entity)
        ) from None
    with the_case(arguments, writes=True) as case:
        entity = judging.find_entity(case, arguments.entity)
        judging.set_kind(case, entity.id, kind)
        after = judging.find_entity(case, entity.id)
    output.document({"entity": _entity_json(after)}, [f"{entity.caption} is now {kind.word}"])
    return 0


def _mention_at(case: OpenCase, written: str, *, is_reading: bool) -> Mention:
    match = _PLACE.match(written)
    if match is None or int(match[2]) >= int(match[3]):
        raise UsageError(f"“{written}” is not a place.", "Write it like S1:63-73.")
    article, span = rows.article(case, int(match[1])), Span(int(match[2]), int(match[3]))
    if article.text_id is not None:
        for mention in rows.mentions(case, article.text_id, include_rejected=True):
            if mention.span == span and (mention.kind is Kind.READING) == is_reading:
                return mention
    what = "reading" if is_reading else "mention"
    raise NotFound(f"No {what} stands at {written}.", f"casefile mentions S{match[1]} lists them.")


def _mention_json(article: int, text: str, mention: Mention) -> dict[str, Any]:
    return {
        "article": article,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.span.of(text),
        "kind": mention.kind.value,
        "state": mention.state.value,
        "entity": mention.entity,
        "name": mention.caption or None,
        "engine": mention.engine,
        "rule": mention.rule,
        "score": mention.score,
        "value": mention.value or None,
        "note": mention.note or None,
    }


def _rule_of(mention: dict[str, Any]) -> str:
    is_reading = mention["kind"] == Kind.READING
    return f"read as “{mention['value']}” ({mention['rule']})" if is_reading else str(mention["rule"])


def _entity_json(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "name": entity.caption,
        "state": entity.state.value,
        "aliases": list(entity.aliases),
        "mentions": entity.mentions,
        "to_judge": entity.to_judge,
        "articles": [f"S{number}" for number in entity.articles],
        "merged": list(entity.merged),
    }
