"""``entity:`` means a confirmed entity by any of its names: they are looked up before the index is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from casefile.domain.folding import WORD, fold
from casefile.domain.kinds import EntityState
from casefile.domain.search import SearchRequest
from casefile.store import read_entities, read_journal
from casefile.store.reader import CaseReader
from index.query import parse
from index.query_names import entity_terms, is_called

_MOST, _MOST_TYPED = 200, 40
"""Names that one query is searched under, on Enter and at a key: each is a phrase to look for. A word that means more
entities than that tells nobody apart; only some of them are taken."""

Names = tuple[str, ...]


class EntityNames:
    """The names of the confirmed entities of one case, read again when the journal has moved on.

    Its method may be called from any thread.
    """

    def __init__(self, reader: CaseReader) -> None:
        self._reader = reader
        self._known: tuple[int, list[Names]] = (-1, [])

    def complete(self, request: SearchRequest) -> SearchRequest:
        """``request`` with the names of those whom its ``entity:`` means; as it is when it asks for none."""
        if ":" not in request.query and "\uff1a" not in request.query:
            return request
        node = parse(request.query, typing=request.typing).node
        terms = list(entity_terms(node)) if node is not None else []
        if not terms:
            return request
        most = _MOST_TYPED if request.typing else _MOST
        chosen: list[Names] = []
        for names in self._all():
            if any(is_called(term, names) for term in terms):
                chosen.append(names)
                if sum(map(len, chosen)) > most:
                    break
        return replace(request, names=tuple(chosen))

    def _all(self) -> list[Names]:
        """One group for each, those with most mentions first."""
        head, _ = read_journal.journal_head(self._reader)
        seq, groups = self._known
        if seq != head:
            groups = [
                (entity.caption, *telling(entity.caption, entity.aliases))
                for entity in read_entities.entities(self._reader)
                if entity.state is EntityState.CONFIRMED
            ]
            self._known = (head, groups)
        return groups


def telling(caption: str, aliases: Sequence[str]) -> list[str]:
    """Those of ``aliases`` that name the entity wherever they stand.

    What is only a part of a longer name (the first name, the surname, “the ministry”) stands for many in other
    texts: where it was linked to this entity the index knows it from the mention.
    """
    rows = {name: tuple(map(fold, WORD.findall(name))) for name in (caption, *aliases)}
    return [
        name
        for name in aliases
        if rows[name] and not any(len(row) > len(rows[name]) and _holds(row, rows[name]) for row in rows.values())
    ]


def _holds(row: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(row[at : at + len(part)] == part for at in range(len(row) - len(part) + 1))
