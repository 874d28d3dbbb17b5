"""One text in, everything found in it out: identifiers, dates, names, readings, attributions, in that order.

Pure: the text is never normalised, nothing is read from or written to anywhere, and every span counts Unicode
code points of the text as given.
"""

from __future__ import annotations

from dataclasses import replace

from casefile.domain.extraction import Document, Extraction
from casefile.extract.attributions.find import find_attributions
from casefile.extract.clusters import cluster
from casefile.extract.dates.grammar import find_dates
from casefile.extract.engines import built_in
from casefile.extract.identifiers.find import find_identifiers
from casefile.extract.language import detect, name_of
from casefile.extract.names.choice import find_names
from casefile.extract.names.model import engine_key
from casefile.extract.readings import find_readings


def extract(document: Document) -> Extraction:
    """What the engines find in ``document``: suggestions, each naming its rule.

    A document that does not say its language is read as the one that is detected, where that is clear.
    """
    document = _with_language(document)
    identifiers = find_identifiers(document)
    dates = find_dates(document)
    named = find_names(document, identifiers, dates)
    names, clusters = cluster(document.text, named.names)
    return Extraction(
        id=document.id,
        names=names,
        clusters=clusters,
        identifiers=identifiers,
        dates=dates,
        attributions=find_attributions(document.text, names, clusters),
        readings=find_readings(document.text, names),
        engines=tuple(engine for engine in built_in() if engine != engine_key()) + named.engines,
        notes=tuple(note for note in (named.note, _unread(document, named.engines)) if note),
    )


def _with_language(document: Document) -> Document:
    if document.language:
        return document
    detected = detect(document.text)
    return replace(document, language=detected.language) if detected.sure else document


def _unread(document: Document, used: tuple[str, ...]) -> str:
    if used or not document.text.strip():
        return ""
    if document.language:
        return f"No engine reads names in {name_of(document.language)}; identifiers and dates were read."
    return "The language is not clear, so no engine reads names; identifiers and dates were read."
