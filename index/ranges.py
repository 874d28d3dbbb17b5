"""Many ranges of numbers at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def ranges(starts: NDArray[Any], lengths: NDArray[Any]) -> NDArray[np.int64]:
    """The numbers of every range, one range after the other: ``starts`` [5, 9], ``lengths`` [2, 1]: 5, 6, 9."""
    ends = np.cumsum(lengths, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(total)


def between(bounds: NDArray[Any]) -> NDArray[np.int64]:
    """How far each of ``bounds`` is from the one before; one less than they are."""
    whole = bounds.astype(np.int64)
    return whole[1:] - whole[:-1]
