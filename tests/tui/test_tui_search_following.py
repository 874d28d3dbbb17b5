from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from search_screen import answered, begin, drawn, facet_rows, save
from store_cases import arrival

from casefile.domain.records import Metadata
from casefile.services import cases, index_feed, saved_searches
from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore
from casefile.tui.search import following

OpenDesk = Callable[..., Any]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks are taken at once."""
    monkeypatch.setattr(following, "_EVERY", 0.05)


@pytest.fixture
def indexed(root: Path) -> Path:
    """The case, with its index."""
    catch_up(root)
    return root


def catch_up(root: Path) -> None:
    with closing(cases.open_case(root)) as case:
        assert index_feed.catch_up(case)


def add(root: Path, words: str, title: str) -> None:
    """An article comes in, written and put into the index by another process."""
    with CaseStore(root) as store:
        add_arrivals(store, [arrival(store, words, "c.txt", Metadata(title=title, published="2024-01-01"))])
    catch_up(root)


async def test_what_others_add_is_counted_and_listed_and_the_selection_stays(
    open_desk: OpenDesk, indexed: Path
) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        await save(desk, search, "who met")
        saved = saved_searches.find(desk.case, "who met")
        await desk.until(lambda: ("saved", saved.id) in facet_rows(search))
        await desk.until(lambda: facet_rows(search)["saved", saved.id].count == search.results.total)
        await desk.press("down")
        hit, before = search.rows.highlighted, search.results.total
        add(indexed, "Berg was seen in the harbour.", "Berg again")
        await desk.until(lambda: search.results.total == before + 1 and search.is_fresh)
        assert search.rows.highlighted.id == hit.id
        assert "Berg again" in {one.title for one in search.rows.shown}
        await desk.until(lambda: facet_rows(search)["saved", saved.id].count == before + 1)
        await desk.until(lambda: "3 articles" in drawn(desk))


async def test_the_first_hit_stays_selected_too_when_a_newer_one_comes_in(open_desk: OpenDesk, indexed: Path) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        await desk.press("shift+tab")
        await answered(desk, search)
        hit, before = search.rows.highlighted, search.results.total
        add(indexed, "Berg was seen in the harbour.", "Berg again")
        await desk.until(lambda: search.results.total == before + 1 and search.is_fresh)
        assert search.rows.shown[0].id != hit.id
        assert search.rows.highlighted.id == hit.id


async def test_nothing_is_asked_again_while_somebody_steps(
    open_desk: OpenDesk, indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        keys = iter(range(1 << 20))
        at_rest, search._place_now = search._place_now, lambda: next(keys)
        await desk.until(lambda: search._standing is not None)
        before = search.generation
        add(indexed, "Berg was seen in the harbour.", "Berg again")
        await desk.until(lambda: "3 articles" in drawn(desk))
        await desk.until(lambda: search._is_answer_old and next(keys) > 40)
        assert search.generation == before
        search._place_now = at_rest
        await desk.until(lambda: search.generation > before and search.is_fresh)
        assert "Berg again" in {one.title for one in search.rows.shown}
