"""The articles in ``tests/material/reading`` and what a careful reader finds in them, as plain values with offsets.

Gold is written beside each article as quotations, never as numbers, so that it can be read and corrected by hand;
here the quotations are located. ``load`` gives the shape of a full annotation: mentions, clusters, attributions,
each with ``start`` and ``end`` in code points, half-open. The README of the folder explains the notation.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

READING = Path(__file__).resolve().parents[1] / "material" / "reading"
PARTS = ("dev", "held_out")
_MARKS = {"{": "source", "}": "source", "<": "cue", ">": "cue", "[": "content", "]": "content"}
_ARTICLE = re.compile(r"[Tt]he $")


def articles(*parts: str) -> list[Path]:
    """The article files of the parts (of all, where none is named), in their order."""
    return [path for part in parts or PARTS for path in sorted((READING / part).glob("*.txt"))]


def locate(text: str, quotation: str, within: tuple[int, int] | None = None) -> dict[str, tuple[int, int]]:
    """Where the marked pieces of ``quotation`` lie: ``source`` ``{}``, ``cue`` ``<>``, ``content`` ``[]``, ``all``.

    " … " in the quotation stands for any words. Raises ValueError unless it fits exactly one place.
    """
    pattern, names = "", dict[str, tuple[str, str]]()
    for piece in re.split(r"([{}<>\[\]]| … )", quotation):
        if piece in _MARKS:
            group = f"{_MARKS[piece]}_{'start' if piece in '{<[' else 'end'}"
            pattern += f"(?P<{group}>)"
            names[_MARKS[piece]] = (f"{_MARKS[piece]}_start", f"{_MARKS[piece]}_end")
        else:
            pattern += r"[^\n]*?" if piece == " … " else re.escape(piece)
    start, end = within or (0, len(text))
    fits = list(re.compile(pattern).finditer(text, start, end))
    if len(fits) != 1:
        raise ValueError(f"{len(fits)} places fit the quotation: {quotation}")
    found = {name: (fits[0].start(first), fits[0].start(last)) for name, (first, last) in names.items()}
    return found | {"all": fits[0].span()}


def every(text: str, form: str) -> list[tuple[int, int]]:
    """Each place of ``form`` as whole words; of a quotation with braces, the one place inside them."""
    if "{" in form:
        return [locate(text, form)["source"]]
    places = [each.span() for each in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)]
    if not places:
        raise ValueError(f"not in the text: {form}")
    return places


def _spanned(text: str, span: tuple[int, int]) -> dict[str, Any]:
    return {"start": span[0], "end": span[1], "text": text[slice(*span)]}


def _accepted(text: str, span: tuple[int, int], forms: list[str], person: bool) -> list[dict[str, Any]]:
    spans = [place for form in forms for place in every(text, form) if place[0] < span[1] and span[0] < place[1]]
    # An article belongs to some names and not to others, and both are fair: it is never an error.
    if not person and (article := _ARTICLE.search(text, max(0, span[0] - 4), span[0])):
        spans.append((article.start(), span[1]))
    if not person and text.startswith(("The ", "the "), span[0]):
        spans.append((span[0] + 4, span[1]))
    return [_spanned(text, each) for each in dict.fromkeys(spans)]


def _mentions(text: str, clusters: dict[str, Any]) -> list[dict[str, Any]]:
    exact = {every(text, form)[0]: name for name, each in clusters.items() for form in each["forms"] if "{" in form}
    taken: dict[tuple[int, int], str] = {}
    for name, each in clusters.items():
        for form in each["forms"]:
            for span in every(text, form):
                owner = exact.get(span, name)
                if taken.setdefault(span, owner) != owner:
                    raise ValueError(f"two clusters hold {form!r} at {span}")
    whole = [
        span for span in taken if not any(each != span and each[0] <= span[0] and span[1] <= each[1] for each in taken)
    ]
    return [
        {"id": f"m{number:02}", "kind": clusters[taken[span]]["kind"], "cluster": taken[span]}
        | _spanned(text, span)
        | {
            "accept": _accepted(
                text, span, clusters[taken[span]].get("accept", []), clusters[taken[span]]["kind"] == "person"
            )
        }
        for number, span in enumerate(sorted(whole), start=1)
    ]


def _attribution(text: str, number: int, given: dict[str, Any]) -> dict[str, Any]:
    places = locate(text, given["mark"])

    def accepted(key: str) -> list[dict[str, Any] | None]:
        found: list[dict[str, Any] | None] = []
        for quotation in given.get(key, []):
            if quotation is None:
                found.append(None)
            elif "{" in quotation:
                found.append(_spanned(text, locate(text, quotation)["source"]))
            else:
                found.append(_spanned(text, locate(text, quotation, places["all"])["all"]))
        return found

    source, cue = places.get("source"), places.get("cue")
    return {
        "id": f"a{number:02}",
        "speaker": given.get("speaker", text[slice(*source)] if source else None),
        "speaker_cluster": given.get("cluster"),
        "accept_speaker": given.get("accept_speaker", []),
        "wrong_speakers": given.get("wrong", []),
        "source": list(source) if source else None,
        "accept_source": accepted("accept_source"),
        "cue": list(cue) if cue else None,
        "cue_text": text[slice(*cue)] if cue else None,
        "accept_cue": accepted("accept_cue"),
        "content": list(places["content"]),
        "polarity": given.get("polarity", "assert"),
        "accept_polarity": given.get("accept_polarity", []),
        "via": given.get("via", []),
        "accept_via": given.get("accept_via", []),
        "scored": given.get("scored", True),
    }


def load(article: Path) -> tuple[str, dict[str, Any]]:
    """The text of an article and its gold. Raises ValueError where a quotation does not fit exactly one place."""
    text = article.read_text(encoding="utf-8")
    given = json.loads(article.with_suffix(".json").read_text(encoding="utf-8"))
    mentions = _mentions(text, given["clusters"])
    clusters = []
    for name, each in given["clusters"].items():
        own = [mention for mention in mentions if mention["cluster"] == name]
        aliases = list(dict.fromkeys(mention["text"] for mention in own))
        clusters.append(
            {"id": name, "kind": each["kind"], "name": each.get("name", aliases[0]), "aliases": aliases}
            | {"mentions": [mention["id"] for mention in own]}
        )
    return text, {
        "traits": given["traits"],
        "mentions": mentions,
        "clusters": clusters,
        "never_an_alias": given.get("never_an_alias", []),
        "optional": [_spanned(text, span) for form in given.get("optional", []) for span in every(text, form)],
        "attributions": [
            _attribution(text, number, each) for number, each in enumerate(given["attributions"], start=1)
        ],
        "not_attributions": [
            _spanned(text, span) for quotation in given.get("not_attributions", []) for span in every(text, quotation)
        ],
        "readings": [
            _spanned(text, every(text, each["text"])[0]) | {"read_as": each["read_as"], "required": each["required"]}
            for each in given.get("readings", [])
        ],
    }
