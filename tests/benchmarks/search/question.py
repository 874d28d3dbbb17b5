"""What every engine is asked, in no engine's language, and what each says."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """All ``words`` (in a row if ``phrase``; the last a prefix if ``prefix``), any of ``anyof``, none of ``without``,
    dated ``first`` to ``last`` (ISO days, both or neither), with the facet values in ``filters``.

    The exact count is wanted and the ten newest, or with ``best`` the ten best by BM25 with a snippet of each;
    ``facets`` are counted too. ``slip`` marks a word with a typing slip: only casefile is asked.
    """

    row: str
    words: tuple[str, ...] = ()
    prefix: bool = False
    phrase: bool = False
    anyof: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    facets: tuple[str, ...] = ()
    best: bool = False
    slip: bool = False
    screen: bool = False
    """As the screen asks: fifty hits, names and titles first, all facets. Only casefile is asked."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Question:
        values = {one.name: given[one.name] for one in fields(cls)}
        values["filters"] = tuple(tuple(pair) for pair in values["filters"])
        made: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
        }
        return cls(**made)

    @property
    def only_casefile(self) -> bool:
        return self.slip or self.screen


@dataclass(frozen=True, slots=True)
class Reply:
    """An engine's answer: how many match exactly, and the ten it puts first by their place (1 is the oldest)."""

    total: int
    places: tuple[int, ...]
    snippets: int = 0
    facet_values: int = 0
