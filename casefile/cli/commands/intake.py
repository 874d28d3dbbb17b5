"""``casefile add``, ``intake``, ``reread`` and ``work``."""

from __future__ import annotations

import json
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Sequence
from types import FrameType
from typing import Any

from casefile.cli.commands.articles import metadata_from
from casefile.cli.commands.context import article_number, the_case
from casefile.cli.output import Output
from casefile.domain.errors import UsageError
from casefile.domain.intake import IntakeItem, IntakeReport
from casefile.domain.kinds import IntakeState
from casefile.services import changes, intake, intake_list, rereading
from casefile.services import work as queues
from casefile.services.gathering import Patterns

SOME_NOT_READ = 3
STOPPED = 128 + signal.SIGTERM


def add(arguments: Namespace, output: Output) -> int:
    """Store, read, journal and index what is named; every item ends read, partly, unread or duplicate."""
    columns = _columns(arguments.map)
    if arguments.preview:
        return _preview(arguments.paths, columns, output)
    if not arguments.paths and not arguments.resume:
        raise UsageError("Nothing is named to add.", "Name files or folders, or --resume what was stopped.")
    stop = _stop_at_sigterm()
    how: dict[str, Any] = {
        "password": _password(arguments.password),
        "index": not arguments.no_index,
        "progress": _say_progress if arguments.progress else None,
        "stop": stop,
    }
    reports = []
    with the_case(arguments, writes=True) as case:
        if arguments.resume:
            reports.append(intake.resume(case, **how))
        if arguments.paths and not any(report.was_stopped for report in reports):
            reports.append(
                intake.add_paths(
                    case,
                    arguments.paths,
                    metadata_from(arguments),
                    version_of=article_number(arguments.version_of) if arguments.version_of else None,
                    retry=arguments.retry,
                    patterns=Patterns(tuple(arguments.include), tuple(arguments.exclude)),
                    ocr=arguments.ocr,
                    columns=columns,
                    **how,
                )
            )
    return _say_report(_together(reports), output, "Go on with casefile add --resume.")


def reread(arguments: Namespace, output: Output) -> int:
    """Read originals once more; what was read before is never lost."""
    stop = _stop_at_sigterm()
    numbers = [article_number(written) for written in arguments.articles]
    with the_case(arguments, writes=True) as case:
        report = rereading.read_again(
            case,
            numbers or None,
            password=_password(arguments.password),
            charset=arguments.charset or "",
            ocr=arguments.ocr,
            index=not arguments.no_index,
            progress=_say_progress if arguments.progress else None,
            stop=stop,
        )
    return _say_report(report, output, "What is listed was read again; call it once more for the rest.")


def list_items(arguments: Namespace, output: Output) -> int:
    """Every item that came in, with how it ended and why."""
    if arguments.state and arguments.state not in list(IntakeState):
        raise UsageError(f"“{arguments.state}” is no state.", "States: " + ", ".join(IntakeState))
    with the_case(arguments, writes=arguments.forget_rest) as case:
        if arguments.forget_rest:
            intake.forget_rest(case)
        rows = intake_list.items(case)
    wanted = [row for row in rows if not arguments.state or row.state == arguments.state]
    value = [
        {
            "state": row.state.value,
            "name": row.name,
            "container": row.container or None,
            "article": f"S{row.article}" if row.article else None,
            "title": row.title or None,
            "reason": row.reason or None,
            "need": row.need.value or None,
            "at": row.at or None,
        }
        for row in wanted
    ]
    counts = {state.value: number for state, number in intake_list.counts(rows).items()}
    lines = [
        "  ".join(
            filter(
                None,
                [
                    f"S{row.article}" if row.article else "–",
                    row.state.value,
                    row.name,
                    row.container and f"in {row.container}",
                    row.reason,
                ],
            )
        )
        for row in wanted
    ]
    lines.append(", ".join(f"{number} {state}" for state, number in counts.items() if number) or "nothing came in yet")
    output.document({"items": value, "counts": counts}, lines)
    return 0


def _say_report(report: IntakeReport, output: Output, how_on: str) -> int:
    items = [
        {
            "path": item.path,
            "member": item.member,
            "status": _ended(item).value,
            "article": item.article,
            "sha256": item.sha256 or None,
            "reason": item.reason or None,
        }
        for item in report.items
    ]
    lines = [
        "  ".join(filter(None, [item.article or "–", item.status.value, item.path, item.member or "", item.reason]))
        for item in report.items
    ]
    counts = report.counts
    lines.append(", ".join(f"{number} {state}" for state, number in counts.items() if number) or "nothing to add")
    output.document({"items": items, "counts": counts}, lines)
    if not report.is_findable:
        print(
            "casefile: stored, but not findable yet; casefile work goes on with the index, casefile doctor says more.",
            file=sys.stderr,
        )
    if report.was_stopped:
        print(f"casefile: stopped; what is stored stays. {how_on}", file=sys.stderr)
        return STOPPED
    not_read = any(_ended(item) in (IntakeState.PARTLY, IntakeState.UNREAD) for item in report.items)
    return SOME_NOT_READ if not_read else 0


def _ended(item: IntakeItem) -> IntakeState:
    """An item's end as the contract knows it: what waits is unread, and its reason says how it goes on."""
    return IntakeState.UNREAD if item.status is IntakeState.WAITING else item.status


def _together(reports: Sequence[IntakeReport]) -> IntakeReport:
    return IntakeReport(
        tuple(item for report in reports for item in report.items),
        all(report.is_findable for report in reports),
        any(report.was_stopped for report in reports),
    )


def _preview(paths: Sequence[str], columns: Sequence[tuple[str, str]], output: Output) -> int:
    found = [(path, intake.preview(path, columns)) for path in paths]
    value = [
        {
            "path": path,
            "kind": one.kind or None,
            "reason": one.reason or None,
            "columns": [{"name": c.name, "field": c.field or None, "example": c.example} for c in one.columns],
        }
        for path, one in found
    ]
    lines = []
    for path, one in found:
        lines.append(f"{path}: {f'a table of articles ({one.kind})' if one.kind else one.reason or 'one item'}")
        lines += [f"  {c.name} → {c.field or '(kept as metadata)'}   {c.example}" for c in one.columns]
    output.document({"tables": value}, lines)
    return 0


def _columns(written: Sequence[str]) -> list[tuple[str, str]]:
    pairs = [tuple(one.rpartition("=")[::2]) for one in written]
    bad = next((one for one, (column, name) in zip(written, pairs, strict=True) if not column or not name), None)
    if bad is not None:
        raise UsageError(f"“{bad}” maps no column.", "Write --map COLUMN=FIELD, such as --map body=text.")
    return [(column.strip(), name.strip()) for column, name in pairs]


def _password(written: str) -> str:
    """The password; ``-`` takes it from a line of standard input, so that no list of processes shows it."""
    return sys.stdin.readline().rstrip("\n") if written == "-" else written


def work(arguments: Namespace, output: Output) -> int:
    """Drain the queues once, or with ``--watch`` go on until standard input ends."""
    stop = _stop_at_sigterm()
    if arguments.watch:
        threading.Thread(target=_stop_at_end_of_input, args=(stop,), daemon=True).start()
    with the_case(arguments, writes=not arguments.watch) as case:
        if arguments.again is not None:
            changes.read_again(case, [article_number(written) for written in arguments.again])
        done = queues.work(case, stop=stop, watch=arguments.watch)
    if not arguments.watch:
        words = "stopped" if stop.is_set() else "nothing is left to do"
        value: dict[str, object] = {"extracted": done.extracted, "failed": done.failed}
        value |= {"indexed": done.is_index_current, "trouble": done.trouble}
        lines = [f"{done.extracted} articles extracted, {done.failed} failed; {words}"]
        if done.trouble:
            lines.append(f"The search index stands still: {done.trouble}. Nothing of the case is lost.")
        output.document(value, lines)
        return 1 if done.trouble else 0
    return 0


def _say_progress(done: int, total: int, name: str) -> None:
    print(json.dumps({"done": done, "total": total, "label": name}), file=sys.stderr, flush=True)


def _stop_at_sigterm() -> threading.Event:
    """An event that SIGTERM and SIGHUP set: the batch under way is finished, the rest is left."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGHUP, handle)
    return stop


def _stop_at_end_of_input(stop: threading.Event) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    stop.set()
