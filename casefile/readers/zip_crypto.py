"""The first encryption of zip files (APPNOTE.TXT 6.3.10, section 6.1): weak, and what most programs still write."""

from __future__ import annotations

_POLYNOMIAL = 0xEDB88320
HEADER = 12
"""Bytes before an entry's data; the last one checks the password."""


def _crc_table() -> list[int]:
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (_POLYNOMIAL if value & 1 else 0)
        table.append(value)
    return table


_TABLE = _crc_table()


class ZipCipher:
    """Decrypts one entry, piece by piece. About a megabyte a second: the rule feeds each byte into the next key."""

    def __init__(self, password: bytes) -> None:
        self._keys = (0x12345678, 0x23456789, 0x34567890)
        first, second, third = self._keys
        table = _TABLE
        for byte in password:
            first = first >> 8 ^ table[(first ^ byte) & 255]
            second = ((second + (first & 255)) * 134775813 + 1) & 0xFFFFFFFF
            third = third >> 8 ^ table[(third ^ second >> 24) & 255]
        self._keys = (first, second, third)

    def decrypt(self, data: bytes) -> bytes:
        first, second, third = self._keys
        table = _TABLE
        out = bytearray()
        for byte in data:
            pad = third | 2
            byte ^= (pad * (pad ^ 1)) >> 8 & 255
            first = first >> 8 ^ table[(first ^ byte) & 255]
            second = ((second + (first & 255)) * 134775813 + 1) & 0xFFFFFFFF
            third = third >> 8 ^ table[(third ^ second >> 24) & 255]
            out.append(byte)
        self._keys = (first, second, third)
        return bytes(out)
