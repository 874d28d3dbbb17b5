"""What a generator of hostile files says of each file that it wrote."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Made:
    """One file. ``is_kept``: its bytes have to be in the case afterwards; else it is only reported.

    ``is_heavy``: reading it takes long or much memory, so that a quick test leaves it out.
    """

    path: Path
    what: str
    is_kept: bool = True
    is_heavy: bool = False


Generator = Callable[[Path], Iterable[Made]]


def put(folder: Path, name: str | bytes, data: bytes, what: str, *, heavy: bool = False) -> Made:
    """Write ``data`` to ``name`` in ``folder``."""
    path = folder / os.fsdecode(name)
    path.write_bytes(data)
    return Made(path, what, is_heavy=heavy)
