"""Through whom a statement came: interviews, outlets that were told, and those who quote somebody."""

from __future__ import annotations

from casefile.domain.kinds import Kind
from casefile.extract.attributions.phrases import is_break, phrase_starting
from casefile.extract.attributions.sentence import Sentence
from casefile.extract.attributions.words import DETERMINERS
from casefile.extract.word_lists import word_list

OUTLETS = word_list(
    """
    reuters ap afp bbc cnn tass interfax cbs nbc abc fox itv npr pbs msnbc bloomberg aljazeera jazeera xinhua dpa upi rt
    ria novosti efe ansa kyodo yonhap kcna ntb vg ritzau tt pti ani irna mehr tasnim fars sana wafa anadolu ukrinform
    unian meduza spiegel bild welt politico axios vox wsj guardian times post telegraph mirror tribune herald gazette
    courier journal observer chronicle examiner inquirer independent news radio tv television press daily weekly
    newspaper magazine newswire wikinews broadcasting broadcaster dagens nrk svt yle nos rtl rte sky c-span politiken
    globe bugle argus echo dispatch standard
    """
)
_MEDIA = word_list(
    """
    television tv radio newspaper newspapers paper agency media broadcaster magazine channel daily weekly outlet outlets
    station website tabloid programme program podcast network portal site newswire
    """
)
_INSTITUTIONS = word_list(
    """
    council parliament congress court committee commission assembly senate police ministry army government union
    conference forum un nato eu u.n house cabinet duma knesset bundestag rada summit commons lords tribunal nations
    department agency office board university party embassy
    """
)
_PAPERS = word_list("statement comments remarks email e-mail message")
_CARRIED = word_list("carried published broadcast aired released quoted cited")


def relay(s: Sentence, first: int, behind: int) -> str:
    """The outlet that the phrase names or describes; empty for anybody else, who merely hears."""
    if first >= behind:
        return ""
    for token in range(first, behind):
        if token not in s.names:
            continue
        stop, name = s.names[token]
        words = s.low[token:stop]
        known = any(word.removesuffix("’s") in OUTLETS for word in words)
        if known or (name.kind is Kind.ORGANIZATION and not any(word in _INSTITUTIONS for word in words)):
            return " ".join(name.span.of(s.text).split())
    head = s.low[behind - 1]
    unnamed = [s.capital[token] and s.low[token] not in _INSTITUTIONS for token in range(first + 1, behind)]
    if s.low[first] == "the" and unnamed and all(unnamed) and not any(each in s.names for each in range(first, behind)):
        return s.words(first + (not s.capital[first]), behind)
    if any(s.capital[token] and s.low[token] in OUTLETS for token in range(first, behind)):
        start = first + (s.low[first] == "the" and behind - first > 1)
        return s.words(start, behind)
    if s.words(first, behind).lower() in ("the media", "the press", "media", "the agency", "the network"):
        return ""
    if head in _MEDIA and not (head == "agency" and "news" not in s.low[first:behind]):
        start = first + (s.low[first] == "the" and behind - first > 1 and not s.capital[first] and behind - first > 2)
        return s.words(start, behind)
    return ""


def interview_relay(s: Sentence, floor: int, cue: int, behind: int) -> str:
    """The outlet of “in an interview with X”, “speaking to X”, “in remarks carried by X” between two tokens.

    “On state television” counts behind the cue only: soldiers who appear there may speak elsewhere.
    """
    for token in range(floor, behind - 1):
        if s.quoted[token]:
            continue
        word, following = s.low[token], s.low[token + 1]
        start = 0
        if word in ("interview", "interviews"):
            found = _named_within(s, token, behind)
            if found:
                return found
        elif word in _PAPERS:
            start = token + 2 if following == "to" else 0
        elif word in ("speaking", "talking"):
            start = token + 2 if following in ("to", "with", "on") else 0
        elif word in _CARRIED:
            start = token + 2 if following in ("by", "on", "in") else 0
        elif word == "on" and cue < token:
            start = token + 1 if following in ("state", "national", "public", "local") else 0
        found = relay(s, start, phrase_starting(s, start, behind)) if start else ""
        if found:
            return found
    return ""


def _named_within(s: Sentence, interview: int, behind: int) -> str:
    """The outlet behind “interview with”, “interview for”, “interview on”, or in front: “a BBC interview”."""
    token = interview + 1
    while token < behind and token < interview + 8 and not is_break(s, token):
        if s.low[token] in ("with", "to", "for", "by", "on", "in"):
            found = relay(s, token + 1, phrase_starting(s, token + 1, behind))
            if found:
                return found
        token += 1
    first = interview
    while first > 0 and interview - first < 6 and s.low[first - 1] not in DETERMINERS and not is_break(s, first - 1):
        first -= 1
    named = s.name_ending(interview)
    if named is not None and named[1].kind is Kind.ORGANIZATION:
        return " ".join(named[1].span.of(s.text).split())
    return ""
