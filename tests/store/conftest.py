"""A case with two articles, for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_cases import arrival

from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    """An empty case."""
    with CaseStore.create(tmp_path / "case", "Harbour", "R-1", actor="mara") as made:
        yield made


@pytest.fixture
def case(store: CaseStore) -> CaseStore:
    """S1 and S2, not extracted."""
    add_arrivals(store, [arrival(store, FIRST, name="first.txt"), arrival(store, SECOND, name="second.txt")])
    return store


FIRST = "Anna Berg met Karl Voss in Lund.\n\nBerg wrote to anna@berg.example on 2 May 2023."
SECOND = "The lawyer of Anna Berg denied it.\n\nA Mr Voss did not answer."
