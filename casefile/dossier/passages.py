"""Where quotations come from: pins resolved, names set in the words around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from casefile.domain.intake import TextMark
from casefile.domain.records import Article, Passage
from casefile.domain.snapshot import SourceText
from casefile.domain.span import Pin, Span, find_pins
from casefile.domain.text import paragraph_number, paragraphs

AROUND = 110
"""How many code points of context a name gets on each side in a sentence that is longer than ``REACH``."""
REACH = 240
_KINDS = {"page": "p.", "time": "at", "part": ""}
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+|[。！？]+[」』”’]*|\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a source. ``hit``, where it is given, is the name inside the quotation, in offsets of the text.

    ``page``: where a reader of the original finds it (``p. 4``, ``slide 2``), empty where the text has no such marks.
    """

    article: int
    text_sha256: str
    text_kind: str
    span: Span
    words: str
    place: str
    hit: Span | None = None
    page: str = ""

    @property
    def label(self) -> str:
        """``S5¶4``, or ``S5¶4–6`` where the passage runs over several paragraphs."""
        return f"S{self.article}{self.place}"


class Sources:
    """The texts of a case, for quoting."""

    def __init__(self, articles: Sequence[Article], texts: Sequence[SourceText]) -> None:
        self.articles = {article.number: article for article in articles}
        self._texts: dict[int, list[SourceText]] = {}
        self._paragraphs: dict[str, list[Span]] = {}
        for text in texts:
            self._texts.setdefault(text.info.article, []).append(text)

    def resolve(self, written: str) -> Quotation | str:
        """The words that a pin points at, or why there are none."""
        placed = next(find_pins(written), None)
        if placed is None or placed.where != Span(0, len(written)):
            return "it cannot be read as a pin"
        pin = placed.pin
        if not len(pin.span):
            return "its end does not lie behind its start"
        article = self.articles.get(pin.article)
        if article is None:
            return f"the case has no S{pin.article}"
        texts = self._texts.get(pin.article, [])
        if not texts:
            return f"S{pin.article} has no text"
        counted = [text for text in texts if text.info.id == article.text_id]
        # Without a check only the text that counts can be meant; with one, any text of the article that it fits.
        for text in [*counted, *(texts if pin.check else [])]:
            if pin.fits(text.info.sha256, text.info.characters):
                return self._quotation(text, pin.span)
        return self._misfit(pin, counted or texts)

    def _misfit(self, pin: Pin, texts: Sequence[SourceText]) -> str:
        if all(pin.span.end > text.info.characters for text in texts):
            return f"it points beyond the end of S{pin.article}"
        return f"its check digits fit no text of S{pin.article}"

    def in_context(self, passage: Passage) -> Quotation | None:
        """The words of ``passage`` with some of their paragraph around them; None when the text is not there."""
        texts = [t for t in self._texts.get(passage.article, []) if t.info.sha256 == passage.text_sha256]
        if not texts or not 0 < passage.span.end <= texts[0].info.characters or not len(passage.span):
            return None
        text, span = texts[0], passage.span
        around = [p for p in self._paragraphs_of(text) if p.overlaps(span)]
        low = min([span.start, *(p.start for p in around)])
        high = max([span.end, *(p.end for p in around)])
        return self._quotation(text, _window(text.text, span, low, high), span)

    def _paragraphs_of(self, text: SourceText) -> list[Span]:
        sha256 = text.info.sha256
        if sha256 not in self._paragraphs:
            self._paragraphs[sha256] = paragraphs(text.text)
        return self._paragraphs[sha256]

    def _quotation(self, text: SourceText, span: Span, hit: Span | None = None) -> Quotation:
        spans = self._paragraphs_of(text)
        first, last = (paragraph_number(spans, at) for at in (span.start, span.end - 1))
        place = f"¶{first}" if first == last else f"¶{first}–{last}"
        info = text.info
        page = _page(text.marks, span)
        return Quotation(info.article, info.sha256, info.kind, span, span.of(text.text), place, hit, page)


def _page(marks: Sequence[TextMark], span: Span) -> str:
    """``p. 4``, or ``p. 4–5`` for a passage that runs over; other marks by their kind and label."""
    first, last = (bisect_right(marks, at, key=lambda mark: mark.at) - 1 for at in (span.start, span.end - 1))
    if first < 0:
        return ""
    begins, ends = marks[first], marks[last]
    is_over = ends.kind == begins.kind and ends.label != begins.label
    label = f"{begins.label}–{ends.label}" if is_over else begins.label
    return f"{_KINDS.get(begins.kind, begins.kind)} {label}".strip()


def _window(text: str, span: Span, low: int, high: int) -> Span:
    """The sentence of ``span`` inside ``[low, high)``; of a very long one, the words around ``span``."""
    first, last = max(low, span.start - REACH), min(high, span.end + REACH)
    ends = [match.end() for match in _STOP.finditer(text, first, span.start)]
    stop = _STOP.search(text, span.end, last)
    if ends or first == low:
        start = ends[-1] if ends else low
    else:
        near = range(span.start - AROUND, span.start)
        start = next((at + 1 for at in near if text[at].isspace()), near.start)
    if stop or last == high:
        end = high if stop is None else stop.start() + len(stop[0].rstrip())
    else:
        near = range(span.end + AROUND, span.end, -1)
        end = next((at for at in near if text[at].isspace()), near.start)
    return Span(start, end)
