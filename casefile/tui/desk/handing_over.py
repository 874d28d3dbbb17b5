"""What goes out: the dossier."""

from __future__ import annotations

import asyncio
from itertools import count
from pathlib import Path

from casefile.tui.children import export
from casefile.tui.desk.base import DeskBase
from casefile.tui.screens.chooser import Choice, ChooserScreen
from casefile.tui.screens.form import Ask, FormScreen

_FORMATS = (
    ("bundle", "bundle", "a folder: Markdown, HTML, originals, hashes and verify.py"),
    ("html", "one HTML file", "self-contained, to read and print"),
    ("md", "Markdown", "one text file"),
)


class HandingOver(DeskBase):
    """Choosing a form and a place for the dossier, and the child that writes it."""

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
