"""Suggestions: replaced by each run, joined to what the case knows, tidied away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_cases import FIRST, arrival, extraction, read_by_engine, span_of

from casefile.domain.errors import NotFound
from casefile.domain.extraction import Extraction, FoundAttribution, FoundDate, FoundName
from casefile.domain.kinds import EntityState, Kind
from casefile.domain.span import Span
from casefile.store import judging, merging
from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore
from casefile.store.doctor import doctor
from casefile.store.purge import purge_article
from casefile.store.read_articles import article, articles, extraction_queue
from casefile.store.read_entities import entities, find_entities
from casefile.store.read_journal import journal, journal_head, payload
from casefile.store.read_mentions import attributions, mentions
from casefile.store.suggestions import extraction_failed, store_extraction
from casefile.store.undo import undo


def _read(case: CaseStore, text: str, **names: tuple[Kind, tuple[str, ...]]) -> int:
    """Add ``text`` as an article in which an engine found ``names``; its number. Underscores are spaces."""
    number = add_arrivals(case, [arrival(case, text)])[0].number
    written = {name.replace("_", " "): value for name, value in names.items()}
    store_extraction(case, article(case.reader, number).text_id or "", extraction(text, written), "k")
    return number


def _captions(case: CaseStore, number: int) -> list[str]:
    return [m.caption for m in mentions(case.reader, article(case.reader, number).text_id or "")]


def test_a_run_is_one_row_with_a_digest_that_tells_the_same_from_another(case: CaseStore) -> None:
    read_by_engine(case)
    seq = journal_head(case.reader)[0]
    first = [payload(case.reader, s) for s in (seq - 1, seq)]
    read_by_engine(case, "k2")
    again = [payload(case.reader, s) for s in (seq + 1, seq + 2)]
    facts = [(p or {})["facts"] for p in first + again]
    assert (facts[0]["mentions"], facts[0]["engines"], facts[0]["attributions"]) == (6, ["rules 1"], 1)
    assert [f["digest"] for f in facts[:2]] == [f["digest"] for f in facts[2:]]
    assert facts[0]["digest"] != facts[1]["digest"]
    assert facts[2]["entities_made"] == facts[2]["entities_gone"] == []


def test_the_queue_holds_what_the_engines_have_not_seen(case: CaseStore) -> None:
    texts = [a.text_id or "" for a in articles(case.reader)]
    assert extraction_queue(case.reader, "k") == [(1, texts[0]), (2, texts[1])]
    store_extraction(case, texts[0], Extraction("x"), "k")
    extraction_failed(case, texts[1], "k", "the engine took too long")
    assert extraction_queue(case.reader, "k") == []
    assert len(extraction_queue(case.reader, "k2")) == 2


def test_another_run_replaces_suggestions_and_tidies_entities_nobody_touched(read_case: CaseStore) -> None:
    first = articles(read_case.reader)[0].text_id or ""
    judging.reject_mention(read_case, first, span_of(FIRST, "Lund"))
    store_extraction(read_case, first, extraction(FIRST, {"Karl": (Kind.PERSON, ())}), "k2")
    assert {m.caption for m in mentions(read_case.reader, first)} == {"Karl"}
    captions = {e.caption for e in entities(read_case.reader, include_rejected=True)}
    assert captions == {"Karl", "Anna Berg", "Voss", "Lund"}  # Berg is in S2; Lund was judged; the others went
    assert len(attributions(read_case.reader, first)) == 1
    assert doctor(read_case.reader) == []


def test_a_name_of_another_article_joins_by_caption_then_by_alias(read_case: CaseStore) -> None:
    number = _read(read_case, "ANNA BERG and Berg.", ANNA_BERG=(Kind.PERSON, ()), Berg=(Kind.PERSON, ()))
    assert set(_captions(read_case, number)) == {"Anna Berg"}


def test_persons_do_not_join_by_their_short_forms_but_others_do(case: CaseStore) -> None:
    _read(case, "Smith spoke. Kolm paid.", Smith=(Kind.PERSON, ()), Kolm=(Kind.ORGANIZATION, ()))
    number = _read(
        case,
        "Jane Smith, Smith. Kolm Group, Kolm.",
        Jane_Smith=(Kind.PERSON, ("Smith",)),
        Kolm_Group=(Kind.ORGANIZATION, ("Kolm",)),
    )
    assert _captions(case, number) == ["Jane Smith", "Jane Smith", "Kolm", "Kolm"]


def test_a_rejected_name_stays_rejected_in_later_articles(read_case: CaseStore) -> None:
    (voss,) = find_entities(read_case.reader, "Karl Voss")
    judging.reject_entity(read_case, voss.id)
    assert _captions(read_case, _read(read_case, "Karl Voss again.", Karl_Voss=(Kind.PERSON, ()))) == []
    assert "Karl Voss" not in [e.caption for e in entities(read_case.reader)]


def test_a_confirmed_entity_wins_over_a_suggested_one_and_two_confirmed_ones_over_none(case: CaseStore) -> None:
    text_id = articles(case.reader)[0].text_id or ""
    one = judging.make_entity(case, text_id, span_of(FIRST, "Anna Berg"), Kind.PERSON)
    number = _read(case, "Anna Berg one.", Anna_Berg=(Kind.PERSON, ()))
    assert [m.entity for m in mentions(case.reader, article(case.reader, number).text_id or "")] == [one]
    two = judging.make_entity(case, articles(case.reader)[1].text_id or "", Span(14, 23), Kind.PERSON)
    apart = {
        mentions(case.reader, article(case.reader, _read(case, t, Anna_Berg=(Kind.PERSON, ()))).text_id or "")[0].entity
        for t in ("Anna Berg two.", "Anna Berg three.")
    }
    assert len(apart) == 1
    assert not apart & {one, two}


def test_a_name_joins_what_its_bearer_was_merged_in(read_case: CaseStore) -> None:
    (karl,), (voss,) = find_entities(read_case.reader, "Karl Voss"), find_entities(read_case.reader, "Voss")
    merging.merge(read_case, karl.id, voss.id)
    assert _captions(read_case, _read(read_case, "Voss left.", Voss=(Kind.PERSON, ()))) == ["Karl Voss"]
    merging.split(read_case, voss.id)
    assert find_entities(read_case.reader, "Voss")[0].mentions == 2


def test_a_kind_that_a_person_gave_survives_what_engines_say_later(read_case: CaseStore) -> None:
    (lund,) = find_entities(read_case.reader, "Lund")
    judging.set_kind(read_case, lund.id, Kind.ORGANIZATION)
    number = _read(read_case, "Lund paid.", Lund=(Kind.PLACE, ()))
    (mention,) = mentions(read_case.reader, article(read_case.reader, number).text_id or "")
    assert (mention.entity, mention.kind) == (lund.id, Kind.ORGANIZATION)


def test_identifiers_are_entities_and_join_by_value(read_case: CaseStore) -> None:
    text = "Write to ANNA@berg.example"
    number = add_arrivals(read_case, [arrival(read_case, text)])[0].number
    found = extraction(text, {}, ("ANNA@berg.example",))
    found = replace(found, identifiers=(replace(found.identifiers[0], valid=False),))
    store_extraction(read_case, article(read_case.reader, number).text_id or "", found, "k")
    (mail,) = find_entities(read_case.reader, "anna@berg.example")
    assert (mail.kind, mail.articles, mail.state) == (Kind.EMAIL, (1, 3), EntityState.SUGGESTED)
    (mention,) = mentions(read_case.reader, article(read_case.reader, number).text_id or "")
    assert (mention.value, mention.note) == ("anna@berg.example", "checksum wrong")


def test_dates_keep_their_bounds(case: CaseStore) -> None:
    text_id = articles(case.reader)[1].text_id or ""
    dates = tuple(
        FoundDate(Span(start, start + 3), *bounds, "day", "", "r")
        for start, bounds in ((0, ("2023-05-02", "2023-05-02")), (4, ("2023-05", "2023-06")), (8, ("", "2023")))
    )
    attribution = FoundAttribution(Span(0, 3), "The lawyer", Span(4, 6), Span(7, 9), "assert", "r")
    store_extraction(case, text_id, Extraction("x", dates=dates, attributions=(attribution,)), "k")
    values = [m.value for m in mentions(case.reader, text_id)]
    assert values == ["2023-05-02", "2023-05/2023-06", "../2023"]
    assert attributions(case.reader, text_id)[0].source == Span(0, 3)


def test_a_large_result_is_written_in_parts_and_is_whole_in_the_end(
    case: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casefile.store.suggestions.CHUNK", 2)
    read_by_engine(case)
    assert [e.mentions for e in entities(case.reader)] == [3, 1, 1, 1, 1]


def test_a_span_outside_the_text_is_refused(case: CaseStore) -> None:
    name = FoundName(Span(0, 5000), Kind.PERSON, "", "e", "1", "r", None)
    with pytest.raises(ValueError, match="span"):
        store_extraction(case, articles(case.reader)[0].text_id or "", Extraction("x", names=(name,)), "k")


def test_a_name_without_a_cluster_stands_for_itself(case: CaseStore) -> None:
    name = FoundName(span_of(FIRST, "Anna Berg"), Kind.PERSON, "", "e", "1", "r", None)
    store_extraction(case, articles(case.reader)[0].text_id or "", Extraction("x", names=(name,)), "k")
    assert [e.caption for e in entities(case.reader)] == ["Anna Berg"]


def test_suggestions_of_an_article_that_was_taken_back_count_no_more(read_case: CaseStore) -> None:
    number = _read(read_case, "Otto Falk came.", Otto_Falk=(Kind.PERSON, ()))
    assert number == 3
    undo(read_case)
    assert "Otto Falk" not in [e.caption for e in entities(read_case.reader)]


def test_a_renamed_suggestion_keeps_its_mentions_when_engines_read_the_text_again(case: CaseStore) -> None:
    names = {"Petra Wagner": (Kind.PERSON, ()), "Anton Wagner": (Kind.PERSON, ("Wagner",))}
    words = "Anton Wagner came. Wagner left. Petra Wagner stayed."
    number = _read(case, words, **{name.replace(" ", "_"): value for name, value in names.items()})
    text_id = article(case.reader, number).text_id or ""
    (anton,) = find_entities(case.reader, "Anton Wagner")
    judging.rename(case, anton.id, "Toni W.")
    for key in ("k2", "k3"):
        store_extraction(case, text_id, extraction(words, names), key)
        assert _captions(case, number) == ["Toni W.", "Toni W.", "Petra Wagner"]
    assert find_entities(case.reader, "Toni W.")[0].mentions == 2
    assert _captions(case, _read(case, "Anton Wagner again.", Anton_Wagner=(Kind.PERSON, ()))) == ["Toni W."]


def test_a_suggestion_rejected_after_it_was_renamed_does_not_come_back(case: CaseStore) -> None:
    names = {"Anton Wagner": (Kind.PERSON, ())}
    number = _read(case, "Anton Wagner came.", Anton_Wagner=(Kind.PERSON, ()))
    (anton,) = entities(case.reader)
    judging.rename(case, anton.id, "Toni W.")
    judging.reject_entity(case, anton.id)
    text_id = article(case.reader, number).text_id or ""
    store_extraction(case, text_id, extraction("Anton Wagner came.", names), "k2")
    assert entities(case.reader) == []
    assert _captions(case, number) == []


def test_no_later_part_of_a_large_result_brings_back_a_text_that_was_purged_meanwhile(
    case: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_id = article(case.reader, 1).text_id or ""
    found = extraction(FIRST, dict.fromkeys(("Anna Berg", "Karl Voss", "Lund"), (Kind.PERSON, ())))
    pauses = []

    def purge_at_the_second(_: float) -> None:
        pauses.append(1)
        if len(pauses) == 2:
            purge_article(case, 1, "a court's order")

    monkeypatch.setattr("casefile.store.suggestions.CHUNK", 1)
    monkeypatch.setattr("casefile.store.suggestions.time.sleep", purge_at_the_second)
    with pytest.raises(NotFound):
        store_extraction(case, text_id, found, "k")
    assert len(pauses) == 2
    assert case.reader.query("SELECT surface FROM mention UNION SELECT caption FROM entity") == []
    assert [row.verb for row in journal(case.reader)][-1] == "purged"
    with pytest.raises(NotFound):
        store_extraction(case, text_id, found, "k")
    assert extraction_failed(case, text_id, "k", "the engine took too long") is None
