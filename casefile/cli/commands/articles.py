"""``casefile articles``, ``article set``, ``show`` and ``text``."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from casefile.cli.commands.context import article_number, the_case
from casefile.cli.output import Output, table
from casefile.domain.dates import parse_date
from casefile.domain.errors import UsageError
from casefile.domain.records import Article, Metadata
from casefile.services import articles, rows, tagging

_GIVEN = ("title", "author", "publisher", "url", "published", "retrieved", "language")


def metadata_from(arguments: Namespace) -> Metadata:
    """The metadata options of a command; what was not given stays None."""
    return Metadata(**{field: getattr(arguments, field) for field in _GIVEN})


def article_json(article: Article) -> dict[str, Any]:
    """An article as ``articles --json`` prints it."""
    return {
        "number": article.number,
        "id": article.id,
        "sha256": article.sha256,
        "text_sha256": article.text_sha256,
        "title": article.title or None,
        "publisher": article.publisher or None,
        "author": article.author or None,
        "published": article.published or None,
        "url": article.url or None,
        "language": article.language or None,
        "mime": article.mime,
        "state": article.state.value,
        "reason": article.reason or None,
        "version_of": f"S{article.version_of}" if article.version_of else None,
    }


def list_all(arguments: Namespace, output: Output) -> int:
    """List the articles in order of number."""
    with the_case(arguments) as case:
        found = rows.articles(case)
    lines = [
        [
            one.label,
            one.state.value,
            parse_date(one.published).shown if one.published else "no date",
            one.publisher,
            one.title or one.name,
        ]
        for one in found
    ]
    output.document(
        {"articles": [article_json(one) for one in found]},
        table(lines) or ["No articles yet. Add some with: casefile add FILE…"],
    )
    return 0


def set_metadata(arguments: Namespace, output: Output) -> int:
    """Edit what is known of an article; the text never changes."""
    number, metadata = article_number(arguments.article), metadata_from(arguments)
    if metadata == Metadata() and arguments.grade is None:
        raise UsageError("Nothing to set was given.", "For example: casefile article set S1 --published 2023-01-16")
    with the_case(arguments, writes=True) as case:
        if metadata != Metadata():
            articles.set_metadata(case, number, metadata)
        if arguments.grade is not None:
            articles.grade(case, number, arguments.grade, arguments.grade_reason)
        article = rows.article(case, number)
    output.document(article_json(article), _described(article))
    return 0


def show(arguments: Namespace, output: Output) -> int:
    """An article's metadata, texts and arrivals."""
    number = article_number(arguments.article)
    with the_case(arguments) as case:
        article = rows.article(case, number)
        texts = rows.texts_of(case, number)
        arrivals = rows.acquisitions(case, number)
        members = [f"S{one}" for one in rows.members_of(case, number)]
        extra = rows.extra_of(case, number)
        tags = tagging.tags_of(case, "article", article.id)
    value = article_json(article) | {
        "bytes": article.bytes,
        "charset": article.charset or None,
        "charset_confidence": article.charset_confidence,
        "published_basis": article.published_basis or None,
        "retrieved": article.retrieved or None,
        "reliability": article.reliability or None,
        "need": article.need.value or None,
        "part_of": f"S{article.part_of}" if article.part_of else None,
        "copy_of": f"S{article.copy_of}" if article.copy_of else None,
        "members": members,
        "tags": list(tags),
        "extra": [list(pair) for pair in extra],
        "texts": [
            {
                "id": text.id,
                "kind": text.kind,
                "sha256": text.sha256,
                "characters": text.characters,
                "counts": text.id == article.text_id,
                "note": text.note or None,
                "made_by": text.made_by or None,
                "confidence": text.confidence,
            }
            for text in texts
        ],
        "acquisitions": [
            {
                "name": one.name,
                "container": one.container or None,
                "member": one.member or None,
                "url": one.url or None,
                "at": one.at,
                "by": one.by,
                "how": one.how,
                "modified": one.modified or None,
                "part_of": f"S{one.part_of}" if one.part_of else None,
            }
            for one in arrivals
        ],
    }
    lines = [*_described(article), *([f"tags      {', '.join(tags)}"] if tags else [])]
    for text in texts:
        lines.append(f"text      {text.kind}, {text.characters:,} characters, {text.sha256[:16]}…")
        lines += [f"          {text.note}"] if text.note else []
        sure = f", {text.confidence:.0%} sure" if text.confidence is not None else ""
        lines += [f"          made by {text.made_by}{sure}"] if text.made_by else []
    for one in arrivals:
        holder = " ".join(filter(None, [f"S{one.part_of}" if one.part_of else "", one.container]))
        inside = f"  in {holder} as {one.member}" if holder else ""
        lines.append(f"arrived   {one.at}  {one.name}{inside}  by {one.by}, {one.how}")
    lines += [f"holds     {', '.join(members)}"] if members else []
    lines += [f"stated    {name}: {value}" for name, value in extra]
    output.document(value, lines)
    return 0


def text(arguments: Namespace, output: Output) -> int:
    """The text that counts, exactly, without a byte more."""
    number = article_number(arguments.article)
    with the_case(arguments) as case:
        words = rows.counted_text(case, number)
        article = rows.article(case, number)
    if output.as_json:
        output.document({"article": article.label, "text_sha256": article.text_sha256, "text": words})
    else:
        output.exact(words, raw=arguments.raw)
    return 0


def _described(article: Article) -> list[str]:
    pairs = [
        ("article", f"{article.label} {article.title or '(no title)'}"),
        ("publisher", article.publisher),
        ("author", article.author),
        (
            "published",
            f"{article.published} {f'({article.published_basis})' if article.published_basis else ''}".strip(),
        ),
        ("url", article.url),
        ("language", article.language),
        ("state", f"{article.state.value} {article.reason}".strip()),
        ("original", f"{article.mime}, {article.bytes:,} bytes, {article.sha256}"),
    ]
    return [f"{name:<9} {value}" for name, value in pairs if value]
