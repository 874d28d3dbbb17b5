"""The sheet for adding: one line in the easy case, everything else behind one key."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from casefile.tui.intake_words import Adding
from casefile.tui.screens.form import Ask, FormScreen

_EXPLAIN = (
    "Files and folders. Read are text, Markdown, saved web pages (HTML, MHTML, WARC, WACZ), PDF, DOCX, ODT, RTF, "
    "EPUB, e-mail (eml, mbox), subtitles, zip and tar with what lies in them, and CSV or JSON Lines of articles; "
    "pictures and scans where tesseract is installed.\n"
    "Everything is kept as it came; what cannot be read says why (f8). A path with spaces goes in quotation marks."
)


class AddScreen(FormScreen):
    """Paths, and behind one key which files of a folder, a password, and the languages of scans."""

    def __init__(self) -> None:
        asks = [
            Ask("paths", "path", hint="~/sources/ or page.html; several with blanks between", is_path=True),
            Ask("include", "only", hint="*.pdf *.eml: files of a folder; empty: all", is_more=True),
            Ask("exclude", "not", hint="*.tmp drafts/*", is_more=True),
            Ask("password", "password", hint="for encrypted PDF and zip; it is not kept", is_secret=True, is_more=True),
            Ask("ocr", "scans in", hint="eng, eng+ukr, off; empty: as in the settings", is_more=True),
        ]
        super().__init__("Add files", asks, explain=_EXPLAIN, yes="add")


def wanted(answer: dict[str, str], paths: Sequence[str]) -> Adding:
    """What the sheet's fields say about ``paths``."""
    return Adding(
        tuple(paths),
        include=_patterns(answer.get("include", "")),
        exclude=_patterns(answer.get("exclude", "")),
        password=answer.get("password", ""),
        ocr=answer.get("ocr", "").strip().replace(" ", "+").replace(",", "+").replace("++", "+"),
    )


def _patterns(written: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(written))
    except ValueError:
        return tuple(written.split())


def pasted_paths(pasted: str) -> str:
    """What was pasted into a line for paths: a file manager copies one path a line, unquoted."""
    lines = [line.strip() for line in pasted.splitlines() if line.strip()]
    if len(lines) < 2:
        return " ".join(lines)
    return " ".join(line if _is_quoted(line) else shlex.quote(line) for line in lines)


def _is_quoted(line: str) -> bool:
    """Whether the shell would read one word here as it stands, or it needs its own folder spelled out (~)."""
    try:
        words = shlex.split(line)
    except ValueError:
        return False
    return len(words) == 1 and (words[0] != line or not Path(line).is_absolute())
