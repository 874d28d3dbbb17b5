"""The nouns of a case as frozen values: what repositories return and panes show. Never live rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.kinds import EntityState, IntakeState, Kind, MentionState, Need, NoteKind
from casefile.domain.span import Span


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """The case itself. ``uuid`` never changes; ``ref`` is the investigator's own reference."""

    uuid: str
    ref: str
    title: str
    question: str
    scope: str
    time_zone: str
    handling: str
    status: str
    closing_note: str
    created: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What the top row says about a case."""

    articles: int = 0
    entities: int = 0
    to_judge: int = 0
    notes: int = 0
    unread: int = 0
    undated: int = 0
    journal: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """A source without its text. ``number`` is the N of SN; dates are EDTF text, empty when unknown.

    ``need``: what would help to read it. ``part_of``: the number of the article that it was first taken out of.
    """

    number: int
    id: str
    sha256: str
    bytes: int
    text_id: str | None
    text_sha256: str | None
    characters: int
    title: str
    author: str
    publisher: str
    url: str
    published: str
    published_basis: str
    retrieved: str
    collected_by: str
    method: str
    language: str
    mime: str
    charset: str
    charset_confidence: float | None
    reliability: str
    reliability_reason: str
    state: IntakeState
    reason: str
    need: Need
    is_looked_at: bool
    version_of: int | None
    copy_of: int | None
    name: str
    added: str
    part_of: int | None = None
    to_judge: int = 0

    @property
    def label(self) -> str:
        return f"S{self.number}"


@dataclass(frozen=True, slots=True)
class TextInfo:
    """One text of an article. ``kind``: ``text`` (the file itself), ``body`` and ``full page`` of a web page, ``ocr``,
    ``contents`` (the list of a container's members), and second readings that their formats have: ``other form`` of
    a mail, ``with changes`` and ``comments and fields`` of documents.

    ``note`` says in words what the engines could not do with it, and why. ``made_by``: a program that made the text,
    or how it was told to be read; ``confidence`` is that program's own, from 0 to 1.
    """

    id: str
    article: int
    kind: str
    sha256: str
    characters: int
    note: str = ""
    made_by: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Acquisition:
    """One arrival of an article's bytes. ``name`` is a base name, never a path; ``at`` is UTC.

    ``modified`` is the time that the file, or the container for its member, gave; ``part_of`` the number of the
    container's article, where it is one. ``name_bytes``: the name in hex where it is no UTF-8.
    """

    id: str
    article: int
    name: str
    container: str
    member: str
    url: str
    at: str
    by: str
    how: str
    modified: str = ""
    name_bytes: str = ""
    part_of: int | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A row of the entity list, merges resolved: ``aliases`` and counts are those of everything merged in it."""

    id: str
    kind: Kind
    caption: str
    summary: str
    state: EntityState
    aliases: tuple[str, ...] = ()
    mentions: int = 0
    to_judge: int = 0
    articles: tuple[int, ...] = ()
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A marked span of one text, decisions applied. ``entity`` is the id after merges, None for a date or a reading.

    ``id`` names the suggestion (or, for a mention made by hand, the decision); ``value`` is the normalised
    form (an IBAN without spaces, ``2022-06-01/2022-06-10``), or what a reading is read as; ``note`` says what
    cannot be told ("unresolved: no publication date", "checksum wrong").
    """

    id: str
    text_id: str
    span: Span
    kind: Kind
    state: MentionState
    entity: str | None
    caption: str
    entity_state: EntityState | None
    engine: str
    version: str
    rule: str
    score: float | None
    value: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage of one text that notes pin: drawn with a bar and, in the margin, the notes' labels."""

    span: Span
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A mention with the words around it. ``span`` lies in the article's text, ``hit`` in ``excerpt``."""

    article: int
    text_sha256: str
    paragraph: int
    span: Span
    excerpt: str
    hit: Span


@dataclass(frozen=True, slots=True)
class AttributionRow:
    """A suggested "who says so": spans in one text; ``speaker`` in words, ``polarity`` as the engine tells it.

    ``entity`` is whom the speaker was placed with, after merges, where the text allows; ``hedged`` where the content
    is told as what may be.
    """

    text_id: str
    source: Span | None
    speaker: str
    cue: Span
    content: Span
    polarity: str
    via: tuple[str, ...]
    rule: str
    entity: str | None = None
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class Suggested:
    """One side of a difference: what was suggested, or is. ``name`` is its entity's, where that still stands."""

    span: Span
    kind: Kind
    name: str
    value: str

    @property
    def said(self) -> str:
        """The kind, and what a date or a reading comes to."""
        if self.kind.is_entity:
            return self.kind.word
        return f"{self.kind.word} {self.value}".rstrip()


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new engine changed: ``what`` is new, gone, changed or kept; ``verdict`` is the decision that keeps it."""

    article: int
    text_id: str
    what: str
    old: Suggested | None
    new: Suggested | None
    engine: str
    rule: str
    verdict: MentionState | None = None

    @property
    def span(self) -> Span:
        """Where it stands now; where it stood, if it does not any more."""
        side = self.new or self.old
        assert side is not None
        return side.span


@dataclass(frozen=True, slots=True)
class Note:
    """A note. ``number`` is the N of nN; ``body`` is Markdown with pins."""

    id: str
    number: int
    kind: NoteKind
    title: str
    body: str
    state: str
    created: str
    changed: str

    @property
    def label(self) -> str:
        return f"n{self.number}"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under a name. ``sort``, ``types`` and ``filters`` are those of ``domain.search.SearchRequest``."""

    id: str
    number: int
    name: str
    query: str
    sort: str
    types: tuple[str, ...]
    filters: tuple[tuple[str, str], ...]
    created: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two entities that a person said are the same (``right`` is shown as ``left``), different, or unsure."""

    id: str
    left: str
    right: str
    verdict: str
    why: str
    at: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose. ``name`` goes on journal rows; nothing is taken from the machine's user or host.

    ``ocr``: the languages in which pictures of text are read, as tesseract calls them; ``off`` for none.
    """

    name: str = "analyst"
    time_zone: str = "UTC"
    phone_region: str = ""
    theme: str = "lamp"
    ascii_marks: bool = False
    names_engine: str = "auto"
    ocr: str = "eng"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text. None means not given; empty means known to be empty."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    published_basis: str | None = None
    retrieved: str | None = None
    language: str | None = None
    extra: tuple[tuple[str, str], ...] = field(default=())
