"""Why an index cannot be written: a full disk, a folder that is closed, or the index itself."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from index.folders import IndexBusy, WriterLock, clear_others, current_name

_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FOLDER = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENOTDIR, errno.EISDIR}


def _number(error: BaseException) -> int:
    """The system's number for what went wrong; 0 where it was not the system that complained."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno:
            return seen.errno
        seen = seen.__cause__ or seen.__context__
    return 0


def is_of_room(error: BaseException) -> bool:
    """Whether there is too little room: another index would not fare better."""
    return _number(error) in _ROOM


def in_words(error: BaseException) -> str:
    """What is wrong, a sentence without its full stop."""
    number = _number(error)
    if number == errno.ENOSPC:
        return "there is no space left on the disk of the cache"
    if number == errno.EDQUOT:
        return "the quota of disk space is used up"
    if number == errno.EFBIG:
        return "its files may not grow any more"
    if number in _FOLDER:
        return f"its folder cannot be written ({os.strerror(number)})"
    return "it can be neither read nor built anew"


def clear_unfinished(directory: Path) -> None:
    """Take away a building that was broken off. Never fails; nothing happens while another program is at it."""
    try:
        with WriterLock(directory):
            clear_others(directory, current_name(directory))
    except (IndexBusy, OSError):
        return
