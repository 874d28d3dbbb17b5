"""Who says so: “according to X”, “X said that …”, “…, said X”, “X denied …”, “Y quoted X as saying …”, and more.

Precision before recall: where the words before or behind a cue are more, or less, than a speaker, as they are in
a garbled sentence, nothing is attributed.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from casefile.domain.extraction import Cluster, FoundAttribution, FoundName
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.attributions.callings import made_clear, put_at
from casefile.extract.attributions.contents import turns
from casefile.extract.attributions.cues import Cue, cues
from casefile.extract.attributions.passives import heard, passive
from casefile.extract.attributions.quotations import Quotations
from casefile.extract.attributions.quoted import carried, colon, dash, heading
from casefile.extract.attributions.quoting import reported_on
from casefile.extract.attributions.resolution import Resolver, Who
from casefile.extract.attributions.sentence import Sentence
from casefile.extract.attributions.sources import NOUNS, according, claimed, in_words_of
from casefile.extract.attributions.spoken import spoken
from casefile.extract.attributions.statement import Said, Scene
from casefile.extract.attributions.words import PREPOSITIONS, VERBS
from casefile.extract.sentences import sentences

_LONGEST_SENTENCE = 1_200
_WORDS = re.compile(r"[a-z]+")
_OTHER_CUES = frozenset("according words account telling put puts heard hears clear known adamant".split())
_CUE_WORDS = frozenset(VERBS) | NOUNS | _OTHER_CUES
_HEDGED = re.compile(
    r"\b(?:would have|reportedly|allegedly|supposedly|purportedly|apparently"
    r"|(?:is|are|was|were) (?:said|reported|alleged|believed|thought|understood) to)\b"
)
_SPLIT_BEHIND = re.compile(r"[?!…][”\"’»]\Z")


def find_attributions(
    text: str, names: tuple[FoundName, ...], clusters: tuple[Cluster, ...] = ()
) -> tuple[FoundAttribution, ...]:
    """The attributions of ``text`` in order; ``names`` are its names, in order, ``clusters`` what they mean.

    A quotation may reach over several sentences; all other spans lie in one sentence.
    """
    quotations = Quotations(text)
    resolver = Resolver(clusters)
    starts = [name.span.start for name in names]
    found: list[Said] = []
    for index, span in enumerate(_whole_sentences(text)):
        if len(span) > _LONGEST_SENTENCE:
            continue
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        words = span.of(text)
        speaks = not _CUE_WORDS.isdisjoint(_WORDS.findall(words.lower()))
        if not (speaks or first < last or ":" in words or "–" in words or "—" in words or " - " in words):
            continue
        s = Sentence(text, span, names[first:last], quotations)
        if not len(s):
            continue
        resolver.see(s, index)
        verbs = cues(s) if speaks else []
        scene = Scene(s, quotations, turns(s, [cue.first for cue in verbs]))
        _read(scene, verbs, speaks)
        _settle(scene, resolver, index)
        found.extend(scene.found)
    found.extend(carried(text, quotations, found))
    found.sort(key=lambda said: (said.cue, said.content))
    _nest(found)
    return tuple(_finished(text, said) for said in found)


def _whole_sentences(text: str) -> list[Span]:
    """The sentences; “Why?” he asked. is one."""
    whole: list[Span] = []
    for span in sentences(text):
        if whole and text[span.start].islower() and _SPLIT_BEHIND.search(text, whole[-1].start, whole[-1].end):
            whole[-1] = Span(whole[-1].start, span.end)
        else:
            whole.append(span)
    return whole


def _read(scene: Scene, verbs: list[Cue], speaks: bool) -> None:
    s = scene.s
    opened = colon(scene)
    citing: list[Cue] = []
    if speaks:
        places = {cue.behind - 1: cue for cue in verbs}
        for token, word in enumerate(s.low):
            cue = places.get(token)
            if cue is not None and cue.mood == "active":
                spoken(scene, cue)
            elif cue is not None and cue.mood == "passive":
                passive(scene, cue)
            elif cue is not None and cue.verb in ("quote", "cite"):
                citing.append(cue)
            elif cue is not None:
                reported_on(scene, cue)
            elif word == "according":
                according(scene, token)
            elif word in ("words", "account", "telling"):
                in_words_of(scene, token)
            elif word in ("clear", "known", "adamant"):
                made_clear(scene, token)
            elif word in ("heard", "hears"):
                heard(scene, token)
            elif word in ("put", "puts"):
                put_at(scene, token)
            if word in NOUNS and not any(said.cue[0] == s.starts[token] for said in scene.found):
                claimed(scene, token)
    for cue in citing:
        reported_on(scene, cue)
    if not (opened or scene.found or dash(scene)):
        heading(scene)


def _settle(scene: Scene, resolver: Resolver, index: int) -> None:
    """Says whom the speakers mean, in their order."""
    s = scene.s
    opens = next((first for first in sorted(s.names)), None)
    subject = ""
    if (
        opens is not None
        and s.names[opens][1].kind is Kind.PERSON
        and not any(word in PREPOSITIONS for word in s.low[:opens])
    ):
        subject = s.names[opens][1].cluster
    for said in sorted(scene.found, key=lambda each: each.cue):
        if said.who is None:
            continue
        before = subject if opens is not None and said.source and s.starts[opens] < said.source[0] else ""
        said.who = resolver.settle(said.who, index, before)
        said.settled = True
    for said in sorted(scene.found, key=lambda each: each.cue):
        # Who speaks inside a quotation is not who “he” is behind it.
        if said.who is not None and scene.quotations.at(said.cue[0]) is None:
            resolver.spoke(said.who, index)


def _nest(found: list[Said]) -> None:
    """What is said inside what another one says came through that other one."""
    for place, inner in enumerate(found):
        for outer in found[max(0, place - 6) : place + 6]:
            if outer is inner or outer.source is None or outer.rule == "“citing”":
                continue
            holds = outer.content[0] <= inner.cue[0] and inner.cue[1] <= outer.content[1]
            if inner.source is not None:
                holds = holds and outer.content[0] <= inner.source[0] and inner.source[1] <= outer.content[1]
            mutual = inner.content[0] <= outer.cue[0] < inner.content[1]
            if holds and not mutual and outer.who is not None and _differs(inner.who, outer.who):
                words = _relay_words(outer)
                if words and words not in inner.via:
                    inner.via.append(words)


def _differs(inner: Who | None, outer: Who) -> bool:
    if inner is None:
        return True
    return inner.words != outer.words and (not inner.cluster or inner.cluster != outer.cluster)


def _relay_words(outer: Said) -> str:
    return outer.who.words if outer.who is not None and outer.who.pronoun not in ("i", "we", "it") else ""


def _finished(text: str, said: Said) -> FoundAttribution:
    who = said.who or Who("")
    content = Span(*said.content)
    return FoundAttribution(
        None if said.source is None else Span(*said.source),
        who.words,
        Span(*said.cue),
        content,
        said.polarity,
        said.rule,
        tuple(said.via),
        who.cluster,
        bool(_HEDGED.search(text, content.start, content.end)),
    )
