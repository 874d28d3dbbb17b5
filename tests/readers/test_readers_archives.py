"""Zip, tar and packed files: members by content, never by name, and what comes before an error is kept."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
from pathlib import Path
from typing import Any

import make_archives as make
import pytest

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.kinds import IntakeState, Need
from casefile.readers import child, contents, packed, registry, wire, zip_salvage
from casefile.readers.hints import Hints, Unreadable

SHARED = Path(os.environ.get("CASEFILE_SHARED", Path(__file__).resolve().parents[2].parent / "shared" / "data"))
WORDS = b"The harbour board met on Friday and said nothing of the crane.\n"


def read(data: bytes, name: str = "a", password: str = "") -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints(name, password=password))


def taken(data: bytes, name: str = "a", password: str = "") -> tuple[list[Member], str]:
    """The members, and the words with which taking them out ended early."""
    found: list[Member] = []
    try:
        for member in registry.members(io.BytesIO(data), Hints(name, password=password)):
            found.append(member)  # noqa: PERF402 - what came before an error counts
    except Unreadable as error:
        return found, str(error)
    return found, ""


def listed(outcome: ReadOutcome) -> list[list[str]]:
    (text,) = outcome.texts
    assert text.kind == "contents"
    return [line.split("\t") for line in text.text.splitlines()]


def test_a_zip_says_what_lies_in_it_and_gives_each_member() -> None:
    data = make.zipped(("folder/", b""), ("folder/a.txt", WORDS), ("b.bin", bytes(3000)))
    outcome = read(data, "x.zip")
    assert (outcome.state, outcome.reason, outcome.mime, outcome.has_members) == (
        IntakeState.READ,
        "",
        "application/zip",
        True,
    )
    assert listed(outcome) == [
        ["folder/a.txt", "63 bytes", "2021-03-04T05:06:08"],
        ["b.bin", "3.0 kB", "2021-03-04T05:06:08"],
    ]
    members, why = taken(data)
    assert [(one.name, one.data, one.modified, one.problem) for one in members] == [
        ("folder/a.txt", WORDS, "2021-03-04T05:06:08", ""),
        ("b.bin", bytes(3000), "2021-03-04T05:06:08", ""),
    ]
    assert why == ""


@pytest.mark.parametrize("pack", [make.zipped, make.tarred, lambda *f: make.tarred(*f, form=tarfile.GNU_FORMAT)])
def test_names_are_kept_as_they_are_and_lead_nowhere(
    pack: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = pack(*((name, WORDS) for name in make.ODD_NAMES))
    members, why = taken(data)
    assert why == ""
    assert [one.name for one in members] == list(make.ODD_NAMES)
    assert {one.data for one in members} == {WORDS}
    assert len(listed(read(data))) == len(make.ODD_NAMES)
    assert list(tmp_path.rglob("*")) == []


def test_a_name_that_holds_a_nul_or_is_in_no_known_charset_stops_nothing() -> None:
    data = make.zipped(("before.txt", WORDS), ("QQQ.txt", WORDS), ("behind.txt", WORDS))
    for odd in (b"Q\0Q", b"\xff\xfe\x81"):
        members, _ = taken(data.replace(b"QQQ", odd))
        assert [one.data for one in members] == [WORDS] * 3
        wire.member_to_json(members[1])["name"].encode("utf-8")
    header = make.tar_header(b"\xff\xfe\x81.txt", b"%011o\0" % len(WORDS))
    data = header + WORDS.ljust(512, b"\0") + bytes(1024)
    members, _ = taken(data)
    assert (members[0].data, wire.member_to_json(members[0])["name"]) == (WORDS, "\ufffd\ufffd\ufffd.txt")
    assert listed(read(data))[0][0] == "\ufffd\ufffd\ufffd.txt"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_two_members() -> None:
    for pack in (make.zipped, make.tarred):
        members, _ = taken(pack(("same.txt", b"first"), ("same.txt", b"second")))
        assert [one.data for one in members] == [b"first", b"second"]


def test_an_encrypted_zip_asks_for_its_password_and_opens_with_it() -> None:
    data = make.zip_with_password("secret.txt", WORDS, b"crane")
    outcome = read(data)
    assert (outcome.state, outcome.need) == (IntakeState.PARTLY, Need.PASSWORD)
    assert "password" in outcome.reason
    ((locked,), _) = taken(data)
    assert (locked.data, "password" in locked.problem) == (b"", True)
    wrong = read(data, password="buoy")
    assert (wrong.need, "does not open" in wrong.reason) == (Need.PASSWORD, True)
    right = read(data, password="crane")
    assert (right.state, right.need) == (IntakeState.READ, Need.NOTHING)
    ((opened,), _) = taken(data, password="crane")
    assert (opened.data, opened.problem) == (WORDS, "")


def test_a_member_under_aes_says_what_it_is() -> None:
    data = make.zip_under_aes("secret.txt", WORDS)
    outcome = read(data, password="crane")
    assert (outcome.state, "AES" in outcome.reason, outcome.need) == (IntakeState.PARTLY, True, Need.NOTHING)
    ((locked,), _) = taken(data, password="crane")
    assert "AES" in locked.problem


def test_a_checksum_that_is_wrong_is_told_and_costs_no_other_member() -> None:
    data = make.zipped(("a.txt", WORDS), ("b.txt", WORDS.upper()), ("c.txt", b"c"), stored=True)
    broken = data.replace(b"Friday", b"Monday", 1)
    members, _ = taken(broken)
    told = {one.name: (one.data, one.problem or dict(one.metadata.extra).get("unpacked", "")) for one in members}
    assert told["b.txt"] == (WORDS.upper(), "")
    assert told["c.txt"] == (b"c", "")
    assert "checksum" in told["a.txt"][1]


def test_a_zip_that_was_cut_gives_all_that_stands_before_the_cut() -> None:
    data = make.zipped(("a.txt", WORDS), ("b.txt", WORDS * 40), ("c.txt", b"last"))
    second = data.index(b"PK\x03\x04", 10)
    end = data.index(b"PK\x05\x06")
    for length in range(0, len(data), 10):
        outcome, (members, why) = read(data[:length]), taken(data[:length])
        assert outcome.state is not IntakeState.READ
        assert outcome.reason or why
        if second < length <= end:
            assert members[0].data == WORDS
            assert outcome.state is IntakeState.PARTLY
            assert "missing" in outcome.reason


def test_a_tar_that_was_cut_gives_all_that_stands_before_the_cut() -> None:
    data = make.tarred(("a.txt", WORDS), ("b.txt", WORDS * 40), ("c.txt", b"last"))
    for length in range(520, len(data) - 10240 + 3000, 10):
        outcome, (members, why) = read(data[:length], "x.tar"), taken(data[:length], "x.tar")
        assert members, length
        is_whole = len(members) == 3 and members[2].data == b"last"
        assert is_whole or (outcome.state is IntakeState.PARTLY and why), length
        assert WORDS.startswith(members[0].data[: len(WORDS)])
        for one in members:
            assert one.data == {"a.txt": WORDS, "b.txt": WORDS * 40, "c.txt": b"last"}[one.name] or (
                "breaks off" in dict(one.metadata.extra)["unpacked"]
            )


@pytest.mark.parametrize("ending", sorted(make.packings(b"")))
def test_a_packed_file_that_was_cut_keeps_what_comes_before(ending: str) -> None:
    text = b"".join(b"%d. " % n + WORDS for n in range(3000))
    whole = make.packings(text)[ending]
    ((member,), why) = taken(whole, "minutes.txt" + ending)
    assert (member.name, member.data, member.problem, why) == ("minutes.txt", text, "", "")
    assert read(whole, "minutes.txt" + ending).state is IntakeState.READ
    for length in range(20, len(whole) - 8, max(10, len(whole) // 60)):
        outcome, (members, why) = read(whole[:length], "minutes.txt" + ending), taken(whole[:length])
        assert outcome.state is not IntakeState.READ
        for one in members:
            assert text.startswith(one.data)
            assert "kept" in dict(one.metadata.extra)["unpacked"]
        assert members or why or outcome.mime == "application/octet-stream"


def test_a_gzip_gives_the_name_and_time_that_it_keeps() -> None:
    data = make.gzip_named(b"la note.txt", WORDS)
    ((member,), _) = taken(data, "x.gz")
    assert (member.name, member.data, member.modified) == ("la note.txt", WORDS, "2021-03-04T05:06:08Z")
    assert listed(read(data)) == [["la note.txt", "63 bytes", "2021-03-04T05:06:08Z"]]
    ((member,), _) = taken(make.gzip_named(b"caf\xe9.txt", WORDS))
    assert member.name == "café.txt"
    ((member,), _) = taken(gzip.compress(WORDS), "list.tgz")
    assert member.name == "list.tar"


def test_several_streams_in_one_gzip_are_one_file_and_what_follows_them_is_told() -> None:
    data = gzip.compress(WORDS) + bytes(7) + gzip.compress(WORDS.upper())
    ((member,), _) = taken(data)
    assert member.data == WORDS + WORDS.upper()
    assert read(data).state is IntakeState.READ
    outcome = read(data + b"something else altogether")
    assert (outcome.state, "something else follows" in outcome.reason) == (IntakeState.PARTLY, True)


def test_a_damaged_gzip_keeps_the_text_before_the_damage() -> None:
    text = b"".join(b"%d. " % n + WORDS for n in range(20_000))
    whole = bytearray(gzip.compress(text))
    whole[len(whole) // 2 : len(whole) // 2 + 40] = bytes(40)
    ((member,), _) = taken(bytes(whole))
    assert len(member.data) > len(text) // 3
    assert text.startswith(member.data[: len(text) // 3])
    assert "damaged" in read(bytes(whole)).reason


def test_nested_packings_are_taken_off_one_at_a_time() -> None:
    inner = make.tarred(("a.txt", WORDS))
    data = gzip.compress(gzip.compress(inner))
    ((first,), _) = taken(data, "x.tar.gz.gz")
    ((second,), _) = taken(first.data, first.name)
    ((third,), _) = taken(second.data, second.name)
    assert (first.name, second.name, third.name, third.data) == ("x.tar.gz", "x.tar", "a.txt", WORDS)


def test_a_zip_bomb_is_named_and_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.readers.zip_entries.BOMB_BYTES", 1024 * 1024)
    data = make.zip_of_zeros(8)
    ((bomb,), _) = taken(data)
    assert (bomb.data, bool(bomb.problem)) == (b"", True)
    members, _ = taken(make.zip_with_shared_bytes(50))
    assert all("shares its bytes" in one.problem for one in members)
    assert len(members) == 50


def test_a_gzip_of_zeros_is_named_and_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "RATIO_FROM", 1024 * 1024)
    data = gzip.compress(bytes(8 * 1024 * 1024))
    outcome = read(data, "zeros.gz")
    assert (outcome.state, "bomb" in outcome.reason) == (IntakeState.PARTLY, True)
    ((bomb,), _) = taken(data, "zeros.gz")
    assert (bomb.data, "bomb" in bomb.problem) == (b"", True)


def test_a_member_above_the_limit_is_named_and_the_rest_is_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tar_archive", "zip_archive", "packed"):
        monkeypatch.setattr(f"casefile.readers.{module}.MAX_MEMBER", 1000)
    for pack in (make.tarred, lambda *files: make.zipped(*files, stored=True)):
        members, _ = taken(pack(("large", bytes(2000)), ("small", WORDS)))
        assert [(len(one.data), bool(one.problem)) for one in members] == [(0, True), (len(WORDS), False)]
    ((one,), _) = taken(gzip.compress(os.urandom(2000)))
    assert (one.data, "larger" in one.problem) == (b"", True)


def test_a_packed_tar_that_is_too_large_for_one_member_gives_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_MEMBER", 4000)
    data = gzip.compress(make.tarred(("a.txt", WORDS), ("b.bin", os.urandom(3000))))
    outcome = read(data, "x.tgz")
    assert [line[0] for line in listed(outcome)] == ["a.txt", "b.bin"]
    members, why = taken(data, "x.tgz")
    assert ([one.name for one in members], members[0].data, why) == (["a.txt", "b.bin"], WORDS, "")


def test_what_unfolds_to_too_much_in_all_ends_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tar_archive", "zip_archive"):
        monkeypatch.setattr(f"casefile.readers.{module}.most_unpacked", lambda packed: 3000)
    for pack in (make.tarred, make.zipped):
        members, why = taken(pack(*((f"{n}.txt", WORDS * 20) for n in range(5))))
        assert "unfolds to more" in why
        assert members[0].data == WORDS * 20


def test_too_many_members_end_with_a_reason_and_the_first_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tar_archive", "zip_archive"):
        monkeypatch.setattr(f"casefile.readers.{module}.MAX_MEMBERS", 3)
    for pack in (make.tarred, make.zipped):
        members, why = taken(pack(*((f"{n}.txt", b"%d" % n) for n in range(5))))
        assert (len(members), "more than 3 members" in why) == (3, True)


def test_the_limit_on_all_that_is_unpacked_grows_with_the_archive_and_ends() -> None:
    gib = 1024**3
    assert [contents.most_unpacked(size) for size in (0, gib // 10, gib)] == [8 * gib, 200 * (gib // 10), 20 * gib]


def test_links_devices_and_pipes_in_a_tar_are_named_and_not_followed() -> None:
    data = make.tar_of_specials()
    members, why = taken(data)
    told = [one.problem.partition(";")[0] for one in members]
    assert told == [
        "a symbolic link",
        "a second name (hard link) of another file in the archive",
        "a device, no file with content",
        "a device, no file with content",
        "a pipe, no file with content",
        "",
    ]
    assert (members[-1].data, why) == (b"words", "")
    assert {one.data for one in members[:-1]} == {b""}
    assert listed(read(data))[0] == ["special 0", "a symbolic link; what it points at is not followed"]


def test_a_symbolic_link_in_a_zip_is_named_and_not_followed() -> None:
    data = bytearray(make.zipped(("link", b"/etc/passwd"), stored=True))
    at = data.index(b"PK\x01\x02")
    data[at + 5] = 3
    data[at + 38 : at + 42] = (0o120777 << 16).to_bytes(4, "little")
    ((link,), _) = taken(bytes(data))
    assert (link.data, link.problem.startswith("a symbolic link")) == (b"", True)


def test_a_sparse_file_is_filled_up_and_one_that_claims_terabytes_is_not() -> None:
    ((member,), why) = taken(make.sparse_tar("holes.bin", 5000, b"begin"))
    assert (member.name, member.data, why) == ("holes.bin", b"begin" + bytes(4995), "")
    ((member,), _) = taken(make.sparse_tar("holes.bin", 8 * 1024**4, b"begin"))
    assert (member.data, "larger" in member.problem) == (b"", True)


@pytest.mark.parametrize(
    "second",
    [
        make.tar_header(b"back", b"\xff" * 12),
        make.tar_header(b"far", b"\x80" + b"\x7f" * 11),
        make.tar_header(b"pax", b"77777777777\0", b"x"),
        make.tar_header(b"long", b"77777777777\0", b"L"),
        b"\xff" * 512,
        make.tar_header(b"x", b"%011o\0" % 20, b"x") + b"20 size=-10000000000".ljust(512, b"\0"),
    ],
    ids=["negative", "exabytes", "huge header", "huge name", "no header", "negative in pax"],
)
def test_a_lying_header_ends_a_tar_and_what_came_before_is_kept(second: bytes) -> None:
    first = make.tar_header(b"a.txt", b"%011o\0" % len(WORDS)) + WORDS.ljust(512, b"\0")
    data = first + second + first + bytes(1024)
    outcome, (members, why) = read(data), taken(data)
    assert members[0].data == WORDS
    assert outcome.state is IntakeState.PARTLY or any(one.problem for one in members)
    assert why or any(one.problem for one in members)


def test_a_hundred_thousand_nested_headers_end_with_a_reason() -> None:
    head = make.tar_header(b"././@LongLink", b"%011o\0" % 2, b"L") + b"a\0".ljust(512, b"\0")
    outcome = read(make.tar_header(b"a.txt", b"00000000000\0") + head * 20_000)
    assert (outcome.state, "nested too deep" in outcome.reason) == (IntakeState.PARTLY, True)


def test_a_tar_of_before_the_standard_is_told_by_its_checksum() -> None:
    block = bytearray(make.tar_header(b"old.txt", b"%011o\0" % len(WORDS)))
    block[257:265] = bytes(8)
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    ((member,), why) = taken(bytes(block) + WORDS.ljust(512, b"\0") + bytes(1024))
    assert (member.name, member.data, why) == ("old.txt", WORDS, "")


def test_an_empty_archive_says_so() -> None:
    assert read(make.zipped()).reason == "the zip file is empty"
    assert taken(make.zipped())[0] == []


@pytest.mark.parametrize("name", ["x.7z", "x.rar", "x.Z"])
def test_an_archive_that_is_not_read_is_named(name: str) -> None:
    starts = {"x.7z": b"7z\xbc\xaf\x27\x1c\0\4", "x.rar": b"Rar!\x1a\x07\x01\0", "x.Z": b"\x1f\x9d\x90abc"}
    outcome = read(starts[name] + bytes(60), name)
    assert outcome.state is IntakeState.UNREAD
    assert "unpack it" in outcome.reason
    assert "application/" not in outcome.reason


def test_the_salvage_of_a_zip_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_salvage, "MAX_MEMBER", 1000)
    data = make.zipped(("large.txt", WORDS * 100), ("small.txt", b"small"))
    members, _ = taken(data[: data.index(b"PK\x01\x02")])
    assert [(one.name, len(one.data)) for one in members] == [("large.txt", 0), ("small.txt", 5)]


@pytest.mark.shared
def test_the_archives_of_the_hostile_collection_end_with_an_outcome() -> None:
    folder = SHARED / "hostile" / "tika"
    if not folder.exists():
        pytest.skip("no hostile files beside the checkout")
    endings = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".7z", ".rar", ".Z", ".z01", ".ar", ".sz", ".xlz")
    paths = [path for path in sorted(folder.iterdir()) if path.name.endswith((*endings, ".zlib0", ".zlib5", ".zlib9"))]
    assert len(paths) > 15
    for path in paths:
        data = path.read_bytes()
        outcome, (members, _) = read(data, path.name), taken(data, path.name)
        assert outcome.state is IntakeState.READ or outcome.reason, path.name
        assert not outcome.reason.startswith("its reader failed"), path.name
        assert outcome.has_members == bool(members), path.name
