"""Saved searches: kept under a name, counted in the background, opened with a key."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from casefile.domain.errors import CasefileError
from casefile.domain.records import SavedSearch
from casefile.services import saved_searches
from casefile.services.cases import OpenCase
from casefile.tui.screens.form import Ask, FormScreen
from casefile.tui.search.base import LIMIT
from casefile.tui.search.facet_rows import SavedRow
from casefile.tui.search.filtering import Filtering
from casefile.tui.session import is_leaving

_COUNT_AFTER = 0.4
_BETWEEN = 0.1


class Saving(Filtering):
    """The rows at the bottom of the column."""

    def _init_saving(self) -> None:
        self.saved: tuple[SavedSearch, ...] = ()
        self._counted: dict[str, tuple[int, int]] = {}
        self.is_counting = False

    async def load_saved(self) -> None:
        """Read the saved searches, show them, then count each, whenever the keys rest."""
        self.is_counting = True
        try:
            await self._load_saved()
        finally:
            self.is_counting = False

    async def _load_saved(self) -> None:
        found = await self.session.read(saved_searches.saved_searches)
        if is_leaving(self):
            return
        self.saved = tuple(found)
        self._show_saved()
        for saved in found:
            await self._until_rest()
            if is_leaving(self):
                return
            try:
                self._counted[saved.id] = await self.session.read(saved_searches.new_hits, self.search, saved)
            except CasefileError:
                continue
            if not is_leaving(self):
                self._show_saved()

    async def _until_rest(self) -> None:
        """Until nothing is asked: counting may wait, a key may not."""
        await asyncio.sleep(_BETWEEN if self._counted else _COUNT_AFTER)
        generation = -1
        while not is_leaving(self) and not (self.is_fresh and generation == self.generation):
            generation = self.generation
            await asyncio.sleep(_COUNT_AFTER)

    def _show_saved(self) -> None:
        rows = []
        for one in self.saved:
            total, new = self._counted.get(one.id, (None, 0))
            rows.append(SavedRow(one.id, one.name, total, new))
        if tuple(rows) != self.saved_rows:
            self.saved_rows = tuple(rows)
            self.show_facets()

    def _reload(self) -> None:
        self.trying(self.load_saved(), group="saved", exclusive=True)

    def _find(self, id_: str) -> SavedSearch | None:
        return next((one for one in self.saved if one.id == id_), None)

    def action_save(self) -> None:
        """Ask for a name, then keep the query, its filters and its order."""
        if self._refuses():
            return
        if not self.is_asked:
            self.casefile.notify("Type a query or choose a filter, then save it.")
            return
        self.trying(self._save(), group="saving", exclusive=True)

    async def _save(self) -> None:
        query = await self.session.read(self._as_saved)
        asks = [
            Ask("name", "name", " ".join(self.request.query.split())[:60], is_proposed=True),
            Ask("query", "query", query),
        ]
        limits = len(self.request.filters) + (self.type != "")
        explain = f"With its {limits} filter{'s' * (limits > 1)}. " if limits else ""
        answer = await self.app.push_screen_wait(
            FormScreen("Save this search", asks, explain=f"{explain}It will show how many hits are new.")
        )
        name = (answer or {}).get("name", "").strip()
        if answer is None or not name or is_leaving(self):
            return
        saved = await self.session.write(
            saved_searches.save,
            name,
            answer.get("query", ""),
            sort=self.request.sort,
            types=self.request.types,
            filters=self.request.filters,
        )
        await self.session.read(saved_searches.look, saved)
        self.casefile.notify(f"Saved as “{saved.name}”, at the bottom of the facets.")
        self._reload()

    def _as_saved(self, case: OpenCase) -> str:
        """The query as it will find the same later: a word that only begins to be one gets its star."""
        query = self.request.query.strip()
        if not self.request.typing or not query or not (query[-1].isalnum()):
            return query
        whole = replace(self.request, typing=False, limit=0, facets=())
        star = replace(whole, query=f"{query}*")
        if self.search.begin(whole).more(0).total or not self.search.begin(star).more(0).total:
            return query
        return star.query

    def open_saved(self, id_: str) -> None:
        saved = self._find(id_)
        if saved is not None:
            self.trying(self._open(saved), group="looking", exclusive=True)

    async def _open(self, saved: SavedSearch) -> None:
        # What the index has not got yet stays new: so this is asked before the search.
        until = await self.session.read(saved_searches.found_until)
        self.leave_facets()
        asked = replace(saved_searches.request_of(saved, limit=LIMIT), typing=False)
        self.ask(query=asked.query, sort=asked.sort, types=asked.types, filters=asked.filters, typing=False)
        self.line.value = saved.query
        await self._until_rest()
        await self.session.read(saved_searches.look, saved, until)
        self._counted.pop(saved.id, None)
        self._reload()

    def remove_saved(self, id_: str) -> None:
        saved = self._find(id_)
        if saved is not None and not self._refuses():
            self.trying(self._remove(saved), group="saving")

    async def _remove(self, saved: SavedSearch) -> None:
        await self.session.write(saved_searches.retire, saved)
        self.casefile.notify(f"“{saved.name}” is no longer among the saved searches; u on the desk brings it back.")
        self._reload()

    def rename_saved(self, id_: str) -> None:
        saved = self._find(id_)
        if saved is not None and not self._refuses():
            self.trying(self._rename(saved), group="saving", exclusive=True)

    async def _rename(self, saved: SavedSearch) -> None:
        form = FormScreen("Rename this search", [Ask("name", "name", saved.name)], yes="rename")
        answer = await self.app.push_screen_wait(form)
        name = (answer or {}).get("name", "").strip()
        if name and name != saved.name and not is_leaving(self):
            await self.session.write(saved_searches.rename, saved, name)
            self._reload()

    def _refuses(self) -> bool:
        if self.case.is_read_only:
            reason = self.case.read_only_reason or "it cannot be written"
            self.casefile.notify(f"This desk only reads: {reason}.\n{self.case.read_only_hint}", severity="warning")
        return self.case.is_read_only
