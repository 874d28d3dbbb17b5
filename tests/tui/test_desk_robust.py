from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events

from casefile.domain.errors import CasefileError, UsageError
from casefile.services import notes, rows
from casefile.tui import children, clipboard, run
from casefile.tui.desk.adding import paths_in
from casefile.tui.editor import edit
from casefile.tui.screens.desk import DeskScreen
from casefile.tui.screens.search import SearchScreen

OpenDesk = Callable[..., Any]


async def test_a_burst_of_keys_goes_where_each_of_them_should(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        for letter in "/berg":
            desk.app.post_message(events.Key("slash" if letter == "/" else letter, letter))
        await desk.until(lambda: isinstance(desk.app.screen, SearchScreen) and desk.app.screen.line.value == "berg")


async def test_a_fault_is_said_without_evidence_and_the_draft_is_kept(
    open_desk: OpenDesk, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fault(self: DeskScreen) -> None:
        secret = self.source.text
        raise ValueError(secret)

    monkeypatch.setattr(DeskScreen, "action_accept", fault)
    seen, kept = [], {}

    async def write_and_fail() -> None:
        async with open_desk() as desk:
            seen.append(desk.app)
            await desk.press("3", "i")
            await desk.type("kept")
            desk.screen.focus_pane("source")
            await desk.press("a")
            await desk.until(lambda: not desk.app.is_running)
            kept.update(json.loads((root / "drafts" / "n1.json").read_text()))

    with pytest.raises(ValueError):
        await write_and_fail()
    said = capsys.readouterr().err
    assert "a fault of its own (ValueError" in said
    assert "Berg" not in said
    assert "Traceback" not in said
    assert seen[0].return_code == 1
    assert kept["body"] == "Only the lawyer.kept"


async def test_a_signal_saves_the_note_and_ends_with_the_code_of_the_signal(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("3", "i")
        await desk.type("!")
        desk.app.end_by_signal(15)
        await desk.until(lambda: desk.app._exit)
        assert desk.app.return_code == 143
        assert rows.note(desk.case, 1).body == "Only the lawyer.!"
        assert notes.drafts(desk.case) == []


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_is_refused_with_words(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    with pytest.raises(UsageError, match="cannot be shown"):
        run.run(None)


def test_progress_says_what_how_many_how_fast_and_how_long() -> None:
    words = str(children.Progress(1204, 5000, 86.4, 43.9))
    assert words == "adding 1,204 of 5,000 · 86 a second · 44 s left"


def test_the_counts_of_a_report_too_large_to_parse_come_from_its_end() -> None:
    items = [{"path": "x" * 1000, "status": "read", "article": "S1", "reason": None} for _ in range(1200)]
    report = json.dumps({"items": items, "counts": {"read": 1200, "unread": 0}}).encode()
    counts, problems, _ = children._read_report(report)
    assert counts == {"read": 1200, "unread": 0}
    assert problems == []


def test_what_a_command_complains_of_is_said_without_its_name() -> None:
    said = "case: Affair (/cases/affair)\ncasefile: There is no file.\n  Nothing was added.\n"
    assert children.complaint(said) == "There is no file.\nNothing was added."


def test_paths_are_shell_words_or_the_whole_line(tmp_path: Path) -> None:
    spaced = tmp_path / "two words.txt"
    spaced.touch()
    assert paths_in(str(spaced)) == [str(spaced)]
    assert paths_in(f"'{spaced}' {tmp_path}") == [str(spaced), str(tmp_path)]
    assert paths_in("  ") == []


def test_an_unchanged_file_is_no_edit(tmp_path: Path) -> None:
    assert edit("a body", tmp_path / "drafts", ["true"]) is None
    assert not list((tmp_path / "drafts").iterdir())


def test_what_an_editor_saved_in_another_encoding_is_kept_and_said(tmp_path: Path) -> None:
    script = tmp_path / "editor"
    script.write_text("#!/bin/sh\nprintf '\\377' > \"$1\"\n")
    script.chmod(0o700)
    with pytest.raises(CasefileError, match="not UTF-8"):
        edit("a body", tmp_path / "drafts", [str(script)])
    assert len(list((tmp_path / "drafts").iterdir())) == 1


def test_without_a_tool_the_terminal_has_to_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert clipboard.copy_natively("words") == ""
