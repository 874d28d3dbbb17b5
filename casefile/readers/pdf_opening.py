"""A PDF opened by pdfium: from the file where it is large, with a password where it needs one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pypdfium2
from pypdfium2 import raw

from casefile.readers.hints import Unreadable

IN_MEMORY = 64 * 1024 * 1024
"""Bytes of a file that is read at once; of a larger one pdfium reads what it needs."""

_CATALOGUE = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+obj[^>]{0,2000}?/Type\s*/Catalog\b")

LOCKED = "it is encrypted: it needs its password"
WRONG = "it is encrypted, and this password does not open it"
_UNKNOWN_LOCK = "it is encrypted in a way that no reader here knows"


class Locked(Unreadable):
    """It needs a password, or another one."""


@contextmanager
def opened(file: BinaryIO, password: str) -> Iterator[Any]:
    """The document (``pypdfium2.PdfDocument``), or None where pdfium finds none. Raises ``Locked``, ``Unreadable``."""
    file.seek(0)
    held: bytes | Path | BinaryIO = file.read(IN_MEMORY + 1)
    if isinstance(held, bytes) and len(held) > IN_MEMORY:
        held = _on_disk(file)
    try:
        document = _document(held, password)
    except UnicodeEncodeError:
        raise Locked(WRONG) from None
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Locked(WRONG if password else LOCKED) from None
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise Unreadable(_UNKNOWN_LOCK) from None
        yield None
        return
    try:
        yield document
    finally:
        document.close()


def _on_disk(file: BinaryIO) -> Path | BinaryIO:
    """The open file by its descriptor, which pdfium reads by itself, ten times faster than by asking for each piece."""
    file.seek(0)
    try:
        path = Path(f"/dev/fd/{file.fileno()}")
    except OSError:
        return file
    return path if path.is_file() else file


def _document(held: bytes | Path | BinaryIO, password: str) -> Any:
    try:
        return pypdfium2.PdfDocument(held, password=password or None)
    except pypdfium2.PdfiumError as error:
        if error.err_code != raw.FPDF_ERR_FORMAT or not isinstance(held, bytes):
            raise
        # Cut off, as a broken download is: it has lost what says where it begins, and nothing else may be missing.
        found = _CATALOGUE.search(held)
        if found is None:
            raise
        trailer = b"\ntrailer\n<< /Root %d %d R >>\n%%%%EOF\n" % (int(found[1]), int(found[2]))
        return pypdfium2.PdfDocument(held + trailer, password=password or None)
