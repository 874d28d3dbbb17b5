"""What a speaker says at an active verb: behind it, in front of it, or on both sides of the speaker."""

from __future__ import annotations

from casefile.extract.attributions.chains import relay
from casefile.extract.attributions.contents import (
    Complement,
    stretch_before,
    stretch_behind,
)
from casefile.extract.attributions.cues import Cue
from casefile.extract.attributions.phrases import head_of, is_dash, is_time, phrase_starting
from casefile.extract.attributions.sentence import Sentence
from casefile.extract.attributions.speakers import (
    Speaker,
)
from casefile.extract.attributions.statement import Scene, Stretch
from casefile.extract.attributions.words import (
    ACCUSING,
    ADVERBS,
    AUXILIARIES,
    CLAIM_NOUNS,
    CLAUSAL,
    DISMISSING,
    FINITE,
    HOLDING,
    LOST_CAUSES,
    NEED_HEARER,
    PREPOSITIONS,
    QUOTING,
    RELATIVE,
    SPEECH,
    SUBORDINATORS,
    VERBS,
    WITH_PHRASE,
)

_CLAIMABLE = frozenset(
    "responsibility credit innocence ignorance immunity involvement success attack attacks bombing killing killings "
    "assault raid shooting hack capture seizure control downing destruction".split()
)
_ACCOUNTS = frozenset(
    "loss losses profit profits earnings revenue revenues sales income turnover results findings progress".split()
)
_TALES = frozenset("story stories tale tales truth lie lies joke jokes something anything nothing".split())
_FINDERS = frozenset(
    "study report survey poll investigation inquiry audit analysis review researchers scientists investigators court "
    "judge jury panel commission watchdog auditors polls studies surveys findings records pictures images documents "
    "figures data footage video photographs papers minutes evidence emails results".split()
)
_CONCESSIONS = frozenset("although though while if when because unless until once since despite".split())
# Verbs that may stand behind what is said without a quotation: “The bridge is closed, he noted.”
MAY_STAND_BEHIND = SPEECH | frozenset(
    "add inform observe conclude note report write estimate predict believe reveal disclose recall declare "
    "complain".split()
)
_WITH_TO = frozenset("claim tell vow pledge promise threaten warn urge profess".split())
_QUOTERS = frozenset("quote cite".split())
_ENDS = frozenset({"comma", "end"})


def said_content(scene: Scene, cue: Cue, speaker: Speaker, what: Complement) -> Stretch | None:
    """What the speaker says, or None where the words behind the cue are nothing that is said."""
    s, verb, kind = scene.s, cue.verb, what.kind
    floor = scene.floor(cue.first)
    reports_on = verb == "report" and s.low[cue.behind : cue.behind + 1] == ["on"] and cue.behind + 1 < len(s)
    if reports_on and not is_time(s, cue.behind + 1):
        return None
    behind = clause_end(scene, what.start)
    if cue.first and s.low[cue.first - 1] in RELATIVE and kind != "quote":
        behind = next((token for token in range(what.start, behind) if s.low[token] == ","), behind)
    before = s.low[speaker.first - 1] if speaker.first else ""
    if before == "what" and kind not in ("that", "comma") and verb in SPEECH:
        return stretch_behind(s, scene.quotations, cue.behind, behind)
    closed = bool(speaker.first) and before == "”" and floor < speaker.first
    if kind in _ENDS or (closed and kind not in ("quote", "that", "colon")):
        return _content_in_front(scene, cue, speaker, floor, what)
    if before in RELATIVE and kind == "prep" and verb in SPEECH | ACCUSING | HOLDING:
        comma = next((token for token in range(cue.behind, behind) if s.low[token] == ","), behind)
        return stretch_behind(s, scene.quotations, cue.behind, comma)
    if verb in ACCUSING:
        return stretch_behind(s, scene.quotations, cue.behind, behind) if _blames(scene, cue, behind) else None
    if verb in DISMISSING:
        return stretch_behind(s, scene.quotations, cue.behind, behind)
    if kind == "quote" or (kind == "colon" and verb in SPEECH | CLAUSAL | QUOTING):
        start, end = stretch_behind(s, scene.quotations, what.start + (kind == "colon"), behind)
        if cue.mood == "active" and in_front(scene, speaker) and s.low[speaker.first - 1] == "”":
            start = min(start, stretch_before(s, scene.quotations, floor, speaker.first)[0])
        if end - start < 3:
            return _introduced(scene)
        return start, end
    if verb in QUOTING:
        return None
    if verb in NEED_HEARER and what.hearer and s.low[what.hearer[1] - 1] in _TALES:
        return None
    fits = (
        kind == "that"
        or (kind == "clause" and verb not in ("agree", "find", "show", "continue"))
        or (kind == "clause" and verb in ("find", "show") and _head(scene, speaker) in _FINDERS)
        or (kind == "phrase" and verb in ("show", "suggest", "indicate") and _head(scene, speaker) in _FINDERS)
        or (kind == "wh" and verb in SPEECH | {"reveal", "show", "recount", "note", "recall", "remember"})
        or (kind == "to" and verb in _WITH_TO)
        or (kind == "phrase" and verb in WITH_PHRASE and _is_said(scene, cue, what))
        or (kind == "phrase" and verb in NEED_HEARER and what.start > cue.behind)
        or (kind == "prep" and (verb in ("warn", "complain") or (verb in NEED_HEARER and what.start > cue.behind)))
        or (kind == "prep" and verb == "speak" and s.low[what.start] == "of")
        or (kind == "prep" and cue.polarity == "unconfirmed")
        or (kind == "prep" and verb in ("deny", "admit") and s.low[what.start] in ("having", "being"))
        or (verb == "tell" and s.low[cue.behind] == "of" and not what.hearer)
        or (kind == "prep" and verb in SPEECH and s.low[what.start] in _CONCESSIONS)
    )
    if kind == "prep" and s.low[what.start] in ("as", "so", "and") and verb == "say":
        fits = in_front(scene, speaker)
        return _content_in_front(scene, cue, speaker, floor, what) if fits else None
    return stretch_behind(s, scene.quotations, what.start, behind) if fits else None


def _head(scene: Scene, speaker: Speaker) -> str:
    return scene.s.low[head_of(scene.s, speaker.first, speaker.behind)]


def _is_said(scene: Scene, cue: Cue, what: Complement) -> bool:
    """Whether a phrase behind “said”, “claimed”, “reported” is what is said: no “goodbye”, no “two lives”."""
    s = scene.s
    reach = s.low[what.start : what.start + 4]
    if cue.verb in ("say", "claim") and any(word in LOST_CAUSES for word in reach[:3]):
        return False
    if cue.verb == "claim" and not any(word in _CLAIMABLE for word in reach):
        return False
    if cue.verb == "report" and any(word in _ACCOUNTS for word in s.low[what.start : what.start + 8]):
        return False
    return not (cue.verb == "report" and s.low[cue.behind] in ("to", "for", "back", "directly", "on", "from"))


def _blames(scene: Scene, cue: Cue, behind: int) -> bool:
    s = scene.s
    end = phrase_starting(s, cue.behind, behind)
    if cue.behind < len(s) and s.low[cue.behind] in ("him", "them", "us", "me", "her"):
        end = max(end, cue.behind + 1)
    return end > cue.behind


def _introduced(scene: Scene) -> Stretch | None:
    """The quotation that opens the next line behind a colon at the sentence's end."""
    s = scene.s
    following = scene.quotations.after(s.ended)
    if following is None or s.text[s.ended : following.start].strip():
        return None
    return following.start, following.end


def _content_in_front(scene: Scene, cue: Cue, speaker: Speaker, floor: int, what: Complement) -> Stretch | None:
    s = scene.s
    token = speaker.first
    if speaker.aside is not None and speaker.aside[0] < token:
        token = speaker.aside[0]
    before = s.low[token - 1] if token else ""
    if before in ("which", "that") and token > 2 and s.low[token - 2] == "," and what.kind == "end":
        return stretch_before(s, scene.quotations, floor, token - 2)
    if before == "so" and token > 3 and s.low[token - 3 : token - 1] == [",", "or"]:
        return stretch_before(s, scene.quotations, floor, token - 3)
    if before == "as" and token > 1:
        content = stretch_before(s, scene.quotations, floor, token - 1)
    elif before == "as":
        return stretch_behind(s, scene.quotations, what.start + 1, len(s)) if what.start + 1 < len(s) else None
    elif token > 3 and before in CLAIM_NOUNS and s.low[token - 3] == ",":
        content = stretch_before(s, scene.quotations, floor, token - 2)
    elif in_front(scene, speaker) or s.low[token - 1] == "," or (token == floor == 0 and what.kind == "end"):
        content = stretch_before(s, scene.quotations, floor, token)
    else:
        return None
    if content[0] >= content[1] or _is_mere_lead(s, content):
        return None
    if cue.verb not in MAY_STAND_BEHIND and before not in ("”", "?", "!") and token and s.text[content[0]] not in '“"':
        return None
    return on_both_sides(scene, content, what.start)


def on_both_sides(scene: Scene, content: Stretch, token: int) -> Stretch:
    """“A,” X said, “B”, and “The barge, X said, had left”: what is said goes on behind the speaker."""
    s = scene.s
    if token + 1 >= len(s) or s.low[token] not in (",", ":", "—", "–") or content[0] >= content[1]:
        return content
    following = s.low[token + 1]
    if following == "“":
        return content[0], stretch_behind(s, scene.quotations, token + 1, len(s))[1]
    broken = s.low[_last_before(s, content)] in AUXILIARIES | PREPOSITIONS | {"that", "the"}
    if (following in AUXILIARIES or broken) and content[0] >= s.begun:
        return content[0], s.ended
    return content


def _is_mere_lead(s: Sentence, content: Stretch) -> bool:
    """“In addition to plays, he wrote for the radio”: what stands in front is no clause."""
    tokens = [token for token in range(len(s)) if content[0] <= s.starts[token] < content[1]]
    if not tokens or content[0] < s.begun or s.text[content[0]] in "“\"‘'":
        return False
    words = [s.low[token] for token in tokens]
    leads = words[0] in PREPOSITIONS | SUBORDINATORS or words[0].endswith("ing")
    return leads and not any(word in AUXILIARIES or word in FINITE or word.endswith("ed") for word in words)


def _last_before(s: Sentence, content: Stretch) -> int:
    """The last word of a stretch of this sentence, as a token."""
    return max(
        (token for token in range(len(s)) if s.ends[token] <= content[1] and s.low[token][0].isalnum()), default=0
    )


def clause_end(scene: Scene, start: int) -> int:
    """Where what is said ends: at a turn to another speaker, at “, adding that”, or with the sentence."""
    s = scene.s
    for turn in scene.turns:
        if turn > start and any(turn <= place < turn + 30 for place in scene_cues(scene)):
            return turn - 1
    for token in range(start + 1, len(s) - 1):
        if s.low[token] == "," and not s.quoted[token]:
            following = s.low[token + 1]
            verb = VERBS.get(following)
            if verb is not None and verb[1] == "ing" and (verb[0] in SPEECH | CLAUSAL | _QUOTERS):
                return len(s) if _is_inserted(s, token) else token
            if following == "according":
                return len(s) if _is_inserted(s, token) else token
        elif s.low[token] in ("and", "but") and not s.quoted[token]:
            place = token + 1
            while place < len(s) - 1 and s.low[place] in ADVERBS:
                place += 1
            verb = VERBS.get(s.low[place])
            if verb is None or verb[1] not in ("past", "third") or place + 1 >= len(s):
                continue
            opens = s.low[place + 1] in ("that", "“", "it", "he", "she", "they", "the", ":")
            if verb[0] in SPEECH or (verb[0] in CLAUSAL and opens):
                return token
    return len(s)


def _is_inserted(s: Sentence, comma: int) -> bool:
    """“the insurer, citing forged papers, had left”: what is said goes on behind the insertion."""
    closed = next((each for each in range(comma + 2, min(len(s) - 1, comma + 16)) if s.low[each] == ","), None)
    if closed is None:
        return False
    opens = s.low[comma + 1] == "according" and s.low[comma - 1] in ("that", "and", "but")
    return s.low[closed + 1] in AUXILIARIES or opens


def scene_cues(scene: Scene) -> list[int]:
    """The tokens of the sentence that could be another speaker's verb."""
    return [token for token, word in enumerate(scene.s.low) if word in VERBS or word == "according"]


def told_last(scene: Scene, cue: Cue, what: Complement) -> tuple[str, int]:
    """“confirmed the death to X”, “confirmed the information for X”: the relay, and where what is said ends."""
    s = scene.s
    if cue.verb not in ("confirm", "deny", "say", "admit", "reveal", "disclose", "acknowledge", "explain"):
        return "", 0
    for token in range(what.start, len(s)):
        if s.low[token] in ("to", "for") and token > what.start and not s.quoted[token]:
            behind = phrase_starting(s, token + 1, len(s))
            if (
                behind > token + 1
                and (behind >= len(s) or s.low[behind] in (".", ",", ";", "on"))
                and what.kind == "phrase"
            ):
                found = relay(s, token + 1, behind)
                if found and (token + 1 in s.names or token + 2 in s.names or s.low[token + 1] != "the"):
                    return found, s.starts[token]
    return "", 0


def in_front(scene: Scene, speaker: Speaker) -> bool:
    """Whether what is said stands before the speaker: behind a comma, a quotation or a dash."""
    s = scene.s
    before = speaker.first - 1
    return before >= 0 and (s.low[before] in (",", "”", "?", "!", "…") or is_dash(s, before))
