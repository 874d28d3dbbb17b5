"""One report in several articles is offered once for each copy, against the original, and decided by a person."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.domain.errors import NotFound, UsageError
from casefile.domain.records import Metadata
from casefile.services import articles, cases, copies, history, intake, versions, work
from casefile.store import read_articles
from casefile.store.canonical_export import canonical_export
from casefile.store.doctor import doctor
from casefile.store.purge import purge_article

Add = Callable[..., int]

_SYLLABLES = "ba ke li mo nu ra se ti vo za dor fen gal hir jun kos lam mer nid pol".split()


def words(count: int, seed: int) -> list[str]:
    drawn = random.Random(seed)
    return ["".join(drawn.choices(_SYLLABLES, k=drawn.randrange(1, 4))) for _ in range(count)]


def report(seed: int = 1, paragraphs: int = 6, each: int = 40) -> list[str]:
    return [" ".join(words(each, seed * 100 + number)).capitalize() + "." for number in range(paragraphs)]


def rewritten(text: str, every: int, seed: int = 7) -> str:
    """``text`` with every so-manieth word another."""
    drawn = words(len(text), seed)
    return " ".join(drawn[at] if at % every == every - 1 else word for at, word in enumerate(text.split(" ")))


@pytest.fixture
def add(case: cases.OpenCase, tmp_path: Path) -> Add:
    """Add a text as a file; the article's number."""

    def adding(text: str, **known: str) -> int:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.txt"
        path.write_text(text, encoding="utf-8")
        added = intake.add_paths(case, [str(path)], Metadata(**known), index=False)
        return int((added.items[0].article or "S0")[1:])

    return adding


def offered(case: cases.OpenCase) -> list[tuple[int, int, int, str]]:
    while copies.sketch_waiting(case):
        pass
    return [(o.article.number, o.other.number, o.percent, o.kind) for o in copies.offers(case)]


def test_a_copy_is_offered_with_how_much_is_the_same(case: cases.OpenCase, add: Add) -> None:
    text = "\n\n".join(report())
    add(text)
    add("\n\n".join(report(2)))
    add(rewritten(text, 30) + "\n")
    [(article, other, percent, kind)] = offered(case)
    assert (article, other, kind) == (3, 1, "copy")
    assert 90 <= percent < 100
    [offer] = copies.offers(case)
    assert offer.words == f"copy of S1, {percent} % the same"


def test_the_same_words_in_other_bytes_are_all_the_same(case: cases.OpenCase, add: Add) -> None:
    text = "\n\n".join(report())
    add(text)
    add(text.upper().replace("\n\n", "\n\n\n"))
    assert offered(case) == [(2, 1, 100, "copy")]


def test_what_was_cut_stands_in_the_original_and_what_was_added_to_contains_it(case: cases.OpenCase, add: Add) -> None:
    whole = report()
    add("\n\n".join(whole))
    add("\n\n".join(whole[:3]))
    add("\n\n".join([*whole, *report(5)]))
    assert offered(case) == [(2, 1, 100, "within"), (3, 1, 100, "contains")]
    assert [offer.words for offer in copies.offers(case)] == ["all of it stands in S1", "all of S1 stands in it"]


def test_a_report_that_was_lightly_written_over_and_put_in_another_order_is_found(
    case: cases.OpenCase, add: Add
) -> None:
    whole = report()
    add("\n\n".join(whole))
    add("\n\n".join(rewritten(text, 9) for text in [whole[3], whole[0], whole[1], whole[5], whole[4], whole[2]]))
    [(article, other, percent, _)] = offered(case)
    assert (article, other) == (2, 1)
    assert 60 <= percent < 95


def test_articles_that_share_a_quotation_are_no_copies(case: cases.OpenCase, add: Add) -> None:
    quoted = " ".join(words(40, 77))
    for seed in (1, 2, 3):
        add("\n\n".join([*report(seed, 4), f"“{quoted}”"]))
    assert offered(case) == []


def test_the_footer_of_a_publisher_makes_no_copies_and_copies_are_found_beside_it(
    case: cases.OpenCase, add: Add
) -> None:
    footer = " ".join(words(150, 99))
    bodies = ["\n\n".join(report(seed, 2, 35)) for seed in range(1, 8)]
    for body in bodies:
        add(f"{body}\n\n{footer}", publisher="The Gazette")
    add(f"{rewritten(bodies[2], 20)}\n\n{footer}", publisher="The Gazette")
    assert [(article, other) for article, other, _, _ in offered(case)] == [(8, 3)]


def test_a_wire_report_that_many_print_with_words_of_their_own_is_found_in_each(case: cases.OpenCase, add: Add) -> None:
    wire = "\n\n".join(report(1, 6))
    for number in range(12):
        own = " ".join(words(60, 500 + number))
        add(f"{wire}\n\n{own}", publisher=f"Paper {number}")
    assert [(article, other) for article, other, _, _ in offered(case)] == [(n, 1) for n in range(2, 13)]


def test_each_copy_is_offered_against_the_one_that_was_published_first(case: cases.OpenCase, add: Add) -> None:
    whole = report()
    add(rewritten("\n\n".join(whole), 40, 1), published="2023-01-18")
    add("\n\n".join(whole), published="2023-01-16")
    add(rewritten("\n\n".join(whole), 40, 2), published="2023-01-17")
    assert [(article, other) for article, other, _, _ in offered(case)] == [(1, 2), (3, 2)]


def test_a_guessed_date_does_not_say_who_was_first(case: cases.OpenCase, add: Add) -> None:
    whole = "\n\n".join(report())
    add(whole, published="2023-01-18", published_basis="guessed")
    add(rewritten(whole, 40), published="2023-01-16", published_basis="guessed")
    assert [(article, other) for article, other, _, _ in offered(case)] == [(2, 1)]


def test_short_texts_and_scripts_without_blanks(case: cases.OpenCase, add: Add) -> None:
    add("404 Not Found. The page that you are looking for is not here.\n")
    add("404 Not Found. The page that you are looking for is not here!\n")
    drawn = random.Random(4)
    han = "".join(chr(drawn.randrange(0x4E00, 0x5E00)) for _ in range(300))
    add(han)
    add(han[:140] + "港口" + han[140:])
    short = words(45, 3)
    add(" ".join(short))
    add(" ".join([*short[:20], "another", *short[21:]]))
    assert [(article, other, kind) for article, other, _, kind in offered(case)] == [(4, 3, "copy"), (6, 5, "copy")]


def test_a_short_notice_in_a_long_report_is_found(case: cases.OpenCase, add: Add) -> None:
    whole = report(1, 40, 50)
    add("\n\n".join(whole))
    for number in (3, 17, 30):
        add(whole[number])
    assert offered(case) == [(2, 1, 100, "within"), (3, 1, 100, "within"), (4, 1, 100, "within")]


def test_what_a_person_judged_is_not_offered_again_and_can_be_taken_back(case: cases.OpenCase, add: Add) -> None:
    text = "\n\n".join(report())
    for seed in range(3):
        add(rewritten(text, 25, seed))
    assert len(offered(case)) == 2
    copies.accept(case, 2, 1)
    copies.decline(case, 3, 1)
    assert read_articles.article(case.reader, 2).copy_of == 1
    assert [(article, other) for article, other, _, _ in offered(case)] == [(3, 2)]
    copies.decline(case, 3, 2)
    assert offered(case) == []
    state = canonical_export(case.reader)
    assert copies.roots(case) == {2: 1}
    assert [article.number for article in copies.copies_of(case, 1)] == [2]
    for _ in range(3):
        history.undo(case)
    assert len(offered(case)) == 2
    for _ in range(3):
        history.redo(case)
    assert canonical_export(case.reader) == state
    copies.clear(case, 2)
    assert copies.roots(case) == {}


def test_copies_of_copies_have_one_root_and_no_circle(case: cases.OpenCase, add: Add) -> None:
    for seed in range(4):
        add("\n\n".join(report(seed + 1)))
    copies.accept(case, 2, 1)
    copies.accept(case, 3, 2)
    assert copies.roots(case) == {2: 1, 3: 1}
    assert [article.number for article in copies.copies_of(case, 1)] == [2, 3]
    for article, other in ((1, 3), (1, 1)):
        with pytest.raises(UsageError):
            copies.accept(case, article, other)
    with pytest.raises(NotFound):
        copies.accept(case, 4, 9)
    articles.retire_article(case, 1)
    assert copies.roots(case) == {3: 2}


def test_a_decline_goes_when_the_same_is_accepted_after_all(case: cases.OpenCase, add: Add) -> None:
    add("\n\n".join(report(1)))
    add("\n\n".join(report(2)))
    copies.accept(case, 2, 1)
    copies.decline(case, 2, 1)
    assert copies.roots(case) == {}
    copies.accept(case, 2, 1)
    assert case.reader.query("SELECT 1 FROM decline WHERE live") == []


def test_versions_are_not_offered_as_copies(case: cases.OpenCase, add: Add) -> None:
    text = "\n\n".join(report())
    add(text, url="https://gazette.example/ferry")
    add(rewritten(text, 30), url="https://gazette.example/ferry")
    add(rewritten(text, 28))
    assert [(article, other) for article, other, _, _ in offered(case)] == [(3, 1)]
    for number in (2, 3):
        versions.set_version(case, number, 1)
    assert offered(case) == []
    versions.decline(case, 2, 1)
    assert [(article, other) for article, other, _, _ in offered(case)] == [(2, 1), (3, 2)]


def test_the_work_that_drains_the_queues_sketches_each_text_once(case: cases.OpenCase, add: Add) -> None:
    text = "\n\n".join(report(1, 3))
    add(text)
    add(rewritten(text, 30))
    assert copies.waiting(case) == 2
    work.work(case)
    assert copies.waiting(case) == 0
    assert [(offer.article.number, offer.other.number) for offer in copies.offers(case)] == [(2, 1)]
    assert copies.sketch_waiting(case) == 0


def test_a_sketch_of_another_making_is_made_anew(
    case: cases.OpenCase, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n".join(report(1, 3))
    add(text)
    add(rewritten(text, 30))
    before = offered(case)
    rows = case.reader.query("SELECT count(*) FROM sketch_hash")[0][0]
    monkeypatch.setattr("casefile.extract.shingles.MADE_BY", "shingles/next")
    assert copies.waiting(case) == 2
    assert offered(case) == before
    assert case.reader.query("SELECT count(*) FROM sketch_hash")[0][0] == rows


def test_another_text_that_counts_is_compared_instead(case: cases.OpenCase, add: Add) -> None:
    from casefile.domain.intake import ReadOutcome, ReadText
    from casefile.domain.kinds import IntakeState
    from casefile.store.rereading import reread

    text = "\n\n".join(report())
    add(text)
    add(rewritten(text, 30))
    assert len(offered(case)) == 1
    other = "\n\n".join(report(9))
    reread(case.store(), 2, ReadOutcome(IntakeState.READ, texts=(ReadText("re-read", other),)))
    assert offered(case) == []


@pytest.mark.parametrize("number", [1, 2])
def test_a_purge_takes_sketches_and_likenesses_with_it(case: cases.OpenCase, add: Add, number: int) -> None:
    text = "\n\n".join(report())
    add(text)
    add(rewritten(text, 30))
    assert len(offered(case)) == 1
    copies.decline(case, 2, 1)
    purge_article(case.store(), number, "a court said so")
    assert len(case.reader.query("SELECT 1 FROM sketch")) == 1
    assert case.reader.query("SELECT 1 FROM likeness") == []
    left = case.reader.query("SELECT DISTINCT sketch FROM sketch_hash")
    assert [row[0] for row in left] == [row[0] for row in case.reader.query("SELECT id FROM sketch")]
    assert case.reader.query("SELECT 1 FROM decline WHERE live") == []
    assert [finding for finding in doctor(case.reader) if finding.severity == "error"] == []
    assert offered(case) == []


def test_reports_that_a_paper_prints_again_and_again_with_more_in_them_are_no_boilerplate(
    case: cases.OpenCase, add: Add
) -> None:
    whole = report(1, 9)
    for number in range(4, 10):
        add("\n\n".join(rewritten(text, 40, number) for text in whole[:number]), publisher="The Gazette")
    assert {article for article, _, _, _ in offered(case)} == {2, 3, 4, 5, 6}
