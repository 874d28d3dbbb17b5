"""The words of a parsed page as paragraphs with a blank line between them. Walks without recursion."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

_PAGE_BLOCKS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre search section select summary table
tbody tfoot thead tr ul
"""
PAGE_BLOCKS = frozenset(_PAGE_BLOCKS.split())
_PAGE_SKIPPED = "head script style template svg math iframe object canvas audio video"
PAGE_SKIPPED = frozenset(_PAGE_SKIPPED.split())
_PRE = frozenset(("pre", "textarea"))
# What the body extractor writes: its own small vocabulary after TEI.
_BODY_BLOCKS = "body main p head item list quote table row code fw ab div comments"
BODY_BLOCKS = frozenset(_BODY_BLOCKS.split())

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_AROUND_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_BREAKS = re.compile(r"\n{2,}")
_SPACES = re.compile(" {2,}")
_AROUND_CELL = re.compile(r" *\t[ \t]*")
# No two characters that could both begin the next match: a page of a million "<" stays linear.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<[!?][^<>]*>")


def page_text(root: Any) -> str:
    """Everything on the page that is text, in its order: menus, captions, small print and all."""
    return _join(_paragraphs(root, PAGE_BLOCKS, PAGE_SKIPPED, "br", ("td", "th")))


def body_text(root: Any) -> str:
    """The text of the extractor's own tree."""
    return _join(_paragraphs(root, BODY_BLOCKS, frozenset(("graphic",)), "lb", ("cell",)))


def stripped_text(page: str) -> str:
    """The text between the tags of a page that no tree can be made of; entities resolved, scripts left out."""
    paragraphs: list[str] = []
    pieces: list[str] = []
    skipping, at = "", 0
    for tag in _TAG.finditer(page):
        name = (tag[2] or "").lower()
        if not skipping:
            pieces.append(html.unescape(page[at : tag.start()]))
        at = tag.end()
        if skipping:
            skipping = "" if tag[1] and name == skipping else skipping
        elif name in ("script", "style", "template", "svg", "head") and not tag[1]:
            skipping = name
        elif name in PAGE_BLOCKS:
            paragraphs.append(_tidy("".join(_BLANKS.sub(" ", piece) for piece in pieces)))
            pieces = []
        elif name == "br":
            pieces.append("\n")
    if not skipping:
        pieces.append(html.unescape(page[at:]))
    paragraphs.append(_tidy("".join(_BLANKS.sub(" ", piece) for piece in pieces)))
    return _join(paragraphs)


def _join(paragraphs: Iterator[str] | list[str]) -> str:
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _tidy(joined: str) -> str:
    if "\t" in joined:
        joined = _AROUND_CELL.sub("\t", joined)
    if "\n" in joined:
        joined = _BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", joined))
    if "  " in joined:
        joined = _SPACES.sub(" ", joined)
    return joined.strip()


def _paragraphs(
    root: Any, blocks: frozenset[str], skipped: frozenset[str], line_break: str, cells: tuple[str, ...]
) -> Iterator[str]:
    pieces: list[str] = []
    verbatim = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if event in ("start", "end") and name in blocks and pieces:
            yield _tidy("".join(pieces)) if not verbatim else "".join(pieces).strip("\n")
            pieces = []
        if event == "start":
            if name in skipped:
                walk.skip_subtree()
                continue
            verbatim += name in _PRE
            if name == line_break:
                pieces.append("\n")
            elif name in cells and pieces:
                pieces.append("\t")
            _append(pieces, element.text, verbatim)
            continue
        if event == "end":
            verbatim -= name in _PRE and name not in skipped
        _append(pieces, element.tail if element is not root else None, verbatim)
    if pieces:
        yield _tidy("".join(pieces))


def _append(pieces: list[str], text: str | None, verbatim: int) -> None:
    if text:
        if verbatim:
            pieces.append(text)
        elif not (text.isspace() and text.isascii()):
            pieces.append(_BLANKS.sub(" ", text))
        elif pieces:
            # White space between two blocks is most of what stands between a page's tags.
            pieces.append(" ")
