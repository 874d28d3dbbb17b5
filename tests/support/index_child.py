"""A writer that is killed: adds and commits without end, saying on standard output what was acknowledged."""

from __future__ import annotations

import sys
from pathlib import Path

from index_help import CASE, article

from index.port import IndexWriter


def main() -> None:
    directory, seq = Path(sys.argv[1]), int(sys.argv[2])
    writer = IndexWriter.open_or_none(directory, *CASE)
    if writer is None:
        writer = IndexWriter.rebuild(directory, *CASE)
        seq = 0
        writer.commit(0, "hash0")
    print("open", seq, flush=True)
    while True:
        seq += 1
        # One new document, one that is replaced each time.
        writer.add([article(f"new{seq}", body=f"common fresh{seq}"), article("old", body=f"common round{seq}")])
        writer.commit(seq, f"hash{seq}")
        print("done", seq, flush=True)
        if seq % 5 == 0:
            writer.merge_when_idle()


main()
