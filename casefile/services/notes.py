"""Notes: written, saved, drafted, pinned to passages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from casefile.domain.errors import CasefileError, NotFound, Refused, UsageError
from casefile.domain.kinds import NoteKind
from casefile.domain.records import Note
from casefile.domain.span import Pin, Span, find_pins
from casefile.domain.text import paragraph_number, paragraphs
from casefile.services.cases import OpenCase
from casefile.store import read_articles, read_notes
from casefile.store.clock import utc_now
from casefile.store.paths import write_private

_DRAFT_KEY = re.compile(r"[a-z0-9-]{1,64}\Z")


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that were typed and not yet saved as a note. ``key`` is ``n3`` for a note's, ``new`` for a new one's."""

    key: str
    title: str
    body: str
    at: str


@dataclass(frozen=True, slots=True)
class PinPlace:
    """A pin as it stands in a note. ``state`` is ok, damaged or missing; ``label`` what is shown (``S1¶4``)."""

    pin: Pin
    where: Span
    state: str
    label: str
    text_id: str = ""
    text_sha256: str = ""
    quotation: str = ""


def add_note(case: OpenCase, title: str, body: str = "", kind: NoteKind = NoteKind.NOTE) -> Note:
    """Write a new note. Raises ``UsageError`` when both title and body are empty."""
    if not title.strip() and not body.strip():
        raise UsageError("A note needs a title or a text.", "A few words are enough.")
    from casefile.store import noting

    return noting.add_note(case.store(), title.strip(), body, kind)


def save_note(
    case: OpenCase,
    number: int,
    *,
    title: str | None = None,
    body: str | None = None,
    kind: NoteKind | None = None,
    state: str | None = None,
    expected: str | None = None,
) -> Note:
    """Change a note. ``expected`` is ``Note.changed`` as last seen; ``Refused`` when somebody saved it since."""
    if expected is not None and read_notes.note(case.reader, number).changed != expected:
        raise Refused(
            f"n{number} was changed elsewhere while you wrote.", "Both versions are kept: save yours as a new note."
        )
    from casefile.store import noting

    return noting.save_note(case.store(), number, title=title, body=body, kind=kind, state=state)


def retire_note(case: OpenCase, number: int) -> None:
    """Take a note out of the case; undo brings it back."""
    from casefile.store import noting

    noting.retire_note(case.store(), number)


def write_draft(case: OpenCase, key: str, title: str, body: str) -> None:
    """Keep what was typed, on the disk before this returns. Raises ``CasefileError`` when the disk refuses."""
    if not _DRAFT_KEY.match(key):
        raise UsageError(f"“{key}” cannot name a draft.", "Letters, digits and hyphens.")
    value = json.dumps({"title": title, "body": body, "at": utc_now()})
    try:
        write_private(case.paths.drafts / f"{key}.json", value.encode("ascii"))
    except OSError as error:
        raise CasefileError(
            f"The draft could not be written: {error.strerror}.", "Free some space; the text is still here."
        ) from None


def drafts(case: OpenCase) -> list[Draft]:
    """Drafts that no save has taken up: what a crash left. A file that is no draft is left alone."""
    found = []
    for path in sorted(case.paths.drafts.glob("*.json")):
        try:
            value = json.loads(path.read_bytes())
            found.append(Draft(path.stem, str(value["title"]), str(value["body"]), str(value["at"])))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return found


def drop_draft(case: OpenCase, key: str) -> None:
    """The draft has been saved as a note, or is not wanted."""
    if _DRAFT_KEY.match(key):
        (case.paths.drafts / f"{key}.json").unlink(missing_ok=True)


def cite(case: OpenCase, text_id: str, span: Span) -> Pin:
    """The pin for a passage. Raises ``UsageError`` for an empty one."""
    if not len(span):
        raise UsageError("Nothing is selected.", "Select a passage, or put the caret in a sentence.")
    info = read_articles.text_info(case.reader, text_id)
    if span.end > info.characters:
        raise UsageError("The passage ends behind the text.", "Select it again.")
    return Pin.make(info.article, span, info.sha256)


def pin_places(case: OpenCase, body: str) -> list[PinPlace]:
    """Every pin of a note's body with the passage it points at, tried against each text of its article."""
    cache: dict[str, tuple[str, list[Span]]] = {}
    return [_place(case, placed.pin, placed.where, cache) for placed in find_pins(body)]


def _place(case: OpenCase, pin: Pin, where: Span, cache: dict[str, tuple[str, list[Span]]]) -> PinPlace:
    try:
        article = read_articles.article(case.reader, pin.article)
    except NotFound:
        return PinPlace(pin, where, "missing", f"S{pin.article}?")
    texts = read_articles.texts_of(case.reader, pin.article)
    # The text that counts first: a pin typed without a check can only mean that one.
    for info in sorted(texts, key=lambda one: one.id != article.text_id):
        if not pin.fits(info.sha256, info.characters):
            continue
        if info.id not in cache:
            text = read_articles.text(case.reader, info.id)
            cache[info.id] = (text, paragraphs(text))
        text, spans = cache[info.id]
        label = f"S{pin.article}¶{paragraph_number(spans, pin.span.start)}"
        return PinPlace(pin, where, "ok", label, info.id, info.sha256, pin.span.of(text))
    return PinPlace(pin, where, "damaged", f"S{pin.article}!")
