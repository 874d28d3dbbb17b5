"""What to type where nothing was asked, and what would find more where nothing was found."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, replace

from casefile.domain.errors import CasefileError, NotFound
from casefile.domain.search import TYPES, SearchRequest
from casefile.domain.visible import visible
from casefile.services import rows
from casefile.services.cases import OpenCase
from casefile.tui.search.base import LIMIT, SearchBase
from casefile.tui.session import is_leaving
from widgets.hint_list import Hint, HintList
from widgets.list_model import Section

_REST = 0.25
_LOOKED_INTO = 3
"""Articles that the examples are taken from."""
_PLAIN_WORD = re.compile(r"[^\W\d_]{4,}")
_OPERATORS = {"AND", "OR", "NOT"}
_OPENING = (
    "Words find articles, notes, claims and names while you type: names first, then the newest. Enter ranks by "
    "relevance, tab goes to the filters: years, publishers, kinds, grades."
)
_LANGUAGE = (
    " The language: “phrases”, -word, word*, word~, (a OR b), title: author: publisher: entity: kind: tag: lang: "
    "grade: date:2022-06..2022-12 before: after:"
)
_ELSE = ", and no other way to ask for them finds anything either"


@dataclass(frozen=True, slots=True)
class Try:
    """Another question: what changes, and what that does."""

    words: str
    request: SearchRequest

    @property
    def key(self) -> str:
        request = self.request
        return "\x1f".join((request.query, str(request.types), str(request.filters), str(request.typing)))

    @property
    def hint(self) -> Hint:
        return Hint(visible(self.request.query) or "everything", self.words, None, self.key)


class Hinting(SearchBase):
    """Takes the place of the hits while there are none."""

    def _init_hinting(self) -> None:
        self._examples: tuple[Try, ...] | None = None
        self._tries: tuple[Try, ...] = ()
        self._hint_counts: dict[str, int] = {}

    def show_hints(self) -> None:
        """Hits or hints, whichever there are."""
        are_hits = bool(self.results.hits)
        self.rows.display, self.hints.display = are_hits, not are_hits
        self.line.drives = self.rows if are_hits else self.hints
        self.rows.is_driven = are_hits and self.line.input.has_focus
        if are_hits:
            return
        self.hints.restart()
        if self.is_asked:
            self._tries = tuple(other_questions(self.request))
            self._hint_counts = {}
        else:
            self._tries = self._examples or ()
            self._hint_counts = self.memory.hint_counts
        self._fill_hints()
        self.run_worker(self._count_tries(self.generation), group="hints", exclusive=True)

    def _fill_hints(self, *, is_done: bool = False) -> None:
        counted = [(one.hint, self._hint_counts.get(one.key)) for one in self._tries]
        found = [replace(hint, count=count) for hint, count in counted if count]
        if not self.is_asked:
            self.hints.show(_OPENING + ("" if found else _LANGUAGE), [Section("for example", found)])
        elif found:
            self.hints.show(f"{_in_vain(self.request)}.", [Section("this would find more", found)])
        else:
            is_all = (is_done or not self._tries) and bool(self.request.query.strip())
            self.hints.show(f"{_in_vain(self.request)}{_ELSE * is_all}.", [])

    async def _count_tries(self, generation: int) -> None:
        """Only what finds something is offered. One question at a time, and none while a key waits."""
        await asyncio.sleep(_REST)
        try:
            if not self.is_asked and self._examples is None:
                self._examples = tuple(await self.session.read(examples))
                self._tries = self._examples
            for one in self._tries:
                if generation != self.generation or is_leaving(self):
                    return
                if one.key not in self._hint_counts:
                    self._hint_counts[one.key] = await self.session.read(self._count, one.request)
                    if generation == self.generation and not is_leaving(self):
                        self._fill_hints()
        except CasefileError:
            return
        if generation == self.generation and not is_leaving(self):
            self._fill_hints(is_done=True)

    def _count(self, case: OpenCase, request: SearchRequest) -> int:
        answer = self.search.begin(replace(request, limit=0, facets=(), values=0))
        found = answer.more(0)
        return found.total + found.near_total if "~" in request.query else found.total

    def on_hint_list_chosen(self, event: HintList.Chosen) -> None:
        event.stop()
        self.try_hint()

    def try_hint(self) -> bool:
        """Ask the question that is marked; False where none is."""
        hint = self.hints.highlighted
        one = next((one for one in self._tries if hint is not None and one.key == hint.key), None)
        if one is None or not (self.hints.was_entered and self.hints.display):
            return False
        wanted = one.request
        self.ask(
            query=wanted.query,
            types=wanted.types,
            filters=wanted.filters,
            typing=wanted.typing,
            sort="newest" if wanted.typing else "relevance",
            limit=LIMIT,
        )
        self.line.value = wanted.query
        return True


def _in_vain(request: SearchRequest) -> str:
    """What nothing was found for; without a full stop."""
    if request.filters:
        words = " holds these words" if request.query.strip() else " is there"
        return f"Nothing{' of this sort' * (request.types != TYPES)} under these filters{words}"
    return "Nothing of this sort holds these words" if request.types != TYPES else "Nothing holds these words"


def examples(case: OpenCase) -> list[Try]:
    """Questions about what is in this case, one for each thing that the language can say."""
    names: Counter[str] = Counter()
    publishers: Counter[str] = Counter()
    words: Counter[str] = Counter()
    phrase, year = "", ""
    for number in range(1, _LOOKED_INTO + 1):
        try:
            article = rows.article(case, number)
        except NotFound:
            continue
        titled = _PLAIN_WORD.findall(article.title)
        words.update(word.lower() for word in titled)
        phrase = phrase or " ".join(_two_in_a_row(article.title))
        year = year or article.published[:4]
        publishers.update([article.publisher] if article.publisher else [])
        if article.text_id is not None:
            names.update(one.caption for one in rows.mentions(case, article.text_id) if one.entity is not None)
    name = next((name for name, _ in names.most_common() if _PLAIN_WORD.search(name)), "")
    last = (_PLAIN_WORD.findall(name) or [""])[-1]
    common = [word for word, _ in words.most_common()]
    asked: list[tuple[str, str]] = []
    if last:
        asked.append((last.lower(), "a word, in any script that writes it"))
    if phrase:
        asked.append((f'"{phrase}"', "a phrase, word for word"))
    if common:
        asked.append((f"{common[0][:4]}*", "words that begin so"))
    if last:
        asked.append((f"{last.lower()}~", "near spellings too"))
    if len(common) > 1:
        asked.append((f"{common[0]} OR {common[1]}", "either word"))
    if last and common:
        asked.append((f"{last.lower()} -{common[0]}", "the first without the second"))
    if name:
        asked.append((f'entity:"{name}"' if " " in name else f"entity:{name}", "where somebody is named"))
    if publishers:
        publisher = (_PLAIN_WORD.findall(publishers.most_common(1)[0][0]) or [""])[-1]
        asked += [(f"publisher:{publisher.lower()}", "of one publisher")] if publisher else []
    if year.isdecimal():
        asked.append((f"date:{year}", "a year, a month, a day, or 2022-06..2022-12"))
    return [Try(words, SearchRequest(query)) for query, words in asked]


def _two_in_a_row(title: str) -> list[str]:
    match = re.search(r"([^\W\d_]{3,}) ([^\W\d_]{4,})", title)
    return [match[1].lower(), match[2].lower()] if match else []


def other_questions(request: SearchRequest) -> list[Try]:
    """What would be asked less strictly than ``request``, the nearest to it first."""
    tries: list[Try] = []
    query = request.query.strip()
    plain = replace(request, generation=0)
    if request.filters:
        tries.append(Try("without the filters", replace(plain, filters=(), types=TYPES)))
    elif request.types != TYPES:
        tries.append(Try("in everything", replace(plain, types=TYPES)))
    words = [word for word in re.findall(r"[^\W_]+", query) if word not in _OPERATORS]
    bare = " ".join(words)
    whole = replace(plain, typing=False)
    if bare and bare != query:
        tries.append(Try("the words alone", replace(whole, query=bare)))
    if words and not query.endswith("*"):
        tries.append(Try("words that begin so", replace(whole, query=" ".join(f"{word}*" for word in words))))
    if len(words) > 1:
        tries.append(Try("any of the words", replace(whole, query=" OR ".join(words))))
    if words and len(words) < 6:
        tries.append(Try("near spellings", replace(whole, query=" ".join(f"{word}~" for word in words))))
        if len(words) > 1:
            tries.append(Try("near spellings of any", replace(whole, query=" OR ".join(f"{w}~" for w in words))))
    if words and len(words[-1]) > 4:
        tries.append(Try("its beginning", replace(whole, query=" ".join([*words[:-1], f"{words[-1][:4]}*"]))))
    return tries
