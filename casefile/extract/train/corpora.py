"""The training sentences: read, cleaned, put together as running text, with their names as spans of it.

Sets are JSON lines of ``{"tokens", "tags", "doc"?}`` with BIO tags. They are not part of the project; ``LICENCES`` and
the model card say which are used and under what terms.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casefile.extract.names.wordpiece import words_of

KINDS = ("PER", "ORG", "LOC")
LABELS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
# Left out: tweets (rights of the writers unclear, another kind of text) and filings (their labels teach that
# "Borrower" is a person).
TRAIN = (
    "wikigold.train",
    *(
        f"crossner.{part}.{cut}"
        for part in ("ai", "literature", "music", "science")
        for cut in ("train", "dev", "test")
    ),
    "crossner.politics.train",
    "crossner.politics.dev",
    "gum",
    "uner.dev",
    "uner.test",
)
TESTS = ("wikigold.test", "crossner.politics.test")

_NO_SPACE_BEFORE = frozenset(".,;:!?)]}%") | {"'s", "’s", "n't", "n’t", "...", "''", "'", "’"}
_NO_SPACE_AFTER = frozenset("([{$£€") | {"``"}


@dataclass(frozen=True, slots=True)
class Name:
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Running text and its names; ``source`` is the set it is from."""

    text: str
    names: tuple[Name, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence as words with one number of ``LABELS`` each."""

    words: tuple[str, ...]
    labels: tuple[int, ...]


def read(folder: Path, name: str) -> Iterator[tuple[tuple[str, ...], Sentence]]:
    """The sentences of one set, with the tokens that they were made of."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield tuple(row["tokens"]), joined(row["tokens"], row["tags"], name)


def joined(tokens: list[str], tags: list[str], source: str) -> Sentence:
    """Tokens as they would be printed. Names of other kinds than ``KINDS`` are left out."""
    text, names, previous = "", list[Name](), ""
    begun: tuple[int, str] | None = None
    for token, tag in zip(tokens, tags, strict=True):
        if begun and not tag.startswith("I-"):
            names.append(Name(begun[0], len(text), begun[1]))
            begun = None
        glued = not text or token in _NO_SPACE_BEFORE or previous in _NO_SPACE_AFTER
        text += token if glued else " " + token
        if tag.startswith("B-"):
            begun = (len(text) - len(token), tag[2:])
        previous = token
    if begun:
        names.append(Name(begun[0], len(text), begun[1]))
    return Sentence(text, tuple(each for each in names if each.kind in KINDS), source)


def training(folder: Path) -> list[Sentence]:
    """All training sentences: each once, none that stands in a test set."""
    held = {tokens for name in TESTS for tokens, _ in read(folder, name)}
    kept = []
    for name in TRAIN:
        for tokens, sentence in read(folder, name):
            if tokens not in held and sentence.text:
                held.add(tokens)
                kept.append(sentence)
    return kept


def labelled(sentence: Sentence) -> Labelled:
    """The words that the model sees, with their labels; a word counts to a name that covers its beginning."""
    words = words_of(sentence.text)
    labels = []
    names = iter(sentence.names)
    name = next(names, None)
    for word in words:
        while name and name.end <= word.start:
            name = next(names, None)
        if name and name.start <= word.start < name.end:
            begins = word.start == name.start
            labels.append(LABELS.index(f"{'B' if begins else 'I'}-{name.kind}"))
        else:
            labels.append(0)
    return Labelled(tuple(word.text for word in words), tuple(labels))


def recased(given: Labelled, chance: random.Random) -> Labelled:
    """One sentence in twenty as a headline, one in forty in capitals, one in forty with its first letter small."""
    draw = chance.random()
    if draw < 0.05:
        words = [w if len(w) < 4 and w.islower() else w[:1].upper() + w[1:] for w in given.words]
    elif draw < 0.075:
        words = [w.upper() for w in given.words]
    else:
        return given
    return Labelled(tuple(words), given.labels)
