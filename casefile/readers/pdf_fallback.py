"""PDFs that pdfium gives up on, read by pypdf: slower, in lines as they come, but patient with what is broken.

pypdf is Python, so that its limits and the deadline can end it in the middle of a page.
"""

from __future__ import annotations

import contextlib
import time
from typing import Any, BinaryIO

from casefile.domain.text import canonical
from casefile.readers.deadline import TooLong, deadline
from casefile.readers.fields import field
from casefile.readers.hints import Unreadable
from casefile.readers.pdf_facts import date, stated_facts
from casefile.readers.pdf_opening import LOCKED, WRONG, Locked
from casefile.readers.pdf_pages import Pages

SECONDS = 8.0
"""Processor time for the whole document."""

MADE_BY = "pypdf"
_PAGE_S = 3.0
_LIMIT = 32 * 1024 * 1024


def read_pages(file: BinaryIO, password: str) -> Pages | None:
    """The pages that pypdf finds, or None where it finds no document. Raises ``Locked``, ``Unreadable``."""
    import pypdf
    from pypdf.errors import DependencyError, PyPdfError

    file.seek(0)
    limits = pypdf.get_configuration().with_overwrites(
        zlib_maximum_output_length=_LIMIT,
        lzw_maximum_output_length=_LIMIT,
        run_length_maximum_output_length=_LIMIT,
        array_based_stream_maximum_output_length=_LIMIT,
        stream_decoding_work_maximum_length=4 * _LIMIT,
        jbig2dec_binary=None,
    )
    with pypdf.apply_configuration(limits):
        try:
            with deadline(SECONDS):
                reader = pypdf.PdfReader(file, strict=False)
                if reader.is_encrypted and not reader.decrypt(password):
                    raise Locked(WRONG if password else LOCKED)
                pages = Pages(len(reader.pages))
                with contextlib.suppress(PyPdfError, ValueError, TypeError, AttributeError, KeyError):
                    pages.metadata = _facts(reader, pages.total)
        except DependencyError:
            raise Unreadable("it is encrypted in a way that no reader here knows") from None
        except (Locked, MemoryError):
            raise
        except (Exception, RecursionError):
            return None
        _read(reader, pages)
    return pages


def _read(reader: Any, pages: Pages) -> None:
    until = time.process_time() + SECONDS
    while not pages.is_enough(time.process_time() > until):
        try:
            with deadline(_PAGE_S):
                words = canonical(reader.pages[len(pages.texts)].extract_text())
        except (Exception, TooLong):
            pages.fail()
        else:
            pages.take(words, is_picture=not words.strip())


def _facts(reader: Any, total: int) -> Any:
    said = reader.metadata or {}
    extra = {"pages": str(total)}
    for name, key in (("written with", "/Creator"), ("made into a PDF by", "/Producer")):
        if value := field(str(said.get(key) or "")):
            extra[name] = value
    for name, key in (("created", "/CreationDate"), ("modified", "/ModDate")):
        if value := date(str(said.get(key) or "")):
            extra[name] = value
    return stated_facts(str(said.get("/Title") or ""), str(said.get("/Author") or ""), "", extra)
