"""What a dossier prints, decided once: numbering, footnotes, order. The renderers only write it down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from casefile.domain.errors import CasefileError, DamagedCase
from casefile.domain.journal import GENESIS
from casefile.domain.kinds import EntityState, NoteKind
from casefile.domain.records import Acquisition, Article, Entity, Note
from casefile.domain.snapshot import CaseSnapshot, SourceText
from casefile.domain.span import find_pins
from casefile.dossier.notes import Block, Run, Sentence, blocks, pin_places
from casefile.dossier.passages import Quotation, Sources
from casefile.dossier.verify import sha256

KINDS = (
    (NoteKind.FINDING, "Findings"),
    (NoteKind.HYPOTHESIS, "Hypotheses"),
    (NoteKind.LEAD, "Leads"),
    (NoteKind.NOTE, "Notes"),
)


@dataclass(slots=True)
class Footnote:
    """One passage that notes rest on, or a pin that is damaged. ``visits`` counts the marks that lead to it."""

    number: int
    written: str
    quotation: Quotation | None
    damage: str = ""
    visits: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PrintedNote:
    """``pins``: every well-formed pin of the body, in order, with the number of its footnote."""

    note: Note
    blocks: tuple[Block, ...]
    pins: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PrintedName:
    """``quotation`` is None when the passage that the name was accepted in is not in the case any more."""

    name: str
    quotation: Quotation | None


@dataclass(frozen=True, slots=True)
class PrintedEntity:
    entity: Entity
    names: tuple[PrintedName, ...]


@dataclass(frozen=True, slots=True)
class PrintedSource:
    """``is_held``: the original is there to be read."""

    article: Article
    texts: tuple[SourceText, ...]
    acquisitions: tuple[Acquisition, ...]
    is_held: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything in the order in which it is printed."""

    snapshot: CaseSnapshot
    notes: tuple[PrintedNote, ...]
    footnotes: tuple[Footnote, ...]
    entities: tuple[PrintedEntity, ...]
    sources: tuple[PrintedSource, ...]

    @property
    def head(self) -> tuple[int, str]:
        last = self.snapshot.journal[-1:]
        return (last[0].seq, last[0].hash) if last else (0, GENESIS)

    @property
    def damaged(self) -> list[Footnote]:
        return [footnote for footnote in self.footnotes if footnote.quotation is None]

    @property
    def unread(self) -> list[PrintedSource]:
        return [source for source in self.sources if source.article.reason or not source.texts or not source.is_held]

    def of_kind(self, kind: NoteKind) -> list[PrintedNote]:
        return [note for note in self.notes if note.note.kind is kind]

    @property
    def counts(self) -> dict[str, int]:
        return {
            "sources": len(self.sources),
            "not fully read": len(self.unread),
            "entities": len(self.entities),
            "notes": len(self.notes),
            "passages": len(self.footnotes) - len(self.damaged),
            "damaged pins": len(self.damaged),
            "journal rows": len(self.snapshot.journal),
        }


class _Footnotes:
    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.all: list[Footnote] = []
        self._known: dict[object, Footnote] = {}
        self.note = ""

    def cite(self, written: str) -> Run:
        found = self.sources.resolve(written)
        # One passage has one number however often it is cited; a damaged pin is listed each time.
        key: object = (found.text_sha256, found.article, found.span) if isinstance(found, Quotation) else object()
        footnote = self._known.get(key)
        if footnote is None:
            number = len(self.all) + 1
            footnote = (
                Footnote(number, written, found)
                if isinstance(found, Quotation)
                else Footnote(number, written, None, found)
            )
            self.all.append(footnote)
            self._known[key] = footnote
        footnote.visits += 1
        if self.note not in footnote.notes:
            footnote.notes.append(self.note)
        return Run("", frozenset(), footnote.number, footnote.visits, footnote.quotation is not None)


def printed(snapshot: CaseSnapshot, read_original: Callable[[str], bytes]) -> Printed:
    """``snapshot`` as it is printed. Raises ``DamagedCase`` when an original is not what its hash says."""
    sources = Sources(snapshot.articles, snapshot.texts)
    footnotes = _Footnotes(sources)
    order = [kind for kind, _ in KINDS]
    live = [note for note in snapshot.notes if note.state != "retired"]
    notes = [_note(note, footnotes) for note in sorted(live, key=lambda n: (order.index(n.kind), n.number))]
    confirmed = [entry for entry in snapshot.entities if entry.entity.state is EntityState.CONFIRMED]
    confirmed.sort(key=lambda e: (e.entity.kind.value, e.entity.caption.casefold(), e.entity.caption, e.entity.id))
    entities = [
        PrintedEntity(
            entry.entity,
            tuple(PrintedName(name, sources.in_context(passage)) for name, passage in entry.names),
        )
        for entry in confirmed
    ]
    held = {article.sha256: _is_held(article, read_original) for article in snapshot.articles}
    return Printed(snapshot, tuple(notes), tuple(footnotes.all), tuple(entities), tuple(_sources(snapshot, held)))


def _note(note: Note, footnotes: _Footnotes) -> PrintedNote:
    footnotes.note = note.label
    numbers: list[tuple[str, int]] = []

    def cite(written: str) -> Run:
        run = footnotes.cite(written)
        numbers.append((written, run.ref))
        return run

    found = blocks(note.body, cite)
    # A pin that Markdown swallowed (in the info string of a fence, say) is listed none the less.
    left = [note.body[start:end] for start, end in pin_places(note.body)]
    for written, _ in numbers:
        if written in left:
            left.remove(written)
    if left:
        marks = tuple(cite(written) for written in left)
        found += (Block("paragraph", (Sentence((Run("Also pinned here: "), *marks), is_judgement=False),)),)
    known = dict(numbers)
    written_pins = [placed.where.of(note.body) for placed in find_pins(note.body)]
    pins = tuple((written, known[written]) for written in written_pins)
    return PrintedNote(note, found, pins)


def _is_held(article: Article, read_original: Callable[[str], bytes]) -> bool:
    try:
        original = read_original(article.sha256)
    except (CasefileError, OSError, KeyError):
        return False
    if sha256(original) != article.sha256:
        raise DamagedCase(
            f"The original of {article.label} is not the file that came in: its SHA-256 differs.",
            "`casefile doctor` says more; a backup has the original.",
        )
    return True


def _sources(snapshot: CaseSnapshot, held: Mapping[str, bool]) -> list[PrintedSource]:
    texts: dict[int, list[SourceText]] = {}
    for text in snapshot.texts:
        texts.setdefault(text.info.article, []).append(text)
    arrivals: dict[int, list[Acquisition]] = {}
    for arrival in snapshot.acquisitions:
        arrivals.setdefault(arrival.article, []).append(arrival)
    found = []
    for article in sorted(snapshot.articles, key=lambda article: article.number):
        own = texts.get(article.number, [])
        own.sort(key=lambda text: (text.info.id != article.text_id, text.info.kind, text.info.sha256))
        came = sorted(arrivals.get(article.number, []), key=lambda arrival: (arrival.at, arrival.id))
        found.append(PrintedSource(article, tuple(own), tuple(came), held[article.sha256]))
    return found
