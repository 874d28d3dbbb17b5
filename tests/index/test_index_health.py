"""What is said of an index that is not as it should be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from index_help import CASE, append, article, build

from index.health import examine
from index.writer import IndexWriter


@pytest.fixture
def built(tmp_path: Path) -> Path:
    directory = tmp_path / "index"
    build(directory, [article("1", body="wagner in oslo"), article("2", body="police in bergen")])
    append(directory, [article("3", body="harbour")])
    return directory


def folder_of(directory: Path) -> Path:
    return directory / (directory / "current").read_text("ascii")


def change_stamp(directory: Path, **values: str) -> None:
    path = folder_of(directory) / "stamp.json"
    recorded = json.loads(path.read_text())
    recorded["stamp"] |= values
    path.write_text(json.dumps(recorded))


def a_pack(directory: Path) -> Path:
    return sorted(folder_of(directory).glob("*.pak"))[0]


def cut(directory: Path) -> None:
    pack = a_pack(directory)
    pack.write_bytes(pack.read_bytes()[:-1])


def flip(directory: Path) -> None:
    pack = a_pack(directory)
    data = bytearray(pack.read_bytes())
    data[-1] ^= 1
    pack.write_bytes(data)


def cut_contents(directory: Path) -> None:
    toc = next(folder_of(directory).glob("*.toc"))
    toc.write_bytes(toc.read_bytes()[:20])


DAMAGES: list[tuple[Callable[[Path], object], str]] = [
    (lambda directory: shutil.rmtree(directory), "is missing"),
    (lambda directory: (directory / "current").unlink(), "is not built yet"),
    (lambda directory: (directory / "current").write_text("../../etc"), "says nowhere which of its folders answers"),
    (lambda directory: shutil.rmtree(folder_of(directory)), "points at a folder that is not there"),
    (lambda directory: (folder_of(directory) / "stamp.json").write_text("{"), "has no readable stamp"),
    (lambda directory: change_stamp(directory, case_uuid="another"), "belongs to another case"),
    (lambda directory: change_stamp(directory, case_path="/copy"), "belongs to a copy of the case at another place"),
    (lambda directory: change_stamp(directory, schema="999"), "was made by a newer version of casefile"),
    (lambda directory: change_stamp(directory, schema="1"), "was made by another version of casefile"),
    (lambda directory: change_stamp(directory, analyser="0"), "cuts texts into other words than this version"),
    (lambda directory: a_pack(directory).unlink(), "has lost a file"),
    (cut, "holds a file that was cut short"),
    (cut_contents, "holds a file that was cut short"),
    (flip, "holds a damaged file"),
]


@pytest.mark.parametrize(("damage", "said"), DAMAGES)
def test_each_damage_is_said_in_its_own_words(built: Path, damage: Callable[[Path], object], said: str) -> None:
    damage(built)
    assert examine(built, *CASE).startswith(said)


def test_a_sound_index_has_nothing_wrong(built: Path) -> None:
    assert examine(built, *CASE) == ""


@pytest.mark.parametrize("damage", [cut, cut_contents, lambda directory: a_pack(directory).unlink()])
def test_the_writer_does_not_go_on_with_a_broken_one(built: Path, damage: Callable[[Path], object]) -> None:
    damage(built)
    assert IndexWriter.open_or_none(built, *CASE) is None
