"""The manual's page about searching says what is so: each row of its tables is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from index_help import found, near

from casefile.domain.search import IndexDocument
from casefile.services.entity_names import telling

PAGE = Path(__file__).parents[3] / "docs" / "search.md"


def tables() -> list[list[list[str]]]:
    """The tables of the page, each a list of rows of cells; the first row is the heading."""
    found, rows = [], []
    for line in [*PAGE.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            found.append([rows[0], *rows[2:]])
            rows = []
    return found


def document(row: list[str]) -> IndexDocument:
    identity, type_, title, text, date, publisher, further = row
    known: dict[str, list[str]] = {}
    for fact in further.split("; "):
        name, _, value = fact.partition(": ")
        known.setdefault(name, []).append(value)
    return IndexDocument(
        type_, identity, title, text.replace("; ", "\n") if type_ == "entity" else text, date, "", publisher,
        kind="".join(known.get("kind", [])), language="".join(known.get("language", [])),
        grade="".join(known.get("grade", [])),
        entities=tuple(known.get("entity", [])), tags=tuple(known.get("tag", [])),
    )  # fmt: skip


SAMPLE, *EXAMPLES = tables()
DOCUMENTS = tuple(document(row) for row in SAMPLE[1:])
NAMES = tuple(
    (one.title, *telling(one.title, one.body.split("\n")))
    for one, row in zip(DOCUMENTS, SAMPLE[1:], strict=True)
    if row[-1].endswith("confirmed")
)
ROWS = [dict(zip(table[0], row, strict=True)) for table in EXAMPLES for row in table[1:]]


def ids(cell: str) -> set[str]:
    return set() if cell == "nothing" else set(re.sub(r" \(\w+\)", "", cell).split(", "))


@pytest.mark.parametrize("row", ROWS, ids=[row["you type"] for row in ROWS])
def test_an_example_finds_what_the_page_says(over, row: dict[str, str]) -> None:
    answer = over(DOCUMENTS)(row["you type"].strip("`"), names=NAMES)
    assert found(answer) == ids(row["finds"])
    assert answer.error.startswith(row.get("complaint", ""))
    assert bool(answer.error) == ("complaint" in row)
    if "near" in row:
        assert set(near(answer)) == ids(row["near"])
        assert set(near(answer).values()) <= set(re.findall(r"\((\w+)\)", row["near"]))


def test_the_page_has_examples_of_every_field() -> None:
    typed = " ".join(row["you type"] for row in ROWS)
    for field in "title author publisher entity kind tag note lang grade date before after".split():
        assert f"{field}:" in typed or f"`{field}:`" in PAGE.read_text(encoding="utf-8")
    assert len(ROWS) > 50


def test_while_typing_the_page_is_right_too(over) -> None:
    assert found(over(DOCUMENTS)("contr", typing=True)) == {"S1", "n1", "c1"}
    assert found(over(DOCUMENTS)("before:2022-02")) >= {"S4"}
    assert "S4" not in found(over(DOCUMENTS)("date:2022-06"))
