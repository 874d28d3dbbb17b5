"""Verbs in the passive: “was quoted as saying”, “was told by X that”, “confirmed by X”, “is said to have left”."""

from __future__ import annotations

from casefile.extract.attributions.chains import interview_relay, relay
from casefile.extract.attributions.contents import complement, stretch_before, stretch_behind
from casefile.extract.attributions.cues import Cue
from casefile.extract.attributions.phrases import (
    is_break,
    opens_phrase,
    phrase_ending,
    phrase_starting,
)
from casefile.extract.attributions.sentence import Sentence
from casefile.extract.attributions.sources import PAPERS, SAYING, content_stop
from casefile.extract.attributions.speakers import Speaker, can_mean, speaker_before
from casefile.extract.attributions.statement import Said, Scene
from casefile.extract.attributions.words import (
    ACCUSING,
    CALLING,
    CLAIM_NOUNS,
    DETERMINERS,
    DISMISSING,
    IDENTIFYING,
    NEED_HEARER,
    SPEECH,
    VERBS,
    WITH_PHRASE,
)
from casefile.extract.word_lists import word_list

_IMPERSONAL = word_list("reveal disclose suggest rumour hint explain conclude predict")
COURTS = word_list("court jury jurors inquest inquiry tribunal trial hearing judge magistrates")
_WITH_AGENT = WITH_PHRASE | DISMISSING | ACCUSING | IDENTIFYING | CALLING
_HIDDEN = word_list("say report allege believe think claim estimate suspect fear understand rumour rumor")


def passive(scene: Scene, cue: Cue) -> Said | None:
    """“was quoted as saying”, “was told by X that”, “was confirmed by X”, “is said to have”, “it is alleged that”."""
    s = scene.s
    if s.quoted[cue.first]:
        return None
    floor = scene.floor(cue.first)
    if cue.verb in ("quote", "cite") or (
        cue.verb == "report" and s.low[cue.behind : cue.behind + 2] == ["as", "saying"]
    ):
        return _quoted(scene, cue, floor)
    words = f"“{s.words(cue.first, cue.behind)}”"
    following = s.low[cue.behind] if cue.behind < len(s) else ""
    agent = cue.behind + 1 if following == "by" else 0
    if agent:
        behind = phrase_starting(s, agent, len(s))
        speaker = Speaker(agent, behind)
        if behind == agent or not (can_mean(s, speaker) or cue.verb in NEED_HEARER):
            return None
        if s.low[agent] in ("letter", "phone", "e-mail", "email", "telephone", "post", "text"):
            return None
        if cue.verb in DISMISSING and not any(word in CLAIM_NOUNS for word in s.low[floor : cue.first]):
            return None
        if cue.verb not in WITH_PHRASE | NEED_HEARER | ACCUSING | DISMISSING | _HIDDEN | {"warn"}:
            return None
        if cue.verb in ACCUSING or cue.verb in NEED_HEARER or s.low[behind : behind + 1] in (["that"], ["to"]):
            content = stretch_behind(s, scene.quotations, behind, content_stop(scene, behind))
            if cue.verb in ACCUSING:
                content = (s.starts[floor], content[1])
        else:
            content = stretch_before(s, scene.quotations, floor, cue.first)
        return scene.add(speaker, (cue.first, cue.behind), content, cue.polarity, words)
    if cue.verb in ACCUSING:
        return _accused_in(scene, cue, floor)
    if cue.polarity == "unconfirmed":
        content = stretch_before(s, scene.quotations, floor, cue.first)
        return scene.add(None, (cue.first, cue.behind), content, cue.polarity, words)
    said = _said_behind(s, cue)
    if said is not None:
        return spoken_by_subject(scene, said)
    if cue.verb in NEED_HEARER and following == "that":
        content = stretch_behind(s, scene.quotations, cue.behind, content_stop(scene, cue.behind))
        return scene.add(None, (cue.first, cue.behind), content, "assert", f"{words}, speaker hidden")
    hidden = following == "to" and cue.verb in _HIDDEN and not _is_told(s, cue.behind + 1)
    impersonal = (
        following == "that"
        and cue.verb in SPEECH | _HIDDEN | _IMPERSONAL
        and s.low[cue.first - 1 : cue.first] == ["it"]
    )
    if not hidden and not impersonal:
        return None
    end = next(
        (each for each in range(cue.behind, len(s)) if s.low[each] in (",", ";") and _speaks_next(s, each)), len(s)
    )
    begun = floor if hidden else cue.behind
    content = stretch_behind(s, scene.quotations, cue.behind, end)
    if hidden and cue.first > begun:
        content = (s.starts[begun], content[1])
    return scene.add(None, (cue.first, cue.behind), content, "assert", f"{words}, speaker hidden")


def _said_behind(s: Sentence, cue: Cue) -> Cue | None:
    """“is reported to have said”: the subject says it, on nobody's word that is named."""
    if s.low[cue.behind : cue.behind + 2] != ["to", "have"] or cue.behind + 2 >= len(s) or cue.verb not in _HIDDEN:
        return None
    verb = VERBS.get(s.low[cue.behind + 2])
    if verb is None or verb[1] != "past" or verb[0] not in SPEECH:
        return None
    return Cue(cue.first, cue.behind + 3, verb[0], "past", "active", "deny" if verb[0] == "deny" else "assert")


def spoken_by_subject(scene: Scene, cue: Cue) -> Said | None:
    """The attribution of such a cue."""
    s = scene.s
    floor = scene.floor(cue.first)
    speaker = speaker_before(s, cue.first, max([floor, *(place for place in scene.reached if place <= cue.first)]))
    if speaker is None:
        return None
    what = complement(s, cue)
    if what.kind in ("end", "comma"):
        content = stretch_before(s, scene.quotations, floor, speaker.first)
    else:
        content = stretch_behind(s, scene.quotations, what.start, content_stop(scene, what.start))
    rule = f"“{s.words(cue.first, cue.behind)}”"
    return scene.add(speaker, (cue.first, cue.behind), content, cue.polarity, rule)


def _is_told(s: Sentence, token: int) -> bool:
    """“reported to the police”: whom it was told, no verb."""
    return token >= len(s) or s.capital[token] or token in s.names or opens_phrase(s, token)


def _speaks_next(s: Sentence, comma: int) -> bool:
    following = s.low[comma + 1] if comma + 1 < len(s) else ""
    return (
        following == "according"
        or following in ("but", "while")
        or VERBS.get(following, ("", ""))[1] in ("past", "third")
    )


def _quoted(scene: Scene, cue: Cue, floor: int) -> Said | None:
    """“X was quoted (by Y) as saying (by Y) that …”."""
    s = scene.s
    via, token, said = "", cue.behind, cue.behind
    if token < len(s) and s.low[token] == "by":
        behind = phrase_starting(s, token + 1, len(s))
        via, token = relay(s, token + 1, behind) or s.words(token + 1, behind), behind
    if token < len(s) and s.low[token] in ("in", "on", "at"):
        token = next((each for each in range(token, min(len(s), token + 10)) if s.low[each] == "as"), token)
    if token + 1 < len(s) and s.low[token] == "as" and s.low[token + 1] in SAYING:
        token += 2
        said = token
    elif not via:
        return None
    if token < len(s) and s.low[token] == "by":
        behind = phrase_starting(s, token + 1, len(s))
        via, token = relay(s, token + 1, behind) or s.words(token + 1, behind), behind
    reached = max([floor, *(place for place in scene.reached if place <= cue.first)])
    speaker = speaker_before(s, cue.first, reached)
    if speaker is None:
        return None
    via = via or interview_relay(s, cue.behind, cue.behind, len(s))
    ended = (
        token >= len(s) or s.low[token] in (".", "”") or (s.low[token] == "," and s.low[token + 1 : token + 2] != ["“"])
    )
    ended = ended or (
        s.low[token] in ("in", "on", "at") and speaker.first > floor and s.low[speaker.first - 1] in (",", "”")
    )
    if ended:
        content = stretch_before(s, scene.quotations, floor, speaker.first)
    elif said == cue.behind:
        return None
    else:
        content = stretch_behind(s, scene.quotations, token + (s.low[token] in (",", ":")), content_stop(scene, token))
    scene.reached.append(token)
    return scene.add(speaker, (cue.first, said), content, "assert", "“quoted as saying”", via)


def _accused_in(scene: Scene, cue: Cue, floor: int) -> Said | None:
    """“In human rights reports, its forces have been accused of …”: the papers accuse."""
    s = scene.s
    if not (s.low[floor] == "in" and s.low[cue.behind : cue.behind + 1] in (["of"], ["for"])):
        return None
    stop = phrase_starting(s, floor + 1, cue.first)
    if stop + 1 >= len(s) or s.low[stop] != "," or not any(word in PAPERS for word in s.low[floor + 1 : stop]):
        return None
    content = stretch_behind(s, scene.quotations, stop + 1, content_stop(scene, stop + 1))
    return scene.add(Speaker(floor + 1, stop), (cue.first, cue.behind), content, "assert", "accused in papers")


def by_whom(scene: Scene, cue: Cue) -> Said | None:
    """“a claim denied by Kyiv”, “identified by police as Jonas Berg”: a participle and its agent."""
    s = scene.s
    first = cue.behind + 1
    if s.low[cue.behind : first] != ["by"] or cue.behind - cue.first > 2 or s.quoted[cue.first]:
        return None
    behind = phrase_starting(s, first, len(s))
    speaker = Speaker(first, behind)
    if behind == first or not can_mean(s, speaker) or cue.verb not in _WITH_AGENT:
        return None
    floor = scene.floor(cue.first)
    rule = f"“{s.low[cue.behind - 1]} by”"
    before = s.low[cue.first - 1] if cue.first else ""
    if cue.verb in ACCUSING | IDENTIFYING | CALLING:
        if s.low[behind : behind + 1] not in (["of"], ["as"], ["for"]):
            return None
        subject = phrase_ending(s, cue.first - (before == ","), floor)
        start = subject[0] if subject else behind
        end = next((token for token in range(behind, len(s)) if s.low[token] in (",", ";")), len(s))
        content = stretch_behind(s, scene.quotations, start, end)
    elif before == "as":
        content = stretch_before(s, scene.quotations, floor, cue.first - 1)
        if content[0] >= content[1] and s.low[behind : behind + 1] == [","]:
            content = stretch_behind(s, scene.quotations, behind + 1, content_stop(scene, behind + 1))
    else:
        subject = phrase_ending(s, cue.first - (before == ","), max(floor, cue.first - 12))
        start = (
            subject[0]
            if subject
            else next(
                (
                    token
                    for token in range(cue.first - 1, max(floor, cue.first - 8) - 1, -1)
                    if s.low[token] in DETERMINERS
                ),
                cue.first,
            )
        )
        content = stretch_behind(s, scene.quotations, start, cue.first)
    return scene.add(speaker, (cue.first, cue.behind), content, cue.polarity, rule)


def heard(scene: Scene, token: int) -> Said | None:
    """“The court heard that …”, “…, a jury has heard”: the speaker is hidden, or stands behind “from”."""
    s = scene.s
    first = token - (token > 0 and s.low[token - 1] in ("has", "have", "had"))
    if s.quoted[token] or not first or s.low[first - 1] not in COURTS:
        return None
    behind, speaker = token + 1, None
    if s.low[behind : behind + 1] == ["from"]:
        behind = phrase_starting(s, token + 2, len(s))
        speaker = Speaker(token + 2, behind)
        if behind == token + 2 or not can_mean(s, speaker):
            return None
    rule = f"“{s.low[token]}” in court"
    if s.low[behind : behind + 1] == ["that"]:
        content = stretch_behind(s, scene.quotations, behind, content_stop(scene, behind))
        return scene.add(speaker, (first, token + 1), content, "assert", rule)
    court = next((each for each in range(first - 1, max(-1, first - 6), -1) if s.low[each] == ","), None)
    if speaker is None and court is not None and (behind >= len(s) or is_break(s, behind)):
        content = stretch_before(s, scene.quotations, scene.floor(token), court)
        return scene.add(None, (first, token + 1), content, "assert", rule)
    return None
