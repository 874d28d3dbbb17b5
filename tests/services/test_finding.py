"""Finding in one text: where the hits stand, and the way from one to the next."""

from __future__ import annotations

import pytest

from casefile.domain.span import Span
from casefile.services import finding
from casefile.services.finding import Finder, Places
from index.snippets import marks

TEXT = "The ferry left. Nobody saw the ferry; ferries sink. Médvedev said: co-operate.\n\n"
LONG = (TEXT + "Words that fill the room between the places.\n\n" * 30) * 40


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_REST", 0)


def words(finder: Finder) -> list[str]:
    places = finder.all()
    assert places is not None
    return [places[at].of(finder.text) for at in range(len(places))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ferr", ["ferry", "ferry", "ferries"]),
        ("ferr ", []),
        ("ferry", ["ferry", "ferry"]),
        ("cooperate", ["co-operate"]),
        ('"the ferry', ["The ferry", "the ferry"]),
        ('"ferry saw"~4', ["ferry left. Nobody saw"]),
        ("saw -ferry", ["saw"]),
        ("sink OR left", ["left", "sink"]),
        ("date:2022 sink", ["sink"]),
        ("(sink", ["sink"]),
        ("", []),
        ("   ", []),
        ("-sink ", []),
    ],
)
def test_words_and_phrases_are_found_as_the_index_finds_them(query: str, found: list[str]) -> None:
    assert words(Finder(TEXT, query)) == found


def test_with_nothing_to_look_for_a_finder_is_empty() -> None:
    assert not Finder(TEXT, "")
    assert not Finder(TEXT, "-sink ")
    assert Finder(TEXT, "nothing")


@pytest.mark.parametrize(
    ("query", "found"), [("медведев", ["Médvedev"]), ("ferrries", ["ferries"]), ("sink", ["sink"])]
)
def test_near_spellings_are_found_when_they_are_asked_for(query: str, found: list[str]) -> None:
    finder = Finder(TEXT, query)
    assert words(finder) == [word for word in found if word == query]
    assert words(finder.nearer()) == found


def test_a_whole_word_is_no_beginning_where_nobody_types() -> None:
    assert words(Finder(TEXT, "ferr", typing=False)) == []


def test_piece_by_piece_the_same_is_found_as_in_the_whole() -> None:
    finder = Finder(LONG, "ferr")
    places = finder.all()
    assert places is not None
    assert [places[at] for at in range(len(places))] == marks(LONG, ["ferr*"])
    assert len(places) == 120


def test_the_first_hit_is_the_one_behind_the_place_else_the_first_of_the_text() -> None:
    finder = Finder(LONG, "sink")
    sinks = marks(LONG, ["sink"])
    assert finder.first(0) == sinks[0]
    assert finder.first(sinks[5].start) == sinks[5]
    assert finder.first(sinks[5].start + 1) == sinks[6]
    assert finder.first(sinks[-1].end) == sinks[0]
    assert finder.first(len(LONG)) == sinks[0]
    assert Finder(LONG, "quagmire").first(7) is None


def test_looking_stops_when_it_is_over() -> None:
    asked = []

    def is_over() -> bool:
        asked.append(True)
        return len(asked) > 2

    assert Finder(LONG, "sink").all(is_over) is None
    assert Finder(LONG, "quagmire").first(0, lambda: True) is None
    assert len(asked) < 6


def test_from_a_place_one_goes_on_to_the_next_and_round_the_end() -> None:
    places = Places()
    for start in (3, 10, 20):
        places.add(Span(start, start + 4))
    places.add(Span(22, 30))
    assert len(places) == 3
    assert [places.beside(at, 1) for at in (0, 3, 9, 10, 20, 99)] == [0, 1, 1, 2, 0, 0]
    assert [places.beside(at, -1) for at in (0, 3, 4, 10, 99)] == [2, 2, 0, 0, 2]
    assert places.index_of(Span(10, 14)) == 1
    assert places.index_of(Span(10, 13)) is None
    assert places.index_of(Span(99, 100)) is None
    assert Places().beside(0, 1) is None


def test_what_does_not_parse_is_looked_for_as_words_and_says_so() -> None:
    finder = Finder(TEXT, "foo: sink", typing=False)
    assert finder.complaint
    assert "sink" in words(finder)
