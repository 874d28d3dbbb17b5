"""Signed, stamped and compressed containers: the file inside is taken out, the signature is not judged."""

from __future__ import annotations

import io
import zlib

import pytest

from casefile.domain.intake import Member
from casefile.domain.kinds import IntakeState
from casefile.readers import child, registry
from casefile.readers.hints import Hints, Unreadable

WORDS = b"The harbour board met on Friday and said nothing of the crane. " * 20
PKCS7 = bytes.fromhex("06092a864886f70d0107")
SMIME = bytes.fromhex("060b2a864886f70d01091001")


def value(tag: int, *held: bytes) -> bytes:
    """A value of DER."""
    content = b"".join(held)
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + content


def endless(tag: int, *held: bytes) -> bytes:
    """The same in BER, with a length that is told by its end."""
    return bytes([tag]) + b"\x80" + b"".join(held) + b"\0\0"


def signed(content: bytes | None = WORDS) -> bytes:
    inner = [PKCS7 + b"\x01"] + ([value(0xA0, value(0x04, content))] if content is not None else [])
    body = value(0x30, value(0x02, b"\x01"), value(0x31), value(0x30, *inner), value(0x31))
    return value(0x30, PKCS7 + b"\x02", value(0xA0, body))


def signed_in_pieces() -> bytes:
    octets = endless(0x24, *(value(0x04, WORDS[at : at + 100]) for at in range(0, len(WORDS), 100)))
    inner = endless(0x30, PKCS7 + b"\x01", endless(0xA0, octets))
    body = endless(0x30, value(0x02, b"\x01"), value(0x31), inner, value(0x31))
    return endless(0x30, PKCS7 + b"\x02", endless(0xA0, body))


def stamped() -> bytes:
    told = value(0x30, value(0x01, b"\0"), value(0x0C, b"Protokoll 3.txt"))
    return value(0x30, SMIME + b"\x1f", value(0xA0, value(0x30, value(0x02, b"\x01"), told, value(0x04, WORDS))))


def compressed(packed: bytes) -> bytes:
    inner = value(0x30, PKCS7 + b"\x01", value(0xA0, value(0x04, packed)))
    body = value(0x30, value(0x02, b"\0"), value(0x30, SMIME), inner)
    return value(0x30, SMIME + b"\x09", value(0xA0, body))


def taken(data: bytes) -> list[Member]:
    try:
        return list(registry.members(io.BytesIO(data), Hints("minutes.pdf.p7m")))
    except Unreadable:
        return []


@pytest.mark.parametrize("data", [signed(), signed_in_pieces(), stamped(), compressed(zlib.compress(WORDS))])
def test_the_file_inside_is_the_member(data: bytes) -> None:
    outcome = child.attempt(io.BytesIO(data), Hints("minutes.pdf.p7m"))
    assert (outcome.state, outcome.reason, outcome.has_members) == (IntakeState.READ, "", True)
    assert dict(outcome.metadata.extra)["signature"] == "not checked"
    (member,) = taken(data)
    assert (member.name, member.data) == ("Protokoll 3.txt" if data == stamped() else "minutes.pdf", WORDS)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (signed(None), "a signature of another file"),
        (value(0x30, PKCS7 + b"\x03", value(0xA0, value(0x30, value(0x02, b"\0")))), "receiver's key"),
        (compressed(b"not packed at all"), "damaged"),
        (value(0x30, PKCS7 + b"\x02", b"\x00\x01\x02"), "damaged"),
        (b"\x30\x80" + PKCS7 + b"\x02" + b"\x30\x80" * 5000, "damaged"),
    ],
)
def test_what_holds_no_file_says_why(data: bytes, words: str) -> None:
    outcome = child.attempt(io.BytesIO(data), Hints("a.p7m"))
    assert (outcome.state, words in outcome.reason, outcome.mime) == (
        IntakeState.UNREAD,
        True,
        "application/pkcs7-mime",
    )


@pytest.mark.parametrize("data", [signed(), signed_in_pieces(), stamped()])
def test_a_container_that_was_cut_keeps_what_is_there(data: bytes) -> None:
    for length in range(20, len(data) - 10, 10):
        outcome = child.attempt(io.BytesIO(data[:length]), Hints("a.p7m"))
        assert outcome.state is not IntakeState.READ
        for member in taken(data[:length]):
            assert WORDS.startswith(member.data)
            assert "breaks off" in dict(member.metadata.extra)["unpacked"]
    assert taken(data[:600])
