"""How a change, a comment, or hidden text stands in a text: in brackets that no document uses, with who and when."""

from __future__ import annotations

from typing import NamedTuple

from casefile.readers.flow import Flow

_LONGEST = 200
_MOST_AUTHORS = 100


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

    def meet(self, change: Change) -> None:
        """A change begins: whose it is."""
        self.has_changes = True
        if change.author and len(self.authors) < _MOST_AUTHORS:
            self.authors[change.author] = None

    def say(self, words: str, change: Change | None = None, is_hidden: bool = False) -> None:
        """``change``: the one that lies on the words; of several, one by which they are gone."""
        if change is not None and not self.shows_changes:
            if change.is_gone:
                return
            change = None
        told = Change("hidden") if change is None and is_hidden else change
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
