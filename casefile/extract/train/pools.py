"""Names to fill sentences with: people of many languages, organisations and places of the project's own lists."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from casefile.extract.names.lists.load import demonyms, organizations, place_rows

# Locales whose person lists are in Latin letters, or in Cyrillic and transliterated.
_LOCALES = (
    "az_AZ cs_CZ da_DK de_AT de_DE en_GB en_IN en_KE en_NG en_US es_CO es_ES es_MX et_EE fi_FI fr_FR "
    "ga_IE ha_NG hr_HR hu_HU id_ID ig_NG it_IT lt_LT lv_LV nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK "
    "sl_SI sv_SE sw tr_TR tw_GH uz_UZ vi_VN yo_NG zu_ZA ru_RU uk_UA bg_BG"
).split()
_GIVEN_ELSEWHERE = (
    "Abdul Abdullah Abdirahman Abu Ahmad Ahmed Ali Amina Amir Anwar Asma Aung Bashar Bashir Chen Dawit Faisal Farah "
    "Fatima Farid Ghassan Habib Hadi Hamid Hamza Hanan Hassan Hussein Ibrahim Idris Imran Ismail Jamal Jamila Jin "
    "Kamal Karim Khaled Khalid Khalifa Kim Layla Leila Mahmoud Malik Maryam Mehdi Min Mohammad Mohammed Muhammad "
    "Mustafa Nasser Noor Nour Omar Osama Osman Park Qasim Rashid Reza Saeed Said Salah Salim Salma Samir Sayed Selam "
    "Seo Shirin Soe Sulaiman Tariq Tesfaye Thant Usman Wei Xiao Yahya Yasin Yasmin Yonas Youssef Yusuf Zahra Zainab "
    "Zaw Zhang Ziad"
).split()
_SURNAMES_ELSEWHERE = (
    "Abbas Abdi Abdullahi al-Ahmad al-Assad al-Awlaki al-Baghdadi al-Bashir al-Burhan al-Hassan al-Hashimi al-Jolani "
    "al-Masri al-Qahtani al-Rashid al-Sadr al-Saleh al-Shami al-Tikriti al-Zawi Amini Aung Aziz Bekele Chen Cho Choi "
    "Dagalo Diallo Diarra Farah Farhadi Gebre Ghani Guo Haftar Haidari Hakimi Hamdan Haqqani Hosseini Hussein Ibrahim "
    "Jalloh Jalali Jang Karimi Karzai Keita Khalil Khan Kim Konate Kyaw Lee Li Liu Mahdi Mansour Massoud Mengistu "
    "Mousavi Mugabe Mwangi Nasrallah Nazari Ndayishimiye Nguema Nkurunziza Ochieng Odinga Okafor Okello Ouattara "
    "Ouedraogo Park Qureshi Rahimi Rezaei Sadat Said Saleh Sankara Shah Shirazi Soleimani Suleiman Tadesse Tekle "
    "Toure Traore Tshisekedi Wang Win Xu Yusuf Zaw Zhao Zhou"
).split()
_SHIPS = tuple(
    (
        "Aurora Star|Belmar|Ocean Grace|Nord Pioneer|Kapitan Lebedev|"
        "Saint Barbara|Lady Ilse|Arctic Sun|Golden Horizon|"
        "Sea Falcon|Volga Trader|Black Pearl II|Mare Nostrum|Fortuna|"
        "Eagle Crest|Yamal Spirit|Delta Breeze|Ever Noble|Rostok 7|Amalia|Grand Victory|"
        "Blue Marlin|Levant Queen|Pelican"
    ).split("|")
)

_CYRILLIC = dict(
    zip(
        "абвгґдежзиійклмнопрстуфхцчшщъыьэєюяї",
        "a b v g g d e zh z i i y k l m n o p r s t u f kh ts ch sh shch . y . e ye yu ya yi".split(),
        strict=True,
    )
)


def romanised(name: str) -> str:
    """``name`` in Latin letters, as English papers write it."""
    letters = "".join(_CYRILLIC.get(letter, letter) for letter in name.lower()).replace(".", "")
    return letters.title() if letters != name.lower() else name


@dataclass(frozen=True, slots=True)
class Pools:
    """Names by what they are; ``short`` holds acronyms and short forms, each beside its ``full`` form."""

    given: Sequence[str]
    surnames: Sequence[str]
    full: Sequence[str]
    short: Sequence[str]
    both: Sequence[tuple[str, str]]
    cities: Sequence[str]
    regions: Sequence[str]
    lands: Sequence[str]
    waters: Sequence[str]
    demonyms: Sequence[str]
    ships: Sequence[str] = _SHIPS

    def person(self, chance: random.Random) -> str:
        """A full name; now and then with an initial, a second surname or in capitals."""
        given, surname = chance.choice(self.given), chance.choice(self.surnames)
        draw = chance.random()
        if draw < 0.08:
            return f"{given} {chance.choice('ABCDEGHJKLMNPRSTV')}. {surname}"
        if draw < 0.14:
            return f"{given} {chance.choice(self.given)} {surname}"
        if draw < 0.18:
            return f"{given} {surname}-{chance.choice(self.surnames)}".replace("-al-", "-")
        return f"{given[0]}. {surname}" if draw < 0.2 else f"{given} {surname}"

    def surname(self, chance: random.Random) -> str:
        name = chance.choice(self.surnames)
        return name[0].upper() + name[1:]

    def place(self, chance: random.Random) -> str:
        draw = chance.random()
        names = self.lands if draw < 0.3 else self.cities if draw < 0.75 else self.regions
        return chance.choice(names if draw < 0.95 else self.waters)

    def organisation(self, chance: random.Random) -> str:
        return chance.choice(self.full if chance.random() < 0.55 else self.short)


def pools() -> Pools:
    """The names of the lists; the same in the same order each time."""
    given, surnames = set(_GIVEN_ELSEWHERE), set(_SURNAMES_ELSEWHERE)
    for locale in _LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for kind, into in (("first_names", given), ("last_names", surnames)):
            for part in ("", "_male", "_female"):
                into.update(map(romanised, getattr(provider, kind + part, ())))
    full, short, both = list[str](), list[str](), list[tuple[str, str]]()
    for row in organizations():
        full.append(row.name)
        brief = [alias for alias in row.aliases if alias.isupper() and len(alias) < 8]
        short.extend(brief or [alias for alias in row.aliases if len(alias.split()) < 3] or [row.name])
        both.extend((row.name, alias) for alias in brief)
    places = list(place_rows())

    def of(*classes: str) -> list[str]:
        # Small towns too, but none that is also a word: a sentence should not be made to lie.
        return sorted({p.name for p in places if p.kind in classes and len(p.name) > 3 and not p.ambiguous})

    return Pools(
        sorted(filter(_is_name, given)), sorted(filter(_is_name, surnames)), full, short, both,
        of("city"), of("region", "admin"), of("country"), of("water", "mountain"), sorted(demonyms()),
    )  # fmt: skip


def _is_name(word: str) -> bool:
    return 1 < len(word) < 20 and word.replace("-", "").replace("'", "").replace("’", "").isalpha()
