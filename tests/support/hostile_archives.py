"""Archives that unfold to far more than they weigh, nest without end, or lie about what is in them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from made import Made, put
from small_files import Said, tarred, zipped

MEGA = 1024 * 1024


@cache
def deflated(byte: bytes, megabytes: int) -> tuple[bytes, int]:
    """Raw deflate data (RFC 1951) of ``megabytes`` of one byte, and the CRC-32 of what they unfold to.

    One block is made and repeated: a full flush makes it independent of what stands before it.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(byte * MEGA) + packer.flush(zlib.Z_FULL_FLUSH)
    check, plain = 0, byte * MEGA
    for _ in range(megabytes):
        check = zlib.crc32(plain, check)
    return block * megabytes + b"\x03\x00", check


def gzipped(byte: bytes, megabytes: int, before: bytes = b"") -> bytes:
    """A gzip file (RFC 1952) of ``before`` and then ``megabytes`` of one byte."""
    body, _ = deflated(byte, megabytes)
    check = zlib.crc32(before)
    for _ in range(megabytes):
        check = zlib.crc32(byte * MEGA, check)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    size = (len(before) + megabytes * MEGA) & 0xFFFFFFFF
    return b"\x1f\x8b\x08\0\0\0\0\0\x02\xff" + start + body + struct.pack("<II", check, size)


def zip_of(
    entries: list[tuple[bytes, bytes, int, int]],
    *,
    listed: list[tuple[bytes, int]] | None = None,
    flags: int = 0,
) -> bytes:
    """A zip file (APPNOTE 6.3.10) out of (name, deflated data, CRC, unfolded size), true or not.

    ``listed``: the names of the central directory with the number of the entry that each is said to be.
    """
    out = bytearray()
    places = []
    for name, data, check, size in entries:
        places.append(len(out))
        sizes = struct.pack("<IIIHH", check, len(data), size & 0xFFFFFFFF, len(name), 0)
        out += b"PK\x03\x04" + struct.pack("<HHHHH", 20, flags, 8, 0, 0x5861) + sizes + name + data
    start = len(out)
    listed = listed if listed is not None else [(entry[0], number) for number, entry in enumerate(entries)]
    for name, number in listed:
        _, data, check, size = entries[number]
        sizes = struct.pack(
            "<IIIHHHHHII", check, len(data), size & 0xFFFFFFFF, len(name), 0, 0, 0, 0, 0, places[number]
        )
        out += b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, flags, 8, 0, 0x5861) + sizes + name
    count = min(len(listed), 0xFFFF)
    return bytes(out + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(out) - start, start, 0))


def zip_bombs(folder: Path) -> Iterator[Made]:
    """High ratios, overlapping entries, sizes that lie, zip files in zip files."""
    body, check = deflated(b"\0", 1000)
    yield put(folder, "ratio.zip", zip_of([(b"zeros.txt", body, check, 1000 * MEGA)]), "1 GB of zeros", heavy=True)
    part, part_check = deflated(b"a", 200)
    many = [(b"%d.txt" % number, part, part_check, 200 * MEGA) for number in range(20)]
    yield put(folder, "many-large.zip", zip_of(many), "20 members of 200 MB", heavy=True)
    small, small_check = deflated(b" ", 20)
    entry = (b"a.txt", small, small_check, 20 * MEGA)
    same = zip_of([entry], listed=[(b"a.txt", 0)] * 2000)
    yield put(folder, "overlap.zip", same, "2,000 entries, 40 GB, that are all the same 20 kB", heavy=True)
    names = [(b"%d.txt" % number, 0) for number in range(2000)]
    yield put(folder, "overlap-names.zip", zip_of([entry], listed=names), "the same under 2,000 names", heavy=True)
    yield put(folder, "size-lies.zip", zip_of([(b"a.txt", body, check, 10)]), "10 bytes that are 1 GB", heavy=True)
    yield put(folder, "crc-lies.zip", zip_of([(b"a.txt", *deflated(b"b", 1)[:1], 1, MEGA)]), "a wrong checksum")
    yield put(
        folder, "nested-same.zip", nested(levels=5, width=10), "10 to the 5th bombs of 100 MB (as 42.zip)", heavy=True
    )
    yield put(folder, "nested-different.zip", nested_different(), "4,096 leaves of 1 MB in three levels", heavy=True)
    deep = zipped([("end.txt", b"the end of the nesting\n")])
    for _ in range(300):
        deep = zipped([("in.zip", deep)])
    yield put(folder, "deep.zip", deep, "a zip file in a zip file, 300 times")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(70_000):
            file.writestr(zipfile.ZipInfo(f"{number}"), b"")
    yield put(folder, "members.zip", out.getvalue(), "70,000 empty members", heavy=True)


def nested(levels: int, width: int) -> bytes:
    body, check = deflated(b"\0", 100)
    inner = zip_of([(b"0.txt", body, check, 100 * MEGA)])
    for _ in range(levels):
        inner = zipped((f"{number}.zip", inner) for number in range(width))
    return inner


def nested_different() -> bytes:
    body, check = deflated(b"\0", 1)

    def level(depth: int, path: str) -> bytes:
        if depth == 0:
            return zip_of([(f"{path}.txt".encode(), body, check, MEGA)])
        return zipped((f"{number}.zip", level(depth - 1, f"{path}{number:x}")) for number in range(16))

    return level(3, "")


def strange_zips(folder: Path) -> Iterator[Made]:
    """Names that climb, names twice, encrypted, cut, glued, empty."""
    words = Said().text.encode()
    climbing = [
        "../../climbed.txt",
        "/absolute.txt",
        "..\\..\\back.txt",
        "C:\\drive.txt",
        "a/../../b.txt",
        "./.",
        "-rf",
    ]
    climbing += [
        "new\nline.txt",
        "nul\0byte.txt",
        "\x1b]0;title\x07.txt",
        "\u202egpj.exe",
        "n" * 4000,
        " ",
        "a" * 255 + "/x",
    ]
    named = [(name.encode(), *_packed(words + name.encode())) for name in climbing]
    yield put(folder, "climbing.zip", zip_of(named), "members whose names are paths, controls, very long")
    bare = [(b"\xff\xfe\xed\xa0\x80.txt", *_packed(words)), (b"", *_packed(words + b"."))]
    yield put(folder, "names.zip", zip_of(bare), "a name that is no text, and none")
    twice = [(b"a.txt", *_packed(words)), (b"a.txt", *_packed(words + b"!"))]
    yield put(folder, "twice.zip", zip_of(twice), "one name, two contents")
    yield put(folder, "encrypted.zip", zip_of([(b"a.txt", *_packed(words))], flags=1), "marked as encrypted, is not")
    sound = zipped([("a.txt", words), ("b.txt", words * 2)])
    yield put(folder, "no-directory.zip", sound[: sound.index(b"PK\x01\x02")], "the central directory is missing")
    yield put(
        folder, "glued.zip", b"#!/bin/sh\n" + sound + b"what follows\n" * 9, "a zip file with other things around it"
    )
    yield put(folder, "two.zip", sound + zipped([("c.txt", b"the other one")]), "two zip files in one")
    yield put(folder, "empty.zip", zipped([]), "no members")
    yield put(
        folder,
        "listed.zip",
        zip_of([], listed=[]).replace(b"\0\0\0\0", b"\xff\xff\xff\xff"),
        "a directory beyond the end",
    )
    linked = io.BytesIO()
    with zipfile.ZipFile(linked, "w") as file:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        file.writestr(info, "/etc/passwd")
    yield put(folder, "link.zip", linked.getvalue(), "a member that is a symbolic link to /etc/passwd")


def _packed(data: bytes) -> tuple[bytes, int, int]:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(), zlib.crc32(data), len(data)


def packed_bombs(folder: Path) -> Iterator[Made]:
    """Single files packed: gzip, bzip2, xz, and a tar in gzip."""
    yield put(folder, "zeros.gz", gzipped(b"\0", 1000), "1 GB of zeros in gzip", heavy=True)
    yield put(folder, "letters.txt.gz", gzipped(b"a", 1000), "1 GB of one letter in gzip", heavy=True)
    yield put(folder, "twice.gz", gzip.compress(gzipped(b"\0", 1000), mtime=0), "the same in gzip twice", heavy=True)
    yield put(folder, "zeros.bz2", bz2.compress(bytes(10 * MEGA)) * 100, "1 GB of zeros in bzip2", heavy=True)
    yield put(folder, "zeros.xz", lzma.compress(bytes(10 * MEGA)) * 100, "1 GB of zeros in xz", heavy=True)
    info = tarfile.TarInfo("zeros.txt")
    info.size = 1000 * MEGA
    yield put(
        folder, "zeros.tar.gz", gzipped(b"\0", 1001, info.tobuf()), "a tar with 1 GB of zeros in gzip", heavy=True
    )
    yield put(
        folder,
        "zeros.warc.gz",
        gzipped(b"\0", 1000, b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1048576000\r\n\r\n"),
        "a record of 1 GB",
        heavy=True,
    )
    wordy = gzip.compress(Said().text.encode(), mtime=0)
    yield put(folder, "rubbish-behind.txt.gz", wordy + b"rubbish" * 99, "rubbish behind the end")
    yield put(folder, "members.txt.gz", wordy * 5000, "5,000 members in one gzip file")
    yield put(folder, "cut.txt.gz", wordy[:-9], "cut before its checksum")


def strange_tars(folder: Path) -> Iterator[Made]:
    """Links, devices, sizes and names that no archive of a person holds."""
    out = io.BytesIO()
    kinds = {
        tarfile.SYMTYPE: "/etc/passwd",
        tarfile.LNKTYPE: "/etc/passwd",
        tarfile.CHRTYPE: "",
        tarfile.FIFOTYPE: "",
        tarfile.DIRTYPE: "",
    }
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as file:
        for kind, target in kinds.items():
            info = tarfile.TarInfo(f"kind-{kind.decode()}")
            info.type, info.linkname, info.devmajor, info.devminor = kind, target, 1, 5
            file.addfile(info)
        for name in ("../../climbed.txt", "/absolute.txt", "new\nline", "\x1b]0;x\x07", "n" * 3000, "\udcff\udcfe"):
            info = tarfile.TarInfo(name)
            info.size = len(Said().text)
            file.addfile(info, io.BytesIO(Said().text.encode()))
    yield put(folder, "kinds.tar", out.getvalue(), "links, devices, pipes, climbing names")
    sound = tarred([("a.txt", Said().text.encode())])
    info = tarfile.TarInfo("huge.txt")
    info.size = 8 * 1024**3
    yield put(
        folder, "size-lies.tar", sound[:1024] + info.tobuf(tarfile.GNU_FORMAT) + b"short", "8 GB that are not there"
    )
    info.size = 0
    negative = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    negative[124:136] = b"\xff" * 12
    negative[148:156] = b"%06o\0 " % (sum(negative[:148]) + 256 + sum(negative[156:512]))
    yield put(folder, "negative.tar", bytes(negative) + sound, "a size below zero")
    yield put(
        folder, "members.tar", b"".join(_empty(number) for number in range(20_000)), "20,000 empty members", heavy=True
    )
    yield put(folder, "cut.tar", sound[:600], "cut in the middle of a member")


def _empty(number: int) -> bytes:
    return tarfile.TarInfo(f"{number}.txt").tobuf()
