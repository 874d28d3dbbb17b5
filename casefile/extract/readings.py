"""How damaged words should be read: glued ones, lost spaces, words broken by a hyphen, doubled ones.

The text stays as it is: a reading lies over a span of it and names its rule. Every rule wants evidence (the parts or
the whole stand elsewhere in the text, or are ordinary words) and gives nothing where it is in doubt. Apart from the
names that an engine ended inside a word, the rules know English only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property

from casefile.domain.extraction import FoundName, FoundReading
from casefile.domain.span import Span
from casefile.extract.names.tokens import UPPER
from casefile.extract.reading_words import (
    DOUBLED,
    DOUBLED_VERBS,
    HOST_ENDINGS,
    JOINERS,
    LAST_SYLLABLES,
    OPENERS,
    RELATIVES,
    WHOLE,
    is_ordinary,
)

GLUED, LOST_SPACE, BROKEN, DOUBLED_WORD = "glued word", "lost space", "broken word", "doubled word"

_LETTERS = r"[^\W\d_]"
_SMALL = "a-zß-öø-ÿ"
# A word stands by itself: not in an address, a file name, a handle, a hyphenated or an abbreviated word.
_ALONE, _ENDED = r"(?<![\w@#/\\.’'&=-])", r"(?![\w@/\\&=-]|[.:]\w)"
_JOINED = "|".join(sorted(JOINERS, key=len, reverse=True))

_NAME_AND_JOINER = re.compile(rf"{_ALONE}([{UPPER}]{_LETTERS}{{2,40}}?)({_JOINED}){_ENDED}")
_WORD_AND_JOINER = re.compile(rf"(?<=[{_SMALL}]{{4}})({_JOINED}){_ENDED}")
_ARTICLE_AND_WORD = re.compile(rf"{_ALONE}([Tt]he)([{_SMALL}]{{4,30}}){_ENDED}")
_SMALL_AND_CAPITAL = re.compile(rf"{_ALONE}([{_SMALL}]{{2,30}})([{UPPER}][{_SMALL}]{{1,40}}){_ENDED}")
_CAPITAL_AND_OPENER = re.compile(
    rf"{_ALONE}([{UPPER}][{_SMALL}]{{2,40}})(The|In|He|She|But|It|They|According|However|After){_ENDED}"
)
_STOP = re.compile(
    rf"(?<=[{_SMALL}\d,;’'] )([{_SMALL}]{{2,30}}|(?:19|20)\d\d)([.!?])([{UPPER}][{_SMALL}]{{0,40}})(?=[ ,’'\n])"
)
_COMMA = re.compile(rf"(?<=[{_SMALL}\d] )([{_SMALL}]{{2,30}}),([{_SMALL}]{{2,30}})(?=[ \n])")
_HYPHEN = re.compile(
    rf"(?<![\w-])({_LETTERS}[{_SMALL}]{{1,30}})[-\u2010\u00ad](?:[ \t]{{0,4}}\n[ \t]{{0,4}}| )"
    rf"([{_SMALL}]{{2,30}})(?![\w-])"
)
_DOUBLED = re.compile(
    rf"(?<![\w’'.-])({'|'.join(sorted(DOUBLED | DOUBLED_VERBS))})"
    rf"((?:[ \u00a0]{{1,3}}|[ \t]{{0,3}}\n[ \t]{{0,3}})\1){{1,3}}"
    rf"(?![\w’'.-])",
    re.IGNORECASE,
)
_WORD = re.compile(rf"{_LETTERS}+")
_COMPOUND = re.compile(rf"(?<!\w){_LETTERS}{{2,32}}-{_LETTERS}{{2,32}}(?!\w)")
# The commonest words of English, without those that its neighbours have too ("in", "was", "is").
_ENGLISH = re.compile(r"\b(?:the|of|and|to|that|for|on|said|by|with|from|has|he|she|it)\b", re.IGNORECASE)
_SAMPLE = 20_000
# Behind one of these a clause may end in the verb that is said again: "what it was was …", "the truth is is that …".
_CLAUSE = re.compile(
    r"\b(?:what|who|where|how|whatever|it|that|this|they|he|she|we|you|there|once|thing)\b", re.IGNORECASE
)


def find_readings(text: str, names: tuple[FoundName, ...]) -> tuple[FoundReading, ...]:
    """The readings of ``text``, none overlapping another, in their order.

    A name that ends inside a word ("Lindwho") makes one by itself: only an engine that met the name alone elsewhere in
    the text lets a mention end there.
    """
    words = _Words(text)
    found = list(_cut_by_names(text, names))
    for rule in _RULES:
        found += rule(text, words)
    kept: list[FoundReading] = []
    for reading in sorted(found, key=lambda each: (each.span.start, -len(each.span))):
        if not kept or kept[-1].span.end <= reading.span.start:
            kept.append(reading)
    return tuple(kept)


class _Words:
    """How often each word stands in the text, counted when it is first asked."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _exact(self) -> Counter[str]:
        return Counter(_WORD.findall(self._text))

    @cached_property
    def _any_case(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for word, number in self._exact.items():
            counts[word.lower()] += number
        return counts

    @cached_property
    def compounds(self) -> frozenset[str]:
        """The words written with a hyphen, in small letters."""
        return frozenset(each.lower() for each in _COMPOUND.findall(self._text))

    @cached_property
    def are_english(self) -> bool:
        sample = self._text[:_SAMPLE]
        number = sum(1 for _ in _WORD.finditer(sample))
        return number < 20 or sum(1 for _ in _ENGLISH.finditer(sample)) * 10 >= number

    def stands(self, word: str) -> int:
        """How often ``word`` stands as it is written."""
        return self._exact[word]

    def believes(self, word: str) -> bool:
        """Whether ``word``, which stands here in a damaged place, is ordinary or stands elsewhere too."""
        return is_ordinary(word.lower()) or self.known(word) > 1

    def known(self, word: str) -> int:
        """How often ``word`` stands in capital or small letters."""
        return self._any_case[word.lower()]


def _cut_by_names(text: str, names: tuple[FoundName, ...]) -> Iterator[FoundReading]:
    for name in names:
        start, end = name.span.start, name.span.end
        stop = end
        while stop < len(text) and text[stop].isalpha() and stop - end < 12:
            stop += 1
        if end < stop and text[end - 1 : end].isalpha() and text[end].islower():
            first = start + name.span.of(text).rfind(" ") + 1
            yield FoundReading(Span(first, stop), f"{text[first:end]} {text[end:stop]}", GLUED)


def _names_and_joiners(text: str, words: _Words) -> Iterator[FoundReading]:
    """“Lindsaid” where “Lind” stands elsewhere, at least as often: a name that happens to end so is the commoner one.

    No word of English ends in “who”, “whose” or “which” otherwise, so that these need no such evidence.
    """
    for match in _NAME_AND_JOINER.finditer(text):
        name, whole = match[1], match[0]
        if whole.endswith("land"):  # Poland is no "Pol and", though a Pol may be met in the same text
            continue
        alone = match[2] in RELATIVES or (words.stands(name) >= words.stands(whole) and not is_ordinary(name.lower()))
        if alone and words.are_english:
            yield FoundReading(Span(*match.span()), f"{name} {match[2]}", GLUED)


def _words_and_joiners(text: str, words: _Words) -> Iterator[FoundReading]:
    """“mayorwas”: the first is an ordinary word or stands elsewhere by itself, the whole is none and does not."""
    for match in _WORD_AND_JOINER.finditer(text):
        start = match.start()
        while start and match.end() - start < 40 and text[start - 1].isalpha():
            start -= 1
        first, whole = text[start : match.start()], text[start : match.end()]
        alone = start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "@#/\\.’'-_")
        if not alone or not whole.islower() or whole in WHOLE or is_ordinary(whole):
            continue
        believed = is_ordinary(first) or match[1] in RELATIVES or words.known(first)
        if believed and words.known(whole) == 1 and words.are_english:
            yield FoundReading(Span(start, match.end()), f"{first} {match[1]}", GLUED)


def _articles_and_words(text: str, words: _Words) -> Iterator[FoundReading]:
    """“thepolice”: what follows the article is an ordinary word, the whole is none and stands nowhere else."""
    for match in _ARTICLE_AND_WORD.finditer(text):
        whole, word = match[0].lower(), match[2]
        if whole in WHOLE or is_ordinary(whole) or not is_ordinary(word):
            continue
        if words.known(whole) == 1 and words.are_english:
            yield FoundReading(Span(*match.span()), f"{match[1]} {word}", GLUED)


def _small_and_capital(text: str, words: _Words) -> Iterator[FoundReading]:
    """“toldReuters”: a word in small letters, ordinary or known, and one with a capital that stands elsewhere."""
    for match in _SMALL_AND_CAPITAL.finditer(text):
        first = is_ordinary(match[1]) or (len(match[1]) > 3 and words.known(match[1]))
        if first and words.stands(match[2]) and words.stands(match[0]) == 1 and words.are_english:
            yield FoundReading(Span(*match.span()), f"{match[1]} {match[2]}", LOST_SPACE)


def _capital_and_opener(text: str, words: _Words) -> Iterator[FoundReading]:
    """“ReutersThe”: a word that stands elsewhere by itself, and one that opens sentences."""
    for match in _CAPITAL_AND_OPENER.finditer(text):
        if words.stands(match[1]) and words.stands(match[0]) == 1 and words.are_english:
            yield FoundReading(Span(*match.span()), f"{match[1]} {match[2]}", LOST_SPACE)


def _stops(text: str, words: _Words) -> Iterator[FoundReading]:
    """“border.The”: a stop, and a word that opens sentences; or two words that are ordinary or stand elsewhere."""
    for match in _STOP.finditer(text):
        before, after = match[1], match[3]
        if after.lower() in HOST_ENDINGS:
            continue
        opens = after.lower() in OPENERS and len(before) > 2
        both = (before.isdigit() or words.believes(before)) and len(after) > 2 and words.believes(after)
        if (opens or both) and words.are_english:
            yield FoundReading(Span(*match.span()), f"{before}{match[2]} {after}", LOST_SPACE)


def _commas(text: str, words: _Words) -> Iterator[FoundReading]:
    """“border,where”: a word that is ordinary or stands elsewhere follows."""
    for match in _COMMA.finditer(text):
        if words.believes(match[2]) and (len(match[1]) > 2 or words.believes(match[1])) and words.are_english:
            yield FoundReading(Span(*match.span()), f"{match[1]}, {match[2]}", LOST_SPACE)


def _hyphens(text: str, words: _Words) -> Iterator[FoundReading]:
    """“informa-” and “tion”, where the whole stands elsewhere or is ordinary, or where words end so and none begins so.

    A compound that stands elsewhere with its hyphen is never joined.
    """
    for match in _HYPHEN.finditer(text):
        joined = match[1] + match[2]
        whole = words.known(joined) or is_ordinary(joined.lower()) or match[2] in LAST_SYLLABLES
        if whole and f"{match[1]}-{match[2]}".lower() not in words.compounds and words.are_english:
            yield FoundReading(Span(*match.span()), joined, BROKEN)


def _doubles(text: str, words: _Words) -> Iterator[FoundReading]:
    """“the the”: small words that English does not say twice."""
    for match in _DOUBLED.finditer(text):
        first, rest = match[1], match[0][len(match[1]) :]
        if not rest.islower() or not (first.islower() or first.istitle()) or (len(first) == 1 and first != "a"):
            continue
        if first.lower() in DOUBLED_VERBS:
            sentence = max(text.rfind(stop, max(0, match.start() - 120), match.start()) for stop in ".?!\n")
            if _CLAUSE.search(text, max(sentence, match.start() - 120, 0), match.start()):
                continue
        if words.are_english:
            yield FoundReading(Span(*match.span()), first, DOUBLED_WORD)


_RULES: tuple[Callable[[str, _Words], Iterator[FoundReading]], ...] = (
    _names_and_joiners,
    _words_and_joiners,
    _articles_and_words,
    _small_and_capital,
    _capital_and_opener,
    _stops,
    _commas,
    _hyphens,
    _doubles,
)
