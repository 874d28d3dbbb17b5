"""What the program remembers between runs, in ``state.json``: the last case, reading places.

Losing it loses nothing."""

from __future__ import annotations

from typing import Any

from casefile.domain.errors import UsageError
from casefile.store.home import state_dir
from casefile.store.json_file import load_object, save_object

_NAME = "state.json"


def load_state() -> dict[str, Any]:
    """What was remembered; empty where there is nothing, or nothing that can be read."""
    try:
        return load_object(state_dir() / _NAME)
    except UsageError:
        return {}


def save_state(state: dict[str, Any]) -> None:
    """Remember ``state`` in place of what was remembered."""
    save_object(state_dir() / _NAME, state)
