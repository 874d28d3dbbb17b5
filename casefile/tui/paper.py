"""What the panes show, read in one go and handed over as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from casefile.domain.errors import NotFound
from casefile.domain.records import Article, CaseInfo, Citation, Counts, Entity, Mention, Note, TextInfo
from casefile.services import desk_state, notes, rows, tagging
from casefile.services.cases import OpenCase
from casefile.services.desk_state import Place
from casefile.services.notes import PinPlace
from widgets.mark_words import MarkPlaces


@dataclass(frozen=True, slots=True)
class Paper:
    """An article as it lies on the desk. ``shown`` is the text on view; None when the article has no text.

    Without ``has_marks`` its mentions and citations are still to be read: a long text is shown before them.
    ``pages`` are its pages, chapters, slides or minutes, where the original has any; ``tags`` a person's words on it.
    """

    article: Article
    texts: tuple[TextInfo, ...]
    shown: TextInfo | None
    text: str
    mentions: tuple[Mention, ...]
    citations: tuple[Citation, ...]
    has_marks: bool = True
    pages: MarkPlaces = field(default_factory=MarkPlaces)
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class First:
    """All that the first picture needs. ``entities`` is None where reading them would keep it waiting."""

    info: CaseInfo
    counts: Counts
    place: Place
    paper: Paper | None
    articles: tuple[Article, ...] | None
    entities: tuple[Entity, ...] | None
    notes: tuple[Note, ...]
    seq: int


# Reading more rows than this takes longer than a person should wait for the text.
_AT_ONCE = 3_000


def load_first(case: OpenCase) -> First:
    """The first picture of a case: at its last reading place, else at its first article."""
    counts = rows.counts(case)
    place = desk_state.load_place(case)
    return First(
        info=case.info(),
        counts=counts,
        place=place,
        paper=load_paper(case, place.article) or load_paper(case, None),
        articles=load_articles(case) if counts.articles <= _AT_ONCE else None,
        entities=load_entities(case) if counts.entities <= _AT_ONCE else None,
        notes=load_notes(case),
        seq=counts.journal,
    )


def load_paper(case: OpenCase, number: int | None, text_id: str | None = None) -> Paper | None:
    """Article ``number`` (None: the first there is) with its counted text, or with ``text_id`` if it has it."""
    if number is None:
        number = next((article.number for article in rows.articles(case)), None)
        if number is None:
            return None
    try:
        article = rows.article(case, number)
    except NotFound:
        return None
    texts = tuple(rows.texts_of(case, number))
    wanted = text_id or article.text_id
    shown = next((text for text in texts if text.id == wanted), None)
    tags = load_tags(case, article.id)
    if shown is None:
        return Paper(article, texts, None, "", (), (), tags=tags)
    text, pages = rows.text(case, shown.id), load_pages(case, shown.id)
    if rows.mention_count(case, shown.id) > _AT_ONCE:
        return Paper(article, texts, shown, text, (), (), has_marks=False, pages=pages, tags=tags)
    return Paper(article, texts, shown, text, *load_marks(case, number, shown, article.text_id), pages=pages, tags=tags)


def load_tags(case: OpenCase, article_id: str) -> tuple[str, ...]:
    """What a person called an article."""
    return tagging.tags_of(case, "article", article_id)


def load_marks(
    case: OpenCase, number: int, text: TextInfo, counted: str | None
) -> tuple[tuple[Mention, ...], tuple[Citation, ...]]:
    """Only what lies over a text, for a paper whose text is on the desk already."""
    citations = tuple(rows.citations(case, number)) if text.id == counted else ()
    return tuple(rows.mentions(case, text.id)), citations


def load_pages(case: OpenCase, text_id: str) -> MarkPlaces:
    """The pages, chapters, slides or minutes of a text."""
    return MarkPlaces(rows.text_marks(case, text_id))


def load_pin_places(case: OpenCase, body: str) -> list[PinPlace]:
    """Where the pins of a note point, called by the page as well where their text has pages: ``S1 p.4 ¶4``."""
    places = notes.pin_places(case, body)
    pages = {text_id: load_pages(case, text_id) for text_id in {place.text_id for place in places if place.text_id}}
    return [_with_page(place, pages.get(place.text_id)) for place in places]


def _with_page(place: PinPlace, pages: MarkPlaces | None) -> PinPlace:
    short = pages.short(place.pin.span.start) if pages is not None else ""
    source, sign, paragraph = place.label.partition("¶")
    return replace(place, label=f"{source} {short} {sign}{paragraph}") if short and sign else place


def load_note(case: OpenCase, text_id: str) -> str:
    """What the engines could not do with a text, in words; empty where nothing is to be said."""
    try:
        return rows.text_info(case, text_id).note
    except NotFound:
        return ""


def load_articles(case: OpenCase) -> tuple[Article, ...]:
    return tuple(rows.articles(case))


def load_entities(case: OpenCase) -> tuple[Entity, ...]:
    return tuple(rows.entities(case))


def load_notes(case: OpenCase) -> tuple[Note, ...]:
    return tuple(rows.notes(case))
