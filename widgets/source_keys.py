"""The keys of the source pane, in one table: what each does is in ``SourceView``'s actions."""

from __future__ import annotations

from textual.binding import Binding, BindingType

_MOVES = (
    ("up", "up", "row_up", "One row up"),
    ("down", "down", "row_down", "One row down"),
    ("left,h", "left", "left", "One character back"),
    ("right,l", "right", "right", "One character on"),
    ("ctrl+left,alt+left", "word-left", "word_left", "One word back"),
    ("ctrl+right,alt+right", "word-right", "word_right", "One word on"),
    ("home", "row-start", "row_start", "To the start of the row"),
    ("end", "row-end", "row_end", "To the end of the row"),
    ("left_parenthesis", "sentence-left", "sentence_left", "To the start of the sentence, then the one before"),
    ("right_parenthesis", "sentence-right", "sentence_right", "To the next sentence"),
    ("k,left_curly_bracket", "paragraph-left", "paragraph_left", "To the start of the paragraph, then the one before"),
    ("j,right_curly_bracket", "paragraph-right", "paragraph_right", "To the next paragraph"),
    ("pageup", "page-up", "page_up", "One page up"),
    ("pagedown,space", "page-down", "page_down", "One page down"),
    ("ctrl+u", "half-up", "half_up", "Half a page up"),
    ("ctrl+d", "half-down", "half_down", "Half a page down"),
    ("g,ctrl+home", "top", "top", "To the beginning of the text"),
    ("G,ctrl+end", "bottom", "bottom", "To the end of the text"),
)
_EXTENDING = (
    ("shift+up", "row_up", "one row up"),
    ("shift+down", "row_down", "one row down"),
    ("shift+left", "left", "one character back"),
    ("shift+right", "right", "one character on"),
    ("ctrl+shift+left", "word_left", "one word back"),
    ("ctrl+shift+right", "word_right", "one word on"),
    ("shift+home", "row_start", "to the start of the row"),
    ("shift+end", "row_end", "to the end of the row"),
    ("shift+pageup", "page_up", "one page up"),
    ("shift+pagedown", "page_down", "one page down"),
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
            f"Select {tip}",
            show=False,
            id=f"source.select-{move.replace('_', '-')}",
            tooltip=f"Select, {tip}",
        )
        for key, move, tip in _EXTENDING
    ),
    Binding("n", "mention(1)", "next", id="source.next-mention", tooltip="To the next mention"),
    Binding("N", "mention(-1)", "previous", show=False, id="source.previous-mention", tooltip="To the mention before"),
    Binding(
        "right_square_bracket",
        "mention(1, True)",
        "next to judge",
        show=False,
        id="source.next-suggestion",
        tooltip="To the next suggestion that waits for a judgement",
    ),
    Binding(
        "left_square_bracket",
        "mention(-1, True)",
        "previous to judge",
        show=False,
        id="source.previous-suggestion",
        tooltip="To the suggestion before that waits for a judgement",
    ),
    Binding(
        "v",
        "grow",
        "select",
        show=False,
        id="source.grow",
        tooltip="Select the word; again: the mention, the sentence, the paragraph",
    ),
    Binding("V", "shrink", "select less", show=False, id="source.shrink", tooltip="Take back the last step of v"),
    Binding("s", "sentence", "sentence", show=False, id="source.sentence", tooltip="Select the sentence"),
    Binding("escape", "clear", "clear", show=False, id="source.clear", tooltip="Take the selection away"),
    Binding("enter", "activate", "open", show=False, id="source.activate", tooltip="Open what is under the caret"),
]
