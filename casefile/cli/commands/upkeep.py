"""``casefile doctor``, ``reindex``, ``backup``, ``restore``, ``purge`` and ``settings``."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from casefile.cli.commands.context import article_number, the_case
from casefile.cli.output import Output, name_case
from casefile.domain.errors import UsageError
from casefile.services import settings as preferences
from casefile.services import upkeep


def doctor(arguments: Namespace, output: Output) -> int:
    """Check everything that can be checked; exit 1 when something is wrong."""
    with the_case(arguments) as case:
        findings = upkeep.doctor(case)
    value = [{"severity": one.severity, "what": one.what, "hint": one.hint} for one in findings]
    lines = [f"{one.severity}: {one.what}" + (f" – {one.hint}" if one.hint else "") for one in findings]
    is_well = not any(one.severity == "error" for one in findings)
    output.document({"ok": is_well, "findings": value}, lines or ["The case is in order."])
    return 0 if is_well else 1


def reindex(arguments: Namespace, output: Output) -> int:
    """Build the search index anew from the case."""
    with the_case(arguments) as case:
        count = upkeep.reindex(case)
    output.document({"documents": count}, [f"indexed {count:,} articles, entities, notes and claims"])
    return 0


def backup(arguments: Namespace, output: Output) -> int:
    """Copy the whole case to a new folder."""
    with the_case(arguments, writes=True) as case:
        path = upkeep.backup(case, Path(arguments.target))
    output.document({"path": str(path)}, [f"backed up to {path}"])
    return 0


def restore(arguments: Namespace, output: Output) -> int:
    """Make a case again from a backup, after checking every hash of it."""
    path = upkeep.restore(Path(arguments.source), Path(arguments.dir) if arguments.dir else None)
    name_case(path.name, path)
    output.document({"path": str(path)}, [f"restored to {path}"])
    return 0


def purge(arguments: Namespace, output: Output) -> int:
    """Destroy an article's content. The journal's chain still verifies; nothing brings the content back."""
    number = article_number(arguments.article)
    if not arguments.yes:
        raise UsageError(f"Purging S{number} destroys its bytes and texts for good.", "Add --yes to do it.")
    with the_case(arguments, writes=True) as case:
        left = [f"S{one}" for one in upkeep.purge(case, number, arguments.why)]
    lines = [f"purged S{number}"]
    if left:
        lines.append(f"What it held may still stand in {', '.join(left)}: it was taken out of, or held, those.")
    output.document({"purged": f"S{number}", "still_in": left}, lines)
    return 0


def settings(arguments: Namespace, output: Output) -> int:
    """Show the settings, or change one."""
    if arguments.key and arguments.value is None:
        raise UsageError(
            f"No value for {arguments.key} was given.", f"For example: casefile settings {arguments.key} VALUE"
        )
    current = preferences.change_written(arguments.key, arguments.value) if arguments.key else preferences.load()
    value = asdict(current)
    output.document(value, [f"{key:<13} {shown}" for key, shown in value.items()])
    return 0
