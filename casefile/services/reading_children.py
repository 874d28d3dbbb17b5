"""Readers behind their killable children: a pool that reads originals, and one child a container to take it apart.

What a hostile file does to a child ends as “unread” with the reason; the next file is not affected.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import LifoQueue
from typing import Any

from casefile.domain.intake import Column, Member, ReadOutcome, TablePreview
from casefile.domain.kinds import IntakeState, Need
from casefile.readers import wire
from casefile.services.child_process import ChildDied, ChildProcess, Limits

LIMITS = Limits(seconds=30, memory=1000 * 1024 * 1024)
_CHILD = "casefile.readers.child"
_MOST_CHILDREN = 4
_CHUNK_ITEMS = 8
_CHUNK_BYTES = 512 * 1024
_OCR_PAGES = 10
"""Pages of a document that are recognised without being asked: more of them is work for a person to order."""


class ReadingPool:
    """Originals in, outcomes out, on as many cores as there are.

    ``ocr``: languages in which pictures of text are read, ``off`` for none; ``is_ocr_asked``: whatever their length.
    """

    def __init__(self, *, ocr: str = "off", is_ocr_asked: bool = False) -> None:
        self._ocr, self._is_ocr_asked = ocr, is_ocr_asked
        self._closing = threading.Event()
        self._number = max(1, min(_MOST_CHILDREN, os.cpu_count() or 1))
        self._free: LifoQueue[ChildProcess] = LifoQueue()
        self._all = [ChildProcess(_CHILD, limits=LIMITS) for _ in range(self._number)]
        for child in self._all:
            self._free.put(child)
        self._threads = ThreadPoolExecutor(self._number, "reading")

    def submit(self, asked: Sequence[wire.Asked], sizes: Sequence[int]) -> list[Future[ReadOutcome]]:
        """Have each original read; a future an item, which never raises. ``sizes`` in bytes tell what goes together."""
        futures: list[Future[ReadOutcome]] = [Future() for _ in asked]
        for chunk in _chunks(sizes):
            pairs = [(asked[at], futures[at]) for at in chunk]
            self._threads.submit(self._read, pairs)
        return futures

    def close(self) -> None:
        """End the children; what is not read by then ends as unread. A page that is being recognised is the last."""
        self._closing.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in self._all:
            child.close()

    def _read(self, pairs: Sequence[tuple[wire.Asked, Future[ReadOutcome]]]) -> None:
        child = self._free.get()
        try:
            answers = child.call_each([wire.request(asked) for asked, _ in pairs])
            for (asked, future), answer in zip(pairs, answers, strict=True):
                future.set_result(self._with_ocr(asked, outcome_of(answer)))
        except BaseException as error:  # whoever waits for a future must not wait for ever
            for _, future in pairs:
                if not future.done():
                    future.set_result(_unread(f"it could not be read ({type(error).__name__})"))
        finally:
            self._free.put(child)

    def _with_ocr(self, asked: wire.Asked, outcome: ReadOutcome) -> ReadOutcome:
        if outcome.need is not Need.OCR or self._ocr == "off":
            return outcome
        if not self._is_ocr_asked and _pages(outcome) > _OCR_PAGES:
            return outcome
        from casefile.services import ocr

        return ocr.read_by_ocr(
            Path(asked.path),
            asked.name,
            outcome.mime,
            self._ocr,
            password=asked.password,
            pages_known=outcome,
            stop=self._closing,
        )


class Opened:
    """A container that is being taken apart. ``reason`` says, when its members are through, why there are no more."""

    def __init__(self, child: ChildProcess, asked: wire.Asked) -> None:
        self._child = child
        self._asked = asked
        self.reason = ""

    def members(self) -> Iterator[list[Member]]:
        """Its members, some at a time; the next ones are taken out while these are stored."""
        with ThreadPoolExecutor(1, "unpacking") as ahead:
            if not self._ask(wire.opening(self._asked)):
                return
            waiting = ahead.submit(self._ask, wire.more())
            while reply := waiting.result():
                is_done = bool(reply.get("done"))
                if not is_done:
                    waiting = ahead.submit(self._ask, wire.more())
                try:
                    found = wire.members_from_json(reply)
                except (KeyError, TypeError, ValueError):
                    self.reason = "its reader gave an answer that makes no sense"
                    return
                if found:
                    yield found
                if is_done:
                    self.reason = str(reply.get("reason", ""))
                    return

    def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        try:
            reply = self._child.call(message)
        except ChildDied as death:
            self.reason = f"it could not be taken apart to its end: {death}"
            return {}
        if "error" in reply:
            self.reason = str(reply["error"])
            return {}
        return reply


class Unpackers:
    """A child for each depth of containers in containers."""

    def __init__(self) -> None:
        self._children: list[ChildProcess] = []

    def open(self, asked: wire.Asked, depth: int) -> Opened:
        """The container ``asked``, ``depth`` containers below what a person named."""
        while len(self._children) <= depth:
            self._children.append(ChildProcess(_CHILD, limits=LIMITS))
        return Opened(self._children[depth], asked)

    def preview(self, asked: wire.Asked) -> TablePreview:
        """Whether and how a file is a table of articles."""
        while not self._children:
            self._children.append(ChildProcess(_CHILD, limits=LIMITS))
        try:
            reply = self._children[0].call(wire.asking_columns(asked))
            columns = tuple(Column(str(c["name"]), str(c["field"]), str(c["example"])) for c in reply["columns"])
            return TablePreview(str(reply["kind"]), columns, str(reply.get("reason", "")))
        except ChildDied as death:
            return TablePreview("", reason=f"it could not be looked into: {death}")
        except (KeyError, TypeError, ValueError):
            return TablePreview("", reason="it could not be looked into")

    def close(self) -> None:
        for child in self._children:
            child.close()


def outcome_of(answer: dict[str, Any] | ChildDied) -> ReadOutcome:
    """What a child's answer says of an original, its death included."""
    if isinstance(answer, ChildDied):
        return _unread(f"it could not be read: {answer}")
    if "error" in answer:
        return _unread(str(answer["error"]))
    try:
        return wire.outcome_from_json(answer)
    except (KeyError, TypeError, ValueError):
        return _unread("its reader gave an answer that makes no sense")


def _unread(reason: str) -> ReadOutcome:
    return ReadOutcome(IntakeState.UNREAD, reason)


def _pages(outcome: ReadOutcome) -> int:
    said = dict(outcome.metadata.extra).get("pages", "1")
    return int(said) if said.isdecimal() else 1


def _chunks(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Small ones together, so that an exchange costs little; few, so that no child has all of them."""
    chunk: list[int] = []
    held = 0
    for at, size in enumerate(sizes):
        if chunk and (len(chunk) >= _CHUNK_ITEMS or held + size > _CHUNK_BYTES):
            yield chunk
            chunk, held = [], 0
        chunk.append(at)
        held += size
    if chunk:
        yield chunk
