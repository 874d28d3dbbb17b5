"""How a change, a comment, or hidden text stands in a text: in brackets that no document uses, with who and when."""

from __future__ import annotations

from typing import NamedTuple

from casefile.readers.flow import Flow

_LONGEST = 200


class Change(NamedTuple):
    """``kind``: ``deleted``, ``inserted``, ``moved away``, ``moved here``, ``hidden``. ``at``: as it stands there."""

    kind: str
    author: str = ""
    at: str = ""

    @property
    def is_gone(self) -> bool:
        return self.kind in ("deleted", "moved away")

    def opening(self) -> str:
        return f"⟨{self.kind}{_by(self.author, self.at)}: "


def comment(author: str, at: str, about: str, words: str) -> str:
    """One comment, as it stands in the text; ``about``: the words that it is on."""
    about = " ".join(about.split())
    if len(about) > _LONGEST:
        about = f"{about[:_LONGEST]}…"
    return f"⟨comment{_by(author, at)}{f', on “{about}”' if about else ''}: {words}⟩"


def _by(author: str, at: str) -> str:
    author, at = " ".join(author.split())[:_LONGEST], " ".join(at.split())[:_LONGEST]
    return (f" by {author}" if author else "") + (f", {at}" if at else "")


class Teller:
    """Says words into a flow, in brackets where a change lies on them. Words that are gone are left out, unless
    ``shows_changes``; inserted ones stand bare then."""

    def __init__(self, flow: Flow, shows_changes: bool) -> None:
        self.flow = flow
        self.shows_changes = shows_changes
        self.has_changes = False
        self.authors: dict[str, None] = {}
        self._open: Change | None = None

    def say(self, words: str, changes: list[Change], is_hidden: bool = False) -> None:
        """``changes``: those that lie on the words, the innermost last."""
        told = None
        if changes:
            self.has_changes = True
            for change in changes:
                if len(self.authors) < 100 and change.author:
                    self.authors[change.author] = None
            told = next((change for change in changes if change.is_gone), changes[-1])
            if not self.shows_changes:
                if told.is_gone:
                    return
                told = None
        if told is None and is_hidden:
            told = Change("hidden")
        if told != self._open:
            self.close()
            if told is not None:
                self.flow.add(told.opening())
            self._open = told
        self.flow.add(words)

    def close(self) -> None:
        """Ends the bracket that is open: a paragraph, a box or a cell begins or ends."""
        if self._open is not None:
            self.flow.add("⟩")
            self._open = None
