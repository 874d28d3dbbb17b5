"""The search process: framed requests in, answers out, until its input ends."""

from __future__ import annotations

import subprocess
import sys

import pytest
from index_help import append, article, build

from casefile.domain.errors import IndexTrouble
from casefile.domain.frames import read_frame, write_frame
from casefile.domain.search import SearchRequest
from index.wire import answer_from_json, request_to_json


@pytest.fixture
def server(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "index.server", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    yield process
    for pipe in (process.stdin, process.stdout, process.stderr):
        pipe.close()
    process.kill()
    process.wait()


def call(server, message):
    write_frame(server.stdin, message)
    return read_frame(server.stdout)


def test_it_answers_follows_the_index_and_ends_with_its_input(server, tmp_path):
    with pytest.raises(IndexTrouble):
        answer_from_json(call(server, request_to_json(SearchRequest("wagner"))))
    assert call(server, {"warm": True})["error_kind"] == "index"
    build(tmp_path, [article("1", body="wagner")])
    assert call(server, {"warm": True}) == {"ready": True, "seq": 1}
    answer = answer_from_json(call(server, request_to_json(SearchRequest("wagner", generation=4))))
    assert (answer.total, answer.hits[0].id, answer.generation) == (1, "1", 4)
    append(tmp_path, [article("2", body="wagner")], seq=2)
    message = call(server, request_to_json(SearchRequest("wagner")))
    assert (message["total"], message["seq"]) == (2, 2)
    server.stdin.close()
    assert server.wait(10) == 0
    assert server.stderr.read() == b""


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"query": 3},
        {"query": "a", "sort": "size"},
        {"query": "a", "types": ["picture"]},
        {"query": "a", "limit": "9"},
    ],
)
def test_what_is_no_request_is_answered_and_survived(server, tmp_path, message):
    build(tmp_path, [article("1", body="wagner")])
    assert call(server, message)["error_kind"] == "request"
    assert call(server, {"query": "wagner"})["total"] == 1


def test_odd_queries_do_not_end_it(server, tmp_path):
    build(tmp_path, [article("1", body="wagner")])
    for query in ("((((", '"', "\x00", "\ud800", "a" * 100_000, "*" * 50, "NOT " * 500, "date:" * 30, "~" * 9):
        assert "total" in call(server, {"query": query, "typing": True})
    assert call(server, {"query": "wagner"})["total"] == 1


def test_an_index_that_breaks_while_it_is_open_is_said_and_then_forgotten(server, tmp_path):
    build(tmp_path, [article("1", body="wagner")])
    assert call(server, {"query": "wagner"})["total"] == 1
    (tmp_path / "current").write_text("g000009")
    assert call(server, {"query": "wagner"})["error_kind"] == "index"
    build(tmp_path, [article("1", body="wagner"), article("2", body="wagner")])
    assert call(server, {"query": "wagner"})["total"] == 2


def test_an_answer_survives_the_wire(tmp_path):
    from index.port import Searcher
    from index.wire import answer_to_json

    build(tmp_path, [article("1", body="wagner", date="2022-01-01"), article("2", body="vagner")])
    with Searcher(tmp_path) as searcher:
        answer = searcher.search(SearchRequest("wagner"))
    assert answer_from_json(answer_to_json(answer, 1)) == answer
    with pytest.raises(IndexTrouble):
        answer_from_json({"total": 1})


@pytest.mark.parametrize("module", ["wire", "snippets", "scan", "stamp", "query", "analysis", "folders"])
def test_the_desk_may_import_this_without_whoosh(module):
    code = f"import sys, index.{module}; sys.exit('whoosh' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_importing_the_port_warns_of_nothing():
    code = "import index.port, index.server"
    done = subprocess.run(
        [sys.executable, "-B", "-W", "always", "-X", "pycache_prefix=/nonexistent", "-c", code],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
