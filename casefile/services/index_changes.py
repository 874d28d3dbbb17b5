"""What stands in the index for that which the journal says has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casefile.domain.search import IndexDocument
from casefile.services.index_documents import TOGETHER, chunks, claim_id, of_articles, of_entities, of_notes
from casefile.store import read_indexable
from casefile.store.reader import CaseReader


def changed(reader: CaseReader, objects: Iterable[tuple[str, str]]) -> tuple[Iterator[IndexDocument], list[str]]:
    """The documents that stand for ``objects`` now, and the keys of those that may stand for none any more.

    A key can be among both: it is to be taken out before the documents are added.
    """
    by_type: dict[str, set[str]] = {}
    for object_type, object_id in objects:
        by_type.setdefault(object_type, set()).add(object_id)
    articles, gone = _articles(reader, by_type.get("article", set()), by_type.get("mention", set()))
    entities = read_indexable.shown_as(reader, by_type.get("entity", set()))
    shown = list(of_entities(reader, entities)) if entities else []
    gone += [f"entity:{one}" for one in entities.difference(document.id for document in shown)]
    noted = by_type.get("note", set())
    notes = [document for document in of_notes(reader) if document.id in noted] if noted else []
    gone += [f"note:{one}" for one in noted.difference(document.id for document in notes)]
    gone += [f"claim:{one}" for one in by_type.get("claim", ())]

    def documents() -> Iterator[IndexDocument]:
        yield from shown
        yield from notes
        for ids in chunks(articles, TOGETHER):
            yield from of_articles(reader, ids)

    return documents(), gone


def _articles(reader: CaseReader, ids: set[str], texts: set[str]) -> tuple[list[str], list[str]]:
    """Those that stand, by number, and the keys of those that do not, with the claims of texts that do not count."""
    with reader.snapshot():
        wanted = ids | read_indexable.articles_of(reader, texts)
        standing = read_indexable.article_rows(reader, wanted)
        counted = {row.text_id for row in standing}
        uncounted = [one for one in read_indexable.texts_of(reader, ids) if one not in counted]
        said = read_indexable.claims(reader, uncounted)
    gone = [f"article:{one}" for one in wanted.difference(row.id for row in standing)]
    gone += [f"claim:{claim_id(row)}" for rows in said.values() for row in rows]
    return [row.id for row in standing], gone
