"""One sentence as tokens, with what is quoted and what is named in it."""

from __future__ import annotations

import re

from casefile.domain.extraction import FoundName
from casefile.domain.span import Span
from casefile.extract.attributions.quotations import Quotations

_TOKEN = re.compile(
    r"[^\W_](?:\w|(?<=\d),(?=\d{3}(?!\d))|[’'&/-](?=\w)|\.(?=[^\W_])|[’'](?=\s[a-z]))*"
    r"|``|''|[“”\"„«»‘’'():;,!?…—–\[\]]|-{1,2}|\.(?=[\s”\"’']*\Z)|[$£€%#@]"
)
_OPENING = "“"
_CLOSING = "”"
# Quoted words that belong to a phrase: the “people’s militia” said.
_FEW = 5
# In capitals these are names: the WHO, IT, the US.
_ACRONYMS = frozenset(("WHO", "US", "IT"))


class Sentence:
    """``low``: the words in small letters with one kind of apostrophe. Quotation marks are ``“`` and ``”`` there.

    ``starts`` and ``ends`` are offsets in the text; ``quoted`` tells for each token whether it stands between
    quotation marks.
    """

    __slots__ = ("begun", "capital", "ended", "ends", "low", "named", "names", "quoted", "starts", "text")

    def __init__(self, text: str, span: Span, names: tuple[FoundName, ...], quotations: Quotations) -> None:
        self.text = text
        self.begun, self.ended = span.start, span.end
        self.low: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.capital: list[bool] = []
        self.quoted: list[bool] = []
        self._read(quotations)
        self.names: dict[int, tuple[int, FoundName]] = {}
        self.named: dict[int, tuple[int, FoundName]] = {}
        self._place(names)

    def __len__(self) -> int:
        return len(self.low)

    def _read(self, quotations: Quotations) -> None:
        last = quotations.before(self.ended)
        near = quotations.at(self.ended - 1) is not None or (last is not None and last.end > self.begun)
        for match in _TOKEN.finditer(self.text, self.begun, self.ended):
            word, start = match[0], match.start()
            quotation = quotations.at(start) if near else None
            inside = False
            if quotation is not None:
                opens, closes = start == quotation.start, match.end() == quotation.end and not quotation.goes_on
                if self._is_few(quotation.start, quotation.end):
                    if opens or closes:
                        continue
                elif opens:
                    word = _OPENING
                elif closes:
                    word = _CLOSING
                else:
                    inside = True
            elif word in "“”\"„«»``''":
                word = _CLOSING if start > self.begun and not self.text[start - 1].isspace() else _OPENING
            self.low.append(word if word in _ACRONYMS else word.lower().replace("'", "’"))
            self.capital.append(word[0].isupper())
            self.starts.append(start)
            self.ends.append(match.end())
            self.quoted.append(inside)

    def _is_few(self, start: int, end: int) -> bool:
        words = self.text[start + 1 : end - 1]
        return (
            end - start < 60
            and len(words.split()) <= _FEW
            and words[-1:].isalnum()
            and start > self.begun
            and self.text[start - 1 : start] == " "
            and (self.text[start - 2 : start - 1].isalnum() or self.text[start - 2 : start - 1] in "’)")
            and self.text[end : end + 1] not in ("\n", "")
        )

    def _place(self, names: tuple[FoundName, ...]) -> None:
        """``names``: first token -> (token behind the name, name); ``named``: that token -> (first token, name)."""
        token = 0
        for name in names:
            while token < len(self.low) and self.ends[token] <= name.span.start:
                token += 1
            first = token
            while token < len(self.low) and self.starts[token] < name.span.end:
                token += 1
            if first < token:
                self.names[first] = (token, name)
                self.named[token] = (first, name)

    def name_ending(self, token: int) -> tuple[int, FoundName] | None:
        """The name whose last token stands right before ``token``, and its first token."""
        return self.named.get(token)

    def words(self, first: int, behind: int) -> str:
        """The words of a stretch of tokens as one line."""
        if first >= behind:
            return ""
        return " ".join(self.text[self.starts[first] : self.ends[behind - 1]].split())

    def is_open(self, token: int) -> bool:
        return self.low[token] == _OPENING

    def is_closed(self, token: int) -> bool:
        return self.low[token] == _CLOSING
