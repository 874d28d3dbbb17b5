"""The questions that are timed, made from the articles themselves: the same for the same seed."""

from __future__ import annotations

import random
import re
from collections import Counter
from itertools import pairwise

from corpus import SEED, article, facts, publishers
from question import Question

FACETS = ("publisher", "kind", "language", "grade", "year", "month", "tag", "entity")
_PLAIN = re.compile(r"[a-z]+")
_SAMPLE = 400


class Material:
    """Words by how common they are, and passages to take phrases from, of a sample of the English articles."""

    def __init__(self, count: int, seed: int = SEED) -> None:
        random_ = random.Random(f"questions {seed} {count}")
        numbers = [number for number in range(count) if facts(number, seed).language.startswith("en")]
        chosen = random_.sample(numbers, min(_SAMPLE, len(numbers)))
        self.passages: list[list[str]] = []
        holders: Counter[str] = Counter()
        for number in chosen:
            sentences = re.split(r"[.,]\s+", article(number, seed).body)
            # Only words of plain letters are timed, which every engine cuts and folds alike.
            plain = [sentence.split() for sentence in sentences]
            plain = [row for row in plain if len(row) > 4 and all(_PLAIN.fullmatch(word) for word in row[1:])]
            self.passages += [row[1:] for row in plain]
            holders.update({word for row in plain for word in row[1:]})
        ranked = [word for word, _ in holders.most_common()]
        share = {word: found / len(chosen) for word, found in holders.items()}
        self.common = [word for word in ranked if share[word] > 0.25]
        self.middling = [word for word in ranked if 0.01 < share[word] <= 0.1 and len(word) > 2]
        self.rare = [word for word in ranked if holders[word] == 1 and len(word) > 4]
        self.random = random_

    def phrases(self, size: int, few: int) -> list[tuple[str, ...]]:
        """Phrases that occur, not only of common words."""
        found: list[tuple[str, ...]] = []
        while len(found) < few:
            row = self.random.choice(self.passages)
            if len(row) < size:
                continue
            at = self.random.randint(0, len(row) - size)
            words = tuple(row[at : at + size])
            if words not in found and not set(words) <= set(self.common):
                found.append(words)
        return found

    def common_phrases(self, few: int) -> list[tuple[str, ...]]:
        """The most frequent pairs of common words."""
        pairs: Counter[tuple[str, ...]] = Counter()
        common = set(self.common)
        for row in self.passages:
            pairs.update(pair for pair in pairwise(row) if common.issuperset(pair))
        return [pair for pair, _ in pairs.most_common(few)]


def first_asked(material: Material, few: int) -> list[Question]:
    """What is asked of an engine that knows nothing yet, then the very same again; about ``few`` of each row."""
    pick = material.random
    found: dict[Question, None] = {}
    bands = (material.common, material.middling, material.rare)
    for length in range(1, 10):
        letters = "1 to 3 letters" if length < 4 else "4 and more letters"
        words = [word for band in bands for word in pick.sample(band, min(few, len(band))) if len(word) >= length]
        starts = dict.fromkeys(word[:length] for word in words)
        chosen = pick.sample(list(starts), min(len(starts), few // 3 if length < 4 else few // 6))
        found |= dict.fromkeys(Question(letters, (start,), prefix=True) for start in chosen)
    for name, band in zip(("a common word", "a middling word", "a rare word"), bands, strict=True):
        found |= dict.fromkeys(Question(name, (word,)) for word in pick.sample(band, min(few, len(band))))
    for _ in range(few):
        two = tuple(pick.sample(material.middling, 2))
        found[Question("two words", two)] = None
        found[Question("three words", (pick.choice(material.common), *pick.sample(material.middling, 2)))] = None
        found[Question("two words, one being typed", (two[0], pick.choice(material.middling)[:3]), prefix=True)] = None
    for row in (*material.phrases(2, few), *material.phrases(3, few)):
        found[Question("phrase", row, phrase=True)] = None
    for row in material.common_phrases(few // 2):
        found[Question("phrase of common words", row, phrase=True)] = None
    for word in pick.sample(material.common, min(few, len(material.common))):
        found[Question("Enter: ten best, ten snippets", (word,), best=True)] = None
    for word in pick.sample(material.middling, min(few, len(material.middling))):
        at = pick.randrange(1, len(word))
        found[Question("a word with a slip", (word[:at] + "q" + word[at:],), slip=True)] = None
        found[Question("the screen's own keystroke", (word[: pick.randint(2, 6)],), prefix=True, screen=True)] = None
    return list(found)


def combined(material: Material, asked: list[Question], few: int) -> list[Question]:
    """Words that were asked before, put together as they were not."""
    pick = material.random
    words = [one.words[0] for one in asked if one.row in ("a common word", "a middling word")]
    starts = [one.words[0] for one in asked if one.row == "1 to 3 letters"]
    papers, kinds = publishers()[0][:8], ("news", "court", "leak")
    found: dict[Question, None] = {}
    for _ in range(few):
        two = tuple(pick.sample(words, 2))
        year, month = pick.randint(2012, 2024), pick.randint(1, 12)
        found[Question("known: two words", two)] = None
        found[Question("known: word and prefix", (two[0], pick.choice(starts)), prefix=True)] = None
        found[Question("known: OR, NOT", (), anyof=two, without=(pick.choice(words),))] = None
        found[Question("filter: publisher", two[:1], filters=(("publisher", pick.choice(papers)),))] = None
        both = (("kind", pick.choice(kinds)), ("language", pick.choice(("en", "en-GB"))))
        found[Question("filter: kind and language", two[:1], filters=both)] = None
        until = f"{year + pick.randint(0, 1)}-{month:02}-28"
        found[Question("date range", two[:1], first=f"{year}-{month:02}-01", last=until)] = None
        found[Question("all facets", two[:1], facets=FACETS)] = None
    return list(found)
