"""The form in which two states of a case are compared: what persons own and what stands, and nothing else.

Left out are the journal, undecided suggestions, times of writing and view state (the design's section 4).
"""

from __future__ import annotations

import json
from typing import Any

from casefile.store.reader import CaseReader
from casefile.store.schema import DERIVED

_BOOLEANS = frozenset({"live", "is_looked_at"})
_TABLES = (
    *("case", "article", "acquisition", "text", "entity", "decision", "judgement", "note", "decline"),
    *("tag", "saved_search"),
)
_TIMES_AND_VIEWS = {
    "case": frozenset({"created"}),
    "article": frozenset({"is_looked_at"}),
    "judgement": frozenset({"at"}),
    "note": frozenset({"created", "changed"}),
    "saved_search": frozenset({"created"}),
}


def canonical_rows(r: CaseReader) -> dict[str, list[dict[str, Any]]]:
    """Table to live rows, each sorted by id."""
    found = {}
    with r.snapshot():
        for table in _TABLES:
            hidden = {"live"} | DERIVED.get(table, frozenset()) | _TIMES_AND_VIEWS.get(table, frozenset())
            owned = " AND owner = 'person'" if table == "entity" else ""
            rows = r.query(f'SELECT * FROM "{table}" WHERE live{owned} ORDER BY id')
            found[table] = [
                {
                    name: bool(row[name]) if name in _BOOLEANS else row[name]
                    for name in row.keys()  # noqa: SIM118 - sqlite3.Row iterates over values
                    if name not in hidden
                }
                for row in rows
            ]
    return found


def canonical_export(r: CaseReader) -> str:
    """The case as canonical JSON text: equal texts mean equal cases."""
    return json.dumps(canonical_rows(r), indent=1, sort_keys=True, ensure_ascii=True) + "\n"
