"""Reading a query: what is complained of, in which words; whose names stand for whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.domain.search import SearchRequest
from index.query import parse, parse_request
from index.query_names import entity_terms, is_called
from index.tree import EVERYTHING, And, Dates, Fact, Not, OfType, Or, Phrase, Word, in_title


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ('harbour "quick fox', "The quotation mark before “quick fox” has no partner; close it, or leave it out."),
        ("harbour (quick fox", "The ( before “quick fox” has no ) after it; close it, or leave it out."),
        ("quick fox) harbour", "The ) after “quick fox” has no ( before it; leave it out, or open it."),
        ("quick AND", "AND in “quick AND” needs a word after it; written small it is a word itself."),
        ("OR quick", "OR before “quick” needs a word before it; written small it is a word itself."),
        ("quick AND AND fox", "AND before “fox” needs a word before it; written small it is a word itself."),
        ("quick NOT", "NOT in “quick NOT” needs a word after it; written small it is a word itself."),
        ("title: quick", "title: needs a word directly after the colon, without a blank."),
        ("date:2022-13", "“date:2022-13” holds no date; write 2022, 2022-06, 2022-06-15, or a range such as"),
        ("date:June", "“date:June” holds no date"),
        ("date:..", "“date:..” holds no date"),
        ("date:1..2..3", "“date:1..2..3” holds no date"),
        ("before:", "before: needs a word directly after the colon"),
        ("before:0001", "“before:0001” holds no date"),
        ("date:2023..2022", "“date:2023..2022” ends before it begins; write the earlier date first."),
        ("wrong:quick", "There is no field “wrong:”; there are title, author, publisher, entity, tag, kind,"),
        ("type:page", "“type:page” names nothing that is kept here; write one of article, entity, note, claim."),
        ("qu*ck", "In “qu*ck” the sign stands inside a word; * may only end one, as in wagn*."),
        ("*agner", "In “*agner” the sign stands inside a word"),
        ("wagn?r", "In “wagn?r” the sign stands inside a word"),
        ('"wag* group"', "Within “wag* group” only the last word may end in *; leave the others whole."),
        ("quick~2", "“quick~2” asks for too much: word~ finds words one letter away, no wider."),
        ("quick ~", "~ must stand directly after a word, or after a closing quotation mark."),
        ("tag:*", "tag: needs the beginning of a word before the *."),
        ("(" * 60 + "quick" + ")" * 60, "It is nested more than 40 deep; leave some parentheses out."),
        ("word " * 5000, "It is too long; its first 10,000 characters were searched."),
    ],
)
def test_a_complaint_says_what_where_and_what_to_do(query, complaint):
    error = parse(query).error
    assert error.startswith(complaint)
    assert error.endswith(".")


@pytest.mark.parametrize(
    "query",
    ["quick and fox", "who?", "foo. bar!", "+47 22 12 34 56", "https://x.example/a?b=c", "a\u00a0b", "10:30", "a-b",
     "O'Brien", "“a b”", "中国：人民", "2022〜2023", "C#", "a & b", "rock'n'roll", "Q&A", "café", "@handle", "#tag"],
)  # fmt: skip
def test_what_people_write_anyway_is_no_mistake(query):
    parsed = parse(query)
    assert parsed.error == ""
    assert parsed.node is not None


@settings(max_examples=500)
@given(
    st.text(max_size=60) | st.text(alphabet='ab"“”()-–*~:?|&.<>＊： ORANDT20+@中\u200f🙂', max_size=40),
    st.booleans(),
)
def test_no_text_is_too_odd_to_be_read(query, typing):
    parsed = parse(query, typing=typing)
    assert parsed.error == "" or parsed.error.endswith(".")


@pytest.mark.parametrize(
    "part", ["a", "ab ", '"', "(", "-", "a:", "title:", "1 ", "a OR ", "NOT ", '"a b"~2 ', "é", "a@b.c "]
)
def test_a_query_of_one_thing_over_and_over_is_read_in_one_pass(part):
    """Each sign was looked for from its place to the end once; ten thousand of them took minutes."""
    parse(part * (10_000 // len(part)))


def test_half_typed_is_no_mistake():
    for query in (
        'harbour "qui',
        "(harbour",
        "harbour AND ",
        "harbour -",
        "title:",
        "date:202",
        "before:2022-0",
        "type:n",
    ):
        assert parse(query, typing=True).error == "", query
    assert parse("type:n", typing=True).node == OfType("note")
    assert parse("kind:per", typing=True).node == Fact("kind", "per", prefix=True)


def test_operators_bind_as_everywhere():
    a, b, c = Word("a"), Word("b"), Word("c")
    assert parse("a b OR c").node == Or((And((a, b)), c))
    assert parse("a AND (b OR c)").node == And((a, Or((b, c))))
    assert parse("a -b OR NOT c").node == Or((And((a, Not(b))), Not(c)))
    assert parse("title:(a OR -b)").node == Or((Word("a", "title"), Not(Word("b", "title"))))
    assert parse("note:(a b)").node == And((OfType("note"), And((a, b))))


def test_dates_are_days_from_and_to():
    assert parse("date:2022-02").node == Dates("2022-02-01", "2022-02-28")
    assert parse("after:2022-06 before:2022-12").node == And((Dates("2022-07-01", ""), Dates("", "2022-11-30")))
    assert parse("date:2022-06/2022-12").node == parse("date:2022-06..2022-12").node


def test_a_title_is_asked_for_the_words_and_not_for_the_rest():
    assert in_title(parse("wagner -group").node) == And((Word("wagner", "title"), Not(Word("group"))))
    assert in_title(parse('"wagner group" lang:en').node) == And(
        (Phrase(("wagner", "group"), "title"), Fact("lang", "en"))
    )
    assert in_title(parse("wagner OR author:roe").node) == Word("wagner", "title")
    assert in_title(parse("author:roe date:2022").node) is None
    assert in_title(parse("-wagner").node) is None


def test_without_words_the_filters_decide():
    assert parse_request(SearchRequest("", filters=(("kind", "lead"),))).node == EVERYTHING
    assert parse_request(SearchRequest("")).node is None
    assert parse_request(SearchRequest("🙂", filters=(("kind", "lead"),))).node is None


NAMES = (("Yevgeny Prigozhin", "Wagner's chef"), ("Concord Catering",))


@pytest.mark.parametrize(
    ("query", "called"),
    [
        ("entity:chef", (True, False)),
        ("entity:prigo*", (True, False)),
        ("entity:prigozhn~", (True, False)),
        ('entity:"concord catering"', (False, True)),
        ('entity:"catering concord"', (False, False)),
        ("entity:(chef OR concord)", (True, True)),
        ("-entity:concord", (False, True)),
        ("entity:prig", (False, False)),
        ("chef", (False, False)),
    ],
)
def test_a_word_after_entity_means_those_who_are_called_so(query, called):
    terms = list(entity_terms(parse(query).node))
    assert tuple(any(is_called(term, names) for term in terms) for names in NAMES) == called


def test_who_is_meant_is_looked_for_under_every_name():
    chef = [
        Or((Phrase(("wagner", "s", "chef"), field), Phrase(("wagners", "chef"), field))) for field in ("entity", "")
    ]
    yevgeny = [Phrase(("yevgeny", "prigozhin"), field) for field in ("entity", "")]
    assert parse("entity:chef", names=NAMES).node == Or((Word("chef", "entity"), *yevgeny, *chef))
    concord = [Phrase(("concord", "catering"), field) for field in ("entity", "")]
    assert parse("-entity:concord harbour", names=NAMES).node == And(
        (Not(Or((Word("concord", "entity"), *concord))), Word("harbour"))
    )
    assert parse("entity:nobody", names=NAMES).node == Word("nobody", "entity")
    assert parse("chef", names=NAMES).node == Word("chef")
