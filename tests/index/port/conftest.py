"""Every test here runs once for each engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest
from search_engines import ENGINES, Engine

from casefile.domain.search import IndexAnswer, IndexDocument, SearchRequest

Ask = Callable[..., IndexAnswer]


@pytest.fixture(scope="session", params=list(ENGINES))
def new_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Engine]]:
    """Makes an empty engine."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(ENGINES[request.param](tmp_path_factory.mktemp("engine"))))


@pytest.fixture
def engine(new_engine: Callable[[], Engine]) -> Engine:
    """An empty engine."""
    return new_engine()


@pytest.fixture(scope="session")
def over(new_engine: Callable[[], Engine]) -> Callable[[tuple[IndexDocument, ...]], Ask]:
    """Asks an engine that holds the documents: ``over(DOCUMENTS)("query", limit=5)``; the same ones are put in once."""
    known: dict[tuple[IndexDocument, ...], Ask] = {}

    def asking(documents: tuple[IndexDocument, ...]) -> Ask:
        if documents not in known:
            engine = new_engine()
            middle = len(documents) // 2
            engine.put(documents[:middle])
            engine.put(documents[middle:])
            known[documents] = lambda query, **more: engine.search(SearchRequest(query, **({"limit": 1000} | more)))
        return known[documents]

    return asking
