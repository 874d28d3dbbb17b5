"""What comes in: files, folders, pasted text; and the children that do the work beside the desk."""

from __future__ import annotations

import asyncio
import contextlib
import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

from textual.message import Message

from casefile.domain.intake import IntakeItem, TablePreview, Unfinished
from casefile.services.cases import OpenCase
from casefile.tui import intake_words
from casefile.tui.children import Intake, Outcome, Progress, Worker
from casefile.tui.desk.base import DeskBase
from casefile.tui.screens.add import AddScreen, wanted
from casefile.tui.screens.columns import ColumnsScreen
from widgets.progress_line import ProgressLine

_KEEP_EVERY = 5.0
_TABLES = (".csv", ".tsv", ".jsonl", ".ndjson")
_MOST_TABLES = 5
"""Tables whose columns are shown before they are read: what more is named together is read by the same names."""


class IntakeProgressed(Message):
    """Posted by the thread that follows the child. Several in a row are one."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, IntakeProgressed)


class Adding(DeskBase):
    """Prompts, and the children that do the work."""

    def _init_adding(self) -> None:
        self._intake: Intake | None = None
        self._worker: Worker | None = None
        self.progress: tuple[str, str] = ("", "")

    # The worker that extracts and indexes

    def start_worker(self) -> None:
        """Extraction and index go on beside the desk, in a process of their own."""
        if not self.case.is_read_only and self._worker is None:
            self._worker = Worker(self.case.root)
            self._worker.keep()
            self.set_interval(_KEEP_EVERY, self._worker.keep)

    def stop_children(self) -> None:
        """End what runs beside the desk. What was stored stays stored, and what was not is remembered."""
        for child in (self._worker, self._intake):
            if child is not None:
                child.stop()

    # Adding

    def action_add(self) -> None:
        def given(answer: dict[str, str] | None) -> None:
            if answer is not None and answer["paths"].strip():
                self.trying(self._add(answer), group="adding")

        self.ask(AddScreen(), given)

    async def _add(self, answer: dict[str, str]) -> None:
        """Look at what was named, ask about the columns of tables, and begin."""
        paths, missing = await asyncio.to_thread(_look_at, answer["paths"])
        if missing is not None:
            self.casefile.notify(f"There is no file “{missing}”.\nNothing was added.", severity="warning")
            return
        adding = wanted(answer, paths)
        columns = await self._columns_of(paths)
        if columns is not None:
            self.start_child(
                intake_words.Adding(
                    adding.paths, adding.include, adding.exclude, adding.password, adding.ocr, columns
                ).words,
                password=adding.password,
            )

    async def _columns_of(self, paths: list[str]) -> tuple[tuple[str, str], ...] | None:
        """Which field each column of the tables among ``paths`` becomes, as the person says; None: do not add."""
        said: dict[str, str] = {}
        tables = [path for path in paths if path.lower().endswith(_TABLES)]
        for path in tables[:_MOST_TABLES]:
            preview = await asyncio.to_thread(_preview, path)
            if {column.name for column in preview.columns} <= set(said):
                continue
            answer = await self.ask_and_wait(ColumnsScreen(Path(path).name, preview))
            if answer is None:
                return None
            said |= dict(answer)
        return tuple(said.items())

    def start_intake(self, paths: list[str]) -> None:
        """Add ``paths`` as they are."""
        self.start_child(intake_words.Adding(tuple(paths)).words)

    def start_child(self, words: list[str], *, verb: str = "adding", password: str = "") -> bool:
        """Run a command that takes in or reads again; one line at the bottom says how far it is. One at a time."""
        if self.case.is_read_only:
            self.say_read_only()
            return False
        if self._intake is not None:
            self.toast(f"One thing at a time: {self._intake.verb} goes on; ctrl+x stops that.")
            return False
        self._intake = Intake(
            self.case.root,
            words,
            lambda progress: self.post_message(IntakeProgressed(progress)),
            verb=verb,
            password=password,
        )
        self.show_progress(f"{verb} …")
        self.run_worker(self._run_child(self._intake), group="intake")
        return True

    async def _run_child(self, child: Intake) -> None:
        outcome = await asyncio.to_thread(child.run)
        self._intake = None
        self.show_progress("")
        self._say_outcome(outcome, child.verb)
        self.refresh_soon()
        self.child_ended()
        if outcome.first and self.paper is None and outcome.first[1:].isdecimal():
            self.open_added(int(outcome.first[1:]))

    def child_ended(self) -> None:
        """What shows the items may read them anew."""

    def on_intake_progressed(self, event: IntakeProgressed) -> None:
        event.stop()
        if self._intake is not None:
            self.show_progress(str(event.progress), event.progress.label)

    def show_progress(self, words: str, label: str = "") -> None:
        """Say how far it is; empty: nothing is under way."""
        self.progress = (words, label)
        self.query_one("#progress", ProgressLine).show(words, label)

    def _say_outcome(self, outcome: Outcome, verb: str) -> None:
        if outcome.is_stopped:
            self.toast("Stopped. What was read stays; the rest waits: f8 lists it, R there goes on.")
        elif outcome.error:
            self.casefile.notify(outcome.error, severity="warning", timeout=8)
        else:
            said = [f"{count:,} {state}" for state, count in outcome.counts.items() if count]
            words = ", ".join(said) or "nothing to add"
            more = ["f8 lists what came in."] if outcome.problems else []
            done = {"adding": "Added", "going on": "Added"}.get(verb, "Read again")
            self.toast("\n".join([f"{done}: {words}", *outcome.problems, *more]))

    def action_stop_adding(self) -> None:
        if self._intake is not None:
            self._intake.stop()
            self.show_progress("stopping: what is under way is finished first …")
        else:
            self.say("nothing is being added")

    # What broke off

    def go_on_soon(self) -> None:
        """Look for what broke off, beside the keys."""
        self.trying(self.go_on_adding(), group="adding")

    async def go_on_adding(self) -> None:
        """Where an adding broke off (the desk was closed, the machine went down), say so and go on with it."""
        if self.case.is_read_only:
            return
        found = await self.session.read(_unfinished)
        left = sum(one.waiting + len(one.rest) for one in found)
        if found and self.resume(f"going on with {left:,}" if left else "going on"):
            many = f"{left:,} items are" if left != 1 else "one item is"
            words = many + " left" if left else "some of it is left"
            self.toast(f"An adding had broken off: {words}. It goes on now; ctrl+x stops it.")

    def resume(self, words: str = "") -> bool:
        """Go on with everything that waits."""
        started = self.start_child(intake_words.resuming(), verb="going on")
        if started and words:
            self.show_progress(f"{words} …")
        return started

    # Pasting

    def action_paste(self) -> None:
        if self.case.is_read_only:
            self.say_read_only()
            return
        from casefile.services import intake
        from casefile.tui.screens.paste import Pasted, PasteScreen

        def given(pasted: Pasted | None) -> None:
            if pasted is not None:
                self.act(self._say_pasted, intake.add_pasted, pasted.text, pasted.metadata, index=False)

        self.ask(PasteScreen(), given)

    def _say_pasted(self, item: IntakeItem) -> None:
        if item.article is None:
            self.casefile.notify(item.reason or "It could not be added.", severity="warning")
            return
        self.toast(
            f"{item.article} added" if item.status != "duplicate" else f"This text is in the case: {item.article}"
        )
        self.open_added(int(item.article[1:]))


def _unfinished(case: OpenCase) -> list[Unfinished]:
    from casefile.services import intake

    return list(intake.unfinished(case))


def _preview(path: str) -> TablePreview:
    from casefile.services import intake

    return intake.preview(path)


def _look_at(written: str) -> tuple[list[str], str | None]:
    """The paths that were written, and the first that is not there."""
    paths = paths_in(written)
    return paths, next((path for path in paths if not Path(path).exists()), None)


def paths_in(written: str) -> list[str]:
    """The paths that somebody typed, pasted or dropped: shell words, or the whole line where that is a path."""
    written = written.strip()
    if not written:
        return []
    with contextlib.suppress(OSError, ValueError):
        whole = _path(written)
        if Path(whole).exists():
            return [whole]
    try:
        words = shlex.split(written)
    except ValueError:
        words = [written]
    return [_path(word) for word in words]


def _path(word: str) -> str:
    """One path as it was written: with ~, or as a file manager writes an address."""
    if word.startswith("file://"):
        word = unquote(urlsplit(word).path)
    return str(Path(word).expanduser().absolute())
