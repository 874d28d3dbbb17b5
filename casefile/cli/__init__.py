"""The command line: a contract that other programs rely on (the design's section 7).

Nothing heavy is imported here: ``--version`` and ``--help`` answer without Textual and SQLModel; each command
imports what it needs when it runs.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys

from casefile.cli.output import Output, report_error
from casefile.cli.parser import build_parser
from casefile.domain.errors import CasefileError


def main() -> int:
    """Run the command in ``sys.argv``; the exit code: 0 done, 1 failed, 2 wrong usage, 3 some items not read."""
    _survive_odd_names()
    arguments = build_parser().parse_args()
    output = Output(as_json=getattr(arguments, "json", False))
    try:
        command = importlib.import_module(f"casefile.cli.commands.{arguments.module}")
        code: int = getattr(command, arguments.function)(arguments, output)
        output.flush()
        return code
    except CasefileError as error:
        report_error(error, output)
        return error.exit_code
    except KeyboardInterrupt:
        print("casefile: stopped; what was stored stays stored.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader went away (`casefile log | head`): not an error, and Python must not complain at exit.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _survive_odd_names() -> None:
    """File names that are not UTF-8 arrive as surrogates: print them escaped instead of dying over them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
