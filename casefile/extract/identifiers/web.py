"""E-mail addresses, web addresses and domains, as they are written and as they are defanged.

Defanged forms are those in use: ``hxxp``, ``h**p``, ``[.]``, ``(.)``, ``{.}``, ``[dot]``, ``(dot)``, ``[at]``,
``(at)``, ``[@]``, ``[:]``. The value is the address as it works; the span is what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.domain.extraction import FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.identifiers.top_levels import ABBREVIATIONS, ALSO_FILES, ALSO_WORDS, is_top_level

DOT = r"(?:\.| ?(?:\[ ?(?:\.|dot|DOT) ?\]|\( ?(?:\.|dot|DOT) ?\)|\{ ?(?:\.|dot|DOT) ?\}) ?)"
"""The full stop of an address, defanged or not."""

_SPECIAL_DOT = re.compile(r" ?(?:\[ ?(?:\.|dot|DOT) ?\]|\( ?(?:\.|dot|DOT) ?\)|\{ ?(?:\.|dot|DOT) ?\}) ?")
_LOCAL_REVERSED = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}+")
_LABEL = r"[^\W_](?:[^\W_]|-(?=[\w-]{0,62}[^\W_])){0,62}"
_HOST = re.compile(rf"{_LABEL}(?:{DOT}{_LABEL}){{1,10}}+")
_AT = re.compile(r"@(?=[^\W_])|[\[({] ?(?:@|at|AT) ?[\])}] ?(?=[^\W_])")
_URL = re.compile(
    r"(?<![^\W_])(?:(?:h(?:tt|xx|\*\*)ps?|f[tx]p|wss?)(?::|\[:\])//|(?:h(?:tt|xx|\*\*)ps?|f[tx]p)\[://\]|www(?:\.|\[\.\]))"
    r"[^\s<>\"“”«»‹›{}|\\^`\x00-\x1f]{3,2048}",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?i)\A(h(?:tt|xx|\*\*)p(?=s?[:\[])|f[tx]p|wss?)(s?)(?::|\[:\]|\[)(?=//|://)(?::?//\]?)")
_DOMAIN = re.compile(rf"(?<![\w@./:\])}}-])[^\W_][\w-]{{0,62}}+(?:{DOT}[^\W_][\w-]{{0,62}}+){{1,10}}+(?![\w@])")
_WORD = re.compile(r"(?<![\w.])[^\W\d_]++(?!\.\w)")
_GOES_ON = re.compile(r"[ \u00a0][^\W\d_]")
_TRAILING = ".,;:!?'’‘…*_~"
_BRACKETS = {")": "(", "]": "["}


def refanged(written: str) -> str:
    """``written`` with every defanged full stop as a plain one."""
    return _SPECIAL_DOT.sub(".", written)


def find_urls(text: str) -> Iterator[FoundIdentifier]:
    """Web addresses with their scheme or ``www``."""
    for match in _URL.finditer(text):
        written = _trimmed(match[0])
        address = refanged(_SCHEME.sub(_plain_scheme, written))
        host = re.match(r"(?:[a-z]+://)?(?:[^/@\s]{0,256}@)?([^/:?#\s]*)", address, re.IGNORECASE)
        if host is None or not host[1] or host[1].lower() in ("www", "www."):
            continue
        rule = "web address" if address == written else "web address, defanged"
        yield FoundIdentifier(Span(match.start(), match.start() + len(written)), Kind.URL, address, None, rule)


def _plain_scheme(match: re.Match[str]) -> str:
    written = match[1]
    if written[0] in "hH":
        name = written if "t" in written.lower() else "http"
    else:
        name = "ftp" if written[0] in "fF" else written
    return f"{name}{match[2]}://"


def _trimmed(written: str) -> str:
    """``written`` without the punctuation of the sentence around it; a bracket opened inside stays."""
    surplus = {last: written.count(last) - written.count(first) for last, first in _BRACKETS.items()}
    end = len(written)
    while end:
        last = written[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return written[:end]


def find_emails(text: str) -> Iterator[FoundIdentifier]:
    """E-mail addresses under a known top-level domain."""
    for match in _AT.finditer(text):
        is_plain = match[0] == "@"
        at = match.start()
        if not is_plain and text[at - 1 : at] == " ":
            at -= 1
        local = _LOCAL_REVERSED.match(text[max(0, at - 64) : at][::-1])
        host = _HOST.match(text, match.end())
        if local is None or host is None:
            continue
        name = local[0][::-1].lstrip(".'/*`=|{~!-#&")
        reads = refanged(host[0])
        ending = reads.rpartition(".")[2]
        if not name or name.endswith(".") or ".." in name or not is_top_level(ending.lower()):
            continue
        rule = "e-mail address" if is_plain and reads == host[0] else "e-mail address, defanged"
        span = Span(at - len(name), host.end())
        yield FoundIdentifier(span, Kind.EMAIL, f"{name}@{reads.lower()}", None, rule)


def find_domains(text: str) -> Iterator[FoundIdentifier]:
    """Domains that stand alone. ``valid`` tells a known top-level domain; None where it may be a file's name."""
    words: frozenset[str] | None = None
    for match in _DOMAIN.finditer(text):
        written = refanged(match[0])
        is_defanged = written != match[0]
        labels = written.split(".")
        ending = labels[-1]
        # “…the end.The next”: a lost space is followed by a capital, an ending of a domain is written in one case.
        one_case = ending.islower() or (ending.isupper() and written.isupper()) or not ending.isascii()
        if not one_case or not is_top_level(ending.lower()) or all(label.isdigit() for label in labels[:-1]):
            continue
        if any(label.endswith("-") for label in labels) or (len(labels[0]) == 1 and len(labels) > 2):
            continue
        if written.lower() in ABBREVIATIONS:
            continue
        if ending in ALSO_WORDS and not is_defanged:
            words = frozenset(_WORD.findall(text)) if words is None else words
            if not _stands_out(text, match.end(), labels, words):
                continue
        checked = None if ending.lower() in ALSO_FILES and not is_defanged else True
        rule = "domain, defanged" if is_defanged else "domain" if checked else "domain, or a file's name"
        yield FoundIdentifier(Span(*match.span()), Kind.DOMAIN, written.lower(), checked, rule)


def _stands_out(text: str, end: int, labels: list[str], words: frozenset[str]) -> bool:
    """Whether a name that ends in an English word is more than two words that lost their space.

    Where they did, the sentence goes on behind the second, and the first stands elsewhere in the text on its own.
    """
    if len(labels) > 2 or not labels[0].isalpha() or labels[0] != labels[0].lower():
        return True
    return not (_GOES_ON.match(text, end) and labels[0] in words)
