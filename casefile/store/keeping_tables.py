"""The tables of what a person keeps at hand: tags, and searches under a name."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Tag(SQLModel, table=True):
    """A word that a person put on an article, a note or an entity. ``folded`` is how it is compared."""

    id: str = Field(primary_key=True)
    object_type: str
    object_id: str
    name: str
    folded: str
    live: bool = True


class SavedSearch(SQLModel, table=True):
    """A search under a name. ``number`` is never used again; ``types`` are words between commas, ``filters`` a JSON
    list of pairs of a facet and a value. When it was last looked at is no part of the case."""

    __tablename__ = "saved_search"

    id: str = Field(primary_key=True)
    number: int = Field(unique=True)
    name: str
    query: str
    sort: str
    types: str
    filters: str
    created: str
    live: bool = True
