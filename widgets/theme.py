"""The two looks of the desk, lamp (dark) and paper (light), and their colours as named values.

Widgets that are styled by CSS use the theme's variables (``$muted``, ``$raised``); widgets that draw their
own lines use ``Palette``. Both come from the same table. Every text colour has a contrast of at least 4.5
on every ground it stands on (WCAG 2.2, success criterion 1.4.3); a test computes it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from rich.style import Style
from textual.app import App
from textual.theme import Theme
from textual.widget import Widget

from casefile.domain.kinds import Kind


@lru_cache(maxsize=2048)
def style(colour: str = "", ground: str = "", *, words: str = "") -> Style:
    """A Rich style from colours as ``#rrggbb`` and ``words`` such as ``bold underline``."""
    return Style.parse(" ".join(filter(None, [words, colour, f"on {ground}" if ground else ""])) or "none")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look, as ``#rrggbb``.

    ``few_colours`` is set where the terminal has sixteen: grounds melt into one there, so selection and focus
    are drawn reversed.
    """

    text: str
    muted: str
    faint: str
    accent: str
    warn: str
    person: str
    organisation: str
    place: str
    vehicle: str
    identifier: str
    date: str
    bg: str
    surface: str
    raised: str
    focus: str
    cite: str
    page: str
    chip: str
    selection: str
    hit: str
    hit_now: str
    hit_text: str
    rule: str
    line: str
    few_colours: bool = False

    def of_kind(self, kind: Kind) -> str:
        """The colour that names ``kind``; its letter or word always stands beside it."""
        if not kind.is_entity:
            return self.date
        return {"P": self.person, "O": self.organisation, "L": self.place, "V": self.vehicle}.get(
            kind.letter, self.identifier
        )

    def ink(self, colour: str, words: str = "") -> Style:
        """Text in ``colour`` (a value of this palette) on whatever ground it stands."""
        return style(colour, words=words)

    def ground(self, colour: str, words: str = "") -> Style:
        """A ground alone, to be laid under text."""
        return style("", colour, words=words)

    @property
    def selected(self) -> Style:
        """What lies over selected text."""
        return style(words="reverse") if self.few_colours else style("", self.selection)

    def lifted(self, is_lit: bool) -> Style:
        """What lies under the selected row of a list; ``is_lit`` where the list has the focus."""
        return style(words="reverse" if is_lit else "bold") if self.few_colours else style("", self.raised)

    @property
    def focused_title(self) -> Style:
        """The title row of the pane that has the focus."""
        return style(words="bold reverse") if self.few_colours else style(self.text, self.focus, words="bold")

    @property
    def title(self) -> Style:
        """The title row of a pane without the focus."""
        return style(self.muted, self.surface)

    @property
    def grade(self) -> Style:
        """A grade's chip."""
        return style(self.text, self.chip, words="bold")

    @property
    def found(self) -> Style:
        """A search hit."""
        return style(self.hit_text, self.hit, words="bold not italic not underline")

    @property
    def found_now(self) -> Style:
        """The search hit that the person stands on."""
        return style(self.hit_text, self.hit_now, words="bold underline not italic")


LAMP = Palette(
    text="#dcd7cc",
    muted="#b5b0a4",
    faint="#9b978b",
    accent="#86c3b6",
    warn="#e8937f",
    person="#9bbcea",
    organisation="#e0ad72",
    place="#a8c47f",
    vehicle="#d69fc0",
    identifier="#b5a8e6",
    date="#bdb196",
    bg="#181a1b",
    surface="#1f2223",
    raised="#2b2f31",
    focus="#24322f",
    cite="#2f2b20",
    page="#1f2122",
    chip="#363c3e",
    selection="#2c4260",
    hit="#dcbc62",
    hit_now="#f0d88a",
    hit_text="#1a1a16",
    rule="#34393b",
    line="#7b8487",
)
PAPER = Palette(
    text="#26241f",
    muted="#565147",
    faint="#635e53",
    accent="#17635a",
    warn="#a3301c",
    person="#27528f",
    organisation="#87480a",
    place="#3d651a",
    vehicle="#8a3062",
    identifier="#6a3fa0",
    date="#665940",
    bg="#f8f4eb",
    surface="#efe9dc",
    raised="#e5ddcc",
    focus="#dbe7e1",
    cite="#f4e8c4",
    page="#fdfbf5",
    chip="#dcd2bd",
    selection="#bfd6ee",
    hit="#f0cf63",
    hit_now="#e2b53a",
    hit_text="#26241f",
    rule="#d3cab8",
    line="#847c6c",
)

# The sixteen colours that every terminal has, as Rich knows them: a kind keeps a hue there (blue on black,
# which many terminals draw too dark to read, is left out).
_LAMP_16 = replace(
    LAMP,
    accent="#00aaaa",
    warn="#ff5555",
    person="#55ffff",
    organisation="#ffff55",
    place="#55ff55",
    vehicle="#ff55ff",
    identifier="#00aaaa",
    date="#aaaaaa",
    hit="#aa5500",
    hit_now="#ffff55",
    hit_text="#000000",
    few_colours=True,
)
_PAPER_16 = replace(
    PAPER,
    accent="#00aaaa",
    warn="#aa0000",
    person="#0000aa",
    organisation="#aa5500",
    place="#00aa00",
    vehicle="#aa00aa",
    identifier="#00aaaa",
    date="#555555",
    hit="#ffff55",
    hit_now="#aa5500",
    hit_text="#000000",
    few_colours=True,
)


def _theme(name: str, palette: Palette, *, dark: bool) -> Theme:
    colours = {
        field.name.replace("_", "-"): getattr(palette, field.name)
        for field in fields(palette)
        if field.name not in ("few_colours", "text", "surface", "accent")
    }
    return Theme(
        name=name,
        primary=palette.accent,
        secondary=palette.identifier,
        accent=palette.accent,
        warning=palette.warn,
        error=palette.warn,
        success=palette.place,
        foreground=palette.text,
        background=palette.bg,
        surface=palette.surface,
        panel=palette.raised,
        boost=palette.raised,
        dark=dark,
        text_alpha=1.0,
        variables={
            **colours,
            # ``$text`` is Textual's own ("auto 87%"): the reading colour is ``$ink``.
            "ink": palette.text,
            "block-cursor-background": palette.raised,
            "block-cursor-foreground": palette.text,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": palette.raised,
            "block-cursor-blurred-foreground": palette.text,
            "block-cursor-blurred-text-style": "none",
            "input-cursor-background": palette.text,
            "input-cursor-foreground": palette.bg,
            "input-selection-background": palette.selection,
            "screen-selection-background": palette.selection,
            "scrollbar": palette.rule,
            "scrollbar-hover": palette.line,
            "scrollbar-active": palette.line,
            "scrollbar-background": palette.bg,
            "scrollbar-background-hover": palette.bg,
            "scrollbar-background-active": palette.bg,
            "scrollbar-corner-color": palette.bg,
            "footer-background": palette.surface,
            "footer-foreground": palette.muted,
            "footer-key-foreground": palette.text,
            "footer-description-foreground": palette.muted,
            "border": palette.line,
            "border-blurred": palette.rule,
        },
    )


THEMES = (_theme("lamp", LAMP, dark=True), _theme("paper", PAPER, dark=False))
"""To be registered with the app, the first as its default."""


def use_themes(app: App[Any], name: str = "lamp") -> None:
    """Register both looks with ``app`` and put ``name`` on; an unknown name means lamp."""
    for theme in THEMES:
        app.register_theme(theme)
    app.theme = name if name in app.available_themes else "lamp"


def palette_of(widget: Widget) -> Palette:
    """The palette where ``widget`` stands, by the theme that is on and the colours the terminal has.

    Under ``NO_COLOR`` Textual turns every colour into its grey; the bold, the underline and the glyphs stay.
    """
    app = widget.app
    if app.console.color_system in ("standard", "windows"):
        return _LAMP_16 if app.current_theme.dark else _PAPER_16
    return LAMP if app.current_theme.dark else PAPER
