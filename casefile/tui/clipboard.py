"""Copying out of the desk: a tool of the system first, the terminal's own way (OSC 52) otherwise."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

_SECONDS = 2.0


def native_tool() -> list[str] | None:
    """The command that takes text for the clipboard on standard input, or None where there is none to trust."""
    candidates: list[tuple[bool, list[str]]] = [
        (sys.platform == "darwin", ["pbcopy"]),
        (bool(os.environ.get("WAYLAND_DISPLAY")), ["wl-copy"]),
        (bool(os.environ.get("DISPLAY")), ["xclip", "-selection", "clipboard"]),
        (bool(os.environ.get("DISPLAY")), ["xsel", "--clipboard", "--input"]),
    ]
    return next((command for fits, command in candidates if fits and shutil.which(command[0])), None)


def copy_natively(text: str) -> str:
    """Hand ``text`` to the system's tool; its name, or an empty string when it did not take it. Blocks."""
    command = native_tool()
    if command is None:
        return ""
    try:
        done = subprocess.run(
            command,
            input=text.encode("utf-8", "replace"),
            # xclip and wl-copy stay behind to serve the text: a pipe held open by them would never end.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return command[0] if done.returncode == 0 else ""
