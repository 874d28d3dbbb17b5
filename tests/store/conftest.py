"""A case with two articles, for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_cases import FIRST, SECOND, arrival, read_by_engine

from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    """An empty case."""
    with CaseStore.create(tmp_path / "case", "Harbour", "R-1", actor="mara") as made:
        yield made


@pytest.fixture
def case(store: CaseStore) -> CaseStore:
    """S1 and S2, which no engine has seen."""
    add_arrivals(store, [arrival(store, FIRST, name="first.txt"), arrival(store, SECOND, name="second.txt")])
    return store


@pytest.fixture
def read_case(case: CaseStore) -> CaseStore:
    """S1 and S2 with suggestions: Anna Berg (3), Karl Voss, Voss, Lund and an e-mail address."""
    read_by_engine(case)
    return case
