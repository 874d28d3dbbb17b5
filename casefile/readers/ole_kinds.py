"""Which document an OLE compound file is, by the streams in its root storage ([MS-CFB] 2.6)."""

from __future__ import annotations

from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_NONE = 0xFFFFFFFA
_MOST_SECTORS = 4096
# Names in lower case: programs look for them without minding case.
_KINDS: tuple[tuple[str, str], ...] = (
    ("encryptedpackage", "application/x-ole-encrypted"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("worddocument", "application/msword"),
    ("powerpoint document", "application/vnd.ms-powerpoint"),
    ("pp40", "application/vnd.ms-powerpoint"),
    ("workbook", "application/vnd.ms-excel"),
    ("book", "application/vnd.ms-excel"),
    ("visiodocument", "application/vnd.visio"),
    ("quill", "application/x-mspublisher"),
    ("matost", "application/vnd.ms-works"),
    ("wksssworkbook", "application/vnd.ms-works"),
    ("hwpsummaryinformation", "application/x-hwp"),
    ("bodytext", "application/x-hwp"),
    ("starwriterdocument", "application/vnd.stardivision.writer"),
    ("starcalcdocument", "application/vnd.stardivision.calc"),
    ("stardrawdocument3", "application/vnd.stardivision.draw"),
    ("stardrawdocument", "application/vnd.stardivision.draw"),
    ("starimpressdocument", "application/vnd.stardivision.impress"),
    ("perfectoffice_main", "application/vnd.wordperfect"),
    ("nativecontent_main", "application/x-quattro-pro"),
    ("swdocmgrtempstorage", "application/sldworks"),
    ("swdoccontentmgr", "application/sldworks"),
    ("dgn~h", "image/vnd.dgn"),
    ("dgn~s", "image/vnd.dgn"),
    ("catalog", "application/x-thumbs-db"),
)
_PARTS: tuple[tuple[str, str], ...] = (
    ("__substg1.0_", "application/vnd.ms-outlook"),
    ("props", "application/vnd.ms-project"),
    ("\x01compobj", ""),
)


def ole_mime(data: bytes) -> str:
    """The MIME type; "application/x-ole-storage" for what has none of the known streams in its root."""
    entries = list(_directory(data))
    names = [name.lower() for name, _ in _root(entries)] or [name.lower() for name, *_ in entries]
    bare = {name.lstrip("\x00\x01\x02\x03\x04\x05") for name in names}
    for wanted, mime in _KINDS:
        if wanted in bare:
            return mime
    for name in names:
        for start, mime in _PARTS:
            if mime and name.startswith(start):
                return mime
    return "application/x-ole-storage"


def _root(entries: list[tuple[str, tuple[int, int, int]]]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """The children of the root: a tree over numbers of entries, walked without trusting it."""
    waiting = [entries[0][1][2]] if entries else []
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number in seen or not 0 < number < len(entries):
            continue
        seen.add(number)
        yield entries[number]
        left, right, _ = entries[number][1]
        waiting += [left, right]


def _directory(data: bytes) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Names of the directory's entries with the numbers of their siblings and child."""
    size = 1 << min(16, int.from_bytes(data[30:32], "little") or 9)
    table = [int.from_bytes(data[at : at + 4], "little") for at in range(76, 512, 4)]
    sector, seen = int.from_bytes(data[48:52], "little"), set[int]()
    while sector < _NONE and sector not in seen and len(seen) < _MOST_SECTORS:
        seen.add(sector)
        start = (sector + 1) * size
        for at in range(start, min(start + size, len(data) - 127), 128):
            length = min(64, int.from_bytes(data[at + 64 : at + 66], "little"))
            name = data[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
            left, right, child = (int.from_bytes(data[at + n : at + n + 4], "little") for n in (68, 72, 76))
            yield name, (left, right, child)
        sector = _next_sector(data, table, sector, size)


def _next_sector(data: bytes, table: list[int], sector: int, size: int) -> int:
    which, within = divmod(sector, size // 4)
    if which >= len(table) or table[which] >= _NONE:
        return _NONE
    at = (table[which] + 1) * size + 4 * within
    return int.from_bytes(data[at : at + 4], "little") if at + 4 <= len(data) else _NONE
