"""What lies in other things comes in as items of its own, in order, once, and says where it lay."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from make_archives import zip_with_password

from casefile.domain.errors import UsageError
from casefile.domain.intake import IntakeItem
from casefile.domain.kinds import IntakeState, Need
from casefile.domain.records import Metadata
from casefile.services import adding_job, cases, intake, intake_list, rereading, rows, upkeep, work
from casefile.services.gathering import Patterns
from casefile.store import originals
from casefile.store.doctor import doctor

LETTER = "The harbour master signed on Friday.\n"
LINES = [{"title": "One", "text": "First text."}, {"text": "Second text.", "desk": "north"}]


def zipped(files: dict[str, bytes], password: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def mail(**attached: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Mara Teal <mara@ferry.example>", "desk@paper.example"
    message["Subject"], message["Date"] = "The list", "Fri, 12 Mar 2021 10:00:00 +0100"
    message["Message-ID"] = "<1@ferry.example>"
    message.set_content("Here is the list.\n")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return message.as_bytes()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """letters.zip: a text, a mail with an attachment, JSON Lines, and an archive in the archive."""
    inner = zipped({"deep.txt": b"A page deep down.\n"})
    data = {
        "a/letter.txt": LETTER.encode(),
        "mail.eml": mail(list_txt=b"Names on the list.\n"),
        "rows.jsonl": b"\n".join(json.dumps(line).encode() for line in LINES) + b"\n",
        "inner.zip": inner,
    }
    (tmp_path / "letters.zip").write_bytes(zipped(data))
    return tmp_path / "letters.zip"


def told(items: tuple[IntakeItem, ...]) -> list[tuple[str | None, str, str | None]]:
    return [(item.member, item.status.value, item.article) for item in items]


EVERYTHING = [
    (None, "read", "S1"),
    ("a/letter.txt", "read", "S2"),
    ("mail.eml", "read", "S3"),
    ("mail.eml/list.txt", "read", "S4"),
    ("rows.jsonl/line 1", "read", "S5"),
    ("rows.jsonl/line 2", "read", "S6"),
    ("inner.zip", "read", "S7"),
    ("inner.zip/deep.txt", "read", "S8"),
]


def test_members_are_articles_right_behind_what_they_lay_in(case: cases.OpenCase, archive: Path) -> None:
    report = intake.add_paths(case, [str(archive)], index=False)
    assert told(report.items) == EVERYTHING
    parts = {article.number: article.part_of for article in rows.articles(case)}
    assert parts == {1: None, 2: 1, 3: 1, 4: 3, 5: 1, 6: 1, 7: 1, 8: 7}
    assert rows.members_of(case, 3) == [4]
    assert rows.counted_text(case, 2) == LETTER
    for item in report.items:
        assert hashlib.sha256(originals.read(case.paths, item.sha256)).hexdigest() == item.sha256
    assert doctor(case.reader) == []


def test_the_same_container_again_adds_nothing_and_lists_its_members_as_known(
    case: cases.OpenCase, archive: Path
) -> None:
    intake.add_paths(case, [str(archive)], index=False)
    again = intake.add_paths(case, [str(archive)], index=False)
    assert {item.status for item in again.items} == {IntakeState.DUPLICATE}
    assert sorted(item.article or "" for item in again.items) == [article for _, _, article in EVERYTHING]
    assert len(rows.articles(case)) == 8


def test_the_engines_do_not_read_the_list_of_a_container(case: cases.OpenCase, archive: Path) -> None:
    intake.add_paths(case, [str(archive)], index=False)
    contents = rows.texts_of(case, 1)[0]
    assert contents.kind == "contents"
    assert work.work(case).extracted == len(rows.articles(case)) - 2
    assert rows.mentions(case, contents.id) == []


@pytest.mark.parametrize("after", range(1, 6))
def test_a_run_that_dies_anywhere_goes_on_to_the_same_case(case: cases.OpenCase, archive: Path, after: int) -> None:
    from casefile.store import arrivals

    class Died(BaseException):
        """As sudden as a kill: nothing that follows is cleaned up for the case."""

    store, left = arrivals.add_arrivals, [after]

    def dying(*given: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise Died
        return store(*given)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrivals, "add_arrivals", dying)
        with pytest.raises(Died):
            intake.add_paths(case, [str(archive)], index=False)
    assert len(rows.articles(case)) < 8
    (unfinished,) = intake.unfinished(case)
    assert unfinished.waiting >= 1
    assert unfinished.paths == (str(archive),)
    report = intake.resume(case, index=False)
    assert not report.was_stopped
    assert {item.status for item in report.items} == {IntakeState.READ}
    assert len(rows.articles(case)) == 8
    assert len(rows.acquisitions(case)) == 8
    assert intake.unfinished(case) == []
    assert doctor(case.reader) == []


def test_what_came_out_of_a_lost_job_is_still_read(case: cases.OpenCase, tmp_path: Path) -> None:
    """The state folder is gone, as after a move to another machine: what waits in the case is read all the same."""
    from casefile.store import read_intake, waiting

    (sha256,) = originals.put_many(case.paths, [b"Words that wait."])
    waiting.receive(case.store(), "elsewhere", [read_intake.Received(sha256, 16, "note.txt")])
    assert [(row.state, row.name) for row in intake_list.items(case)] == [(IntakeState.WAITING, "note.txt")]
    (item,) = intake.resume(case, index=False).items
    assert (item.status, item.article) == (IntakeState.READ, "S1")
    assert rows.counted_text(case, 1) == "Words that wait."


def test_a_folder_that_is_gone_is_told_and_the_rest_can_be_given_up(case: cases.OpenCase, tmp_path: Path) -> None:
    wanted = adding_job.Wanted((str(tmp_path / "stick"),), ("stick",))
    job = adding_job.Job(case.info().uuid, wanted)
    job.begin()
    job.stopped(["a.txt", "b.txt"])
    assert [row.name for row in intake_list.items(case) if row.state is IntakeState.WAITING] == ["a.txt", "b.txt"]
    with pytest.raises(UsageError, match="not there now"):
        intake.resume(case, index=False)
    assert len(intake.unfinished(case)) == 1
    assert intake.forget_rest(case) == 1
    assert intake.resume(case, index=False).items == ()


def test_a_job_that_somebody_works_on_is_left_to_them(case: cases.OpenCase, tmp_path: Path) -> None:
    job = adding_job.Job(case.info().uuid, adding_job.Wanted((str(tmp_path),), (str(tmp_path),)))
    job.begin()
    assert intake.unfinished(case) == []
    assert intake.resume(case, index=False).items == ()
    assert adding_job.under_way(case.info().uuid) == {job.id}
    job.done()


def test_patterns_choose_files_below_a_folder(case: cases.OpenCase, tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "deep/c.TXT", "deep/thumbs.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Words of {name}.", encoding="utf-8")
    patterns = Patterns(("*.txt",), ("thumbs*",))
    report = intake.add_paths(case, [str(tmp_path)], index=False, patterns=patterns)
    assert [Path(item.path).name for item in report.items] == ["a.txt", "c.TXT"]
    by_folder = intake.add_paths(case, [str(tmp_path)], index=False, patterns=Patterns(("deep/*",)))
    assert [Path(item.path).name for item in by_folder.items] == ["c.TXT", "thumbs.txt"]


def test_what_a_person_says_of_a_container_holds_for_its_members_but_for_title_author_and_address(
    case: cases.OpenCase, archive: Path
) -> None:
    given = Metadata(title="The leak", author="A. Source", publisher="The Courier", url="https://leak.example/")
    intake.add_paths(case, [str(archive)], given, index=False)
    first, letter = rows.article(case, 1), rows.article(case, 2)
    assert (first.title, first.author, first.url) == ("The leak", "A. Source", "https://leak.example/")
    assert (letter.publisher, letter.author, letter.url) == ("The Courier", "", "")
    assert "leak" not in letter.title


def test_a_table_tells_its_columns_before_and_keeps_the_others(case: cases.OpenCase, tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("headline,body,desk\nOne,First text.,north\nTwo,,south\n", encoding="utf-8")
    preview = intake.preview(str(table))
    assert preview.kind == "csv"
    assert [(column.name, column.field) for column in preview.columns] == [
        ("headline", "title"),
        ("body", "text"),
        ("desk", ""),
    ]
    report = intake.add_paths(case, [str(table)], index=False)
    assert [(item.member, item.status.value) for item in report.items] == [("row 2", "read"), ("row 3", "unread")]
    assert rows.article(case, 1).title == "One"
    again = rereading.read_again(case, [2], index=False)
    assert again.items[0].status is IntakeState.UNREAD


def test_a_line_that_is_purged_goes_from_the_file_that_it_came_in_too(case: cases.OpenCase, tmp_path: Path) -> None:
    table = tmp_path / "rows.jsonl"
    table.write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")
    intake.add_paths(case, [str(table)], index=False)
    assert len(originals.stored(case.paths)) == 3
    assert upkeep.purge(case, 1, "not ours") == []
    assert not any(b"First text." in path.read_bytes() for path in case.paths.originals.rglob("*") if path.is_file())
    assert doctor(case.reader) == []


def test_purging_says_what_else_may_hold_the_words(case: cases.OpenCase, archive: Path) -> None:
    intake.add_paths(case, [str(archive)], index=False)
    assert upkeep.purge(case, 3, "not ours") == [1, 4]


def test_another_charset_makes_one_more_text_that_counts(case: cases.OpenCase, tmp_path: Path) -> None:
    words = "Капитан подписал письмо в порту, и никто не спросил, почему."
    (tmp_path / "note.txt").write_bytes(words.encode("koi8-r"))
    intake.add_paths(case, [str(tmp_path / "note.txt")], index=False)
    (item,) = rereading.read_again(case, [1], charset="koi8-r", index=False).items
    assert item.status is IntakeState.READ
    assert rows.counted_text(case, 1) == words
    with pytest.raises(UsageError):
        rereading.read_again(case, [1], charset="klingon")


def test_every_item_is_listed_in_exactly_one_state(case: cases.OpenCase, archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "again.zip").write_bytes(archive.read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "link").symlink_to("/etc/passwd")
    intake.add_paths(case, [str(archive), str(folder)], index=False)
    intake.add_paths(case, [str(folder)], index=False)
    items = intake_list.items(case)
    assert len({row.key for row in items}) == len(items)
    by_name: dict[str, list[IntakeState]] = {}
    for row in items:
        by_name.setdefault(row.name, []).append(row.state)
    assert by_name["again.zip"] == [IntakeState.DUPLICATE] * 2
    assert by_name["empty.txt"] == [IntakeState.UNREAD, IntakeState.DUPLICATE]
    assert by_name["link"] == [IntakeState.UNREAD]
    lay_in = {row.name: row.container for row in items}
    assert lay_in["a/letter.txt"] == "S1 letters.zip"
    assert lay_in["list.txt"] == "S3 mail.eml"
    assert {row.need for row in items} == {Need.NOTHING}


def test_stopping_in_the_middle_of_a_container_loses_none_of_it(case: cases.OpenCase, tmp_path: Path) -> None:
    lines = b"\n".join(json.dumps({"text": f"Text number {number}."}).encode() for number in range(1000))
    (tmp_path / "rows.jsonl").write_bytes(lines)
    stop = threading.Event()
    report = intake.add_paths(
        case, [str(tmp_path / "rows.jsonl")], index=False, stop=stop, progress=lambda *_: stop.set()
    )
    assert report.was_stopped
    there = len(rows.articles(case))
    assert 0 < there < 1000
    rest = intake.resume(case, index=False)
    assert len(rows.articles(case)) == 1000
    assert len(rest.items) == 1000
    assert len(rows.acquisitions(case)) == 1000


def test_a_file_that_also_lies_in_an_archive_before_it_is_read_once(case: cases.OpenCase, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"letter.txt": LETTER.encode()}))
    (tmp_path / "letter.txt").write_bytes(LETTER.encode())
    report = intake.add_paths(case, [str(tmp_path)], index=False)
    assert told(report.items) == [
        (None, "read", "S1"),
        ("letter.txt", "read", "S2"),
        (None, "duplicate", "S2"),
    ]
    assert rows.counted_text(case, 2) == LETTER


def test_archives_of_the_same_archives_are_opened_once(case: cases.OpenCase, tmp_path: Path) -> None:
    data = zipped({"core.txt": LETTER.encode()})
    for _ in range(4):
        data = zipped({f"{at}.zip": data for at in range(10)})
    (tmp_path / "many.zip").write_bytes(data)
    report = intake.add_paths(case, [str(tmp_path / "many.zip")], index=False)
    assert len(report.items) == 1 + 4 * 10 + 1
    again = intake.add_paths(case, [str(tmp_path / "many.zip")], index=False)
    assert len(again.items) == len(report.items)
    assert len(rows.articles(case)) == 6


def test_a_file_of_holes_is_stored_whole_and_takes_no_room(case: cases.OpenCase, tmp_path: Path) -> None:
    with (tmp_path / "image.bin").open("wb") as file:
        file.seek(64 * 1024 * 1024)
        file.write(b"end")
    (item,) = intake.add_paths(case, [str(tmp_path / "image.bin")], index=False).items
    kept = originals.path_of(case.paths, item.sha256)
    assert kept.stat().st_size == 64 * 1024 * 1024 + 3
    assert kept.stat().st_blocks * 512 < 8 * 1024 * 1024
    assert originals.verify(case.paths, item.sha256)


def test_a_password_opens_what_was_listed_as_closed_before(case: cases.OpenCase, tmp_path: Path) -> None:

    packed = tmp_path / "closed.zip"
    packed.write_bytes(zip_with_password("secret.txt", b"The crane was paid for twice.", b"quay"))
    first = intake.add_paths(case, [str(packed)], index=False)
    assert rows.article(case, 1).need is Need.PASSWORD
    assert [item.status for item in first.items][1:] == [IntakeState.UNREAD]
    assert [row.name for row in intake_list.items(case) if row.article is None] == ["secret.txt"]
    wrong = rereading.read_again(case, [1], password="shore", index=False)
    assert wrong.items[0].status is not IntakeState.READ
    right = rereading.read_again(case, [1], password="quay", index=False)
    assert [(item.status, item.article) for item in right.items] == [
        (IntakeState.READ, "S1"),
        (IntakeState.READ, "S2"),
    ]
    assert rows.counted_text(case, 2) == "The crane was paid for twice."
    assert [row.name for row in intake_list.items(case) if row.article is None] == []
    assert b"quay" not in b"".join(path.read_bytes() for path in case.root.rglob("*") if path.is_file())


def test_what_holds_too_many_is_taken_apart_up_to_a_bound(
    case: cases.OpenCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casefile.services.intake_run.MOST_MEMBERS", 3)
    inner = [zipped({f"{at}-{one}.txt": f"Text {at} {one}.".encode() for one in range(2)}) for at in range(3)]
    (tmp_path / "many.zip").write_bytes(zipped({f"{at}.zip": data for at, data in enumerate(inner)}))
    report = intake.add_paths(case, [str(tmp_path / "many.zip")], index=False)
    assert {item.status for item in report.items if item.member in ("0.zip", "1.zip")} == {IntakeState.PARTLY}
    assert "more than 3 members" in rows.article(case, 2).reason
    assert len(rows.articles(case)) < 10
