"""A searcher meets a writer at work: whatever moves while it reads, it finds what there is now."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from index_help import append, article, build

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import SearchRequest
from index import searcher as searchers
from index.port import Searcher


def before(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[], None]) -> None:
    """Have ``act`` done once before the searcher's next call of ``name``."""
    real, waiting = getattr(searchers, name), [act]

    def called(*given: Any) -> Any:
        if waiting:
            waiting.pop()()
        return real(*given)

    monkeypatch.setattr(searchers, name, called)


@pytest.mark.parametrize("name", ["read_recorded", "open_index", "segments_of", "Pack", "are_whole"])
def test_another_folder_may_take_the_place_of_the_one_that_is_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    build(tmp_path, [article("1", body="wagner")])
    before(monkeypatch, name, lambda: build(tmp_path, [article("1", body="police")], seq=2))
    with Searcher(tmp_path) as searcher:
        assert searcher.search(SearchRequest("police")).total == 1
        assert searcher.search(SearchRequest("wagner")).total == 0
        assert searcher.seq == 2


@pytest.mark.parametrize("name", ["read_recorded", "open_index", "segments_of", "Pack", "are_whole"])
def test_two_commits_may_come_while_one_state_is_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    build(tmp_path, [article("1", body="wagner")])

    def commit_twice() -> None:
        append(tmp_path, [article("2", body="wagner")], seq=2)
        append(tmp_path, [article("1", body="police"), article("3", body="wagner")], seq=3)

    before(monkeypatch, name, commit_twice)
    with Searcher(tmp_path) as searcher:
        assert searcher.search(SearchRequest("wagner")).total == 2
        assert searcher.seq == 3


def test_a_folder_that_moves_the_moment_its_name_was_read_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the old folder is still there and whole."""
    build(tmp_path, [article("1", body="wagner")])
    real, waiting = searchers.current_folder, [True]

    def late(directory: Path) -> Path:
        folder = real(directory)
        if waiting:
            waiting.clear()
            with monkeypatch.context() as patch:
                patch.setattr("index.writer.clear_others", lambda directory, keep: None)
                build(tmp_path, [article("1", body="police")], seq=2)
        return folder

    monkeypatch.setattr(searchers, "current_folder", late)
    with Searcher(tmp_path) as searcher:
        searcher.search(SearchRequest("wagner"))
        assert searcher.search(SearchRequest("police")).total == 1


def test_a_searcher_goes_on_with_the_files_it_has_open_while_they_are_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, [article("1", body="wagner")])
    with Searcher(tmp_path) as searcher:
        searcher.warm()
        monkeypatch.setattr(searcher, "_seen", lambda: searcher._state)
        build(tmp_path, [article("1", body="police")], seq=2)
        assert searcher.search(SearchRequest("wagner")).total == 1
        monkeypatch.undo()
        assert searcher.search(SearchRequest("wagner")).total == 0


def test_a_searcher_that_found_no_index_finds_the_one_that_is_built(tmp_path: Path) -> None:
    with Searcher(tmp_path) as searcher:
        with pytest.raises(IndexTrouble):
            searcher.search(SearchRequest("wagner"))
        build(tmp_path, [article("1", body="wagner")])
        assert searcher.search(SearchRequest("wagner")).total == 1


def test_no_commit_is_missed_on_a_disk_whose_clock_stands_still(tmp_path: Path) -> None:
    """The numbers of files that are gone are given again: two commits later the stamp may have its first one."""
    build(tmp_path, [article("0", body="wagner")])
    stamp = tmp_path / "g000001" / "stamp.json"
    with Searcher(tmp_path) as searcher:
        for number in range(40):
            os.utime(stamp, ns=(10**18, 10**18))
            assert searcher.search(SearchRequest("wagner")).total == number + 1
            written = tmp_path / "g000001" / "stamp.json.new"
            for _ in range(2):
                written.write_bytes(stamp.read_bytes())
                written.replace(stamp)
            append(tmp_path, [article(str(number + 1), body="wagner")], seq=number + 2)
