"""How well damaged words are read: ``python tests/benchmarks/readings_bench.py``.

False alarms: the readings found in running text, by hundred thousand words; ``--show`` prints each with the words
around it, for some are slips that stand there indeed. Found: damage made at random (a fixed seed) in the same text, one
of each sort in a document, and how much of it is read as what stood there. The test sets of names are that text; they
lie beside the checkout (``../shared/data``, or ``CASEFILE_SHARED``).
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from casefile.extract.readings import find_readings

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CASEFILE_SHARED", ROOT.parent / "shared" / "data"))
NEWS = ("gum", "wikigold.train", "wikigold.test", "uner.dev", "uner.test")
NEWS += tuple(f"crossner.politics.{part}" for part in ("train", "dev", "test"))
NO_SPACE_BEFORE = set(".,;:!?)]}%") | {"'s", "’s", "n't", "n’t", "...", "''"}
NO_SPACE_AFTER = set("([{$£€") | {"``"}
SENTENCES = 30


def documents(path: Path) -> Iterator[str]:
    """The lines of a set put together as they would be printed: by document where it says so, else by thirties."""
    texts: dict[str, list[str]] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            text, previous = "", ""
            for token in row["tokens"]:
                glued = not text or token in NO_SPACE_BEFORE or previous in NO_SPACE_AFTER
                text += token if glued else " " + token
                previous = token
            texts.setdefault(row.get("doc") or str(number // SENTENCES), []).append(text)
    return (" ".join(each) for each in texts.values())


def damages(text: str, chance: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """One damage of each sort: its name, the damaged text, the damaged words and what they should be read as."""

    def pick(pattern: str) -> re.Match[str] | None:
        found = list(re.finditer(pattern, text))
        return chance.choice(found) if found else None

    if match := pick(r"(?<![\w.-])([A-Z][a-z]{3,}) (who|and|has|was|said|that)(?= [a-z])"):
        yield "name and joiner", *_damaged(text, match, match[1] + match[2])
    if match := pick(r"(?<= )([a-z]{4,}) (who|and|has|was|that|with|the)(?= [a-z])"):
        yield "word and joiner", *_damaged(text, match, match[1] + match[2])
    if match := pick(r"(?<= )(the) ([a-z]{4,})(?=[ ,])"):
        yield "article and word", *_damaged(text, match, match[1] + match[2])
    if match := pick(r"(?<= )([a-z]{2,}) ([A-Z][a-z]{3,})(?=[ ,])"):
        yield "word and name", *_damaged(text, match, match[1] + match[2])
    if match := pick(r"(?<= )([a-z]{3,}[.]) ([A-Z][a-z]*)(?= [a-z])"):
        yield "space after a stop", *_damaged(text, match, match[1] + match[2])
    if match := pick(r"(?<= )([a-z]{3,},) ([a-z]{2,})(?= )"):
        yield "space after a comma", *_damaged(text, match, match[1] + match[2])
    if match := pick(r"(?<= )[a-z]{4}[a-z]*[a-z]{3}(?=[ ,])"):
        at = chance.randint(3, len(match[0]) - 3)
        yield "hyphen and line", *_damaged(text, match, f"{match[0][:at]}-\n{match[0][at:]}")
    if match := pick(r"(?<= )(the|of|and|to|a|for|with)(?= [a-z])"):
        yield "doubled word", *_damaged(text, match, f"{match[0]} {match[0]}")


def _damaged(text: str, match: re.Match[str], instead: str) -> tuple[str, str, str]:
    return text[: match.start()] + instead + text[match.end() :], instead, match[0]


def main() -> None:
    chance = random.Random(1)
    made: Counter[str] = Counter()
    read: Counter[str] = Counter()
    for name in NEWS:
        path = SHARED / "ner" / f"{name}.jsonl"
        if not path.exists():
            print(f"{name:24} no material, skipped")
            continue
        words, alarms = 0, Counter[str]()
        for text in documents(path):
            words += len(text.split())
            for reading in find_readings(text, ()):
                alarms[reading.rule] += 1
                if "--show" in sys.argv:
                    around = text[max(0, reading.span.start - 30) : reading.span.end + 30]
                    print(f"    {reading.rule}: {around!r} as {reading.read_as!r}")
            for sort, damaged, instead, whole in damages(text, chance):
                made[sort] += 1
                found = find_readings(damaged, ())
                read[sort] += any(each.span.of(damaged) == instead and each.read_as == whole for each in found)
        print(
            f"{name:24} {words:7} words  {sum(alarms.values()):3} readings  "
            f"{sum(alarms.values()) / words * 1e5:5.1f} per 100,000 words  {dict(alarms) or ''}"
        )
    for sort, number in made.items():
        print(f"{sort:24} {read[sort]:4} of {number:4} read rightly  {read[sort] / number:6.1%}")


if __name__ == "__main__":
    main()
