"""Cases made for measuring: reproducible articles of invented words and names, added through the command line."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from functools import cache
from itertools import accumulate
from pathlib import Path

CASEFILE = [sys.executable, "-P", "-m", "casefile"]
_SYLLABLES = "ba de ki lo mu ne po ra si tu va wen dor lin mar tel gor ash fen".split()
_FIRST = "Anna Boris Clara Dmitri Elena Farid Greta Hassan Irene Jonas Katya Liam Maria Nils Olga Peter".split()
_COMMON = "the of and to in a that it for was on with as by at from had not were said which after about".split()


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """60,000 invented words and their cumulative weights by Zipf's law, as in running text (Zipf 1935)."""
    random_ = random.Random(1)
    invented = {"".join(random_.choices(_SYLLABLES, k=random_.randint(1, 5))) for _ in range(90_000)}
    ranked = sorted(invented, key=lambda word: (len(word), word))[:60_000]
    return ranked, list(accumulate(1 / rank for rank in range(10, 10 + len(ranked))))


def words(random_: random.Random, count: int) -> str:
    """Running text of ``count`` words with names, dates and sentences in it."""
    vocabulary, weights = _vocabulary()
    out: list[str] = []
    while len(out) < count:
        rare = random_.choices(vocabulary, cum_weights=weights, k=14)
        sentence = [random_.choice(_COMMON) if random_.random() < 0.45 else word for word in rare]
        if random_.random() < 0.6:
            sentence[3:3] = [random_.choice(_FIRST), random_.choice(vocabulary[2000:5000]).capitalize()]
        if random_.random() < 0.2:
            sentence += ["on", str(random_.randint(1, 28)), "March", str(random_.randint(2015, 2024))]
        sentence[0] = sentence[0].capitalize()
        sentence[-1] += "." if random_.random() < 0.8 else ".\n\n"
        out += sentence
    return " ".join(out[:count]).replace("\n\n ", "\n\n")


def write_articles(path: Path, articles: int, count: int, seed: int = 7) -> None:
    """A JSON Lines file of ``articles`` articles of ``count`` words; each begins with its number in words."""
    random_ = random.Random(seed)
    with path.open("w", encoding="ascii") as out:
        for number in range(1, articles + 1):
            text = f"The opening words of article {number} are these. Anna Benedor said so. {words(random_, count)}"
            value = {
                "title": f"Article {number}",
                "publisher": f"Paper {number % 9}",
                "published": f"20{10 + number % 14}-03-{1 + number % 28:02}",
                "text": text,
            }
            out.write(json.dumps(value) + "\n")


def home_with_case(home: Path, *, articles: int, words: int, extract: bool) -> Path:
    """A ``CASEFILE_HOME`` with one case of synthetic articles, indexed and, with ``extract``, extracted."""
    home.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "CASEFILE_HOME": str(home)}
    source = home / "articles.jsonl"
    write_articles(source, articles, words)

    def run(*arguments: str) -> None:
        subprocess.run([*CASEFILE, *arguments], env=env, check=True, capture_output=True)

    run("new", "Measured affair")
    run("add", str(source))
    if extract:
        run("work")
    return home
