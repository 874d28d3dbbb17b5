"""What panes and commands read of a case: one door to the store's readers, as frozen values."""

from __future__ import annotations

from casefile.domain.errors import NotFound
from casefile.domain.intake import TextMark
from casefile.domain.journal import Entry
from casefile.domain.records import (
    Acquisition,
    Article,
    AttributionRow,
    Citation,
    Counts,
    Entity,
    Judgement,
    Mention,
    Note,
    Passage,
    TextInfo,
)
from casefile.services.cases import OpenCase
from casefile.store import (
    read_articles,
    read_case,
    read_entities,
    read_journal,
    read_mentions,
    read_merges,
    read_notes,
    read_passages,
)


def counts(case: OpenCase) -> Counts:
    return read_case.counts(case.reader)


def data_version(case: OpenCase) -> int:
    """A number that changes when anybody else has written to the case; compare values of one thread only."""
    return read_case.data_version(case.reader)


def articles(case: OpenCase) -> list[Article]:
    """Every article in order of number, without texts."""
    return read_articles.articles(case.reader)


def article(case: OpenCase, number: int) -> Article:
    """Article S``number``. Raises ``NotFound``."""
    return read_articles.article(case.reader, number)


def texts_of(case: OpenCase, number: int) -> list[TextInfo]:
    return read_articles.texts_of(case.reader, number)


def text_info(case: OpenCase, text_id: str) -> TextInfo:
    """What is known of one text. Raises ``NotFound``."""
    return read_articles.text_info(case.reader, text_id)


def text(case: OpenCase, text_id: str) -> str:
    """The words of one text."""
    return read_articles.text(case.reader, text_id)


def text_marks(case: OpenCase, text_id: str) -> list[TextMark]:
    """Where the pages, chapters, slides of a text begin."""
    return read_articles.text_marks(case.reader, text_id)


def members_of(case: OpenCase, number: int) -> list[int]:
    """The numbers of the articles that were taken out of article S``number``."""
    return read_articles.members_of(case.reader, number)


def extra_of(case: OpenCase, number: int) -> list[tuple[str, str]]:
    """What else article S``number`` states of itself: mail headers, the program that made it, other columns."""
    return read_articles.extra_of(case.reader, number)


def counted_text(case: OpenCase, number: int) -> str:
    """The text of article S``number`` that counts. Raises ``NotFound`` with the reason when there is none."""
    found = article(case, number)
    if found.text_id is None:
        raise NotFound(
            f"S{number} has no text: {found.reason or 'it was not read'}.", "Its original is kept; see casefile show."
        )
    return text(case, found.text_id)


def acquisitions(case: OpenCase, number: int | None = None) -> list[Acquisition]:
    return read_articles.acquisitions(case.reader, number)


def mentions(case: OpenCase, text_id: str, *, include_rejected: bool = False) -> list[Mention]:
    """The mentions of a text in order, decisions and merges applied."""
    return read_mentions.mentions(case.reader, text_id, include_rejected)


def mention_count(case: OpenCase, text_id: str) -> int:
    """How many suggestions wait on a text: a measure of what reading them will take."""
    return read_mentions.mention_count(case.reader, text_id)


def attributions(case: OpenCase, text_id: str) -> list[AttributionRow]:
    return read_mentions.attributions(case.reader, text_id)


def passages(case: OpenCase, entity_id: str, limit: int = 50) -> list[Passage]:
    return read_passages.passages(case.reader, entity_id, limit)


def entities(case: OpenCase, *, include_rejected: bool = False) -> list[Entity]:
    """The entity list, merges resolved: what is to judge first."""
    return read_entities.entities(case.reader, include_rejected)


def entity(case: OpenCase, entity_id: str) -> Entity:
    """The entity with that id, or the one it was merged into. Raises ``NotFound``."""
    return read_entities.entity(case.reader, entity_id)


def judgements(case: OpenCase) -> list[Judgement]:
    return read_merges.judgements(case.reader)


def merged(case: OpenCase) -> list[tuple[str, str]]:
    """Id and own caption of every entity that is shown as another one, in the order of merging."""
    return read_merges.merged(case.reader)


def notes(case: OpenCase) -> list[Note]:
    return read_notes.notes(case.reader)


def note(case: OpenCase, number: int) -> Note:
    """Note n``number``. Raises ``NotFound``."""
    return read_notes.note(case.reader, number)


def citations(case: OpenCase, number: int) -> list[Citation]:
    """The passages of article S``number`` that notes pin."""
    return read_notes.citations(case.reader, number)


def journal_after(case: OpenCase, seq: int, limit: int | None = None) -> list[Entry]:
    return read_journal.journal(case.reader, seq, limit)


def journal_head(case: OpenCase) -> tuple[int, str]:
    """The last row's seq and hash."""
    return read_journal.journal_head(case.reader)


def changed_since(case: OpenCase, seq: int) -> set[tuple[str, str]]:
    """The objects that acts after ``seq`` changed: case, article, entity, note, or mention with its text's id."""
    return read_journal.changed_objects(case.reader, seq)
