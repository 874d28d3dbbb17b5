"""Speakers who come through another verb: “Y quoted X as saying”, “…, citing X”, “…, adding that …”."""

from __future__ import annotations

from casefile.extract.attributions.chains import relay
from casefile.extract.attributions.contents import (
    bare,
    complement,
    is_claim,
    stretch_before,
    stretch_behind,
)
from casefile.extract.attributions.cues import Cue
from casefile.extract.attributions.phrases import is_break, is_dash, phrase_starting
from casefile.extract.attributions.saying import clause_end, in_front, said_content
from casefile.extract.attributions.sources import PAPERS, SAYING
from casefile.extract.attributions.speakers import (
    Speaker,
    can_mean,
    main_subject,
    speaker_before,
)
from casefile.extract.attributions.statement import Said, Scene
from casefile.extract.attributions.words import (
    ACCUSING,
    CLAUSAL,
    DISMISSING,
    SPEECH,
    VERIFYING,
)

_QUOTERS = frozenset("quote cite".split())
_ENDS = frozenset({"comma", "end"})


def speaker_floor(scene: Scene, cue: Cue) -> int:
    """Where the words before the cue may hold its speaker: behind the last turn and the last cue before it."""
    return max([scene.floor(cue.first), *(place for place in scene.reached if place <= cue.first)])


def last_source(scene: Scene, cue: Cue) -> Speaker | None:
    """The speaker of the last attribution before the cue in this sentence, as tokens."""
    s = scene.s
    for said in reversed(scene.found):
        if said.source is None or said.cue[0] >= s.starts[cue.first]:
            continue
        first = next((token for token in range(len(s)) if s.starts[token] >= said.source[0]), None)
        if first is None:
            continue
        behind = next((token for token in range(first, len(s)) if s.starts[token] >= said.source[1]), len(s))
        return Speaker(first, behind)
    return None


def quoted_as_saying(scene: Scene, cue: Cue) -> Said | None:
    """“Y quoted X as saying that …”: X speaks, through Y."""
    s = scene.s
    first = cue.behind
    if cue.mood != "active" or first >= len(s) or s.low[first] == "by":
        return None
    behind = first + 1 if s.low[first] in ("him", "them", "her") and s.low[first + 1 : first + 2] == ["as"] else 0
    behind = behind or phrase_starting(s, first, len(s))
    reach = range(behind, min(len(s) - 1, behind + 15))
    as_saying = next((each for each in reach if s.low[each] == "as" and s.low[each + 1] in SAYING), None)
    if behind < len(s) and behind > first and s.low[behind] == ":":
        outlet = speaker_before(s, cue.first, speaker_floor(scene, cue))
        via = (relay(s, outlet.first, outlet.behind) or s.words(outlet.first, outlet.behind)) if outlet else ""
        content = stretch_behind(s, scene.quotations, behind + 1, len(s))
        return scene.add(Speaker(first, behind), (cue.first, cue.behind), content, "assert", "“quoted: …”", via)
    if behind == first or as_saying is None:
        return None
    if as_saying > behind and s.low[behind] not in (",", "who", "(", "in", "on"):
        return None
    source, behind = Speaker(first, behind), as_saying
    outlet = speaker_before(s, cue.first, speaker_floor(scene, cue))
    say = behind + 2
    following = s.low[say] if say < len(s) else "."
    if following in (".", ",", "”") and outlet is not None and in_front(scene, outlet):
        content = stretch_before(s, scene.quotations, scene.floor(cue.first), outlet.first)
    else:
        start = say + (following in (":", ",") and say + 1 < len(s))
        content = stretch_behind(s, scene.quotations, start, clause_end(scene, start))
    via = (relay(s, outlet.first, outlet.behind) or s.words(outlet.first, outlet.behind)) if outlet else ""
    scene.reached.append(say)
    return scene.add(source, (cue.first, cue.behind), content, "assert", "“quoted … as saying”", via)


def reported_on(scene: Scene, cue: Cue) -> Said | None:
    """“…, saying that …”, “…, adding: “…””, “with officials saying …”: the speaker of the clause before."""
    s = scene.s
    before = s.low[cue.first - 1] if cue.first else ""
    if cue.verb in _QUOTERS:
        return _citing(scene, cue)
    what = complement(s, cue)
    if s.quoted[cue.first] or not is_claim(s, cue, what) or what.kind in _ENDS or cue.verb == "speak":
        return None
    floor = scene.floor(cue.first)
    if (
        before in (",", "by", "while", "after", "before", "and", "”", "also")
        or (before and is_dash(s, cue.first - 1))
        or before in PAPERS
    ):
        speaker = last_source(scene, cue) or main_subject(s, floor, cue.first - 1)
    else:
        speaker = _with(scene, cue)
    if speaker is None or (s.low[speaker.first] == "it" and speaker.behind - speaker.first == 1):
        return None
    named = any(token in s.names for token in range(speaker.first, speaker.behind))
    if not (named or can_mean(s, speaker)) or (cue.verb not in SPEECH | CLAUSAL | ACCUSING | DISMISSING | VERIFYING):
        return None
    if before in ("by", "after", "before", "while", "and") and cue.verb not in (
        "say",
        "tell",
        "claim",
        "argue",
        "insist",
    ):
        return None
    content = said_content(scene, cue, speaker, what)
    if content is None:
        return None
    via = relay(s, *what.hearer) if what.hearer else ""
    return scene.add(speaker, (cue.first, cue.behind), content, cue.polarity, f"“{s.low[cue.first]}”", via)


def _with(scene: Scene, cue: Cue) -> Speaker | None:
    """“with officials saying that …”: the phrase between."""
    s = scene.s
    for token in range(cue.first - 1, max(-1, cue.first - 12), -1):
        if is_break(s, token):
            return None
        if s.low[token] == "with" and phrase_starting(s, token + 1, cue.first) == cue.first:
            return Speaker(token + 1, cue.first)
    return None


def _citing(scene: Scene, cue: Cue) -> Said | None:
    """“X reported, citing Y”: what X reports, Y says, through X."""
    s = scene.s
    behind = phrase_starting(s, cue.behind, len(s))
    source = Speaker(cue.behind, behind)
    if cue.behind < len(s) and s.text[s.starts[cue.behind] - 1] in '“"‘':
        return None
    if behind == cue.behind or not can_mean(s, source) or s.quoted[cue.first] or not scene.found:
        return None
    before = [said for said in scene.found if said.cue[0] < s.starts[cue.first]]
    outer = before[-1] if before else scene.found[0]
    if outer.source is None:
        return None
    content = outer.content
    if content[0] <= s.starts[cue.first] < content[1]:
        content = bare(s.text, content[0], s.starts[cue.first])
        if content[1] - content[0] < 2:
            return None
        outer.content = content
    words = outer.who.words if outer.who else ""
    for token in range(len(s)):
        if s.starts[token] >= outer.source[0] and s.ends[token] <= outer.source[1] and token in s.names:
            words = " ".join(s.names[token][1].span.of(s.text).split())
            break
    return scene.add(source, (cue.first, cue.behind), content, "assert", f"“{s.low[cue.first]}”", words)
