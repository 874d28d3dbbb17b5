"""The queues: texts that wait for extraction, journal rows that wait for the index."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing
from dataclasses import dataclass

from casefile.domain.errors import CasefileError, NotFound
from casefile.domain.extraction import Document, Extraction
from casefile.domain.records import Settings
from casefile.extract.engines import engines_key
from casefile.services import copies, index_feed, settings, versions
from casefile.services.cases import OpenCase
from casefile.services.child_process import ChildDied
from casefile.services.queue_children import Extractors
from casefile.store import read_articles, read_case, read_journal

_LOOK_EVERY = 0.2
_INDEX_EVERY = 3.0
"""Seconds after which what was found so far is given to the index."""
_LOOK_AFTER = 5.0
"""Seconds after which an idle worker looks whether the index is still there and whole."""
_FOR_OTHERS = 60.0
"""Seconds that another program's writing of the index is waited for in the end."""
_AHEAD, _AHEAD_LONG = 24, 2_000_000
"""Texts that wait at the engines beside those that they read, so that these have work while the index is written;
and the code points at which no more are sent ahead, for the memory's sake."""


@dataclass(slots=True)
class Done:
    """What a run of the queues did."""

    extracted: int = 0
    failed: int = 0
    is_index_current: bool = True
    trouble: str = ""
    """Why the index could not be written, a sentence without its full stop."""


def work(case: OpenCase, *, stop: threading.Event | None = None, watch: bool = False) -> Done:
    """Drain the queues; with ``watch`` wait for more until ``stop`` is set.

    The index goes first: what was added is found before anybody has extracted it. While it cannot be written, or
    another program writes it, everything else goes on, and it is tried again now and then.
    """
    stop = stop or threading.Event()
    done = Done()
    extractors = Extractors()
    feed = index_feed.Feed(case, stop)
    try:
        seen, looked = -1, time.monotonic()
        while not stop.is_set():
            version = _version(case)
            if version != seen:
                seen = version
                done.is_index_current = feed.catch_up()
                versions.carry_waiting(case)
                with closing(copies.sketching(case)) as sketching:
                    _extract_all(case, extractors, feed, done, stop, sketching)
                    _finish(sketching, stop)
                done.is_index_current = feed.catch_up()
                continue
            if not watch:
                break
            is_to_look = time.monotonic() > looked + _LOOK_AFTER
            looked = time.monotonic() if is_to_look else looked
            if feed.is_due or (is_to_look and not feed.trouble and not index_feed.is_current(case)):
                feed.close()
                done.is_index_current = feed.catch_up()
                continue
            feed.rest()
            stop.wait(_LOOK_EVERY)
    finally:
        extractors.close()
        feed.close()
    if not done.is_index_current and not stop.is_set():
        # Another program was at it, and may have ended before it saw what was done here.
        done.is_index_current = feed.trouble == "" and index_feed.catch_up(case, wait=_FOR_OTHERS)
    done.trouble = feed.trouble
    return done


def _version(case: OpenCase) -> int:
    """Moves with every commit, our own included: the journal's head and what others wrote."""
    seq, _ = read_journal.journal_head(case.reader)
    return hash((seq, read_case.data_version(case.reader)))


@dataclass(frozen=True, slots=True)
class _Job:
    """A text at the engines, and what they were told of its article."""

    number: int
    document: Document
    found: Future[Extraction]


def _extract_all(
    case: OpenCase,
    extractors: Extractors,
    feed: index_feed.Feed,
    done: Done,
    stop: threading.Event,
    sketching: Iterator[str],
) -> None:
    """Extract what is queued, and take a step of ``sketching`` beside each.

    Texts go to the engines some ahead, so that neither they nor the storing wait.
    """
    chosen = settings.load()
    key = engines_key(chosen.names_engine)
    jobs: dict[Future[Extraction], _Job] = {}
    indexed = time.monotonic()
    waiting = iter(read_articles.extraction_queue(case.reader, key))
    while not stop.is_set():
        while _has_room(jobs, extractors) and (queued := next(waiting, None)) is not None:
            job = _begin(case, extractors, *queued, chosen=chosen)
            if job is not None:
                jobs[job.found] = job
        if not jobs:
            return
        next(sketching, None)
        # Whichever is done first: a book does not hold up the notices behind it.
        for found in wait(jobs, _LOOK_EVERY, FIRST_COMPLETED).done:
            if not stop.is_set():
                _store(case, jobs.pop(found), key=key, done=done)
        if time.monotonic() - indexed > _INDEX_EVERY:
            feed.catch_up()
            indexed = time.monotonic()
    # Texts that are still at the engines stay queued; their processes end with this one.
    extractors.close()


def _finish(steps: Iterator[str], stop: threading.Event) -> None:
    """Take the steps that are left, until ``stop`` is set."""
    while not stop.is_set() and next(steps, None) is not None:
        pass


def _has_room(jobs: dict[Future[Extraction], _Job], extractors: Extractors) -> bool:
    long = sum(len(job.document.text) for job in jobs.values())
    return len(jobs) < extractors.number + (_AHEAD if long < _AHEAD_LONG else 0)


def _begin(case: OpenCase, extractors: Extractors, number: int, text_id: str, *, chosen: Settings) -> _Job | None:
    try:
        article = read_articles.article(case.reader, number)
        text = read_articles.text(case.reader, text_id)
    except CasefileError:
        return None  # retired or purged since the queue was read
    document = Document(text_id, text, article.published, article.language, chosen.phone_region, chosen.names_engine)
    return _Job(number, document, extractors.submit(document))


def _store(case: OpenCase, job: _Job, *, key: str, done: Done) -> None:
    """Store what was found in one text; a failure is recorded with its reason and not tried again."""
    from casefile.store import suggestions

    text_id = job.document.id
    try:
        article = read_articles.article(case.reader, job.number)
        if (article.published, article.language) != (job.document.published, job.document.language):
            return  # a person has told more of it meanwhile: it is queued again
        suggestions.store_extraction(case.store(), text_id, job.found.result(), key)
    except NotFound:
        return  # retired or purged meanwhile
    except (ChildDied, ValueError) as trouble:
        reason = str(trouble) if isinstance(trouble, ChildDied) else "the engines marked passages that are not there"
        suggestions.extraction_failed(case.store(), text_id, key, reason)
        done.failed += 1
        return
    done.extracted += 1
