"""Where a person was reading and how wide the panes were: remembered for each case, never part of it."""

from __future__ import annotations

from dataclasses import dataclass

from casefile.services.cases import OpenCase
from casefile.store import state_file


@dataclass(frozen=True, slots=True)
class Place:
    """A reading place. ``offset`` is a code point in the text; ``note`` 0 means none; ``sizes`` name pane fractions."""

    article: int = 1
    offset: int = 0
    note: int = 0
    sizes: tuple[tuple[str, int], ...] = ()


def load_place(case: OpenCase) -> Place:
    """The last reading place, or the beginning of S1. What cannot be understood is ignored."""
    places = state_file.load_state().get("places", {})
    saved = places.get(str(case.root)) if isinstance(places, dict) else None
    if not isinstance(saved, dict):
        return Place()
    numbers = {key: saved.get(key) for key in ("article", "offset", "note")}
    sizes = saved.get("sizes", {})
    return Place(
        **{key: value for key, value in numbers.items() if isinstance(value, int) and value >= 0},
        sizes=tuple((str(k), v) for k, v in sizes.items() if isinstance(v, int)) if isinstance(sizes, dict) else (),
    )


def save_place(case: OpenCase, place: Place) -> None:
    """Remember ``place`` for the next time this case is opened."""
    state = state_file.load_state()
    places = state.get("places", {})
    saved = {"article": place.article, "offset": place.offset, "note": place.note, "sizes": dict(place.sizes)}
    state["places"] = {**(places if isinstance(places, dict) else {}), str(case.root): saved}
    state_file.save_state(state)
