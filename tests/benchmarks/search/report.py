"""The tables that are printed, and what was aimed at."""

from __future__ import annotations

from measuring import AGAIN, COLD, ENGINES, KNOWN, Measured, percentile
from question import Question

AIMS = {
    ("1 to 3 letters", COLD): (1, 5, 30),
    ("4 and more letters", COLD): (2, 10, 60),
    ("1 to 3 letters", AGAIN): (0.2, 0.3, 1),
    ("4 and more letters", AGAIN): (0.2, 0.3, 1),
    ("known: two words", KNOWN): (0.2, 0.3, 1),
    ("known: word and prefix", KNOWN): (0.2, 0.3, 1),
    ("known: OR, NOT", KNOWN): (0.2, 0.3, 1),
    ("filter: publisher", KNOWN): (0.2, 0.3, 1),
    ("filter: kind and language", KNOWN): (0.2, 0.3, 1),
    ("date range", KNOWN): (0.2, 0.3, 1),
    ("all facets", KNOWN): (0.2, 0.3, 1),
    ("Enter: ten best, ten snippets", COLD): (5, 20, 75),
    ("phrase", COLD): (5, 40, 100),
    ("phrase of common words", COLD): (5, 40, 100),
}
"""Milliseconds at 1,000, 10,000 and 100,000 articles, p95."""
FIRST_SEARCH = (20, 60, 150)
ADDED = (30, 30, 30)
REBUILD = (9, 90, 900)
"""Seconds of processor time."""
DISK, MEMORY = 950, 250
"""Megabytes at 100,000 articles."""
_SIZES = (1_000, 10_000, 100_000)


def aim(aims: tuple[float, ...], count: int) -> float | None:
    """What is aimed at with ``count`` articles; None for a size that nothing was said of."""
    return aims[_SIZES.index(count)] if count in _SIZES else None


def against(value: float, wanted: float | None) -> str:
    return "" if wanted is None else f"{'ok ' if value <= wanted else 'OVER'} {wanted:g}"


def timings(measured: Measured, asked: list[Question], count: int) -> list[str]:
    """One line for each row and state: p50 and p95 of each engine, casefile's ratios to the others, the aim."""
    present = [name for name in ENGINES if any(engine == name for _, _, engine in measured.times)]
    others = present[1:]
    head = f"{'milliseconds of processor time':34}{'':6}{'n':>4}"
    head += "".join(f"{name + ' p50':>13}{'p95':>9}" for name in present)
    head += "".join(f"{'/' + name + ' p50':>13}{'p95':>6}" for name in others) + "  aim (p95)"
    lines = [head]
    order = list(dict.fromkeys(question.row for question in asked))
    states = (COLD, KNOWN, AGAIN)
    found = {(question.row, state) for question, state, _ in measured.times}
    for row, state in sorted(found, key=lambda one: (states.index(one[1]), order.index(one[0]))):
        times = {
            name: [
                ms
                for (question, when, engine), ms in measured.times.items()
                if (question.row, when, engine) == (row, state, name)
            ]
            for name in present
        }
        mine = times[present[0]]
        line = f"{row:34}{state:6}{len(mine):4}"
        for name in present:
            known = bool(times[name])
            line += f"{percentile(times[name], 0.5):13.3f}{percentile(times[name], 0.95):9.3f}" if known else " " * 22
        for name in others:
            if times[name]:
                halves = (percentile(mine, share) / percentile(times[name], share) for share in (0.5, 0.95))
                line += "{:13.2f}{:6.2f}".format(*halves)
            else:
                line += " " * 19
        wanted = aim(AIMS[row, state], count) if (row, state) in AIMS else None
        lines.append(f"{line}  {against(percentile(mine, 0.95), wanted)}".rstrip())
    return lines


def same_counts(measured: Measured) -> list[str]:
    """In how many of the questions the others counted what casefile counted."""
    asked: dict[str, list[tuple[Question, bool]]] = {}
    for (question, engine), total in measured.totals.items():
        if engine != "casefile" and (question, "casefile") in measured.totals:
            alike = total == measured.totals[question, "casefile"]
            asked.setdefault(engine, []).append((question, alike))
    lines = []
    for engine, rows in asked.items():
        unlike = [(question.row, " ".join((*question.words, *question.anyof))) for question, alike in rows if not alike]
        told = "; ".join(f"{row}: {words}" for row, words in unlike[:3])
        lines.append(f"counts as {engine} counts them: {len(rows) - len(unlike)} of {len(rows)}  {told}".rstrip())
    return lines
