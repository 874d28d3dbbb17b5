"""The tables in which articles are compared: versions and what is carried between them, copies, declined offers."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Decline(SQLModel, table=True):
    """A person said that S``article`` is no ``what`` (version, copy) of S``other``; it is not offered again."""

    id: str = Field(primary_key=True)
    what: str
    article: int = Field(foreign_key="article.number")
    other: int = Field(foreign_key="article.number")
    live: bool = True


class Carried(SQLModel, table=True):
    """A span of an older version of a text (accepted, rejected or cited) and its place in the newer, if it has one.

    Made by a machine with the mentions of the engine ``version``; both go when the article is no version any more.
    """

    id: int | None = Field(default=None, primary_key=True)
    text_id: str = Field(foreign_key="text.id")
    old_text_id: str = Field(foreign_key="text.id")
    what: str
    kind: str
    entity_id: str | None
    old_start: int
    old_stop: int
    start: int | None
    stop: int | None
    rule: str
    score: float
    why: str


class Carrying(SQLModel, table=True):
    """That everything was carried to a text from an older one, and by which rules."""

    text_id: str = Field(primary_key=True, foreign_key="text.id")
    old_text_id: str = Field(foreign_key="text.id")
    made_by: str


class Sketch(SQLModel, table=True):
    """Sampled hashes of a text's runs of words, made by a machine: what finds texts that read alike."""

    id: int | None = Field(default=None, primary_key=True)
    text_id: str = Field(foreign_key="text.id", unique=True)
    made_by: str
    hashes: bytes


class SketchHash(SQLModel, table=True):
    """The sketches by hash."""

    __tablename__ = "sketch_hash"

    hash: int = Field(primary_key=True)
    sketch: int = Field(primary_key=True)


class Likeness(SQLModel, table=True):
    """Two texts that read alike: the share of either one's words that stands in the other, from 0 to 1."""

    text_id: str = Field(primary_key=True, foreign_key="text.id")
    other_id: str = Field(primary_key=True, foreign_key="text.id")
    of_text: float
    of_other: float
