"""Who speaks at a cue: the phrase in front of it, behind it, or the subject that it shares with an earlier verb."""

from __future__ import annotations

from dataclasses import dataclass

from casefile.domain.kinds import Kind
from casefile.extract.attributions.phrases import (
    head_of,
    is_break,
    is_dash,
    is_phrase,
    is_time,
    phrase_ending,
    phrase_starting,
)
from casefile.extract.attributions.sentence import Sentence
from casefile.extract.attributions.words import (
    ADVERBS,
    AUXILIARIES,
    CONNECTIVES,
    DETERMINERS,
    INDEFINITE,
    OCCASIONS,
    PREPOSITIONS,
    PRONOUNS,
    REDUCED,
    RELATIVE,
    SPEAKER_NOUNS,
    SUBORDINATORS,
    VERBS,
    is_speaker_noun,
)

_FARTHEST = 70
_ASIDE = DETERMINERS | RELATIVE | PREPOSITIONS | ADVERBS | INDEFINITE


@dataclass(frozen=True, slots=True)
class Speaker:
    """Tokens ``first`` to ``behind``; ``aside``: the tokens of an apposition behind or in front of it, or None."""

    first: int
    behind: int
    aside: tuple[int, int] | None = None


def speaker_before(s: Sentence, end: int, floor: int) -> Speaker | None:
    """The subject whose words end at ``end``, not before token ``floor``; adverbs and asides between are skipped."""
    end = _over_adverbs(s, end, floor)
    if end <= floor:
        return None
    if s.low[end - 1] == ")":
        opened = end - 1
        while opened > floor and s.low[opened] != "(":
            opened -= 1
        return speaker_before(s, opened, floor) if floor < opened < end - 1 and end - opened < 30 else None
    if s.low[end - 1] == "," or is_dash(s, end - 1):
        return _before_aside(s, end - 1, floor)
    if s.low[end - 1] in RELATIVE:
        return antecedent(s, end - 1, floor)
    phrase = phrase_ending(s, end, floor)
    if phrase is not None:
        return Speaker(phrase[0], _before_reduced(s, *phrase))
    return _before_relative(s, end, floor)


def _before_reduced(s: Sentence, first: int, behind: int) -> int:
    """“An official reached by telephone”: the official."""
    for token in range(first + 2, behind - 1):
        if s.low[token] in ("reached", "contacted", "interviewed", "quoted", "cited") and token not in s.names:
            return token
    return behind


def _over_adverbs(s: Sentence, end: int, floor: int) -> int:
    """Back over “on Tuesday”, “in a statement”, “earlier” between a subject and its verb."""
    while end > floor:
        word = s.low[end - 1]
        together = word in ("both", "all", "each") and end - 2 > floor and s.capital[end - 2]
        if (word in ADVERBS and word not in INDEFINITE) or word in ("then", "neither") or together:
            end -= 1
            continue
        start = end
        while start > floor and end - start < 5 and (is_time(s, start - 1) or s.low[start - 1] in ("the", "a", "of")):
            start -= 1
        timed = any(is_time(s, token) for token in range(start, end))
        if timed and start > floor and s.low[start - 1] in ("on", "in", "at", "late", "early", "since"):
            end = start - 1
            continue
        if (timed and start > floor and s.low[end - 1] in ("monday", "tuesday", "wednesday", "thursday", "friday")) or (
            timed and s.low[end - 1] in ("saturday", "sunday")
        ):
            end = start
            continue
        occasion = _occasion_start(s, end, floor)
        if occasion is None:
            break
        end = occasion
    return end


def _occasion_start(s: Sentence, end: int, floor: int) -> int | None:
    """Where “in a statement” begins that ends at ``end``."""
    if s.low[end - 1] not in OCCASIONS:
        return None
    for token in range(end - 2, max(floor, end - 7), -1):
        if s.low[token] in ("in", "at", "on") and token > floor and s.low[token + 1] in DETERMINERS:
            return token
        if is_break(s, token) or s.low[token] in PREPOSITIONS:
            return None
    return None


def _before_aside(s: Sentence, comma: int, floor: int) -> Speaker | None:
    """“Anna Lind, 45, a teacher in Vann, said”: the phrase in front of the asides."""
    best: Speaker | None = None
    for opened in range(comma - 1, max(floor, comma - _FARTHEST), -1):
        word = s.low[opened]
        if word in (";", ":", "“", "”", "(", ")"):
            break
        if not (word == "," or is_dash(s, opened)) or not _is_aside(s, opened + 1, comma):
            continue
        phrase = phrase_ending(s, opened, floor)
        if phrase is None:
            continue
        best = Speaker(*phrase, (opened + 1, comma))
        named = s.names.get(opened + 1)
        tied = named is not None and named[1].kind is Kind.PERSON and s.low[named[0]] in ("of", "from", "at")
        if tied and named is not None and phrase[0] not in s.names and not s.capital[phrase[1] - 1]:
            best = Speaker(opened + 1, named[0], phrase)
        elif _is_name(s, opened + 1, comma) and phrase[0] not in s.names and not s.capital[phrase[1] - 1]:
            best = Speaker(opened + 1, comma, phrase)
        if not _is_apposition(s, phrase[0], floor):
            break
    return best


def _is_name(s: Sentence, first: int, behind: int) -> bool:
    """Whether an aside is nothing but a person's name: “his wife, Salma, said”."""
    named = s.names.get(first)
    if named is not None:
        return named[0] == behind and named[1].kind is Kind.PERSON
    return behind - first < 4 and all(s.capital[token] for token in range(first, behind))


def speaker_and_comma(s: Sentence, end: int, floor: int) -> Speaker | None:
    """“The firm Aster, said that …”: a name and a needless comma, which open the clause."""
    if end - 1 <= floor or s.low[end - 1] != ",":
        return None
    phrase = phrase_ending(s, end - 1, floor)
    named = phrase is not None and (s.name_ending(phrase[1]) is not None or s.capital[phrase[1] - 1])
    return Speaker(*phrase) if phrase is not None and named and phrase[0] == floor else None


def _is_aside(s: Sentence, first: int, behind: int) -> bool:
    """Whether the words between two commas can describe who stands before them."""
    if first >= behind:
        return False
    word = s.low[first]
    return (
        word in _ASIDE
        or word in ("whose", "whom", "himself", "herself", "itself")
        or word[0].isdigit()
        or s.capital[first]
        or word.endswith(("ing", "ed"))
        or word in REDUCED
        or is_speaker_noun(word)
        or any(is_speaker_noun(s.low[token]) for token in range(first, min(behind, first + 5)))
    )


def _is_apposition(s: Sentence, first: int, floor: int) -> bool:
    """Whether the phrase at ``first`` itself stands as an aside behind a name: “Lind, a lawyer, a mother of two”."""
    if first - 1 <= floor or s.low[first - 1] != ",":
        return False
    named = s.name_ending(first - 1)
    if named is None or named[1].kind is Kind.PLACE:
        return False
    return named[0] == floor or s.low[named[0] - 1] not in PREPOSITIONS


def antecedent(s: Sentence, relative: int, floor: int) -> Speaker | None:
    """Whom “who” or “which” at this token points to: the phrase right in front, or in front of the comma."""
    end = relative - 1 if relative > floor and s.low[relative - 1] == "," else relative
    if end <= floor or is_break(s, end - 1):
        return None
    named = s.name_ending(end)
    if named is not None and (s.low[relative] == "who") == (named[1].kind is Kind.PERSON):
        return Speaker(named[0], end)
    first = end - 1
    while first > floor and end - first < 14:
        word = s.low[first]
        if (
            is_break(s, first)
            or word in AUXILIARIES
            or word in SUBORDINATORS
            or (word in VERBS and VERBS[word][1] == "past")
        ):
            first += 1
            break
        if word in DETERMINERS and s.low[first - 1] not in ("of", "for"):
            break
        first -= 1
    if s.low[relative] == "which":
        tied = next((token + 1 for token in range(first, end) if s.low[token] in PREPOSITIONS), first)
        first = tied if tied < end else first
    while first < end and s.low[first] in PREPOSITIONS | CONNECTIVES:
        first += 1
    return Speaker(first, end) if first < end and is_phrase(s, first, end) else None


def _before_relative(s: Sentence, end: int, floor: int) -> Speaker | None:
    """“A man who was wounded in the attack said”: the phrase in front of the relative clause."""
    for token in range(end - 1, max(floor, end - 30), -1):
        if is_break(s, token):
            return None
        zero = s.low[token] in ("he", "she", "it", "they", "we", "i") and token < end - 1
        if s.low[token] in ("who", "whose", "whom") or (zero and s.low[token - 1] not in CONNECTIVES | SUBORDINATORS):
            phrase = phrase_ending(s, token, floor)
            return Speaker(*phrase) if phrase else None
    return None


def speaker_behind(s: Sentence, first: int) -> Speaker | None:
    """The speaker of “…, said X” that begins at ``first``: nothing but a phrase up to a stop, a time or an occasion."""
    if first >= len(s) or s.low[first] in ("this", "that", "these", "those") or s.low[first] in ("i", "we", "it"):
        return None
    behind = phrase_starting(s, first, len(s))
    if behind == first:
        return None
    if behind < len(s) and not _may_follow(s, behind):
        return None
    if s.low[first] in PRONOUNS and behind < len(s) and not is_break(s, behind):
        return None
    head = s.low[head_of(s, first, behind)]
    known = first in s.names or any(token in s.names for token in range(first, behind)) or s.capital[behind - 1]
    quoted = first > 1 and s.low[first - 2] == "”"
    if not (known or quoted or is_speaker_noun(head) or head in PRONOUNS | INDEFINITE):
        return None
    aside = None
    if behind + 1 < len(s) and s.low[behind] == "," and s.low[behind + 1] not in AUXILIARIES | {"“", "”"}:
        stop = behind + 1
        while stop < len(s) and not is_break(s, stop):
            stop += 1
        aside = (behind + 1, stop)
    return Speaker(first, behind, aside)


def _may_follow(s: Sentence, token: int) -> bool:
    """What may stand behind an inverted speaker."""
    word = s.low[token]
    if is_break(s, token) or is_time(s, token) or word in RELATIVE:
        return True
    if word in PREPOSITIONS or word in (
        "when",
        "as",
        "after",
        "before",
        "while",
        "and",
        "but",
        "since",
        "late",
        "early",
    ):
        return True
    return (word in ADVERBS or word.endswith("ing")) and word not in ("both", "all")


def main_subject(s: Sentence, floor: int, behind: int) -> Speaker | None:
    """The subject with which the clause at ``floor`` begins, for a verb that comes late: “X left, saying that …”."""
    token = floor
    while token < behind and (
        s.low[token] in CONNECTIVES or (s.low[token] in ADVERBS and s.low[token] not in INDEFINITE)
    ):
        token += 1
        if token < behind and s.low[token] == ",":
            token += 1
    if token < behind and token not in s.names and _leads(s, token):
        while token < behind and s.low[token] != ",":
            token += 1
        token += 1
    if token >= behind or s.quoted[token] or is_break(s, token):
        return None
    if s.low[token] in PRONOUNS:
        return Speaker(token, token + 1) if s.low[token] in ("he", "she", "they", "it", "we") else None
    end = phrase_starting(s, token, behind)
    if end == token or (s.low[token] == "there"):
        return None
    return Speaker(token, end)


def _leads(s: Sentence, token: int) -> bool:
    word = s.low[token]
    return (
        word in PREPOSITIONS | SUBORDINATORS
        or word.endswith("ing")
        or is_time(s, token)
        or (word.endswith("ed") and not s.capital[token])
    ) and word not in SPEAKER_NOUNS


def can_mean(s: Sentence, speaker: Speaker) -> bool:
    """Whether the phrase names or describes somebody, or a paper, that speaks; “the plan” and “deaths” do not."""
    place = head_of(s, speaker.first, speaker.behind)
    if any(first <= place < s.names[first][0] for first in range(speaker.first, place + 1) if first in s.names):
        return True
    head = s.low[place]
    return head in PRONOUNS or head in INDEFINITE or is_speaker_noun(head) or s.capital[speaker.behind - 1]
