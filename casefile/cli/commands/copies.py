"""``casefile copies``: articles that look like one report, for a person to judge."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from casefile.cli.commands.context import article_number, the_case
from casefile.cli.output import Output, table
from casefile.domain.records import Article
from casefile.services import copies as services


def copies(arguments: Namespace, output: Output) -> int:
    """What is offered, and what was said to be a copy; with an option, say so or take it back first."""
    writes = bool(arguments.accept or arguments.decline or arguments.clear)
    number = article_number(arguments.article) if arguments.article else None
    with the_case(arguments, writes=writes) as case:
        if arguments.accept:
            services.accept(case, *map(article_number, arguments.accept))
        if arguments.decline:
            services.decline(case, *map(article_number, arguments.decline))
        if arguments.clear:
            services.clear(case, article_number(arguments.clear))
        offers = services.offers(case, number)
        groups = [(one, services.copies_of(case, one)) for one in sorted(set(services.roots(case).values()))]
        waiting = services.waiting(case)
    if number is not None:
        groups = [(one, some) for one, some in groups if number == one or number in {each.number for each in some}]
    lines = table([[one.article.label, one.words, _title(one.article), _title(one.other)] for one in offers])
    lines += [f"S{one} is copied in {', '.join(each.label for each in some)}" for one, some in groups]
    if waiting:
        lines.append(f"{waiting:,} articles wait to be compared; `casefile work` does it")
    value = {
        "offers": [_as_json(one) for one in offers],
        "groups": [{"original": f"S{one}", "copies": [each.label for each in some]} for one, some in groups],
        "waiting": waiting,
    }
    output.document(value, lines or ["No article here looks like a copy of another."])
    return 0


def _title(article: Article) -> str:
    return f"{article.label} {article.title or article.name}"


def _as_json(offer: services.CopyOffer) -> dict[str, Any]:
    return {
        "article": offer.article.label,
        "other": offer.other.label,
        "kind": offer.kind,
        "percent": offer.percent,
        "words": offer.words,
    }
