"""Words that a person puts on articles, notes and entities, and searches that are kept under a name."""

from __future__ import annotations

STATEMENTS = (
    # "object_type" is article, note or entity; an entity keeps its own tags when it is merged into another.
    """CREATE TABLE tag (
        id TEXT NOT NULL PRIMARY KEY, object_type TEXT NOT NULL, object_id TEXT NOT NULL, name TEXT NOT NULL,
        folded TEXT NOT NULL, live BOOLEAN NOT NULL)""",
    "CREATE UNIQUE INDEX tag_once ON tag (object_type, object_id, folded) WHERE live",
    "CREATE INDEX tag_folded ON tag (folded, name) WHERE live",
    # "types" are words between commas, "filters" a JSON list of pairs of a facet and a value.
    """CREATE TABLE saved_search (
        id TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, query TEXT NOT NULL,
        sort TEXT NOT NULL, types TEXT NOT NULL, filters TEXT NOT NULL, created TEXT NOT NULL,
        live BOOLEAN NOT NULL)""",
)
