"""Small JSON files of the program's own: read with clear words when broken, replaced whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from casefile.domain.errors import UsageError
from casefile.store.paths import write_private


def load_object(path: Path) -> dict[str, Any]:
    """The object in ``path``; empty where there is no file. Raises ``UsageError`` for anything but an object."""
    try:
        value = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (ValueError, OSError) as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(f"{path.name} cannot be read{where}.", f"Mend or delete the file in {path.parent}.") from None
    if not isinstance(value, dict):
        raise UsageError(f"{path.name} is no JSON object.", f"Mend or delete the file in {path.parent}.")
    return value


def save_object(path: Path, value: dict[str, Any]) -> None:
    """Replace ``path`` by ``value``, for people to read."""
    write_private(path, (json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8"))
