"""How a number in a cell is shown: as a date, a time or a share where its format says so (ISO/IEC 29500-1, 18.8.30)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from casefile.readers.xml_events import Silent

_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_TIMES = frozenset((18, 19, 20, 21, 45, 47))
_ELAPSED = re.compile(r"\[[hms]+\]", re.I)
_SHARES = {9: 0, 10: 2}
_NOT_CODES = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.I | re.S)
_LAST_DAY = 2_958_466
_MOST = 100_000


class Formats(Silent):
    """The styles of cells: ``kinds``, for each ``date``, ``time``, ``datetime``, ``elapsed``, a number of places for
    a share, or empty."""

    def __init__(self) -> None:
        self.kinds: list[str | int] = []
        self._codes: dict[str, str] = {}
        self._is_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "x:numFmt" and len(self._codes) < _MOST:
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "x:cellXfs":
            self._is_cells = True
        elif name == "x:xf" and self._is_cells and len(self.kinds) < _MOST:
            number = attributes.get("numFmtId", "0")
            self.kinds.append(kind_of(number, self._codes.get(number)))

    def end(self, name: str) -> None:
        if name == "x:cellXfs":
            self._is_cells = False


def kind_of(number: str, code: str | None) -> str | int:
    """What a format shows: see ``Formats``. ``code`` of those that the file defines itself."""
    if code is None:
        built_in = int(number) if number.isdecimal() and len(number) < 6 else 0
        if built_in in _SHARES:
            return _SHARES[built_in]
        if built_in in (22, 46):
            return "datetime" if built_in == 22 else "elapsed"
        return "date" if built_in in _DATES else "time" if built_in in _TIMES else ""
    code = _NOT_CODES.sub("", code[:500]).partition(";")[0].lower()
    if _ELAPSED.search(code):
        return "elapsed"
    if "%" in code:
        return len(code.partition(".")[2].partition("%")[0])
    if "general" in code:
        return ""
    has_day = "y" in code or "d" in code or ("m" in code and "h" not in code and "s" not in code)
    has_time = "h" in code or "s" in code
    return "datetime" if has_day and has_time else "date" if has_day else "time" if has_time else ""


def shown(value: str, kind: str | int, is_1904: bool) -> str:
    """A number as it stands in the file, in the form that a reader of the sheet sees, with dates as ISO 8601."""
    try:
        number = float(value)
    except ValueError:
        return value
    if isinstance(kind, int):
        return _share(value, min(kind, 10)) if abs(number) < 1e15 else value
    if kind and 0 <= number < _LAST_DAY:
        return _moment(number, kind, is_1904)
    # Fifteen digits are shown; the file holds those that the binary number has behind them.
    return f"{number:.15g}" if len(value) > 15 and abs(number) < 1e15 else value


def _moment(number: float, kind: str, is_1904: bool) -> str:
    # The first system counts a 29 February 1900 that never was.
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 31 if number < 60 else 30)  # noqa: DTZ001
    moment = start + timedelta(days=int(number), seconds=round(number % 1 * 86400))
    if kind == "time" and number < 1:
        return f"{moment:%H:%M:%S}"
    if kind == "elapsed":
        seconds = round(number * 86400)
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    # A time with a day behind it: the day is kept, though the sheet does not show it.
    return f"{moment:%Y-%m-%d}" if kind == "date" else f"{moment:%Y-%m-%d %H:%M:%S}"


def _share(value: str, places: int) -> str:
    """Halves go up, as in the sheet."""
    return f"{(Decimal(value) * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"
