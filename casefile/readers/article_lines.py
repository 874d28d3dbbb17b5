"""JSON Lines of articles: one original a line, taken out and read at one stroke."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from casefile.domain.intake import Member, ReadOutcome
from casefile.readers import jsonline
from casefile.readers.hints import Hints, unread

NO_HINTS = Hints()
_HEAD = 1024 * 1024
_LINES_LOOKED_AT = 20
_LONGEST = 64 * 1024 * 1024


def is_articles(head: bytes, hints: Hints = NO_HINTS) -> bool:
    """Whether a file that begins so is to be cut into lines, each an article, unless it is plainly something else.

    Where the objects in it have no text among them (a log, the page list of a web archive), the file is one item
    like any other.
    """
    if b"\0" in head or head.startswith(b"\x1f\x8b"):
        return False
    is_other = False
    for value in objects(head):
        if jsonline.has_text(value, hints):
            return True
        is_other = True
    return not is_other and bool(head.strip())


def objects(head: bytes) -> Iterator[dict[str, Any]]:
    """The objects among the first lines."""
    for line in head[:_HEAD].removeprefix(b"\xef\xbb\xbf").split(b"\n")[:_LINES_LOOKED_AT]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            yield value


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """One member a line that is not blank, ``line 1`` the first; its bytes are the line's without its line end."""
    number = 0
    while line := file.readline(_LONGEST):
        number += 1
        name = f"line {number}"
        if len(line) == _LONGEST and not line.endswith(b"\n"):
            while (rest := file.readline(_LONGEST)) and not rest.endswith(b"\n"):
                pass
            yield Member(name, problem=f"the line is longer than {_LONGEST // 1024**2} MB")
            continue
        data = line.removesuffix(b"\n").removesuffix(b"\r")
        if data.strip():
            yield Member(name, data, kind="jsonline", outcome=_outcome(data, hints))


def _outcome(data: bytes, hints: Hints) -> ReadOutcome:
    try:
        return jsonline.read(data, hints)
    except RecursionError:
        return unread("the line is nested too deep", "application/json")
