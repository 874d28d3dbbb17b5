"""Nothing leaves: no word of a case in what is logged or left behind, whatever fails, and no network for anyone."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bulk import CASEFILE, Added, Bulk
from hostile_xml import xml_reaching_out
from pseudo_terminal import pseudo_terminal
from small_files import SMALL, Said, zipped

CANARY = "zyxcanary7q"
WATCHED = Path(__file__).resolve().parents[1] / "support" / "watched"
WITHOUT_NETWORK = ("unshare", "-r", "-n") if os.geteuid() else ("unshare", "-n")


def watched(folder: Path, fault: str = "") -> Bulk:
    """A home whose processes are watched, each of them, and whose readers suffer ``fault``."""
    told = {"WATCHED_LOG": str(folder / "reached"), **({"WATCHED_FAULT": fault} if fault else {})}
    path = os.pathsep.join(filter(None, (str(WATCHED), os.environ.get("PYTHONPATH"))))
    return Bulk(folder / "own", PYTHONPATH=path, **told)


def reached(folder: Path) -> list[str]:
    log = folder / "reached"
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small file of every format with the canary in its name, its text and its metadata."""
    folder = tmp_path / "source"
    folder.mkdir()
    said = Said(
        f"The {CANARY} met the harbour board on Friday and said nothing.", f"Title {CANARY}", f"{CANARY} Dorvan"
    )
    for ending, make in SMALL.items():
        (folder / f"{CANARY}.{ending}").write_bytes(make(said))
    for number, data in enumerate((CANARY.encode() * 9, b"\0" + CANARY.encode(), b"%PDF-1.4 " + CANARY.encode())):
        (folder / f"{CANARY}-{number}").write_bytes(data)
    strange = zipped([("mimetype", f"application/{CANARY}".encode()), (f"{CANARY}.txt", CANARY.encode())])
    (folder / f"{CANARY}-typed.zip").write_bytes(strange)
    return folder


def left_behind(bulk: Bulk, case: Path) -> list[str]:
    """Where the canary is, outside the case and the cache of its index."""
    found = []
    for path in bulk.folder.parent.rglob("*"):
        of_the_case = path.is_relative_to(case) or path.is_relative_to(bulk.casefile_home / "cache")
        if of_the_case or path.is_relative_to(bulk.folder.parent / "source"):
            continue
        if CANARY in path.name or (path.is_file() and CANARY.encode() in path.read_bytes()):
            found.append(str(path.relative_to(bulk.folder.parent)))
    return found


def assert_silent(ran: Added, bulk: Bulk, case: Path) -> None:
    assert CANARY not in ran.err
    assert "Traceback" not in ran.err + ran.out
    assert left_behind(bulk, case) == []
    assert list(bulk.scratch.iterdir()) == []


@pytest.mark.parametrize("fault", ["", "say", "abort", "exit", "eat"])
def test_whatever_a_reader_does_no_word_of_the_case_is_said_or_left_behind(
    source: Path, tmp_path: Path, fault: str
) -> None:
    bulk = watched(tmp_path, fault)
    case = bulk.new()
    if fault:
        for path in sorted(source.iterdir())[6:]:
            path.unlink()
    ran = bulk.add(source, "--title", f"Given {CANARY}", "--publisher", CANARY)
    assert_silent(ran, bulk, case)
    assert ran.code in (0, 3)
    for item in ran.items:
        assert CANARY not in (item["reason"] or ""), item
        if fault and not item["member"]:
            assert (item["status"], bool(item["sha256"])) == ("unread", True)
    assert bulk.damage() == []
    assert reached(tmp_path) == []


@pytest.mark.parametrize("largest", [0, 300_000])
def test_a_disk_without_room_is_said_without_a_word_of_the_case(source: Path, tmp_path: Path, largest: int) -> None:
    if shutil.which("prlimit") is None:
        pytest.skip("needs prlimit")
    bulk = watched(tmp_path)
    case = bulk.new()
    (source / f"{CANARY}.large").write_bytes(os.urandom(1_000_000))
    ran = bulk.add(source, before=("prlimit", f"--fsize={largest}"))
    assert_silent(ran, bulk, case)
    assert ran.code in (1, 3)
    # With room again, the rest goes in, and nothing is there twice.
    assert bulk.add(source).code in (0, 3)
    assert_silent(bulk.add(source), bulk, case)
    assert bulk.damage() == []


def test_a_full_disk_is_said_without_a_word_of_the_case(source: Path, tmp_path: Path) -> None:
    bulk = watched(tmp_path)
    (place := tmp_path / "disk").mkdir()
    script = (
        f'mount -t tmpfs -o size=2m tmpfs "{place}" || exit 77; shift 0; '
        f'{" ".join(CASEFILE)} new Full --dir "{place}" >/dev/null && exec {" ".join(CASEFILE)} add --json "{source}"'
    )
    (source / f"{CANARY}.large").write_bytes(os.urandom(4_000_000))
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare")
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script], env=bulk.env, cwd=bulk.cwd, capture_output=True, check=False
    )
    if done.returncode in (1, 77) and b"casefile" not in done.stderr and not done.stdout:
        pytest.skip("needs the right to mount")
    ran = Added(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert_silent(ran, bulk, place)
    assert ran.code in (1, 3)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_a_command_that_is_stopped_leaves_no_word_behind(source: Path, tmp_path: Path, sign: signal.Signals) -> None:
    bulk = watched(tmp_path)
    case = bulk.new()
    command = [*CASEFILE, "add", "--json", "--no-index", str(source)]
    with subprocess.Popen(
        command, env=bulk.env, cwd=bulk.cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as adding:
        # The first original is there: it is in the middle of its work.
        while adding.poll() is None and not any((case / "originals").iterdir()):
            pass
        adding.send_signal(sign)
        out, err = adding.communicate(timeout=60)
    assert b"Traceback" not in out + err
    assert CANARY.encode() not in err
    assert left_behind(bulk, case) == []
    again = bulk.add(source)
    assert_silent(again, bulk, case)
    assert {item["status"] for item in bulk.add(source).items} == {"duplicate"}
    assert bulk.damage() == []


@contextmanager
def listening() -> Iterator[tuple[str, list[object]]]:
    """An address on this machine, and who came."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    came.append(server.accept()[1])
                except OSError:
                    return

        waiting = threading.Thread(target=accept, daemon=True)
        waiting.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x", came
        server.shutdown(socket.SHUT_RDWR)
        waiting.join()


def test_no_command_reaches_a_network(source: Path, tmp_path: Path) -> None:
    bulk = watched(tmp_path)
    bulk.new()
    with listening() as (address, came):
        (source / "out").mkdir()
        list(xml_reaching_out(source / "out", tmp_path / "secret", address))
        assert bulk.run("add", "--json", source).code in (0, 3)
        for command in (
            ["articles"],
            ["work", "--until-idle"],
            ["search", "harbour"],
            ["entities"],
            ["note", "add", "A note", "--body", f"See {address}."],
            ["dossier", "--out", tmp_path / "dossier"],
            ["verify", tmp_path / "dossier"],
            ["doctor"],
        ):
            assert bulk.run(*command).code == 0, command
        assert came == []
    assert reached(tmp_path) == []


def test_the_desk_reaches_no_network(source: Path, tmp_path: Path) -> None:
    bulk = watched(tmp_path)
    bulk.new()
    bulk.add(source / f"{CANARY}.txt")
    with pseudo_terminal(CASEFILE, env=bulk.env, cwd=bulk.cwd) as desk:
        desk.wait(CANARY)
        desk.send(b"q")
        assert desk.exit_code() == 0
    assert reached(tmp_path) == []


def test_the_watch_that_these_tests_stand_on_notices(tmp_path: Path) -> None:
    bulk = watched(tmp_path)
    for code in ("import socket; socket.socket()", "import socket; socket.getaddrinfo('localhost', 1)"):
        command = ["python3", "-c", code]
        command[0] = CASEFILE[0]
        assert subprocess.run(command, env=bulk.env, capture_output=True, check=False).returncode == 1
    assert len(reached(tmp_path)) == 2


def test_without_any_network_the_same_comes_out(source: Path, tmp_path: Path) -> None:
    if (
        shutil.which("unshare") is None
        or subprocess.run([*WITHOUT_NETWORK, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("needs unshare -n")
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    ran = []
    for name, before in (("with", ()), ("without", WITHOUT_NETWORK)):
        bulk = Bulk(tmp_path / name / "own")
        bulk.new()
        ran.append(bulk.add(source, before=before))
    for one, other in itertools.zip_longest(*(added.items for added in ran)):
        assert {**one, "article": ""} == {**other, "article": ""}
