"""The benchmark of the search, at a size at which nothing is to be learned but that its parts work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from casefile.domain.folding import WORD
from casefile.domain.search import IndexAnswer, IndexDocument, IndexHit, SearchRequest

FOLDER = Path(__file__).parents[1] / "benchmarks" / "search"


@pytest.fixture(scope="module")
def bench() -> Iterator[SimpleNamespace]:
    """The benchmark's modules, which stand beside their ``__main__``."""
    names = ("vocabulary", "corpus", "texts", "question", "wanted", "edits", "oracle", "asking", "checking")
    sys.path.insert(0, str(FOLDER))
    try:
        yield SimpleNamespace(**{name: __import__(name) for name in names})
    finally:
        sys.path.remove(str(FOLDER))
        for name in [name for name, module in sys.modules.items() if _is_ours(module)]:
            del sys.modules[name]


def _is_ours(module: object) -> bool:
    return Path(getattr(module, "__file__", None) or "/").parent == FOLDER


def test_the_whole_benchmark_runs_and_every_answer_agrees_with_the_oracle() -> None:
    command = [sys.executable, str(FOLDER), "200", "--quick", "--engines", "casefile,fts5"]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONHASHSEED": "0"})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "answers that agree with the oracle: 300 of 300" in done.stdout
    for row in ("1 to 3 letters", "date range", "all facets", "Enter: ten best", "open to first search", "MB on disk"):
        assert row in done.stdout


def test_an_article_is_the_same_whichever_were_made_before_it(bench: SimpleNamespace) -> None:
    assert list(bench.corpus.articles(6))[5] == bench.corpus.article(5)
    assert bench.corpus.article(5) != bench.corpus.article(5, seed=1)


def test_new_words_keep_coming_as_in_real_text(bench: SimpleNamespace) -> None:
    words: set[str] = set()
    sizes = []
    for number in range(200):
        words.update(WORD.findall(bench.corpus.article(number).body.casefold()))
        if number in (49, 199):
            sizes.append(len(words))
    # By Heaps' law four times the text has 4 ** 0.5 to 4 ** 0.7 times the words.
    assert 1.9 < sizes[1] / sizes[0] < 2.8


def test_places_follow_the_dates_and_equal_dates_the_keys(bench: SimpleNamespace) -> None:
    about = [bench.corpus.facts(number) for number in reversed(bench.texts.order(300))]
    days = [one.day for one in about]
    assert days == sorted(days, reverse=True)
    assert days[-1] == ""
    undated = [one.id for one in about if not one.day]
    assert undated == sorted(undated)


DOCUMENTS = (
    IndexDocument("article", "a", "Old ferry", "The ferry co-operates with anna.berg@ships.org.", "2020-01-01"),
    IndexDocument("article", "b", "Sold", "A bank, not a ferry; 中国人民 said so.", "2021", kind="news"),
    IndexDocument("article", "c", "Bank of ferries", "The bank of the Ferry Company", "2021-01-01", kind="leak"),
    IndexDocument("article", "d", "Ferre", "Nothing else", "", entities=("Anna Berg",), language="en-GB"),
)


@pytest.fixture
def answers(bench: SimpleNamespace) -> SimpleNamespace:
    return bench.oracle.Oracle(DOCUMENTS)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (("Word", "ferry"), "bca"),
        (("Word", "ferr", {"prefix": True}), "bcad"),
        (("Word", "ferry", {"fuzzy": True}), "bcad"),
        (("Word", "ferr", {"prefix": True, "field": "title"}), "cad"),
        (("Word", "cooperates"), "a"),
        (("Word", "cooper", {"prefix": True}), ""),
        (("Joined", ("co", "operates")), "a"),
        (("Row", ("the", "ferry")), "ca"),
        (("Row", ("ferry", "bank"), {"slop": 2}), "bc"),
        (("Row", ("ferry", "bank"), {"slop": 1}), ""),
        (("Row", ("anna", "berg"), {"field": "entity"}), "d"),
        (("Run", "国人"), "b"),
        (("Run", "中人"), ""),
        (("Value", "lang", "en"), "d"),
        (("Dated", "2020-06-01", "", "date:2020-06.."), "bc"),
    ],
)
def test_the_oracle_reads_the_query_language_plainly(
    bench: SimpleNamespace, answers: SimpleNamespace, wanted: tuple[object, ...], ids: str
) -> None:
    kind, *given = wanted
    more = given.pop() if isinstance(given[-1], dict) else {}
    asked = getattr(bench.wanted, str(kind))(*given, **more)  # type: ignore[arg-type]
    expected = answers.expected(asked)
    assert "".join(expected.newest) == ids
    assert expected.total == len(ids)


def test_the_oracle_counts_a_facet_under_the_filters_of_the_others(
    bench: SimpleNamespace, answers: SimpleNamespace
) -> None:
    asked = bench.wanted.Word("ferry")
    expected = answers.expected(asked, (("kind", "news"), ("year", "2021")), ("kind", "year"))
    assert expected.total == 1
    assert expected.facets == {"kind": {"news": 1, "leak": 1}, "year": {"2021": 1}}


def test_an_answer_that_is_not_the_oracles_is_told(bench: SimpleNamespace, answers: SimpleNamespace) -> None:
    expected = answers.expected(bench.wanted.Word("ferry"))
    request = SearchRequest("ferry", sort="date")
    hits = tuple(IndexHit("article", id_, 0.0) for id_ in "bca")
    right = IndexAnswer(3, 1, (*hits, IndexHit("article", "d", 0.0, "fuzzy")), ())
    told = [
        bench.checking.differences(answer, expected, replace(request, facets=()))
        for answer in (right, replace(right, total=4), replace(right, hits=hits[::-1]), replace(right, error="what?"))
    ]
    assert [bool(one) for one in told] == [False, True, True, True]
