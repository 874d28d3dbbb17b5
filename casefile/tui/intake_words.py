"""The commands that take in and read again, as the desk gives them to its child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_REPORTING = ("--json", "--progress")
_MOST_NUMBERS = 20_000
"""Articles that one command names: what it names has to fit the arguments of a process."""


@dataclass(frozen=True, slots=True)
class Adding:
    """What to add and how. ``columns``: pairs of a table's column and the field that it becomes."""

    paths: tuple[str, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    password: str = ""
    ocr: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> list[str]:
        options = [
            *(word for pattern in self.include for word in ("--include", pattern)),
            *(word for pattern in self.exclude for word in ("--exclude", pattern)),
            *_password(self.password),
            *(("--ocr", self.ocr) if self.ocr else ()),
            *(word for column, field in self.columns for word in ("--map", f"{column}={field}")),
        ]
        return ["add", *_REPORTING, *options, "--", *self.paths]


def resuming() -> list[str]:
    """Go on with what was stopped or broke off."""
    return ["add", "--resume", *_REPORTING]


def rereading(numbers: Sequence[int], *, password: str = "", charset: str = "", ocr: str = "") -> list[str]:
    """Read the originals of these articles once more."""
    options = [
        *_password(password),
        *(("--charset", charset) if charset else ()),
        *(("--ocr", ocr) if ocr else ()),
    ]
    return ["reread", *_REPORTING, *options, "--", *(f"S{number}" for number in numbers[:_MOST_NUMBERS])]


def _password(password: str) -> tuple[str, ...]:
    return ("--password", "-") if password else ()
