"""The queues: texts that wait for extraction, journal rows that wait for the index."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from casefile.domain.errors import CasefileError, NotFound
from casefile.domain.extraction import Document
from casefile.domain.records import Settings
from casefile.extract.engines import engines_key
from casefile.services import index_feed, settings
from casefile.services.cases import OpenCase
from casefile.services.child_process import ChildDied
from casefile.services.queue_children import Extractor
from casefile.store import read_articles, read_case, read_journal

_LOOK_EVERY = 0.2
_INDEX_EVERY = 25


@dataclass(slots=True)
class Done:
    """What a run of the queues did."""

    extracted: int = 0
    failed: int = 0
    is_index_current: bool = True


def work(case: OpenCase, *, stop: threading.Event | None = None, watch: bool = False) -> Done:
    """Drain the queues; with ``watch`` wait for more until ``stop`` is set.

    The index goes first: what was added is found before anybody has extracted it.
    """
    stop = stop or threading.Event()
    done = Done()
    extractor = Extractor()
    feed = index_feed.Feed(case)
    try:
        seen = -1
        while not stop.is_set():
            version = _version(case)
            if version != seen:
                seen = version
                done.is_index_current = feed.catch_up()
                _extract_all(case, extractor, feed, done, stop)
                done.is_index_current = feed.catch_up()
                continue
            if not watch:
                break
            feed.rest()
            stop.wait(_LOOK_EVERY)
    finally:
        extractor.close()
        feed.close()
    return done


def _version(case: OpenCase) -> int:
    """Moves with every commit, our own included: the journal's head and what others wrote."""
    seq, _ = read_journal.journal_head(case.reader)
    return hash((seq, read_case.data_version(case.reader)))


def _extract_all(
    case: OpenCase, extractor: Extractor, feed: index_feed.Feed, done: Done, stop: threading.Event
) -> None:
    chosen = settings.load()
    key = engines_key(chosen.names_engine)
    since_index = 0
    for number, text_id in read_articles.extraction_queue(case.reader, key):
        if stop.is_set():
            return
        extract_one(case, extractor, number, text_id, key=key, chosen=chosen, done=done)
        since_index += 1
        if since_index >= _INDEX_EVERY:
            since_index = 0
            feed.catch_up()


def extract_one(
    case: OpenCase, extractor: Extractor, number: int, text_id: str, *, key: str, chosen: Settings, done: Done
) -> None:
    """Extract one text and store what was found; a failure is recorded with its reason and not tried again."""
    from casefile.store import suggestions

    try:
        article = read_articles.article(case.reader, number)
        text = read_articles.text(case.reader, text_id)
    except CasefileError:
        return  # retired or purged since the queue was read
    try:
        found = extractor.extract(
            Document(text_id, text, article.published, article.language, chosen.phone_region, chosen.names_engine)
        )
    except ChildDied as death:
        suggestions.extraction_failed(case.store(), text_id, key, str(death))
        done.failed += 1
        return
    try:
        suggestions.store_extraction(case.store(), text_id, found, key)
    except NotFound:
        return  # retired or purged meanwhile
    except ValueError:
        suggestions.extraction_failed(case.store(), text_id, key, "the engines marked passages that are not there")
        done.failed += 1
        return
    done.extracted += 1
