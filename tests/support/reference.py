"""``docs/commands.md`` and ``docs/keys.md``, made from the program itself.

    python tests/support/reference.py [--check]

The commands come from the parser, the keys from the bindings that the screens and panes carry. ``--check`` writes
nothing and ends with 1 when a file is not what it would be.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode

from casefile.cli.parser import build_parser
from widgets.key_bar import shown_key

DOCS = Path(__file__).resolve().parents[2] / "docs"
_MADE = "This page is made from the program by `python tests/support/reference.py`; a test compares the two."
_GROUPS = (
    ("A case", ("demo", "new", "cases", "open")),
    (
        "What comes in",
        ("add", "intake", "reread", "work", "articles", "article set", "show", "text", "copies", "versions"),
    ),
    (
        "Names",
        (
            *("extract", "mentions", "changes", "entities", "accept", "reject"),
            *("candidates", "merge", "split", "rename", "kind"),
        ),
    ),
    ("Searching and writing", ("search", "concordance", "note add", "note edit", "notes")),
    (
        "Tags and saved searches",
        (
            *("tag", "untag", "tags", "tags rename"),
            *("searches", "searches save", "searches look", "searches rename", "searches remove"),
        ),
    ),
    ("Handing over", ("dossier", "verify")),
    ("Upkeep", ("log", "undo", "redo", "doctor", "reindex", "backup", "restore", "purge", "settings")),
)


# Commands


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command by the words that call it (``article set``), in the parser's order."""
    return dict(_below(build_parser(), ""))


def _below(parser: argparse.ArgumentParser, path: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    nested = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if path and not any(action.required for action in nested):
        yield path, parser
    for action in nested:
        for name, sub in action.choices.items():
            yield from _below(sub, f"{path} {name}".strip())


def commands_page() -> str:
    """The command reference as Markdown."""
    known = commands()
    grouped = [name for _, names in _GROUPS for name in names]
    assert sorted(grouped) == sorted(known), set(grouped) ^ set(known)
    top = build_parser()
    lines = [
        "# Commands",
        "",
        _MADE,
        "",
        f"{top.description} `casefile` and `python -P -m casefile` are the same program.",
        "",
        f"{top.epilog}",
        "",
        f"Every command but {_without_json(known)} takes `--json`: one JSON document, ASCII only. "
        "No command asks a question; a command that writes names its case on standard error.",
        "",
    ]
    for title, names in _GROUPS:
        lines += [f"- {title}: " + ", ".join(f"[`{name}`](#{_anchor(name)})" for name in names)]
    for title, names in _GROUPS:
        lines += ["", f"## {title}"]
        for name in names:
            lines += ["", *_command(name, known[name])]
    return "\n".join(lines) + "\n"


def _without_json(known: dict[str, argparse.ArgumentParser]) -> str:
    return ", ".join(f"`{name}`" for name, parser in known.items() if "--json" not in parser._option_string_actions)


def _anchor(name: str) -> str:
    return f"casefile-{name}".replace(" ", "-")


def _command(name: str, parser: argparse.ArgumentParser) -> list[str]:
    shown = [action for action in parser._actions if action.help != argparse.SUPPRESS and action.dest != "help"]
    shown = [action for action in shown if action.dest not in ("case", "json")]
    lines = [f"### casefile {name}", "", str(parser.description), "", "```", _usage(name, shown), "```"]
    rows = [(_spelled(action), words) for action in shown if (words := _words(action))]
    if rows:
        lines += ["", "| | |", "|---|---|"]
        lines += [f"| `{_cell(spelled)}` | {_cell(words)} |" for spelled, words in rows]
    return lines


def _words(action: argparse.Action) -> str:
    words = action.help or ""
    if isinstance(action.default, str | int) and not isinstance(action.default, bool) and action.default:
        words = f"{words} (default: {action.default})".strip()
    return words


def _usage(name: str, actions: list[argparse.Action]) -> str:
    # argparse's own usage line breaks by the width of the terminal that it happens to run in.
    words = ["casefile", name]
    for action in sorted(actions, key=lambda one: not one.option_strings):
        word = _spelled(action)
        may_be_left_out = action.option_strings or isinstance(action, argparse._SubParsersAction)
        words.append(f"[{word}]" if may_be_left_out and not action.required else word)
    return " ".join(words)


def _spelled(action: argparse.Action) -> str:
    said = action.metavar or (action.dest.upper() if action.option_strings else action.dest)
    name = " ".join(said) if isinstance(said, tuple) else str(said)
    if action.choices:
        name = "|".join(str(choice) for choice in action.choices)
    if action.option_strings:
        return action.option_strings[-1] if action.nargs == 0 else f"{action.option_strings[-1]} {name}"
    return {"+": f"{name}…", "*": f"[{name}…]", "?": f"[{name}]"}.get(str(action.nargs or ""), name)


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("%%", "%")


# Keys


def key_tables() -> list[tuple[str, list[tuple[str, str]]]]:
    """Where the keys work, and pairs of keys (as people write them) and what they do."""
    from casefile.tui.app import CasefileApp
    from casefile.tui.screens import (
        cases,
        columns,
        concordance,
        desk,
        difference,
        form,
        intake,
        log,
        paste,
        search,
        tags,
    )
    from widgets.article_list import ArticleList
    from widgets.concordance_list import ConcordanceList
    from widgets.difference_list import DifferenceList
    from widgets.entity_list import EntityList
    from widgets.facet_list import FacetList
    from widgets.find_line import FindLine
    from widgets.intake_list import IntakeList
    from widgets.note_editor import NoteEditor
    from widgets.note_view import NoteView
    from widgets.source_view import SourceView

    places: list[tuple[str, list[type[DOMNode]]]] = [
        ("Everywhere", [CasefileApp]),
        ("On the desk, in every pane", [desk.DeskScreen]),
        ("In the source", [desk.SourcePane, SourceView]),
        ("While finding in the source", [FindLine]),
        ("In the entities", [desk.EntitiesPane, EntityList]),
        ("In the notes", [desk.NotesPane, NoteView]),
        ("While writing a note", [desk.DeskEditor]),
        ("In the article list", [desk.ArticlesPane, ArticleList]),
        ("In the search", [search.SearchScreen]),
        ("In the filters of the search", [FacetList]),
        ("Among the passages", [concordance.ConcordanceScreen, concordance.PassagesPane, ConcordanceList]),
        ("In what came in", [intake.IntakeScreen, intake.ItemsPane, IntakeList]),
        ("Beside a copy or a version", [difference.DifferenceScreen, DifferenceList]),
        ("Among the columns of a table", [columns.ColumnsScreen, columns.ColumnList]),
        ("Among the cases", [cases.CasesScreen]),
        ("In a form", [form.FormScreen]),
        ("Typing tags", [tags.TagSheet]),
        ("Pasting a text", [paste.PasteScreen]),
        ("In the journal", [log.LogScreen]),
    ]
    assert issubclass(desk.DeskEditor, NoteEditor)
    return [(title, _rows(classes)) for title, classes in places]


def _rows(classes: list[type[DOMNode]]) -> list[tuple[str, str]]:
    """One row for each thing that can be done: its keys, nearest first; keys of one meaning share the row."""
    meanings: dict[str, list[str]] = {}
    for class_ in classes:
        merged = class_._merge_bindings()
        for bindings in merged.key_to_bindings.values():
            for binding in bindings:
                if _is_ours(binding):
                    meanings.setdefault(binding.tooltip, []).append(shown_key(binding))
    return [(" ".join(f"`{key}`" for key in dict.fromkeys(keys)), words) for words, keys in meanings.items()]


def _is_ours(binding: Binding) -> bool:
    return bool(binding.tooltip) and not binding.system


def keys_page() -> str:
    """The key table as Markdown."""
    lines = [
        "# Keys",
        "",
        _MADE,
        "",
        "`?` or `f1` shows the same on the desk for the pane that has the focus. A pane's key comes before the desk's, "
        "the desk's before those of everywhere. Single letters are dead while you write in a field.",
    ]
    for title, rows in key_tables():
        lines += ["", f"## {title}", "", "| keys | what |", "|---|---|"]
        lines += [f"| {_cell(keys)} | {_cell(words)} |" for keys, words in rows]
    return "\n".join(lines) + "\n"


PAGES = {"commands.md": commands_page, "keys.md": keys_page}


def main(arguments: list[str]) -> int:
    differing = []
    for name, make in PAGES.items():
        file, page = DOCS / name, make()
        if not file.is_file() or file.read_text(encoding="utf-8") != page:
            differing.append(name)
            if "--check" not in arguments:
                file.write_text(page, encoding="utf-8")
    print(("differs: " if "--check" in arguments else "written: ") + (", ".join(differing) or "nothing"))
    return 1 if differing and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
