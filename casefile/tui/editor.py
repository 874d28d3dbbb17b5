"""A note in the investigator's own editor: one private file inside the case, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from casefile.domain.errors import CasefileError


def editor_command() -> list[str] | None:
    """``$VISUAL``, ``$EDITOR``, or the first common editor there is; None when there is none."""
    for variable in ("VISUAL", "EDITOR"):
        with contextlib.suppress(ValueError):
            words = shlex.split(os.environ.get(variable, ""))
            if words and shutil.which(words[0]):
                return words
    return next(([name] for name in ("nano", "vim", "vi") if shutil.which(name)), None)


def edit(body: str, folder: Path, command: list[str]) -> str | None:
    """``body`` as the editor left it, or None when the file was not changed.

    The file has mode 0600 and lies in ``folder`` (the case's drafts), never in a shared temporary folder.
    Blocks, and needs the terminal to itself. Raises ``CasefileError`` when the editor could not be started or
    left something that is no UTF-8; in the second case the file stays where it is.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="editing-", suffix=".md", dir=folder)
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8", newline="", errors="surrogatepass") as file:
        file.write(body)
    try:
        subprocess.run([*command, name], check=False)
        # Editors save by renaming over the file, so it is read by its name.
        after = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise CasefileError(f"What {command[0]} saved is not UTF-8.", f"It is kept in drafts/{path.name}.") from None
    except OSError as error:
        raise CasefileError(f"{command[0]} did not work: {error.strerror}.", "Set VISUAL or EDITOR.") from None
    for leftover in folder.glob(path.name + "*"):
        with contextlib.suppress(OSError):
            leftover.unlink()
    # Most editors end a file with a line feed that the note did not have.
    if not body.endswith("\n") and after.endswith("\n"):
        after = after[:-1]
    return None if after == body else after
