"""The house as drawn: sizes, empty package files, who may import what, one door to the screen."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted(path for folder in ("casefile", "widgets", "index") for path in (ROOT / folder).rglob("*.py"))
SCREEN = [path for path in CODE if path.is_relative_to(ROOT / "widgets") or path.is_relative_to(ROOT / "casefile/tui")]
DOOR = ROOT / "widgets/content.py"


def test_no_file_is_over_four_hundred_lines_and_the_app_stays_small() -> None:
    lines = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert {name: count for name, count in lines.items() if count > 400} == {}
    assert lines["casefile/tui/app.py"] < 250


def test_package_files_are_empty_but_for_the_command_line() -> None:
    full = [path for path in CODE if path.name == "__init__.py" and path.stat().st_size]
    assert full == [ROOT / "casefile/cli/__init__.py"]


def test_every_file_says_in_its_first_line_why_it_is_there() -> None:
    without = [
        path
        for path in CODE
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert without == []


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("casefile.domain.records", {"textual", "rich", "sqlmodel", "sqlalchemy", "whoosh", "lxml", "regex"}),
        ("casefile.cli", {"textual", "sqlmodel", "sqlalchemy", "whoosh", "trafilatura", "platformdirs"}),
        ("casefile.services.rows", {"textual", "sqlmodel", "sqlalchemy", "whoosh", "trafilatura", "phonenumbers"}),
        ("casefile.services.search", {"textual", "sqlmodel", "sqlalchemy", "whoosh"}),
        ("casefile.store.reader", {"textual", "sqlmodel", "sqlalchemy", "whoosh"}),
        ("casefile.store.case_store", {"textual", "whoosh"}),
        ("casefile.readers.wire", {"textual", "sqlmodel", "lxml", "trafilatura", "charset_normalizer"}),
        ("casefile.readers.child", {"textual", "sqlmodel", "whoosh", "lxml", "trafilatura"}),
        ("casefile.extract.child", {"textual", "sqlmodel", "whoosh", "phonenumbers"}),
        ("casefile.dossier.build", {"textual", "sqlmodel", "whoosh"}),
        (
            "casefile.tui.app",
            {"sqlmodel", "sqlalchemy", "whoosh", "trafilatura", "lxml", "phonenumbers", "markdown_it_py"}
            | {"numpy", "onnxruntime", "spacy", "dateparser", "schwifty", "stdnum"},
        ),
        ("casefile.tui", {"numpy", "onnxruntime"}),
        ("casefile.services.work", {"textual", "numpy", "onnxruntime", "spacy", "phonenumbers"}),
        ("widgets.source_view", {"sqlmodel", "sqlalchemy", "whoosh", "casefile.services", "casefile.store"}),
        ("index.wire", {"textual", "sqlmodel", "whoosh", "numpy"}),
        ("index.snippets", {"textual", "sqlmodel", "whoosh", "numpy"}),
        ("index.scan", {"textual", "sqlmodel", "whoosh", "numpy"}),
    ],
)
def test_a_room_imports_nothing_that_lives_elsewhere(module: str, never: set[str]) -> None:
    code = f"import sys, {module}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True, cwd="/")
    loaded = set(done.stdout.split("\n"))
    assert {name for name in never if name in loaded} == set()


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_answer_without_textual_and_sqlmodel(option: str) -> None:
    code = (
        f"import sys; sys.argv = ['casefile', '{option}']\n"
        "from casefile.cli import main\n"
        "try: main()\nexcept SystemExit as end: assert not end.code\n"
        "heavy = ('textual', 'sqlmodel', 'whoosh', 'platformdirs')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True, cwd="/")
    assert "casefile" in done.stdout
    assert done.stderr.strip() == "[]"


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the last name of what is called."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


def imported(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


# What makes something drawable of a string, and what parses a string as markup on the way.
MAKERS = {"Content", "Text", "Segment"}
PARSERS = ("textual.markup", "rich.markup", "rich.console", "textual.renderables")
MARKUP_WIDGETS = {
    "Label",
    "OptionList",
    "Option",
    "Button",
    "Header",
    "Footer",
    "Markdown",
    "Tab",
    "Tabs",
    "DataTable",
    "Tree",
    "RadioButton",
    "Checkbox",
    "Link",
    "Digits",
    "Tooltip",
}


def test_only_the_door_makes_something_drawable_of_a_string() -> None:
    second_doors = [
        (path.relative_to(ROOT).as_posix(), node.lineno, name)
        for path in SCREEN
        if path != DOOR
        for name, node in calls(path)
        if name in MAKERS or (isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in MAKERS)
    ]
    second_doors += [
        (path.relative_to(ROOT).as_posix(), 0, module)
        for path in SCREEN
        for module, _ in imported(path)
        if module.startswith(PARSERS)
    ]
    assert second_doors == []


def test_no_widget_that_parses_markup_is_used_and_no_string_is_parsed_as_markup() -> None:
    found: list[tuple[str, int, str]] = []
    for path in SCREEN:
        found += [
            (path.name, 0, name)
            for module, name in imported(path)
            if module.startswith("textual.widgets") and name in MARKUP_WIDGETS
        ]
        for name, node in calls(path):
            if name in ("from_markup", "render_markup", "from_ansi"):
                found.append((path.name, node.lineno, name))
            if any(
                keyword.arg == "markup"
                and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
                for keyword in node.keywords
            ):
                found.append((path.name, node.lineno, "markup="))
    assert found == []


def test_a_static_is_only_ever_given_what_came_through_the_door() -> None:
    """``Static`` takes Content as it is and parses only strings: every value given to one is ``content(...)``."""
    found = []
    for path in SCREEN:
        if ("textual.widgets", "Static") not in set(imported(path)):
            continue
        found += [
            (path.name, node.lineno, name)
            for name, node in calls(path)
            if name in ("Static", "update")
            for given in node.args
            if not (isinstance(given, ast.Call) and getattr(given.func, "id", "") == "content")
        ]
    assert found == []


def test_titles_and_tooltips_that_textual_parses_are_never_set_from_strings() -> None:
    parsed = {"border_title", "border_subtitle", "tooltip"}
    found = []
    for path in SCREEN:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            found += [
                (path.name, node.lineno, target.attr)
                for target in targets
                if isinstance(target, ast.Attribute) and target.attr in parsed
            ]
    assert found == []


def test_notify_is_overridden_once_and_switches_markup_off() -> None:
    app = (ROOT / "casefile/tui/app.py").read_text(encoding="utf-8")
    assert "def notify(" in app
    assert "markup=False" in app


def test_no_network_module_is_imported_anywhere() -> None:
    never = {"socket", "http", "urllib.request", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}
    found = [
        (path.name, module)
        for path in CODE
        for module, _ in imported(path)
        if module in never or module.split(".")[0] in never
    ]
    # One use, which makes no connection but keeps a library from asking for a socket when it is imported.
    assert found == [("page_body.py", "socket")]
    body = next(path for path in CODE if path.name == "page_body.py").read_text(encoding="utf-8")
    assert re.findall(r"\bsocket\.\w+.*", body) == ["socket.has_ipv6 = False"]


def test_no_code_from_a_case_is_ever_unpickled_or_evaluated() -> None:
    found = [
        (path.name, node.lineno, name)
        for path in CODE
        for name, node in calls(path)
        if name in ("eval", "exec", "loads_pickle")
    ]
    found += [
        (path.name, 0, module)
        for path in CODE
        for module, _ in imported(path)
        if module in ("pickle", "marshal", "shelve")
    ]
    assert found == []
