"""Writing: notes, their drafts, the pins that tie them to passages.

A draft goes to the disk a second after the last key; the journal gets a row when the note is left or has
rested for half a minute. So a crash costs at most a second, and the journal is not a list of keystrokes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from textual.timer import Timer

from casefile.domain.errors import CasefileError, NotFound, Refused
from casefile.domain.kinds import NoteKind
from casefile.domain.records import Note
from casefile.domain.span import Pin
from casefile.services import notes, rows
from casefile.services.cases import OpenCase
from casefile.services.notes import Draft, PinPlace
from casefile.tui.desk.base import DeskBase
from casefile.tui.editor import edit, editor_command
from casefile.tui.paper import load_pin_places
from casefile.tui.screens.chooser import Choice, ChooserScreen
from casefile.tui.screens.form import Ask, FormScreen
from widgets.note_editor import NoteEditor
from widgets.note_list import NoteList
from widgets.note_view import NoteView

DRAFT_AFTER = 1.0
SAVE_AFTER = 30.0


class Noting(DeskBase):
    """The current note, read or written. ``note`` is as last read or saved; the editor may be ahead of it."""

    note_tags: tuple[str, ...] = ()

    def _init_noting(self) -> None:
        self.note: Note | None = None
        self.is_writing = False
        self.saved = ""
        self._drafted: str | None = None
        self._draft_timer: Timer | None = None
        self._save_timer: Timer | None = None
        self._saving = asyncio.Lock()
        self._places: dict[Pin, PinPlace] = {}

    @property
    def note_view(self) -> NoteView:
        return self.query_one("#note", NoteView)

    @property
    def editor(self) -> NoteEditor:
        return self.query_one("#note-editor", NoteEditor)

    @property
    def is_ahead(self) -> bool:
        """Whether the editor holds words that the journal does not have."""
        return self.is_writing and self.note is not None and self.editor.text != self.note.body

    # Showing

    def show_notes(self, found: tuple[Note, ...]) -> None:
        """Take in the notes as they are now; what is being written stays, and a conflict is said."""
        self.notes = found
        number = self.note.number if self.note is not None else self.place.note
        fresh = next((note for note in found if note.number == number), None)
        if fresh is None and self.is_ahead:
            self.casefile.notify("This note was taken out elsewhere; what you write is kept.", severity="warning")
            return
        if fresh is None:
            self.is_writing = False
            fresh = max(found, key=lambda note: note.changed, default=None)
        if self.is_ahead and self.note is not None and fresh is not None:
            if fresh.changed != self.note.changed and not self._saving.locked():
                self.casefile.notify(
                    f"{fresh.label} was changed elsewhere while you write.\n"
                    "Both are kept: yours becomes a note of its own.",
                    severity="warning",
                )
            self.show_note_titles()
            return
        before, self.note = self.note, fresh
        if self.is_writing and fresh is not None and before is not None and fresh.body != before.body:
            self.editor.replace_all(fresh.body)
        self.show_note()

    def show_note(self) -> None:
        """Draw the current note and the list of the others."""
        note = self.note
        self.set_class(note is None, "-no-notes")
        self.set_class(self.is_writing, "-writing")
        if note is not None:
            self.note_view.set_note(note.title, note.body, self._pin_words)
            self.trying(self._find_places(note.body), group="pins", exclusive=True)
        others = sorted((one for one in self.notes if one != note), key=lambda one: one.changed, reverse=True)
        self.query_one("#other-notes", NoteList).set_notes(others, today=datetime.now(UTC).date())
        self.set_class(not others, "-one-note")
        self.show_note_titles()

    def _pin_words(self, pin: Pin) -> str | None:
        place = self._places.get(pin)
        if place is None:
            return f"S{pin.article}"
        return place.label if place.state == "ok" else None

    async def _find_places(self, body: str) -> None:
        found = await self.session.read(load_pin_places, body)
        fresh = {place.pin: place for place in found}
        if any(self._places.get(pin) != place for pin, place in fresh.items()):
            self._places.update(fresh)
            self.note_view.redraw()
            self.show_note_titles()

    def on_note_list_chosen(self, event: NoteList.Chosen) -> None:
        event.stop()
        self.open_note(event.note.number)

    def open_note(self, number: int) -> None:
        """Make note n``number`` the current one; the one before is saved."""

        async def change() -> None:
            await self.save_note()
            self.is_writing = False
            self.note = next((note for note in self.notes if note.number == number), self.note)
            self.show_note()
            self.focus_pane("notes")

        self.trying(change(), group="notes")

    def action_other_note(self, by: int) -> None:
        numbers = [note.number for note in self.notes]
        if self.note is not None and len(numbers) > 1 and self.note.number in numbers:
            self.open_note(numbers[(numbers.index(self.note.number) + by) % len(numbers)])

    # Pins

    def on_note_view_pin_activated(self, event: NoteView.PinActivated) -> None:
        event.stop()
        self._go_to_pin(event.pin)

    def on_note_editor_pin_activated(self, event: NoteEditor.PinActivated) -> None:
        event.stop()
        self._go_to_pin(event.pin)

    def _go_to_pin(self, pin: Pin) -> None:
        async def go() -> None:
            found = await self.session.read(notes.pin_places, str(pin))
            if found:
                self.open_pin(found[0])

        self.trying(go(), group="pins")

    def action_cite(self) -> None:
        span, paper = self.passage_to_quote(), self.paper
        if paper is None or paper.shown is None or span is None or not len(span):
            self.say("nothing to cite: select with v, or put the caret in a sentence")
            return
        if self.case.is_read_only:
            self.say_read_only()
            return
        pin = Pin.make(paper.article.number, span, paper.shown.sha256)
        if self.is_writing and self.note is not None:
            self.editor.insert_pin(pin)
            self.say(f"cited into {self.note.label}")
        else:
            title = f"Notes on {paper.article.title or paper.article.name}"
            self.act(self._cited, cite_into, self.note.number if self.note else None, title, [pin])
        self.source.select(None)

    def _cited(self, note: Note) -> None:
        self.note = note
        self.toast(f"Cited into {note.label} · u undoes")

    # Writing

    def action_new_note(self) -> None:
        def given(answer: dict[str, str] | None) -> None:
            title = (answer or {}).get("title", "").strip()
            if title:
                self.act(self._begin_note, notes.add_note, title)

        self.ask(FormScreen("New note", [Ask("title", "title", hint="a question, a lead, a name")], yes="write"), given)

    def _begin_note(self, note: Note) -> None:
        self.note = note
        self.notes = (*self.notes, note)
        self.show_note()
        self.action_edit_note()

    def action_edit_note(self) -> None:
        if self.case.is_read_only:
            self.say_read_only()
        elif self.note is None:
            self.action_new_note()
        else:
            if not self.is_writing:
                self.editor.open_note(self.note.body)
                self._drafted = None
                self.is_writing = True
                self.set_class(True, "-writing")
                self.editor.move_cursor(self.editor.document.end)
                self.show_note_titles()
            self.focus_pane("notes")

    def action_stop_writing(self) -> None:
        async def stop() -> None:
            await self.save_note()
            self.is_writing = False
            self.show_note()
            self.focus_pane("notes")

        self.trying(stop(), group="notes")

    def on_note_editor_edited(self, event: NoteEditor.Edited) -> None:
        event.stop()
        for timer in (self._draft_timer, self._save_timer):
            if timer is not None:
                timer.stop()
        self._draft_timer = self.set_timer(DRAFT_AFTER, self._draft_soon)
        self._save_timer = self.set_timer(SAVE_AFTER, self.save_soon)
        self.saved = "writing"
        self.show_status()

    def _draft_soon(self) -> None:
        self.trying(self._write_draft(), group="drafts")

    async def _write_draft(self) -> None:
        if self.note is None or not self.is_ahead or self.editor.text == self._drafted:
            return
        text = self.editor.text
        await asyncio.to_thread(notes.write_draft, self.case, self.note.label, self.note.title, text)
        self._drafted = text
        self.saved = "draft kept"
        self.show_status()

    def save_draft_now(self) -> None:
        """Keep what is in the editor, on the disk before this returns: the desk is about to end."""
        if self.note is not None and self.is_ahead:
            notes.write_draft(self.case, self.note.label, self.note.title, self.editor.text)

    def save_soon(self) -> None:
        """Give the journal its row, beside the keys."""
        self.trying(self.save_note(), group="notes")

    async def save_note(self) -> None:
        """Save what the editor is ahead with. Somebody else's newer words are kept beside it, never overwritten."""
        async with self._saving:
            note = self.note
            if note is None or not self.is_ahead:
                return
            text = self.editor.text
            try:
                saved = await self.session.write(notes.save_note, note.number, body=text, expected=note.changed)
            except (Refused, NotFound):
                title = f"{note.title} (written beside {note.label})"
                saved = await self.session.write(notes.add_note, title, text, note.kind)
                self.notes = (*self.notes, saved)
                self.casefile.notify(
                    f"{note.label} was changed elsewhere: both are kept, yours is {saved.label} now.",
                    severity="warning",
                    timeout=8,
                )
            self.note = saved
            self.notes = tuple(saved if one.number == saved.number else one for one in self.notes)
            await asyncio.to_thread(notes.drop_draft, self.case, note.label)
            self._drafted = None
            if self.is_ahead:
                self._draft_soon()
            self.saved = f"saved {datetime.now().astimezone():%H:%M}"
            self.show_status()
            self.refresh_soon()

    # Title, kind, end

    def action_rename_note(self) -> None:
        note = self.note
        if note is None:
            return

        def given(answer: dict[str, str] | None) -> None:
            title = (answer or {}).get("title", "").strip()
            if title and title != note.title:
                done = f"{note.label} is now “{title}” · u undoes"
                self.act(lambda _: self.toast(done), notes.save_note, note.number, title=title)

        self.ask(FormScreen(f"Title of {note.label}", [Ask("title", "title", note.title)]), given)

    def action_note_kind(self) -> None:
        note = self.note
        if note is None:
            return

        def given(kind: NoteKind | None) -> None:
            if kind is not None and kind is not note.kind:
                done = f"{note.label} is now a {kind.value} · u undoes"
                self.act(lambda _: self.toast(done), notes.save_note, note.number, kind=kind)

        choices = [Choice(kind.value, kind.value, kind) for kind in NoteKind]
        self.ask(ChooserScreen(f"{note.label} is a …", choices), given)

    def action_retire_note(self) -> None:
        note = self.note
        if note is not None:
            self.act(
                lambda _: self.toast(f"Took out {note.label} “{note.title}” · u undoes"), notes.retire_note, note.number
            )

    # The investigator's own editor

    def action_external_editor(self) -> None:
        if self.case.is_read_only:
            self.say_read_only()
            return
        command = editor_command()
        if self.note is None:
            self.action_new_note()
        elif command is None:
            self.toast("No editor was found: set VISUAL or EDITOR.")
        else:
            self._edit_outside(command)

    def _edit_outside(self, command: list[str]) -> None:
        if not self.is_writing:
            self.action_edit_note()
        self.save_draft_now()
        try:
            with self.app.suspend():
                after = edit(self.editor.text, self.case.paths.drafts, command)
        except CasefileError as error:
            self.casefile.say_error(error)
            return
        if after is None:
            self.say("nothing was changed")
            return
        self.editor.replace_all(after)
        self.save_soon()

    # What a crash left

    async def restore_drafts(self) -> None:
        """Take up drafts that no save has: each becomes its note again, or a note beside it."""
        if self.case.is_read_only:
            return
        restored = await self.session.write(_restore_drafts)
        if restored:
            self.casefile.notify("\n".join(restored), severity="warning", timeout=10)
            self.refresh_soon()


def cite_into(case: OpenCase, number: int | None, title: str, pins: Sequence[Pin]) -> Note:
    """Write ``pins`` at the end of a note, or into a new one."""
    written = " ".join(map(str, pins))
    if number is None:
        return notes.add_note(case, title, f"{written}\n")
    body = rows.note(case, number).body
    stripped = body.rstrip()
    gap = "" if not stripped else " " if body == stripped else body[len(stripped) :]
    return notes.save_note(case, number, body=f"{stripped}{gap}{written}")


def _restore_drafts(case: OpenCase) -> list[str]:
    said = []
    for draft in notes.drafts(case):
        words = _restore(case, draft)
        notes.drop_draft(case, draft.key)
        if words:
            said.append(words)
    return said


def _restore(case: OpenCase, draft: Draft) -> str:
    number = int(draft.key[1:]) if draft.key[:1] == "n" and draft.key[1:].isdecimal() else 0
    try:
        note = rows.note(case, number)
    except NotFound:
        fresh = notes.add_note(case, draft.title or "Restored draft", draft.body)
        return f"A draft that was never saved is {fresh.label} now · u undoes"
    if note.body == draft.body:
        return ""
    if note.changed > draft.at:
        fresh = notes.add_note(case, f"{note.title} (draft of {draft.at[:16]})", draft.body, note.kind)
        return f"{note.label} was changed after its draft was kept: the draft is {fresh.label} now · u undoes"
    notes.save_note(case, number, body=draft.body)
    return f"What was not saved of {note.label} is restored · u undoes"
