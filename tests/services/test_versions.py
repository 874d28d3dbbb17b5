"""A changed article is a version: what was judged in the old one is suggested in it, and no pin moves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.domain.errors import NotFound, UsageError
from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState, Kind, MentionState
from casefile.domain.records import Mention, Metadata
from casefile.domain.span import Span
from casefile.extract.carrying import NEARLY, SAME
from casefile.services import articles, cases, changes, history, intake, judging, notes, versions, work
from casefile.store import differences, read_articles, read_entities, read_mentions
from casefile.store.canonical_export import canonical_export
from casefile.store.doctor import doctor
from casefile.store.purge import purge_article
from casefile.store.read_journal import changed_objects, journal, journal_head
from casefile.store.read_notes import note as read_note
from casefile.store.rereading import reread

OLD = """The ferry Alkona left Brisvik late on 3 May 2021, according to the Brisvik Gazette.

Mr Tomas Ekdal, the harbour master, said the crew had asked for repairs.

The owner of the ferry did not answer questions about its age, its crew or its insurance.
"""
NEW = """Updated on Monday with a statement of the company that runs the port.

The ferry Alkona left Brisvik late on 3 May 2021, according to the Brisvik Gazette.

Mr Thomas Ekdal, the harbour master, told reporters that the crew had asked for repairs.
"""

Add = Callable[..., int]


@pytest.fixture
def add(case: cases.OpenCase, tmp_path: Path) -> Add:
    """Add a text as a file; the article's number."""

    def adding(text: str, **known: str) -> int:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.txt"
        path.write_text(text, encoding="utf-8")
        report = intake.add_paths(case, [str(path)], Metadata(**known), index=False)
        return int((report.items[0].article or "S0")[1:])

    return adding


def text_id(case: cases.OpenCase, number: int) -> str:
    return read_articles.article(case.reader, number).text_id or ""


def spot(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def made(case: cases.OpenCase, number: int, words: str, kind: Kind = Kind.PERSON) -> str:
    there = read_articles.text(case.reader, text_id(case, number))
    return judging.make_entity(case, text_id(case, number), spot(there, words), kind)


def marked(case: cases.OpenCase, number: int, words: str) -> list[Mention]:
    there = read_articles.text(case.reader, text_id(case, number))
    return [
        mention
        for mention in read_mentions.mentions(case.reader, text_id(case, number), include_rejected=True)
        if mention.span == spot(there, words)
    ]


def test_what_was_accepted_is_suggested_in_the_new_version_of_the_same_entity(case: cases.OpenCase, add: Add) -> None:
    old, new = add(OLD), add(NEW)
    ferry, master = made(case, old, "Alkona", Kind.VEHICLE), made(case, old, "Tomas Ekdal")
    carried = versions.set_version(case, new, old)
    assert read_articles.article(case.reader, new).version_of == old
    [one] = marked(case, new, "Alkona")
    assert (one.state, one.entity, one.kind) == (MentionState.SUGGESTED, ferry, Kind.VEHICLE)
    assert (one.engine, one.version, one.rule, one.score) == ("version", "1", SAME, 1.0)
    [other] = marked(case, new, "Thomas Ekdal")
    assert (other.entity, other.rule) == (master, NEARLY)
    assert [(span.what, span.caption, span.quotation) for span in carried.placed] == [
        ("accepted", "Alkona", "Alkona"),
        ("accepted", "Tomas Ekdal", "Tomas Ekdal"),
    ]
    assert carried.lost == ()
    assert "2 of 2 passages of S1" in carried.words


def test_what_found_no_place_is_listed_with_why_and_no_pin_moves(case: cases.OpenCase, add: Add) -> None:
    old, new = add(OLD), add(NEW)
    owner = spot(OLD, "The owner of the ferry did not answer questions")
    here = spot(OLD, "left Brisvik late on 3 May 2021")
    body = f"See {notes.cite(case, text_id(case, old), owner)} and {notes.cite(case, text_id(case, old), here)}."
    note = notes.add_note(case, "Silence", body)
    carried = versions.set_version(case, new, old)
    [lost], [placed] = carried.lost, carried.placed
    assert (lost.what, lost.old, lost.new, lost.labels) == ("cited", owner, None, ("n1",))
    assert lost.why
    assert (placed.what, placed.quotation) == ("cited", "left Brisvik late on 3 May 2021")
    assert placed.new == spot(NEW, "left Brisvik late on 3 May 2021")
    assert notes.pin_places(case, body)[1].text_id == text_id(case, old)
    assert read_note(case.reader, note.number).body == body
    assert marked(case, new, "left Brisvik late on 3 May 2021") == []


def test_what_engines_find_gives_way_to_what_was_carried_and_comes_back_with_undo(
    case: cases.OpenCase, add: Add
) -> None:
    old, new = add(OLD), add(NEW)
    work.work(case)
    [found] = marked(case, new, "Alkona")
    assert found.engine != "version"
    ferry = made(case, old, "Alkona", Kind.ORGANIZATION)
    versions.set_version(case, new, old)
    assert [(one.engine, one.entity) for one in marked(case, new, "Alkona")] == [("version", ferry)]
    differences.read_again(case.store(), [new])
    work.work(case)
    assert [(one.engine, one.entity) for one in marked(case, new, "Alkona")] == [("version", ferry)]
    history.undo(case)
    assert read_articles.article(case.reader, new).version_of is None
    [again] = marked(case, new, "Alkona")
    assert again.engine != "version"
    history.redo(case)
    assert marked(case, new, "Alkona")[0].engine != "version"
    work.work(case)
    assert [one.engine for one in marked(case, new, "Alkona")] == ["version"]


def test_a_run_of_the_engines_tells_no_difference_for_what_was_carried(case: cases.OpenCase, add: Add) -> None:
    old, new = add(OLD), add(NEW)
    made(case, old, "Gazette", Kind.ORGANIZATION)
    work.work(case)
    versions.set_version(case, new, old)
    changes.read_again(case, [new])
    work.work(case)
    assert changes.changes(case, new) == []


def test_a_rejection_holds_among_the_same_words_and_is_asked_again_elsewhere(case: cases.OpenCase, add: Add) -> None:
    old, new = add(OLD), add(NEW)
    work.work(case)
    for words in ("Alkona", "Tomas Ekdal"):
        [found] = marked(case, old, words)
        judging.reject_mention(case, found)
    assert marked(case, new, "Alkona")
    carried = versions.set_version(case, new, old)
    assert marked(case, new, "Alkona") == []
    assert [mention.state for mention in marked(case, new, "Thomas Ekdal")] == [MentionState.SUGGESTED]
    assert [(span.what, span.quotation) for span in carried.placed] == [("rejected", "Alkona")]
    [lost] = carried.lost
    assert "left alone only among the same words" in lost.why
    versions.clear(case, new)
    assert [mention.state for mention in marked(case, new, "Alkona")] == [MentionState.SUGGESTED]


def test_what_was_carried_is_accepted_like_any_suggestion(case: cases.OpenCase, add: Add) -> None:
    old, new = add(OLD), add(NEW)
    ferry = made(case, old, "Alkona", Kind.VEHICLE)
    versions.set_version(case, new, old)
    work.work(case)
    [one] = marked(case, new, "Alkona")
    judging.accept_mention(case, one)
    [after] = marked(case, new, "Alkona")
    assert (after.state, after.entity, after.engine) == (MentionState.ACCEPTED, ferry, "version")
    assert read_entities.entity(case.reader, ferry).articles == (old, new)
    versions.carry(case, new)
    assert [mention.state for mention in marked(case, new, "Alkona")] == [MentionState.ACCEPTED]
    history.undo(case)
    assert [(mention.state, mention.engine) for mention in marked(case, new, "Alkona")] == [
        (MentionState.SUGGESTED, "version")
    ]


def test_a_version_that_was_added_as_one_is_carried_to_by_whoever_drains_the_queues(
    case: cases.OpenCase, add: Add, tmp_path: Path
) -> None:
    old = add(OLD)
    made(case, old, "Alkona", Kind.VEHICLE)
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    intake.add_paths(case, [str(tmp_path / "new.txt")], version_of=old, index=False)
    assert [span.caption for span in versions.carried(case, 2).placed] == ["Alkona"]
    work.work(case)
    assert [one.engine for one in marked(case, 2, "Alkona")] == ["version"]
    assert sum(entry.verb == "carried" for entry in journal(case.reader)) == 1
    assert versions.carry_waiting(case) == 0


def test_panes_are_told_which_text_and_which_entity_changed(case: cases.OpenCase, add: Add) -> None:
    old, new = add(OLD), add(NEW)
    ferry = made(case, old, "Alkona", Kind.VEHICLE)
    for act in (lambda: versions.set_version(case, new, old), lambda: history.undo(case)):
        before, _ = journal_head(case.reader)
        act()
        changed = changed_objects(case.reader, before)
        assert ("mention", text_id(case, new)) in changed
        assert ("article", read_articles.article(case.reader, new).id) in changed
    versions.set_version(case, new, old)
    assert ("entity", ferry) in changed_objects(case.reader, before)


def test_a_date_is_not_carried_where_the_day_of_publication_is_another(case: cases.OpenCase, add: Add) -> None:
    old, new = add(OLD, published="2021-05-04"), add(NEW, published="2021-05-09")
    work.work(case)
    [date] = [one for one in read_mentions.mentions(case.reader, text_id(case, old)) if one.kind is Kind.DATE]
    judging.accept_mention(case, date)
    [lost] = versions.set_version(case, new, old).lost
    assert "day of publication" in lost.why
    articles.set_metadata(case, new, Metadata(published="2021-05-04"))
    [placed] = versions.carry(case, new).placed
    assert placed.kind is Kind.DATE
    [mention] = marked(case, new, date.span.of(OLD))
    assert (mention.engine, mention.value) == ("version", date.value)


def test_articles_from_one_address_are_offered_as_versions_until_a_person_says_no(
    case: cases.OpenCase, add: Add
) -> None:
    old = add(OLD, url="https://www.gazette.example/ferry?utm_source=mail")
    other = add("Another article, on another page.\n", url="https://gazette.example/other")
    new = add(NEW, url="http://gazette.example/ferry/#top")
    add("The first page of the site.\n", url="https://gazette.example/")
    add("The first page of the site, later.\n", url="https://gazette.example/")
    [offer] = versions.offers(case)
    assert (offer.article.number, offer.of.number, offer.words) == (new, old, "a newer version of S1")
    versions.decline(case, new, old)
    assert versions.offers(case) == []
    before = canonical_export(case.reader)
    history.undo(case)
    assert [offer.article.number for offer in versions.offers(case)] == [new]
    history.redo(case)
    assert canonical_export(case.reader) == before
    versions.set_version(case, new, old)
    assert versions.offers(case) == []
    versions.clear(case, new)
    assert [offer.article.number for offer in versions.offers(case)] == [new]
    assert [article.number for article in versions.versions_of(case, other)] == [other]


def test_a_third_version_is_offered_against_the_second(case: cases.OpenCase, add: Add) -> None:
    numbers = [add(f"{OLD}\nUpdate {nth}.\n", url="https://gazette.example/ferry") for nth in range(3)]
    assert [(offer.article.number, offer.of.number) for offer in versions.offers(case)] == [(2, 1), (3, 2)]
    versions.set_version(case, 2, 1)
    versions.set_version(case, 3, 2)
    for number in numbers:
        assert [article.number for article in versions.versions_of(case, number)] == numbers


def test_an_article_is_no_version_of_itself_nor_of_its_own_versions(case: cases.OpenCase, add: Add) -> None:
    old, new = add(OLD), add(NEW)
    with pytest.raises(UsageError):
        versions.set_version(case, old, old)
    versions.set_version(case, new, old)
    with pytest.raises(UsageError):
        versions.set_version(case, old, new)
    with pytest.raises(NotFound):
        versions.set_version(case, new, 9)
    with pytest.raises(NotFound):
        versions.carried(case, old)
    with pytest.raises(NotFound):
        versions.differences(case, old)


def test_without_a_text_nothing_is_carried_and_it_is_said(case: cases.OpenCase, add: Add, tmp_path: Path) -> None:
    old = add(OLD)
    (tmp_path / "x.bin").write_bytes(b"\x00\x01\x02" * 50)
    intake.add_paths(case, [str(tmp_path / "x.bin")], index=False)
    carried = versions.set_version(case, 2, old)
    assert (carried.placed, carried.reason) == ((), "S2 has no text")
    articles.retire_article(case, old)
    assert versions.carry(case, 2).reason == "S1 is not in the case any more"
    with pytest.raises(UsageError):
        versions.differences(case, 2, of=2)


def test_differences_are_told_by_paragraph_and_word(case: cases.OpenCase, add: Add) -> None:
    old, new = add(OLD), add(NEW)
    versions.set_version(case, new, old)
    assert [block.what for block in versions.differences(case, new)] == ["new", "same", "changed", "gone"]
    assert [block.what for block in versions.differences(case, old, of=new)] == ["gone", "same", "changed", "new"]


def test_another_text_of_the_old_version_is_carried_from_too(case: cases.OpenCase, add: Add) -> None:
    old, new = add(OLD), add(NEW)
    page = "Menu. Search.\n\n" + OLD
    first = text_id(case, old)
    outcome = ReadOutcome(IntakeState.READ, texts=(ReadText("full page", page), ReadText("text", OLD)))
    reread(case.store(), old, outcome)
    assert text_id(case, old) != first
    made(case, old, "Alkona", Kind.VEHICLE)
    judging.make_entity(case, first, spot(OLD, "Tomas Ekdal"), Kind.PERSON)
    judging.make_entity(case, first, spot(OLD, "Alkona"), Kind.VEHICLE)
    carried = versions.set_version(case, new, old)
    assert sorted(span.quotation for span in carried.placed) == ["Alkona", "Tomas Ekdal"]


@pytest.mark.parametrize("which", ["old", "new"])
def test_a_purge_takes_what_was_carried_with_it(case: cases.OpenCase, add: Add, which: str) -> None:
    old, new = add(OLD), add(NEW)
    made(case, old, "Alkona", Kind.VEHICLE)
    versions.set_version(case, new, old)
    purge_article(case.store(), old if which == "old" else new, "a court said so")
    assert case.reader.query("SELECT 1 FROM carried") == []
    assert case.reader.query("SELECT 1 FROM carrying") == []
    assert case.reader.query("SELECT 1 FROM mention WHERE engine = 'version'") == []
    assert [finding for finding in doctor(case.reader) if finding.severity == "error"] == []


def test_the_journal_says_in_words_what_was_done(case: cases.OpenCase, add: Add) -> None:
    old, new = add(OLD), add(NEW)
    versions.set_version(case, new, old)
    assert versions.carried(case, new).words == "nothing was judged or cited in S1 yet"
    versions.decline(case, new, old)
    words = [history.describe(case, entry) for entry in journal(case.reader)][-3:]
    assert words == [
        "set the version before S2 1.txt",
        "carried suggestions over to S2 1.txt",
        "declined an offer for S2 1.txt",
    ]
