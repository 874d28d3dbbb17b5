"""What a tag, or the name of a saved search, may be called."""

from __future__ import annotations

import unicodedata

from casefile.domain.errors import UsageError
from casefile.domain.folding import WORD, fold
from casefile.domain.visible import visible

LONGEST = 80
"""Code points of a name: what fits one row beside other things."""


def plain_name(written: str, what: str) -> str:
    """``written`` as one line without characters that hide or act; ``what`` it names is for the error.

    Raises ``UsageError`` where nothing is left that could be read, or more than ``LONGEST`` characters are.
    """
    spaced = " ".join(unicodedata.normalize("NFC", written).split())
    plain = "".join(one for one, shown in zip(spaced, visible(spaced), strict=True) if one == shown)
    name = " ".join(plain.split())
    if not WORD.search(name) or not fold(name).strip():
        raise UsageError(f"{what} needs a letter or a digit.", "A few words are enough.")
    if len(name) > LONGEST:
        raise UsageError(f"{what} has at most {LONGEST} characters; this one has {len(name):,}.", "Shorten it.")
    return name


def tag_name(written: str) -> str:
    """A tag as it is kept. Raises ``UsageError``, also for one with a comma: commas stand between tags."""
    if "," in written:
        raise UsageError("A tag cannot hold a comma.", "Commas stand between tags.")
    return plain_name(written, "A tag")


def tag_names(written: str) -> tuple[str, ...]:
    """The tags between the commas of ``written``, those that are compared as equal once. Raises ``UsageError``."""
    names: dict[str, str] = {}
    for part in written.split(","):
        if part.strip():
            name = tag_name(part)
            names.setdefault(fold(name), name)
    return tuple(names.values())
