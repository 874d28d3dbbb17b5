from __future__ import annotations

import hashlib
import json
import os
import threading
from pathlib import Path

import pytest

from casefile.domain.errors import NotFound, UsageError
from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Metadata
from casefile.domain.search import SearchRequest
from casefile.services import cases, intake, rereading, rows
from casefile.services.search import Search
from casefile.store import originals


def test_a_file_is_stored_by_hash_read_and_given_a_number(case: cases.OpenCase, files: list[str]) -> None:
    report = intake.add_paths(case, files)
    assert [(item.article, item.status) for item in report.items] == [
        ("S1", IntakeState.READ),
        ("S2", IntakeState.READ),
    ]
    data = Path(files[0]).read_bytes()
    assert report.items[0].sha256 == hashlib.sha256(data).hexdigest()
    assert originals.read(case.paths, report.items[0].sha256) == data
    assert rows.counted_text(case, 1) == data.decode("utf-8")


def test_the_same_bytes_again_are_a_duplicate_and_recorded_as_an_arrival(
    case: cases.OpenCase, files: list[str]
) -> None:
    intake.add_paths(case, files)
    again = intake.add_paths(case, [files[0]])
    assert again.counts == {"read": 0, "partly": 0, "unread": 0, "duplicate": 1}
    assert again.items[0].article == "S1"
    assert len(rows.articles(case)) == 2
    assert [one.name for one in rows.acquisitions(case, 1)] == ["ferry.txt", "ferry.txt"]


def test_the_same_file_twice_in_one_call_is_one_article(case: cases.OpenCase, files: list[str]) -> None:
    report = intake.add_paths(case, [files[0], files[0]])
    assert [item.status for item in report.items] == [IntakeState.READ, IntakeState.DUPLICATE]
    assert [item.article for item in report.items] == ["S1", "S1"]


def test_what_cannot_be_read_is_kept_and_says_why(case: cases.OpenCase, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n\x00\x01\x02 binary")
    (item,) = intake.add_paths(case, [str(tmp_path / "scan.pdf")]).items
    assert item.status is IntakeState.UNREAD
    assert "damaged" in item.reason
    assert originals.read(case.paths, item.sha256).startswith(b"%PDF")
    with pytest.raises(NotFound):
        rows.counted_text(case, 1)


def test_known_but_unread_is_read_again_only_when_asked(case: cases.OpenCase, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n")
    path = str(tmp_path / "scan.pdf")
    intake.add_paths(case, [path])
    (again,) = intake.add_paths(case, [path]).items
    assert again.status is IntakeState.DUPLICATE
    assert "--retry" in again.reason
    (retried,) = intake.add_paths(case, [path], retry=True).items
    assert retried.status is IntakeState.UNREAD


def test_every_line_of_json_lines_is_an_item_of_its_own(case: cases.OpenCase, tmp_path: Path) -> None:
    lines = [
        json.dumps({"title": "One", "text": "First text.", "published": "2021-05-03"}),
        "{broken",
        json.dumps({"text": "Third."}),
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = intake.add_paths(case, [str(tmp_path / "all.jsonl")])
    assert [item.status for item in report.items] == [IntakeState.READ, IntakeState.UNREAD, IntakeState.READ]
    assert [item.sha256 for item in report.items] == [hashlib.sha256(line.encode()).hexdigest() for line in lines]
    assert rows.article(case, 1).title == "One"
    assert rows.article(case, 1).published == "2021-05-03"


def test_a_file_of_json_lines_that_are_no_articles_is_one_item(case: cases.OpenCase, tmp_path: Path) -> None:
    data = b'{"format": "json-pages-1.0", "id": "pages"}\n{"url": "https://a.example/", "ts": "2020"}\n'
    (tmp_path / "pages.jsonl").write_bytes(data)
    (item,) = intake.add_paths(case, [str(tmp_path / "pages.jsonl")]).items
    assert item.sha256 == hashlib.sha256(data).hexdigest()
    assert item.member is None


def test_a_first_line_without_a_text_does_not_make_an_article_of_the_whole_file(
    case: cases.OpenCase, tmp_path: Path
) -> None:
    (tmp_path / "all.jsonl").write_text('{"title": "x"}\n{"text": "good"}\n', encoding="utf-8")
    items = intake.add_paths(case, [str(tmp_path / "all.jsonl")]).items
    assert [item.status for item in items] == [IntakeState.UNREAD, IntakeState.READ]


def test_a_second_reading_that_fails_leaves_the_first_and_goes_on(
    case: cases.OpenCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Words.", "published": "someday"}\n', encoding="utf-8")
    (partly,) = intake.add_paths(case, [str(tmp_path / "a.jsonl")]).items
    assert partly.status is IntakeState.PARTLY
    failed = ReadOutcome(IntakeState.UNREAD, "it took longer than 30 seconds")
    monkeypatch.setattr("casefile.services.reading_children.outcome_of", lambda _: failed)
    (again,) = rereading.read_again(case, [1]).items
    assert again.status is IntakeState.PARTLY
    assert "30 seconds" in again.reason
    assert rows.counted_text(case, 1) == "Words."


def test_a_folder_that_cannot_be_opened_is_listed(
    case: cases.OpenCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in" / "closed").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("Words.", encoding="utf-8")
    scandir = os.scandir

    def refuses(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuses)
    report = intake.add_paths(case, [str(tmp_path / "in")])
    closed = next(item for item in report.items if item.path.endswith("closed"))
    assert (closed.status, closed.article) == (IntakeState.UNREAD, None)
    assert "cannot be opened" in closed.reason


def test_a_cache_that_cannot_be_written_loses_nothing_and_is_told(case: cases.OpenCase, home: Path) -> None:
    (home / "cache").mkdir(exist_ok=True)
    (home / "cache" / "index").write_text("in the way", encoding="ascii")
    (home / "a.txt").write_text("The quagmire.", encoding="utf-8")
    report = intake.add_paths(case, [str(home / "a.txt")])
    assert report.counts["read"] == 1
    assert report.is_findable is False
    with Search(case) as searching:
        assert searching.run(SearchRequest("quagmire"), wait=5).total == 1


def test_a_folder_is_walked_and_links_pipes_and_unreadable_files_are_reported(
    case: cases.OpenCase, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.txt").write_text("Deep text.", encoding="utf-8")
    (folder / "link.txt").symlink_to("/etc/hostname")
    os.mkfifo(folder / "pipe")
    report = intake.add_paths(case, [str(folder)])
    by_name = {os.path.basename(item.path): item for item in report.items}
    assert by_name["a.txt"].status is IntakeState.READ
    assert by_name["link.txt"].article is None
    assert "link" in by_name["link.txt"].reason
    assert by_name["pipe"].status is IntakeState.UNREAD
    assert len(rows.articles(case)) == 1


def test_a_path_that_is_not_there_adds_nothing(case: cases.OpenCase, files: list[str]) -> None:
    with pytest.raises(UsageError):
        intake.add_paths(case, [files[0], "/no/such/file"])
    assert rows.articles(case) == []


def test_what_a_person_says_lies_over_what_the_reader_found(case: cases.OpenCase, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(
        json.dumps({"title": "Theirs", "publisher": "Paper", "text": "Text."}), encoding="utf-8"
    )
    intake.add_paths(case, [str(tmp_path / "one.jsonl")], Metadata(title="Mine", published="2020-01"))
    article = rows.article(case, 1)
    assert (article.title, article.publisher, article.published, article.published_basis) == (
        "Mine",
        "Paper",
        "2020-01",
        "given",
    )


def test_a_date_that_is_none_is_refused_before_anything_is_stored(case: cases.OpenCase, files: list[str]) -> None:
    with pytest.raises(UsageError):
        intake.add_paths(case, files, Metadata(published="the other day"))
    assert rows.articles(case) == []


def test_pasted_text_is_an_article_and_empty_text_is_not(case: cases.OpenCase) -> None:
    item = intake.add_pasted(case, "Pasted \u202etext.\r\nSecond line.", Metadata(title="Pasted"))
    assert item.status is IntakeState.READ
    assert rows.counted_text(case, 1) == "Pasted \u202etext.\nSecond line."
    assert rows.acquisitions(case, 1)[0].how == "pasted"
    with pytest.raises(UsageError):
        intake.add_pasted(case, " \n ")


def test_progress_is_told_and_a_stop_keeps_what_is_stored(case: cases.OpenCase, tmp_path: Path) -> None:
    for number in range(450):
        (tmp_path / f"{number:03}.txt").write_text(f"Text number {number}.", encoding="utf-8")
    told: list[tuple[int, int, str]] = []
    stop = threading.Event()

    def progress(done: int, total: int, name: str) -> None:
        told.append((done, total, name))
        stop.set()

    report = intake.add_paths(case, [str(tmp_path)], index=False, progress=progress, stop=stop)
    assert told[0] == (len(rows.articles(case)), 450, f"{told[0][0] - 1:03}.txt")
    assert report.was_stopped
    (left,) = intake.unfinished(case)
    assert left.waiting == sum(item.status is IntakeState.WAITING for item in report.items) > 0
    assert len(rows.articles(case)) + left.waiting + len(left.rest) == 450
    rest = intake.resume(case, index=False)
    assert len(rows.articles(case)) == 450
    assert rest.counts["read"] == 450
    assert rest.counts["duplicate"] == 0
    assert [article.name for article in rows.articles(case)] == [f"{number:03}.txt" for number in range(450)]
    assert len(rows.acquisitions(case)) == 450
    assert intake.unfinished(case) == []


def test_a_name_with_a_line_feed_and_an_escape_is_kept_as_a_base_name(case: cases.OpenCase, tmp_path: Path) -> None:
    odd = tmp_path / "a\n\x1b]52;c;eA==\x07b.txt"
    odd.write_text("Odd name.", encoding="utf-8")
    (item,) = intake.add_paths(case, [str(odd)]).items
    assert item.status is IntakeState.READ
    assert rows.acquisitions(case, 1)[0].name == odd.name
