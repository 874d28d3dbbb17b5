"""What is wrong with an index on the disk, in words. Imports no Whoosh."""

from __future__ import annotations

from pathlib import Path

from casefile.domain.errors import IndexTrouble
from index.folders import current_folder, current_name, pointer_of
from index.stamp import ANALYSER, SCHEMA, Recorded, measured, read_recorded


def examine(directory: Path, case_uuid: str, case_path: str) -> str:
    """What is wrong, in words that follow “The search index”; empty when nothing is.

    Reads every file of the index once. Whether it has caught up with the journal is not its business.
    """
    if not directory.is_dir():
        return "is missing"
    if not current_name(directory):
        return "says nowhere which of its folders answers" if pointer_of(directory).exists() else "is not built yet"
    try:
        folder = current_folder(directory)
    except IndexTrouble:
        return "points at a folder that is not there"
    try:
        recorded = read_recorded(folder)
    except IndexTrouble:
        return "has no readable stamp"
    return _foreign(recorded, case_uuid, case_path) or _damaged(folder, recorded)


def _foreign(recorded: Recorded, case_uuid: str, case_path: str) -> str:
    stamp = recorded.stamp
    if stamp.case_uuid != case_uuid:
        return "belongs to another case"
    if stamp.case_path != case_path:
        return "belongs to a copy of the case at another place"
    if stamp.schema != SCHEMA:
        is_newer = stamp.schema.isdigit() and int(stamp.schema) > int(SCHEMA)
        return f"was made by {'a newer' if is_newer else 'another'} version of casefile"
    if stamp.analyser != ANALYSER:
        return "cuts texts into other words than this version of casefile"
    return ""


def _damaged(folder: Path, recorded: Recorded) -> str:
    for name, (size, checksum) in sorted(recorded.files.items()):
        try:
            found, sum_ = measured(folder / name)
        except FileNotFoundError:
            return "has lost a file"
        except OSError as error:
            return f"cannot be read: {error.strerror}"
        if found != size:
            return "holds a file that was cut short" if found < size else "holds a file that has grown"
        if sum_ != checksum:
            return "holds a damaged file"
    return ""
