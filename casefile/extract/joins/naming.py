"""Which of its written forms a cluster is called by: the fullest and best written one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from casefile.domain.kinds import Kind
from casefile.extract.joins.forms import PARTICLES, SMALL, Form, form_of, is_acronym
from casefile.extract.joins.places import is_plain

_SMALL = SMALL | PARTICLES


def best_name(by_form: Mapping[Form, Counter[str]], kind: Kind) -> tuple[Form, str]:
    """The form and the words of the name: without title, possessive, and a small “the”, spelled out, not shouted."""
    form = max(by_form, key=lambda one: _fullness(one, kind, by_form[one]))
    written = max(by_form[form], key=lambda one: _beauty(one, form, by_form[form][one]))
    name = _cleaned(written, form)
    return form, f"{form.owner} {name}" if form.owner else name


def _fullness(form: Form, kind: Kind, found: Counter[str]) -> tuple[bool, bool, bool, int, bool, int, int]:
    has_small = any(raw.islower() and word not in _SMALL for raw, word in zip(form.written, form.words, strict=True))
    is_initial = kind is Kind.PERSON and len(form.words[0]) == 1
    shouts = all(raw.isupper() for raw in form.written) and not form.acronym
    # “Russian Federation” is fuller than “Russia”, and not what the text calls it.
    words = 0 if kind is Kind.PLACE else len(form.words) - has_small
    return (
        not has_small and (kind is not Kind.PLACE or is_plain(form)),
        not is_initial,
        not is_acronym(form.written[-1]),
        words,
        not shouts,
        found.total(),
        sum(map(len, form.words)),
    )


def _beauty(written: str, form: Form, count: int) -> tuple[bool, bool, bool, int, int]:
    bare = _cleaned(written, form)
    return (
        bool(form.acronym) or not any(word.isupper() and len(word) > 2 for word in written.split()),
        bare == written,
        not written[:1].islower(),
        count,
        -len(written),
    )


def _cleaned(written: str, form: Form) -> str:
    """``written`` without what does not belong to a name; unchanged where nothing would be left of its form."""
    bare = written.strip('"“”„«»‘ ')
    for end in ("'s", "’s", "'", "’"):
        if bare.endswith(end) and len(bare) > len(end) + 1:
            bare = bare[: -len(end)]
            break
    if bare.startswith("the "):
        bare = bare[4:]
    if form.kind is Kind.PERSON:
        words = bare.split()
        # Titles go as long as the form stays the same.
        while len(words) > len(form.words) and form_of(" ".join(words[1:]), form.kind) == form:
            words = words[1:]
        bare = " ".join(words)
    return bare if bare and len(form_of(bare, form.kind).words) + bool(form.owner) == len(form.words) else written
