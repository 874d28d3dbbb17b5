"""The search process: ``python -P -m index.server DIR``, framed JSON on standard input and output.

One request, one answer, in order. ``{"warm": true}`` loads the caches and is answered with ``ready`` and ``seq``.
It ends when its input does. A query cannot end it, and no word of one is written anywhere.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

from casefile.domain.errors import IndexTrouble
from casefile.domain.frames import BrokenFrame, read_frame, write_frame
from index.searcher import Searcher
from index.wire import answer_to_json, error_to_json, request_from_json


def serve(directory: Path, source: BinaryIO, sink: BinaryIO) -> None:
    """Answer until ``source`` ends or the other side is gone."""
    with Searcher(directory) as searcher:
        while True:
            try:
                message = read_frame(source)
                if message is None:
                    return
                write_frame(sink, answer(searcher, message))
            except (BrokenFrame, OSError):
                return


def answer(searcher: Searcher, message: dict[str, Any]) -> dict[str, Any]:
    """The message that answers ``message``; an error is a message too."""
    try:
        if message.get("warm"):
            searcher.warm()
            # What is loaded stays: the collector need not walk a lexicon at every key.
            gc.collect()
            gc.freeze()
            return {"ready": True, "seq": searcher.seq}
        request = request_from_json(message)
        found = searcher.search(request)
        return answer_to_json(found, searcher.seq)
    except ValueError as error:
        return error_to_json("request", str(error))
    except IndexTrouble as error:
        return error_to_json("index", error.message)
    except Exception as error:  # an answer is owed whatever happened
        return error_to_json("index", f"The search failed ({type(error).__name__}).")


def main() -> int:
    """Serve the index directory named on the command line."""
    if len(sys.argv) != 2:
        return 2
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Nothing else may write between two frames.
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    serve(Path(sys.argv[1]), source, sink)
    return 0


if __name__ == "__main__":
    sys.exit(main())
