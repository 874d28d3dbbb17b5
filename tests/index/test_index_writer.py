"""What the writer promises: replaced once, findable at once, whole after kill -9, disbelieved where it does not fit."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from index_help import CASE, append, article, ask, build, found

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import SearchRequest
from index import stamp as stamps
from index.codec import open_index, segments_of
from index.port import IndexBusy, IndexWriter, Searcher, fits, make_stamp, read_stamp

CHILD = Path(__file__).parents[1] / "support" / "index_child.py"


def open_writer(directory: Path) -> IndexWriter:
    writer = IndexWriter.open_or_none(directory, *CASE)
    assert writer is not None
    return writer


def test_what_is_committed_is_found_and_stamped(tmp_path):
    with IndexWriter.rebuild(tmp_path, *CASE) as writer:
        assert writer.add([article("1", body="wagner")]) == 1
        stamp = writer.commit(7, "abc")
    assert (stamp.seq, stamp.seq_hash, stamp.documents) == (7, "abc", 1)
    assert read_stamp(tmp_path) == stamp
    assert fits(stamp, *CASE)
    assert found(ask(tmp_path, "wagner")) == {"1"}


def test_a_document_replaced_twice_before_a_commit_stands_once(tmp_path):
    """Whoosh's ``update_document`` called twice for one id in one writer leaves two copies."""
    build(tmp_path, [article("1", body="first")])
    with open_writer(tmp_path) as writer:
        writer.add([article("1", body="second"), article("1", body="third")])
        writer.add([article("1", body="fourth")])
        stamp = writer.commit(2, "b")
    assert stamp.documents == 1
    for old in ("first", "second", "third"):
        assert ask(tmp_path, old).total == 0
    assert ask(tmp_path, "fourth").total == 1


def test_deleting_and_adding_in_any_order_leaves_what_came_last(tmp_path):
    build(tmp_path, [article("1", body="one"), article("2", body="two")])
    with open_writer(tmp_path) as writer:
        writer.delete(["article:1", "article:9"])
        writer.add([article("1", body="again"), article("3", body="three")])
        writer.delete(["article:3", "article:2"])
        assert writer.commit(2, "b").documents == 1
    assert ask(tmp_path, "again").total == 1
    assert ask(tmp_path, "one OR two OR three").total == 0


def test_an_index_may_become_empty_and_fill_again(tmp_path):
    build(tmp_path, [article("1", body="one")])
    with open_writer(tmp_path) as writer:
        writer.delete(["article:1"])
        assert writer.commit(2, "b").documents == 0
    assert ask(tmp_path, "one").total == 0
    append(tmp_path, [article("1", body="one")], seq=3)
    assert ask(tmp_path, "one").total == 1


def test_an_open_searcher_sees_what_was_added_changed_and_deleted(tmp_path):
    build(tmp_path, [article("1", body="wagner"), article("2", body="wagner")])
    with Searcher(tmp_path) as searcher, open_writer(tmp_path) as writer:
        searcher.warm()
        assert searcher.search(SearchRequest("wagner")).total == 2
        writer.add([article("3", body="wagner")])
        assert searcher.search(SearchRequest("wagner")).total == 2
        writer.commit(2, "b")
        assert searcher.search(SearchRequest("wagner")).total == 3
        assert searcher.seq == 2
        writer.add([article("1", body="other")])
        writer.delete(["article:2"])
        writer.commit(3, "c")
        assert found(searcher.search(SearchRequest("wagner"))) == {"3"}
        assert found(searcher.search(SearchRequest("w", typing=True))) == {"3"}


def test_a_commit_without_changes_moves_the_stamp_and_the_searcher_knows(tmp_path):
    build(tmp_path, [article("1", body="wagner")])
    with Searcher(tmp_path) as searcher, open_writer(tmp_path) as writer:
        searcher.search(SearchRequest("wagner"))
        writer.commit(9, "z")
        searcher.search(SearchRequest("wagner"))
        assert searcher.seq == 9


def test_a_searcher_that_is_open_follows_a_rebuild(tmp_path):
    build(tmp_path, [article("1", body="wagner")])
    with Searcher(tmp_path) as searcher:
        assert searcher.search(SearchRequest("wagner")).total == 1
        with IndexWriter.rebuild(tmp_path, *CASE) as writer:
            writer.add([article("1", body="wagner"), article("2", body="wagner")])
            writer.commit(1, "a", complete=False)
            assert searcher.search(SearchRequest("wagner")).total == 1
            writer.add([article("3", body="wagner")])
            writer.commit(2, "b")
        assert searcher.search(SearchRequest("wagner")).total == 3
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["g000002"]


def test_an_unfinished_rebuild_is_cleared_away(tmp_path):
    build(tmp_path, [article("1", body="wagner")])
    with IndexWriter.rebuild(tmp_path, *CASE) as writer:
        writer.add([article("2", body="wagner")])
        writer.commit(5, "e", complete=False)
    with open_writer(tmp_path) as writer:
        assert writer.stamp.seq == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["g000001"]


def test_merging_keeps_every_document_and_ends(tmp_path):
    build(tmp_path, [article("0", body="wagner zero")])
    with open_writer(tmp_path) as writer, Searcher(tmp_path) as searcher:
        for number in range(1, 12):
            writer.add([article(str(number), body=f"wagner no{number}"), article("0", body=f"wagner {number}")])
            writer.commit(number, "")
        before = searcher.search(SearchRequest("wagner"))
        steps = 0
        while writer.merge_when_idle():
            steps += 1
        assert 1 <= steps < 5
        assert len(list((tmp_path / "g000001").glob("*.pak"))) < 6
        after = searcher.search(SearchRequest("wagner"))
        assert (after.total, found(after)) == (12, found(before))
        assert searcher.search(SearchRequest('"wagner no7"')).total == 1
        assert searcher.search(SearchRequest("wagner zero")).total == 0


def test_only_one_writer_at_a_time(tmp_path):
    build(tmp_path, [article("1", body="wagner")])
    with open_writer(tmp_path):
        with pytest.raises(IndexBusy):
            IndexWriter.open_or_none(tmp_path, *CASE)
        with pytest.raises(IndexBusy):
            IndexWriter.rebuild(tmp_path, *CASE)
    open_writer(tmp_path).close()


def test_what_was_added_and_not_committed_is_dropped(tmp_path):
    build(tmp_path, [article("1", body="wagner")])
    with open_writer(tmp_path) as writer:
        writer.add([article("2", body="wagner")])
    with open_writer(tmp_path) as writer:
        assert writer.stamp.documents == 1
    assert ask(tmp_path, "wagner").total == 1


@pytest.mark.parametrize("case", [("other-uuid", CASE[1]), (CASE[0], "/cases/copied")])
def test_another_case_or_a_copied_one_does_not_get_this_index(tmp_path, case):
    build(tmp_path, [article("1", body="wagner")])
    assert IndexWriter.open_or_none(tmp_path, *case) is None


@pytest.mark.parametrize("constant", ["SCHEMA", "ANALYSER"])
def test_an_index_by_other_rules_is_rebuilt(tmp_path, monkeypatch, constant):
    build(tmp_path, [article("1", body="wagner")])
    monkeypatch.setattr(stamps, constant, "of tomorrow")
    assert IndexWriter.open_or_none(tmp_path, *CASE) is None
    assert make_stamp(*CASE) != read_stamp(tmp_path)


def spoil_stamp(folder: Path) -> None:
    (folder / "stamp.json").write_text("{")


def lose_stamp(folder: Path) -> None:
    (folder / "stamp.json").unlink()


def count_wrong(folder: Path) -> None:
    value = json.loads((folder / "stamp.json").read_text())
    value["stamp"]["documents"] += 1
    (folder / "stamp.json").write_text(json.dumps(value))


def lose_segment(folder: Path) -> None:
    for path in folder.glob("*.pak"):
        path.unlink()


def cut_terms(folder: Path) -> None:
    for path in folder.glob("*.pak"):
        path.write_bytes(path.read_bytes()[:40])


def spoil_contents(folder: Path) -> None:
    for path in folder.glob("*.toc"):
        path.write_bytes(b"\0" * path.stat().st_size)


def power_cut(folder: Path) -> None:
    value = json.loads((folder / "stamp.json").read_text())
    (folder / "stamp.json").write_text(json.dumps(value | {"pending": 1, "boot": "an earlier start"}))


DAMAGE = [spoil_stamp, lose_stamp, count_wrong, lose_segment, cut_terms, spoil_contents, power_cut]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_index_is_trouble_for_a_search_and_rebuilt_by_the_writer(tmp_path, damage):
    build(tmp_path, [article("1", body="wagner")])
    damage(tmp_path / "g000001")
    with pytest.raises(IndexTrouble):
        ask(tmp_path, "wagner")
    assert IndexWriter.open_or_none(tmp_path, *CASE) is None
    build(tmp_path, [article("1", body="wagner")])
    assert ask(tmp_path, "wagner").total == 1


@pytest.mark.parametrize("pointer", [b"", b"../elsewhere", b"g999999", b"\xff"])
def test_a_pointer_to_nowhere_is_no_index(tmp_path, pointer):
    build(tmp_path, [article("1", body="wagner")])
    (tmp_path / "current").write_bytes(pointer)
    assert read_stamp(tmp_path) is None
    assert IndexWriter.open_or_none(tmp_path, *CASE) is None
    with pytest.raises(IndexTrouble):
        ask(tmp_path, "wagner")


def test_there_is_no_index_where_nothing_was_built(tmp_path):
    assert read_stamp(tmp_path / "nothing") is None
    assert IndexWriter.open_or_none(tmp_path / "nothing", *CASE) is None
    with pytest.raises(IndexTrouble):
        ask(tmp_path / "nothing", "wagner")


def test_the_index_is_for_its_owner_only(tmp_path):
    build(tmp_path / "index", [article("1", body="wagner")])
    assert (tmp_path / "index").stat().st_mode & 0o077 == 0
    assert (tmp_path / "index" / "g000001").stat().st_mode & 0o077 == 0


def test_a_writer_killed_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path):
    """Killed again and again, the index opens, holds all that was committed, and each document once."""
    random_ = random.Random(3)
    paths = [str(CHILD.parent), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    acknowledged = 0
    for _ in range(8):
        child = subprocess.Popen(
            [sys.executable, str(CHILD), str(tmp_path), str(acknowledged)],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert child.stdout is not None
        opened = child.stdout.readline().split()
        assert opened == ["open", str(acknowledged)], "it had to be rebuilt"
        for _ in range(random_.randint(0, 6)):
            acknowledged = int(child.stdout.readline().split()[1])
        # Somewhere inside the next commit: spin, for a sleep would land on the scheduler's grid.
        until = time.perf_counter() + random_.random() * 0.05
        while time.perf_counter() < until:
            pass
        child.send_signal(signal.SIGKILL)
        rest = [line.split() for line in child.stdout.read().splitlines() if line.startswith("done")]
        acknowledged = max([acknowledged, *(int(line[1]) for line in rest if len(line) == 2)])
        child.wait()
        child.stdout.close()
        with Searcher(tmp_path) as searcher:
            answer = searcher.search(SearchRequest("common", limit=10_000))
            ids = [hit.id for hit in answer.hits]
            assert len(ids) == len(set(ids)) == answer.total
            assert {f"new{seq}" for seq in range(1, acknowledged + 1)} <= set(ids)
            assert searcher.seq >= acknowledged
            # What was committed and not yet said may be there too; catching up writes it again.
            acknowledged = searcher.seq


def test_what_a_failed_commit_has_written_is_taken_away(tmp_path, monkeypatch):
    build(tmp_path, [article("1", body="wagner")])
    folder = tmp_path / "g000001"
    before = sorted(path.name for path in folder.glob("*.pak"))

    def full(file, arrays):
        file.write(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    with open_writer(tmp_path) as writer:
        writer.add([article("2", body="police")])
        with monkeypatch.context() as patch:
            patch.setattr("index.codec.write_pack", full)
            with pytest.raises(IndexTrouble) as trouble:
                writer.commit(2, "hash2")
        assert isinstance(trouble.value.__cause__, OSError)
        assert sorted(path.name for path in folder.glob("*.pak")) == before
        writer.add([article("3", body="wagner")])
        assert writer.commit(3, "hash3").documents == 2
    with Searcher(tmp_path) as searcher:
        assert searcher.search(SearchRequest("wagner")).total == 2
        assert searcher.search(SearchRequest("police")).total == 0


def test_a_segment_that_nothing_names_is_taken_away_when_the_index_is_opened(tmp_path):
    build(tmp_path, [article("1", body="wagner")])
    left = tmp_path / "g000001" / "MAIN_left.pak"
    left.write_bytes(b"half of it")
    open_writer(tmp_path).close()
    assert not left.exists()


def test_a_segment_of_which_much_is_deleted_is_written_anew(tmp_path):
    build(tmp_path, [article(str(number), body="wagner") for number in range(12)])
    with open_writer(tmp_path) as writer:
        writer.delete([f"article:{number}" for number in range(3)])
        writer.commit(2, "b")
        assert not writer.merge_when_idle()
        writer.delete(["article:3"])
        writer.commit(3, "c")
        assert writer.merge_when_idle()
        assert not writer.merge_when_idle()
    assert [(one.doc_count_all(), one.deleted_count()) for one in segments_of(open_index(tmp_path / "g000001"))] == [
        (8, 0)
    ]
    assert found(ask(tmp_path, "wagner")) == {str(number) for number in range(4, 12)}


def test_folders_that_are_made_for_an_index_are_its_owners_alone(tmp_path):
    before = os.umask(0o022)
    try:
        build(tmp_path / "cache" / "index" / "case", [article("1", body="wagner")])
    finally:
        os.umask(before)
    made = [path for path in (tmp_path / "cache").rglob("*") if path.is_dir()]
    assert {path.stat().st_mode & 0o777 for path in [tmp_path / "cache", *made]} == {0o700}
