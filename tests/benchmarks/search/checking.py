"""Thousands of generated queries, each answered by the index and by the oracle."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import texts
from corpus import article, facts
from oracle import Expected, Oracle
from wanted import Address, All, Any, Dated, Joined, Row, Run, Value, Wanted, Without, Word, written

from casefile.domain.folding import WORD, fold
from casefile.domain.search import IndexAnswer, SearchRequest
from index.port import Searcher

_TOLD = 12
_HAN = re.compile("[\u4e00-\u9fff]")
_FACETS = ("publisher", "kind", "language", "grade", "year", "month", "tag", "entity", "seen")
_MANY = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it is meant and as it is asked."""

    wanted: Wanted
    request: SearchRequest


class Maker:
    """Queries of every kind, of words that occur (often, seldom) and of some that do not."""

    def __init__(self, count: int, vocabulary: list[str], seed: int) -> None:
        self._random = random_ = random.Random(f"queries {seed} {count}")
        self._vocabulary = [word for word in vocabulary if not _HAN.search(word)]
        self._rows: list[list[str]] = []
        self._runs: list[str] = []
        self._mails: list[str] = []
        self._facts = [facts(random_.randrange(count), seed) for _ in range(400)]
        for _ in range(400):
            body = article(random_.randrange(count), seed).body
            self._mails += re.findall(r"[a-z][a-z.]*@[a-z]+\.org", body)
            self._runs += re.findall("[\u4e00-\u9fff]{2,}", body)
            sentences = [[fold(word) for word in WORD.findall(part)] for part in body.split(".")]
            self._rows += [row for row in sentences if len(row) > 4 and not _HAN.search("".join(row))]
        self._rows = self._rows or [["a", "b", "c", "d"]]

    def queries(self, count: int) -> Iterator[Asked]:
        return (self._query() for _ in range(count))

    def _query(self) -> Asked:
        random_ = self._random
        typing = random_.random() < 0.35
        wanted = self._typed() if typing else self._tree(0)
        query = written(wanted)
        if random_.random() < 0.15 and fold(query[:1].upper()) == query[:1]:
            query = query[:1].upper() + query[1:]
        request = SearchRequest(
            query,
            limit=10,
            sort="date",
            typing=typing,
            filters=self._filters() if random_.random() < 0.25 else (),
            facets=tuple(random_.sample(_FACETS, 3)) if random_.random() < 0.2 else (),
            values=_MANY,
            since=random_.choice(self._facts).added if random_.random() < 0.1 else "",
        )
        return Asked(wanted, request)

    def _typed(self) -> Wanted:
        """A word that is being typed, alone or after others."""
        random_ = self._random
        word = self._word()
        field = random_.choice(("", "", "", "", "", "title"))
        last = Word(word[: random_.randint(1, max(1, min(9, len(word))))], field, prefix=True, typed=True)
        others = [self._tree(1) for _ in range(random_.choice((0, 0, 0, 1, 1, 2)))]
        return All((*others, last)) if others else last

    def _tree(self, depth: int) -> Wanted:
        random_ = self._random
        shape = random_.random()
        if depth > 2 or shape < (0.45 if depth == 0 else 0.7):
            return random_.choice(self._leaves())()
        parts = tuple(self._tree(depth + 1) for _ in range(random_.choice((2, 2, 3))))
        if shape < 0.8:
            return All(parts)
        if shape < 0.9:
            return Any(parts)
        return All((parts[0], Without(self._tree(depth + 1), random_.choice(("-", "NOT")))))

    def _leaves(self) -> tuple[Callable[[], Wanted], ...]:
        plain: tuple[Callable[[], Wanted], ...] = (lambda: Word(self._word()),) * 5
        more = (self._start, self._start, self._row, self._row, self._near, self._joined, self._run, self._mail)
        return (*plain, *more, self._dated, self._dated, self._value, self._of_field, self._named, self._fuzzy)

    def _word(self) -> str:
        """As often as it is written; sometimes any word of the vocabulary, sometimes none."""
        shape = self._random.random()
        if shape < 0.65:
            return self._random.choice(self._random.choice(self._rows))
        word = self._random.choice(self._vocabulary)
        return word if shape < 0.95 else word + "zq"

    def _start(self) -> Wanted:
        word = self._word()
        return Word(word[: self._random.randint(1, max(1, min(9, len(word))))], prefix=True)

    def _fuzzy(self) -> Wanted:
        if self._random.random() < 0.7:
            return Word(self._word())
        word = self._word()
        at = self._random.randrange(len(word))
        slipped = word[:at] + self._random.choice(("", "e", word[at] * 2)) + word[at + 1 :]
        return Word(slipped or word, fuzzy=True)

    def _row(self) -> Wanted:
        """A phrase, mostly one that occurs."""
        row, size = self._random.choice(self._rows), self._random.choice((2, 2, 3, 4))
        at = self._random.randrange(len(row) - size + 1)
        words = row[at : at + size]
        if self._random.random() < 0.15:
            words[-1] = self._word()
        return Row(tuple(words))

    def _near(self) -> Wanted:
        row = self._random.choice(self._rows)
        one, other = self._random.sample(row, 2)
        return Row((one, other), slop=self._random.randint(1, 8)) if one != other else Word(one)

    def _joined(self) -> Wanted:
        return Joined((self._word(), self._word()), self._random.choice("-'’"))

    def _run(self) -> Wanted:
        if not self._runs:
            return Word(self._word())
        text = self._random.choice(self._runs)
        at, size = self._random.randrange(len(text) - 1), self._random.choice((2, 2, 3))
        return Run(text[at : at + size])

    def _mail(self) -> Wanted:
        if not self._mails:
            return Word(self._word())
        text = self._random.choice(self._mails)
        return Address(text, tuple(fold(word) for word in WORD.findall(text)))

    def _dated(self) -> Wanted:
        random_ = self._random
        days = sorted(self._random.choice(self._facts).day or "2015-06-15" for _ in range(2))
        years, months = [day[:4] for day in days], [day[:7] for day in days]
        ways = (
            Dated(f"{years[0]}-01-01", f"{years[0]}-12-31", f"date:{years[0]}"),
            Dated(f"{years[0]}-01-01", f"{years[1]}-12-31", f"date:{years[0]}..{years[1]}"),
            Dated(f"{months[0]}-01", days[1], f"date:{months[0]}..{days[1]}"),
            Dated(days[0], days[1], f"date:{days[0]}..{days[1]}"),
            Dated(days[0], "", f"date:{days[0]}.."),
            Dated(f"{int(years[0]) + 1}-01-01", "", f"after:{years[0]}"),
            Dated("0001-01-01", f"{int(years[1]) - 1}-12-31", f"before:{years[1]}"),
        )
        return random_.choice(ways)

    def _value(self) -> Wanted:
        about = self._random.choice(self._facts)
        values = (("kind", about.kind or "news"), ("lang", about.language), ("grade", about.grade or "B"))
        field, value = self._random.choice(values)
        return Value(field, fold(value))

    def _of_field(self) -> Wanted:
        about = self._random.choice(self._facts)
        values = (("publisher", about.publisher), ("author", about.author), ("tag", "ferry"), ("title", self._word()))
        field, text = self._random.choice(values)
        words = [fold(word) for word in WORD.findall(text)] or ["none"]
        return Word(self._random.choice(words), field)

    def _named(self) -> Wanted:
        words = [fold(word) for word in WORD.findall(self._random.choice(self._random.choice(self._facts).entities))]
        return Row(tuple(words), "entity") if len(words) > 1 else Word(words[0], "entity")

    def _filters(self) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for name in self._random.sample(("publisher", "kind", "language", "grade", "year", "tag", "entity"), 2):
            for about in self._random.sample(self._facts, self._random.choice((0, 1, 1, 2))):
                value = {"year": about.day[:4], "tag": (*about.tags, "")[0], "entity": about.entities[0]}
                found.append((name, value[name] if name in value else getattr(about, name)))
        return tuple(dict.fromkeys(pair for pair in found if pair[1]))


def differences(answer: IndexAnswer, expected: Expected, request: SearchRequest) -> list[str]:
    """What is not as it must be, in words."""
    found = []
    if answer.error:
        found.append(f"a complaint: {answer.error}")
    if answer.total != expected.total:
        found.append(f"total {answer.total}, expected {expected.total}")
    ids = tuple(hit.id for hit in answer.hits if not hit.near)
    if ids != expected.newest:
        found.append(f"newest {ids[:3]}…, expected {expected.newest[:3]}…")
    if request.since and answer.new != expected.new:
        found.append(f"new {answer.new}, expected {expected.new}")
    counted = {name: dict(answer.facets.get(name, {})) for name in request.facets}
    found += [
        f"facet {name}: {_few(counts)}, expected {_few(expected.facets[name])}"
        for name, counts in counted.items()
        if counts != expected.facets[name]
    ]
    return found


def _few(counts: dict[str, int]) -> str:
    return str(dict(Counter(counts).most_common(3)))


def check(count: int, folder: Path, queries: int, seed: int) -> int:
    """Compare and say how it went; how many queries were answered differently."""
    start = time.process_time()
    oracle = Oracle(chain.from_iterable(texts.documents(folder / "texts.db", seed)))
    vocabulary = oracle.fields[""].vocabulary
    print(f"oracle: {len(vocabulary):,} distinct words, ready in {time.process_time() - start:.0f} s", flush=True)
    differing, told, kinds = 0, 0, Counter[str]()
    with Searcher(folder / "casefile") as searcher:
        for asked in Maker(count, vocabulary, seed).queries(queries):
            request = asked.request
            expected = oracle.expected(asked.wanted, request.filters, request.facets, request.since)
            wrong = differences(searcher.search(request), expected, request)
            differing += bool(wrong)
            kinds.update(one.split()[0] for one in wrong)
            if wrong and told < _TOLD:
                told += 1
                extra = {"typing": request.typing, "filters": request.filters, "since": request.since}
                print(
                    f"  {request.query!r} { ({n: v for n, v in extra.items() if v}) }: {'; '.join(wrong)}", flush=True
                )
    print(
        f"answers that agree with the oracle: {queries - differing:,} of {queries:,} "
        f"({time.process_time() - start:.0f} s of processor time) {dict(kinds) or ''}".rstrip()
    )
    return differing
