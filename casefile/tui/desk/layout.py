"""Where the panes stand: one, two or three by the width of the screen, and as wide as the person made them."""

from __future__ import annotations

from textual.widget import Widget

from casefile.domain.records import Article
from casefile.tui.desk.base import PANES, DeskBase
from casefile.tui.paper import First
from widgets.key_bar import KeyBar
from widgets.line_list import LineList
from widgets.pane import Pane
from widgets.tab_row import Tab, TabRow

# In per cent of the screen, but for the article list, which is in columns.
_DEFAULTS = {"side": 36, "entities": 50, "articles": 40}
_LIMITS = {"side": (20, 65), "entities": (15, 85), "articles": (24, 70)}
_FOCUS = {"source": "#source", "entities": "#entities", "notes": "#note", "articles": "#articles"}


class Layout(DeskBase):
    """Panes that show, hide, grow and take the focus. Below 100 columns one at a time, below 140 two."""

    def _init_layout(self) -> None:
        self.sizes = dict(_DEFAULTS)
        self.has_articles_open = False
        self._filled: tuple[Article, ...] | None = None

    def take_sizes(self, first: First) -> None:
        """Make the panes as wide as they were."""
        self.sizes |= {name: size for name, size in first.place.sizes if name in _DEFAULTS}
        self.apply_sizes()

    def apply_sizes(self) -> None:
        """Give the panes their sizes. The stylesheet decides where a size counts."""
        one = self.has_class("-one")
        with_articles = self.has_articles_open and self.columns == 3
        side = self.sizes["side"] * 2 // 3 if with_articles else self.sizes["side"]
        self.query_one("#side").styles.width = "100%" if one else f"{side}%"
        alone = self.columns < 3
        self.query_one("#entities-pane").styles.height = "100%" if alone else f"{self.sizes['entities']}%"
        self.query_one("#articles-pane").styles.width = "100%" if one else self.sizes["articles"]

    def action_resize(self, what: str, by: int) -> None:
        if what == "height":
            name, by = "entities", (-by * 2 if self.pane == "notes" else by * 2)
        elif self.pane == "articles":
            name = "articles"
        else:
            name, by = "side", (-by if self.pane == "source" else by)
        low, high = _LIMITS[name]
        self.sizes[name] = min(high, max(low, self.sizes[name] + by))
        self.apply_sizes()

    # Focus

    def focus_pane(self, name: str) -> None:
        """Give a pane the focus; where it is hidden it takes the place of what is shown."""
        if name == "articles":
            self.open_articles()
        self.show_pane(name)
        target: Widget = self.query_one(_FOCUS[name])
        if name == "notes" and self.has_class("-writing"):
            target = self.query_one("#note-editor")
        elif name == "notes" and self.has_class("-no-notes"):
            target = self.query_one("#notes-empty")
        elif name == "source" and self.has_class("-no-articles"):
            target = self.query_one("#source-empty")
        # At once, not when the app comes to it: the next key may be there already.
        self.set_focus(target)

    def show_pane(self, name: str) -> None:
        """Note which pane is the one that counts; narrow layouts show it."""
        self.pane = name
        for other in PANES:
            self.set_class(other == name, f"-at-{other}")
        if name in ("entities", "notes"):
            self.set_class(name == "notes", "-side-notes")
        self.apply_sizes()
        self.show_tabs()
        self.show_status()

    def on_descendant_focus(self) -> None:
        pane = next((node for node in self.focused.ancestors if isinstance(node, Pane)), None) if self.focused else None
        name = (pane.id or "").removesuffix("-pane") if pane is not None else ""
        if name in PANES and name != self.pane:
            self.show_pane(name)

    def action_pane(self, name: str) -> None:
        self.focus_pane(name)

    def action_next_pane(self, by: int) -> None:
        order = ["articles", "source", "entities", "notes"]
        if self.columns != 1 and not self.has_articles_open and self.columns != 4:
            order.remove("articles")
        others = self.query_one("#other-notes", LineList)
        at_others = others.has_focus
        if self.pane == "notes" and self.columns != 1 and others.display and others.model.rows:
            # The list of the other notes is a stop of its own behind the note.
            if by > 0 and not at_others and not self.has_class("-writing"):
                self.set_focus(others)
                return
            if by < 0 and at_others:
                self.focus_pane("notes")
                return
        at = order.index(self.pane) if self.pane in order else 0
        self.focus_pane(order[(at + by) % len(order)])

    # The article list

    def action_articles(self) -> None:
        if self.columns in (1, 4):
            self.focus_pane("articles" if self.pane != "articles" else "source")
        elif self.has_articles_open and self.pane == "articles":
            self.close_articles()
        else:
            self.focus_pane("articles")

    def open_articles(self) -> None:
        self.has_articles_open = True
        self.set_class(True, "-articles")
        self.fill_articles()
        self.apply_sizes()

    def fill_articles(self) -> None:
        """Bring the list up to date while it can be seen: thousands of rows that nobody looks at only cost time."""
        can_be_seen = self.has_articles_open or self.columns == 4
        if can_be_seen and self.articles is not self._filled:
            self._filled = self.articles
            self.article_list.set_articles(self.articles)
            # Who is in the list stays on the row: the article on the desk is another one.
            if self.paper is not None and not self.article_list.has_focus:
                self.article_list.select(self.paper.article.id)

    def close_articles(self) -> None:
        """Slide the list out and read on."""
        self.has_articles_open = False
        self.set_class(False, "-articles")
        self.focus_pane("source")

    # Narrow screens

    def show_tabs(self) -> None:
        """Draw the row of tabs that stands for the titles of the panes where only one is shown."""
        counts = self.counts
        tabs = [
            Tab("source", "1", "Source"),
            Tab("entities", "2", "Entities", f"{counts.entities:,}"),
            Tab("notes", "3", "Notes", f"{counts.notes:,}"),
            Tab("articles", "4", "Articles", f"{counts.articles:,}"),
        ]
        self.query_one(TabRow).set_tabs(tabs, self.pane)
        self.show_tab_info()

    def on_tab_row_chosen(self, event: TabRow.Chosen) -> None:
        event.stop()
        self.focus_pane(event.tab)

    def on_resize(self) -> None:
        # The classes of the new width are set after this event.
        self.call_after_refresh(self._laid_out_anew)

    def _laid_out_anew(self) -> None:
        self.fill_articles()
        self.apply_sizes()
        self.show_list_titles()
        self.show_note_titles()
        self.query_one(KeyBar).refresh()
