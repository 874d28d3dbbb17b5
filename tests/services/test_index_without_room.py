"""A full disk: it is said, the old index still answers, nothing of the case is lost, and it goes on with more room."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import SearchRequest
from casefile.services import cases, index_feed, index_progress, intake, notes, rows, upkeep, work
from casefile.services.search import Search
from casefile.store import home
from index.folders import unfinished_folders
from index.port import IndexWriter

FULL = "there is no space left on the disk of the cache"


class Disk:
    """Writing the index fails while it is full, in the middle: half of what belongs together is there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_full = True
        self.tried = 0
        finish = IndexWriter._finish

        def finishes(writer: IndexWriter, mergetype: object) -> None:
            if self.is_full:
                self.tried += 1
                (writer._folder / "half-written").write_bytes(b"x" * 1000)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            finish(writer, mergetype)  # type: ignore[arg-type]

        monkeypatch.setattr(IndexWriter, "_finish", finishes)


def totals(case: cases.OpenCase, *queries: str) -> list[tuple[int, bool]]:
    with Search(case) as searching:
        found = [searching.run(SearchRequest(query)) for query in queries]
    return [(one.total, one.by_scan) for one in found]


@pytest.fixture
def built(case: cases.OpenCase) -> cases.OpenCase:
    """One article in an index."""
    intake.add_pasted(case, "Only here: quagmire.")
    return case


def test_the_old_index_answers_it_is_said_why_and_more_room_cures_it(
    built: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    intake.add_pasted(built, "Another quagmire.", index=False)
    monkeypatch.setattr(index_feed.shutil, "disk_usage", lambda place: _Free(0))
    feed = index_feed.Feed(built)
    assert not feed.catch_up()
    assert feed.trouble == FULL
    told = index_progress.progress(built)
    assert told is not None
    assert told.words == f"the index stands still: {FULL}"
    assert f"The search index stands still: {FULL}." in [one.what for one in upkeep.doctor(built)]
    assert totals(built, "quagmire") == [(1, False)]
    assert not feed.catch_up()
    assert disk.tried == 1, "nothing is tried without more room"
    disk.is_full = False
    monkeypatch.setattr(index_feed.shutil, "disk_usage", lambda place: _Free(1 << 30))
    assert feed.catch_up()
    feed.close()
    assert feed.trouble == ""
    assert index_progress.progress(built) is None
    assert totals(built, "quagmire") == [(2, False)]
    assert upkeep.doctor(built) == []


class _Free:
    def __init__(self, free: int) -> None:
        self.free = free


def test_half_an_index_that_filled_the_disk_gives_the_room_back(
    built: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    with pytest.raises(IndexTrouble, match=FULL) as raised:
        upkeep.reindex(built)
    assert "nothing of the case is lost" in raised.value.hint
    assert unfinished_folders(index_feed.directory(built)) == []
    assert totals(built, "quagmire") == [(1, False)]
    disk.is_full = False
    assert upkeep.reindex(built) == 1


def test_what_is_added_meanwhile_is_kept_and_found_later(
    built: cases.OpenCase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    disk = Disk(monkeypatch)
    (tmp_path / "new.txt").write_text("A new quagmire.", encoding="utf-8")
    report = intake.add_paths(built, [str(tmp_path / "new.txt")])
    assert not report.is_findable
    assert len(rows.articles(built)) == 2
    done = work.work(built)
    assert (done.is_index_current, done.trouble, done.extracted) == (False, FULL, 2)
    disk.is_full = False
    done = work.work(built)
    assert (done.is_index_current, done.trouble) == (True, "")
    assert totals(built, "quagmire") == [(2, False)]


def test_the_worker_of_a_desk_goes_on_by_itself(built: cases.OpenCase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_feed, "_ANEW_AFTER", 0.01)
    monkeypatch.setattr(index_feed, "_WITHOUT_ROOM", 0.0)
    disk = Disk(monkeypatch)
    notes.add_note(built, "Note", "quagmire")
    stop = threading.Event()
    working = cases.open_case(built.root)
    worker = threading.Thread(target=work.work, args=(working,), kwargs={"stop": stop, "watch": True})
    worker.start()
    try:
        for _ in range(600):
            if disk.tried > 3:
                break
            worker.join(0.05)
        assert disk.tried > 3
        disk.is_full = False
        for _ in range(600):
            if index_feed.is_current(built):
                break
            worker.join(0.05)
        assert index_feed.is_current(built)
    finally:
        stop.set()
        worker.join()
        working.close()
    assert totals(built, "quagmire") == [(2, False)]


def casefile(case: cases.OpenCase, *words: str, largest: int | None = None) -> subprocess.CompletedProcess[str]:
    """The real command; with ``largest`` no file that it writes may grow beyond so many bytes."""
    program = (
        "import resource, sys\nmost = int(sys.argv[1])\n"
        "if most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))\n"
        "sys.argv = ['casefile', *sys.argv[2:]]\nfrom casefile.cli import main\nsys.exit(main())"
    )
    command = [sys.executable, "-P", "-c", program, str(largest or 0), "-c", str(case.root), *words]
    env = {**os.environ, "CASEFILE_HOME": str(home.cache_dir().parent)}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_the_commands_say_it_when_the_system_lets_no_file_grow(case: cases.OpenCase, tmp_path: Path) -> None:
    lines = (json.dumps({"title": f"Line {n}", "text": f"Words {n * n} and quagmire{n}. " * 9}) for n in range(300))
    (tmp_path / "many.jsonl").write_text("\n".join(lines) + "\n", encoding="ascii")
    intake.add_paths(case, [str(tmp_path / "many.jsonl")], index=False)
    case.store().close()
    refused = casefile(case, "reindex", largest=30_000)
    assert refused.returncode == 1
    assert "The search index cannot be written: its files may not grow any more." in refused.stderr
    assert len(rows.articles(case)) == 300
    assert unfinished_folders(index_feed.directory(case)) == []
    assert casefile(case, "reindex").returncode == 0
    # What is there goes on answering when the next one cannot be written.
    assert casefile(case, "reindex", largest=30_000).returncode == 1
    assert totals(case, "quagmire7") == [(1, False)]
    assert upkeep.doctor(case) == []
