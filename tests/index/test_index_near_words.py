"""Words one edit away are found by columns exactly as they are found one by one."""

from __future__ import annotations

import random

import numpy as np
import pytest
from index_help import article, build

from index.codec import EXTENSION
from index.edits import is_near
from index.memory import Memory
from index.near_words import one_edit_away
from index.pack import Pack
from index.segment import Segment

LETTERS = "abcо\u4e2dé𐍈"


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> Segment:
    random_ = random.Random(5)
    words = {"".join(random_.choices(LETTERS, k=random_.randint(1, 7))) for _ in range(4000)}
    directory = tmp_path_factory.mktemp("index")
    build(directory, [article("1", body=" ".join(sorted(words)))])
    pack = next((directory / "g000001").glob("*" + EXTENSION))
    return Segment("one", Pack(pack), Memory(0))


def one_by_one(segment: Segment, word: str) -> list[int]:
    terms = segment.terms("words")
    return [number for number in range(len(terms)) if is_near(word, terms.text(number))]


@pytest.mark.parametrize("seed", range(40))
def test_columns_find_what_comparing_one_by_one_finds(segment: Segment, seed: int) -> None:
    random_ = random.Random(seed)
    terms = segment.terms("words")
    word = terms.text(random_.randrange(len(terms)))
    if seed % 2:
        at = random_.randrange(len(word))
        word = word[:at] + random_.choice(LETTERS) + word[at + 1 :]
    assert one_edit_away(word, terms, np.arange(len(terms))) == one_by_one(segment, word)


@pytest.mark.parametrize("seed", range(40))
def test_halves_of_the_word_lead_to_all_of_them(segment: Segment, seed: int) -> None:
    random_ = random.Random(seed)
    terms = segment.terms("words")
    letters = list(terms.text(random_.randrange(len(terms))))
    at = random_.randrange(max(1, len(letters) - 1))
    letters[at : at + 2] = reversed(letters[at : at + 2])
    word = "".join(letters)
    assert segment.one_edit("words", word) == one_by_one(segment, word)
    assert any(one_by_one(segment, "".join(random_.choices("abc", k=3))) for _ in range(5))
