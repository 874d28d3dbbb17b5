"""What a tar header looks like, for telling archives from other files without reading them."""

from __future__ import annotations

BLOCK = 512


def is_tar(head: bytes) -> bool:
    """Whether 512 bytes are a tar header: its checksum is right (POSIX.1-1988 ustar; also the older form)."""
    block = head[:BLOCK]
    if len(block) < BLOCK or not block[0]:
        return False
    try:
        stated = int(block[148:156].split(b"\0")[0].strip() or b"x", 8)
    except ValueError:
        return False
    bare = block[:148] + b" " * 8 + block[156:]
    # Old programs added the bytes up as signed numbers.
    return stated in (sum(bare), sum(byte - 256 if byte > 127 else byte for byte in bare))
