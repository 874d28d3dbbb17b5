"""The desk's side of the concordance: what it is asked of, going to a passage and back, copying and quoting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casefile.domain.concordance import Line
from casefile.domain.errors import NotFound
from casefile.domain.search import SearchRequest
from casefile.domain.span import Pin, Span
from casefile.domain.text import paragraphs
from casefile.services import rows
from casefile.services.cases import OpenCase
from casefile.tui.desk.copying import Copying, cited
from casefile.tui.desk.noting import Noting, cite_into
from casefile.tui.desk.reading import Reading
from casefile.tui.paper import Paper, load_pages
from widgets.source_units import sentence_at, word_at

# The rest comes when it is asked for: the desk's first picture does not wait for it.
if TYPE_CHECKING:
    from casefile.services.search import Search
    from casefile.tui.screens.concordance import Asked, ConcordancePlace

_LONGEST = 200
"""Letters of a selection that is looked for as a phrase."""


class Concordancing(Copying, Reading, Noting):
    """``f5``: every passage of the entity, the selection or the word that is meant."""

    _latest: ConcordancePlace | None = None

    @property
    def searching(self) -> Search:
        """The search process of this case."""
        raise NotImplementedError

    def action_concordance(self) -> None:
        from casefile.tui.screens.concordance import Asked

        entity = self.entity_meant() if self.source.selection is None or self.pane != "source" else None
        if entity is not None:
            self.open_concordance(Asked(entity=entity))
            return
        words = self._words_meant() if self.pane == "source" else ""
        if not words:
            self.say("no word here: put the caret on one, or select some")
            return
        self.open_concordance(Asked(request=SearchRequest(words)))

    def _words_meant(self) -> str:
        """The selection as a phrase, else the word under the caret; empty where there is neither."""
        source = self.source
        if not source.text:
            return ""
        span = source.selection or word_at(source.text, source.caret)
        words = " ".join(span.of(source.text)[:_LONGEST].replace('"', " ").split())
        if not any(map(str.isalnum, words)):
            return ""
        return words if words.isalnum() else f'"{words}"'

    # The screen

    def open_concordance(self, asked: Asked) -> None:
        """Show every passage of what is asked."""
        from casefile.tui.screens.concordance import ConcordancePlace

        self.return_to_concordance(ConcordancePlace(asked))

    def return_to_concordance(self, place: ConcordancePlace) -> None:
        """Show a concordance as it was left; a passage that is opened there leaves a step back to its line."""
        from casefile.tui.screens.concordance import ConcordanceScreen

        # Thousands of lines are kept once: an older concordance on the way back is read again.
        if self._latest is not None and self._latest is not place:
            self._latest.sheet = None
        self._latest = place

        def chosen(line: Line | None) -> None:
            if line is None:
                return
            while self.app.screen is not self and len(self.app.screen_stack) > 1:
                self.app.pop_screen()  # the search that it was asked from
            self.remember(concordance=place)
            source = line.source
            self.open_article(source.article, line.span, text_id=source.text_id, remember=False)

        self.app.push_screen(ConcordanceScreen(self, place), chosen)

    # What its keys do

    def copy_passages(self, lines: Sequence[Line]) -> None:
        """Copy the sentence of each with its citation."""

        async def copy() -> None:
            texts = await self.session.read(_citations, tuple(lines))
            how = "with its citation" if len(lines) == 1 else f"{len(lines):,} passages with their citations"
            await self._copy("\n\n".join(texts), how)

        if lines:
            self.trying(copy())

    def cite_passages(self, lines: Sequence[Line]) -> None:
        """Write the pin of each one's sentence into the current note."""
        if self.case.is_read_only:
            self.say_read_only()
            return

        async def cite() -> None:
            pins = await self.session.read(_pins, tuple(lines))
            if self.is_writing and self.note is not None:
                for pin in pins:
                    self.editor.insert_pin(pin)
                self.toast(f"Cited into {self.note.label}, which you are writing.")
            else:
                title = f"Notes on {lines[0].source.title}"
                self.act(self._cited, cite_into, self.note.number if self.note else None, title, pins)

        if lines:
            self.trying(cite())


def _sentence(text: str, line: Line) -> Span:
    """The sentence that the hit stands in, and all of the hit."""
    span = line.span
    within = next((one for one in paragraphs(text) if one.start <= span.start < one.end), span)
    found = sentence_at(text, span.start, within)
    return Span(min(found.start, span.start), max(found.end, span.end))


def _pins(case: OpenCase, lines: tuple[Line, ...]) -> list[Pin]:
    """One for each sentence, though it holds several of the passages."""
    pins = [
        Pin.make(line.source.article, _sentence(rows.text(case, line.source.text_id), line), line.source.text_sha256)
        for line in lines
    ]
    return list(dict.fromkeys(pins))


def _citations(case: OpenCase, lines: tuple[Line, ...]) -> list[str]:
    found = []
    for line in lines:
        source = line.source
        shown = next((one for one in rows.texts_of(case, source.article) if one.id == source.text_id), None)
        if shown is None:
            raise NotFound(f"{source.label} is not in the case any more.", "F5 looks again.")
        text = rows.text(case, source.text_id)
        article = rows.article(case, source.article)
        paper = Paper(article, (), shown, text, (), (), pages=load_pages(case, shown.id))
        found.append(cited(paper, _sentence(text, line)))
    return list(dict.fromkeys(found))
