"""Dates as panes show them: short, honest about precision, never a guess."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache

from casefile.domain.dates import parse_date
from casefile.domain.errors import UsageError
from casefile.domain.records import Article

GUESSED = "guessed"
"""The basis of a date that a reader took from a page and nobody has confirmed."""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@lru_cache(maxsize=4096)
def shown_date(edtf: str) -> str:
    """``16 Jan 2023`` for ``2023-01-16``; what cannot be read as a date is shown as it stands."""
    if not edtf:
        return ""
    try:
        return parse_date(edtf).shown
    except UsageError:
        return edtf


def is_guessed(article: Article) -> bool:
    """Whether the date is what a page seems to say, which no person has confirmed."""
    return bool(article.published) and article.published_basis == GUESSED


def shown_published(article: Article) -> str:
    """``16 Jan 2023``, ``~16 Jan 2023 guessed`` while no person has confirmed it, or ``no date``."""
    if not article.published:
        return "no date"
    return f"~{shown_date(article.published)} guessed" if is_guessed(article) else shown_date(article.published)


def shown_moment(at: str, today: date, zone: tzinfo = UTC) -> str:
    """When something happened, seen from ``today``: ``14:22``, ``Fri``, ``9 Mar``, ``9 Mar 2020``.

    ``at`` is UTC, ISO 8601; what is no moment is shown as nothing.
    """
    try:
        moment = datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone(zone)
    except ValueError:
        return ""
    days = (today - moment.date()).days
    if days == 0:
        return f"{moment:%H:%M}"
    if 0 < days < 7:
        return _DAYS[moment.weekday()]
    short = shown_date(f"{moment:%Y-%m-%d}")
    return short if moment.year != today.year else short.rpartition(" ")[0]
