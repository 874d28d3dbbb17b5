"""What a search finds: the design's section 7, line by line, through the index and through the scan."""

from __future__ import annotations

import pytest
from index_help import article, build, found, near

from casefile.domain.search import IndexDocument, SearchRequest
from index.port import Searcher
from index.scan import scan

DOCUMENTS = [
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
]  # fmt: skip

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
    ("!!! ...", set()),
    ("quick & fox", {"order"}),
    ("quick - fox", {"order"}),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    directory = tmp_path_factory.mktemp("index")
    build(directory, DOCUMENTS)
    with Searcher(directory) as opened:
        yield opened


@pytest.fixture(params=["index", "scan"])
def search(request, searcher):
    def run(query, **more):
        asked = SearchRequest(query, 1000, **more)
        return searcher.search(asked) if request.param == "index" else scan(DOCUMENTS, asked)

    return run


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
    ("query", "words", "complaint"),
    [
        ('"quick fox', {"order"}, "quotation"),
        ("(quick fox", {"order"}, "( has no )"),
        ("quick fox)", {"order"}, "without a ("),
        ("quick AND", {"order"}, "AND needs"),
        ("OR quick", {"order"}, "OR needs"),
        ("quick NOT", {"order"}, "NOT needs"),
        ("title: quick", {"order"}, "title:"),
        ("date:2022-13 quick", set(), "no date"),
        ("wrong:quick", set(), "no field"),
        ("qu*ck", set(), "* stands"),
        ("quick~2", set(), "~ finds"),
    ],
)
def test_a_query_that_does_not_parse_is_searched_as_words_with_the_complaint(search, query, words, complaint):
    answer = search(query)
    assert complaint in answer.error
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


def test_total_counts_exact_hits_over_the_types_asked_for(search):
    assert search("money").total == 1
    assert search("money", types=("article",)).total == 0
    assert search("money", types=("article",)).facets["type"] == {"note": 1}


def test_facets_count_kinds_years_languages_and_grades(search):
    facets = search("something").facets
    assert facets["year"] == {"2021": 1, "2022": 1}
    assert facets["language"] == {"en-GB": 1, "no": 1}
    assert facets["grade"] == {"B": 1}
    assert facets["type"] == {"article": 2}
    assert search("kind:person OR kind:organization").facets["kind"] == {"organization": 1, "person": 1}


def test_by_date_the_newest_comes_first_and_the_undated_last(search):
    answer = search("something OR quick OR hens", sort="date")
    assert [hit.id for hit in answer.hits] == ["facts", "order", "early", "coop"]


def test_an_entity_of_that_name_comes_before_the_texts_it_occurs_in(tmp_path):
    documents = [
        *(article(str(number), "Concord", "Concord " * 20) for number in range(30)),
        IndexDocument("entity", "e", "Concord", "Concord", kind="organization"),
    ]
    build(tmp_path, documents)
    request = SearchRequest("concord", limit=5)
    with Searcher(tmp_path) as opened:
        assert opened.search(request).hits[0].type == "entity"
    assert scan(documents, request).hits[0].type == "entity"


def test_the_words_to_mark_are_folded_and_a_prefix_ends_in_a_star(search):
    assert search("WAG* Fóx").terms == ("wag*", "fox")
    assert search("quick bro", typing=True).terms == ("quick", "bro*")
    assert search("quick -fox").terms == ("quick",)
    assert search('"quick brown"').terms == ("quick brown",)


def test_the_generation_of_a_request_comes_back(search):
    assert search("quick", generation=17).generation == 17
    assert search("", generation=18).generation == 18


def test_a_very_long_query_is_cut_and_says_so(search):
    assert "too long" in search("quick " * 5000).error
