"""Evidence on its way into HTML and Markdown: it arrives as the characters it is, never as markup.

``casefile.dossier.verify`` reads these forms back (``html.unescape``, ``plain``); a test holds the two together.
"""

from __future__ import annotations

import html
import re

from casefile.domain.visible import visible

_SPECIAL = re.compile(r"[\\`*_\[\]{}<>#|~&$^!]|:(?=//)|(?<=[Ww]{3})\.|@")
_LINE_START = re.compile(r"(?m)^([^\S\n]*)([-+=:%(]|\d+(?=[.)]))")
_EDGE_SPACE = re.compile(r"(?m)^[^\S\n]+|[^\S\n]+$")


def in_html(text: str, *, lines: bool = False) -> str:
    """``text`` for HTML, in content or in a quoted attribute; what hides is made visible."""
    return html.escape(visible(text, lines=lines), quote=True)


def in_markdown(text: str, *, lines: bool = False) -> str:
    """``text`` for Markdown: nothing in it can begin emphasis, a link, a list, a table, HTML or code.

    White space at the edges of lines becomes character references, or it would be lost or make a code block.
    """
    shown = _SPECIAL.sub(lambda match: "\\" + match[0], visible(text, lines=lines))
    shown = _LINE_START.sub(_blunted, shown)
    return _EDGE_SPACE.sub(lambda match: "".join(f"&#{ord(space)};" for space in match[0]), shown)


def _blunted(match: re.Match[str]) -> str:
    space, mark = match[1], match[2]
    # A digit cannot be escaped; written as a reference it begins no list.
    return space + (f"&#{ord(mark[0])};{mark[1:]}" if mark[0].isdigit() else "\\" + mark)


def in_code(text: str, least: int = 1) -> str:
    """``text`` as a code span of Markdown, where no renderer makes links of addresses.

    ``least`` 2 keeps an analyst's code from looking like the place of a quotation, which has one backtick.
    """
    shown = visible(text)
    longest = max((len(ticks) for ticks in re.findall("`+", shown)), default=0)
    fence = "`" * max(least, longest + 1)
    is_padded = not shown or shown[0] in "` " or shown[-1] in "` "
    return f"{fence} {shown} {fence}" if is_padded else f"{fence}{shown}{fence}"


def in_block_quote(text: str, indent: str = "") -> str:
    """``text`` as a block quote of Markdown, line for line, each line break kept."""
    lines = visible(text, lines=True).split("\n")
    written = []
    for number, line in enumerate(lines):
        escaped = in_markdown(line, lines=True)
        goes_on = escaped and number + 1 < len(lines) and lines[number + 1]
        written.append(f"{indent}> {escaped}" + ("\\" if goes_on else ""))
    return "\n".join(written)
