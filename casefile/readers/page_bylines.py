"""Authors and days that a page only shows: what its markup calls so, and the lines around its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from casefile.readers.page_authors import NO_NAMES, PERSON, Names, Site, names_in
from casefile.readers.page_dates import days_apart, find_day, iso_day
from casefile.readers.page_parts import Marked, PageParts, is_elsewhere, line_of

_NEAR = 150
"""Elements behind the headline among which a byline is looked for."""
_BEFORE = 60
_MOST_LEVELS = 3

_AUTHOR = re.compile(
    r"auth?or|auteur|forfatter|byline|by-line|by_line|\bby\b|writer|creator|contributor|journalist|reporter|redakt",
    re.I,
)
_NAME_ITSELF = re.compile(r"name|\bauthor\b|\burl fn|\bfn\b|link", re.I)
_NOT_A_NAME = re.compile(
    r"bio|social|avatar|image|photo|picture|follow|icon|email|twitter|desc|role|job|title|about|box|count|comment|"
    r"archive|share|update|modif",
    re.I,
)
_DAY = re.compile(
    r"date|time|datum|fecha|publish|posted|pubdat|entry-meta|post-meta|article-meta|byline|meta-info", re.I
)
_CHANGED = re.compile(
    r"updat|modif|edited|revis|correct|aktualis|bearbeitet|geandert|geändert|mis à jour|mise à jour|actualiz|aggiornat|"
    r"atualizad|bijgewerkt|gewijzigd|opdater|oppdater|uppdater|päivitet|aktualiz|обновл|изменен|güncel|更新|수정|last-mod|"
    r"expire|event|upcoming",
    re.I,
)
_FIRST = re.compile(
    r"publi|posted|original|created|veröffentlicht|erstellt|first|geplaatst|udgivet|publicerad|опубл", re.I
)
_BY_LINE = re.compile(r"\A(?:by|von|par|por|di|door|av|af|text|texte|texto|tekst|автор|words)\s*:?\s+\S", re.I)
_BY_WITHIN = re.compile(r"(?<=[\s|•·,/])(?:by|von|par|por|door)\s+(?=[^\W\d_a-z])")
_META = re.compile(r"entry-meta|post-meta|article-meta|article__meta|meta-info|submitted|dateline|postinfo", re.I)
_LONGEST_BYLINE = 160


def names_shown(parts: PageParts, site: Site) -> Names:
    """The names that the page shows for its author; of several places the nearest behind the headline."""
    best = NO_NAMES
    for mark in _around(parts, _AUTHOR):
        if mark.element is parts.heading:
            continue
        names = mark.names.split()
        line = line_of(mark.element, _LONGEST_BYLINE)
        content = mark.element.get("content")
        is_property = "author" in (mark.element.get("itemprop") or "") or "author" in (mark.element.get("rel") or "")
        if is_property:
            inner = next((each for each in mark.element.iter("*") if "name" in (each.get("itemprop") or "")), None)
            if inner is not None:
                line = line_of(inner, _LONGEST_BYLINE) or (inner.get("content") or "")
        if not line and is_property and content:
            line = content
        if not line or (not is_property and all(_NOT_A_NAME.search(name) for name in names if _AUTHOR.search(name))):
            continue
        found = names_in(line, site, True if is_property and len(line.split()) < 5 else None)
        if found.worth == PERSON:
            return _as_inner(found, mark, parts, site)
        if found.worth < best.worth:
            best = found
    for mark in _around(parts, _META):
        line = line_of(mark.element, _LONGEST_BYLINE)
        by = _BY_LINE.match(line) or _BY_WITHIN.search(line)
        found = names_in(line[by.start() :], site) if by else NO_NAMES
        if found.worth == PERSON:
            return found
    for line in _lines_near(parts):
        found = names_in(line, site) if _BY_LINE.match(line) and len(line) <= _LONGEST_BYLINE else NO_NAMES
        if found.worth == PERSON:
            return found
    return best


def _as_inner(outer: Names, mark: Marked, parts: PageParts, site: Site) -> Names:
    """The names of a byline as the elements within it hold them, where those only leave an employer out."""
    within = [each for each in parts.marked if mark.order < each.order < mark.order + 40]
    inner: list[str] = []
    for each in within:
        if _AUTHOR.search(each.names) and mark.element in each.element.iterancestors():
            found = names_in(line_of(each.element, _LONGEST_BYLINE), site)
            inner += found.names if found.worth == PERSON else ()
    return Names(
        tuple(next((one for one in inner if name.startswith(one + " ")), name) for name in outer.names), PERSON
    )


def days_shown(parts: PageParts, order: str, in_url: str) -> list[str]:
    """The days that the page shows for its publication, the likeliest first; never one that is named a change."""
    found: list[tuple[int, str]] = []
    for mark in _around(parts, _DAY):
        element = mark.element
        is_time = element.tag == "time"
        itemprop = (element.get("itemprop") or "").lower()
        if element is parts.heading or not (is_time or _DAY.search(mark.names)):
            continue
        line = line_of(element, 200)
        is_changed = bool(_CHANGED.search(mark.names) or (_CHANGED.search(line) and not _FIRST.search(line)))
        if "datepublished" in itemprop or element.get("pubdate") is not None:
            is_changed = False
            rank = 0
        elif is_time and not is_changed:
            rank = 1
        else:
            rank = 2
        if is_changed:
            continue
        day = _stated_day(element, line, order)
        if day:
            found.append(
                (rank if not (_FIRST.search(mark.names) or _FIRST.search(line)) or is_changed else min(rank, 1), day)
            )
    if not found:
        for line in _lines_near(parts):
            if len(line) <= 100 and not _CHANGED.search(line):
                named = find_day(line, order, 1990)
                if named:
                    found.append((3, named[0]))
                    break
    days = [day for _, day in sorted(found, key=lambda each: each[0])]
    if in_url:
        # Where the address holds a day, what is shown must be near it to be this page's.
        return [day for day in days if days_apart(day, in_url) <= 2] or [in_url]
    return days


def _stated_day(element: Any, line: str, order: str) -> str:
    for name in ("datetime", "content", "data-datetime", "data-date", "data-timestamp", "title"):
        value = element.get(name)
        if value:
            day = iso_day(value, order, 1900)
            if day:
                return day
    parted = re.split(r"(?i)\b(?:updated?|modified|aktualisiert|geändert|bearbeitet|actualizado|mis à jour)\b", line)
    for piece in (parted[0], line if _FIRST.search(line) else ""):
        found = find_day(_first_published(piece), order, 1990)
        if found:
            return found[0]
    found = find_day(line, order, 1990)
    return found[0] if found else ""


def _first_published(line: str) -> str:
    """What stands behind “Published” or “Original”, where an update stands before it."""
    label = _FIRST.search(line)
    changed = _CHANGED.search(line)
    return line[label.start() :] if label and changed and changed.start() < label.start() else line


def _around(parts: PageParts, pattern: re.Pattern[str]) -> list[Marked]:
    """The marked elements from the nearest behind the headline on, then those before it, then the rest."""
    marks = parts.marked
    at = next((mark.order for mark in marks if mark.element is parts.heading), -1)
    chosen = [mark for mark in marks if mark.element.tag == "time" or pattern.search(mark.names)]
    behind = [mark for mark in chosen if at <= mark.order <= at + _NEAR]
    before = [mark for mark in chosen if at - _BEFORE <= mark.order < at]
    seen = {mark.order for mark in (*behind, *before)}
    return [*behind, *before, *(mark for mark in chosen if mark.order not in seen)]


def _lines_near(parts: PageParts) -> Iterator[str]:
    """Short lines of text around the headline, those behind it first."""
    heading = parts.heading
    if heading is None:
        return
    for element in islice(heading.itersiblings(), 6):
        line = line_of(element, 200)
        if line and not is_elsewhere(element):
            yield line
    above = [heading]
    for parent in islice(heading.iterancestors(), _MOST_LEVELS):
        # What follows the article itself is about something else.
        if parent.tag in ("article", "main", "body"):
            break
        above.append(parent)
        for element in islice(parent.itersiblings(), 4):
            for each in islice(element.iter("*"), 60):
                line = line_of(each, 200)
                if line and not is_elsewhere(each):
                    yield line
    parent = above[min(1, len(above) - 1)]
    for element in islice(parent.itersiblings(preceding=True), 3):
        line = line_of(element, 200)
        if line and not is_elsewhere(element):
            yield line
