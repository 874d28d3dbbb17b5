"""Search: the index answers with ids, the case with titles and passages; slower, but still, without an index."""

from __future__ import annotations

import time
from types import TracebackType

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import Hit, IndexAnswer, SearchRequest, SearchResults
from casefile.services import index_feed
from casefile.services.cases import OpenCase
from casefile.services.child_process import ChildDied, ChildProcess, Limits
from casefile.services.entity_names import EntityNames
from casefile.services.hits import Shaper
from casefile.services.scanning import Scanner
from casefile.store import read_indexable, read_journal
from index import wire

SEARCHING = Limits(seconds=30, memory=2 * 1024 * 1024 * 1024, nice=0)
_SCAN_TYPING, _SCAN, _SCAN_HEADLESS = 0.6, 3.0, 10.0
"""Seconds that looking through the case may take while there is no index: at a key, on Enter, for a command."""
_A_MOMENT = 0.05


class Answer:
    """What one search found. Hits are shaped when they are asked for, in the order in which people see them:
    names first, near spellings last.

    Belongs to one thread at a time.
    """

    def __init__(
        self,
        request: SearchRequest,
        found: IndexAnswer,
        shaper: Shaper,
        *,
        complete: bool,
        scanned: tuple[int, int] | None = None,
    ) -> None:
        self._request, self._found, self._shaper, self._is_complete = request, found, shaper, complete
        self._scanned = scanned
        self._waiting = sorted(enumerate(found.hits), key=lambda item: (bool(item[1].near), item[1].type != "entity"))
        self._hits: dict[int, Hit] = {}
        self.took = 0.0
        """Seconds that finding took."""

    @property
    def is_whole(self) -> bool:
        """Whether every hit that was found has been shaped."""
        return not self._waiting

    @property
    def found(self) -> IndexAnswer:
        """What the index says, no hit shaped: for whoever reads the texts in a way of their own."""
        return self._found

    @property
    def is_complete(self) -> bool:
        """Whether the index has caught up with the journal."""
        return self._is_complete

    def more(self, most: int | None = None) -> SearchResults:
        """The results so far, with up to ``most`` further hits (None: with all). Blocks: texts are read and cut."""
        began, found = time.perf_counter(), self._found
        now, self._waiting = self._waiting[:most], self._waiting[len(self._waiting) if most is None else most :]
        shaped = self._shaper.shape([hit for _, hit in now], found.terms)
        is_first = not self._hits
        self._hits |= {place: hit for (place, _), hit in zip(now, shaped, strict=True) if hit is not None}
        if is_first:
            self.took += time.perf_counter() - began
        return SearchResults(
            query=self._request.query,
            total=found.total,
            near_total=found.near_total,
            took_ms=self.took * 1000,
            complete=self._is_complete,
            error=found.error,
            hits=tuple(self._hits[place] for place in sorted(self._hits)),
            facets=found.facets,
            terms=found.terms,
            generation=self._request.generation,
            new=found.new,
            by_scan=self._scanned is not None,
            searched=self._scanned[0] if self._scanned else 0,
            articles=self._scanned[1] if self._scanned else 0,
        )


class Search:
    """One warm search process for one case. Its methods may be called from any thread; close it when done."""

    def __init__(self, case: OpenCase) -> None:
        self._case = case
        self._child = ChildProcess("index.server", str(index_feed.directory(case)), limits=SEARCHING)
        # One for keys and one for the rest, so that a key need not wait for a longer look.
        self._scanners = {is_typing: Scanner(case.root) for is_typing in (True, False)}
        self._shaper = Shaper(case.reader)
        self._names = EntityNames(case.reader)

    def __enter__(self) -> Search:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._child.close()
        for scanner in self._scanners.values():
            scanner.close()

    def warm(self) -> None:
        """Start the process and let it read what the first key will need. Never fails: the first search would say."""
        try:
            self._child.call({"warm": True})
        except ChildDied:
            return

    def run(self, request: SearchRequest, *, wait: float = 0.0) -> SearchResults:
        """All results for ``request``. With ``wait`` the index catches up with the journal first, at most so long.

        While there is no usable index the case is looked through instead, from the newest article on, as far as that
        goes in some seconds. ``complete`` is False then, and where the index has not caught up.
        """
        if wait:
            index_feed.catch_up(self._case, wait=wait, at_most=wait)
        return self.begin(request, scan=_SCAN_HEADLESS).more()

    def begin(self, request: SearchRequest, *, scan: float | None = None) -> Answer:
        """What the index finds for ``request``, no hit shaped yet. ``scan``: seconds for it where there is no index."""
        began = time.perf_counter()
        request = self._names.complete(request)
        head, _ = read_journal.journal_head(self._case.reader)
        try:
            found, seq = self._ask(request)
            answer = Answer(request, found, self._shaper, complete=seq >= head)
        except (IndexTrouble, ChildDied):
            answer = self._look_through(request, scan or (_SCAN_TYPING if request.typing else _SCAN))
        answer.took = time.perf_counter() - began
        return answer

    def _look_through(self, request: SearchRequest, seconds: float) -> Answer:
        try:
            found, *scanned = self._scanners[request.typing].search(request, seconds)
        except (IndexTrouble, ChildDied) as trouble:
            error = trouble.message if isinstance(trouble, IndexTrouble) else f"The search failed: {trouble}."
            found, scanned = IndexAnswer(0, 0, (), (), error), [0, read_indexable.count_articles(self._case.reader)]
        return Answer(request, found, self._shaper, complete=False, scanned=(scanned[0], scanned[1]))

    def _ask(self, request: SearchRequest) -> tuple[IndexAnswer, int]:
        if index_feed.seq_of(self._case) is None:
            raise IndexTrouble("There is no index that fits the case.")
        asked = wire.request_to_json(request)
        reply = self._child.call(asked)
        if "error_kind" in reply:
            # Files move under a search while the index is being written; what is wrong still is a moment later.
            time.sleep(_A_MOMENT)
            reply = self._child.call(asked)
        return wire.answer_from_json(reply), int(reply.get("seq", -1))
