from __future__ import annotations

import re

import pytest
from attribution_sentences import FILE, Row, Sentence, read, row
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.domain.extraction import Document, FoundAttribution, FoundName
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.attributions.find import find_attributions
from casefile.extract.pipeline import extract

_EDGES = " .,“”"
SENTENCES = read()


def trimmed(said: Row) -> Row:
    return (said[0], said[1], said[2].strip(_EDGES), said[3], said[4])


@pytest.mark.parametrize("sentence", SENTENCES, ids=[each.text[:60] for each in SENTENCES])
def test_a_sentence_says_who_says_what(sentence: Sentence) -> None:
    found = find_attributions(sentence.text, sentence.names)
    assert [trimmed(row(sentence.text, each)) for each in found] == [trimmed(each) for each in sentence.said]


def test_the_table_of_sentences_is_long_enough_to_mean_something() -> None:
    assert len(SENTENCES) > 100
    assert FILE.exists()


def said(text: str) -> list[FoundAttribution]:
    return list(extract(Document("", text, language="en")).attributions)


def test_a_quotation_of_several_sentences_is_one_content() -> None:
    text = "“We saw nothing. It was dark! Nobody came,” said Anna Lind. The barge left."
    [found] = said(text)
    assert found.content.of(text) == "“We saw nothing. It was dark! Nobody came,”"


def test_a_quotation_in_a_paragraph_of_its_own_behind_a_colon_is_the_same_speakers() -> None:
    text = "Anna Lind claims that the police chased her to the border:\n\n“I heard dogs behind me, so I ran.”\n"
    first, second = said(text)
    assert (first.cue.of(text), second.cue.of(text)) == ("claims", ":")
    assert first.source == second.source
    assert second.content.of(text) == "“I heard dogs behind me, so I ran.”"


def test_a_quotation_goes_on_behind_its_speaker_and_in_the_next_paragraph() -> None:
    text = "“We saw nothing,” Anna Lind said. “It was dark that night.”\n\n“Nobody came to help us.”\n\nThe barge left."
    found = said(text)
    assert [each.content.of(text) for each in found] == [
        "“We saw nothing,”",
        "“It was dark that night.”",
        "“Nobody came to help us.”",
    ]
    assert {each.speaker for each in found} == {"Anna Lind"}


def test_a_sentence_that_is_longer_than_any_sentence_is_left_alone() -> None:
    assert said("Anna Lind said that " + "the barge and " * 200 + "the boat left.") == []


_WORDS = sorted({word for each in SENTENCES for word in each.text.split()})
_SALAD = st.lists(st.sampled_from([*_WORDS, "“", "”", "(", ")", ":", "\n", "\n\n", "’", "\u202e"]), max_size=40)


@settings(max_examples=150, deadline=None)
@given(_SALAD.map(" ".join), st.integers(0, 7))
def test_whatever_words_stand_together_every_span_lies_in_the_text(text: str, every: int) -> None:
    starts = [match.span() for match in re.finditer(r"\S+", text)][:: every + 1]
    names = tuple(FoundName(Span(*span), Kind.ORGANIZATION, "c1", "hand", "", "", None) for span in starts)
    for each in find_attributions(text, names):
        spans = [span for span in (each.source, each.cue, each.content) if span is not None]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert each.polarity in ("assert", "deny", "unconfirmed")


def test_who_speaks_is_the_named_one_where_nobody_else_was_named_since() -> None:
    first, second = said("Anna Lind said that the barge left. She added that it was late.")
    assert (second.source, second.speaker, second.cluster) == (Span(36, 39), first.speaker, first.cluster)


def test_a_described_speaker_has_no_cluster_and_no_other_name() -> None:
    [found] = said("A spokesman for Anna Lind said that the barge left.")
    assert (found.speaker, found.cluster) == ("A spokesman for Anna Lind", "")


def test_what_keeps_its_own_distance_is_hedged() -> None:
    first, second = said("Anna Lind said the barge would have left. Ivar Moe said the barge left.")
    assert (first.hedged, second.hedged) == (True, False)
