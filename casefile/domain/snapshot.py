"""A case as the dossier needs it: frozen, complete, ordered, the same for the same case."""

from __future__ import annotations

from dataclasses import dataclass

from casefile.domain.intake import TextMark
from casefile.domain.journal import Entry
from casefile.domain.records import Acquisition, Article, CaseInfo, Entity, Note, Passage, TextInfo


@dataclass(frozen=True, slots=True)
class SourceText:
    """An article's text with its words, for quoting. ``marks`` say where its pages, chapters, slides begin."""

    info: TextInfo
    text: str
    marks: tuple[TextMark, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityEntry:
    """A confirmed entity; ``names`` pairs every alias with the passage it was accepted in."""

    entity: Entity
    names: tuple[tuple[str, Passage], ...]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The payload of one journal row, exactly as it was digested, with its salt.

    A dossier shows those of the rows that brought sources in, and of no others: so a stranger can see that the
    chain covers the hash of every original and text, and learns nothing of earlier drafts.
    """

    seq: int
    salt: str
    payload: str


@dataclass(frozen=True, slots=True)
class CaseSnapshot:
    """Everything a dossier prints. ``journal`` goes up to the last row that is no export; ``built_at`` is its time."""

    case: CaseInfo
    articles: tuple[Article, ...]
    texts: tuple[SourceText, ...]
    acquisitions: tuple[Acquisition, ...]
    entities: tuple[EntityEntry, ...]
    notes: tuple[Note, ...]
    journal: tuple[Entry, ...]
    head: str
    built_at: str
    casefile_version: str
    disclosures: tuple[Disclosure, ...] = ()
