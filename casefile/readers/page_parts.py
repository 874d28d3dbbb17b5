"""Where a page speaks of itself: its meta and link tags, its blocks of JSON-LD, its headings, what its markup names.

Everything is collected once and bounded, so that a page of a million tags costs no more than its walk.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

_MOST_METAS = 400
_MOST_BLOCKS = 60
_LONGEST_BLOCK = 2_000_000
_MOST_HEADINGS = 60
_MOST_WALKED = 30_000
_MOST_MARKED = 400
_LONGEST_LINE = 400
_MOST_STEPS = 600
_LONGEST_NAMES = 500

_UNSEEN = frozenset(("script", "style", "svg", "noscript", "template", "button", "select", "textarea", "iframe"))
_BREAKING = frozenset(("br", "div", "p", "li", "ul", "ol", "dd", "dt", "td", "h1", "h2", "h3", "h4", "section", "time"))
# What sites of many languages call the places in which they name authors and days.
_MARKS = (
    "author autor auteur forfatter byline by-line by_line writer creator contributor journalist reporter redakt "
    "date time datum fecha publish posted pubdat entry-meta post-meta article-meta article__meta meta-info submitted "
    "postinfo vcard"
).split()
_ELSEWHERE = re.compile(
    r"comment|disqus|replies|related|recommend|(?<!has-)(?<!no-)(?<!with-)(?<!content-)side-?bar|widget|promo|teaser|popular|trending|newsletter|"
    r"most-read|mostread|latest|more-from|read-more|ticker|carousel|\bcards?\b|footer|breadcrumb|tweet|twitter|river|"
    r"playlist|upcoming|events?\b|caption|credit|copyright|gallery|advert|sponsor|wm-ipp",
    re.I,
)
_ELSEWHERE_TAGS = frozenset(("nav", "footer", "aside", "figure", "figcaption", "form", "dialog"))
_FRAMES = frozenset(("html", "body", "meta", "link", "script", "style"))
_AUTHORS_OWN = re.compile(r"auth?or|byline|article-meta|post-meta", re.I)


_INLINE_TAG = re.compile(r"</?(?:a|b|i|u|em|strong|span|p|br|sup|sub|font)\b[^<>]{0,500}>", re.I)


@dataclass(frozen=True, slots=True)
class Marked:
    """An element whose markup names it; ``order`` counts elements in the page's order."""

    order: int
    element: Any
    names: str


@dataclass
class PageParts:
    """``metas`` under their lower-case property, name or itemprop, in order; ``blocks`` of JSON-LD as written."""

    root: Any
    metas: dict[str, list[str]] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    headings: list[Any] = field(default_factory=list)
    times: list[Any] = field(default_factory=list)
    canonical: str = ""
    title: str = ""
    heading: Any = None
    """Where the page shows its headline, once that is known."""

    def meta(self, *names: str) -> str:
        """The first that is stated of these metas."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")

    @cached_property
    def marked(self) -> list[Marked]:
        """The elements that markup names as an author's, a day's or a byline, and the headline; comments, teasers and
        the like left out."""
        found: list[Marked] = []
        for order, element in enumerate(self.root.iter("*")):
            if order > _MOST_WALKED or len(found) > _MOST_MARKED:
                break
            get = element.get
            names = (get("class") or "")[:_LONGEST_NAMES]
            for name in ("itemprop", "rel", "id", "data-testid", "data-qa"):
                value = get(name)
                if value:
                    names = f"{names} {value[:_LONGEST_NAMES]}"
            tag = element.tag
            if tag == "time" or element is self.heading or (names and tag not in _FRAMES and _is_marked(names)):
                found.append(Marked(order, element, names))
        return [mark for mark in found if mark.element is self.heading or not is_elsewhere(mark.element)]


def collect(root: Any) -> PageParts:
    """What the page states, in one walk over the few tags that can state something."""
    parts = PageParts(root)
    count = 0
    for element in root.iter("meta", "link", "script", "h1", "time", "title"):
        tag = element.tag
        if tag == "meta":
            count += 1
            if count <= _MOST_METAS:
                _take_meta(parts, element)
        elif tag == "link":
            if not parts.canonical and (element.get("rel") or "").lower() == "canonical":
                parts.canonical = (element.get("href") or "").strip()
        elif tag == "script":
            text = element.text
            if text and len(parts.blocks) < _MOST_BLOCKS and "ld+json" in (element.get("type") or "").lower():
                parts.blocks.append(text[:_LONGEST_BLOCK])
        elif tag == "title":
            # A picture in SVG has titles too.
            if not parts.title and (element.getparent() is None or element.getparent().tag in ("head", "html", "body")):
                parts.title = one_line(element.text or "")
        elif tag == "h1":
            if len(parts.headings) < _MOST_HEADINGS:
                parts.headings.append(element)
        elif len(parts.times) < _MOST_HEADINGS:
            parts.times.append(element)
    return parts


def _take_meta(parts: PageParts, element: Any) -> None:
    content = one_line(element.get("content") or element.get("value") or "")
    if not content:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = (element.get(attribute) or "").strip().lower()
        if name:
            for each in name.split() if attribute == "property" else (name,):
                values = parts.metas.setdefault(each, [])
                if len(values) < 20 and content not in values:
                    values.append(content)


def one_line(written: str) -> str:
    """White space tidied, entities that were written twice over resolved, and tags that were written as text gone."""
    written = written[:4000]
    if "&" in written:
        written = html.unescape(written)
    if "<" in written:
        written = _INLINE_TAG.sub("", written)
    return " ".join(written.replace("\u200b", "").replace("\xad", "").split())


def line_of(element: Any, most: int = _LONGEST_LINE) -> str:
    """The words in an element as one line, those of scripts left out; empty where there are more than ``most``
    characters."""
    pieces = pieces_of(element, most)
    return one_line("".join(pieces))


def pieces_of(element: Any, most: int = _LONGEST_LINE) -> list[str]:
    """The pieces of text in an element, with a blank where markup parts words that are written without one."""
    pieces: list[str] = []
    length = 0
    waiting: list[tuple[Any, bool]] = [(element, False)]
    steps = 0
    while waiting:
        node, is_tail = waiting.pop()
        steps += 1
        if steps > _MOST_STEPS or len(waiting) > _MOST_STEPS:
            return []
        if is_tail:
            text = node.tail
        else:
            if node is not element:
                waiting.append((node, True))
            if not isinstance(node.tag, str) or node.tag in _UNSEEN:
                continue
            if node.tag in _BREAKING:
                pieces.append(" ")
            text = node.text
            waiting.extend((child, False) for child in reversed(node))
        if text:
            if pieces and pieces[-1][-1:].islower() and text[:1].isupper():
                pieces.append(" ")
            pieces.append(text)
            length += len(text)
            if length > most * 4:
                return []
        if not is_tail and node.tag in _BREAKING:
            pieces.append(" ")
    return pieces if len("".join(pieces).strip()) <= most else []


# A page names its elements with few words, over and over.
@lru_cache(maxsize=2048)
def _is_marked(names: str) -> bool:
    folded = names.lower()
    return any(mark in folded for mark in _MARKS) or " by " in f" {folded} "


@lru_cache(maxsize=2048)
def _names_other(names: str) -> bool:
    return bool(_ELSEWHERE.search(names))


@lru_cache(maxsize=2048)
def _names_own(names: str) -> bool:
    return bool(_AUTHORS_OWN.search(names)) and "comment" not in names and "related" not in names


def is_elsewhere(element: Any) -> bool:
    """Whether an element stands among comments, teasers, menus or notes, and so speaks of something else."""
    for depth, node in enumerate((element, *element.iterancestors())):
        if depth > 40 or node.tag in ("article", "main", "body", "html"):
            # An article in a list of articles is a teaser; the page's own holds its headline.
            return False
        names = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('itemprop') or ''}"[:_LONGEST_NAMES]
        is_own = _names_own(names)
        if not is_own and _names_other(names) and not (depth == 0 and "date" in names and "event" not in names):
            return True
        if depth and node.tag in _ELSEWHERE_TAGS and not (is_own and node.tag == "aside"):
            return True
    return False
