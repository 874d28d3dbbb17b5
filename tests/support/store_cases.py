"""Small made-up articles and extractions, for tests that need a case with something in it."""

from __future__ import annotations

from casefile.domain.extraction import (
    Cluster,
    Extraction,
    FoundAttribution,
    FoundDate,
    FoundIdentifier,
    FoundName,
)
from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState, Kind
from casefile.domain.records import Metadata
from casefile.domain.span import Span
from casefile.store.arrivals import Arrival
from casefile.store.case_store import CaseStore
from casefile.store.originals import put_many
from casefile.store.read_articles import articles
from casefile.store.suggestions import store_extraction

FIRST = "Anna Berg met Karl Voss in Lund.\n\nBerg wrote to anna@berg.example on 2 May 2023."
SECOND = "The lawyer of Anna Berg denied it.\n\nA Mr Voss did not answer."


def read_by_engine(store: CaseStore, key: str = "k") -> None:
    """Extract ``FIRST`` and ``SECOND``, which are S1 and S2."""
    first, second = (article.text_id or "" for article in articles(store.reader)[:2])
    names = {"Anna Berg": (Kind.PERSON, ("Berg",)), "Karl Voss": (Kind.PERSON, ()), "Lund": (Kind.PLACE, ())}
    found = extraction(FIRST, names, ("anna@berg.example",), ("2 May 2023",))
    store_extraction(store, first, found, key)
    names = {"Anna Berg": (Kind.PERSON, ()), "Voss": (Kind.PERSON, ())}
    store_extraction(store, second, extraction(SECOND, names), key)


def arrival(store: CaseStore, text: str, name: str = "a.txt", metadata: Metadata | None = None) -> Arrival:
    """``text`` as a plain file that came in; its original is stored."""
    data = text.encode()
    outcome = ReadOutcome(IntakeState.READ, texts=(ReadText("text", text),), mime="text/plain", charset="utf-8")
    return Arrival(put_many(store.paths, [data])[0], len(data), name, outcome, metadata or Metadata())


def span_of(text: str, words: str, nth: int = 1) -> Span:
    """Where ``words`` stand in ``text`` for the ``nth`` time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def extraction(
    text: str, names: dict[str, tuple[Kind, tuple[str, ...]]], emails: tuple[str, ...] = (), dates: tuple[str, ...] = ()
) -> Extraction:
    """An extraction that finds every occurrence of ``names`` (name to kind and aliases), ``emails`` and ``dates``."""
    clusters, found, taken = [], [], set()
    for number, (name, (kind, aliases)) in enumerate(names.items()):
        clusters.append(Cluster(f"c{number}", kind, name, (name, *aliases)))
        for form in (name, *aliases):
            for nth in range(1, text.count(form) + 1):
                span = span_of(text, form, nth)
                if not any(span.overlaps(other) for other in taken):
                    taken.add(span)
                    found.append(FoundName(span, kind, f"c{number}", "rules", "1", "capitals", 0.5))
    return Extraction(
        id="x",
        names=tuple(found),
        clusters=tuple(clusters),
        identifiers=tuple(
            FoundIdentifier(span_of(text, mail), Kind.EMAIL, mail.lower(), None, "rfc") for mail in emails
        ),
        dates=tuple(
            FoundDate(span_of(text, date), "", "", "day", "", "d-month", "no publication date") for date in dates
        ),
        attributions=(FoundAttribution(None, "the lawyer", Span(0, 3), Span(4, 10), "deny", "said", ("a relay",)),),
        engines=("rules 1",),
    )
