"""``casefile dossier`` and ``casefile verify``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from casefile.cli.commands.context import the_case
from casefile.cli.output import Output
from casefile.services import exporting


def dossier(arguments: Namespace, output: Output) -> int:
    """Export a dossier and print its manifest."""
    with the_case(arguments, writes=True) as case:
        manifest = exporting.export_dossier(case, Path(arguments.out), arguments.format, force=arguments.force)
    lines = [f"{digest}  {name}" for name, digest in manifest["files"].items()]
    lines += [f"journal head {manifest['head']}", f"wrote {manifest['path']}"]
    if manifest.get("moved_aside"):
        lines.append(f"what stood there is now {manifest['moved_aside']}")
    if arguments.format == "bundle":
        lines.append("check it with: casefile verify PATH, or in the folder: python3 -I verify.py")
    output.document(manifest, [*lines, *manifest["problems"]])
    return 1 if manifest["problems"] else 0


def verify(arguments: Namespace, output: Output) -> int:
    """Check a bundle; exit 1 on the first difference, naming it."""
    problems = exporting.verify(Path(arguments.path))
    output.document(
        {"verified": not problems, "problems": problems},
        problems or ["Verified: every hash, every quotation and the journal's chain hold."],
    )
    return 1 if problems else 0
