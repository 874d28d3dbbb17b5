"""What every test stands on: a home of its own, a fixed time zone and locale, no case from outside."""

from __future__ import annotations

import time
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``$CASEFILE_HOME`` in a folder that no other test uses."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CASEFILE_HOME", str(folder))
    monkeypatch.delenv("CASEFILE_CASE", raising=False)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    time.tzset()
    return folder
