"""``casefile new`` and ``casefile cases``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from casefile.cli.output import Output, name_case, table
from casefile.services import cases


def new(arguments: Namespace, output: Output) -> int:
    """Make a case and remember it as the last used."""
    case = cases.create_case(
        arguments.title,
        ref=arguments.ref,
        question=arguments.question,
        directory=Path(arguments.dir) if arguments.dir else None,
    )
    try:
        cases.remember_last(case)
        info = case.info()
        name_case(info.title, case.root)
        value = {"case": info.title, "path": str(case.root), "uuid": info.uuid, "ref": info.ref}
        output.document(
            value, [f"Made “{info.title}” in {case.root}", "Next: casefile add FILE…, or casefile to open the desk."]
        )
    finally:
        case.close()
    return 0


def list_all(arguments: Namespace, output: Output) -> int:
    """List the cases, the last used first."""
    found = cases.list_cases()
    value = [
        {
            "case": one.title,
            "path": str(one.path),
            "ref": one.ref,
            "articles": one.articles,
            "entities": one.entities,
            "notes": one.notes,
            "problem": one.problem or None,
        }
        for one in found
    ]
    rows = [[one.title, one.ref, f"{one.articles} articles", one.problem or str(one.path)] for one in found]
    output.document(
        {"cases": value}, table(rows) or ["No cases yet. Make one with: casefile new TITLE, or try: casefile demo"]
    )
    return 0
