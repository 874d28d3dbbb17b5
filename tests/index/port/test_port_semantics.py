"""What a search finds: the design's section 7, line by line."""

from __future__ import annotations

import pytest
from index_help import article, found, near

from casefile.domain.search import IndexDocument

DOCUMENTS = (
    article("joined", body="They co-operate with O'Brien's office."),
    article("whole", body="They cooperate with obrien."),
    article("coop", body="A coop is a house for hens."),
    article("snake", body="the foo_bar file, café and cafe\u0301, \uff37agner"),
    article("strasse", body="Hauptstraße, Łódź, Søren, İstanbul, naïve"),
    article("arabic", body="قال ال\u0652ق\u064eذافي مح\u0640مد مصطفى أمة"),
    article("hebrew", body="ש\u05c1\u05b8לו\u05b9ם"),
    article("chinese", body="中国人民银行"),
    article("korean", body="한국은행에서"),
    article("hindi", body="किताब"),
    article("contacts", body="Write to Anna.B@Example.org, call +47 22 12 34 56, pay NO93 8601 1117 947."),
    article("link", body="See https://www.Example.org/reports/7, today."),
    article("cyrillic", body="Андрей Медведев"),
    article("english", body="Andrei Medvedev"),
    article("german", body="Andrej Medwedew"),
    article("norwegian", body="Andrej Medvedjev"),
    article("colonel", body="colonel Gaddafi"),
    article("order", "Wagner group", "the quick brown fox jumps over the lazy dog", date="2022-06-15"),
    article("facts", "Plain title", "something", author="Jane Roe", publisher="The Herald", date="2022-12-31",
            language="en-GB", grade="B", entities=("Wagner Group", "Oslo"), tags=("money laundering",)),
    article("early", "Early", "something", date="2021-01-01", language="no"),
    IndexDocument("entity", "person", "Yevgeny Prigozhin", "Yevgeny Prigozhin\nThe chef", kind="person"),
    IndexDocument("entity", "firm", "Concord", "Concord", kind="organization"),
    IndexDocument("note", "lead", "Follow the money", "ask **somebody** about \u27e6S1:1-2\u27e7", kind="lead"),
)  # fmt: skip

EXACT = [
    # A word is a maximal run of letters, marks and digits; adjacent words mean AND.
    ("quick fox", {"order"}),
    ("quick wolf", set()),
    ("foo", {"snake"}),
    ("foo_bar", {"snake"}),
    ("bar foo", {"snake"}),
    ("qui", set()),
    ("किताब", {"hindi"}),
    # Title and text.
    ("wagner quick", {"order"}),
    # NFKC, case folding, accents.
    ("CAFÉ", {"snake"}),
    ("cafe", {"snake"}),
    ("wagner foo", {"snake"}),
    ("hauptstrasse lodz soren istanbul naive", {"strasse"}),
    ("HAUPTSTRA\u1e9eE ŁÓDŹ SØREN", {"strasse"}),
    ("قال القذافي", {"arabic"}),
    ("محمد مصطفي امه", {"arabic"}),
    ("שלומ", {"hebrew"}),
    ("שלום", {"hebrew"}),
    # Joined forms match whole words, never prefixes, both ways round.
    ("cooperate", {"joined", "whole"}),
    ("cooperate*", {"whole"}),
    ("co-operate", {"joined", "whole"}),
    ("co\u2010operate", {"joined", "whole"}),
    ("operate", {"joined"}),
    ("coop*", {"coop", "whole"}),
    ("coo*", {"coop", "whole"}),
    ("coopera", set()),
    ("obrien", {"joined", "whole"}),
    ("o\u2019brien", {"joined", "whole"}),
    ("obriens", {"joined"}),
    # Whole tokens.
    ("anna.b@example.org", {"contacts"}),
    ("+4722123456", {"contacts"}),
    ("+47 22 12 34 56", {"contacts"}),
    ("4722123456", {"contacts"}),
    ("NO9386011117947", {"contacts"}),
    ("NO93 8601 1117 947", {"contacts"}),
    ("https://example.org/reports/7", {"link"}),
    ("example.org", {"contacts", "link"}),
    # CJK: pairs, and single characters.
    ("人民", {"chinese"}),
    ("中国人民", {"chinese"}),
    ("行", {"chinese"}),
    ("中人", set()),
    ("은행", {"korean"}),
    # Phrases and proximity.
    ('"quick brown fox"', {"order"}),
    ('"quick fox"', set()),
    ('"quick fox"~1', {"order"}),
    ('"fox quick"~1', {"order"}),
    ('"quick jumps"~1', set()),
    ('"group the"', set()),
    ('"co-operate with"', {"joined", "whole"}),
    ('"they cooperate with"', {"joined", "whole"}),
    ("\u201cquick brown\u201d", {"order"}),
    # Operators.
    ("quick OR hens", {"order", "coop"}),
    ("(quick OR hens) house", {"coop"}),
    ("quick AND fox", {"order"}),
    ("something -herald", {"facts", "early"}),
    ("something -publisher:herald", {"early"}),
    ("something NOT plain", {"early"}),
    ("something -(plain OR early)", set()),
    ("quick and fox", set()),
    ("hens OR quick wolf", {"coop"}),
    # Prefix and fuzzy.
    ("quic*", {"order"}),
    ("q*", {"order"}),
    ("quikc~", {"order"}),
    ("quck~", {"order"}),
    ("qck~", set()),
    # Fields.
    ("title:wagner", {"order"}),
    ('title:"wagner group"', {"order"}),
    ("title:wag*", {"order"}),
    ("title:quick", set()),
    ("author:roe", {"facts"}),
    ("author:(jane roe)", {"facts"}),
    ("publisher:herald", {"facts"}),
    ("entity:oslo", {"facts"}),
    ('entity:"group oslo"', set()),
    ("entity:chef", {"person"}),
    ("kind:person", {"person"}),
    ("kind:organisation", {"firm"}),
    ("kind:lead", {"lead"}),
    ("tag:laundering", {"facts"}),
    ("note:money", {"lead"}),
    ("note:quick", set()),
    ("lang:en", {"facts"}),
    ("lang:en-gb", {"facts"}),
    ("grade:B", {"facts"}),
    # Dates.
    ("date:2022", {"order", "facts"}),
    ("date:2022-06", {"order"}),
    ("date:2022-06-15", {"order"}),
    ("date:2022-06..2022-12", {"order", "facts"}),
    ("date:2022-07..", {"facts"}),
    ("date:..2021", {"early"}),
    ("before:2022", {"early"}),
    ("before:2022-06-15", {"early"}),
    ("after:2021", {"order", "facts"}),
    ("after:2022-06-15", {"facts"}),
    ("something date:2021", {"early"}),
    # Nothing that could be a word.
    ("", set()),
    ("quick & fox", {"order"}),
    ("quick - fox", {"order"}),
    # What comes with other keyboards and word processors.
    ("\u201equick brown\u201c", {"order"}),
    ("\u201dquick brown\u201d", {"order"}),
    ("\u00bbquick brown\u00ab", {"order"}),
    ("\uff02quick brown\uff02\uff5e3", {"order"}),
    ("\u300c中国\u300d", {"chinese"}),
    ("（quick\u3000OR\u3000hens）\u3000house", {"coop"}),
    ("title：wagner", {"order"}),
    ("quic＊", {"order"}),
    ("something \u2013plain", {"early"}),
    ("something \u2014plain", {"early"}),
    ("something －plain", {"early"}),
    ("\u200fquick\u200e", {"order"}),
    ("\ufeffquick", {"order"}),
    ("quick\u00a0fox", {"order"}),
    ("quick\u200bfox", {"order"}),
    ("🙂 quick 🦊", {"order"}),
    ("القذافي OR wagner", {"arabic", "order", "snake"}),
    ("quick || hens", {"order", "coop"}),
    ("quick | hens", {"order", "coop"}),
    ("quick && fox", {"order"}),
    ("quic*, fox", {"order"}),
    ("date:２０２２", {"order", "facts"}),
    ("中国：人民", {"chinese"}),
    # A minus before a phrase, a group, a field.
    ('something -"plain title"', {"early"}),
    ('something -title:"plain title"', {"early"}),
    ("something -(plain OR nothing)", {"early"}),
    ("quick-fox", {"order"}),
    # Phrases at their edges.
    ('"quick brown"~0', {"order"}),
    ('"quick fox"~0', set()),
    ('"quick fox"~', {"order"}),
    ('"quick fox"~999999999999', {"order"}),
    ('"quick bro*"', {"order"}),
    ('"quick bro"', set()),
    ('tag:"money laundering"', {"facts"}),
    ('tag:"laundering money"', set()),
    ('kind:"person"', {"person"}),
    ("lang:(no OR en)", {"facts", "early"}),
    ("lang:(no OR fr)", {"early"}),
    ("language:no", {"early"}),
    ("date:(2021 OR 2022-06)", {"early", "order"}),
    # Kinds of thing.
    ("type:entity", {"person", "firm"}),
    ("type:notes", {"lead"}),
    ("type:(note OR entity) money", {"lead"}),
    # Every form of a date that the case accepts, and some that people write.
    ("date:2022-06/2022-12", {"order", "facts"}),
    ("date:2022-07/..", {"facts"}),
    ("date:2022-07/", {"facts"}),
    ("date:../2021", {"early"}),
    ("date:2022-06~", {"order"}),
    ("date:2022-06?", {"order"}),
    ("date:2022-06%", {"order"}),
    ("date:2022-06-15T10:30", {"order"}),
    ("date:2021-2022", {"early", "order", "facts"}),
    ("date:2022-06\u20132022-07", {"order"}),
    ("date:2022-06\u20262022-07", {"order"}),
    ("date:2022-06...2022-07", {"order"}),
    ("date:<2022", {"early"}),
    ("date:<=2022-06", {"early", "order"}),
    ("date:>2021", {"order", "facts"}),
    ("date:>=2022-12-31", {"facts"}),
    ('date:"2022-06"', {"order"}),
    # Only an exclusion, only a condition.
    ("-wagner kind:lead", {"lead"}),
    ("kind:lead -kind:person", {"lead"}),
    ("NOT NOT quick", {"order"}),
]


@pytest.fixture
def search(over):
    return over(DOCUMENTS)


@pytest.mark.parametrize(("query", "expected"), EXACT)
def test_a_query_finds_exactly(search, query, expected):
    answer = search(query)
    assert found(answer) == expected
    assert answer.total == len(expected)
    assert answer.error == ""


@pytest.mark.parametrize("name", ["Медведев", "Medvedev", "Medwedew", "Medvedjev"])
def test_spellings_of_a_name_across_scripts_are_near_and_ranked_below(search, name):
    answer = search(name)
    bears = {"cyrillic", "english", "german", "norwegian"}
    assert answer.total == 1
    assert {hit.id for hit in answer.hits} == bears
    assert answer.hits[0].near == ""
    assert set(near(answer).values()) == {"transliteration"}
    assert answer.near_total == 3


def test_qadhafi_is_near_gaddafi(search):
    assert near(search("Qadhafi")) == {"colonel": "transliteration"}


def test_a_typing_slip_finds_words_one_edit_away_and_says_so(search):
    answer = search("jmups")
    assert (answer.total, answer.near_total) == (0, 1)
    assert near(answer) == {"order": "fuzzy"}


def test_short_words_and_numbers_are_not_taken_for_others(search):
    assert search("dig").near_total == 0
    assert search("86012").near_total == 0


def test_what_was_excluded_does_not_come_back_as_near(search):
    assert near(search("Medwedew -andrei")) == {"cyrillic": "transliteration", "norwegian": "transliteration"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ('"quick fox', {"order"}),
        ("(quick fox", {"order"}),
        ("quick fox)", {"order"}),
        ("quick AND", {"order"}),
        ("OR quick", {"order"}),
        ("quick NOT", {"order"}),
        ("title: quick", {"order"}),
        ("date:2022-13 quick", {"order"}),
        ("kind:person (quick", {"order"}),
        ("quick -fox)", {"order"}),
        ("wrong:quick", set()),
        ("wrong:quick quick", set()),
        ("qu*ck", set()),
        ("quick~2", {"order"}),
        ("quick~2 wag*", {"order"}),
    ],
)
def test_a_query_that_does_not_parse_is_searched_as_words_with_the_complaint(search, query, words):
    answer = search(query)
    assert answer.error.endswith(".")
    assert found(answer) == words


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("w", {"whole", "joined", "order", "snake", "contacts", "link"}),
        ("hen", {"coop"}),
        ("quick fo", {"order"}),
        ("qui fo", set()),
        ("qui ", set()),
        ('"quick bro', {"order"}),
        ("(quick", {"order"}),
        ("quick AND ", {"order"}),
        ("quick -", {"order"}),
        ("title:", set()),
        ("title:wag", {"order"}),
        ("kind:per", {"person"}),
        ("coop", {"coop", "whole"}),
        ("co-oper", {"joined"}),
        ("中国", {"chinese"}),
    ],
)
def test_while_typing_the_last_word_is_a_prefix_and_an_open_end_no_complaint(search, query, expected):
    answer = search(query, typing=True)
    assert answer.error == ""
    assert found(answer) == expected


def test_the_words_to_mark_are_folded_and_a_prefix_ends_in_a_star(search):
    assert search("WAG* Fóx").terms == ("wag*", "fox")
    assert search("quick bro", typing=True).terms == ("quick", "bro*")
    assert search("quick -fox").terms == ("quick",)
    assert search('"quick brown"').terms == ("quick brown",)


def test_only_an_exclusion_finds_everything_else(search):
    assert found(search("-wagner")) == {document.id for document in DOCUMENTS} - {"order", "snake"}
    assert search("NOT (quick OR wagner)").total == len(DOCUMENTS) - 2


def test_a_star_alone_is_everything(search):
    assert search("*").total == len(DOCUMENTS)
    assert found(search("* kind:lead")) == {"lead"}


@pytest.mark.parametrize("query", ["!!! ...", "🙂", '""', "()", "-"])
def test_a_query_without_a_letter_finds_nothing_and_says_so(search, query):
    answer = search(query)
    assert (answer.total, answer.near_total, answer.hits) == (0, 0, ())
    assert "no letter or digit" in answer.error
    assert search(query, typing=True).error == ""


def test_a_request_without_words_finds_what_its_filters_let_through(search):
    assert found(search("", filters=(("kind", "lead"),))) == {"lead"}
    assert search("", filters=(("kind", "lead"),)).error == ""
    assert search("").total == 0


def test_the_generation_of_a_request_comes_back(search):
    assert search("quick", generation=17).generation == 17
    assert search("", generation=18).generation == 18


def test_a_very_long_query_is_cut_and_says_so(search):
    assert "too long" in search("quick " * 5000).error


NUMBERS = (article("twice", body="x 030 123 4567 y. Later 030-123-4567 z. And 030 123 4567 w"),)
"""One number written as a word that is joined and, before and after it, as a whole token."""


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ('"x 0301234567 y"', 1),
        ('"x 0301234567 z"', 0),
        ('"later 0301234567 z"', 1),
        ('"later 0301234567 y"', 0),
        ('"and 0301234567 w"', 1),
        ('"x 0301234567"~1', 1),
    ],
)
def test_a_number_written_in_two_ways_stands_in_a_phrase_at_each_of_its_places(over, query, total):
    assert over(NUMBERS)(query).total == total


def test_a_pasted_list_of_words_is_not_searched_for_spellings(over):
    one = (article("one", body="wagnerx"),)
    assert over(one)(" OR ".join(["wagner", *(f"nothing{number}" for number in range(5))])).near_total == 1
    assert over(one)(" OR ".join(["wagner", *(f"nothing{number}" for number in range(40))])).near_total == 0
