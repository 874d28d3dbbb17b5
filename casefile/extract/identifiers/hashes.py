"""Digests in hexadecimal, told apart by their length. A digest has no checksum of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.domain.extraction import FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.domain.span import Span

_HEX = re.compile(r"(?<![^\W_])(?:0x)?+[0-9a-fA-F]{32,128}+(?![^\W_])")
_BY_LENGTH = {
    32: "MD5 by its length",
    40: "SHA-1 by its length, or a Git commit",
    56: "SHA-224 by its length",
    64: "SHA-256 by its length, or a transaction",
    96: "SHA-384 by its length",
    128: "SHA-512 by its length",
}


def find_hashes(text: str) -> Iterator[FoundIdentifier]:
    """Hexadecimal of a digest's length, in one case, with letters and digits: a number of digits alone is none."""
    for match in _HEX.finditer(text):
        digest = match[0].removeprefix("0x")
        rule = _BY_LENGTH.get(len(digest))
        in_one_case = digest in (digest.lower(), digest.upper())
        if rule is None or not in_one_case or digest.isdigit() or digest.isalpha():
            continue
        if digest != match[0] and len(digest) != 64:
            continue
        span = Span(*match.span())
        yield FoundIdentifier(span, Kind.HASH, digest.lower(), None, f"{rule}, no checksum exists")
