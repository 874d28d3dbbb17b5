"""What a page says of itself: its headline, who wrote it, who published it and on which day, its own address.

Sources are asked in an order of trust (the article's JSON-LD, then its meta tags, then microdata and what the markup
calls an author or a day, then lines near the headline); the site is not its own author, and no day is made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from casefile.readers.page_authors import NO_NAMES, NOBODY, PERSON, Names, Site, compact, names_in
from casefile.readers.page_bylines import days_shown, names_shown
from casefile.readers.page_dates import day_in_url, day_order, days_apart, iso_day
from casefile.readers.page_json_ld import JsonLd, Stated, read_blocks
from casefile.readers.page_parts import PageParts, collect
from casefile.readers.page_titles import headline

_AUTHOR_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "byline",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "citation_author",
    "article_author",
    "article.author",
    "author.name",
    "authors",
    "cxenseparse:author",
    "rbauthors",
    "og:article:author",
    "og:author",
    "vr:author",
    "creator",
)
_DAY_METAS = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "article.published",
    "article:published_date",
    "datepublished",
    "og:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "citation_publication_date",
    "citation_online_date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "publish-date",
    "publish_date",
    "publishdate",
    "published_at",
    "published-date",
    "pubdate",
    "pub_date",
    "og:pubdate",
    "date.release",
    "article_date_original",
    "rbpubdate",
    "pdate",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "originalpublicationdate",
    "originaldate",
    "published",
    "creation_date",
    "datecreated",
    "date",
)


_WRITTEN_BY = tuple(
    "written by|verfasst von|geschrieben von|escrito por|écrit par|rédigé par|scritto da|geschreven door|skrevet av|"
    "skrevet af|skriven av|napisane przez|autor|автор|posted by|by".split("|")
)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Empty where the page does not say. ``author``: names joined by “; ”. ``published``: an ISO day."""

    title: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    published: str = ""
    language: str = ""


def facts_of(root: Any, known_url: str = "", language: str = "") -> PageFacts:
    """What the parsed page states. ``known_url``: where it was saved from, if its browser said so."""
    parts = collect(root)
    said = read_blocks(parts.blocks)
    url = next(
        filter(_is_address, (known_url, parts.canonical, parts.meta("og:url"), *(n.url for n in said.nodes))), ""
    )
    host = _host(url)
    publisher = _publisher(parts, said)
    site = Site(_site_names(parts, said, publisher), host)
    titles = [node.headline for node in said.nodes if node.headline and node.rank < 2]
    title = headline(parts, site, titles)
    nodes = _own(said, title)
    language = language or _language(parts, nodes)
    return PageFacts(
        title=title,
        author="; ".join(_authors(parts, nodes, site).names),
        publisher=publisher,
        url=url,
        published=_published(parts, nodes, url or known_url, day_order(language, host)),
        language=language,
    )


def _is_address(url: str) -> bool:
    return url.lower().startswith(("http://", "https://")) and len(url) < 2000 and " " not in url


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _own(said: JsonLd, title: str) -> list[Stated]:
    """The nodes that speak of this page's article: where there are several articles, those with its headline."""
    articles = [node for node in said.nodes if node.rank == 0]
    if len({node.headline for node in articles}) > 1:
        wanted = compact(title)
        named = [node for node in articles if node.headline and compact(node.headline) in (wanted, "")]
        named = named or [node for node in articles if compact(node.headline)[:30] == wanted[:30]] or articles[:1]
        return named + [node for node in said.nodes if node.rank > 0]
    return list(said.nodes)


def _publisher(parts: PageParts, said: JsonLd) -> str:
    names = (
        parts.meta("og:site_name"),
        *(node.publisher for node in said.nodes),
        *said.sites,
        parts.meta("application-name", "publisher", "dc.publisher", "dcterms.publisher", "apple-mobile-web-app-title"),
    )
    return next((name for name in names if name and not name.lower().startswith(("http:", "https:", "www."))), "")


def _site_names(parts: PageParts, said: JsonLd, publisher: str) -> list[str]:
    metas = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "twitter:site", "copyright")
    stated = [parts.meta(name).lstrip("@") for name in metas]
    return [name for name in (publisher, *stated, *said.sites, *(node.publisher for node in said.nodes)) if name]


def _language(parts: PageParts, nodes: list[Stated]) -> str:
    stated = (
        parts.meta("content-language", "og:locale", "dc.language", "language"),
        *(node.language for node in nodes),
    )
    return next((name for name in stated if name), "")


def _authors(parts: PageParts, nodes: list[Stated], site: Site) -> Names:
    """The first source that names a person; without one, the first that names an agency, then a desk."""
    best = NO_NAMES
    for rank in (0, 1, 2, 3):
        for node in nodes:
            if node.rank == rank and node.authors:
                best = _better(best, _of_node(node, site))
        if best.worth == PERSON:
            return best
        if rank == 0:
            best = _better(best, _of_metas(parts, site))
            if best.worth == PERSON:
                return best
    return _better(best, names_shown(parts, site))


def _better(one: Names, other: Names) -> Names:
    return other if other.names and other.worth < one.worth else one


def _of_node(node: Stated, site: Site) -> Names:
    found: list[tuple[str, int]] = []
    for author in node.authors:
        each = names_in(author.name, site, author.is_person)
        found += [(name, each.worth) for name in each.names]
    return _best_of(found)


def _of_metas(parts: PageParts, site: Site) -> Names:
    best = NO_NAMES
    for name in _AUTHOR_METAS:
        found: list[tuple[str, int]] = []
        for value in parts.metas.get(name, []):
            each = names_in(value, site)
            found += [(one, each.worth) for one in each.names]
        best = _better(best, _best_of(found))
        if best.worth == PERSON:
            return best
    label = parts.meta("twitter:label1").lower()
    # What the most used plugins of WordPress write for the preview of a shared link.
    if label.startswith(_WRITTEN_BY):
        best = _better(best, names_in(parts.meta("twitter:data1"), site, True))
    return best


def _best_of(found: list[tuple[str, int]]) -> Names:
    best = min((worth for _, worth in found), default=NOBODY)
    return Names(tuple(dict.fromkeys(name for name, worth in found if worth == best)), best) if found else NO_NAMES


def _published(parts: PageParts, nodes: list[Stated], url: str, order: str) -> str:
    """The day of first publication by the most trusted source; the address corrects one that is days later."""
    in_url = day_in_url(url)
    claims = [iso_day(node.published, order) for node in nodes if node.rank < 2]
    claims += [iso_day(parts.metas[name][0], order) for name in _DAY_METAS[:6] if name in parts.metas]
    claims += [iso_day(node.published, order) for node in nodes if node.rank == 2]
    claims += [iso_day(parts.metas[name][0], order) for name in _DAY_METAS[6:] if name in parts.metas]
    if all(node.rank == 3 for node in nodes):
        claims += [iso_day(node.published, order) for node in nodes]
    claims = [claim for claim in claims if claim]
    if not claims:
        claims = [*days_shown(parts, order, in_url)]
    if not claims:
        return in_url or next((day for node in nodes if (day := iso_day(node.created, order))), "")
    first = claims[0]
    if in_url and in_url.replace("-", "/") in url and in_url < first and days_apart(in_url, first) > 2:
        # A page that is published anew keeps its address, and often its first day somewhere.
        near = [claim for claim in claims if days_apart(claim, in_url) <= 2]
        return near[0] if near else in_url
    return first
