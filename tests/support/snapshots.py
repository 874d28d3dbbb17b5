"""Cases made up for the dossier's tests, without a store: snapshots with a sound journal."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from casefile.domain.journal import GENESIS, Change, Entry, entry_hash, payload_digest, payload_json
from casefile.domain.kinds import EntityState, IntakeState, Kind, Need, NoteKind
from casefile.domain.records import Acquisition, Article, CaseInfo, Entity, Note, Passage, TextInfo
from casefile.domain.snapshot import CaseSnapshot, Disclosure, EntityEntry, SourceText
from casefile.domain.span import Pin, Span
from casefile.domain.text import text_sha256

SALT = "0123456789abcdef" * 2


class Made:
    """A case being made. ``snapshot()`` is what the dossier gets; ``read`` gives the originals."""

    def __init__(self, title: str = "The Tidemark wharf", **case: str) -> None:
        values = {"ref": "TW-1", "question": "", "scope": "", "time_zone": "UTC", "handling": "", "status": "open"}
        values |= {"closing_note": "", "created": "2023-01-20T08:00:00.000000Z"} | case
        self.case = CaseInfo(uuid="case-1", title=title, **values)
        self.articles: list[Article] = []
        self.texts: list[SourceText] = []
        self.acquisitions: list[Acquisition] = []
        self.entities: list[EntityEntry] = []
        self.notes: list[Note] = []
        self.journal: list[Entry] = []
        self.disclosures: list[Disclosure] = []
        self.originals: dict[str, bytes] = {}
        self.act("created", "case", "case-1")

    def act(
        self,
        verb: str,
        object_type: str,
        object_id: str,
        changes: Sequence[Change] = (),
        *,
        is_shown: bool = False,
        undoes: int | None = None,
    ) -> None:
        payload, seq = payload_json(changes), len(self.journal) + 1
        digest = payload_digest(SALT, payload)
        before = self.journal[-1].hash if self.journal else GENESIS
        at = f"2023-01-20T08:{seq // 60:02}:{seq % 60:02}.000000Z"
        row_hash = entry_hash(
            prev_hash=before,
            seq=seq,
            at=at,
            actor="R. Thole",
            verb=verb,
            object_type=object_type,
            object_id=object_id,
            undoes=undoes,
            payload_digest=digest,
        )
        row = Entry(seq, at, "R. Thole", verb, object_type, object_id, undoes, digest, before, row_hash)
        self.journal.append(row)
        if is_shown:
            self.disclosures.append(Disclosure(seq, SALT, payload))

    def article(
        self,
        words: str | None,
        *,
        title: str = "Barges at night",
        name: str = "barges.txt",
        original: bytes | None = None,
        mime: str = "text/plain",
        charset: str = "utf-8",
        kinds: Sequence[str] = ("text",),
        more: Sequence[str] = (),
        **values: object,
    ) -> int:
        """Add a source; ``words`` None makes it unread. ``more`` are further texts of the same original."""
        number = len(self.articles) + 1
        content = original if original is not None else (words or "").encode("utf-8", "surrogatepass")
        sha256 = hashlib.sha256(content).hexdigest()
        self.originals[sha256] = content
        written = [] if words is None else [words, *more]
        infos = [
            TextInfo(f"text-{number}-{kind}", number, kind, text_sha256(text), len(text))
            for kind, text in zip(kinds, written, strict=False)
        ]
        self.texts += [SourceText(info, text) for info, text in zip(infos, written, strict=False)]
        given: dict[str, object] = {
            "number": number,
            "id": f"article-{number}",
            "sha256": sha256,
            "bytes": len(content),
            "text_id": infos[0].id if infos else None,
            "text_sha256": infos[0].sha256 if infos else None,
            "characters": infos[0].characters if infos else 0,
            "title": title,
            "author": "",
            "publisher": "The Estuary Post",
            "url": "",
            "published": "2023-01-16",
            "published_basis": "page",
            "retrieved": "",
            "collected_by": "",
            "method": "",
            "language": "en",
            "mime": mime,
            "charset": charset if infos else "",
            "charset_confidence": None,
            "reliability": "",
            "reliability_reason": "",
            "state": IntakeState.READ if infos else IntakeState.UNREAD,
            "reason": "" if infos else "no reader for this format (application/pdf)",
            "need": Need.NOTHING,
            "is_looked_at": False,
            "version_of": None,
            "copy_of": None,
            "name": name,
            "added": "2023-01-20T08:00:01.000000Z",
        }
        self.articles.append(Article(**(given | values)))  # type: ignore[arg-type]
        arrival = f"arrival-{number}"
        self.acquisitions.append(
            Acquisition(arrival, number, name, "", "", "", "2023-01-20T08:00:01.000000Z", "R. Thole", "added")
        )
        rows = [Change("article", f"article-{number}", None, {"sha256": sha256})]
        rows += [Change("text", info.id, None, {"sha256": info.sha256}) for info in infos]
        self.act("added", "article", f"article-{number}", rows, is_shown=True)
        return number

    def text(self, number: int, kind: str = "text") -> SourceText:
        return next(text for text in self.texts if text.info.article == number and text.info.kind == kind)

    def pin(self, number: int, words: str, kind: str = "text") -> str:
        """The pin, as it stands in a note, for the first place of ``words`` in S``number``."""
        text = self.text(number, kind)
        start = text.text.index(words)
        return str(Pin.make(number, Span(start, start + len(words)), text.info.sha256))

    def note(self, body: str, title: str = "A note", kind: NoteKind = NoteKind.FINDING, state: str = "live") -> Note:
        number = len(self.notes) + 1
        at = f"2023-01-20T09:00:{number:02}.000000Z"
        note = Note(f"note-{number}", number, kind, title, body, state, at, at)
        self.notes.append(note)
        self.act("noted", "note", note.id)
        return note

    def entity(
        self,
        caption: str,
        number: int,
        *names: str,
        kind: Kind = Kind.PERSON,
        state: EntityState = EntityState.CONFIRMED,
    ) -> Entity:
        entity = Entity(f"entity-{len(self.entities) + 1}", kind, caption, "", state, names, 3, 0, (number,))
        text = self.text(number)
        pairs = []
        for name in names:
            start = text.text.index(name)
            span = Span(start, start + len(name))
            pairs.append((name, Passage(number, text.info.sha256, 1, span, name, Span(0, len(name)))))
        self.entities.append(EntityEntry(entity, tuple(pairs)))
        self.act("accepted", "entity", entity.id)
        return entity

    def read(self, sha256: str) -> bytes:
        return self.originals[sha256]

    def snapshot(self) -> CaseSnapshot:
        last = self.journal[-1]
        return CaseSnapshot(
            self.case,
            tuple(self.articles),
            tuple(self.texts),
            tuple(self.acquisitions),
            tuple(self.entities),
            tuple(self.notes),
            tuple(self.journal),
            last.hash,
            last.at,
            "0.1.0",
            tuple(self.disclosures),
        )


BARGES = """Two barges lay at the Tidemark wharf on Monday night, according to the harbour watch.

Oda Venhart signed for the load. "I was told it was gravel," she said.
The sheets were filled in before the barges had left.

Venhardt, as the log writes her name, declined to answer further questions.
"""


def small_case() -> Made:
    """One affair with everything that a dossier prints: pins, judgements, a damaged pin, an unread source."""
    made = Made(
        question="Who signed for the load sheets, and when?", scope="January 2023, the wharf only", handling="internal"
    )
    barges = made.article(BARGES, url="https://example.org/barges?a=1&b=2", author="I. Falk")
    made.article(None, title="", name="scan.pdf", original=b"%PDF-1.4 not a real one", mime="application/pdf")
    page = made.article(
        "The company received 180,000 marks. It was its only receipt of the quarter.",
        title="Accounts of Brine & Sable",
        name="accounts.html",
        original=b"<html><body><p>The company received 180,000 marks. It was its only receipt of the quarter.",
        mime="text/html",
        kinds=("body", "full page"),
        more=(
            "Home | Accounts\n\nThe company received 180,000 marks. It was its only receipt of the quarter.\n\nImprint",
        ),
    )
    signed, filled = made.pin(barges, "Oda Venhart signed for the load."), made.pin(barges, "filled in before")
    receipt = made.pin(page, "180,000 marks", "body")
    made.note(
        f"Oda Venhart signed for the load{signed}. She must have known what it was.\n\n"
        f"The sheets were filled in early {filled}, and a payment of 180,000 marks stands in the books {receipt}.\n\n"
        "Nobody else had the *keys*.",
        "Who signed",
    )
    made.note(
        f"- ask the watch {filled}\n- ask `Falk`\n\n> heard at the quay\n\nSee ⟦S1:3-9#0000⟧.", "To do", NoteKind.LEAD
    )
    made.entity("Oda Venhart", barges, "Oda Venhart", "Venhardt")
    made.entity("Tidemark wharf", barges, "Tidemark wharf", kind=Kind.PLACE)
    made.act("undid", "entity", "entity-2", undoes=5)
    return made
