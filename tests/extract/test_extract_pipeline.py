from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.domain.extraction import Document, FoundName, as_json, from_json
from casefile.domain.frames import read_frame, write_frame
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract import child, engines
from casefile.extract.names.model import engine_key
from casefile.extract.pipeline import extract

SHARED = Path(os.environ.get("CASEFILE_SHARED", Path(__file__).resolve().parents[3] / "shared" / "data"))

_PIECES = """According to | according to | said |Anna Lind|Lindwho | (HVK)|’s |Mr. | of the | and |http://a.b|@|a@b.no
+47 22 03 50 00|NO93 8601 1117 947|16 January 2023|31/02/2022| in 2014
Friday|“|”|, |. | |\u202e|😀|漢字|\u0301|\x00|THE END"""
FRAGMENTS = st.sampled_from([*_PIECES.replace("\n", "|").split("|"), "\n", "\n\n", "\ud800"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(FRAGMENTS | st.text(max_size=4), max_size=30).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["", "2023-01-16", "2023-13-99", "x"]), st.sampled_from(["", "NO", "zz"]))
def test_every_span_lies_in_the_text_and_any_text_is_read(text: str, published: str, region: str) -> None:
    found = extract(Document("x", text, published, "en", region))
    spans = [each.span for group in (found.names, found.identifiers, found.dates, found.readings) for each in group]
    spans += [span for a in found.attributions for span in (a.source, a.cue, a.content) if span]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert {name.cluster for name in found.names} == {cluster.id for cluster in found.clusters}
    for group in (found.names, found.identifiers, found.dates):
        ordered = [each.span for each in group]
        assert ordered == sorted(ordered)
        assert all(first.end <= second.start for first, second in pairwise(ordered))
    wire = json.loads(json.dumps(as_json(found, text)))
    assert from_json(wire) == found
    for key in ("mentions", "identifiers", "dates"):
        assert all(text[each["start"] : each["end"]] == each["text"] for each in wire[key])


def test_a_name_at_the_end_with_only_a_space_behind_it_is_read() -> None:
    assert extract(Document("", "They met A0 ", language="en")).id == ""


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "(" * 100_000,
        "1" * 200_000,
        "A" * 100_000,
        "a@" * 50_000,
        "a." * 50_000,
        "Aa " * 50_000,
        "-" * 100_000,
        "记者" * 100_000,
        "according to " * 5_000,
        " said" * 20_000,
        "http://" * 20_000,
        ", the" * 20_000,
        "+1 " * 50_000,
        "NO93 " * 20_000,
        "“" * 50_000,
        "January " * 20_000,
        "in 2014 " * 10_000,
        "The Bank of " * 10_000,
        "\n" * 100_000,
    ],
    ids=lambda text: text[:12].strip() or "blank",
)
def test_hostile_repetitions_are_read_in_bounded_time(text: str) -> None:
    extract(Document("", text, language="en", region="NO"))


def ask(request: dict[str, object]) -> dict[str, object]:
    pipe = io.BytesIO()
    write_frame(pipe, request)
    replies = io.BytesIO()
    assert child.serve(io.BytesIO(pipe.getvalue()), replies) == 0
    reply = read_frame(io.BytesIO(replies.getvalue()))
    assert reply is not None
    return reply


def test_the_child_answers_what_the_pipeline_finds() -> None:
    text = "They met Anna Lind in Oslo."
    assert ask({"id": "7", "text": text}) == json.loads(json.dumps(as_json(extract(Document("7", text)), text)))


@pytest.mark.parametrize("request_", [{}, {"id": 3}, {"id": "a", "text": 5}, {"id": "a", "text": "x", "published": 7}])
def test_the_child_answers_a_request_that_is_none_with_an_error(request_: dict[str, object]) -> None:
    reply = ask(request_)
    assert reply["id"] == request_.get("id")
    assert "text" in str(reply["error"])


def test_an_error_of_the_child_quotes_nothing_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(document: Document) -> None:
        raise ValueError(document.text)

    monkeypatch.setattr(child, "extract", fail)
    assert ask({"id": "1", "text": "secret"}) == {
        "id": "1",
        "error": "the text could not be read by the engines (ValueError)",
    }


def test_a_broken_frame_ends_the_child_with_two() -> None:
    assert child.serve(io.BytesIO(b"\x00\x00\x00\x09{"), io.BytesIO()) == 2


def test_the_child_runs_as_a_program_and_imports_neither_parsers_nor_the_store() -> None:
    code = (
        "import sys, casefile.extract.child as c; "
        "bad = {'sqlmodel', 'textual', 'whoosh', 'phonenumbers', 'trafilatura', 'schwifty'} & set(sys.modules); "
        "sys.exit(repr(bad) if bad else c.serve(sys.stdin.buffer, sys.stdout.buffer))"
    )
    frame = io.BytesIO()
    write_frame(frame, {"id": "1", "text": "They met Anna Lind."})
    done = subprocess.run([sys.executable, "-P", "-c", code], input=frame.getvalue(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    reply = read_frame(io.BytesIO(done.stdout))
    assert reply is not None
    assert [mention["text"] for mention in reply["mentions"]] == ["Anna Lind"]


class _Plug:
    name, version, langs = "plug", "3", ("en",)

    def mentions(self, document: Document) -> list[FoundName]:
        return [
            FoundName(Span(0, 4), Kind.PERSON, "", "plug", "3", "r", 0.9),
            FoundName(Span(2, 6), Kind.PLACE, "", "plug", "3", "overlaps", 0.9),
            FoundName(Span(5, 900), Kind.PLACE, "", "plug", "3", "outside", 0.9),
        ]


class _Broken(_Plug):
    def mentions(self, document: Document) -> list[FoundName]:
        raise RuntimeError


def install(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    entry = EntryPoint(engine, f"{__name__}:{engine}", engines.GROUP)
    monkeypatch.setattr(engines, "_installed", lambda: [entry])
    monkeypatch.setattr(engines, "_plug_ins", lambda: [entry])
    monkeypatch.setattr(EntryPoint, "load", lambda self: globals()[self.name])


def test_an_installed_engine_takes_the_place_of_the_built_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    before = engines.engines_key()
    install(monkeypatch, "_Plug")
    found = extract(Document("", "anna met Erik Moe."))
    assert [(name.span, name.engine, name.cluster) for name in found.names] == [(Span(0, 4), "plug", "c1")]
    assert "plug/3" in found.engines
    assert engines.engines_key() == f"{before} _Plug/0"


def test_an_engine_that_fails_leaves_the_text_to_the_built_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "_Broken")
    found = extract(Document("", "They met Erik Moe."))
    assert [name.engine for name in found.names] == ["names"]
    assert engine_key() in found.engines


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "seed" / "article.txt").exists(), reason="the test material is not here")
def test_the_article_that_the_project_was_asked_for_with_gives_its_names() -> None:
    text = (SHARED / "seed" / "article.txt").read_text(encoding="utf-8")
    found = extract(Document("seed", text))
    kinds = {name.span.of(text): name.kind.value for name in found.names}
    assert kinds["Wagner"] == kinds["VG"] == kinds["FSB"] == kinds["PST"] == "organization"
    assert kinds["Andrey Medvedev"] == kinds["Medvedev"] == "person"
    assert kinds["Norway"] == kinds["Finnmark"] == kinds["Oslo"] == kinds["Ukraine"] == "place"
    assert {i.value for i in found.identifiers} == {"gulagu.net"}
    gold = json.loads((SHARED / "seed" / "expected.json").read_text(encoding="utf-8"))
    aliases = {alias for cluster in found.clusters for alias in cluster.aliases}
    assert not aliases & set(gold["never_an_alias"])
    assert not {"The man", "Norwegian", "Russian", "Russia"} & set(kinds)
    medvedev = next(cluster for cluster in found.clusters if cluster.name == "Andrey Medvedev")
    assert set(medvedev.aliases) == {"Andrey Medvedev", "Medvedev"}
    assert [reading.read_as for reading in found.readings] == ["Medvedev who"]
    assert all(date.unresolved for date in found.dates if "Friday" in date.span.of(text))


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "seed" / "article.txt").exists(), reason="the test material is not here")
def test_no_attribution_of_that_article_has_a_wrong_speaker() -> None:
    text = (SHARED / "seed" / "article.txt").read_text(encoding="utf-8")
    gold = json.loads((SHARED / "seed" / "expected.json").read_text(encoding="utf-8"))
    found = extract(Document("seed", text, published="2023-01-16"))
    assert len(found.attributions) >= 10
    for each in found.attributions:
        wanted = [w for w in gold["attributions"] if w["cue"][0] < each.cue.end and each.cue.start < w["cue"][1]]
        assert wanted
        assert each.polarity == wanted[0]["polarity"]
        assert each.speaker not in wanted[0].get("wrong_speakers", [])
    fridays = [date for date in found.dates if "Friday" in date.span.of(text)]
    assert [date.earliest for date in fridays] == ["2023-01-13", "2023-01-13"]
