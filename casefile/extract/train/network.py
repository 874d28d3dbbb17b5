"""The network: MiniLM's six layers, an embedding for spelling and one for hints, and a linear head."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from casefile.extract.names.hints import BITS
from casefile.extract.names.wordpiece import SPELLINGS

WIDTH, HEADS, INNER, POSITIONS = 384, 12, 1536, 512


@dataclass(frozen=True, slots=True)
class Shape:
    """What an export must know to rebuild a network."""

    pieces: int
    labels: int
    layers: int = 6


class Layer(nn.Module):
    """One layer of BERT, normalised after each half."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.attended = nn.LayerNorm(WIDTH, eps=1e-12)
        self.grow, self.shrink = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.fed = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, given: Tensor, bias: Tensor) -> Tensor:
        rows, length, _ = given.shape

        def heads(whole: Tensor) -> Tensor:
            return whole.view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = heads(self.query(given)), heads(self.key(given)), heads(self.value(given))
        weights = torch.matmul(query, key.transpose(-1, -2)) * (WIDTH // HEADS) ** -0.5 + bias
        mixed = torch.matmul(self.dropout(weights.softmax(-1)), value)
        mixed = mixed.transpose(1, 2).reshape(rows, length, WIDTH)
        given = self.attended(given + self.dropout(self.out(mixed)))
        return self.fed(given + self.dropout(self.shrink(functional.gelu(self.grow(given)))))


class NameNetwork(nn.Module):
    """Pieces, spellings, hints and mask (each rows x length) to scores of labels (rows x length x labels)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.pieces, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kinds = nn.Parameter(torch.zeros(WIDTH))
        self.spellings = nn.Embedding(SPELLINGS, WIDTH)
        # One vector for each bit of a hint; a hint's is their sum, looked up in a table that the export writes out.
        self.hints = nn.Parameter(torch.zeros(BITS, WIDTH))
        bits = torch.arange(1 << BITS)[:, None] >> torch.arange(BITS)[None] & 1
        self.register_buffer("bits", bits.float())
        self.hint_table: Tensor | None = None
        nn.init.zeros_(self.spellings.weight)
        self.embedded = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(shape.layers))
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(WIDTH, shape.labels)

    def forward(self, pieces: Tensor, spellings: Tensor, hints: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        given = self.pieces(pieces) + self.positions(places) + self.kinds
        hinted = functional.embedding(hints, self.bits @ self.hints if self.hint_table is None else self.hint_table)
        given = self.dropout(self.embedded(given + self.spellings(spellings) + hinted))
        bias = (1.0 - mask[:, None, None, :].to(given.dtype)) * -1e4
        for layer in self.layers:
            given = layer(given, bias)
        scores: Tensor = self.head(self.dropout(given))
        return scores


def with_table(network: NameNetwork) -> NameNetwork:
    """``network``, for the export: hints are looked up in a finished table."""
    network.hint_table = (network.bits @ network.hints).detach()
    network.train(False)
    return network


def base(folder: Path, shape: Shape, kept: list[int]) -> NameNetwork:
    """The network with the weights of all-MiniLM-L6-v2 in ``folder``, of whose word pieces ``kept`` remain."""
    weights = load_file(folder / "model.safetensors")
    prefix = "bert." if any(name.startswith("bert.") for name in weights) else ""
    network = NameNetwork(shape)
    state = network.state_dict()

    def take(name: str, source: str) -> None:
        state[name] = weights[prefix + source].float()

    state["pieces.weight"] = weights[f"{prefix}embeddings.word_embeddings.weight"].float()[kept]
    take("positions.weight", "embeddings.position_embeddings.weight")
    state["kinds"] = weights[f"{prefix}embeddings.token_type_embeddings.weight"].float()[0]
    for part in ("weight", "bias"):
        take(f"embedded.{part}", f"embeddings.LayerNorm.{part}")
        for number in range(shape.layers):
            here, there = f"layers.{number}", f"encoder.layer.{number}"
            for own, theirs in _PARTS.items():
                take(f"{here}.{own}.{part}", f"{there}.{theirs}.{part}")
    network.load_state_dict(state)
    # As the first measured run had it: the frozen embeddings lose nothing and keep rare names where they were.
    network.pieces.weight.requires_grad_(False)
    network.positions.weight.requires_grad_(False)
    network.kinds.requires_grad_(False)
    return network


_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "attended": "attention.output.LayerNorm",
    "grow": "intermediate.dense",
    "shrink": "output.dense",
    "fed": "output.LayerNorm",
}
