"""Files of the index's folders are replaced whole or not at all."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.folders import write_atomically


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond ``size`` bytes: what fits is written, and the system says how much that was."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("sync", [True, False])
def test_a_file_of_which_only_a_part_finds_room_leaves_the_old_one(tmp_path: Path, sync: bool) -> None:
    path = tmp_path / "stamp.json"
    write_atomically(path, b"old", sync=sync)
    with pytest.raises(OSError), room_for(4096):
        write_atomically(path, b"new" * 4096, sync=sync)
    assert path.read_bytes() == b"old"
    write_atomically(path, b"new" * 4096, sync=sync)
    assert path.read_bytes() == b"new" * 4096
