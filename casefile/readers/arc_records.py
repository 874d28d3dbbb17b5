"""Records of ARC files, what web archives were kept in before WARC (Internet Archive, 1996, versions 1 and 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from casefile.readers.unpacking import PIECE, Unpacked
from casefile.readers.web_records import WebRecord

_LONGEST_LINE = 64 * 1024
# The address may hold spaces; what stands behind it is told from the end of the line.
_FIRST = re.compile(rb"(?P<url>.+?) (?P<ip>\S+) (?P<when>\d{14}|\d{12}|\d{8}) (?P<mime>\S*) (?P<length>\d{1,12})\Z")
_SECOND = re.compile(
    rb"(?P<url>.+?) (?P<ip>\S+) (?P<when>\d{14}) (?P<mime>\S*) (?P<code>\d{3}|-) \S+ \S+ \d+ \S+ (?P<length>\d{1,12})\Z"
)


class ArcRecords:
    """The records in ``file``, as those of a WARC; ``problems`` says after the last one what broke."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.problems: list[str] = []

    def __iter__(self) -> Iterator[WebRecord]:
        self._file.seek(0)
        is_packed = self._file.read(2) == b"\x1f\x8b"
        self._file.seek(0)
        lines = _Lines(Unpacked(self._file, "application/gzip") if is_packed else self._file)
        count = 0
        while (line := lines.line()) is not None:
            bare = line.strip()
            if not bare:
                continue
            fields = _SECOND.match(bare) or _FIRST.match(bare)
            if fields is None:
                self.problems.append(f"it is damaged behind record {count:,}, and was read no further")
                return
            count += 1
            record = WebRecord(_headers(fields), int(fields["length"]), lines.read)
            yield record
            record.finish()
            if record.is_cut:
                self.problems.append(f"record {count:,} breaks off")
        if lines.broken and not self.problems:
            self.problems.append(f"{lines.broken}, behind record {count:,}")


def _headers(fields: re.Match[bytes]) -> dict[str, str]:
    url = fields["url"].decode("utf-8", "replace")
    when = fields["when"].decode("ascii").ljust(14, "0")
    day, clock = f"{when[:4]}-{when[4:6]}-{when[6:8]}", f"{when[8:10]}:{when[10:12]}:{when[12:14]}Z"
    return {
        "warc-type": "warcinfo" if url.startswith("filedesc:") else "response",
        "warc-target-uri": url,
        "warc-date": day if len(fields["when"]) == 8 else f"{day}T{clock}",
        "warc-ip-address": fields["ip"].decode("ascii", "replace"),
        "content-type": fields["mime"].decode("ascii", "replace"),
    }


class _Lines:
    """Lines and bytes out of what is read forward."""

    def __init__(self, source: BinaryIO | Unpacked) -> None:
        self._source = source
        self._held = b""

    @property
    def broken(self) -> str:
        return str(getattr(self._source, "broken", ""))

    def line(self) -> bytes | None:
        while b"\n" not in self._held and len(self._held) <= _LONGEST_LINE:
            more = self._source.read(PIECE)
            if not more:
                break
            self._held += more
        if not self._held:
            return None
        line, _, self._held = self._held[: _LONGEST_LINE + 1].partition(b"\n")[0], None, self._after_line()
        return line

    def read(self, most: int) -> bytes:
        if not self._held:
            self._held = self._source.read(max(PIECE, min(most, 4 * PIECE)))
        data, self._held = self._held[:most], self._held[most:]
        return data

    def _after_line(self) -> bytes:
        at = self._held.find(b"\n", 0, _LONGEST_LINE + 1)
        return self._held[at + 1 :] if at >= 0 else self._held[_LONGEST_LINE + 1 :]
