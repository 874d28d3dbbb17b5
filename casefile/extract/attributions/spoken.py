"""“X said that …”, “…, said X”, “X, a teacher, told Y that …”: a speaker and the active verb."""

from __future__ import annotations

from casefile.extract.attributions.callings import called, identified
from casefile.extract.attributions.chains import interview_relay, relay
from casefile.extract.attributions.contents import (
    Complement,
    complement,
    is_claim,
    stretch_before,
    stretch_behind,
)
from casefile.extract.attributions.cues import Cue
from casefile.extract.attributions.passives import COURTS, by_whom
from casefile.extract.attributions.phrases import head_of, is_dash, opens_phrase, phrase_starting
from casefile.extract.attributions.quoting import last_source, quoted_as_saying, speaker_floor
from casefile.extract.attributions.saying import MAY_STAND_BEHIND, in_front, on_both_sides, said_content, told_last
from casefile.extract.attributions.sources import behind_paper
from casefile.extract.attributions.speakers import (
    Speaker,
    can_mean,
    main_subject,
    speaker_and_comma,
    speaker_before,
    speaker_behind,
)
from casefile.extract.attributions.statement import Said, Scene
from casefile.extract.attributions.words import (
    ACCUSING,
    ALSO_NOUNS,
    ALSO_PARTICIPLES,
    AUXILIARIES,
    BARE,
    CALLING,
    CLAIM_NOUNS,
    DETERMINERS,
    HOLDING,
    IDENTIFYING,
    INDEFINITE,
    NEED_HEARER,
    PREPOSITIONS,
    PRONOUNS,
    SPEECH,
    VERBS,
    WITH_PHRASE,
)

_QUOTERS = frozenset("quote cite".split())
_CLAIMED = (["responsibility"], ["capture"], ["credit"])
_ENDS = frozenset({"comma", "end"})


def spoken(scene: Scene, cue: Cue) -> Said | None:
    """The attribution of an active cue, if its speaker can be told."""
    s = scene.s
    if cue.verb in _QUOTERS:
        return quoted_as_saying(scene, cue)
    if s.low[cue.behind : cue.behind + 1] == ["by"] and cue.form == "past":
        said = by_whom(scene, cue)
        if said is not None or cue.verb not in SPEECH:
            return said
    if cue.verb in CALLING:
        return called(scene, cue)
    if cue.verb in IDENTIFYING:
        return identified(scene, cue)
    what = complement(s, cue)
    if not is_claim(s, cue, what):
        return None
    inside = s.quoted[cue.first]
    turned = _turned(scene, cue) if what.kind != "none" else None
    if turned is not None:
        return turned
    floor = speaker_floor(scene, cue)
    speaker = speaker_before(s, cue.first, floor)
    if speaker is None:
        speaker = _shared(scene, cue, floor)
        if speaker is None and what.kind in ("that", "clause"):
            speaker = speaker_and_comma(s, cue.first, floor) or _dropped(scene, cue, floor)
        if speaker is None:
            return None
    if not _may_speak(scene, cue, speaker, what) or (inside and s.low[speaker.first] in PRONOUNS):
        return None
    if cue.verb == "tell" and s.low[speaker.behind - 1] in COURTS and what.kind in _ENDS and not what.hearer:
        heard = stretch_before(s, scene.quotations, scene.floor(cue.first), speaker.first)
        return scene.add(None, (cue.first, cue.behind), heard, "assert", "“told” in court")
    content = said_content(scene, cue, speaker, what)
    if content is None:
        return None
    speaker = _behind_claim(scene, behind_paper(s, speaker))
    via = relay(s, *what.hearer) if what.hearer else ""
    if not via:
        via, cut = told_last(scene, cue, what)
        content = (content[0], cut) if via else content
    via = via or interview_relay(s, scene.floor(cue.first), cue.first, _upto(scene, cue, what))
    rule = f"“{s.words(cue.first, cue.behind)}”"
    return scene.add(speaker, (cue.first, cue.behind), content, cue.polarity, rule, via)


def _dropped(scene: Scene, cue: Cue, floor: int) -> Speaker | None:
    """“Neighbour heard shouting, says it was midnight”: the subject that opens the clause."""
    s = scene.s
    if cue.first < 2 or s.low[cue.first - 1] != "," or floor != scene.floor(cue.first):
        return None
    speaker = main_subject(s, floor, cue.first - 1)
    return speaker if speaker is not None and can_mean(s, speaker) else None


def _behind_claim(scene: Scene, speaker: Speaker) -> Speaker:
    """“…, a claim Kyiv denied”: Kyiv."""
    low, first = scene.s.low, speaker.first
    if low[first] in ("a", "an", "the") and speaker.behind - first > 2 and low[first + 1] in CLAIM_NOUNS:
        return Speaker(first + 2, speaker.behind) if opens_phrase(scene.s, first + 2) else speaker
    return speaker


def _upto(scene: Scene, cue: Cue, what: Complement) -> int:
    """How far an interview or a relay is looked for: up to what is said; behind what is said, to the end."""
    return len(scene.s) if what.kind in _ENDS else min(what.start, len(scene.s))


def _shared(scene: Scene, cue: Cue, floor: int) -> Speaker | None:
    """The subject of an earlier verb: “X left and said that”, “X denied it and added that”."""
    s = scene.s
    before = cue.first - 1
    while before > 0 and s.low[before] in ("also", "then", "later", "further"):
        before -= 1
    turn = scene.floor(cue.first)
    joined = (before >= 0 and s.low[before] in ("and", "but", "or", "then")) or (0 < turn == cue.first)
    if not joined:
        return None
    begun = scene.floor(max(0, turn - 2)) if turn == cue.first else turn
    earlier = last_source(scene, cue)
    if earlier is not None and earlier.first >= begun:
        return earlier
    return main_subject(s, begun, before)


def _turned(scene: Scene, cue: Cue) -> Said | None:
    """“…, said X”: the speaker stands behind the cue."""
    s = scene.s
    if cue.form in ("base", "ing") and cue.verb != "say":
        return None
    if cue.verb in NEED_HEARER and (cue.verb == "tell" or cue.form != "third"):
        return _told_round(scene, cue)
    before = cue.first - 1
    opens = before < 0 or s.low[before] in (",", "”") or is_dash(s, before)
    loose = before >= 0 and s.low[before] != "”" and cue.verb not in MAY_STAND_BEHIND
    if not opens or loose or (cue.form == "base" and cue.behind - cue.first > 1):
        return None
    speaker = speaker_behind(s, cue.behind)
    if speaker is None:
        return None
    floor = speaker_floor(scene, cue)
    begins = scene.floor(cue.first)
    if before >= 0 and s.low[before] != "”":
        left = speaker_before(s, cue.first, floor)
        whole = left is not None and left.first == begins and left.aside is not None and can_mean(s, left)
        if left is not None and (whole or _is_name(scene, left) or _is_named_aside(scene, left)):
            return None
        if before < floor:
            return None
    content = stretch_before(s, scene.quotations, begins, max(before + (before >= 0 and s.low[before] == "”"), 0))
    if content[0] >= content[1] and speaker.behind < len(s) and s.low[speaker.behind] in (":", ","):
        content = stretch_behind(s, scene.quotations, speaker.behind + 1, len(s))
    content = on_both_sides(scene, content, speaker.aside[1] if speaker.aside else speaker.behind)
    via = interview_relay(s, begins, cue.first, len(s))
    return scene.add(speaker, (cue.first, cue.behind), content, cue.polarity, "cue before its speaker", via)


def _told_round(scene: Scene, cue: Cue) -> Said | None:
    """“…, told the man to Radio Vann”, as translations have it: the outlet behind “to” shows who speaks."""
    s = scene.s
    if cue.verb != "tell" or not cue.first or s.low[cue.first - 1] not in (",", "”"):
        return None
    behind = phrase_starting(s, cue.behind, len(s))
    if behind == cue.behind or behind + 1 >= len(s) or s.low[behind] != "to":
        return None
    via = relay(s, behind + 1, phrase_starting(s, behind + 1, len(s)))
    content = stretch_before(s, scene.quotations, scene.floor(cue.first), cue.first)
    if not via:
        return None
    return scene.add(
        Speaker(cue.behind, behind), (cue.first, cue.behind), content, "assert", "cue before its speaker", via
    )


def _is_name(scene: Scene, speaker: Speaker) -> bool:
    s = scene.s
    return all(s.capital[token] for token in range(speaker.first, speaker.behind)) or speaker.first in s.names


def _is_named_aside(scene: Scene, speaker: Speaker) -> bool:
    """“The insurer, Meridian, confirmed this to X”: the subject stands in front, and its name behind it."""
    s = scene.s
    return speaker.aside is not None and s.low[speaker.first] in DETERMINERS and s.capital[speaker.aside[0]]


def _may_speak(scene: Scene, cue: Cue, speaker: Speaker, what: Complement) -> bool:
    s = scene.s
    first = s.low[speaker.first]
    before = s.low[speaker.first - 1] if speaker.first else ""
    if first == "i" and speaker.behind == speaker.first + 1:
        return False
    if first in ("please", "no", "none", "nobody", "neither", "there", "such") or before in ("if", "whether", "unless"):
        return False
    if cue.form == "base" and s.low[speaker.behind - 1].endswith(("’s", "s’")):
        return False
    head = s.low[head_of(s, speaker.first, speaker.behind)]
    alone = speaker.behind - speaker.first == 1
    named = any(token in s.names for token in range(speaker.first, speaker.behind))
    if alone and first in PREPOSITIONS | AUXILIARIES:
        return False
    if cue.form == "base" and cue.first + 1 == cue.behind and not _is_plural(scene, speaker, head):
        return False
    if cue.form == "third" and cue.verb != "say" and first in ("they", "we", "i"):
        return False
    form = s.low[cue.behind - 1]
    clause = what.kind in ("that", "quote", "clause", "colon")
    if cue.verb in HOLDING and (first in ("it", "i", "we") or (first in PRONOUNS and _is_nested(scene, cue))):
        return False
    if form in ALSO_NOUNS and cue.polarity == "assert" and cue.form in ("base", "third"):
        if cue.form == "base" and not _is_plural_word(head) and "and" not in s.low[speaker.first : speaker.behind]:
            return False
        claimable = cue.verb == "claim" and s.low[cue.behind : cue.behind + 1] in (
            ["responsibility"],
            ["capture"],
            ["credit"],
        )
        phrase = claimable or (cue.form == "third" and what.kind == "phrase" and named and cue.verb in WITH_PHRASE)
        plain = speaker.behind - speaker.first < 6 and not PREPOSITIONS.intersection(
            s.low[speaker.first : speaker.behind]
        )
        if not (clause or phrase or (plain and what.kind in _ENDS and in_front(scene, speaker))):
            return False
        if (
            what.start < len(s)
            and s.low[cue.behind] in VERBS
            and VERBS[s.low[cue.behind]][1] in ("past", "third", "base")
        ):
            return False
    if (
        form in ALSO_PARTICIPLES
        and cue.behind - cue.first == 1
        and what.kind not in ("that", "clause")
        and not can_mean(s, speaker)
    ):
        return False
    return not (cue.verb not in SPEECH | ACCUSING and not can_mean(s, speaker) and what.kind not in ("that", "quote"))


def _is_nested(scene: Scene, cue: Cue) -> bool:
    return any(said.content[0] <= scene.s.starts[cue.first] < said.content[1] for said in scene.found)


def _is_plural_word(head: str) -> bool:
    return head in PRONOUNS | BARE | INDEFINITE or (head.endswith("s") and not head.endswith("ss"))


def _is_plural(scene: Scene, speaker: Speaker, head: str) -> bool:
    s = scene.s
    first = s.low[speaker.first]
    if first in ("he", "she", "it", "a", "an", "this", "that", "each", "every", "another"):
        return False
    return (
        head in PRONOUNS | BARE | INDEFINITE
        or head.endswith("s")
        or s.capital[speaker.behind - 1]
        or head in ("men", "women", "people", "police", "children", "media")
        or "and" in s.low[speaker.first : speaker.behind]
    )
