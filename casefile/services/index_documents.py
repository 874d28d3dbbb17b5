"""What the index is told of an article, an entity, a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casefile.domain.dates import parse_date
from casefile.domain.errors import NotFound, UsageError
from casefile.domain.kinds import EntityState
from casefile.domain.records import Article, Entity, Note
from casefile.domain.search import IndexDocument
from casefile.store import read_articles, read_entities, read_mentions, read_merges, read_notes
from casefile.store.reader import CaseReader

# From here on one pass over all entities is cheaper than asking for each.
_MANY_ENTITIES = 50


def everything(reader: CaseReader) -> Iterator[IndexDocument]:
    """Every document of a case, one at a time, so that no more than one text is in memory."""
    for article in read_articles.articles(reader):
        yield article_document(reader, article)
    for entity in read_entities.entities(reader):
        yield entity_document(entity)
    for note in read_notes.notes(reader):
        yield note_document(note)


def changed(reader: CaseReader, objects: Iterable[tuple[str, str]]) -> tuple[Iterator[IndexDocument], list[str]]:
    """The documents that stand for ``objects`` now, and the keys of those that stand for none any more."""
    by_type: dict[str, set[str]] = {}
    for object_type, object_id in objects:
        by_type.setdefault(object_type, set()).add(object_id)
    articles, gone = _articles(reader, by_type.get("article", set()), by_type.get("mention", set()))
    entities, gone_entities = _entities(reader, by_type.get("entity", set()))
    wanted_notes = by_type.get("note", set())
    notes = [note for note in read_notes.notes(reader) if note.id in wanted_notes] if wanted_notes else []
    gone += gone_entities + [f"note:{one}" for one in wanted_notes - {note.id for note in notes}]

    def documents() -> Iterator[IndexDocument]:
        for article in articles:
            yield article_document(reader, article)
        yield from map(entity_document, entities)
        yield from map(note_document, notes)

    return documents(), gone


def _articles(reader: CaseReader, ids: set[str], texts: set[str]) -> tuple[list[Article], list[str]]:
    found: dict[str, Article] = {}
    gone = []
    for text_id in texts:
        try:
            article = read_articles.article(reader, read_articles.text_info(reader, text_id).article)
            found[article.id] = article
        except NotFound:
            continue  # purged or retired: its article is named by the same act
    for article_id in ids - found.keys():
        try:
            found[article_id] = read_articles.article_by_id(reader, article_id)
        except NotFound:
            gone.append(f"article:{article_id}")
    return sorted(found.values(), key=lambda article: article.number), gone


def _entities(reader: CaseReader, ids: set[str]) -> tuple[list[Entity], list[str]]:
    if not ids:
        return [], []
    roots = read_merges.roots(reader)
    wanted = ids | {roots[one] for one in ids if one in roots}
    if len(wanted) > _MANY_ENTITIES:
        standing = {one.id: one for one in read_entities.entities(reader) if one.id in wanted}
    else:
        standing = {}
        for one in wanted - roots.keys():
            try:
                entity = read_entities.entity(reader, one)
            except NotFound:
                continue
            if entity.state is EntityState.CONFIRMED or (entity.state is EntityState.SUGGESTED and entity.mentions):
                standing[entity.id] = entity
    return sorted(standing.values(), key=lambda one: one.id), [f"entity:{one}" for one in wanted - standing.keys()]


def article_document(reader: CaseReader, article: Article) -> IndexDocument:
    """An article with the text that counts, and who is named in it."""
    body = ""
    names: tuple[str, ...] = ()
    if article.text_id is not None:
        body = read_articles.text(reader, article.text_id)
        found = read_mentions.mentions(reader, article.text_id)
        names = tuple(sorted({mention.caption for mention in found if mention.entity is not None}))
    return IndexDocument(
        type="article",
        id=article.id,
        title=article.title,
        body=body,
        date=_day(article.published),
        author=article.author,
        publisher=article.publisher,
        language=article.language,
        grade=article.reliability,
        entities=names,
    )


def entity_document(entity: Entity) -> IndexDocument:
    """An entity with every way it is written."""
    return IndexDocument(
        type="entity", id=entity.id, title=entity.caption, body="\n".join(entity.aliases), kind=entity.kind.value
    )


def note_document(note: Note) -> IndexDocument:
    return IndexDocument(
        type="note", id=note.id, title=note.title, body=note.body, date=note.changed[:10], kind=note.kind.value
    )


def _day(published: str) -> str:
    """The first day that a publication date can mean, ISO, or nothing."""
    try:
        earliest = parse_date(published).earliest if published else None
    except UsageError:
        return ""
    return earliest.isoformat() if earliest else ""
