"""What an index was built from, beside the index; any difference means: move aside and rebuild.

A restored backup or a copied case must not share a cache, an index by older rules must not answer for newer
ones. The stamp is a small JSON file, written after the index's own files are on the disk.

While a commit is under way the stamp also says what it will hold (``pending``) and since which start of the
machine. A killed program leaves files that are whole, in one state or the other; a power cut may not: so a
pending stamp is believed only until the machine has started again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
import zlib
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import IndexStamp
from index.folders import current_folder, sync_folder, write_atomically

SCHEMA = "2"
"""Raise it when the fields of the index change."""
ANALYSER = f"2/{unicodedata.unidata_version}"
"""Raise the first number when a text would be cut into other words than before."""

_NAME = "stamp.json"


@dataclass(frozen=True, slots=True)
class Recorded:
    """The stamp file: ``stamp`` as last committed, ``pending`` documents of a commit under way, and for each of the
    index's ``files`` its size in bytes and its CRC-32."""

    stamp: IndexStamp
    pending: int | None = None
    boot: str = ""
    files: dict[str, tuple[int, int]] = field(default_factory=dict)


def make_stamp(case_uuid: str, case_path: str, seq: int = 0, seq_hash: str = "", documents: int = 0) -> IndexStamp:
    """The stamp of an index made by this program."""
    return IndexStamp(case_uuid, case_path, SCHEMA, ANALYSER, seq, seq_hash, documents)


def fits(stamp: IndexStamp, case_uuid: str, case_path: str) -> bool:
    """Whether an index so stamped may answer for this case; the journal's seq and hash are the caller's to compare."""
    return stamp == replace(stamp, case_uuid=case_uuid, case_path=case_path, schema=SCHEMA, analyser=ANALYSER)


def read_stamp(directory: Path) -> IndexStamp | None:
    """The stamp of the index in ``directory``, or None where there is no index or its stamp cannot be read."""
    try:
        return read_recorded(current_folder(directory)).stamp
    except IndexTrouble:
        return None


def stamp_of(folder: Path) -> Path:
    """The stamp file of an index's folder; it is another file after every commit."""
    return folder / _NAME


def read_recorded(folder: Path) -> Recorded:
    """The stamp file in the index's ``folder``. Raises ``IndexTrouble`` when it is missing or damaged."""
    try:
        value = json.loads(stamp_of(folder).read_bytes())
        stamp = IndexStamp(**value["stamp"])
        files = {str(name): (int(size), int(crc)) for name, (size, crc) in value["files"].items()}
        recorded = Recorded(stamp, value["pending"], value["boot"], files)
        if not isinstance(stamp.seq, int) or not isinstance(stamp.documents, int):
            raise TypeError
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexTrouble("The search index has no readable stamp.", "It will be rebuilt from the case.") from error
    return recorded


def write_recorded(folder: Path, recorded: Recorded) -> None:
    """Replace the stamp file; it is on the disk when this returns, unless it says that a commit is under way: after a
    power cut that would not be believed anyway."""
    is_done = recorded.pending is None
    write_atomically(stamp_of(folder), json.dumps(asdict(recorded)).encode(), sync=is_done)
    if is_done:
        sync_folder(folder)


def measured(path: Path) -> tuple[int, int]:
    """Size in bytes and CRC-32 of a file."""
    size = crc = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            size, crc = size + len(block), zlib.crc32(block, crc)
    return size, crc


def are_whole(folder: Path, recorded: Recorded) -> bool:
    """Whether the files of an index that stands still have the sizes that were recorded."""
    if recorded.pending is not None:
        return True
    return all((folder / name).stat().st_size == size for name, (size, _) in recorded.files.items())


def believable(recorded: Recorded, documents: int) -> bool:
    """Whether an index that holds ``documents`` can be the one that was stamped."""
    if recorded.pending is None:
        return documents == recorded.stamp.documents
    return recorded.boot == boot_id() != "" and documents in (recorded.stamp.documents, recorded.pending)


def boot_id() -> str:
    """Something that is the same until the machine starts again; empty where it cannot be told."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        pass
    if sys.platform == "darwin" and os.access("/usr/sbin/sysctl", os.X_OK):
        asked = subprocess.run(
            ["/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"], capture_output=True, text=True, check=False
        )
        return asked.stdout.strip()
    return ""
