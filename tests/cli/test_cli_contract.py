"""The command line, to the letter of its contract: what is printed, and the exit codes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from running import Runner

from casefile.domain.extraction import Extraction, FoundName, FoundReading
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.store.case_store import CaseStore
from casefile.store.suggestions import store_extraction


def test_new_prints_case_and_path_and_sets_the_last_used(run: Runner) -> None:
    made = run("new", "Ferry affair", "--ref", "F-1", "--json")
    assert made.code == 0
    assert {"case", "path"} <= made.json.keys()
    assert Path(made.json["path"], "case.db").is_file()
    assert run("articles", "--json").json == {"articles": []}
    for name in ("Ferry affair", "F-1", made.json["path"], made.json["uuid"], "ferry affair"):
        assert run("-c", name, "articles").code == 0


def test_no_case_and_an_unknown_case_exit_2_with_a_hint(run: Runner) -> None:
    unknown = ["nowhere", "~nosuchuser", "x" * 300]
    for command in (["articles"], ["articles", "-c", "nowhere"], *(["-c", name, "articles"] for name in unknown)):
        ran = run(*command)
        assert ran.code == 2
        assert "casefile" in ran.err.splitlines()[1]


def test_add_reports_every_item_and_names_the_case_on_standard_error(run: Runner, article: str, tmp_path: Path) -> None:
    run("new", "Ferry affair")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4\n")
    lines = tmp_path / "more.jsonl"
    lines.write_text(json.dumps({"title": "One", "text": "Words."}) + "\n\nnot json\n", encoding="utf-8")
    ran = run("add", article, str(tmp_path / "scan.pdf"), str(lines), article, "--json")
    assert ran.code == 3
    assert "Ferry affair" in ran.err
    items = ran.json["items"]
    assert [(item["path"], item["member"], item["status"], item["article"]) for item in items] == [
        (article, None, "read", "S1"),
        (str(tmp_path / "scan.pdf"), None, "unread", "S2"),
        (str(lines), "line 1", "read", "S3"),
        (str(lines), "line 3", "unread", "S4"),
        (article, None, "duplicate", "S1"),
    ]
    assert items[0]["sha256"] == hashlib.sha256(Path(article).read_bytes()).hexdigest()
    assert items[3]["sha256"] == hashlib.sha256(b"not json").hexdigest()
    assert all(item["reason"] for item in items if item["status"] in ("unread", "partly"))
    assert ran.json["counts"] == {"read": 2, "partly": 0, "unread": 2, "duplicate": 1}
    assert run("add", article).code == 0


def test_articles_have_the_fields_of_the_contract_and_can_be_edited(run: Runner, article: str) -> None:
    run("new", "Ferry affair")
    run("add", article, "--publisher", "Gazette", "--published", "2021-05-04")
    (row,) = run("articles", "--json").json["articles"]
    assert set(row) == {
        "number", "id", "sha256", "text_sha256", "title", "publisher", "author", "published", "url", "language", "mime",
        "state", "reason", "version_of",
    }  # fmt: skip
    assert (row["number"], row["publisher"], row["published"], row["state"]) == (1, "Gazette", "2021-05-04", "read")
    text = Path(article).read_text(encoding="utf-8")
    assert row["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert run("article", "set", "S1", "--title", "New title", "--grade", "B").code == 0
    assert run("show", "S1", "--json").json["title"] == "New title"
    assert run("show", "S1", "--json").json["reliability"] == "B"
    assert run("article", "set", "S1", "--published", "someday").code == 2
    assert run("article", "set", "S1").code == 2
    assert run("show", "S9").code == 2
    assert run("show", "one").code == 2
    assert run("show", "S" + "9" * 30).code == 2


def test_a_text_is_exact_to_a_pipe(run: Runner, tmp_path: Path) -> None:
    run("new", "Odd affair")
    text = "Escape \x1b]52;c;eA==\x07 bidi \u202e and no line end"
    (tmp_path / "odd.txt").write_bytes(text.encode("utf-8"))
    run("add", str(tmp_path / "odd.txt"))
    assert run("text", "S1").out == text
    assert run("text", "S1", "--raw").out == text
    assert run("text", "S1", "--json").json["text"] == text


def test_judging_by_name_alias_and_place(run: Runner, article: str) -> None:
    run("new", "Ferry affair")
    run("add", article)
    run("work", "--until-idle")
    names = {row["name"]: row for row in run("entities", "--json").json["entities"]}
    assert "Tomas Ekdal" in names
    accepted = run("accept", "Tomas Ekdal", "--json").json
    assert accepted["entity"]["state"] == "confirmed"
    mention = next(row for row in run("mentions", "S1", "--json").json["mentions"] if row["text"] == "Alkona")
    assert run("reject", "--at", f"S1:{mention['start']}-{mention['end']}").code == 0
    assert "Alkona" not in {row["text"] for row in run("mentions", "S1", "--json").json["mentions"]}
    assert run("rename", "Tomas Ekdal", "T. Ekdal").code == 0
    assert run("kind", "T. Ekdal", "organization", "--json").json["entity"]["kind"] == "organization"
    merged = run("merge", "T. Ekdal", "Brisvik Gazette", "--json").json["entity"]
    assert "Brisvik Gazette" in merged["aliases"]
    assert run("split", "Brisvik Gazette", "--json").json["entity"]["name"] == "Brisvik Gazette"
    for wrong in (
        ["accept", "Nobody"],
        ["accept"],
        ["reject", "--at", "S1:9-9"],
        ["reject", "--at", "S1:0-1"],
        ["kind", "T. Ekdal", "date"],
        ["kind", "T. Ekdal", "x"],
        ["split", "T. Ekdal"],
    ):
        assert run(*wrong).code == 2


def test_a_reading_is_listed_and_judged_at_its_place(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "glued.txt"
    path.write_text("Karl Berg left. Karl Bergwho left was asked.", encoding="utf-8")
    root = Path(run("new", "Glued", "--json").json["path"])
    run("add", str(path))
    text_id = run("--case", "Glued", "show", "S1", "--json").json["texts"][0]["id"]
    with CaseStore(root) as store:
        reading = FoundReading(Span(21, 28), "Berg who", "glued word")
        store_extraction(store, text_id, Extraction("x", readings=(reading,)), "k")
    listed = run("mentions", "S1")
    assert "read as “Berg who” (glued word)" in listed.out
    assert run("accept", "--at", "S1:21-28").code == 2
    assert run("accept", "Berg", "--reading").code == 2
    assert run("accept", "--at", "S1:21-28", "--reading").code == 0
    (mention,) = run("mentions", "S1", "--json").json["mentions"]
    assert (mention["kind"], mention["state"], mention["value"]) == ("reading", "accepted", "Berg who")


def test_what_a_new_engine_changed_is_listed_and_put_away(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("Tomas Ekdal met Mara Lind.", encoding="utf-8")
    root = Path(run("new", "Ferry affair", "--json").json["path"])
    run("add", str(path))
    text_id = run("show", "S1", "--json").json["texts"][0]["id"]
    tomas = FoundName(Span(0, 11), Kind.PERSON, "", "rules", "1", "capitals", 0.5)
    mara = FoundName(Span(16, 25), Kind.PERSON, "", "model", "2", "model", 0.9)
    with CaseStore(root) as store:
        store_extraction(store, text_id, Extraction("x", names=(tomas,)), "k1")
        assert run("changes", "--json").json == {"changes": [], "seen": False}
        store_extraction(store, text_id, Extraction("x", names=(replace(tomas, kind=Kind.PLACE), mara)), "k2")
    changed, new = run("changes", "S1", "--json").json["changes"]
    assert (changed["what"], changed["old"]["kind"], changed["new"]["kind"]) == ("changed", "person", "place")
    assert (new["what"], new["old"], new["new"]["text"], new["engine"]) == ("new", None, "Mara Lind", "model/2")
    listed = run("changes").out
    assert "S1:0-11   ~ changed  Tomas Ekdal, person → place" in listed
    assert "S1:16-25  + new      Mara Lind, person" in listed
    assert run("changes", "S9").code == 2
    assert len(run("changes", "--seen", "--json").json["changes"]) == 2
    assert run("changes").out.startswith("No engine has changed anything")
    assert run("work", "--again", "S9").code == 2
    assert run("work", "--again", "S1", "--json").json["extracted"] == 1
    assert run("work", "--json").json["extracted"] == 0


def test_search_answers_with_the_fields_of_the_contract(run: Runner, article: str) -> None:
    run("new", "Ferry affair")
    run("add", article)
    found = run("search", "alkona", "--json").json
    assert set(found) == {"query", "total", "near_total", "took_ms", "complete", "error", "hits", "facets"}
    assert (found["total"], found["complete"], found["error"]) == (1, True, None)
    (hit,) = found["hits"]
    assert hit["id"] == run("articles", "--json").json["articles"][0]["id"]
    assert set(hit) == {"type", "id", "title", "date", "score", "snippet", "spans", "near"}
    start, end = hit["spans"][0]
    assert hit["snippet"][start:end] == "Alkona"
    assert run("search", "nothinglikethis", "--json").code == 0
    broken = run("search", "(alkona", "--json").json
    assert broken["error"]
    assert broken["total"] == 1
    assert run("search").code == 2
    assert run("search", "x", "--in", "planets").code == 2


def test_search_jsonl_answers_a_line_for_a_line_and_ends_with_the_input(run: Runner, article: str) -> None:
    run("new", "Ferry affair")
    run("add", article)
    ran = run("search", "--jsonl", "--in", "articles", stdin="alkona\nzebra\n\nbrisvik -alkona\n")
    totals = [json.loads(line)["total"] for line in ran.out.splitlines()]
    assert totals == [1, 0, 0, 0]


def test_notes_are_written_edited_and_retired(run: Runner, article: str) -> None:
    run("new", "Ferry affair")
    run("add", article)
    made = run("note", "add", "Who", "--body", "-", "--kind", "lead", "--json", stdin="Bödy ⟦S1:4-9⟧ ⟦S1:4-9#0000⟧")
    assert made.json["body"] == "Bödy ⟦S1:4-9⟧ ⟦S1:4-9#0000⟧"
    assert "damaged" in made.err
    assert run("note", "edit", "n1", "--title", "Who else").code == 0
    assert run("notes", "--json").json["notes"][0]["title"] == "Who else"
    assert run("note", "edit", "n1", "--retire").code == 0
    assert run("notes", "--json").json["notes"] == []
    assert run("undo").code == 0
    assert len(run("notes", "--json").json["notes"]) == 1
    assert run("redo").code == 0
    assert run("note", "edit", "n1").code == 2
    assert run("note", "edit", "n7", "--title", "x").code == 2


def test_the_log_holds_every_act_and_undo_refuses_with_a_reason(run: Runner, article: str) -> None:
    run("new", "Ferry affair")
    run("add", article)
    rows = run("log", "--json").json["journal"]
    assert [row["verb"] for row in rows] == ["created", "received", "added"]
    assert len(run("log", "-n", "1", "--json").json["journal"]) == 1
    assert run("undo").code == 0
    assert run("articles", "--json").json == {"articles": []}
    refused = run("undo")
    assert refused.code == 1
    assert refused.err


def test_extract_needs_no_case_and_never_normalises(run: Runner, tmp_path: Path) -> None:
    text = "\ufeffMr Tomas Ekdal spoke.\r\nWrite to office@ferry.com on 3 May 2021."
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8"))
    found = run("extract", str(path)).json
    for row in [*found["mentions"], *found["identifiers"], *found["dates"]]:
        assert text[row["start"] : row["end"]] == row["text"]
    assert "office@ferry.com" in {row["value"] for row in found["identifiers"]}
    lines = "\n".join(
        [
            json.dumps({"id": 7, "text": text}),
            "{bad",
            json.dumps({"id": "x"}),
            json.dumps({"id": "y", "text": "T", "published": "soon"}),
        ]
    )
    answers = [json.loads(line) for line in run("extract", "--jsonl", stdin=lines).out.splitlines()]
    assert [answer["id"] for answer in answers] == [7, None, "x", "y"]
    assert ["error" in answer for answer in answers] == [False, True, True, True]
    assert run("extract", "/no/such").code == 2
    assert run("extract").code == 2


def test_a_dossier_is_written_once_verified_and_found_out_when_changed(
    run: Runner, article: str, tmp_path: Path
) -> None:
    run("new", "Ferry affair")
    run("add", article)
    run("work")
    run("accept", "Tomas Ekdal")
    run("note", "add", "Who", "--body", "The ferry ⟦S1:4-16⟧ left.")
    out = tmp_path / "out"
    assert run("dossier", "--out", str(out), "--json").code == 0
    assert run("verify", str(out)).code == 0
    assert run("dossier", "--out", str(out)).code == 2
    again = tmp_path / "again"
    run("dossier", "--out", str(again))
    for path in sorted(out.rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (again / path.relative_to(out)).read_bytes()
    page = out / "dossier.md"
    page.write_bytes(page.read_bytes() + b"\n")
    changed = run("verify", str(out))
    assert changed.code == 1
    assert "dossier.md" in changed.out
    assert run("verify", str(tmp_path / "none")).code == 2
    assert run("verify", article).code == 2
    for form in ("md", "html"):
        assert run("dossier", "--out", str(tmp_path / f"d.{form}"), "--format", form).code == 0


def test_backup_and_restore_give_the_same_case_elsewhere(run: Runner, article: str, tmp_path: Path) -> None:
    run("new", "Ferry affair")
    run("add", article)
    before = run("articles", "--json").json
    assert run("backup", str(tmp_path / "copy")).code == 0
    restored = run("restore", str(tmp_path / "copy"), "--dir", str(tmp_path / "elsewhere"), "--json")
    assert restored.code == 0
    assert run("-c", restored.json["path"], "articles", "--json").json == before
    assert run("-c", restored.json["path"], "doctor").code == 0
    assert run("-c", restored.json["path"], "search", "alkona", "--json").json["total"] == 1
    assert run("restore", str(tmp_path / "nothing")).code == 2


def test_a_purge_destroys_the_words_everywhere_and_the_chain_still_holds(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("Xylographer met Mr Quirinus Zandt in Brisvik.", encoding="utf-8")
    root = Path(run("new", "Ferry affair", "--json").json["path"])
    run("add", str(path), "--title", "Xylographer")
    run("work")
    assert run("purge", "S1", "--why", "court order").code == 2
    assert run("purge", "S1", "--why", "court order", "--yes").code == 0
    assert run("doctor", "--json").json["ok"] is True
    assert run("search", "xylographer", "--json").json["total"] == 0
    for file in [*root.rglob("*"), *(root.parents[1] / "cache").rglob("*")]:
        if file.is_file():
            assert b"xylographer" not in file.read_bytes().lower(), file


def test_settings_are_shown_and_bad_values_are_refused(run: Runner) -> None:
    assert run("settings", "--json").json["name"] == "analyst"
    assert run("settings", "name", "A. Lind", "--json").json["name"] == "A. Lind"
    run("new", "Ferry affair")
    assert run("log", "--json").json["journal"][0]["actor"] == "A. Lind"
    for key, value in (
        ("theme", "neon"),
        ("time_zone", "Mars/Base"),
        ("phone_region", "norway"),
        ("name", " "),
        ("ascii_marks", "maybe"),
    ):
        assert run("settings", key, value).code == 2
    assert run("settings", "theme").code == 2


def test_the_index_may_be_deleted_and_nothing_is_lost(run: Runner, article: str, home: Path) -> None:
    import shutil

    run("new", "Ferry affair")
    run("add", article)
    shutil.rmtree(home / "cache" / "index")
    assert run("doctor", "--json").json["ok"] is True
    assert run("search", "alkona", "--json").json["total"] == 1
    assert run("reindex", "--json").json["documents"] == 1


def test_wrong_words_exit_2(run: Runner) -> None:
    for words in (
        ["frobnicate"],
        ["add"],
        ["search", "x", "-n", "-1"],
        ["search", "x", "--filter", "year"],
        ["search", "x", "--filter", "colour=red"],
        ["search", "x", "-n", "many"],
        ["article"],
        ["note"],
    ):
        assert run(*words).code == 2


def test_a_defect_is_told_without_a_traceback_and_without_the_case(
    run: Runner, article: str, monkeypatch: object
) -> None:
    import pytest

    assert isinstance(monkeypatch, pytest.MonkeyPatch)
    run("new", "Ferry affair")
    run("add", article)

    def broken(*_: object) -> None:
        raise RuntimeError("Tomas Ekdal")

    monkeypatch.setattr("casefile.services.rows.articles", broken)
    ran = run("articles")
    assert ran.code == 1
    assert "Ekdal" not in ran.err + ran.out
    assert "Traceback" not in ran.err
