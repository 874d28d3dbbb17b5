"""Filtering and moving in a list of 50,000 entities: ``python tests/benchmarks/list_bench.py``.

Prints milliseconds: taking the rows in, folding them ahead (in slices between keys; the longest slice), each
typed key (search, layout, a screenful drawn), taking changed rows in again, and each movement, drawn.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import sys
import time
from functools import partial
from pathlib import Path

from textual.geometry import Region

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from widget_app import WidgetApp

from casefile.domain.kinds import EntityState, Kind
from casefile.domain.records import Entity
from widgets.entity_list import EntityList
from widgets.line_list import FOLDED_AT_ONCE

ROWS = 50_000
TYPED = ("e", "el", "ele", "elen", "elena", "elena ", "elena v", "elena", "ele", "", "ü", "ür", "x", "")


def entities(count: int = ROWS) -> list[Entity]:
    """Made-up names, one in five with letters outside ASCII."""
    dice = random.Random(7)
    first = ["Elena", "Joren", "Maris", "Oda", "Lena", "Jürgen", "Pell", "Renske", "Zoë", "Ana"]
    middle = ["van", "der", "de", "al", "", "", "", ""]
    ends = ["quist", "hart", "mark", "ster", "lund", "vist", "ová", "sen", "wick", "dale"]
    made = []
    for number in range(count):
        last = chr(65 + number % 26) + dice.choice("aeiou") + dice.choice(ends)
        name = f"{dice.choice(first)} {dice.choice(middle)} {last}"
        state = EntityState.SUGGESTED if number < count // 5 else EntityState.CONFIRMED
        kind = dice.choice([Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE])
        made.append(
            Entity(f"e{number}", kind, f"{name} {number}", "", state, mentions=dice.randrange(99), articles=(1,))
        )
    return made


def since(start: float) -> float:
    """Milliseconds since ``start``."""
    return (time.perf_counter() - start) * 1000


def draw(rows: EntityList) -> None:
    """What the compositor asks of the list when all of it is to be drawn."""
    rows.render_lines(Region(0, 0, *rows.size))


async def main() -> None:
    rows, made, took = EntityList(), entities(), {}
    app = WidgetApp(rows)
    async with app.run_test(size=(140, 42)) as pilot:
        start = time.perf_counter()
        rows.set_entities(made)
        took["set"] = since(start)
        slices = []
        while rows.model.fold_some(0):
            start = time.perf_counter()
            rows.model.fold_some(FOLDED_AT_ONCE)
            slices.append(since(start))
        took["fold_all"], took["fold_longest_slice"] = sum(slices), max(slices)
        await pilot.pause()
        per_key = []
        for words in TYPED:
            start = time.perf_counter()
            rows.filter(words)
            draw(rows)
            per_key.append(since(start))
        took["filter_median"], took["filter_longest"] = statistics.median(per_key), max(per_key)
        start = time.perf_counter()
        rows.set_entities(made)
        took["replace"] = since(start)
        rows.focus()
        moves = []
        steps = [partial(rows.action_move, 1)] * 60 + [partial(rows.action_page, 1.0)] * 20
        for step in [*steps, rows.action_last, partial(rows.action_move, -1), rows.action_first]:
            start = time.perf_counter()
            step()
            draw(rows)
            moves.append(since(start))
        took["move_median"], took["move_longest"] = statistics.median(moves), max(moves)
    print(json.dumps({"rows": ROWS, **{name: round(value, 2) for name, value in took.items()}}, indent=1))


if __name__ == "__main__":
    asyncio.run(main())
