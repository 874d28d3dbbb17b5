"""Articles that read like a case's to an index: any number of them, the same for the same seed, one at a time.

Each article can be made by itself: what it is (``facts``) and what it says (``article``) depend on its number and
the seed only. Lengths are log-normal around 500 words, one in a hundred is ten times as long; dates lie in fifteen
years, a few are missing or only a month or a year.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

import numpy as np
from vocabulary import LANGUAGES, Vocabulary, invented, vocabulary

from casefile.domain.search import IndexDocument

SEED = 20
_FIRST_DAY = date(2011, 1, 1)
_DAYS = 15 * 365
_MEAN, _SPREAD = 6.05, 0.5
_KINDS = ("", "", "", "news", "report", "court", "filing", "letter", "leak", "mail")
_GRADES = ("", "", "A", "B", "B", "C", "C", "D", "E", "F")
_TAGS = "follow-up key ferry tax witness port loan 2019 registry call-back translation unsure court yacht".split()
_BUSINESS = "Shipping Holding Bank Energy Group Ltd AS GmbH Partners Capital Trading Institute Foundation".split()
_MONTHS = "January February March April May June July August September October November December".split()
_PLAIN_CYRILLIC = str.maketrans("abdefghiklmnoprstuvyz", "абдефгхиклмнопрстувыз")


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article is, apart from its words."""

    id: str
    date: str
    added: str
    author: str
    publisher: str
    kind: str
    language: str
    grade: str
    entities: tuple[str, ...]
    tags: tuple[str, ...]
    seen: str

    @property
    def day(self) -> str:
        """The ISO day by which it is ordered: the first of a month or year; empty without a date."""
        return (self.date + "-01-01")[:10] if self.date else ""


@cache
def names(count: int = 4000) -> tuple[list[str], list[float]]:
    """Who is named in the articles, and cumulative weights by Zipf's law: people, companies, places."""
    random_ = random.Random("names")
    english = LANGUAGES[0]
    given = [invented(english, rank).capitalize() for rank in range(3_000, 3_300)]
    family = [invented(LANGUAGES[rank % 5], rank).capitalize() for rank in range(2_400, 4_900)]
    found: dict[str, None] = {}
    while len(found) < count:
        first, last, shape = random_.choice(given), random_.choice(family), random_.random()
        if shape < 0.6:
            name = f"{first} {last}"
        elif shape < 0.66:
            name = f"{first}-{random_.choice(given)} {last}"
        elif shape < 0.7:
            name = f"{first} O’{last}"
        elif shape < 0.85:
            name = f"{last} {random_.choice(_BUSINESS)}"
        else:
            name = last
        found.setdefault(name)
    return list(found), list(accumulate(1 / (rank + 3) for rank in range(count)))


@cache
def publishers() -> tuple[list[str], list[float]]:
    """Seventy papers and agencies, the largest of which print a tenth of everything."""
    kinds = ("Times", "Post", "News", "Daily", "Tidende", "Zeitung", "Herald")
    found = [f"{invented(LANGUAGES[0], 900 + n).capitalize()} {kinds[n % len(kinds)]}" for n in range(70)]
    return found, list(accumulate(1 / (rank + 4) for rank in range(len(found))))


def facts(number: int, seed: int = SEED) -> Facts:
    """What article ``number`` is. Its id tells nothing of its order."""
    random_ = random.Random(f"facts {seed} {number}")
    day = _FIRST_DAY + timedelta(days=int(_DAYS * random_.random() ** 0.8))
    known = random_.random()
    written = day.isoformat()[: 10 if known > 0.06 else 7 if known > 0.04 else 4 if known > 0.03 else 0]
    added = day + timedelta(days=random_.randrange(400))
    papers, weights = publishers()
    people, people_weights = names()
    language = random_.choices(LANGUAGES, [one.share for one in LANGUAGES])[0].code
    named = random_.choices(people, cum_weights=people_weights, k=random_.randint(1, 7))
    return Facts(
        id=f"{random_.getrandbits(40):010x}{number:06x}",
        date=written,
        added=f"{added.isoformat()}T{random_.randrange(24):02}:00:00Z",
        author=random_.choices(people, cum_weights=people_weights)[0] if random_.random() < 0.7 else "",
        publisher=random_.choices(papers, cum_weights=weights)[0],
        kind=random_.choice(_KINDS),
        language="en-GB" if language == "en" and random_.random() < 0.2 else language,
        grade=random_.choice(_GRADES),
        entities=tuple(dict.fromkeys(named)),
        tags=tuple(dict.fromkeys(random_.choices(_TAGS, k=random_.choice((0, 0, 0, 1, 1, 2))))),
        seen=random_.choice(("yes", "no")),
    )


def article(number: int, seed: int = SEED) -> IndexDocument:
    """Article ``number`` with its text."""
    about = facts(number, seed)
    random_ = random.Random(f"text {seed} {number}")
    words = vocabulary(about.language[:2])
    length = max(30, int(random_.lognormvariate(_MEAN, _SPREAD)))
    length *= 10 if random_.random() < 0.01 else 1
    drawn = words.draw(np.frombuffer(random_.randbytes(4 * length), dtype="<u4") / 2.0**32)
    for _ in range(length // 22):
        drawn[random_.randrange(length)] = _special(random_, words, about)
    title = " ".join([*drawn[2:5], random_.choice(about.entities), *drawn[5 : random_.randint(6, 10)]])
    return IndexDocument(
        "article",
        about.id,
        title[:1].upper() + title[1:],
        _running(random_, drawn, about.language == "zh"),
        about.date,
        about.author,
        about.publisher,
        about.kind,
        about.language,
        about.grade,
        about.entities,
        about.tags,
        (),
        about.added,
        about.seen,
    )


def articles(count: int, seed: int = SEED) -> Iterator[IndexDocument]:
    """The first ``count`` articles, in the order in which they came in."""
    return (article(number, seed) for number in range(count))


def _special(random_: random.Random, words: Vocabulary, about: Facts) -> str:
    """A name, a number, an address, a slip: what running text has beside words."""
    shape = random_.random()
    if shape < 0.5:
        name = random_.choice(about.entities)
        name = name if random_.random() < 0.4 else name.rpartition(" ")[2]
        return name.lower().translate(_PLAIN_CYRILLIC).title() if about.language in ("ru", "uk") else name
    if shape < 0.62:
        return str(random_.choice((random_.randint(2, 99), random_.randint(100, 99_999), random_.randint(1950, 2025))))
    if shape < 0.66:
        return f"{random_.randint(1, 900)},{random_.randint(0, 999):03}"
    if shape < 0.70:
        return f"{random_.randint(1, 28)} {random_.choice(_MONTHS)} {random_.randint(2005, 2025)}"
    if shape < 0.72:
        return f"{random_.randint(2005, 2025)}-{random_.randint(1, 12):02}-{random_.randint(1, 28):02}"
    if shape < 0.78:
        return f"{words.word(random_.randint(100, 3000))}-{words.word(random_.randint(100, 9000))}"
    if shape < 0.83:
        return words.word(random_.randint(100, 9000)) + random_.choice(("'s", "’s"))
    if shape < 0.90:
        return _slip(random_, words.word(int(10 ** random_.uniform(1.5, 4.4))))
    host = invented(LANGUAGES[0], random_.randint(1_000, 4_000))
    if shape < 0.92:
        return f"{random_.choice(about.entities).split()[0].lower()}.{host}@{host}.org"
    if shape < 0.95:
        return f"https://www.{host}.com/{random_.randint(2011, 2025)}/{host}-{random_.randint(10, 999)}.html"
    return f"+{random_.randint(30, 49)} {random_.randint(20, 99)} {random_.randint(20, 99)} {random_.randint(20, 99)}"


def _slip(random_: random.Random, word: str) -> str:
    at = random_.randrange(len(word))
    shape = random_.randrange(3)
    if shape == 0:
        return word[:at] + word[at + 1 :] or word
    if shape == 1:
        return word[:at] + word[at] + word[at:]
    return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]


def _running(random_: random.Random, words: list[str], packed: bool) -> str:
    """Sentences of eight to thirty words, four or five a paragraph."""
    between, comma, stop = ("", "，", "。") if packed else (" ", ", ", ". ")
    out: list[str] = []
    at = 0
    while at < len(words):
        end = at + random_.randint(8, 30)
        middle = at + random_.randint(3, 12)
        clauses = [between.join(words[at:middle]), between.join(words[middle:end])]
        sentence = comma.join(clause for clause in clauses if clause)
        out += (sentence[:1].upper(), sentence[1:], stop if random_.random() < 0.77 else f"{stop.strip()}\n\n")
        at = end
    return "".join(out).strip()
