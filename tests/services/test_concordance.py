"""The passages of a query or an entity: where they are, what is counted as one, in which orders they come."""

from __future__ import annotations

import shutil

import pytest

from casefile.domain.concordance import Line, Order
from casefile.domain.errors import NotFound
from casefile.domain.kinds import Kind, MentionState
from casefile.domain.records import Metadata
from casefile.domain.search import SearchRequest
from casefile.domain.span import Span
from casefile.services import articles, cases, concordance, concordance_orders, index_feed, intake, judging, notes, rows
from casefile.services.concordance import Concordance
from casefile.services.concordance_orders import beside
from casefile.services.search import Search


def add(case: cases.OpenCase, text: str, published: str = "", title: str = "") -> None:
    intake.add_pasted(case, text, Metadata(title=title or text[:20], published=published), index=False)


def found(case: cases.OpenCase, query: str, *, most: int = concordance.MOST, **how: object) -> Concordance:
    """All passages of ``query``, every one checked against its text."""
    # Without an index everything is looked through: what is tested here is not the index.
    shutil.rmtree(index_feed.directory(case), ignore_errors=True)
    with Search(case) as search:
        lines = concordance.of_query(case, search, SearchRequest(query, **how), most=most)  # type: ignore[arg-type]
        lines.more()
    check(case, lines)
    return lines


def check(case: cases.OpenCase, lines: Concordance) -> None:
    for line in lines.lines:
        text = rows.text(case, line.source.text_id)
        start, end = line.span.start, line.span.end
        assert text[start:end] == line.hit
        assert text[start - len(line.left) : start] == line.left
        assert text[end : end + len(line.right)] == line.right
        assert line.pin.fits(line.source.text_sha256, len(text))
        (place,) = notes.pin_places(case, str(line.pin))
        assert (place.state, place.quotation) == ("ok", line.hit)
        assert place.label == f"{line.source.label}¶{line.paragraph}"


def hits(lines: Concordance, order: Order | None = None) -> list[str]:
    return [lines.lines[at].hit for at in lines.ordered(order or Order("source"))]


def in_order(lines: Concordance, order: Order) -> list[Line]:
    return [lines.lines[at] for at in lines.ordered(order)]


def test_every_passage_of_every_article_is_a_line_and_its_offsets_are_exact(case: cases.OpenCase) -> None:
    add(case, "Ferry first. The ferry left.\n\nNo FERRY came; ferry")
    add(case, "A ferry-boat, and the Ferrying of cars.")
    lines = found(case, "ferry")
    assert hits(lines) == ["Ferry", "ferry", "FERRY", "ferry", "ferry"]
    assert (lines.articles, lines.near, lines.is_cut, lines.complaint) == (2, 0, False, "")
    by_place = in_order(lines, Order("source"))
    first, last = by_place[0], by_place[3]
    assert (first.left, last.right) == ("", ""), "at the ends of a text there is nothing beside the hit"


def test_what_stands_beside_a_hit_ends_with_its_paragraph(case: cases.OpenCase) -> None:
    add(case, "The end of one.\n\nThe ferry left.\nIt was late.\n \nAnother one begins.")
    (line,) = found(case, "ferry").lines
    assert (line.left, line.right) == ("The ", " left.\nIt was late.")


def test_a_phrase_is_one_hit_and_not_each_of_its_words(case: cases.OpenCase) -> None:
    add(case, "The harbour master and the master of the harbour. Harbour\nmaster, harbour-master.")
    assert hits(found(case, '"harbour master"')) == ["harbour master", "Harbour\nmaster", "harbour-master"]
    assert len(found(case, "harbour master").lines) == 8


def test_words_near_one_another_are_one_hit_from_the_first_to_the_last(case: cases.OpenCase) -> None:
    add(case, "The master of the harbour slept. The harbour was empty when at last, after many hours, the master rose.")
    assert hits(found(case, '"harbour master"~3')) == ["master of the harbour"]
    assert hits(found(case, '"harbour master"~3 OR empty')) == ["master of the harbour", "empty"]


def test_hits_that_overlap_are_one_line(case: cases.OpenCase) -> None:
    add(case, "The harbour master of Brisvik.")
    assert hits(found(case, '"harbour master" OR master OR "master of brisvik"')) == ["harbour master"]


def test_a_beginning_a_word_with_accents_and_one_of_another_script_are_found_as_the_index_finds_them(
    case: cases.OpenCase,
) -> None:
    add(case, "Der Café-Besitzer, CAFÉ, Cafe\u0301s.")
    assert hits(found(case, "cafe")) == ["Café", "CAFÉ"]
    assert hits(found(case, "caf*")) == ["Café", "CAFÉ", "Cafe\u0301s"]
    assert hits(found(case, "caf", typing=True)) == ["Café", "CAFÉ", "Cafe\u0301s"]


def test_chinese_and_arabic_are_lined_up_as_they_are_written(case: cases.OpenCase) -> None:
    add(case, "昨日、東京電力は東京で発表した。")
    add(case, "قالت الشَّرِكَةُ إن الشركة أغلقت.")
    lines = found(case, "東京")
    assert hits(lines) == ["東京", "東京"]
    assert [beside(line, Order("right")) for line in lines.lines] == [Span(0, 1), Span(0, 1)]
    assert hits(found(case, "الشركة")) == ["الشَّرِكَةُ", "الشركة"]


def test_a_spelling_that_is_near_is_marked_so_and_an_exact_one_beside_it_is_not(case: cases.OpenCase) -> None:
    add(case, "Dmitri Medvedev spoke. Медведев spoke too.")
    add(case, "Только Медведев говорил.")
    lines = found(case, "Medvedev")
    assert [(line.hit, line.near) for line in lines.lines] == [
        ("Medvedev", ""),
        ("Медведев", "transliteration"),
    ]
    assert (lines.near, lines.articles) == (1, 2)


def test_lines_are_sorted_by_the_words_beside_them(case: cases.OpenCase) -> None:
    add(case, "red ferry sank. Ábel ferry came. a blue ferry came late. ferry")
    lines = found(case, "ferry")

    def words(order: Order, side: str) -> list[str]:
        found = []
        for line in in_order(lines, order):
            span = beside(line, order)
            found.append("" if span is None else span.of(getattr(line, side)))
        return found

    assert words(Order("left"), "left") == ["Ábel", "blue", "late", "red"]
    assert words(Order("right"), "right") == ["came", "came", "sank", ""], "what has no word there comes last"
    assert in_order(lines, Order("left", 2))[0].left.split()[-2] == "a"
    assert in_order(lines, Order("right"))[0].right.split()[1] == "a", "then by the next word"


def test_lines_are_sorted_by_source_by_date_and_by_the_hit(case: cases.OpenCase) -> None:
    add(case, "Zeta ferry one.")
    add(case, "FERRY two, ferry three.", "2021-05")
    add(case, "ferry four.", "2021-05-02")
    lines = found(case, "ferry")
    assert [line.source.article for line in in_order(lines, Order("source"))] == [1, 2, 2, 3]
    assert [line.source.article for line in in_order(lines, Order("date"))] == [3, 2, 2, 1]
    assert hits(lines, Order("hit")) == ["FERRY", "ferry", "ferry", "ferry"]


def test_the_most_frequent_neighbours_are_counted(case: cases.OpenCase) -> None:
    add(case, "the ferry came, a Ferry came, The ferry sank")
    lines = found(case, "ferry")
    assert lines.neighbours("left") == [("the", 2), ("a", 1)]
    assert lines.neighbours("right", 1) == [("came", 2)]


def test_there_are_never_more_lines_than_asked_for_and_it_is_said(case: cases.OpenCase) -> None:
    add(case, "ferry " * 30, "2021")
    add(case, "ferry " * 30 + "again", "2022")
    lines = found(case, "ferry", most=40)
    assert (len(lines.lines), lines.is_cut) == (40, True)
    assert lines.lines[0].source.article == 2, "the newest first"
    exactly = found(case, "ferry", most=60)
    assert (len(exactly.lines), exactly.is_cut) == (60, False)


def test_passages_come_in_portions_and_who_asks_no_more_gets_no_more(case: cases.OpenCase) -> None:
    for number in range(5):
        add(case, f"ferry number {number}")
    with Search(case) as search:
        lines = concordance.of_query(case, search, SearchRequest("ferry"))
        assert (lines.lines, lines.is_whole) == ([], False)
        lines.more(lines=2)
        assert len(lines.lines) == 2
        assert not lines.is_whole
        assert len(lines.ordered(Order("right"))) == 2
        lines.more(seconds=0)
        before = len(lines.lines)
        lines.more()
        assert len(lines.lines) == 5 > before >= 2
        assert len(lines.ordered(Order("right"))) == len(lines.folded()) == 5
        assert (lines.looked_at, lines.to_look_at, lines.is_whole) == (5, 5, True)


def test_more_articles_than_are_asked_for_at_first_are_all_looked_through(
    case: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance, "_FIRST", 2)
    for number in range(7):
        add(case, f"ferry number {number}", f"20{10 + number}")
    lines = found(case, "ferry")
    assert [line.source.article for line in lines.lines] == [7, 6, 5, 4, 3, 2, 1]


def test_a_hit_on_the_edge_of_a_window_is_one_line(case: cases.OpenCase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concordance, "_WINDOW", 10)
    add(case, "The harbour master saw the harbour master of another harbour master.")
    assert hits(found(case, '"harbour master"')) == ["harbour master"] * 3
    assert hits(found(case, '"master harbour"~0 OR harbour')) == ["harbour"] * 3


def test_filters_hold_and_a_query_without_words_says_so(case: cases.OpenCase) -> None:
    add(case, "ferry one", "2021-01-01")
    add(case, "ferry two", "2022-01-01")
    assert [line.source.article for line in found(case, "ferry after:2021").lines] == [2]
    assert found(case, "after:2021").complaint
    assert found(case, "   ").lines == []
    broken = found(case, "(ferry")
    assert "(" in broken.complaint
    assert len(broken.lines) == 2


def test_what_only_a_title_holds_is_no_passage_and_notes_are_not_looked_through(case: cases.OpenCase) -> None:
    add(case, "Nothing here.", title="The ferry")
    notes.add_note(case, "Ferry", "ferry")
    lines = found(case, "ferry")
    assert (lines.lines, lines.articles) == ([], 0)


def test_an_entity_brings_all_its_names_and_what_a_person_decided(read_case: cases.OpenCase) -> None:
    man = judging.find_entity(read_case, "Tomas Ekdal")
    paper = judging.find_entity(read_case, "Brisvik Gazette")
    lines = concordance.of_entity(read_case, man.id)
    lines.more()
    check(read_case, lines)
    assert {line.hit for line in lines.lines} >= {"Tomas Ekdal", "Ekdal"}
    assert len(lines.lines) == man.mentions
    assert {(line.kind, line.state) for line in lines.lines} == {(Kind.PERSON, MentionState.SUGGESTED)}
    text_id = lines.lines[0].source.text_id
    named = next(one for one in rows.mentions(read_case, text_id) if one.entity == man.id)
    judging.accept_mention(read_case, named)
    judging.merge(read_case, man.id, paper.id)
    for name in (man.id, paper.id):
        merged = concordance.of_entity(read_case, name)
        merged.more()
        assert len(merged.lines) == man.mentions + paper.mentions
        assert "Brisvik Gazette" in {line.hit for line in merged.lines}
        assert {line.state for line in merged.lines} == {MentionState.SUGGESTED, MentionState.ACCEPTED}


def test_what_was_retired_is_left_out(read_case: cases.OpenCase) -> None:
    man = judging.find_entity(read_case, "Tomas Ekdal")
    articles.retire_article(read_case, 2)
    lines = concordance.of_entity(read_case, man.id)
    lines.more()
    assert {line.source.article for line in lines.lines} == {1}
    assert {line.source.article for line in found(read_case, "ekdal").lines} == {1}


def test_the_passage_around_a_line_is_cut_between_words_of_its_paragraph(case: cases.OpenCase) -> None:
    add(case, "Before.\n\nOne two three the ferry four five six.\n\nBehind.")
    (line,) = found(case, "ferry").lines
    whole = concordance.around(case, line, 1000)
    assert (whole.left, whole.hit, whole.right) == ("One two three the ", "ferry", " four five six.")
    near = concordance.around(case, line, 7)
    assert (near.left, near.right) == ("the ", " four")


def test_hostile_words_are_lined_up_as_they_are(case: cases.OpenCase) -> None:
    add(case, "\x1b]52;c;aGk=\x07 [/b] \u202eyrref\u202c ferry \x9b2J\x00 " + "e\u0301" * 3000 + " ferry")
    lines = found(case, "ferry")
    assert len(lines.lines) == 2
    assert "\u202e" in lines.lines[0].left
    assert max(len(line.left) for line in lines.lines) < 500
    assert lines.ordered(Order("right"))


def test_a_purged_text_ends_nothing(case: cases.OpenCase, monkeypatch: pytest.MonkeyPatch) -> None:
    add(case, "ferry one")
    add(case, "ferry two")
    read = concordance.read_articles.text

    def gone(reader: object, text_id: str) -> str:
        text = read(reader, text_id)  # type: ignore[arg-type]
        if text.endswith("one"):
            raise NotFound("gone")
        return text

    monkeypatch.setattr(concordance.read_articles, "text", gone)
    with Search(case) as search:
        lines = concordance.of_query(case, search, SearchRequest("ferry"))
        lines.more()
    assert [line.source.article for line in lines.lines] == [2]


def test_while_there_is_no_index_it_is_said_how_far_was_looked(
    case: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        add(case, f"ferry number {number}", f"202{number}")
    assert found(case, "ferry").complaint == ""
    monkeypatch.setattr(concordance, "_SCAN", 1e-9)
    lines = found(case, "ferry")
    assert lines.complaint == "no index yet: 1 of 3 articles were looked through"
    assert [line.source.article for line in lines.lines] == [3]
    assert not lines.is_current


def test_sorting_in_portions_is_sorting(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [f"{number * 7919 % 13}" for number in range(100)]
    places = sorted(range(100), key=lambda place: place * 31 % 100)
    for portion in (3, 100, 1000):
        monkeypatch.setattr(concordance_orders, "_PORTION", portion)
        for reverse in (False, True):
            wanted = sorted(places, key=keys.__getitem__, reverse=reverse)
            assert concordance_orders.in_portions(places, keys, reverse=reverse) == wanted
    assert concordance_orders.in_portions([], []) == []
