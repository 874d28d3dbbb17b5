"""XML that is no page and no document of an office program: its text without the markup, and the file as it is.

Nothing is resolved and nothing is fetched; XML that declares entities, or is damaged, is shown with its markup only.
"""

from __future__ import annotations

import re

from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.records import Metadata
from casefile.domain.text import canonical
from casefile.readers import fields
from casefile.readers.charset import NotText, decode
from casefile.readers.format_names import UNKNOWN
from casefile.readers.hints import Hints, Unreadable, state_for, unread

XML = "application/xml"
_BY_ROOT = {
    "svg": "image/svg+xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "gpx": "application/gpx+xml",
    "FictionBook": "application/x-fictionbook+xml",
    "rss": "application/rss+xml",
    "feed": "application/atom+xml",
    "RDF": "application/rdf+xml",
    "TEI": "application/tei+xml",
    "tt": "application/ttml+xml",
    "xfdf": "application/vnd.adobe.xfdf",
    "wordDocument": "application/vnd.ms-wordml",
    "xmpmeta": "application/rdf+xml",
}
MIMES = (XML, *dict.fromkeys(_BY_ROOT.values()))

_START = re.compile(rb"\s*(?:<\?xml[\s?]|<\?xpacket\s)", re.I)
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]{0,100}:)?([A-Za-z_][\w.-]{0,100})(?:\s[^<>]*)?/?>")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.I)
_ENCODING = re.compile(r"""(<\?xml[^>]{0,200}?)\sencoding\s*=\s*["'][\w.:-]{1,40}["']""", re.I)
_TITLES = ("title", "book-title")
_NO_WORDS = frozenset(("style", "stylesheet", "script", "settings", "binary", "binary-data", "bindata"))
_PACKED = re.compile(r"[A-Za-z0-9+/=\s]{400,}\Z")
_PIECE = 256 * 1024


def sniff(data: bytes, hints: Hints) -> str:
    """XML begins with its declaration; without one it begins with a tag, and ends with the tag of the same name."""
    head = data[:16384].removeprefix(b"\xef\xbb\xbf")
    if _START.match(head) or data.startswith((b"\xff\xfe<\0?\0x\0m\0", b"\xfe\xff\0<\0?\0x\0m")):
        return XML
    head = head.lstrip()
    while head.startswith(b"<!--") and (end := head.find(b"-->")) > 0:
        head = head[end + 3 :].lstrip()
    root = _ROOT.match(head)
    if root is None:
        return ""
    closing = b"</" + (root[1] or b"") + root[2]
    tail = data[-512:].rstrip()
    return XML if tail.endswith(b">") and closing in tail else ""


def read(data: bytes, hints: Hints) -> ReadOutcome:
    """The text of the elements, one a line unless they stand within a sentence; then the file itself."""
    from casefile.readers.xml_events import DamagedXml, read_events

    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf").lstrip()[:400])
    try:
        decoded = decode(
            data, hints.charset or (declared[1].decode("ascii") if declared else ""), forced=hints.forced_charset
        )
    except NotText:
        return unread(UNKNOWN)
    source = canonical(decoded.text)
    if not source.strip():
        return unread("the file holds nothing but white space", XML)
    reasons = [decoded.problem] if decoded.problem else []
    words, is_sound = _Words(), True
    # The text is fed as UTF-8, whatever it was: its own declaration must not contradict that.
    fed = _ENCODING.sub(r"\1", source.lstrip(), count=1).encode("utf-8")
    try:
        read_events((fed[at : at + _PIECE] for at in range(0, len(fed), _PIECE)), words)
    except (DamagedXml, Unreadable, ValueError) as error:
        why = "it declares entities, which are not resolved" if isinstance(error, Unreadable) else "it is damaged XML"
        reasons.append(f"{why}: it is shown with its markup")
        is_sound = False
    body = canonical(words.whole()) if is_sound else ""
    if is_sound and not body:
        reasons.append("its text stands in its tags only: it is shown with its markup")
    texts = (ReadText("body", body), ReadText("text", source)) if body else (ReadText("text", source),)
    state, reason = state_for(reasons)
    mime = _BY_ROOT.get(words.root, XML)
    metadata = Metadata(title=fields.field(words.title))
    return ReadOutcome(state, reason, texts, metadata, mime, decoded.charset, decoded.confidence)


class _Words:
    """A line for each element that holds text, except for those that stand among the words of another."""

    def __init__(self) -> None:
        self.root = self.title = ""
        self._lines: list[str] = []
        self._line: list[str] = []
        self._has_words: list[bool] = [False]
        self._is_due = False
        self._title: list[str] = []
        self._title_depth = self._silent_depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.root = self.root or local
        if self._silent_depth or local.lower() in _NO_WORDS:
            self._silent_depth += 1
            return
        if self._is_due or not self._has_words[-1]:
            self._break()
        self._has_words.append(False)
        if self._title_depth or (local.lower() in _TITLES and not self.title):
            self._title_depth += 1

    def end(self, name: str) -> None:
        if self._silent_depth:
            self._silent_depth -= 1
            return
        if self._is_due:
            self._break()
        if len(self._has_words) > 1:
            self._has_words.pop()
        # Words that follow make it a part of their sentence; only then is there no line to break.
        self._is_due = not self._has_words[-1]
        if self._title_depth:
            self._title_depth -= 1
            if not self._title_depth:
                self.title = " ".join("".join(self._title).split())
                self._title.clear()

    def text(self, words: str) -> None:
        if self._silent_depth:
            return
        if words.strip():
            self._has_words[-1], self._is_due = True, False
        if self._line or words.strip():
            self._line.append(words)
        if self._title_depth and len(self._title) < 100:
            self._title.append(words)

    def whole(self) -> str:
        """All lines so far."""
        self._break()
        return "\n".join(self._lines)

    def _break(self) -> None:
        self._is_due = False
        line = "".join(self._line)
        self._line.clear()
        # Pictures are put into XML as letters without words (RFC 4648).
        if _PACKED.match(line) and max(map(len, line.split()), default=0) >= 60:
            return
        kept = "\n".join(filter(None, (" ".join(part.split()) for part in line.split("\n"))))
        if kept:
            self._lines.append(kept)
