"""What crosses between the case, the index and whoever asks: documents in, requests and answers out."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.span import Span

TYPES = ("article", "entity", "note")


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One thing to be found. ``key`` is ``article:ID``, unique in a case; ``date`` is an ISO day or empty.

    Articles are searched in ``title`` and ``body``; for an entity ``title`` is its caption and ``body`` its
    aliases, one a line; for a note its title and Markdown body.
    """

    type: str
    id: str
    title: str
    body: str
    date: str = ""
    author: str = ""
    publisher: str = ""
    kind: str = ""
    language: str = ""
    grade: str = ""
    entities: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.type}:{self.id}"


@dataclass(frozen=True, slots=True)
class IndexStamp:
    """What an index was built from; any difference means: move aside and rebuild (the design's section 8)."""

    case_uuid: str
    case_path: str
    schema: str
    analyser: str
    seq: int
    seq_hash: str
    documents: int


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A query. ``typing`` makes its last word a prefix; ``types`` limits it; ``sort`` relevance or date."""

    query: str
    limit: int = 50
    sort: str = "relevance"
    types: tuple[str, ...] = TYPES
    typing: bool = False
    generation: int = 0


@dataclass(frozen=True, slots=True)
class IndexHit:
    """A document that matched. ``near`` is empty for an exact hit, else ``transliteration`` or ``fuzzy``."""

    type: str
    id: str
    score: float
    near: str = ""


@dataclass(frozen=True, slots=True)
class IndexAnswer:
    """What the index says. ``terms`` are the folded words (prefixes end in ``*``) to mark in texts.

    ``total`` counts exact hits over all of ``types``; ``facets`` maps a facet to value and count.
    """

    total: int
    near_total: int
    hits: tuple[IndexHit, ...]
    terms: tuple[str, ...]
    error: str = ""
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    generation: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit as people see it. ``number`` is the article's or note's; ``spans`` lie in ``snippet``;
    ``at`` is the first hit in the article's text, for the preview."""

    type: str
    id: str
    number: int
    title: str
    date: str
    score: float
    snippet: str
    spans: tuple[Span, ...]
    near: str = ""
    kind: str = ""
    state: str = ""
    at: Span | None = None
    paragraph: int = 0
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to one search; ``complete`` is False while the index lags behind the journal."""

    query: str
    total: int
    near_total: int
    took_ms: float
    complete: bool
    error: str
    hits: tuple[Hit, ...]
    facets: dict[str, dict[str, int]]
    terms: tuple[str, ...] = ()
    generation: int = 0
