"""The queue of extraction: several processes, one that stores, and nothing lost when it is stopped."""

from __future__ import annotations

import threading
from concurrent.futures import Future

import pytest

from casefile.domain.extraction import Document, Extraction
from casefile.domain.records import Metadata
from casefile.services import articles, cases, intake, queue_children, rows, work
from casefile.services.child_process import ChildProcess, resident
from casefile.services.queue_children import Extractor, Extractors
from casefile.store.read_journal import journal


@pytest.fixture
def added(case: cases.OpenCase, files: list[str]) -> cases.OpenCase:
    """Two articles that no engine has read."""
    intake.add_paths(case, files, index=False)
    return case


def _extracted(case: cases.OpenCase) -> int:
    return sum(entry.verb == "extracted" for entry in journal(case.reader))


def test_several_texts_are_with_the_engines_at_once(added: cases.OpenCase, monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2)

    def waits_for_the_other(self: Extractor, document: Document) -> Extraction:
        both.wait(30)
        return Extraction(document.id)

    monkeypatch.setattr(Extractor, "extract", waits_for_the_other)
    monkeypatch.setattr(queue_children, "children", lambda: 2)
    done = work.work(added)
    assert (done.extracted, done.failed, _extracted(added)) == (2, 0, 2)


def test_a_stop_leaves_what_is_at_the_engines_queued_and_blames_nobody(
    added: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = threading.Event()
    extract = Extractor.extract

    def is_stopped_meanwhile(self: Extractor, document: Document) -> Extraction:
        stop.set()
        return extract(self, document)

    monkeypatch.setattr(Extractor, "extract", is_stopped_meanwhile)
    done = work.work(added, stop=stop)
    assert (done.extracted, done.failed, _extracted(added)) == (0, 0, 0)
    monkeypatch.undo()
    assert work.work(added).extracted == 2


def test_what_a_person_tells_of_an_article_meanwhile_is_not_lost(
    added: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = []
    extract = Extractor.extract

    def is_described_meanwhile(self: Extractor, document: Document) -> Extraction:
        if not published:
            other = cases.open_case(added.root)
            number = next(one.number for one in rows.articles(other) if one.text_id == document.id)
            articles.set_metadata(other, number, Metadata(published="2021-05-04"))
            other.close()
        published.append((document.id, document.published))
        return extract(self, document)

    monkeypatch.setattr(Extractor, "extract", is_described_meanwhile)
    done = work.work(added)
    assert done.extracted == 2
    first = published[0][0]
    assert (first, "2021-05-04") in published


def test_a_long_text_gets_more_time_and_a_process_that_keeps_too_much_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = []
    call = ChildProcess.call

    def noted(self: ChildProcess, message: dict[str, object], *, seconds: float = 0.0) -> dict[str, object]:
        given.append(seconds)
        return call(self, message, seconds=seconds)

    monkeypatch.setattr(ChildProcess, "call", noted)
    extractor = Extractor()
    try:
        extractor.extract(Document("1", "Short."))
        process = extractor._child._process
        assert process is not None
        assert resident(process.pid)
        monkeypatch.setattr(queue_children, "_KEPT", 1)
        extractor.extract(Document("2", "Long. " * 10_000))
        assert extractor._child._process is None
    finally:
        extractor.close()
    assert [round(seconds) for seconds in given] == [120, 140]


def test_closing_ends_what_waits() -> None:
    extractors = Extractors(1)
    waiting: list[Future[Extraction]] = [extractors.submit(Document(str(n), "Some words.")) for n in range(3)]
    extractors.close()
    assert all(one.cancelled() or one.exception() is not None or one.result().id for one in waiting)
    assert queue_children.children() >= 1
