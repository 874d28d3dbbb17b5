"""What crosses between the case, the index and whoever asks: documents in, requests and answers out."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.span import Span

TYPES = ("article", "entity", "note", "claim")
SORTS = ("relevance", "date", "newest")
FACETS = ("type", "publisher", "kind", "language", "grade", "tag", "entity", "year", "month", "seen")
"""What hits are counted by. A document may have several values of ``tag`` and ``entity``, at most one of the others."""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One thing to be found. ``key`` is ``article:ID``, unique in a case; ``date`` is an ISO day, month, year or empty.

    Articles are searched in ``title`` and ``body``; for an entity ``title`` is its caption and ``body`` its
    aliases, one a line; for a note its title and Markdown body; for a claim who says it, and what.

    ``entities`` are the captions of those who are named in it, ``aliases`` the other names of the confirmed ones.
    ``added`` is when it came in or was last written, ISO 8601 in UTC; ``seen`` is ``yes`` or ``no`` where a person
    looks at such things.
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
    aliases: tuple[str, ...] = ()
    added: str = ""
    seen: str = ""

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
    """A query. ``typing`` makes its last word a prefix; ``types`` limits it.

    ``sort`` is ``relevance``, ``date`` (newest first, undated last, equal ones by key), or ``newest`` for the screen:
    names first, then a few claims, then what has the words in its title, then the rest, each newest first.

    ``filters`` are pairs of a facet and a value: of one facet any may hold, of several each must. ``facets`` are those
    to be counted, with at most ``values`` values each. ``since`` (as ``IndexDocument.added``) has the hits counted that
    are newer. ``names``: groups of names that stand for one another after ``entity:``.
    """

    query: str
    limit: int = 50
    sort: str = "relevance"
    types: tuple[str, ...] = TYPES
    typing: bool = False
    generation: int = 0
    filters: tuple[tuple[str, str], ...] = ()
    facets: tuple[str, ...] = FACETS
    values: int = 20
    since: str = ""
    names: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class IndexHit:
    """A document that matched. ``near`` is empty for an exact hit, else ``transliteration`` or ``fuzzy``;
    ``in_title``: its title alone matches."""

    type: str
    id: str
    score: float
    near: str = ""
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class IndexAnswer:
    """What the index says. ``terms`` are the folded words (prefixes end in ``*``) to mark in texts.

    ``total`` counts exact hits over all of ``types`` under all filters. ``facets`` maps a facet to value and count of
    exact hits, the most frequent values first: those of one facet are counted under the filters of the others (``type``
    under all filters, whatever the types), so that what could be chosen beside it shows. ``new`` counts the exact hits
    that came after ``since``, 0 without one.
    """

    total: int
    near_total: int
    hits: tuple[IndexHit, ...]
    terms: tuple[str, ...]
    error: str = ""
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    generation: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit as people see it. ``number`` is the article's or note's; ``spans`` lie in ``snippet``;
    ``at`` is the first hit in the article's text, for the preview; a claim's is what is said. ``page`` is the page,
    chapter or slide it stands on (``p.4``). ``kind`` is the grade of an article, the polarity of a claim."""

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
    in_title: bool = False
    page: str = ""


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to one search; ``complete`` is False while the index lags behind the journal.

    ``by_scan``: there is no usable index yet; the newest ``searched`` of ``articles`` articles were looked through.
    """

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
    new: int = 0
    by_scan: bool = False
    searched: int = 0
    articles: int = 0
