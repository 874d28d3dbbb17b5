from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casefile.domain.span import find_pins
from casefile.services import cases, notes, rows
from casefile.tui.desk import noting

OpenDesk = Callable[..., Any]


async def test_c_writes_a_pin_of_the_sentence_into_the_note(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("c")
        await desk.until(lambda: "⟦S1:" in rows.note(desk.case, 1).body)
        (placed,) = find_pins(rows.note(desk.case, 1).body)
        assert placed.pin.span.of(desk.screen.source.text) == "Anna Berg met Karl Voss in Lund."
        await desk.until(lambda: desk.screen.paper.citations)


async def test_enter_on_a_pin_goes_to_its_passage_and_esc_comes_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        screen = desk.screen
        screen.open_article(2)
        await desk.until(lambda: screen.paper.article.number == 2)
        await desk.press("c")
        await desk.until(lambda: "⟦S2:" in screen.note.body)
        await desk.press("escape")
        await desk.until(lambda: screen.paper.article.number == 1)
        await desk.press("3", "n", "enter")
        await desk.until(lambda: screen.paper.article.number == 2 and screen.pane == "source")
        assert screen.source.selection is not None
        # One key: what the program selected, to show it, costs none.
        await desk.press("escape")
        await desk.until(lambda: screen.paper.article.number == 1 and screen.pane == "notes")


async def test_what_is_written_is_saved_when_the_note_is_left(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("3", "i")
        await desk.type(" And he said it twice.")
        await desk.press("escape")
        await desk.until(lambda: rows.note(desk.case, 1).body == "Only the lawyer. And he said it twice.")
        await desk.until(lambda: desk.screen.saved.startswith("saved"))
        assert notes.drafts(desk.case) == []


async def test_a_draft_is_kept_while_writing_and_dropped_when_saved(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noting, "DRAFT_AFTER", 0.01)
    async with open_desk() as desk:
        await desk.press("3", "i")
        await desk.type("x")
        await desk.until(lambda: [draft.body for draft in notes.drafts(desk.case)] == ["Only the lawyer.x"])
        await desk.press("escape")
        await desk.until(lambda: notes.drafts(desk.case) == [])


async def test_a_draft_that_a_crash_left_is_restored_and_said(open_desk: OpenDesk, root: Path) -> None:
    case = cases.open_case(root)
    notes.write_draft(case, "n1", "Who says so?", "Only the lawyer, twice.")
    case.close()
    async with open_desk() as desk:
        await desk.until(lambda: desk.screen.note.body == "Only the lawyer, twice.")
        assert any("restored" in toast for toast in desk.toasts)
        assert notes.drafts(desk.case) == []


async def test_two_who_write_the_same_note_both_keep_their_words(open_desk: OpenDesk, root: Path) -> None:
    async with open_desk() as desk:
        await desk.press("3", "i")
        await desk.type(" Mine.")
        other = cases.open_case(root)
        notes.save_note(other, 1, body="Theirs.")
        other.close()
        await desk.press("escape")
        await desk.until(lambda: len(rows.notes(desk.case)) == 2)
        assert {note.body for note in rows.notes(desk.case)} == {"Theirs.", "Only the lawyer. Mine."}


async def test_w_asks_for_a_title_and_opens_the_new_note_for_writing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("w")
        await desk.type("A lead")
        await desk.press("enter")
        await desk.until(lambda: desk.screen.is_writing)
        await desk.type("go there")
        await desk.press("escape")
        await desk.until(lambda: rows.note(desk.case, 2).body == "go there")
        assert rows.note(desk.case, 2).title == "A lead"


async def test_f4_takes_what_the_editor_of_the_investigator_saved(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nprintf "From outside." > "$1"\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setattr("textual.app.App.suspend", _no_suspend)
    async with open_desk() as desk:
        await desk.press("3", "f4")
        await desk.until(lambda: rows.note(desk.case, 1).body == "From outside.")
        assert not list(desk.case.paths.drafts.glob("editing-*"))


def _no_suspend(app: Any) -> Any:
    from contextlib import nullcontext

    return nullcontext()
