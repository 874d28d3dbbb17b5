"""``casefile search``: for people, for programs, to a terminal and to a pipe."""

from __future__ import annotations

import json

import pytest
from running import Runner

from casefile.cli.commands.found import results_lines
from casefile.cli.output import Marked, Output
from casefile.domain.search import Hit, SearchResults
from casefile.domain.span import Span

FERRY = "The ferry Alkona left Brisvik on 3 May 2021.\n\nMr Tomas Ekdal, the harbour master, wrote to the Alkona.\n"


@pytest.fixture
def ferry(run: Runner, tmp_path) -> Runner:
    """A case of three articles and a note."""
    run("new", "Ferry affair")
    lines = [
        {"title": "Alkona sails", "publisher": "Gazette", "published": "2021-05-04", "language": "en", "text": FERRY},
        {"title": "Strike", "publisher": "Herald", "published": "2022", "language": "en", "text": "Алкона и Экдал"},
        {"title": "Later", "publisher": "Herald", "published": "2023-01", "language": "en", "text": "the ferry alkona"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run("add", str(tmp_path / "a.jsonl"))
    run("note", "add", "Ask about the ferry", "--body", "who owns the Alkona?")
    return run


def test_people_see_sections_places_dates_labels_and_what_could_narrow_it(ferry: Runner) -> None:
    lines = ferry("search", "alkona").out.splitlines()
    assert lines[0].startswith("3 hits and 1 near · ")
    assert "Articles" in lines
    assert "Notes" in lines
    assert "  S1 ¶1  Alkona sails  2021-05-04" in lines
    assert any("left Brisvik" in line for line in lines)
    assert any(line.startswith("  n1  Ask about the ferry") for line in lines)
    assert lines.index("  S2 ¶1  Strike  2022  [transliteration]") > lines.index("Notes")
    assert lines[-2].startswith("type: article 2, note 1 · year: ")
    assert "\x1b" not in "".join(lines)


def test_by_date_there_is_one_list_newest_first(ferry: Runner) -> None:
    lines = ferry("search", "alkona", "--sort", "date", "--in", "articles").out.splitlines()
    assert "Articles" not in lines
    assert [line.split()[0] for line in lines if line.startswith("  S")] == ["S3", "S1", "S2"]


def test_filters_narrow_and_several_of_one_facet_widen(ferry: Runner) -> None:
    one = ferry("search", "alkona", "--filter", "publisher=Gazette", "--json").json
    assert (one["total"], one["near_total"]) == (1, 0)
    assert one["facets"]["publisher"] == {"Gazette": 1, "Herald": 1}
    both = ["--filter", "publisher=Gazette", "--filter", "publisher=Herald"]
    assert ferry("search", "alkona", *both, "--json").json["total"] == 2
    assert ferry("search", "alkona", *both, "--filter", "year=2023", "--json").json["total"] == 1
    assert ferry("search", "", "--filter", "year=2022", "--json").json["total"] == 1


def test_no_hits_are_wanted_only_counts(ferry: Runner) -> None:
    found = ferry("search", "alkona", "-n", "0", "--json").json
    assert (found["hits"], found["total"]) == ([], 3)
    assert found["facets"]["year"]


def test_one_process_answers_line_for_line_whatever_the_line_is(ferry: Runner) -> None:
    queries = ["alkona", '"unbalanced', "", "\x00\x1b[31m", "алкона", "f" * 20_000, "date:2021", "kind:lead OR ferry"]
    ran = ferry("search", "--jsonl", "-n", "5", stdin="\n".join(queries).encode() + b"\n\xff\xfe\r\nalkona")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert len(answers) == len(queries) + 2
    assert [one["query"] for one in answers][:5] == queries[:5]
    assert all(
        set(one) == {"query", "total", "near_total", "took_ms", "complete", "error", "hits", "facets"}
        for one in answers
    )
    assert [one["total"] for one in answers] == [3, 0, 0, 0, 1, 0, 1, 3, 0, 3]
    assert "no partner" in answers[1]["error"]
    assert all(one["complete"] for one in answers)


def test_an_alias_of_a_confirmed_entity_finds_what_names_it_otherwise(run: Runner, tmp_path) -> None:
    run("new", "Ferry affair")
    (tmp_path / "a.txt").write_text("Tomas Ekdal, the harbour master, spoke in Brisvik.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Томас Экдал сказал.\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text("Nothing of the sort.\n", encoding="utf-8")
    run("add", *(str(tmp_path / f"{name}.txt") for name in "abc"))
    run("work", "--until-idle")
    assert run("accept", "Tomas Ekdal").code == 0
    assert run("search", "entity:ekdal", "--in", "articles", "--json").json["total"] == 1
    assert run("rename", "Tomas Ekdal", "Томас Экдал").code == 0
    for query in ("entity:ekdal", "entity:экдал", 'entity:"tomas ekdal"'):
        assert run("search", query, "--in", "articles", "--json").json["total"] == 2, query
    assert run("search", "entity:ekdal", "--in", "entities", "--json").json["total"] == 1


def results(snippet: str, spans: tuple[Span, ...], title: str = "T") -> SearchResults:
    hit = Hit("article", "x", 1, title, "2021", 1.0, snippet, spans, paragraph=2, page="p.4")
    return SearchResults("q", 1, 0, 1.0, True, "", (hit,), {"type": {"article": 1}})


def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], found: SearchResults) -> str:
    output = Output(as_json=False)
    output.document({}, results_lines(found))
    return capsys.readouterr().out


def test_on_a_terminal_the_hit_stands_out_and_nothing_of_the_text_reaches_it_raw(monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    found = results("a \x1b[31mred\x1b[0m \u202eword\x07", (Span(7, 10),), title="\x1b]0;x\x07")
    out = shown(monkeypatch, capsys, found)
    assert "\x1b[1mred\x1b[22m" in out
    assert "\x1b" not in out.replace("\x1b[1m", "").replace("\x1b[22m", "")
    assert not set("\x07\u202e") & set(out)
    assert "S1 p.4 ¶2" in out


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_without_styles_gets_plain_lines(monkeypatch, capsys, name, value) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(name, value)
    assert "\x1b" not in shown(monkeypatch, capsys, results("a red word", (Span(2, 5),)))


def test_to_a_pipe_a_line_is_exact_and_plain(monkeypatch, capsys) -> None:
    assert "    a red word\n" in shown(monkeypatch, capsys, results("a red word", (Span(2, 5),)))
    Output(as_json=False).line(Marked("one\ntwo", (Span(0, 3),)))
    assert capsys.readouterr().out == "one two\n"
