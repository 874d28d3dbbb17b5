"""A name that is sure in one place of a document is found where it stands again, and the model passed it over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from casefile.extract.names.pieces import Piece
from casefile.extract.names.tokens import Words
from casefile.extract.names.wordpiece import Word, words_of

_LONGEST = 8


def repeated(
    sentences: Iterable[Sequence[Word]], sure: Iterable[Piece], taken: bytearray, counted: Words, text: str
) -> Iterator[Piece]:
    """Further places of the forms of ``sure`` among words that are not ``taken`` (a byte for each code point).

    The longest form wins. A single word that the document mostly writes small is no name at the head of a sentence.
    """
    forms: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for piece in sure:
        form = tuple(word.text for word in words_of(text, piece.start, piece.end))
        if (
            form
            and len(form) <= _LONGEST
            and not (len(form) == 1 and counted.is_ordinary(form[0]) and not form[0].isupper())
        ):
            forms[form[0]].add(form)
    for words in sentences:
        at = 0
        while at < len(words):
            length = max((len(form) for form in forms.get(words[at].text, ()) if _stands(form, words, at)), default=0)
            end = words[at + length - 1].end if length else 0
            if length and not any(taken[words[at].start : end]):
                yield Piece(words[at].start, end, tuple(text[words[at].start : end].split()), (), "", False)
            at += max(length, 1)


def _stands(form: tuple[str, ...], words: Sequence[Word], at: int) -> bool:
    return len(words) - at >= len(form) and all(words[at + i].text == form[i] for i in range(len(form)))
