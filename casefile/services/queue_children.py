"""Extraction behind its killable children: texts to suggestions."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from queue import LifoQueue

from casefile.domain.extraction import Document, Extraction, from_json
from casefile.services.child_process import ChildDied, ChildProcess, Limits

EXTRACTING = Limits(seconds=120, memory=1536 * 1024 * 1024, nice=10)
_A_SECOND = 3_000
"""Code points for which extraction gets one second more: a twentieth of what one idle core does."""
_KEPT = 700 * 1024 * 1024
"""Bytes that an extraction process may keep between two texts: a long one leaves much behind."""
_MOST_CHILDREN = 3


class Extractor:
    """Texts in, suggestions out. Raises ``ChildDied`` with a reason in words; the next text is not affected."""

    def __init__(self) -> None:
        self._child = ChildProcess("casefile.extract.child", limits=EXTRACTING)

    def extract(self, document: Document) -> Extraction:
        message = {
            "id": document.id,
            "text": document.text,
            "published": document.published,
            "language": document.language,
            "region": document.region,
            "names_engine": document.names_engine,
        }
        answer = self._child.call(message, seconds=EXTRACTING.seconds + len(document.text) / _A_SECOND)
        self._child.renew_above(_KEPT)
        if "error" in answer:
            raise ChildDied(str(answer["error"]))
        try:
            return from_json(answer)
        except (KeyError, TypeError, ValueError):
            raise ChildDied("the engines gave an answer that makes no sense") from None

    def close(self) -> None:
        self._child.close()


def children() -> int:
    """How many extraction processes: one core stays free for the desk and for the one that stores."""
    return min(_MOST_CHILDREN, max(1, (os.cpu_count() or 1) - 1))


class Extractors:
    """Several extractors, each in a process of its own, while one thread stores what they find.

    A process is started when a text waits and no other is free.
    """

    def __init__(self, number: int | None = None) -> None:
        self.number = number or children()
        self._free: LifoQueue[Extractor] = LifoQueue()
        self._all = [Extractor() for _ in range(self.number)]
        for extractor in self._all:
            self._free.put(extractor)
        self._threads = ThreadPoolExecutor(self.number, "extracting")

    def submit(self, document: Document) -> Future[Extraction]:
        """Have ``document`` extracted; the future raises ``ChildDied`` with a reason in words."""
        return self._threads.submit(self._extract, document)

    def _extract(self, document: Document) -> Extraction:
        extractor = self._free.get()
        try:
            return extractor.extract(document)
        finally:
            self._free.put(extractor)

    def close(self) -> None:
        """End the processes at once; what was waiting is not extracted."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for extractor in self._all:
            extractor.close()
        self._threads.shutdown()
