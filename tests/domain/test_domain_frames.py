"""Framed JSON: what goes in comes out, and what is broken is said to be."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain import frames
from casefile.domain.frames import BrokenFrame, read_frame, write_frame

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()), lambda inner: st.lists(inner, max_size=3)
)


class Trickle(io.BytesIO):
    """A pipe that gives one byte at a time."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 1) if size else 0)


@given(st.lists(st.dictionaries(st.text(max_size=5), values, max_size=3), max_size=4))
def test_frames_come_back_one_by_one_and_then_none(messages: list[dict[str, object]]) -> None:
    stream = io.BytesIO()
    for message in messages:
        write_frame(stream, message)
    for pipe in (io.BytesIO(stream.getvalue()), Trickle(stream.getvalue())):
        assert [read_frame(pipe) for _ in messages] == messages
        assert read_frame(pipe) is None


@pytest.mark.parametrize("body", [b"nonsense", b"[1]", b"\xff\xfe", b"[" * 100_000, b""])
def test_what_is_no_object_is_a_broken_frame(body: bytes) -> None:
    with pytest.raises(BrokenFrame):
        read_frame(io.BytesIO(struct.pack(">I", len(body)) + body))


@pytest.mark.parametrize("cut", range(1, 10))
def test_an_end_in_the_middle_is_a_broken_frame(cut: int) -> None:
    stream = io.BytesIO()
    write_frame(stream, {"a": 1})
    with pytest.raises(BrokenFrame):
        read_frame(io.BytesIO(stream.getvalue()[:-cut]))


def test_a_frame_that_is_too_long_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "LIMIT", 10)
    stream = io.BytesIO(struct.pack(">I", 11))
    with pytest.raises(BrokenFrame, match="11 bytes"):
        read_frame(stream)
