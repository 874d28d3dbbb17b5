"""Electronic books: their pages in reading order as one text, chapters as marks."""

from __future__ import annotations

import io
from typing import BinaryIO

from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState
from casefile.readers.epub_package import Chapters, Encrypted, PackageDocument, Rootfiles
from casefile.readers.flow import Block, joined
from casefile.readers.hints import Hints, Unreadable, state_for, unread
from casefile.readers.opc import MAX_SMALL, Package
from casefile.readers.xhtml import paragraphs

LARGEST_PAGE = 16 * 1024 * 1024
MAX_TEXT = 32 * 1024 * 1024
"""Characters."""

PROTECTED = (
    "it is a protected book (DRM): its text is encrypted, and casefile cannot open it; "
    "a copy without protection can be added"
)
_PAGE_ENDINGS = (".xhtml", ".html", ".htm", ".xml")


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """One text, the pages of the spine. Raises ``Unreadable`` where it is no zip file."""
    package = Package(file)
    encrypted = Encrypted()
    package.events("META-INF/encryption.xml", encrypted, "the list of its encrypted parts", MAX_SMALL)
    book, pages = _opened(package)
    if not pages:
        return unread("; ".join(package.problems) or "the parts that hold its text are missing", mime)
    labels, named = _chapters(package, book)
    blocks: list[Block] = []
    size = lost = hidden = 0
    for name in pages:
        if name.lower() in encrypted.names:
            hidden += 1
            continue
        found = _page(package, name)
        if found is None:
            lost += 1
            continue
        size += sum(len(text) for text, _ in found)
        if size > MAX_TEXT:
            package.problems.append(f"only the first {MAX_TEXT // 1024 // 1024} million characters were read")
            break
        blocks += _marked(found, labels.get(name.lower(), ""), named)
    if hidden:
        package.problems.append(PROTECTED if hidden == len(pages) else f"{hidden} of its pages are encrypted")
    if lost:
        package.problems.append(f"{lost} of its {len(pages)} pages cannot be read")
    text, marks = joined(blocks)
    metadata = book.metadata([("pictures inside", _pictures(package))])
    problems = list(dict.fromkeys(package.problems))
    if not text:
        reason = PROTECTED if hidden else "; ".join(problems) or "the book holds no text"
        return ReadOutcome(IntakeState.UNREAD, reason, metadata=metadata, mime=mime)
    return ReadOutcome(*state_for(problems), (ReadText("text", text, marks),), metadata, mime)


def _opened(package: Package) -> tuple[PackageDocument, list[str]]:
    """What the book says of itself, and its pages in order."""
    roots = Rootfiles()
    package.events("META-INF/container.xml", roots, "the list of its parts", MAX_SMALL)
    candidates = [*roots.found, *(name for name in package.names if name.endswith(".opf"))]
    name = next((name for name in candidates if name in package), "")
    book = PackageDocument(name)
    if name:
        package.events(name, book, "its reading order", MAX_SMALL)
    pages = [page for page in book.pages if page]
    if not pages:
        pages = sorted(name for name in package.names if name.endswith(_PAGE_ENDINGS) and "meta-inf/" not in name)
        if pages:
            package.problems.append("its reading order is missing: the pages stand in the order of their names")
    return book, pages


def _chapters(package: Package, book: PackageDocument) -> tuple[dict[str, str], set[str]]:
    labels: dict[str, str] = {}
    named: set[str] = set()
    for name in book.navigation[:4]:
        before = len(package.problems)
        chapters = Chapters(name)
        package.events(name, chapters, "its table of chapters", MAX_SMALL)
        # A page is damaged for XML and none the worse for reading: its headings are found all the same.
        del package.problems[before:]
        labels = chapters.labels | labels
        named |= chapters.words
    return labels, named


def _page(package: Package, name: str) -> list[tuple[str, bool]] | None:
    held = io.BytesIO()
    try:
        for piece in package.pieces(name, LARGEST_PAGE):
            held.write(piece)
    except Unreadable as error:
        if str(error) != "a part of it is missing":
            package.problems.append(f"a page was not read: {error}")
        return None
    return paragraphs(held.getvalue())


def _marked(found: list[tuple[str, bool]], label: str, named: set[str]) -> list[Block]:
    """The paragraphs of one page. It begins a chapter where the table of chapters or a heading at its top says so;
    headings further down begin one where the table names them, or where there is no table."""
    blocks = []
    for number, (text, is_heading) in enumerate(found):
        words = " ".join(text.split())
        begins = (number == 0 and label) or (is_heading and (words in named or number == 0 or not named))
        blocks.append(Block(text, "chapter" if begins else "", label if number == 0 and label else words))
    return blocks


def _pictures(package: Package) -> str:
    count = sum(name.endswith((".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp")) for name in package.names)
    return str(count) if count else ""
