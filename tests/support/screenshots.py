"""The pictures in ``docs/screenshots``, made from the program itself.

    python tests/support/screenshots.py [NAME…]

Builds the sample case in a folder of its own, drives the real app at exact sizes by its keys and writes what it
draws as SVG. Clock, ids and search times are fixed, so that a second run gives the same files; no picture points
at anything outside itself.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from rich.console import Console

if TYPE_CHECKING:
    from textual.pilot import Pilot

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
NOW = datetime(2020, 3, 12, 14, 22, tzinfo=UTC)
_BEGAN = datetime(2020, 3, 9, 8, 0, tzinfo=UTC)
_STEP = timedelta(minutes=17)
_MOST_LOOKS = 1500
# What the terminal can do, and where it is; Textual reads it when it is imported, which is after main has begun.
_TERMINAL = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "TEXTUAL_COLOR_SYSTEM": "truecolor",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
}

# Rich's own page loads a font from a network; this one names faces that machines have.
_PAGE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="{terminal_x} {terminal_y} {terminal_width} {terminal_height}">
<style>
.{unique_id}-matrix {{
font-family: "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace;
font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; white-space: pre;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
</defs>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""

_LETTERS = {
    "letter to the board.txt": b"Dear members of the board,\n\nthe engines were never taken out.\n",
    "Re invoice 88.eml": (
        b"From: Yard <yard@kestrel.example>\r\nTo: Board <board@harsayferry.example>\r\nSubject: Re: invoice 88\r\n"
        b"Date: Tue, 2 Jul 2019 09:12:00 +0200\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="part"\r\n\r\n--part\r\nContent-Type: text/plain\r\n\r\n'
        b"Attached is what was asked for.\r\n--part\r\nContent-Type: text/csv\r\n"
        b'Content-Disposition: attachment; filename="hours.csv"\r\n\r\nday,hours\r\n3 June,12\r\n--part--\r\n'
    ),
    "photo of the log.raw": b"\x00RAW\x01" + bytes(range(256)) * 4,
}

# The glyphs that stand for lines: how far from the cell's left edge, and how wide, in the units of Rich's SVG.
_EDGES = {"▎": (0.0, 3.05), "▌": (0.0, 6.1), "│": (5.5, 1.2)}
_ROW, _RISE = 24.65, 18.5
_EDGE = re.compile(r'<text class="(?P<style>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)"[^>]*>(?P<glyph>[▎▌│])</text>')

Keys = Callable[["Pilot[None]"], Awaitable[None]]


@dataclass(frozen=True)
class Shot:
    """One picture: ``keys`` bring the app from its start to what is shown."""

    name: str
    size: tuple[int, int]
    keys: Keys
    case: str = "sample"
    theme: str = "lamp"
    no_color: bool = False


# What is shown


async def reading(pilot: Pilot[None]) -> None:
    """The desk as it opens, with the caret on a suggestion and a note with pins beside it."""
    desk: Any = pilot.app.screen
    await until(pilot, lambda: desk.paper is not None and desk.note is not None and desk.source.text)
    await until(pilot, lambda: all(str(place.state) for place in desk._places.values()) and desk._places)
    await press_until(pilot, "right_square_bracket", lambda: mention_is(desk, "Corin Vale"))


async def searching(pilot: Pilot[None]) -> None:
    """A search as it is typed, one hit down, its source beside it."""
    await reading(pilot)
    await pilot.press("slash")
    search: Any = pilot.app.screen
    await until(pilot, lambda: search.line.has_focus_within)
    await pilot.press(*"sandm")
    await until(pilot, lambda: search.rows.shown and search.is_fresh and len(search.rows.shown) == search.results.total)
    await press_until(
        pilot, "down", lambda: (hit := search.rows.highlighted) and (hit.type, hit.number) == ("article", 6)
    )
    await until(pilot, lambda: search._laid.key == f"article:{search.rows.highlighted.id}")


async def lining_up(pilot: Pilot[None]) -> None:
    """Every passage of a name, sorted by the word to the right."""
    await reading(pilot)
    desk: Any = pilot.app.screen
    entity = next(one for one in desk.entities if one.caption == "Tolvenna")
    await pilot.press("2")
    desk.entity_list.select(entity.id)
    await pilot.press("f5")
    await until(pilot, lambda: type(pilot.app.screen).__name__ == "ConcordanceScreen" and pilot.app.screen.rows.shown)
    screen: Any = pilot.app.screen
    await pilot.press("r")
    await until(pilot, lambda: not screen._is_reading and "right" in screen.query_one("#concordance-pane").head.info)
    await press_until(pilot, "down", lambda: screen.rows.place[0] == 5)
    strip = screen.query_one("#context")
    await until(pilot, lambda: " ".join(screen.rows.highlighted.hit.split()) in strip.words)


async def helping(pilot: Pilot[None]) -> None:
    await reading(pilot)
    await pilot.press("question_mark")
    await until(pilot, lambda: type(pilot.app.screen).__name__ == "HelpScreen")


async def listing(pilot: Pilot[None]) -> None:
    """The article list, slid in."""
    await reading(pilot)
    await pilot.press("4")
    desk: Any = pilot.app.screen
    await until(pilot, lambda: desk.article_list.has_focus)


async def taking_in(pilot: Pilot[None]) -> None:
    """What came in, on a row that could not be read."""
    desk: Any = pilot.app.screen
    await until(pilot, lambda: desk.paper is not None and desk.source.text)
    await pilot.press("f8")
    screen: Any = desk
    await until(pilot, lambda: type(pilot.app.screen).__name__ == "IntakeScreen" and pilot.app.screen.rows.shown)
    screen = pilot.app.screen
    await press_until(pilot, "down", lambda: screen.rows.highlighted.state == "unread")


async def nothing_yet(pilot: Pilot[None]) -> None:
    """A new case: every pane says what it is for."""
    desk: Any = pilot.app.screen
    await until(pilot, lambda: desk.info is not None and desk.has_class("-no-articles"))


async def welcome(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: pilot.app.screen.query_one("#welcome").display)


SHOTS = (
    *(Shot(f"desk-{wide}x{high}", (wide, high), reading) for wide, high in ((80, 24), (120, 40), (140, 42), (200, 60))),
    Shot("desk-paper-140x42", (140, 42), reading, theme="paper"),
    Shot("desk-no-color-140x42", (140, 42), reading, no_color=True),
    Shot("search-140x42", (140, 42), searching),
    Shot("search-80x24", (80, 24), searching),
    Shot("concordance-140x42", (140, 42), lining_up),
    Shot("help-140x42", (140, 42), helping),
    Shot("articles-140x42", (140, 42), listing),
    Shot("intake-140x42", (140, 42), taking_in, case="box"),
    Shot("intake-80x24", (80, 24), taking_in, case="box"),
    Shot("new-case-140x42", (140, 42), nothing_yet, case="empty"),
    Shot("first-run-140x42", (140, 42), welcome, case=""),
)


# How it is shown


def mention_is(desk: Any, words: str) -> bool:
    mention = desk.source.mention
    return mention is not None and desk.source.text[mention.span.start : mention.span.end] == words


async def until(pilot: Pilot[None], is_so: Callable[[], object]) -> None:
    """Let the app go on until ``is_so``; what it waits for may be a process, so there is no event to await."""
    for _ in range(_MOST_LOOKS):
        if is_so():
            await pilot.pause()
            return
        await pilot.pause(0.02)
    raise SystemExit(f"never came true: {is_so}")


async def press_until(pilot: Pilot[None], key: str, is_so: Callable[[], object], most: int = 60) -> None:
    for _ in range(most):
        if is_so():
            await pilot.pause()
            return
        await pilot.press(key)
        await pilot.pause()
    raise SystemExit(f"{key} never led there")


def svg_of(app: Any) -> str:
    """What the app shows, as one SVG file without a window round it."""
    width, height = app.size
    console = Console(
        width=width,
        height=height,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        record=True,
        legacy_windows=False,
        safe_box=False,
    )
    console.print(app.screen._compositor.render_update(full=True, screen_stack=app._background_screens, simplify=True))
    return tidy(console.export_svg(title="casefile", code_format=_PAGE, unique_id="c"))


def tidy(drawn: str) -> str:
    """Rich's SVG made smaller, with the edges of panes as rectangles: as letters they leave gaps between rows."""

    def edge(found: re.Match[str]) -> str:
        shift, wide = _EDGES[found["glyph"]]
        x, y = float(found["x"]) + shift, float(found["y"]) - _RISE
        return f'<rect class="{found["style"]}" x="{x:g}" y="{y:g}" width="{wide}" height="{_ROW}"/>'

    drawn = re.sub(r' clip-path="url\(#c-line-\d+\)"', "", drawn)
    drawn = re.sub(r"<text [^>]*>\s*</text>", "", drawn.replace("&#160;", "\xa0"))
    drawn = _EDGE.sub(edge, drawn)
    return "\n".join(line.strip(" ") for line in drawn.splitlines() if line.strip(" ")) + "\n"


async def take(shot: Shot, root: Path | None) -> str:
    """Run the app on the case at ``root`` (None: no case) and bring it to what ``shot`` shows."""
    from casefile.services import cases, desk_state, settings
    from casefile.tui.app import CasefileApp
    from casefile.tui.paper import load_first
    from casefile.tui.session import Session

    settings.change(theme=shot.theme)
    session = Session(cases.open_case(root, for_desk=True)) if root is not None else None
    if session is not None:
        # Every picture starts where the sample opens, not where the picture before it was left.
        desk_state.save_place(session.case, desk_state.Place(article=1, note=1))
    app = CasefileApp(session, session.reading(load_first) if session is not None else None)
    async with app.run_test(size=shot.size) as pilot:
        await shot.keys(pilot)
        await pilot.pause()
        drawn = svg_of(app)
    await asyncio.to_thread(app.close)
    return drawn


# A world that is the same at every run


class _Still(datetime):
    """``datetime`` for the desk, on which it is always the same moment."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return NOW.astimezone(tz) if tz else NOW.replace(tzinfo=None)


@contextmanager
def fixed_world() -> Iterator[None]:
    """A clock that takes a step at every look, ids that count, and searches that all take as long."""
    from casefile.services.search import Answer

    looks = iter(range(1_000_000))
    ids = iter(range(1_000_000))

    def utc_now() -> str:
        return f"{_BEGAN + _STEP * next(looks):%Y-%m-%dT%H:%M:%S}.000000Z"

    def new_id() -> str:
        return sha256(f"id {next(ids)}".encode()).hexdigest()[:32]

    more = Answer.more

    def still_more(self: Answer, *args: Any, **values: Any) -> Any:
        return replace(more(self, *args, **values), took_ms=4.0)

    with (
        mock.patch("casefile.store.clock.utc_now", utc_now),
        mock.patch("casefile.store.clock.new_id", new_id),
        mock.patch("casefile.tui.desk.noting.datetime", _Still),
        mock.patch.object(Answer, "more", still_more),
        # All is extracted and indexed before the first picture; a worker would only outlive the last.
        mock.patch("casefile.tui.children.Worker.keep", return_value=None),
    ):
        yield


@contextmanager
def own_home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="casefile-pictures-", ignore_cleanup_errors=True) as folder:
        os.environ["CASEFILE_HOME"] = folder
        os.environ.pop("CASEFILE_CASE", None)
        yield Path(folder)


def make_cases() -> dict[str, Path | None]:
    from casefile.services import cases, settings
    from casefile.services.demo import build_demo

    settings.change(name="R. Thole")
    sample = build_demo()
    sample.close()
    empty = cases.create_case("Harbour fund, second request")
    empty.close()
    return {"sample": sample.root, "empty": empty.root, "box": make_box(), "": None}


def make_box() -> Path:
    """A case of files as strangers hand them over: some in others, some twice, some that cannot be read."""
    from casefile.services import cases, intake
    from casefile.services.demo import seeds_dir

    with tempfile.TemporaryDirectory() as folder:
        box = Path(folder) / "box"
        (box / "again").mkdir(parents=True)
        for seed in sorted(seeds_dir().glob("0*")):
            shutil.copyfile(seed, box / seed.name)
        shutil.copyfile(seeds_dir() / "05-ferry-board-notice.txt", box / "again" / "notice.txt")
        with zipfile.ZipFile(box / "letters-from-the-yard.zip", "w") as letters:
            for name, data in _LETTERS.items():
                letters.writestr(zipfile.ZipInfo(name), data)
        (box / "minutes-2019-06.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
        (box / "harbour-log.xyz").write_bytes(bytes(range(1, 255)) * 8)
        (box / "left empty.txt").touch()
        (box / "old log").symlink_to("/nowhere")
        made = cases.create_case("A box from Port Cazell")
        intake.add_paths(made, [str(box)])
        made.close()
    return made.root


def main(names: list[str]) -> int:
    unknown = set(names) - {shot.name for shot in SHOTS}
    if unknown:
        print(f"no such picture: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    os.environ.pop("NO_COLOR", None)
    os.environ.update(_TERMINAL)
    time.tzset()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with fixed_world():
        # First run comes first, in a home where there is no case.
        for shot in (shot for shot in SHOTS if not shot.case and (not names or shot.name in names)):
            with own_home():
                write(shot, asyncio.run(take(shot, None)))
        with own_home():
            roots = make_cases()
            for shot in (shot for shot in SHOTS if shot.case and (not names or shot.name in names)):
                if shot.no_color:
                    os.environ["NO_COLOR"] = "1"
                write(shot, asyncio.run(take(shot, roots[shot.case])))
                os.environ.pop("NO_COLOR", None)
    return 0


def write(shot: Shot, drawn: str) -> None:
    outside = re.search(r"@font-face|https?://(?!www\.w3\.org/2000/svg)\S*\.(?:css|woff2?|ttf)|url\((?!#)", drawn)
    assert outside is None, f"{shot.name} points outside: {outside}"
    (FOLDER / f"{shot.name}.svg").write_text(drawn, encoding="utf-8")
    print(f"{shot.name}.svg  {len(drawn.encode()) // 1024} KB")


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":
        # What is of equal rank in a search stands in the order of sets, which changes from run to run otherwise.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    sys.exit(main(sys.argv[1:]))
