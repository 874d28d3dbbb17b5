"""Feeding the index: broken off and gone on with, piece by piece, two at once, and told how far it is."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from casefile.domain.search import IndexDocument, SearchRequest
from casefile.services import cases, index_documents, index_feed, index_progress, intake, notes, upkeep, work
from casefile.services.search import Search
from casefile.store import home, read_journal
from index.folders import unfinished_folders
from index.port import IndexWriter


@pytest.fixture
def many(case: cases.OpenCase, tmp_path: Path) -> cases.OpenCase:
    """Forty articles, no index."""
    lines = (json.dumps({"title": f"Line {n}", "text": f"Common words and quagmire{n}."}) for n in range(40))
    (tmp_path / "many.jsonl").write_text("\n".join(lines) + "\n", encoding="ascii")
    intake.add_paths(case, [str(tmp_path / "many.jsonl")], index=False)
    return case


def keys(case: cases.OpenCase) -> list[str]:
    """Every key the index answers with, from a search for everything."""
    with Search(case) as searching:
        request = SearchRequest("NOT nothinglikethis", limit=1000, sort="date")
        return sorted(f"{hit.type}:{hit.id}" for hit in searching.begin(request)._found.hits)


def wanted(case: cases.OpenCase) -> list[str]:
    return sorted(one.key for one in index_documents.everything(case.reader))


class _StopsAfter(threading.Event):
    """Is set when it has been asked often enough: one question a document."""

    def __init__(self, questions: int) -> None:
        super().__init__()
        self.left = questions

    def is_set(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_a_building_that_was_stopped_goes_on_where_it_was(
    many: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = index_feed.Feed(many, _StopsAfter(25))
    assert not feed.catch_up()
    feed.close()
    assert index_feed.seq_of(many) is None
    assert len(unfinished_folders(index_feed.directory(many))) == 1
    # What changes meanwhile is in neither half, and caught up with.
    changed = notes.add_note(many, "Harbour", "quagmire in a note")
    texts, read = index_documents.read_indexable.texts, []

    def counted(reader: object, ids: list[str]) -> dict[str, str]:
        read.extend(ids)
        return texts(reader, ids)  # type: ignore[arg-type]

    monkeypatch.setattr(index_documents.read_indexable, "texts", counted)
    assert index_feed.catch_up(many)
    assert len(read) == 15
    assert keys(many) == wanted(many)
    assert f"note:{changed.id}" in keys(many)


def test_what_was_asked_to_be_built_anew_begins_at_the_beginning(many: cases.OpenCase) -> None:
    feed = index_feed.Feed(many, _StopsAfter(25))
    assert not feed.catch_up()
    feed.close()
    assert index_feed.rebuild(many) == 40
    assert unfinished_folders(index_feed.directory(many)) == []
    assert keys(many) == wanted(many)


def test_a_building_of_another_state_of_the_case_is_not_gone_on_with(many: cases.OpenCase) -> None:
    place = (index_feed.directory(many), many.info().uuid, str(many.root))
    with IndexWriter.rebuild(*place) as writer:
        writer.add([IndexDocument("article", "elsewhere", "Elsewhere", "quagmire elsewhere")])
        writer.commit(3, "another hash", complete=False)
    assert index_feed.catch_up(many)
    assert keys(many) == wanted(many)


def test_a_long_catching_up_is_found_piece_by_piece_and_bounded_in_time(
    many: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert index_feed.catch_up(many)
    monkeypatch.setattr(index_feed, "_BATCH", 10)
    monkeypatch.setattr(index_feed, "_ROWS", 4)
    for number in range(50):
        notes.add_note(many, f"Note {number}", "quagmire again")
    head, _ = read_journal.journal_head(many.reader)
    commits: list[tuple[int, int]] = []
    commit = IndexWriter.commit

    def noted(self: IndexWriter, seq: int, seq_hash: str, *, complete: bool = True) -> object:
        stamp = commit(self, seq, seq_hash, complete=complete)
        commits.append((stamp.seq, stamp.documents))
        return stamp

    monkeypatch.setattr(IndexWriter, "commit", noted)
    feed = index_feed.Feed(many, _StopsAfter(35))
    assert not feed.catch_up()
    feed.close()
    stopped = commits[-1]
    assert 40 < stopped[1] < 90
    assert stopped[0] < head
    assert len(commits) >= 3
    assert index_feed.seq_of(many) == stopped[0]
    assert index_feed.catch_up(many)
    assert commits[-1] == (head, 90)
    assert keys(many) == wanted(many)
    assert max(after[1] - before[1] for before, after in itertools.pairwise(commits)) <= 12


def test_one_act_that_changes_thousands_of_things_is_committed_in_pieces_too(
    many: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, _ = read_journal.journal_head(many.reader)
    assert index_feed.catch_up(many)
    monkeypatch.setattr(index_feed, "_BATCH", 10)
    articles = [("article", one.id) for one in index_documents.everything(many.reader)]
    monkeypatch.setattr(read_journal, "changed_objects", lambda *_: set(articles))
    notes.add_note(many, "One act", "")
    commits: list[int] = []
    commit = IndexWriter.commit

    def noted(self: IndexWriter, seq: int, seq_hash: str, *, complete: bool = True) -> object:
        commits.append(seq)
        return commit(self, seq, seq_hash, complete=complete)

    monkeypatch.setattr(IndexWriter, "commit", noted)
    assert index_feed.catch_up(many)
    assert commits == [head, head, head, head, head + 1]


def test_a_purge_is_followed_by_another_index_whoever_feeds_it(
    many: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert index_feed.catch_up(many)
    built: list[bool] = []
    anew = IndexWriter.rebuild

    def noted(*place: object) -> object:
        built.append(True)
        return anew(*place)  # type: ignore[arg-type]

    monkeypatch.setattr(IndexWriter, "rebuild", noted)
    monkeypatch.setattr(index_feed, "rebuild", lambda case: 0)  # the lock was taken, say
    upkeep.purge(many, 1, "not ours to keep")
    assert not built
    assert index_feed.catch_up(many)
    assert built
    assert keys(many) == wanted(many)


def test_how_far_it_is_can_be_read_beside_the_index(many: cases.OpenCase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_progress, "_EVERY", 0.0)
    monkeypatch.setattr(index_feed, "_WORTH_TELLING", 3)
    seen: list[str] = []
    add = IndexWriter.add

    def looked(self: IndexWriter, documents: object) -> int:
        def each() -> object:
            for document in documents:  # type: ignore[attr-defined]
                told = index_progress.progress(many)
                seen.append(told.words if told else "")
                yield document

        return add(self, each())  # type: ignore[arg-type]

    monkeypatch.setattr(IndexWriter, "add", looked)
    assert index_progress.progress(many) is None
    assert index_feed.catch_up(many)
    assert "building the index 12 of 40" in seen
    assert index_progress.progress(many) is None
    seen.clear()
    for number in range(8):
        notes.add_note(many, f"Note {number}", "")
    assert index_feed.catch_up(many)
    assert seen[0] == "index catching up 0 of 8"
    assert "index catching up 5 of 8" in seen
    assert index_progress.progress(many) is None


def test_nobody_believes_the_progress_of_a_process_that_was_killed(many: cases.OpenCase) -> None:
    assert index_feed.catch_up(many)
    program = (
        "import sys\nfrom pathlib import Path\nfrom casefile.services.index_progress import Report\n"
        "Report(Path(sys.argv[1])).tell('building', 3, 9)"
    )
    place = index_feed.directory(many)
    subprocess.run([sys.executable, "-P", "-c", program, str(place)], check=True)
    assert json.loads((place / "progress.json").read_text())["done"] == 3
    assert index_progress.progress(many) is None
    index_progress.Report(place).tell("building", 3, 9)
    told = index_progress.progress(many)
    assert told is not None
    assert told.words == "building the index 3 of 9"


def test_while_there_is_no_index_the_newest_articles_are_looked_through_and_it_is_said_how_many(
    many: cases.OpenCase,
) -> None:
    with Search(many) as searching:
        whole = searching.run(SearchRequest("common"))
        some = searching.begin(SearchRequest("common"), scan=1e-9).more()
        assert index_feed.catch_up(many)
        indexed = searching.run(SearchRequest("common"))
    assert (whole.by_scan, whole.complete, whole.searched, whole.articles, whole.total) == (True, False, 40, 40, 40)
    assert index_progress.scan_words(whole) == "no index yet: every article was looked through"
    assert (some.by_scan, some.complete, some.searched, some.total) == (True, False, 1, 1)
    assert index_progress.scan_words(some) == "no index yet: the newest 1 of 40 articles were searched"
    assert (indexed.by_scan, indexed.complete, indexed.total) == (False, True, 40)
    assert index_progress.scan_words(indexed) == ""


def test_two_programs_that_drain_the_queues_at_once_do_not_break_each_other(many: cases.OpenCase) -> None:
    command = [sys.executable, "-P", "-m", "casefile", "-c", str(many.root), "work", "--json"]
    env = {**os.environ, "CASEFILE_HOME": str(home.cache_dir().parent)}
    both = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    said = [one.communicate(timeout=300) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert all(json.loads(out)["indexed"] for out, _ in said)
    assert index_feed.seq_of(many) == read_journal.journal_head(many.reader)[0]
    assert keys(many) == wanted(many)


def test_the_worker_takes_over_when_the_program_that_held_the_index_is_done(many: cases.OpenCase) -> None:
    holder = index_feed.Feed(many)
    assert holder.catch_up()
    notes.add_note(many, "Later", "quagmire")
    stop = threading.Event()
    working = cases.open_case(many.root)
    worker = threading.Thread(target=work.work, args=(working,), kwargs={"stop": stop, "watch": True})
    worker.start()
    try:
        holder.close()
        head, _ = read_journal.journal_head(many.reader)
        for _ in range(600):
            if (index_feed.seq_of(many) or 0) >= head:
                break
            worker.join(0.1)
        assert (index_feed.seq_of(many) or 0) >= head
    finally:
        stop.set()
        worker.join()
        working.close()


def test_the_worker_builds_an_index_again_that_was_deleted_under_it(
    many: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "_LOOK_AFTER", 0.0)
    assert index_feed.catch_up(many)
    stop = threading.Event()
    working = cases.open_case(many.root)
    worker = threading.Thread(target=work.work, args=(working,), kwargs={"stop": stop, "watch": True})
    worker.start()
    try:
        # The worker may be writing into it while it goes.
        shutil.rmtree(index_feed.directory(many), ignore_errors=True)
        for _ in range(600):
            if index_feed.is_current(many):
                break
            worker.join(0.1)
        assert index_feed.is_current(many)
    finally:
        stop.set()
        worker.join()
        working.close()
    assert keys(many) == wanted(many)
