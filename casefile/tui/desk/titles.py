"""What the rows around the panes say: titles, the line under the source, the status, the empty panes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from casefile.domain.records import Article, Citation
from casefile.tui.desk.details import made_by
from casefile.tui.desk.notes_pane import NotesPane
from casefile.tui.desk.noting import Noting
from casefile.tui.desk.reading import Reading, header_of, no_text
from casefile.tui.paper import Paper
from widgets.caret_line import CaretLine
from widgets.empty_state import Choice, EmptyState
from widgets.key_bar import KeyBar
from widgets.line_list import LineList
from widgets.note_view import NoteView
from widgets.pane import Pane
from widgets.plain_dates import shown_date, shown_published
from widgets.source_view import SourceView
from widgets.tab_row import TabRow


class Empty(EmptyState, can_focus=True):
    """An empty pane can have the focus, so that its keys work and Tab goes on."""


class Titles(Reading, Noting):
    """Words about what is shown. Nothing here changes the case."""

    def show_source_title(self) -> None:
        pane, paper = self.query_one("#source-pane", Pane), self.paper
        if paper is None:
            pane.set_title("Source", "nothing yet")
            self.show_tab_info()
            return
        article = paper.article
        info = [shown_published(article)]
        if article.retrieved:
            info.append(f"collected {shown_date(article.retrieved[:10])}")
        if paper.shown is not None and (len(paper.texts) > 1 or paper.shown.made_by):
            info.append(made_by(paper.shown))
        pane.set_title(_name_of(article), " · ".join(info), label=article.label, chip=article.reliability)
        self.show_tab_info()

    def show_tab_info(self) -> None:
        """What the open pane shows, for screens whose panes have no title rows."""
        row, paper, note = self.query_one(TabRow), self.paper, self.note
        if self.pane == "notes" and note is not None:
            row.set_info(note.label, note.title)
        elif self.pane != "source" or paper is None:
            row.set_info()
        else:
            article = paper.article
            date = shown_published(article).removesuffix(" guessed")
            row.set_info(article.label, _name_of(article), date, article.reliability)

    def show_details(self, before: Article, after: Article) -> None:
        """The article's details changed: its header and title row are drawn anew, the place stays."""
        paper = self.paper
        if paper is None or (header_of(before) == header_of(after) and before.reliability == after.reliability):
            return
        self._draw_header(paper)
        self.show_source_title()

    def show_tags(self, tags: tuple[str, ...]) -> None:
        """The tags of the article on the desk, as they are now."""
        if self.paper is not None and tags != self.paper.tags:
            self.paper = replace(self.paper, tags=tags)
            self._draw_header(self.paper)

    def _draw_header(self, paper: Paper) -> None:
        """Draw the article on the desk with what stands above its text anew; the place stays."""
        place = self.source.place
        self.source.set_document(
            paper.text,
            header=header_of(paper.article, paper.tags),
            mentions=paper.mentions,
            citations=paper.citations,
            empty=no_text(paper.article),
        )
        self.source.restore(place)

    def reopen(self, article: Article) -> None:
        self.paper = None
        self.open_article(article.number, remember=False)

    def show_list_titles(self) -> None:
        articles, entities = self.article_list, self.entity_list
        self.query_one("#articles-pane", Pane).set_title("Articles", _count(articles, "by number"))
        info = _count(entities, f"by {entities.order}")
        # Two panes: the notes stand behind the entities, and nothing else would say so.
        beside = f" · 3 Notes {self.counts.notes:,}" if self.columns == 2 else ""
        self.query_one("#entities-pane", Pane).set_title("Entities", info + beside)

    def on_line_list_counted(self, event: LineList.Counted) -> None:
        self.show_list_titles()

    def show_note_titles(self) -> None:
        pane, note = self.query_one("#notes-pane", Pane), self.note
        if note is None:
            pane.set_title("Notes", f"{len(self.notes)}")
            self.show_tab_info()
            return
        numbers = [one.number for one in self.notes]
        at = numbers.index(note.number) + 1 if note.number in numbers else len(numbers)
        arrow = self.casefile.marks.arrow
        beside = f" · 2 Entities {self.counts.entities:,}" if self.columns == 2 else ""
        tags = f" · {', '.join(self.note_tags)}" if self.note_tags else ""
        pane.set_title(f"Notes {arrow} {note.label} {note.kind.value}", f"{at} of {len(numbers)}{beside}{tags}")
        self.show_tab_info()
        self.show_passage()

    def show_passage(self) -> None:
        """Below the note: the words that the pin under its caret stands for; while writing, how to pin."""
        pin = self.note_view.pin
        words = ""
        if self.is_writing:
            words = "To pin a passage: esc, 1, select it, c."
        elif pin is not None:
            place = self._places.get(pin)
            words = f"“{' '.join(place.quotation.split())}”" if place is not None and place.state == "ok" else ""
        self.query_one(NotesPane).show_passage(words)

    def on_note_view_pin_highlighted(self, event: NoteView.PinHighlighted) -> None:
        event.stop()
        self.show_passage()

    # Where the caret stands

    def on_source_view_caret_moved(self, event: SourceView.CaretMoved) -> None:
        # What was just said of this place stays until the caret leaves it.
        if event.offset != self._said_at:
            self.status, self._said_at = "", event.offset
        self.show_caret()
        self.show_status()

    def on_source_view_selection_changed(self, event: SourceView.SelectionChanged) -> None:
        self.show_status()

    def on_source_view_mention_activated(self, event: SourceView.MentionActivated) -> None:
        if event.mention.entity is not None and self.entity_list.select(event.mention.entity):
            self.remember()
            self.focus_pane("entities")

    def on_source_view_citation_activated(self, event: SourceView.CitationActivated) -> None:
        label = event.citation.labels[0] if event.citation.labels else ""
        if label[:1] == "n" and label[1:].isdecimal():
            self.remember()
            self.open_note(int(label[1:]))

    def show_caret(self) -> None:
        source = self.source
        citation: Citation | None = source.citation
        note = self.paper.shown.note if self.paper is not None and self.paper.shown is not None else ""
        where = self.paper.pages.words(source.caret) if self.paper is not None else ""
        self.query_one(CaretLine).show(source.mention, source.mention_place, citation=citation, hint=note, where=where)

    def show_note_of_engines(self, note: str) -> None:
        paper = self.paper
        if paper is not None and paper.shown is not None and paper.shown.note != note:
            self.paper = replace(paper, shown=replace(paper.shown, note=note))
            self.show_caret()

    def show_status(self) -> None:
        source = self.source
        where = selected = offsets = ""
        if self.pane == "source" and source.text:
            span = source.selection
            where = f"{self.casefile.marks.paragraph}{source.paragraph}"
            selected = f"{len(span):,} selected" if span is not None else ""
            if span is None and source.mention is not None:
                span = source.mention.span
            offsets = f"{span.start:,}–{span.end:,}" if span is not None else ""
        changed = self.counts.changed
        what = "suggestion" if changed == 1 else "suggestions"
        anew = f"{changed:,} {what} changed by a new engine: f7" if changed else ""
        journal = f"journal {self.counts.journal:,}"
        index = (self.indexing.words, 8 if self.indexing.trouble else 3) if self.indexing else ("", 0)
        state = "read-only" if self.case.is_read_only else self.saved
        self.query_one(KeyBar).set_status(
            (self.status, 9), (where, 5), (selected, 6), (offsets, 2), (anew, 3), index, (journal, 1), (state, 4)
        )

    # What an empty pane is for

    def source_empty(self) -> Empty:
        return Empty(
            "The source text stands here.",
            "Names, dates and identifiers are marked as suggestions; you decide which are true.",
            [Choice("o", "add files or a folder"), Choice("p", "paste text")],
            ["Pages, documents, mails, scans, archives. What cannot be read is kept, and f8 says why."],
            id="source-empty",
        )

    def entities_empty(self) -> Empty:
        return Empty(
            "Entities",
            "appear as articles are read.",
            [Choice("e", "makes one by hand, from the source")],
            is_inline=True,
            measure=38,
            id="entities-empty",
        )

    def notes_empty(self) -> Empty:
        return Empty(
            "Notes",
            "hold leads, findings and hypotheses, each pinned to a passage.",
            [Choice("w", "writes the first one")],
            is_inline=True,
            measure=38,
            id="notes-empty",
        )


def _name_of(article: Article) -> str:
    return article.publisher or article.author or article.title or article.name


def _count(rows: LineList[Any], order: str) -> str:
    shown = rows.place[1]
    if shown != len(rows.model.rows):
        return f"{shown:,} of {len(rows.model.rows):,}"
    return f"{len(rows.model.rows):,} · {order}" if len(rows.model.rows) else "0"
