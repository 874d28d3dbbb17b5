"""What ten snippets cost: ``python tests/benchmarks/snippets_bench.py [ARTICLES]``, 300 unless told.

A case of articles of 500 words and an FTS5 table of the same texts. For each question ten of them in turn are asked
for by id: what people see of them from the case (titles, passages, paragraphs, pages; the texts read in one query),
the passages alone from texts that are in memory, and FTS5's ``snippet()`` over the same ten rows. CPU time in
milliseconds, interleaved; medians, and the ratio of the first to the last.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "search"))
sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from corpus import article
from store_cases import arrival

from casefile.domain.records import Metadata
from casefile.domain.search import IndexHit
from casefile.services.hits import Shaper
from casefile.store import read_articles
from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore
from casefile.store.reader import CaseReader
from index.answering import marked
from index.query import parse
from index.snippets import Matcher, snippet

TEN = 10
ROUNDS = 30
# What a person types, whether near spellings are marked too, and the same in FTS5's language.
ASKED = (
    ("a common word", "the", False, "the"),
    ("two common words", "the of", False, "the OR of"),
    ("a beginning", "sa*", False, "sa*"),
    ("a phrase", '"of the"', False, '"of the"'),
    ("a common word, near", "from", True, "from"),
    ("a rare word", "quagmires", False, "quagmires OR the"),
)


def cost(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return (time.process_time() - began) * 1000


def fts(texts: Sequence[str]) -> sqlite3.Connection:
    """A table of ``texts`` that keeps them, as ``snippet()`` needs it; rows from 1."""
    table = sqlite3.connect(":memory:")
    table.execute("CREATE VIRTUAL TABLE t USING fts5(body)")
    table.executemany("INSERT INTO t (body) VALUES (?)", [(text,) for text in texts])
    return table


def compare(reader: CaseReader, ids: list[str], texts: list[str], table: sqlite3.Connection) -> None:
    rows = f"SELECT snippet(t, 0, '[', ']', '…', 30) FROM t WHERE t MATCH ? AND rowid IN ({','.join('?' * TEN)})"
    print(f"  {'':22}{'as people see it':>18}{'passages alone':>16}{'FTS5':>8}{'ratio':>8}")
    for name, query, is_near, match in ASKED:
        terms = tuple(marked(parse(query).node, keys=is_near, edits=is_near))
        whole, alone, other = [], [], []
        for number in range(ROUNDS):
            chosen = [(number * TEN + at) % len(ids) for at in range(TEN)]
            hits = [IndexHit("article", ids[at], 1.0) for at in chosen]
            # A shaper keeps the passages that it has cut and a matcher the words that it knows: these know nothing.
            shaper, matcher = Shaper(reader), Matcher(terms)
            whole.append(cost(lambda s=shaper, h=hits, t=terms: s.shape(h, t)))
            alone.append(cost(lambda m=matcher, c=chosen: [snippet(texts[at], m) for at in c]))
            asked = [match, *(at + 1 for at in chosen)]
            other.append(cost(lambda a=asked: table.execute(rows, a).fetchall()))
        seen, cut, theirs = map(statistics.median, (whole, alone, other))
        print(f"  {name:22}{seen:15.2f} ms{cut:13.2f} ms{theirs:5.2f} ms{seen / theirs:8.2f}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS * TEN
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CASEFILE_HOME"] = folder
        documents = [article(number) for number in range(count)]
        with CaseStore.create(Path(folder) / "case", "Snippets", "") as store:
            made = [arrival(store, one.body, f"{one.id}.txt", Metadata(title=one.title)) for one in documents]
            add_arrivals(store, made)
        with CaseReader(Path(folder) / "case") as reader:
            stored = read_articles.articles(reader)
            texts = [read_articles.text(reader, one.text_id or "") for one in stored]
            words = statistics.mean(len(text.split()) for text in texts)
            print(f"ten snippets of {len(texts)} articles of {words:.0f} words on average")
            compare(reader, [one.id for one in stored], texts, fts(texts))


if __name__ == "__main__":
    main()
