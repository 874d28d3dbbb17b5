"""Files that want to crash, hang or phone home."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child, registry
from casefile.readers.hints import Hints

WORDS = "The harbour board met on Friday and said nothing of the crane. "
SHARED = Path(os.environ.get("CASEFILE_SHARED", Path(__file__).resolve().parents[2].parent / "shared" / "data"))


def attempt(data: bytes, hints: Hints) -> ReadOutcome:
    return child.attempt(io.BytesIO(data), hints)


def page(body: str) -> ReadOutcome:
    return attempt(f"<html><body>{body}</body></html>".encode(), Hints("a.html"))


@pytest.mark.parametrize("depth", [300, 900, 1500, 5_000, 100_000])
def test_deep_nesting_loses_no_words(depth: int) -> None:
    outcome = page("<p>start</p>" + "<div>" * depth + WORDS + "</div>" * depth + "<p>end</p>")
    words = " ".join(text.text for text in outcome.texts)
    assert "start" in words
    assert "the crane" in words
    assert "end" in words


@pytest.mark.parametrize(
    "body",
    [
        "<" * 300_000,
        "<!--" * 100_000,
        "<script>" * 50_000,
        "<p " + " ".join(f"a{at}=1" for at in range(50_000)) + ">" + WORDS,
        "<table><tr><td>" * 900 + WORDS,
        "<a href='x'>" * 20_000 + WORDS,
        "&" * 100_000,
        "&#xD800;&#0;&#x110000;\x00\x1b]52;c;AAAA\x07" + WORDS,
    ],
    ids=["brackets", "comments", "scripts", "attributes", "tables", "links", "ampersands", "characters"],
)
def test_bombs_made_of_html_end_with_an_outcome(body: str) -> None:
    outcome = page(body)
    assert outcome.state is IntakeState.READ or outcome.reason
    for text in outcome.texts:
        text.text.encode("utf-8")


def test_entities_of_a_page_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the-secret")
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "lolol"><!ENTITY b "&a;&a;&a;&a;&a;">'
        f'<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>&b; &x; {WORDS}</p></body></html>'
    )
    for name in ("a.html", "a.xml", "a.txt"):
        outcome = attempt(bomb.encode(), Hints(name))
        words = " ".join(text.text for text in outcome.texts)
        assert "the-secret" not in words
        assert "lolollolol" not in words


def test_a_large_page_counts_with_its_full_text_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.readers.html.LARGEST_FOR_BODY", 1000)
    outcome = page(f"<p>{WORDS}</p>" * 40)
    assert (outcome.state, [text.kind for text in outcome.texts]) == (IntakeState.PARTLY, ["full page"])
    assert "too large" in outcome.reason


def test_only_the_beginning_of_an_enormous_text_is_read_and_no_line_is_cut() -> None:
    outcome = registry.read("fünf Wörter in jeder Zeile\n".encode() * 100_000, Hints("a.txt", max_bytes=1024 * 1024))
    assert (outcome.state, outcome.reason) == (IntakeState.PARTLY, "only the first 1 MB were read")
    assert outcome.texts[0].text.endswith("Zeile\n")


@pytest.mark.parametrize("error", [RecursionError(), MemoryError(), ValueError("secret"), KeyError("secret")])
def test_a_reader_that_fails_gives_a_reason_without_content(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(file: object, hints: Hints) -> ReadOutcome:
        raise error

    monkeypatch.setattr(registry, "read_file", fail)
    outcome = attempt(b"x", Hints())
    assert outcome.state is IntakeState.UNREAD
    assert outcome.reason
    assert "secret" not in outcome.reason


def test_an_extractor_that_fails_costs_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(root: object) -> str:
        raise AttributeError

    monkeypatch.setattr("casefile.readers.html._body", fail)
    outcome = page(f"<p>{WORDS}</p>")
    assert (outcome.state, outcome.texts[0].text) == (IntakeState.PARTLY, WORDS.strip())


@pytest.mark.shared
def test_the_hostile_collection_is_read_or_says_why_not() -> None:
    manifest = SHARED / "hostile" / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip("no hostile files beside the checkout")
    for row in map(json.loads, manifest.read_text("utf-8").splitlines()):
        if row["kind"] == "pdf" and not row["path"].endswith("0.pdf"):
            continue
        data = (manifest.parent / row["path"]).read_bytes()
        outcome = attempt(data, Hints(Path(row["path"]).name))
        assert hashlib.sha256(data).hexdigest() == row["sha256"]
        assert outcome.state is IntakeState.READ or outcome.reason
        assert not outcome.reason.startswith("its reader failed"), row["path"]
        assert bool(outcome.texts) == (outcome.state is not IntakeState.UNREAD)


@pytest.mark.shared
def test_naughty_strings_are_kept_as_they_are() -> None:
    packed = SHARED / "hostile" / "blns" / "blns.json.gz"
    if not packed.exists():
        pytest.skip("no hostile files beside the checkout")
    for string in json.loads(gzip.decompress(packed.read_bytes())):
        outcome = attempt(json.dumps({"text": string, "title": string}).encode(), Hints("", "jsonline"))
        assert outcome.state is IntakeState.UNREAD or outcome.texts[0].text == string.removeprefix("\ufeff")
