"""``casefile`` and ``casefile open``: the desk."""

from __future__ import annotations

from argparse import Namespace

from casefile.cli.output import Output


def open_desk(arguments: Namespace, output: Output) -> int:
    """Open the desk on the case that is named, else the last used, else on the first-run screen."""
    return run_desk(arguments.case)


def open_named(arguments: Namespace, output: Output) -> int:
    """``casefile open CASE``."""
    return run_desk(arguments.name)


def run_desk(name: str | None) -> int:
    """Run the app on a case's folder, title, reference or id; None lets the app choose."""
    from casefile.tui.run import run

    return run(name)
