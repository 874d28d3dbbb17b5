"""“X called the claim “wholly untrue””, “X described the raid as “a mistake””: what somebody calls a thing."""

from __future__ import annotations

from casefile.extract.attributions.contents import stretch_behind
from casefile.extract.attributions.cues import Cue
from casefile.extract.attributions.phrases import phrase_starting
from casefile.extract.attributions.quoting import speaker_floor
from casefile.extract.attributions.saying import clause_end
from casefile.extract.attributions.speakers import can_mean, speaker_before
from casefile.extract.attributions.statement import Said, Scene
from casefile.extract.attributions.words import ADVERBS, AUXILIARIES, CLAIM_NOUNS, PRONOUNS, SUBORDINATORS
from casefile.extract.word_lists import word_list

_FALSE = word_list(
    """
    untrue false baseless unfounded groundless fabricated fabrication fabrications fiction fictitious invented invention
    nonsense absurd lie lies wrong inaccurate incorrect ridiculous fake bogus misleading propaganda provocation rubbish
    slander slanderous defamatory nonsensical laughable
    """
)
_COUNTS = word_list("toll number figure cost total damage value price death deaths losses casualties turnout")
_MARKS = "“\"‘'«„"


def called(scene: Scene, cue: Cue) -> Said | None:
    """The attribution of “called”, “described … as”, “branded”, where the word given is quoted or says “false”."""
    s = scene.s
    if s.quoted[cue.first] or cue.behind >= len(s) or cue.form == "base":
        return None
    stop = min(clause_end(scene, cue.behind), cue.behind + 40)
    if cue.verb == "describe" and s.low[cue.behind] in ("how", "what"):
        speaker = speaker_before(s, cue.first, speaker_floor(scene, cue))
        content = stretch_behind(s, scene.quotations, cue.behind, stop)
        return scene.add(speaker, (cue.first, cue.behind), content, "assert", "“described how”") if speaker else None
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
    if not (quoted or false or cue.verb == "describe"):
        return None
    speaker = speaker_before(s, cue.first, speaker_floor(scene, cue))
    if speaker is None or not can_mean(s, speaker) or s.low[speaker.first] in PRONOUNS - {"he", "she", "they", "it"}:
        return None
    claim = any(word in CLAIM_NOUNS for word in s.low[cue.behind : given])
    polarity = "deny" if false and claim else "assert"
    content = stretch_behind(s, scene.quotations, cue.behind, stop)
    return scene.add(speaker, (cue.first, cue.behind), content, polarity, f"“{s.low[cue.behind - 1]}” it so")


def identified(scene: Scene, cue: Cue) -> Said | None:
    """“Police identified the man as Jonas Berg”: who somebody is, on the word of another."""
    s = scene.s
    if s.quoted[cue.first] or cue.behind >= len(s) or cue.form == "base":
        return None
    given = phrase_starting(s, cue.behind, len(s))
    if s.low[cue.behind] in ("him", "them", "her", "it"):
        given = cue.behind + 1
    if given == cue.behind or s.low[given : given + 1] != ["as"]:
        return None
    speaker = speaker_before(s, cue.first, speaker_floor(scene, cue))
    if speaker is None or not can_mean(s, speaker):
        return None
    content = stretch_behind(s, scene.quotations, cue.behind, clause_end(scene, cue.behind))
    return scene.add(speaker, (cue.first, cue.behind), content, "assert", f"“{s.low[cue.behind - 1]} … as”")


def put_at(scene: Scene, token: int) -> Said | None:
    """“X put the death toll at 17”: a number that somebody gives."""
    s = scene.s
    if s.quoted[token] or token + 3 >= len(s):
        return None
    given = next((each for each in range(token + 1, min(len(s), token + 10)) if s.low[each] == "at"), token)
    counted = any(word in _COUNTS for word in s.low[token + 1 : given])
    if not counted or s.low[given : given + 1] != ["at"]:
        return None
    speaker = speaker_before(s, token, scene.floor(token))
    if speaker is None or not can_mean(s, speaker):
        return None
    end = next((each for each in range(given, len(s)) if s.low[each] in (",", ";")), len(s))
    return scene.add(
        speaker, (token, token + 1), stretch_behind(s, scene.quotations, token + 1, end), "assert", "“put at”"
    )


def made_clear(scene: Scene, token: int) -> Said | None:
    """“X made (it) clear that …”, “X let it be known that …”, “X is adamant that …”."""
    s = scene.s
    if s.quoted[token] or token < 2 or s.low[token + 1 : token + 2] != ["that"]:
        return None
    first = token - 1
    while first > 0 and s.low[first] in ADVERBS:
        first -= 1
    if s.low[token] in ("clear", "known"):
        first -= s.low[first] == "be"
        first -= s.low[first] == "it"
        if s.low[first] not in ("made", "makes", "let", "lets"):
            return None
        first -= s.low[first - 1] in AUXILIARIES
    elif s.low[first] not in ("is", "was", "are", "were", "remains", "remained"):
        return None
    speaker = speaker_before(s, first, scene.floor(token))
    if speaker is None or not can_mean(s, speaker):
        return None
    content = stretch_behind(s, scene.quotations, token + 1, clause_end(scene, token + 1))
    return scene.add(speaker, (first, token + 1), content, "assert", f"“{s.low[token]} that”")
