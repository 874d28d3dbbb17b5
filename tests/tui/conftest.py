"""A desk on a small real case, driven through Pilot. The case is made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from desk_help import Desk
from store_cases import FIRST, SECOND, arrival, read_by_engine

from casefile.domain.records import Metadata
from casefile.services import cases
from casefile.store import noting
from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore
from casefile.tui.app import CasefileApp
from casefile.tui.desk.adding import Adding
from casefile.tui.paper import load_first
from casefile.tui.session import Session

HOSTILE = "[/b] \x1b]52;c;aGk=\x07 [REDACTED] \u202edehsup"


class OpenDesk(Protocol):
    def __call__(self, root: Path | None = None, size: tuple[int, int] = (140, 42)) -> Any: ...


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with two articles, their suggestions, a hostile title, and one note."""
    root = tmp_path_factory.mktemp("template") / "case"
    store = CaseStore.create(root, "Ferry affair", "F-1")
    metadata = Metadata(title="Berg met Voss", publisher="The Gazette", published="2023-05-04")
    add_arrivals(
        store, [arrival(store, FIRST, "a.txt", metadata), arrival(store, SECOND, "b.txt", Metadata(title=HOSTILE))]
    )
    read_by_engine(store)
    noting.add_note(store, "Who says so?", "Only the lawyer.")
    store.close()
    return root


@pytest.fixture
def root(template: Path, tmp_path: Path) -> Path:
    """The folder of a case of one's own."""
    return Path(shutil.copytree(template, tmp_path / "case"))


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Extraction is done already; the child that would look for more is tested in a real terminal."""
    monkeypatch.setattr(Adding, "start_worker", lambda self: None)


@pytest.fixture
def open_desk(root: Path) -> Callable[..., Any]:
    """``async with open_desk() as desk``: the app on the case, with the first picture standing."""

    @asynccontextmanager
    async def opened(where: Path | None = None, size: tuple[int, int] = (140, 42)) -> AsyncIterator[Desk]:
        case = cases.open_case(where or root, for_desk=True)
        session = Session(case)
        app = CasefileApp(session, session.reading(load_first))
        async with app.run_test(size=size) as pilot:
            desk = Desk(app, pilot)
            await desk.until(lambda: desk.screen.info is not None)
            yield desk
            await app.settle()
        app.close()

    return opened
