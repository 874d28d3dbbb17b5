"""What the index found, as people see it."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_pdf import pdf, words

from casefile.domain.intake import TextMark
from casefile.domain.search import IndexHit
from casefile.services import articles, cases, intake, judging, notes, rows
from casefile.services.hits import Shaper, page_label
from casefile.store import read_mentions

WORDS = ("quagmire", "lighthouse", "harbour")


def shaped(case: cases.OpenCase, hits: list[IndexHit], *terms: str):
    return Shaper(case.reader).shape(hits, terms)


def found(type_: str, id_: str, near: str = "") -> IndexHit:
    return IndexHit(type_, id_, 1.0, near)


def words_of(hit) -> list[str]:
    return [span.of(hit.snippet) for span in hit.spans]


def article_id(case: cases.OpenCase, number: int) -> str:
    return rows.article(case, number).id


def test_hits_come_in_the_order_in_which_they_were_asked_for(read_case: cases.OpenCase) -> None:
    note = notes.add_note(read_case, "About the harbour", "Ekdal knows.")
    entity = judging.find_entity(read_case, "Tomas Ekdal")
    asked = [found("note", note.id), found("article", article_id(read_case, 2)), found("entity", entity.id)]
    hits = shaped(read_case, asked, "ekdal")
    assert [hit and hit.type for hit in hits] == ["note", "article", "entity"]
    assert all(words_of(hit) for hit in hits)


def test_what_was_retired_meanwhile_is_no_hit(read_case: cases.OpenCase) -> None:
    note = notes.add_note(read_case, "About the harbour", "Ekdal knows.")
    ids = article_id(read_case, 1)
    notes.retire_note(read_case, note.number)
    articles.retire_article(read_case, 1)
    claim = f"{'0' * 8}:3-9"
    asked = [found("note", note.id), found("article", ids), found("entity", "nobody"), found("claim", claim)]
    assert shaped(read_case, asked, "ekdal") == [None] * 4


@pytest.mark.parametrize("key", ["", "text", "text:", "text:1", "text:1-", "text:-1-2", "text:a-b", ":1-2"])
def test_a_claim_whose_key_is_none_is_no_hit(read_case: cases.OpenCase, key: str) -> None:
    assert shaped(read_case, [found("claim", key)], "ekdal") == [None]


def test_a_claim_is_who_says_it_and_the_passage_with_the_hit_in_it(read_case: cases.OpenCase) -> None:
    text_id = rows.article(read_case, 1).text_id
    text = rows.text(read_case, text_id)
    said = next(
        row for row in read_mentions.attributions(read_case.reader, text_id) if "repairs" in row.content.of(text)
    )
    (hit,) = shaped(read_case, [found("claim", f"{text_id}:{said.content.start}-{said.content.end}")], "repairs")
    assert hit is not None
    assert hit.title == "Tomas Ekdal"
    assert hit.kind == said.polarity
    assert (hit.number, hit.paragraph) == (1, 2)
    assert hit.at == said.content
    assert hit.snippet == said.content.of(text)
    assert words_of(hit) == ["repairs"]


def test_of_a_text_that_does_not_count_no_claim_is_shown(read_case: cases.OpenCase) -> None:
    text_id = rows.article(read_case, 1).text_id
    (said, *_) = read_mentions.attributions(read_case.reader, text_id)
    articles.retire_article(read_case, 1)
    assert shaped(read_case, [found("claim", f"{text_id}:{said.content.start}-{said.content.end}")]) == [None]


def test_of_an_entity_the_name_that_was_looked_for_stands_first(read_case: cases.OpenCase) -> None:
    man, paper = judging.find_entity(read_case, "Tomas Ekdal"), judging.find_entity(read_case, "Brisvik Gazette")
    judging.merge(read_case, man.id, paper.id)
    (hit,) = shaped(read_case, [found("entity", man.id)], "gazette")
    assert hit is not None
    assert hit.title == "Tomas Ekdal"
    assert hit.snippet.startswith("Brisvik Gazette")
    assert words_of(hit) == ["Gazette"]


@pytest.mark.parametrize(("terms", "marked"), [(["ekdol", "ekdol?"], "Ekdal"), (["экдал", "~ekdal"], "Ekdal")])
def test_a_near_hit_shows_what_it_was_taken_for(read_case: cases.OpenCase, terms: list[str], marked: str) -> None:
    (hit,) = shaped(read_case, [found("article", article_id(read_case, 1), "fuzzy")], *terms)
    assert hit is not None
    assert set(words_of(hit)) == {marked}
    assert hit.near == "fuzzy"


def test_without_a_hit_in_the_text_its_beginning_is_shown(read_case: cases.OpenCase) -> None:
    (hit,) = shaped(read_case, [found("article", article_id(read_case, 1))], "nothing")
    assert hit is not None
    assert hit.snippet.startswith("The ferry Alkona")
    assert (hit.spans, hit.at, hit.paragraph, hit.page) == ((), None, 0, "")


def test_a_hundred_hits_ask_the_case_as_often_as_one(case: cases.OpenCase, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        intake.add_pasted(case, f"The quagmire number {number} is deep.")
        notes.add_note(case, f"Quagmire {number}", "It is deep.")
    asked = [0]
    reader = case.reader
    query, each = reader.query, reader.each

    def counting(ask):
        def counted(*args):
            asked[0] += 1
            return ask(*args)

        return counted

    monkeypatch.setattr(reader, "query", counting(query))
    monkeypatch.setattr(reader, "each", counting(each))
    everything = [found("article", one.id) for one in rows.articles(case)]
    everything += [found("note", one.id) for one in rows.notes(case)]
    costs = []
    for hits in ([everything[0], everything[-1]], everything):
        asked[0] = 0
        assert all(shaped(case, hits, "quagmire"))
        costs.append(asked[0])
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (TextMark(0, "page", "iv"), "p.iv"),
        (TextMark(0, "chapter", "The ferry"), "ch.3"),
        (TextMark(0, "slide", "7"), "slide 3"),
        (TextMark(0, "sheet", "Sums of the whole year 2022"), "sheet Sums of the w…"),
        (TextMark(0, "time", "00:12:03"), "at 00:12:03"),
        (TextMark(0, "part", "notes"), "notes"),
    ],
)
def test_a_page_is_called_as_a_pin_calls_it(mark: TextMark, words: str) -> None:
    assert page_label(mark, 3) == words


def test_the_page_of_a_hit_is_the_one_that_its_first_word_stands_on(case: cases.OpenCase, tmp_path: Path) -> None:
    pages = [words([(72, 700, f"Page number {number} tells of the {word}.")]) for number, word in enumerate(WORDS, 1)]
    (tmp_path / "report.pdf").write_bytes(pdf(pages))
    intake.add_paths(case, [str(tmp_path / "report.pdf")])
    asked = [found("article", article_id(case, 1))]
    for number, word in enumerate(WORDS, 1):
        (hit,) = shaped(case, asked, word)
        assert hit is not None
        assert hit.page == f"p.{number}"
    (hit,) = shaped(case, asked, "tells")
    assert hit is not None
    assert hit.page == "p.1"
