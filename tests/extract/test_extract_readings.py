"""Damaged words are read as what they should be, over a text that stays as it is; whole ones are left alone."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.extraction import Document, FoundName
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.pipeline import extract
from casefile.extract.readings import find_readings


def read(text: str) -> list[tuple[str, str, str]]:
    return [(each.span.of(text), each.read_as, each.rule) for each in find_readings(text, ())]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Anna Lind came. They met Lindwho had a boat.", ("Lindwho", "Lind who", "glued word")),
        ("Nobody had heard of Kozlovwhose boat burned.", ("Kozlovwhose", "Kozlov whose", "glued word")),
        ("Ivar Moe spoke. The Moes and Moefrom Keld left; Moefrom?", None),
        ("It was the mayorwho signed the paper.", ("mayorwho", "mayor who", "glued word")),
        ("She asked thepolice for help.", ("thepolice", "the police", "glued word")),
        ("He left Reuters and later toldReuters so.", ("toldReuters", "told Reuters", "lost space")),
        ("In Keld it rained. She came from KeldThe ship left.", ("KeldThe", "Keld The", "lost space")),
        ("They crossed the border.The guards slept.", ("border.The", "border. The", "lost space")),
        ("It sank in the spring of 1997.Nobody was on board.", ("1997.Nobody", "1997. Nobody", "lost space")),
        ("They reached the border,where they were held.", ("border,where", "border, where", "lost space")),
        ("He gave no informa-\ntion to the court.", ("informa-\ntion", "information", "broken word")),
        ("He gave no infor- mation to the court.", ("infor- mation", "information", "broken word")),
        ("The Kirovets was old. They saw the Kiro-\nvets again.", ("Kiro-\nvets", "Kirovets", "broken word")),
        ("They opened the the door.", ("the the", "the", "doubled word")),
        ("The the second man is not named.", ("The the", "The", "doubled word")),
        ("It was sent to the\nthe harbour office.", ("the\nthe", "the", "doubled word")),
        ("The ship is is late.", ("is is", "is", "doubled word")),
    ],
)
def test_damaged_words_are_read_as_what_they_should_be(text: str, reading: tuple[str, str, str] | None) -> None:
    assert read(text) == ([reading] if reading else [])


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough, and said that that was that.",
        "What it was was a raid. The trouble is that it is is all anyone can say.",
        "They moved in in May and gave her her book.",
        "Pol and others came to Poland. Finl left Finland.",
        "The therapist saw the rapist; theatre, themes and theories.",
        "A thousand farmland owners understand the demand; meanwhile, forthwith and thereof.",
        "A long-\nterm plan, pre- and post-war houses, two- or three-year terms.",
        "It was well-\nknown and well-known; a co-\noperative and co-operative shop, cooperative or not.",
        "See node.Js, example.Com, asp.Net and john.Smith@example.org, or www.theguardian.com/theguardian.",
        "The iPhone, eBay, YouTube, WhatsApp and McDonald, LinkedIn and PayPal of van Gogh.",
        "Duran Duran sang in Baden Baden to the, the and the others.",
        "On p. 4 he writes e.g.The U.S. and the U.K. are far.",
        "Das ist, was was kostet, und die die es wissen, sagen es nicht. Der, der das sagt, war gestern in in Wien.",
        "",
    ],
)
def test_whole_words_are_left_alone(text: str) -> None:
    assert read(text) == []


def test_a_name_that_ends_inside_a_word_makes_a_reading_in_any_language() -> None:
    text = "Ольга Лінднік. Линдкоторый"
    names = (FoundName(Span(15, 19), Kind.PERSON, "c1", "x", "1", "", None),)
    assert [(each.span.of(text), each.read_as) for each in find_readings(text, names)] == [
        ("Линдкоторый", "Линд который")
    ]


def test_a_name_in_a_glued_word_is_found_as_a_mention_and_never_with_the_glue() -> None:
    text = (
        "The mayor met Ivar Strand in Oslo. Strand said that it was late. Nobody asked Strandwho had the key, and "
        "the police were told of it by the mayor in the evening."
    )
    found = extract(Document("", text))
    start = text.index("Strandwho")
    assert Span(start, start + 6) in {name.span for name in found.names}
    assert "Strandwho" not in {alias for cluster in found.clusters for alias in cluster.aliases}
    assert [(each.span, each.read_as) for each in found.readings] == [(Span(start, start + 9), "Strand who")]


_PIECES = st.sampled_from(
    [
        *("the", " ", "\n", "- ", "-\n", ".", ",", "The", "who", "Lind", "mayor", "informa", "tion", "told", "Reuters"),
        *("had", "is", "1997", "’", "é", "й", "\u00ad", "\u2010", "\x00", "\u200b", "#", "@", "/"),
    ]
)


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_readings_lie_in_the_text_in_order_and_change_something(text: str) -> None:
    found = find_readings(text, ())
    spans = [each.span for each in found]
    assert spans == sorted(spans)
    assert all(first.end <= second.start for first, second in itertools.pairwise(spans))
    assert all(each.span.end <= len(text) and len(each.span) and each.read_as != each.span.of(text) for each in found)
