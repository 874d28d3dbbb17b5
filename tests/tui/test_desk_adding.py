"""Adding from the desk: the sheet, tables, progress, stopping, and going on with what broke off."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casefile.domain.intake import Column, TablePreview, Unfinished
from casefile.services import intake, rows
from casefile.tui import children, intake_words
from casefile.tui.children import Outcome, Progress
from casefile.tui.desk import adding
from casefile.tui.desk.adding import paths_in
from casefile.tui.screens.add import AddScreen, pasted_paths
from casefile.tui.screens.columns import ColumnsScreen
from casefile.tui.screens.settings import open_settings
from widgets.progress_line import ProgressLine

OpenDesk = Callable[..., Any]


class Child:
    """A command that runs until the test lets it end."""

    all: list[Child] = []

    def __init__(self, root: Path, words: list[str], progress: Any, *, verb: str, password: str) -> None:
        import threading

        self.words, self.progress, self.verb, self.password = list(words), progress, verb, password
        self.over = threading.Event()
        self.outcome = Outcome({"read": 2})
        Child.all.append(self)

    def run(self) -> Outcome:
        self.over.wait(30)
        return self.outcome

    def stop(self) -> None:
        self.outcome = Outcome(is_stopped=True)
        self.over.set()


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[Child]:
    Child.all = []
    monkeypatch.setattr(adding, "Intake", Child)
    return Child.all


def drawn(desk: Any) -> str:
    return "\n".join(strip.text for strip in desk.app.screen._compositor.render_strips())


async def test_the_easy_case_is_one_line_and_enter(open_desk: OpenDesk, ran: list[Child], tmp_path: Path) -> None:
    page = tmp_path / "a page.txt"
    page.write_text("words")
    async with open_desk() as desk:
        await desk.press("o")
        await desk.until(lambda: isinstance(desk.app.screen, AddScreen))
        assert "password" not in drawn(desk)
        await desk.type(str(page))
        await desk.press("enter")
        await desk.until(lambda: ran)
        assert ran[0].words == ["add", "--json", "--progress", "--", str(page)]
        ran[0].over.set()


async def test_more_can_be_said_behind_one_key(open_desk: OpenDesk, ran: list[Child], tmp_path: Path) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("o")
        await desk.until(lambda: isinstance(desk.app.screen, AddScreen))
        await desk.type(str(tmp_path))
        await desk.press("f3")
        await desk.type("*.pdf *.eml")
        await desk.press("down")
        await desk.type("drafts/*")
        await desk.press("down")
        await desk.type("s3cret")
        assert "s3cret" not in drawn(desk)
        await desk.press("enter")
        await desk.type("eng ukr")
        await desk.press("enter")
        await desk.until(lambda: ran)
        words = ran[0].words
        assert words[3:] == [
            *("--include", "*.pdf", "--include", "*.eml", "--exclude", "drafts/*"),
            *("--password", "-", "--ocr", "eng+ukr", "--", str(tmp_path)),
        ]
        assert ran[0].password == "s3cret"
        ran[0].over.set()


async def test_a_table_shows_what_its_columns_become_before_it_is_read(
    open_desk: OpenDesk, ran: list[Child], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "articles.csv"
    table.write_text("headline,words,desk\nA,B,C\n")
    columns = (Column("headline", "title", "A"), Column("words", "", "B"), Column("desk", "text", "C"))
    monkeypatch.setattr(intake, "preview", lambda path: TablePreview("csv", columns))
    async with open_desk() as desk:
        await desk.press("o")
        await desk.type(str(table))
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, ColumnsScreen))
        assert ran == []
        await desk.press("down", "right", "right")
        fields = [column.field for column in desk.app.screen.rows.model.rows]
        assert fields == ["", "text", ""]
        await desk.press("enter")
        await desk.until(lambda: ran)
        mapped = [word for word in ran[0].words if "=" in word]
        assert mapped == ["headline=metadata", "words=text", "desk=metadata"]
        ran[0].over.set()


async def test_esc_among_the_columns_adds_nothing(
    open_desk: OpenDesk, ran: list[Child], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "articles.csv"
    table.write_text("a\nb\n")
    monkeypatch.setattr(intake, "preview", lambda path: TablePreview("csv", (Column("a", "text", "b"),)))
    async with open_desk() as desk:
        await desk.press("o")
        await desk.type(str(table))
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, ColumnsScreen))
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert ran == []


async def test_progress_names_the_item_escaped_and_the_key_that_stops(
    open_desk: OpenDesk, ran: list[Child], tmp_path: Path
) -> None:
    async with open_desk(size=(80, 24)) as desk:
        desk.screen.start_intake([str(tmp_path)])
        await desk.until(lambda: ran)
        ran[0].progress(Progress(3, 12, 2.0, 4.5, "[/b]\x1b]0;x\x07" + "long " * 40))
        await desk.until(lambda: "adding 3 of 12" in drawn(desk))
        line = next(row for row in drawn(desk).split("\n") if "adding 3 of 12" in row)
        assert "ctrl+x stops" in line
        assert "[/b]␛" in line
        await desk.press("ctrl+x")
        await desk.until(lambda: any("the rest waits" in toast for toast in desk.toasts))
        assert not desk.screen.query_one(ProgressLine).display


async def test_one_thing_at_a_time(open_desk: OpenDesk, ran: list[Child], tmp_path: Path) -> None:
    async with open_desk() as desk:
        desk.screen.start_intake([str(tmp_path)])
        desk.screen.start_intake([str(tmp_path)])
        await desk.until(lambda: any("One thing at a time" in toast for toast in desk.toasts))
        assert len(ran) == 1
        ran[0].over.set()


async def test_an_adding_that_broke_off_goes_on_when_the_desk_opens(
    open_desk: OpenDesk, ran: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    left = Unfinished("j", "2026-01-02T03:04:05Z", 30, ("/somewhere",), ("x.pdf", "y.pdf"))
    monkeypatch.setattr(intake, "unfinished", lambda case: [left])
    async with open_desk() as desk:
        await desk.until(lambda: ran)
        assert ran[0].words[:2] == ["add", "--resume"]
        await desk.until(lambda: any("32 items are left" in toast for toast in desk.toasts))
        ran[0].over.set()


async def test_leaving_the_desk_asks_the_child_to_end_in_good_order(
    open_desk: OpenDesk, ran: list[Child], tmp_path: Path
) -> None:
    async with open_desk() as desk:
        desk.screen.start_intake([str(tmp_path)])
        await desk.until(lambda: ran)
        await desk.press("q")
        await desk.until(lambda: desk.app._exit)
    assert ran[0].outcome.is_stopped


async def test_files_are_added_by_the_real_command_and_a_broken_one_is_listed(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "one.txt").write_text("A harbour master wrote this.")
    (folder / "two.bin").write_bytes(bytes(range(256)))
    monkeypatch.setattr("desk_help._ROUNDS", 6000)
    async with open_desk() as desk:
        desk.screen.start_intake([str(folder)])
        await desk.until(lambda: len(rows.articles(desk.case)) == 4 and desk.screen._intake is None)
        await desk.press("f8")
        await desk.until(lambda: getattr(desk.app.screen, "rows", None) and len(desk.app.screen.rows.shown) == 4)
        await desk.press("2")
        await desk.until(lambda: [row.name for row in desk.app.screen.rows.shown] == ["two.bin"])


async def test_the_languages_of_scans_are_a_setting(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        open_settings(desk.app)
        await desk.pilot.pause()
        field = desk.app.screen.query_one("#ask-ocr")
        field.value = "eng ukr"
        await desk.press("f10")
        await desk.until(lambda: desk.app.settings.ocr == "eng+ukr")


def test_pasted_paths_come_one_a_line_and_unquoted(tmp_path: Path) -> None:
    pasted = pasted_paths(f"{tmp_path}/two words.txt\n{tmp_path}/other.txt\n")
    assert paths_in(pasted) == [f"{tmp_path}/two words.txt", f"{tmp_path}/other.txt"]
    assert pasted_paths("/a/one path.txt\n") == "/a/one path.txt"
    assert paths_in("file:///a/two%20words.txt") == ["/a/two words.txt"]


def test_a_password_is_no_argument_of_a_process() -> None:
    words = intake_words.rereading([3], password="s3cret", charset="cp1251", ocr="eng")
    assert "s3cret" not in words
    assert words == [
        "reread",
        "--json",
        "--progress",
        "--password",
        "-",
        "--charset",
        "cp1251",
        "--ocr",
        "eng",
        "--",
        "S3",
    ]


def test_what_is_done_and_left_is_told_without_what_a_run_had_done_before() -> None:
    seen: list[Progress] = []
    child = children.Intake(Path("/nowhere"), [], seen.append)
    lines = [json.dumps({"done": done, "total": 10_000, "label": f"{done}.txt"}) for done in (9_000, 9_004)]
    child._follow(iter(f"{line}\n".encode() for line in [*lines, "no json", "3"]))  # type: ignore[arg-type]
    assert [(step.done, step.label) for step in seen] == [(9_000, "9000.txt"), (9_004, "9004.txt")]
    assert seen[1].seconds_left is not None
    assert child._complaints == ["no json", "3"]
