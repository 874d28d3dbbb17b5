"""What the intake screen lists, read and sorted into its filters beside the event loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from casefile.domain.folding import fold
from casefile.domain.intake import IntakeRow
from casefile.domain.kinds import IntakeState, Need
from casefile.domain.records import Article
from casefile.services import copies, intake_list, versions
from casefile.services.cases import OpenCase
from widgets.intake_list import Offered, Shown, words_of
from widgets.plain_dates import shown_published

ALL, TO_DO, DUPLICATES, WAITING, OFFERED = "all", "todo", "duplicates", "waiting", "offered"
FILTERS = ((ALL, "All"), (TO_DO, "To do"), (DUPLICATES, "Duplicates"), (WAITING, "Waiting"), (OFFERED, "Offered"))
_TO_DO = (IntakeState.PARTLY, IntakeState.UNREAD)


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of every filter, by its id, with their words folded for the search.

    ``known`` keeps folded words by the words themselves, for the next reading.
    """

    by_filter: dict[str, Sequence[Shown]] = field(default_factory=dict)
    folded: dict[str, Sequence[str]] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    has_containers: bool = False

    def count(self, name: str) -> int:
        return len(self.by_filter.get(name, ()))


NOTHING = Listed()


def load(case: OpenCase, before: Listed = NOTHING) -> Listed:
    """Everything that came in, and everything that is offered of it. What ``before`` has folded is not folded again."""
    items = intake_list.items(case)
    offers = _offers(case)
    by_filter: dict[str, Sequence[Shown]] = {
        ALL: items,
        TO_DO: [row for row in items if row.state in _TO_DO],
        DUPLICATES: [row for row in items if row.state is IntakeState.DUPLICATE],
        WAITING: [row for row in items if is_waiting(row)],
        OFFERED: offers,
    }
    known: dict[str, str] = {}
    for row in (*items, *offers):
        words = words_of(row)
        known[words] = before.known.get(words) or fold(words)
    folded: dict[str, Sequence[str]] = {
        name: [known[words_of(row)] for row in found] for name, found in by_filter.items()
    }
    return Listed(by_filter, folded, known, any(row.container for row in items))


def is_waiting(row: IntakeRow) -> bool:
    """Whether it waits to be read, or was not taken in at all: nothing of it is an article."""
    return row.state is IntakeState.WAITING or row.article is None


def _offers(case: OpenCase) -> list[Shown]:
    found: list[Shown] = [
        _offered(True, one.article, one.of, f"{one.words}: same address") for one in versions.offers(case)
    ]
    found += [_offered(False, one.article, one.other, one.words) for one in copies.offers(case)]
    return found


def _offered(is_version: bool, article: Article, other: Article, words: str) -> Offered:
    aside = f"{other.label} {other.title or other.name} · {other.publisher or '–'} · {shown_published(other)}"
    title = article.title or article.name
    key = f"{'version' if is_version else 'copy'}:{article.id}:{other.id}"
    return Offered(key, is_version, article.number, other.number, title, words, aside)


# In words


def in_full(row: Shown | None) -> list[tuple[str, str]]:
    """The rows at the bottom: what it is, why it is not read, and what would help. Pairs of a tone and words."""
    if row is None:
        return []
    if isinstance(row, Offered):
        return [
            ("bold", f"S{row.article} {row.title}"),
            ("plain", row.words),
            ("quiet", row.aside),
            ("quiet", "y accepts it · N declines it · d shows the difference"),
        ]
    label = f"S{row.article}" if row.article is not None else ""
    title = row.title if row.title != row.name else ""
    where = f"in {row.container}" if row.container else ""
    facts = " · ".join(part for part in (label, title, where, row.at[:16].replace("T", " ")) if part)
    return [
        ("bold", row.name or title or label),
        ("quiet", facts),
        ("warn" if row.state in _TO_DO else "plain", _why(row)),
        ("quiet", help_for(row)),
    ]


def _why(row: IntakeRow) -> str:
    if row.reason:
        return f"{row.state.value}: {row.reason}"
    return {
        IntakeState.READ: "read",
        IntakeState.DUPLICATE: f"duplicate: the same bytes as S{row.article}",
        IntakeState.WAITING: "waiting: it is stored and not yet read",
    }.get(row.state, row.state.value)


def help_for(row: IntakeRow) -> str:
    """Which key would help, in words; empty where nothing that is known would."""
    if row.key.startswith("rest:"):
        return "r takes it in now · x gives up all that was not taken in"
    if row.state is IntakeState.WAITING:
        return "r goes on with what waits"
    if row.article is None:
        return "it was not taken in: o on the desk adds it again"
    if row.state not in _TO_DO:
        return ""
    return {
        Need.PASSWORD: "p asks for its password",
        Need.OCR: "o reads its pictures (OCR)",
        Need.TESSERACT: "OCR needs the program tesseract: install it (apt install tesseract-ocr, brew install "
        "tesseract), then o reads its pictures",
    }.get(row.need, "r tries again · c re-reads a text in another charset")
