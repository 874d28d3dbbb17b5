"""What is said: the stretch behind a cue, in front of it, or the quotation that it introduces."""

from __future__ import annotations

from dataclasses import dataclass

from casefile.extract.attributions.cues import Cue
from casefile.extract.attributions.phrases import counts, is_dash, is_time, opens_phrase, phrase_ending, phrase_starting
from casefile.extract.attributions.quotations import Quotations
from casefile.extract.attributions.sentence import Sentence
from casefile.extract.attributions.words import (
    ADVERBS,
    AUXILIARIES,
    BARE,
    CLAIM_NOUNS,
    DISMISSING,
    FINITE,
    NEED_HEARER,
    PREPOSITIONS,
    PRONOUNS,
    SPEECH,
    SUBORDINATORS,
    VERBS,
)

_ADVERBIAL = frozenset(
    "on in at by via through during after before from following late early under for with of".split()
)
_MAY_HEAR = frozenset("warn promise caution text email e-mail message".split())
_OBJECTS = frozenset("him her us them me you it".split())
_EDGES = " \n\t\u00a0,;:.—–-("
_POINTERS = frozenset("it this that these them any".split())
_TURNS = frozenset("but while whereas although though yet".split())


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a cue. ``kind``: that, wh, clause, phrase, quote, colon, to, prep, comma, end; ``hearer`` tokens."""

    kind: str
    start: int
    hearer: tuple[int, int] | None = None


def complement(s: Sentence, cue: Cue) -> Complement:
    """What kind of words stand behind the cue, and where what is said begins."""
    token, hearer = cue.behind, None
    end = len(s)
    if cue.verb == "point":
        if token >= end or s.low[token] != "out":
            return Complement("none", token)
        token += 1
    if token < end and s.low[token] in ("he", "she", "they", "we", "i"):
        return Complement("clause", token)
    if cue.verb in NEED_HEARER or (cue.verb in _MAY_HEAR and _is_hearer(s, token)):
        behind = token + 1 if token < end and s.low[token] in _OBJECTS - {"her"} else phrase_starting(s, token, end)
        if behind > token:
            hearer, token = (token, behind), behind
    elif token < end and s.low[token] == "to" and token + 1 < end and not _is_verb(s, token + 1):
        behind = token + 2 if s.low[token + 1] in _OBJECTS - {"her"} else phrase_starting(s, token + 1, end)
        if behind > token + 1:
            hearer, token = (token + 1, behind), behind
    start = token
    if (
        cue.verb in ("warn", "complain", "accuse", "boast", "speak")
        and token < end
        and s.low[token] in ("of", "about", "against")
    ):
        return Complement("prep", start, hearer)
    token = _over_adverbials(s, token)
    if token < end and s.low[token] == "to" and token > start and hearer is None:
        behind = phrase_starting(s, token + 1, end)
        if behind > token + 1 and not _is_verb(s, token + 1):
            hearer, token = (token + 1, behind), _over_adverbials(s, behind)
    kind = _kind(s, token, cue.verb in SPEECH)
    if kind in ("phrase", "clause") and hearer is None and cue.verb in SPEECH:
        behind = phrase_starting(s, token, end)
        late = _over_adverbials(s, behind) if "interview" in s.low[behind : behind + 5] else end
        if late < end and s.low[late] == "that":
            return Complement("that", late, (token, behind))
    return Complement(kind, token + (kind == "quote" and s.low[token] in (",", ":")), hearer)


def _is_hearer(s: Sentence, token: int) -> bool:
    """“warned residents that”, “warned the government it would”: a phrase, then what is said."""
    behind = phrase_starting(s, token, len(s))
    if behind >= len(s) or behind == token or s.low[token] in PRONOUNS:
        return False
    word = s.low[behind]
    return word in ("that", "to", "against", "not", "“", ":") or word in PRONOUNS


def _is_verb(s: Sentence, token: int) -> bool:
    word = s.low[token]
    return not (opens_phrase(s, token) or word in _OBJECTS or word in BARE or token in s.names) and not word.endswith(
        "s"
    )


def _over_adverbials(s: Sentence, token: int) -> int:
    """Over “on Tuesday”, “in a statement”, “at the time”, and an insertion between commas before “that”."""
    end = len(s)
    while token < end:
        word = s.low[token]
        if (
            is_time(s, token)
            and word != "may"
            and not (word in ("this", "last", "next", "early", "late") and _names(s, token))
        ) or (word in ADVERBS and word not in ("all", "both")):
            token += 1
        elif word in _ADVERBIAL and token + 1 < end:
            if counts(s, token):
                return token
            behind = phrase_starting(s, token + 1, end)
            if behind == token + 1:
                return token
            token = behind
        elif word == "(":
            closed = next((each for each in range(token, min(end, token + 15)) if s.low[each] == ")"), token)
            if closed == token:
                return token
            token = closed + 1
        elif word == "," or is_dash(s, token):
            late = _late_that(s, token)
            if late is None:
                return token
            token = late
        else:
            return token
    return token


def _names(s: Sentence, token: int) -> bool:
    return token + 1 >= len(s) or not is_time(s, token + 1)


def _late_that(s: Sentence, comma: int) -> int | None:
    """The “that” or the quotation behind “, speaking in Vann, that …”."""
    if comma + 1 < len(s) and (s.low[comma + 1] == "that"):
        return comma + 1
    for token in range(comma + 1, min(len(s) - 1, comma + 25)):
        if s.low[token] in (":", ";", "“", "”") or s.low[token] in _TURNS:
            return None
        if s.low[token] == "," and s.low[token + 1] == "that":
            return token + 1
    return None


def _kind(s: Sentence, token: int, free: bool) -> str:
    if token >= len(s) or s.low[token] in (".", ";", "”", "?", "!", "…"):
        return "end"
    word = s.low[token]
    following = s.low[token + 1] if token + 1 < len(s) else ""
    if word == "“" or (word in ",:" and following == "“"):
        return "quote"
    if word == ":":
        return "colon"
    if word == "," or is_dash(s, token) or word in "()":
        return "comma"
    if word == "that":
        return "that"
    if word in ("whether", "why", "how", "what", "where", "when", "who", "if", "which"):
        return "wh"
    if word == "to":
        return "to"
    if counts(s, token):
        return "clause"
    if word in PREPOSITIONS or word in SUBORDINATORS or word in ("and", "or", "as") or word in AUXILIARIES:
        return "prep"
    return "clause" if _is_clause(s, token, free) else "phrase"


def _is_clause(s: Sentence, token: int, free: bool) -> bool:
    """Whether a subject and a finite verb begin here, without “that”; ``free``: also over a relative clause."""
    if s.low[token] in PRONOUNS - {"it"} or s.low[token] in ("there", "there’s", "it’s", "he’s", "she’s", "they’re"):
        return True
    behind = token + 1 if s.low[token] == "it" else phrase_starting(s, token, len(s))
    while behind < len(s) and behind > token and s.low[behind] in ADVERBS:
        behind += 1
    if behind < len(s) and s.low[behind] in ("who", "which", ",", "in", "on", "at") and behind > token and free:
        reach = s.low[behind : behind + 25]
        return any(word in AUXILIARIES for word in reach)
    if behind == token or behind >= len(s):
        return False
    word = s.low[behind]
    return word in AUXILIARIES or word in FINITE or word in VERBS or (word.endswith("ed") and len(word) > 3)


def turns(s: Sentence, places: list[int]) -> list[int]:
    """The tokens at which a clause begins that may be somebody else's.

    Behind “;” and “, but”, “, while”; behind “, and” where a subject and a cue follow; ``places``: where cues begin.
    """
    found = [0]
    for token, word in enumerate(s.low):
        if s.quoted[token]:
            continue
        if (word == ";" and token + 1 < len(s)) or (
            word in _TURNS and token and (s.low[token - 1] in (",", "”") or is_dash(s, token - 1))
        ):
            found.append(token + 1)
        elif word == "and" and token:
            cue = next((place for place in places if place > token), None)
            apart = token + 1 if s.low[token - 1] == "," else 0
            phrase = phrase_ending(s, cue, apart) if cue is not None and cue - token < 25 else None
            if phrase is not None and phrase[0] == token + 1:
                found.append(token + 1)
    return found


def is_claim(s: Sentence, cue: Cue, what: Complement) -> bool:
    """Whether what is dismissed, rejected, disputed or refuted is something that was said."""
    if cue.verb not in DISMISSING:
        return True
    if what.kind in ("that", "quote", "wh"):
        return what.kind == "that"
    if cue.verb == "dispute":
        return what.kind in ("phrase", "clause", "that")
    reach = s.low[cue.behind : cue.behind + 9]
    stop = next((place for place, word in enumerate(reach) if word in PREPOSITIONS or word in ",.;:"), len(reach))
    named = any(word in CLAIM_NOUNS - _POINTERS for word in reach[:stop])
    return named or (bool(reach) and reach[0] in _POINTERS) or (bool(reach) and reach[0] == "as")


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the white space and punctuation around it."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def stretch_behind(s: Sentence, quotations: Quotations, start: int, behind: int) -> tuple[int, int]:
    """The content from token ``start`` to token ``behind``: to the end of a quotation that goes on behind them."""
    begun = s.starts[start] if start < len(s) else s.ended
    ended = s.ends[behind - 1] if behind <= len(s) and behind > start else begun
    last = quotations.at(ended - 1) if ended > begun else None
    if last is not None and last.start >= begun:
        ended = max(ended, last.end)
    return begun, ended


def stretch_before(s: Sentence, quotations: Quotations, floor: int, behind: int) -> tuple[int, int]:
    """The content in front of a speaker or a cue: from token ``floor``, or from where its quotation begins."""
    begun = s.starts[floor] if floor < len(s) else s.begun
    ended = s.ends[behind - 1] if behind > floor else begun
    if behind > floor:
        first = quotations.at(begun)
        if first is not None and floor == 0:
            return first.start, ended
        last = quotations.at(s.starts[behind - 1])
        if last is not None and last.start <= begun:
            return last.start, ended
        return begun, ended
    if floor == 0:
        last = quotations.before(s.begun + 1)
        if last is not None and not s.text[last.end : s.begun].strip() and "\n" not in s.text[last.end : s.begun]:
            return last.start, last.end
    return begun, begun
