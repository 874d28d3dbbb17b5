"""What lies in an archive, as a text for a person: a line for each member, its name as it is, its size and time."""

from __future__ import annotations

from casefile.domain.intake import ReadText
from casefile.domain.text import canonical

MAX_MEMBERS = 100_000
"""Members of one archive; what lies behind is not taken out."""

_LONGEST = 8 * 1024 * 1024
_LONGEST_NAME = 4096
_TOTAL_FLOOR = 8 * 1024**3
_TOTAL_RATIO = 200
_TOTAL_CEILING = 20 * 1024**3


def most_unpacked(packed: int) -> int:
    """Bytes that an archive of ``packed`` bytes may unfold to in all."""
    return min(max(_TOTAL_FLOOR, _TOTAL_RATIO * packed), _TOTAL_CEILING)


def size_words(size: int) -> str:
    """A size for a person: "1 byte", "310 bytes", "4.2 MB" (a MB has 1,000,000 bytes)."""
    if size < 1000:
        return "1 byte" if size == 1 else f"{size} bytes"
    value, unit = float(size), ""
    for unit in ("kB", "MB", "GB", "TB"):  # noqa: B007 - the unit that it ends with
        value /= 1000
        if value < 999.5:
            break
    return f"{value:,.1f} {unit}" if value < 99.95 else f"{value:,.0f} {unit}"


def one_line(name: str) -> str:
    """A member's name on a line of its own: line ends in it are shown, everything else is kept."""
    shown = canonical(name).replace("\r", "␍").replace("\n", "␊")
    return shown if len(shown) <= _LONGEST_NAME else shown[:_LONGEST_NAME] + "…"


class Contents:
    """Lines that add up to a text of kind "contents", bounded; ``is_cut`` where there were more."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self.is_cut = False

    def add(self, name: str, *about: str) -> None:
        """A line: the name, then what is known of it, in columns that a tab parts."""
        self.line("\t".join([one_line(name), *filter(None, about)]))

    def line(self, words: str) -> None:
        """A line as it is."""
        if self._length + len(words) > _LONGEST:
            self.is_cut = True
            return
        self._length += len(words) + 1
        self._lines.append(words)

    def extend(self, other: Contents) -> None:
        """The lines of another list behind these."""
        for words in other._lines:
            self.line(words)
        self.is_cut |= other.is_cut

    def __len__(self) -> int:
        return len(self._lines)

    def text(self) -> ReadText:
        """What was added, with a last line where something was left out."""
        last = ["(the list is cut here: more lies in it)"] if self.is_cut else []
        return ReadText("contents", canonical("\n".join([*self._lines, *last])))
