"""The query language: words and "phrases", AND OR NOT ( ), -word, word*, word~, "a b"~5, fields and dates.

``title: author: publisher: entity: kind: tag: note: lang: grade:`` look into one field; ``note:`` into notes,
``type:`` chooses articles, entities, notes or claims. ``date:2022``, ``date:2022-06..2022-12``, ``before:`` (strictly)
and ``after:`` (strictly) compare dates. A field takes a word, a phrase or a group. Words side by side must all occur.
A query that does not parse is searched as words, and says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from casefile.domain.search import SearchRequest
from index.query_grammar import DATE_FIELDS, FIELDS, OPERATORS, Grammar, plain
from index.query_names import with_names
from index.query_nodes import Complaint, words
from index.tree import EVERYTHING, FACT_FIELDS, Node, both

_LONGEST = 10_000
_NOT_WORDS = ("type", *FACT_FIELDS, *DATE_FIELDS)
_CONDITION = re.compile(rf"(?<!\w)(?:{'|'.join(_NOT_WORDS)}):\S*", re.IGNORECASE)
_NAMED = re.compile(rf"(?<!\w)(?:{'|'.join(FIELDS)}):", re.IGNORECASE)
_LEFT_OUT = {form for forms in OPERATORS.values() for form in forms}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a query asks for. ``node`` is None when it holds no word; ``error`` the complaint, for people."""

    node: Node | None
    error: str = ""


def parse(query: str, *, typing: bool = False, names: tuple[tuple[str, ...], ...] = ()) -> Parsed:
    """``query`` as a tree. Never raises for what a person typed.

    With ``typing`` the last word is a prefix, unless white space follows it, and an end in the middle (an open
    quotation mark or parenthesis, an operator that waits for its word) is no complaint. ``names`` are groups of
    names that stand for one another after ``entity:``.
    """
    query = plain(query)
    try:
        if len(query) > _LONGEST:
            query = query[:_LONGEST].rsplit(None, 1)[0]
            raise Complaint(f"It is too long; its first {_LONGEST:,} characters were searched.")
        node = Grammar(query, typing=typing).read()
    except Complaint as complaint:
        return Parsed(_as_words(query, typing), str(complaint))
    if node is None:
        asks = bool(query.strip()) and not typing
        return Parsed(None, "There is no letter or digit in it to search for." if asks else "")
    return Parsed(with_names(node, names) if names else node)


def parse_request(request: SearchRequest) -> Parsed:
    """The query of ``request``; without one, everything that its filters let through."""
    parsed = parse(request.query, typing=request.typing, names=request.names)
    if parsed.node is None and request.filters and not request.query.strip():
        return Parsed(EVERYTHING)
    return parsed


def _as_words(query: str, typing: bool) -> Node | None:
    """The words alone: what was excluded, a date or a kind is none of them, and names no passage."""
    bare = _NAMED.sub(" ", _CONDITION.sub(" ", query))
    typed = typing and bool(query) and not query[-1].isspace()
    kept = [
        word
        for word in re.split(r'[\s()"]+', bare)
        if word and word not in _LEFT_OUT and not re.match(r"[-–—]\w", word)
    ]
    parts: list[Node] = []
    for number, word in enumerate(kept, 1):
        last = typed and number == len(kept)
        part = words(re.sub(r"~\d*\Z", "", word), "", prefix=last or word.endswith("*"), typed=last)
        parts += [part] if part is not None else []
    return both(parts)
