"""Articles come in: stored by hash, journaled, read in children, findable. N in are N stored, each with a reason."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from casefile.domain.errors import UsageError
from casefile.domain.intake import IntakeItem, IntakeReport, ReadOutcome, ReadText, TablePreview, Unfinished
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Metadata
from casefile.domain.text import canonical
from casefile.readers import wire
from casefile.services import adding_job, gathering, index_feed, settings
from casefile.services.adding_job import Job, Wanted
from casefile.services.cases import OpenCase
from casefile.services.gathering import Patterns
from casefile.services.intake_items import How
from casefile.services.intake_lines import Progress
from casefile.services.intake_run import IntakeRun, Stopped
from casefile.services.metadata import checked
from casefile.services.reading_children import ReadingPool, Unpackers
from casefile.store import read_articles, read_intake


def add_paths(
    case: OpenCase,
    paths: Sequence[str],
    metadata: Metadata | None = None,
    *,
    version_of: int | None = None,
    retry: bool = False,
    index: bool = True,
    patterns: Patterns = Patterns(),  # noqa: B008 - frozen
    password: str = "",
    ocr: str = "",
    columns: Sequence[tuple[str, str]] = (),
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> IntakeReport:
    """Add files, folders, containers and tables of articles; what a person said of them lies over what readers found.

    Every item is stored, journaled, read and, with ``index``, findable when this returns. ``stop`` ends it soon: what
    is stored stays, and ``resume`` goes on with the rest. ``ocr``: languages in which pictures of text are read,
    however many pages; empty for the setting. ``password`` is tried on what is encrypted, and remembered nowhere.
    """
    given = checked(metadata or Metadata())
    if version_of is not None:
        read_articles.article(case.reader, version_of)
        if len(paths) > 1 or any(os.path.isdir(path) for path in paths):
            raise UsageError("A new version is one file.", "Nothing was added. Name the file that S3 has become.")
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise UsageError(f"There is no file “{missing[0]}”.", "Nothing was added. Check the path.")
    wanted = Wanted(
        tuple(os.path.abspath(path) for path in paths),
        tuple(paths),
        given,
        patterns,
        version_of,
        retry,
        ocr,
        tuple(columns),
    )
    job = Job(case.info().uuid, wanted)
    job.begin()
    return _run(case, job, password=password, index=index, progress=progress, stop=stop)


def resume(
    case: OpenCase,
    *,
    password: str = "",
    index: bool = True,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> IntakeReport:
    """Go on with every adding that was stopped or broke off: what waits in the case first, then the rest."""
    items: list[IntakeItem] = []
    was_stopped = False
    for job, _ in list(adding_job.broken_off(case.info().uuid)):
        if was_stopped:
            job.stopped(())
            continue
        report = _run(case, job, is_resumed=True, password=password, index=False, progress=progress, stop=stop)
        items += report.items
        was_stopped = report.was_stopped
    orphans = _waiting_jobs(case) - adding_job.under_way(case.info().uuid)
    for one in sorted(orphans) if not was_stopped else ():
        job = Job(case.info().uuid, Wanted(()), job_id=one)
        job.begin()
        report = _run(case, job, is_resumed=True, password=password, index=False, progress=progress, stop=stop)
        items += report.items
        was_stopped = report.was_stopped
    is_findable = index_feed.catch_up(case, wait=60.0) if index else True
    return IntakeReport(tuple(items), is_findable, was_stopped)


def unfinished(case: OpenCase) -> list[Unfinished]:
    """Every adding to this case that was stopped or broke off, and that no process works on."""

    uuid = case.info().uuid
    waits = Counter(job for job, _ in read_intake.waiting(case.reader))
    found = []
    for job, rest in adding_job.broken_off(uuid):
        found.append(Unfinished(job.id, job.started, waits.pop(job.id, 0), job.wanted.paths, rest))
        job.release()
    held = adding_job.under_way(uuid)
    return found + [Unfinished(job, "", number) for job, number in sorted(waits.items()) if job not in held]


def add_pasted(case: OpenCase, text: str, metadata: Metadata | None = None, *, index: bool = True) -> IntakeItem:
    """Make an article of pasted text; its UTF-8 bytes are the original."""
    if not text.strip():
        raise UsageError("There is no text to add.", "Copy the text of the article first, then paste it.")
    data = text.encode("utf-8", "replace")
    outcome = ReadOutcome(
        IntakeState.READ,
        texts=(ReadText("text", canonical(data.decode("utf-8"))),),
        mime="text/plain",
        charset="utf-8",
        charset_confidence=1.0,
    )
    how = How(metadata=checked(metadata or Metadata()), how="pasted")
    with _running(case, how, ReadingPool()) as run:
        run.take(data, "pasted text", outcome)
        (item,) = run.report.lines
    if index:
        index_feed.catch_up(case, wait=60.0)
    return item


def preview(path: str, columns: Sequence[tuple[str, str]] = ()) -> TablePreview:
    """How the file at ``path`` would be cut into articles; ``kind`` is empty for a file that is one item."""
    unpackers = Unpackers()
    try:
        asked = wire.Asked(os.path.abspath(path), os.path.basename(path), columns=tuple(columns))
        return unpackers.preview(asked)
    finally:
        unpackers.close()


def forget_rest(case: OpenCase) -> int:
    """Give up what broken-off addings have not taken in; how many there were. What is stored stays, and is read."""
    jobs = list(adding_job.broken_off(case.info().uuid))
    for job, _ in jobs:
        job.done()
    return len(jobs)


def _run(
    case: OpenCase,
    job: Job,
    *,
    is_resumed: bool = False,
    password: str,
    index: bool,
    progress: Progress | None,
    stop: threading.Event | None,
) -> IntakeReport:
    wanted = job.wanted
    # A person's own words for the paths, where that is still the same folder.
    paths = wanted.paths if is_resumed else wanted.given
    how = How(job.id, wanted.metadata, wanted.version_of, wanted.retry, password, columns=wanted.columns)
    pool = ReadingPool(ocr=wanted.ocr or settings.load().ocr, is_ocr_asked=bool(wanted.ocr))
    left = [one for _, one in read_intake.waiting(case.reader, job.id)] if is_resumed else []
    since = job.started if is_resumed else ""
    total = gathering.count(paths, wanted.patterns)
    with _running(case, how, pool, total=total, since=since, progress=progress, stop=stop) as run:
        found = gathering.walk(paths, wanted.patterns)
        was_stopped = False
        try:
            run.go_on(left)
            _refuse_missing(paths if is_resumed else ())
            run.add(found)
        except Stopped:
            was_stopped = True
            job.stopped([one.name for one in found])
        except BaseException:
            job.release()
            raise
        else:
            job.done()
    is_findable = index_feed.catch_up(case, wait=60.0) if index else True
    if wanted.version_of is not None:
        _carry(case, run.report.lines)
    return IntakeReport(tuple(run.report.lines), is_findable, was_stopped)


def _refuse_missing(paths: Sequence[str]) -> None:
    missing = next((path for path in paths if not os.path.lexists(path)), None)
    if missing is not None:
        raise UsageError(
            f"“{missing}” is not there now; what was stored of it is read.",
            "Bring it back and resume, or give up the rest: casefile intake --forget-rest.",
        )


def _carry(case: OpenCase, items: Sequence[IntakeItem]) -> None:
    from casefile.services import versions

    for item in items:
        if item.article is not None and item.status is not IntakeState.DUPLICATE and item.member is None:
            versions.carry(case, int(item.article[1:]))


def _waiting_jobs(case: OpenCase) -> set[str]:

    return {job for job, _ in read_intake.waiting(case.reader)}


@contextmanager
def _running(
    case: OpenCase,
    how: How,
    pool: ReadingPool,
    *,
    total: int = 0,
    since: str = "",
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Iterator[IntakeRun]:
    run = IntakeRun(case, how, pool, total=total, since=since, progress=progress, stop=stop)
    try:
        yield run
    finally:
        pool.close()
        run.close()
