"""Keeping a case well: doctor, backup, restore, reindex, purge."""

from __future__ import annotations

from pathlib import Path

from casefile.domain.errors import CasefileError, UsageError
from casefile.services import index_feed, index_health
from casefile.services.cases import OpenCase, free_folder
from casefile.store import backup as copies
from casefile.store import home, read_articles
from casefile.store.doctor import Finding
from casefile.store.doctor import doctor as examine


def doctor(case: OpenCase) -> list[Finding]:
    """What is wrong with the case's files: chain, payloads, originals, texts, pins, permissions, index."""
    return [*examine(case.reader), *index_health.findings(case)]


def backup(case: OpenCase, target: Path) -> Path:
    """Copy the whole case, consistently, to the new folder ``target``; the act is journaled afterwards."""
    target = target.expanduser().absolute()
    try:
        copies.backup(case.root, target)
    except OSError as error:
        raise CasefileError(
            f"The backup could not be written to {target}: {error.strerror}.", "Choose another place."
        ) from None
    if not case.is_read_only:
        case.store().record("backed-up", "case", case.info().uuid, facts={"name": target.name})
    return target


def restore(source: Path, directory: Path | None = None) -> Path:
    """Make a case again from a backup, in a new folder under ``directory`` (default: the user's cases)."""
    source = source.expanduser().absolute()
    if not source.is_dir():
        raise UsageError(f"There is no backup at {source}.", "Name the folder that casefile backup wrote.")
    parent = directory.expanduser().absolute() if directory else home.cases_dir()
    return copies.restore(source, free_folder(parent, source.name))


def reindex(case: OpenCase) -> int:
    """Build the search index anew; how many documents it holds."""
    return index_feed.rebuild(case)


def purge(case: OpenCase, number: int, why: str) -> list[int]:
    """Destroy S``number``: bytes, texts, and what the journal quotes of them. The chain still verifies.

    The numbers of the articles that still hold its words are returned: those that it was taken out of, and those that
    were taken out of it.
    """
    if not why.strip():
        raise UsageError("A purge needs a reason.", "It is what the journal will say instead of the content.")
    from casefile.store.purge import purge_article

    arrivals = read_articles.acquisitions(case.reader, number)
    left = {one.part_of for one in arrivals if one.part_of is not None} | set(
        read_articles.members_of(case.reader, number)
    )
    purge_article(case.store(), number, why.strip())
    # The index held the words too, and what whoosh deletes it only marks: nothing less than a new one is clean.
    index_feed.rebuild(case)
    return sorted(left)
