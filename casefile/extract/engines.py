"""Which engines read a text: the built-in ones and those that the user has installed, never downloaded."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from casefile.domain.extraction import Document, NameEngine
from casefile.extract import spacy_engine
from casefile.extract.names.model import engine_key

GROUP = "casefile.engines"

AUTO, OWN, SPACY = "auto", "own", "spacy"
CHOICES = (AUTO, OWN, SPACY)
"""Whose names count: ours where we read the language, else an installed model's; ours alone; or the model's first."""

_OURS = ("en",)


@cache
def built_in() -> tuple[str, ...]:
    """The built-in engines as ``name/version``, in the order in which they read."""
    return ("identifiers/2", "dates/2", engine_key(), "clusters/2", "readings/2", "attributions/3")


def _installed() -> list[EntryPoint]:
    return sorted(entry_points(group=GROUP), key=lambda entry: entry.name)


@cache
def _plug_ins() -> list[EntryPoint]:
    # Asked for every text: looking through all installed packages takes ten milliseconds.
    return _installed()


@cache
def _made(entry: EntryPoint) -> NameEngine:
    """The engine of a plug-in, made once a process: a model takes seconds to load."""
    engine: NameEngine = entry.load()()
    return engine


def engines_key(names_engine: str = AUTO) -> str:
    """What an extraction depends on, in words: engines and versions. Nothing of a plug-in is imported.

    ``names_engine`` is the setting of that name. A text is read again when this differs from the key that its
    suggestions were stored with.
    """
    plugged, models = [], []
    if names_engine != OWN:
        plugged = [f"{entry.name}/{entry.dist.version if entry.dist else '0'}" for entry in _installed()]
        models = [model for model in spacy_engine.installed() if names_engine == SPACY or model.language not in _OURS]
    chosen = [f"names_engine={names_engine}"] if names_engine != AUTO else []
    return " ".join([*built_in(), *plugged, *(f"{model.name}/{model.version}" for model in models), *chosen])


def speaks(engine: NameEngine, language: str) -> bool:
    """Whether ``engine`` reads ``language`` (a tag such as ``en`` or ``en-GB``, or empty for unknown)."""
    return not language or language.partition("-")[0].lower() in engine.langs


def plugged_in(document: Document) -> list[NameEngine]:
    """The installed engines that read the language of ``document`` and come before the built-in one.

    A plug-in is a class or function that gives a ``NameEngine``; it is made once a process. One that cannot be loaded
    is left out: the built-in engine reads the text then, and the extraction names what was used. An installed spaCy
    model comes behind the plug-ins, and before the built-in engine only where that does not read the language or the
    settings say so.
    """
    if document.names_engine == OWN:
        return []
    engines = []
    for entry in _plug_ins():
        try:
            engine = _made(entry)
        except Exception:  # another's code: whatever it raises, the text is still to be read
            continue
        if speaks(engine, document.language):
            engines.append(engine)
    is_ours = not document.language or document.language.partition("-")[0].lower() in _OURS
    model = spacy_engine.model_for(document.language)
    if model is not None and (document.names_engine == SPACY or not is_ours):
        with suppress(Exception):  # as above: a model for another version of spaCy, say
            engines.append(spacy_engine.engine(model))
    return engines
