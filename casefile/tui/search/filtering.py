"""The facets: counts that follow the query, and filters at a key."""

from __future__ import annotations

from casefile.tui.search.base import LIMIT, SearchBase, types_of
from casefile.tui.search.facet_rows import SavedRow, sections_of, type_counts
from casefile.tui.search.filters import FACET_WORDS, TYPE_WORDS, toggled, value_words, without
from widgets.chip_row import Chip, ChipRow
from widgets.facet_list import FacetList, FacetRow
from widgets.pane import Pane
from widgets.type_row import TypeRow

_ROWS = 4
"""Rows of the screen above and below the column: the top, the query, the pane's title, the keys."""
_NO_LABEL = ("year", "month", "seen")


class Filtering(SearchBase):
    """The column, the row of types where there is no room for it, and the chips."""

    def _init_filtering(self) -> None:
        self.saved_rows: tuple[SavedRow, ...] = ()

    def show_facets(self) -> None:
        """Show the counts of the answer, and what is chosen."""
        facets, request = self.results.facets, self.request
        grades = sorted(facets.get("grade", {}).items())
        types = self.query_one(TypeRow)
        types.show(type_counts(facets), self.type, grades)
        self.query_one(ChipRow).show([_chip(facet, value) for facet, value in request.filters])
        # The column's own height follows only when the screen has been laid out.
        lines = self.size.height - _ROWS - bool(request.filters) - self.remark.display - types.display
        sections = sections_of(facets, self.type, request.filters, self.opened, self.saved_rows, lines)
        self.facets.show(sections, lines)

    @property
    def is_in_facets(self) -> bool:
        return self.focused is self.facets

    def action_facets(self) -> None:
        """Into the column."""
        self.add_class("-facets")
        self.show_facets()
        self.facets.focus()

    def action_query(self) -> None:
        """Back to the query line."""
        self.leave_facets()

    def leave_facets(self) -> None:
        self.remove_class("-facets")
        self.query_one("#facets", Pane).set_info("tab")
        self.line.focus_input()

    def action_type(self, by: int) -> None:
        types = [type_ for type_, _ in TYPE_WORDS]
        self._limit_to(types[(types.index(self.type) + by) % len(types)])

    def _limit_to(self, type_: str) -> None:
        self.ask(types=types_of(type_), limit=LIMIT)
        self._show_choice()

    def filter_by(self, facet: str, value: str) -> None:
        """Choose a value, or no longer."""
        self.ask(filters=toggled(self.request.filters, facet, value), limit=LIMIT)
        self._show_choice()

    def _show_choice(self) -> None:
        # The mark stands at once; the counts follow with the answer.
        if not self.is_fresh:
            self.show_facets()

    def action_unfilter(self) -> None:
        """Take the latest filter off."""
        if self.request.filters:
            self.ask(filters=self.request.filters[:-1], limit=LIMIT)
            self._show_choice()

    def unfilter_all(self) -> None:
        self.ask(filters=(), types=types_of(""), limit=LIMIT)
        self._show_choice()

    def on_facet_list_highlighted(self, event: FacetList.Highlighted) -> None:
        event.stop()
        is_saved = event.row is not None and event.row.facet == "saved"
        self.query_one("#facets", Pane).set_info("f2 name · del" if is_saved and self.is_in_facets else "tab")

    def on_facet_list_chosen(self, event: FacetList.Chosen) -> None:
        event.stop()
        row: FacetRow = event.row
        if row.is_more:
            self._unfold(row.facet, row.facet not in self.opened)
        elif row.facet == "type":
            self._limit_to("" if row.is_chosen else row.value)
        elif row.facet == "saved":
            self.open_saved(row.value)
        else:
            self.filter_by(row.facet, row.value)

    def on_facet_list_unfolded(self, event: FacetList.Unfolded) -> None:
        event.stop()
        row = event.row
        if row.facet in ("year", "month") and not row.is_more:
            self._unfold(f"year:{row.value[:4]}", event.is_open)
        elif row.facet not in ("type", "saved"):
            self._unfold(row.facet, event.is_open)

    def _unfold(self, what: str, is_open: bool) -> None:
        had_all = bool(self.opened)
        self.opened = self.opened | {what} if is_open else self.opened - {what}
        self.show_facets()
        if bool(self.opened) and not had_all and self.is_asked:
            self.ask()

    def on_facet_list_cleared(self, event: FacetList.Cleared) -> None:
        event.stop()
        row = event.row
        if event.is_all:
            self.unfilter_all()
        elif row.facet == "saved":
            self.remove_saved(row.value)
        elif row.facet == "type":
            self._limit_to("")
        else:
            self.ask(filters=without(self.request.filters, row.facet), limit=LIMIT)
            self._show_choice()

    def on_facet_list_typed(self, event: FacetList.Typed) -> None:
        event.stop()
        self.leave_facets()
        self.line.input.cursor_position = len(self.line.value)
        self.line.input.insert_text_at_cursor(event.character)

    def on_facet_list_rename_wanted(self, event: FacetList.RenameWanted) -> None:
        event.stop()
        if event.row.facet == "saved":
            self.rename_saved(event.row.value)

    def on_chip_row_removed(self, event: ChipRow.Removed) -> None:
        event.stop()
        facet, _, value = event.key.partition(":")
        self.filter_by(facet, value)

    # What the saved searches do

    def open_saved(self, id_: str) -> None:
        raise NotImplementedError

    def remove_saved(self, id_: str) -> None:
        raise NotImplementedError

    def rename_saved(self, id_: str) -> None:
        raise NotImplementedError


def _chip(facet: str, value: str) -> Chip:
    return Chip(f"{facet}:{value}", "" if facet in _NO_LABEL else FACET_WORDS[facet], value_words(facet, value))
