"""Zip files that lie about their sizes, their names, or what lies where."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from casefile.readers import zip_directory
from casefile.readers.hints import Unreadable
from casefile.readers.zip_directory import raw_name
from casefile.readers.zip_entries import ZipEntries

WORDS = b"The harbour board met on Friday and said nothing of the crane. " * 40


def packed(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return held.getvalue()


def opened(data: bytes) -> ZipEntries:
    return ZipEntries(io.BytesIO(data))


def patched(data: bytes, at: int, form: str, *values: int) -> bytes:
    """``data`` with a field of its first central entry written anew; ``at`` counts from that entry's signature."""
    start = data.index(b"PK\x01\x02") + at
    new = struct.pack(form, *values)
    return data[:start] + new + data[start + len(new) :]


@pytest.mark.parametrize("method", [0, 8, 12, 14], ids=["stored", "deflate", "bzip2", "lzma"])
def test_every_method_of_the_standard_library_is_unpacked_in_pieces(method: int) -> None:
    large = bytes(range(256)) * 12_000 + WORDS
    entries = opened(packed(("a.txt", WORDS), ("b.bin", large), ("empty", b""), method=method))
    assert entries.names == ["a.txt", "b.bin", "empty"]
    assert [entries.read(name) for name in entries.names] == [WORDS, large, b""]
    assert max(map(len, entries.pieces("b.bin"))) <= 1024 * 1024


def test_entries_with_the_same_name_are_kept_apart_and_the_last_counts_by_name() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        entries = opened(packed(("a.txt", b"first"), ("a.txt", b"second")))
    assert [entries.read(info) for info in entries.infos] == [b"first", b"second"]
    assert entries.read("a.txt") == b"second"


def test_names_are_as_given_however_odd() -> None:
    names = ["../../etc/passwd", "/abs", "C:\\a\\b", "a\nb\x1b[2J", "x" * 5000, "Прага.txt", "con/..", ""]
    entries = opened(packed(*((name, b"1") for name in names)))
    assert entries.names == names
    assert raw_name(entries.infos[5]) == "Прага.txt".encode()


def test_names_without_the_flag_are_cp437_unless_they_are_sound_utf8() -> None:
    data = packed(("Ueber-A.txt", b"1"), ("Ueber-B.txt", b"2"))
    data = data.replace(b"Ueber-A.txt", "Über-Aä.txt".encode("cp437").ljust(11, b"_"))
    data = data.replace(b"Ueber-B.txt", "Über-B.txt".encode())
    assert opened(data).names == ["Über-Aä.txt", "Über-B.txt"]


def test_a_name_that_says_it_is_utf8_and_is_not_costs_no_other_entry() -> None:
    data = packed(("é.txt", b"1"), ("b.txt", b"2")).replace("é".encode(), b"\xff\xfe")
    entries = opened(data)
    assert entries.names == ["\ufffd\ufffd.txt", "b.txt"]
    assert entries.read("b.txt") == b"2"


def test_a_zip_behind_another_file_is_found() -> None:
    entries = opened(b"#!/bin/sh\nexit\n" * 1000 + packed(("a.txt", WORDS)))
    assert entries.read("a.txt") == WORDS


@pytest.mark.parametrize("cut", [10, 200, -1, -22, -60])
def test_a_file_that_is_cut_short_has_no_table_of_contents(cut: int) -> None:
    with pytest.raises(Unreadable, match="table of contents is missing"):
        opened(packed(("a.txt", WORDS), ("b.txt", WORDS))[:cut])


def test_a_damaged_table_of_contents_keeps_what_it_still_names_and_says_so() -> None:
    data = packed(("a.txt", b"1"), ("b.txt", b"2"))
    at = data.rindex(b"PK\x01\x02")
    entries = opened(data[:at] + b"XX" + data[at + 2 :])
    assert entries.names == ["a.txt"]
    assert "damaged" in entries.problem


def test_a_damaged_entry_is_told_and_its_neighbours_are_read() -> None:
    data = bytearray(packed(("a.txt", WORDS), ("b.txt", WORDS)))
    data[40:60] = bytes(20)
    entries = opened(bytes(data))
    with pytest.raises(Unreadable, match="damaged"):
        entries.read("a.txt")
    assert entries.read("b.txt") == WORDS


def test_a_wrong_checksum_is_told() -> None:
    with pytest.raises(Unreadable, match="checksum"):
        opened(patched(packed(("a.txt", WORDS)), 16, "<L", 1)).read("a.txt")


@pytest.mark.parametrize("claimed", [0, 5, 2**31, 2**32 - 2])
def test_the_stated_size_is_not_believed(claimed: int) -> None:
    assert opened(patched(packed(("a.txt", WORDS)), 24, "<L", claimed)).read("a.txt") == WORDS


def test_what_unfolds_beyond_the_limit_is_refused_whatever_its_header_says() -> None:
    data = patched(packed(("a.txt", bytes(3_000_000))), 24, "<L", 10)
    with pytest.raises(Unreadable, match="unfolds to more than 1 MB"):
        opened(data).read("a.txt", most=1024 * 1024)


def test_a_bomb_is_told_by_its_ratio_long_before_the_limit() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    nothing = bytes(1024 * 1024)
    body = b"".join(packer.compress(nothing) for _ in range(200)) + packer.flush()
    frame = packed(("bomb", b"x"), method=zipfile.ZIP_DEFLATED)
    small = frame[frame.index(b"bomb") + 4 : frame.index(b"PK\x01\x02")]
    data = patched(frame, 20, "<L", len(body)).replace(b"bomb" + small, b"bomb" + body)
    end = data.rindex(b"PK\x05\x06") + 16
    data = data[:end] + struct.pack("<L", data.index(b"PK\x01\x02")) + data[end + 4 :]
    pieces = opened(data).pieces("bomb")
    taken = sum(len(next(pieces)) for _ in range(95))
    with pytest.raises(Unreadable, match="as bombs do"):
        list(pieces)
    assert 90_000_000 < taken <= 100 * 1024 * 1024


def overlapping(kinds: int) -> bytes:
    """Entries that share one kernel of bytes: each names the same local header, as in the full-overlap bomb."""
    data = packed(("a", WORDS))
    start = data.index(b"PK\x01\x02")
    entry, end = data[start : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    directory = b"".join(entry for _ in range(kinds))
    end = end[:8] + struct.pack("<2H2L", kinds, kinds, len(directory), start) + end[20:]
    return data[:start] + directory + end


def test_entries_that_share_their_bytes_are_refused() -> None:
    entries = opened(overlapping(50))
    assert len(entries.names) == 50
    for info in entries.infos:
        with pytest.raises(Unreadable, match="shares its bytes"):
            entries.read(info)


def test_entries_that_quote_each_other_are_refused() -> None:
    inner = packed(("b", WORDS), method=zipfile.ZIP_STORED)
    header = inner[: inner.index(b"PK\x01\x02")]
    # The bytes of "a" are the local header of "b" and its data, and "b" is named as well.
    outer = packed(("a", header), method=zipfile.ZIP_STORED)
    start = outer.index(b"PK\x01\x02")
    second = inner[inner.index(b"PK\x01\x02") : inner.index(b"PK\x05\x06")]
    second = second[:42] + struct.pack("<L", outer.index(header)) + second[46:]
    first = outer[start : outer.index(b"PK\x05\x06")]
    end = outer[outer.index(b"PK\x05\x06") :]
    end = end[:8] + struct.pack("<2H2L", 2, 2, len(first + second), start) + end[20:]
    entries = opened(outer[:start] + first + second + end)
    for name in ("a", "b"):
        with pytest.raises(Unreadable, match="shares its bytes"):
            entries.read(name)


def test_more_entries_than_are_honest_are_not_all_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_directory, "MAX_ENTRIES", 10)
    entries = opened(packed(*((f"{at}.txt", b"1") for at in range(25))))
    assert len(entries.names) == 10
    assert "more than" in entries.problem


def test_a_table_of_contents_of_hundreds_of_megabytes_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_directory, "MAX_DIRECTORY", 1000)
    with pytest.raises(Unreadable, match="too large"):
        opened(packed(*((f"{at}.txt", b"1") for at in range(100))))


def encrypted(password: bytes) -> bytes:
    """Traditional encryption, run forwards with the standard library's own checksums as the keys' rule."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def mix(byte: int) -> None:
        keys[0] = (zlib.crc32(bytes([byte]), keys[0] ^ 0xFFFFFFFF) ^ 0xFFFFFFFF) & 0xFFFFFFFF
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (zlib.crc32(bytes([keys[1] >> 24]), keys[2] ^ 0xFFFFFFFF) ^ 0xFFFFFFFF) & 0xFFFFFFFF

    for byte in password:
        mix(byte)
    plain = bytes(11) + bytes([zlib.crc32(WORDS) >> 24]) + WORDS
    hidden = bytearray()
    for byte in plain:
        pad = (keys[2] | 2) & 0xFFFF
        hidden.append(byte ^ (pad * (pad ^ 1) >> 8 & 255))
        mix(byte)
    data = packed(("a", bytes(hidden)), method=zipfile.ZIP_STORED)
    data = patched(data, 16, "<3L", zlib.crc32(WORDS), len(hidden), len(WORDS))
    return patched(data, 8, "<H", 1)


def test_an_encrypted_entry_is_read_with_its_password() -> None:
    data = encrypted("Häfen".encode())
    with zipfile.ZipFile(
        io.BytesIO(data.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00"))
    ) as known:
        assert known.read("a", pwd="Häfen".encode()) == WORDS
    assert opened(data).read("a", password="Häfen") == WORDS
    with pytest.raises(Unreadable, match="needs its password"):
        opened(data).read("a")
    with pytest.raises(Unreadable, match="does not open it"):
        opened(data).read("a", password="wrong")


def test_a_password_in_the_old_code_page_opens_too() -> None:
    assert opened(encrypted("Häfen".encode("cp437"))).read("a", password="Häfen") == WORDS


def test_what_cannot_be_unpacked_says_how_it_is_packed() -> None:
    for method, words in ((9, "Deflate64"), (93, "Zstandard"), (77, "method 77"), (99, "AES")):
        with pytest.raises(Unreadable, match=words):
            opened(patched(packed(("a", WORDS)), 10, "<H", method)).read("a")


def test_a_part_that_is_not_there_is_missing() -> None:
    with pytest.raises(Unreadable, match="missing"):
        opened(packed(("a", WORDS))).read("b")
