"""What a search finds of tags, and what is new in a saved one."""

from __future__ import annotations

from pathlib import Path

from casefile.domain.search import SearchRequest
from casefile.services import (
    articles,
    cases,
    history,
    index_feed,
    intake,
    judging,
    notes,
    rows,
    saved_searches,
    tagging,
)
from casefile.services.search import Search


def _count(case: cases.OpenCase, searching: Search, name: str) -> tuple[int, int]:
    index_feed.catch_up(case)
    return saved_searches.new_hits(case, searching, saved_searches.find(case, name))


def test_new_is_what_came_in_or_was_written_since_it_was_looked_at(read_case: cases.OpenCase, tmp_path: Path) -> None:
    saved = saved_searches.save(read_case, "Ekdal", "ekdal", types=("article", "note"))
    with Search(read_case) as searching:
        # What was there when it was saved is not new.
        assert _count(read_case, searching, "Ekdal") == (2, 0)
        notes.add_note(read_case, "Ekdal", "asked again")
        (tmp_path / "later.txt").write_text("Ekdal came back.", encoding="utf-8")
        intake.add_paths(read_case, [str(tmp_path / "later.txt")])
        assert _count(read_case, searching, "Ekdal") == (4, 2)
        saved_searches.look(read_case, saved)
        assert _count(read_case, searching, "Ekdal") == (4, 0)
        notes.save_note(read_case, 1, body="asked a third time")
        assert _count(read_case, searching, "Ekdal") == (4, 1)


def test_what_the_index_did_not_have_when_it_was_looked_at_stays_new(read_case: cases.OpenCase) -> None:
    saved = saved_searches.save(read_case, "Ekdal", "ekdal", types=("note",))
    index_feed.catch_up(read_case)
    notes.add_note(read_case, "Ekdal", "after the index")
    saved_searches.look(read_case, saved)
    with Search(read_case) as searching:
        assert _count(read_case, searching, "Ekdal") == (1, 1)


def test_what_is_tagged_is_found_by_its_tag(read_case: cases.OpenCase) -> None:
    ekdal = judging.find_entity(read_case, "Tomas Ekdal")
    note = notes.add_note(read_case, "One", "")
    for what, object_id in (("article", rows.article(read_case, 2).id), ("note", note.id), ("entity", ekdal.id)):
        tagging.tag(read_case, what, object_id, ["Harbour Board"])

    def found() -> set[str]:
        return {hit.type for hit in searching.run(SearchRequest('tag:"harbour board"'), wait=10).hits}

    with Search(read_case) as searching:
        assert found() == {"article", "note", "entity"}
        articles.retire_article(read_case, 2)
        assert found() == {"note", "entity"}
        history.undo(read_case)
        history.undo(read_case)
        assert found() == {"article", "note"}
