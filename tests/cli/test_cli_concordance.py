"""The passages of a query or an entity from the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from running import Runner

from casefile.cli.commands.concordance import _cells
from casefile.domain.span import Pin, Span

TEXT = "The red ferry sank.\n\nA blue ferry came, and the Ferry 渡し船 left; \x1b[31m ferry\x07\n"


@pytest.fixture
def filled(run: Runner, tmp_path: Path, article: str) -> Runner:
    (tmp_path / "two.txt").write_text(TEXT, encoding="utf-8")
    run("new", "Ferry affair")
    run("add", article, "--published", "2021-05-04")
    run("add", str(tmp_path / "two.txt"), "--published", "2020")
    run("work")
    return run


def test_the_lines_are_aligned_on_the_hit(filled: Runner) -> None:
    said = filled("concordance", "ferry", "--sort", "source", "--width", "80")
    head, *lines = said.out.splitlines()
    assert head == "5 passages in 2 articles · by source"
    assert [line[:5] for line in lines] == ["S1 ¶1", "S2 ¶1", "S2 ¶2", "S2 ¶2", "S2 ¶2"]
    found = [re.match("(.*)  ferry(?:  |$)", line, re.IGNORECASE) for line in lines]
    columns = {_cells(one[1]) for one in found if one is not None}
    assert all(found)
    assert len(columns) == 1, lines
    assert all(_cells(line) <= 80 for line in lines)
    assert "\x1b" not in said.out
    assert "\x07" not in said.out


def test_sorting_by_a_neighbour_and_a_limit(filled: Runner) -> None:
    said = filled("concordance", "ferry", "--sort", "left", "-n", "2").out.splitlines()
    assert [line.split("  ")[-2] for line in said[1:3]] == ["ferry", "ferry"]
    assert "blue  ferry" in said[2] or "blue  ferry" in said[1]
    assert said[3] == "3 more; -n sets how many are shown"


def test_json_has_what_a_program_needs_to_check_every_line(filled: Runner) -> None:
    found = filled("concordance", "ferry", "--sort", "right", "--json").json
    assert (found["total"], found["articles"], found["complete"], found["error"]) == (5, 2, True, None)
    assert found["neighbours"]["left"][0] == ["the", 2]
    texts = {label: filled("text", label, "--raw").out for label in ("S1", "S2")}
    for line in found["passages"]:
        text, start, end = texts[line["article"]], line["start"], line["end"]
        assert text[start:end] == line["hit"]
        assert text[start - len(line["left"]) : end + len(line["right"])] == line["left"] + line["hit"] + line["right"]
        number = int(line["article"][1:])
        assert line["pin"] == str(Pin.make(number, Span(start, end), line["text_sha256"]))
    words = [(line["right"].split() or ["~"])[0].casefold() for line in found["passages"]]
    assert words[:4] == ["alkona", "came,", "sank.", "渡し船"]


def test_of_an_entity_with_what_was_decided(filled: Runner) -> None:
    filled("accept", "Tomas Ekdal")
    found = filled("concordance", "--entity", "Tomas Ekdal", "--json").json
    assert found["entity"]["name"] == "Tomas Ekdal"
    assert {(line["hit"], line["state"], line["kind"]) for line in found["passages"]} == {
        ("Tomas Ekdal", "accepted", "person")
    }
    assert "query" not in found


def test_filters_hold(filled: Runner) -> None:
    found = filled("concordance", "ferry", "--filter", "year=2021", "--json").json
    assert {line["article"] for line in found["passages"]} == {"S1"}
    assert found["passages"][0]["published"] == "2021-05-04"


@pytest.mark.parametrize(
    "wrong", [(), ("ferry", "--entity", "x"), ("ferry", "--width", "3"), ("ferry", "-n", "-1"), ("--entity", "Nobody")]
)
def test_what_cannot_be_meant_is_said(filled: Runner, wrong: tuple[str, ...]) -> None:
    said = filled("concordance", *wrong)
    assert said.code in (1, 2)
    assert said.err


def test_a_query_that_does_not_parse_is_searched_as_words(filled: Runner) -> None:
    said = filled("concordance", "(ferry", "--json").json
    assert said["total"] == 5
    assert said["error"]
