"""Archived web pages (WARC, and ARC before it): each page and document a member with its address and capture time."""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.records import Metadata
from casefile.readers import fields, web_kinds
from casefile.readers.arc_records import ArcRecords
from casefile.readers.contents import MAX_MEMBERS, Contents, most_unpacked, size_words
from casefile.readers.hints import MAX_MEMBER, Hints, Unreadable, state_for, unread
from casefile.readers.unpacking import PIECE
from casefile.readers.web_payload import LONGEST_HEAD, Answer, answer, charset_of, decoded, mime_of
from casefile.readers.web_records import Records, WebRecord, digest_of

ARC = "application/x-internet-archive"
_LISTING_S = 20.0
_CAPTURES = ("response", "resource", "conversion", "revisit")


@dataclass(frozen=True, slots=True)
class Capture:
    """One record that holds something captured. ``payload``: what a browser would have got.

    ``listed``: why it is only named in the contents; empty for a member. ``told``: pairs for its metadata.
    """

    record: WebRecord
    answer: Answer
    mime: str
    listed: str
    payload: bytes = b""
    told: tuple[tuple[str, str], ...] = ()
    problem: str = ""

    @property
    def size(self) -> int:
        return len(self.payload) or self.record.length - self.answer.start

    @property
    def status(self) -> str:
        """ "404 Not Found", or empty where no server answered."""
        return f"{self.answer.status} {self.answer.reason}".strip() if self.answer.status else ""


@dataclass(slots=True)
class Archive:
    """One web archive while its captures pass. ``titles``: of pages, by address, where a bundle knows them."""

    file: BinaryIO
    mime: str
    name: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    software: str = ""
    count: int = 0
    wrong: int = 0
    problems: list[str] = field(default_factory=list)

    def captures(self) -> Iterator[Capture]:
        """Every capture; ``problems`` is complete when they have all passed."""
        records = ArcRecords(self.file) if self.mime == ARC else Records(self.file)
        for record in records:
            self.count += 1
            if record.kind == "warcinfo":
                self.software = self.software or _software(record.read(LONGEST_HEAD))
            elif record.kind in _CAPTURES:
                yield _capture(record, _bare(record.url) in self.titles)
            record.finish()
            # A revisit has no body of its own, and writers do not agree on what its digest is of.
            self.wrong += record.fits is False and record.kind != "revisit"
        told = f"{self.name}: " if self.name else ""
        self.problems += [f"{told}{problem}" for problem in records.problems]

    @property
    def misfits(self) -> list[str]:
        """What was changed or damaged without being missing."""
        which = "1 record is" if self.wrong == 1 else f"{self.wrong:,} records are"
        return [f"{which} not what the digest in it says"] if self.wrong else []


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """The contents: the pages and documents, then what was captured with them and stays inside."""
    return contents([Archive(file, mime)], mime)


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """The pages and documents in the order of their capture. Raises ``Unreadable`` at the end for what broke."""
    problems = yield from taken_out(Archive(file, mime), file.seek(0, 2))
    if problems:
        raise Unreadable("; ".join(problems))


def contents(archives: Iterable[Archive], mime: str, reasons: Iterable[str] = ()) -> ReadOutcome:
    """What ``read`` says of one archive, or of all in a bundle; ``reasons``: what is known to be wrong with that."""
    try:
        return _contents(archives, mime, reasons)
    except Unreadable as error:
        return unread(str(error), mime)


def _contents(archives: Iterable[Archive], mime: str, reasons: Iterable[str]) -> ReadOutcome:
    pages, others, counts = Contents(), Contents(), Counter[str]()
    problems, records, software = list(reasons), 0, ""
    until = time.monotonic() + _LISTING_S
    for archive in archives:
        for capture in archive.captures():
            when = capture.record.when
            if capture.listed:
                counts[capture.listed.partition(":")[0]] += 1
                others.add(capture.record.url or "(no address)", capture.listed, when)
            else:
                title = archive.titles.get(_bare(capture.record.url), "")
                kind = " ".join(filter(None, (capture.mime, "" if capture.answer.status == 200 else capture.status)))
                pages.add(_name(capture.record), title, kind, size_words(capture.size), when)
            if time.monotonic() > until:
                problems.append("listing its contents took too long: the list is cut, the pages are all taken out")
                break
        problems += archive.problems + archive.misfits
        records, software = records + archive.count, software or archive.software
    if not records:
        return unread("; ".join(problems) or "the web archive holds no record", mime)
    text = Contents()
    if software:
        text.line(f"Made by {software}")
    text.line(f"{len(pages):,} pages and documents" if len(pages) != 1 else "1 page or document")
    text.extend(pages)
    if counts:
        kinds = ", ".join(f"{n:,} {web_kinds.PLURALS[kind] if n > 1 else kind}" for kind, n in counts.most_common())
        text.line(f"Kept in the archive, not taken out: {kinds}")
        text.extend(others)
    state, reason = state_for(problems)
    extra = (("software", software),) if software else ()
    return ReadOutcome(state, reason, (text.text(),), Metadata(extra=extra), mime, has_members=bool(len(pages)))


def taken_out(archive: Archive, packed: int) -> Generator[Member, None, list[str]]:
    """The members of one archive; then, as the generator's value, what is wrong with it."""
    total, count, most = 0, 0, most_unpacked(packed)
    for capture in archive.captures():
        if capture.listed:
            continue
        total, count = total + len(capture.payload), count + 1
        if total > most or count > MAX_MEMBERS:
            much = f"{most // 1024**3} GB" if total > most else f"{MAX_MEMBERS:,} pages"
            return [*archive.problems, f"it holds more than {much}; the rest was not taken out"]
        yield _member(capture, archive)
    return archive.problems


def _member(capture: Capture, archive: Archive) -> Member:
    record = capture.record
    stated = record.headers
    pairs = (
        ("captured", record.when),
        ("HTTP status", capture.status),
        ("Last-Modified", capture.answer.headers.get("last-modified", "")),
        ("WARC-Record-ID", stated.get("warc-record-id", "").strip("<>")),
        ("server's address", stated.get("warc-ip-address", "")),
        *capture.told,
        ("block digest", "" if record.fits is not False else "does not fit: the record was changed or is damaged"),
        ("software", archive.software),
        ("name in the bundle", archive.name),
    )
    return Member(
        _name(record),
        capture.payload,
        mime=capture.mime,
        charset=capture.answer.charset or charset_of(stated.get("content-type", "")),
        metadata=Metadata(
            title=fields.field(archive.titles.get(_bare(record.url))),
            url=fields.web_address(record.url.replace(" ", "%20")),
            retrieved=fields.published(record.when)[0],
            extra=tuple((name, kept) for name, value in pairs if (kept := fields.field(value))),
        ),
        problem=capture.problem,
    )


def _capture(record: WebRecord, is_page: bool) -> Capture:
    stated = record.headers
    if record.kind == "revisit":
        head = answer(record.read(min(record.length, LONGEST_HEAD)))
        return Capture(record, head, "", web_kinds.again(stated.get("warc-refers-to-date", "")))
    block = record.read(min(record.length, LONGEST_HEAD))
    head = answer(block)
    kind = head.headers.get("content-type", "") if head.status else stated.get("content-type", "")
    mime = mime_of(kind) or mime_of(stated.get("warc-identified-payload-type", ""))
    size = record.length - head.start
    where = head.headers.get("location", "")
    listed = web_kinds.by_answer(record.url, head.status, where, head.headers.get("content-range", ""), size)
    if not listed and not is_page:
        listed = web_kinds.by_type(record.url, head.status, mime, size)
    if listed:
        return Capture(record, head, mime, listed)
    body = _body(record, block[head.start :])
    if len(body) > MAX_MEMBER:
        problem = f"it is larger than {MAX_MEMBER // 1024**2} MB, and is not taken out"
        return Capture(record, head, mime, "", problem=problem)
    record.finish()
    payload, trouble = decoded(body, head.headers)
    if record.is_cut:
        trouble = f"the archive breaks off in it: {len(body):,} of {size:,} bytes are kept"
    if trouble and not payload:
        return Capture(record, head, mime, "", problem=trouble)
    told = [("unpacked", trouble), ("truncated by the crawler", stated.get("warc-truncated", ""))]
    told += [("payload digest", _digest(stated.get("warc-payload-digest", ""), body, payload, head))]
    return Capture(record, head, mime, "" if is_page else web_kinds.by_bytes(mime, payload), payload, tuple(told))


def _body(record: WebRecord, start: bytes) -> bytes:
    """The rest of the block behind ``start``; no more than a byte above ``MAX_MEMBER``."""
    if len(start) < LONGEST_HEAD // 2 and record.length < LONGEST_HEAD:
        return start
    held = io.BytesIO()
    size = held.write(start)
    while size <= MAX_MEMBER and (piece := record.read(min(PIECE, MAX_MEMBER + 1 - size))):
        size += held.write(piece)
    return held.getvalue()


def _digest(stated: str, body: bytes, payload: bytes, head: Answer) -> str:
    """Crawlers make it of the body as it came, of its chunks put together, or of what a browser would have got."""
    if not stated:
        return ""
    fits = digest_of(stated, body)
    if fits is None:
        return f"{stated} (not checked)"
    if not fits and body is not payload:
        chunked = {"transfer-encoding": head.headers.get("transfer-encoding", "")}
        fits = digest_of(stated, payload) or digest_of(stated, decoded(body, chunked)[0])
    return f"{stated} ({'fits' if fits else 'does not fit'})"


def _software(block: bytes) -> str:
    for line in block.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == "software" and value.strip():
            return fields.field(value) or ""
    return ""


def _name(record: WebRecord) -> str:
    return record.url or record.headers.get("warc-record-id", "").strip("<>") or "a record without an address"


def _bare(url: str) -> str:
    """An address as a list of pages is asked for it: without a fragment, which no server gets to see."""
    return url.partition("#")[0]
