"""The built-in engine: the trained model's guesses, weighed with the evidence of the whole document.

A form is of one kind in the whole of a document: what the model says of each mention and what the words around it
say (“X’s soldiers”, “X is a … group”, “in X”) are added up, and the best total wins. A name that is sure in one
place is found in the others, and what the lists know without doubt is found though the model passed it over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from casefile.domain.extraction import Document, FoundName
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.names.boundaries import (
    datelines,
    from_capital,
    is_generic,
    is_nationality,
    is_office,
    landforms,
    stretches,
    trimmed,
    with_head,
    without_office,
    without_title,
)
from casefile.extract.names.decoding import KINDS, Guess, Sentence
from casefile.extract.names.evidence import Evidence, context_evidence, form_evidence
from casefile.extract.names.forms import Forms, Threshold
from casefile.extract.names.hints import GIVEN, ORGANISATION, PLACE, WEAK_ORGANISATION, WEAK_PLACE, Hints, hints
from casefile.extract.names.lexicon_words import COMMON
from casefile.extract.names.lists.load import places
from casefile.extract.names.model import NameModel, facts
from casefile.extract.names.pieces import Piece
from casefile.extract.names.repeats import repeated
from casefile.extract.names.rules import RulesEngine
from casefile.extract.names.tokens import Words, count_words, unglued
from casefile.extract.names.wordpiece import Word, words_of
from casefile.extract.sentences import sentences

_THRESHOLD = Threshold(least=0.2, weak=1.5, lent_person=4.0, lent_body=5.0, lent_telling=1.5)
# What the model's certainty weighs against the words around a name (see ``evidence``).
_MODEL = 3.0
_CONTEXT = 0.6
_TELLING = {"legal form": 1.0, "organisation word": 0.4, "newspaper word": 0.4, "place word": 0.3}
_SURE = 0.6
_SURNAME = 0.8
# What the lists know is taken from the model unless it is this sure that there is no name.
_LIKELY = 0.1


@lru_cache(maxsize=1)
def _model() -> NameModel:
    return NameModel()


class TrainedEngine:
    """Names by the trained model. Raises ``NoModel`` when made where it cannot run."""

    name = "names"
    langs: tuple[str, ...] = ("en",)

    def __init__(self) -> None:
        self.version = facts().version
        self._model = _model()
        self._hints = hints()

    def mentions(self, document: Document) -> list[FoundName]:
        """The names in ``document.text`` in order, none overlapping another; clusters are left empty."""
        text = document.text
        counted = count_words(text)
        whole = (list(self._unglued(words_of(text, s.start, s.end), counted)) for s in _cells(text))
        parts = [words for words in whole if _may_hold_names(words)]
        known = [self._hints.of([word.text for word in words]) for words in parts]
        found = self._model.read([[word.text for word in words] for words in parts], known)
        vehicles = [name for name in RulesEngine().mentions(document) if name.kind is Kind.VEHICLE]
        taken = bytearray(len(text))
        for name in vehicles:
            taken[name.span.start : name.span.end] = b"\x01" * len(name.span)
        forms, sure = Forms(self.name, self.version, _THRESHOLD), list[Piece]()
        for words, own, listed in zip(parts, found, known, strict=True):
            entries = _sure_entries(self._hints, words)
            for guess in own.guesses:
                for found_piece in _pieces(text, words, guess, counted):
                    piece = _whole(text, found_piece, entries)
                    if any(taken[piece.start : piece.end]):
                        continue
                    taken[piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
                    said = [*_chances(guess), *_listed(guess, listed), *_within(piece), *_around(text, piece)]
                    place = places().exact.get(text[piece.start : piece.end])
                    # The seat behind a body's name; and a country, whose government may well act like a person.
                    if place and (piece.start > words[guess.first].start or place.kind == "country"):
                        said.append((Kind.PLACE, 2 * _MODEL, f"known {place.kind}"))
                    forms.add(piece, said)
                    if sum(guess.chances) > _SURE:
                        sure.append(piece)
        for start, end, evidence in _beyond(text, parts, found, self._hints):
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                piece = Piece(start, end, tuple(text[start:end].split()), (), "", False)
                forms.add(piece, [evidence, *_around(text, piece)])
        for piece in repeated(_possible(parts, found), sure, taken, counted, text):
            forms.add(piece, list(_around(text, piece)))
        return sorted([*forms.decided(), *vehicles], key=lambda name: name.span)

    def _unglued(self, words: Sequence[Word], counted: Words) -> Iterator[Word]:
        """``words``, of which a name that has grown together with the next word is cut in two, but never “Poland”."""
        for word in words:
            name = unglued(word.text, counted) if len(word.text) > 5 and word.text[0].isupper() else ""
            if name and not any(self._hints.of([word.text])):
                yield Word(word.start, word.start + len(name), name)
                yield Word(word.start + len(name), word.end, word.text[len(name) :])
            else:
                yield word


def _cells(text: str) -> Iterator[Span]:
    """The sentences, and of a table's row each cell."""
    for sentence in sentences(text):
        start = sentence.start
        while (tab := text.find("\t", start, sentence.end)) >= 0:
            if tab > start:
                yield Span(start, tab)
            start = tab + 1
        yield Span(start, sentence.end)


def _may_hold_names(words: Sequence[Word]) -> bool:
    """Whether a word other than an ordinary first one has a capital: names in English always do."""
    return any(
        not word.text.islower()
        and any(map(str.isalpha, word.text))
        and (at or word.text.lower() not in COMMON or (word.text.isupper() and len(word.text) > 1))
        for at, word in enumerate(words)
    )


def _pieces(text: str, words: Sequence[Word], guess: Guess, counted: Words) -> Iterator[Piece]:
    """The names of ``guess`` in their own boundaries: none, one, or two where one stands beside another."""
    person, organisation, place = guess.chances
    for begin, stop in stretches(text, words[guess.first].start, words[guess.last].end):
        start, end = trimmed(text, begin, stop)
        start = from_capital(text, start, end)
        title = ""
        if person > max(organisation, place):
            name = without_title(text, start, end)
            title, start = text[start:name].strip(), name
        elif place > organisation:
            end = without_office(text, start, end)
        end = with_head(text, end)
        written = text[start:end]
        # “Baloch” is a people, and a surname where the model is sure of it.
        if not any(map(str.isalpha, written)) or (
            is_nationality(written) and (person < _SURNAME or written.endswith("s"))
        ):
            continue
        if person > max(organisation, place) and is_office(written):
            continue
        if " " not in written and (is_generic(written) or (counted.is_ordinary(written) and not written.isupper())):
            continue
        yield Piece(start, end, tuple(written.split()), (), title, False)


def _sure_entries(known: Hints, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where names of several words stand that the lists know without doubt."""
    return [
        (words[first].start, words[last].end)
        for first, last, bits in known.entries([word.text for word in words])
        if last > first and bits & (ORGANISATION | PLACE)
    ]


def _whole(text: str, piece: Piece, entries: list[tuple[int, int]]) -> Piece:
    """``piece``, or the known name of which it is a part: “United” of “United Nations”."""
    for start, end in entries:
        if start <= piece.start and piece.end <= end and (start, end) != (piece.start, piece.end):
            return Piece(start, end, tuple(text[start:end].split()), (), "", False)
    return piece


def _beyond(
    text: str, parts: Sequence[Sequence[Word]], read: Sequence[Sentence], known: Hints
) -> Iterator[tuple[int, int, Evidence]]:
    """Names that the model may have passed over: landforms, datelines, and what the lists know without doubt."""
    for start, end in landforms(text):
        yield start, end, (Kind.PLACE, 4.0, "adjective and landform")
    for start, end in datelines(text):
        yield start, end, (Kind.PLACE, 4.0, "dateline")
    for words, own in zip(parts, read, strict=True):
        for first, last, bits in known.entries([word.text for word in words]):
            if min(own.named[first : last + 1]) < _LIKELY or is_nationality(text[words[first].start : words[last].end]):
                continue
            if bits & ORGANISATION:
                yield words[first].start, words[last].end, (Kind.ORGANIZATION, 3.0, "known organisation")
            elif bits & PLACE:
                yield words[first].start, words[last].end, (Kind.PLACE, 2.0, "known place")


def _possible(parts: Sequence[Sequence[Word]], read: Sequence[Sentence]) -> Iterator[list[Word]]:
    """Runs of words of which the model is not sure that they are no names."""
    for words, own in zip(parts, read, strict=True):
        run: list[Word] = []
        for word, chance in zip(words, own.named, strict=True):
            if chance >= _LIKELY:
                run.append(word)
            elif run:
                yield run
                run = []
        if run:
            yield run


def _chances(guess: Guess) -> Iterator[Evidence]:
    for kind, chance in zip(KINDS, guess.chances, strict=True):
        if chance > 0.02:
            yield kind, _MODEL * chance, "name model"


def _listed(guess: Guess, listed: Sequence[int]) -> Iterator[Evidence]:
    """What the word lists say, where they know the whole name."""
    bits = listed[guess.first]
    whole = all(bits & hint for hint in listed[guess.first : guess.last + 1])
    if whole and bits & (PLACE | WEAK_PLACE):
        yield Kind.PLACE, 2.5 if bits & PLACE else 0.4, "known place"
    if whole and bits & (ORGANISATION | WEAK_ORGANISATION):
        yield Kind.ORGANIZATION, 2.0 if bits & ORGANISATION else 0.4, "known organisation"
    if bits & GIVEN and guess.last > guess.first:
        yield Kind.PERSON, 1.0, "given name first"


def _within(piece: Piece) -> Iterator[Evidence]:
    """What the words of the name themselves say, where they leave little doubt."""
    for kind, weight, rule in form_evidence(piece):
        if rule in _TELLING:
            yield kind, _TELLING[rule] * weight, rule


def _around(text: str, piece: Piece) -> Iterator[Evidence]:
    for kind, weight, rule in context_evidence(text, piece):
        # A vessel is none of the model's kinds: the words around it speak alone.
        yield kind, (weight * 1.5 if kind is Kind.VEHICLE else _CONTEXT * weight), rule
