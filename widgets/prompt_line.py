"""One question at the foot of a pane: a label, a line to answer in, the choices there are, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from widgets.drawing import Piece
from widgets.graphemes import cut, fit, width
from widgets.line_list import LineList, Look
from widgets.query_line import LineLabel, QueryLine


@dataclass(frozen=True, slots=True)
class Answer:
    """A possible answer. ``id`` is for the program; ``letter`` may stand before the words; ``detail`` behind."""

    id: str
    words: str
    detail: str = ""
    letter: str = ""


class AnswerList(LineList[Answer]):
    """The answers there are."""

    DEFAULT_CSS = """
    AnswerList { height: auto; max-height: 8; background: $page; }
    """

    def key_of(self, row: Answer) -> str:
        return row.id

    def words_of(self, row: Answer) -> str:
        return f"{row.letter} {row.words} {row.detail}"

    def draw(self, row: Answer, look: Look) -> list[list[Piece]]:
        palette, marks = look.palette, look.marks
        letter = f"{row.letter} " if row.letter else ""
        detail = cut(row.detail, look.room // 2, marks.cut)
        room = max(0, look.room - 1 - width(letter) - width(detail) - 1)
        return [
            [
                (" ", None),
                (letter, look.ink(palette.muted)),
                (fit(row.words, room, mark=marks.cut), look.ink(palette.text, "bold" * look.is_selected)),
                (" ", None),
                (detail, look.ink(palette.muted)),
            ]
        ]


class PromptLine(Vertical):
    """Asks one thing. It is mounted when needed and removed with ``remove()`` when it is answered.

    With ``answers`` these stand above the line and are filtered as one types; Enter takes the selected one.
    Without, or with ``is_free`` where nothing is selected, Enter takes what is typed.
    """

    DEFAULT_CSS = """
    PromptLine {
        height: auto;
        dock: bottom;
        & > .prompt--error { width: 1fr; color: $warn; background: $page; padding: 0 1; display: none; }
        &.-wrong > .prompt--error { display: block; }
        & > AnswerList { display: none; }
        &.-choosing > AnswerList { display: block; }
    }
    """

    class Answered(Message):
        """Enter was pressed: ``value`` is what was typed, ``answer`` what was chosen, if one was."""

        def __init__(self, prompt: PromptLine, value: str, answer: Answer | None) -> None:
            super().__init__()
            self.prompt = prompt
            self.value = value
            self.answer = answer

        @property
        def control(self) -> PromptLine:
            return self.prompt

    class Typed(Message):
        """The text changed: a good moment to complain, or to give other answers."""

        def __init__(self, prompt: PromptLine, value: str) -> None:
            super().__init__()
            self.prompt = prompt
            self.value = value

        @property
        def control(self) -> PromptLine:
            return self.prompt

    class Cancelled(Message):
        """Escape was pressed: nothing is to happen."""

        def __init__(self, prompt: PromptLine) -> None:
            super().__init__()
            self.prompt = prompt

        @property
        def control(self) -> PromptLine:
            return self.prompt

    def __init__(
        self,
        label: str,
        value: str = "",
        answers: Sequence[Answer] = (),
        *,
        placeholder: str = "",
        hint: str = "enter takes it · esc leaves it",
        is_free: bool = False,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """``value`` is what stands in the line at first; ``hint`` what stands right of it."""
        super().__init__(name=name, id=id, classes=classes)
        self._error = LineLabel(classes="prompt--error")
        self.answers = AnswerList(nothing="no such choice")
        self.line = QueryLine(prompt=label, placeholder=placeholder, drives=self.answers if answers else None)
        self._start, self._choices, self._hint, self._is_free = value, tuple(answers), hint, is_free

    def compose(self) -> ComposeResult:
        yield self._error
        yield self.answers
        yield self.line

    def on_mount(self) -> None:
        self.set_answers(self._choices)
        if self._start:
            self.line.value = self._start
        self.line.set_info(self._hint)
        self.line.focus_input()

    def set_answers(self, answers: Sequence[Answer]) -> None:
        """Offer other answers; none takes the list away."""
        self._choices = tuple(answers)
        self.line.drives = self.answers if answers else None
        self.answers.is_driven = bool(answers)
        self.answers.set_rows(self._choices)
        self.set_class(bool(answers), "-choosing")

    def complain(self, words: str) -> None:
        """Say above the line what is wrong with the answer; empty takes it back."""
        self._error.say(words)
        self.set_class(bool(words), "-wrong")

    @property
    def value(self) -> str:
        """What is typed."""
        return self.line.value

    @on(QueryLine.Changed)
    def _changed(self, event: QueryLine.Changed) -> None:
        event.stop()
        self.complain("")
        if self._choices:
            self.answers.filter(event.value)
        self.post_message(self.Typed(self, event.value))

    @on(QueryLine.Submitted)
    def _submitted(self, event: QueryLine.Submitted) -> None:
        event.stop()
        if self._choices and not self._is_free:
            self.complain("none of the choices holds these words")
        else:
            self.post_message(self.Answered(self, event.value, None))

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.post_message(self.Answered(self, self.value, event.row))

    @on(LineList.Highlighted)
    @on(LineList.Counted)
    def _quiet(self, event: LineList.Of) -> None:
        event.stop()

    @on(QueryLine.Left)
    def _left(self, event: QueryLine.Left) -> None:
        event.stop()
        self.post_message(self.Cancelled(self))
