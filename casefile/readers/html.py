"""Saved web pages: the article's body and the full page as two texts, and what the page says of itself.

Only an HTML parser is used, never an XML one: entities are characters, nothing is resolved, nothing is fetched.
Parsers are imported with the first page, so that a case of plain texts never waits for them.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any

from casefile.domain.folding import fold
from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.records import Metadata
from casefile.domain.text import canonical
from casefile.readers import fields
from casefile.readers.charset import NotText, decode
from casefile.readers.deadline import TooLong, deadline
from casefile.readers.format_names import UNKNOWN
from casefile.readers.hints import Hints, state_for, unread
from casefile.readers.singlefile import saved, without_packed
from casefile.readers.word_count import words_in

if TYPE_CHECKING:
    from casefile.readers.page_facts import PageFacts

MIMES = ("text/html",)

LARGEST = 32 * 1024 * 1024
"""Bytes; a tree takes about ten times as much memory."""

LARGEST_FOR_BODY = 6 * 1024 * 1024
_DEEPEST_FOR_BODY = 1000
_MOST_ELEMENTS_FOR_BODY = 100_000
_ENOUGH_WORDS = 30

_SKIPPED = re.compile(rb"\s*(?:<!--.*?-->|<\?.*?\?>)", re.S)
_SURE = re.compile(rb"\s*<(?:!doctype\s+html|html[\s>])", re.I)
_LIKELY = re.compile(
    rb"\s*<(?:head|body|title|meta|link|script|style|iframe|h[1-6]|div|font|table|article|main|section|center|"
    rb"a|b|p|br|span)[\s/>]",
    re.I,
)
_ANY_TAG = re.compile(rb"<(?:!doctype|html|head|body|title|meta|div|p|br|table|a|h1)[\s/>]", re.I)
_CHARSET = re.compile(
    rb"""<meta[^<>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^<>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.I,
)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{65536,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 10_000


def sniff(data: bytes, hints: Hints) -> str:
    """A page begins with a tag of HTML, behind comments and an XML declaration at most."""
    head = data[:8192]
    for mark, name in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            head = head[2:].decode(name, "replace").encode("ascii", "replace")
    head = head.removeprefix(b"\xef\xbb\xbf")
    # What declares itself to be XML is a page only when it says so too: its tags may be anybody's.
    is_xml = head.lstrip()[:5].lower() == b"<?xml"
    while skipped := _SKIPPED.match(head):
        head = head[skipped.end() :]
    is_named = hints.suffix in (".html", ".htm", ".xhtml", ".shtml")
    is_said = hints.mime.partition(";")[0].strip().lower() in ("text/html", "application/xhtml+xml")
    is_markdown = hints.suffix in (".md", ".markdown", ".txt")
    found = (
        _SURE.match(head)
        or (not is_markdown and not is_xml and _LIKELY.match(head))
        or ((is_named or is_said) and _ANY_TAG.search(head))
    )
    return "text/html" if found else ""


def read(data: bytes, hints: Hints) -> ReadOutcome:
    """Texts ``body`` and ``full page``; the body comes first, and so counts, unless it is a small part of the page."""
    reasons = []
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = without_packed(data)
    if len(data) > LARGEST:
        data = data[:LARGEST]
        reasons.append(f"only the first {LARGEST // 1024 // 1024} MB were read")
    try:
        decoded = decode(data, _declared(data, hints), forced=hints.forced_charset)
    except NotText:
        return unread(UNKNOWN)
    if decoded.problem:
        reasons.append(decoded.problem)
    texts, metadata, trouble = _parse(canonical(decoded.text), hints, len(data))
    reasons += trouble
    if not texts:
        return unread("the page holds no text", "text/html")
    state, reason = state_for(reasons)
    return ReadOutcome(state, reason, texts, metadata, "text/html", decoded.charset, decoded.confidence)


def _declared(data: bytes, hints: Hints) -> str:
    """The charset by the header that the page came with, and then by its own tags (WHATWG HTML, section 13.2.3.2)."""
    label = hints.charset.strip().strip("\"'")
    try:
        if codecs.lookup(label):
            return label
    except (LookupError, ValueError):
        pass
    declared = _CHARSET.search(data[:4096])
    return (declared[1] or declared[2]).decode("ascii") if declared else label


def _parse(page: str, hints: Hints, size: int) -> tuple[tuple[ReadText, ...], Metadata, list[str]]:
    from lxml import etree
    from lxml import html as lxml_html

    from casefile.readers.html_text import page_text, stripped_text
    from casefile.readers.page_facts import PageFacts, facts_of

    # Comments would split the words around them for the body extractor: measured, half a point of F1.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    # The parser's time grows with the square of a tag's attributes; an inlined picture is long, but has few.
    if any(len(_QUOTED.sub("", tag[0]).split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(page)):
        return (
            _texts("", canonical(stripped_text(page))),
            Metadata(),
            ["a tag has too many attributes, all tags are left out"],
        )
    try:
        root = etree.fromstring(page.encode("utf-8"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    too_deep = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    if root is None or too_deep:
        full = canonical(stripped_text(page))
        why = "its tags are nested too deep" if too_deep else "the page is damaged"
        return _texts("", full), Metadata(), [f"{why}: all text between the tags is shown"]
    full = canonical(page_text(root))
    stated = _stated_by_page(page, root)
    facts, body, trouble = PageFacts(), "", list[str]()
    try:
        with deadline(hints.body_s):
            try:
                facts = facts_of(root, stated["url"] or "", stated["language"] or "")
            except TooLong:
                raise
            except Exception:
                trouble.append("what the page says of itself could not be read in every way")
            if size > LARGEST_FOR_BODY:
                trouble.append("the page is too large to tell its body apart, the full page is shown")
            elif _is_overgrown(root):
                trouble.append("the page has too many tags to tell its body apart, the full page is shown")
            else:
                body = _body(root)
    except TooLong:
        trouble.append("taking the page apart took too long, something may be missing from its body")
    except Exception:  # a library's bug, or its hunger for memory, must not cost the page's text
        trouble.append("the page could not be taken apart in every way")
    metadata = _metadata(stated, facts)
    return _texts(canonical(_without_title(body, metadata.title)), full), metadata, trouble


def _without_title(body: str, title: str | None) -> str:
    """The body without the headline above it: that is the article's title, and stays in the full page."""
    first, _, rest = body.partition("\n\n")
    is_title = title is not None and rest and fold(" ".join(first.split())) == fold(title)
    return rest if is_title else body


def _texts(body: str, full: str) -> tuple[ReadText, ...]:
    body_words, full_words = words_in(body), words_in(full)
    as_body = [ReadText("body", body)] if body.strip() else []
    as_full = [ReadText("full page", full)] if full.strip() else []
    is_good = body_words * 4 >= full_words or (body_words >= _ENOUGH_WORDS and body_words * 50 >= full_words)
    return tuple(as_body + as_full if is_good else as_full + as_body)


def _body(root: Any) -> str:
    from casefile.readers.page_body import body_of

    return body_of(root, _ENOUGH_WORDS)


def _is_overgrown(root: Any) -> bool:
    """Whether the extractor would take minutes and gigabytes: it visits every element many times over."""
    from lxml import etree

    depth = elements = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > _DEEPEST_FOR_BODY or elements > _MOST_ELEMENTS_FOR_BODY:
            return True
    return False


def _stated_by_page(page: str, root: Any) -> dict[str, str | None]:
    """What the browser that saved the page wrote into it, and the language that the page declares."""
    mark = saved(page)
    return {
        "url": mark.url,
        "retrieved": mark.day,
        "language": fields.language(root.get("lang") or root.get("xml:lang")),
        "title": fields.field(root.findtext(".//title")),
    }


def _metadata(stated: dict[str, str | None], facts: PageFacts) -> Metadata:
    day = fields.published(facts.published)[0]
    return Metadata(
        title=fields.field(facts.title) or stated["title"],
        author=fields.field(facts.author),
        publisher=fields.field(facts.publisher),
        url=stated["url"] or fields.web_address(facts.url),
        published=day,
        published_basis="guessed" if day else None,
        retrieved=stated["retrieved"],
        language=stated["language"] or fields.language(facts.language),
    )
