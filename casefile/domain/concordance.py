"""A concordance: every passage of a word or a name, one a line, with the words left and right of it.

Known as "keyword in context" since the 1950s (Luhn 1960): lines that stand under one another show at once how a
word is used, and what is odd among them.
"""

from __future__ import annotations

from dataclasses import dataclass

from casefile.domain.kinds import Kind, MentionState
from casefile.domain.span import Pin, Span

LEFT, RIGHT = "left", "right"
ORDERS = ("source", "date", LEFT, RIGHT, "hit")
FARTHEST = 3
"""The farthest word beside a hit that lines are sorted by."""
_ORDINALS = ("", "the word", "the second word", "the third word")


@dataclass(frozen=True, slots=True)
class Source:
    """The text that passages stand in: one value for all of its passages.

    ``published`` is EDTF text, ``basis`` how it is known, as ``Article.published_basis``; ``day`` is the first ISO day
    that it can mean, empty where none is known.
    """

    article: int
    text_id: str
    text_sha256: str
    title: str
    publisher: str
    published: str
    basis: str
    day: str

    @property
    def label(self) -> str:
        return f"S{self.article}"


@dataclass(frozen=True, slots=True)
class Line:
    """One passage. ``key`` tells it from every other of the case.

    ``left`` and ``right`` are the words before and behind ``hit`` exactly as the text has them, so that the hit begins
    ``len(left)`` code points behind the begin of ``left``; they end where the paragraph ends. ``page`` says on which
    page it stands, where that is known. ``near`` is empty for a hit as it was asked, else how it is near
    (``transliteration``, ``fuzzy``). ``state`` and ``kind`` are those of a name's mention.
    """

    key: str
    source: Source
    span: Span
    left: str
    hit: str
    right: str
    paragraph: int
    page: str = ""
    near: str = ""
    state: MentionState | None = None
    kind: Kind | None = None

    @property
    def words(self) -> str:
        """What a filter looks into: where it stands, and the words."""
        source = self.source
        return f"{source.label} {source.publisher} {source.title} {self.left}{self.hit}{self.right}"

    @property
    def pin(self) -> Pin:
        return Pin.make(self.source.article, self.span, self.source.text_sha256)


@dataclass(frozen=True, slots=True)
class Order:
    """What lines are sorted by: one of ``ORDERS``, and for ``left`` and ``right`` by which word, from 1.

    Equal lines stand by article and place; ``date`` has the newest first and the undated last.
    """

    by: str = "date"
    word: int = 1

    @property
    def side(self) -> str:
        """``left`` or ``right`` where lines are sorted by a word beside the hit, else empty."""
        return self.by if self.by in (LEFT, RIGHT) else ""

    @property
    def words(self) -> str:
        """``by the second word to the left``: how the lines are sorted, for people."""
        if self.side:
            return f"by {_ORDINALS[self.word]} to the {self.by}"
        return {"source": "by source", "date": "newest first", "hit": "by the hit"}[self.by]
