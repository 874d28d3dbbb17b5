"""``casefile demo``: the sample case, opened in the desk, or exported and verified without a terminal."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from casefile.cli.output import Output, name_case
from casefile.services import demo as sample
from casefile.services import exporting


def demo(arguments: Namespace, output: Output) -> int:
    """Build the sample case afresh; headless: print a summary, export a dossier, verify it."""
    has_terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    if has_terminal and not arguments.headless and not arguments.json:
        from casefile.cli.commands.desk import run_desk

        print("Building the sample case …", file=sys.stderr)
        case = sample.build_demo()
        root = str(case.root)
        case.close()
        return run_desk(root)
    case = sample.build_demo()
    try:
        info, counts = case.info(), sample.summary(case)
        name_case(info.title, case.root)
        manifest = exporting.export_dossier(case, None, "bundle")
        problems = exporting.verify(manifest["path"])
        value = {
            "case": info.title,
            "path": str(case.root),
            "articles": counts.articles,
            "entities": counts.entities,
            "to_judge": counts.to_judge,
            "notes": counts.notes,
            "dossier": str(manifest["path"]),
            "verified": not problems,
            "problems": problems,
        }
        lines = [
            f"{info.title}: {counts.articles} articles, {counts.entities} entities, "
            f"{counts.to_judge} of them to judge, {counts.notes} notes",
            f"Dossier: {manifest['path']}",
            *(problems or ["Verified: every hash, every quotation and the journal's chain hold."]),
            "In a terminal, casefile opens the desk on it.",
        ]
        output.document(value, lines)
        return 1 if problems else 0
    finally:
        case.close()
