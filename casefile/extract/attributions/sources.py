"""Sources without a speaking verb in front: “according to X”, passives, “claims by X that”, “in rights reports, …”."""

from __future__ import annotations

from casefile.extract.attributions.chains import relay
from casefile.extract.attributions.contents import stretch_before, stretch_behind
from casefile.extract.attributions.phrases import is_break, is_dash, is_time, phrase_starting
from casefile.extract.attributions.saying import scene_cues
from casefile.extract.attributions.sentence import Sentence
from casefile.extract.attributions.speakers import Speaker, can_mean, speaker_before
from casefile.extract.attributions.statement import Said, Scene, Stretch
from casefile.extract.attributions.words import (
    ADVERBS,
    AUXILIARIES,
    CONNECTIVES,
    FINITE,
    PREPOSITIONS,
    REDUCED,
    RELATIVE,
    SUBORDINATORS,
    VERBS,
)
from casefile.extract.word_lists import word_list

# “according to plan”: nobody speaks.
_NO_SPEAKERS = word_list(
    """
    plan plans schedule law laws rule rules tradition custom size need needs age rank type whether how what which when
    whom ability availability protocol procedure regulations legend script taste merit kind category order weight
    gender colour color circumstances criteria criterion formula theory theories model models method methods standard
    standards definition equation principle principles hypothesis system algorithm distribution convention instructions
    wishes
    """
)
# “according to information from X”: X speaks.
PAPERS = word_list(
    """
    information data figures report reports documents document statement statements article articles announcement
    release records record study survey poll estimates estimate account accounts testimony analysis letter post tweet
    """
)
_FROM = word_list("from by of")
_PAST = word_list("published released issued provided compiled carried conducted posted made given")
_NOUNS = word_list(
    """
    claim claims allegation allegations accusation accusations assertion assertions report reports warning warnings
    statement statements suggestion suggestions complaint complaints admission denial denials testimony announcement
    rumour rumours rumor rumors evidence assurance assurances word notice argument arguments
    """
)
_GIVING = word_list("gave gives given made makes issued issues repeated repeats sent sends offered offers renewed")
_UNSOURCED = word_list("allegations accusations claims rumours rumors reports")
SAYING = word_list("saying telling claiming stating insisting warning describing calling denying confirming suggesting")


def according(scene: Scene, token: int) -> Said | None:
    """“According to X, …” and “…, according to X”; ``token`` is that of “according”."""
    s = scene.s
    if token + 2 >= len(s) or s.low[token + 1] != "to" or s.quoted[token]:
        return None
    first = token + 2
    stop = phrase_starting(s, first, len(s))
    if stop + 1 < len(s) and s.low[stop] in _FROM and s.low[stop - 1] in PAPERS:
        stop = phrase_starting(s, stop + 1, len(s))
    if stop == first or (s.low[stop - 1] in _NO_SPEAKERS and not any(each in s.names for each in range(first, stop))):
        return None
    speaker = behind_paper(s, Speaker(first, stop))
    floor = max([scene.floor(token), 0])
    before = token
    while before > floor and (
        s.low[before - 1] in CONNECTIVES or s.low[before - 1] == "," or s.low[before - 1] in ADVERBS
    ):
        before -= 1
    cue, via = (token, token + 2), _quoting_relay(s, stop)
    if before == floor or s.low[before - 1] in (":", "“", "that"):
        opened = _opened(s, stop)
        content = stretch_behind(s, scene.quotations, opened, content_stop(scene, opened)) if opened else (0, 0)
        return scene.add(speaker, cue, content, "assert", "“according to” in front", via)
    end = _behind_time(s, stop)
    if end + 1 < len(s) and end > stop and s.low[end] == "by":
        stop = end = phrase_starting(s, end + 1, len(s))
        speaker = behind_paper(s, Speaker(first, stop))
    if s.low[token - 1] not in (",", "”") and not is_dash(s, token - 1) and not can_mean(s, speaker):
        return None
    if end < len(s) and not (
        is_break(s, end) or s.low[end] in RELATIVE | {"and", "but", "as", "while", "whose", "when"}
    ):
        return None
    content = stretch_before(s, scene.quotations, floor, token)
    if end + 1 < len(s) and s.low[end] == ",":
        lead = s.low[floor] in PREPOSITIONS | SUBORDINATORS or s.low[floor].endswith("ing") or is_time(s, floor)
        lead = lead and phrase_starting(s, floor + 1, token) in (floor + 1, token - 1)
        lead = lead and not any(s.low[each] in FINITE or s.low[each].endswith("ed") for each in range(floor, token))
        if s.low[end + 1] in AUXILIARIES or lead or s.low[token - 2] in SUBORDINATORS | RELATIVE:
            rule = "“according to” inside"
            content = (content[0], stretch_behind(s, scene.quotations, end + 1, content_stop(scene, end + 1))[1])
            if lead:
                content = stretch_behind(s, scene.quotations, end + 1, content_stop(scene, end + 1))
            return scene.add(speaker, cue, content, "assert", rule, via)
    return scene.add(speaker, cue, content, "assert", "“according to” behind", via)


def _behind_papers(s: Sentence, first: int, stop: int) -> int:
    """Where the speaker begins in “information from X”, “a report by X”; a paper by nobody speaks itself."""
    for token in range(first, min(stop, first + 6)):
        if s.low[token] in PAPERS and token not in s.names:
            following = token + 1
            if following < stop and s.low[following] in _PAST:
                following += 1
            if following + 1 < stop and s.low[following] in _FROM:
                behind = following + 1
                named = behind in s.names or (s.low[behind] == "the" and behind + 1 in s.names) or s.capital[behind]
                if named or s.low[following] in ("from", "by"):
                    return behind + (s.low[behind] == "the" and behind + 1 in s.names and False)
            return first
        if s.low[token] in PREPOSITIONS:
            break
    return first


def behind_paper(s: Sentence, speaker: Speaker) -> Speaker:
    """“A report by X”: X; any other speaker as it is."""
    first = _behind_papers(s, speaker.first, speaker.behind)
    if first == speaker.first:
        return speaker
    named = first if first in s.names else first + 1
    behind = s.names[named][0] if named in s.names and s.names[named][0] < speaker.behind else speaker.behind
    cut = behind < speaker.behind and s.low[behind] in REDUCED
    return Speaker(first, behind if cut else speaker.behind, speaker.aside)


def _opened(s: Sentence, stop: int) -> int:
    """Where the content begins behind a speaker in front: behind the comma, past “on Monday”, “, a group in X,”."""
    token = _behind_time(s, stop)
    if token >= len(s):
        return 0
    if s.low[token] in RELATIVE or s.low[token] in ("whose", "quoted", "cited", "published", "released"):
        token = next((each for each in range(token, len(s)) if s.low[each] == ","), len(s))
    if token < len(s) and s.low[token] == "(":
        token = next((each + 1 for each in range(token, len(s)) if s.low[each] == ")"), len(s))
    if token >= len(s):
        return 0
    if s.low[token] in (",", ":") or is_dash(s, token):
        return _behind_aside(s, token) + 1
    return token if not is_break(s, token) else 0


def _behind_aside(s: Sentence, comma: int) -> int:
    """The comma that ends an aside: “, a group in London,”, “, quoting Y,”, “, which runs the port,”."""
    first = comma + 1
    if first >= len(s) or s.low[first] not in (
        "a",
        "an",
        "which",
        "who",
        "quoting",
        "citing",
        "whose",
        "quoted",
        "cited",
    ):
        return comma
    closed = next((each for each in range(first, min(len(s), first + 30)) if s.low[each] == ","), None)
    if closed is None or closed + 2 >= len(s):
        return comma
    inner = [s.low[each] for each in range(first, closed)]
    if s.low[first] in ("a", "an") and any(word in AUXILIARIES or word.endswith("ed") for word in inner):
        return comma
    return closed


def _quoting_relay(s: Sentence, stop: int) -> str:
    """“according to Lind, quoted by the agency”."""
    token = stop + (stop < len(s) and s.low[stop] == ",")
    if token + 2 < len(s) and s.low[token] in ("quoted", "cited") and s.low[token + 1] == "by":
        return relay(s, token + 2, phrase_starting(s, token + 2, len(s)))
    return ""


def _behind_time(s: Sentence, token: int) -> int:
    while token < len(s) and (
        is_time(s, token)
        or s.low[token] in ADVERBS
        or (s.low[token] == "on" and token + 1 < len(s) and is_time(s, token + 1))
    ):
        token += 1
    return token


def content_stop(scene: Scene, start: int) -> int:
    """Where content in the open ends: at the next turn behind which somebody speaks; else with the sentence."""
    for turn in scene.turns:
        if turn > start and any(turn <= place < turn + 30 for place in scene_cues(scene)):
            return turn - 1
    return len(scene.s)


def claimed(scene: Scene, token: int) -> Said | None:
    """“claims by X that …”, “X’s allegation that …”, “amid reports that …”; ``token`` is that of the noun."""
    s = scene.s
    if s.quoted[token] or token + 2 >= len(s):
        return None
    polarity = "deny" if s.low[token].startswith("denial") else "assert"
    following = s.low[token + 1]
    speaker: Speaker | None = None
    that = token + 1
    if following in ("by", "from"):
        that = phrase_starting(s, token + 2, len(s))
        speaker = Speaker(token + 2, that)
        if that == token + 2 or not can_mean(s, speaker):
            return None
    elif following == "that":
        speaker = _owner(s, token) or _giver(s, token, scene.floor(token))
        if speaker is None and any(
            said.polarity == "deny" and said.content[0] <= s.starts[token] for said in scene.found
        ):
            return None
        if speaker is None and (s.low[token] not in _UNSOURCED or not _opens_noun(s, token)):
            return None
    if that >= len(s) or s.low[that] != "that" or (following != "that" and s.low[that - 1] in VERBS):
        return None
    end = next((each for each in range(that, len(s)) if s.low[each] in (",", ";") and not s.quoted[each]), len(s))
    content: Stretch = stretch_behind(s, scene.quotations, that, end)
    rule = f"noun “{s.low[token]}”"
    if speaker is None and s.low[token] == "reports":
        first = token
        while (
            first
            and s.low[first - 1] not in PREPOSITIONS | AUXILIARIES
            and not is_break(s, first - 1)
            and token - first < 3
        ):
            first -= 1
        speaker = Speaker(first, token + 1)
    return scene.add(speaker, (token, token + 1), content, polarity, rule)


def _giver(s: Sentence, token: int, floor: int) -> Speaker | None:
    """Whose claim it is: “X gave evidence that”, “X repeated allegations that”, “X issued a warning that”."""
    for verb in range(token - 1, max(floor, token - 5), -1):
        if s.low[verb] in _GIVING:
            while verb > floor and s.low[verb - 1] in AUXILIARIES | ADVERBS:
                verb -= 1
            return speaker_before(s, verb, floor)
        if is_break(s, verb) or s.low[verb] in PREPOSITIONS:
            return None
    return None


def _owner(s: Sentence, token: int) -> Speaker | None:
    """Whose claim it is: “the company’s claim that”, “Lind’s repeated claims that”."""
    for owner in range(token - 1, max(-1, token - 4), -1):
        word = s.low[owner]
        if word.endswith(("’s", "s’")):
            first = owner
            while (
                first
                and not is_break(s, first - 1)
                and owner - first < 5
                and ((s.capital[first] and s.capital[first - 1]) or s.low[first - 1] in ("the", "a"))
            ):
                first -= 1
            return Speaker(first, owner + 1)
        if word in ("his", "her", "their"):
            return None
        if is_break(s, owner) or word in PREPOSITIONS:
            return None
    return None


def _opens_noun(s: Sentence, token: int) -> bool:
    """Whether the word is a noun here: behind a preposition, an adjective behind one, or “there were”."""
    before = s.low[max(0, token - 3) : token]
    return not before or any(
        word in PREPOSITIONS | {"were", "are", "denied", "dismissed", "rejected"} for word in before
    )


NOUNS = _NOUNS


def in_words_of(scene: Scene, token: int) -> Said | None:
    """“By its own account, …”, “in the words of X, …”; ``token`` is that of “words” or “account”."""
    s = scene.s
    if s.quoted[token] or token < 2:
        return None
    if s.low[token + 1 : token + 2] == ["of"] and s.low[token - 2 : token] == ["in", "the"]:
        stop = phrase_starting(s, token + 2, len(s))
        speaker, opened = Speaker(token + 2, stop), token - 2
    else:
        owner = token - 1 - (s.low[token - 1] == "own")
        if owner < 1 or not (s.low[owner] in ("his", "her", "its", "their") or s.low[owner].endswith(("’s", "s’"))):
            return None
        opened = owner - 1
        while opened > 0 and owner - opened < 5 and s.low[opened] not in ("by", "in"):
            opened -= 1
        speaker, stop = Speaker(opened + 1, owner + 1), token + 1
    if s.low[opened] not in ("by", "in") or stop >= len(s) or stop == speaker.first:
        return None
    cue = (opened, token + 1)
    if opened == scene.floor(opened) and s.low[stop] == ",":
        content = stretch_behind(s, scene.quotations, stop + 1, content_stop(scene, stop + 1))
    elif opened and s.low[opened - 1] == "," and is_break(s, stop):
        content = stretch_before(s, scene.quotations, scene.floor(opened), opened)
    else:
        return None
    return scene.add(speaker, cue, content, "assert", "in the words of")
