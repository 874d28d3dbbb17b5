"""E-mail and web addresses, domains, telephone numbers, IBANs: found by form, checked where they carry a check.

They never overlap: a web address holds its domain, an e-mail address too. Every pattern is bounded or anchored, so
that the time grows with the text and with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from casefile.domain.extraction import Document, FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract import iban
from casefile.extract.domains import ALSO_FILES, ALSO_WORDS, is_top_level
from casefile.extract.phones import find_phones

_LOCAL_REVERSED = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}+")
_LABEL = r"[^\W_](?:[^\W_]|-(?=[\w-]*[^\W_])){0,62}"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{1,10}}+")
_AT = re.compile(r"@(?=[^\W_])")
_URL = re.compile(
    r"(?<![^\W_])(?:(?:https?|hxxps?|ftp|wss?)://|www\.)[^\s<>\"“”«»‹›{}|\\^`\x00-\x1f]{3,2048}", re.IGNORECASE
)
_DOMAIN = re.compile(r"(?<![\w@./:-])[^\W_][\w-]{0,62}+(?:(?:\.|\[\.\])[^\W_][\w-]{0,62}+){1,10}+(?![\w@])")
_WORD = re.compile(r"(?<![\w.])[^\W\d_]++(?!\.\w)")
_GOES_ON = re.compile(r"[ \u00a0][^\W\d_]")
_TRAILING = ".,;:!?'’‘…*_~"
_BRACKETS = {")": "(", "]": "["}


def find_identifiers(document: Document) -> tuple[FoundIdentifier, ...]:
    """The identifiers of ``document.text`` in order, none overlapping another."""
    text = document.text
    taken: list[FoundIdentifier] = []
    covered = bytearray(len(text))
    # In the order in which they win over each other.
    for found in chain(_urls(text), _emails(text), _ibans(text), find_phones(text, document.region), _domains(text)):
        span = found.span
        if not any(covered[span.start : span.end]):
            covered[span.start : span.end] = b"\x01" * len(span)
            taken.append(found)
    return tuple(sorted(taken, key=lambda found: found.span))


def _urls(text: str) -> Iterator[FoundIdentifier]:
    for match in _URL.finditer(text):
        written = _trimmed(match[0])
        defanged = written[:4].lower() == "hxxp" or "[.]" in written
        address = re.sub(r"(?i)\Ahxxp", "http", written).replace("[.]", ".")
        host = re.match(r"(?:[a-z]+://)?(?:[^/@\s]{0,256}@)?([^/:?#\s]*)", address, re.IGNORECASE)
        if host is None or not host[1] or host[1].lower() in ("www", "www."):
            continue
        rule = "web address, defanged" if defanged else "web address"
        yield FoundIdentifier(Span(match.start(), match.start() + len(written)), Kind.URL, address, None, rule)


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


def _emails(text: str) -> Iterator[FoundIdentifier]:
    for match in _AT.finditer(text):
        at = match.start()
        local = _LOCAL_REVERSED.match(text[max(0, at - 64) : at][::-1])
        host = _HOST.match(text, at + 1)
        if local is None or host is None:
            continue
        name = local[0][::-1].lstrip(".'/*`=|{~!-#&")
        *_, ending = host[0].rsplit(".", 1)
        if not name or name.endswith(".") or ".." in name or not is_top_level(ending.lower()):
            continue
        value = f"{name}@{host[0].lower()}"
        yield FoundIdentifier(Span(at - len(name), host.end()), Kind.EMAIL, value, None, "e-mail address")


def _ibans(text: str) -> Iterator[FoundIdentifier]:
    for match in iban.CANDIDATE.finditer(text):
        length = iban.LENGTHS.get(match[0][:2].upper())
        span = _cut(text, match.start(), length) if length else None
        if span is None:
            continue
        number = iban.normalised(span.of(text))
        holds = iban.checksum_holds(number)
        # A wrong checksum is worth showing where the form leaves no doubt; lower case and letters leave doubt.
        if holds or (span.of(text)[:2].isupper() and sum(map(str.isdigit, number)) >= 12):
            yield FoundIdentifier(span, Kind.IBAN, number, holds, "IBAN" if holds else "IBAN, checksum wrong")


def _cut(text: str, start: int, length: int) -> Span | None:
    """The span of ``length`` letters and digits from ``start``, in groups; None where it ends before or goes on."""
    end, seen = start, 0
    while seen < length:
        character = text[end : end + 1]
        if character.isascii() and character.isalnum():
            seen += 1
        elif not character or character not in iban.SEPARATORS or text[end - 1] in iban.SEPARATORS:
            return None
        end += 1
    return None if text[end : end + 1].isalnum() else Span(start, end)


def _domains(text: str) -> Iterator[FoundIdentifier]:
    words: frozenset[str] | None = None
    for match in _DOMAIN.finditer(text):
        written = match[0]
        labels = written.replace("[.]", ".").split(".")
        ending = labels[-1]
        # “…the end.The next”: a lost space is followed by a capital, an ending of a domain is written in one case.
        one_case = ending.islower() or (ending.isupper() and written.isupper()) or not ending.isascii()
        if not one_case or not is_top_level(ending.lower()) or all(label.isdigit() for label in labels[:-1]):
            continue
        if any(label.endswith("-") for label in labels) or (len(labels[0]) == 1 and len(labels) > 2):
            continue
        if ending in ALSO_WORDS:
            words = frozenset(_WORD.findall(text)) if words is None else words
            if not _stands_out(text, match.end(), labels, words):
                continue
        checked = None if ending.lower() in ALSO_FILES else True
        rule = "domain" if checked else "domain, or a file's name"
        yield FoundIdentifier(Span(*match.span()), Kind.DOMAIN, ".".join(labels).lower(), checked, rule)


def _stands_out(text: str, end: int, labels: list[str], words: frozenset[str]) -> bool:
    """Whether a name that ends in an English word is more than two words that lost their space.

    Where they did, the sentence goes on behind the second, and the first stands elsewhere in the text on its own.
    """
    if len(labels) > 2 or not labels[0].isalpha() or labels[0] != labels[0].lower():
        return True
    return not (_GOES_ON.match(text, end) and labels[0] in words)
