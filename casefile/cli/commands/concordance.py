"""``casefile concordance``: every passage of a query or an entity, one a line, aligned on the hit."""

from __future__ import annotations

import re
import shutil
import unicodedata
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from casefile.cli.commands.context import the_case
from casefile.cli.commands.search import filters_in
from casefile.cli.output import Output
from casefile.domain.concordance import LEFT, RIGHT, Line, Order
from casefile.domain.errors import UsageError
from casefile.domain.search import SearchRequest
from casefile.domain.visible import visible
from casefile.services import concordance as passages
from casefile.services import index_feed, judging
from casefile.services.concordance import MOST, Concordance
from casefile.services.search import Search

_NARROWEST = 40
_PIPED = 120
_GAP = re.compile(r"\s+")
_NEIGHBOURS = 20


def concordance(arguments: Namespace, output: Output) -> int:
    """Catch up with the journal, find all passages, print them in the order that was asked for."""
    if (arguments.query is None) == (arguments.entity is None):
        raise UsageError(
            "Name a query or an entity.", "casefile concordance 'harbour master', or --entity 'Oda Venhart'."
        )
    if arguments.limit < 0 or (arguments.width and arguments.width < _NARROWEST):
        raise UsageError(f"-n needs a number from 0, --width one from {_NARROWEST}.", "For example: -n 50 --width 120")
    filters = filters_in(arguments.filters)
    order = Order(arguments.sort)
    with the_case(arguments) as case, Search(case) as searching:
        if arguments.entity is not None:
            entity = judging.find_entity(case, arguments.entity)
            found = passages.of_entity(case, entity.id)
            asked: dict[str, Any] = {"entity": {"id": entity.id, "name": entity.caption, "kind": entity.kind.value}}
        else:
            index_feed.catch_up(case, wait=10.0)
            request = SearchRequest(arguments.query, sort="date", filters=filters)
            found = passages.of_query(case, searching, request)
            asked = {"query": arguments.query}
        found.more()
    lines = [found.lines[at] for at in found.ordered(order)][: arguments.limit]
    if output.as_json:
        output.document(asked | _json(found, lines, order))
        return 0
    terminal = shutil.get_terminal_size().columns if output.is_terminal else _PIPED
    for line in _lines(found, lines, order, max(_NARROWEST, arguments.width or terminal)):
        output.line(line)
    return 0


def _json(found: Concordance, lines: Sequence[Line], order: Order) -> dict[str, Any]:
    return {
        "total": len(found.lines),
        "articles": found.articles,
        "near_total": found.near,
        "is_cut": found.is_cut,
        "complete": found.is_current,
        "error": found.complaint or None,
        "sort": order.by,
        "neighbours": {side: found.neighbours(side, _NEIGHBOURS) for side in (LEFT, RIGHT)},
        "passages": [_passage(line) for line in lines],
    }


def _passage(line: Line) -> dict[str, Any]:
    source = line.source
    return {
        "article": source.label,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published or None,
        "published_basis": source.basis or None,
        "text_sha256": source.text_sha256,
        "start": line.span.start,
        "end": line.span.end,
        "paragraph": line.paragraph,
        "page": line.page or None,
        "left": line.left,
        "hit": line.hit,
        "right": line.right,
        "near": line.near or None,
        "state": line.state.value if line.state else None,
        "kind": line.kind.value if line.kind else None,
        "pin": str(line.pin),
    }


# For people


def _lines(found: Concordance, lines: Sequence[Line], order: Order, width: int) -> Iterator[str]:
    number, articles = len(found.lines), found.articles
    facts = [f"{number:,} passage{'' if number == 1 else 's'} in {articles:,} article{'' if articles == 1 else 's'}"]
    facts += [f"{found.near:,} near"] if found.near else []
    facts += [f"the first {MOST:,}: narrow the query"] if found.is_cut else []
    facts += [order.words] + ([] if found.is_current else ["index catching up"])
    yield " · ".join(facts)
    if found.complaint:
        yield f"note: {found.complaint}"
    labels = [f"{line.source.label} ¶{line.paragraph}" + (" ~" if line.near else "") for line in lines]
    label = max(map(len, labels), default=0)
    room = width - label - 2
    hits = [_shown(line.hit, room // 2) for line in lines]
    column = sorted(map(_cells, hits))[len(hits) // 2] if hits else 0
    for line, name, hit in zip(lines, labels, hits, strict=True):
        before = (room - column - 4) // 2
        if order.side == RIGHT:
            before = max(0, before + column - _cells(hit))
        left = _end_of(_shown(line.left).rstrip(), before)
        right = _begin_of(_shown(line.right).lstrip(), room - before - _cells(hit) - 4)
        yield f"{name:<{label}}  {' ' * (before - _cells(left))}{left}  {hit}  {right}".rstrip()
    if number > len(lines):
        yield f"{number - len(lines):,} more; -n sets how many are shown"


def _shown(words: str, most: int | None = None) -> str:
    """On one line, with nothing in it that acts on a terminal."""
    shown = visible(_GAP.sub(" ", words))
    return shown if most is None else _begin_of(shown, most)


def _cell(character: str) -> int:
    """The cells that a terminal gives a character (Unicode Standard Annex 11); none for what stands on another."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _cells(words: str) -> int:
    return len(words) if words.isascii() else sum(map(_cell, words))


def _begin_of(words: str, room: int) -> str:
    taken = 0
    for at, character in enumerate(words):
        taken += _cell(character)
        if taken > room:
            return words[:at]
    return words


def _end_of(words: str, room: int) -> str:
    taken, at = 0, len(words)
    while at and taken + _cell(words[at - 1]) <= room:
        taken += _cell(words[at - 1])
        at -= 1
    # What stands on a letter that has no room goes with it.
    while at < len(words) and _cell(words[at]) == 0:
        at += 1
    return words[at:]
