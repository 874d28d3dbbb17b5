"""A child that does what it is told, badly: for the tests of what the parent makes of it."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from casefile.domain.frames import read_frame, write_frame


def main() -> None:
    """Answer frames until the input ends; ``do`` says how to misbehave."""
    hoard: list[bytes] = []
    while (message := read_frame(sys.stdin.buffer)) is not None:
        match message.get("do"):
            case "hang":
                time.sleep(600)
            case "die":
                os._exit(3)
            case "eat":
                while True:
                    hoard.append(b"x" * (8 * 1024 * 1024))
                    time.sleep(0.01)
            case "babble":
                sys.stdout.buffer.write(b"this is no frame at all")
                sys.stdout.buffer.flush()
                os._exit(0)
        answer: dict[str, Any] = {"pid": os.getpid(), **message}
        write_frame(sys.stdout.buffer, answer)


if __name__ == "__main__":
    main()
