"""Judging: a person's decisions over what was suggested, and what lists show of them."""

from __future__ import annotations

import pytest
from store_cases import FIRST, SECOND, arrival, read_by_engine, span_of

from casefile.domain.errors import NotFound, Refused, UsageError
from casefile.domain.kinds import EntityState, Kind, MentionState
from casefile.domain.records import Entity
from casefile.domain.span import Span
from casefile.store import judging, merging
from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore
from casefile.store.read_articles import article, articles
from casefile.store.read_case import counts
from casefile.store.read_entities import entities, entity, find_entities
from casefile.store.read_mentions import attributions, decisions, mentions
from casefile.store.read_merges import judgements, merged, resolve, roots
from casefile.store.read_passages import passages

LUND = span_of(FIRST, "Lund")


def _text(case: CaseStore, number: int = 1) -> str:
    return article(case.reader, number).text_id or ""


def _named(case: CaseStore, name: str) -> Entity:
    (found,) = find_entities(case.reader, name)
    return found


def test_the_list_counts_mentions_articles_and_names(read_case: CaseStore) -> None:
    listed = {e.caption: e for e in entities(read_case.reader)}
    assert list(listed) == ["Anna Berg", "Karl Voss", "Lund", "Voss", "anna@berg.example"]
    berg = listed["Anna Berg"]
    assert (berg.mentions, berg.to_judge, berg.articles, berg.aliases) == (3, 3, (1, 2), ("Berg",))
    assert counts(read_case.reader).to_judge == counts(read_case.reader).entities == 5
    assert [a.to_judge for a in articles(read_case.reader)] == [5, 2]
    assert article(read_case.reader, 2).to_judge == 2


def test_accepting_a_mention_confirms_its_entity_and_closes_the_suggestion(read_case: CaseStore) -> None:
    entry = judging.accept_mention(read_case, _text(read_case), LUND)
    assert entry is not None
    assert entry.verb == "accepted"
    lund = _named(read_case, "lund")
    assert (lund.state, lund.mentions, lund.to_judge) == (EntityState.CONFIRMED, 1, 0)
    (mention,) = [m for m in mentions(read_case.reader, _text(read_case)) if m.span == LUND]
    assert (mention.state, mention.engine, mention.rule) == (MentionState.ACCEPTED, "rules", "capitals")
    assert judging.accept_mention(read_case, _text(read_case), LUND) is None


def test_a_rejected_mention_is_gone_until_rejected_ones_are_asked_for(read_case: CaseStore) -> None:
    judging.reject_mention(read_case, _text(read_case), LUND)
    assert LUND not in [m.span for m in mentions(read_case.reader, _text(read_case))]
    shown = [m for m in mentions(read_case.reader, _text(read_case), include_rejected=True) if m.span == LUND]
    assert [m.state for m in shown] == [MentionState.REJECTED]
    assert "Lund" not in [e.caption for e in entities(read_case.reader)]
    assert "Lund" in [e.caption for e in entities(read_case.reader, include_rejected=True)]
    assert counts(read_case.reader).entities == len(entities(read_case.reader))


def test_a_rejected_mention_can_be_accepted_after_all(read_case: CaseStore) -> None:
    judging.reject_mention(read_case, _text(read_case), LUND)
    judging.accept_mention(read_case, _text(read_case), LUND)
    (decision,) = decisions(read_case.reader, _text(read_case))
    assert (decision.verdict, decision.span) == (MentionState.ACCEPTED, LUND)


def test_accepting_as_another_entity_wins_over_the_suggestion(read_case: CaseStore) -> None:
    second, voss = _text(read_case, 2), span_of(SECOND, "Voss")
    judging.accept_mention(read_case, second, voss, entity_id=_named(read_case, "Karl Voss").id)
    (mention,) = [m for m in mentions(read_case.reader, second) if m.span == voss]
    assert mention.caption == "Karl Voss"
    assert _named(read_case, "Karl Voss").aliases == ("Voss",)
    assert "Voss" not in [e.caption for e in entities(read_case.reader)]


def test_a_date_can_be_judged_without_an_entity(read_case: CaseStore) -> None:
    date = span_of(FIRST, "2 May 2023")
    judging.accept_mention(read_case, _text(read_case), date)
    (mention,) = [m for m in mentions(read_case.reader, _text(read_case)) if m.span == date]
    assert (mention.state, mention.entity, mention.caption) == (MentionState.ACCEPTED, None, "2 May 2023")
    assert mention.note == "unresolved: no publication date"


def test_nothing_marked_there_cannot_be_judged(case: CaseStore) -> None:
    with pytest.raises(NotFound):
        judging.accept_mention(case, _text(case), LUND)
    with pytest.raises(NotFound):
        judging.reject_mention(case, _text(case), LUND)


def test_accepting_an_entity_accepts_all_its_mentions(read_case: CaseStore) -> None:
    judging.accept_entity(read_case, _named(read_case, "Anna Berg").id)
    berg = _named(read_case, "Anna Berg")
    assert (berg.state, berg.mentions, berg.to_judge, berg.articles) == (EntityState.CONFIRMED, 3, 0, (1, 2))
    assert entities(read_case.reader)[-1] == berg  # what is left to judge comes first


def test_a_rejected_entity_takes_its_mentions_with_it(read_case: CaseStore) -> None:
    judging.reject_entity(read_case, _named(read_case, "Anna Berg").id)
    assert "Anna Berg" not in [m.caption for m in mentions(read_case.reader, _text(read_case))]
    assert article(read_case.reader, 1).to_judge == 3
    assert [a.to_judge for a in articles(read_case.reader)] == [3, 1]
    assert counts(read_case.reader).entities == len(entities(read_case.reader)) == 4


def test_an_entity_is_made_of_a_selection_or_the_selection_added_to_one(case: CaseStore) -> None:
    made = judging.make_entity(case, _text(case), span_of(FIRST, "Anna Berg met"), Kind.PERSON, caption=" Anna  Berg ")
    also = judging.make_entity(case, _text(case), span_of(FIRST, "Berg wrote"), Kind.PERSON, into=made)
    assert also == made
    known = entity(case.reader, made)
    assert (known.caption, known.aliases, known.mentions) == ("Anna Berg", ("Anna Berg met", "Berg wrote"), 2)
    for span in (Span(32, 34), Span(5, 5000)):
        with pytest.raises(UsageError):
            judging.make_entity(case, _text(case), span, Kind.PERSON)


def test_names_and_kinds_are_a_persons_to_change(read_case: CaseStore) -> None:
    lund = _named(read_case, "Lund").id
    judging.rename(read_case, lund, "  Lund\n(Skåne) ")
    judging.set_kind(read_case, lund, Kind.ORGANIZATION)
    known = entity(read_case.reader, lund)
    assert (known.caption, known.kind, known.aliases) == ("Lund (Skåne)", Kind.ORGANIZATION, ("Lund",))
    assert [e.id for e in find_entities(read_case.reader, "LUND (skane)")] == [lund]
    with pytest.raises(UsageError):
        judging.rename(read_case, lund, "  ")


def test_an_entity_is_found_by_id_caption_or_alias(read_case: CaseStore) -> None:
    berg = _named(read_case, "Anna Berg")
    assert find_entities(read_case.reader, berg.id) == [berg]
    assert find_entities(read_case.reader, "berg") == [berg]
    assert find_entities(read_case.reader, "nobody") == []
    with pytest.raises(NotFound):
        entity(read_case.reader, "nobody")


def test_two_that_are_the_same_are_shown_as_one_and_can_be_split_again(read_case: CaseStore) -> None:
    keep, other = _named(read_case, "Karl Voss"), _named(read_case, "Voss")
    merging.merge(read_case, keep.id, other.id, "same lawyer")
    both = entity(read_case.reader, other.id)
    assert (both.id, both.mentions, both.aliases, both.merged) == (keep.id, 2, ("Voss",), (other.id,))
    assert {m.entity for m in mentions(read_case.reader, _text(read_case, 2))} >= {keep.id}
    assert [p.article for p in passages(read_case.reader, other.id)] == [1, 2]
    assert counts(read_case.reader).entities == len(entities(read_case.reader)) == 4
    judging.accept_entity(read_case, other.id)
    merging.split(read_case, other.id)
    assert entity(read_case.reader, other.id).mentions == 1
    assert [j.verdict for j in judgements(read_case.reader)] == ["different"]
    merging.merge(read_case, other.id, keep.id)
    assert [(j.verdict, j.left) for j in judgements(read_case.reader)] == [("same", other.id)]


def test_what_was_merged_is_listed_with_its_own_name(read_case: CaseStore) -> None:
    keep, other = _named(read_case, "Karl Voss"), _named(read_case, "Voss")
    merging.merge(read_case, keep.id, other.id)
    assert merged(read_case.reader) == [(other.id, "Voss")]


def test_merges_of_merges_lead_to_one_root(read_case: CaseStore) -> None:
    a, b, c = (e.id for e in entities(read_case.reader)[:3])
    merging.merge(read_case, b, c)
    merging.merge(read_case, a, c)
    assert roots(read_case.reader) == {b: a, c: a}
    assert entity(read_case.reader, c).merged == tuple(sorted((b, c)))
    with pytest.raises(UsageError, match="already"):
        merging.merge(read_case, c, a)


def test_a_circle_of_merges_ends() -> None:
    assert set(resolve({"a": "b", "b": "a"})) == {"a", "b"}


def test_what_is_rejected_is_not_merged_and_what_is_not_merged_is_not_split(read_case: CaseStore) -> None:
    a, b = (e.id for e in entities(read_case.reader)[:2])
    judging.reject_entity(read_case, b)
    with pytest.raises(Refused):
        merging.merge(read_case, a, b)
    with pytest.raises(NotFound):
        merging.split(read_case, a)


def test_passages_show_the_words_around(read_case: CaseStore) -> None:
    first = passages(read_case.reader, _named(read_case, "Anna Berg").id, limit=2)
    assert [(p.article, p.paragraph, p.hit.of(p.excerpt)) for p in first] == [(1, 1, "Anna Berg"), (1, 2, "Berg")]
    assert "\n" not in first[0].excerpt


def test_a_long_text_is_cut_at_white_space(case: CaseStore) -> None:
    long = "letters " * 100 + "Target" + " letters" * 100
    add_arrivals(case, [arrival(case, long)])
    made = judging.make_entity(case, _text(case, 3), span_of(long, "Target"), Kind.PERSON)
    (passage,) = passages(case.reader, made)
    assert set(passage.excerpt.split()) == {"letters", "Target"}
    assert passage.hit.of(passage.excerpt) == "Target"
    assert len(passage.excerpt) < 190


def test_attributions_are_read_back_as_they_were_found(read_case: CaseStore) -> None:
    (said,) = attributions(read_case.reader, _text(read_case))
    assert (said.source, said.speaker, said.polarity, said.via) == (None, "the lawyer", "deny", ("a relay",))


def test_decisions_survive_another_extraction(read_case: CaseStore) -> None:
    judging.accept_entity(read_case, _named(read_case, "Anna Berg").id)
    judging.reject_mention(read_case, _text(read_case), LUND)
    before = mentions(read_case.reader, _text(read_case), include_rejected=True)
    read_by_engine(read_case, "k2")
    after = mentions(read_case.reader, _text(read_case), include_rejected=True)
    assert [(m.span, m.state, m.caption) for m in after] == [(m.span, m.state, m.caption) for m in before]
