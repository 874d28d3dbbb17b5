"""What is kept is bounded, and the longest unused goes first."""

from __future__ import annotations

import numpy as np

from index.bits import Bits
from index.memory import Memory, Recent


def bits() -> Bits:
    return np.zeros(100, np.uint64)


def test_bits_are_kept_up_to_so_many_bytes_and_the_longest_unused_go_first() -> None:
    memory, found = Memory(3 * 1100), []

    def find(what: str) -> Bits:
        found.append(what)
        return bits()

    for what in ("a", "b", "c", "a", "d", "a", "c", "b"):
        memory.get(what, lambda what=what: find(what))  # type: ignore[misc]
    assert found == ["a", "b", "c", "d", "b"]


def test_what_is_larger_than_everything_that_may_be_kept_is_found_all_the_same() -> None:
    memory = Memory(10)
    assert len(memory.get("a", bits)) == 100


def test_nothing_is_kept_after_it_was_cleared() -> None:
    memory, calls = Memory(10_000), []
    memory.get("a", bits)
    memory.clear()
    memory.get("a", lambda: (calls.append(1), bits())[1])
    assert calls


def test_answers_are_kept_up_to_what_they_weigh() -> None:
    recent: Recent[str] = Recent(6, len)
    found: list[str] = []

    def find(what: str) -> str:
        found.append(what)
        return what

    for what in ("aa", "bb", "cc", "aa", "dd", "aa", "bb"):
        recent.get(what, lambda what=what: find(what))  # type: ignore[misc]
    assert found == ["aa", "bb", "cc", "dd", "bb"]
