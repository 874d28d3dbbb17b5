"""What the index is told of an article, an entity, a note and a claim.

Articles are read some hundred at a time. A claim is an attribution of the text that counts; its id is
``TEXTID:START-STOP``, where what is said stands in the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from casefile.domain.dates import parse_date
from casefile.domain.errors import UsageError
from casefile.domain.records import Note
from casefile.domain.search import IndexDocument
from casefile.store import read_indexable, read_notes, read_tags
from casefile.store.read_indexable import ArticleRow, Called, ClaimRow, EntityRow
from casefile.store.reader import CaseReader

TOGETHER = 200
"""Articles that are asked for at once."""
_CHARACTERS = 4_000_000
"""Code points of the texts that are in memory at one time, where they are more than one."""
_ENTITIES_TOGETHER = 500
_FAR = 200
"""Code points between a cue and what it tells of, from which on what stands between them is left out."""
_EXACT = re.compile(r"(\d{4}(?:-\d{2}){0,2})[?~%]?\Z", re.ASCII)


def everything(reader: CaseReader, held: Collection[str] = frozenset()) -> Iterator[IndexDocument]:
    """Every document of a case but those whose keys are in ``held``; few texts are in memory at once."""
    called = read_indexable.called(reader)
    for ids in chunks(read_indexable.article_ids(reader), TOGETHER):
        yield from of_articles(reader, ids, called, held)
    for ids in chunks(read_indexable.entity_ids(reader), _ENTITIES_TOGETHER):
        yield from of_entities(reader, [one for one in ids if f"entity:{one}" not in held])
    yield from (one for one in of_notes(reader) if one.key not in held)


def one_by_one(
    reader: CaseReader, articles: Sequence[str], called: Mapping[str, Called]
) -> Iterator[list[IndexDocument]]:
    """Those of ``articles`` that stand, in that order, each with its claims."""
    for ids in chunks(articles, 20):
        of: dict[str, list[IndexDocument]] = {one: [] for one in ids}
        owner = ""
        for document in of_articles(reader, ids, called):
            owner = document.id if document.type == "article" else owner
            of[owner].append(document)
        yield from (documents for documents in of.values() if documents)


def of_articles(
    reader: CaseReader,
    ids: Collection[str],
    called: Mapping[str, Called] | None = None,
    held: Collection[str] = frozenset(),
) -> Iterator[IndexDocument]:
    """Those of ``ids`` that stand, each followed by the claims of the text that counts.

    ``called`` is how the entities are called that they name, where it is known.
    """
    with reader.snapshot():
        rows = read_indexable.article_rows(reader, ids)
        counted = [row.text_id for row in rows if row.text_id is not None]
        said = {one: _claims(found) for one, found in read_indexable.claims(reader, counted).items()}
        keys = {row.id: {f"article:{row.id}", *_keys(said.get(row.text_id or "", ()))} for row in rows}
        # What an earlier run had added is not read again.
        rows = [row for row in rows if not keys[row.id].issubset(held)]
        named = read_indexable.named(reader, [row.text_id for row in rows if row.text_id is not None])
        tags = read_tags.tags_of(reader, "article", [row.id for row in rows])
        if called is None:
            who = {one.entity for found in said.values() for group in found for one in group if one.entity}
            called = read_indexable.called(reader, who.union(*named.values()))
    for some in _by_length(rows):
        texts = read_indexable.texts(reader, [row.text_id for row in some if row.text_id is not None])
        for row in some:
            text_id = row.text_id or ""
            words = texts.get(text_id, "")
            found = [called[one] for one in named.get(text_id, ()) if one in called]
            documents = [article_document(row, words, found, tags.get(row.id, ()))]
            documents += [claim_document(row, group, words, called) for group in said.get(text_id, ()) if words]
            yield from (document for document in documents if document.key not in held)


def of_entities(reader: CaseReader, ids: Collection[str]) -> Iterator[IndexDocument]:
    """Those of ``ids`` that are shown."""
    rows = read_indexable.entities(reader, ids)
    tags = read_tags.tags_of(reader, "entity", [row.id for row in rows])
    for row in rows:
        yield entity_document(row, tags.get(row.id, ()))


def of_notes(reader: CaseReader) -> Iterator[IndexDocument]:
    """Every note."""
    tags = read_tags.tags_of(reader, "note")
    for note in read_notes.notes(reader):
        yield note_document(note, tags.get(note.id, ()))


def article_document(row: ArticleRow, words: str, named: Iterable[Called], tags: tuple[str, ...] = ()) -> IndexDocument:
    """An article with the text that counts, and who is named in it."""
    called = list(named)
    captions = {one.caption for one in called}
    return IndexDocument(
        type="article",
        id=row.id,
        title=row.title,
        body=words,
        date=known_date(row.published),
        author=row.author,
        publisher=row.publisher,
        language=row.language,
        grade=row.grade,
        entities=tuple(sorted(captions)),
        aliases=tuple(sorted({alias for one in called for alias in one.aliases} - captions)),
        tags=tags,
        added=row.added,
        seen="yes" if row.is_looked_at else "no",
    )


def claim_document(row: ArticleRow, group: list[ClaimRow], words: str, called: Mapping[str, Called]) -> IndexDocument:
    """What somebody says in an article; ``group`` are the attributions of one passage, often a single one."""
    first = group[0]
    by = [called[one.entity] for one in group if one.entity is not None and one.entity in called]
    return IndexDocument(
        type="claim",
        id=claim_id(first),
        title="; ".join(dict.fromkeys(one.speaker for one in group if one.speaker)),
        body=_passage(first, words),
        date=known_date(row.published),
        publisher=row.publisher,
        kind=first.polarity,
        language=row.language,
        grade=row.grade,
        entities=tuple(sorted({one.caption for one in by})),
        aliases=tuple(sorted({alias for one in by for alias in one.aliases})),
        added=row.added,
    )


def claim_id(claim: ClaimRow) -> str:
    return f"{claim.text_id}:{claim.content.start}-{claim.content.end}"


def entity_document(row: EntityRow, tags: tuple[str, ...] = ()) -> IndexDocument:
    """An entity with every way it is written."""
    return IndexDocument(
        type="entity",
        id=row.id,
        title=row.caption,
        body="\n".join(row.aliases),
        kind=row.kind,
        tags=tags,
        added=row.added,
    )


def note_document(note: Note, tags: tuple[str, ...] = ()) -> IndexDocument:
    return IndexDocument(
        type="note",
        id=note.id,
        title=note.title,
        body=note.body,
        date=note.changed[:10],
        kind=note.kind.value,
        tags=tags,
        added=note.changed,
    )


def known_date(published: str) -> str:
    """The day of a publication date, its month or year where no more is known, the first one of a range; or nothing."""
    try:
        first = parse_date(published).edtf.partition("/")[0] if published else ""
    except UsageError:
        return ""
    exact = _EXACT.match(first)
    return exact[1] if exact else ""


def _claims(rows: list[ClaimRow]) -> list[list[ClaimRow]]:
    """The attributions of one text, those of one passage together."""
    found: dict[str, list[ClaimRow]] = {}
    for row in rows:
        found.setdefault(claim_id(row), []).append(row)
    return list(found.values())


def _keys(groups: Iterable[list[ClaimRow]]) -> Iterator[str]:
    return (f"claim:{claim_id(group[0])}" for group in groups)


def _passage(claim: ClaimRow, words: str) -> str:
    first, last = sorted((claim.cue, claim.content), key=lambda span: span.start)
    if last.start - first.end > _FAR:
        return f"{first.of(words)} … {last.of(words)}"
    return words[first.start : max(first.end, last.end)]


def _by_length(rows: Sequence[ArticleRow]) -> Iterator[list[ArticleRow]]:
    some: list[ArticleRow] = []
    long = 0
    for row in rows:
        long += row.characters
        if some and long > _CHARACTERS:
            yield some
            some, long = [], row.characters
        some.append(row)
    yield some


def chunks(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """``ids``, at most ``size`` at a time."""
    return (ids[start : start + size] for start in range(0, len(ids), size))
