"""What the columns of a table of articles mean, and the dates in them. For CSV and for JSON Lines alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from casefile.domain.records import Metadata
from casefile.readers import fields

_CALLED = {
    "text": "text fulltext articletext articlebody articlecontent body bodytext maintext content contents contenttext "
    "plaintext rawtext article story transcript inhalt artikeltext volltext texte texto contenido testo tekst текст",
    "title": "title headline heading subject articletitle titel überschrift titre título titulo titolo заголовок",
    "publisher": "publisher publication outlet newspaper source sourcename publishername site sitename website medium "
    "media quelle fuente fonte источник",
    "author": "author authors byline creator writer journalist reporter autor autorin auteur autore автор by",
    "published": "published publishedat publishedon publisheddate datepublished publicationdate publishdate pubdate "
    "date publishedtime datetime articledate datum fecha data дата created createdat timestamp",
    "url": "url link articleurl weburl webaddress permalink canonicalurl sourceurl uri href address",
    "language": "language lang locale sprache langue idioma lingua язык",
    "retrieved": "retrieved retrievedat accessed accessedat accessdate scraped scrapedat crawled crawledat downloaded",
}
FIELDS = tuple(_CALLED)
"""The fields of an article that a column can be."""

_PLACES = {name: (field, place) for field, names in _CALLED.items() for place, name in enumerate(names.split())}
# Words that are the whole of an article in the tables of some programs, and one remark of many in others.
_WEAK = frozenset("description summary abstract snippet excerpt message post tweet comment lead teaser".split())
_SIGNS = re.compile(r"[\W_]+")

MOST_EXTRA = 100
_LONGEST_NAME = 200
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_SECONDS = re.compile(r"(\d{9,10})(?:\.\d+|\d{3})?\Z")
_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%A, %B %d, %Y", "%a, %b %d, %Y")


def mapping(columns: Sequence[str], said: Iterable[tuple[str, str]] = ()) -> dict[int, str]:
    """Which column, counted from 0, is which field; one column a field, what a person said before what names tell."""
    given = {column.strip(): field for column, field in said}
    found: dict[int, str] = {}
    best: dict[str, tuple[int, int]] = {}
    for at, column in enumerate(columns):
        if column.strip() in given:
            field = given[column.strip()]
            if field in FIELDS and field not in found.values():
                found[at] = field
        else:
            field, place = _PLACES.get(_bare(column), ("", 0))
            if field:
                best[field] = min(best.get(field, (place, at)), (place, at))
    for field, (_, at) in best.items():
        if field not in found.values():
            found[at] = field
    if "text" not in found.values() and {"title", "url", "published"} <= {*found.values()}:
        weak = (at for at, column in enumerate(columns) if column.strip() not in given and _bare(column) in _WEAK)
        found.update((at, "text") for at in [*weak][:1])
    return found


def _bare(column: str) -> str:
    return _SIGNS.sub("", column[:_LONGEST_NAME].casefold())


def metadata(stated: dict[str, object], others: Iterable[tuple[str, object]]) -> tuple[Metadata, list[str]]:
    """What a row says of its article, and what of that could not be kept. ``others``: every other column."""
    day = published(stated.get("published"))
    seen = published(stated.get("retrieved"))
    address = fields.field(stated.get("url"))
    extra = list(_kept(others))
    for name, kept in (("published", day), ("retrieved", seen)):
        written = fields.field(stated.get(name))
        # A case keeps days; the hour stays as it is stated.
        if written and written != kept:
            extra.append((f"{name}, as stated", written))
    known = Metadata(
        title=fields.field(stated.get("title")),
        author=fields.field(stated.get("author")),
        publisher=fields.field(stated.get("publisher")),
        url=address,
        published=day,
        published_basis="file" if day else None,
        retrieved=seen,
        language=fields.language(stated.get("language")),
        extra=tuple(extra[:MOST_EXTRA]),
    )
    is_bad = day is None and str(stated.get("published") or "").strip() != ""
    return known, [fields.BAD_DATE] if is_bad else []


def _kept(others: Iterable[tuple[str, object]]) -> Iterator[tuple[str, str]]:
    for name, value in others:
        written = fields.field(value)
        if written:
            yield fields.field(name[:_LONGEST_NAME]) or "column without a name", written


def published(value: object) -> str | None:
    """The day that is meant, in a case's form; None where that cannot be told, as with 3/4/2021."""
    day, is_bad = fields.published(value)
    if day or not is_bad:
        return day
    written = fields.field(value) or ""
    return next((fields.published(found)[0] for found in _readings(written) if found), None)


def _readings(written: str) -> Iterator[str]:
    if dotted := _DOTTED.match(written):
        yield _day(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    if slashed := _SLASHED.match(written):
        first, second = int(slashed[1]), int(slashed[2])
        if first > 12 or first == second:
            yield _day(int(slashed[3]), second, first)
        elif second > 12:
            yield _day(int(slashed[3]), first, second)
    if packed := _PACKED.match(written):
        yield _day(*map(int, packed.groups()))
    if seconds := _SECONDS.match(written):
        yield datetime.fromtimestamp(int(seconds[1]), UTC).date().isoformat()
    for form in _WRITTEN:
        try:
            # %B knows the names of the running locale, which is never set here: English.
            yield datetime.strptime(written[:40].strip(), form).date().isoformat()  # noqa: DTZ007
        except ValueError:
            continue
    # Not above: it brings the whole of a library for connections with it.
    from email.utils import parsedate_to_datetime

    try:
        yield parsedate_to_datetime(written[:80]).date().isoformat()
    except (IndexError, OverflowError, TypeError, ValueError):
        return


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
