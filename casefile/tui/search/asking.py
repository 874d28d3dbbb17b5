"""Questions and answers: one at a time, the newest, and never in the way of a key."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from textual.timer import Timer

from casefile.domain.errors import CasefileError
from casefile.domain.search import TYPES, SearchRequest, SearchResults
from casefile.services import index_progress
from casefile.services.cases import OpenCase
from casefile.services.search import Answer
from casefile.tui.search.base import LIMIT, SearchBase, nothing_asked
from casefile.tui.search.facet_rows import ALL_VALUES, VALUES
from casefile.tui.search.typed_letters import as_typed
from casefile.tui.session import is_leaving
from index.snippets import Matcher
from widgets.drawing import joined
from widgets.marks import marks_of
from widgets.query_line import QueryLine

# Seconds of rest: what a person who goes on typing would not look at does not hold up the letters.
REST = 0.2
STALE_AFTER = 0.15
COMPLAIN_AFTER = 0.8
SLICE = 16
"""Hits that are read in one go below those that the screen shows."""
_INFO = 48
"""Cells that what is said at the right end of the query line nearly always fits in."""
_FURTHER = 4
"""How many times as many hits are asked for by somebody who comes to the end of the list."""


@dataclass(frozen=True, slots=True)
class _Begun:
    answer: Answer
    results: SearchResults
    note: str = ""


class Asking(SearchBase):
    """``ask`` sends a question on its way; ``show_results`` gets the answer, if it is still the newest."""

    def _init_asking(self) -> None:
        self._asked: SearchRequest | None = None
        self._is_asking = False
        self._stale_timer: Timer | None = None
        self._complaint_timer: Timer | None = None
        self._typed: tuple[str, int] = ("", 0)
        self._is_remembered = False
        self._stays = False

    def on_query_line_changed(self, event: QueryLine.Changed) -> None:
        event.stop()
        if event.value != self.request.query:
            # The letter that replaces what was searched before begins a new search, which is limited to nothing.
            anew = {"types": TYPES, "filters": ()} if self._is_remembered else {}
            self._is_remembered = False
            self.ask(query=event.value, sort="newest", typing=True, limit=LIMIT, **anew)

    def mark_remembered(self) -> None:
        """Mark all words in the line: they stay until a letter replaces them, or until somebody goes on with them."""
        self.line.input.select_all()
        self._is_remembered = bool(self.line.value)
        self.watch(self.line.input, "selection", self._go_on_with_it, init=False)

    def _go_on_with_it(self) -> None:
        # A letter changes the words first and the selection after that; an arrow key the selection alone.
        if self.line.value == self.memory.query:
            self._is_remembered = False

    def on_query_line_submitted(self, event: QueryLine.Submitted) -> None:
        event.stop()
        self.rank()

    def rank(self) -> None:
        """Whole words, the full language, the best hits first."""
        self.ask(query=self.line.value, sort="relevance", typing=False, limit=LIMIT)

    def ask(self, **changes: object) -> None:
        self.generation += 1
        self.rest_preview()
        if "types" in changes or "filters" in changes:
            self._is_remembered = False
        values = ALL_VALUES if self.opened else VALUES
        changed = {"values": values, **changes}
        self.request = replace(self.request, generation=self.generation, **changed)  # type: ignore[arg-type]
        self.rows.was_entered = self._stays = False
        if not self.is_asked:
            self._asked = None
            self.show_results(nothing_asked(self.generation))
            return
        if self._stale_timer is None:
            self._stale_timer = self.set_timer(STALE_AFTER, self._grow_stale)
        self._asked = self.request
        if not self._is_asking:
            self._is_asking = True
            self.run_worker(self._answer(), group="search")

    def ask_again(self, **changes: object) -> None:
        """The same question anew; the selection stays on its hit."""
        entered = self.rows.was_entered
        self.ask(**changes)
        self.rows.was_entered, self._stays = entered, True

    async def _answer(self) -> None:
        # One question at a time: what was typed while one was under way is asked as one, the newest.
        try:
            while (asked := self._asked) is not None:
                self._asked = None
                try:
                    begun = await self.session.read(self._begin, asked)
                except CasefileError as error:
                    self.line.set_info(error.message)
                    continue
                if asked.generation == self.generation and not is_leaving(self):
                    self.show_results(begun.results, begun.note)
                    if not begun.answer.is_whole:
                        self.run_worker(self._complete(begun.answer, asked.generation), group="rest", exclusive=True)
        finally:
            self._is_asking = False

    def _begin(self, case: OpenCase, request: SearchRequest) -> _Begun:
        answer = self.search.begin(request)
        results = answer.more(self._screenful)
        if request.typing:
            self._typed = (request.query, results.total)
            results = as_typed(results)
        elif not results.total and not results.error and request.query[-1:].strip():
            # What was on the screen while typing is not taken away by asking for its order.
            begun = self.search.begin(replace(request, typing=True))
            found = begun.more(self._screenful)
            if found.total:
                return _Begun(begun, found, "not as a whole word: shown are words that begin so")
        elif self._typed[0] == request.query and self._typed[1] > results.total:
            return _Begun(
                answer, results, f"whole words; as a beginning, {request.query.split()[-1]}*: {self._typed[1]:,}"
            )
        return _Begun(answer, results)

    async def _complete(self, answer: Answer, generation: int) -> None:
        """The hits below the first screenful, when the keys rest."""
        await asyncio.sleep(REST)
        try:
            while generation == self.generation and not is_leaving(self):
                results = await self.session.read(self._more, answer)
                if answer.is_whole:
                    if generation == self.generation and not is_leaving(self):
                        self.list_results(results)
                    return
        except CasefileError as error:
            self.line.set_info(error.message)

    def _more(self, case: OpenCase, answer: Answer) -> SearchResults:
        results = answer.more(SLICE)
        return as_typed(results) if self.request.typing and answer.is_whole else results

    @property
    def _screenful(self) -> int:
        """Hits that the list can show at the most, or nearly: they take two to four lines."""
        return max(8, self.rows.size.height // 3)

    def go_further(self) -> None:
        """More hits, for somebody who stands on the last of them."""
        found = self.results.total + self.results.near_total
        if self.is_fresh and self.request.limit <= len(self.rows.shown) < found:
            self.ask_again(limit=self.request.limit * _FURTHER)

    def _grow_stale(self) -> None:
        self._stale_timer = None
        self.rows.is_stale = bool(self.rows.shown) and not self.is_fresh

    def list_results(self, results: SearchResults) -> None:
        """Show the hits of ``results`` in the list."""
        self.results = results
        self.rows.set_results(
            results,
            order=self.order,
            by_title=self.request.sort == "newest",
            most=self.request.limit,
            from_top=not (self.rows.was_entered or self._stays),
        )

    def show_results(self, results: SearchResults, note: str = "") -> None:
        """Show all that ``results`` says."""
        self.answered = results.generation
        if self._stale_timer is not None:
            self._stale_timer.stop()
            self._stale_timer = None
        if results.terms != self.matcher.terms:
            self.matcher = Matcher(results.terms)
        self.list_results(results)
        self._remark_on(results, note)
        self.show_facets()
        self.line.set_info(self._in_words(results))
        self.show_state()
        self.show_hints()
        if results.hits:
            self.preview_later()
        else:
            self.clear_preview()

    def _remark_on(self, results: SearchResults, note: str) -> None:
        if self._complaint_timer is not None:
            self._complaint_timer.stop()
            self._complaint_timer = None
        error = results.error
        if not error:
            self.remark.say(note or _how_far(results))
        elif self.request.typing and not self.remark.is_warning:
            # Half a word is often half a mistake: it is not complained of before the keys rest.
            self._complaint_timer = self.set_timer(COMPLAIN_AFTER, lambda: self._complain(error))
        else:
            self._complain(error)

    def _complain(self, error: str) -> None:
        self.remark.say(error, "below: hits for the words alone", is_warning=True)

    def _in_words(self, results: SearchResults) -> str:
        if not self.is_asked:
            return " " * (_INFO if self.size.width >= 100 else 0)
        hits = f"{results.total:,} hit" + ("" if results.total == 1 else "s")
        near = f"{results.near_total:,} near" if results.near_total else ""
        order = self.order if self.size.width >= 100 else ""
        words = joined((hits, near, f"{results.took_ms:.0f} ms", order), f" {marks_of(self).dot} ")
        # Blanks at the left: a line whose width changes at every key would have the screen laid out at every key.
        room = _INFO if self.size.width >= 100 else _INFO // 2
        return words.rjust(max(room, -(-len(words) // 8) * 8))


def _how_far(results: SearchResults) -> str:
    """What a search without an index has left out; nothing where it left out nothing."""
    return index_progress.scan_words(results) if results.searched < results.articles else ""
