"""Looking a case over: everything that can be recomputed is, and what does not fit is told."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casefile.domain.journal import first_break, payload_digest
from casefile.domain.span import find_pins
from casefile.domain.text import text_sha256
from casefile.store import originals
from casefile.store.paths import FILE_MODE, FOLDER_MODE
from casefile.store.read_articles import articles, texts_of
from casefile.store.read_journal import journal
from casefile.store.read_notes import notes
from casefile.store.reader import CaseReader

_BACKUP = "Restore the case from a backup; keep this one for comparison."


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. ``severity`` is ``error`` (work is damaged) or ``warning``."""

    severity: str
    what: str
    hint: str = ""


def doctor(r: CaseReader) -> list[Finding]:
    """Everything that is wrong with the case; an empty list is a clean bill."""
    found: list[Finding] = []
    with r.snapshot():
        for check in (_file, _chain, _payloads, _originals, _texts, _families, _pins, _modes, _leftovers):
            try:
                found.extend(check(r))
            except sqlite3.DatabaseError:
                found.append(Finding("error", f"case.db is damaged: its {check.__name__[1:]} cannot be read.", _BACKUP))
    return found


def _file(r: CaseReader) -> Iterator[Finding]:
    for row in r.query("PRAGMA integrity_check(10)"):
        if row[0] != "ok":
            yield Finding("error", "case.db is damaged: SQLite's integrity check fails.", _BACKUP)
            return
    for table in sorted({row[0] for row in r.query("PRAGMA foreign_key_check")}):
        yield Finding("error", f"Rows of table {table} point at rows that are not there.", _BACKUP)


def _chain(r: CaseReader) -> Iterator[Finding]:
    broken = first_break(journal(r))
    if broken is not None:
        yield Finding("error", f"The journal was changed: row {broken} does not follow from the one before.", _BACKUP)


def _payloads(r: CaseReader) -> Iterator[Finding]:
    rows = r.query(
        "SELECT j.seq, j.payload_digest, p.salt, p.json FROM journal j"
        " JOIN journal_payload p ON p.digest = j.payload_digest ORDER BY j.seq"
    )
    for row in rows:
        try:
            fits = payload_digest(row["salt"], row["json"]) == row["payload_digest"]
        except ValueError:
            fits = False
        if not fits:
            yield Finding("error", f"What journal row {row['seq']} says was changed.", _BACKUP)
    missing = len(r.query("SELECT 1 FROM journal")) - len(rows)
    if missing and not r.query("SELECT 1 FROM journal WHERE verb = 'purged' LIMIT 1"):
        yield Finding("error", f"{missing} journal rows have lost what they say, and nothing was purged.", _BACKUP)


def _originals(r: CaseReader) -> Iterator[Finding]:
    named = {}
    for row in r.query("SELECT number, sha256, bytes, live, reason FROM article ORDER BY number"):
        if row["live"]:
            named[row["sha256"]] = row["number"]
            if not originals.verify(r.paths, row["sha256"], row["bytes"]):
                is_there = originals.path_of(r.paths, row["sha256"]).exists()
                how = "was changed" if is_there else "is missing"
                yield Finding("error", f"The original of S{row['number']} {how}.", _BACKUP)
        else:
            # Undone, and can be redone; only a purge should have taken the bytes away.
            named.setdefault(row["sha256"], 0 if row["reason"] == "purged" else row["number"])
    # Files that were cut into rows or lines, and what waits to be read, are kept without an article of their own.
    kept = {row[0] for row in r.query("SELECT container_sha256 FROM acquisition UNION SELECT sha256 FROM waiting")}
    for sha256 in sorted(originals.stored(r.paths) - kept):
        if not named.get(sha256):
            yield Finding("warning", f"The original {sha256[:12]}… belongs to no article.", "It may be deleted.")


def _texts(r: CaseReader) -> Iterator[Finding]:
    rows = r.query(
        "SELECT a.number, t.sha256, t.characters, t.id FROM text t JOIN article a ON a.id = t.article_id"
        " WHERE t.live AND a.live ORDER BY a.number"
    )
    for row in rows:
        content = r.one("SELECT content FROM text_content WHERE id = ?", (row["id"],))
        if content is None:
            yield Finding("error", f"A text of S{row['number']} has lost its words.", _BACKUP)
        elif len(content[0]) != row["characters"] or text_sha256(content[0]) != row["sha256"]:
            yield Finding("error", f"A text of S{row['number']} was changed.", _BACKUP)
    for row in r.query(
        "SELECT number FROM article a WHERE live AND text_id IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM text t WHERE t.id = a.text_id AND t.article_id = a.id AND t.live) ORDER BY number"
    ):
        yield Finding("error", f"S{row['number']} counts on a text that it does not have.", _BACKUP)


def _families(r: CaseReader) -> Iterator[Finding]:
    for column, word in (("version_of", "version"), ("copy_of", "copy")):
        before = {row[0]: row[1] for row in r.query(f"SELECT number, {column} FROM article WHERE {column} IS NOT NULL")}
        for number in sorted(before):
            here: int | None = before[number]
            seen = {number}
            while here is not None and here not in seen:
                seen.add(here)
                here = before.get(here)
            if here == number:
                yield Finding("error", f"S{number} is said to be a {word} of itself, over others.", "Take one back.")


def _pins(r: CaseReader) -> Iterator[Finding]:
    numbers = {article.number for article in articles(r)}
    for note in notes(r):
        for placed in find_pins(note.body):
            pin = placed.pin
            if pin.article not in numbers:
                yield Finding(
                    "warning", f"{note.label} pins S{pin.article}, which is not in the case.", "Edit the note."
                )
            elif not any(pin.fits(text.sha256, text.characters) for text in texts_of(r, pin.article)):
                yield Finding(
                    "warning", f"A pin to S{pin.article} in {note.label} is damaged.", "Cite the passage again."
                )


def _modes(r: CaseReader) -> Iterator[Finding]:
    for path in [r.root, *sorted(r.root.rglob("*"))]:
        if path.is_symlink():
            continue
        wanted = FOLDER_MODE if path.is_dir() else FILE_MODE
        if stat.S_IMODE(path.stat().st_mode) & ~wanted:
            yield Finding("warning", f"{path.name} can be read by other people.", f"chmod {wanted:o} {path.name}")


def _leftovers(r: CaseReader) -> Iterator[Finding]:
    found: list[Path] = (
        originals.leftovers(r.paths) + sorted(r.root.glob(".*.tmp")) + sorted(r.paths.drafts.glob(".*.tmp"))
    )
    if found:
        what = f"{len(found)} files were left half written by a crash."
        yield Finding("warning", what, "They hold nothing that was acknowledged and may be deleted.")
