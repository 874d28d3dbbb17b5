"""A note's Markdown as blocks of sentences, each with the pins that it rests on.

Markup that could reach out of a document (raw HTML, images, links, reference definitions) is switched off, so
it comes out as the words that were typed. A sentence without a pin is the analyst's judgement (rule 3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from casefile.domain.span import find_pins

_OFF = ["html_block", "html_inline", "link", "image", "autolink", "reference"]
_STYLES = {"strong": "strong", "em": "em"}
_BROKEN_PIN = re.compile(r"⟦[^⟦⟧\n]{0,60}⟧?")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?P<gap>\s+)|[。！？]+[」』”’)）]*")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Gen|Col|Capt|Lt|Sgt|Rev|No|Nos|vs|etc|cf|ca|approx|Inc|Ltd|Co|Fig|p|pp|e\.g|"
    r"i\.e)|\b[A-Z])\.\Z"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style, or (``ref`` not 0) the mark of footnote ``ref``, its ``visit``-th."""

    text: str
    styles: frozenset[str] = frozenset()
    ref: int = 0
    visit: int = 0
    is_pin: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """``is_judgement``: no sound pin stands in it."""

    runs: tuple[Run, ...]
    is_judgement: bool


@dataclass(frozen=True, slots=True)
class Block:
    """``kind``: paragraph, heading, code, rule, bullets, numbers, item, aside. ``start`` numbers a list."""

    kind: str
    sentences: tuple[Sentence, ...] = ()
    children: tuple[Block, ...] = ()
    start: int = 1

    @property
    def is_judgement(self) -> bool:
        return self.kind == "paragraph" and all(sentence.is_judgement for sentence in self.sentences)


Cite = Callable[[str], Run]
"""Takes a pin as it is written, well-formed or not, and gives the run that stands in its place."""


def blocks(body: str, cite: Cite) -> tuple[Block, ...]:
    """The blocks of ``body``; ``cite`` is called for every pin, in reading order."""
    tokens = MarkdownIt("commonmark", {"html": False}).disable(_OFF).parse(body)
    return tuple(_blocks(SyntaxTreeNode(tokens).children, cite))


def _blocks(nodes: Sequence[SyntaxTreeNode], cite: Cite) -> Iterator[Block]:
    for node in nodes:
        if node.type in ("paragraph", "heading"):
            runs = [run for inline in node.children for run in _runs(inline.children, frozenset(), cite)]
            yield Block(node.type, tuple(_sentences(runs)))
        elif node.type in ("fence", "code_block"):
            runs = list(_in_code(node.content.rstrip("\n"), frozenset(), cite))
            yield Block("code", (Sentence(tuple(runs), not _rests(runs)),))
        elif node.type == "hr":
            yield Block("rule")
        else:
            kind = {"bullet_list": "bullets", "ordered_list": "numbers", "list_item": "item"}.get(node.type, "aside")
            start = int(node.attrs.get("start", 1)) if kind == "numbers" else 1
            yield Block(kind, children=tuple(_blocks(node.children, cite)), start=start)


def _runs(nodes: Sequence[SyntaxTreeNode], styles: frozenset[str], cite: Cite) -> Iterator[Run]:
    for node in nodes:
        if node.type == "text":
            yield from _with_pins(node.content, styles, cite)
        elif node.type == "code_inline":
            yield from _in_code(node.content, styles, cite)
        elif node.type in ("softbreak", "hardbreak"):
            yield Run("\n", frozenset({"break"}) if node.type == "hardbreak" else frozenset())
        elif node.type in _STYLES:
            yield from _runs(node.children, styles | {_STYLES[node.type]}, cite)
        else:
            yield from _with_pins(node.content, styles, cite)


def _with_pins(text: str, styles: frozenset[str], cite: Cite) -> Iterator[Run]:
    done = 0
    for start, end in pin_places(text):
        # The mark of a footnote stands at the word; a space before the pin would part them.
        if before := text[done:start].rstrip(" "):
            yield Run(before, styles)
        yield cite(text[start:end])
        done = end
    if text[done:]:
        yield Run(text[done:], styles)


def _in_code(text: str, styles: frozenset[str], cite: Cite) -> Iterator[Run]:
    """Code stays as it is typed; the footnotes of pins inside it stand behind it."""
    yield Run(text, styles | {"code"})
    for start, end in pin_places(text):
        yield cite(text[start:end])


def pin_places(text: str) -> list[tuple[int, int]]:
    """Where pins stand in ``text``, those included that were damaged beyond reading."""
    sound = [(placed.where.start, placed.where.end) for placed in find_pins(text)]
    broken = [match.span() for match in _BROKEN_PIN.finditer(text)]
    return sorted({*sound, *(place for place in broken if place not in sound)})


def _rests(runs: Sequence[Run]) -> bool:
    return any(run.is_pin for run in runs)


def _sentences(runs: Sequence[Run]) -> Iterator[Sentence]:
    """``runs`` cut at the ends of sentences. A pin belongs to the sentence that it follows."""
    text = "".join("" if run.ref else run.text for run in runs)
    cuts = [*_ends(text), len(text) + 1]
    parts: list[Run] = []
    place = 0
    for run in runs:
        if run.ref:
            if place >= cuts[0]:
                yield Sentence(tuple(parts), not _rests(parts))
                parts, cuts = [], cuts[1:]
            parts.append(run)
            continue
        left = run.text
        while left and place + len(left) > cuts[0]:
            here = cuts[0] - place
            if here:
                parts.append(replace(run, text=left[:here]))
            if parts:
                yield Sentence(tuple(parts), not _rests(parts))
            parts, left, place, cuts = [], left[here:], cuts[0], cuts[1:]
        if left:
            parts.append(replace(run, text=left))
            place += len(left)
    if parts:
        yield Sentence(tuple(parts), not _rests(parts))


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        following = text[match.end() : match.end() + 1]
        if not following:
            continue
        is_abbreviated = match["gap"] is not None and _ABBREVIATED.search(text, 0, match.start() + 1)
        if not following.islower() and not is_abbreviated:
            yield match.end()
