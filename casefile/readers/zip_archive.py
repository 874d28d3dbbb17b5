"""Plain zip files: members unpacked one by one into memory, never by name. Office files are read elsewhere."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.kinds import Need
from casefile.readers import zip_salvage
from casefile.readers.contents import MAX_MEMBERS, Contents, most_unpacked, size_words
from casefile.readers.format_names import why_unread
from casefile.readers.hints import MAX_MEMBER, Hints, Unreadable, state_for, unread
from casefile.readers.zip_directory import NO_DIRECTORY
from casefile.readers.zip_entries import CANNOT_OPEN, DAMAGED, NEEDS_PASSWORD, ZipEntries

_IS_ENCRYPTED = 0x1
_AES = 99
_MOST_ENCRYPTED = 10 * 1024 * 1024
"""Packed bytes of an encrypted member; taking the old cipher off is slow."""

# What is readable in a package whose own form is not: the pictures of it that the program keeps beside.
_PREVIEWS = re.compile(r"(?:QuickLook/Preview\.pdf|preview\.jpg)\Z", re.I)
_HAS_PREVIEWS = "application/vnd.apple."
_SIGNED = "application/vnd.etsi.asic"
_SIGNATURES = re.compile(r"mimetype\Z|META-INF/", re.I)

_UNIX = 3
_KIND = 0o170000
_FILE, _LINK, _FOLDER = 0o100000, 0o120000, 0o040000
_IS_FOLDER_DOS = 0x10


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """The contents, a line for each entry that is no directory, as the zip's own table states it."""
    try:
        entries = ZipEntries(file)
    except Unreadable as error:
        return _salvaged(file, mime, str(error))
    listed, reasons = Contents(), [entries.problem] if entries.problem else []
    infos = _wanted(entries, mime)
    if not infos:
        is_preview = mime.startswith(_HAS_PREVIEWS)
        return unread(why_unread(mime) if is_preview else "the zip file is empty", mime)
    if mime.startswith(_HAS_PREVIEWS):
        reasons.append(f"{why_unread(mime)}; the preview in it is taken out")
    locked = 0
    for info in infos[:MAX_MEMBERS]:
        problem = _problem(info, hints.password)
        locked += bool(info.flag_bits & _IS_ENCRYPTED)
        listed.add(info.filename, size_words(info.file_size), _modified(info), problem)
    need = Need.NOTHING
    if locked and _opens(entries, infos, hints.password) is False:
        need = Need.PASSWORD
        count = "all of its members are" if locked == len(infos) else f"{locked:,} of its {len(infos):,} members are"
        how = "the password does not open them" if hints.password else "they need their password"
        reasons.append(f"{count} encrypted: {how}")
    elif any(info.compress_type == _AES for info in infos):
        reasons.append("members are encrypted with AES, which casefile cannot open: unpack it, and add what is in it")
    state, reason = state_for(reasons)
    return ReadOutcome(state, reason, (listed.text(),), mime=mime, need=need, has_members=True)


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """The entries that are no directories. What is encrypted, damaged or a bomb is a member with a problem."""
    packed = file.seek(0, 2)
    try:
        entries = ZipEntries(file)
    except Unreadable as error:
        if str(error) != NO_DIRECTORY:
            raise
        yield from zip_salvage.members(file)
        return
    total, most = 0, most_unpacked(packed)
    damaged: dict[str, Member] = {}
    for count, info in enumerate(_wanted(entries, mime)):
        if count >= MAX_MEMBERS:
            raise Unreadable(f"it has more than {MAX_MEMBERS:,} members; the rest was not taken out")
        problem, data = _problem(info, hints.password), b""
        if not problem:
            try:
                data = entries.read(info, password=hints.password)
            except Unreadable as error:
                problem = str(error)
        total += len(data)
        if total > most:
            raise Unreadable(f"it unfolds to more than {most // 1024**3} GB; the rest was not taken out")
        member = Member(info.filename, data, modified=_modified(info), problem=problem)
        if problem.startswith(DAMAGED):
            damaged[info.filename] = member
        else:
            yield member
    yield from _found_again(file, damaged)
    if entries.problem:
        raise Unreadable(entries.problem)


def _wanted(entries: ZipEntries, mime: str) -> list[zipfile.ZipInfo]:
    """The entries that hold something; of a package only what can be read in it."""
    found = [info for info in entries.infos if not _is_folder(info)]
    if mime.startswith(_HAS_PREVIEWS):
        found = [info for info in found if _PREVIEWS.match(info.filename)]
        return sorted(found, key=lambda info: not info.filename.lower().endswith(".pdf"))[:1]
    return [info for info in found if not (mime.startswith(_SIGNED) and _SIGNATURES.match(info.filename))]


def _found_again(file: BinaryIO, damaged: dict[str, Member]) -> Iterator[Member]:
    """What the table of contents led to in vain, by the headers in the file; as far as it is sound."""
    if damaged:
        for member in zip_salvage.members(file):
            if member.name in damaged and member.data:
                del damaged[member.name]
                yield member
    yield from damaged.values()


def _salvaged(file: BinaryIO, mime: str, why: str) -> ReadOutcome:
    listed = Contents()
    if why == NO_DIRECTORY:
        for member in zip_salvage.members(file):
            listed.add(member.name, member.problem or size_words(len(member.data)), member.modified)
    if not len(listed):
        return unread(f"the zip file cannot be read: {why}", mime)
    state, reason = state_for([f"{why}; what was found in it is listed and taken out"])
    return ReadOutcome(state, reason, (listed.text(),), mime=mime, has_members=True)


def _opens(entries: ZipEntries, infos: list[zipfile.ZipInfo], password: str) -> bool | None:
    """Whether the password opens the first member that one could open; None where there is no such member."""
    for info in infos:
        if info.flag_bits & _IS_ENCRYPTED and info.compress_type != _AES:
            if not password:
                return False
            try:
                next(entries.pieces(info, password=password), b"")
            except Unreadable:
                return False
            return True
    return None


def _problem(info: zipfile.ZipInfo, password: str) -> str:
    if info.create_system == _UNIX and info.external_attr >> 16 & _KIND not in (0, _FILE):
        is_link = info.external_attr >> 16 & _KIND == _LINK
        return "a symbolic link; what it points at is not followed" if is_link else "an entry of a kind that is no file"
    if info.compress_type == _AES:
        return CANNOT_OPEN
    if info.flag_bits & _IS_ENCRYPTED:
        if not password:
            return NEEDS_PASSWORD
        if info.compress_size > _MOST_ENCRYPTED:
            return f"it is encrypted, and with more than {_MOST_ENCRYPTED // 1024**2} MB too long to be opened here"
    if info.compress_type == 0 and info.compress_size > MAX_MEMBER:
        return f"it is larger than {MAX_MEMBER // 1024**2} MB, and is not taken out"
    return ""


def _is_folder(info: zipfile.ZipInfo) -> bool:
    # A backslash is what some programs on Windows write in spite of the standard (4.4.17.1).
    is_empty = not info.file_size and not info.compress_size
    is_said = info.filename.endswith(("/", "\\")) or bool(info.external_attr & _IS_FOLDER_DOS)
    return is_said and (is_empty or info.filename.endswith("/"))


def _modified(info: zipfile.ZipInfo) -> str:
    """The time in the entry: a clock's in the packer's own zone, which a zip does not name (4.4.6)."""
    try:
        return datetime(*info.date_time).isoformat()  # noqa: DTZ001 - no zone is known
    except ValueError:
        return ""
