"""Speakers without a verb: “Lind: “…””, “…” – Lind, headings (“Minister resigns: reports”), quotations carried on."""

from __future__ import annotations

from casefile.domain.kinds import Kind
from casefile.extract.attributions.contents import stretch_before
from casefile.extract.attributions.phrases import is_dash, is_phrase, phrase_starting
from casefile.extract.attributions.quotations import Quotation, Quotations
from casefile.extract.attributions.resolution import Who
from casefile.extract.attributions.sentence import Sentence
from casefile.extract.attributions.speakers import Speaker, can_mean
from casefile.extract.attributions.statement import Said, Scene
from casefile.extract.attributions.words import BARE, VERBS

_LONGEST_SPEAKER = 8
_HEADING = frozenset("report police minister source army ministry".split())
_ANSWERS = frozenset(
    "answer reply response verdict comment explanation message words conclusion advice account".split()
)


def colon(scene: Scene) -> Said | None:
    """“Anna Lind: “We saw it.””, “Lind – “We …””, “The ministry’s answer: “No.””: a speaker in front of a quotation."""
    s = scene.s
    limit = min(len(s) - 1, _LONGEST_SPEAKER + 4)
    place = next((token for token in range(1, limit) if s.low[token] == ":" or is_dash(s, token)), None)
    if place is None:
        return None
    speaker = _before_colon(scene, place)
    if speaker is None:
        return None
    if s.low[place + 1] == "“":
        quotation = scene.quotations.at(s.starts[place + 1])
        content = (s.starts[place + 1], quotation.end if quotation else s.ended)
    elif s.low[place] == ":" and _is_transcript(s, speaker, place):
        content = (s.starts[place + 1], _paragraph_end(s.text, s.ended))
    else:
        return None
    return scene.add(speaker, (place, place + 1), content, "assert", "speaker and colon")


def _before_colon(scene: Scene, place: int) -> Speaker | None:
    s = scene.s
    comma = next((token for token in range(place) if s.low[token] == ","), place)
    last = s.low[place - 1]
    if last in _ANSWERS and place > 1:
        owner = next((token for token in range(place - 1) if s.low[token].endswith(("’s", "s’"))), None)
        if s.low[0] in ("his", "her", "its", "their"):
            return Speaker(0, 1)
        return Speaker(0, owner + 1) if owner is not None else None
    if comma > _LONGEST_SPEAKER or not is_phrase(s, 0, comma):
        return None
    if any(VERBS.get(word, ("", ""))[1] in ("third", "past") for word in s.low[:comma]):
        return None
    speaker = Speaker(0, comma, (comma + 1, place) if comma < place else None)
    return speaker if _is_somebody(scene, speaker) else None


def _is_transcript(s: Sentence, speaker: Speaker, place: int) -> bool:
    """“Lind: We never signed it.” on a line of its own: a person who answers in whole sentences."""
    named = s.names.get(0)
    opens = s.begun == 0 or s.text[s.begun - 1] == "\n"
    person = named is not None and named[0] == speaker.behind == place and named[1].kind is Kind.PERSON
    return person and opens and s.low[-1] == "." and len(s) - place > 3


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n", start, start + 2_000)
    return end if end >= 0 else min(len(text), start + 2_000)


def dash(scene: Scene) -> Said | None:
    """“…” – Anna Lind, director: the speaker behind a quotation and a dash."""
    s = scene.s
    for token in range(len(s) - 1):
        if not is_dash(s, token) or s.quoted[token]:
            continue
        if token == 0:
            before = scene.quotations.before(s.begun + 1)
            if before is None or s.text[before.end : s.begun].strip():
                return None
        elif s.low[token - 1] != "”":
            continue
        stop = phrase_starting(s, token + 1, len(s))
        if stop == token + 1 or (stop < len(s) and s.low[stop] not in (",", ".", "(")):
            return None
        speaker = Speaker(token + 1, stop)
        if not _is_somebody(scene, speaker) or not s.capital[token + 1]:
            return None
        content = stretch_before(s, scene.quotations, 0, token)
        return scene.add(speaker, (token, token + 1), content, "assert", "speaker behind a dash")
    return None


def heading(scene: Scene) -> Said | None:
    """“Minister resigns: reports”, “Bridge was mined – police”: a line without a full stop that ends in its source."""
    s = scene.s
    if len(s) > 4 and s.low[-1] != "." and ":" in s.low[1:4] and (s.begun == 0 or s.text[s.begun - 1] == "\n"):
        place = s.low.index(":")
        if s.low[place - 1] in BARE | _HEADING and is_phrase(s, 0, place):
            return scene.add(Speaker(0, place), (place, place + 1), (s.starts[place + 1], s.ended), "assert", "heading")
    if s.low[-1] in (".", "!", "?", "”", ":", ",") or len(s) < 4 or len(s) > 25:
        return None
    for token in range(len(s) - 2, max(1, len(s) - 6), -1):
        if s.low[token] == ":" or (is_dash(s, token) and s.text[s.starts[token] - 1].isspace()):
            speaker = Speaker(token + 1, len(s))
            low = s.low[token + 1 : len(s)]
            somebody = low[-1] in BARE or low[-1] in _HEADING
            named = token + 1 in s.names and s.names[token + 1][0] == len(s) and s.low[token] == ":"
            if token < 3 or not (somebody or named) or not is_phrase(s, token + 1, len(s)):
                return None
            return scene.add(
                speaker, (token, token + 1), stretch_before(s, scene.quotations, 0, token), "assert", "heading"
            )
    return None


def _is_somebody(scene: Scene, speaker: Speaker) -> bool:
    s = scene.s
    named = any(token in s.names for token in range(speaker.first, speaker.behind))
    return named or (can_mean(s, speaker) and s.low[speaker.first] in ("the", "a", "an"))


def carried(text: str, quotations: Quotations, found: list[Said]) -> list[Said]:
    """Quotations without a cue that go on with the last speaker's words.

    One that stands in a paragraph of its own behind a colon or behind that speaker's quotation, and one that follows
    “…,” X said. in the same paragraph.
    """
    added: list[Said] = []
    ordered = sorted((said for said in found if said.source), key=lambda said: said.cue)
    place, last = 0, None
    for quotation in quotations.all:
        while place < len(ordered) and ordered[place].cue[1] <= quotation.start:
            last = ordered[place]
            place += 1
        if last is None or any(_overlaps(said.content, quotation) for said in ordered[max(0, place - 3) : place + 3]):
            continue
        cue = _carries(text, quotation, last, added)
        if cue is None:
            continue
        last_who = last.who if last.who is not None else Who("")
        said = Said(
            last.source,
            cue,
            (quotation.start, quotation.end),
            last.polarity,
            "quotation carried on",
            list(last.via),
            last_who,
            settled=True,
        )
        added.append(said)
    return added


def _overlaps(content: tuple[int, int], quotation: Quotation) -> bool:
    return content[0] < quotation.end and quotation.start < content[1]


def _carries(text: str, quotation: Quotation, last: Said, added: list[Said]) -> tuple[int, int] | None:
    """The cue of a quotation that is carried on: the colon in front of it, else the one that the speaker had."""
    reach = max(last.cue[1], last.content[1], last.source[1] if last.source else 0)
    if added and added[-1].source == last.source:
        reach = max(reach, added[-1].content[1])
    if quotation.start < reach or quotation.start - reach > 160:
        return None
    between = text[reach : quotation.start]
    bare = between.strip()
    whole = _stands_alone(text, quotation)
    if bare == ":":
        colon = reach + between.index(":")
        return colon, colon + 1
    quoted = text[last.content[0]] in '“"«‘' or last.rule == "quotation carried on" or bool(added)
    if whole and quoted and bare in ("", ".", "”", ".”"):
        return last.cue
    same_line = "\n" not in between
    ends = between.rstrip()[-1:] in (".", "")
    if (
        same_line
        and ends
        and len(bare) < 120
        and quoted
        and "“" not in bare
        and '"' not in bare
        and bare.count(".") <= 1
    ):
        return last.cue if len(quotation_words(text, quotation)) > 2 else None
    return None


def quotation_words(text: str, quotation: Quotation) -> list[str]:
    return text[quotation.start : quotation.end].split()


def _stands_alone(text: str, quotation: Quotation) -> bool:
    """Whether the quotation is a paragraph of its own."""
    start = text.rfind("\n", max(0, quotation.start - 3), quotation.start)
    end = text[quotation.end : quotation.end + 2]
    return start >= 0 and (not end.strip(" .") or end.startswith("\n"))
