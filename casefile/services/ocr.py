"""Pictures of text, read by the ``tesseract`` program: page by page, each within its own time, what failed named.

Tesseract runs below a child of its own that may start nothing else. Nothing here may be called on the event loop.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState, Need
from casefile.domain.text import canonical
from casefile.readers import tesseract
from casefile.readers.hints import state_for, unread
from casefile.readers.hyphens import mended, words_of
from casefile.readers.pages import is_garbled, joined, named, pages_of
from casefile.services.child_process import ChildDied, ChildProcess, Limits

A_PAGE = Limits(seconds=30, memory=1000 * 1024 * 1024)

UNSURE = 0.6
"""A mean confidence below which a text is told to be doubtful."""

NOISE = 0.3
"""Below this, letters were seen where there are none: a page of them counts as one without text."""

FEW = 40
"""Characters of a page that may be a stamp on a picture: it is looked at as well."""

_MOST_PAGES = 5_000
_MOST_DEATHS = 3

Progress = Callable[[int, int], None]
"""Told how many pages are done, and of how many."""


def find_tesseract() -> str:
    """The absolute path of the program, or empty where it is not installed."""
    return tesseract.find()


def languages() -> list[str]:
    """The languages that can be read, as tesseract names them ("eng"); none without the program."""
    program = tesseract.known(path) if (path := tesseract.find()) else None
    return [name for name in program.languages if name not in ("osd", "equ")] if program else []


def read_by_ocr(
    path: Path,
    name: str,
    mime: str,
    languages: str,
    *,
    password: str = "",
    pages_known: ReadOutcome | None = None,
    stop: threading.Event | None = None,
    progress: Progress | None = None,
) -> ReadOutcome:
    """The text of the pictures in the original at ``path``; ``languages`` like "eng+ukr".

    ``pages_known`` is what reading the original as it is made of it: its texts and metadata stay, and of a PDF only
    pages without text are looked at. The text that is made comes first, with kind ``ocr`` and a mark for each page.
    What is neither a PDF nor a picture stays as it is known. After ``stop`` is set, the pages that are done are kept.
    """
    known = pages_known or unread("it was not read yet", mime)
    if mime != tesseract.PDF and mime not in tesseract.PICTURES:
        return known
    why = _why_not(languages)
    if why:
        if known.state is IntakeState.READ:
            return known
        return replace(known, reason=f"{known.reason}; {why}" if known.texts else why, need=Need.TESSERACT)
    work = _Work([_bare(page) for page in _pages(known)])
    with ChildProcess("casefile.readers.ocr_child", limits=A_PAGE) as child:
        asked = {"path": str(path), "name": name, "mime": mime, "languages": languages, "password": password}
        _look_at_each(child, asked, work, stop or threading.Event(), progress or (lambda done, total: None))
    return _outcome(known, work, mime)


def _why_not(languages: str) -> str:
    path = find_tesseract()
    program = tesseract.known(path) if path else None
    if program is None:
        return f"it needs tesseract, which is not installed: {tesseract.INSTALL}"
    missing = program.missing(languages)
    if missing:
        return f"tesseract has not the language {', '.join(missing)} here: “tesseract --list-langs” says which it has"
    return ""


@dataclass(slots=True)
class _Work:
    """What is known of the pages: ``texts`` that they had, and what became of each that was looked at."""

    texts: list[str]
    seen: dict[int, str] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)
    sureness: list[tuple[float, int]] = field(default_factory=list)
    made_by: str = ""
    total: int = 0
    is_stopped: bool = False

    def wants(self, number: int) -> bool:
        return number > len(self.texts) or len(self.texts[number - 1]) < FEW

    @property
    def confidence(self) -> float | None:
        letters = sum(count for _, count in self.sureness)
        return sum(sure * count for sure, count in self.sureness) / letters if letters else None


def _look_at_each(
    child: ChildProcess, asked: dict[str, Any], work: _Work, stop: threading.Event, progress: Progress
) -> None:
    work.total = max(len(work.texts), 1)
    number = deaths = 0
    while number < min(work.total, _MOST_PAGES):
        number += 1
        if stop.is_set():
            work.is_stopped = True
            return
        if not work.wants(number):
            continue
        try:
            reply = child.call({**asked, "page": number})
            if "error" in reply:
                work.failed[number] = str(reply["error"])
            else:
                _take(reply, number, work)
        except ChildDied as death:
            work.failed[number] = str(death)
            deaths += 1
            if deaths == _MOST_DEATHS and not work.seen:
                return
        except (KeyError, TypeError, ValueError):
            work.failed[number] = "tesseract gave an answer that makes no sense"
        progress(number, work.total)


def _take(reply: dict[str, Any], number: int, work: _Work) -> None:
    text, sure, letters = canonical(reply["text"]), float(reply["confidence"]), int(reply["letters"])
    work.total = max(work.total, int(reply["pages"]))
    work.made_by = canonical(reply["made_by"])
    if sure < NOISE:
        text = ""
    elif text:
        work.sureness.append((min(max(sure, 0.0), 1.0), max(letters, 0)))
    work.seen[number] = text


def _outcome(known: ReadOutcome, work: _Work, mime: str) -> ReadOutcome:
    reasons = _reasons(work)
    if not any(work.seen.values()):
        nothing = "tesseract recognised no text in it" if work.seen else ""
        why = "; ".join(reason for reason in (nothing, *reasons) if reason) or known.reason
        need = Need.OCR if work.is_stopped or not work.seen else Need.NOTHING
        if known.state is IntakeState.READ:
            return known
        if known.texts:
            return replace(known, reason="; ".join(filter(None, (known.reason, why))), need=need)
        return replace(unread(why, mime, need), metadata=known.metadata, has_members=known.has_members)
    pages = [_page(work, number) for number in range(1, work.total + 1)]
    words = words_of(pages)
    text, marks = joined(mended(page, words) for page in pages)
    state, reason = state_for(reasons)
    made = ReadText("ocr", text, marks, work.made_by, work.confidence)
    need = Need.OCR if work.is_stopped or work.failed else Need.NOTHING
    return replace(known, state=state, reason=reason, texts=(made, *known.texts), mime=mime, need=need)


def _page(work: _Work, number: int) -> str:
    """The page as it stood in the original, or as it was recognised, or both where each says something of its own."""
    had = work.texts[number - 1] if number <= len(work.texts) else ""
    seen = work.seen.get(number, "")
    if not had or not seen:
        return seen or had
    if _letters(had) in _letters(seen):
        return seen
    return had if len(seen) < 2 * len(had) else f"{had}\n\n{seen}"


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _reasons(work: _Work) -> list[str]:
    reasons = []
    if work.failed:
        whole = len(work.failed) == work.total
        what = "it" if work.total == 1 else "its pages" if whole else named(sorted(work.failed))
        why = next(iter(work.failed.values()))
        reasons.append(f"{what} could not be read by OCR ({why})")
    if work.is_stopped:
        reasons.append(f"OCR was stopped after {len(work.seen) + len(work.failed)} of its {work.total:,} pages")
    elif work.total > _MOST_PAGES:
        reasons.append(f"only the first {_MOST_PAGES:,} of its {work.total:,} pages were read by OCR")
    sure = work.confidence
    if sure is not None and sure < UNSURE:
        reasons.append(f"read by OCR with little confidence ({sure:.0%})".replace("%", " %"))
    return reasons


def _pages(known: ReadOutcome) -> list[str]:
    """The pages that the original's own text has, by its marks."""
    for text in known.texts:
        marks = [mark for mark in text.marks if mark.kind == "page"]
        if text.kind == "text" and marks:
            return pages_of(text.text, marks)
    return []


def _bare(page: str) -> str:
    """A page's text, or nothing where its letters have no meaning."""
    return "" if is_garbled(page) else page
