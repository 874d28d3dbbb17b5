"""Which engines read a text: the built-in ones and those that the user has installed, never downloaded."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from casefile.domain.extraction import Document, NameEngine

GROUP = "casefile.engines"
BUILT_IN = ("identifiers/1", "dates/1", "rules/1", "readings/1", "attributions/2")
ENGINES_KEY = " ".join(BUILT_IN)


def _installed() -> list[EntryPoint]:
    return sorted(entry_points(group=GROUP), key=lambda entry: entry.name)


def engines_key() -> str:
    """What an extraction depends on, in words: engines and versions. Nothing of a plug-in is imported.

    A text is read again when this differs from the key that its suggestions were stored with.
    """
    plugged = [f"{entry.name}/{entry.dist.version if entry.dist else '0'}" for entry in _installed()]
    return " ".join([*BUILT_IN, *plugged])


def speaks(engine: NameEngine, language: str) -> bool:
    """Whether ``engine`` reads ``language`` (a tag such as ``en`` or ``en-GB``, or empty for unknown)."""
    return not language or language.partition("-")[0].lower() in engine.langs


def plugged_in(document: Document) -> list[NameEngine]:
    """The installed engines that read the language of ``document``.

    A plug-in is a class or function that gives a ``NameEngine``. One that cannot be loaded is left out:
    the built-in engine reads the text then, and the extraction names what was used.
    """
    engines = []
    for entry in _installed():
        try:
            engine: NameEngine = entry.load()()
        except Exception:  # another's code: whatever it raises, the text is still to be read
            continue
        if speaks(engine, document.language):
            engines.append(engine)
    return engines
