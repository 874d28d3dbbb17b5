"""PDF (ISO 32000-2): the text of each page by pdfium, by pypdf where pdfium gives up; pages as marks beside it.

What a page draws as a picture is no text; such pages are named, and offered to OCR.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, BinaryIO

import pypdfium2
from pypdfium2 import raw

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.kinds import Need
from casefile.domain.text import canonical
from casefile.readers import pdf_attachments, pdf_fallback, pdf_unfolding
from casefile.readers.hints import Hints, Unreadable, unread
from casefile.readers.pdf_facts import facts
from casefile.readers.pdf_notes import page_notes
from casefile.readers.pdf_opening import Locked, opened
from casefile.readers.pdf_pages import Pages, outcome
from casefile.readers.pdf_text import draws_pictures, page_text

SECONDS = 18.0
"""Wall time for the pages of one document, less than whoever asked waits; those that are left then are named."""

FEW = 40
"""Characters on a page that is a picture and yet has text: a stamp or a header, not what the page says."""


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """The document's text, page after page."""
    is_bomb = pdf_unfolding.unfolds_too_far(file)
    try:
        pages = None if is_bomb else _by_pdfium(file, hints.password)
        made_by = ""
        if pages is None or pages.are_lost:
            by_pypdf = pdf_fallback.read_pages(file, hints.password)
            if by_pypdf is not None and not by_pypdf.are_lost:
                pages, made_by = by_pypdf, pdf_fallback.MADE_BY
    except Locked as locked:
        return unread(str(locked), mime, Need.PASSWORD)
    except Unreadable as error:
        return unread(str(error), mime)
    if is_bomb and (pages is None or not any(pages.texts)):
        return unread(pdf_unfolding.REASON, mime)
    if pages is None:
        return unread("the file is damaged: no page can be found in it", mime)
    return outcome(pages, mime, made_by)


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """The files that are attached to the document. Raises ``Unreadable`` where it cannot be opened."""
    if pdf_unfolding.unfolds_too_far(file):
        raise Unreadable(pdf_unfolding.REASON)
    with opened(file, hints.password) as document:
        if document is not None:
            yield from pdf_attachments.attachments(document)


def _by_pdfium(file: BinaryIO, password: str) -> Pages | None:
    with opened(file, password) as document:
        if document is None:
            return None
        pages = Pages(len(document), metadata=facts(document), has_files=pdf_attachments.number(document) > 0)
        if raw.FPDF_GetFormType(document.raw) != raw.FORMTYPE_NONE:
            document.init_forms()
        until = time.monotonic() + SECONDS
        while not pages.is_enough(time.monotonic() > until):
            _read_page(document, pages)
        return pages


def _read_page(document: Any, pages: Pages) -> None:
    try:
        page = document[len(pages.texts)]
    except pypdfium2.PdfiumError:
        pages.fail()
        return
    try:
        words = canonical(page_text(page))
        notes = canonical(page_notes(page, document.formenv))
        shown = len("".join(words.split()))
        is_picture = shown < FEW and draws_pictures(page, is_bare=not shown)
    except pypdfium2.PdfiumError:
        pages.fail()
    else:
        pages.take(words, is_picture, notes)
    finally:
        page.close()
