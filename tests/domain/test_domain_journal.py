"""The journal's arithmetic."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from snapshots import Made

from casefile.domain.journal import Change, Entry, canonical_json, first_break, payload_digest, payload_json

scalars = st.none() | st.booleans() | st.integers() | st.text(st.characters()) | st.floats(allow_nan=False)


def chain(length: int) -> list[Entry]:
    made = Made()
    for number in range(length - 1):
        made.act("noted", "note", f"note-{number}", undoes=number if number % 3 == 2 else None)
    return made.journal


def test_a_sound_chain_holds_from_its_beginning_and_from_any_row() -> None:
    rows = chain(9)
    assert first_break(rows) is None
    assert first_break(rows[4:], prev_hash=rows[3].hash, seq=4) is None
    assert first_break([]) is None


@given(
    st.integers(0, 8),
    st.sampled_from(
        ["seq", "at", "actor", "verb", "object_type", "object_id", "undoes", "payload_digest", "prev_hash", "hash"]
    ),
)
def test_a_change_to_any_field_of_any_row_breaks_the_chain_there(place: int, name: str) -> None:
    rows = chain(9)
    changed: object = 999 if name in ("seq", "undoes") else "f" * 64
    rows[place] = replace(rows[place], **{name: changed})  # type: ignore[arg-type]
    assert first_break(rows) == rows[place].seq


def test_a_row_taken_out_put_in_or_moved_breaks_the_chain() -> None:
    rows = chain(9)
    assert first_break(rows[:3] + rows[4:]) == 5
    assert first_break([*rows[:4], rows[3], *rows[4:]]) == 4
    assert first_break([*rows[:3], rows[4], rows[3], *rows[5:]]) == 5


def test_a_cut_tail_does_not_show() -> None:
    assert first_break(chain(9)[:5]) is None


@given(st.dictionaries(st.text(), st.recursive(scalars, st.lists, max_leaves=5), max_size=4))
def test_equal_values_are_written_alike(value: dict[str, object]) -> None:
    written = canonical_json(value)
    assert written.isascii()
    assert written == canonical_json(dict(reversed(value.items())))
    assert json.loads(written) == value


def test_a_payload_holds_changes_and_facts_and_its_digest_depends_on_the_salt() -> None:
    change = Change("note", "n", {"title": "a"}, {"title": "b"})
    payload = payload_json([change], {"counts": {"x": 1}})
    row = {"table": "note", "id": "n", "before": {"title": "a"}, "after": {"title": "b"}}
    assert json.loads(payload) == {"changes": [row], "facts": {"counts": {"x": 1}}}
    assert json.loads(payload_json([]))["facts"] == {}
    assert payload_digest("00" * 16, payload) != payload_digest("01" * 16, payload)


def test_the_inverse_of_an_inverse_is_the_change() -> None:
    change = Change("note", "n", None, {"title": "b"})
    assert change.inverse() == Change("note", "n", {"title": "b"}, None)
    assert change.inverse().inverse() == change
