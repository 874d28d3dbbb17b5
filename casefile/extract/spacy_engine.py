"""An installed spaCy model as an engine of names. What is installed is read from its package; nothing is downloaded.

Model packages register themselves under the entry-point group ``spacy_models``, so that they are known, with their
versions, without importing spaCy. It and the model are loaded when the first text needs them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import Any

from casefile.domain.extraction import Document, FoundName
from casefile.domain.kinds import Kind
from casefile.domain.span import Span

GROUP = "spacy_models"
ANY = "xx"
"""What spaCy calls a model of several languages: it is asked where no model of the very language is installed."""

# The labels of the models that spaCy publishes, and those of the sets that they are trained on.
_LABELS = {
    **dict.fromkeys(("PERSON", "PER", "PRS", "persName", "PS", "I-PER", "B-PER"), Kind.PERSON),
    **dict.fromkeys(("ORG", "ORGANIZATION", "ORGANISATION", "orgName", "OG", "GPE_ORG"), Kind.ORGANIZATION),
    **dict.fromkeys(
        ("LOC", "LOCATION", "GPE", "GPE_LOC", "FAC", "FACILITY", "placeName", "geogName", "LC"), Kind.PLACE
    ),
}
# What finds entities, and what that stands on. The rest of a pipeline only costs time.
_NEEDED = frozenset(
    {"ner", "tok2vec", "transformer", "curated_transformer", "entity_ruler", "span_ruler", "sentencizer"}
)
_SIZES = {"lg": 1, "md": 2, "sm": 3, "trf": 4}
_PIECE = 50_000
"""Code points that a model is given at once: its memory grows with them, and it refuses more than a million."""
_SAME = {"no": "nb", "nn": "nb"}


@dataclass(frozen=True, slots=True)
class Model:
    """An installed model: the name of its package, its version, and the language that its name begins with."""

    name: str
    version: str

    @property
    def language(self) -> str:
        return self.name.partition("_")[0].lower()

    @property
    def _rank(self) -> tuple[int, str]:
        # One that a person has packaged comes first; of those that spaCy publishes the larger; transformers last.
        return _SIZES.get(self.name.rpartition("_")[2], 0), self.name


@cache
def installed() -> tuple[Model, ...]:
    """The installed models, the one to be preferred first; none where spaCy itself is missing."""
    found = [Model(entry.name, entry.dist.version if entry.dist else "0") for entry in entry_points(group=GROUP)]
    return tuple(sorted(found, key=lambda model: model._rank)) if found and find_spec("spacy") else ()


def model_for(language: str) -> Model | None:
    """The model that reads ``language`` (a tag such as ``de`` or ``de-AT``); None where none does."""
    code = language.partition("-")[0].partition("_")[0].lower()
    code = _SAME.get(code, code)
    by_language = {model.language: model for model in reversed(installed())}
    return (by_language.get(code) or by_language.get(ANY)) if code else None


class SpacyEngine:
    """Names by one model. Raises whatever spaCy raises where the model cannot be loaded or fails."""

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self.version = model.version
        self.langs: tuple[str, ...] = (model.language,)
        self._pipeline = _load(model.name)

    def mentions(self, document: Document) -> list[FoundName]:
        """The persons, organisations and places of ``document``; they are left unclustered."""
        text = document.text
        found = []
        for piece in _pieces(text):
            for entity in self._pipeline(piece.of(text)).ents:
                kind = _LABELS.get(entity.label_)
                span = _trimmed(text, piece.start + entity.start_char, piece.start + entity.end_char)
                if kind is not None and span is not None:
                    rule = f"label {entity.label_}"
                    found.append(FoundName(span, kind, "", self.name, self.version, rule, None))
        return found


@cache
def engine(model: Model) -> SpacyEngine:
    """The engine of ``model``, loaded once a process."""
    return SpacyEngine(model)


def _load(name: str) -> Any:
    pipeline = import_module("spacy").load(name)
    for part in set(pipeline.pipe_names) - _NEEDED:
        pipeline.disable_pipe(part)
    return pipeline


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _pieces(text: str) -> list[Span]:
    """``text`` in pieces, each ending behind a paragraph, a line or a word where there is one."""
    pieces, start = [], 0
    while start < len(text):
        end = start + _PIECE
        if end < len(text):
            half = start + _PIECE // 2
            cut = max(text.rfind("\n\n", half, end), 0) or max(text.rfind("\n", half, end), text.rfind(" ", half, end))
            end = cut + 1 if cut > 0 else end
        pieces.append(Span(start, min(end, len(text))))
        start = end
    return pieces
