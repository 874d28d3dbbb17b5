"""The tables of a case, once, as SQLModel classes. What persons own has ``live``: undone or retired is 0.

The columns in ``schema.DERIVED`` follow from others: the code that writes keeps them right, and they appear neither
in the journal nor in the canonical export. The steps in ``migrations`` create what these classes describe.
"""

from __future__ import annotations

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

from casefile.store.comparison_tables import Carried, Carrying, Decline, Likeness, Sketch, SketchHash
from casefile.store.keeping_tables import SavedSearch, Tag


class Case(SQLModel, table=True):
    """The case itself: one row."""

    id: str = Field(primary_key=True)
    ref: str
    title: str
    question: str
    scope: str
    time_zone: str
    handling: str
    status: str
    closing_note: str
    created: str
    live: bool = True


class Article(SQLModel, table=True):
    """A source. ``number`` is the N of SN and never used again; ``text_id`` the text that counts."""

    id: str = Field(primary_key=True)
    number: int = Field(unique=True)
    sha256: str = Field(index=True)
    bytes: int
    text_id: str | None = Field(index=True)
    title: str
    author: str
    publisher: str
    url: str
    published: str
    published_precision: str
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
    state: str
    reason: str
    need: str
    is_looked_at: bool
    version_of: int | None
    copy_of: int | None
    extra: str
    live: bool = True


class Acquisition(SQLModel, table=True):
    """One arrival of an article's bytes; ``ordinal`` 1 is the first.

    ``container`` and ``member`` are names; ``container_sha256`` is the original that the bytes were taken out of, and
    ``container_id`` its article where it is one. ``modified`` is the file's own time. ``name_bytes``: the name in hex,
    where it is no UTF-8.
    """

    id: str = Field(primary_key=True)
    article_id: str = Field(foreign_key="article.id")
    ordinal: int
    name: str
    container: str
    member: str
    url: str
    at: str
    by: str
    how: str
    container_id: str | None = Field(foreign_key="article.id")
    container_sha256: str
    modified: str
    name_bytes: str
    live: bool = True


class Text(SQLModel, table=True):
    """What is known of a text; its words stand in ``text_content``. ``extracted_by`` names the engines run."""

    id: str = Field(primary_key=True)
    article_id: str = Field(foreign_key="article.id", index=True)
    kind: str
    sha256: str
    characters: int
    extracted_by: str
    extraction_note: str
    made_by: str
    confidence: float | None
    live: bool = True


class TextContent(SQLModel, table=True):
    """The words of a text, apart, so that lists and the journal never touch them."""

    __tablename__ = "text_content"

    id: str = Field(primary_key=True, foreign_key="text.id")
    content: str


class TextMark(SQLModel, table=True):
    """Where a page or a chapter of a text begins, in code points."""

    __tablename__ = "text_mark"

    id: int | None = Field(default=None, primary_key=True)
    text_id: str = Field(foreign_key="text.id")
    at: int
    kind: str
    label: str


class Waiting(SQLModel, table=True):
    """An original that is stored and journaled and waits to be read. ``job``: the adding that brought it."""

    id: int | None = Field(default=None, primary_key=True)
    job: str
    sha256: str
    bytes: int
    name: str
    name_bytes: str
    modified: str
    kind: str


class Skipped(SQLModel, table=True):
    """Something that was named or met and holds no bytes to store, with the reason."""

    id: str = Field(primary_key=True)
    name: str
    name_bytes: str
    container_id: str | None = Field(foreign_key="article.id")
    at: str
    by: str
    reason: str
    live: bool = True


class Entity(SQLModel, table=True):
    """A thing that texts name. ``owner`` is machine until a person changes the row; ``touched`` never goes back,
    and keeps a row that the journal speaks of from being tidied away."""

    id: str = Field(primary_key=True)
    kind: str
    caption: str
    summary: str
    state: str
    owner: str
    folded: str
    touched: bool
    live: bool = True


class Mention(SQLModel, table=True):
    """A suggestion of an engine: disposable. ``open`` while its text counts and nobody has decided on its span.

    A reading is one too, of kind ``reading``: its value is what the span is read as. A decision on a reading and one
    on a name are apart, though they may stand on one span.
    """

    id: int | None = Field(default=None, primary_key=True)
    text_id: str = Field(foreign_key="text.id")
    article: int
    start: int
    stop: int
    kind: str
    entity_id: str | None = Field(foreign_key="entity.id")
    surface: str
    folded: str
    engine: str
    version: str
    rule: str
    score: float | None
    value: str
    note: str
    open: bool


class Decision(SQLModel, table=True):
    """What a person said of one span. It carries what the suggestion said, since suggestions come and go."""

    id: str = Field(primary_key=True)
    text_id: str = Field(foreign_key="text.id")
    start: int
    stop: int
    kind: str
    verdict: str
    entity_id: str | None = Field(foreign_key="entity.id")
    surface: str
    folded: str
    engine: str
    version: str
    rule: str
    score: float | None
    value: str
    note: str
    live: bool = True


class Judgement(SQLModel, table=True):
    """Two entities: ``same`` (``right_id`` is shown as ``left_id``), ``different`` or ``unsure``."""

    id: str = Field(primary_key=True)
    left_id: str = Field(foreign_key="entity.id")
    right_id: str = Field(foreign_key="entity.id")
    verdict: str
    why: str
    at: str
    live: bool = True


class Note(SQLModel, table=True):
    """What the investigator writes, in Markdown with pins. ``number`` is the N of nN, never used again."""

    id: str = Field(primary_key=True)
    number: int = Field(unique=True)
    kind: str
    title: str
    body: str
    state: str
    created: str
    changed: str
    live: bool = True


class Attribution(SQLModel, table=True):
    """A suggested "who says so": disposable, like a mention. ``via`` is a JSON list of words."""

    id: int | None = Field(default=None, primary_key=True)
    text_id: str = Field(foreign_key="text.id", index=True)
    source_start: int | None
    source_stop: int | None
    cue_start: int
    cue_stop: int
    content_start: int
    content_stop: int
    polarity: str
    speaker: str
    via: str
    rule: str
    entity_id: str | None = Field(foreign_key="entity.id")
    hedged: bool


class Difference(SQLModel, table=True):
    """What another run of the engines changed in one text: disposable, until a person has looked at it.

    ``what`` is new, gone, changed, or kept: a decided span that the engines do not find any more. ``old_`` is what
    was suggested, ``new_`` what is; dates, readings and identifiers have a value. ``engine`` and ``rule`` are those
    of the new suggestion, or of the old one where there is none.
    """

    id: int | None = Field(default=None, primary_key=True)
    text_id: str = Field(foreign_key="text.id")
    article: int
    what: str
    old_start: int | None
    old_stop: int | None
    old_kind: str | None
    old_entity: str | None
    old_value: str | None
    new_start: int | None
    new_stop: int | None
    new_kind: str | None
    new_entity: str | None
    new_value: str | None
    engine: str
    rule: str


class Journal(SQLModel, table=True):
    """One act. Append-only: triggers refuse every change."""

    seq: int = Field(primary_key=True)
    at: str
    actor: str
    verb: str
    object_type: str
    object_id: str
    undoes: int | None
    payload_digest: str
    prev_hash: str
    hash: str


class JournalPayload(SQLModel, table=True):
    """What an act changed, apart from the chain, so that a purge can take it out."""

    __tablename__ = "journal_payload"

    digest: str = Field(primary_key=True)
    salt: str
    json_: str = Field(sa_column_kwargs={"name": "json"})


# In the order in which rows can be inserted: what is pointed at comes first.
TABLES: dict[str, Table] = {
    str(model.__tablename__): SQLModel.metadata.tables[str(model.__tablename__)]
    for model in (
        Case,
        Article,
        Text,
        TextContent,
        TextMark,
        Acquisition,
        Waiting,
        Skipped,
        Entity,
        Mention,
        Attribution,
        Difference,
        Decision,
        Judgement,
        Note,
        Tag,
        SavedSearch,
        Decline,
        Carried,
        Carrying,
        Sketch,
        SketchHash,
        Likeness,
        Journal,
        JournalPayload,
    )
}
