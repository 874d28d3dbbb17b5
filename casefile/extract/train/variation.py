"""Sentences with other names in them: what a model learns is how names stand, and less which they are."""

from __future__ import annotations

import random
import re
from pathlib import Path

from casefile.extract.train.corpora import Name, Sentence
from casefile.extract.train.pools import Pools

_SLOT = re.compile(r"\{([A-Z]+)\}")
_KIND = {"PER": "PER", "SUR": "PER", "ORG": "ORG", "ACR": "ORG", "BOTH": "ORG"} | dict.fromkeys(
    ("LOC", "CITY", "REG", "LAND"), "LOC"
)


def templates() -> list[str]:
    """The sentences with slots, from the file beside this one."""
    lines = Path(__file__).with_name("templates.txt").read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def filled(template: str, pools: Pools, chance: random.Random) -> Sentence:
    """``template`` with names in its slots; now and then glued possessives and straight quotes as papers have them."""
    text, names, at = "", list[Name](), 0
    for slot in _SLOT.finditer(template):
        text += template[at : slot.start()]
        at = slot.end()
        kind = slot[1]
        for form, own in _forms(kind, pools, chance):
            if own:
                names.append(Name(len(text), len(text) + len(form), own))
            text += form
    text += template[at:]
    if chance.random() < 0.4:
        text = text.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"})
    return Sentence(text, tuple(names), "templates")


def _forms(kind: str, pools: Pools, chance: random.Random) -> list[tuple[str, str]]:
    if kind == "BOTH":
        full, short = chance.choice(pools.both)
        return [(full, "ORG"), (" (", ""), (short, "ORG"), (")", "")]
    return [(_form(kind, pools, chance), _KIND.get(kind, ""))]


def _form(kind: str, pools: Pools, chance: random.Random) -> str:
    if kind == "PER":
        return pools.person(chance)
    if kind == "SUR":
        return pools.surname(chance)
    if kind == "LOC":
        return pools.place(chance)
    choices = {
        "ORG": pools.full,
        "ACR": pools.short,
        "CITY": pools.cities,
        "REG": pools.regions,
        "LAND": pools.lands,
        "DEM": pools.demonyms,
        "SHIP": pools.ships,
    }
    return chance.choice(choices[kind])


def renamed(sentence: Sentence, pools: Pools, chance: random.Random) -> Sentence:
    """``sentence`` with about half of its names put another in their place, of the same kind and like length."""
    text, names, at = "", list[Name](), 0
    for name in sentence.names:
        text += sentence.text[at : name.start]
        at = name.end
        form = sentence.text[name.start : name.end]
        if chance.random() < 0.5:
            form = _another(form, name.kind, pools, chance)
        names.append(Name(len(text), len(text) + len(form), name.kind))
        text += form
    return Sentence(text + sentence.text[at:], tuple(names), sentence.source)


def _another(form: str, kind: str, pools: Pools, chance: random.Random) -> str:
    if kind == "PER":
        return pools.surname(chance) if " " not in form else pools.person(chance)
    if kind == "LOC":
        return pools.place(chance)
    short = form.isupper() or " " not in form
    return chance.choice(pools.short if short else pools.full)
