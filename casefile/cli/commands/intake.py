"""``casefile add`` and ``casefile work``."""

from __future__ import annotations

import json
import signal
import sys
import threading
from argparse import Namespace
from types import FrameType

from casefile.cli.commands.articles import metadata_from
from casefile.cli.commands.context import article_number, the_case
from casefile.cli.output import Output
from casefile.domain.kinds import IntakeState
from casefile.services import changes, intake
from casefile.services import work as queues

SOME_NOT_READ = 3
STOPPED = 128 + signal.SIGTERM


def add(arguments: Namespace, output: Output) -> int:
    """Store, read, journal and index what is named; every item ends read, partly, unread or duplicate."""
    stop = _stop_at_sigterm()
    with the_case(arguments, writes=True) as case:
        report = intake.add_paths(
            case,
            arguments.paths,
            metadata_from(arguments),
            version_of=article_number(arguments.version_of) if arguments.version_of else None,
            retry=arguments.retry,
            index=not arguments.no_index,
            progress=_say_progress if arguments.progress else None,
            stop=stop,
        )
    items = [
        {
            "path": item.path,
            "member": item.member,
            "status": item.status.value,
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
        print("casefile: stored, but not findable yet; casefile reindex builds the index anew.", file=sys.stderr)
    if report.was_stopped:
        print("casefile: stopped; what is listed is stored. Add the same paths again for the rest.", file=sys.stderr)
        return STOPPED
    not_read = any(item.status in (IntakeState.PARTLY, IntakeState.UNREAD) for item in report.items)
    return SOME_NOT_READ if not_read else 0


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
        value = {"extracted": done.extracted, "failed": done.failed, "indexed": done.is_index_current}
        output.document(value, [f"{done.extracted} articles extracted, {done.failed} failed; {words}"])
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
