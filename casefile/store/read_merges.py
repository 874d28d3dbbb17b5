"""Who is shown as whom: the forest of merges, computed from the judgements that stand."""

from __future__ import annotations

from casefile.domain.records import Judgement
from casefile.store.reader import CaseReader


def judgements(r: CaseReader) -> list[Judgement]:
    """Every judgement that stands, in the order in which they were made."""
    rows = r.query("SELECT id, left_id, right_id, verdict, why, at FROM judgement WHERE live ORDER BY rowid")
    return [Judgement(*row) for row in rows]


def roots(r: CaseReader) -> dict[str, str]:
    """Every merged entity's id, and the id it is shown as in the end."""
    return resolve(dict(r.query("SELECT right_id, left_id FROM judgement WHERE live AND verdict = 'same'")))  # type: ignore[arg-type]


def resolve(parents: dict[str, str]) -> dict[str, str]:
    """The root of every key of ``parents``. A circle, which cannot be made here, ends at its first member."""
    found: dict[str, str] = {}
    for child in parents:
        path, here = {child}, parents[child]
        while here in parents and here not in path:
            path.add(here)
            here = found.get(here, parents[here])
        found[child] = here
    return found


def members(merged: dict[str, str], root: str) -> list[str]:
    """``root`` and everything merged in it."""
    return [root, *sorted(child for child, parent in merged.items() if parent == root)]


def merged(r: CaseReader) -> list[tuple[str, str]]:
    """Id and own caption of every entity that is shown as another one, in the order of merging."""
    rows = r.query(
        "SELECT e.id, e.caption FROM judgement j JOIN entity e ON e.id = j.right_id"
        " WHERE j.live AND j.verdict = 'same' ORDER BY j.rowid"
    )
    return [(row[0], row[1]) for row in rows]
