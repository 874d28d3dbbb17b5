"""Who says so."""

from __future__ import annotations

from casefile.domain.extraction import FoundAttribution, FoundName


def find_attributions(text: str, names: tuple[FoundName, ...]) -> tuple[FoundAttribution, ...]:
    """The attributions of ``text`` in order."""
    return ()
