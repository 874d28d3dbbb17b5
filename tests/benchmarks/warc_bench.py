"""Taking a web archive apart: pages and megabytes a second, and the memory of the process that does it.

``python tests/benchmarks/warc_bench.py [--megabytes 1000] [--words 600] [--runs 3]``. The archive is made up: pages of
so many words with scripts and pictures between them, plain, packed by record, and packed as a whole (a tenth of the
size for the packed ones). Each is listed and then taken apart by the real reading process, which is asked for members
as an intake asks; medians of the runs. Memory and
processor time are those of that process, as Linux counts them (0 elsewhere); a busy machine stretches the rest.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from casefile.domain.frames import read_frame, write_frame
from casefile.readers import wire

WORDS = "harbour crane board minister vessel cargo report inquiry friday berth witness contract money denied".split()
MEGABYTE = 1_000_000


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def response(url: str, mime: str, body: bytes) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {mime}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-03-04T05:06:07Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{hashlib.md5(url.encode(), usedforsecurity=False).hexdigest()}>\r\n"
        f"WARC-Block-Digest: {sha1(block)}\r\nWARC-Payload-Digest: {sha1(body)}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def records(most: int, words: int) -> Iterator[bytes]:
    """Records of ``most`` bytes together: to each page two scripts and a picture."""
    chance = random.Random(1)
    size = number = 0
    while size < most:
        number += 1
        text = " ".join(chance.choice(WORDS) for _ in range(words))
        page = f"<html><head><title>Page {number}</title></head><body><p>{text}</p></body></html>".encode()
        base = f"https://news.example/{number}"
        for made in (
            response(base, "text/html; charset=utf-8", page),
            response(f"{base}.js", "application/javascript", b"let x = %d;" % number * 2000),
            response(f"{base}/2.js", "application/javascript", b"let y = %d;" % number * 500),
            response(f"{base}.jpg", "image/jpeg", b"\xff\xd8\xff" + chance.randbytes(30_000)),
        ):
            size += len(made)
            yield made


def make(path: Path, most: int, words: int, pack: str) -> None:
    with path.open("wb") as out:
        whole = gzip.GzipFile(fileobj=out, mode="wb", compresslevel=5) if pack == "as a whole" else None
        for one in records(most, words):
            if whole is not None:
                whole.write(one)
            else:
                out.write(gzip.compress(one, 5) if pack == "by record" else one)
        if whole is not None:
            whole.close()


def measure(path: Path) -> tuple[float, float, int, int, float]:
    """Seconds for the list and for the members, how many those are, the most memory in bytes, processor seconds."""
    command = [sys.executable, "-P", "-m", "casefile.readers.child"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        requests, replies = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)

        def ask(request: dict[str, Any]) -> dict[str, Any]:
            write_frame(requests, request)
            reply = read_frame(replies)
            assert reply is not None, "the reading process ended"
            return reply

        asked = wire.Asked(str(path), "a.warc.gz")
        began = time.perf_counter()
        outcome = wire.outcome_from_json(ask(wire.request(asked)))
        listing = time.perf_counter() - began
        assert outcome.has_members, outcome.reason
        began = time.perf_counter()
        ask(wire.opening(asked))
        count, is_done = 0, False
        while not is_done:
            reply = ask(wire.more())
            reply["raw"] = replies.read(reply["raw"])
            count += len(wire.members_from_json(reply))
            is_done = reply["done"]
            assert not reply["reason"], reply["reason"]
        taking = time.perf_counter() - began
        memory, spent = _peak(process.pid), _processor_s(process.pid)
        requests.close()
    return listing, taking, count, memory, spent


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def _processor_s(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    median: Callable[[list[float]], float] = statistics.median
    for pack in ("plain", "by record", "as a whole"):
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "a.warc"
            most = chosen.megabytes * MEGABYTE // (1 if pack == "plain" else 10)
            make(path, most, chosen.words, pack)
            runs = [measure(path) for _ in range(chosen.runs)]
            size = os.path.getsize(path)
        listing, taking = median([run[0] for run in runs]), median([run[1] for run in runs])
        members, memory = runs[0][2], max(run[3] for run in runs)
        print(
            f"{pack}: {most / MEGABYTE:.0f} MB of records in {size / MEGABYTE:.0f} MB, {members} members; "
            f"listed in {listing:.1f} s ({most / MEGABYTE / listing:.0f} MB/s), taken apart in {taking:.1f} s "
            f"({members / taking:.0f} members/s, {most / MEGABYTE / taking:.0f} MB/s); "
            f"{median([run[4] for run in runs]):.1f} s of a processor for both; memory {memory / MEGABYTE:.0f} MB"
        )


if __name__ == "__main__":
    main()
