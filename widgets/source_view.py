"""The source pane: a text to be read, with what was found and cited in it, and a caret to point with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual.message import Message

from casefile.domain.records import Citation, Mention
from casefile.domain.span import Span
from widgets.source_keys import SOURCE_BINDINGS
from widgets.source_layers import CitationLayer, HitLayer, MentionLayer
from widgets.source_moves import sentence_span
from widgets.source_pointer import BY_ROWS, SourcePointer
from widgets.source_units import larger


class SourceView(SourcePointer, can_focus=True):
    """A text on the line API: soft-wrapped to a measure, wrapped only where it is looked at.

    Offsets are Unicode code points of the text. The text is never changed and never parsed as markup.
    """

    BINDINGS = SOURCE_BINDINGS
    """See ``widgets.source_keys``: rows, words, sentences, paragraphs, mentions, selection."""

    class CaretMoved(Message):
        """The caret stands elsewhere, or what lies under it changed. Older ones in the queue are replaced."""

        def __init__(self, view: SourceView, offset: int, paragraph: int, mention: Mention | None) -> None:
            super().__init__()
            self.view = view
            self.offset = offset
            self.paragraph = paragraph
            self.mention = mention

        @property
        def control(self) -> SourceView:
            return self.view

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, SourceView.CaretMoved) and message.view is self.view

    class SelectionChanged(Message):
        """Another passage, or None, is selected."""

        def __init__(self, view: SourceView, span: Span | None) -> None:
            super().__init__()
            self.view = view
            self.span = span

        @property
        def control(self) -> SourceView:
            return self.view

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, SourceView.SelectionChanged) and message.view is self.view

    class MentionActivated(Message):
        """Enter was pressed on a mention."""

        def __init__(self, view: SourceView, mention: Mention) -> None:
            super().__init__()
            self.view = view
            self.mention = mention

        @property
        def control(self) -> SourceView:
            return self.view

    class CitationActivated(Message):
        """Enter was pressed on a cited passage that is no mention."""

        def __init__(self, view: SourceView, citation: Citation) -> None:
            super().__init__()
            self.view = view
            self.citation = citation

        @property
        def control(self) -> SourceView:
            return self.view

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc is the desk's when the person has selected nothing, Enter when nothing lies under the caret."""
        if action == "clear":
            return self._selection is not None and not self._is_lent
        if action == "activate":
            return self._current is not None or self.citation is not None
        return True

    def action_move(self, move: str, extend: bool = False) -> None:
        """Move the caret; see ``widgets.source_keys`` for the moves."""
        if self._moves is None or not self._text:
            return
        if move in BY_ROWS:
            self._move_rows(self._moves, BY_ROWS[move], extend=extend)
            return
        offset = getattr(self._moves, move)(self._caret)
        if offset == self._caret and move == "top":
            self.scroll_to(y=0, animate=False)
        self._set_caret(offset, extend=extend, is_jump=move in ("top", "bottom"))

    def action_mention(self, step: int, only_open: bool = False) -> None:
        """To the next mention (``step`` 1) or the one before (-1); ``only_open``: one that waits for a judgement."""
        index = self._mentions.beside(self._caret, self._current, step, only_open=only_open)
        if index is not None:
            self._set_caret(self._mentions.spans.starts[index], current=index, is_jump=True)

    def action_grow(self) -> None:
        """Select the word; then the mention, the sentence, the paragraph."""
        mention = self.mention.span if self.mention else None
        paragraph = self._paragraphs.span(self.paragraph)
        larger_one = larger(self._text, self._caret, self._selection, mention, paragraph)
        if larger_one is not None:
            self._grown.append(self._selection)
            self._fixed = None
            self._set_selection(larger_one)

    def action_shrink(self) -> None:
        """Take back one step of growing."""
        self._set_selection(self._grown.pop() if self._grown else None)

    def action_sentence(self) -> None:
        """Select the sentence around the caret."""
        self.select(sentence_span(self._text, self._paragraphs, self._caret))

    def action_clear(self) -> None:
        """Select nothing."""
        self.select(None)

    def action_activate(self) -> None:
        """Say what Enter was pressed on."""
        mention, citation = self.mention, self.citation
        if mention is not None:
            self.post_message(self.MentionActivated(self, mention))
        elif citation is not None:
            self.post_message(self.CitationActivated(self, citation))

    def set_document(
        self,
        text: str,
        *,
        header: Sequence[str] = (),
        mentions: Iterable[Mention] = (),
        citations: Iterable[Citation] = (),
        offset: int = 0,
        empty: str = "",
    ) -> None:
        """Show ``text`` with the caret at ``offset``.

        ``header`` are plain lines above it, the first in bold; ``empty`` is said where there is no text. The hits in
        the very text that is shown already stay marked.
        """
        hits = (self._hits, self._hit) if text is self._text else (HitLayer(), None)
        self._put(text, tuple(header), empty)
        self._mentions = MentionLayer(mentions)
        self._citations = CitationLayer(citations)
        (self._hits, self._hit), self._moves = hits, None
        self._point(offset)
        if self.size.width:
            self._lay_out()
            self.scroll_to(y=0, animate=False)
            if offset:
                self._show(self._caret, is_jump=True)
        self._repaint()
        self._moved()

    def set_mentions(self, mentions: Iterable[Mention]) -> None:
        """Show other mentions over the same text; caret, selection and scroll stay."""
        before = self.mention
        self._mentions = MentionLayer(mentions)
        same = self._mentions.index_of(before)
        self._current = self._mentions.spans.longest_at(self._caret) if same is None else same
        self._repaint()
        self._moved()

    def set_citations(self, citations: Iterable[Citation]) -> None:
        """Show other cited passages over the same text."""
        self._citations = CitationLayer(citations)
        self._repaint()

    def set_hits(
        self,
        spans: Sequence[Span] = (),
        *,
        find: Callable[[int, int], Sequence[Span]] | None = None,
        current: Span | None = None,
    ) -> None:
        """Mark search hits: ``spans``, or what ``find(start, end)`` says for the parts that are looked at."""
        self._hits, self._hit = HitLayer(spans, find), current
        self._repaint()

    def set_hit(self, current: Span | None) -> None:
        """Let another hit be the one that stands out."""
        for changed in (self._hit, current):
            if changed is not None:
                self._refresh_span(changed.start, changed.end)
        self._hit = current

    def _moved(self) -> None:
        self.post_message(self.CaretMoved(self, self._caret, self.paragraph, self.mention))

    def _selected(self, span: Span | None) -> None:
        self.post_message(self.SelectionChanged(self, span))
