"""Pages of a book: XML first, as they are meant to be; as a browser would read them where they are damaged."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

from casefile.domain.text import canonical
from casefile.readers.charset import NotText, decode
from casefile.readers.html_text import page_text, stripped_text

_DECLARED = re.compile(rb"""<\?xml[^<>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[]{0,1000}(?:\[[^\]]{0,100000}\]\s{0,100})?>", re.I)
_DECLARATION = re.compile(r"\s*<\?xml[^<>]{0,1000}\?>")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_KEPT = frozenset(("lt", "gt", "amp", "quot", "apos"))
_EMPTY = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)([a-zA-Z][\w:-]{0,40})(\s[^<>]{0,2000})?/>"
)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{65536}")
_SVG = "http://www.w3.org/2000/svg"
# What a book shows and a saved page does not: text instead of an object that no program knows, formulas, drawings.
_SHOWN = dict.fromkeys(("object", "canvas", "audio", "video"), "div") | {"math": "span", "annotation": "template"}
_DRAWN = {"svg": "div", "text": "p", "title": "template", "desc": "template", "metadata": "template"}
_HEADINGS = ("h1", "h2", "h3", "h4")


def paragraphs(data: bytes) -> list[tuple[str, bool]] | None:
    """The paragraphs of a page, and whether each is a heading; None for what is no text at all."""
    declared = _DECLARED.match(data[:400].removeprefix(b"\xef\xbb\xbf").lstrip())
    try:
        page = canonical(decode(data, declared[1].decode("ascii") if declared else "utf-8").text)
    except NotText:
        return None
    root = None if _LONG_TAG.search(page) else _tree(page)
    if root is None:
        return [(words, False) for words in stripped_text(page).split("\n\n") if words.strip()]
    headings = [" ".join(page_text(element).split()) for element in root.iter(*_HEADINGS)]
    found, at = [], 0
    for words in page_text(root).split("\n\n"):
        if not words.strip():
            continue
        is_heading = at < len(headings) and " ".join(words.split()) == headings[at]
        at += is_heading
        while at < len(headings) and not headings[at]:
            at += 1
        found.append((words, is_heading))
    return found


def _tree(page: str) -> etree._Element | None:
    # Without the DOCTYPE no entity is declared; those that pages have by name are characters.
    bare = _DECLARATION.sub("", _DOCTYPE.sub("", page, count=1), count=1)
    bare = _ENTITY.sub(lambda found: found[0] if found[1] in _KEPT else html5.get(f"{found[1]};", found[0]), bare)
    strict = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(bare.strip().encode("utf-8"), strict)
    except (etree.XMLSyntaxError, ValueError):
        return _damaged(bare)
    for element in root.iter("{*}*"):
        name = etree.QName(element)
        element.tag = (_DRAWN if name.namespace == _SVG else _SHOWN).get(name.localname.lower(), name.localname.lower())
    return root


def _damaged(page: str) -> etree._Element | None:
    lenient = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        # An empty element of XML is an open one to a browser, and would swallow what follows.
        root = etree.fromstring(_EMPTY.sub(r"<\1\2></\1>", page).encode("utf-8"), lenient)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    is_cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in lenient.error_log)
    return None if is_cut else root
