"""Where the words of a search stand in a text, found as the index finds them. Imports no Whoosh.

Words are folded one by one, joined forms and whole tokens go over several, CJK characters stand in a row. Most of
a text is plain words that the search did not ask for: they are passed over by looking for the letters of those
that it did, and only what stands in an odd chunk (joined, or not of ASCII letters alone) is cut up.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable
from collections.abc import Set as AbstractSet
from itertools import islice

from casefile.domain.folding import fold
from casefile.domain.marks import MARKS
from casefile.domain.transliteration import key
from index.analysis import MAX_WORD, chunk_pattern, chunks, pieces, wholes
from index.answering import EDIT_MARK, KEY_MARK
from index.edits import is_near

Place = tuple[int, int, str]
"""Start and end in the text, and the folded word that was found there."""

_JOINED = re.compile("(?:[_’‘ʹ＇\u00ad\u200c\u200d]|[^\\w\n])+")
_JOINER = re.compile("['’‘ʹ＇\\-‐‑\u00ad\u200c\u200d]+")
_BINDS = re.compile(f"['’‘ʹ＇\\-‐‑\u00ad\u200c\u200d{MARKS}]")
# Whatever may stand in a chunk but an ASCII letter or digit: joiners, and all beyond ASCII but usual punctuation.
_ODD = re.compile("[^\x00-&(-,.-\x7f\u00a0\u00ab\u00bb\u2012-\u2017\u201a-\u203e]")
_MOSTLY = 0.8
"""Share of ASCII from which a passage is searched for letters instead of being cut up."""
_is_plain = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789").__contains__
_LONGEST_KEPT = 64
_KEPT = 1 << 16
_MANY = 64
"""Places where a row may begin from which on all of a passage is cut up at once."""
_REACH = 32
"""Code points in which a word of a row is looked for at first: a run of CJK characters may go on for pages."""


class Matcher:
    """The terms of an ``IndexAnswer``, compiled once. May be used by several threads."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = tuple(dict.fromkeys(terms))
        self._words: set[str] = set()
        self._prefixes: tuple[str, ...] = ()
        self._keys: set[str] = set()
        self._key_prefixes: tuple[str, ...] = ()
        self._edits: list[str] = []
        self._rows: list[tuple[list[str], Matcher]] = []
        for term in self.terms:
            self._take(term)
        # What was found in a chunk of letters, from its start. Two threads that cut the same one only cut it twice.
        self._known: dict[str, tuple[Place, ...]] = {}
        letters = {*self._words, *self._prefixes}
        self._plain = sorted(word for word in letters if word.isascii() and word.isalnum())
        self._has_wholes = any(not word.isalnum() or (len(word) > 6 and not word.isalpha()) for word in self._words)
        self._is_near = bool(self._keys or self._key_prefixes or self._edits)
        self._must_cut = self._is_near or any(len(word) >= MAX_WORD for word in letters)
        self._wanted = [_JOINED.sub("", term) for term in letters]

    def _take(self, term: str) -> None:
        if " " in term:
            row = term.split()
            if len(row) > 1:
                self._rows.append((row, Matcher([row[0]])))
        elif term.startswith(KEY_MARK):
            if term.endswith("*"):
                self._key_prefixes += (term[1:-1],)
            self._keys.add(term[1:].removesuffix("*"))
        elif term.endswith("*") and len(term) > 1:
            self._prefixes += (term[:-1],)
            self._words.add(term[:-1])
        elif term.endswith(EDIT_MARK):
            self._edits.append(term[:-1])
        elif term:
            self._words.add(term)

    def __bool__(self) -> bool:
        return bool(self.terms)

    def places(self, text: str, start: int = 0, end: int | None = None) -> list[Place]:
        """Every hit in ``text[start:end]``, by place, the longer first; the ends must not cut words."""
        passage = text[start:end] if start or end is not None else text
        found = self._single(passage) if self._words or self._is_near else []
        for row, head in self._rows:
            found += _in_row(passage, row, sorted({place[0] for place in head.places(passage)}))
        found.sort(key=_by_place)
        return [(start + first, start + last, word) for first, last, word in found] if start else found

    def _is_hit(self, word: str) -> bool:
        if word in self._words or (self._prefixes and word.startswith(self._prefixes)):
            return True
        if self._keys or self._key_prefixes:
            sound = key(word)
            if sound and (sound in self._keys or (self._key_prefixes and sound.startswith(self._key_prefixes))):
                return True
        return any(is_near(word, other) for other in self._edits)

    def _single(self, passage: str) -> list[Place]:
        """The hits that are one word, one joined form, one whole token."""
        if self._must_cut or len(passage.encode("ascii", "ignore")) < _MOSTLY * len(passage):
            found = self._by_chunks(passage)
        else:
            found = self._by_letters(passage)
        if self._has_wholes or (self._words and self._may_be_address(passage)):
            found += [place for place in wholes(passage) if place[2] in self._words]
        return found

    def _may_be_address(self, passage: str) -> bool:
        """Whether a term may be the whole of an address: such a word stands right behind its beginning."""
        lowered = passage.lower()
        if "://" not in lowered and "ww." not in lowered:
            return False
        return any(not word.isascii() or f"//{word}" in lowered or f"ww.{word}" in lowered for word in self._words)

    def _by_chunks(self, passage: str) -> list[Place]:
        pattern = chunk_pattern(passage)
        hits = self._hits_in(set(pattern.findall(passage)))
        starts = _starts(passage, hits, pattern) if hits else []
        return [(at + first, at + last, word) for at, chunk in starts for first, last, word in hits[chunk]]

    def _hits_in(self, cut: set[str]) -> dict[str, tuple[Place, ...]]:
        """Those of the chunks ``cut`` in which anything is found, and what, from each chunk's start."""
        known = self._known
        new = {chunk for chunk in cut if chunk not in known}
        fresh = dict.fromkeys(new, ()) | {chunk: self._in_chunk(chunk) for chunk in self._likely(new)}
        hits = {chunk: places for chunk in cut if (places := fresh.get(chunk) or known.get(chunk))}
        if len(known) + len(fresh) > _KEPT:
            self._known = known = {}
        known |= {chunk: places for chunk, places in fresh.items() if len(chunk) <= _LONGEST_KEPT}
        return hits

    def _likely(self, cut: AbstractSet[str]) -> AbstractSet[str]:
        """Those of ``cut`` that hold a term's letters in a row: the others need no cutting up.

        What is not ASCII is folded in one go, a line each: a line's end has no part in folding.
        """
        if self._is_near or not cut:
            return cut
        plain: list[tuple[str, str]] = []
        other: list[tuple[str, str]] = []
        for chunk in cut:
            bare = _JOINER.sub("", chunk)
            (plain if bare.isascii() else other).append((chunk, bare))
        folded = _JOINED.sub("", fold("\n".join(bare for _, bare in other))).split("\n") if other else []
        pairs = [(chunk, bare.lower()) for chunk, bare in plain]
        pairs += [(chunk, bare) for (chunk, _), bare in zip(other, folded, strict=True)]
        return {chunk for chunk, bare in pairs if any(term in bare for term in self._wanted)}

    def _by_letters(self, passage: str) -> list[Place]:
        found, starts, ends = self._in_odd_chunks(passage)
        lowered = passage.lower()
        if len(lowered) != len(passage):
            # The only letter that becomes two: it stands in an odd chunk, which has been looked at.
            lowered = passage.replace("\u0130", "I").lower()
        seen: set[int] = set()
        for word in self._plain:
            at, size = lowered.find(word), len(word)
            begins = word in self._prefixes
            while at >= 0:
                end = at + size
                is_word = (begins or not _is_plain(lowered[end : end + 1])) and not _is_plain(lowered[at - 1 : at])
                odd = bisect_right(starts, at) - 1
                if is_word and at not in seen and (odd < 0 or ends[odd] <= at):
                    while begins and _is_plain(lowered[end : end + 1]):
                        end += 1
                    seen.add(at)
                    found.append((at, end, lowered[at:end]))
                at = lowered.find(word, at + 1)
        return found

    def _in_odd_chunks(self, passage: str) -> tuple[list[Place], list[int], list[int]]:
        """The hits in chunks that are not plain words, and where such chunks begin and end."""
        odd: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done, pattern = 0, chunk_pattern(passage)
        for character in _ODD.finditer(passage):
            at = character.start()
            if at < done:
                continue
            while at > done and _is_plain(passage[at - 1]):
                at -= 1
            match = pattern.match(passage, at)
            if match is not None:
                chunk, done = match[0], match.end()
                if not (chunk.isascii() and chunk.isalnum()):
                    odd.append(chunk)
                    starts.append(at)
                    ends.append(done)
        hits = self._hits_in(set(odd))
        found = [
            (at + first, at + last, word)
            for at, chunk in zip(starts, odd, strict=True)
            if chunk in hits
            for first, last, word in hits[chunk]
        ]
        return found, starts, ends

    def _in_chunk(self, chunk: str) -> tuple[Place, ...]:
        if chunk.isascii() and chunk.isalnum():
            word = chunk.lower()[:MAX_WORD]
            return ((0, len(chunk), word),) if self._is_hit(word) else ()
        cut = pieces(chunk)
        parts = cut.parts
        hits = [part for part in parts if self._is_hit(part[2])]
        hits += [(parts[first][0], parts[last][1], term) for term, first, last in cut.wide if term in self._words]
        return tuple(hits)


def _starts(passage: str, wanted: Collection[str], pattern: re.Pattern[str]) -> list[tuple[int, str]]:
    """Where each of the chunks ``wanted`` stands in ``passage`` as a chunk of its own."""
    found: list[tuple[int, str]] = []
    for chunk in wanted:
        at = passage.find(chunk)
        while at >= 0:
            before = passage[at - 1 : at]
            if _BINDS.match(before):
                # Whether a chunk begins here only what stands further to the left can tell.
                return [(match.start(), match[0]) for match in pattern.finditer(passage) if match[0] in wanted]
            if not before.isalnum():
                match = pattern.match(passage, at)
                if match is not None and match[0] == chunk:
                    found.append((at, chunk))
            at = passage.find(chunk, at + len(chunk))
    return found


def _in_row(passage: str, wanted: list[str], starts: list[int]) -> list[Place]:
    """Where the words of ``wanted`` follow one another, beginning at one of ``starts``."""
    prefix = wanted[-1][:-1] if wanted[-1].endswith("*") else None
    fixed = wanted if prefix is None else wanted[:-1]
    term = " ".join(wanted)
    found: list[Place] = []
    cut = _cut_once(passage, len(wanted)) if len(starts) > _MANY else None
    for start in starts:
        words = _words_from(passage, start, len(wanted)) if cut is None else cut(start)
        if (
            len(words) == len(wanted)
            and all(word == one for (_, word), one in zip(words, fixed, strict=False))
            and (prefix is None or words[-1][1].startswith(prefix))
        ):
            found.append((start, words[-1][0], term))
    return found


def _words_from(passage: str, start: int, count: int) -> list[tuple[int, str]]:
    """The first ``count`` words from ``start``: the end of each, and the word folded; fewer at the passage's end."""
    for stop in (start + _REACH * (count + 1), len(passage)):
        words = ((offset + last, word) for offset, cut in chunks(passage, start, stop) for _, last, word in cut.parts)
        found = list(islice(words, count))
        # What ends where the look ended may go on behind it.
        if stop >= len(passage) or (len(found) == count and found[-1][0] < stop):
            break
    return found


def _cut_once(passage: str, count: int) -> Callable[[int], list[tuple[int, str]]]:
    """As ``_words_from``, for many places: the passage is cut up once."""
    row = [(offset + first, offset + last, word) for offset, cut in chunks(passage) for first, last, word in cut.parts]
    words = [(last, word) for _, last, word in row]
    at = {first: number for number, (first, _, _) in enumerate(row)}
    return lambda start: words[at[start] : at[start] + count] if start in at else []


def _by_place(place: Place) -> tuple[int, int]:
    return place[0], -place[1]
