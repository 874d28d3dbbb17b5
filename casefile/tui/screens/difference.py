"""What is new, gone and changed between two articles, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from casefile.domain.errors import CasefileError
from casefile.domain.span import Span
from casefile.services import rows, versions
from casefile.services.cases import OpenCase
from casefile.services.versions import Block
from casefile.tui import keymap
from casefile.tui.screens.sheet import SheetTitle
from casefile.tui.session import Session, is_leaving
from widgets.difference_list import DifferenceList, Stretch
from widgets.intake_list import Offered

_MOST = 3_000
_LONGEST = 4_000
"""Characters of one stretch that are shown: what is the same is only counted, and shown at its edges."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The two texts and what was found between them."""

    old: str
    new: str
    blocks: Sequence[Block]


class DifferenceScreen(ModalScreen[str | None]):
    """Returns ``accept``, ``decline``, or None after Esc."""

    AUTO_FOCUS = "DifferenceList"

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key("y", "decide('accept')", "yes", "difference.accept", "accept what is offered", bar=True),
        keymap.key("N", "decide('decline')", "no", "difference.decline", "decline it; not offered again", bar=True),
        keymap.key("escape,d", "decide('')", "back", "difference.leave", "back to the list", bar=True),
    ]

    def __init__(self, session: Session, offer: Offered) -> None:
        super().__init__()
        self._session, self._offer = session, offer
        self.rows = DifferenceList(nothing="comparing …", id="difference")

    def compose(self) -> ComposeResult:
        offer = self._offer
        with Vertical(classes="sheet difference"):
            yield SheetTitle(f"S{offer.article} beside S{offer.other} ▸ {offer.words}", "y yes · N no · esc")
            yield self.rows

    def on_mount(self) -> None:
        self.run_worker(self._read())

    async def _read(self) -> None:
        try:
            found = await self._session.read(_compare, self._offer.article, self._offer.other)
        except CasefileError as error:
            self.rows.nothing = error.message
            self.rows.redraw()
            return
        if not is_leaving(self):
            self.rows.nothing = "word for word the same"
            self.rows.set_rows(found)

    def action_decide(self, answer: str) -> None:
        self.dismiss(answer or None)


def _compare(case: OpenCase, number: int, of: int) -> list[Stretch]:
    blocks = versions.differences(case, number, of)
    old, new = (rows.counted_text(case, one) for one in (of, number))
    return list(stretches(Texts(old, new, blocks)))[:_MOST]


def stretches(texts: Texts) -> Iterator[Stretch]:
    """The blocks as stretches of words, in reading order."""
    at = 0
    for block in texts.blocks:
        for what, pieces in _lines(block, texts):
            at += 1
            yield Stretch(f"{at}", what, tuple(pieces))


def _lines(block: Block, texts: Texts) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    if block.what == "same":
        words = _cut_middle(_of(block.new, texts.new) or _of(block.old, texts.old))
        return [("same", [("same", words)])]
    if block.what == "changed" and block.pieces:
        return [("changed", _pieces(block, texts))]
    found = []
    if block.what in ("gone", "changed"):
        found.append(("gone", [("gone", _of(block.old, texts.old)[:_LONGEST])]))
    if block.what in ("new", "changed", "moved"):
        what = "moved" if block.what == "moved" else "new"
        found.append((what, [(what, _of(block.new, texts.new)[:_LONGEST])]))
    return found


def _pieces(block: Block, texts: Texts) -> list[tuple[str, str]]:
    """A changed paragraph in one line of words: what is gone stands before what came in its place."""
    found: list[tuple[str, str]] = []
    at = block.new.start if block.new is not None else 0
    for piece in block.pieces:
        if piece.new is not None:
            # The blanks between the pieces belong to none of them.
            found.append(("same", texts.new[at : piece.new.start]))
            at = piece.new.end
        gone, fresh = _of(piece.old, texts.old), _of(piece.new, texts.new)
        if piece.what == "same":
            found.append(("same", fresh or gone))
            continue
        if gone:
            found += _apart(found, "gone", gone)
        if fresh:
            found += _apart(found, "new", fresh)
    return [(what, words) for what, words in found if words]


def _apart(before: Sequence[tuple[str, str]], what: str, words: str) -> list[tuple[str, str]]:
    """``words`` with a blank before them where they would touch the word before."""
    last = next((said for _, said in reversed(before) if said), "")
    touches = last[-1:].isalnum() and words[:1].isalnum()
    return [("same", " "), (what, words)] if touches else [(what, words)]


def _of(span: Span | None, text: str) -> str:
    return span.of(text) if span is not None else ""


def _cut_middle(words: str) -> str:
    """The first and the last paragraph of what is the same, and how many stand between."""
    parts = [part for part in words.split("\n") if part.strip()]
    if len(parts) <= 2:
        return words.strip("\n")[:_LONGEST]
    between = len(parts) - 2
    said = "paragraph" if between == 1 else "paragraphs"
    return f"{parts[0][:_LONGEST]}\n[{between:,} more {said}, the same]\n{parts[-1][:_LONGEST]}"
