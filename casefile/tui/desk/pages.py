"""Pages, chapters, slides and minutes of the text on the desk: going from one to the next, and to one by name."""

from __future__ import annotations

from casefile.tui.desk.reading import Reading
from casefile.tui.screens.chooser import Choice, ChooserScreen
from widgets.mark_words import MarkPlaces


class Paging(Reading):
    """The marks stand off: nothing of them is in the text, so each way to them is a key."""

    @property
    def pages(self) -> MarkPlaces:
        """The marks of the text on the desk; empty where it has none."""
        return self.paper.pages if self.paper is not None else MarkPlaces()

    def action_page_mark(self, step: int) -> None:
        """To the next page, chapter or slide (1), or to the one before (-1)."""
        pages = self.pages
        if not pages:
            self.say("this text has no pages or chapters")
            return
        index = pages.beside(self.source.caret, step)
        if index is None:
            self.say("the last one" if step > 0 else "the first one")
        else:
            self._go_to_page(index)

    def action_go_to_page(self) -> None:
        """Choose a page by its number, a chapter by its heading."""
        pages = self.pages
        if not pages:
            self.say("this text has no pages or chapters")
            return
        here = pages.at(self.source.caret)
        choices = [
            Choice(f"{index}", pages.name(index), index, aside="here" if index == here else "", also=mark.kind)
            for index, mark in enumerate(pages.marks)
        ]

        def chosen(answer: int | str | None) -> None:
            index = pages.find(answer) if isinstance(answer, str) else answer
            if index is not None:
                self.remember()
                self._go_to_page(index)
            elif answer is not None:
                self.say("there is no such page here")

        self.app.push_screen(_PageChooser(choices, pages), chosen)

    def _go_to_page(self, index: int) -> None:
        self.source.goto(self.pages.marks[index].at)
        self.focus_pane("source")
        self.say(self.pages.name(index))


class _PageChooser(ChooserScreen):
    """A page's number is meant as a whole: 2 is page 2, not the first that has a 2 in it."""

    def __init__(self, choices: list[Choice], pages: MarkPlaces) -> None:
        super().__init__("Go to …", choices, hint="a page's number, or words of a heading", is_free=True)
        self._pages = pages

    def narrow(self, typed: str) -> None:
        super().narrow(typed)
        index = self._pages.find(typed)
        if index is not None:
            self.rows.select(f"{index}")
