"""The words of a mail: which of its parts are its text, which are other forms of it, and which are attachments."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from casefile.domain.text import canonical
from casefile.readers.charset import NotText, decode
from casefile.readers.hints import Hints
from casefile.readers.mail_parts import Part, Parts, payload

MOST_TEXT = 64 * 1024 * 1024
"""Bytes of text parts; what lies behind stays in the original."""

_MOST_LINKS = 60
_LARGEST_TREE = 16 * 1024 * 1024
_ALIKE = 0.9
_HARDLY = 20
_MOST_WORDS = 200_000

_PLAIN = frozenset(
    (
        "text/plain",
        "message/delivery-status",
        "message/disposition-notification",
        "text/rfc822-headers",
        "message/global",
    )
)
_RICH = frozenset(("text/html", "application/xhtml+xml"))
_TAGGED = frozenset(("text/enriched", "text/richtext"))
_ENCRYPTED = frozenset(("application/pgp-encrypted", "multipart/encrypted"))
SMIME = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
_ADDRESS = re.compile(r"<?\b(?:https?://|mailto:)\S+")
_WORD = re.compile(r"\w+")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{65536,}")
_TAG = re.compile(r"</?[A-Za-z][\w-]{0,40}>")
_WESTERN = re.compile(r"(?:us-ascii|ascii|iso-?8859-1|latin-?1|windows-125[02]|iso-?8859-15)\Z", re.I)
_IN_PAGE = re.compile(rb"""<meta[^<>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_FOREIGN = re.compile(rb"[\x80-\xff]")
_BETWEEN = "\n\n"


@dataclass(slots=True)
class Words:
    """What a mail says. ``other`` is the form that was not chosen, where it says something else.

    ``notes`` are pairs for the metadata; ``reasons``: what is missing; ``attached``: the parts that are no text.
    """

    main: str = ""
    other: str = ""
    charset: str = ""
    confidence: float | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    attached: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class _Read:
    """A text part, decoded; of HTML its words, and where its links lead."""

    part: Part
    text: str
    links: tuple[str, ...] = ()
    is_rich: bool = False


def is_text(part: Part) -> bool:
    """Whether a part without parts is shown in the mail's text, and so is no attachment."""
    content = part.content
    if part.kind not in _PLAIN | _RICH | _TAGGED and not part.kind.startswith("multipart/"):
        return False
    if content.disposition == "attachment":
        return False
    above = part.parent
    is_body = above is None or above.kind == "multipart/alternative"
    return (
        not content.name
        or is_body
        or (above is not None and above.kind == "multipart/related" and part is above.children[0])
    )


def words_of(data: bytes, parts: Parts, hints: Hints) -> Words:
    """The text of a mail: plain parts before their HTML forms, parts that follow each other in their order."""
    found = Words(reasons=list(parts.reasons))
    read: dict[int, _Read] = {}
    size = 0
    for part in parts.leaves:
        if not is_text(part):
            found.attached.append(part)
        elif size > MOST_TEXT:
            found.reasons.append(f"only the first {MOST_TEXT // 1024**2} MB of its text were read")
            break
        else:
            size += part.end - part.start
            one = _read(data, part, hints, found)
            if one is None:
                found.attached.append(part)
            else:
                read[part.number] = one
    is_other = _not_chosen(parts, read)
    chosen = [one for number, one in read.items() if number not in is_other and one.text.strip()]
    others = [one for number, one in read.items() if number in is_other and one.text.strip()]
    found.main = _BETWEEN.join(one.text.strip("\n") for one in chosen)
    if others:
        _compare(found, chosen, others)
    _behind(data, parts, hints, found)
    _say_what_is_encrypted(parts, found)
    found.notes += [("link", link) for link in _links(found, [*chosen, *others])]
    found.reasons = list(dict.fromkeys(found.reasons))
    return found


def _read(data: bytes, part: Part, hints: Hints, found: Words) -> _Read | None:
    raw, problem = payload(data, part)
    try:
        decoded = decode(raw, _declared(raw, part), forced=hints.forced_charset)
    except NotText:
        if part.content.encoding != "base64":
            return None
        # Some programs say base64 and write plain words.
        try:
            decoded = decode(data[part.start : part.end], part.content.charset, forced=hints.forced_charset)
        except NotText:
            return None
    found.reasons += [reason for reason in (problem, decoded.problem) if reason]
    if not found.charset:
        found.charset, found.confidence = decoded.charset, decoded.confidence
    text = canonical(decoded.text)
    if part.kind in _RICH:
        return _Read(part, *html_words(text), is_rich=True)
    return _Read(part, _TAG.sub("", text) if part.kind in _TAGGED else text)


def _declared(raw: bytes, part: Part) -> str:
    """The charset that the part names, unless it is one of single bytes and the words are plainly UTF-8: then a relay
    rewrote them and left the name."""
    charset = part.content.charset
    if not charset and part.kind in _RICH and (stated := _IN_PAGE.search(raw[:4096])):
        return stated[1].decode("ascii")
    if _WESTERN.match(charset) and _FOREIGN.search(raw):
        with suppress(UnicodeDecodeError):
            raw.decode("utf-8")
            return "utf-8"
    return charset


def _not_chosen(parts: Parts, read: dict[int, _Read]) -> set[int]:
    """The numbers of the text parts that are another form of what is shown (RFC 2046, section 5.1.4).

    Plain words are preferred, being what was written; an HTML form counts where the plain one hardly says anything.
    """
    plain: Counter[int] = Counter()
    rich: Counter[int] = Counter()
    for part in reversed(parts.all):
        if (one := read.get(part.number)) is not None:
            (rich if one.is_rich else plain)[part.number] += len(one.text.split())
        if part.parent is not None:
            plain[part.parent.number] += plain[part.number]
            rich[part.parent.number] += rich[part.number]
    other: set[int] = set()
    for part in parts.all:
        if part.parent is not None and part.parent.number in other:
            other.add(part.number)
        if part.kind == "multipart/alternative" and part.number not in other and part.children:
            most = max(part.children, key=lambda child: plain[child.number])
            richest = max(part.children, key=lambda child: rich[child.number])
            is_hardly = rich[richest.number] >= _HARDLY and plain[most.number] * 3 < rich[richest.number]
            chosen = richest if is_hardly or not plain[most.number] else most
            other |= {child.number for child in part.children if child is not chosen}
    return other


def _compare(found: Words, chosen: list[_Read], others: list[_Read]) -> None:
    """Keep the other form where the two say different things: each reader of the mail saw one of them."""
    shown = [one for one in chosen if _has_forms(one.part)]
    left, right = (
        Counter(_WORD.findall(_ADDRESS.sub(" ", " ".join(one.text for one in side)).lower())[:_MOST_WORDS])
        for side in (shown, others)
    )
    alike = sum((left & right).values()) / max(1, left.total(), right.total())
    if alike < _ALIKE:
        found.other = _BETWEEN.join(one.text.strip("\n") for one in others)
        form = "HTML" if others[0].is_rich else "plain text"
        found.notes.append(
            ("two forms", f"the {form} of the mail has {alike:.0%} of its words in common, and is kept as a text too")
        )


def _has_forms(part: Part) -> bool:
    above = part.parent
    while above is not None and above.kind != "multipart/alternative":
        above = above.parent
    return above is not None


def _behind(data: bytes, parts: Parts, hints: Hints, found: Words) -> None:
    """Words before the first and behind the last boundary: programs hide them, lists put their footers there."""
    for part in parts.all:
        if not part.children:
            continue
        before = data[part.start : part.start + 4000].partition(b"\n--")[0].strip()
        if before and part.boundary not in before and b"MIME" not in before:
            found.notes.append(("before the first part", " ".join(_loosely(before, hints).split())[:1000]))
        behind = _loosely(data[part.epilogue : part.end][:MOST_TEXT], hints).strip() if part.epilogue else ""
        if behind:
            found.main = _BETWEEN.join(piece for piece in (found.main, behind) if piece)


def _loosely(raw: bytes, hints: Hints) -> str:
    try:
        return canonical(decode(raw, "utf-8", forced=hints.forced_charset).text)
    except NotText:
        return ""


def _say_what_is_encrypted(parts: Parts, found: Words) -> None:
    kinds = {part.kind for part in parts.all}
    sealed = [part.content.smime for part in parts.all if part.kind in SMIME]
    if kinds & _ENCRYPTED or "-----BEGIN PGP MESSAGE-----" in found.main:
        found.reasons.append("its words are encrypted (PGP): who has the key can decrypt them and add the result")
    elif sealed and "signed-data" not in sealed:
        found.reasons.append("its words are encrypted (S/MIME): who has the key can decrypt them and add the result")
    elif sealed and not found.main.strip():
        found.reasons.append("its words lie packed in a signature (S/MIME), which cannot be taken apart")


def _links(found: Words, read: list[_Read]) -> list[str]:
    """Where the HTML's links lead, as far as its words do not say so themselves: a false name is half of a fraud."""
    shown = found.main + found.other
    links = dict.fromkeys(link for one in read for link in one.links if link not in shown)
    return list(links)[:_MOST_LINKS]


def html_words(page: str) -> tuple[str, tuple[str, ...]]:
    """The words of an HTML part and the addresses that its links lead to; where no tree can be made of it, all that
    stands between its tags."""
    from lxml import etree
    from lxml import html as lxml_html

    from casefile.readers.html_text import page_text, stripped_text

    too_wide = any(len(tag[0].split()) > 10_000 for tag in _LONG_TAG.finditer(page))
    if too_wide or len(page) > _LARGEST_TREE:
        return canonical(stripped_text(page)), ()
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(page.encode("utf-8"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    if root is None or any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        return canonical(stripped_text(page)), ()
    leading = (canonical(str(link.get("href", "")))[:1000].strip() for link in root.iter("a"))
    links = (link for link in leading if link.lower().startswith(("http:", "https:", "mailto:", "tel:")))
    return canonical(page_text(root)), tuple(dict.fromkeys(islice(links, 1000)))
