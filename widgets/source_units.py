"""Words and sentences in running text, found around an offset without looking at the whole text."""

from __future__ import annotations

import re

from casefile.domain.span import Span
from widgets.graphemes import at_grapheme, next_grapheme

_AROUND = 256
_FAR = 6000
_STEP = 2048
"""Code points that one step may pass: in a megabyte without a space a word's end is not worth the wait."""
_HAN = "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A Han sign is taken alone (words are not told apart in Chinese without a dictionary), kana by their runs;
# elsewhere letters with what joins them: O’Brien, Jean-Pierre, 9.30, o.venhart@pae.example, VM-7741-20.
_WORD = re.compile(
    f"[{_HAN}]"
    "|[\u3041-\u309f]+|[\u30a0-\u30ff]+"
    f"|(?:(?![{_HAN}\u3041-\u30ff])[^\\W_]|[\u0300-\u036f])+"
    f"(?:[’'.@:/_\\-\u00b7\u2010\u2011]+(?:(?![{_HAN}\u3041-\u30ff])[^\\W_]|[\u0300-\u036f])+)*"
)
_END = re.compile(r"(?:[.!?…]+|[。！？｡]+)[\"'”’»)\]」』）]*|\n[^\S\n]*\n")
_WIDE_END = re.compile(r"[。！？｡]")
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        "mr mrs ms mx dr prof rev hon st sr jr gen col lt sgt capt cmdr maj adm gov sen rep pres fr mme mlle "
        "vs no nos nr art sec fig vol pp p ed est ca cf al inc ltd co corp dept jan feb mar apr jun jul aug sep sept "
        "oct nov dec mon tue wed thu fri sat sun bzw usw str abs e.g i.e z.b d.h u.a a.m p.m",
    )
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_STARTERS = frozenset(
    re.findall(r"\S+", "the a an in on at by he she it they we but and this that there his her its their")
)


def word_at(text: str, offset: int) -> Span:
    """The word at ``offset``, or the one that ends there; else the single grapheme that stands there."""
    low = max(0, offset - _AROUND)
    best = None
    for match in _WORD.finditer(text, low, min(len(text), offset + _AROUND)):
        if match.start() > offset:
            break
        if match.end() > offset:
            return Span(*match.span())
        if match.end() == offset:
            best = Span(*match.span())
    if best is not None:
        return best
    start = at_grapheme(text, offset)
    return Span(start, next_grapheme(text, start))


def next_word(text: str, offset: int) -> int:
    """Where the next word begins; the end of the text behind the last."""
    stop = min(len(text), offset + _STEP)
    while offset < stop:
        limit = min(len(text), offset + _AROUND)
        here = word_at(text, offset)
        begin = here.end if here.start <= offset < here.end else offset
        match = _WORD.search(text, begin, limit)
        if match:
            return match.start()
        offset = max(limit, offset + 1)
    return at_grapheme(text, offset)


def previous_word(text: str, offset: int) -> int:
    """Where the word before ``offset`` begins; 0 before the first."""
    stop = max(0, offset - _STEP)
    while offset > stop:
        low = max(0, offset - _AROUND)
        last = None
        for match in _WORD.finditer(text, low, offset):
            last = match.start()
        if last is not None and (last > low or low == 0):
            return last
        offset = low
    return at_grapheme(text, offset)


def sentence_at(text: str, offset: int, within: Span) -> Span:
    """The sentence around ``offset`` inside the paragraph ``within``, white space around it left out."""
    offset = max(within.start, min(offset, within.end))
    low, high = max(within.start, offset - _FAR), min(within.end, offset + _FAR)
    start, end = low, high
    for cut in sentence_ends(text, low, high):
        if cut <= offset:
            start = cut
        else:
            end = cut
            break
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    # A caret in the blank between two sentences belongs to the one behind it.
    return Span(start, end)


def sentence_ends(text: str, start: int, end: int) -> list[int]:
    """The offsets behind each sentence of ``text[start:end]`` (the last one's end not included)."""
    return [m.end() for m in _END.finditer(text, start, end) if m.end() < end and _is_end(text, m, start, end)]


def _is_end(text: str, match: re.Match[str], start: int, end: int) -> bool:
    mark = match.group()
    if mark[0] == "\n" or _WIDE_END.match(mark):
        return True
    behind = text[match.end() : min(end, match.end() + 24)]
    if not behind[:1].isspace():
        return False
    following = behind.lstrip()
    if following[:1].islower():
        return False
    if mark != ".":
        return True
    before = text[max(start, match.start() - 24) : match.start()].split()
    last = before[-1].lstrip("(“\"'‘[") if before else ""
    if last.lower() in _ABBREVIATIONS:
        return False
    if _INITIALS.match(last):
        # "J. Aldqvist" goes on; "in the U.S. The court" does not.
        word = following.split(maxsplit=1)
        return "." in last and bool(word) and word[0].lower() in _STARTERS
    return True


def larger(text: str, offset: int, selection: Span | None, mention: Span | None, paragraph: Span) -> Span | None:
    """What a selection grows to: word, mention, sentence, paragraph; the next that is really larger."""
    offset = max(paragraph.start, min(offset, paragraph.end - 1))
    units = [word_at(text, offset), sentence_at(text, offset, paragraph), paragraph]
    if mention is not None:
        units.insert(1, mention)
    for unit in sorted(units, key=len):
        if len(unit) and (selection is None or (unit.contains(selection) and unit != selection)):
            return unit
    return None
