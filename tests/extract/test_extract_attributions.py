from __future__ import annotations

import pytest

from casefile.domain.extraction import Document
from casefile.extract.pipeline import extract


def said(text: str) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    found = extract(Document("", text, language="en")).attributions
    for each in found:
        assert each.source is not None
        assert each.source.of(text) == each.speaker
    return [(a.speaker, a.cue.of(text), a.content.of(text), a.polarity, a.via) for a in found]


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content", "polarity"),
    [
        ("According to Anna Lind, the barge left.", "Anna Lind", "According to", "the barge left", "assert"),
        ("The barge left, according to the police.", "the police", "according to", "The barge left", "assert"),
        ("The barge left according to Anna Lind.", "Anna Lind", "according to", "The barge left", "assert"),
        ("According to information from the HVK, it left.", "the HVK", "According to", "it left", "assert"),
        ("Anna Lind said that the barge left.", "Anna Lind", "said", "that the barge left", "assert"),
        ("“The barge left,” said Anna Lind.", "Anna Lind", "said", "“The barge left,”", "assert"),
        ("“The barge left,” Anna Lind said.", "Anna Lind", "said", "“The barge left,”", "assert"),
        ("The barge left, reports Norwegian HVK.", "HVK", "reports", "The barge left", "assert"),
        ("The man’s lawyer has confirmed the report.", "The man’s lawyer", "has confirmed", "the report", "assert"),
        ("Anna Lind, a lawyer for the man, said it left.", "Anna Lind", "said", "it left", "assert"),
        ("Anna Lind denied that it left.", "Anna Lind", "denied", "that it left", "deny"),
        ("The company denies the claim.", "The company", "denies", "the claim", "deny"),
        ("The police did not confirm the name.", "The police", "did not confirm", "the name", "unconfirmed"),
        (
            "Then, the police declined to confirm that.",
            "the police",
            "declined to confirm",
            "that",
            "unconfirmed",
        ),
    ],
)
def test_who_says_so_is_found(text: str, speaker: str, cue: str, content: str, polarity: str) -> None:
    [(got, got_cue, got_content, got_polarity, _)] = said(text)
    assert (got, got_cue, got_polarity) == (speaker, cue, polarity)
    assert got_content.strip("“”, ") == content.strip("“”, ")


@pytest.mark.parametrize(
    "text",
    [
        "It went according to plan.",
        "The fee differs according to size.",
        "of The Keld Courier according to the man has been taken to the city.",
        "The man was said to have left.",
        "It is said that the barge left.",
        "In rights reports, its forces have been accused of it.",
        "The reports are wrong and the claims of the company too.",
        "He asked for help.",
        "It left then, told the Keld Courier.",
        "The police arrested him on suspicion of theft.",
    ],
)
def test_garbled_passive_and_other_sentences_give_no_speaker(text: str) -> None:
    assert said(text) == []


def test_what_was_told_to_a_newspaper_came_through_it() -> None:
    [(speaker, _, content, _, via)] = said("Anna Lind told the Keld Courier that the barge left.")
    assert (speaker, content, via) == ("Anna Lind", "that the barge left", ("Keld Courier",))


def test_what_was_confirmed_to_a_newspaper_came_through_it() -> None:
    [(_, _, content, _, via)] = said("The man’s lawyer confirmed to the Keld Courier that he left.")
    assert (content, via) == ("that he left", ("Keld Courier",))


def test_two_speakers_in_one_sentence_keep_their_own_words() -> None:
    first, second = said("The police did not confirm the name, but the man’s lawyer confirmed that it is his.")
    assert first[:4] == ("The police", "did not confirm", "the name", "unconfirmed")
    assert second[:4] == ("the man’s lawyer", "confirmed", "that it is his", "assert")
