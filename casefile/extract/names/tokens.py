"""Capitalised words, and the runs of them that may be names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from casefile.extract.names.lexicon_words import COMMON
from casefile.extract.sentences import is_hard_break

# Latin, Greek, Cyrillic and Armenian capitals; the re module has no class for them.
UPPER = "A-Z" + "".join(
    character
    for block in (range(0xC0, 0x590), range(0x1E00, 0x2000))
    for character in map(chr, block)
    if character.isupper()
)
_CAPITALISED = re.compile(
    # An initial or an abbreviated title keeps its stop; U.S, D.C.; else a word, joined on before another capital.
    rf"(?<![\w@#/\\])(?:(?:St|Mt|Ft|Dr|Mr|Mrs|Ms|Prof|Gen|Col|Lt|Capt|Sgt|Gov|Sen|Rep|Rev)\.(?=[ \u00a0][{UPPER}])"
    rf"|[{UPPER}](?:\.[{UPPER}](?![^\W\d_]))++\.?|[{UPPER}]\.(?=[ \u00a0][{UPPER}])"
    rf"|[{UPPER}](?:[^\W_]|[’'\-&/](?=[{UPPER}])|-(?=\d))*+)"
)
_LOWER = re.compile(r"(?<![\w’'.@/-])[a-zß-öø-ÿ]++(?![\w@/]|\.\w)")
_GLUE = (
    "who|whose|which|that|and|has|had|was|were|said|says|told|from|with|will|would|after|before|where|when|while|but"
)
_GLUED = re.compile(rf"([{UPPER}][^\W\d_]{{2,40}}?)(?:{_GLUE})\Z")
PARTICLES = frozenset(
    [
        "de",
        "del",
        "de la",
        "de las",
        "de los",
        "von",
        "von der",
        "van",
        "van de",
        "van der",
        "van den",
        "der",
        "den",
        "bin",
        "bint",
        "ibn",
        "abu",
        "da",
        "das",
        "do",
        "dos",
        "di",
        "du",
        "la",
        "le",
        "ter",
        "ten",
        "af",
        "av",
        "zu",
        "zur",
        "y",
    ]
)
_PREFIX = re.compile(r"(?: (?:bin|ibn|abu))? (?:al|el|ul|an|ad|as|ar|az|at|ash)-\Z")
_CONDITIONAL = frozenset((" of ", " of the ", " for ", " for the ", " and ", " and the "))


@dataclass(frozen=True, slots=True)
class Token:
    """A capitalised word. ``gap`` is how it hangs on the one before: space, particle, of, and, or empty."""

    start: int
    end: int
    word: str
    gap: str


@dataclass(frozen=True, slots=True)
class Words:
    """What a document says of words: how often each stands in small letters, and capitalised."""

    small: Counter[str]
    capital: Counter[str]

    def is_ordinary(self, word: str) -> bool:
        """Whether ``word`` is no name of its own: a function word, or mostly written small in this document."""
        lower = word.lower()
        return lower in COMMON or (self.small[lower] > 0 and self.small[lower] * 2 >= self.capital[word])


def count_words(text: str) -> Words:
    return Words(Counter(_LOWER.findall(text)), Counter(_CAPITALISED.findall(text)))


def unglued(word: str, words: Words) -> str:
    """The name in front of a function word that lost its space (“Lindwho”), if the name stands alone elsewhere.

    Empty where the word is none such. A name that happens to end so is written oftener than its beginning.
    """
    match = _GLUED.match(word) if len(word) > 5 else None
    name = match[1] if match else ""
    return name if name and words.capital[name] >= words.capital[word] and not words.is_ordinary(name) else ""


def runs(text: str, words: Words) -> Iterator[list[Token]]:
    """The capitalised words of ``text`` in runs that nothing but spaces and the small words of names part."""
    run: list[Token] = []
    closed = False
    for match in _CAPITALISED.finditer(text):
        start, word = match.start(), match[0].rstrip("’'")
        if len(word) > 60:
            continue
        if word[-2:] in ("’S", "'S"):
            word = word[:-2]
        gap = _gap(text, run[-1].end, start) if run and not closed else ""
        if run and not gap:
            yield run
            run = []
        name = unglued(word, words)
        run.append(Token(start, start + len(name or word), name or word, gap))
        closed = bool(name)
    if run:
        yield run


def _gap(text: str, end: int, start: int) -> str:
    if start - end == 1:
        between = text[end]
        if between in " \u00a0":
            return "space"
        return "space" if between == "\n" and not is_hard_break(text, end) else ""
    between = text[end:start] if start - end < 16 else ""
    if between == " & ":
        return "space"
    if between in _CONDITIONAL:
        return between.split()[0] if not between.startswith(" for") else "of"
    return "particle" if (between.strip() in PARTICLES and between[0] == " ") or _PREFIX.match(between) else ""
