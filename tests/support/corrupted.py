"""Small sound files of every format, each broken in one way: as many as wanted, the same for the same seed."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from made import Made, put
from small_files import SMALL, Said

_Breaking = Callable[[bytearray, random.Random], bytes]


def _cut(data: bytearray, random_: random.Random) -> bytes:
    return bytes(data[: random_.randrange(len(data))])


def _headless(data: bytearray, random_: random.Random) -> bytes:
    return bytes(data[random_.randrange(1, max(2, min(len(data), 64))) :])


def _flipped(data: bytearray, random_: random.Random) -> bytes:
    for _ in range(random_.choice((1, 3, 20))):
        data[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
    return bytes(data)


def _swapped(data: bytearray, random_: random.Random) -> bytes:
    at = random_.randrange(len(data))
    return bytes(data[at:] + data[:at])


def _blanked(data: bytearray, random_: random.Random) -> bytes:
    start = random_.randrange(len(data))
    length = min(random_.choice((4, 32, 256)), len(data) - start)
    data[start : start + length] = bytes([random_.choice((0, 255, 32))]) * length
    return bytes(data)


def _repeated(data: bytearray, random_: random.Random) -> bytes:
    start = random_.randrange(len(data))
    piece = data[start : start + random_.choice((8, 64, 512))]
    return bytes(data[:start] + piece * random_.choice((2, 50)) + data[start:])


def _lost(data: bytearray, random_: random.Random) -> bytes:
    start = random_.randrange(len(data))
    del data[start : start + random_.choice((1, 16, 128))]
    return bytes(data)


def _number_changed(data: bytearray, random_: random.Random) -> bytes:
    """A run of digits or four bytes that may be a length become the largest there is."""
    digits = [at for at, byte in enumerate(data) if byte in b"0123456789"]
    if digits and random_.random() < 0.5:
        at = random_.choice(digits)
        data[at : at + 1] = random_.choice((b"2147483648", b"-1", b"99999999999999999999", b"0"))
    else:
        at = random_.randrange(len(data))
        data[at : at + 4] = b"\xff\xff\xff\x7f"
    return bytes(data)


def _mixed(data: bytearray, random_: random.Random) -> bytes:
    """The first half of this and the second of another format."""
    other = random_.choice(list(SMALL.values()))(Said())
    return bytes(data[: len(data) // 2]) + other[len(other) // 2 :]


BREAKING: dict[str, _Breaking] = {
    "cut": _cut,
    "headless": _headless,
    "flipped": _flipped,
    "swapped": _swapped,
    "blanked": _blanked,
    "repeated": _repeated,
    "lost": _lost,
    "number": _number_changed,
    "mixed": _mixed,
}


def corrupted(folder: Path, count: int = 1000, seed: int = 1) -> Iterator[Made]:
    """``count`` broken files, no two with the same bytes, formats and ways of breaking in turn."""
    random_ = random.Random(seed)
    seen: set[str] = set()
    endings, ways = list(SMALL), list(BREAKING)
    for number in range(count):
        ending, way = endings[number % len(endings)], ways[number // len(endings) % len(ways)]
        for again in range(100):
            said = Said(f"{Said().text} Copy {number} {again}.", f"{Said().title} {number}")
            data = BREAKING[way](bytearray(SMALL[ending](said)), random_)
            if (sha256 := hashlib.sha256(data).hexdigest()) not in seen and data:
                seen.add(sha256)
                break
        name = f"{number:04}-{way}-{ending.replace('.', '-')}.{ending}"
        yield put(folder, name, data, f"{ending}, {way}")
