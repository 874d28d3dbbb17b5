"""Fitting: batches of sentences of like length, AdamW, a linear warm-up and decay."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor
from torch.nn import functional

from casefile.extract.names.wordpiece import WINDOW, Encoded, WordPieces, encode
from casefile.extract.train.corpora import LABELS, Labelled
from casefile.extract.train.network import NameNetwork

Hinting = Callable[[Sequence[str]], list[int]]
NO_LABEL = -100


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast.

    ``rate`` is the body's peak, from which it falls to ``last`` times that; head, spellings and hints learn at five
    times the body's rate. Over the ``averaged`` last part of the steps the running mean of the weights is kept.
    """

    epochs: int
    rate: float
    batch: int = 32
    warm_up: int = 60
    last: float = 0.0
    averaged: float = 0.0
    smoothing: float = 0.03
    masked: float = 0.03


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of numbers, filled up to the longest; ``labels`` stand at each word's first piece."""

    pieces: Tensor
    spellings: Tensor
    hints: Tensor
    mask: Tensor
    labels: Tensor


def batch_of(rows: Sequence[tuple[Encoded, Sequence[int]]], pad: int) -> Batch:
    """Encoded sentences as tensors."""
    length = max(len(encoded.pieces) for encoded, _ in rows)
    filled = torch.zeros((4, len(rows), length), dtype=torch.long)
    filled[0] = pad
    labels = torch.full((len(rows), length), NO_LABEL, dtype=torch.long)
    for number, (encoded, own) in enumerate(rows):
        used = len(encoded.pieces)
        filled[0, number, :used] = torch.tensor(encoded.pieces)
        filled[1, number, :used] = torch.tensor(encoded.spellings)
        filled[2, number, :used] = torch.tensor(encoded.hints)
        filled[3, number, :used] = 1
        labels[number, torch.tensor(encoded.firsts, dtype=torch.long)] = torch.tensor(own, dtype=torch.long)
    return Batch(filled[0], filled[1], filled[2], filled[3], labels)


def encoded(cutter: WordPieces, given: Labelled, hinting: Hinting) -> tuple[Encoded, Sequence[int]]:
    """One sentence for training, cut off at the window."""
    found = encode(cutter, given.words, hinting(given.words))
    if len(found.pieces) <= WINDOW:
        return found, given.labels
    fits = next(at for at in range(len(given.words), 0, -1) if found.firsts[at - 1] < WINDOW - 16)
    return encode(cutter, given.words[: fits - 1], hinting(given.words[: fits - 1])), given.labels[: fits - 1]


def batches(rows: list[tuple[Encoded, Sequence[int]]], size: int, pad: int, chance: random.Random) -> Iterator[Batch]:
    """All rows in batches of like length, in random order."""
    order = sorted(range(len(rows)), key=lambda at: (len(rows[at][0].pieces) + chance.random() * 6, chance.random()))
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    chance.shuffle(groups)
    for group in groups:
        yield batch_of([rows[at] for at in group], pad)


def fit(
    network: NameNetwork,
    cutter: WordPieces,
    epochs: Iterator[list[Labelled]],
    plan: Plan,
    hinting: Hinting,
    seed: int,
    say: Callable[[str], None],
) -> None:
    """Fit ``network`` in place; ``epochs`` gives the sentences of each epoch in turn."""
    chance = random.Random(seed)
    torch.manual_seed(seed)
    groups = [
        {"params": [p for n, p in network.named_parameters() if p.requires_grad and not _is_new(n)], "lr": plan.rate},
        {"params": [p for n, p in network.named_parameters() if p.requires_grad and _is_new(n)], "lr": plan.rate * 5},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule: torch.optim.lr_scheduler.LambdaLR | None = None
    done, total, begun = 0, 1, time.monotonic()
    mean: torch.optim.swa_utils.AveragedModel | None = None
    network.train()
    for epoch in range(plan.epochs):
        rows = [encoded(cutter, given, hinting) for given in next(epochs)]
        if schedule is None:
            total = plan.epochs * -(-len(rows) // plan.batch)
            schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, partial(_share, plan, total))
        for batch in batches(rows, plan.batch, cutter.pad, chance):
            pieces = batch.pieces.masked_fill(torch.rand(batch.pieces.shape) < plan.masked, cutter.unknown)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(pieces, batch.spellings, batch.hints, batch.mask)
            loss = functional.cross_entropy(
                scores.float().view(-1, len(LABELS)),
                batch.labels.view(-1),
                ignore_index=NO_LABEL,
                label_smoothing=plan.smoothing,
            )
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            if plan.averaged and done > total * (1 - plan.averaged) and done % 5 == 0:
                mean = mean or torch.optim.swa_utils.AveragedModel(network)
                mean.update_parameters(network)
            if done % 50 == 0:
                say(f"epoch {epoch + 1} step {done}/{total} loss {loss.item():.3f} {time.monotonic() - begun:.0f} s")
    if mean is not None:
        network.load_state_dict(mean.module.state_dict())
    network.train(False)


def _share(plan: Plan, total: int, step: int) -> float:
    """Which part of its rate the optimiser uses at ``step``."""
    return min((step + 1) / plan.warm_up, max(0.0, 1 - (1 - plan.last) * step / total))


def _is_new(name: str) -> bool:
    return name.startswith(("head.", "spellings.", "hints"))
