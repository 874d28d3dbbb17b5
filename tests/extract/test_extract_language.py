"""Which language a text is in; a text that no engine reads says so in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.extraction import Document, as_json, from_json
from casefile.extract.language import detect, name_of
from casefile.extract.language_words import LETTERS, NAMES, SCRIPTS, WORDS
from casefile.extract.pipeline import extract

# Written for this test: the same report, about as long as a first paragraph.
REPORTS = {
    "en": "The harbour master said on Monday that the ship had left without papers. Who gave the order is not known.",
    "de": "Der Hafenmeister sagte am Montag, dass das Schiff ohne Papiere ausgelaufen ist. "
    "Wer das befahl, ist nicht klar.",
    "fr": "Le capitaine du port a dit lundi que le navire est parti sans papiers. "
    "On ne sait pas qui en a donné l'ordre.",
    "es": "El capitán del puerto dijo el lunes que el barco había salido sin papeles. No se sabe quién dio la orden.",
    "it": "Il comandante del porto ha detto lunedì che la nave è partita senza documenti. "
    "Non si sa chi ha dato l'ordine.",
    "pt": "O capitão do porto disse na segunda-feira que o navio saiu sem papéis. Não se sabe quem deu a ordem.",
    "nl": "De havenmeester zei maandag dat het schip zonder papieren is vertrokken. "
    "Wie het bevel gaf, is niet bekend.",
    "sv": "Hamnkaptenen sade i måndags att fartyget hade gått utan papper. Vem som gav ordern är inte känt.",
    "nb": "Havnesjefen sa mandag at skipet hadde gått uten papirer. "
    "Hvem som ga ordren, er ikke kjent nå, skrev avisen.",
    "da": "Havnechefen sagde mandag, at skibet var sejlet uden papirer. "
    "Hvem der gav ordren, er ikke kendt, skrev avisen.",
    "fi": "Satamapäällikkö sanoi maanantaina, että laiva oli lähtenyt ilman papereita. "
    "Ei ole tiedossa, kuka sen määräsi.",
    "pl": "Kapitan portu powiedział w poniedziałek, że statek wypłynął bez dokumentów. Nie wiadomo, kto wydał rozkaz.",
    "cs": "Kapitán přístavu v pondělí řekl, že loď odplula bez dokladů. Kdo k tomu dal příkaz, není známo.",
    "hu": "A kikötő vezetője hétfőn azt mondta, hogy a hajó papírok nélkül indult el. "
    "Nem tudni, hogy ki adta a parancsot.",
    "ro": "Căpitanul portului a spus luni că nava a plecat fără acte. Nu se știe cine a dat ordinul și de ce.",
    "tr": "Liman başkanı pazartesi günü geminin belgesiz yola çıktığını söyledi. "
    "Emri kimin verdiği henüz bilinmiyor, dedi.",
    "ru": "Начальник порта сказал в понедельник, что судно ушло без документов. Кто отдал приказ, не известно.",
    "uk": "Начальник порту сказав у понеділок, що судно пішло без документів. Хто віддав наказ, невідомо.",
    "bg": "Началникът на пристанището каза в понеделник, че корабът е тръгнал без документи. "
    "Не се знае кой е наредил.",
    "ar": "قال مدير الميناء يوم الاثنين إن السفينة غادرت من دون أوراق، ولا يعرف أحد من أصدر الأمر.",
    "fa": "رئیس بندر روز دوشنبه گفت که کشتی بدون مدارک رفته است و هنوز معلوم نیست چه کسی دستور را داده است.",
    "el": "Ο λιμενάρχης είπε τη Δευτέρα ότι το πλοίο έφυγε χωρίς χαρτιά.",
    "ka": "ნავსადგურის უფროსმა თქვა, რომ გემი საბუთების გარეშე გავიდა.",
    "zh": "港口负责人周一表示，该船没有文件就离开了。",
    "ja": "港長は月曜日、その船が書類なしで出港したと述べた。",
    "ko": "항만장은 월요일 그 배가 서류 없이 떠났다고 말했다.",
}  # fmt: skip


@pytest.mark.parametrize("language", REPORTS)
def test_a_report_of_two_sentences_is_told_by_its_small_words_or_its_script(language: str) -> None:
    detected = detect(REPORTS[language])
    assert (detected.language, detected.sure) == (language, True)
    assert detect(REPORTS[language] * 500).language == language


@pytest.mark.parametrize("text", ["", " \n", "12 34", "+47 22", "Anna Berg, Karl Voss", "ok", "🚢🚢", "a" * 100_000])
def test_what_says_nothing_of_a_language_is_not_sure(text: str) -> None:
    assert not detect(text).sure


@given(st.text(max_size=300))
def test_any_text_gets_a_known_language_or_none(text: str) -> None:
    assert detect(text).language in {"", *NAMES}


def test_a_quotation_in_another_language_does_not_turn_an_article() -> None:
    report = REPORTS["en"]
    assert detect(f"{report} “{REPORTS['de'][:60]}” {report}").language == "en"


def test_the_tables_fit_one_another() -> None:
    assert set(WORDS) <= set(NAMES)
    assert {language for languages in LETTERS.values() for language in languages.split()} <= set(WORDS)
    assert {language for _, _, language in SCRIPTS} <= set(NAMES)
    assert list(SCRIPTS) == sorted(SCRIPTS)
    assert all(len(letter) == 1 for letter in LETTERS)
    assert [name_of(code) for code in ("en-GB", "no", "de_AT", "fo")] == ["English", "Norwegian", "German", "“fo”"]


def test_a_text_that_no_engine_reads_says_so_in_one_line() -> None:
    found = extract(Document("x", REPORTS["ka"] + " a@b.example"))
    assert found.notes == ("No engine reads names in Georgian; identifiers and dates were read.",)
    assert (found.names, len(found.identifiers)) == ((), 1)
    assert from_json(as_json(found, "")).notes == found.notes
    assert extract(Document("x", REPORTS["en"])).notes == ()
    assert extract(Document("x", "")).notes == ()
    unclear = extract(Document("x", "Xyq zzv " * 30))
    assert unclear.notes == ("The language is not clear, so no engine reads names; identifiers and dates were read.",)


def test_the_language_that_an_article_states_wins() -> None:
    assert extract(Document("x", REPORTS["de"], language="en")).notes == ()
    assert "names in Icelandic" not in str(extract(Document("x", REPORTS["en"], language="is")).notes)
    assert extract(Document("x", REPORTS["en"], language="is")).notes != ()
