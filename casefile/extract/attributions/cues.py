"""Verbs that report, with what stands in front of them: which ones assert, deny, leave open, and which do nothing."""

from __future__ import annotations

from dataclasses import dataclass

from casefile.extract.attributions.sentence import Sentence
from casefile.extract.attributions.words import (
    ACCUSING,
    ADVERBS,
    ALSO_PARTICIPLES,
    DETERMINERS,
    DISMISSING,
    PREPOSITIONS,
    QUOTING,
    VERBS,
    VERIFYING,
)

_HAVE = frozenset("has have had having hasn’t haven’t hadn’t".split())
_BE = frozenset("is are was were been be being isn’t aren’t wasn’t weren’t am".split())
_DO = frozenset("did does do didn’t doesn’t don’t".split())
_MODAL = frozenset("will would can could may might should must shall cannot won’t wouldn’t can’t couldn’t".split())
_REFUSE = frozenset("declined declines decline refused refuses refuse failed unable".split())
_BETWEEN = frozenset("not nor neither since himself herself itself themselves long".split())
_CONTINUE = frozenset("continued continues continue went goes appeared appears seemed came".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens ``first`` to ``behind``; ``verb`` is the lemma; ``mood`` is active, passive or participle.

    An ``active`` cue has its speaker in front or, turned round, behind it; a ``passive`` one is said of its subject; a
    ``participle`` (“saying that”) takes the speaker of the clause before it.
    """

    first: int
    behind: int
    verb: str
    form: str
    mood: str
    polarity: str


def cues(s: Sentence) -> list[Cue]:
    """The reporting verbs of a sentence, in order."""
    found: list[Cue] = []
    for token, word in enumerate(s.low):
        verb = VERBS.get(word)
        if verb is None or (found and token < found[-1].behind):
            continue
        cue = _cue(s, token, *verb)
        if cue is not None:
            found.append(cue)
    return found


def _cue(s: Sentence, token: int, verb: str, form: str) -> Cue | None:
    low = s.low
    if s.capital[token] and ((token and s.low[token - 1] != "“") or token in _inside_names(s, token)):
        return None
    before = token
    negated = False
    while before > 0 and (low[before - 1] in ADVERBS or low[before - 1] in _BETWEEN):
        if low[before - 1] == "not" or low[before - 1] == "neither":
            negated = True
        if low[before - 1] == "never":
            negated = True
        before -= 1
    aux = low[before - 1] if before > 0 else ""
    if aux.endswith("n’t") or aux == "cannot":
        negated = True
    if form == "ing":
        return _ing(token, before, aux, verb, negated)
    if aux in _BE:
        return _passive(s, before - 1, token, verb, form, negated)
    if form == "participle" and aux not in _HAVE:
        return None
    if aux in _HAVE and form in ("past", "participle"):
        return _polar(s, before - 1, token, verb, form, negated)
    if aux in _DO and form == "base":
        return _polar(s, before - 1, token, verb, form, negated)
    if aux in _MODAL and form == "base":
        return _modal(s, before - 1, token, verb, negated, aux)
    if aux == "to" and form == "base":
        return _infinitive(s, before - 1, token, verb)
    if form == "base" and (aux in _BE or negated):
        return None
    if word_before(s, token) in DETERMINERS | PREPOSITIONS and (form == "base" or s.low[token] in ALSO_PARTICIPLES):
        return None
    first = before
    while first < token and low[first] not in ("neither", "not", "never") and not _opens_group(low[first]):
        first += 1
    return _polar(s, first, token, verb, form, negated)


def _opens_group(word: str) -> bool:
    """Adverbs that belong to the verb behind them; “Today” and “However” do not."""
    return word not in ("today", "yesterday", "however", "meanwhile", "both", "all", "tonight", "therefore", "thus")


def word_before(s: Sentence, token: int) -> str:
    return s.low[token - 1] if token else ""


def _inside_names(s: Sentence, token: int) -> range:
    for first in range(max(0, token - 6), token + 1):
        if first in s.names and first <= token < s.names[first][0]:
            return range(first, s.names[first][0])
    return range(0)


def _polarity(verb: str) -> str:
    return "deny" if verb == "deny" or verb in DISMISSING else "assert"


def _polar(s: Sentence, first: int, token: int, verb: str, form: str, negated: bool) -> Cue | None:
    behind = token + 1
    if verb in VERIFYING and _denies(s, behind):
        behind += 2
        return Cue(first, behind, verb, form, "active", "unconfirmed")
    if negated:
        if verb in VERIFYING:
            return Cue(first, behind, verb, form, "active", "unconfirmed")
        if (
            verb == "deny"
            and behind + 1 < len(s)
            and s.low[behind] in ("or", "nor")
            and s.low[behind + 1][:7] == "confirm"
        ):
            return Cue(first, behind + 2, "confirm", form, "active", "unconfirmed")
        if verb == "deny" and s.low[token - 1] != "never":
            return Cue(first, behind, verb, form, "active", "unconfirmed")
        return None
    if verb in QUOTING and form == "base":
        return None
    return Cue(first, behind, verb, form, "active", _polarity(verb))


def _denies(s: Sentence, behind: int) -> bool:
    """“neither confirmed nor denied”, “would not confirm or deny”."""
    return behind + 1 < len(s) and s.low[behind] in ("or", "nor") and s.low[behind + 1] in ("deny", "denied", "denies")


def _passive(s: Sentence, be: int, token: int, verb: str, form: str, negated: bool) -> Cue | None:
    """“was said”, “has been accused”, “could not be independently verified”; nothing for “to be said”."""
    first = be
    if s.low[be] in ("be", "been", "being"):
        while first > 0 and (s.low[first - 1] in ADVERBS or s.low[first - 1] == "not"):
            negated = negated or s.low[first - 1] in ("not", "never")
            first -= 1
        first -= 1
        if first < 0 or s.low[first] not in _HAVE | _MODAL | _BE:
            return None
        negated = negated or s.low[first].endswith("n’t") or s.low[first] == "cannot"
    elif s.low[be].endswith("n’t"):
        negated = True
    if form == "ing":
        return None
    if negated:
        return Cue(first, token + 1, verb, form, "passive", "unconfirmed") if verb in VERIFYING else None
    if form == "base" or s.low[first] in _MODAL:
        return None
    return Cue(first, token + 1, verb, form, "passive", _polarity(verb))


def _modal(s: Sentence, first: int, token: int, verb: str, negated: bool, modal: str) -> Cue | None:
    if s.low[token - 1] == "be":
        return None
    if verb in VERIFYING:
        if negated or _denies(s, token + 1):
            return _polar(s, first, token, verb, "base", True)
        return Cue(first, token + 1, verb, "base", "active", "assert") if modal == "can" else None
    if modal == "would" and not negated and s.low[token - 1] == "only":
        return Cue(first, token + 1, verb, "base", "active", _polarity(verb))
    return None


def _infinitive(s: Sentence, to: int, token: int, verb: str) -> Cue | None:
    governing = to - 1
    while governing > 0 and s.low[governing] in ADVERBS | {"on"}:
        governing -= 1
    word = s.low[governing] if governing >= 0 else ""
    if s.low[to - 1] == "yet" and word in _HAVE | _BE and verb in VERIFYING:
        return _polar(s, governing, token, verb, "base", True)
    if word == "able" and verb in VERIFYING:
        while governing > 0 and (s.low[governing - 1] in ADVERBS | _BETWEEN or s.low[governing - 1] in ("been", "yet")):
            governing -= 1
        denied = "not" in s.low[governing:to] or s.low[governing - 1].endswith("n’t")
        return _polar(s, max(0, governing - 1), token, verb, "base", True) if denied else None
    if word in _REFUSE and verb in VERIFYING:
        first = governing - 1 if word == "unable" and governing and s.low[governing - 1] in _BE else governing
        first = first - 1 if first and s.low[first - 1] in _HAVE else first
        return _polar(s, first, token, verb, "base", True)
    if word in _CONTINUE and verb not in QUOTING:
        return Cue(governing, token + 1, verb, "base", "active", _polarity(verb))
    return None


def _ing(token: int, before: int, aux: str, verb: str, negated: bool) -> Cue | None:
    if aux in _BE:
        return None if negated else Cue(before - 1, token + 1, verb, "ing", "active", _polarity(verb))
    if verb in QUOTING or (verb in DISMISSING - {"dispute"} and verb != "reject"):
        return None
    if verb in ACCUSING or aux not in DETERMINERS:
        return Cue(token, token + 1, verb, "ing", "participle", _polarity(verb))
    return None
