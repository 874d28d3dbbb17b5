"""What lies over a text: mentions, citations, hits. Found for one row by bisection, however many there are."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from casefile.domain.kinds import Kind, MentionState
from casefile.domain.records import Citation, Mention
from casefile.domain.span import Span


class Intervals:
    """Spans sorted by start, the longer first, as machine integers. ``order`` sorts what belongs to them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        given = list(spans)
        self.order = sorted(range(len(given)), key=lambda i: (given[i].start, -given[i].end))
        self.starts = array("q", [given[i].start for i in self.order])
        self.ends = array("q", [given[i].end for i in self.order])
        # The furthest end so far: whatever lies before the first that reaches beyond an offset ends before it.
        self._reach = array("q", accumulate(self.ends, max))

    def __len__(self) -> int:
        return len(self.starts)

    def over(self, start: int, end: int) -> Iterator[int]:
        """The indexes of those that share a character with ``[start, end)``, in order."""
        last = bisect_left(self.starts, end)
        for index in range(bisect_right(self._reach, start), last):
            if self.ends[index] > start:
                yield index

    def beginning(self, start: int, end: int) -> range:
        """The indexes of those that begin in ``[start, end)``."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def longest_at(self, offset: int) -> int | None:
        """The index of the longest that covers ``offset``."""
        return max(self.over(offset, offset + 1), key=lambda i: self.ends[i] - self.starts[i], default=None)


class MentionLayer:
    """The mentions of a text, rejected ones left out (nothing is drawn for them)."""

    def __init__(self, mentions: Iterable[Mention] = ()) -> None:
        kept = [mention for mention in mentions if mention.state is not MentionState.REJECTED]
        self.spans = Intervals(mention.span for mention in kept)
        self.mentions = [kept[i] for i in self.spans.order]
        self._peers: dict[str, list[int]] | None = None

    def __len__(self) -> int:
        return len(self.mentions)

    def is_open(self, index: int) -> bool:
        """Whether the mention still waits for a person's judgement. A date names nothing that could be confirmed."""
        mention = self.mentions[index]
        return mention.state is MentionState.SUGGESTED and mention.kind is not Kind.DATE

    def index_of(self, mention: Mention | None) -> int | None:
        """Where the same mention stands now: by id, else by span and kind (a decision gives a new id)."""
        if mention is None:
            return None
        same = None
        for index in self.spans.beginning(mention.span.start, mention.span.start + 1):
            other = self.mentions[index]
            if other.id == mention.id:
                return index
            if other.span == mention.span and (same is None or other.kind == mention.kind):
                same = index
        return same

    def beside(self, offset: int, current: int | None, step: int, *, only_open: bool = False) -> int | None:
        """The next (``step`` 1) or previous (-1) mention from ``current``, or from ``offset`` where none is current."""
        if current is not None:
            index = current + step
        elif step > 0:
            index = bisect_right(self.spans.starts, offset)
        else:
            index = bisect_left(self.spans.starts, offset) - 1
        while 0 <= index < len(self.mentions):
            if not only_open or self.is_open(index):
                return index
            index += step
        return None

    def place(self, index: int) -> tuple[int, int]:
        """Which of the mentions of one entity in this text ``index`` is, and of how many; from 1."""
        if self._peers is None:
            self._peers = {}
            for at, mention in enumerate(self.mentions):
                self._peers.setdefault(_peer_key(mention), []).append(at)
        peers = self._peers[_peer_key(self.mentions[index])]
        return bisect_left(peers, index) + 1, len(peers)


def _peer_key(mention: Mention) -> str:
    return mention.entity or f"{mention.kind}\0{mention.value or mention.caption}"


class CitationLayer:
    """The passages that notes pin."""

    def __init__(self, citations: Iterable[Citation] = ()) -> None:
        given = list(citations)
        self.spans = Intervals(citation.span for citation in given)
        self.citations = [given[i] for i in self.spans.order]

    def labels(self, start: int, end: int) -> list[str]:
        """The notes' labels for the passages that begin in ``[start, end)``, each once."""
        found = (label for i in self.spans.beginning(start, end) for label in self.citations[i].labels)
        return list(dict.fromkeys(found))

    def at(self, offset: int) -> Citation | None:
        """The longest cited passage at ``offset``."""
        index = self.spans.longest_at(offset)
        return None if index is None else self.citations[index]


class HitLayer:
    """Search hits: given all at once, or found piece by piece where the text is looked at."""

    PIECE = 4096

    def __init__(self, spans: Sequence[Span] = (), find: Callable[[int, int], Sequence[Span]] | None = None) -> None:
        self._spans = Intervals(spans)
        self._find = find
        self._found: dict[int, Intervals] = {}

    def over(self, start: int, end: int) -> Iterator[Span]:
        """The hits that share a character with ``[start, end)``."""
        if self._find is None:
            for index in self._spans.over(start, end):
                yield Span(self._spans.starts[index], self._spans.ends[index])
            return
        for piece in range(start // self.PIECE, max(start, end - 1) // self.PIECE + 1):
            known = self._found.get(piece)
            if known is None:
                if len(self._found) > 256:
                    self._found.clear()
                known = Intervals(self._find(piece * self.PIECE, (piece + 1) * self.PIECE))
                self._found[piece] = known
            for index in known.over(start, end):
                yield Span(known.starts[index], known.ends[index])
