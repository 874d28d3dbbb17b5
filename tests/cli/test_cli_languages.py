"""What has no engine says so: in the extraction, with the article, never instead of what could be read."""

from __future__ import annotations

import json
from pathlib import Path

from running import Runner

GEORGIAN = "ნავსადგურის უფროსმა თქვა, რომ გემი საბუთების გარეშე გავიდა. port@harbour.example"
NOTE = "No engine reads names in Georgian; identifiers and dates were read."


def test_extract_says_on_standard_error_and_in_json_what_no_engine_reads(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "port.txt"
    path.write_text(GEORGIAN, encoding="utf-8")
    ran = run("extract", str(path))
    found = json.loads(ran.out)
    assert (found["notes"], found["mentions"]) == ([NOTE], [])
    assert [one["value"] for one in found["identifiers"]] == ["port@harbour.example"]
    assert ran.err.endswith(f"{NOTE}\n")
    assert json.loads(run("extract", "--language", "en", str(path)).out)["notes"] == []


def test_a_line_may_name_its_language(run: Runner) -> None:
    lines = [{"id": 1, "text": GEORGIAN}, {"id": 2, "text": GEORGIAN, "language": "is"}]
    ran = run("extract", "--jsonl", stdin="\n".join(map(json.dumps, lines)))
    notes = [json.loads(line)["notes"] for line in ran.out.splitlines()]
    assert (notes[0], "“is”" in notes[1][0]) == ([NOTE], True)
    assert ran.err == ""


def test_an_article_that_no_engine_reads_says_so_with_its_text(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "port.txt"
    path.write_text(GEORGIAN, encoding="utf-8")
    run("new", "Port")
    run("add", str(path))
    run("work")
    assert NOTE in run("show", "S1").out
    assert run("show", "S1", "--json").json["texts"][0]["note"] == NOTE
    run("article", "set", "S1", "--language", "en")
    run("work")
    assert run("show", "S1", "--json").json["texts"][0]["note"] is None
