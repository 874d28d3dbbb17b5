"""One page of an original as a picture that tesseract reads: rendered out of a PDF, or as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO

from casefile.readers.hints import Unreadable
from casefile.readers.picture_facts import LONGEST, Picture, picture_facts
from casefile.readers.tesseract import PDF, PICTURES

DPI = 300
"""What tesseract's makers recommend for text of usual size."""

MOST_POINTS = 25_000_000
"""Of a rendered page: an A4 page at 300 dpi has 8.7 million, an A3 page 17.4."""

MOST_IN_PICTURE = 60_000_000
"""Points of a picture that is handed on as it is: tesseract takes four to thirteen bytes for each."""


@dataclass(frozen=True, slots=True)
class Shown:
    """``total`` pages in the original; one of them as ``data``, in which it is frame ``frame``, from 0.

    ``dpi`` where the picture cannot say it itself, else 0.
    """

    total: int
    data: bytes
    frame: int = 0
    dpi: int = 0


def shown(file: BinaryIO, mime: str, number: int, password: str) -> Shown:
    """Page ``number``, from 1, of an original. Raises ``Unreadable``."""
    if mime == PDF:
        return _rendered(file, number, password)
    if mime not in PICTURES:
        raise Unreadable("tesseract does not read pictures of this kind")
    facts = picture_facts(file, mime)
    check(facts)
    if not 1 <= number <= facts.pages:
        raise Unreadable("there is no such page")
    file.seek(0)
    return Shown(facts.pages, file.read(LONGEST), number - 1)


def check(facts: Picture) -> None:
    """Raises ``Unreadable`` for a picture that would unfold to more than can be held."""
    if facts.width * facts.height > MOST_IN_PICTURE:
        raise Unreadable(f"the picture is too large to be read ({facts.width:,} × {facts.height:,} points)")
    if facts.bytes > LONGEST:
        raise Unreadable("the picture's file is too large to be read")


def _rendered(file: BinaryIO, number: int, password: str) -> Shown:
    """A page of a PDF as a grey picture (netpbm's P5)."""
    import pypdfium2

    from casefile.readers import pdf_unfolding
    from casefile.readers.pdf_opening import opened

    if pdf_unfolding.unfolds_too_far(file, pictures=True):
        raise Unreadable(pdf_unfolding.REASON)
    with opened(file, password) as document:
        if document is None:
            raise Unreadable("the file is damaged: no page can be found in it")
        total = len(document)
        if not 1 <= number <= total:
            raise Unreadable("there is no such page")
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            raise Unreadable("the page is damaged") from None
        scale = _scale(page)
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            return Shown(total, _portable(bitmap), dpi=max(round(72 * scale), 70))
        finally:
            bitmap.close()
            page.close()


def _scale(page: Any) -> float:
    """How many points of the picture for one of the page: 300 dpi, fewer for a poster."""
    width, height = page.get_size()
    area = width * height
    if not 0 < area < 1e9 or min(width, height) < 1:
        raise Unreadable("the page has no size that can be shown")
    return float(min(DPI / 72, (MOST_POINTS / area) ** 0.5))


def _portable(bitmap: Any) -> bytes:
    """Grey points as netpbm's P5: a head and rows without what pads them."""
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    held = memoryview(bitmap.buffer).cast("B")
    if bitmap.n_channels != 1:
        raise Unreadable("the page cannot be shown in grey")
    rows = held if stride == width else b"".join(held[at * stride : at * stride + width] for at in range(height))
    return b"P5\n%d %d\n255\n" % (width, height) + bytes(rows)
