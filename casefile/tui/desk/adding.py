"""What comes in and goes out: files, pasted text, an article's details, the dossier; settings and journal."""

from __future__ import annotations

import asyncio
import shlex
from itertools import count
from pathlib import Path

from textual.message import Message
from textual.widgets import Static

from casefile.domain.intake import IntakeItem
from casefile.tui.children import Intake, Outcome, Progress, Worker, export
from casefile.tui.desk.base import DeskBase
from casefile.tui.screens.chooser import Choice, ChooserScreen
from casefile.tui.screens.form import Ask, FormScreen
from widgets.content import content

_KEEP_EVERY = 5.0
_FORMATS = (
    ("bundle", "bundle", "a folder: Markdown, HTML, originals, hashes and verify.py"),
    ("html", "one HTML file", "self-contained, to read and print"),
    ("md", "Markdown", "one text file"),
)


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

    # The worker that extracts and indexes

    def start_worker(self) -> None:
        """Extraction and index go on beside the desk, in a process of their own."""
        if not self.case.is_read_only and self._worker is None:
            self._worker = Worker(self.case.root)
            self._worker.keep()
            self.set_interval(_KEEP_EVERY, self._worker.keep)

    def stop_children(self) -> None:
        """End what runs beside the desk. What was stored stays stored."""
        for child in (self._worker, self._intake):
            if child is not None:
                child.stop()

    # Adding

    def action_add(self) -> None:
        def given(answer: dict[str, str] | None) -> None:
            paths = paths_in((answer or {}).get("paths", ""))
            if paths:
                self.start_intake(paths)

        explain = (
            "Files and folders: text, Markdown, saved web pages (HTML), JSON Lines of articles.\n"
            "What cannot be read is kept and says why. A path with spaces goes in quotation marks."
        )
        form = FormScreen(
            "Add files", [Ask("paths", "path", hint="~/sources/ or page.html")], explain=explain, yes="add"
        )
        self.ask(form, given)

    def start_intake(self, paths: list[str]) -> None:
        """Add ``paths`` in a child process; one line at the bottom says how far it is."""
        if self._intake is not None:
            self.toast("One thing at a time: files are being added already; ctrl+x stops that.")
            return
        missing = next((path for path in paths if not Path(path).exists()), None)
        if missing is not None:
            self.casefile.notify(f"There is no file “{missing}”.\nNothing was added.", severity="warning")
            return
        self._intake = Intake(self.case.root, paths, lambda progress: self.post_message(IntakeProgressed(progress)))
        self._show_progress("adding …")
        self.run_worker(self._take_in(self._intake), group="intake")

    async def _take_in(self, child: Intake) -> None:
        outcome = await asyncio.to_thread(child.run)
        self._intake = None
        self.query_one("#progress", Static).display = False
        self._say_outcome(outcome)
        self.refresh_soon()
        if outcome.first and self.paper is None and outcome.first[1:].isdecimal():
            self.open_added(int(outcome.first[1:]))

    def on_intake_progressed(self, event: IntakeProgressed) -> None:
        event.stop()
        if self._intake is not None:
            self._show_progress(str(event.progress))

    def _show_progress(self, words: str) -> None:
        line = self.query_one("#progress", Static)
        line.display = True
        line.update(content(f" {words}   ctrl+x stops"), layout=False)

    def _say_outcome(self, outcome: Outcome) -> None:
        if outcome.is_stopped:
            self.toast("Stopped. What was stored stays; adding the same again goes on with the rest.")
        elif outcome.error:
            self.casefile.notify(outcome.error, severity="warning", timeout=8)
        else:
            said = [f"{count:,} {state}" for state, count in outcome.counts.items() if count]
            words = ", ".join(said) or "nothing to add"
            self.toast("\n".join([f"Added: {words}", *outcome.problems]))

    def action_stop_adding(self) -> None:
        if self._intake is not None:
            self._intake.stop()
        else:
            self.say("nothing is being added")

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

    # The dossier

    def action_dossier(self) -> None:
        def chosen(format_: str | None) -> None:
            if format_ is not None:
                self.app.push_screen(self._where_to(format_), lambda answer: self._export(format_, answer))

        choices = [Choice(name, words, name, aside=aside) for name, words, aside in _FORMATS]
        # A desk that only reads exports too: the child writes the journal's row where it can.
        self.app.push_screen(ChooserScreen("Export a dossier as …", choices), chosen)

    def _where_to(self, format_: str) -> FormScreen:
        explain = (
            "Everything that is confirmed, every note, every source with its hash. Empty: the case's exports folder."
        )
        return FormScreen(
            f"Export a dossier ▸ {format_}",
            [Ask("path", "to", hint="exports/…, inside the case")],
            explain=explain,
            yes="export",
        )

    def _export(self, format_: str, answer: dict[str, str] | None) -> None:
        if answer is None:
            return
        written = answer["path"].strip()
        out = Path(written).expanduser().absolute() if written else None
        self.say("exporting …")
        self.trying(self._write_dossier(out or self._free_place(format_), format_), group="exporting")

    def _free_place(self, format_: str) -> Path:
        suffix = {"md": ".md", "html": ".html"}.get(format_, "")
        name = f"dossier-{self.counts.journal}"
        numbered = (f"{name}-{number}" if number > 1 else name for number in count(1))
        return next(place for stem in numbered if not (place := self.case.paths.exports / f"{stem}{suffix}").exists())

    async def _write_dossier(self, out: Path, format_: str) -> None:
        trouble = await asyncio.to_thread(export, self.case.root, out, format_)
        self.say("")
        if trouble:
            self.casefile.notify(trouble, severity="warning", timeout=10)
        else:
            self.casefile.notify(f"Dossier: {out}\ncasefile verify checks it.", timeout=10)
        self.refresh_soon()


def paths_in(written: str) -> list[str]:
    """The paths that somebody typed or dropped: shell words, or the whole line where that is a path."""
    written = written.strip()
    if not written:
        return []
    whole = Path(written).expanduser()
    if whole.exists():
        return [str(whole.absolute())]
    try:
        words = shlex.split(written)
    except ValueError:
        words = [written]
    return [str(Path(word).expanduser().absolute()) for word in words]
