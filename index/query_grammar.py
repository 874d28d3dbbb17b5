"""How a query is put together: operators, parentheses, quotation marks, fields. What it means is in the nodes."""

from __future__ import annotations

import re

from casefile.domain.folding import fold
from index.analysis import wholes
from index.query_nodes import Complaint, dates, fact, of_type, phrase, words
from index.tree import EVERYTHING, FACT_FIELDS, TEXT_FIELDS, And, Node, Not, OfType, both, either

DATE_FIELDS = ("date", "before", "after")
FIELDS = (*TEXT_FIELDS, *FACT_FIELDS, "note", "type", *DATE_FIELDS)
OPERATORS = {"AND": ("AND", "&&"), "OR": ("OR", "||", "|"), "NOT": ("NOT",)}
_SIGNS_OF = {operator: {form[0] for form in forms} for operator, forms in OPERATORS.items()}
# A name of ASCII letters only: what stands before a colon in other scripts is a text that was pasted.
FIELD = re.compile(r"([A-Za-z]+):(?!//)")
STOPS = re.compile(r'[\s()"]')
_TAIL = re.compile(r"~(\d*)")
_ENDING = re.compile(r"(.*?)(\*+|~\d{0,2})?[,;.!?،؛。、]*\Z", re.DOTALL)
_MIDDLE = re.compile(r"\w\*+\w|(?<![^\s])\*+\w")
_MARK_INSIDE = re.compile(r"\w+\?\w+\Z")
# What is in every whole token: a look that costs less than looking for one.
_WHOLE = re.compile(r"[@\d]|://|ww\.", re.IGNORECASE)
_NAMES = {"language": "lang", "tags": "tag", "entities": "entity", "notes": "note"}
_DEEPEST = 40
_SHOWN = 24

_QUOTES = "“”„‟″＂〝〞〟«»「」『』《》"
# Direction marks and a byte order mark: they come with text that is copied, and show nowhere.
_UNSEEN = "\u200e\u200f\u061c\ufeff\u2060" + "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_SIGNS = str.maketrans(
    dict.fromkeys(_QUOTES, '"')
    | dict.fromkeys(_UNSEEN, "")
    | {"（": "(", "）": ")", "：": ":", "＊": "*", "～": "~", "－": "-", "﹣": "-", "−": "-", "\u200b": " "}
)
_DASHES = "-–—"


def plain(query: str) -> str:
    """``query`` with one form for every quotation mark, and the full-width signs as the narrow ones."""
    return query if query.isascii() else query.translate(_SIGNS)


class Grammar:
    """One query, read from left to right. ``query`` is in the ``plain`` form."""

    def __init__(self, query: str, *, typing: bool) -> None:
        self._query = query
        self._at = 0
        self._typing = typing
        self._depth = 0
        # A whole token that begins at a place, and where it ends.
        self._wholes = {start: end for start, end, _ in wholes(query)} if _WHOLE.search(query) else {}

    def read(self) -> Node | None:
        """The tree; None when no word is asked for. Raises ``Complaint``."""
        node = self._any("")
        if self._at < len(self._query):
            raise Complaint(f"The ) after {self._before()} has no ( before it; leave it out, or open it.")
        return node

    def _any(self, field: str) -> Node | None:
        parts, waiting = [], False
        while True:
            group = self._all(field)
            if group is not None:
                parts.append(group)
            elif waiting and not self._unfinished():
                raise Complaint(_lacks("OR", "after", self._before()))
            if not self._operator("OR"):
                return either(parts)
            if group is None:
                raise Complaint(_lacks("OR", "before", self._after()))
            waiting = True

    def _all(self, field: str) -> Node | None:
        parts: list[Node] = []
        seen = waiting = False
        while True:
            self._blank()
            if self._operator("AND"):
                if not seen or waiting:
                    raise Complaint(_lacks("AND", "before", self._after()))
                waiting = True
                continue
            if self._ends() or self._peeks("OR"):
                if waiting and not self._unfinished():
                    raise Complaint(_lacks("AND", "after", self._before()))
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
        if character in _DASHES and re.match(r'[\w("+@#]', query[at + 1 : at + 2]) and self._begins():
            self._at += 1
            return self._negated(field, "-")
        if character == "(":
            return self._group(field)
        if character == '"':
            return self._quoted(field)
        named = FIELD.match(query, at)
        if named and at not in self._wholes:
            return self._field(named)
        return self._chunk(field)

    def _negated(self, field: str, sign: str) -> Node | None:
        self._blank()
        if self._ends() or self._peeks("OR") or self._peeks("AND"):
            if self._unfinished():
                return None
            raise Complaint(_lacks(sign, "after", self._before()))
        self._deeper()
        node = self._item(field)
        self._depth -= 1
        return None if node is None else Not(node)

    def _group(self, field: str) -> Node | None:
        opened = self._at
        self._at += 1
        self._deeper()
        node = self._any(field)
        self._depth -= 1
        if self._at < len(self._query):
            self._at += 1
        elif not self._typing:
            self._at = opened + 1
            raise Complaint(f"The ( before {self._after()} has no ) after it; close it, or leave it out.")
        return node

    def _quoted(self, field: str) -> Node | None:
        query, first = self._query, self._at + 1
        end = query.find('"', first)
        if end < 0:
            if not self._typing:
                self._at = first
                raise Complaint(f"The quotation mark before {self._after()} has no partner; close it, or leave it out.")
            self._at = len(query)
            typed = bool(query[first:]) and not query[-1].isspace()
            return self._phrase(query[first:], field, 0, typed=typed)
        self._at = end + 1
        tail, slop = _TAIL.match(query, self._at), 0
        if tail:
            self._at = tail.end()
            slop = int(tail[1][:6] or 1)
        return self._phrase(query[first:end], field, slop)

    def _phrase(self, inner: str, field: str, slop: int, *, typed: bool = False) -> Node | None:
        if field in FACT_FIELDS:
            return fact(field, inner, typed=typed)
        if field == "type":
            return of_type(inner, typed=typed)
        if field in DATE_FIELDS:
            return dates(field, inner, typed=typed)
        if _MIDDLE.search(inner) or "* " in inner.rstrip():
            raise Complaint(f"Within “{_short(inner)}” only the last word may end in *; leave the others whole.")
        return phrase(inner, field, slop, prefix=typed or inner.rstrip().endswith("*"))

    def _field(self, named: re.Match[str]) -> Node | None:
        written = fold(named[1])
        name = _NAMES.get(written, written)
        if name not in FIELDS:
            raise Complaint(
                f"There is no field “{named[1]}:”; there are {', '.join(FIELDS)}. "
                "With a blank after the colon it is a word."
            )
        self._at = named.end()
        if self._ends() or self._query[self._at].isspace():
            if self._unfinished():
                return None
            raise Complaint(f"{name}: needs a word directly after the colon, without a blank.")
        self._deeper()
        node = self._item("" if name == "note" else name)
        self._depth -= 1
        return And((OfType("note"), node)) if name == "note" and node is not None else node

    def _chunk(self, field: str) -> Node | None:
        if field in (*FACT_FIELDS, *DATE_FIELDS, "type"):
            written = self._run()
            typed = self._typing and self._at == len(self._query)
            if field in DATE_FIELDS:
                return dates(field, written, typed=typed)
            return of_type(written, typed=typed) if field == "type" else fact(field, written, typed=typed)
        end = self._wholes.get(self._at)
        if end is not None and (end == len(self._query) or STOPS.match(self._query, end)):
            raw, self._at = self._query[self._at : end], end
            return words(raw, field, prefix=self._is_typed(), typed=self._is_typed())
        raw = self._run()
        ending = _ENDING.match(raw)
        assert ending is not None
        text, tail = ending[1], ending[2] or ""
        if "*" in text or _MARK_INSIDE.fullmatch(raw):
            raise Complaint(f"In “{_short(raw)}” the sign stands inside a word; * may only end one, as in wagn*.")
        if tail.startswith("~"):
            if tail not in ("~", "~1"):
                raise Complaint(f"“{_short(raw)}” asks for too much: word~ finds words one letter away, no wider.")
            if not text:
                raise Complaint("~ must stand directly after a word, or after a closing quotation mark.")
        if tail.startswith("*") and not text:
            if field:
                raise Complaint(f"{field}: needs the beginning of a word before the *.")
            return EVERYTHING
        typed = not tail and self._is_typed()
        return words(text, field, prefix=typed or tail.startswith("*"), fuzzy=tail.startswith("~"), typed=typed)

    def _run(self) -> str:
        stop = STOPS.search(self._query, self._at)
        start, self._at = self._at, stop.start() if stop else len(self._query)
        return self._query[start : self._at]

    def _is_typed(self) -> bool:
        return self._typing and self._at == len(self._query)

    def _begins(self) -> bool:
        """Whether a word may begin here: a sign in the middle of one is no operator."""
        return self._at == 0 or self._query[self._at - 1] in "(:" or self._query[self._at - 1].isspace()

    def _blank(self) -> None:
        while self._at < len(self._query) and self._query[self._at].isspace():
            self._at += 1

    def _peeks(self, operator: str) -> int:
        """The length of the operator that stands here, or 0."""
        if self._query[self._at : self._at + 1] not in _SIGNS_OF[operator]:
            return 0
        for form in OPERATORS[operator]:
            end = self._at + len(form)
            if self._query.startswith(form, self._at) and (end == len(self._query) or STOPS.match(self._query, end)):
                # While typing it may be the beginning of a word.
                return 0 if self._typing and end == len(self._query) else len(form)
        return 0

    def _operator(self, operator: str) -> bool:
        self._blank()
        size = self._peeks(operator)
        self._at += size
        return size > 0

    def _ends(self) -> bool:
        return self._at >= len(self._query) or self._query[self._at] == ")"

    def _unfinished(self) -> bool:
        return self._typing and not self._query[self._at :].strip()

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Complaint(f"It is nested more than {_DEEPEST} deep; leave some parentheses out.")

    def _before(self) -> str:
        """What stands before the place, for a complaint."""
        text = self._query[: self._at].strip()
        return f"“{text if len(text) <= _SHOWN else '…' + text[-_SHOWN:]}”" if text else "the beginning"

    def _after(self) -> str:
        text = self._query[self._at :].strip()
        return f"“{_short(text)}”" if text else "the end"


def _lacks(sign: str, side: str, where: str) -> str:
    edge = "before" if side == "before" else "after"
    if sign == "-":
        return "- needs a word directly after it; leave it out, or write the word."
    place = f"before {where}" if edge == "before" else f"in {where}"
    return f"{sign} {place} needs a word {edge} it; written small it is a word itself."


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
