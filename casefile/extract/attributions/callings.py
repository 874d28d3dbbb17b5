"""“X called the claim “wholly untrue””, “X described the raid as “a mistake””: what somebody calls a thing."""

from __future__ import annotations

from casefile.extract.attributions.contents import stretch_behind
from casefile.extract.attributions.cues import Cue
from casefile.extract.attributions.phrases import phrase_starting
from casefile.extract.attributions.quoting import speaker_floor
from casefile.extract.attributions.saying import clause_end
from casefile.extract.attributions.speakers import can_mean, speaker_before
from casefile.extract.attributions.statement import Said, Scene
from casefile.extract.attributions.words import CLAIM_NOUNS, PRONOUNS, SUBORDINATORS
from casefile.extract.word_lists import word_list

_FALSE = word_list(
    """
    untrue false baseless unfounded groundless fabricated fabrication fabrications fiction fictitious invented invention
    nonsense absurd lie lies wrong inaccurate incorrect ridiculous fake bogus misleading propaganda provocation rubbish
    slander slanderous defamatory nonsensical laughable
    """
)
_MARKS = "“\"‘'«„"


def called(scene: Scene, cue: Cue) -> Said | None:
    """The attribution of “called”, “described … as”, “branded”, where the word given is quoted or says “false”."""
    s = scene.s
    if s.quoted[cue.first] or cue.behind >= len(s) or cue.form == "base":
        return None
    stop = min(clause_end(scene, cue.behind), cue.behind + 40)
    given = phrase_starting(s, cue.behind, stop)
    if s.low[cue.behind] in ("it", "them", "him", "her"):
        given = cue.behind + 1
    if given == cue.behind or s.low[given - 1] in SUBORDINATORS:
        return None
    named = next((token for token in range(given, min(given + 12, stop)) if s.low[token] == "as"), None)
    if cue.verb == "describe" and named is None:
        return None
    false = any(word in _FALSE for word in s.low[cue.behind : stop])
    quoted = any(s.text[s.starts[token] - 1] in _MARKS or s.low[token] == "“" for token in range(given - 3, stop))
    if not (quoted or false):
        return None
    speaker = speaker_before(s, cue.first, speaker_floor(scene, cue))
    if speaker is None or not can_mean(s, speaker) or s.low[speaker.first] in PRONOUNS - {"he", "she", "they", "it"}:
        return None
    claim = any(word in CLAIM_NOUNS for word in s.low[cue.behind : given])
    polarity = "deny" if false and claim else "assert"
    content = stretch_behind(s, scene.quotations, cue.behind, stop)
    return scene.add(speaker, (cue.first, cue.behind), content, polarity, f"“{s.low[cue.behind - 1]}” it so")
