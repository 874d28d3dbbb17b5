"""One warm searcher: it keeps what it decoded, and notices by itself when the index has moved on."""

from __future__ import annotations

import heapq
import warnings
from pathlib import Path
from types import TracebackType
from typing import Any

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import FACETS, IndexAnswer, IndexHit, SearchRequest
from index.answering import EXACT, FEW, FUZZY, KEY_STARTS, KEYS, best, marked
from index.folders import current_folder
from index.query import parse
from index.ranking import Found, Ranking
from index.segment import Segment, ids_of
from index.stamp import ANALYSER, SCHEMA, Recorded, believable, read_recorded
from index.tree import Node, OfType

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import index as whoosh_index


class Searcher:
    """Searches the index that ``current`` names in ``directory``. One thread at a time."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._folder: Path | None = None
        self._index: Any = None
        self._generation = -1
        self._segments: dict[str, Segment] = {}
        self._order: list[Segment] = []
        self.seq = 0

    def __enter__(self) -> Searcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index's files."""
        for segment in self._segments.values():
            segment.reader.close()
        self._segments, self._order, self._index, self._folder = {}, [], None, None

    def warm(self) -> None:
        """Load what every search needs, so that the first key is answered as quickly as the second."""
        self.refresh()
        for segment in self._order:
            segment.days()
            for field in ("words", "title", "keys", "facets"):
                segment.lexicon(field)
            for field in ("words", "title"):
                segment.lengths(field)

    def refresh(self) -> None:
        """Look at the newest state of the index. Raises ``IndexTrouble`` when there is none that can be read."""
        try:
            folder = current_folder(self._directory)
            if folder != self._folder:
                self.close()
                self._index = whoosh_index.open_dir(str(folder))
                self._folder, self._generation = folder, -1
            # The stamp first: what is read after it holds at least what it says.
            recorded = read_recorded(folder)
            generation = self._index.latest_generation()
            if generation != self._generation:
                self._reread(folder, recorded)
                self._generation = generation
            self.seq = recorded.stamp.seq
        except IndexTrouble:
            self.close()
            raise
        except Exception as error:
            self.close()
            raise IndexTrouble("The search index cannot be read.", "It will be rebuilt from the case.") from error

    def _reread(self, folder: Path, recorded: Recorded) -> None:
        if (recorded.stamp.schema, recorded.stamp.analyser) != (SCHEMA, ANALYSER):
            raise IndexTrouble("The search index was made by another version.", "It will be rebuilt from the case.")
        reader = self._index.reader()
        # A commit that is under way is believed: its writer says what it will hold.
        if not believable(recorded, reader.doc_count()) and not believable(read_recorded(folder), reader.doc_count()):
            raise IndexTrouble("The search index does not hold what it should.", "It will be rebuilt from the case.")
        segments: dict[str, Segment] = {}
        for leaf in (leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()):
            name = leaf.segment().segment_id()
            known = self._segments.pop(name, None)
            if known is None:
                known = Segment(leaf)
            else:
                known.update(leaf)
            segments[name] = known
        for gone in self._segments.values():
            gone.reader.close()
        self._segments, self._order = segments, list(segments.values())

    def search(self, request: SearchRequest) -> IndexAnswer:
        """The answer to ``request``. Raises ``IndexTrouble`` when there is no index; never for a query."""
        self.refresh()
        parsed = parse(request.query, typing=request.typing)
        if parsed.node is None:
            return IndexAnswer(0, 0, (), (), parsed.error, {}, request.generation)
        try:
            return self._answer(request, parsed.node, parsed.error)
        except Exception as error:
            self.close()
            raise IndexTrouble("The search index cannot be read.", "It will be rebuilt from the case.") from error

    def _answer(self, request: SearchRequest, node: Node, error: str) -> IndexAnswer:
        segments = self._order
        everything = [segment.matches(node) for segment in segments]
        types = [self._of_types(segment, request.types) for segment in segments]
        exact = [found & kind for found, kind in zip(everything, types, strict=True)]
        total = _count(exact)
        keyed = self._near(node, KEYS, types, exact)
        fuzzy = [0] * len(segments)
        if total + _count(keyed) < FEW:
            keyed = self._near(node, KEY_STARTS, types, exact)
        if total + _count(keyed) < FEW:
            fuzzy = self._near(node, FUZZY, types, [one | other for one, other in zip(exact, keyed, strict=True)])
        hits = self._hits(request, node, exact, EXACT)
        for how, found in ((KEYS, keyed), (FUZZY, fuzzy)):
            if len(hits) < request.limit:
                hits += self._hits(request, node, found, how, request.limit - len(hits))
        return IndexAnswer(
            total=total,
            near_total=_count(keyed) + _count(fuzzy),
            hits=tuple(hits),
            terms=tuple(marked(node, keys=any(keyed), edits=any(fuzzy))),
            error=error,
            facets=self._facets(everything, exact),
            generation=request.generation,
        )

    def _of_types(self, segment: Segment, types: tuple[str, ...]) -> int:
        found = 0
        for name in types:
            found |= segment.matches(OfType(name))
        return found

    def _near(self, node: Node, how: str, types: list[int], known: list[int]) -> list[int]:
        return [
            segment.matches(node, how) & kind & ~exact
            for segment, kind, exact in zip(self._order, types, known, strict=True)
        ]

    def _hits(
        self, request: SearchRequest, node: Node, found: list[int], how: str, limit: int | None = None
    ) -> list[IndexHit]:
        limit = request.limit if limit is None else limit
        if not any(found) or limit <= 0:
            return []
        ranking = Ranking(self._order, node)
        entities = found
        if request.sort == "relevance" and len(request.types) > 1:
            entities = [bits & s.matches(OfType("entity")) for s, bits in zip(self._order, found, strict=True)]
        else:
            entities = [0] * len(found)
        rest = [bits & ~names for bits, names in zip(found, entities, strict=True)]
        chosen = best(
            self._top(ranking, rest, how, limit, request.sort),
            self._top(ranking, entities, how, limit, request.sort),
            limit,
        )
        label = "" if how == EXACT else how
        hits = []
        for one in chosen:
            kind, _, identity = self._order[one.segment].key(one.number).partition(":")
            hits.append(IndexHit(kind, identity, round(one.score, 4), label))
        return hits

    def _top(self, ranking: Ranking, found: list[int], how: str, limit: int, sort: str) -> list[Found]:
        if sort != "relevance":
            return self._newest(ranking, found, how, limit)
        rows: list[tuple[float, int, int, int]] = []
        for index, bits in enumerate(found):
            if bits:
                days = self._order[index].days()
                scores = ranking.scores(index, bits, how)
                rows += [(-score, -days[number], index, number) for number, score in scores.items()]
        return [Found(index, number, -score, -day) for score, day, index, number in heapq.nsmallest(limit, rows)]

    def _newest(self, ranking: Ranking, found: list[int], how: str, limit: int) -> list[Found]:
        dated = (
            (-self._order[index].days()[number], index, number)
            for index, bits in enumerate(found)
            for number in ids_of(bits)
        )
        chosen = heapq.nsmallest(limit, dated)
        scores = {
            index: ranking.scores(index, sum(1 << number for _, where, number in chosen if where == index), how)
            for index in {index for _, index, _ in chosen}
        }
        return [Found(index, number, scores[index][number], -day) for day, index, number in chosen]

    def _facets(self, everything: list[int], exact: list[int]) -> dict[str, dict[str, int]]:
        facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        for index, segment in enumerate(self._order):
            for name, value in segment.facets():
                bits = everything[index] if name == "type" else exact[index]
                count = (segment.term("facets", f"{name}={value}") & bits).bit_count()
                if count:
                    facets[name][value] = facets[name].get(value, 0) + count
        return {name: dict(sorted(values.items())) for name, values in facets.items()}


def _count(found: list[int]) -> int:
    return sum(bits.bit_count() for bits in found)
