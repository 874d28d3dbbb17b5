"""Whatever is wrong with the index: the doctor says so in a sentence of its own, no search is misled, reindex mends."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import SearchRequest
from casefile.services import cases, index_feed, index_health, index_progress, notes, upkeep
from casefile.services.search import Search
from index.folders import current_folder
from index.stamp import boot_id


def says(case: cases.OpenCase) -> list[str]:
    """What the doctor finds wrong with the index, the case being in order."""
    found = upkeep.doctor(case)
    assert all(one.severity == "warning" and one.hint for one in found)
    return [one.what for one in found]


def answers(case: cases.OpenCase) -> tuple[int, bool]:
    """How many hits there are, and whether the index said so. Nothing is caught up with before."""
    with Search(case) as searching:
        found = searching.run(SearchRequest("alkona"))
    assert not found.error
    return found.total, not found.by_scan


def _stamped(case: cases.OpenCase, **other: object) -> None:
    path = current_folder(index_feed.directory(case)) / "stamp.json"
    value = json.loads(path.read_text())
    value["stamp"] |= other
    path.write_text(json.dumps(value))


def _largest(case: cases.OpenCase) -> Path:
    files = [path for path in current_folder(index_feed.directory(case)).iterdir() if path.is_file()]
    return max(files, key=lambda path: path.stat().st_size)


def _cut_short(case: cases.OpenCase) -> None:
    path = _largest(case)
    path.write_bytes(path.read_bytes()[:-100])


def _scratched(case: cases.OpenCase) -> None:
    data = bytearray(_largest(case).read_bytes())
    data[len(data) // 2] ^= 0xFF
    _largest(case).write_bytes(data)


def _other_hash(case: cases.OpenCase) -> None:
    _stamped(case, seq_hash="0" * 64)


def _ahead(case: cases.OpenCase) -> None:
    _stamped(case, seq=10_000)


def _foreign(case: cases.OpenCase) -> None:
    _stamped(case, case_uuid="another")


def _of_a_copy(case: cases.OpenCase) -> None:
    _stamped(case, case_path="/elsewhere")


def _newer(case: cases.OpenCase) -> None:
    _stamped(case, schema="9999")


def _unreadable(case: cases.OpenCase) -> None:
    (current_folder(index_feed.directory(case)) / "stamp.json").write_bytes(b"{")


def _without_folder(case: cases.OpenCase) -> None:
    shutil.rmtree(current_folder(index_feed.directory(case)))


def _without_anything(case: cases.OpenCase) -> None:
    shutil.rmtree(index_feed.directory(case))


def _without_pointer(case: cases.OpenCase) -> None:
    (index_feed.directory(case) / "current").write_bytes(b"\xff")


def _without_a_file(case: cases.OpenCase) -> None:
    _largest(case).unlink()


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (_cut_short, "The search index holds a file that was cut short."),
        (_other_hash, "The search index follows another journal than that of the case."),
        (_ahead, "The search index is ahead of the journal: the case was brought back to an earlier state."),
        (_foreign, "The search index belongs to another case."),
        (_of_a_copy, "The search index belongs to a copy of the case at another place."),
        (_newer, "The search index was made by a newer version of casefile."),
        (_unreadable, "The search index has no readable stamp."),
        (_without_folder, "The search index points at a folder that is not there."),
        (_without_anything, "The search index is missing."),
        (_without_pointer, "The search index says nowhere which of its folders answers."),
        (_without_a_file, "The search index has lost a file."),
    ],
)
def test_what_is_wrong_is_said_never_answers_and_is_mended(
    read_case: cases.OpenCase, harm: Callable[[cases.OpenCase], None], sentence: str
) -> None:
    assert says(read_case) == []
    before = answers(read_case)
    assert before[1]
    harm(read_case)
    assert says(read_case)[0] == sentence
    assert answers(read_case) == (before[0], False)
    assert upkeep.reindex(read_case) > 4
    assert says(read_case) == []
    assert answers(read_case) == before


def test_a_damaged_file_is_found_and_mended(read_case: cases.OpenCase) -> None:
    _scratched(read_case)
    assert says(read_case) == ["The search index holds a damaged file."]
    upkeep.reindex(read_case)
    assert says(read_case) == []


@pytest.mark.parametrize("harm", [_cut_short, _other_hash, _foreign, _newer, _without_folder, _without_pointer])
def test_what_is_wrong_is_mended_by_whoever_feeds_the_index_too(
    read_case: cases.OpenCase, harm: Callable[[cases.OpenCase], None]
) -> None:
    before = answers(read_case)
    harm(read_case)
    assert index_feed.catch_up(read_case)
    assert says(read_case) == []
    assert answers(read_case) == before


def test_a_building_that_was_broken_off_is_told_and_cleared_away(read_case: cases.OpenCase) -> None:
    (index_feed.directory(read_case) / "g000777").mkdir()
    assert says(read_case) == ["The search index was being built anew when that was broken off."]
    assert answers(read_case)[1]
    notes.add_note(read_case, "Goes on", "")
    assert index_feed.catch_up(read_case)
    assert says(read_case) == []


def test_a_stamp_of_a_commit_that_was_cut_off_is_set_right_without_building_anew(read_case: cases.OpenCase) -> None:
    before, folder = answers(read_case), current_folder(index_feed.directory(read_case))
    path = folder / "stamp.json"
    value = json.loads(path.read_text())
    pending = {"pending": value["stamp"]["documents"], "boot": boot_id()}
    # The merge had taken this file away already.
    path.write_text(json.dumps(value | pending | {"files": value["files"] | {"merged.pak": [10, 10]}}))
    assert says(read_case) == ["The search index has lost a file."]
    assert index_feed.catch_up(read_case)
    assert says(read_case) == []
    assert current_folder(index_feed.directory(read_case)) == folder
    assert answers(read_case) == before


def test_while_another_program_writes_it_the_doctor_says_so_and_blames_nothing(read_case: cases.OpenCase) -> None:
    feed = index_feed.Feed(read_case)
    notes.add_note(read_case, "Goes on", "")
    assert feed.catch_up()
    index_progress.Report(index_feed.directory(read_case)).tell("catching up", 3, 9)
    assert says(read_case) == ["The search index is being written: index catching up 3 of 9."]
    feed.close()


def test_a_folder_that_is_closed_is_told_and_what_it_holds_is_found(read_case: cases.OpenCase) -> None:
    place = index_feed.directory(read_case)
    notes.add_note(read_case, "Not indexed", "")
    (place / "writer.lock").chmod(0o400)
    place.chmod(0o500)
    if os.access(place, os.W_OK):
        pytest.skip("nothing is closed to root")
    try:
        assert says(read_case)[0].startswith("The search index cannot be written: ")
        assert answers(read_case)[1]
        assert not index_feed.catch_up(read_case, wait=0.1)
        with pytest.raises(IndexTrouble, match="cannot be written: its folder cannot be written"):
            upkeep.reindex(read_case)
    finally:
        place.chmod(0o700)
        (place / "writer.lock").chmod(0o600)
    assert index_feed.catch_up(read_case)
    assert says(read_case) == []


def test_where_a_file_stands_in_the_place_of_the_index_everything_else_works(read_case: cases.OpenCase) -> None:
    place = index_feed.directory(read_case)
    before = answers(read_case)
    shutil.rmtree(place)
    place.write_bytes(b"in the way")
    assert says(read_case)[0].startswith("The search index cannot be written: ")
    assert answers(read_case) == (before[0], False)
    assert not index_feed.catch_up(read_case, wait=0.1)
    with pytest.raises(IndexTrouble, match="The search index cannot be written: "):
        upkeep.reindex(read_case)
    place.unlink()
    assert index_feed.catch_up(read_case)
    assert answers(read_case) == before


def test_an_index_that_is_behind_on_a_full_disk_is_told(
    read_case: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(read_case.root)
    monkeypatch.setattr(index_health.shutil, "disk_usage", lambda place: usage._replace(free=100))
    assert says(read_case) == []
    notes.add_note(read_case, "Not indexed", "")
    assert says(read_case) == ["The search index is behind, and there is hardly any space left on its disk."]
