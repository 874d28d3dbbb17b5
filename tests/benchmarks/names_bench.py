"""How well names are found: ``python tests/benchmarks/names_bench.py``.

Exact span and kind, micro-averaged over persons, organisations and places, on test sets of single sentences: the
shipped engine as it is, and the trained model alone, without the rules around it. The second figure of each row
counts a country as right whether it is called a place or an organisation: the sets differ there. Sets lie beside the
checkout (``../shared/data``, or ``CASEFILE_SHARED``); what is absent is skipped. ``--misses`` prints the commonest
misses. Whole articles are scored by ``reading_bench.py``.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from casefile.domain.extraction import Document
from casefile.extract.names.decoding import KINDS as MODEL_KINDS
from casefile.extract.names.hints import hints
from casefile.extract.names.lexicon_places import COUNTRIES
from casefile.extract.names.model import NameModel
from casefile.extract.names.wordpiece import words_of
from casefile.extract.pipeline import extract
from casefile.extract.train import corpora

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CASEFILE_SHARED", ROOT.parent / "shared" / "data"))
# Posts of WNUT17 are noisy text, of a kind that the model was not made for.
SETS = ("wikigold.test", "crossner.politics.test", "wnut17.test")
KINDS = {"PER": "person", "ORG": "organization", "LOC": "place"}

Found = set[tuple[int, int, str]]


def sentences(path: Path) -> Iterator[tuple[str, Found]]:
    """Each line of a set as text, put together as it would be printed, with its names as spans of that text."""
    for _, sentence in corpora.read(path.parent, path.stem):
        yield sentence.text, {(name.start, name.end, KINDS[name.kind]) for name in sentence.names}


def by_engine(text: str) -> Found:
    """What ``casefile extract`` finds."""
    found = extract(Document("", text, language="en")).names
    return {(n.span.start, n.span.end, n.kind.value) for n in found if n.kind.value in KINDS.values()}


def by_model(text: str, model: NameModel) -> Found:
    """What the model says, unweighed."""
    words = words_of(text)
    written = [word.text for word in words]
    return {
        (
            words[guess.first].start,
            words[guess.last].end,
            MODEL_KINDS[max(range(3), key=guess.chances.__getitem__)].value,
        )
        for guess in model.read([written], [hints().of(written)])[0].guesses
    }


def f1(counts: Counter[str], suffix: str = "") -> float:
    both = counts["found" + suffix] + counts["there" + suffix]
    return 2 * counts["right" + suffix] / both if both else 0.0


def score(name: str, label: str, find: Callable[[str], Found]) -> None:
    """One row of the table, and the commonest misses."""
    counts: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    for text, gold in sentences(SHARED / "ner" / f"{name}.jsonl"):
        found = find(text)
        either = {
            (start, end, kind)
            for start, end, kind in found - gold
            if text[start:end] in COUNTRIES and {(start, end, "place"), (start, end, "organization")} & gold
        }
        counts["either"] += len(either)
        for verdict, names in (("right", gold & found), ("found", found), ("there", gold)):
            for start, end, kind in names:
                counts[verdict] += 1
                counts[f"{verdict} {kind}"] += 1
                if verdict != "right" and (start, end, kind) not in gold & found:
                    misses[f"{'missed' if verdict == 'there' else 'wrong'} {kind}: {text[start:end]}"] += 1
    tolerant = 2 * (counts["right"] + counts["either"]) / max(1, counts["found"] + counts["there"])
    precision, recall = (counts["right"] / max(1, counts[of]) for of in ("found", "there"))
    by_kind = "  ".join(f"{kind} {f1(counts, ' ' + kind):6.1%}" for kind in KINDS.values())
    print(
        f"{name:23} {label:6} P {precision:6.1%}  R {recall:6.1%}  F1 {f1(counts):6.1%}"
        f"  countries either way {tolerant:6.1%}  {by_kind}"
    )
    if "--misses" in sys.argv:
        for miss, number in misses.most_common(80):
            print(f"    {number:3} {miss}")


if __name__ == "__main__":
    model = NameModel()
    for each in SETS:
        if not (SHARED / "ner" / f"{each}.jsonl").exists():
            print(f"{each}: no material, skipped")
            continue
        score(each, "engine", by_engine)
        score(each, "model", lambda text: by_model(text, model))
