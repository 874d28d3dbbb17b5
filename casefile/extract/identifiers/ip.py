"""Internet addresses: IPv4 and IPv6, defanged too. They have no checksum; their ranges are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from casefile.domain.extraction import FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.identifiers.web import DOT, refanged

_FOUR = re.compile(rf"(?<![\w.,§])(?<!\d[-/ ])\d{{1,3}}(?:{DOT}\d{{1,3}}){{3}}(?![\w-]|[.,]\d|{DOT}[^\W_])")
_SIX = re.compile(r"(?<![\w:.])(?=[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:])[0-9A-Fa-f:]{3,39}(?:\.\d{1,3}){0,3}(?![\w:]|\.\w)")
_UNLIKE_CODE = re.compile(r"(?i:2[0-9a-f]{3}:|fe80:|f[cd][0-9a-f]{2}:)|(?=\D{0,15}\d)(?:[^:]*:){3}")
_CUE = re.compile(r"(?i:\b(?:ips?|ipv[46]|address(?:es)?|servers?|hosts?|hosted|dns|resolver|ping|router|gateway)\b)")
# “version 10.4.12.1”, “section 4.2.1.3”: dotted numbers of other sorts announce themselves.
_NO_ADDRESS = re.compile(
    r"(?i:\b(?:v|ver|version|release|build|firmware|driver|update|file|section|chapter|clause|article|paragraph|para|§"
    r"|table|figure|rule|item)s?\.?[ \u00a0]{0,2})\Z"
)


def find_addresses(text: str) -> Iterator[FoundIdentifier]:
    """IPv4 and IPv6 addresses; four single digits are one only where a word says so."""
    for match in _FOUR.finditer(text):
        written = refanged(match[0])
        try:
            four = IPv4Address(written)
        except AddressValueError:  # an octet over 255 or with a leading zero
            continue
        before = text[max(match.start() - 40, 0) : match.start()]
        is_defanged = written != match[0]
        if not is_defanged and (_NO_ADDRESS.search(before) or (len(written) < 8 and not _CUE.search(before))):
            continue
        yield _found(match, four, "IPv4 address, defanged" if is_defanged else "IPv4 address")
    for match in _SIX.finditer(text):
        try:
            six = IPv6Address(match[0])
        except AddressValueError:
            continue
        before = text[max(match.start() - 40, 0) : match.start()]
        # “10::” and “a::b” are rare outside of programs and common in them.
        if not (_CUE.search(before) or _UNLIKE_CODE.match(match[0])):
            continue
        yield _found(match, six, "IPv6 address")


def _found(match: re.Match[str], address: IPv4Address | IPv6Address, rule: str) -> FoundIdentifier:
    where = (
        ", this machine"
        if address.is_loopback
        else ", link-local"
        if address.is_link_local
        else ", multicast"
        if address.is_multicast
        else ""
        if address.is_global
        else ", private or reserved"
    )
    value = str(address)
    return FoundIdentifier(Span(*match.span()), Kind.IP, value, None, f"{rule}{where}, no checksum exists")
