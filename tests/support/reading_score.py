"""How far what was found in one text agrees with its gold; ``tests/material/reading/README.md`` has the rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from casefile.domain.extraction import Extraction, FoundAttribution, FoundName


@dataclass
class Count:
    """Right, wrong and missed things of one sort."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    def __str__(self) -> str:
        precision = self.right / (self.right + self.wrong) if self.right else 0.0
        recall = self.right / (self.right + self.missed) if self.right else 0.0
        return f"P {precision:6.1%}  R {recall:6.1%}  F1 {self.f1:6.1%}  {self.right:4}{self.wrong:4}{self.missed:4}"


@dataclass
class Score:
    """The counts of one text.

    Of attributions also the parts: source, speaker and polarity of those whose cue and content are found, ``via`` of
    the right ones, and ``chain`` (speaker, polarity and via) of all. ``forbidden`` lie where nothing may be found.
    """

    mentions: Count = field(default_factory=Count)
    clusters: Count = field(default_factory=Count)
    attributions: Count = field(default_factory=Count)
    readings: Count = field(default_factory=Count)
    source: Count = field(default_factory=Count)
    speaker: Count = field(default_factory=Count)
    via: Count = field(default_factory=Count)
    polarity: Count = field(default_factory=Count)
    chain: Count = field(default_factory=Count)
    forbidden: int = 0
    remarks: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def _meet(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _cut(each: dict[str, Any]) -> tuple[int, int]:
    return each["start"], each["end"]


def _plain(words: str | None) -> str:
    """Words as they are compared: without case, an article in front, or the shape of an apostrophe."""
    return " ".join((words or "").replace("’", "'").casefold().split()).removeprefix("the ")


def score(text: str, gold: dict[str, Any], found: Extraction) -> Score:
    """The score of ``found`` against ``gold`` (as ``reading_set.load`` gives it, or a full annotation)."""
    result = Score()
    matched = _mentions(text, gold, found, result)
    _clusters(gold, found, matched, result)
    _attributions(text, gold, found, result)
    _readings(text, gold, found, result)
    return result


def _mentions(text: str, gold: dict[str, Any], found: Extraction, result: Score) -> dict[FoundName, set[str] | None]:
    """For each name found the gold mentions that it meets rightly; None where it is neither right nor wrong."""
    accepted: dict[tuple[int, int, str], set[str]] = defaultdict(set)
    for mention in gold["mentions"]:
        for each in (mention, *mention["accept"]):
            accepted[(*_cut(each), mention["kind"])].add(mention["id"])
    optional, adjectives = [_cut(each) for each in gold["optional"]], [_cut(each) for each in gold.get("demonyms", [])]
    matched: dict[FoundName, set[str] | None] = {}
    for name in found.names:
        span = (name.span.start, name.span.end)
        if right := accepted.get((*span, name.kind.value)):
            matched[name] = right
            continue
        overlaps = any(_meet(span, _cut(mention)) for mention in gold["mentions"])
        inside = not overlaps and any(each[0] <= span[0] and span[1] <= each[1] for each in optional)
        # An adjective is no name; called one it is wrong even inside a description.
        if span in optional or (inside and span not in adjectives):
            matched[name] = None
        else:
            matched[name] = set()
            result.mentions.wrong += 1
            result.remarks.append(f"wrong name: {name.kind.value} {name.span.of(text)!r}")
    right = set().union(*(each for each in matched.values() if each))
    result.mentions.right += len(right)
    for mention in gold["mentions"]:
        if mention["id"] not in right:
            result.mentions.missed += 1
            result.remarks.append(f"missed name: {mention['kind']} {mention['text']!r} at {mention['start']}")
    return matched


def _clusters(
    gold: dict[str, Any], found: Extraction, matched: dict[FoundName, set[str] | None], result: Score
) -> None:
    held: dict[str, set[str]] = defaultdict(set)
    counted: set[str] = set()
    for name, mentions in matched.items():
        held[name.cluster] |= mentions or set()
        if mentions is not None:
            counted.add(name.cluster)
    wanted = {(each["kind"], frozenset(each["mentions"])): each for each in gold["clusters"]}
    right = set()
    for cluster in found.clusters:
        key = (cluster.kind.value, frozenset(held[cluster.id]))
        never = set(gold["never_an_alias"]) & {cluster.name, *cluster.aliases}
        if key in wanted and not never:
            right.add(key)
        elif cluster.id in counted:
            result.clusters.wrong += 1
            result.remarks.append(f"wrong cluster: {cluster.kind.value} {cluster.name!r} {list(cluster.aliases)}")
    result.clusters.right += len(right)
    result.clusters.missed += len(wanted) - len(right)
    for key, each in wanted.items():
        if key not in right:
            result.remarks.append(f"missed cluster: {each['kind']} {each['name']!r} {each['aliases']}")


@dataclass(frozen=True)
class _Fit:
    cue: bool
    content: bool
    source: bool
    speaker: bool
    polarity: bool
    via: bool

    @property
    def found(self) -> bool:
        return self.cue and self.content

    @property
    def right(self) -> bool:
        return self.found and self.source and self.polarity


def _fit(text: str, gold: dict[str, Any], want: dict[str, Any], got: FoundAttribution) -> _Fit:
    of_cluster = [each for each in gold["mentions"] if each["cluster"] == want["speaker_cluster"]]
    aliases = {each["name"] for each in gold["clusters"] if each["id"] == want["speaker_cluster"]}
    aliases |= {each["text"] for each in of_cluster}
    sources = [tuple(want["source"])] if want["source"] else []
    sources += [_cut(each) for each in want["accept_source"]]
    speakers = {want["speaker"], *want["accept_speaker"], *aliases, *(text[slice(*each)] for each in sources)}
    accepted = {_plain(each) for each in speakers}
    if want["speaker_cluster"]:
        sources += [_cut(each) for each in of_cluster]
    wrong = {_plain(each) for each in want.get("wrong_speakers", [])} - {""}
    span = (got.source.start, got.source.end) if got.source else None
    said_by = _plain(got.speaker)
    is_wrong = said_by in wrong or bool(span and _plain(text[slice(*span)]) in wrong)
    speaker = said_by in accepted if want["speaker"] else not said_by or span is None
    if want["source"] is None:
        source = (span is None and speaker) or any(span and _meet(span, each) for each in sources)
    else:
        source = any(span and _meet(span, each) for each in sources)
    cues = [tuple(want["cue"])] if want["cue"] else []
    cues += [_cut(each) for each in want["accept_cue"] if each]
    # Where no cue is asked for, anything will do that an engine takes for one: a colon, a quotation mark, a verb.
    anything = want["cue"] is None or None in want["accept_cue"]
    cue = anything or any(_meet((got.cue.start, got.cue.end), each) for each in cues)
    start, end = want["content"]
    content = (min(end, got.content.end) - max(start, got.content.start)) * 2 >= end - start
    polarity = got.polarity in {want["polarity"], *want.get("accept_polarity", [])}
    return _Fit(cue, content, source and not is_wrong, speaker and not is_wrong, polarity, _via_fits(gold, want, got))


def _via_fits(gold: dict[str, Any], want: dict[str, Any], got: FoundAttribution) -> bool:
    def names(relay: str) -> set[str]:
        for cluster in gold["clusters"]:
            if _plain(relay) in {_plain(alias) for alias in (*cluster["aliases"], cluster["name"])}:
                return {_plain(alias) for alias in (*cluster["aliases"], cluster["name"])}
        return {_plain(relay)}

    extra = want.get("accept_via", [])
    fair = set().union(*(names(each) for each in (*want["via"], *extra)))
    given = [_plain(each) for each in got.via]
    if not given:
        return not want["via"] or "" in extra
    return len(given) <= max(1, len(want["via"])) and all(each in fair for each in given)


def _attributions(text: str, gold: dict[str, Any], found: Extraction, result: Score) -> None:
    fits: dict[int, list[_Fit]] = defaultdict(list)
    used: set[int] = set()
    for number, got in enumerate(found.attributions):
        for place, want in enumerate(gold["attributions"]):
            fit = _fit(text, gold, want, got)
            if fit.found:
                fits[place].append(fit)
            if fit.right or (fit.found and not want["scored"]):
                used.add(number)
    for number, got in enumerate(found.attributions):
        if number in used:
            continue
        result.attributions.wrong += 1
        spans = [_cut(each) for each in (*gold["not_attributions"], *gold.get("unattributed", []))]
        result.forbidden += any(_meet((got.cue.start, got.cue.end), each) for each in spans)
        result.remarks.append(
            f"wrong attribution: {got.speaker!r} | {got.cue.of(text)!r} | {got.content.of(text)!r} | "
            f"{got.polarity} via {list(got.via)} | {got.rule}"
        )
    for place, want in enumerate(gold["attributions"]):
        if not want["scored"]:
            continue
        best = max(fits[place], key=lambda each: (each.right, each.via, each.source, each.polarity), default=None)
        right = best is not None and best.right
        result.attributions.right += right
        result.attributions.missed += not right
        if best is not None:
            result.source += Count(int(best.source), 0, int(not best.source))
            result.speaker += Count(int(best.source and best.speaker), 0, int(not (best.source and best.speaker)))
            result.polarity += Count(int(best.polarity), 0, int(not best.polarity))
        if right and best is not None:
            result.via += Count(int(best.via), 0, int(not best.via))
        chained = right and best is not None and best.speaker and best.via
        result.chain += Count(int(chained), 0, int(not chained))
        if not right or (best is not None and not best.via):
            what = "missed attribution" if not right else "wrong via"
            why = " and ".join(name for name in ("source", "polarity", "via") if best and not getattr(best, name))
            result.remarks.append(
                f"{what}: {want['id']} {want['speaker']!r} | {want['cue'] and text[slice(*want['cue'])]!r} | "
                f"{text[slice(*want['content'])]!r} | {want['polarity']} via {want['via']}"
                + (f" ({why})" if why else "")
            )


def _readings(text: str, gold: dict[str, Any], found: Extraction, result: Score) -> None:
    def fits(want: dict[str, Any], start: int, end: int, read_as: str) -> bool:
        fair = [(_cut(want), want["read_as"])]
        fair += [(_cut(each), each["read_as"]) for each in want.get("accept", [])]
        return ((start, end), read_as) in fair

    got = [(each.span.start, each.span.end, each.read_as) for each in found.readings]
    for want in gold["readings"]:
        if want["required"]:
            right = any(fits(want, *each) for each in got)
            result.readings += Count(int(right), 0, int(not right))
            if not right:
                result.remarks.append(f"missed reading: {want['text']!r} as {want['read_as']!r}")
    for start, end, read_as in got:
        if not any(fits(want, start, end, read_as) for want in gold["readings"]):
            result.readings.wrong += 1
            result.remarks.append(f"wrong reading: {text[start:end]!r} as {read_as!r}")
