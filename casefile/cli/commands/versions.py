"""``casefile versions``: newer versions of articles, what was carried over to them, and what changed in them."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from casefile.cli.commands.context import article_number, the_case
from casefile.cli.output import Output, table
from casefile.domain.errors import UsageError
from casefile.domain.records import Article
from casefile.domain.span import Span
from casefile.services import versions as services
from casefile.services.cases import OpenCase

_SIGNS = {"same": " ", "new": "+", "gone": "−", "moved": "↕", "changed": "~"}


def versions(arguments: Namespace, output: Output) -> int:
    """Without an article: what is offered. With one: what it is a version of, what was carried, what changed."""
    if arguments.article is None:
        if arguments.of or arguments.decline or arguments.clear:
            raise UsageError("Of which article is that to be said?", "Name it first: casefile versions S9 --of S3")
        with the_case(arguments) as case:
            offers = services.offers(case)
        lines = table([[one.article.label, one.words, one.article.url] for one in offers])
        values = [{"article": one.article.label, "of": one.of.label, "url": one.article.url} for one in offers]
        output.document({"offers": values}, lines or ["No two articles here come from one address."])
        return 0
    number = article_number(arguments.article)
    of = article_number(arguments.of) if arguments.of else None
    with the_case(arguments, writes=bool(of or arguments.clear)) as case:
        if arguments.decline:
            if of is None:
                raise UsageError("Of which article is it no version?", "Name it: --of S3 --decline")
            services.decline(case, number, of)
        elif arguments.clear:
            services.clear(case, number)
        elif of is not None:
            services.set_version(case, number, of)
        _show(case, number, output)
    return 0


def _show(case: OpenCase, number: int, output: Output) -> None:
    family = services.versions_of(case, number)
    article = next(one for one in family if one.number == number)
    value: dict[str, Any] = {
        "article": article.label,
        "version_of": f"S{article.version_of}" if article.version_of else None,
        "versions": [one.label for one in family],
        "carried": None,
        "differences": [],
    }
    if article.version_of is None:
        others = ", ".join(one.label for one in family if one.number != number)
        lines = [f"{article.label} is no version of another article" + (f"; its own: {others}" if others else "")]
        output.document(value, lines)
        return
    carried = services.carried(case, number)
    value["carried"] = {
        "reason": carried.reason or None,
        "placed": [_span_json(one) for one in carried.placed],
        "lost": [_span_json(one) for one in carried.lost],
    }
    lines = [f"{article.label} is a version of S{article.version_of}: {carried.reason or carried.words}"]
    lines += table([_line(article, one) for one in carried.placed])
    if carried.lost:
        lines += ["", "found no place", *table([_line(article, one) for one in carried.lost])]
    if not carried.reason:
        old, new = services.texts(case, number)
        blocks = services.differences(case, number)
        value["differences"] = [_block_json(one, old, new) for one in blocks if one.what != "same"]
        changed = [_block_line(one, old, new) for one in blocks if one.what != "same"]
        lines += ["", *(changed or ["The words are the same."])]
    output.document(value, lines)


def _words(text: str, span: Span | None) -> str:
    return " ".join(span.of(text).split()) if span else ""


def _line(article: Article, one: services.CarriedSpan) -> list[str]:
    place = f"{article.label}:{one.new.start}-{one.new.end}" if one.new else "–"
    what = f"{one.what} {', '.join(one.labels)}".rstrip()
    return [place, what, " ".join(one.quotation.split()), one.caption, one.rule or one.why]


def _block_line(block: services.Block, old: str, new: str) -> str:
    if block.what != "changed":
        return f"{_SIGNS[block.what]} {_words(new, block.new) or _words(old, block.old)}"
    shown = []
    for piece in block.pieces:
        if piece.what == "same":
            shown.append(_words(new, piece.new))
            continue
        shown += [f"[−{_words(old, piece.old)}−]"] if piece.old else []
        shown += [f"[+{_words(new, piece.new)}+]"] if piece.new else []
    return f"~ {' '.join(shown)}"


def _span_json(one: services.CarriedSpan) -> dict[str, Any]:
    return {
        "what": one.what,
        "text": one.quotation,
        "old": [one.old.start, one.old.end],
        "new": [one.new.start, one.new.end] if one.new else None,
        "kind": one.kind.value if one.kind else None,
        "name": one.caption or None,
        "notes": list(one.labels),
        "rule": one.rule or None,
        "score": one.score if one.new else None,
        "why": one.why or None,
    }


def _block_json(block: services.Block, old: str, new: str) -> dict[str, Any]:
    pieces = [
        {"what": piece.what, "old": _words(old, piece.old) or None, "new": _words(new, piece.new) or None}
        for piece in block.pieces
    ]
    return {
        "what": block.what,
        "old": [block.old.start, block.old.end] if block.old else None,
        "new": [block.new.start, block.new.end] if block.new else None,
        "old_text": _words(old, block.old) or None,
        "new_text": _words(new, block.new) or None,
        "pieces": pieces,
    }
