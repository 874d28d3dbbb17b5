"""Whether the words around a date look back or ahead: the verb that governs it decides, as a reader would.

A date behind its verb belongs to the last verb before it (“said on Tuesday that the court will rule”), one that opens
its clause to the first verb behind it (“On Wednesday they are to travel”).
"""

from __future__ import annotations

import re

from casefile.domain.span import Span
from casefile.extract.word_lists import word_list

PAST, FUTURE, UNTOLD = "past", "future", ""
# “was due on Sunday”: ahead, unless what follows tells how it came out.
_PLANNED = "planned"
_NEAR, _REACH_BACK, _REACH_AHEAD = 100, 260, 160
_WORD = re.compile(r"[A-Za-z]{1,20}(?:[’'][a-z]{1,2})?")
_OPENS_CLAUSE = re.compile(
    r"(?:\A|[,;:–—(“\"‘]|(?<![^\W_])(?:and|but|while|then|that|when|which|who|as|so|because|although|where))"
    r"\s*(?:(?:early|late|later|only|also|and|but)\s+)?(?:(?:on|in|by|from|at|during|over|until|before|after|the)\s+){0,2}\Z",
    re.IGNORECASE,
)
_WILL = word_list("will shall won't won’t he'll he’ll she'll she’ll they'll they’ll it'll it’ll we'll we’ll i'll i’ll")
_MODALS = word_list("would may might could should must can")
_FORWARD = word_list(
    """
    expected scheduled due set slated planned plans plan planning likely going intends intend hopes hope vowed vows
    pledged pledges promised promises agreed agrees ordered wants want threatened threatens is are was were am have has
    invited prepares preparing aims about ready obliged required supposed hoping
    """
)
# “scheduled for Friday”, “due on Friday”, “ahead of Friday's vote”.
_FORWARD_NOUNS = word_list("expected scheduled due slated planned set upcoming forthcoming coming deadline")
_BEHIND_FORWARD = word_list("for on in by at from")
_TIMETABLE = word_list(
    """
    begins starts opens ends closes launches runs meets arrives leaves expires resumes returns votes convenes departs
    kicks visits hosts faces
    """
)
_IRREGULAR = word_list(
    """
    was were had did said told came went took made found fell felt left began met saw shot held hit struck broke won
    lost gave got became sent spent kept led fought brought bought caught built ran rose wrote spoke drove flew stood
    knew grew drew threw blew chose froze stole wore bore tore swore sank sang rang drank swam dealt meant heard sold
    paid laid lay sat slept swept wept fled bled fed sought taught thought dug hung stuck sprang spun swung bound
    ground wound shook forgot forgave withdrew overthrew overtook undertook underwent arose awoke beat bent bit been
    done gone seen taken given shown known born killed died ended put cut seized has have
    """
)
_NO_PAST = word_list(
    """
    need speed indeed hundred red bed united feed seed proceed exceed succeed breed shed sacred naked hatred
    wicked aged armed embed creed greed weed
    """
)


_FUTURE_WORDS = _WILL | _TIMETABLE
_TELLING = _FUTURE_WORDS | _FORWARD | _FORWARD_NOUNS | _MODALS | _IRREGULAR | {"ahead"}


def tense(text: str, sentence: Span, start: int, end: int) -> str:
    """``past``, ``future``, or empty where no verb of the sentence tells, for the date at ``text[start:end]``."""
    near = max(sentence.start, start - _NEAR)
    before = text[near:start]
    if before.rstrip()[-6:].lower().endswith("since"):
        return PAST
    if _OPENS_CLAUSE.search(before[-40:]):
        opening = _first(text[end : min(sentence.end, end + _REACH_AHEAD)])
        if opening:
            return opening
    told = _last(before)
    if told == _PLANNED:
        return PAST if _first(text[end : min(sentence.end, end + _NEAR)]) == PAST else FUTURE
    if told:
        return told
    # The verb is rarely far away; only where it is, the longer stretch is read.
    far = max(sentence.start, start - _REACH_BACK)
    behind = text[end : min(sentence.end, end + _REACH_AHEAD)]
    # “a 5 May promise that the army will leave”: what is promised does not date the promise.
    told = (_last(text[far:start]) if far < near else UNTOLD) or _first(behind.partition(" that ")[0])
    return FUTURE if told == _PLANNED else told


def _last(words: str) -> str:
    found = _WORD.findall(words)
    for place in range(len(found) - 1, -1, -1):
        word = found[place]
        if (word in _TELLING or word.endswith("ed")) and (cue := _cue(found, place)):
            return _PLANNED if cue == FUTURE and found[place - 1 : place] in (["was"], ["were"], ["been"]) else cue
    return UNTOLD


def _first(words: str) -> str:
    found = _WORD.findall(words)
    for place, word in enumerate(found):
        if (word in _TELLING or word.endswith("ed")) and (cue := _cue(found, place)):
            return cue
    return UNTOLD


def _cue(found: list[str], place: int) -> str:
    """What one word tells; only words in small letters do, since “Will”, “May” and “Mohamed” are names."""
    word, following = found[place], found[place + 1].lower() if place + 1 < len(found) else ""
    if word in _FUTURE_WORDS:
        return FUTURE
    if word in _FORWARD and (following == "to" or (following == "not" and found[place + 2 : place + 3] == ["to"])):
        return FUTURE
    if word in _FORWARD_NOUNS and (not following or following in _BEHIND_FORWARD):
        return FUTURE
    if word == "ahead":
        return FUTURE if following == "of" else UNTOLD
    if word in _MODALS:
        return PAST if following == "have" or (following == "not" and word != "may") else FUTURE
    if word in ("is", "are", "am"):
        return FUTURE if following.endswith("ing") else UNTOLD
    if word in _IRREGULAR or (len(word) > 3 and word.endswith("ed") and word not in _NO_PAST and word.islower()):
        return UNTOLD if _in_infinitive(found, place) else PAST
    return UNTOLD


def _in_infinitive(found: list[str], place: int) -> bool:
    """Whether “released” belongs to “be released” or “will have released”: then the word before it decides."""
    before = [word.lower() for word in found[max(0, place - 2) : place]]
    if before and before[-1].endswith("ly"):
        before.pop()
    return bool(before) and (before[-1] in ("be", "to") or before[-1] in _WILL or before[-1] in _MODALS)
