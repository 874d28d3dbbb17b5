"""Every script is searched, and a name asked for in one is found in another, labelled and below."""

from __future__ import annotations

import pytest
from index_help import article, found, near

DOCUMENTS = (
    article("latin", body="Andrei Medvedev spoke to Tsipras and to Gaddafi"),
    article("cyrillic", body="Андрей Медведев, Ёлкин и Харьков"),
    article("greek", body="Ο Αλέξης Τσίπρας στην Αθήνα"),
    article("arabic", body="التقى معمر القذافي بالرئيس في طرابلس"),
    article("hebrew", body="ראש הממשלה בנימין נתניהו אמר"),
    article("chinese", body="瓦格纳集团在北京开会。"),
    article("japanese", body="ワグネルは東京でｶﾞｽを買った"),
    article("korean", body="바그너그룹은 서울에서 회의를 했다"),
    article("thai", body="กรุงเทพมหานคร ประชุม"),
    article("hindi", body="दिल्ली में किताब मेला"),
    article("armenian", body="Երևան քաղաք"),
    article("georgian", body="თბილისი ქალაქი"),
    article("vietnamese", body="Nguyễn Phú Trọng ở Hà Nội"),
    article("turkish", body="İstanbul'da IŞIK ve ışık"),
    article("polish", body="Żółć w Łodzi"),
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("МЕДВЕДЕВ", {"cyrillic"}),
        ("елкин", {"cyrillic"}),
        ("медв*", {"cyrillic"}),
        ('"андрей медведев"', {"cyrillic"}),
        ("τσιπρας", {"greek"}),
        ("ΑΘΗΝΑ", {"greek"}),
        ("القذافي", {"arabic"}),
        ("القذ*", {"arabic"}),
        ('"معمر القذافي"', {"arabic"}),
        ("نتنياهو", set()),
        ("נתניהו", {"hebrew"}),
        ("瓦格纳", {"chinese"}),
        ("北京", {"chinese"}),
        ("京", {"chinese", "japanese"}),
        ("纳瓦", set()),
        ('"集团在"', {"chinese"}),
        ("ワグネル", {"japanese"}),
        ("ガス", {"japanese"}),
        ("바그너", {"korean"}),
        ("서울", {"korean"}),
        ("กรุงเทพมหานคร", {"thai"}),
        ("กรุง*", {"thai"}),
        ("किताब", {"hindi"}),
        ("Երևան", {"armenian"}),
        ("თბილისი", {"georgian"}),
        ("nguyen ha noi", {"vietnamese"}),
        ("istanbul isik", {"turkish"}),
        ("ISTANBUL", {"turkish"}),
        ("zolc lodzi", {"polish"}),
        ("北京 OR медведев OR القذافي", {"chinese", "cyrillic", "arabic"}),
        ("wagner -北京", set()),
        ("(北京 OR 서울) -회의를", {"chinese"}),
    ],
)
def test_a_word_of_any_script_is_found_as_it_is_written(over, query, expected):
    answer = over(DOCUMENTS)(query)
    assert (found(answer), answer.error) == (expected, "")


@pytest.mark.parametrize(
    ("query", "exact", "other"),
    [
        ("Medvedev", "latin", "cyrillic"),
        ("Медведев", "cyrillic", "latin"),
        ("Tsipras", "latin", "greek"),
        ("Τσίπρας", "greek", "latin"),
        ("Kharkov", "", "cyrillic"),
        ("Qadhafi", "", "latin"),
        ("Medwedew", "", "latin"),
    ],
)
def test_a_name_is_found_in_another_script_below_and_labelled(over, query, exact, other):
    answer = over(DOCUMENTS)(query)
    assert found(answer) == ({exact} if exact else set())
    assert near(answer)[other] == "transliteration"
    labels = [bool(hit.near) for hit in answer.hits]
    assert labels == sorted(labels)
    assert answer.near_total == len(near(answer))


def test_while_typing_the_beginning_of_a_name_finds_it_in_another_script(over):
    assert near(over(DOCUMENTS)("медведе", typing=True)) == {"latin": "transliteration"}


def test_a_slip_is_fuzzy_below_everything_and_labelled(over):
    documents = (article("exact", body="wagner"), article("key", body="вагнер"), article("slip", body="wagmer"))
    answer = over(documents)("wagner")
    assert [(hit.id, hit.near) for hit in answer.hits] == [("exact", ""), ("key", "transliteration"), ("slip", "fuzzy")]
    assert (answer.total, answer.near_total) == (1, 2)


def test_with_enough_hits_nobody_is_taken_to_have_mistyped(over):
    documents = (*(article(str(number), body="wagner") for number in range(5)), article("slip", body="wagmer"))
    assert over(documents)("wagner").near_total == 0


def test_what_was_asked_for_as_fuzzy_is_exact(over):
    documents = (article("one", body="wagner"), article("slip", body="wagmer"), article("far", body="wagmeer"))
    answer = over(documents)("wagner~")
    assert (found(answer), answer.near_total) == ({"one", "slip"}, 0)


def test_a_pasted_text_is_answered_and_nobody_is_taken_to_have_mistyped_it(over):
    answer = over(DOCUMENTS)(" OR ".join(f"wagner{number}" for number in range(600)))
    assert (answer.total, answer.near_total, answer.error) == (0, 0, "")
