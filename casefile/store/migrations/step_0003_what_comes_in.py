"""Where originals came out of, what would help to read them, where pages begin, and what waits to be read."""

from __future__ import annotations

STATEMENTS = (
    "ALTER TABLE article ADD COLUMN need TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE acquisition ADD COLUMN container_id TEXT REFERENCES article (id)",
    "ALTER TABLE acquisition ADD COLUMN container_sha256 TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE acquisition ADD COLUMN modified TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE acquisition ADD COLUMN name_bytes TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX acquisition_container ON acquisition (container_sha256) WHERE container_sha256 <> ''",
    "CREATE INDEX acquisition_member_of ON acquisition (container_id) WHERE container_id IS NOT NULL",
    "ALTER TABLE text ADD COLUMN made_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE text ADD COLUMN confidence FLOAT",
    # Marks follow from the original and its text, and are made with it: no rows that a person owns.
    """CREATE TABLE text_mark (
        id INTEGER PRIMARY KEY, text_id TEXT NOT NULL REFERENCES text (id), at INTEGER NOT NULL,
        kind TEXT NOT NULL, label TEXT NOT NULL)""",
    "CREATE INDEX text_mark_text ON text_mark (text_id, at)",
    # Originals that are stored and journaled and not yet read; a row goes when its article is there.
    """CREATE TABLE waiting (
        id INTEGER PRIMARY KEY, job TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
        name TEXT NOT NULL, name_bytes TEXT NOT NULL, modified TEXT NOT NULL, kind TEXT NOT NULL)""",
    # What was named or met and holds no bytes that could be stored: links, pipes, what cannot be opened.
    """CREATE TABLE skipped (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, name_bytes TEXT NOT NULL, container_id TEXT REFERENCES article (id),
        at TEXT NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL, live BOOLEAN NOT NULL)""",
)
