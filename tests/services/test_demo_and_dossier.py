from __future__ import annotations

import threading
from pathlib import Path

import pytest

from casefile.domain.errors import CasefileError, UsageError
from casefile.domain.extraction import Document, Extraction
from casefile.domain.kinds import EntityState
from casefile.readers.wire import Asked
from casefile.services import cases, demo, desk_state, exporting, history, judging, notes, rows, work
from casefile.services.child_process import ChildDied
from casefile.services.queue_children import Extractor
from casefile.services.reading_children import ReadingPool, outcome_of


def test_the_sample_case_is_built_afresh_with_notes_whose_pins_hold() -> None:
    first = demo.build_demo()
    notes.add_note(first, "Mine", "will be gone")
    first.close()
    case = demo.build_demo()
    try:
        assert cases.last_case() == case.root
        assert demo.summary(case).articles >= 5
        places = [place for note in rows.notes(case) for place in notes.pin_places(case, note.body)]
        assert places
        assert {place.state for place in places} == {"ok"}
        assert "Mine" not in {note.title for note in rows.notes(case)}
        states = {one.state for one in rows.entities(case)}
        assert {EntityState.CONFIRMED, EntityState.SUGGESTED} <= states
        assert rows.judgements(case)
        assert desk_state.load_place(case).note == 1
        assert exporting.verify(exporting.export_dossier(case, None)["path"]) == []
    finally:
        case.close()


def test_the_sample_case_is_not_thrown_away_under_an_open_desk() -> None:
    demo.build_demo().close()
    desk = cases.open_case(cases.last_case(), for_desk=True)
    try:
        with pytest.raises(CasefileError, match="desk"):
            demo.build_demo()
    finally:
        desk.close()


def test_a_case_of_somebodys_own_in_the_folder_of_the_sample_case_stays() -> None:
    own = cases.create_case("Sample case")
    notes.add_note(own, "Mine", "for good")
    own.close()
    assert own.root.name == "sample-case"
    demo.build_demo().close()
    assert cases.last_case() != own.root
    again = cases.open_case(own.root)
    assert [note.title for note in rows.notes(again)] == ["Mine"]
    again.close()


def test_an_article_that_is_retired_while_it_is_extracted_costs_nothing_else(
    case: cases.OpenCase, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from casefile.services import articles, intake

    intake.add_paths(case, files, index=False)
    extract = Extractor.extract

    def retires_first(self: Extractor, document: Document) -> Extraction:
        if len(rows.articles(case)) == 2:
            articles.retire_article(case, 1)
        return extract(self, document)

    monkeypatch.setattr(Extractor, "extract", retires_first)
    done = work.work(case)
    assert (done.extracted, done.failed) == (1, 0)


def test_a_dossier_stops_before_exports_so_that_two_are_the_same(read_case: cases.OpenCase, tmp_path: Path) -> None:
    judging.accept_entity(read_case, judging.find_entity(read_case, "Tomas Ekdal").id)
    first = exporting.export_dossier(read_case, tmp_path / "a")
    second = exporting.export_dossier(read_case, tmp_path / "b")
    assert first["manifest_sha256"] == second["manifest_sha256"]
    assert history.log(read_case)[-1].verb == "exported"
    snapshot = exporting.snapshot_of(read_case)
    assert snapshot.journal[-1].verb != "exported"
    (entry,) = snapshot.entities
    assert "Tomas Ekdal" in dict(entry.names)


def test_exports_without_a_name_do_not_write_over_each_other(read_case: cases.OpenCase) -> None:
    paths = {exporting.export_dossier(read_case, None, "html")["path"] for _ in range(3)}
    assert len(paths) == 3
    with pytest.raises(UsageError):
        exporting.export_dossier(read_case, None, "docx")
    with pytest.raises(UsageError):
        exporting.verify(read_case.root / "nothing")


def test_a_read_only_desk_can_export_and_leaves_the_journal_alone(read_case: cases.OpenCase, tmp_path: Path) -> None:
    first = cases.open_case(read_case.root, for_desk=True)
    second = cases.open_case(read_case.root, for_desk=True)
    try:
        before = rows.journal_head(second)
        exporting.export_dossier(second, tmp_path / "out")
        assert rows.journal_head(second) == before
    finally:
        first.close()
        second.close()


def test_a_text_that_cannot_be_extracted_is_recorded_and_not_tried_for_ever(
    case: cases.OpenCase, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from casefile.services import intake

    intake.add_paths(case, files, index=False)

    def dies(self: Extractor, document: Document) -> Extraction:
        raise ChildDied("it took longer than 1 second")

    monkeypatch.setattr(Extractor, "extract", dies)
    assert work.work(case).failed == 2
    assert work.work(case).failed == 0


def test_watching_goes_on_until_it_is_stopped(case: cases.OpenCase, files: list[str]) -> None:
    from casefile.services import intake

    stop = threading.Event()
    watching = threading.Thread(target=work.work, args=(case,), kwargs={"stop": stop, "watch": True})
    watching.start()
    try:
        other = cases.open_case(case.root)
        intake.add_paths(other, files, index=False)
        deadline = threading.Event()
        for _ in range(600):
            if rows.counts(other).entities:
                break
            deadline.wait(0.05)
        assert rows.counts(other).entities > 0
        other.close()
    finally:
        stop.set()
        watching.join(30)
    assert not watching.is_alive()


def test_children_that_answer_nonsense_cost_one_item(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from casefile.services.child_process import ChildProcess

    (tmp_path / "a").write_bytes(b"Some words.")
    pool, extractor = ReadingPool(), Extractor()
    there, missing = Asked(str(tmp_path / "a"), "a"), Asked(str(tmp_path / "missing"), "b")
    try:
        for answer in ({"error": "it cannot"}, {"state": "odd"}, {}):
            assert outcome_of(answer).reason
            monkeypatch.setattr(ChildProcess, "call", lambda *_, given=answer, **__: given)
            with pytest.raises(ChildDied):
                extractor.extract(Document("1", "text"))
        monkeypatch.undo()
        read, unread = pool.submit([there, missing], [11, 0])
        assert read.result().texts[0].text == "Some words."
        assert unread.result().reason == "the original cannot be opened"
    finally:
        pool.close()
        extractor.close()
