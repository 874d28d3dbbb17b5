"""The glyphs of the desk, and the plain set for terminals and locales where they do not fit one cell.

Several of them (● ○ ◆ ◇ ¶ ×, bars and lines too) are of ambiguous width in East Asian locales
(Unicode Standard Annex 11); a terminal set to such a locale draws them two cells wide and breaks every
column. The ASCII set is the way out, chosen in the settings.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.widget import Widget

from casefile.domain.kinds import EntityState, MentionState


@dataclass(frozen=True, slots=True)
class Marks:
    """One glyph a meaning, each one cell wide. Colour never says more than the glyph or a word does."""

    confirmed: str = "●"
    suggested: str = "○"
    rejected: str = "✕"
    later: str = "–"
    root: str = "◆"
    relay: str = "◇"
    paragraph: str = "¶"
    times: str = "×"
    cite: str = "▎"
    focus_edge: str = "▎"
    edge: str = "│"
    selected: str = "▌"
    rule: str = "─"
    pin_open: str = "⟦"
    pin_close: str = "⟧"
    cut: str = "…"
    dot: str = "·"
    arrow: str = "▸"
    more: str = "▾"
    task: str = "□"
    done: str = "■"
    prompt: str = "/"
    warning: str = "!"
    part: str = "◐"
    same: str = "="
    bar: str = "▆"

    def of_state(self, state: EntityState | MentionState) -> str:
        """The glyph that stands before an entity or a mention in ``state``."""
        if state in (EntityState.CONFIRMED, MentionState.ACCEPTED):
            return self.confirmed
        return self.suggested if state in (EntityState.SUGGESTED, MentionState.SUGGESTED) else self.rejected


UNICODE = Marks()
ASCII = Marks(
    confirmed="*",
    suggested="o",
    rejected="x",
    later="-",
    root="#",
    relay="+",
    paragraph="P",
    times="x",
    cite="|",
    focus_edge="|",
    edge="|",
    selected=">",
    rule="-",
    pin_open="[",
    pin_close="]",
    cut="~",
    dot="-",
    arrow=">",
    more="v",
    task="-",
    done="x",
    part="%",
    bar="=",
)


def marks_of(widget: Widget) -> Marks:
    """The set in use where ``widget`` stands: the app's ``marks`` when it has any, else the full one."""
    chosen = getattr(widget.app, "marks", None)
    return chosen if isinstance(chosen, Marks) else UNICODE
