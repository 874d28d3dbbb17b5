from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import SearchRequest
from casefile.domain.span import Span
from casefile.services import articles, cases, history, index_feed, intake, judging, notes, rows
from casefile.services.search import Search
from casefile.store import home
from casefile.store.originals import read as original


def totals(case: cases.OpenCase, *queries: str) -> list[int]:
    with Search(case) as searching:
        return [searching.run(SearchRequest(query), wait=10).total for query in queries]


def test_articles_entities_and_notes_are_found_with_their_passages(read_case: cases.OpenCase) -> None:
    notes.add_note(read_case, "About the harbour", "Ekdal knows.")
    with Search(read_case) as searching:
        results = searching.run(SearchRequest("ekdal"), wait=10)
    assert results.complete
    by_type = {hit.type: hit for hit in results.hits}
    assert set(by_type) == {"article", "entity", "note", "claim"}
    hit = next(one for one in results.hits if one.type == "article" and one.number == 1)
    assert all(span.of(hit.snippet).casefold() == "ekdal" for span in hit.spans)
    assert hit.at is not None
    assert hit.at.of(rows.counted_text(read_case, 1)) == "Ekdal"
    assert hit.paragraph == 2
    assert by_type["entity"].title == "Tomas Ekdal"
    assert by_type["note"].number == 1


def test_a_passage_is_shown_without_the_gaps_between_its_lines(case: cases.OpenCase) -> None:
    intake.add_pasted(case, "First line.\n\n   The quagmire\n\tis  deep, the quagmire\n\n")
    with Search(case) as searching:
        (hit,) = searching.run(SearchRequest("quagmire"), wait=10).hits
    assert hit.snippet == "First line. The quagmire is deep, the quagmire"
    assert [span.of(hit.snippet) for span in hit.spans] == ["quagmire", "quagmire"]


def test_the_first_hits_are_shaped_first_and_in_the_end_all_are_there(read_case: cases.OpenCase) -> None:
    notes.add_note(read_case, "About the harbour", "Ekdal knows.")
    with Search(read_case) as searching:
        whole = searching.run(SearchRequest("ekdal"), wait=10)
        answer = searching.begin(SearchRequest("ekdal"))
        first = answer.more(1)
        assert [hit.type for hit in first.hits] == ["entity"]
        assert first.total == whole.total
        assert not answer.is_whole
        assert answer.more().hits == whole.hits
        assert answer.is_whole


def test_in_a_long_text_the_passage_around_the_first_hit_is_shown(case: cases.OpenCase) -> None:
    text = "Nothing is said here.\n\n" * 4000 + "The quagmire begins. " + "No word of it. " * 4000
    intake.add_pasted(case, text)
    with Search(case) as searching:
        (hit,) = searching.run(SearchRequest("quagmire"), wait=10).hits
    assert hit.at is not None
    assert hit.at.of(rows.counted_text(case, 1)) == "quagmire"
    assert [span.of(hit.snippet) for span in hit.spans] == ["quagmire"]
    assert hit.paragraph == 4001


def test_every_change_of_the_case_reaches_the_index_through_the_journal(read_case: cases.OpenCase) -> None:
    assert totals(read_case, "quagmire") == [0]
    note = notes.add_note(read_case, "Quagmire", "")
    assert totals(read_case, "quagmire") == [1]
    notes.retire_note(read_case, note.number)
    assert totals(read_case, "quagmire") == [0]
    history.undo(read_case)
    assert totals(read_case, "quagmire") == [1]
    entity = judging.find_entity(read_case, "Tomas Ekdal")
    judging.rename(read_case, entity.id, "Thomas Quagmire")
    assert totals(read_case, "thomas quagmire") == [1]
    articles.retire_article(read_case, 2)
    assert totals(read_case, "coastal") == [0]


def test_a_merge_leaves_one_entity_to_be_found(read_case: cases.OpenCase) -> None:
    def found() -> list[str]:
        with Search(read_case) as searching:
            results = searching.run(SearchRequest("brisvik gazette", types=("entity",)), wait=10)
        return [hit.title for hit in results.hits if not hit.near]

    assert found() == ["Brisvik Gazette"]
    paper, man = judging.find_entity(read_case, "Brisvik Gazette"), judging.find_entity(read_case, "Tomas Ekdal")
    judging.merge(read_case, man.id, paper.id)
    assert found() == ["Tomas Ekdal"]
    judging.split(read_case, paper.id)
    assert found() == ["Brisvik Gazette"]


def test_without_an_index_everything_is_looked_through(read_case: cases.OpenCase) -> None:
    shutil.rmtree(index_feed.directory(read_case))
    with Search(read_case) as searching:
        results = searching.run(SearchRequest("alkona"))
    assert results.total >= 1
    assert results.hits[0].title


def test_an_index_that_was_tampered_with_is_built_anew(read_case: cases.OpenCase) -> None:
    for path in index_feed.directory(read_case).rglob("*"):
        if path.is_file() and path.suffix not in (".lock",):
            path.write_bytes(b"nonsense")
    assert totals(read_case, "alkona") == [3]


def test_a_copied_case_and_a_restored_one_do_not_share_an_index(read_case: cases.OpenCase, tmp_path: Path) -> None:
    shutil.copytree(read_case.root, tmp_path / "copy")
    copied = cases.open_case(tmp_path / "copy")
    try:
        assert index_feed.directory(copied) != index_feed.directory(read_case)
        assert index_feed.seq_of(copied) is None
        assert totals(copied, "alkona") == [3]
    finally:
        copied.close()


def test_a_journal_that_was_rolled_back_makes_the_index_start_over(read_case: cases.OpenCase, tmp_path: Path) -> None:
    read_case.close()
    shutil.copytree(read_case.root, tmp_path / "before")
    again = cases.open_case(read_case.root)
    notes.add_note(again, "Quagmire", "")
    assert totals(again, "quagmire") == [1]
    again.close()
    shutil.rmtree(read_case.root)
    shutil.copytree(tmp_path / "before", read_case.root)
    rolled = cases.open_case(read_case.root)
    try:
        notes.add_note(rolled, "Something else", "")
        assert totals(rolled, "quagmire", "something") == [0, 1]
    finally:
        rolled.close()


def test_an_index_that_another_program_feeds_is_waited_for_and_then_given_up(read_case: cases.OpenCase) -> None:
    holder = index_feed.Feed(read_case)
    notes.add_note(read_case, "Held", "")
    assert holder.catch_up()
    notes.add_note(read_case, "Quagmire", "")
    assert index_feed.catch_up(read_case, wait=0.2) is False
    with pytest.raises(IndexTrouble):
        index_feed.rebuild(read_case, wait=0.2)
    with Search(read_case) as searching:
        assert searching.run(SearchRequest("quagmire")).complete is False
    assert holder.catch_up()
    assert index_feed.catch_up(read_case, wait=5)
    holder.rest()
    holder.close()
    assert index_feed.rebuild(read_case) > 4


def test_the_words_of_an_article_stay_out_of_the_case_folder_and_the_index_out_of_it_too(case: cases.OpenCase) -> None:
    item = intake.add_pasted(case, "Only here: quagmire.")
    assert original(case.paths, item.sha256) == b"Only here: quagmire."
    assert not [path for path in case.root.rglob("*") if "index" in path.name]
    assert index_feed.directory(case).is_relative_to(home.cache_dir())
    assert Span(0, 4).of("Only here") == "Only"
