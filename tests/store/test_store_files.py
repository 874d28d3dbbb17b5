"""Files: originals, folders, settings, state, the desk's lock."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.domain.errors import DamagedCase, UsageError
from casefile.domain.records import Settings
from casefile.store import home, originals
from casefile.store.case_store import CaseStore
from casefile.store.desk_lock import DeskLock
from casefile.store.paths import CasePaths, write_private, write_temporary
from casefile.store.settings_file import load_settings, save_settings, settings_path
from casefile.store.state_file import load_state, save_state


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASEFILE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_originals_are_kept_once_by_their_hash_for_their_owner_alone(store: CaseStore) -> None:
    (one, two), (again,) = originals.put_many(store.paths, [b"one", b"two"]), originals.put_many(store.paths, [b"one"])
    assert one == again
    assert originals.read(store.paths, two) == b"two"
    assert originals.stored(store.paths) == {one, two}
    path = originals.path_of(store.paths, one)
    assert (path.parent.name, _mode(path), _mode(path.parent)) == (one[:2], 0o600, 0o700)


def test_an_original_that_was_damaged_is_told_and_mended_by_the_same_bytes(store: CaseStore) -> None:
    (one,) = originals.put_many(store.paths, [b"one"])
    originals.path_of(store.paths, one).write_bytes(b"two")
    with pytest.raises(DamagedCase, match="was changed"):
        originals.read(store.paths, one)
    originals.put_many(store.paths, [b"one"])
    assert originals.read(store.paths, one) == b"one"
    originals.remove(store.paths, one)
    originals.remove(store.paths, "f" * 64)
    with pytest.raises(DamagedCase, match="is missing"):
        originals.read(store.paths, one)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "f"
    write_private(target, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("casefile.store.paths.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_temporary(target, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["f"]
    assert target.read_bytes() == b"old"


def test_a_case_folder_is_closed_to_other_people(store: CaseStore) -> None:
    paths = store.paths
    assert {_mode(p) for p in (paths.root, paths.originals, paths.drafts, paths.exports)} == {0o700}
    assert {_mode(p) for p in paths.root.glob("case.db*")} == {0o600}


def test_home_is_where_the_variable_says(own_home: Path) -> None:
    folders = (home.cases_dir(), home.cache_dir(), home.config_dir(), home.state_dir())
    assert folders == tuple(own_home / name for name in ("cases", "cache", "config", "state"))
    assert {_mode(folder) for folder in (own_home, *folders)} == {0o700}


def test_without_the_variable_the_systems_own_places_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CASEFILE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    assert home.cases_dir().name == "cases"
    assert home.config_dir().is_relative_to(tmp_path)


def test_settings_have_defaults_and_keep_what_is_not_known_here(own_home: Path) -> None:
    assert load_settings() == Settings()
    settings_path().write_text('{"name": "mara", "later": 7}')
    assert load_settings() == Settings(name="mara")
    save_settings(Settings(name="m", theme="paper"))
    assert load_settings() == Settings(name="m", theme="paper")
    assert json.loads(settings_path().read_text())["later"] == 7
    assert _mode(settings_path()) == 0o600


@pytest.mark.parametrize(
    ("written", "said"),
    [('{"name": 7}', "text in quotes"), ('{"ascii_marks": "no"}', "true or false"), ("{", "line 1"), ("[]", "object")],
)
def test_settings_that_cannot_be_used_are_named(own_home: Path, written: str, said: str) -> None:
    settings_path().write_text(written)
    with pytest.raises(UsageError) as error:
        load_settings()
    assert said in error.value.message


def test_state_is_remembered_and_a_broken_file_is_no_state(own_home: Path) -> None:
    assert load_state() == {}
    save_state({"last": "x"})
    assert load_state() == {"last": "x"}
    (own_home / "state" / "state.json").write_bytes(b"\xff")
    assert load_state() == {}


def test_a_second_desk_does_not_get_the_lock_until_the_first_lets_go(store: CaseStore) -> None:
    first = DeskLock.try_take(store.root)
    assert first is not None
    assert DeskLock.try_take(store.root) is None
    first.release()
    first.release()
    second = DeskLock.try_take(store.root)
    assert second is not None
    second.release()
    assert _mode(store.paths.lock) == 0o600


def test_there_is_no_lock_where_nothing_can_be_written(tmp_path: Path) -> None:
    assert DeskLock.try_take(tmp_path / "nowhere") is None


def test_the_lock_ends_with_its_process(store: CaseStore) -> None:
    script = (
        "import sys, pathlib\nfrom casefile.store.desk_lock import DeskLock\n"
        "lock = DeskLock.try_take(pathlib.Path(sys.argv[1]))\nprint(lock is not None, flush=True)\nsys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-P", "-c", script, str(store.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "True\n"
    assert DeskLock.try_take(store.root) is None
    child.kill()
    child.communicate()
    lock = DeskLock.try_take(store.root)
    assert lock is not None
    lock.release()


def test_paths_are_parts_of_the_case_folder(tmp_path: Path) -> None:
    paths = CasePaths(tmp_path)
    assert {p.name for p in (paths.db, paths.lock, paths.originals, paths.drafts, paths.exports)} == {
        "case.db",
        "desk.lock",
        "originals",
        "drafts",
        "exports",
    }
    assert os.listdir(tmp_path) == []
