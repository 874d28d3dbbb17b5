"""The sample case holds what its description promises."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casefile.domain.dates import parse_date
from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState, Kind, NoteKind
from casefile.readers.hints import Hints
from casefile.readers.registry import read

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
CASE: dict[str, Any] = json.loads((SEEDS / "case.json").read_text("utf-8"))


def outcome_of(article: dict[str, Any]) -> ReadOutcome:
    data = (SEEDS / article["file"]).read_bytes()
    if "line" in article:
        return read(data.splitlines()[article["line"] - 1], Hints(article["file"], "jsonline"))
    return read(data, Hints(article["file"]))


@pytest.fixture(scope="module")
def outcomes() -> dict[str, ReadOutcome]:
    return {article["key"]: outcome_of(article) for article in CASE["articles"]}


@pytest.fixture(scope="module")
def texts(outcomes: dict[str, ReadOutcome]) -> dict[str, str]:
    return {key: outcome.texts[0].text for key, outcome in outcomes.items()}


def places() -> Iterator[dict[str, Any]]:
    for name in CASE["names"]:
        yield from name["at"]
    for merge in CASE["merges"]:
        yield merge["keep"]
        yield merge["other"]
    for note in CASE["notes"]:
        yield from note["pins"].values()


def test_every_quotation_stands_in_its_article_exactly_as_often_as_it_says(texts: dict[str, str]) -> None:
    for place in places():
        count = texts[place["article"]].count(place["quote"])
        assert count >= place["occurrence"] if "occurrence" in place else count == 1, place


def test_every_article_is_read_and_pages_count_with_their_body(outcomes: dict[str, ReadOutcome]) -> None:
    for article in CASE["articles"]:
        outcome = outcomes[article["key"]]
        assert (outcome.state, outcome.reason) == (IntakeState.READ, "")
        assert outcome.metadata.title
        assert outcome.texts[0].kind == ("body" if article["file"].endswith(".html") else "text")
        assert 220 <= len(outcome.texts[0].text.split()) <= 500


def test_no_menu_teaser_or_cookie_notice_is_part_of_a_body(texts: dict[str, str]) -> None:
    for words in ("cookies", "Most read", "Imprint", "Subscribe", "More from the port", "All rights reserved"):
        assert words not in texts["mercury"] + texts["courier"]


def test_notes_use_every_pin_they_name_and_no_other() -> None:
    for note in CASE["notes"]:
        assert sorted(re.findall(r"\[\[(\w+)\]\]", note["body"])) == sorted(note["pins"])
        assert NoteKind(note["kind"])


def test_the_values_given_by_hand_can_be_kept() -> None:
    fields = {"title", "author", "publisher", "url", "published", "retrieved", "language"}
    for article in CASE["articles"]:
        assert set(article["metadata"]) <= fields
        for name in ("published", "retrieved"):
            parse_date(article["metadata"].get(name, "2020"))
    for name in CASE["names"]:
        assert Kind(name["kind"]) is not Kind.DATE
        assert name["verdict"] in ("confirm", "reject")


def test_the_traps_are_there(outcomes: dict[str, ReadOutcome], texts: dict[str, str]) -> None:
    assert "Kharkevichwhose time" in texts["mercury"]
    assert "beginning of June 2019 and lasted four months" in texts["mercury"]
    assert outcomes["mercury"].metadata.published == "2020-02-17"
    assert "on Friday" in texts["notice"]
    assert outcomes["notice"].metadata.published is None
    assert not next(article for article in CASE["articles"] if article["key"] == "notice")["metadata"].get("published")
    wire = set(texts["northlight"].split("\n\n")[2:])
    assert len(wire & set(texts["courier"].split("\n\n"))) >= 4
    assert "seen the invoices" in texts["northlight"]
    assert "seen the invoices" not in texts["courier"]


def test_every_seed_is_marked_as_fiction_and_named_in_plain_ascii() -> None:
    provenance = (SEEDS / "PROVENANCE.md").read_text("utf-8")
    assert "fiction" in provenance
    for file in SEEDS.iterdir():
        assert re.fullmatch(r"[A-Za-z0-9.-]+", file.name)
        assert file.name in ("PROVENANCE.md", "case.json") or file.name in provenance
        if file.suffix in (".html", ".jsonl"):
            assert "iction, written for the sample case of casefile" in file.read_text("utf-8")
