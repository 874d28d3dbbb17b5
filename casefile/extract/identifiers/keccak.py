"""Keccak-256 as Ethereum uses it: the padding from before FIPS 202, which ``hashlib`` does not offer everywhere."""

from __future__ import annotations

_MASK = (1 << 64) - 1
_RATE = 136
"""Bytes absorbed at a time, of the 200 that the state holds."""


def _constants() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Round constants and rotation offsets, from their definition (The Keccak reference 3.0, sections 1.2 and 2.3)."""
    rounds, register = [], 1
    for _ in range(24):
        value = 0
        for power in range(7):
            if register & 1:
                value |= 1 << ((1 << power) - 1)
            register <<= 1
            if register & 0x100:
                register ^= 0x171
        rounds.append(value)
    offsets = [0] * 25
    x, y = 1, 0
    for step in range(24):
        offsets[x + 5 * y] = (step + 1) * (step + 2) // 2 % 64
        x, y = y, (2 * x + 3 * y) % 5
    return tuple(rounds), tuple(offsets)


_ROUNDS, _OFFSETS = _constants()
# Where each lane goes in the step pi, with how far it is turned in the step rho.
_MOVES = tuple((x + 5 * y, y + 5 * ((2 * x + 3 * y) % 5), _OFFSETS[x + 5 * y]) for y in range(5) for x in range(5))
_ROWS = tuple((n, n - n % 5 + (n + 1) % 5, n - n % 5 + (n + 2) % 5) for n in range(25))


def _permuted(state: list[int]) -> list[int]:
    """Keccak-f[1600] over 25 lanes of 64 bits."""
    turned = [0] * 25
    for constant in _ROUNDS:
        columns = [state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20] for x in range(5)]
        mixed = [columns[x - 1] ^ (columns[(x + 1) % 5] << 1 & _MASK | columns[(x + 1) % 5] >> 63) for x in range(5)]
        for source, target, by in _MOVES:
            lane = state[source] ^ mixed[source % 5]
            turned[target] = (lane << by & _MASK) | lane >> (64 - by)
        state = [turned[a] ^ (~turned[b] & turned[c]) for a, b, c in _ROWS]
        state[0] ^= constant
    return state


def keccak_256(message: bytes) -> bytes:
    """The 32 bytes of the digest."""
    padded = bytearray(message) + b"\x01" + bytes(-(len(message) + 1) % _RATE)
    padded[-1] |= 0x80
    state = [0] * 25
    for block in range(0, len(padded), _RATE):
        for lane in range(_RATE // 8):
            state[lane] ^= int.from_bytes(padded[block + 8 * lane : block + 8 * lane + 8], "little")
        state = _permuted(state)
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])
