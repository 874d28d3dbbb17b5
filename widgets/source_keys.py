"""The keys of the source pane, in one table: what each does is in ``SourceView``'s actions."""

from __future__ import annotations

from textual.binding import Binding, BindingType

_MOVES = (
    ("up", "up", "row_up", "a row up, down"),
    ("down", "down", "row_down", "a row up, down"),
    ("left,h", "left", "left", "a character back, on"),
    ("right,l", "right", "right", "a character back, on"),
    ("ctrl+left,alt+left", "word-left", "word_left", "a word back, on"),
    ("ctrl+right,alt+right", "word-right", "word_right", "a word back, on"),
    ("left_parenthesis", "sentence-left", "sentence_left", "a sentence back, on"),
    ("right_parenthesis", "sentence-right", "sentence_right", "a sentence back, on"),
    ("k,left_curly_bracket", "paragraph-left", "paragraph_left", "a paragraph back, on"),
    ("j,right_curly_bracket", "paragraph-right", "paragraph_right", "a paragraph back, on"),
    ("home", "row-start", "row_start", "start, end of the row"),
    ("end", "row-end", "row_end", "start, end of the row"),
    ("pageup", "page-up", "page_up", "a page up, down"),
    ("pagedown,space", "page-down", "page_down", "a page up, down"),
    ("ctrl+u", "half-up", "half_up", "half a page up, down"),
    ("ctrl+d", "half-down", "half_down", "half a page up, down"),
    ("g,ctrl+home", "top", "top", "beginning, end of the text"),
    ("G,ctrl+end", "bottom", "bottom", "beginning, end of the text"),
)
_EXTENDING = (
    ("shift+up", "row_up"),
    ("shift+down", "row_down"),
    ("shift+left", "left"),
    ("shift+right", "right"),
    ("ctrl+shift+left", "word_left"),
    ("ctrl+shift+right", "word_right"),
    ("shift+home", "row_start"),
    ("shift+end", "row_end"),
    ("shift+pageup", "page_up"),
    ("shift+pagedown", "page_down"),
)

SOURCE_BINDINGS: list[BindingType] = [
    *(
        Binding(key, f"move('{move}')", tip, show=False, id=f"source.{name}", tooltip=tip)
        for key, name, move, tip in _MOVES
    ),
    *(
        Binding(
            key,
            f"move('{move}', True)",
            "select",
            show=False,
            id=f"source.select-{move.replace('_', '-')}",
            tooltip="select while moving",
        )
        for key, move in _EXTENDING
    ),
    Binding("n", "mention(1)", "next", id="source.next-mention", tooltip="mention, the next or before"),
    Binding(
        "N", "mention(-1)", "previous", show=False, id="source.previous-mention", tooltip="mention, the next or before"
    ),
    Binding(
        "right_square_bracket",
        "mention(1, True)",
        "next to judge",
        show=False,
        id="source.next-suggestion",
        tooltip="to judge, the next or before",
    ),
    Binding(
        "left_square_bracket",
        "mention(-1, True)",
        "previous to judge",
        show=False,
        id="source.previous-suggestion",
        tooltip="to judge, the next or before",
    ),
    Binding(
        "v",
        "grow",
        "select",
        show=False,
        id="source.grow",
        tooltip="select word, name, sentence …",
    ),
    Binding("V", "shrink", "select less", show=False, id="source.shrink", tooltip="select less again"),
    Binding("s", "sentence", "sentence", show=False, id="source.sentence", tooltip="select the sentence"),
    Binding("escape", "clear", "clear", show=False, id="source.clear", tooltip="select nothing"),
    Binding("enter", "activate", "open", show=False, id="source.activate", tooltip="open what is under the caret"),
]
