"""RTF 1.9.1 as a stream of tokens: groups, characters and code pages. No recursion, every byte is looked at once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from casefile.readers.rtf_words import (
    CHARACTERS,
    KEPT,
    SKIPPED,
    SYMBOL_FONT,
    SYMBOLS,
    charset_of_font,
    charset_of_page,
)
from casefile.readers.symbols import symbol

LONGEST_S = 12.0
"""What was read until then is kept; the text with its changes is read after that one."""

TOO_LONG = "reading it took too long, the rest is missing"

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})?\ ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\",
    re.S,
)
MOST_KEPT = 100_000
"""Pieces of text that are about the document, and fonts."""


class Group:
    """What holds until the group ends. ``finish`` is the group's own, the rest its inner groups take over."""

    __slots__ = (
        "author",
        "charset",
        "deleted",
        "finish",
        "inserted",
        "into",
        "is_hidden",
        "is_new",
        "skips",
        "stars",
        "unicode_skip",
    )

    def __init__(self, outer: Group | None = None) -> None:
        self.finish: Callable[[], None] | None = None
        self.stars = False
        self.is_new = True
        if outer is None:
            self.skips = self.is_hidden = self.inserted = self.deleted = False
            self.into, self.charset, self.unicode_skip = "", "", 1
            self.author: dict[str, int] = {}
            return
        self.skips, self.is_hidden, self.into = outer.skips, outer.is_hidden, outer.into
        self.inserted, self.deleted, self.author = outer.inserted, outer.deleted, outer.author
        self.charset, self.unicode_skip = outer.charset, outer.unicode_skip


class RtfStream:
    """``read`` hands words to ``say``, and what ends a paragraph to ``paragraph``. ``words`` has what each control word
    does; ``begins`` is asked first, for those that begin a group of another kind."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.pictures = 0
        self.has_objects = False
        self.group = Group()
        self.data, self.at = b"", 0
        self._groups: list[Group] = []
        self._charset = "cp1252"
        self._fonts: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._font = -1
        self._bytes = bytearray()
        self._left_out = 0
        self.words: dict[str, Callable[[int | None], None]] = {
            "u": self._unicode,
            "uc": self._skip_behind_unicode,
            "bin": self._binary,
            "f": self._use_font,
            "fcharset": self._font_charset,
            "cpg": self._font_page,
            "ansicpg": self._page,
            "mac": lambda value: self._whole("mac_roman"),
            "pc": lambda value: self._whole("cp437"),
            "pca": lambda value: self._whole("cp850"),
            "plain": self._plain,
            "v": self._hidden,
            "revised": lambda value: setattr(self.group, "inserted", value != 0),
            "deleted": lambda value: setattr(self.group, "deleted", value != 0),
        }

    def say(self, words: str) -> None:
        """Words of the document, or of what the group is about."""

    def paragraph(self, value: int | None = None) -> None:
        """A paragraph ends."""

    def begins(self, word: str) -> bool:
        """Whether ``word`` made the group one of another kind."""
        return False

    def read(self, data: bytes, longest_s: float = LONGEST_S) -> None:
        """Up to the brace that closes the document; what stands behind it is not of it."""
        self.data, match = data, _TOKEN.match
        self.at = max(0, data.find(b"{"))
        until, count = time.monotonic() + longest_s, 0
        while token := match(data, self.at):
            self.at = token.end()
            count += 1
            if not count & 0xFFFF and time.monotonic() > until:
                self.problems.append(TOO_LONG)
                break
            kind = token.lastindex
            if kind == 6:
                self._text(token[6])
            elif kind in (1, 2):
                if self._bytes:
                    self._flush()
                self._left_out = 0
                self._word(token[1].decode("ascii"), int(token[2]) if token[2] else None)
            elif kind == 3:
                self._text(bytes((int(token[3], 16),)))
            elif kind == 5:
                self._flush()
                self._left_out = 0
                if token[5] == b"{":
                    self._groups.append(self.group)
                    self.group = Group(self.group)
                elif not self._close_group():
                    break
            elif kind == 4:
                self._symbol(token[4])
        self._flush()
        if self._groups:
            self.problems.append("its end is missing")
        while self._groups:
            self._close_group()

    def _close_group(self) -> bool:
        if self.group.finish is not None:
            self.group.finish()
        if not self._groups:
            return False
        self.group = self._groups.pop()
        return bool(self._groups)

    def _symbol(self, sign: bytes) -> None:
        if sign in (b"*", b"\r", b"\n"):
            self._flush()
            if sign == b"*":
                # Elsewhere than at its beginning it says nothing of the group.
                self.group.stars = self.group.is_new
            else:
                self.paragraph()
        elif sign in SYMBOLS:
            if self._left_out:
                self._left_out -= 1
            else:
                self._flush()
                self._put(SYMBOLS[sign])

    def _word(self, word: str, value: int | None) -> None:
        group = self.group
        is_starred, group.stars, group.is_new = group.stars, False, False
        if group.skips and word not in ("bin", "ud"):
            return
        if word in SKIPPED:
            self._count_skipped(word)
            group.skips = True
        elif word == "ud":
            group.skips = False
        elif self.begins(word):
            pass
        elif is_starred and word not in KEPT:
            group.skips = True
        elif word in CHARACTERS:
            self._put(CHARACTERS[word])
        elif word in self.words:
            self.words[word](value)

    def _count_skipped(self, word: str) -> None:
        self.pictures += word == "pict"
        self.has_objects = self.has_objects or word == "objdata"

    def _text(self, data: bytes) -> None:
        if self._left_out:
            left, self._left_out = self._left_out, max(0, self._left_out - len(data))
            data = data[left:]
        self.group.is_new = False
        if not self.group.skips:
            self._bytes += data

    def _flush(self) -> None:
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        charset = self.group.charset or self._charset
        if charset == SYMBOL_FONT:
            name = self._names.get(self._font, "")
            self._put("".join(symbol(name, byte) for byte in data))
        else:
            self._put(data.decode(charset, "replace"))

    def _put(self, words: str) -> None:
        if self.group.skips or not words:
            return
        if self.group.into == "fonttbl":
            self._names[self._font] = (self._names.get(self._font, "") + words)[:100]
        else:
            self.say(words)

    def _unicode(self, value: int | None) -> None:
        self._left_out = self.group.unicode_skip
        if value is not None and -0x8000 <= value <= 0x10FFFF:
            self._put(chr(value & 0xFFFF if value < 0 else value))

    def _skip_behind_unicode(self, value: int | None) -> None:
        self.group.unicode_skip = min(max(value or 0, 0), 100)

    def _binary(self, value: int | None) -> None:
        self.at = min(len(self.data), self.at + max(0, value or 0))

    def _use_font(self, value: int | None) -> None:
        self._font = value or 0
        if self.group.into != "fonttbl":
            self.group.charset = self._fonts.get(self._font, "")

    def _font_charset(self, value: int | None) -> None:
        if self.group.into == "fonttbl" and len(self._fonts) < MOST_KEPT:
            self._fonts[self._font] = charset_of_font(value or 0)

    def _font_page(self, value: int | None) -> None:
        if self.group.into == "fonttbl" and len(self._fonts) < MOST_KEPT:
            self._fonts[self._font] = charset_of_page(value or 0)

    def _page(self, value: int | None) -> None:
        self._charset = charset_of_page(value or 0) or self._charset

    def _whole(self, charset: str) -> None:
        self._charset = charset

    def _hidden(self, value: int | None) -> None:
        self.group.is_hidden = value != 0

    def _plain(self, value: int | None) -> None:
        self.group.is_hidden = self.group.inserted = self.group.deleted = False
        self.group.charset = ""
