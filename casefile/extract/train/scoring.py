"""Exact spans and kinds, micro-averaged: the figure by which the model card speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import torch

from casefile.extract.names.decoding import guesses
from casefile.extract.names.wordpiece import WordPieces
from casefile.extract.train.corpora import KINDS, LABELS, Labelled
from casefile.extract.train.fitting import Hinting, batch_of, encoded
from casefile.extract.train.network import NameNetwork


def scored(network: NameNetwork, cutter: WordPieces, given: Sequence[Labelled], hinting: Hinting) -> Counter[str]:
    """How many names are right, found and there, in all and by kind."""
    counts: Counter[str] = Counter()
    rows = [encoded(cutter, each, hinting) for each in given]
    order = sorted(range(len(rows)), key=lambda at: len(rows[at][0].pieces))
    network.train(False)
    with torch.inference_mode():
        for start in range(0, len(order), 32):
            some = [rows[at] for at in order[start : start + 32]]
            batch = batch_of(some, cutter.pad)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(batch.pieces, batch.spellings, batch.hints, batch.mask)
            for (read, labels), own in zip(some, scores.float().numpy(), strict=True):
                found = {
                    (g.first, g.last, KINDS[max(range(3), key=g.chances.__getitem__)])
                    for g in guesses(own[read.firsts]).guesses
                }
                _count(counts, found, gold(labels))
    return counts


def gold(labels: Sequence[int]) -> set[tuple[int, int, str]]:
    """The names of a labelled sentence: first and last word, and kind."""
    found, first = set(), -1
    for at, label in enumerate([*labels, 0]):
        if first >= 0 and not LABELS[label].startswith("I"):
            found.add((first, at - 1, LABELS[labels[first]][2:]))
            first = -1
        if LABELS[label].startswith("B"):
            first = at
    return found


def _count(counts: Counter[str], found: set[tuple[int, int, str]], wanted: set[tuple[int, int, str]]) -> None:
    for verdict, names in (("right", found & wanted), ("found", found), ("there", wanted)):
        for *_, kind in names:
            counts[verdict] += 1
            counts[f"{verdict} {kind}"] += 1


def figures(counts: Counter[str], say: Callable[[str], None], title: str) -> float:
    """Print precision, recall and F1 in all and by kind; the F1 in all."""
    whole = 0.0
    for kind in ("", *(f" {kind}" for kind in KINDS)):
        right, found, there = (counts[verdict + kind] for verdict in ("right", "found", "there"))
        f1 = 2 * right / (found + there) if found + there else 0.0
        whole = whole if kind else f1
        say(f"{title:24}{kind or ' all':5} P {right / max(found, 1):6.1%} R {right / max(there, 1):6.1%} F1 {f1:6.1%}")
    return whole
