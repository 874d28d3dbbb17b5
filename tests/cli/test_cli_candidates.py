from __future__ import annotations

from pathlib import Path

from running import Runner


def test_candidates_are_listed_with_score_rule_and_both_names(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "Mr Tomas Ekdal, the harbour master, denied it. Mr Ekdal left.\n", encoding="utf-8"
    )
    (tmp_path / "two.txt").write_text("Mr Tomas Eckdal, the harbour master, was away.\n", encoding="utf-8")
    run("new", "Ferry affair")
    run("add", str(tmp_path / "one.txt"), str(tmp_path / "two.txt"))
    run("work", "--until-idle")
    found = run("candidates", "--json").json
    (row,) = [each for each in found["candidates"] if each["entities"][0]["kind"] == "person"]
    assert set(row) == {"score", "rule", "words", "suggested", "why", "entities"}
    assert {each["name"] for each in row["entities"]} == {"Tomas Ekdal", "Tomas Eckdal"}
    assert row["rule"] == "transliteration"
    assert f"{int(row['score'] * 100)} % alike, transliteration" in run("candidates").out
    assert run("candidates", "Tomas Ekdal", "--json").json["total"] == 1
    assert run("candidates", "-n", "0", "--json").json["candidates"] == []
    run("merge", "Tomas Ekdal", "Tomas Eckdal")
    assert "Nothing here" in run("candidates").out
    assert run("candidates", "Nobody").code == 2
