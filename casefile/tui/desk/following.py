"""Following the case as it changes: by this desk, another one, a command, the worker."""

from __future__ import annotations

import asyncio
import contextlib
import time

from textual.message import Message

from casefile.domain.records import Counts, Entity
from casefile.services import rows
from casefile.services.cases import OpenCase
from casefile.tui.desk.base import DeskBase
from casefile.tui.paper import load_articles, load_entities, load_marks, load_note, load_notes, load_tags
from casefile.tui.session import spare_collector
from casefile.tui.watch import CaseWatch

# Seconds between two looks while others keep writing. What the person does is looked at at once.
_SHORTEST_REST, _LONGEST_REST = 0.6, 3.0


class CaseChanged(Message):
    """Posted by the watching thread. Several in a row are one."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, CaseChanged)


class Following(DeskBase):
    """Reads what lies in the journal after the last look, and refreshes only what it names."""

    def _init_following(self) -> None:
        self._watch: CaseWatch | None = None
        self._is_looking = False
        self._look_again = False
        self._own_act = asyncio.Event()

    def start_following(self) -> None:
        """Start the watch. The first picture is on the screen by then."""
        self._watch = CaseWatch(self.case, lambda: self.post_message(CaseChanged()))
        self._watch.start()

    def stop_following(self) -> None:
        if self._watch is not None:
            self._watch.stop()

    def on_case_changed(self, event: CaseChanged) -> None:
        event.stop()
        self._look_soon()

    def refresh_soon(self) -> None:
        self._own_act.set()
        self._look_soon()

    def _look_soon(self) -> None:
        if self._is_looking:
            self._look_again = True
        else:
            self._is_looking = True
            self.trying(self._look(), group="following")

    async def _look(self) -> None:
        try:
            while True:
                self._look_again = False
                self._own_act.clear()
                started = time.monotonic()
                await self._catch_up()
                took = time.monotonic() - started
                if not self._look_again:
                    return
                # While thousands of rows come in, the panes follow at a pace that leaves the machine alone.
                rest = min(_LONGEST_REST, max(_SHORTEST_REST, 3 * took))
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._own_act.wait(), rest)
        finally:
            self._is_looking = False

    async def _catch_up(self) -> None:
        changes, counts = await self.session.read(_changes, self.seq)
        if counts.journal <= self.seq:
            return
        self.seq = counts.journal
        self.show_counts(counts)
        kinds = {kind for kind, _ in changes}
        if "case" in kinds:
            self.show_info(await self.session.read(OpenCase.info))
        if kinds & {"entity", "mention", "article"}:
            self.show_entities(await self.session.read(_entities_anew, self.entities))
            self.forget_passages()
        if kinds & {"article", "mention", "entity"}:
            self.show_articles(await self.session.read(load_articles))
            spare_collector()
        if "note" in kinds:
            self.show_notes(await self.session.read(load_notes))
        await self._catch_up_paper(changes)

    async def _catch_up_paper(self, changes: set[tuple[str, str]]) -> None:
        paper = self.paper
        if paper is None:
            if any(kind == "article" for kind, _ in changes):
                self.open_first()
            return
        fresh = next((one for one in self.articles if one.id == paper.article.id), None)
        if fresh is None:
            self.open_first()
            return
        if ("article", fresh.id) in changes:
            tags = await self.session.read(load_tags, fresh.id)
            if self.paper is not paper:
                return
            self.show_tags(tags)
            paper = self.paper
        if paper.shown is None or fresh.text_id != paper.article.text_id:
            if fresh != paper.article:
                self.reopen(fresh)
            return
        kinds = {kind for kind, _ in changes}
        is_marked_anew = bool(kinds & {"entity", "note"}) or ("mention", paper.shown.id) in changes
        if is_marked_anew or ("article", fresh.id) in changes:
            marks = await self.session.read(load_marks, fresh.number, paper.shown, fresh.text_id)
            note = await self.session.read(load_note, paper.shown.id)
            if self.paper is paper:
                self.show_marks(fresh, marks)
                self.show_note_of_engines(note)


def _entities_anew(case: OpenCase, before: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The entities as they are now; those that did not change are the same objects, which the loop compares at once."""
    known = {entity.id: entity for entity in before}
    return tuple(known[one.id] if known.get(one.id) == one else one for one in load_entities(case))


def _changes(case: OpenCase, seq: int) -> tuple[set[tuple[str, str]], Counts]:
    # Counts first: a row that comes between the two is then looked at once more, never missed.
    counts = rows.counts(case)
    return rows.changed_since(case, seq), counts
