"""The trained model: names and their chances by a small transformer, run by onnxruntime on one core.

The weights, their word pieces and their card lie in ``weights/``. numpy and onnxruntime are imported here only, and
only when a text is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from casefile.extract.names.decoding import Guess, Sentence, guesses
from casefile.extract.names.wordpiece import WINDOW, Encoded, WordPieces, encode

RULES = "rules/2"
WEIGHTS = Path(__file__).parent / "weights"
# Pieces in one pass, filling included: more would be filling for the most part, fewer leave the processor idle.
_BATCH = 192


class NoModel(Exception):
    """The model cannot run here; the words say why, for people."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What ``weights/names.json`` says of the weights. ``sha256`` is the ``.onnx`` file's."""

    version: str
    sha256: str


@lru_cache(maxsize=1)
def facts(folder: Path = WEIGHTS) -> Facts:
    """Version and digest of the shipped weights; nothing of them is loaded. Raises ``NoModel`` where there are none."""
    try:
        told = json.loads((folder / "names.json").read_text(encoding="utf-8"))
    except OSError as missing:
        raise NoModel("the weights of the name model are not installed") from missing
    return Facts(str(told["version"]), str(told["sha256"]))


def engine_key() -> str:
    """``names/`` and the version of the weights, or ``rules/`` where the model cannot run; neither is loaded."""
    try:
        return f"names/{facts().version}" if find_spec("onnxruntime") and find_spec("numpy") else RULES
    except NoModel:
        return RULES


class NameModel:
    """The weights in memory (about 60 MB). One thread: the worker shares its machine with the desk."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Raises ``NoModel`` where onnxruntime is missing or the weights are not the ones that were shipped."""
        try:
            import onnxruntime
        except ImportError as missing:
            raise NoModel("onnxruntime cannot be loaded on this machine") from missing
        weights = (folder / "names.onnx").read_bytes()
        if hashlib.sha256(weights).hexdigest() != facts(folder).sha256:
            raise NoModel("the weights of the name model are damaged")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        self._session: Any = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        pieces = (folder / "names.pieces").read_text(encoding="utf-8").split("\n")
        self._cutter = WordPieces(pieces)

    def read(self, sentences: Sequence[Sequence[str]], hints: Sequence[Sequence[int]]) -> list[Sentence]:
        """The names in each sentence (a sequence of words, with a hint for each word), as places of its words."""
        rows = [
            (number, first, encoded)
            for number, (words, own) in enumerate(zip(sentences, hints, strict=True))
            for first, encoded in self._windows(words, own)
        ]
        rows.sort(key=lambda row: len(row[2].pieces))
        found = [Sentence([], [0.0] * len(words)) for words in sentences]
        for some in _batches(rows):
            scores = self._run([encoded for *_, encoded in some])
            for (number, first, encoded), own_scores in zip(some, scores, strict=True):
                part = guesses(own_scores[encoded.firsts])
                found[number].named[first : first + len(part.named)] = part.named
                found[number].guesses.extend(
                    Guess(guess.first + first, guess.last + first, guess.chances) for guess in part.guesses
                )
        return found

    def _windows(self, words: Sequence[str], hints: Sequence[int]) -> Iterator[tuple[int, Encoded]]:
        """``words`` whole, or in parts that fit; each with the place of its first word."""
        first = 0
        while first < len(words):
            end = first
            room = WINDOW - 2
            while end < len(words) and (room := room - len(self._cutter.cut(words[end]))) >= 0:
                end += 1
            end = max(end, first + 1)
            yield first, encode(self._cutter, words[first:end], hints[first:end])
            first = end

    def _run(self, rows: list[Encoded]) -> Any:
        import numpy as np

        length = max(len(row.pieces) for row in rows)
        filled = np.zeros((4, len(rows), length), dtype=np.int64)
        filled[0] = self._cutter.pad
        for number, row in enumerate(rows):
            used = len(row.pieces)
            filled[0, number, :used], filled[1, number, :used] = row.pieces, row.spellings
            filled[2, number, :used], filled[3, number, :used] = row.hints, 1
        names = ("pieces", "spellings", "hints", "mask")
        return self._session.run(None, dict(zip(names, filled, strict=True)))[0]


def _batches(rows: list[tuple[int, int, Encoded]]) -> Iterator[list[tuple[int, int, Encoded]]]:
    """Rows, shortest first, in groups of at most ``_BATCH`` pieces once filled up to their longest."""
    group: list[tuple[int, int, Encoded]] = []
    for row in rows:
        if group and (len(group) + 1) * len(row[2].pieces) > _BATCH:
            yield group
            group = []
        group.append(row)
    if group:
        yield group
