from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator

import pytest

from casefile.services.child_process import ChildDied, ChildProcess, Limits, resident

SUPPORT = os.path.join(os.path.dirname(__file__), "..", "support")


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChildProcess]:
    """A child that misbehaves on demand, with small limits."""
    monkeypatch.setenv("PYTHONPATH", SUPPORT)
    with ChildProcess("misbehaving", limits=Limits(seconds=20, memory=200 * 1024 * 1024)) as started:
        yield started


def test_one_child_answers_one_call_after_another(child: ChildProcess) -> None:
    first, second = child.call({"n": 1}), child.call({"n": 2})
    assert (first["n"], second["n"]) == (1, 2)
    assert first["pid"] == second["pid"]


def test_a_child_that_hangs_is_killed_and_replaced(child: ChildProcess) -> None:
    before = child.call({"n": 1})["pid"]
    with pytest.raises(ChildDied, match="longer than 1 second"):
        child.call({"do": "hang"}, seconds=0.6)
    assert child.call({"n": 2})["pid"] != before


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="resident memory can be asked for there")
def test_a_child_that_eats_memory_is_killed(child: ChildProcess) -> None:
    with pytest.raises(ChildDied, match="200 MB"):
        child.call({"do": "eat"})
    assert child.call({"n": 1})["n"] == 1


@pytest.mark.parametrize("how", ["die", "babble"])
def test_a_child_that_crashes_or_babbles_costs_one_answer(child: ChildProcess, how: str) -> None:
    with pytest.raises(ChildDied, match="crashed"):
        child.call({"do": how})
    assert child.call({"n": 1})["n"] == 1


def test_closing_ends_a_call_that_hangs_in_another_thread(child: ChildProcess) -> None:
    child.start()
    told: list[str] = []

    def ask() -> None:
        try:
            child.call({"do": "hang"})
        except ChildDied as death:
            told.append(str(death))

    asking = threading.Thread(target=ask)
    asking.start()
    while resident(os.getpid()) and not child._lock.locked():
        pass
    child.close()
    asking.join(20)
    assert told
    with pytest.raises(ChildDied):
        child.call({"n": 1})


def test_the_memory_of_a_process_that_is_gone_is_nothing() -> None:
    assert resident(2**22 - 3) == 0
