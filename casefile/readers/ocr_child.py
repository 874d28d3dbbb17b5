"""The process that has pictures read: framed JSON in, one page's words out. It may start one program: tesseract.

``python -P -m casefile.readers.ocr_child``. A request names an original and a page, ``{"path", "mime", "page",
"languages", "password"}``; the answer is ``{"pages", "text", "confidence", "letters", "made_by"}`` or ``{"error"}``.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any, BinaryIO

from casefile.domain.frames import BrokenFrame, read_frame, write_frame
from casefile.readers import confinement, ocr_pictures, tesseract
from casefile.readers.hints import Unreadable
from casefile.readers.ocr_pictures import Shown
from casefile.readers.ocr_text import Recognised, recognised
from casefile.readers.tesseract import AUTOMATIC, TURNED, NotRecognised, Tesseract

SECONDS = 26.0
"""For one page, less than whoever asked waits for it."""

UNSURE = 0.6
"""Below this the page may lie on its side: it is looked at once more."""


class _Only:
    """An audit hook (PEP 578) under which the program at ``path`` may be started, and nothing else."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        # From Python 3.13 on, what subprocess starts may be spawned, which is announced once more.
        is_start = event in ("subprocess.Popen", "os.posix_spawn")
        if is_start and self._path and os.fspath(arguments[0]) == self._path:
            return
        confinement.refuse_the_world(event, arguments)


def answer(request: dict[str, Any], program: Tesseract | None) -> dict[str, Any]:
    """The reply to one request; ``error`` says in words why there is none."""
    if program is None:
        return {"error": "tesseract does not answer"}
    try:
        path, mime, number = str(request["path"]), str(request["mime"]), int(request["page"])
        languages, password = str(request["languages"]), str(request.get("password", ""))
    except (KeyError, TypeError, ValueError):
        return {"error": "the request is not understood"}
    if program.missing(languages):
        return {"error": "tesseract does not have that language"}
    try:
        with confinement.regular_file(path) as file:
            return _page(file, mime, number, languages, password, program)
    except (Unreadable, NotRecognised) as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "the picture takes more memory than is allowed"}
    except Exception as error:
        return {"error": f"its reader failed ({type(error).__name__})"}


def _page(file: BinaryIO, mime: str, number: int, languages: str, password: str, program: Tesseract) -> dict[str, Any]:
    until = time.monotonic() + SECONDS
    page = ocr_pictures.shown(file, mime, number, password)
    found = _look(program, page, languages, until, AUTOMATIC)
    spent = SECONDS - (until - time.monotonic())
    if found.confidence < UNSURE and "osd" in program.languages and until - time.monotonic() > 2 * spent:
        turned = _look(program, page, languages, until, TURNED)
        if turned.confidence * turned.letters > found.confidence * found.letters:
            found = turned
    return {
        "pages": page.total,
        "text": found.text,
        "confidence": found.confidence,
        "letters": found.letters,
        "made_by": f"tesseract {program.version}, {languages}",
    }


def _look(program: Tesseract, page: Shown, languages: str, until: float, psm: int) -> Recognised:
    seconds = max(until - time.monotonic(), 1.0)
    return recognised(program.words(page.data, languages, seconds=seconds, frame=page.frame, dpi=page.dpi, psm=psm))


def main() -> int:
    """Serve until the input ends. Exit code 1 when the other side sends what is no frame."""
    requests, replies = confinement.own_pipes()
    confinement.limit_memory()
    path = tesseract.find()
    sys.addaudithook(_Only(path))
    program = tesseract.known(path) if path else None
    while True:
        try:
            request = read_frame(requests)
        except BrokenFrame:
            return 1
        if request is None:
            return 0
        confinement.grant_cpu(confinement.CPU_S)
        write_frame(replies, answer(request, program))


if __name__ == "__main__":
    sys.exit(main())
