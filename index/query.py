"""The query language: words and "phrases", AND OR NOT ( ), -word, word*, word~, "a b"~5, fields and dates.

``title: author: publisher: entity: kind: tag: note: lang: grade:`` look into one field; ``note:`` into notes.
``date:2022``, ``date:2022-06..2022-12``, ``before:`` (strictly) and ``after:`` (strictly) compare dates. Words
side by side must all occur. A query that does not parse is searched as words, and says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from casefile.domain.dates import parse_date
from casefile.domain.errors import UsageError
from casefile.domain.folding import fold
from casefile.domain.search import SearchRequest
from index.analysis import MAX_WORD, Pieces, chunks, wholes
from index.tree import (
    EVERYTHING,
    FACT_FIELDS,
    TEXT_FIELDS,
    And,
    Dates,
    Fact,
    Node,
    Not,
    OfType,
    Or,
    Phrase,
    Word,
    both,
    either,
)

_DATE_FIELDS = ("date", "before", "after")
_FIELDS = (*TEXT_FIELDS, *FACT_FIELDS, "note", *_DATE_FIELDS)
_FIELD = re.compile(r"([^\W\d_]+):(?!//)")
_OPERATORS = ("AND", "OR", "NOT")
_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»"}
_STOPS = re.compile(r'[\s()"“”„«»]')
_TAIL = re.compile(r"~(\d*)")
_DEEPEST = 40
_LONGEST = 2000
_SPELLINGS = {"organisation": "organization", "org": "organization", "company": "organization"}
_VARIANTS = 16


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a query asks for. ``node`` is None when it holds no word; ``error`` the complaint, for people."""

    node: Node | None
    error: str = ""


class _Complaint(Exception):
    """Why a query does not parse, in words for the person who typed it."""


def parse(query: str, *, typing: bool = False) -> Parsed:
    """``query`` as a tree. Never raises for what a person typed.

    With ``typing`` the last word is a prefix, unless white space follows it, and an end in the middle (an open
    quotation mark or parenthesis, an operator that waits for its word) is no complaint.
    """
    try:
        if len(query) > _LONGEST:
            query = query[:_LONGEST]
            raise _Complaint(f"it is too long; its first {_LONGEST} characters were searched")
        return Parsed(_Parser(query, typing).whole())
    except _Complaint as complaint:
        return Parsed(_as_words(query, typing), str(complaint))


def parse_request(request: SearchRequest) -> Parsed:
    """The query of ``request``; without one, everything that its filters let through."""
    parsed = parse(request.query, typing=request.typing)
    if parsed.node is None and request.filters and not request.query.strip():
        return Parsed(EVERYTHING)
    return parsed


def _as_words(query: str, typing: bool) -> Node | None:
    kept = " ".join(word for word in re.split(r'[\s()"“”„«»]+', query) if word not in _OPERATORS)
    plain = re.sub(rf"(?<!\w)(?:{'|'.join(_FIELDS)}):", " ", kept)
    typed = typing and bool(query) and not query[-1].isspace()
    return _words(plain, "", prefix=typed, typed=typed)


class _Parser:
    def __init__(self, query: str, typing: bool) -> None:
        self._query = query
        self._at = 0
        self._typing = typing
        self._depth = 0

    def whole(self) -> Node | None:
        node = self._any("")
        if self._at < len(self._query):
            raise _Complaint("there is a ) without a ( before it")
        return node

    def _any(self, field: str) -> Node | None:
        parts, waiting = [], False
        while True:
            group = self._all(field)
            if group is not None:
                parts.append(group)
            elif waiting and not self._unfinished():
                raise _Complaint("OR needs a word after it")
            if not self._operator("OR"):
                return either(parts)
            if group is None:
                raise _Complaint("OR needs a word before it")
            waiting = True

    def _all(self, field: str) -> Node | None:
        parts: list[Node] = []
        seen = waiting = False
        while True:
            self._blank()
            if self._operator("AND"):
                if not seen or waiting:
                    raise _Complaint("AND needs a word before it")
                waiting = True
                continue
            if self._ends() or self._peeks("OR"):
                if waiting and not self._unfinished():
                    raise _Complaint("AND needs a word after it")
                return both(parts)
            node = self._item(field)
            seen, waiting = True, False
            if node is not None:
                parts.append(node)

    def _item(self, field: str) -> Node | None:
        if self._operator("NOT"):
            return self._negated(field, "NOT")
        query, at = self._query, self._at
        character = query[at]
        if character == "-" and at + 1 < len(query) and re.match(r'[\w("“„«+@]', query[at + 1]):
            self._at += 1
            return self._negated(field, "-")
        if character == "(":
            return self._group(field)
        if character in _QUOTES:
            return self._phrase(field)
        if character in "”»":
            self._at += 1
            return None
        named = _FIELD.match(query, at)
        if named and not self._is_whole_token():
            return self._field(named)
        return self._chunk(field)

    def _negated(self, field: str, sign: str) -> Node | None:
        self._blank()
        if self._ends() or self._peeks("OR") or self._peeks("AND"):
            if self._unfinished():
                return None
            raise _Complaint(f"{sign} needs a word after it")
        self._deeper()
        node = self._item(field)
        self._depth -= 1
        return None if node is None else Not(node)

    def _group(self, field: str) -> Node | None:
        self._at += 1
        self._deeper()
        node = self._any(field)
        self._depth -= 1
        if self._at < len(self._query):
            self._at += 1
        elif not self._typing:
            raise _Complaint("a ( has no ) after it")
        return node

    def _phrase(self, field: str) -> Node | None:
        query, closing = self._query, _QUOTES[self._query[self._at]]
        first = self._at + 1
        end = next((i for i in range(first, len(query)) if query[i] in closing or query[i] == '"'), -1)
        if end < 0:
            if not self._typing:
                raise _Complaint("a quotation mark has no partner")
            self._at = len(query)
            typed = bool(query[first:]) and not query[-1].isspace()
            return _phrase(query[first:], field, 0, prefix=typed)
        self._at = end + 1
        tail = _TAIL.match(query, self._at)
        slop = 0
        if tail:
            self._at = tail.end()
            slop = min(int(tail[1] or 1), 1000) if len(tail[1]) < 6 else 1000
        return _phrase(query[first:end], field, slop)

    def _field(self, named: re.Match[str]) -> Node | None:
        name = fold(named[1])
        if name not in _FIELDS:
            raise _Complaint(f"there is no field “{named[1]}”")
        self._at = named.end()
        if self._ends() or self._query[self._at].isspace():
            if self._unfinished():
                return None
            raise _Complaint(f"{name}: needs a word directly after it")
        if name in _DATE_FIELDS:
            return _dates(name, self._run(), self._unfinished())
        if name in FACT_FIELDS:
            return self._fact(name)
        self._deeper()
        node = self._item("" if name == "note" else name)
        self._depth -= 1
        return And((OfType("note"), node)) if name == "note" and node is not None else node

    def _fact(self, name: str) -> Node | None:
        if self._query[self._at] == "(":
            raise _Complaint(f"{name}: takes one word")
        quoted = self._query[self._at] in _QUOTES
        if quoted:
            end = self._query.find('"', self._at + 1)
            if end < 0:
                raise _Complaint("a quotation mark has no partner")
            value, self._at = self._query[self._at + 1 : end], end + 1
        else:
            value = self._run()
        prefix = value.endswith("*") or (self._typing and self._at == len(self._query) and not quoted)
        value = fold(value.removesuffix("*")).strip()
        return Fact(name, value if prefix else _SPELLINGS.get(value, value), prefix) if value else None

    def _chunk(self, field: str) -> Node | None:
        start = self._at
        end = next((e for s, e, _ in wholes(self._query[start:]) if s == 0), 0)
        if end and (start + end == len(self._query) or _STOPS.match(self._query, start + end)):
            self._at = start + end
            raw = self._query[start : self._at]
        else:
            raw = self._run()
        body = re.match(r"(.*?)(\*+|~\d*)?\Z", raw, re.DOTALL)
        text, tail = (body[1], body[2] or "") if body else (raw, "")
        if "*" in text.rstrip("*"):
            raise _Complaint("* stands at the end of a word")
        if tail.startswith("~") and tail not in ("~", "~1"):
            raise _Complaint("~ finds words one letter away; there is no wider search")
        typed = self._typing and not tail and self._at == len(self._query)
        return _words(text, field, prefix=typed or tail.startswith("*"), fuzzy=tail.startswith("~"), typed=typed)

    def _run(self) -> str:
        stop = _STOPS.search(self._query, self._at)
        start, self._at = self._at, stop.start() if stop else len(self._query)
        return self._query[start : self._at]

    def _is_whole_token(self) -> bool:
        return any(start == 0 for start, _, _ in wholes(self._query[self._at :]))

    def _blank(self) -> None:
        while self._at < len(self._query) and self._query[self._at].isspace():
            self._at += 1

    def _peeks(self, operator: str) -> bool:
        end = self._at + len(operator)
        found = self._query.startswith(operator, self._at)
        return found and (end == len(self._query) or bool(_STOPS.match(self._query, end))) and not self._still(end)

    def _still(self, end: int) -> bool:
        """Whether the operator may be the beginning of a word that is being typed."""
        return self._typing and end == len(self._query)

    def _operator(self, operator: str) -> bool:
        self._blank()
        if not self._peeks(operator):
            return False
        self._at += len(operator)
        return True

    def _ends(self) -> bool:
        return self._at >= len(self._query) or self._query[self._at] == ")"

    def _unfinished(self) -> bool:
        return self._typing and not self._query[self._at :].strip()

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Complaint("it is nested too deeply")


def _words(text: str, field: str, *, prefix: bool = False, fuzzy: bool = False, typed: bool = False) -> Node | None:
    """All the words of ``text``; a joined form may stand for its parts, a whole token for the whole."""
    cuts = [cut for _, cut in chunks(text)]
    parts: list[Node] = []
    for number, cut in enumerate(cuts):
        last = number == len(cuts) - 1
        parts.append(_group(cut, field, prefix and last, fuzzy and last, typed and last))
    node = both(parts)
    whole = next((term for _, _, term in wholes(text)), "") if node is not None else ""
    return Or((node, Word(whole, field))) if node is not None and whole and len(parts) > 1 else node


def _group(cut: Pieces, field: str, prefix: bool, fuzzy: bool, typed: bool) -> Node:
    runs = dict(cut.runs)
    parts: list[Node] = []
    number = 0
    while number < len(cut.parts):
        last = runs.get(number, number)
        ends = last == len(cut.parts) - 1
        if last > number:
            parts.append(Phrase(tuple(word for _, _, word in cut.parts[number : last + 1]), field, run=True))
        else:
            plain = number in runs
            word = Word(cut.parts[number][2], field)
            if ends and not plain:
                word = replace(word, prefix=prefix, fuzzy=fuzzy, typed=typed)
            parts.append(word)
        number = last + 1
    node = both(parts)
    assert node is not None
    return Or((node, Word(cut.joined, field))) if cut.joined else node


def _phrase(text: str, field: str, slop: int, *, prefix: bool = False) -> Node | None:
    variants: list[tuple[str, ...]] = [()]
    for _, cut in chunks(text):
        apart = tuple(word for _, _, word in cut.parts)
        ways = [apart, (cut.joined,)] if cut.joined and len(variants) * 2 <= _VARIANTS else [apart]
        variants = [variant + way for variant in variants for way in ways]
    phrases: list[Node] = []
    for words in variants:
        if len(words) == 1:
            phrases.append(Word(words[0][:MAX_WORD], field, prefix=prefix, typed=prefix))
        elif words:
            phrases.append(Phrase(words, field, slop, prefix))
    return either(phrases)


def _dates(name: str, value: str, unfinished: bool) -> Node | None:
    first, dots, last = value.partition("..")
    try:
        if name == "date":
            low = parse_date(first).earliest if first else None
            high = parse_date(last if dots else first).latest if last or not dots else None
            if low and high and low > high:
                raise _Complaint(f"“{value}” ends before it begins")
            if not (low or high):
                raise _Complaint("date: needs a date")
            return Dates(low.isoformat() if low else "", high.isoformat() if high else "")
        bounds = parse_date(value)
        if name == "before" and bounds.earliest:
            return Dates("", (bounds.earliest - timedelta(days=1)).isoformat())
        if name == "after" and bounds.latest:
            return Dates((bounds.latest + timedelta(days=1)).isoformat(), "")
        raise _Complaint(f"{name}: needs a date")
    except (UsageError, OverflowError):
        if unfinished:
            return None
        raise _Complaint(f"“{value}” is no date; write 2022, 2022-06, 2022-06-01 or 2022-06..2022-12") from None
