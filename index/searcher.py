"""One warm searcher: it keeps what it worked out, and notices by itself when the index has moved on."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import IndexAnswer, IndexHit, SearchRequest
from index.answering import EXACT, FEW, FUZZY, KEY_STARTS, KEYS, best, marked, may_slip
from index.bits import Bits, count
from index.building import moment
from index.codec import EXTENSION, EmptyIndexError, open_index, segments_of
from index.facets import chosen, count_facets
from index.folders import current_folder, pointer_of
from index.memory import Memory, Recent
from index.ordering import best_scored, newest
from index.pack import Pack
from index.query import Parsed, parse_request
from index.ranking import Ranking
from index.segment import Segment
from index.snapshot import Snapshot
from index.stamp import ANALYSER, SCHEMA, Recorded, are_whole, believable, read_recorded, stamp_of
from index.tree import Node, in_title

_MOST = 48 << 20
_ANSWERS = 40_000
"""Hits in the answers that are kept: of a thousand questions with ten, of two hundred with two hundred."""
_FORGET_EVERY = 16
"""Fresh answers after which the pages of the files are given back to the system, which still has them."""
_TRIES = 5


class Searcher:
    """Searches the index that ``current`` names in ``directory``. One thread at a time."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._memory = Memory(_MOST)
        self._answers: Recent[IndexAnswer] = Recent(_ANSWERS, _weight)
        self._segments: dict[str, Segment] = {}
        self._snapshot = Snapshot([], [])
        self._folder: Path | None = None
        self._state: list[tuple[int, int]] = []
        self._stamp = -1
        self._fresh = 0
        self.seq = 0

    def __enter__(self) -> Searcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index's files and of everything that was kept."""
        self._segments, self._snapshot, self._folder = {}, Snapshot([], []), None
        self._memory.clear()
        self._answers.clear()
        self._let_go()

    def warm(self) -> None:
        """Load what every search needs, so that the first key is answered as quickly as the second."""
        self.search(SearchRequest("a", limit=1, typing=True))

    def refresh(self) -> None:
        """Look at the newest state of the index. Raises ``IndexTrouble`` when there is none that can be read."""
        try:
            if self._folder is None or self._seen() != self._state:
                self._reread()
        except IndexTrouble:
            self.close()
            raise
        except Exception as error:
            self.close()
            raise IndexTrouble("The search index cannot be read.", "It will be rebuilt from the case.") from error

    def _seen(self) -> list[tuple[int, int]]:
        """What moves when another folder answers, or when the one that answers is written to."""
        assert self._folder is not None
        return [_identity(pointer_of(self._directory)), _identity(stamp_of(self._folder))]

    def _reread(self) -> None:
        for tries in range(_TRIES):
            try:
                # What moves is looked at before what it stands for is read.
                pointer = _identity(pointer_of(self._directory))
                folder = current_folder(self._directory)
                state = [pointer, self._hold(stamp_of(folder))]
                self._read(folder)
                self._folder, self._state = folder, state
                return
            except (FileNotFoundError, EmptyIndexError, IndexTrouble):
                # A writer may have put another state, or another folder, in its place meanwhile.
                if tries == _TRIES - 1:
                    raise

    def _hold(self, stamp: Path) -> tuple[int, int]:
        """Open the stamp, and its identity: while it is open no later one can get its inode, as it otherwise does where
        the clock of the disk may not have moved on either."""
        self._let_go()
        self._stamp = os.open(stamp, os.O_RDONLY | os.O_CLOEXEC)
        found = os.fstat(self._stamp)
        return found.st_ino, found.st_mtime_ns

    def _let_go(self) -> None:
        file, self._stamp = self._stamp, -1
        if file >= 0:
            os.close(file)

    def _read(self, folder: Path) -> None:
        # The stamp first: what is read after it holds at least what it says.
        recorded = read_recorded(folder)
        known = segments_of(open_index(folder))
        segments = [self._opened(folder, segment.segment_id()) for segment in known]
        _check(folder, recorded, sum(segment.doc_count() for segment in known))
        self._segments = {segment.name: segment for segment in segments}
        self._snapshot = Snapshot(segments, [sorted(segment.deleted_docs()) for segment in known])
        self._answers.clear()
        self.seq = recorded.stamp.seq

    def _opened(self, folder: Path, name: str) -> Segment:
        known = self._segments.get(name)
        return known if known is not None else Segment(name, Pack(folder / (name + EXTENSION)), self._memory)

    def search(self, request: SearchRequest) -> IndexAnswer:
        """The answer to ``request``. Raises ``IndexTrouble`` when there is no index; never for a query."""
        self.refresh()
        asked = replace(request, generation=0) if request.generation else request
        try:
            found = self._answers.get(asked, lambda: self._answer(asked))
        except Exception as error:
            self.close()
            raise IndexTrouble("The search index cannot be read.", "It will be rebuilt from the case.") from error
        return replace(found, generation=request.generation) if request.generation else found

    def _answer(self, request: SearchRequest) -> IndexAnswer:
        self._fresh += 1
        if self._fresh % _FORGET_EVERY == 0:
            for segment in self._segments.values():
                segment.pack.forget()
        parsed = parse_request(request)
        if parsed.node is None:
            return IndexAnswer(0, 0, (), (), parsed.error)
        return _Answering(self._snapshot, request, parsed.node).answer(parsed)


def _check(folder: Path, recorded: Recorded, documents: int) -> None:
    if (recorded.stamp.schema, recorded.stamp.analyser) != (SCHEMA, ANALYSER):
        raise IndexTrouble("The search index was made by another version.", "It will be rebuilt from the case.")
    # A commit that is under way is believed: its writer says what it will hold.
    if not believable(recorded, documents) or not are_whole(folder, recorded):
        raise IndexTrouble("The search index does not hold what it should.", "It will be rebuilt from the case.")


def _weight(answer: IndexAnswer) -> int:
    return 30 + len(answer.hits)


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return 0, 0
    return found.st_ino, found.st_mtime_ns


class _Answering:
    """One request over one state of the index."""

    def __init__(self, snapshot: Snapshot, request: SearchRequest, node: Node) -> None:
        self._snapshot, self._request, self._node = snapshot, request, node
        self._filters = {facet: self._any(facet, values) for facet, values in chosen(request.filters)}
        self._types = self._any("type", list(request.types))
        self._ranking: Ranking | None = None

    def _any(self, facet: str, values: list[str]) -> Bits:
        found = self._snapshot.nothing
        for value in values:
            found = found | self._snapshot.term("facets", f"{facet}={value}")
        return found

    def _under(self, found: Bits, *, but: str = "", types: bool = True) -> Bits:
        """Those of ``found`` that the filters let through, and of the types that are asked for."""
        for facet, bits in self._filters.items():
            if facet != but:
                found = found & bits
        return found & self._types if types else found

    def answer(self, parsed: Parsed) -> IndexAnswer:
        node, request = self._node, self._request
        everything = self._snapshot.find(node)
        exact = self._under(everything)
        total = count(exact)
        keyed, fuzzy = self._near(KEYS, exact), self._snapshot.nothing
        if total + count(keyed) < FEW:
            keyed = self._near(KEY_STARTS, exact)
        if total + count(keyed) < FEW and may_slip(node):
            fuzzy = self._near(FUZZY, exact | keyed)
        hits = self._hits(exact, EXACT, request.limit)
        for how, found in ((KEYS, keyed), (FUZZY, fuzzy)):
            if len(hits) < request.limit and found.any():
                hits += self._hits(found, how, request.limit - len(hits))
        return IndexAnswer(
            total=total,
            near_total=count(keyed) + count(fuzzy),
            hits=tuple(hits),
            terms=tuple(marked(node, keys=bool(keyed.any()), edits=bool(fuzzy.any()))),
            error=parsed.error,
            facets=self._facets(everything, exact, total),
            new=self._new(exact),
        )

    def _near(self, how: str, known: Bits) -> Bits:
        return self._under(self._snapshot.find(self._node, how)) & ~known

    def _new(self, exact: Bits) -> int:
        if not self._request.since:
            return 0
        since = moment(self._request.since)
        return count(exact & self._snapshot.over(("since", since), lambda segment: segment.since(since)))

    def _hits(self, found: Bits, how: str, limit: int) -> list[IndexHit]:
        request = self._request
        if limit <= 0:
            return []
        title = in_title(self._node) if how == EXACT else None
        titles = self._snapshot.find(title) & found if title is not None else self._snapshot.nothing
        if request.sort == "date":
            return self._labelled(self._newest(found, how, limit), how, titles)
        names = claims = self._snapshot.nothing
        if len(request.types) > 1:
            names, claims = found & self._of_type("entity"), found & self._of_type("claim")
        rest = found & ~names & ~claims
        top = self._first if request.sort == "relevance" else self._newest
        named, claimed = top(names, how, limit), top(claims, how, limit)
        if request.sort == "relevance":
            return self._labelled(best(top(rest, how, limit), named, limit, claims=claimed), how, titles)
        first = top(rest & titles, how, limit)
        return self._labelled(
            best(top(rest & ~titles, how, limit), named, limit, claims=claimed, titles=first), how, titles
        )

    def _of_type(self, type_: str) -> Bits:
        return self._snapshot.term("facets", f"type={type_}")

    def _first(self, found: Bits, how: str, limit: int) -> list[tuple[int, float]]:
        if not found.any():
            return []
        if self._ranking is None:
            self._ranking = Ranking(self._snapshot, self._node)
        return best_scored(self._snapshot, self._ranking, found, limit, how)

    def _newest(self, found: Bits, how: str, limit: int) -> list[tuple[int, float]]:
        return [(number, 0.0) for number in newest(self._snapshot, found, limit)]

    def _labelled(self, found: list[tuple[int, float]], how: str, titles: Bits) -> list[IndexHit]:
        label, hits = "" if how == EXACT else how, []
        for number, score in found:
            kind, _, identity = self._snapshot.key(number).partition(":")
            has_title = bool(int(titles[number >> 6]) >> (number & 63) & 1)
            hits.append(IndexHit(kind, identity, round(score, 4), label, has_title))
        return hits

    def _facets(self, everything: Bits, exact: Bits, total: int) -> dict[str, dict[str, int]]:
        request, snapshot = self._request, self._snapshot
        plain = [facet for facet in request.facets if facet != "type" and facet not in self._filters]
        counted = count_facets(snapshot, plain, exact, total, request.values)
        for facet in request.facets:
            if facet == "type":
                under = self._under(everything, types=False)
            elif facet in self._filters:
                under = self._under(everything, but=facet)
            else:
                continue
            counted |= count_facets(snapshot, [facet], under, count(under), request.values)
        return {facet: counted[facet] for facet in request.facets}
