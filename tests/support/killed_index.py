"""A writer of the index that is killed, and what the index holds afterwards beside what the case does.

``python killed_index.py CASE WHAT``: ``single`` adds one article after the other and says which are acknowledged,
``bulk`` brings the index up to a journal with much in it, ``rebuild`` builds it anew. Kill it.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

WAYS = ("single", "bulk", "rebuild")


def write(root: Path, what: str) -> None:
    """Write until killed, or until there is nothing left to do. A line is said after what it says has returned."""
    from casefile.services import cases, index_feed, intake

    # Small pieces, so that a kill meets every moment of a commit and not only the reading before it.
    index_feed._BATCH = index_feed._ROWS = 150
    case = cases.open_case(root)
    if what == "single":
        # What is loaded for the first of them is not what is to be killed.
        index_feed.catch_up(case)
    print("ready", flush=True)
    if what == "rebuild":
        index_feed.rebuild(case)
    elif what == "bulk":
        index_feed.catch_up(case)
    else:
        number = 0
        while True:
            number += 1
            text = f"Single article {number} of {time.time_ns()}: quagmire{number}."
            print(intake.add_pasted(case, text).sha256, flush=True)
    case.close()


def kill_once(root: Path, what: str, *, seconds: float) -> list[str]:
    """Start a writer, kill it ``seconds`` after its first word; the hashes that it had acknowledged."""
    command = [sys.executable, "-P", __file__, str(root), what]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n", "the writer ended before it wrote anything"
        killing = threading.Timer(seconds, writer.kill)
        killing.start()
        rest = writer.stdout.read()
        killing.cancel()
    # A line cut in its middle by the kill is no acknowledgement.
    return [line.strip() for line in rest.splitlines(keepends=True) if line.endswith("\n")]


def wrong(root: Path, acknowledged: list[str]) -> list[str]:
    """Everything that is not as it should be once the index has caught up, in words; empty where all is well."""
    from casefile.domain.search import SearchRequest
    from casefile.services import cases, index_documents, index_feed, rows
    from index.health import examine
    from index.port import Searcher

    case = cases.open_case(root)
    try:
        found = [] if index_feed.catch_up(case, wait=60) else ["it does not catch up"]
        place = index_feed.directory(case)
        trouble = examine(place, case.info().uuid, str(case.root))
        found += [trouble] if trouble else []
        wanted = {one.key for one in index_documents.everything(case.reader)}
        with Searcher(place) as searcher:
            answer = searcher.search(SearchRequest("NOT nothinglikethisword", limit=1_000_000, sort="date"))
        held = Counter(f"{hit.type}:{hit.id}" for hit in answer.hits)
        lost = set(acknowledged) - {article.sha256 for article in rows.articles(case)}
    finally:
        case.close()
    found += [f"{len(lost)} acknowledged articles are not in the case"] if lost else []
    found += [f"{len(wanted - held.keys())} documents are missing"] if wanted - held.keys() else []
    found += [f"{len(held.keys() - wanted)} documents are too many"] if held.keys() - wanted else []
    twice = sum(count > 1 for count in held.values())
    found += [f"{twice} documents are there twice"] if twice else []
    found += [f"{answer.total} are counted, {len(wanted)} are there"] if answer.total != len(wanted) else []
    return found


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2])
