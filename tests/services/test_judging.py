from __future__ import annotations

import pytest

from casefile.domain.errors import NotFound, ReadOnlyCase, Refused, UsageError
from casefile.domain.kinds import EntityState, Kind, MentionState
from casefile.domain.records import Mention
from casefile.domain.span import Span
from casefile.services import cases, history, judging, rows


def mention_of(case: cases.OpenCase, words: str, number: int = 1) -> Mention:
    """The first mention of ``words`` in S``number``."""
    article = rows.article(case, number)
    assert article.text_id is not None
    text = rows.text(case, article.text_id)
    return next(
        one for one in rows.mentions(case, article.text_id, include_rejected=True) if one.span.of(text) == words
    )


def test_accepting_a_mention_confirms_its_entity_and_only_that_mention(read_case: cases.OpenCase) -> None:
    mention = mention_of(read_case, "Tomas Ekdal")
    judging.accept_mention(read_case, mention)
    entity = judging.find_entity(read_case, "Tomas Ekdal")
    assert entity.state is EntityState.CONFIRMED
    assert mention_of(read_case, "Tomas Ekdal").state is MentionState.ACCEPTED
    assert mention_of(read_case, "Ekdal").state is MentionState.SUGGESTED


def test_one_name_in_two_articles_is_one_entity(read_case: cases.OpenCase) -> None:
    assert judging.find_entity(read_case, "Tomas Ekdal").articles == (1, 2)


def test_rejecting_an_entity_takes_its_mentions_off_the_text(read_case: cases.OpenCase) -> None:
    entity = judging.find_entity(read_case, "Brisvik Gazette")
    assert judging.reject_entity(read_case, entity.id) == entity.to_judge > 0
    article = rows.article(read_case, 1)
    assert article.text_id is not None
    assert entity.id not in {one.entity for one in rows.mentions(read_case, article.text_id)}


def test_merging_is_taken_back_exactly_by_split_and_by_undo(read_case: cases.OpenCase) -> None:
    person, paper = judging.find_entity(read_case, "Tomas Ekdal"), judging.find_entity(read_case, "Brisvik Gazette")
    judging.merge(read_case, person.id, paper.id)
    assert "Brisvik Gazette" in judging.find_entity(read_case, person.id).aliases
    assert judging.find_merged(read_case, "Brisvik Gazette") == paper.id
    judging.split(read_case, paper.id)
    assert judging.find_entity(read_case, "Brisvik Gazette").id == paper.id
    judging.merge(read_case, person.id, paper.id)
    history.undo(read_case)
    assert judging.find_entity(read_case, paper.id).id == paper.id
    with pytest.raises(NotFound):
        judging.find_merged(read_case, "Brisvik Gazette")


def test_an_entity_is_made_of_a_passage_renamed_and_given_another_kind(read_case: cases.OpenCase) -> None:
    article = rows.article(read_case, 1)
    assert article.text_id is not None
    start = rows.text(read_case, article.text_id).index("the crew")
    made = judging.make_entity(read_case, article.text_id, Span(start, start + 8), Kind.ORGANIZATION)
    judging.rename(read_case, made, "Crew of the Alkona")
    judging.set_kind(read_case, made, Kind.PERSON)
    entity = rows.entity(read_case, made)
    assert (entity.caption, entity.kind, entity.state) == ("Crew of the Alkona", Kind.PERSON, EntityState.CONFIRMED)
    assert "the crew" in entity.aliases


def test_bad_words_are_refused_with_a_hint(read_case: cases.OpenCase) -> None:
    entity = judging.find_entity(read_case, "Tomas Ekdal")
    article = rows.article(read_case, 1)
    assert article.text_id is not None
    with pytest.raises(UsageError):
        judging.rename(read_case, entity.id, "  ")
    with pytest.raises(UsageError):
        judging.set_kind(read_case, entity.id, Kind.DATE)
    with pytest.raises(UsageError):
        judging.make_entity(read_case, article.text_id, Span(3, 3), Kind.PERSON)
    with pytest.raises(NotFound):
        judging.find_entity(read_case, "Nobody Known")


def test_a_read_only_desk_is_told_so_and_changes_nothing(read_case: cases.OpenCase) -> None:
    first = cases.open_case(read_case.root, for_desk=True)
    second = cases.open_case(read_case.root, for_desk=True)
    try:
        assert not first.is_read_only
        assert second.is_read_only
        with pytest.raises(ReadOnlyCase):
            judging.accept_entity(second, judging.find_entity(second, "Tomas Ekdal").id)
    finally:
        second.close()
        first.close()
    third = cases.open_case(read_case.root, for_desk=True)
    assert not third.is_read_only
    third.close()


def test_undo_and_redo_say_what_they_did_and_end_in_a_refusal(read_case: cases.OpenCase) -> None:
    entity = judging.find_entity(read_case, "Tomas Ekdal")
    judging.accept_entity(read_case, entity.id)
    assert "Tomas Ekdal" in history.undo(read_case)
    assert rows.entity(read_case, entity.id).state is EntityState.SUGGESTED
    assert "Tomas Ekdal" in history.redo(read_case)
    assert rows.entity(read_case, entity.id).state is EntityState.CONFIRMED
    with pytest.raises(Refused):
        history.redo(read_case)


def test_every_act_of_the_journal_can_be_said_in_words(read_case: cases.OpenCase) -> None:
    judging.accept_entity(read_case, judging.find_entity(read_case, "Tomas Ekdal").id)
    history.undo(read_case)
    words = [history.describe(read_case, entry) for entry in history.log(read_case)]
    assert words[0] == "made the case"
    assert any(one.startswith("added S1") for one in words)
    assert words[-1].startswith("undid accepted")
