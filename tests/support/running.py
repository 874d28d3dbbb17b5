"""Commands, run in this process as the console script runs them."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from casefile.cli import main


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document; fails when there is anything else."""
        assert self.out.isascii()
        return json.loads(self.out)


class Runner:
    """``run("add", path)`` does what ``casefile add path`` does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        self._monkeypatch, self._capture = monkeypatch, capfdbinary

    def __call__(self, *arguments: str, stdin: str | bytes = b"") -> Ran:
        data = stdin.encode("utf-8") if isinstance(stdin, str) else stdin
        self._monkeypatch.setattr(sys, "argv", ["casefile", *arguments])
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        self._capture.readouterr()
        try:
            code = main()
        except SystemExit as end:
            code = int(end.code or 0)
        sys.stdout.flush()
        out, err = self._capture.readouterr()
        return Ran(code, out.decode("utf-8"), err.decode("utf-8"))
