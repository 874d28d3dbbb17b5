"""The extraction process: ``python -P -m casefile.extract.child``, framed JSON in, framed JSON out.

A request is ``{"id", "text", "published", "language", "region", "names_engine"}``, of which only the text is needed;
the reply is
the object of ``casefile.domain.extraction.as_json`` or ``{"id", "error"}``. Nothing of a text is in an error.
"""

from __future__ import annotations

import sys
from typing import Any, BinaryIO

from casefile.domain.extraction import Document, as_json
from casefile.domain.frames import BrokenFrame, read_frame, write_frame
from casefile.extract.pipeline import extract


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The reply to one request; never raises, whatever the request holds."""
    name = request.get("id")
    fields = {key: request.get(key) or "" for key in ("published", "language", "region")}
    fields["names_engine"] = request.get("names_engine") or "auto"
    text = request.get("text")
    if not isinstance(text, str) or not all(isinstance(value, str) for value in fields.values()):
        return {"id": name, "error": "a document needs a text, and its other fields must be text"}
    try:
        return as_json(extract(Document(id=str(name or ""), text=text, **fields)), text)
    except MemoryError:
        return {"id": name, "error": "the text is too large for the memory of this machine"}
    except Exception as error:  # the loop must outlive any text; the type tells enough and quotes nothing
        return {"id": name, "error": f"the text could not be read by the engines ({type(error).__name__})"}


def serve(requests: BinaryIO, replies: BinaryIO) -> int:
    """Answer requests until the input ends (0) or breaks (2)."""
    try:
        while (request := read_frame(requests)) is not None:
            write_frame(replies, answer(request))
    except BrokenFrame:
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(serve(sys.stdin.buffer, sys.stdout.buffer))
