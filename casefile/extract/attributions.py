"""Who says so: “according to X”, “X said that …”, “… , said X”, “X denied …”, “X did not confirm …”.

Precision before recall: where the words before or behind a cue are more, or less, than a speaker, as they are in
a garbled sentence, nothing is attributed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from casefile.domain.extraction import FoundAttribution, FoundName
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.sentences import sentences
from casefile.extract.speech_words import (
    ACCORDING,
    ALSO_NOUNS,
    BARE,
    CLAUSE_STARTS,
    CUE,
    DETERMINERS,
    GOES_ON_AS_VERB,
    INTERVIEW,
    NO_SPEAKERS,
    NOT_IN_SPEAKER,
    PRONOUNS,
    THROUGH,
    TIME_BEHIND,
    TO_HEARERS,
)
from casefile.extract.word_lists import word_list

_LONGEST_SENTENCE = 1200
_EDGES = " \n\t\u00a0,;:.—–-"
_TURN = re.compile(r", (?:but|while|whereas|although|though) ")
_PREPOSITIONS = word_list("of in at from for with by near to on and against about into over the")
_ASIDES = DETERMINERS | word_list("who head director spokesman spokeswoman")


def find_attributions(text: str, names: tuple[FoundName, ...]) -> tuple[FoundAttribution, ...]:
    """The attributions of ``text`` in order; ``names`` are its names, in order. All spans lie in one sentence."""
    found: list[FoundAttribution] = []
    starts = [name.span.start for name in names]
    for span in sentences(text):
        if len(span) > _LONGEST_SENTENCE:
            continue
        words = span.of(text)
        if ACCORDING.search(words) or CUE.search(words):
            inside = names[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            found.extend(_Sentence(words, span.start, inside).attributions())
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of one sentence: offsets into the sentence."""

    start: int
    end: int


class _Sentence:
    """One sentence with its names; offsets are turned into those of the text at the very end."""

    def __init__(self, words: str, offset: int, names: tuple[FoundName, ...]) -> None:
        self.words = words
        self._offset = offset
        self._names = [(_Part(name.span.start - offset, name.span.end - offset), name.kind) for name in names]

    def attributions(self) -> Iterator[FoundAttribution]:
        for match in ACCORDING.finditer(self.words):
            found = self._according(match)
            if found:
                yield found
        for match in CUE.finditer(self.words):
            found = self._spoken(match)
            if found:
                yield found

    def _found(
        self, source: _Part, cue: _Part, content: _Part, polarity: str, rule: str, via: tuple[str, ...] = ()
    ) -> FoundAttribution | None:
        source, content = self._bare(source), self._bare(content)
        if source.start >= source.end or content.end - content.start < 3:
            return None

        def span(part: _Part) -> Span:
            return Span(part.start + self._offset, part.end + self._offset)

        speaker = " ".join(self.words[source.start : source.end].split())
        return FoundAttribution(span(source), speaker, span(cue), span(content), polarity, rule, via)

    def _bare(self, part: _Part) -> _Part:
        inner = self.words[part.start : part.end]
        start = part.start + len(inner) - len(inner.lstrip(_EDGES))
        return _Part(start, start + len(inner.strip(_EDGES)))

    # according to

    def _according(self, match: re.Match[str]) -> FoundAttribution | None:
        words, start = self.words, match.end()
        stop = re.compile(r"[,;:!?()“”\"—–]|\.(?=\s|\Z)").search(words, start)
        end = stop.start() if stop else len(words)
        through = THROUGH.match(words, start, end)
        source = _Part(through.end() if through else start, end)
        named = words[source.start : source.end]
        late = TIME_BEHIND.search(named)
        if late:
            source = _Part(source.start, source.start + late.start())
            named = words[source.start : source.end]
        relative = re.search(r" (?:who|which|that|whose) ", named)
        if relative:
            source = _Part(source.start, source.start + relative.start())
            named = words[source.start : source.end]
        if not self._can_speak(named):
            return None
        cue = _Part(match.start(), match.end() - 1)
        before = words[: match.start()].strip(_EDGES + '“"(')
        opens = not before or before.lower() in ("but", "and", "however", "meanwhile", "also", "still", "yet")
        if opens:
            if not stop or stop[0] != ",":
                return None
            return self._found(source, cue, _Part(stop.end(), len(words)), "assert", "“according to” in front")
        if len(before) < 20 and stop and stop[0] == ",":
            return self._found(source, cue, _Part(stop.end(), len(words)), "assert", "“according to” inside")
        return self._found(source, cue, _Part(0, match.start()), "assert", "“according to” behind")

    def _can_speak(self, named: str) -> bool:
        """Whether the words behind “according to” are a speaker and no clause of their own."""
        words = named.lower().split()
        return bool(0 < len(words) <= 12 and not NO_SPEAKERS.match(named.lower()) and not _holds_verb(words[1:]))

    # X said, said X

    def _spoken(self, match: re.Match[str]) -> FoundAttribution | None:
        polarity = "unconfirmed" if match["unconfirmed"] else "deny" if match["deny"] else "assert"
        verb, cue = match[0].split()[-1], _Part(*match.span())
        before, after = self.words[: match.start()], self.words[match.end() :]
        if verb in ALSO_NOUNS and not GOES_ON_AS_VERB.match(after):
            return None
        # “…, told X.”: X is who was told.
        if verb not in TO_HEARERS and before.rstrip()[-1:] in tuple(',”"’?!') and before.rstrip() != before:
            found = self._inverted(cue, before, polarity)
            if found:
                return found
        if not before.endswith((" ", "\u00a0", "\n")):
            return None
        source = self._subject(len(before.rstrip()))
        if source is None or (verb in ALSO_NOUNS and not self._is_sure(source, after)):
            return None
        if polarity == "assert" and (not after.strip(_EDGES + '”"’') or after[:1] in ",.;"):
            quoted = re.match(r", (?:that|quoting|adding|citing)\b", after)
            if not quoted:
                rule = f"“{verb}” behind what is said"
                return self._found(source, cue, _Part(0, source.start), polarity, rule, self._interviewer())
        content, via = self._content(match.end(), verb)
        return self._found(source, cue, content, polarity, f"“{match[0]}”", via or self._interviewer())

    def _is_sure(self, source: _Part, after: str) -> bool:
        return (
            after.startswith((" that ", ": ", " it ", " he ", " she ", " they "))
            or self._name_at_end(source.end) is not None
        )

    def _inverted(self, cue: _Part, before: str, polarity: str) -> FoundAttribution | None:
        """“…, reports X.”: a name right behind the cue, and then the sentence's end or a comma."""
        for part, _ in self._names:
            between = self.words[cue.end : part.start] if part.start >= cue.end else None
            if between is None:
                continue
            if not re.fullmatch(r" (?:the )?(?:[\w’'-]+ ){0,3}", between) or _holds_verb(between.lower().split()):
                return None
            if not re.match(r"\s*(?:[.,;:!?]|\Z| on | in )", self.words[part.end : part.end + 6]):
                return None
            return self._found(part, cue, _Part(0, len(before.rstrip())), polarity, "cue before its speaker")
        return None

    def _name_at_end(self, end: int) -> _Part | None:
        return next((part for part, _ in self._names if part.end == end), None)

    def _subject(self, end: int) -> _Part | None:
        """The speaker whose words end at ``end``: a name, or a noun phrase that begins its clause."""
        aside = self._before_aside(end)
        if aside is not None:
            return aside
        if self.words[end - 1 : end] in tuple(_EDGES + ')”"'):
            return None
        name = self._name_at_end(end)
        if name is not None:
            previous = self.words[: name.start].split()[-1:]
            if not previous or previous[0].lower() not in _PREPOSITIONS or (previous[0] == "The" and name.start < 6):
                neighbour = self._name_at_end(name.start - 1)
                if neighbour is not None and self.words[name.start - 1] == " ":
                    name = _Part(neighbour.start, name.end)
                return name
        return self._noun_phrase(end)

    def _before_aside(self, end: int) -> _Part | None:
        """“X, a spokesman for Y, said”: the name in front of the aside."""
        if self.words[end - 1 : end] != ",":
            return None
        opened = self.words.rfind(",", max(0, end - 100), end - 1)
        name = self._name_at_end(opened) if opened > 0 else None
        first = self.words[opened + 1 : end - 1].split()[:1]
        if (
            name is None
            or not first
            or first[0] not in DETERMINERS | {"who", "head", "director", "spokesman", "spokeswoman"}
        ):
            return None
        previous = self.words[: name.start].split()[-1:]
        return None if previous and previous[0].lower() in _PREPOSITIONS else name

    def _noun_phrase(self, end: int) -> _Part | None:
        start = max(0, end - 120)
        begun = start == 0
        for match in CLAUSE_STARTS.finditer(self.words, start, end):
            start, begun = match.end(), True
        phrase = self.words[start:end]
        words = [word.strip("“”\"’'") for word in phrase.lower().split()]
        if not begun or not words or len(words) > 9:
            return None
        if words[0] in ("and", "but"):
            start += len(phrase) - len(phrase[3:].lstrip())
            words = words[1:]
        if not words:
            return None
        if len(words) == 1:
            return _Part(start, end) if words[0] in PRONOUNS | BARE else None
        fits = words[0] in DETERMINERS or words[0] in BARE or (words[-1] in BARE and len(words) < 4)
        return _Part(start, end) if fits and not _holds_verb(words[1:]) else None

    def _content(self, start: int, verb: str) -> tuple[_Part, tuple[str, ...]]:
        """What is said behind the cue, and through whom: “told VG that …”, “confirmed to VG that …”."""
        words, end = self.words, self._clause_end(start)
        via: tuple[str, ...] = ()
        hearer = re.compile(r" to (?:the )?" if verb not in TO_HEARERS else r" (?:the )?").match(words, start)
        if hearer:
            heard = [(part, kind) for part, kind in self._names if part.start == hearer.end()]
            if heard:
                start = heard[0][0].end
                via = (words[heard[0][0].start : start],) if heard[0][1] is Kind.ORGANIZATION else ()
            elif verb in TO_HEARERS:
                told = re.compile(r" [\w’' -]{1,60}?(?= that |, | [“\"]|: )").match(words, start)
                start = told.end() if told else start
        late = words.find(", that ", start, start + 90)
        if late > 0:
            start = late + 2
        last = re.compile(r" (?:to|for) (?:the )?\Z")
        for part, kind in self._names:
            into = last.search(words, start, part.start)
            if into and kind is Kind.ORGANIZATION and part.end <= end and not words[part.end : end].strip(_EDGES):
                return _Part(start, into.start()), (words[part.start : part.end],)
        return _Part(start, end), via

    def _clause_end(self, start: int) -> int:
        """Where what is said ends: at a “but” behind which somebody else speaks, or with the sentence."""
        turn = _TURN.search(self.words, start)
        return turn.start() if turn and CUE.search(self.words, turn.end()) else len(self.words)

    def _interviewer(self) -> tuple[str, ...]:
        """The outlet of “In an interview with X, …”: what is said came through it."""
        opening = INTERVIEW.match(self.words)
        comma = self.words.find(",", opening.end()) if opening else -1
        named = [part for part, kind in self._names if part.end == comma and kind is Kind.ORGANIZATION]
        return (self.words[named[0].start : named[0].end],) if named else ()


def _holds_verb(words: list[str]) -> bool:
    return any(word in NOT_IN_SPEAKER for word in words)
