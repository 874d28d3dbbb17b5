"""Finding in the text on the desk: hits marked while one types, and the way from one to the next."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from casefile.domain.span import Span
from casefile.tui.desk.reading import Reading
from casefile.tui.paper import Paper
from casefile.tui.session import is_leaving
from widgets.find_line import FindLine

if TYPE_CHECKING:
    from casefile.services.finding import Finder, Places

NEAR = "near spellings"


class Finding(Reading):
    """While the line is open the caret stays where one was reading; Enter puts it on the hit that is shown."""

    def _init_finding(self) -> None:
        self._finder: Finder | None = None
        # Every hit; None while they are still being counted.
        self._all_hits: Places | None = None
        self._shown: Span | None = None
        self._taken: Span | None = None
        self._looks = 0
        self._sought, self._is_typed = "", True
        # Whether a step was left for Esc on the way to the hits that are marked.
        self._has_step = False
        self._before: tuple[tuple[int, int], Span | None, str] = ((0, 0), None, "source")
        self._from = 0
        # What the next article that is laid on the desk was found by: its number, the query, whether it was typed.
        self._coming: tuple[int, str, bool] | None = None

    @property
    def find_line(self) -> FindLine:
        return self.query_one(FindLine)

    # The line

    def action_find(self) -> None:
        """Open the line, with what was looked for last."""
        if self.paper is None or not self.paper.text:
            self.say("there is no text here to look into")
            return
        source = self.source
        self._before = (source.place, source.selection, self.pane)
        self._taken = None
        self.focus_pane("source")
        self._from = source.sight
        self.find_line.open(self._sought)
        self._look_for(self._sought, from_=self._from)

    def on_find_line_changed(self, event: FindLine.Changed) -> None:
        event.stop()
        if self.find_line.is_open and event.value == self.find_line.value:
            self._look_for(event.value, from_=self._taken.start if self._taken else self._from)

    def on_find_line_wanted(self, event: FindLine.Wanted) -> None:
        event.stop()
        if event.what == "leave":
            self.leave_find()
        elif event.what == "take" and self._shown is not None and self._shown != self._taken:
            self._take(self._shown)
        else:
            self._step(-1 if event.what == "previous" else 1, take=event.what == "take")

    def leave_find(self) -> bool:
        """Close the line: back to where one was reading, or stay at the hit that Enter was pressed on; False where it
        is not open."""
        line, source = self.find_line, self.source
        if not line.is_open:
            return False
        line.close()
        place, selection, pane = self._before
        if self._taken is not None:
            source.goto(self._taken, centre=self._taken != self._shown)
            source.set_hit(self._taken)
            self.focus_pane("source")
        else:
            self.drop_hits()
            source.restore(place)
            source.select(selection)
            self.focus_pane(pane)
        return True

    # Looking

    def _look_for(self, query: str, *, from_: int, typing: bool = True) -> None:
        from casefile.services.finding import Finder

        assert self.paper is not None
        self._looks += 1
        self._sought, self._is_typed = query, typing
        self._shown, self._all_hits = None, None
        finder = Finder(self.paper.text, query, typing=typing)
        self._finder = finder
        self.source.set_hits(find=finder.spans if finder else None)
        if finder:
            self.run_worker(self._count(finder, self._looks, from_), group="find", exclusive=True)
        else:
            if self.find_line.is_open and self._taken is None:
                self.source.restore(self._before[0])
            self._show_place()

    async def _count(self, finder: Finder, turn: int, from_: int) -> None:
        """The first hit as soon as it is found, then all of them; near spellings where there is none."""

        def is_over() -> bool:
            return turn != self._looks or is_leaving(self)

        first = await asyncio.to_thread(finder.first, from_, is_over)
        if first is None and not is_over():
            finder = finder.nearer()
            first = await asyncio.to_thread(finder.first, from_, is_over)
            if first is not None and not is_over():
                self._finder = finder
                self.source.set_hits(find=finder.spans)
        if is_over():
            return
        if self.find_line.is_open:
            self._show(first)
        places = await asyncio.to_thread(finder.all, is_over) if first is not None else finder.none
        if places is not None and not is_over():
            self._all_hits = places
            self._show_place()

    def _show(self, hit: Span | None) -> None:
        """Bring ``hit`` into sight and mark it; the caret stays."""
        self._shown = hit
        self.source.set_hit(hit)
        if hit is not None:
            self.source.reveal(hit.start)
        elif self._taken is None:
            self.source.restore(self._before[0])
        self._show_place()

    def _show_place(self) -> None:
        self.find_line.set_info(self._in_words())

    def _in_words(self) -> str:
        """``3 of 12``, and what is to be known of it."""
        finder, places = self._finder, self._all_hits
        if finder is None or not finder.query.strip():
            return ""
        if not finder:
            return finder.complaint or "no word to look for"
        if places is None:
            return "…"
        at = places.index_of(self._shown) if self._shown is not None else None
        many = f"{len(places):,}"
        words = [f"{at + 1:,} of {many}" if at is not None else f"{many} hits" if places else "not in this text"]
        if places and finder.is_near:
            words.append(NEAR)
        if finder.complaint:
            words.append("searched as words")
        return " · ".join(words)

    # Going from hit to hit

    def _step(self, by: int, *, take: bool) -> None:
        places, shown = self._all_hits, self._shown
        if places is None and shown is not None:
            # Still being counted: whoever goes on need not wait for the end of a book.
            self.run_worker(self._step_on(shown, by, take=take), group="find-next", exclusive=True)
            return
        if not places:
            return
        at = places.index_of(shown) if shown is not None else None
        index = places.beside(self.source.caret, by) if at is None else (at + by) % len(places)
        if index is not None:
            self._go(places[index], take=take)

    async def _step_on(self, shown: Span, by: int, *, take: bool) -> None:
        hit = await self._hit_beside(shown.start, by)
        if hit is not None and shown == self._shown:
            self._go(hit, take=take)

    async def _hit_beside(self, offset: int, by: int) -> Span | None:
        """The hit behind ``offset`` or before it, round the end; None where there is none, or something else is looked
        for meanwhile."""
        turn = self._looks

        def is_over() -> bool:
            return turn != self._looks or is_leaving(self)

        if by > 0 and self._finder is not None and self._all_hits is None:
            hit = await asyncio.to_thread(self._finder.first, offset + 1, is_over)
            if hit is not None:
                return None if is_over() else hit
        while self._finder and self._all_hits is None and not is_over():
            await asyncio.sleep(0.01)
        places = None if is_over() else self._all_hits
        index = places.beside(offset, by) if places else None
        return places[index] if places is not None and index is not None else None

    def _go(self, hit: Span, *, take: bool) -> None:
        if take:
            self._take(hit)
        else:
            self._show(hit)

    def _take(self, hit: Span) -> None:
        if self._taken is None:
            # Not from here, but from where one was reading when the line was opened.
            self.remember()
            place, _, pane = self._before
            self._behind[-1] = replace(self._behind[-1], place=place, pane=pane)
            self._has_step = True
        self._taken = hit
        self.source.goto(hit, centre=True)
        self._show(hit)

    def action_next_hit(self, by: int) -> None:
        """Put the caret on the next hit (1) or the one before (-1) of what was looked for last, here too."""
        if not self._sought.strip():
            self.say("nothing was looked for yet: ctrl+f finds in this text")
        elif self.paper is not None and self.paper.text:
            self.trying(self._next_hit(by), group="find-next", exclusive=True)

    async def _next_hit(self, by: int) -> None:
        if self._finder is None:
            self._look_for(self._sought, from_=self.source.caret, typing=self._is_typed)
        turn = self._looks
        hit = await self._hit_beside(self.source.caret, by)
        if turn != self._looks or is_leaving(self):
            return
        if hit is None:
            self.say(f"“{self._sought}” is not in this text")
            return
        self._shown = hit
        self.source.goto(hit, centre=True)
        self.source.set_hit(hit)
        self.say(self._in_words())

    # What else happens on the desk

    def mark_found(self, number: int, query: str, *, typing: bool) -> None:
        """Mark in article S``number``, now or when it is laid on the desk, what a search for ``query`` found."""
        if self.paper is not None and self.paper.article.number == number:
            self._coming, self._has_step = None, True
            self._look_for(query, from_=self.source.caret, typing=typing)
        else:
            self._coming = (number, query, typing)

    def leave_hits(self) -> bool:
        """Mark nothing any more; True where that is all that Esc has to do: no step was left on the way there."""
        is_all = self._finder is not None and not self._has_step
        self.drop_hits()
        return is_all

    def drop_hits(self) -> None:
        """Mark nothing any more; what was looked for is kept for the next time."""
        self._looks += 1
        self._has_step = False
        if self._finder is not None:
            self._finder = self._all_hits = self._shown = None
            self.source.set_hits()

    def show_paper(self, paper: Paper | None, *, offset: int = 0) -> None:
        self.drop_hits()
        super().show_paper(paper, offset=offset)
        coming, self._coming = self._coming, None
        if paper is None or not paper.text:
            self.find_line.close()
        elif self.find_line.is_open:
            self._before, self._taken, self._from = (self.source.place, None, "source"), None, offset
            self._look_for(self._sought, from_=offset)
        elif coming is not None and coming[0] == paper.article.number:
            self._has_step = True
            self._look_for(coming[1], from_=self.source.caret, typing=coming[2])
