"""The form that a name is compared by, and the disjoint sets of such forms.

A form is folded and stands without what only its sentence gave it: an article in front, a possessive, a title, the
stops of an acronym, hyphens, the order of “MEDVEDEV Andrey”. The text itself is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from casefile.domain.folding import fold
from casefile.domain.kinds import Kind
from casefile.extract.word_lists import word_list

PARTICLES = word_list("van von der den de del della di da dos das du la le al el ul bin ibn ben ter ten zu zum af av")
SMALL = word_list("of the and for de la le du des del der den die das und et y e i og for in on to a an & +")
SUFFIXES = word_list("jr sr ii iii iv")
_HONOURS = word_list("phd md mp mps mep qc kc sc obe cbe esq")
_TITLES = word_list(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baron baroness count countess prince princess crown king
    queen emperor empress duke duchess sheikh sheik shaikh sultan emir pope cardinal bishop archbishop patriarch
    metropolitan father sister reverend rev rabbi imam mullah ayatollah president premier chancellor minister secretary
    senator sen representative rep congressman congresswoman governor gov mayor ambassador judge justice attorney
    prosecutor inspector superintendent detective sheriff officer constable sergeant sgt lieutenant lt captain capt
    major maj colonel col general gen brigadier brig marshal admiral adm vice-admiral commander cmdr private corporal
    chairman chairwoman chairperson chief executive director
    councillor commissioner coach saint vice deputy prime foreign
    defence defense interior finance former acting ex-president ex-minister ex first herr frau monsieur madame mme
    señor senor señora haji hajji sayyid syed comrade lawyer spokesman spokeswoman spokesperson
    """
)
TELLING_TITLES = _TITLES - word_list("mr mrs ms miss mx dr sir former acting first vice deputy ex the")
"""Titles and offices that tell one bearer of a surname from another."""
_VESSEL_TITLES = word_list("mv mt ms ss hms uss hnoms rv fv m/v m/t mt. ins hmas hmcs")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?\.?")
_HYPHENS = re.compile(r"[-\u2010-\u2015\u2212/]")
_APOSTROPHES = re.compile(r"['\u2019\u2018\u02bc`´]")
_POSSESSIVE = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])\Z")
_EDGES = "\"“”„«»()[]{},;:'’‘ "
_LONGEST = 12
"""Words: what is longer is a title or a list, and is compared as a whole only."""


@dataclass(frozen=True, slots=True)
class Form:
    """One name without its sentence. ``written`` has the words of ``words``, capitals as they stand (first of all).

    ``suffix`` is what tells a name from its namesake: “jr”, or the “texas” of “Paris, Texas”. ``owner`` is what stands
    before the name of a country's body and says whose it is; its country is the first of ``words`` then. ``bearer``
    has the words of the one person who bore a surname so far.
    """

    kind: Kind
    words: tuple[str, ...]
    written: tuple[str, ...] = field(compare=False)
    suffix: str = ""
    owner: str = ""
    bearer: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        return len(self.words) > _LONGEST

    @property
    def acronym(self) -> str:
        """The letters of a form that is an acronym, else nothing."""
        return self.words[0] if len(self.words) == 1 and is_acronym(self.written[0]) else ""


def form_of(written: str, kind: Kind) -> Form:
    """The form of ``written``; never without words."""
    bare = _POSSESSIVE.sub("", " ".join(written.split()).strip(_EDGES)).strip(_EDGES)
    tokens = _tokens(bare, kind) or _tokens(written, kind) or [(written, fold(written) or "?")]
    if len(tokens) > 1 and tokens[0][1] == "the":
        tokens = tokens[1:]
    suffix = ""
    if kind is Kind.PERSON:
        tokens, suffix = _person(tokens, is_turned=" " not in bare.partition(",")[0] and "," in bare)
    elif kind is Kind.VEHICLE and len(tokens) > 1 and tokens[0][1] in _VESSEL_TITLES:
        tokens = tokens[1:]
    elif kind is Kind.PLACE and "," in bare.strip(",") and len(tokens) > 1:
        front = len(_tokens(bare.partition(",")[0], kind))
        tokens, suffix = tokens[:front], " ".join(word for _, word in tokens[front:])
    if kind is not Kind.PERSON and len(tokens) > 1 and tokens[0][1] in ("st", "mt"):
        tokens = [(tokens[0][0], {"st": "saint", "mt": "mount"}[tokens[0][1]]), *tokens[1:]]
    return Form(kind, tuple(word for _, word in tokens), tuple(raw for raw, _ in tokens), suffix)


def _tokens(bare: str, kind: Kind) -> list[tuple[str, str]]:
    """Words as they are written, and folded: hyphens part, apostrophes and stops go."""
    found = []
    for token in bare.split():
        if _DOTTED.fullmatch(token):
            letters = token.replace(".", "")
            # “J.K.” are a person's two initials, “U.N.” is one word.
            found += (
                [(letter, fold(letter)) for letter in letters] if kind is Kind.PERSON else [(letters, fold(letters))]
            )
            continue
        for part in _HYPHENS.split(_APOSTROPHES.sub("", token)):
            raw = part.strip('.,;:()[]"“”')
            if kind is Kind.PERSON and len(raw) == 2 and raw.isupper() and not bare.isupper():
                # “JK Rowe” is “J. K. Rowe”.
                found += [(letter, fold(letter)) for letter in raw]
            elif raw and (word := fold(raw)):
                found.append((raw, "and" if raw in ("&", "+") else word))
    return found


def _person(tokens: list[tuple[str, str]], *, is_turned: bool) -> tuple[list[tuple[str, str]], str]:
    start = 0
    while start < len(tokens) - 1 and tokens[start][1] in _TITLES:
        start += 1
    tokens = tokens[start:]
    suffix = ""
    while len(tokens) > 1 and (tokens[-1][1] in SUFFIXES or tokens[-1][1] in _HONOURS):
        suffix = tokens[-1][1] if tokens[-1][1] in SUFFIXES else suffix
        tokens = tokens[:-1]
    shouted = 0
    while shouted < len(tokens) and tokens[shouted][0].isupper() and len(tokens[shouted][0]) > 2:
        shouted += 1
    if 0 < shouted < len(tokens) and all(not raw.isupper() or len(raw) == 1 for raw, _ in tokens[shouted:]):
        tokens = tokens[shouted:] + tokens[:shouted]
    elif is_turned and len(tokens) == 2:
        tokens = [tokens[1], tokens[0]]
    return tokens, suffix


def is_acronym(raw: str) -> bool:
    """Whether a word as written is two to eight capitals (digits may follow): FSB, U.N., F16, not “Nato”."""
    letters = raw.replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalnum() and letters.isupper()


class Joined:
    """Disjoint sets of forms. Every join is kept with its rule; ``doubts`` are pairs that were left apart."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._parent = {form: form for form in forms}
        self.rules: dict[Form, tuple[str, bool]] = {}
        self.doubts: dict[tuple[Form, Form], str] = {}

    def __contains__(self, form: Form) -> bool:
        return form in self._parent

    def root(self, form: Form) -> Form:
        while self._parent[form] != form:
            self._parent[form] = self._parent[self._parent[form]]
            form = self._parent[form]
        return form

    def join(self, short: Form, full: Form, rule: str, *, is_likely: bool = False) -> None:
        """Put ``short`` to what ``full`` is part of."""
        one, other = self.root(short), self.root(full)
        if one != other:
            self._parent[one] = other
            self.rules.setdefault(short, (rule, is_likely))

    def join_the_only_one(self, short: Form, candidates: Iterable[Form], rule: str, *, is_likely: bool = False) -> bool:
        """Join ``short`` where all ``candidates`` are one thing; else leave it apart, in doubt. False without any."""
        roots: dict[Form, Form] = {}
        for candidate in candidates:
            if candidate != short:
                roots.setdefault(self.root(candidate), candidate)
                if len(roots) > _MANY:
                    break
        roots.pop(self.root(short), None)
        if len(roots) == 1:
            self.join(short, next(iter(roots.values())), rule, is_likely=is_likely)
        else:
            for candidate in roots.values():
                self.doubt(short, candidate, rule)
        return bool(roots)

    def doubt(self, one: Form, other: Form, rule: str) -> None:
        """Note that ``one`` may be ``other``: offered, not joined."""
        self.doubts.setdefault((one, other), rule)


_MANY = 7
"""Candidates that a form in doubt keeps, less one."""
