"""From scores of labels to names: which words belong together, and of what kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefile.domain.kinds import Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The order of the model's labels: none, then the first and a further word of each kind.
KINDS = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE)


@dataclass(frozen=True, slots=True)
class Guess:
    """Words ``first`` to ``last`` (included) are a name; ``chances`` of each of ``KINDS``, at most 1 together."""

    first: int
    last: int
    chances: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the model says of a sentence: its names, and for each word the chance that it is in one."""

    guesses: list[Guess]
    named: list[float]


def guesses(scores: NDArray[np.float32]) -> Sentence:
    """The names in words with ``scores`` (words x labels).

    A word is in a name where the kinds together outweigh "none". A new name begins at a word whose first-word labels
    outweigh its further-word ones.
    """
    import numpy as np

    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = shifted / shifted.sum(axis=1, keepdims=True)
    begins, goes_on = chances[:, 1::2], chances[:, 2::2]
    named = chances[:, 0] < 0.5
    fresh = begins.sum(axis=1) >= goes_on.sum(axis=1)
    by_kind = begins + goes_on
    found: list[Guess] = []
    first = -1
    for at in range(len(scores) + 1):
        inside = at < len(scores) and bool(named[at])
        if first >= 0 and (not inside or fresh[at]):
            mean = by_kind[first:at].mean(axis=0)
            found.append(Guess(first, at - 1, (float(mean[0]), float(mean[1]), float(mean[2]))))
            first = -1
        if inside and first < 0:
            first = at
    return Sentence(found, (1 - chances[:, 0]).tolist())
