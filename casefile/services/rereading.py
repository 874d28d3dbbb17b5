"""Trying again: with a password, as another charset, by OCR, or because a reader has come that was not there."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence

from casefile.domain.errors import UsageError
from casefile.domain.intake import IntakeReport
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Acquisition, Article
from casefile.readers import wire
from casefile.services import index_feed, settings
from casefile.services.cases import OpenCase
from casefile.services.child_process import ChildDied, ChildProcess
from casefile.services.intake_items import How, Item
from casefile.services.intake_lines import Progress
from casefile.services.intake_run import IntakeRun, Stopped
from casefile.services.reading_children import LIMITS, ReadingPool
from casefile.store import originals, read_articles

_PIECE = re.compile(r"(?:row|line) \d+\Z")


def read_again(
    case: OpenCase,
    numbers: Sequence[int] | None = None,
    *,
    password: str = "",
    charset: str = "",
    ocr: str = "",
    index: bool = True,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> IntakeReport:
    """Read the originals of these articles once more; without ``numbers``, of all that are unread or partly read.

    A reading without a text does not hide one that is there. ``charset``: what a person says that it is; the text is
    then one more of the article's, and counts. ``ocr``: languages, whatever the number of pages. Members that were
    missing are taken out. Raises ``NotFound``, and ``UsageError`` for a charset that there is none of.
    """
    if charset and not _is_charset(charset):
        raise UsageError(f"There is no charset “{charset}”.", "Such as utf-8, cp1251, cp1252, koi8-r, gb18030.")
    if numbers is None:
        ends = (IntakeState.UNREAD, IntakeState.PARTLY)
        wanted = [one for one in read_articles.articles(case.reader) if one.state in ends]
    else:
        wanted = [read_articles.article(case.reader, number) for number in numbers]
    first = {one.article: one for one in reversed(read_articles.acquisitions(case.reader))}
    items = [_item(one, _piece(first.get(one.number))) for one in wanted]
    pool = ReadingPool(ocr=ocr or settings.load().ocr, is_ocr_asked=bool(ocr))
    how = How("reread", retry=True, password=password, charset=charset)
    run = IntakeRun(case, how, pool, total=len(items), progress=progress, stop=stop)
    was_stopped = False
    try:
        run.again(items)
    except Stopped:
        was_stopped = True
    finally:
        pool.close()
        run.close()
    is_findable = index_feed.catch_up(case, wait=60.0) if index else True
    return IntakeReport(tuple(run.report.lines), is_findable, was_stopped)


def charsets(case: OpenCase, number: int) -> list[tuple[str, float, str]]:
    """In which charsets the original of S``number`` makes sense: a name, how much sense from 0 to 1, and its beginning.

    The likeliest first; none where it is no plain text. Read in a child. Raises ``NotFound``.
    """
    article = read_articles.article(case.reader, number)
    asked = wire.Asked(str(originals.path_of(case.paths, article.sha256)), article.name)
    child = ChildProcess("casefile.readers.child", limits=LIMITS)
    try:
        reply = child.call(wire.asking_charsets(asked))
        return [(str(name), float(score), str(start)) for name, score, start in reply.get("charsets", ())]
    except (ChildDied, TypeError, ValueError):
        return []
    finally:
        child.close()


def _item(article: Article, kind: str) -> Item:
    # A row by itself may not tell its charset; its table did.
    charset = article.charset if kind else ""
    return Item(article.name, article.name, sha256=article.sha256, bytes=article.bytes, kind=kind, charset=charset)


def _piece(arrival: Acquisition | None) -> str:
    """What a reader must be told of a row or line of a table, which is a piece of a file and no file."""
    if arrival is None or arrival.container != arrival.name or not _PIECE.match(arrival.member):
        return ""
    return "csvrow" if arrival.member.startswith("row ") else "jsonline"


def _is_charset(label: str) -> bool:
    try:
        "".encode(label)
    except (LookupError, ValueError, TypeError):
        return False
    return True
