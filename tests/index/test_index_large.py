"""Books and crowds: documents of more words, words of more places, segments of more documents than two bytes count."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_help import CASE, article, build, found

from casefile.domain.search import IndexDocument, SearchRequest
from index.port import IndexWriter, Searcher

WORDS = 150_000


def book(identity: str) -> IndexDocument:
    """``wagner`` at every fifth place, and words in turn across each multiple of 2^16."""
    words = [f"w{number % 977}" for number in range(WORDS)]
    words[::5] = ["wagner"] * len(words[::5])
    # The title and the gap behind it push the text on by some thousand places: a stretch of words is set.
    for around in (1 << 16, 2 << 16):
        for at in range(around - 4000, around + 10):
            words[at] = ("odd", "even")[at % 2]
    words[100], words[WORDS - 1] = "alpha", "omega"
    return article(identity, body=" ".join(words))


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("index")
    build(directory, [article("short", body="alpha even odd omega"), book("book")])
    return directory


def ids(directory: Path, query: str) -> set[str]:
    with Searcher(directory) as searcher:
        return found(searcher.search(SearchRequest(query)))


def test_words_on_either_side_of_the_sixty_five_thousandth_are_neighbours(directory: Path) -> None:
    assert ids(directory, '"odd even odd even odd"') == {"book"}
    assert ids(directory, '"even odd"') == {"book", "short"}
    assert ids(directory, '"even odd omega"') == {"short"}


def test_places_that_differ_by_a_multiple_of_sixty_five_thousand_are_not_neighbours(tmp_path: Path) -> None:
    words = ["x"] * 140_000
    words[10], words[11 + (1 << 16)] = "first", "second"
    build(tmp_path, [article("far", body=" ".join(words))])
    assert ids(tmp_path, '"first second"') == set()
    words[11] = "second"
    build(tmp_path, [article("far", body=" ".join(words))])
    assert ids(tmp_path, '"first second"') == {"far"}


def test_a_word_that_stands_in_a_text_thirty_thousand_times_is_counted_so(directory: Path) -> None:
    with Searcher(directory) as searcher:
        searcher.search(SearchRequest("wagner"))
        segment = searcher._snapshot.segments[0]
        terms = segment.terms("words")
        low, high = terms.only("wagner")
        assert terms.counts(low, high).tolist() == [book("book").body.split().count("wagner")]


def test_a_merge_keeps_the_places_of_books(directory: Path, tmp_path: Path) -> None:
    build(tmp_path, [book("book")])
    writer = IndexWriter.open_or_none(tmp_path, *CASE)
    assert writer is not None
    with writer:
        for number in range(8):
            writer.add([article(str(number), body=f"wagner alone {number}")])
            writer.commit(2 + number, "")
        while writer.merge_when_idle():
            pass
        assert len(list((tmp_path / "g000001").glob("*.pak"))) == 1
    assert ids(tmp_path, '"odd even odd even odd"') == {"book"}
    assert ids(tmp_path, '"wagner alone"') == {str(number) for number in range(8)}
    assert ids(tmp_path, "alpha omega") == {"book"}


def test_seventy_thousand_documents_in_one_segment_are_told_apart(tmp_path: Path) -> None:
    count = 70_000
    documents = [
        IndexDocument("note", str(number), "", f"common n{number % 1000}", f"20{10 + number % 10}")
        for number in range(count)
    ]
    with IndexWriter.rebuild(tmp_path, *CASE) as writer:
        writer.add(documents)
        writer.commit(1, "")
        assert len(list((tmp_path / "g000001").glob("*.pak"))) == 1
    with Searcher(tmp_path) as searcher:
        answer = searcher.search(SearchRequest("n7", limit=100, sort="date"))
        assert answer.total == 70
        assert found(answer) == {str(number) for number in range(7, count, 1000)}
        assert searcher.search(SearchRequest("common", limit=3)).facets["year"] == {
            f"20{10 + digit}": 7_000 for digit in range(10)
        }
        assert searcher.search(SearchRequest("common -n7 date:2017", limit=3)).total == 7_000 - 70
