"""Acronyms and the names they stand for: side by side in the text, or anywhere in it by their initials."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from casefile.domain.extraction import FoundName
from casefile.domain.kinds import Kind
from casefile.extract.joins.forms import SMALL, Form, Joined
from casefile.extract.names.lexicon_words import ORG_HEADS

_HEADS = frozenset(word.casefold() for word in ORG_HEADS)
_OPENS = re.compile(r"\s?[(\[]\s?[\"“‘']?(?:(?:the|or|abbreviated|known as|hereafter|short)\s)?\Z", re.IGNORECASE)
_COMMA = re.compile(r",\s(?:or|abbreviated)?\s?(?:the\s)?[\"“]?\Z", re.IGNORECASE)
_DASH = re.compile(r"\s[–—-]\s(?:the\s)?\Z")
_SIDE = re.compile(r"\s\Z")
_KNOWN_AS = re.compile(
    r"[\"”]?,?\s[(]?(?:(?:also|better|formerly|previously|otherwise|commonly|widely|now|sometimes)\s){0,2}"
    r"(?:known\s(?:as|by\s(?:the|its|their|his|her)\s(?:\w{3,15}\s)?(?:name|acronym|abbreviation|initials)(?:\sof)?)"
    r"|called|nicknamed|call\s?sign|nom\sde\sguerre|alias|a\.?k\.?a\.?|abbreviated\s(?:as|to)|formerly|née|nee)"
    r"\s(?:the\s)?[\"“‘']?\Z",
    re.IGNORECASE,
)
_LONGEST_BETWEEN = 48
_MOST_WORDS = 14


def join_appositions(text: str, names: Sequence[FoundName], forms: Sequence[Form], same: Joined) -> None:
    """Join what the text itself puts side by side as two names of one thing."""
    for (before, left), (after, right) in pairwise(zip(names, forms, strict=True)):
        if not 0 < after.span.start - before.span.end <= _LONGEST_BETWEEN or same.root(left) == same.root(right):
            continue
        between = text[before.span.end : after.span.start]
        if _KNOWN_AS.fullmatch(between):
            _join_known_as(left, right, same)
            continue
        closed = text[after.span.end : after.span.end + 2].lstrip("\"”’' ")[:1]
        in_brackets = bool(_OPENS.fullmatch(between)) and closed in (")", "]")
        if right.acronym and len(left.words) > 1:
            _join_pair(right, left, same, between, in_brackets=in_brackets)
        elif in_brackets and left.kind is right.kind is Kind.ORGANIZATION and len(right.words) > 1:
            same.join(right, left, "name in brackets", is_likely=True)
        elif left.acronym and len(right.words) > 1:
            opened = _OPENS.fullmatch(between) or _COMMA.fullmatch(between) or _DASH.fullmatch(between)
            if opened and fits(left.acronym, right, is_near=True):
                same.join(left, right, "acronym")


def _join_known_as(left: Form, right: Form, same: Joined) -> None:
    if left.kind is not right.kind or left.kind is Kind.VEHICLE:
        # A vessel's names are told apart by those who follow it.
        return
    if left.kind is Kind.PERSON and len(left.words) > 1 and len(right.words) > 1:
        # Two full names of one person: the text says so, a person judges.
        same.doubt(right, left, "also known as")
    else:
        same.join(right, left, "also known as")


def _join_pair(short: Form, full: Form, same: Joined, between: str, *, in_brackets: bool) -> None:
    """Join an acronym behind a name. Where the initials do not fit, as in a translated name, the place beside an
    organisation's name speaks for it: in brackets, or bare after a word such as “Police”. That is likely only."""
    if fits(short.acronym, full, is_near=True):
        if in_brackets or _COMMA.fullmatch(between) or _SIDE.fullmatch(between) or _DASH.fullmatch(between):
            same.join(short, full, "acronym")
    elif short.kind is full.kind is Kind.ORGANIZATION and len(short.acronym) > 1:
        has_head = full.words[-1] in _HEADS or (full.words[0] in _HEADS and "of" in full.words)
        if in_brackets:
            same.join(short, full, "acronym in brackets", is_likely=True)
        elif has_head and _SIDE.fullmatch(between):
            same.join(short, full, "acronym beside the name", is_likely=True)


def join_by_initials(forms: Iterable[Form], same: Joined) -> None:
    """Join acronyms of three letters or more to the only name in the document with these initials.

    A name that holds its acronym (“Harbour Police HP”) joins the two parts that stand alone elsewhere.
    """
    initials: dict[tuple[bool, str], list[Form]] = defaultdict(list)
    held: list[tuple[Form, tuple[str, ...], str]] = []
    by_words: dict[tuple[str, ...], Form] = {}
    acronyms = []
    for form in forms:
        if form.kind is Kind.PERSON or form.is_long:
            continue
        by_words.setdefault(form.words, form)
        if form.acronym:
            acronyms.append(form)
        elif len(form.words) > 2:
            for letters in {_initials(form.words), "".join(word[0] for word in form.words)}:
                initials[form.kind is Kind.VEHICLE, letters].append(form)
        if len(form.words) > 2 and _is_capitals(form.written[-1]):
            held.append((form, form.words[:-1], form.words[-1]))
    for form, front, letters in held:
        head = front[-1] in _HEADS
        if not (head or _spells(letters, front, is_near=True)):
            continue
        for part in (by_words.get(front), by_words.get((letters,))):
            if part is not None:
                same.join(part, form, "acronym", is_likely=not _spells(letters, front, is_near=True))
    for form in acronyms:
        if len(form.acronym) > 2 and same.root(form) == form:
            candidates = initials.get((form.kind is Kind.VEHICLE, form.acronym), ())
            same.join_the_only_one(
                form, [one for one in candidates if one.kind is form.kind], "initials", is_likely=True
            )


def _is_capitals(raw: str) -> bool:
    return 2 <= len(raw) <= 8 and raw.isupper() and raw.isalpha()


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words if word not in SMALL)


def fits(acronym: str, full: Form, *, is_near: bool = False) -> bool:
    """Whether the letters of ``acronym`` (folded) are the initials of ``full``: small words and the parts behind a
    hyphen may be skipped. With ``is_near`` a word may give up to four of its first letters, as in KFOR."""
    return _spells(acronym, full.words, is_near=is_near)


def _spells(acronym: str, words: Sequence[str], *, is_near: bool) -> bool:
    if not 2 <= len(acronym) <= 10 or not 2 <= len(words) <= _MOST_WORDS:
        return False
    # How many letters are spelled so far, and how many words gave none: one may, before three letters or more.
    reached = {(0, 0)}
    for word in words:
        following: set[tuple[int, int]] = set()
        for place, missed in reached:
            if word in SMALL:
                following.add((place, missed))
            elif is_near and not missed and len(acronym) > 2:
                following.add((place, 1))
            for length in range(1, 5 if is_near else 2):
                if acronym[place : place + length] == word[:length] and place + length <= len(acronym):
                    following.add((place + length, missed))
        reached = following
    return any(place == len(acronym) for place, _ in reached)
