"""From what stands in a query to nodes: words with their joined and whole forms, phrases, facts, dates."""

from __future__ import annotations

import re
from datetime import timedelta

from casefile.domain.dates import PartialDate, parse_date
from casefile.domain.errors import UsageError
from casefile.domain.folding import fold
from casefile.domain.search import TYPES
from index.analysis import MAX_WORD, Pieces, chunks, wholes
from index.tree import Dates, Fact, Node, OfType, Or, Phrase, Word, both, either

_VARIANTS = 16
_MOST_SLOP = 1000
_SPELLINGS = {
    "organisation": "organization",
    "org": "organization",
    "company": "organization",
    "people": "person",
    "location": "place",
}
_TYPE_NAMES = {name: name for name in TYPES} | {
    "articles": "article",
    "entities": "entity",
    "notes": "note",
    "claims": "claim",
    "source": "article",
    "sources": "article",
}
_COMPARED = re.compile(r"(<=|>=|<|>)(.*)", re.DOTALL)
_RANGE = re.compile(r"\.{2,}|…|–|—")
_YEARS = re.compile(r"(\d{4})-(\d{4})")
_DATES = "write 2022, 2022-06, 2022-06-15, or a range such as 2022-06..2022-12"


class Complaint(Exception):
    """Why a query does not parse: a sentence for the person who typed it."""


def words(text: str, field: str, *, prefix: bool = False, fuzzy: bool = False, typed: bool = False) -> Node | None:
    """All the words of ``text``; a joined form may stand for its parts, a whole token for the whole."""
    cuts = [cut for _, cut in chunks(text)]
    parts: list[Node] = []
    for number, cut in enumerate(cuts):
        last = number == len(cuts) - 1
        parts.append(_chunk(cut, field, prefix and last, fuzzy and last, typed and last))
    node = both(parts)
    whole = next((term for _, _, term in wholes(text)), "") if len(parts) > 1 else ""
    return Or((node, Word(whole, field))) if node is not None and whole else node


def _chunk(cut: Pieces, field: str, prefix: bool, fuzzy: bool, typed: bool) -> Node:
    runs = dict(cut.runs)
    parts: list[Node] = []
    number = 0
    while number < len(cut.parts):
        last = runs.get(number, number)
        ends = last == len(cut.parts) - 1
        if last > number:
            parts.append(Phrase(tuple(word for _, _, word in cut.parts[number : last + 1]), field, run=True))
        else:
            word = cut.parts[number][2]
            takes = ends and number not in runs
            parts.append(Word(word, field, prefix, fuzzy, typed) if takes else Word(word, field))
        number = last + 1
    node = both(parts)
    assert node is not None
    return Or((node, Word(cut.joined, field))) if cut.joined else node


def phrase(text: str, field: str, slop: int = 0, *, prefix: bool = False) -> Node | None:
    """The words of ``text`` side by side, or with at most ``slop`` others between; ``prefix`` is the last word's."""
    variants: list[tuple[str, ...]] = [()]
    for _, cut in chunks(text):
        apart = tuple(word for _, _, word in cut.parts)
        ways = [apart, (cut.joined,)] if cut.joined and len(variants) * 2 <= _VARIANTS else [apart]
        variants = [variant + way for variant in variants for way in ways]
    phrases: list[Node] = []
    for row in variants:
        if len(row) == 1:
            phrases.append(Word(row[0][:MAX_WORD], field, prefix=prefix, typed=prefix))
        elif row:
            phrases.append(Phrase(row, field, min(slop, _MOST_SLOP), prefix))
    return either(phrases)


def fact(name: str, written: str, *, typed: bool = False) -> Node | None:
    """``kind: lang: grade:`` with a value, which may end in ``*``."""
    prefix = typed or written.endswith("*")
    value = " ".join(fold(written.removesuffix("*")).split())
    return Fact(name, value if prefix else _SPELLINGS.get(value, value), prefix) if value else None


def of_type(written: str, *, typed: bool = False) -> Node | None:
    """``type:`` with one of the four. Raises ``Complaint`` for anything else."""
    value = fold(written).strip()
    if value in _TYPE_NAMES:
        return OfType(_TYPE_NAMES[value])
    begun = [name for name in TYPES if name.startswith(value)]
    if typed and begun:
        return either([OfType(name) for name in begun])
    raise Complaint(f"“type:{written}” names nothing that is kept here; write one of {', '.join(TYPES)}.")


def dates(name: str, written: str, *, typed: bool = False) -> Node | None:
    """``date: before: after:`` with a date or a range in any form that the case accepts; None for one half typed.

    Raises ``Complaint`` for what is no date.
    """
    value = fold(written).upper().strip().rstrip(",;")
    compared = _COMPARED.fullmatch(value) if name == "date" else None
    try:
        if compared:
            return _compared(compared[1], _date(compared[2]))
        if name == "date":
            return _range(value, written)
        return _compared("<" if name == "before" else ">", _date(value))
    except (UsageError, OverflowError):
        if typed:
            return None
        raise Complaint(f"“{name}:{written}” holds no date; {_DATES}.") from None


def _date(value: str) -> PartialDate:
    if not value:
        raise UsageError("no date")
    return parse_date(value)


def _compared(sign: str, date: PartialDate) -> Node:
    """Strictly before the first or after the last day that ``date`` can mean; with ``=`` that included."""
    bound = {"<": date.earliest, "<=": date.latest, ">": date.latest, ">=": date.earliest}[sign]
    if bound is None:
        raise UsageError("an open end")
    step = {"<": -1, ">": 1}.get(sign, 0)
    day = (bound + timedelta(days=step)).isoformat()
    return Dates("", day) if sign.startswith("<") else Dates(day, "")


def _range(value: str, written: str) -> Node:
    years = _YEARS.fullmatch(value)
    ends = list(years.groups()) if years else _RANGE.split(value)
    if len(ends) > 2:
        raise UsageError("more than one range")
    first, last = ends[0], ends[-1]
    low = parse_date(first).earliest if first else None
    high = parse_date(last).latest if last else None
    if low and high and low > high:
        raise Complaint(f"“date:{written}” ends before it begins; write the earlier date first.")
    if not (low or high):
        raise UsageError("no date at either end")
    return Dates(low.isoformat() if low else "", high.isoformat() if high else "")
