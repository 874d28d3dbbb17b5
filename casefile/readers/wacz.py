"""WACZ (Web Archive Collection Zipped 1.1.1): WARC files in a zip, with a list of pages and a table of digests."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, cast
from zipfile import ZipInfo

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.records import Metadata
from casefile.readers import fields, warc, zip_archive
from casefile.readers.contents import most_unpacked, one_line, size_words
from casefile.readers.hints import Hints, Unreadable
from casefile.readers.zip_entries import ZipEntries

_ARCHIVE = re.compile(r"archive/[^/].*\.w?arc(?:\.gz|\.zst)?\Z", re.I)
_PAGES = re.compile(r"pages/[^/]+\.jsonl\Z", re.I)
_LARGEST_LIST = 64 * 1024 * 1024
_MOST_PAGES = 500_000
_CHECKING_S = 8.0


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """The contents of all WARC files in it. A digest in ``datapackage.json`` that does not fit is told."""
    bundle = _Bundle(file)
    if not bundle.archives:
        return zip_archive.read(file, hints, "application/zip")
    stated = _Stated(bundle)
    outcome = warc.contents(bundle.open(_titles(bundle)), mime, [*stated.problems, *bundle.broken()])
    others = [f"{one_line(info.filename)}\t{size_words(info.file_size)}" for info in bundle.others]
    texts = tuple(replace(text, text="\n".join([text.text, "Parts of the bundle:", *others])) for text in outcome.texts)
    return replace(
        outcome,
        texts=texts,
        metadata=Metadata(title=stated.title, extra=(*outcome.metadata.extra, *stated.extra)),
    )


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """The pages and documents of all WARC files in it, with the titles that the list of pages gives them."""
    packed = file.seek(0, 2)
    bundle = _Bundle(file)
    if not bundle.archives:
        yield from zip_archive.members(file, hints, "application/zip")
        return
    problems: list[str] = []
    for archive in bundle.open(_titles(bundle)):
        problems += yield from warc.taken_out(archive, packed)
    problems += bundle.broken()
    if problems:
        raise Unreadable("; ".join(problems))


class _Bundle:
    """The zip file: the WARC files in it, and what lies beside them."""

    def __init__(self, file: BinaryIO) -> None:
        size = file.seek(0, 2)
        self.entries = ZipEntries(file)
        self.archives = [info for info in self.entries.infos if _ARCHIVE.match(info.filename)]
        self.others = [info for info in self.entries.infos if not info.filename.endswith("/")]
        self.most = most_unpacked(size)
        self._opened: list[_EntryFile] = []

    def open(self, titles: dict[str, str]) -> Iterator[warc.Archive]:
        """Its archives, one after the other."""
        for info in self.archives:
            held = _EntryFile(self.entries, info, self.most)
            self._opened.append(held)
            name = info.filename.removeprefix("archive/")
            is_arc = re.search(r"\.arc(?:\.gz)?\Z", name, re.I) is not None
            mime = warc.ARC if is_arc else "application/warc"
            yield warc.Archive(cast(BinaryIO, held), mime, name if len(self.archives) > 1 else "", titles)

    def broken(self) -> list[str]:
        """What could not be read of the zip file's entries, so far."""
        found = [f"{held.name}: {held.broken}" for held in self._opened if held.broken]
        return [*found, self.entries.problem] if self.entries.problem else found

    def small(self, name: str) -> bytes:
        """An entry that is no archive, or nothing where it is missing or damaged."""
        try:
            return self.entries.read(name, _LARGEST_LIST) if name in self.entries else b""
        except Unreadable:
            return b""


class _EntryFile:
    """An entry of a zip file as a file that is read forward, and again from its beginning."""

    def __init__(self, entries: ZipEntries, info: ZipInfo, most: int) -> None:
        self._entries, self._info, self._most = entries, info, most
        self.name, self.broken = info.filename, ""
        self._pieces: Iterator[bytes] = iter(())
        self.seek(0)

    def seek(self, to: int, whence: int = 0) -> int:
        if to or whence:
            raise OSError("forward only")
        self._pieces, self._held = self._entries.pieces(self._info, self._most), b""
        return 0

    def read(self, most: int = -1) -> bytes:
        if not self._held:
            try:
                self._held = next(self._pieces, b"")
            except Unreadable as error:
                self.broken = str(error)
        taken = len(self._held) if most < 0 else most
        data, self._held = self._held[:taken], self._held[taken:]
        return data


def _titles(bundle: _Bundle) -> dict[str, str]:
    """Titles by address out of ``pages/*.jsonl`` (section 5.2.2); an address without a title is a page too."""
    found: dict[str, str] = {}
    for name in bundle.entries.names:
        if not _PAGES.match(name):
            continue
        for line in bundle.small(name).split(b"\n"):
            try:
                page = json.loads(line)
            except (ValueError, RecursionError):
                continue
            url = page.get("url") if isinstance(page, dict) else None
            if isinstance(url, str) and len(found) < _MOST_PAGES:
                title = fields.field(page.get("title")) or ""
                found.setdefault(url.partition("#")[0], title)
    return found


@dataclass
class _Stated:
    """What ``datapackage.json`` says of the bundle (section 5.3), and whether it is so."""

    bundle: _Bundle
    title: str | None = None
    extra: tuple[tuple[str, str], ...] = ()
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        raw = self.bundle.small("datapackage.json")
        package = _object(raw)
        if not package:
            self.problems.append("its table of digests (datapackage.json) is missing or damaged")
        self.title = fields.field(package.get("title"))
        seal = _object(self.bundle.small("datapackage-digest.json"))
        names = ("description", "created", "modified", "software")
        pairs = [(f"bundle {name}", fields.field(package.get(name))) for name in names]
        pairs.append(("signature", _signature(seal)))
        self.extra = tuple((name, value) for name, value in pairs if value)
        if isinstance(seal.get("hash"), str) and not _is_hash(seal["hash"], hashlib.sha256(raw).hexdigest()):
            self.problems.append("its table of digests is not what its seal (datapackage-digest.json) says")
        self._check(package.get("resources"))

    def _check(self, resources: object) -> None:
        until = time.monotonic() + _CHECKING_S
        for resource in resources[:10_000] if isinstance(resources, list) else ():
            path = resource.get("path") if isinstance(resource, dict) else None
            stated = resource.get("hash") if isinstance(resource, dict) else None
            if not isinstance(path, str) or not isinstance(stated, str):
                continue
            if path not in self.bundle.entries:
                self.problems.append(f"a part is missing that its table of digests names ({_part(path)})")
            elif time.monotonic() > until:
                self.problems.append("checking the digests of its parts took too long, some were not checked")
                return
            elif stated.startswith("sha256:") and not _is_hash(stated, self._sha256(path)):
                self.problems.append(f"a part is not what its table of digests says ({_part(path)})")

    def _sha256(self, path: str) -> str:
        made = hashlib.sha256()
        try:
            for piece in self.bundle.entries.pieces(path, self.bundle.most):
                made.update(piece)
        except Unreadable:
            return ""
        return made.hexdigest()


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _is_hash(stated: str, made: str) -> bool:
    return stated.strip().lower().removeprefix("sha256:") == made


def _part(path: str) -> str:
    """Which kind of part; its name is content, and stays out of a reason."""
    if _ARCHIVE.match(path):
        return "captured pages"
    return "a list of pages" if _PAGES.match(path) else "an index or other part"


def _signature(seal: dict[str, Any]) -> str | None:
    signed = seal.get("signedData")
    if not isinstance(signed, dict):
        return None
    by = fields.field(signed.get("domain") or signed.get("software"))
    when = fields.field(signed.get("created"))
    return ", ".join(filter(None, ("signed, not checked here", f"by {by}" if by else "", when)))
