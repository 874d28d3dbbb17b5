"""One attribution while it is put together, and the sentence in which the rules look for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.extract.attributions.contents import bare
from casefile.extract.attributions.quotations import Quotations
from casefile.extract.attributions.resolution import Who, describe
from casefile.extract.attributions.sentence import Sentence
from casefile.extract.attributions.speakers import Speaker

_CLOSING = {"”": "“", "’": "‘", "»": "«"}
Stretch = tuple[int, int]


@dataclass(slots=True)
class Said:
    """Offsets count in the text. ``who`` is None where the speaker is hidden, as in “was said to have left”."""

    source: Stretch | None
    cue: Stretch
    content: Stretch
    polarity: str
    rule: str
    via: list[str] = field(default_factory=list)
    who: Who | None = None
    settled: bool = False


@dataclass(slots=True)
class Scene:
    """A sentence with the text's quotations, and what was found in it so far."""

    s: Sentence
    quotations: Quotations
    turns: list[int]
    found: list[Said] = field(default_factory=list)
    # For each attribution found, the token behind its cue: where the next speaker may begin.
    reached: list[int] = field(default_factory=list)

    def floor(self, token: int) -> int:
        """Where the clause with this token begins: behind the last turn."""
        return max((turn for turn in self.turns if turn <= token), default=0)

    def add(
        self,
        speaker: Speaker | None,
        cue: tuple[int, int],
        content: Stretch,
        polarity: str,
        rule: str,
        via: str = "",
    ) -> Said | None:
        """Keeps an attribution, if something is said in it. ``cue`` is in tokens, ``content`` in the text."""
        s = self.s
        start, end = bare(s.text, *content)
        if start and s.text[start - 1] in "“‘«" and s.text[end - 1] in "”’»" and s.text[start] not in "“‘«":
            start -= 1
        if end < len(s.text) and s.text[end] in _CLOSING and _CLOSING[s.text[end]] in s.text[start:end]:
            inner = s.text[start:end]
            end += inner.count(_CLOSING[s.text[end]]) > inner.count(s.text[end])
        if end - start < 2:
            return None
        source = None if speaker is None else bare(s.text, s.starts[speaker.first], s.ends[speaker.behind - 1])
        if source is not None and source[0] >= source[1]:
            return None
        who = None if speaker is None else describe(s, speaker)
        said = Said(
            source, (s.starts[cue[0]], s.ends[cue[1] - 1]), (start, end), polarity, rule, [via] if via else [], who
        )
        self.found.append(said)
        self.reached.append(cue[1])
        return said
