"""Searching while there is no index: ``python -P -m casefile.services.scanning ROOT``, framed JSON in and out.

A process of its own, for looking through texts would take the desk's loop its turns. It looks at notes, at names,
and at articles from the newest on, until its time is over, and says how many articles that were.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from casefile.domain.errors import CasefileError
from casefile.domain.frames import BrokenFrame, read_frame, write_frame
from casefile.domain.search import IndexAnswer, IndexDocument, SearchRequest
from casefile.services import index_documents
from casefile.services.child_process import ChildProcess, Limits
from casefile.store import read_indexable
from casefile.store.read_indexable import Called
from casefile.store.reader import CaseReader
from index import wire
from index.scan import scan

LIMITS = Limits(seconds=60, memory=1024 * 1024 * 1024, nice=0)
_FOR_NAMES = 0.25
"""The part of the time that names may take."""
_OLD = 5.0
"""Seconds after which the list of articles is read again; of 100,000 it takes a part of a second."""


class Scanner:
    """The process, from the other side. Raises ``ChildDied`` where it does not answer, ``IndexTrouble`` in words."""

    def __init__(self, root: Path) -> None:
        self._child = ChildProcess("casefile.services.scanning", str(root), limits=LIMITS)

    def search(self, request: SearchRequest, seconds: float) -> tuple[IndexAnswer, int, int]:
        """What was found within ``seconds``, in how many articles, and how many there are."""
        reply = self._child.call({"request": wire.request_to_json(request), "seconds": seconds})
        return wire.answer_from_json(reply), int(reply.get("searched", 0)), int(reply.get("articles", 0))

    def close(self) -> None:
        self._child.close()


class Looker:
    """Looks through one case. What is the same for every question is read once and again when it has grown old."""

    def __init__(self, reader: CaseReader) -> None:
        self._reader = reader
        self._read = -_OLD
        self._articles: list[str] = []
        self._called: dict[str, Called] = {}

    def look_through(self, request: SearchRequest, seconds: float) -> tuple[IndexAnswer, int]:
        """The answer over what can be looked at in ``seconds``, and how many articles that were; one at the least."""
        if time.monotonic() - self._read > _OLD:
            self._articles = read_indexable.article_ids(self._reader, newest_first=True)
            self._called = read_indexable.called(self._reader)
            self._read = time.monotonic()
        end = time.monotonic() + seconds
        searched = 0

        def documents() -> Iterator[IndexDocument]:
            nonlocal searched
            yield from index_documents.of_notes(self._reader)
            for ids in index_documents.chunks(read_indexable.entity_ids(self._reader), 200):
                if time.monotonic() > end - seconds * (1 - _FOR_NAMES):
                    break
                yield from index_documents.of_entities(self._reader, ids)
            for with_claims in index_documents.one_by_one(self._reader, self._articles, self._called):
                yield from with_claims
                searched += 1
                if time.monotonic() > end:
                    return

        return scan(documents(), request), searched


def serve(reader: CaseReader, source: BinaryIO, sink: BinaryIO) -> None:
    """Answer until ``source`` ends or the other side is gone."""
    looker = Looker(reader)
    while True:
        try:
            message = read_frame(source)
            if message is None:
                return
            write_frame(sink, _answer(reader, looker, message))
        except (BrokenFrame, OSError):
            return


def _answer(reader: CaseReader, looker: Looker, message: dict[str, Any]) -> dict[str, Any]:
    try:
        request = wire.request_from_json(message["request"])
        found, searched = looker.look_through(request, float(message["seconds"]))
        return wire.answer_to_json(found) | {"searched": searched, "articles": read_indexable.count_articles(reader)}
    except CasefileError as error:
        return wire.error_to_json("index", error.message)
    except Exception as error:  # an answer is owed whatever happened
        return wire.error_to_json("index", f"The search failed ({type(error).__name__}).")


def main() -> int:
    """Serve the case whose folder is named on the command line."""
    if len(sys.argv) != 2:
        return 2
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Nothing else may write between two frames.
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    with CaseReader(Path(sys.argv[1])) as reader:
        serve(reader, source, sink)
    return 0


if __name__ == "__main__":
    sys.exit(main())
