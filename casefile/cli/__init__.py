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
    except Exception as error:
        if os.environ.get("CASEFILE_DEBUG"):
            raise
        report_error(_unexpected(error), output)
        return 1


def _unexpected(error: Exception) -> CasefileError:
    """A defect in words: where it is, and never the error's own text, which may quote the case."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace is not None else "?"
    return CasefileError(
        f"Something went wrong inside casefile ({type(error).__name__}, {where}).",
        "What was stored stays stored. CASEFILE_DEBUG=1 shows the details, which may quote the case.",
    )


def _survive_odd_names() -> None:
    """File names that are not UTF-8 arrive as surrogates: print them escaped instead of dying over them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
