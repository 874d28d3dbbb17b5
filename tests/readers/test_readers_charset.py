"""Byte-order mark, declaration, UTF-8, guess: in this order, and never a wrong word without saying so."""

from __future__ import annotations

import codecs

import pytest

from casefile.domain.kinds import IntakeState
from casefile.readers.charset import NotText, decode
from casefile.readers.hints import Hints
from casefile.readers.registry import read

RUSSIAN = "Паром стоял у причала до утра, и никто не знал, кто заплатил за ремонт. " * 12


@pytest.mark.parametrize("name", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides(name: str) -> None:
    mark = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    mark |= {"utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE}
    decoded = decode(mark[name] + "Zoë".encode(name), "koi8-r")
    assert (decoded.text, decoded.charset, decoded.confidence) == ("\ufeffZoë", name, None)


def test_what_the_file_declares_is_believed_when_its_bytes_fit() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), "KOI8-R").text == RUSSIAN
    assert decode("“café”".encode("cp1252"), "iso-8859-1").text == "“café”"


def test_a_wrong_declaration_gives_way_to_utf_8() -> None:
    assert decode("Zoë".encode(), "ascii-ish").text == "Zoë"
    assert decode("日本語です".encode(), "utf-16").text == "日本語です"


def test_declarations_that_are_no_charsets_are_not_run() -> None:
    assert decode(b"uryyb", "rot13").text == "uryyb"
    assert decode(b"68656c6c6f", "hex").text == "68656c6c6f"


def test_a_guess_says_how_sure_it_is() -> None:
    decoded = decode(RUSSIAN.encode("cp1251"))
    assert decoded.text == RUSSIAN
    assert decoded.confidence is not None
    assert 0.3 < decoded.confidence <= 1.0


def test_western_text_in_the_usual_code_page_is_read_as_that() -> None:
    written = "Le café de Zoë coûte trois francs; l’été, il ferme à midi. " * 4
    assert decode(written.encode("cp1252")).text == written


def test_utf_16_without_a_mark_is_known_by_its_zero_bytes() -> None:
    assert decode("The berth was sold twice.\n".encode("utf-16-le")).text == "The berth was sold twice.\n"


def test_a_long_text_with_one_broken_byte_stays_what_it_is_and_says_so() -> None:
    data = RUSSIAN.encode() + b"\xff" + RUSSIAN.encode()
    outcome = read(data, Hints("a.txt"))
    assert (outcome.state, outcome.charset) == (IntakeState.PARTLY, "utf-8")
    assert "1 place is not valid utf-8" in outcome.reason
    assert outcome.texts[0].text == RUSSIAN + "\ufffd" + RUSSIAN


def test_a_replacement_character_that_the_author_wrote_is_no_loss() -> None:
    assert read("a \ufffd b".encode(), Hints("a.txt")).state is IntakeState.READ


def test_bytes_full_of_zeros_are_no_text() -> None:
    with pytest.raises(NotText):
        decode(b"abc\0\0\0\0\0" * 500)


def test_a_stray_zero_in_a_text_is_kept() -> None:
    assert decode(b"words " * 100 + b"\0" + b"more").text.endswith("\0more")


def test_the_meta_tag_of_a_page_declares_its_charset() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'
    outcome = read(page.encode("cp1251"), Hints("a.html"))
    assert outcome.charset == "cp1251"
    assert "Паром стоял" in outcome.texts[0].text
