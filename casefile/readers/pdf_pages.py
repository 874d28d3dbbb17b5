"""What is known of a PDF's pages once it was gone through, and what to say of those that fell short."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState, Need
from casefile.domain.records import Metadata
from casefile.readers.hints import state_for
from casefile.readers.hyphens import mended, words_of
from casefile.readers.pages import is_garbled, joined, named

MAX_PAGES = 5_000
MAX_CHARACTERS = 64 * 1024 * 1024


@dataclass(slots=True)
class Pages:
    """The text of each page that was reached, from the first, and the numbers of those with something amiss.

    ``total``: pages that the document has. ``pictures``: without text, or with hardly any, and not blank.
    ``garbled``: their letters mean nothing. ``failed``: not read. ``stopped``: why it ended before the last page.
    ``notes``: what lies over each page. ``has_files``: files are attached.
    """

    total: int = 0
    texts: list[str] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    stopped: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    notes: list[str] = field(default_factory=list)
    has_files: bool = False
    characters: int = 0

    def take(self, words: str, is_picture: bool = False, notes: str = "") -> None:
        """The next page's text, and what lies over it."""
        number = len(self.texts) + 1
        self.texts.append(words)
        self.notes.append(notes)
        self.characters += len(words) + len(notes)
        if is_picture:
            self.pictures.append(number)
        elif is_garbled(words):
            self.garbled.append(number)

    def fail(self) -> None:
        """The next page cannot be read."""
        self.texts.append("")
        self.notes.append("")
        self.failed.append(len(self.texts))

    def is_enough(self, is_late: bool) -> bool:
        """Whether to stop before the next page; says why."""
        if len(self.texts) == self.total:
            return True
        if is_late:
            why = "the rest took too long"
        elif len(self.texts) == MAX_PAGES or self.characters > MAX_CHARACTERS:
            why = "the rest is too much for one text"
        else:
            return False
        self.stopped = f"only the first {len(self.texts):,} of its {self.total:,} pages were read: {why}"
        return True

    @property
    def are_lost(self) -> bool:
        return not self.texts or len(self.failed) == len(self.texts)


def outcome(pages: Pages, mime: str, made_by: str = "") -> ReadOutcome:
    """The pages as one text with its marks, comments and fields as another; what is missing is named."""
    known = words_of(pages.texts)
    made = (
        ReadText("text", *joined(mended(page, known) for page in pages.texts), made_by),
        ReadText("comments and fields", *joined(pages.notes), made_by),
    )
    texts = tuple(text for text in made if text.text.strip())
    reasons = _reasons(pages)
    need = Need.OCR if pages.pictures or pages.garbled else Need.NOTHING
    if texts:
        state, reason = state_for(reasons)
    else:
        nothing = "holds no text" if pages.total == 1 else "hold no text"
        everywhere = _about(pages, list(range(pages.total)), nothing, nothing)
        state, reason = IntakeState.UNREAD, "; ".join(reasons) or everywhere
    return ReadOutcome(state, reason, texts, pages.metadata, mime, need=need, has_members=pages.has_files)


def _reasons(pages: Pages) -> list[str]:
    unclear = "letters without a meaning, since the fonts do not say which they are"
    found = [
        _about(pages, pages.pictures, "is a picture without text", "are pictures without text"),
        _about(pages, pages.garbled, f"has {unclear}", f"have {unclear}"),
        _about(pages, pages.failed, "could not be read", "could not be read"),
        pages.stopped,
    ]
    return [reason for reason in found if reason]


def _about(pages: Pages, numbers: list[int], one: str, many: str) -> str:
    if not numbers:
        return ""
    if len(numbers) == pages.total:
        return f"its only page {one}" if pages.total == 1 else f"its {pages.total:,} pages {many}"
    return f"{named(numbers)} {one if len(numbers) == 1 else many}"
