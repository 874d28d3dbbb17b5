"""Files that lie in an office document: those that were put into it, and the pictures of one that is nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.domain.intake import Member
from casefile.readers.hints import MAX_MEMBER, Unreadable
from casefile.readers.magic import magic
from casefile.readers.ole_streams import SIGNATURE, OleStreams
from casefile.readers.opc import Package

MOST_INSIDE = 2_000
_EMBEDDED = re.compile(r"(?:word|xl|ppt)/embeddings/[^/]+\Z|Object \d{1,6}\Z", re.I)
_PICTURE = re.compile(r"(?:(?:word|xl|ppt)/media|Pictures)/[^/]+\.(?:png|jpe?g|tiff?|gif|bmp|webp)\Z", re.I)


def names_inside(package: Package, has_text: bool) -> list[str]:
    """What is taken out. Pictures only where there is no text: then they are the document, as scans are."""
    found = [name for name in package.names if _EMBEDDED.match(name)]
    if not has_text:
        found += [name for name in package.names if _PICTURE.match(name)]
    return found[:MOST_INSIDE]


def members_inside(package: Package, has_text: bool) -> Iterator[Member]:
    """Their bytes as they were put in: a packing that Office puts around them is taken off."""
    for name in names_inside(package, has_text):
        try:
            data = package.entries.read(package.info(name), MAX_MEMBER)
        except Unreadable as error:
            yield Member(package.info(name).filename, problem=str(error))
            continue
        label, bare = _unpacked(data)
        yield Member(label or package.info(name).filename, bare)


def _unpacked(data: bytes) -> tuple[str, bytes]:
    """The name and the bytes of the file in an OLE object; the object itself where it is no mere packing."""
    if not data.startswith(SIGNATURE):
        return "", data
    try:
        streams = OleStreams(data)
    except ValueError:
        return "", data
    by_name = {name.lower(): name for name in streams.names}
    if "\x01ole10native" in by_name:
        return _native(streams.read(by_name["\x01ole10native"], MAX_MEMBER)) or ("", data)
    for name in ("package", "embeddedodf", "contents"):
        if name in by_name:
            inner = streams.read(by_name[name], MAX_MEMBER)
            if name != "contents" or magic(inner) == "application/pdf":
                return "", inner
    return "", data


def _native(stream: bytes) -> tuple[str, bytes] | None:
    """A file that was dropped into a document ([MS-OLEDS] 2.3.6, as the Packager fills it): its name, a path, bytes."""
    at = 6
    words = []
    for _ in range(2):
        end = stream.find(b"\0", at, at + 2000)
        if end < 0:
            return None
        words.append(stream[at:end])
        at = end + 1
    length = int.from_bytes(stream[at + 4 : at + 8], "little")
    at += 8 + length
    size = int.from_bytes(stream[at : at + 4], "little")
    inner = stream[at + 4 : at + 4 + size]
    if not inner or length > 4000:
        return None
    return words[0].decode("cp1252", "replace"), inner
