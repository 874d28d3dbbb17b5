"""Which engine reads the names of a document, and what is taken from it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from casefile.domain.extraction import Document, FoundDate, FoundIdentifier, FoundName, NameEngine
from casefile.domain.kinds import Kind
from casefile.extract.engines import plugged_in, speaks
from casefile.extract.names.model import NoModel
from casefile.extract.names.rules import RulesEngine
from casefile.extract.names.trained import TrainedEngine
from casefile.extract.word_lists import word_list

_SAMPLE = 20_000
_ENGLISH = word_list("the of and to in a is that for on was with as by at he she it his from said")


class Named(NamedTuple):
    """The names of a document, the engines that found them, and a note for people or nothing."""

    names: list[FoundName]
    engines: tuple[str, ...]
    note: str = ""


def find_names(document: Document, identifiers: tuple[FoundIdentifier, ...], dates: tuple[FoundDate, ...]) -> Named:
    """The names, none overlapping another, and the engines that found them as ``name/version``.

    An installed engine takes the place of the built-in one, unless it fails on this document. Names inside
    e-mail addresses, web addresses and dates are dropped; a domain that is written as a name is one.
    """
    names, used, note = _by_engine(document)
    text = document.text
    taken = bytearray(len(text))
    for span in (*(found.span for found in identifiers), *(found.span for found in dates)):
        taken[span.start : span.end] = b"\x01" * len(span)
    hosts = [
        _host_as_name(host) for host in identifiers if host.kind is Kind.DOMAIN and host.span.of(text)[0].isupper()
    ]
    kept = list(hosts)
    for name in sorted(names, key=lambda each: (each.span.start, -each.span.end)):
        span = name.span
        if name.kind.is_name and len(span) > 0 and span.end <= len(text) and not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * len(span)
            kept.append(name)
    return Named(sorted(kept, key=lambda each: each.span), used, note)


def _by_engine(document: Document) -> Named:
    for engine in plugged_in(document):
        try:
            return Named(list(engine.mentions(document)), (f"{engine.name}/{engine.version}",))
        except Exception:  # another's code: the built-in engine stands in, and the extraction says so
            continue
    own, note = _own()
    if not speaks(own, document.language) or not (document.language or _looks_english(document.text)):
        return Named([], ())
    return Named(own.mentions(document), (f"{own.name}/{own.version}",), note)


@lru_cache(maxsize=1)
def _own() -> tuple[NameEngine, str]:
    """The trained model; or the rules where it cannot run, and a line that says why."""
    try:
        return TrainedEngine(), ""
    except NoModel as reason:
        return RulesEngine(), f"Names were found by rules, less well: {reason}."


def _looks_english(text: str) -> bool:
    """Whether one word in twenty is among the commonest of English; a few words are given the benefit of doubt."""
    words = re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower())
    return len(words) < 20 or sum(word in _ENGLISH for word in words) * 20 >= len(words)


def _host_as_name(host: FoundIdentifier) -> FoundName:
    return FoundName(host.span, Kind.ORGANIZATION, "", "identifiers", "", "domain written as a name", 0.6)
