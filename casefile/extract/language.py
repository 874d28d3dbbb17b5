"""Which language a text is in: by its script, and by its small words where several languages share one.

Made for telling engines what to read, not for philology: what is not clear is said to be unclear. Languages that
write almost alike are one here (Croatian, Bosnian and Serbian in Latin letters; Indonesian and Malay).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from casefile.extract.language_words import LETTERS, NAMES, SCRIPTS, WORDS

_SAMPLE = 10_000
"""Code points that are looked at, at the beginning and again in the middle: a text of 5 MB costs what 20 KB cost."""

# Not by letters: Indian scripts write vowels as marks, which are none.
_WORD = re.compile(r"[^\s\d_.,;:!?…\"'’‘“”„«»()\[\]{}/\\|<>*#=+&%·•।–—-]{1,24}")
_LETTER_WEIGHT = 0.5
_SHORT_WEIGHT = 0.4
_LEAST = 2.0
_MARGIN, _MARGIN_OF_FEW, _FEW = 1.25, 1.6, 20


@dataclass(frozen=True, slots=True)
class Detected:
    """``language`` is a code of two letters, empty where nothing speaks for any; ``sure`` where it is clear."""

    language: str
    sure: bool


def detect(text: str) -> Detected:
    """The language that most of ``text`` is in. Pure; time is bounded, however long the text."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        middle = max(_SAMPLE, len(text) // 2)
        sample += " " + text[middle : middle + _SAMPLE]
    sample = sample.lower()
    letters = Counter(filter(str.isalpha, sample))
    total = letters.total()
    if not total:
        return Detected("", False)
    by_script = _by_script(letters)
    if by_script:
        (language, number), *_ = by_script.most_common(1)
        # Chinese characters stand in Japanese too, Latin letters in every language's news.
        if language == "zh" and by_script["ja"] * 10 > number:
            language, number = "ja", by_script["ja"] + number
        if number * 2 > total:
            return Detected(language, total >= 8)
    return _by_words(sample, letters)


def name_of(language: str) -> str:
    """The English name of a language code; the code in quotes where it has none here."""
    code = language.partition("-")[0].partition("_")[0].lower()
    return NAMES.get({"no": "nb", "nn": "nb", "bs": "hr", "ms": "id"}.get(code, code), f"“{language}”")


def _by_script(letters: Counter[str]) -> Counter[str]:
    starts = [start for start, _, _ in SCRIPTS]
    found: Counter[str] = Counter()
    for letter, number in letters.items():
        at = bisect_right(starts, ord(letter)) - 1
        if at >= 0 and ord(letter) < SCRIPTS[at][1]:
            found[SCRIPTS[at][2]] += number
    return found


def _by_words(sample: str, letters: Counter[str]) -> Detected:
    words = Counter(_WORD.findall(sample))
    weights: dict[str, float] = {}
    bearers = _bearers()
    for word, number in words.items():
        languages = bearers.get(word, ())
        if languages:
            weight = number / len(languages) ** 0.5 * (_SHORT_WEIGHT if len(word) == 1 else 1.0)
            for language in languages:
                weights[language] = weights.get(language, 0.0) + weight
    for letter, written_by in LETTERS.items():
        seen = letters.get(letter)
        if seen:
            languages = tuple(written_by.split())
            for language in languages:
                weights[language] = weights.get(language, 0.0) + _LETTER_WEIGHT * seen / len(languages)
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return Detected("", False)
    first, best = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    is_enough = best >= _LEAST and best * 20 >= words.total()
    margin = _MARGIN if words.total() >= _FEW else _MARGIN_OF_FEW
    return Detected(first, is_enough and best >= second * margin)


@lru_cache(maxsize=1)
def _bearers() -> dict[str, tuple[str, ...]]:
    """Small word to the languages that have it."""
    found: dict[str, set[str]] = {}
    for language, words in WORDS.items():
        for word in words.split():
            found.setdefault(word, set()).add(language)
    return {word: tuple(sorted(languages)) for word, languages in found.items()}
