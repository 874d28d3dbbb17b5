"""Archives as strangers make them: honest ones, and those that want to fill a disk, climb a tree or fool a terminal."""

from __future__ import annotations

import bz2
import gzip
import io
import struct
import tarfile
import zipfile
import zlib

ODD_NAMES = (
    "plain.txt",
    "/etc/passwd",
    "../../outside.txt",
    "C:\\Windows\\system.ini",
    "two\nlines.txt",
    "esc\x1b]52;c;AAAA\x07.txt",
    "overri\u202etxt.exe",
    "[bold]markup[/bold].txt",
    "naïve 名前.txt",
    "a/" * 200 + "deep.txt",
)


def zipped(*files: tuple[str, bytes], stored: bool = False) -> bytes:
    """A zip file with these members, in order; a name may come twice."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            # A NUL in a name would cut it off here, as it does in other programs.
            info = zipfile.ZipInfo("x", (2021, 3, 4, 5, 6, 8))
            info.filename, info.compress_type = name, archive.compression
            archive.writestr(info, data)
    return made.getvalue()


def zip_of_zeros(megabytes: int) -> bytes:
    """One member that unfolds to so much."""
    return zipped(("zeros.bin", bytes(megabytes * 1024 * 1024)))


def zip_with_shared_bytes(entries: int) -> bytes:
    """Many entries in the table of contents that all lie at the same place, as in a bomb without nesting."""
    data = zipped(("one.txt", b"words " * 1000))
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    central = data[start:end]
    table = b"".join(central[:46] + b"%03d.txt" % n + central[53:] for n in range(entries))
    return data[:start] + table + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, len(table), start, 0)


def zip_with_password(name: str, data: bytes, password: bytes) -> bytes:
    """One member under the old cipher of zip files (APPNOTE.TXT 6.1), stored."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(value: int, byte: int) -> int:
        return zlib.crc32(bytes([byte]), value ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def update(byte: int) -> None:
        keys[0] = crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = crc(keys[2], keys[1] >> 24)

    for byte in password:
        update(byte)
    check = zlib.crc32(data)
    packed = bytearray()
    for byte in bytes(11) + bytes([check >> 24]) + data:
        pad = (keys[2] | 2) & 0xFFFF
        packed.append(byte ^ ((pad * (pad ^ 1)) >> 8 & 255))
        update(byte)
    raw = name.encode()
    fields = (20, 1, 0, 0, 0x5262, check, len(packed), len(data), len(raw), 0)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + raw + bytes(packed)
    central = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, 0) + raw
    return local + central + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)


def zip_under_aes(name: str, data: bytes) -> bytes:
    """A member that says that it is encrypted with AES (method 99)."""
    made = bytearray(zipped((name, data), stored=True))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = made.index(mark)
        made[start + at] |= 1
        made[start + at + 2 : start + at + 4] = struct.pack("<H", 99)
    return bytes(made)


def tarred(*files: tuple[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive with these files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=form) as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1614834368
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def tar_of_specials() -> bytes:
    """Links, devices and a pipe beside one honest file."""
    made = io.BytesIO()
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE)
    with tarfile.open(fileobj=made, mode="w") as archive:
        for number, kind in enumerate(kinds):
            info = tarfile.TarInfo(f"special {number}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("honest.txt")
        info.size = 5
        archive.addfile(info, io.BytesIO(b"words"))
    return made.getvalue()


def tar_header(name: bytes, size: bytes, kind: bytes = b"0") -> bytes:
    """A header block with any size field, its checksum right."""
    block = bytearray(512)
    block[0 : len(name)] = name
    block[100:108], block[108:116], block[116:124] = b"0000644\0", b"0000000\0", b"0000000\0"
    block[124 : 124 + len(size)] = size
    block[136:148], block[148:156], block[156:157] = b"00000000000\0", b" " * 8, kind
    block[257:265] = b"ustar\x0000"
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def sparse_tar(name: str, size: int, data: bytes) -> bytes:
    """A file of ``size`` bytes that is a hole but for ``data`` at its beginning (GNU sparse 1.0)."""
    sparse_map = b"2\n0\n%d\n%d\n0\n" % (len(data), size)
    body = sparse_map.ljust(512, b"\0") + data
    headers = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.name": name,
        "GNU.sparse.realsize": str(size),
    }
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("GNUSparseFile.0/" + name)
        info.size, info.pax_headers = len(body), headers
        archive.addfile(info, io.BytesIO(body))
    return made.getvalue()


def packings(data: bytes) -> dict[str, bytes]:
    """The same bytes in each packing that one file can be in, by its ending."""
    import lzma

    return {
        ".gz": gzip.compress(data, mtime=0),
        ".bz2": bz2.compress(data),
        ".xz": lzma.compress(data),
        ".lzma": lzma.compress(data, lzma.FORMAT_ALONE),
        ".zlib": zlib.compress(data),
    }


def gzip_named(name: bytes, data: bytes, stamp: int = 1614834368) -> bytes:
    """A gzip stream that keeps the name and time of its file (RFC 1952)."""
    head = b"\x1f\x8b\x08\x08" + struct.pack("<L", stamp) + b"\x00\x03" + name + b"\0"
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = machine.compress(data) + machine.flush()
    return head + body + struct.pack("<LL", zlib.crc32(data), len(data) & 0xFFFFFFFF)
