from __future__ import annotations

from pathlib import Path

import pytest
from running import Runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Runner:
    """A command runner."""
    return Runner(monkeypatch, capfdbinary)


@pytest.fixture
def article(tmp_path: Path) -> str:
    """The path of a small text file."""
    path = tmp_path / "ferry.txt"
    path.write_text(
        "The ferry Alkona left Brisvik on 3 May 2021, according to the Brisvik Gazette.\n\n"
        "Mr Tomas Ekdal, the harbour master, denied it.\n",
        encoding="utf-8",
    )
    return str(path)
