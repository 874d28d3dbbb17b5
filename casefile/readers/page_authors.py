"""Persons' names out of bylines: “By Ana Swanson and Kevin McCoy, USA TODAY” names two persons and a newspaper.

A byline may name a person, an agency, a desk, or the site itself. Persons count first, then agencies, then desks;
the site is no author of its own pages, and neither is the account of whoever set the program up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from casefile.domain.folding import fold
from casefile.readers.month_names import MONTHS

PERSON, AGENCY, DESK, NOBODY = 0, 1, 2, 3
"""What a name names, by how much it is worth as an author."""

_LONGEST_NAME = 60
_MOST_WORDS = 6

_BY = re.compile(
    r"\A[\s:|•·,/–—-]*(?:(?:story|presented|hosted|produced|written|posted|published|reported|reporting|words|article|text|review|interview|"
    r"analysis|opinion|commentary|created|submitted|edited|translated|geschrieben|verfasst|publicado|publié|escrito|"
    r"écrit|pubblicato|ein artikel|eine analyse|ein kommentar|ein bericht|ein beitrag|ein interview|eine reportage|"
    r"ein gastbeitrag|eine kolumne|un article|une tribune|napisany|автор|авторы|текст|tekst|texto|texte|testo)"
    r"(?:\s+(?:on|by|von|por|par|da|di|door|af|av|przez))?\s*[:|]?|"
    r"authors?|autore?n?|autor(?:es|in|ka|ka:)?|auteurs?|autori|forfatter|författare|journalist|reporter|skribent|"
    r"by|von|vom|par|por|di|door|af|av|przez|oleh|od|autorstwa|penulis|yazan|haber|από|του|작성자|글|作者|記者|文|"
    r"撰文|por:|by:)(?:\s*[:：|／/]\s*|\s+)",
    re.I,
)
_BEHIND = re.compile(
    r"\s*(?:[|•·›»\n\t\r]|\s[–—-]\s|/\s|\(|\[|<|@|\bfollow(?:ing)?\b|\bview (?:all|more|profile)\b|"
    r"\bmore (?:articles|from|by|stories)\b|\babout the author|\bread more\b|\bpublished\b|\bupdated\b|\bposted\b|"
    r"\bis an? \b|\bhas been\b|\d|\bfür\b|\bwith (?:afp|ap|reuters)|\bmit (?:dpa|afp|ap)\b|\bavec (?:afp|reuters)).*",
    re.I | re.S,
)
# Where and for whom a person wrote; another person may follow behind an “and”.
_BESIDE = re.compile(
    r"\s+(?:for (?:the )?\w|of the\b|at the\b|in \w+\b|on \w+\b|aus \w|from \w|(?-i:à|a|en|em) (?-i:[A-Z])).*",
    re.I | re.S,
)
_AND = re.compile(
    r"\s*(?:[;；、，]|\s&\s|\s\+\s|/|(?<=[\s,])(?:and|und|et|och|og|en|oraz|ja|și|ve|và|и|та|with)(?![^\s]))\s*", re.I
)
# In Spanish, Portuguese, Italian and Polish one letter, which is also inside names: Ortega y Gasset.
_AND_LETTER = re.compile(r"(?<=\w)\s+[eyi]\s+(?=\w)", re.I)
_MAIL = re.compile(r"\S+@[\w-]+\.\S+")
_HANDLE = re.compile(r"@\w+")
_URL = re.compile(r"https?:|www\.|\.(?:com|org|net|html?|php)\b(?:/|$)", re.I)
# Letters behind a name: degrees and orders, no persons of their own.
_DEGREES = re.compile(
    r"\A(?:ph\.? ?d|m\.?d|m\.?a|m\.?s|m\.?sc|b\.?a|b\.?sc|r\.?d|r\.?d\.?n|r\.?n|j\.?d|mba|mph|llb|llm|esq|"
    r"cbe|obe|mbe|frs|dds|do|pharmd|np|lcsw|cpa|cfa|msw|edd|dvm|mp|mep|qc|kc)\.?\Z",
    re.I,
)
_DESK_WORDS = frozenset(
    """staff writer writers reporter reporters correspondent correspondents editor editors editorial team desk newsroom
    bureau agencies agency agencias agences agenzie agencje agenturen
    equipe equipo service services wire wires news newspaper press media redaktion redaktor redaccion redacao
    redazione redactie redaction redakcja redakce redaksi redakcia toimitus toimetus contributor contributors columnist
    columnists journalist journalists sports sport politics business opinion board online digital web group network
    magazine times post daily weekly journal herald tribune gazette radio television tv channel studio studios company
    inc ltd llc gmbh department office ministry university institute association foundation council committee
    report reports press-release guest admin administrator webmaster moderator newsdesk redaktionen avis zeitung
    nachrichten noticias nouvelles notizie noticia agencia agence agentur agenzia presse prensa stampa новости редакция
    агентство publisher publishing communications marketing blog contributing senior chief foreign special local
    world national international headlines stories podcast newsletter archive archives""".split()
)
# Of these words, those that are people's names too.
_SURNAMES = frozenset("post press board guest blog world sport chief foreign times herald day journal".split())
_JOB_WORDS = frozenset(
    fold(word)
    for word in """staff writer reporter correspondent editor columnist journalist contributor contributing senior chief
    photographer author guest special freelance political business sports science health technology associate assistant
    deputy managing executive producer fellow intern national international foreign redakteur redakteurin redacteur
    journaliste korrespondent korrespondentin corresponsal reportero redattore 기자 특파원 記者 记者""".split()
)
_AGENCIES = frozenset(
    """ap afp dpa reuters bloomberg ansa efe lusa pti ians ani tass interfax xinhua kyodo yonhap anp belga apa sda
    ats keystone-sda sid tt ntb ritzau stt pap ctk tasr mti hina tanjug beta agerpres mediafax unian ukrinform cna
    bernama antara upi epd kna tagesschau associated-press agence-france-presse press-association pa pa-media
    canadian-press the-canadian-press the-associated-press aap europa-press notimex télam telam agencia-efe
    deutsche-presse-agentur ritzaus-bureau news-agencies""".split()
)
_NOBODIES = frozenset(
    """admin administrator root webmaster author editor user guest anonymous unknown none null undefined staff by
    default test jdadmin superuser owner moderator n/a na""".split()
)
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat".split())
_SUFFIX = re.compile(r"\A(?:jr|sr|ii|iii|iv)\.?\Z", re.I)
# Behind a comma in a byline stands where it was written from; these look like names of persons.
_PLACES = frozenset(
    """new-york los-angeles san-francisco hong-kong tel-aviv washington-dc sao-paulo buenos-aires mexico-city cape-town
    new-delhi abu-dhabi kuala-lumpur den-haag the-hague st-petersburg sri-lanka south-africa united-states las-vegas
    united-kingdom new-zealand saudi-arabia north-korea south-korea san-diego san-jose new-orleans
    rio-de-janeiro""".split()
)
_PARTICLES = frozenset(
    """de da do dos das del della di van von der den ter ten zu zum zur la le el al bin ibn abu ben bint af av du des
    mc st o y e ap ould ul""".split()
)


@dataclass(frozen=True, slots=True)
class Names:
    """Authors of one source, in its order, and the least of what they name (``PERSON`` is the best)."""

    names: tuple[str, ...]
    worth: int


NO_NAMES = Names((), NOBODY)


class Site:
    """The names that a site goes by, so that it is not taken for its own author, or for a part of a title."""

    def __init__(self, names: list[str], host: str) -> None:
        labels = [label for label in host.lower().split(".") if label not in ("www", "m", "amp")]
        # The last label, and “co” before it, are the registry's.
        self.labels = [label for label in labels[:-1] if len(label) > 3] or labels[:1]
        self.names = {compact(name) for name in names if name} - {""}
        self._words = {word for name in names for word in fold(name).split() if len(word) > 2}

    def is_named(self, name: str) -> bool:
        """Whether ``name`` is the site, a shorter form of its name, or its address."""
        short = compact(name[:200])
        if not short:
            return True
        if short in self.names or any(short.removeprefix("the") == known.removeprefix("the") for known in self.names):
            return True
        if short.endswith(("com", "org", "net")) and "." in name and compact(name.rpartition(".")[0]) in self.labels:
            return True
        if short in (compact(label) for label in self.labels) or short.removeprefix("the") in self.labels:
            return True
        words = [word for word in fold(name).split() if word not in ("the", "of", "and", "&")]
        return 1 < len(words) < 7 and any(_is_made_of(label, words) for label in self.labels)

    def is_desk_of(self, name: str) -> bool:
        """Whether ``name`` is the site's with a word such as Staff, Bureau or Sport behind it."""
        words = [word.strip(".,") for word in fold(name).split()]
        own = [word for word in words if word in self._words or word in self.labels]
        return bool(own) and all(word in self._words or word in _DESK_WORDS or word in self.labels for word in words)


def compact(name: str) -> str:
    """Letters and digits only, folded: ``The New-York Times`` is ``thenewyorktimes``."""
    return "".join(character for character in fold(name) if character.isalnum())


def _is_made_of(label: str, words: list[str]) -> bool:
    """Whether ``label`` is put together of beginnings of ``words``: ``nytimes`` of New York Times."""
    reached = {0}
    for word in words:
        word = "".join(character for character in word if character.isalnum())
        reached = {
            at + count
            for at in reached
            for count in range(1, min(len(word), 20) + 1)
            if label.startswith(word[:count], at)
        }
    return len(label) in reached


def names_in(byline: str, site: Site, is_person: bool | None = None) -> Names:
    """The authors whom a byline names. ``is_person``: what the markup says that it names."""
    cleaned = _HANDLE.sub(" ", _MAIL.sub(" ", byline))
    for _ in range(2):
        cleaned = _BY.sub("", cleaned, count=1)
    if _URL.search(cleaned) and " " not in cleaned.strip():
        return NO_NAMES
    cleaned = _BEHIND.sub("", cleaned).strip(" ,;:|/-–—·•") if not _is_number_name(cleaned) else cleaned.strip()
    is_dated = any(character.isdigit() for character in byline)
    found: list[tuple[str, int]] = []
    for piece in _pieces(cleaned):
        name = _tidy(piece, site, is_dated)
        worth = worth_of(name, site, is_person)
        if worth != NOBODY and all(compact(name) != compact(other) for other, _ in found):
            found.append((name, worth))
    if not found:
        return NO_NAMES
    best = min(worth for _, worth in found)
    # Beside a person, a desk or a paper in the same line is where that person works.
    return Names(tuple(name for name, worth in found if worth == best)[:20], best)


def worth_of(name: str, site: Site, is_person: bool | None = None) -> int:
    """What a single name names: ``PERSON``, ``AGENCY``, ``DESK`` or ``NOBODY``."""
    words = name.split()
    folded = fold(name)
    if not name or len(name) > _LONGEST_NAME or len(words) > _MOST_WORDS or not any(c.isalpha() for c in name):
        return NOBODY
    if folded in _NOBODIES or (_URL.search(name) and " " not in name):
        return NOBODY
    if _is_agency(name):
        return AGENCY
    if site.is_named(name):
        return NOBODY
    plain = [part.strip(".,'’") for word in words for part in fold(word).split("-")]
    if site.is_desk_of(name):
        return DESK
    is_surname = bool(is_person) and len(plain) == 2 and plain[1] in _SURNAMES and plain[0] not in _DESK_WORDS
    if any(word in _DESK_WORDS for word in plain) and not is_surname:
        return DESK
    if is_person is False:
        return AGENCY
    if is_person or _is_like_a_person(words):
        return PERSON
    # One word that is neither an agency nor a desk is an account's.
    return NOBODY if len(words) == 1 and name.isascii() else DESK


def _is_like_a_person(words: list[str]) -> bool:
    """Two to five capitalised words, or a name in a script without capitals."""
    if fold(words[0]) == "the":
        return False
    if not words[0][:1].isupper() and words[0][:1].islower() and fold(words[0]) not in _PARTICLES:
        return False
    if len(words) == 1:
        return not words[0].isascii() and not words[0][:1].isupper() and 2 <= len(words[0]) <= 6
    if len(words) > 5 or any(character.isdigit() for word in words for character in word):
        return False
    return all(
        word[:1].isupper()
        or not word[:1].islower()
        or fold(word).strip("'’.") in _PARTICLES
        or word[:2] in ("d'", "d’")
        for word in words
    )


def _is_number_name(line: str) -> bool:
    """A name that is an account's, such as ``4byte``: one word with a digit."""
    return " " not in line.strip()


def _pieces(line: str) -> list[str]:
    found: list[str] = []
    for piece in _AND.split(line):
        sides = _AND_LETTER.split(piece) if piece else []
        for side in sides if all(len(each.split()) > 1 for each in sides) else [piece or ""]:
            name = _BESIDE.sub("", side).strip(" ,")
            if name:
                found += _at_commas(name)
    return found


def _at_commas(piece: str) -> list[str]:
    """``Ana Swanson, Al Root`` are two, ``Link, Rachael`` is one, and what else stands behind a comma is no name."""
    parts = [part.strip() for part in piece.split(",") if part.strip()]
    if len(parts) == 2 and all(len(part.split()) == 1 and part[:1].isupper() and part.isalpha() for part in parts):
        is_turned = not _DEGREES.match(parts[1]) and not parts[1].isupper() and fold(parts[1]) not in _DESK_WORDS
        return [f"{parts[1]} {parts[0]}"] if is_turned else parts[:1]
    kept = parts[:1]
    for part in parts[1:]:
        words = part.split()
        if _SUFFIX.match(part) and len(kept) == 1:
            kept[0] = f"{kept[0]} {part}"
            continue
        if fold(part).replace(".", "").replace(" ", "-") in _PLACES:
            continue
        is_job = any(fold(word).strip(".") in _JOB_WORDS | _DESK_WORDS for word in words)
        if not is_job and not _DEGREES.match(part) and 2 <= len(words) <= 4 and _is_like_a_person(words):
            kept.append(part)
    return kept


def _tidy(name: str, site: Site, is_dated: bool) -> str:
    """A name without degrees, and without the jobs and employers that stand before or behind it."""
    words = name.strip(' ,;:|/-–—·•"“”').split()
    while len(words) > 2 and _DEGREES.match(words[-1].strip(",")):
        words.pop()
    for count in (4, 3, 2, 1):
        employer = words[-count:]
        if len(words) >= count + 2 and (site.is_named(" ".join(employer)) or _is_agency(" ".join(employer))):
            words = words[:-count]
    plain = [fold(word).strip(".,:") for word in words]
    while len(words) > 2 and (plain[-1] in _WEEKDAYS or (is_dated and plain[-1] in MONTHS)):
        words.pop()
        plain.pop()
    first, last = 0, len(words)
    least = 1 if name[:1] >= "\u2e80" else 2
    while last - first > least and plain[last - 1] in _JOB_WORDS:
        last -= 1
    while last - first > 2 and plain[first] in _JOB_WORDS:
        first += 1
    # What is left of “Gazette Editorial Staff” is no person: then nothing was a job.
    if any(word in _DESK_WORDS for word in plain[first:last]):
        first, last = 0, len(words)
    name = " ".join(words[first:last]).strip(" ,")
    # A full stop ends an initial or a suffix, else a sentence.
    return name.rstrip(".") if len(words[last - 1]) > 3 else name


def _is_agency(name: str) -> bool:
    return fold(name).strip(".").replace(" ", "-") in _AGENCIES
