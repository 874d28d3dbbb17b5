"""A small case with two articles about one invented affair, extracted in this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.services import cases, intake, work

FERRY = """The ferry Alkona left Brisvik late on 3 May 2021, according to the Brisvik Gazette.

Mr Tomas Ekdal, the harbour master, said the crew had asked for repairs. Ekdal wrote to office@ferry.example.

The Brisvik Gazette did not name the owner.
"""
WIRE = "Tomas Ekdal left Brisvik in June 2021, Coastal News Agency reported. Mr Ekdal denied it.\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Two text files outside the case."""
    (tmp_path / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (tmp_path / "wire.md").write_text(WIRE, encoding="utf-8")
    return [str(tmp_path / "ferry.txt"), str(tmp_path / "wire.md")]


@pytest.fixture
def case() -> Iterator[cases.OpenCase]:
    """An empty case, open."""
    opened = cases.create_case("Ferry affair", ref="F-1")
    yield opened
    opened.close()


@pytest.fixture
def read_case(case: cases.OpenCase, files: list[str]) -> cases.OpenCase:
    """The case with both articles in it, extracted and indexed."""
    intake.add_paths(case, files)
    work.work(case)
    return case
