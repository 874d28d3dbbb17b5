from __future__ import annotations

from casefile.domain.span import Span
from casefile.tui.search.typed_letters import beginnings, shortened


def test_only_the_letters_that_were_typed_are_marked() -> None:
    text = "Kharkevich and KHARKOV, kharkevich"
    spans = [Span(0, 10), Span(15, 22), Span(24, 34)]
    assert [span.of(text) for span in shortened(text, spans, ("khark",))] == ["Khark", "KHARK", "khark"]
    assert shortened(text, spans, ("kharkevich", "khark"))[0] == Span(0, 10)


def test_letters_that_fold_to_several_are_marked_whole() -> None:
    assert shortened("Straßenbahn", [Span(0, 11)], ("strass",)) == (Span(0, 5),)
    assert shortened("Ångström", [Span(0, 8)], ("angs",)) == (Span(0, 4),)


def test_other_words_stay_marked_as_they_are() -> None:
    assert shortened("the ferry board", [Span(4, 9)], ("boa",)) == (Span(4, 9),)
    assert shortened("the ferry board", [Span(4, 9)], ()) == (Span(4, 9),)


def test_a_beginning_is_what_ends_in_a_star_and_of_a_phrase_its_last_word() -> None:
    assert beginnings(["ferry", "boa*", "grey lin*"]) == ("boa", "lin")
