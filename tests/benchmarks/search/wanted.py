"""What a query wants, as a tree of its own: made first, then written in the query language, never parsed from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word. ``prefix``: words that begin with it; ``typed``: it is still being typed, so that joined forms
    that are written just so count too; ``fuzzy``: words one edit away and itself."""

    text: str
    field: str = ""
    prefix: bool = False
    typed: bool = False
    fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """Words written with a hyphen or an apostrophe: both of them, or the two as one word."""

    words: tuple[str, str]
    joiner: str = "-"


@dataclass(frozen=True, slots=True)
class Run:
    """Chinese characters side by side."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Words side by side in this order; with ``slop``, two words with at most so many others between, in any order."""

    words: tuple[str, ...]
    field: str = ""
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address: its words, all of them (as one token it holds them too)."""

    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """``kind: lang: grade:``; a language finds its varieties."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Dated:
    """From ``first`` to ``last``, ISO days, inclusive; empty is open. ``text`` is how the query says it."""

    first: str
    last: str
    text: str


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Without:
    part: Wanted
    sign: str = "-"


Wanted = Word | Joined | Run | Row | Address | Value | Dated | All | Any | Without


def written(wanted: Wanted) -> str:
    """``wanted`` in casefile's query language."""
    match wanted:
        case Word():
            star = "*" if wanted.prefix and not wanted.typed else "~" if wanted.fuzzy else ""
            return f"{_field(wanted.field)}{wanted.text}{star}"
        case Joined():
            return wanted.joiner.join(wanted.words)
        case Row():
            near = f"~{wanted.slop}" if wanted.slop else ""
            return f'{_field(wanted.field)}"{" ".join(wanted.words)}"{near}'
        case Run() | Address() | Dated():
            return wanted.text
        case Value():
            return f"{wanted.field}:{wanted.value}"
        case All():
            return " ".join(_inner(part) for part in wanted.parts)
        case Any():
            return " OR ".join(_inner(part) for part in wanted.parts)
        case Without():
            return ("-" if wanted.sign == "-" else "NOT ") + _inner(wanted.part)


def _field(name: str) -> str:
    return f"{name}:" if name else ""


def _inner(part: Wanted) -> str:
    return f"({written(part)})" if isinstance(part, All | Any) else written(part)
