"""Words as running text has them: a few very often, most of them once, and always new ones.

The rank of a word follows Zipf's law in two parts: about 1/rank among the frequent words, steeper beyond
(Ferrer i Cancho and Solé 2001), so that the number of distinct words grows with a power of the length, as Heaps
found. A word is computed from its rank, never stored: the vocabulary has no end and takes no memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

_BEND = 5_000
_STEEP = 2.0
_SHIFT = 1.6
_HEAD = 30_000
_LAST = 40_000_000
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Language:
    """The sounds of a language: ``common`` are its most frequent words, the others are made of the parts."""

    code: str
    share: float
    common: tuple[str, ...]
    onsets: tuple[str, ...]
    vowels: tuple[str, ...]
    codas: tuple[str, ...]
    endings: tuple[str, ...]


def _language(code: str, share: float, common: str, onsets: str, vowels: str, codas: str, endings: str) -> Language:
    def parts(text: str) -> tuple[str, ...]:
        return tuple("" if part == "_" else part for part in text.split())

    return Language(code, share, parts(common), parts(onsets), parts(vowels), parts(codas), parts(endings))


_LATIN_ONSETS = "s s s c c p p b d d m m r r t t f l h g w n k v j st pr tr br cr ch sh gr fr cl pl sp fl qu str _ _ _"
_LATIN_CODAS = "_ _ _ _ _ _ _ _ _ n n r r l s t d m ck nt st nd p"
_CYRILLIC_ONSETS = "п п с с в в н н о к к р д м т б з г л и у пр ст ч ж х ф ш гр тр сл _ _"

LANGUAGES = (
    _language(
        "en",
        0.62,
        "the of to and in a that for is on was with he as by it his at from said be not who has had were an are have "
        "which they but their its been after would or one about police more when there two him out also up years "
        "new people could all other into over before company government year court first last state told time she "
        "her than no some against any country made minister money case now only three under where bank report",
        _LATIN_ONSETS,
        "a a e e e i i o o u ea ou ai ee",
        _LATIN_CODAS,
        "_ _ _ s s ed ing er ly tion al ment es y e",
    ),
    _language(
        "de",
        0.07,
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er",
        "s sch st b d g k m n r t w z f h l p v gr br fr kl über _ _",
        "a e i o u ä ö ü ei ie au eu",
        "_ _ n r l s ch t ß ng ck nd rt",
        "_ en er e ung heit lich te isch s",
    ),
    _language(
        "fr",
        0.05,
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son",
        "c p d m r s t f l v b g ch pr tr gr j qu é _ _",
        "a e é i o u ou ai è eau ê oi ç",
        "_ _ _ n r l s t nt",
        "_ e es er tion ment é ée s eur",
    ),
    _language(
        "es",
        0.04,
        "de la que el en y a los del se las por un para con no una su al lo como más o pero sus le ha sin",
        "c p d m r s t f l v b g ch pr tr gr j ll n qu h _ _",
        "a e i o u á é í ó ue ie io",
        "_ _ _ n r l s d",
        "_ s o a os as ción ado mente ar ía ñ",
    ),
    _language(
        "no",
        0.05,
        "og i det er på til som en å av for at med de den har ikke om et ble han fra var seg men ved skal hun",
        "s b d f g h k l m n r t v sk st pr tr kj gj fl _ _",
        "a e i o u å ø æ ei au",
        "_ _ n r l s t d m ng kk nd",
        "_ en et er ene e ing lig het te",
    ),
    _language(
        "ru",
        0.08,
        "и в не на что с по как из он за это от к о у так для же все было его бы только еще мы при или после",
        _CYRILLIC_ONSETS,
        "а а е е и о о у я ы ю э",
        "_ _ _ н р л с т в м д к ст й",
        "_ ый ого ать ение ость ов ами ский ая ил ь",
    ),
    _language(
        "uk",
        0.02,
        "і в не на що з по як він за це від до у так для же все було його при або після та є які про",
        _CYRILLIC_ONSETS,
        "а а е и і ї о о у я є ю",
        "_ _ _ н р л с т в м д к ст й",
        "_ ий ого ати ення ість ів ами ський а ив ь",
    ),
    _language(
        "el",
        0.02,
        "και το να του η της με ο για την από τα που τον στο είναι των σε τη οι στην δεν θα ότι μια",
        "κ π τ σ μ ν λ ρ δ γ β φ χ θ πρ στ τρ _ _",
        "α ά ε έ ι ί ο ό η ή ου ει ω ώ υ",
        "_ _ _ ν ρ λ σ κ μ",
        "ος α ης ει ων ση ικός ία ει ουν",
    ),
    _language(
        "ar",
        0.03,
        "في من على إلى أن ما هذا التي الذي عن مع كان هو قال بعد كما هذه لا بين قد كل ذلك وقد حتى",
        "ال ال ال م ت س ك ب ن ر ق د ح ع ف ش ج خ ط ص و ي",
        "ا و ي ا ة _ _ _ _",
        "ر ل م ن ب د س ت ق ع ف ح ك",
        "_ _ _ ة ات ون ين ي ها",
    ),
    _language(
        "zh", 0.02, "的 一 是 在 不 了 有 和 人 这 中 大 为 上 个 国 我 以 要 他 时 来 用 们", "_", "_", "_", "_"
    ),
)


def _mixed(number: int) -> int:
    """A well spread 64-bit number for every number (splitmix64, Steele and others 2014)."""
    number = (number + 0x9E3779B97F4A7C15) & _MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & _MASK
    return number ^ (number >> 31)


def invented(language: Language, rank: int) -> str:
    """The word of this rank, of rarer ones the longer; the same at every call."""
    seed = _mixed(rank * 64 + sum(map(ord, language.code)) % 61)
    if language.code == "zh":
        return "".join(chr(0x4E00 + int(3500 * ((seed >> (16 * at)) % 997 / 997) ** 2)) for at in range(1 + seed % 3))
    longest = 1 + (rank > 150) + (rank > 5_000) + (rank > 200_000)
    letters = []
    for _ in range(max(1, longest - (seed & 1))):
        seed >>= 1
        for table in (language.onsets, language.vowels, language.codas):
            letters.append(table[seed % len(table)])
            seed //= len(table)
        if seed < 1 << 16:
            seed = _mixed(seed + rank)
    return "".join(letters) + language.endings[seed % len(language.endings)]


class Vocabulary:
    """The words of one language by rank, and how they are drawn."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._head = _head(language)
        self._tail = lru_cache(maxsize=1 << 18)(lambda rank: invented(language, rank))
        self._cumulative = _cumulative()

    def word(self, rank: int) -> str:
        return self._head[rank] if rank < _HEAD else self._tail(rank)

    def draw(self, draws: NDArray[np.float64]) -> list[str]:
        """One word for each of ``draws``, which are even in [0, 1)."""
        ranks = np.searchsorted(self._cumulative, draws, side="right")
        rare = ranks >= _HEAD
        left = (1 - draws[rare]) / (1 - self._cumulative[-1])
        ranks[rare] = np.minimum(_HEAD * np.maximum(left, 1e-12) ** (-1 / (_STEEP - 1)), _LAST)
        head, tail = self._head, self._tail
        return [head[rank] if rank < _HEAD else tail(rank) for rank in ranks.tolist()]


@cache
def vocabulary(code: str) -> Vocabulary:
    """The vocabulary of a language by its code."""
    return Vocabulary(next(language for language in LANGUAGES if language.code == code))


def _head(language: Language) -> list[str]:
    words = dict.fromkeys(language.common)
    rank = len(words)
    while len(words) < _HEAD:
        word = invented(language, rank)
        # Two ranks that make one word would make it too frequent: the second is tried again as a rarer one.
        words.setdefault(word if word not in words else invented(language, rank + 10 * _HEAD))
        rank += 1
    return list(words)


@cache
def _cumulative() -> NDArray[np.float64]:
    ranks = np.arange(_HEAD, dtype=np.float64)
    weights = np.where(ranks < _BEND, 1 / (ranks + _SHIFT), (_BEND / np.maximum(ranks, 1)) ** _STEEP / _BEND)
    rest = (_BEND / _HEAD) ** _STEEP / _BEND * _HEAD / (_STEEP - 1)
    cumulative: NDArray[np.float64] = np.cumsum(weights) / (weights.sum() + rest)
    return cumulative
