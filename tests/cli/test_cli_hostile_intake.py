"""A folder from strangers goes through the real command: all of it is stored, each item ends in one state, no more."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import hostile_places
import pytest
from bulk import CASEFILE, Added, Bulk, looks, modes, sha256, stored
from corrupted import corrupted
from made import Made
from make_hostile import SECRET, make_hostile
from pseudo_terminal import pseudo_terminal
from small_files import zipped

STATES = {"read", "partly", "unread", "duplicate"}
# Files that are cut into articles: whether the file itself is an item beside its lines is not said by the contract.
IN_LINES = (".jsonl", ".csv", ".tsv")


@dataclass(frozen=True)
class Taken:
    """What was handed over, how it looked before and after, and what the command said of it, twice."""

    bulk: Bulk
    case: Path
    source: Path
    made: list[Made]
    before: dict[str, tuple[int, int, int]]
    after: dict[str, tuple[int, int, int]]
    first: Added
    again: Added
    numbers: tuple[int, int]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    folder = tmp_path_factory.mktemp("hostile")
    source = folder / "source"
    source.mkdir()
    made = make_hostile(source, heavy=False, number=40)
    bulk = Bulk(folder / "own")
    case = bulk.new()
    before = looks(source)
    first = bulk.add(source)
    articles = len(bulk.articles())
    again = bulk.add(source)
    yield Taken(bulk, case, source, made, before, looks(source), first, again, (articles, len(bulk.articles())))
    hostile_places.open_up(source / "closed-entries")


def test_everything_handed_over_is_stored_byte_for_byte(taken: Taken) -> None:
    originals = stored(taken.case)
    assert {name for name, found in originals.items() if name != found} == set()
    kept = [one for one in taken.made if one.is_kept]
    assert len(kept) > 280
    for one in kept:
        items = taken.first.of(one.path)
        assert items, one.what
        if not (one.path.name.endswith(IN_LINES) and all(item["member"] for item in items)):
            assert sha256(one.path) in originals, one.what
            assert [item["sha256"] for item in items if item["member"] is None] == [sha256(one.path)], one.what
        assert {item["sha256"] for item in items if item["sha256"]} <= set(originals), one.what


def test_every_item_ends_in_one_state_and_says_why(taken: Taken) -> None:
    assert taken.first.code == 3
    assert sum(taken.first.counts.values()) == len(taken.first.items)
    files = [item["path"] for item in taken.first.items if item["member"] is None]
    assert len(files) == len(set(files)), "a file with two lines of its own"
    for item in taken.first.items:
        assert item["status"] in STATES
        assert item["status"] == "read" or item["reason"], item
        assert item["article"] or (item["status"] == "unread" and not item["sha256"]), item
        reason = item["reason"] or ""
        assert "Error" not in reason, item
        assert "reader failed" not in reason, item
        assert reason.isprintable(), item


def test_no_traceback_and_no_name_of_a_file_is_written(taken: Taken) -> None:
    for ran in (taken.first, taken.again):
        assert "Traceback" not in ran.out + ran.err
        assert not re.search(r'File "|line \d+, in ', ran.err)
        # Nothing but the case's name and, where something goes on for long, how far it is.
        for line in ran.err.splitlines():
            assert line.startswith(("case: ", "{")), line
        assert ran.out.isascii()


def test_adding_again_adds_nothing(taken: Taken) -> None:
    assert taken.numbers[0] == taken.numbers[1]
    assert {item["status"] for item in taken.again.items if item["sha256"]} == {"duplicate"}
    assert len(taken.again.items) >= len([one for one in taken.made if one.is_kept])
    assert taken.bulk.damage() == []


def test_links_pipes_and_devices_are_reported_and_not_followed(taken: Taken) -> None:
    originals = stored(taken.case)
    skipped = [one for one in taken.made if not one.is_kept]
    assert len(skipped) >= 10
    for one in skipped:
        (item,) = taken.first.of(one.path)
        assert (item["status"], item["article"], item["sha256"]) == ("unread", None, None), one.what
        assert item["reason"], one.what
    outside = hashlib.sha256(b"A text that was not handed over.\n").hexdigest()
    assert outside not in originals
    assert sha256(Path("/etc/passwd")) not in originals


def test_no_document_gets_another_file_into_the_case(taken: Taken) -> None:
    with closing(sqlite3.connect(f"{(taken.case / 'case.db').as_uri()}?mode=ro", uri=True)) as case:
        tables = [name for (name,) in case.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        said = {str(value) for table in tables for row in case.execute(f'SELECT * FROM "{table}"') for value in row}
    assert any("harbour board of Brisvik" in value for value in said)
    assert not any(SECRET in value or "root:x:0:0" in value for value in said)


def test_nothing_outside_the_case_changes(taken: Taken) -> None:
    # Reading a file may change no more than the time of its last reading, which is not looked at.
    assert taken.before == taken.after
    for folder in (taken.bulk.user, taken.bulk.cwd, taken.bulk.scratch):
        assert list(folder.iterdir()) == [], "left behind"
    climbed = [path for path in taken.bulk.folder.parent.rglob("*") if path.name in ("climbed.txt", "absolute.txt")]
    assert climbed == []
    assert not Path("/absolute.txt").exists()


def test_files_of_the_case_are_0600_and_folders_0700_under_umask_022(taken: Taken) -> None:
    assert modes(taken.case) == {("file", "0o600"), ("folder", "0o700")}
    for path in taken.bulk.casefile_home.rglob("*"):
        assert not stat.S_IMODE(path.lstat().st_mode) & 0o077, path.name


def test_files_that_change_while_they_are_read_are_stored_as_they_were_at_one_moment(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    bulk = Bulk(tmp_path / "own")
    case = bulk.new()
    for one in corrupted(source, 40, seed=5):
        assert one.is_kept
    with hostile_places.restless(source):
        ran = bulk.add(source)
    assert ran.code in (0, 3)
    assert "Traceback" not in ran.err
    originals = stored(case)
    assert {name for name, found in originals.items() if name != found} == set()
    assert {item["sha256"] for item in ran.items if item["sha256"]} <= set(originals)
    assert all(item["reason"] or item["status"] == "read" for item in ran.items)
    assert bulk.damage() == []


def test_a_file_whose_bytes_are_in_an_archive_before_it_is_read_all_the_same(tmp_path: Path) -> None:
    (source := tmp_path / "source").mkdir()
    words = b"The harbour board met on Friday.\n"
    (source / "a.zip").write_bytes(zipped([("one.txt", words), ("two.txt", words)]))
    (source / "b.txt").write_bytes(words)
    bulk = Bulk(tmp_path / "own")
    bulk.new()
    ran = bulk.add(source)
    digest = hashlib.sha256(words).hexdigest()
    assert [item["status"] for item in ran.items if item["sha256"] == digest] == ["read", "duplicate", "duplicate"]
    assert "duplicate" not in {article["state"] for article in bulk.articles()}


def test_a_pipe_that_is_named_does_not_hang_the_command(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    bulk = Bulk(tmp_path / "own")
    bulk.new()
    ran = bulk.add(tmp_path / "pipe", seconds=60)
    (item,) = ran.items
    assert (ran.code, item["status"], item["sha256"]) == (3, "unread", None)


def test_names_are_shown_and_never_obeyed(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    names = [one.path.name for one in hostile_places.odd_names(source)]
    bulk = Bulk(tmp_path / "own")
    bulk.new()
    with pseudo_terminal([*CASEFILE, "add", str(source)], size=(200, 60), env=bulk.env) as shown:
        assert shown.exit_code() == 0
    written = shown.output.replace(b"\r\n", b"\n").decode("utf-8")
    for sign in ("\x1b]", "\x1bP", "\x1b_", "\x1bc", "\x1b[31;41m", "\x1b[2J", "\x07", "\x08", "\x7f"):
        assert sign not in written
    assert not re.search("[\x80-\x9f\u061c\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", written)
    # A name is kept exactly, bytes and all.
    titles = {item["path"] for item in bulk.add(source).items}
    assert {
        str(source / name) for name in names if "\n" not in name and name != "in.txt" and name != "deep.txt"
    } <= titles


def test_the_same_seed_breaks_the_same_files_in_the_same_way(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = ([(made.path.name, sha256(made.path)) for made in corrupted(tmp_path / name)] for name in ("one", "two"))
    assert one == two
    assert len({digest for _, digest in one}) == 1000
