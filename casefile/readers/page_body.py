"""An article's body out of its page: what surrounds the extraction, which is trafilatura's.

Before it, the page is rid of what holds no words and of what its authors hid, and an article that is cut into boxes
(for what stands between them) is put together again. After it, lines go that belong to the site and not to the article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from lxml import etree

from casefile.readers.word_count import words_in

_WORDLESS = (
    "script style svg noscript iframe template link meta input select datalist canvas audio video object embed map img "
    "source track picture math progress"
).split()
# The extractor drops these in the end; the sooner they go, the less there is for each of its rules to look at.
_SURROUNDINGS = "head nav footer aside menu dialog button label figure".split()
_BOXES = "div section span ul ol li".split()
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_UNREAD = frozenset(("sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden", "screenreader-only"))
_EMBEDDED = ("twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "bluesky-embed", "mastodon-embed")
_ENOUGH_TEXT = 100
_MOST_BOXES = 200
_RESET_AFTER = 100
_LONGEST_ADDED = 45

_POINTER = re.compile(
    r"\A\W{0,3}(?:read (?:more|also|next|on:|the full)|also read|see (?:also|more)|don.t miss|must read|click here|"
    r"you (?:may|might) (?:also )?(?:like|be interested)|most (?:read|popular)|"
    r"lesen sie (?:auch|hier|mehr|dazu)|lies auch|mehr (?:zum thema|dazu|lesen)|auch interessant|siehe auch|"
    r"lire aussi|à lire (?:aussi|également)|voir aussi|sur le même sujet|lea (?:también|más)|le puede interesar|"
    r"te puede interesar|ver más|lee también|leia (?:também|mais)|veja (?:também|mais)|saiba mais|"
    r"leggi anche|leggi di più|vedi anche|lees (?:ook|verder|meer)|bekijk ook|läs (?:också|även|mer)|"
    r"les (?:også|mer)|læs (?:også|mere)|lue (?:myös|lisää)|czytaj (?:też|także|więcej)|zobacz (?:też|także)|"
    r"čtěte (?:také|více)|читайте (?:также|ещё|далее)|читать далее|читайте також|baca (?:juga|selengkapnya)|"
    r"ayrıca bakınız|関連記事|あわせて読みたい|相关阅读|延伸閱讀|관련기사)",
    re.I,
)
# These begin sentences too: they point elsewhere with a colon behind them, or as a heading of their own.
_HEADING = re.compile(
    r"\A\W{0,3}(?:related(?: (?:articles?|stories|story|links?|content|news|coverage|topics|posts?|reading|video))?|"
    r"more (?:on|from|about) [^.!?:]{1,60}|more|recommended|watch|listen|photos|in other news|next up|up next|"
    r"zum thema|más información|more stories|top stories|source|tags)\s*(?::|\||\Z)",
    re.I,
)
_LETTER = re.compile(
    r"\b(?:newsletters?|inbox|subscribe|subscription|abonne|abonnieren|suscr[ií]b|"
    r"inscreva|iscriviti|nieuwsbrief|"
    r"nyhetsbrev|nyhedsbrev|рассылк|подпишитесь|подписывайтесь|mailing list|push notifications?|free trial|"
    r"whatsapp channel|our app)",
    re.I,
)
# A request begins its sentence; a report of one does not.
_ASKS = re.compile(
    r"(?:\A|[.!?:…]\s)\W{0,3}(?:please |to |you can |you can also )?(?:sign up|"
    r"subscribe|click|join|register|get|receive|follow|download|tap|try|enter|enjoy|melden sie|jetzt|"
    r"inscrivez|recevez|suscr[ií]b|receba|cadastre|assine|iscriviti|ricevi|schrijf|ontvang|anmäl|prenumerera|tilmeld|"
    r"подпиш|подписыв|start your)",
    re.I,
)
_FOLLOW = re.compile(
    r"\A\W{0,3}(?:follow|like|find|join|connect with|folgen sie|suivez|síguenos|sigue|siga|seguici|volg|følg|följ)\b"
    r".{0,120}\b(?:twitter|facebook|instagram|youtube|linkedin|whatsapp|telegram|tiktok|google news|threads|bluesky)\b",
    re.I,
)
_RIGHTS = re.compile(
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|todos os direitos|"
    r"tutti i diritti|non-commercial use only|may not be published, broadcast|\A\W{0,3}(?:copyright|©|\(c\))",
    re.I,
)
_CONTACT = re.compile(
    r"\A\W{0,3}(?:write to|contact|e-?mail|reach|have a tip|got a tip|tips?:|send tips|to contact|questions\?|"
    r"follow (?:him|her|them|me)\b)|may be reached at|can be reached at",
    re.I,
)
_MAIL = re.compile(r"\S@\S+\.\w|\s@\w{2,}")

_since_reset = 0


def body_of(root: Any, enough: int) -> str:
    """The body's text, empty where none is found; the thorough way where the fast one finds fewer than ``enough``
    words. Changes ``root``."""
    import socket

    # A library that it brings asks for a socket when it is imported, only to learn whether there is IPv6.
    socket.has_ipv6 = False
    from trafilatura import bare_extraction
    from trafilatura.meta import reset_caches
    from trafilatura.settings import Extractor

    from casefile.readers.html_text import body_text

    global _since_reset
    _since_reset += 1
    if _since_reset >= _RESET_AFTER:
        # Its caches keep what it saw; a child that reads thousands of pages must not grow with them. Emptying them
        # collects all garbage as well, which costs more than taking a page apart.
        reset_caches()
        _since_reset = 0
    prepare(root)
    body = ""
    # The fast way first: measured, it is also the better one; the thorough one asks two other extractors.
    for is_fast in (True, False):
        # With options of its own it would ask for the time zone, to date a page that nobody asked it to date.
        document = bare_extraction(root, options=Extractor(fast=is_fast, comments=False, date_params={"": ""}))
        if document is not None and not isinstance(document, dict):
            if document.body is not None:
                without_additions(document.body)
                body = body_text(document.body)
            else:
                body = document.text or ""
        if words_in(body) >= enough:
            break
    return body


def prepare(root: Any) -> None:
    """The page without what holds no words or is hidden, its article in one piece."""
    # JSON-LD stays: it tells a forum from an article, and may hold the only copy of a text.
    kept = [script for script in root.iter("script") if "ld+json" in (script.get("type") or "")]
    for script in kept:
        script.tag = "ld-json"
    for figure in root.iter("figure"):
        if any(True for _ in figure.iter("table", "blockquote", "pre")):
            figure.tag = "div"
    etree.strip_elements(root, *_WORDLESS, *_SURROUNDINGS, with_tail=False)
    for script in kept:
        script.tag = "script"
    for element in root.xpath("//*[@hidden or contains(@style, 'none') or contains(@style, 'hidden')]"):
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            _drop(element)
    for element in root.xpath(
        "//*[contains(@class, 'sr-only') or contains(@class, 'isually') or contains(@class, 'creen-reader')]"
    ):
        if not _UNREAD.isdisjoint((element.get("class") or "").split()):
            _drop(element)
    # Children come after their parents in a page: backwards, a box of empty boxes goes as well.
    for box in reversed(list(root.iter(*_BOXES))):
        if len(box) == 0 and not box.text:
            _drop(box)
    for quote in root.iter("blockquote"):
        if any(name in (quote.get("class") or "") for name in _EMBEDDED):
            _keep_embedded(quote)
    _join_boxes(root)


def _drop(element: Any) -> None:
    """The element goes, the text behind it stays. The page's own frame is never dropped: scripts show it later."""
    parent = element.getparent()
    if parent is None or element.tag in ("body", "html", "main", "article"):
        return
    if len("".join(element.itertext())) > 2000:
        return
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)


def _keep_embedded(quote: Any) -> None:
    """A post that an article quotes is its text, whatever the box around it is called."""
    quote.set("class", "")
    around = quote.getparent()
    if around is not None and around.tag in ("div", "figure", "section", "aside") and len(around) <= 2:
        around.tag = "div"
        around.attrib.pop("class", None)
        around.attrib.pop("id", None)


def _join_boxes(root: Any) -> None:
    """Where most of the page's paragraphs lie in boxes of one kind side by side, the first takes what the others hold.

    Pages part an article so to place advertisements; an extractor that looks for the article's box finds one of them.
    """
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    sizes: dict[Any, int] = defaultdict(int)
    for paragraph in root.iter("p"):
        box = paragraph.getparent()
        if box is not None:
            sizes[box] += len(paragraph.text or "") + sum(len(child.tail or "") for child in paragraph)
    total = sum(sizes.values())
    for box, size in sizes.items():
        parent = box.getparent()
        if size < _ENOUGH_TEXT or parent is None or box.tag not in ("div", "section") or not box.get("class"):
            continue
        above = parent.getparent()
        groups[box.get("class"), parent, None].append(box)
        # An article of its own in each box is a list of articles.
        if above is not None and len(parent) <= 4 and parent.tag != "article":
            groups[box.get("class"), above, parent.get("class")].append(box)
    for boxes in sorted(groups.values(), key=lambda each: -sum(sizes[box] for box in each))[:1]:
        if not 1 < len(boxes) <= _MOST_BOXES or sum(sizes[box] for box in boxes) * 2 < total:
            return
        if any(box.find(".//h1") is not None for box in boxes[1:]):
            return
        for box in boxes[1:]:
            boxes[0].extend(list(box))


def without_additions(body: Any) -> None:
    """The extractor's tree without lines that are the site's: pointers to other articles, requests, claims of rights.

    Only whole short paragraphs go, and only by what they say; lists and tables stay, and so does a lone agency's name.
    """
    elements = [element for element in body if isinstance(element.tag, str)]
    lines = [" ".join("".join(element.itertext()).split()) for element in elements]
    drop = [at for at, line in enumerate(lines) if elements[at].tag in ("p", "quote", "head") and is_addition(line)]
    if 2 * sum(words_in(lines[at]) for at in drop) < sum(map(words_in, lines)):
        for at in drop:
            _drop(elements[at])


def is_addition(line: str) -> bool:
    """Whether a paragraph only points to other pages, asks to subscribe or to follow, or claims rights."""
    words = words_in(line)
    if words > _LONGEST_ADDED or not line:
        return False
    if (_POINTER.match(line) or _HEADING.match(line)) and words <= 25:
        return True
    if _FOLLOW.match(line) and words <= 25:
        return True
    if _LETTER.search(line) and _ASKS.search(line):
        return True
    return bool(_RIGHTS.search(line) or (_CONTACT.search(line) and _MAIL.search(line)))
