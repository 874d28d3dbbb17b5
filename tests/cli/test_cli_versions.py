"""Versions and copies from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import Runner

OLD = """The ferry Alkona left Brisvik on 3 May 2021, according to the Brisvik Gazette.

Mr Tomas Ekdal, the harbour master, denied it and said that the crew had asked for repairs in the spring already.

The owner did not answer.
"""
NEW = OLD.replace("denied it", "did not deny it").replace("The owner did not answer.\n", "The owner has died.\n")


@pytest.fixture
def two(run: Runner, tmp_path: Path) -> Runner:
    """S1, with an accepted name and a cited sentence, and S2 from the same address."""
    for name, text in (("old.txt", OLD), ("new.txt", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    run("new", "Ferry affair")
    run("add", str(tmp_path / "old.txt"), "--url", "https://gazette.example/ferry?utm_source=x")
    run("work")
    run("accept", "Tomas Ekdal")
    start = OLD.index("The owner did")
    run("note", "add", "Silence", "--body", f"⟦S1:{start}-{start + 25}⟧")
    run("add", str(tmp_path / "new.txt"), "--url", "http://www.gazette.example/ferry/")
    run("work")
    return run


def test_a_version_is_offered_said_shown_and_taken_back(two: Runner) -> None:
    run = two
    assert run("versions", "--json").json["offers"] == [
        {"article": "S2", "of": "S1", "url": "http://www.gazette.example/ferry/"}
    ]
    shown = run("versions", "S2", "--of", "S1", "--json").json
    assert (shown["version_of"], shown["versions"]) == ("S1", ["S1", "S2"])
    [name] = [one for one in shown["carried"]["placed"] if one["what"] == "accepted"]
    assert (name["text"], name["kind"], name["score"]) == ("Tomas Ekdal", "person", 1.0)
    [lost] = shown["carried"]["lost"]
    assert (lost["what"], lost["text"], lost["new"], lost["notes"]) == (
        "cited",
        "The owner did not answer.",
        None,
        ["n1"],
    )
    assert [one["what"] for one in shown["differences"]] == ["changed", "changed"]
    lines = run("versions", "S2").out
    assert "S2 is a version of S1: 1 of 2 passages" in lines
    assert "found no place" in lines
    assert "[+did not deny+]" in lines
    engines = {
        one["engine"] for one in run("mentions", "S2", "--json").json["mentions"] if one["text"] == "Tomas Ekdal"
    }
    assert engines == {"version"}
    assert run("versions").out.strip() == "No two articles here come from one address."
    assert run("versions", "S2", "--clear", "--json").json["version_of"] is None
    run("versions", "S2", "--of", "S1", "--decline")
    assert run("versions", "--json").json["offers"] == []


def test_what_is_asked_wrongly_is_said(two: Runner) -> None:
    run = two
    for wrong in (["--of", "S1"], ["S2", "--decline"], ["S9"], ["S1", "--of", "S1"], ["S2", "--of", "nine"]):
        assert run("versions", *wrong).code == 2, wrong
    for wrong in (["S9x"], ["--accept", "S1", "S1"], ["--accept", "S2", "S9"], ["--decline", "S2"]):
        assert run("copies", *wrong).code == 2, wrong
    assert "is no version of another" in run("versions", "S1").out


def test_copies_are_offered_said_and_declined(two: Runner, tmp_path: Path) -> None:
    run = two
    (tmp_path / "wire.txt").write_text("Wire service.\n\n" + OLD, encoding="utf-8")
    run("add", str(tmp_path / "wire.txt"))
    found = run("copies", "--json").json
    assert (found["offers"], found["waiting"]) == ([], 1)
    assert "wait to be compared" in run("copies").out
    run("work")
    [offer] = run("copies", "--json").json["offers"]
    assert (offer["article"], offer["other"], offer["kind"]) == ("S3", "S1", "copy")
    assert offer["words"] == f"copy of S1, {offer['percent']} % the same"
    assert offer["words"] in run("copies", "S3").out
    assert run("copies", "S2", "--json").json["offers"] == []
    run("copies", "--decline", "S3", "S1")
    assert run("copies", "S3", "--json").json["offers"] != [offer]
    run("copies", "--accept", "S3", "S1")
    assert run("copies", "--json").json["groups"] == [{"original": "S1", "copies": ["S3"]}]
    assert "S1 is copied in S3" in run("copies").out
    run("copies", "--clear", "S3")
    assert run("copies", "--json").json["groups"] == []
