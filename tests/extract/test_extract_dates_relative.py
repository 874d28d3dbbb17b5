from __future__ import annotations

import pytest

from casefile.domain.extraction import Document, FoundDate
from casefile.extract.dates.grammar import find_dates

WEDNESDAY = "2023-03-15"


def dates(text: str, published: str = WEDNESDAY) -> list[FoundDate]:
    return list(find_dates(Document("", text, published=published)))


def value(date: FoundDate) -> str:
    return date.earliest if date.earliest == date.latest else f"{date.earliest}/{date.latest}"


FROM_PUBLICATION = [
    ("He came on Friday.", "Friday", "2023-03-10"),
    ("He came on Wednesday.", "Wednesday", "2023-03-15"),
    ("He came last Wednesday.", "last Wednesday", "2023-03-08"),
    ("He came this past Friday.", "this past Friday", "2023-03-10"),
    ("The court will rule on Friday.", "Friday", "2023-03-17"),
    ("On Friday, the two are to travel to Oslo.", "Friday", "2023-03-17"),
    ("It is scheduled for Monday.", "Monday", "2023-03-20"),
    ("It has been closed since Friday.", "Friday", "2023-03-10"),
    ("It is next Tuesday.", "next Tuesday", "2023-03-21"),
    ("in the early hours of Tuesday", "the early hours of Tuesday", "2023-03-14"),
    ("a strike late on Monday", "late on Monday", "2023-03-13"),
    ("By Tuesday evening it was over.", "Tuesday evening", "2023-03-14"),
    ("He came yesterday.", "yesterday", "2023-03-14"),
    ("the day before yesterday", "the day before yesterday", "2023-03-13"),
    ("He comes tomorrow morning.", "tomorrow morning", "2023-03-16"),
    ("He came this morning.", "this morning", "2023-03-15"),
    ("It burned last night.", "last night", "2023-03-14"),
    ("Two men were hurt overnight.", "overnight", "2023-03-14/2023-03-15"),
    ("It was last week.", "last week", "2023-03-06/2023-03-12"),
    ("early next week", "early next week", "2023-03-20/2023-03-21"),
    ("They met over the weekend.", "the weekend", "2023-03-11/2023-03-12"),
    ("It was last month.", "last month", "2023-02-01/2023-02-28"),
    ("Earlier this month he left.", "Earlier this month", "2023-03-01/2023-03-31"),
    ("It was late last year.", "late last year", "2022-09-01/2022-12-31"),
    ("by the end of the month", "the end of the month", "2023-03-21/2023-03-31"),
    ("Last summer they fled.", "Last summer", "2022-06-01/2022-08-31"),
    ("since last October", "last October", "2022-10-01/2022-10-31"),
    ("It was in January.", "January", "2023-01-01/2023-01-31"),
    ("A trial is to open in June.", "June", "2023-06-01/2023-06-30"),
    ("since late February", "late February", "2023-02-21/2023-02-28"),
    ("He came on 20 December.", "20 December", "2022-12-20"),
    ("They will vote on 2 April.", "2 April", "2023-04-02"),
    ("Published 14 March", "14 March", "2023-03-14"),
    ("in May last year", "May last year", "2022-05-01/2022-05-31"),
    ("on 6 February this year", "6 February this year", "2023-02-06"),
    ("He was freed at Christmas.", "Christmas", "2022-12-25"),
    ("As of Friday, the toll may have reached 20.", "Friday", "2023-03-10"),
    ("A 5 March pledge that they will leave.", "5 March", "2023-03-05"),
    ("A convoy that was due to arrive on Sunday never came.", "Sunday", "2023-03-12"),
    ("A convoy was due to arrive on Sunday.", "Sunday", "2023-03-19"),
    ("He came three days ago.", "three days ago", "2023-03-12"),
    ("He came two weeks ago.", "two weeks ago", "2023-02-27/2023-03-05"),
    ("He came almost two years ago.", "two years ago", "2021-01-01/2021-12-31"),
    ("half a year ago", "half a year ago", "2022-09-01/2022-09-30"),
    ("The vote will be held in two weeks.", "in two weeks", "2023-03-27/2023-04-02"),
    ("in ten days' time", "in ten days' time", "2023-03-25"),
    ("over the past three weeks", "the past three weeks", "2023-02-22/2023-03-15"),
    ("In the next two days it will rain.", "the next two days", "2023-03-15/2023-03-17"),
    ("three days after Christmas", "three days after Christmas", "2022-12-28"),
    ("the day before 24 February 2022", "the day before 24 February 2022", "2022-02-23"),
    ("the 24th of last month", "24th of last month", "2023-02-24"),
    ("A decrease from the year before, when it fell.", "the year before", "2022-01-01/2022-12-31"),
    ("In the second week of March it rained.", "the second week of March", "2023-03-08/2023-03-14"),
]


@pytest.mark.parametrize(("text", "words", "wanted"), FROM_PUBLICATION)
def test_a_relative_date_is_counted_from_publication(text: str, words: str, wanted: str) -> None:
    found = dates(text)
    assert [date.span.of(text) for date in found] == [words]
    assert value(found[0]) == wanted
    assert found[0].rule


@pytest.mark.parametrize(("text", "words", "wanted"), FROM_PUBLICATION)
def test_without_publication_it_is_unresolved_or_needs_none(text: str, words: str, wanted: str) -> None:
    for date in dates(text, published=""):
        assert date.unresolved or date.rule.startswith("so long before or after a named date")
        assert bool(date.unresolved) != bool(date.earliest)


@pytest.mark.parametrize(
    ("before", "text", "words", "wanted"),
    [
        ("On 24 February 2022 war came.", "The same day he fled.", "The same day", "2022-02-24"),
        ("On 24 February 2022 war came.", "The next day he fled.", "The next day", "2022-02-25"),
        ("On 24 February 2022 war came.", "Two days later he fled.", "Two days later", "2022-02-26"),
        ("On 24 February 2022 war came.", "The day before, he had fled.", "The day before", "2022-02-23"),
        ("On 24 February 2022 war came.", "That night he fled.", "That night", "2022-02-24"),
        ("On 24 February 2022 war came.", "Later that year he fled.", "Later that year", "2022-01-01/2022-12-31"),
        ("On 24 February 2022 war came.", "That same month he fled.", "That same month", "2022-02-01/2022-02-28"),
        (
            "On 24 February 2022 war came.",
            "The following month he fled.",
            "The following month",
            "2022-03-01/2022-03-31",
        ),
        ("On 24 February 2022 war came.", "The following Monday he fled.", "The following Monday", "2022-02-28"),
        ("In January 2022 war came.", "He fled the next month.", "the next month", "2022-02-01/2022-02-28"),
        ("In 2014 war came.", "A year earlier he had fled.", "A year earlier", "2013-01-01/2013-12-31"),
        ("In 2014 war came.", "A year later he fled.", "A year later", "2015-01-01/2015-12-31"),
        ("In 2014 war came.", "In March he fled.", "March", "2014-03-01/2014-03-31"),
        ("In December 2021 he came.", "In March he fled.", "March", "2022-03-01/2022-03-31"),
    ],
)
def test_a_relative_date_is_counted_from_the_date_before_it(before: str, text: str, words: str, wanted: str) -> None:
    whole = f"{before} {text}"
    _, date = dates(whole)
    assert (date.span.of(whole), value(date)) == (words, wanted)
    assert date.anchor
    assert date.anchor != WEDNESDAY


def test_a_day_is_not_counted_from_a_mere_year() -> None:
    _, date = dates("In 2014 he came. Two days later he left.")
    assert date.unresolved == "the date that it is counted from is not told"


def test_a_date_far_before_in_the_text_is_no_anchor() -> None:
    found = dates("On 24 February 2022 he came. " + "Nothing was heard. " * 5 + "The same day he left.")
    assert found[-1].unresolved


def test_without_publication_the_year_last_named_dates_a_day_and_says_so() -> None:
    _, date = dates("In 2014 he came. He left on 18 March.", published="")
    assert (value(date), date.rule, date.anchor) == ("2014-03-18", "in the year last named", "2014")


def test_a_publication_known_to_the_month_dates_months_and_no_weekday() -> None:
    month, weekday = dates("It was last month, on Friday.", published="2023-03")
    assert value(month) == "2023-02-01/2023-02-28"
    assert weekday.unresolved == "relative date: publication is known to the month only"


@pytest.mark.parametrize("published", ["2023", "nonsense", "2022/2023", "2022/..", "9999-12-31", "0001-01-01"])
def test_any_publication_is_taken_without_harm(published: str) -> None:
    text = "On Friday, last week, in two weeks it will end; next year, a century ago, in May, on 29 February. That day."
    for date in dates(text, published):
        assert bool(date.unresolved) != bool(date.earliest)


def test_the_same_weekday_looks_back_beside_one_verb_and_ahead_beside_another() -> None:
    back, ahead = dates("He said on Friday that the court will rule on Friday.")
    assert (value(back), value(ahead)) == ("2023-03-10", "2023-03-17")
    assert back.rule == "weekday before publication (past tense)"
    assert ahead.rule == "weekday after publication (future tense)"


def test_names_in_ed_are_no_verbs() -> None:
    [date] = dates("On Friday, Mohamed and his father are to travel.")
    assert value(date) == "2023-03-17"


def test_a_range_ahead_has_its_end_ahead() -> None:
    whole, *_ = dates("The show is to run from 23 January through 9 April.")
    assert value(whole) == "2023-01-23/2023-04-09"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It started at the beginning of June 2022 and lasted four months.", "2022-10-01/2022-10-10"),
        ("The siege began on 24 February 2022. It lasted 86 days.", "2022-05-21"),
        ("He was arrested on 3 May 2022 and held for two weeks.", "2022-05-17"),
        ("The trial starts on 9 May 2022 and is expected to last three weeks.", "2022-05-30"),
        ("In June 2022 a strike began that went on for three months.", "2022-09-01/2022-09-30"),
    ],
)
def test_a_duration_gives_a_derived_end_from_the_nearest_start(text: str, wanted: str) -> None:
    start, end = dates(text)
    assert value(end) == wanted
    assert end.rule == "start plus duration, derived"
    assert end.note.startswith("derived: ")
    assert end.anchor
    assert end.anchor != WEDNESDAY
    assert start.earliest < end.earliest


def test_a_duration_is_never_counted_from_publication() -> None:
    [date] = dates("The contract lasted four months.")
    assert "the start that it runs from is not told" in date.unresolved


def test_what_next_may_also_mean_is_said() -> None:
    [date] = dates("They meet next Friday.")
    assert (value(date), date.note) == ("2023-03-17", "some writers mean a week later")


def test_a_weekday_chooses_the_year_it_fits() -> None:
    [date] = dates("He left on Tuesday, 6 December.", published="2023-03-15")
    assert (value(date), "weekday checked" in date.rule) == ("2022-12-06", True)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Am 24. Februar 2022 kam er.", ["2022-02-24"]),
        ("fr", "Le 1er mars 2022, en mai 2021", ["2022-03-01", "2021-05-01/2021-05-31"]),
        ("es", "el 24 de febrero de 2022", ["2022-02-24"]),
        ("ru", "24 февраля 2022 года и в 2014 году, 03.04.2022", ["2022-02-24", "2014-01-01/2014-12-31", "2022-04-03"]),
        ("uk", "24 лютого 2022 року, вчора", ["2022-02-24", "2023-03-14"]),
        ("no", "i januar 2023 og i går", ["2023-01-01/2023-01-31", "2023-03-14"]),
        ("ar", "في 24 فبراير 2022", ["2022-02-24"]),
        ("zh", "记者2022年2月24日在北京", ["2022-02-24"]),
        ("xx", "24 foo 2022, 2022-02-03", ["2022-02-03"]),
        ("../x", "2022-02-03", ["2022-02-03"]),
    ],
)
def test_other_languages_are_read_by_their_own_words(language: str, text: str, wanted: list[str]) -> None:
    found = find_dates(Document("", text, published=WEDNESDAY, language=language))
    assert [value(date) for date in found] == wanted
    assert all(date.span.of(text) for date in found)


def test_a_weekday_of_another_language_names_both_days() -> None:
    [date] = find_dates(Document("", "Mannen ble pågrepet fredag.", published=WEDNESDAY, language="nb"))
    assert date.unresolved == "verb tense is not read in this language: 2023-03-10 or 2023-03-17"
