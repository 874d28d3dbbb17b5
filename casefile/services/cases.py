"""Making, finding and opening cases."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from casefile.domain.errors import CasefileError, NoSuchCase, ReadOnlyCase, UsageError
from casefile.domain.folding import fold
from casefile.domain.records import CaseInfo
from casefile.services import settings
from casefile.store import home, state_file
from casefile.store.desk_lock import DeskLock
from casefile.store.migrate import migrate
from casefile.store.paths import CasePaths
from casefile.store.read_case import case_info, counts
from casefile.store.reader import CaseReader, OlderCase

if TYPE_CHECKING:
    from casefile.store.case_store import CaseStore

VARIABLE = "CASEFILE_CASE"
_SLUG_LENGTH = 48
_HELD = "another desk has it open"


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A line of the cases screen. ``problem`` says why a case cannot be opened, else it is empty."""

    path: Path
    title: str
    ref: str = ""
    uuid: str = ""
    articles: int = 0
    entities: int = 0
    to_judge: int = 0
    notes: int = 0
    opened: str = ""
    problem: str = ""


class OpenCase:
    """A case in use: one reader, one writer that is made when something is first written.

    ``read_only_reason`` is empty when the case can be written. Close it when done; the write-ahead log is then
    folded into the database.
    """

    def __init__(
        self, root: Path, reader: CaseReader, *, actor: str, read_only_reason: str = "", lock: DeskLock | None = None
    ) -> None:
        self.root = root
        self.reader = reader
        self.actor = actor
        self.read_only_reason = read_only_reason
        self._lock = lock
        self._is_held = read_only_reason == _HELD
        self._store: CaseStore | None = None
        self._making = threading.Lock()

    @property
    def is_read_only(self) -> bool:
        return bool(self.read_only_reason)

    @property
    def paths(self) -> CasePaths:
        return CasePaths(self.root)

    def info(self) -> CaseInfo:
        return case_info(self.reader)

    @property
    def read_only_hint(self) -> str:
        """What can be done where this program only reads."""
        return "Commands can still write to it." if self._is_held else "Copy the case to a place that can be written."

    def store(self) -> CaseStore:
        """The writer; raises ``ReadOnlyCase``. SQLModel is imported here and not before first paint."""
        if self.is_read_only:
            raise ReadOnlyCase(f"This case is read-only: {self.read_only_reason}.", self.read_only_hint)
        with self._making:
            if self._store is None:
                from casefile.store.case_store import CaseStore

                self._store = CaseStore(self.root, self.actor)
            return self._store

    def close(self) -> None:
        """Close both and let the next desk in."""
        self.reader.close()
        if self._store is not None:
            self._store.close()
        if self._lock is not None:
            self._lock.release()


def create_case(
    title: str, *, ref: str = "", question: str = "", scope: str = "", directory: Path | None = None, name: str = ""
) -> OpenCase:
    """Make a case in a new folder under ``directory`` (default: the user's cases), called after its title.

    ``name`` asks for another folder name. Raises ``UsageError`` for an empty title or a place that cannot be written.
    """
    if not title.strip():
        raise UsageError("A case needs a title.", "A few words are enough; it can be changed.")
    from casefile.store.case_store import CaseStore

    chosen = settings.load()
    parent = directory.expanduser().absolute() if directory else home.cases_dir()
    root = free_folder(parent, name or _slug(title))
    try:
        store = CaseStore.create(
            root, title.strip(), ref, actor=chosen.name, time_zone=chosen.time_zone, question=question, scope=scope
        )
    except OSError as error:
        raise UsageError(
            f"The case cannot be made in {parent}: {error.strerror}.", "Choose another folder with --dir."
        ) from None
    store.close()
    return _opened(root, for_desk=False)


def open_case(path_or_name: str | Path | None = None, *, for_desk: bool = False) -> OpenCase:
    """The case at a path, or with that title, reference or id; None: ``CASEFILE_CASE``, then the last used.

    ``for_desk`` takes the desk's lock; when another desk holds it the case opens read-only. Raises ``NoSuchCase``.
    """
    root = find_case(path_or_name)
    return _opened(root, for_desk=for_desk)


def find_case(path_or_name: str | Path | None = None) -> Path:
    """The folder of the case that is meant. Raises ``NoSuchCase`` when there is none, or several."""
    wanted = str(path_or_name) if path_or_name is not None else os.environ.get(VARIABLE, "")
    if not wanted:
        last = last_case()
        if last is None:
            raise NoSuchCase(
                "No case was named and none was used before.",
                "Make one with: casefile new TITLE, or try: casefile demo",
            )
        return last
    try:
        path = Path(wanted).expanduser()
        if (path / "case.db").is_file():
            return path.absolute()
        if path.name == "case.db" and path.is_file():
            return path.parent.absolute()
    except (OSError, RuntimeError, ValueError):
        pass  # a title that can be no path: too long, ~somebody, a NUL
    key = fold(wanted.strip())
    known = list_cases()
    found = [one for one in known if key in (fold(one.title), fold(one.ref), one.uuid, fold(one.path.name)) and key]
    if len(found) == 1:
        return found[0].path
    if found:
        raise NoSuchCase(
            f"“{wanted}” fits {len(found)} cases.", "Name the folder: " + ", ".join(str(one.path) for one in found)
        )
    raise NoSuchCase(f"There is no case “{wanted}”.", "casefile cases lists them; a folder can be named too.")


def list_cases() -> list[CaseSummary]:
    """The cases in the user's cases folder and those used elsewhere, the last used first."""
    opened = state_file.load_state().get("opened", {})
    used = dict(opened) if isinstance(opened, dict) else {}
    folders = {path.parent.absolute() for path in home.cases_dir().glob("*/case.db")}
    folders |= {Path(path) for path in used if (Path(path) / "case.db").is_file()}
    rows = [_summary(folder, str(used.get(str(folder), ""))) for folder in folders]
    return sorted(rows, key=lambda row: (row.opened, fold(row.title)), reverse=True)


def remember_last(case: OpenCase) -> None:
    """Make this the last used case."""
    from casefile.store.clock import utc_now

    state = state_file.load_state()
    opened = state.get("opened", {})
    state["opened"] = {**(opened if isinstance(opened, dict) else {}), str(case.root): utc_now()}
    state["last"] = str(case.root)
    state_file.save_state(state)


def last_case() -> Path | None:
    """The last used case's folder, while it is still there."""
    last = state_file.load_state().get("last")
    return Path(last) if isinstance(last, str) and (Path(last) / "case.db").is_file() else None


def set_case_info(case: OpenCase, **fields: str) -> CaseInfo:
    """Change the case's own fields: title, ref, question, scope, handling, status, closing_note, time_zone."""
    from casefile.store.describing import set_case

    return set_case(case.store(), **fields)


def _opened(root: Path, *, for_desk: bool) -> OpenCase:
    try:
        reader = CaseReader(root)
    except OlderCase:
        migrate(root)
        reader = CaseReader(root)
    actor = settings.load().name
    if reader.is_immutable or not os.access(root, os.W_OK):
        return OpenCase(root, reader, actor=actor, read_only_reason="its folder cannot be written")
    if not for_desk:
        return OpenCase(root, reader, actor=actor)
    lock = DeskLock.try_take(root)
    reason = "" if lock else _HELD
    return OpenCase(root, reader, actor=actor, read_only_reason=reason, lock=lock)


def _summary(folder: Path, opened: str) -> CaseSummary:
    try:
        with CaseReader(folder) as reader:
            info, number = case_info(reader), counts(reader)
    except OlderCase:
        return CaseSummary(
            folder, folder.name, opened=opened, problem="made by an older casefile; opening it brings it up to date"
        )
    except CasefileError as error:
        return CaseSummary(folder, folder.name, opened=opened, problem=error.message)
    return CaseSummary(
        folder, info.title, info.ref, info.uuid, number.articles, number.entities, number.to_judge, number.notes, opened
    )


def _slug(title: str) -> str:
    """A folder name from a title: letters, digits and hyphens; never a dot, a slash or a reserved name."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:_SLUG_LENGTH].strip("-")
    return words or "case"


def free_folder(parent: Path, name: str) -> Path:
    """A folder under ``parent`` that does not exist yet: ``name``, or with a number behind it."""
    for candidate in _numbered(name):
        if not (parent / candidate).exists():
            return parent / candidate
    raise AssertionError("the numbers do not end")


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
