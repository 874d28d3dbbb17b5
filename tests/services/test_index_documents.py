"""What the index is told: batches as single ones, dates as exact as they are known, claims that come and go."""

from __future__ import annotations

import pytest

from casefile.domain.extraction import Extraction, FoundAttribution
from casefile.domain.records import Metadata
from casefile.domain.search import IndexDocument, SearchRequest
from casefile.domain.span import Span
from casefile.services import articles, cases, history, index_changes, index_documents, intake, judging, notes, tagging
from casefile.services.search import Search
from casefile.store import read_articles, read_journal
from casefile.store.suggestions import store_extraction


def documents(case: cases.OpenCase) -> dict[str, IndexDocument]:
    found = list(index_documents.everything(case.reader))
    assert len({one.key for one in found}) == len(found)
    return {one.key: one for one in found}


def claims(case: cases.OpenCase) -> list[IndexDocument]:
    return [one for one in documents(case).values() if one.type == "claim"]


def head(case: cases.OpenCase) -> int:
    return read_journal.journal_head(case.reader)[0]


def since(case: cases.OpenCase, seq: int) -> tuple[dict[str, IndexDocument], set[str]]:
    """What stands for everything that changed after ``seq``, and what may be gone."""
    found, gone = index_changes.changed(case.reader, read_journal.changed_objects(case.reader, seq))
    return {one.key: one for one in found}, set(gone)


@pytest.mark.parametrize(
    ("published", "known"),
    [
        ("2022", "2022"),
        ("2022-06", "2022-06"),
        ("2022-06-13", "2022-06-13"),
        ("2022-06-13T10:20Z", "2022-06-13"),
        ("2022~", "2022"),
        ("2022-06/2022-12", "2022-06"),
        ("../2022", ""),
        ("", ""),
        ("no date", ""),
    ],
)
def test_a_date_is_indexed_as_exactly_as_it_is_known(published: str, known: str) -> None:
    assert index_documents.known_date(published) == known


def test_an_article_says_when_it_came_in_whether_it_was_seen_its_tags_and_the_other_names_of_confirmed_ones(
    read_case: cases.OpenCase,
) -> None:
    first = read_articles.article(read_case.reader, 1)
    before = documents(read_case)[f"article:{first.id}"]
    assert (before.seen, before.tags, before.aliases) == ("no", (), ())
    assert before.added == first.added
    assert "Tomas Ekdal" in before.entities
    seq = head(read_case)
    articles.mark_looked_at(read_case, 1)
    tagging.tag(read_case, "article", first.id, ["harbour"])
    judging.accept_entity(read_case, judging.find_entity(read_case, "Tomas Ekdal").id)
    after = documents(read_case)[f"article:{first.id}"]
    assert (after.seen, after.tags) == ("yes", ("harbour",))
    assert "Ekdal" in after.aliases
    assert since(read_case, seq)[0][after.key] == after


def test_a_claim_has_its_speaker_its_passage_its_way_of_saying_and_what_is_known_of_the_article(
    read_case: cases.OpenCase,
) -> None:
    articles.set_metadata(read_case, 1, Metadata(published="2021-05", publisher="Gazette", language="en"))
    articles.grade(read_case, 1, "B")
    first = read_articles.article(read_case.reader, 1)
    (said,) = [one for one in claims(read_case) if "asked for repairs" in one.body]
    assert said.title
    assert (said.kind, said.date, said.publisher, said.language) == ("assert", "2021-05", "Gazette", "en")
    assert (said.grade, said.added) == ("B", first.added)
    text_id, _, place = said.id.partition(":")
    start, stop = map(int, place.split("-"))
    assert text_id == first.text_id
    assert read_articles.text(read_case.reader, text_id)[start:stop] in said.body


def test_a_claim_that_another_run_does_not_find_any_more_goes_and_comes_back(read_case: cases.OpenCase) -> None:
    first = read_articles.article(read_case.reader, 1)
    assert first.text_id is not None
    stood = {one.key for one in claims(read_case) if one.id.startswith(first.text_id)}
    assert stood
    seq = head(read_case)
    said = FoundAttribution(None, "the harbour master", Span(0, 3), Span(4, 16), "deny", "by hand")
    store_extraction(read_case.store(), first.text_id, Extraction(first.text_id, attributions=(said,)), "other")
    found, gone = since(read_case, seq)
    assert stood <= gone
    assert [key for key in found if key.startswith("claim:")] == [f"claim:{first.text_id}:4-16"]
    with Search(read_case) as searching:
        now = searching.run(SearchRequest("", types=("claim",), filters=(("kind", "deny"),)), wait=10)
        then = searching.run(SearchRequest("repairs", types=("claim",)))
    assert f"{first.text_id}:4-16" in {hit.id for hit in now.hits}
    assert then.total == 0


def test_the_claims_of_a_retired_article_go_with_it_and_come_back_with_it(read_case: cases.OpenCase) -> None:
    first = read_articles.article(read_case.reader, 1)
    stood = {one.key for one in claims(read_case) if one.id.startswith(first.text_id or "?")}
    seq = head(read_case)
    articles.retire_article(read_case, 1)
    assert stood | {f"article:{first.id}"} <= since(read_case, seq)[1]
    seq = head(read_case)
    history.undo(read_case)
    assert stood <= since(read_case, seq)[0].keys()


def test_what_changed_is_told_as_if_everything_were_told_anew(read_case: cases.OpenCase) -> None:
    intake.add_pasted(read_case, "One more about the Alkona.", index=False)
    judging.rename(read_case, judging.find_entity(read_case, "Tomas Ekdal").id, "Thomas Ekdal")
    notes.add_note(read_case, "Harbour", "Words.")
    told, gone = since(read_case, 0)
    everything = documents(read_case)
    assert {key: told[key] for key in everything} == everything
    assert not gone.difference(told) & everything.keys()
    assert told.keys() == everything.keys()


def test_what_is_held_already_is_told_no_more(read_case: cases.OpenCase) -> None:
    whole = documents(read_case)
    for held in (set(whole), {key for key in whole if key.startswith("article:")}, set(list(whole)[::2])):
        left = {one.key for one in index_documents.everything(read_case.reader, held)}
        assert left == whole.keys() - held


def test_long_texts_are_not_all_in_memory_at_once(case: cases.OpenCase, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        intake.add_pasted(case, f"Text {number}. " + "word " * 100, index=False)
    asked: list[int] = []
    texts = index_documents.read_indexable.texts

    def counted(reader: object, ids: list[str]) -> dict[str, str]:
        asked.append(len(ids))
        return texts(reader, ids)  # type: ignore[arg-type]

    monkeypatch.setattr(index_documents.read_indexable, "texts", counted)
    monkeypatch.setattr(index_documents, "_CHARACTERS", 1100)
    assert len(list(index_documents.everything(case.reader))) == 5
    assert asked == [2, 2, 1]
