"""Every identifier of a text: found by form, checked where it carries a check, none overlapping another.

Each family has a file of its own. Every pattern is bounded or anchored, so that the time grows with the text and with
nothing else.
"""

from __future__ import annotations

from itertools import chain

from casefile.domain.extraction import Document, FoundIdentifier
from casefile.extract.identifiers.banks import find_accounts
from casefile.extract.identifiers.coordinates import find_coordinates
from casefile.extract.identifiers.craft import find_craft
from casefile.extract.identifiers.crypto import find_crypto
from casefile.extract.identifiers.hashes import find_hashes
from casefile.extract.identifiers.ip import find_addresses
from casefile.extract.identifiers.phones import find_phones
from casefile.extract.identifiers.registers import find_registered
from casefile.extract.identifiers.web import find_domains, find_emails, find_urls


def find_identifiers(document: Document) -> tuple[FoundIdentifier, ...]:
    """The identifiers of ``document.text`` in order, none overlapping another."""
    text = document.text
    taken: list[FoundIdentifier] = []
    covered = bytearray(len(text))
    # In the order in which they win over each other: a web address holds its domain, an e-mail address too, and
    # what a checksum or a word tells goes before what the form alone tells.
    for found in chain(
        find_urls(text),
        find_emails(text),
        find_crypto(text),
        find_hashes(text),
        find_accounts(text),
        find_craft(text),
        find_registered(text),
        find_addresses(text),
        find_coordinates(text),
        find_phones(text, document.region),
        find_domains(text),
    ):
        span = found.span
        if not any(covered[span.start : span.end]):
            covered[span.start : span.end] = b"\x01" * len(span)
            taken.append(found)
    return tuple(sorted(taken, key=lambda found: found.span))
