"""Noun phrases without a parser: where the phrase that ends, or begins, at a token begins, or ends.

English marks little on the words themselves, so a phrase is told by what it may not hold: auxiliaries, verbs that were
never nouns, a second article without a preposition in front of it.
"""

from __future__ import annotations

from casefile.domain.kinds import Kind
from casefile.extract.attributions.sentence import Sentence
from casefile.extract.attributions.words import (
    ADVERBS,
    ALSO_NOUNS,
    AUXILIARIES,
    BARE,
    CONNECTIVES,
    DETERMINERS,
    FINITE,
    INDEFINITE,
    MONTHS,
    NUMBERS,
    OCCASIONS,
    PREPOSITIONS,
    PRONOUNS,
    REDUCED,
    RELATIVE,
    SUBORDINATORS,
    TIMES,
    TYING,
    VERBS,
    is_speaker_noun,
)

_BREAKS = frozenset(",;:()[]—–!?…“”") | {"-", "--", "."}
_DASHES = frozenset({"—", "–", "-", "--"})
_COUNTING = frozenset("at about around over under between nearly almost more fewer less up some".split())
_JOINTS = SUBORDINATORS | CONNECTIVES
_CLOSED = PREPOSITIONS | SUBORDINATORS | AUXILIARIES
_LOOSE_ENDS = PREPOSITIONS | {"and", "or", "the", "a", "an", "to", "&"}
_NO_LAST = PREPOSITIONS | {"and", "or", "but"}
_BARE_DETERMINERS = DETERMINERS - INDEFINITE - {"this", "that", "those", "these"}
_LONGEST = 28
_STOPS_BEHIND = frozenset(
    "on during after before following via through by when as since until over amid despite".split()
)


def is_break(s: Sentence, token: int) -> bool:
    return s.low[token] in _BREAKS


def is_dash(s: Sentence, token: int) -> bool:
    return s.low[token] in _DASHES


def counts(s: Sentence, token: int) -> bool:
    """“at least nine”, “about 40”, “over a hundred”, “more than 30”, “up to 12”: words before a number."""
    following = s.low[token + 1 : token + 3]
    if len(following) < 2 or s.low[token] not in _COUNTING:
        return False
    if following[0] in ("least", "most", "than", "to") and s.low[token] in ("at", "more", "fewer", "less", "up"):
        return s.low[token] != "up" or following[1][0].isdigit() or following[1] in NUMBERS
    if s.low[token] in ("at", "up", "more", "fewer", "less"):
        return False
    number = following[0][0].isdigit() or (following[0] in NUMBERS and following[0] != "one")
    return (number and not is_time(s, token + 1)) or (
        following[0] == "a" and following[1] in ("hundred", "dozen", "thousand")
    )


def is_time(s: Sentence, token: int) -> bool:
    word = s.low[token]
    if word in ("this", "last", "next"):
        return token + 1 < len(s) and s.low[token + 1] in TIMES
    if not word.isdigit():
        return word in TIMES
    dated = (token > 0 and s.low[token - 1] in MONTHS) or (token + 1 < len(s) and s.low[token + 1] in MONTHS)
    return dated or (len(word) == 4 and word[:2] in ("18", "19", "20"))


def opens_phrase(s: Sentence, token: int) -> bool:
    """Whether a noun phrase may begin with this token."""
    word = s.low[token]
    return (
        word in DETERMINERS
        or word in NUMBERS
        or word in BARE
        or word in INDEFINITE
        or word in PRONOUNS
        or s.capital[token]
        or word[0].isdigit()
        or word.endswith("’s")
    )


def is_phrase(s: Sentence, first: int, behind: int) -> bool:
    """Whether the tokens are one noun phrase that can be a subject."""
    if not 0 < behind - first <= _LONGEST:
        return False
    low = s.low
    if low[first] in PRONOUNS and behind == first + 2 and low[first + 1] in ("all", "both", "each"):
        return True
    if low[first] in PRONOUNS or low[first] == "there":
        return behind == first + 1 and low[first] != "there"
    lead = not counts(s, first)
    if (lead and (low[first] in PREPOSITIONS or low[first] in ADVERBS)) or (low[first] in TIMES and behind - first < 3):
        return first in s.names and s.names[first][0] == behind
    if low[first].endswith("ing") and behind - first > 1 and (low[first + 1] in NUMBERS or low[first + 1][0].isdigit()):
        return False
    if (low[first] in SUBORDINATORS and low[first] not in ("that", "some")) or low[first] in AUXILIARIES:
        return first in s.names and s.names[first][0] == behind
    if counts(s, first) and behind - first > 2:
        first += 1 if s.low[first + 1][0].isdigit() or s.low[first + 1] in NUMBERS or s.low[first + 1] == "a" else 2
    token = first
    while token < behind:
        named = s.names.get(token)
        if named is not None and named[0] <= behind:
            token = named[0]
            continue
        if not _fits(s, first, token, behind):
            return False
        token += 1
    if not opens_phrase(s, first) and not _is_bare(s, first, behind):
        return False
    return low[behind - 1] not in _NO_LAST and low[behind - 1] not in _BARE_DETERMINERS


def _fits(s: Sentence, first: int, token: int, behind: int) -> bool:
    """Whether a phrase that began at ``first`` may hold this token."""
    word, previous = s.low[token], s.low[token - 1] if token > first else ""
    if word in _BREAKS or s.quoted[token] != s.quoted[first]:
        return False
    if s.capital[token] and token > first:
        return True
    if token == first:
        return True
    if word in AUXILIARIES or word in PRONOUNS or word in SUBORDINATORS or (word == "to" and _is_infinitive(s, token)):
        return False
    following = s.low[token + 1] if token + 1 < behind else ""
    if word in DETERMINERS:
        return (
            previous in PREPOSITIONS or previous in ("and", "or", "both", "all", "half", "well") or previous in NUMBERS
        )
    if word in FINITE:
        return word in REDUCED and (following in PREPOSITIONS or not following)
    if len(word) > 4 and word.endswith("ed") and not s.capital[token]:
        adjective = (token == first + 1 and previous in DETERMINERS) or previous in PREPOSITIONS or previous in ADVERBS
        adjective = adjective or previous == "and" or previous in NUMBERS or previous.endswith("’s")
        naming = word in ("called", "named", "dubbed", "nicknamed") and s.capital[token + 1] if following else False
        return adjective or naming or following in PREPOSITIONS or not following
    verb = VERBS.get(word)
    return (
        verb is None
        or verb[1] in ("base", "ing", "participle")
        or word in ALSO_NOUNS
        or previous in DETERMINERS
        or bool(following)
    )


def _is_infinitive(s: Sentence, token: int) -> bool:
    following = s.low[token + 1] if token + 1 < len(s) else ""
    return following in VERBS or following in ("be", "have", "do", "get", "make", "take", "go")


def _is_bare(s: Sentence, first: int, behind: int) -> bool:
    """“local officials”, “state media”, “human rights groups”: a plural, or a speaker, without an article."""
    head = head_of(s, first, behind)
    word = s.low[head]
    named = s.name_ending(behind)
    if named is not None and named[1].kind is Kind.PERSON and named[0] > first:
        return True
    return word in BARE or (word.endswith("s") and len(word) > 3 and behind - first < 12) or is_speaker_noun(word)


def head_of(s: Sentence, first: int, behind: int) -> int:
    """The head noun's token: the last one before a preposition, a comma or a participle."""
    for token in range(first + 1, behind):
        word = s.low[token]
        if token in s.names and s.low[token - 1] not in PREPOSITIONS:
            continue
        if word in PREPOSITIONS or word in _BREAKS or word in RELATIVE or word == "to":
            return token - 1
        plain = not s.capital[token] and token + 1 < behind and s.low[token + 1] in PREPOSITIONS
        if plain and (word in REDUCED or word.endswith(("ed", "ing"))) and s.low[token - 1] not in DETERMINERS:
            return token - 1
    return behind - 1


def phrase_ending(s: Sentence, behind: int, floor: int) -> tuple[int, int] | None:
    """The noun phrase that ends right before ``behind`` and opens its clause, not before token ``floor``."""
    bound = behind
    while bound > floor and not is_break(s, bound - 1) and behind - bound < 40:
        bound -= 1
    if bound == behind:
        return None
    starts = [bound, *(token + 1 for token in range(bound, behind - 1) if s.low[token] in _JOINTS)]
    best = None
    for start in starts:
        begun = _behind_lead(s, start, behind)
        if begun is None:
            continue
        if s.low[begun - 1] in ("and", "or") and begun > bound and best is not None:
            continue
        if (best is None and is_phrase(s, begun, behind)) or (
            best is not None and s.low[start - 1] in SUBORDINATORS and is_phrase(s, begun, behind)
        ):
            best = (begun, behind)
    return best or _name_before(s, behind, bound)


def _name_before(s: Sentence, behind: int, bound: int) -> tuple[int, int] | None:
    """The name right in front, where the words before it make no phrase with it."""
    named = s.name_ending(behind)
    if named is None or named[0] < bound:
        return None
    first, name = named
    previous = s.low[first - 1] if first > bound else ""
    if previous in PREPOSITIONS or previous in ("and", "or", "to", "than", "as") or previous in DETERMINERS - {"the"}:
        return None
    if name.kind is Kind.PLACE and first > bound and not is_break(s, first - 1) and previous not in SUBORDINATORS:
        return None
    while first > bound and s.capital[first - 1] and s.name_ending(first) is None and first - bound > 1:
        first -= 1
    return first, behind


def _behind_lead(s: Sentence, start: int, behind: int) -> int | None:
    """Where the subject begins behind a clause's first words: “But on Tuesday in Vann the ministry”."""
    token = start
    while token < behind and token not in s.names:
        word = s.low[token]
        if (
            word in CONNECTIVES
            or (word in ADVERBS and word not in INDEFINITE)
            or (
                is_time(s, token)
                and not (word == "may" and not s.capital[token])
                and not opens_time_phrase(s, token, behind)
            )
        ):
            token += 1
        elif word in PREPOSITIONS or word in ("after", "before", "since"):
            object_end = _object_end(s, token + 1, behind)
            if object_end is None:
                return None
            token = object_end
        else:
            break
    return token if token < behind else None


def opens_time_phrase(s: Sentence, token: int, behind: int) -> bool:
    """“this week” is a time, “this official” is a speaker; “next”, “last” and “this” need a time behind them."""
    word = s.low[token]
    if word in ("this", "last", "next"):
        return token + 1 >= behind or not is_time(s, token + 1)
    return s.low[token].isdigit() and token + 1 < behind and not s.capital[token + 1] and not is_time(s, token + 1)


def _object_end(s: Sentence, start: int, behind: int) -> int | None:
    """Where the object of a leading preposition ends: at the next article, bare speaker or name that is not tied."""
    if start >= behind:
        return None
    token = s.names[start][0] if start in s.names else start + 1
    timed = is_time(s, start)
    while token < behind:
        word, previous = s.low[token], s.low[token - 1]
        if word in AUXILIARIES or word in FINITE:
            return None
        tied = previous in PREPOSITIONS or previous in DETERMINERS or previous in ("and", "to")
        if not tied and not (timed and is_time(s, token)):
            begins = word in DETERMINERS or word in BARE or word in PRONOUNS or token in s.names
            if begins or (timed and (s.capital[token] or is_phrase(s, token, behind))):
                return token
        token = s.names[token][0] if token in s.names else token + 1
    return None


def phrase_starting(s: Sentence, first: int, stop: int) -> int:
    """Where the noun phrase that begins at ``first`` ends; ``first`` itself where none begins."""
    token = first
    if first >= stop or is_break(s, first):
        return first
    if s.low[first] in PRONOUNS:
        return first + 1
    if counts(s, first):
        token += 2
    while token < stop and token - first < _LONGEST:
        if token in s.names:
            token = s.names[token][0]
            continue
        word, previous = s.low[token], s.low[token - 1] if token > first else ""
        if token > first and (word in RELATIVE or word in SUBORDINATORS or (word in ADVERBS and word != "both")):
            break
        if token > first and word in ("and", "or", "&", "to") and not _goes_on(s, token, stop):
            break
        if token > first and word in PREPOSITIONS and _ends_before(s, token, stop):
            break
        tied = previous[-1:].isdigit() or previous in PREPOSITIONS or previous in DETERMINERS
        if token > first and is_time(s, token) and not tied:
            if not s.capital[token] or word in TIMES:
                break
        elif not (word in ("and", "or", "&", "to") or (word in PREPOSITIONS and token > first)) and not _fits(
            s, first, token, stop
        ):
            break
        token += 1
    while token > first + 1 and s.low[token - 1] in _LOOSE_ENDS:
        token -= 1
    closed = s.low[first] in _CLOSED and first not in s.names
    if token > first and closed and not counts(s, first):
        return first
    return token


def _goes_on(s: Sentence, token: int, stop: int) -> bool:
    """Whether the phrase goes on behind “and” or “to”: a second speaker, no verb."""
    if token + 1 >= stop:
        return False
    word = s.low[token + 1]
    if s.low[token] == "to":
        if token + 1 in s.names:
            return s.low[token - 1] not in VERBS
        return word in ("the", "president") or (word not in VERBS and (word in BARE or is_speaker_noun(word)))
    return opens_phrase(s, token + 1) or is_speaker_noun(word)


def _ends_before(s: Sentence, token: int, stop: int) -> bool:
    """Whether a preposition behind a phrase opens something else: a time, an occasion, a circumstance."""
    word = s.low[token]
    if token + 1 >= stop:
        return True
    following = s.low[token + 1]
    if word == "on" and s.low[token - 1] in (
        "group",
        "commission",
        "committee",
        "council",
        "centre",
        "center",
        "panel",
    ):
        return False
    previous = s.low[token - 1]
    if word in ("on", "by") and (previous.endswith("ed") or previous in REDUCED) and not is_time(s, token + 1):
        return False
    if word in _STOPS_BEHIND or word not in TYING:
        return True
    if word == "of" and len(following) > 6 and following.endswith("ing") and not s.capital[token + 1]:
        return True
    if is_time(s, token + 1):
        return True
    reach = [s.low[each] for each in range(token + 1, min(stop, token + 5))]
    return (
        following in DETERMINERS | OCCASIONS and any(each in OCCASIONS for each in reach) and word in ("in", "at", "to")
    )
