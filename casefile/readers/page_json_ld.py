"""What a page states of itself in JSON-LD, in the vocabulary of schema.org, however carelessly it is written.

Blocks hold comments, stray control characters and trailing commas; they describe the site, the trail of menus,
other articles and their claims beside the article itself. Only what is said of the page's own article counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casefile.readers.page_parts import one_line

_MOST_NODES = 5000
_TRAILING = re.compile(r",(\s*[}\]])")
_WRAPPED = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)+|(?://\s*)?(?:-->|\]\]>)\s*\Z"
)
_COMMENT_LINE = re.compile(r"^[ \t]*//[^\n]*$|/\*[^*]{0,2000}\*/", re.M)
_ARTICLE = re.compile(
    r"(?:Article|Posting|Report|Review|Chapter|Recipe|Story|Analysis|Reportage)$|^(?:Opinion|BlogPost)"
)
_PAGES = frozenset(
    ("WebPage", "ItemPage", "CreativeWork", "MediaObject", "VideoObject", "PodcastEpisode", "AudioObject")
)
_NO_PAGES = frozenset(("Comment", "Event", "Person", "ImageObject", "Product", "Offer", "Rating", "BreadcrumbList"))
_SITES = frozenset(("WebSite", "Organization", "NewsMediaOrganization", "Corporation", "Periodical", "Newspaper"))
# Where the article of a page lies in another node; what lies elsewhere (mentions, itemReviewed, parts) is another's.
_WAYS = ("@graph", "mainEntity", "mainEntityOfPage", "@list", "@set")

_LOST_FIELD = re.compile(
    r'"(headline|datePublished|dateCreated|dateModified)"\s{0,9}:\s{0,9}"((?:[^"\\\n]|\\.){1,500})"'
)
_LOST_AUTHOR = re.compile(
    r'"author"\s{0,9}:\s{0,9}\[?\s{0,99}(?:\{[^{}]{0,500}?"name"\s{0,9}:\s{0,9}"((?:[^"\\\n]|\\.){1,200})"|"((?:[^"\\\n]|\\.){1,200})")'
)
_LOST_TYPE = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,99}"(\w*(?:Article|Posting))"')


@dataclass(frozen=True, slots=True)
class StatedAuthor:
    """``is_person``: as typed; None where the page does not say."""

    name: str
    is_person: bool | None


@dataclass(frozen=True, slots=True)
class Stated:
    """What one node says; empty where it does not. ``rank``: 0 for an article, 1 for its like, 2 for a page,
    3 for what a page may be about."""

    rank: int
    headline: str = ""
    published: str = ""
    created: str = ""
    modified: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    authors: tuple[StatedAuthor, ...] = ()


@dataclass(frozen=True, slots=True)
class JsonLd:
    """``nodes``: articles first, each kind in the page's order. ``sites``: names of the site and its publisher."""

    nodes: tuple[Stated, ...] = ()
    sites: tuple[str, ...] = ()


def read_blocks(blocks: list[str]) -> JsonLd:
    """All blocks of a page taken together: a node may name another by its ``@id``."""
    roots: list[Any] = []
    lost: list[Stated] = []
    for block in blocks:
        parsed = _parse(block)
        if parsed is None:
            lost += _rescue(block)
        else:
            roots += parsed
    named = _named(roots)
    stated: list[Stated] = []
    sites: list[str] = []
    for node in _own_nodes(roots):
        kinds = _kinds(node)
        rank = _rank(node, kinds)
        if rank is not None:
            stated.append(_stated(node, rank, named))
        elif not kinds.isdisjoint(_SITES):
            sites += _names(node, named)[:1]
    stated += lost
    stated.sort(key=lambda each: each.rank)
    return JsonLd(tuple(stated), tuple(dict.fromkeys(sites)))


def _parse(block: str) -> list[Any] | None:
    """The values of a block, of which careless pages write several behind each other; None where it is no JSON."""
    block = _WRAPPED.sub("", block).strip().rstrip(";").strip("\ufeff \n\t\r")
    if not block:
        return []
    for attempt in range(3):
        if attempt == 1:
            block = _TRAILING.sub(r"\1", block)
        elif attempt == 2:
            block = _TRAILING.sub(r"\1", _COMMENT_LINE.sub("", block)).strip()
        found: list[Any] = []
        at = 0
        decoder = json.JSONDecoder(strict=False)
        try:
            while at < len(block) and len(found) < 100:
                value, at = decoder.raw_decode(block, at)
                found.append(value)
                while at < len(block) and block[at] in " \t\r\n,;":
                    at += 1
            return found
        except (ValueError, RecursionError):
            if found:
                return found
    return None


def _rescue(block: str) -> list[Stated]:
    """The few fields that can be told in a block which is broken beyond repair."""
    if not _LOST_TYPE.search(block):
        return []
    fields: dict[str, str] = {}
    for match in _LOST_FIELD.finditer(block):
        fields.setdefault(match[1], _unquoted(match[2]))
    author = _LOST_AUTHOR.search(block)
    name = _unquoted(author[1] or author[2]) if author else ""
    return [
        Stated(
            0,
            headline=fields.get("headline", ""),
            published=fields.get("datePublished", ""),
            created=fields.get("dateCreated", ""),
            modified=fields.get("dateModified", ""),
            authors=(StatedAuthor(name, None),) if name else (),
        )
    ]


def _unquoted(inner: str) -> str:
    try:
        return one_line(json.loads(f'"{inner}"', strict=False))
    except ValueError:
        return one_line(inner)


def _nodes(roots: list[Any]) -> Iterator[dict[str, Any]]:
    waiting, count = list(reversed(roots)), 0
    while waiting and count < _MOST_NODES:
        value = waiting.pop()
        count += 1
        if isinstance(value, dict):
            yield value
            waiting.extend(each for each in value.values() if isinstance(each, dict | list))
        elif isinstance(value, list):
            waiting.extend(reversed(value[:500]))


def _named(roots: list[Any]) -> dict[str, dict[str, Any]]:
    """The nodes by their ``@id``; of several with one name the one that says most."""
    named: dict[str, dict[str, Any]] = {}
    for node in _nodes(roots):
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(named.get(name, ())):
            named[name] = node
    return named


def _own_nodes(roots: list[Any]) -> Iterator[dict[str, Any]]:
    """The nodes that can be the page's own, in its order."""
    waiting, count = list(reversed(roots)), 0
    while waiting and count < _MOST_NODES:
        value = waiting.pop()
        count += 1
        if isinstance(value, list):
            waiting.extend(reversed(value[:500]))
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[way] for way in reversed(_WAYS) if isinstance(value.get(way), dict | list))


def _kinds(node: dict[str, Any]) -> set[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {each.rpartition("/")[2].rpartition(":")[2] for each in kinds if isinstance(each, str)}


def _rank(node: dict[str, Any], kinds: set[str]) -> int | None:
    if any(_ARTICLE.search(kind) for kind in kinds):
        # A check of a claim or a product names whoever claimed or made something too.
        return 1 if kinds <= {"ClaimReview", "Review", "Recipe"} else 0
    if kinds & _NO_PAGES:
        return None
    if "headline" in node and "datePublished" in node:
        return 1
    if any(kind.endswith(("WebPage", "ItemPage")) for kind in kinds):
        return 2
    return None if kinds.isdisjoint(_PAGES) else 3


def _stated(node: dict[str, Any], rank: int, named: dict[str, dict[str, Any]]) -> Stated:
    page = node.get("mainEntityOfPage")
    url = _text(node.get("url")) or _text(page.get("@id") if isinstance(page, dict) else page)
    authors = _authors(node.get("author"), named) or _authors(node.get("creator"), named)
    return Stated(
        rank,
        headline=_text(node.get("headline")) or (_text(node.get("name")) if rank == 0 else ""),
        published=_text(node.get("datePublished")) or _text(node.get("uploadDate")),
        created=_text(node.get("dateCreated")),
        modified=_text(node.get("dateModified")),
        publisher=next(iter(_names(node.get("publisher"), named)), ""),
        url=url,
        language=_text(node.get("inLanguage")),
        authors=authors,
    )


def _text(value: Any) -> str:
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return one_line(str(value))


def _names(value: Any, named: dict[str, dict[str, Any]]) -> list[str]:
    return [author.name for author in _authors(value, named)]


def _authors(value: Any, named: dict[str, dict[str, Any]]) -> tuple[StatedAuthor, ...]:
    """Names out of a string, a node, a reference or a list of these; addresses of profiles are none."""
    found: list[StatedAuthor] = []
    waiting, count = [value], 0
    while waiting and count < 100:
        each = waiting.pop()
        count += 1
        if isinstance(each, list):
            waiting.extend(reversed(each[:50]))
        elif isinstance(each, str):
            found += [StatedAuthor(one_line(each), None)] if each.strip() else []
        elif isinstance(each, dict):
            whole = named.get(each["@id"], each) if isinstance(each.get("@id"), str) else each
            merged = {**whole, **each}
            kinds = _kinds(merged)
            is_person = True if "Person" in kinds else (False if kinds else None)
            name = merged.get("name") or merged.get("legalName")
            if not name and (merged.get("givenName") or merged.get("familyName")):
                name = f"{_text(merged.get('givenName'))} {_text(merged.get('familyName'))}"
            names = name if isinstance(name, list) else [name]
            found += [StatedAuthor(_text(one), is_person) for one in names[:50] if _text(one)]
    return tuple(dict.fromkeys(each for each in found if each.name))
