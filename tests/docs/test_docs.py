"""What the documentation says is what the program does."""

from __future__ import annotations

import argparse
import re
import shlex
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import reference

from casefile.cli.parser import build_parser

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / "docs").rglob("*.md")))
DEMO = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/casefile demo"
TESTS = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/python -m pytest -n 2"

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_KEY = re.compile(r"(?:(?:ctrl|shift|alt|super)\+)*(?:\S|esc|tab|enter|space|home|end|pgup|pgdn|f\d{1,2})\Z")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def words(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """Language and content of the fenced blocks."""
    for match in _BLOCK.finditer(words(page)):
        yield match[1], match[2]


def spans(page: Path) -> list[str]:
    """What stands in backticks outside the fenced blocks."""
    return _SPAN.findall(_BLOCK.sub("", words(page)))


def commands_said(page: Path) -> Iterator[str]:
    """Every command line of casefile: a line of a block, or a span in the running text."""
    lines = [line for language, block in blocks(page) if language != "python" for line in block.splitlines()]
    for said in [*lines, *spans(page)]:
        if said.startswith("casefile ") and "[" not in said and "…" not in said:
            yield said


def test_the_pages_made_from_the_program_are_as_it_is_now() -> None:
    for name, make in reference.PAGES.items():
        assert words(ROOT / "docs" / name) == make(), "run: python tests/support/reference.py"


def test_every_command_of_the_parser_is_documented() -> None:
    page = words(ROOT / "docs" / "commands.md")
    assert reference.commands()
    for name in reference.commands():
        assert f"### casefile {name}\n" in page


def test_the_readme_has_its_two_commands_each_on_a_line_of_its_own() -> None:
    lines = words(README).splitlines()
    assert DEMO in lines
    assert TESTS in lines
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "casefile" in declared["scripts"]
    assert "dev" in declared["optional-dependencies"]


@each_page
def test_links_lead_to_something_that_is_there(page: Path) -> None:
    for target in _LINK.findall(words(page)):
        assert "://" not in target, f"{page.name} links outside: {target}"
        path, _, anchor = target.partition("#")
        file = (page.parent / path) if path else page
        assert file.exists(), f"{page.name}: {target}"
        if anchor:
            heads = re.findall(r"^#+ (.+)$", words(file), re.M)
            assert anchor in {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}, target


@each_page
def test_every_command_that_is_told_is_one(page: Path) -> None:
    if page.name == "commands.md":
        return
    parser = build_parser()
    for said in commands_said(page):
        told = shlex.split(said.partition(" < ")[0])[1:]
        # A command's bare name may be spoken of; with anything behind it, it is to be typed as it stands.
        if " ".join(told) not in reference.commands():
            try:
                parser.parse_args(told)
            except (SystemExit, argparse.ArgumentError):
                pytest.fail(f"{page.name}: {said}")


@each_page
def test_every_key_that_is_told_is_bound(page: Path) -> None:
    bound = {key for _, rows in reference.key_tables() for keys, _ in rows for key in _SPAN.findall(keys)}
    # Not keys of the desk: what is typed first in the palette.
    typed = {"@", "#"}
    for said in spans(page):
        if page.name in ("guide.md", "keys.md", "README.md") and _KEY.match(said):
            assert said in bound | typed, f"{page.name}: {said}"


@each_page
def test_scripts_that_are_named_are_there(page: Path) -> None:
    for script in re.findall(r"python (tests/\S+\.py)", words(page)):
        assert (ROOT / script).is_file(), script


def test_every_benchmark_has_its_line_in_the_readme() -> None:
    told = set(re.findall(r"python tests/benchmarks/(\w+\.py)", words(README)))
    assert told == {file.name for file in (ROOT / "tests" / "benchmarks").glob("*.py") if "__main__" in words(file)}


def test_pictures_point_at_nothing_outside_themselves() -> None:
    pictures = sorted((ROOT / "docs" / "screenshots").glob("*.svg"))
    assert pictures
    for picture in pictures:
        drawn = words(picture)
        assert "@font-face" not in drawn
        assert "href" not in drawn
        assert set(re.findall(r"url\((.)", drawn)) <= {"#"}
        assert len(drawn.encode()) < 160_000, picture.name


def test_every_picture_that_is_drawn_is_there_and_no_other() -> None:
    import screenshots

    drawn = {f"{shot.name}.svg" for shot in screenshots.SHOTS}
    assert {file.name for file in (ROOT / "docs" / "screenshots").glob("*")} == drawn


def test_the_script_in_the_description_of_the_case_folder_finds_a_changed_journal(tmp_path: Path) -> None:
    from casefile.services import cases

    [script] = [block for language, block in blocks(ROOT / "docs" / "case-format.md") if language == "python"]
    case = cases.create_case("A short journal", directory=tmp_path)
    case.close()

    def checked() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-c", script, str(case.root)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    sound = checked()
    assert sound.returncode == 0, sound.stderr
    assert sound.stdout.startswith("1 rows, head ")
    with sqlite3.connect(case.root / "case.db") as changing:
        changing.execute("DROP TRIGGER journal_is_not_changed")
        changing.execute("UPDATE journal SET actor = 'somebody else'")
    changing.close()
    assert checked().returncode == 1
    assert "row 1 does not follow" in checked().stderr


def test_every_query_of_the_guide_finds_something_in_the_sample_case() -> None:
    from casefile.domain.search import SearchRequest
    from casefile.services.demo import build_demo
    from casefile.services.search import Search

    guide = words(ROOT / "docs" / "guide.md")
    table = guide[guide.index("| query | finds |") : guide.index("Names in other scripts")]
    queries = [said for row in table.splitlines()[2:] for said in _SPAN.findall(row.split(" | ")[0])]
    assert len(queries) > 10
    case = build_demo()
    with Search(case) as search:
        found = {query: search.run(SearchRequest(query, limit=3)) for query in queries}
        near = search.run(SearchRequest("Харкевич", limit=3))
    case.close()
    assert [query for query, results in found.items() if not results.total or results.error] == []
    assert near.near_total
