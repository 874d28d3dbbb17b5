"""The trained model and what is done with its guesses."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from casefile.domain.extraction import Document
from casefile.domain.kinds import Kind
from casefile.extract.names import boundaries, choice, model
from casefile.extract.names.decoding import guesses
from casefile.extract.names.hints import DEMONYM, GIVEN, ORGANISATION, PLACE, hints
from casefile.extract.names.trained import TrainedEngine
from casefile.extract.names.wordpiece import (
    CAPITAL,
    CAPITALISED,
    CAPITALS,
    DIGITS,
    INNER,
    LOWER,
    MIXED,
    OTHER,
    WordPieces,
    encode,
    spelling,
    words_of,
)
from casefile.extract.pipeline import extract

PIECES = "[PAD] [UNK] [CLS] [SEP] [MASK] har ##bour ##s vann a ##l".split()


def found(text: str) -> dict[str, str]:
    return {name.span.of(text): name.kind.value for name in TrainedEngine().mentions(Document("", text))}


def test_a_word_is_cut_from_its_front_into_the_longest_known_pieces() -> None:
    cutter = WordPieces(PIECES)
    assert [PIECES[n] for n in cutter.cut("Harbours")] == ["har", "##bour", "##s"]
    assert [PIECES[n] for n in cutter.cut("Vänn")] == ["vann"]
    assert [PIECES[n] for n in cutter.cut("harx")] == ["[UNK]"]


def test_every_piece_knows_how_its_word_is_written() -> None:
    read = encode(WordPieces(PIECES), ["Harbours", "al"], [4, 0])
    assert read.firsts == [1, 4]
    assert read.spellings == [OTHER, CAPITALISED, CAPITALISED + 8, CAPITALISED + 8, LOWER, LOWER + 8, OTHER]
    assert read.hints == [0, 4, 4, 4, 0, 0, 0]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("vann", LOWER), ("Vann", CAPITALISED), ("VANN", CAPITALS), ("V", CAPITAL), ("1998", DIGITS),
        ("eBay", INNER), ("McKay", MIXED), ("—", OTHER),
    ],
)  # fmt: skip
def test_spelling_has_classes(word: str, kind: int) -> None:
    assert spelling(word) == kind


def test_words_lie_where_they_stand() -> None:
    text = "al-Qaeda’s U.S. desk_"
    words = words_of(text)
    assert [w.text for w in words] == ["al", "-", "Qaeda", "’", "s", "U", ".", "S", ".", "desk", "_"]
    assert all(text[w.start : w.end] == w.text for w in words)


def test_names_are_read_from_scores_and_part_where_a_new_one_begins() -> None:
    none, first, further = [9.0, 0, 0, 0, 0, 0, 0], [0, 9.0, 0, 0, 0, 0, 0], [0, 0, 9.0, 0, 0, 0, 0]
    place = [0, 0, 0, 0, 0, 9.0, 0]
    read = guesses(np.array([first, further, none, first, place, further], dtype=np.float32)).guesses
    assert [(guess.first, guess.last) for guess in read] == [(0, 1), (3, 3), (4, 5)]
    assert read[0].chances[0] > 0.99
    assert sum(read[2].chances) <= 1.001


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Aster Group.", "Aster Group"), ("“Aster”", "Aster"), ("the U.S.", "U.S."), ("Aster Inc.", "Aster Inc."),
        ("Vosk’s", "Vosk"), ("Vosk.", "Vosk"), ("saw The Barents Courier", "The Barents Courier"),
    ],
)  # fmt: skip
def test_what_is_no_part_of_a_name_is_cut_off(text: str, name: str) -> None:
    start = 4 if text.startswith("saw") else 0
    assert text[slice(*boundaries.trimmed(text, start, len(text)))] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("white Toyota", "Toyota"), ("Norwegian NTB", "NTB"), ("von Berg", "von Berg"), ("al-Shabaab", "al-Shabaab")],
)
def test_words_in_front_that_are_no_part_of_a_name_are_cut_off(text: str, name: str) -> None:
    assert text[boundaries.from_capital(text, 0, len(text)) :] == name


def test_an_acronym_behind_a_complete_name_is_a_name_of_its_own() -> None:
    text = "State Security Service VDD"
    assert text[boundaries.apart(text, 0, len(text)) :] == "VDD"
    assert boundaries.apart("Vann FC", 0, 7) == 7


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Oslo – Bergen", ["Oslo", "Bergen"]),
        ("General Court in Luxembourg", ["General Court", "Luxembourg"]),
        ("State Security Service VDD", ["State Security Service", "VDD"]),
        ("Anna Lind", ["Anna Lind"]),
    ],
)
def test_two_names_in_a_row_are_two(text: str, names: list[str]) -> None:
    parts = [boundaries.trimmed(text, *part) for part in boundaries.stretches(text, 0, len(text))]
    assert [text[start:end] for start, end in parts] == names


@pytest.mark.parametrize(("text", "name"), [("U.S. Senator", "U.S."), ("US state", "US"), ("New York", "New York")])
def test_a_place_ends_before_what_was_taken_along(text: str, name: str) -> None:
    assert text[: boundaries.without_office(text, 0, len(text))] == name


def test_a_paper_and_a_firm_keep_the_word_that_makes_them_one() -> None:
    assert boundaries.with_head("The Keld Advertiser said", 8) == len("The Keld Advertiser")
    assert boundaries.with_head("Keld said", 4) == 4


@pytest.mark.parametrize(("written", "is_office"), [("US Senator", True), ("Stephen King", False), ("Vann", False)])
def test_an_office_is_nobody(written: str, is_office: bool) -> None:
    assert boundaries.is_office(written) is is_office


def test_an_adjective_with_a_landform_is_a_place_and_alone_it_is_none() -> None:
    text = "The Korean peninsula and the Korean army, the Fergana valley too."
    assert [text[start:end] for start, end in boundaries.landforms(text)] == ["Korean peninsula"]


@pytest.mark.parametrize(
    "text", ["PIRAEUS — A tanker", "VANN, Wash. (HNA) - A tanker", "KELD, 3 March – “We saw nothing"]
)
def test_a_dateline_names_a_place(text: str) -> None:
    ((start, end),) = boundaries.datelines("Heading\n\n" + text)
    assert ("Heading\n\n" + text)[start:end] == text.replace(",", " ").split()[0]


def test_an_ordinary_paragraph_has_no_dateline() -> None:
    assert list(boundaries.datelines("Police said - again - that\nNATO and the EU - both - met")) == []


def test_hints_come_from_the_longest_entry() -> None:
    words = "Norwegian reporters of The New York Times met Anna in Kharkiv".split()
    known = dict(zip(words, hints().of(words), strict=True))
    assert known["Norwegian"] & DEMONYM
    assert known["Anna"] & GIVEN
    assert known["Kharkiv"] & PLACE
    assert known["York"] & ORGANISATION
    assert not known["York"] & PLACE
    assert known["reporters"] == 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Anna Lind told Reuters that fighters of the Aster group had left Kharkiv for Poland.",
            {"Anna Lind": "person", "Reuters": "organization", "Aster": "organization", "Kharkiv": "place",
             "Poland": "place"},
        ),
        ("The Norwegian police and a Russian lawyer met on Friday.", {}),
        ("They boarded the tanker Ursa Minor near Oslo.", {"Ursa Minor": "vehicle", "Oslo": "place"}),
        ("Colonel Ivar Moe commanded the unit in Donetsk.", {"Ivar Moe": "person", "Donetsk": "place"}),
    ],
)  # fmt: skip
def test_names_are_found_with_their_kinds(text: str, names: dict[str, str]) -> None:
    got = {name.removesuffix(" group"): kind for name, kind in found(text).items()}
    assert got == names


def test_a_name_is_of_one_kind_in_the_whole_text() -> None:
    text = "Aster attacked at dawn. The Aster group is a militia. Aster’s soldiers left. In Vann, Aster is feared."
    kinds = {n.kind for n in TrainedEngine().mentions(Document("", text)) if "Aster" in n.span.of(text)}
    assert kinds == {Kind.ORGANIZATION}


def test_a_country_is_a_place_and_the_known_name_is_taken_whole() -> None:
    assert found("The US sanctioned the jet, the United Nations' human rights office said.")["US"] == "place"
    assert found("The United Nations' human rights office said so.") == {"United Nations": "organization"}


def test_a_paper_says_nothing_of_what_the_place_in_its_name_is() -> None:
    text = "VANN (HNA) – The Vann Courier said so. They met in Vann."
    assert {kind for name, kind in found(text).items() if name in ("VANN", "Vann")} == {"place"}


def test_a_name_that_has_grown_together_with_the_next_word_is_found() -> None:
    assert "Kharkevich" in found("They met Ivan Kharkevich. It was Kharkevichwho knew, said Kharkevich.")
    assert "Poland" in found("They met Pol in Poland. Pol said so.")


def test_a_sentence_longer_than_the_model_reads_at_once_keeps_its_offsets() -> None:
    text = "and then " * 400 + "Anna Lind went to Kharkiv " + "and then " * 400
    assert found(text) == {"Anna Lind": "person", "Kharkiv": "place"}


def test_without_onnxruntime_the_rules_read_and_a_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(model.NoModel, match="onnxruntime"):
        model.NameModel()
    monkeypatch.setattr(choice, "TrainedEngine", model.NameModel)
    choice._own.cache_clear()
    try:
        read = extract(Document("", "They met Anna Lind in Kharkiv.", language="en"))
    finally:
        choice._own.cache_clear()
    assert {name.engine for name in read.names} == {"rules"}
    assert read.notes == ("Names were found by rules, less well: onnxruntime cannot be loaded on this machine.",)


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    shutil.copytree(model.WEIGHTS, tmp_path / "weights")
    with (tmp_path / "weights" / "names.onnx").open("r+b") as weights:
        weights.seek(1000)
        weights.write(b"damaged")
    with pytest.raises(model.NoModel, match="damaged"):
        model.NameModel(tmp_path / "weights")


def test_the_weights_are_the_ones_that_their_facts_name() -> None:
    facts = json.loads((model.WEIGHTS / "names.json").read_text(encoding="utf-8"))
    assert len(facts["sha256"]) == 64
    assert model.facts().version == facts["version"]
    assert isinstance(choice._own()[0], TrainedEngine)
