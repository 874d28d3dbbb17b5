"""Copying a passage, with where it stands or without."""

from __future__ import annotations

import asyncio

from casefile.domain.records import Article
from casefile.domain.span import Pin, Span
from casefile.domain.text import paragraph_number, paragraphs
from casefile.tui.clipboard import copy_natively
from casefile.tui.desk.base import DeskBase
from casefile.tui.paper import Paper
from widgets.plain_dates import shown_date
from widgets.source_units import sentence_at


class Copying(DeskBase):
    """``y`` and ``Y``: the system's own clipboard first, else the terminal's."""

    def passage_to_quote(self) -> Span | None:
        """The selection, else the sentence under the caret."""
        source = self.source
        if source.selection is not None:
            return source.selection
        within = source.paragraph_span(source.paragraph)
        return sentence_at(source.text, source.caret, within) if len(within) else None

    def action_copy(self, with_citation: bool) -> None:
        span, paper = self.passage_to_quote(), self.paper
        if span is None or paper is None or not len(span):
            self.say("nothing to copy: select with v")
            return
        words = span.of(paper.text)
        text = cited(paper, span) if with_citation else words
        self.trying(self._copy(text, "with its citation" if with_citation else "without a citation"))

    async def _copy(self, text: str, how: str) -> None:
        tool = await asyncio.to_thread(copy_natively, text)
        if tool:
            self.toast(f"Copied {how} ({tool}).")
            return
        self.app.copy_to_clipboard(text)
        self.toast(f"Copied {how} through the terminal (OSC 52).\nIf nothing can be pasted, your terminal forbids it.")


def cited(paper: Paper, span: Span) -> str:
    """The words in quotation marks, then where they stand and the pin that a note or dossier can check."""
    article = paper.article
    number = paragraph_number(paragraphs(paper.text), span.start)
    page = paper.pages.words(span.start)
    where = ", ".join(part for part in (f"{article.label}¶{number}", page, *_source(article)) if part)
    pin = Pin.make(article.number, span, paper.shown.sha256) if paper.shown else ""
    return f"“{span.of(paper.text)}” ({where}) {pin}".rstrip()


def _source(article: Article) -> list[str]:
    return [article.title, article.author, article.publisher, shown_date(article.published), article.url]
