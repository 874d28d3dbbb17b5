"""The forms of one organisation's name: with and without its legal form, its sort, its country, its word order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from casefile.domain.kinds import Kind
from casefile.extract.joins.forms import SMALL, Form, Joined
from casefile.extract.joins.known import country_of, listed
from casefile.extract.joins.spelling import join_one_edit
from casefile.extract.names.lexicon_words import ORG_HEADS
from casefile.extract.word_lists import word_list

_LEGAL = word_list(
    """
    ltd limited inc incorporated corp llc llp plc gmbh ag sa se nv bv ab as asa oy oyj aps spa srl sarl kg jsc ojsc
    cjsc pjsc ooo oao zao pao ao tov pt pte pty co kft sro doo dd zrt sdn bhd holding holdings
    """
)
# What a text adds to a name to say what it is: “Wagner group”, “the TASS news agency”.
_SORTS = word_list(
    """
    group groups company corporation organisation organization army party movement network militia pmc agency news
    newspaper magazine channel website outlet broadcaster platform consortium conglomerate faction brigade battalion
    mercenary mercenaries paramilitary private military political terrorist militant rebel armed fighters forces
    troops firm charity ngo foundation
    """
)
# Two of these after one name are two bodies: “Aster Party” and “Aster Army”.
_TELLING = word_list(
    "army party movement network militia brigade battalion foundation newspaper magazine channel agency"
)
# Often left away at the end of a name that is otherwise its own: “Amnesty”, “Brookings”.
_OPTIONAL = word_list("international institute institution foundation bank airlines airways university society")
_HEADS = frozenset(word.casefold() for word in ORG_HEADS)
# What a text calls a body by once it has named it: “the Council”. Not “the Army”, of which there may be others.
SAID_ALONE = word_list(
    """
    council commission committee agency institute institution foundation company ministry bank board bureau centre
    center authority association union federation tribunal observatory university corporation society trust fund
    directorate secretariat consortium office registry charity
    """
)
# Of each country there is one: “the Defence Ministry” says nothing without its country.
OF_A_COUNTRY = word_list(
    """
    ministry army navy force forces police government parliament guard staff court embassy intelligence senate military
    office fleet service
    """
)


_OF_AFFAIRS = word_list("foreign interior home")
_SPELT = dict(
    pair.split("=")
    for pair in (
        "defense=defence organization=organisation labor=labour center=centre program=programme internal=interior "
        "external=foreign"
    ).split()
)


def join_organisations(forms: Iterable[Form], same: Joined) -> None:
    """Join the forms of each organisation."""
    bodies = [form for form in forms if form.kind is Kind.ORGANIZATION and not form.is_long]
    by_words = {form.words: form for form in bodies}
    _join_cut(bodies, by_words, same, without_legal, "legal form", _legal_of)
    _join_cut(bodies, by_words, same, without_sort, "generic word", _telling_of)
    _join_word_order(bodies, same)
    _join_countries(bodies, by_words, same)
    join_one_edit(bodies, same)
    _join_plurals(bodies, same)
    _join_cut(bodies, by_words, same, _without_optional, "shortened", _nothing, is_likely=True)
    _join_shortened(bodies, same)


def _join_cut(
    bodies: Sequence[Form],
    by_words: dict[tuple[str, ...], Form],
    same: Joined,
    cut: Callable[[Form], tuple[str, ...]],
    rule: str,
    telling: Callable[[Form], frozenset[str]],
    *,
    is_likely: bool = False,
) -> None:
    """Join what is a shorter form of the document once ``cut`` took its extra words away.

    Two forms whose extra words tell them apart (``telling``) stay apart from the short one, in doubt.
    """
    longer: dict[Form, list[Form]] = defaultdict(list)
    for form in bodies:
        words = cut(form)
        if words and words != form.words and (short := by_words.get(words)) is not None:
            longer[short].append(form)
    for short, group in longer.items():
        told = {telling(form) for form in group} - {frozenset()}
        for form in group:
            if len(told) > 1 and telling(form):
                same.doubt(short, form, rule)
            else:
                same.join(form, short, rule, is_likely=is_likely)


def _trimmed(words: tuple[str, ...], extra: frozenset[str]) -> tuple[str, ...]:
    start, end = 0, len(words)
    while end - start > 1 and words[end - 1] in extra:
        end -= 1
    while end - start > 1 and words[start] in extra:
        start += 1
    return words[start:end]


def without_legal(form: Form) -> tuple[str, ...]:
    """The words without Ltd, LLC, OOO and the like."""
    return _trimmed(form.words, _LEGAL)


def _legal_of(form: Form) -> frozenset[str]:
    return frozenset(form.words) & _LEGAL - {"holding", "holdings"}


def without_sort(form: Form) -> tuple[str, ...]:
    """Without the words that say its sort, and without small words around it: “the newspaper VG”, “Aster fighters”."""
    words, written = list(form.words), list(form.written)
    while len(words) > 1 and (words[-1] in _SORTS or written[-1].islower()) and words[-1] not in SMALL:
        del words[-1], written[-1]
    while len(words) > 1 and (words[0] in ("pmc", "al", "el") or written[0].islower()) and words[0] not in SMALL:
        del words[0], written[0]
    return tuple(words)


def _telling_of(form: Form) -> frozenset[str]:
    return frozenset(word for word, raw in zip(form.words, form.written, strict=True) if not raw.islower()) & _TELLING


def _without_optional(form: Form) -> tuple[str, ...]:
    words = form.words
    return words[:-1] if len(words) == 2 and words[-1] in _OPTIONAL else ()


def _nothing(form: Form) -> frozenset[str]:
    return frozenset()


def content_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that say something, sorted, in one spelling: “Ministry of Foreign Affairs”, “Foreign Ministry”."""
    said = [_SPELT.get(word, word) for word in words if word not in SMALL]
    if "affairs" in said and not _OF_AFFAIRS.isdisjoint(said) and len(said) > 2:
        said.remove("affairs")
    return tuple(sorted(said))


def _join_word_order(bodies: Sequence[Form], same: Joined) -> None:
    """“Ministry of Trade” and “Trade Ministry”: the same words, one of them with “of”."""
    groups: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    for form in bodies:
        if len(content := content_of(form.words)) > 1:
            groups[content].append(form)
    for group in groups.values():
        turned = [form for form in group if "of" in form.words]
        for form in group:
            if turned and form != turned[0]:
                same.join(form, turned[0], "same words")


def _join_countries(bodies: Sequence[Form], by_words: dict[tuple[str, ...], Form], same: Joined) -> None:
    """“Russian Defence Ministry”, “Ministry of Defence of Russia”; and without its country where one has such."""
    named: dict[tuple[str, tuple[str, ...]], list[Form]] = defaultdict(list)
    bare: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    for form in bodies:
        country, rest = country_in(form.words)
        (named[country, rest] if country else bare[rest]).append(form)
    owners: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    for (_, rest), group in named.items():
        for form in group[1:]:
            same.join(form, group[0], "country")
        owners[rest].append(group[0])
    for rest, forms in bare.items():
        for form in forms:
            if rest in owners and (len(rest) > 1 or (rest[:1] and rest[0] in _HEADS)):
                same.join_the_only_one(form, owners[rest], "country left away", is_likely=True)


def country_in(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The country in a name, if it stands in front or behind “of”, and the content of the rest."""
    if len(words) > 1:
        if front := country_of(words[0]):
            return front, content_of(words[1:])
        if words[-2] in ("of", "the") and (behind := country_of(words[-1])):
            return behind, content_of(words[:-1])
    return "", content_of(words)


def _join_shortened(bodies: Sequence[Form], same: Joined) -> None:
    """“Harbour Council” of “Harbour Council of Vann”, “Security Service” of “Police Security Service”, “the Council”,
    “Brightwater” of “Brightwater Shipping”: where the document has one such longer name only."""
    tails: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    fronts: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    beginnings: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    # In order of first mention: a text shortens what it has named in full before.
    for form in bodies:
        words = form.words
        if words in beginnings and words[-1] not in _HEADS and not listed(form.kind, words) and not form.acronym:
            same.join_the_only_one(form, beginnings[words], "shortened", is_likely=True)
        for end in range(1, len(words)):
            beginnings[words[:end]].append(form)
    for form in bodies:
        for start in range(1, len(form.words)):
            tails[form.words[start:]].append(form)
        for place, word in enumerate(form.words[1:], 1):
            if word in ("of", "for", "in", "on", "and"):
                for start in range(place):
                    fronts[form.words[start:place]].append(form)
                break
    order = {form: place for place, form in enumerate(bodies)}
    for form in bodies:
        words = form.words
        longer = [*fronts[words], *tails[words]]
        if not (words[0] in SAID_ALONE if len(words) == 1 else words[-1] in _HEADS or words[0] in _HEADS):
            # Any other word at the end of a name that was given before: “the Gazette”, never “the Army”.
            is_common = len(words) == 1 and words[0] in OF_A_COUNTRY
            longer = [] if is_common else [one for one in longer if order[one] < order[form]]
        same.join_the_only_one(form, longer, "shortened", is_likely=True)


def _join_plurals(bodies: Sequence[Form], same: Joined) -> None:
    """“Houthis” and “Houthi movement”, “Conservatives” and “Conservative Party”."""
    single: dict[str, list[Form]] = defaultdict(list)
    for form in bodies:
        if len(words := without_sort(form)) == 1 and words != form.words:
            single[words[0]].append(form)
    for form in bodies:
        word = form.words[0]
        if len(form.words) == 1 and len(word) > 4 and word.endswith("s") and not form.acronym:
            same.join_the_only_one(form, single[word[:-1]], "plural", is_likely=True)
