"""Tags as a person puts them on: names made plain, one act each, told in the log, found by the search."""

from __future__ import annotations

import pytest

from casefile.domain.errors import NotFound, UsageError
from casefile.domain.tags import LONGEST, tag_name, tag_names
from casefile.domain.visible import is_hostile
from casefile.services import cases, history, notes, rows, tagging
from casefile.store.canonical_export import canonical_export


def test_names_are_trimmed_and_told_apart_by_their_folded_form() -> None:
    assert tag_names(" Ships ,,ships,  money\tlaundering , SHIPS") == ("Ships", "money laundering")
    assert tag_names(" , ") == ()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("evil\u202egnp", "evilgnp"),
        ("red\x1b[31m", "red[31m"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("half \ud800 a letter", "half a letter"),
        ("[bold red]x[/] ⟦S1:0-3⟧", "[bold red]x[/] ⟦S1:0-3⟧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e\u0301", "é"),
    ],
)
def test_what_hides_or_acts_is_left_out_of_a_name(written: str, kept: str) -> None:
    assert tag_name(written) == kept
    assert not is_hostile(tag_name(written))


@pytest.mark.parametrize(
    "written", ["", "  ", "\u202e\u200b", "\u0301", "!?", "x" * (LONGEST + 1), "x" * 10_000, "a,b"]
)
def test_what_is_no_name_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(UsageError) as refused:
        tag_name(written)
    assert len(refused.value.message) < 200


def test_a_name_may_be_as_long_as_is_said() -> None:
    assert tag_name("ä" * LONGEST) == "ä" * LONGEST


def test_tagging_is_told_in_words_and_taken_back(read_case: cases.OpenCase) -> None:
    article = rows.article(read_case, 1)
    before = canonical_export(read_case.reader)
    assert tagging.tag(read_case, "article", article.id, ["ferries", "Brisvik"]) == ("Brisvik", "ferries")
    assert tagging.set_tags(read_case, "article", article.id, ["ferries", "repairs"]) == ("ferries", "repairs")
    assert tagging.untag(read_case, "article", article.id, ["FERRIES "]) == ("repairs",)
    tagging.rename_tag(read_case, "repairs", "yard")
    told = [history.describe(read_case, entry) for entry in history.log(read_case)][-4:]
    name = f"S1 {article.title or article.name}"
    assert told == [
        f"tagged {name}: “ferries”, “Brisvik”",
        f"tagged {name}: “repairs”; took off “Brisvik”",
        f"took tags off {name}: “ferries”",
        "renamed the tag “repairs” to “yard”",
    ]
    assert history.undo(read_case) == "Took back: renamed the tag “repairs” to “yard”"
    assert tagging.tags_of(read_case, "article", article.id) == ("repairs",)
    for _ in range(3):
        history.undo(read_case)
    assert canonical_export(read_case.reader) == before
    assert history.redo(read_case) == f"Did again: tagged {name}: “ferries”, “Brisvik”"
    assert tagging.all_tags(read_case) == [("Brisvik", 1), ("ferries", 1)]


def test_tags_that_were_set_as_they_were_leave_no_row(read_case: cases.OpenCase) -> None:
    note = notes.add_note(read_case, "One", "")
    tagging.set_tags(read_case, "note", note.id, ["a", "b"])
    head = rows.journal_head(read_case)
    assert tagging.set_tags(read_case, "note", note.id, ["B", "a", "A"]) == ("a", "b")
    assert rows.journal_head(read_case) == head
    assert tagging.set_tags(read_case, "note", note.id, []) == ()
    assert history.describe(read_case, history.log(read_case)[-1]) == "took tags off n1 “One”: “a”, “b”"


def test_what_has_not_the_tag_cannot_lose_it(read_case: cases.OpenCase) -> None:
    article = rows.article(read_case, 1)
    with pytest.raises(UsageError, match="has no tag"):
        tagging.untag(read_case, "article", article.id, ["ferries"])
    with pytest.raises(NotFound):
        tagging.rename_tag(read_case, "ferries", "boats")
    with pytest.raises(UsageError):
        tagging.tag(read_case, "article", article.id, ["a,b"])


def test_tags_of_many_are_read_at_once(read_case: cases.OpenCase) -> None:
    one, two = rows.article(read_case, 1), rows.article(read_case, 2)
    tagging.tag(read_case, "article", two.id, ["b", "a"])
    assert tagging.tags_of_all(read_case, "article", [one.id, two.id]) == {two.id: ("a", "b")}
    assert tagging.tags_of_all(read_case, "article") == {two.id: ("a", "b")}
