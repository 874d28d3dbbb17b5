"""What the word lists know of each word: given to the model beside the word, and weighed with it, never instead.

A hint is a sum of bits. In each list the longest entry that begins at a word wins. Entries are compared as they are
written, capitals included.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from casefile.extract.names.lists import load

# A place or an organisation that is hardly anything else, and one whose name is also a word, a surname or a small town.
PLACE, WEAK_PLACE, ORGANISATION, WEAK_ORGANISATION, GIVEN, SURNAME, DEMONYM = (1 << bit for bit in range(7))
BITS = 7
_LARGE = {"city": 5, "admin": 6}  # 100,000 and a million inhabitants
_CLOSE = frozenset("-’'./&")


class Hints:
    """Looks words up in the shipped lists."""

    def __init__(self) -> None:
        self._places = load.places().exact
        self._organisations = load.organization_forms()
        self._demonyms = load.demonyms()
        people = load.person_names()
        self._given, self._surnames = people.given, people.surnames - people.ambiguous
        starts = {form.partition(" ")[0].partition("-")[0] for form in self._organisations}
        self._small_starts = frozenset(start for start in starts if start.islower())
        self._longest = 8

    def of(self, words: Sequence[str]) -> list[int]:
        """One hint for each of the ``words`` of a sentence."""
        found = [0] * len(words)
        for at, word in enumerate(words):
            if word[0].isupper():
                found[at] = (
                    GIVEN * (word in self._given)
                    | SURNAME * (word in self._surnames)
                    | DEMONYM * (word in self._demonyms)
                )
        for first, last, bits in self.entries(words):
            for at in range(first, last + 1):
                found[at] |= bits
        return found

    def entries(self, words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """The places and organisations among ``words``: first and last word, and which list knows them how well."""
        until = 0
        for at, word in enumerate(words):
            if not word[0].isupper() and word not in self._small_starts:
                continue
            for length, form in self._forms(words, at):
                bits = self._bits(form)
                # Inside a longer entry nothing shorter counts: “York” of “New York Times” is no place there.
                if bits and at + length > until:
                    until = at + length
                    yield at, until - 1, bits
                    break

    def _bits(self, form: str) -> int:
        bits = 0
        place = self._places.get(form)
        if place is not None:
            sure = not place.ambiguous and place.weight >= _LARGE.get(place.kind, 0)
            bits |= PLACE if sure else WEAK_PLACE
        organisation = self._organisations.get(form)
        if organisation is not None:
            bits |= WEAK_ORGANISATION if organisation.needs_context else ORGANISATION
        return bits

    def _forms(self, words: Sequence[str], at: int) -> list[tuple[int, str]]:
        """What may be an entry from ``at`` on, longest first, written as papers write it."""
        form, forms = "", []
        for length, word in enumerate(words[at : at + 2 * self._longest], start=1):
            last = form[-1:]
            # No space around hyphens and the like, but after “St.”.
            apart = form and word not in _CLOSE and (last not in _CLOSE or (last == "." and len(word) > 1))
            form = f"{form} {word}" if apart else form + word
            forms.append((length, form.replace("’", "'")))
            if word in ",;:!?()":
                break
        return forms[::-1]


@lru_cache(maxsize=1)
def hints() -> Hints:
    """The hints of the shipped lists; loaded once."""
    return Hints()
