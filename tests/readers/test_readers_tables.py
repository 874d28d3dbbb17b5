"""Tables of articles: CSV and JSON Lines, row by row."""

from __future__ import annotations

import io
import json

import pytest

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child, registry, tables
from casefile.readers.hints import Hints

WORDS = "The harbour board met on Friday, and said nothing of the crane."
CSV = f'title,text,date,source,Pages\r\nThe berth,"{WORDS}",2021-05-04,Gazette,12\r\nNo crane,Sold.,,,\r\n'


def rows(data: bytes | str, **hints: object) -> list[Member]:
    data = data.encode() if isinstance(data, str) else data
    return list(registry.members(io.BytesIO(data), Hints("a.csv", "csv", **hints)))  # type: ignore[arg-type]


def outcomes(data: bytes | str, **hints: object) -> list[ReadOutcome]:
    found = [member.outcome for member in rows(data, **hints)]
    assert all(found)
    return [outcome for outcome in found if outcome is not None]


def texts(data: bytes | str, **hints: object) -> list[str]:
    return [outcome.texts[0].text if outcome.texts else "" for outcome in outcomes(data, **hints)]


def preview(data: bytes | str, name: str = "a.csv", **hints: object) -> dict[str, object]:
    data = data.encode() if isinstance(data, str) else data
    return tables.preview(io.BytesIO(data), Hints(name, **hints))  # type: ignore[arg-type]


def test_each_row_is_an_article_with_the_first_row_and_its_own_bytes_as_its_original() -> None:
    first, second = rows(CSV)
    assert [(one.name, one.kind, one.mime) for one in (first, second)] == [
        ("row 2", "csvrow", "text/csv"),
        ("row 3", "csvrow", "text/csv"),
    ]
    lines = CSV.encode().splitlines(keepends=True)
    assert (first.data, second.data) == (lines[0] + lines[1], lines[0] + lines[2])
    assert first.outcome is not None
    known = first.outcome.metadata
    assert first.outcome.texts[0].text == WORDS
    assert (known.title, known.publisher, known.published, known.published_basis) == (
        "The berth",
        "Gazette",
        "2021-05-04",
        "file",
    )
    assert known.extra == (("Pages", "12"),)


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.replace(",", ";").encode(),
        b'title\ttext\nA\t"with ""marks"" and\na line"\nB\tnext\n',
        b"sep=|\ntitle|text\nA|some, words; here\n",
        "Titel;Inhalt\nFähre;Der Fährmann sagte „nein“.\n".encode("cp1252"),
        b"\n\ntitle,text\nA,b\n",
        b"title,text\rA,b\rB,c\r",
        "title,text\nA,Łódź\n".encode("utf-16"),
        f"title,text\nA,b\x00{WORDS}\n".encode(),
        b"title,text\nA,\xff\xfe broken\nB,fine\n",
        b"title,text\nA,b",
    ],
)
def test_a_row_reads_the_same_by_itself_as_in_its_table(data: bytes) -> None:
    found = rows(data)
    assert found
    for member in found:
        again = registry.read(member.data, Hints(member.name, member.kind, charset=member.charset))
        assert member.outcome is not None
        assert (again.state, again.texts, again.metadata) == (
            member.outcome.state,
            member.outcome.texts,
            member.outcome.metadata,
        )


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Headline", "title"),
        ("full_text", "text"),
        ("ARTICLE BODY", "text"),
        ("Published-At", "published"),
        ("pubDate", "published"),
        ("Web Address", "url"),
        ("Lang", "language"),
        ("Byline", "author"),
        ("Outlet", "publisher"),
        ("заголовок", "title"),
        ("scraped_at", "retrieved"),
        ("mood", ""),
    ],
)
def test_columns_are_known_by_what_people_call_them(header: str, field: str) -> None:
    other = "text" if field != "text" else "title"
    columns = preview(f"{header},{other}\nx,y\n")["columns"]
    assert isinstance(columns, list)
    assert columns[0] == {"name": header, "field": field, "example": "x"}


def test_what_a_person_says_of_columns_comes_before_what_their_names_tell() -> None:
    data = "id,title,remark\n7,The berth,Words of the article.\n"
    assert preview(data)["kind"] == ""
    assert preview(data)["reason"] == "no column of it is called a text"
    said = (("remark", "text"), ("title", ""), ("id", "title"))
    assert preview(data, columns=said)["kind"] == "csv"
    (outcome,) = outcomes(data, columns=said)
    assert (outcome.texts[0].text, outcome.metadata.title) == ("Words of the article.", "7")
    assert outcome.metadata.extra == (("title", "The berth"),)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("id,count\n1,2\n", "a.csv"),
        ("Only words, and no table.\nMore words.\n", "a.csv"),
        ("", "a.csv"),
        ("title,text\n", "a.csv"),
        (b"\x00\x01\x02", "a.csv"),
        (CSV, "a.txt"),
        ('{"level": "info"}\n', "a.jsonl"),
    ],
)
def test_what_is_no_table_of_articles_is_one_item(data: bytes | str, name: str) -> None:
    assert preview(data, name)["kind"] == ""


def test_a_table_that_is_one_item_is_read_as_the_text_that_it_is() -> None:
    outcome = child.attempt(io.BytesIO(b"id,count\n1,2\n"), Hints("a.csv"))
    assert (outcome.state, outcome.texts[0].text) == (IntakeState.READ, "id,count\n1,2\n")


def test_rows_that_are_too_long_or_too_short_are_partly_read_and_lose_nothing() -> None:
    short, long, empty = outcomes("text,title,page\nwords\nwords,t,1,beyond\n,t,2\n")
    assert (short.state, short.reason) == (IntakeState.PARTLY, "the row has 1 cells for 3 columns")
    assert (long.state, long.metadata.extra) == (IntakeState.PARTLY, (("page", "1"), ("column 4", "beyond")))
    assert (empty.state, empty.reason) == (IntakeState.UNREAD, "the row has no text")


def test_blank_rows_are_counted_and_are_no_articles() -> None:
    assert [member.name for member in rows("title,text\n\nA,b\n\n\nB,c\n")] == ["row 3", "row 6"]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row_only() -> None:
    data = 'title,text\nA,"never closed\n' + "".join(f"T{at},words {at}\n" for at in range(3000))
    found = outcomes(data)
    assert len(found) == 3001
    assert (found[0].state, found[0].reason) == (IntakeState.PARTLY, "a quotation mark in the row is never closed")
    assert found[0].texts[0].text == '"never closed'
    assert found[-1].texts[0].text == "words 2999"


def test_a_line_beyond_the_limit_is_cut_and_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.readers.csv_table.LONGEST_FIELD", 1024 * 1024)
    long, after = rows("title,text\nA," + "x" * 3_000_000 + "\nB,after\n")
    assert long.outcome is not None
    assert (long.outcome.state, len(long.outcome.texts[0].text)) == (IntakeState.PARTLY, 1024 * 1024 - 2)
    assert "longer than 1 MB" in long.outcome.reason
    assert len(long.data) == len("title,text\nA,\n") + 3_000_000
    assert after.name == "row 3"


def test_a_quotation_mark_within_a_word_is_a_character() -> None:
    assert texts('title,text\nA,a 5" pipe\nB,next\n') == ['a 5" pipe', "next"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021-05-04T10:30:00Z", "2021-05-04"),
        ("2021/5/4", "2021-05-04"),
        ("04.05.2021 10:30", "2021-05-04"),
        ("5/14/2021", "2021-05-14"),
        ("14/5/2021", "2021-05-14"),
        ('"May 4, 2021"', "2021-05-04"),
        ("4 May 2021", "2021-05-04"),
        ('"Tue, 04 May 2021 10:30:00 +0200"', "2021-05-04"),
        ("20210504", "2021-05-04"),
        ("1620124200", "2021-05-04"),
        ("1620124200000", "2021-05-04"),
        ("2021-05", "2021-05"),
    ],
)
def test_dates_of_tables_are_understood_and_their_hour_is_kept_beside(written: str, day: str) -> None:
    (outcome,) = outcomes(f"date,text\n{written},words\n")
    assert (outcome.state, outcome.metadata.published) == (IntakeState.READ, day)
    plain = written.strip('"')
    assert outcome.metadata.extra == ((("published, as stated", plain),) if plain != day else ())


@pytest.mark.parametrize("written", ["3/4/2021", "soon", "2021-13-45", "99999999999999999999"])
def test_a_date_that_cannot_be_told_is_kept_as_it_is_stated(written: str) -> None:
    (outcome,) = outcomes(f"date,text\n{written},words\n")
    assert (outcome.state, outcome.metadata.published) == (IntakeState.PARTLY, None)
    assert outcome.metadata.extra == (("published, as stated", written),)


def test_a_charset_that_a_person_says_is_obeyed_in_a_table() -> None:
    assert texts("text,title\nКорабль,x\n".encode("koi8-r"), forced_charset="koi8-r") == ["Корабль"]


def test_bytes_that_are_not_of_the_tables_charset_are_counted_in_their_row() -> None:
    broken, fine = outcomes("title,text\nŁódź,W Łodzi też padało".encode() + b"\xff\n" + "B,źdźbło\n".encode())[:2]
    assert (broken.state, fine.state) == (IntakeState.PARTLY, IntakeState.READ)
    assert "1 place is not valid" in broken.reason


@pytest.mark.parametrize(
    "data",
    [
        b"title,text\n" + b'"' * 1_000_001,
        b"title,text\n" + b'a,"\n' * 30_000,
        b"title,text\n" + b'"a\n' * 100_001,
        b"title,text\na," + b"x" * 40_000_000 + b"\nb,c\n",
        b"title,text\n" + b",," * 1_000_000 + b"\n",
        b"title,text" + b",c" * 1_900 + b"\n" + b"a,b\n" * 1000,
        b"title,text\n" + b"\n" * 1_000_000,
        b"title,text\n" + b"a\rb,c\n" * 1000,
        b"title,text\n" + b"\0,\0\n" * 1000,
        b",".join(b"c%d" % at for at in range(5000)) + b"\nx\n",
    ],
    ids=["marks", "open marks", "odd marks", "one huge cell", "cells", "columns", "blanks", "CR", "NUL", "header"],
)
def test_tables_that_want_to_break_their_reader_end(data: bytes) -> None:
    if preview(data)["kind"]:
        for outcome in outcomes(data):
            assert outcome.texts or outcome.reason
    whole = child.attempt(io.BytesIO(data), Hints("a.csv"))
    assert whole.texts or whole.reason


def test_a_table_is_read_as_a_stream() -> None:
    class Endless(io.RawIOBase):
        """A table without an end: rows as long as somebody reads."""

        at = 0
        head = b"title,text\n"

        def readable(self) -> bool:
            return True

        def seekable(self) -> bool:
            return True

        def seek(self, offset: int, whence: int = 0) -> int:
            self.at = offset if whence == 0 else 10**9
            return self.at

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            row = b"A,some words\n"
            start = self.at - len(self.head)
            data = self.head[self.at :] if start < 0 else row[start % len(row) :]
            taken = data[: len(buffer)]
            buffer[: len(taken)] = taken
            self.at += len(taken)
            return len(taken)

    found = registry.members(io.BufferedReader(Endless()), Hints("a.csv", "csv"))
    assert [next(found).name for _ in range(1000)][-1] == "row 1001"


def line(value: dict[str, object]) -> ReadOutcome:
    return registry.read(json.dumps(value).encode(), Hints("", "jsonline"))


def test_other_keys_of_a_line_are_kept() -> None:
    outcome = line({"text": WORDS, "id": 7, "tags": ["a", "b"], "geo": {"lat": 1.5}, "is_paid": True, "none": None})
    assert outcome.metadata.extra == (("id", "7"), ("tags", "a; b"), ("geo", '{"lat": 1.5}'), ("is_paid", "yes"))


def test_a_line_calls_its_fields_as_tables_do_and_a_person_may_say_otherwise() -> None:
    outcome = line(
        {"headline": "T", "body": WORDS, "pubDate": "Tue, 04 May 2021 10:30:00 +0200", "link": "https://a.b"}
    )
    assert outcome.texts[0].text == WORDS
    known = outcome.metadata
    assert (known.title, known.published, known.url) == ("T", "2021-05-04", "https://a.b")
    said = registry.read(b'{"a": "words", "text": "no"}', Hints("", "jsonline", columns=(("a", "text"), ("text", ""))))
    assert (said.texts[0].text, said.metadata.extra) == ("words", (("text", "no"),))


def test_extra_keys_are_bounded() -> None:
    outcome = line({"text": WORDS} | {f"k{at}": "x" * 10_000 for at in range(5000)})
    assert len(outcome.metadata.extra) == 100
    assert all(len(value) <= 2000 for _, value in outcome.metadata.extra)


def test_a_preview_shows_keys_and_what_they_become() -> None:
    data = '{"id": 1, "body": "first words", "date": ""}\n{"body": "second", "date": "2021"}\n'
    assert preview(data, "a.jsonl") == {
        "kind": "jsonl",
        "columns": [
            {"name": "id", "field": "", "example": "1"},
            {"name": "body", "field": "text", "example": "first words"},
            {"name": "date", "field": "published", "example": "2021"},
        ],
    }


def test_examples_are_bounded_and_in_one_line() -> None:
    columns = preview('title,text\nA,"' + "word\n" * 10_000 + '"\n')["columns"]
    assert isinstance(columns, list)
    assert columns[1]["example"] == "word " * 40
