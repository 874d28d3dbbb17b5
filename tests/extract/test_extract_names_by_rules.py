from __future__ import annotations

import pytest

from casefile.domain.extraction import Document, Extraction
from casefile.extract.names import choice
from casefile.extract.names.rules import RulesEngine
from casefile.extract.pipeline import extract


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine for which there is no onnxruntime."""
    monkeypatch.setattr(choice, "_own", lambda: (RulesEngine(), ""))


def names(text: str) -> dict[str, str]:
    return {name.span.of(text): name.kind.value for name in extract(Document("", text)).names}


def clusters(found: Extraction) -> list[set[str]]:
    return [set(cluster.aliases) for cluster in found.clusters]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They met Anna Lind there.", "Anna Lind", "person"),
        ("They met President Ilmar Vosk there.", "Ilmar Vosk", "person"),
        ("They met Ilmar Q. Vosk there.", "Ilmar Q. Vosk", "person"),
        ("They met Ludwig van der Aarde there.", "Ludwig van der Aarde", "person"),
        ("They met the skipper Vosk there.", "Vosk", "person"),
        ("They met Vosk, 45, there.", "Vosk", "person"),
        ("It belongs to Keld Shipping Ltd now.", "Keld Shipping Ltd", "organization"),
        (
            "It went to the Ministry of Foreign Affairs and Trade now.",
            "Ministry of Foreign Affairs and Trade",
            "organization",
        ),
        ("It went to the Port Authority of Vann then.", "Port Authority of Vann", "organization"),
        ("It is the Norwegian Refugee Council that knows.", "Norwegian Refugee Council", "organization"),
        ("It is the HVK that knows.", "HVK", "organization"),
        ("It is the Keld Courier that knows.", "Keld Courier", "organization"),
        ("It was the Aster group that did it.", "Aster", "organization"),
        ("They talk of Aster’s soldiers there.", "Aster", "organization"),
        ("They live in Vann now.", "Vann", "place"),
        ("They live in the Selje region now.", "Selje", "place"),
        ("They saw the city of Vann there.", "Vann", "place"),
        ("They saw northern Selje there.", "Selje", "place"),
        ("They reached Keld Island then.", "Keld Island", "place"),
        ("They saw the Gulf of Oran there.", "Gulf of Oran", "place"),
        ("They say the US knew.", "US", "place"),
        ("They went to the U.S. then.", "U.S.", "place"),
        ("They came through Burkina Faso then.", "Burkina Faso", "place"),
        ("They saw the tanker Ursa there.", "Ursa", "vehicle"),
        ("They saw the MV Ursa Minor there.", "MV Ursa Minor", "vehicle"),
    ],
)
def test_a_name_is_found_with_its_kind(text: str, name: str, kind: str) -> None:
    assert names(text) == {name: kind}


@pytest.mark.parametrize(
    "text",
    [
        "The man said that he knew nothing.",
        "Police arrested him. Prosecutors said so.",
        "On Friday in January the Norwegian police and a Russian came.",
        "The Ministry and the Council met the President.",
        "However, they left. I know. He said OK.",
        "Russian-commanded soldiers came.",
        "Boats came. The boats left again.",
    ],
)
def test_what_is_no_name_is_not_called_one(text: str) -> None:
    assert names(text) == {}


def test_a_possessive_is_no_part_of_a_name() -> None:
    assert set(names("They saw Anna Lind’s boat and Bert Moe's car.")) == {"Anna Lind", "Bert Moe"}


def test_a_demonym_is_no_part_of_a_person() -> None:
    assert set(names("They met Norwegian Anna Lind there.")) == {"Anna Lind"}


def test_a_surname_belongs_to_the_only_person_who_bears_it() -> None:
    found = extract(Document("", "They met Anna Lind there. Later Lind said that Lind was away."))
    assert clusters(found) == [{"Anna Lind", "Lind"}]
    assert found.clusters[0].name == "Anna Lind"


def test_a_surname_that_two_people_bear_is_left_apart() -> None:
    found = extract(Document("", "They met Anna Lind and then Erik Lind there. Later Lind said that Lind was away."))
    assert clusters(found) == [{"Anna Lind"}, {"Erik Lind"}, {"Lind"}]


def test_an_acronym_in_brackets_joins_the_name_it_stands_for() -> None:
    found = extract(Document("", "The Harbour Council of Vann (HCV) met. Then the HCV left."))
    assert clusters(found) == [{"Harbour Council of Vann", "HCV"}]


def test_an_acronym_beside_the_name_of_an_organisation_joins_it() -> None:
    found = extract(Document("", "They asked the Coastal Protection Police KVP about it."))
    assert clusters(found) == [{"Coastal Protection Police", "KVP"}]


def test_one_written_form_has_one_kind_over_the_document() -> None:
    text = (
        "They fought with Aster there. Aster is a mercenary group. They were in Aster for long, with Aster’s soldiers."
    )
    assert {name.kind.value for name in extract(Document("", text)).names} == {"organization"}


def test_a_domain_written_as_a_name_is_a_domain_and_an_organisation() -> None:
    found = extract(Document("", "They told Fakta.net about it."))
    assert [i.value for i in found.identifiers] == ["fakta.net"]
    assert [name.kind.value for name in found.names] == ["organization"]


def test_a_headline_in_capitals_gives_no_names_of_its_own() -> None:
    text = "Harbour Chief Denies Any Knowledge Of Missing Barge\n\nThey met Anna Lind, who knew nothing of it."
    assert names(text) == {"Anna Lind": "person"}


def test_a_name_glued_to_a_function_word_ends_before_it_and_has_a_reading() -> None:
    text = "They met Anna Lindwho was there. Later Lind left."
    found = extract(Document("", text))
    assert [name.span.of(text) for name in found.names] == ["Anna Lind", "Lind"]
    [reading] = found.readings
    assert (reading.span.of(text), reading.read_as, reading.rule) == ("Lindwho", "Lind who", "glued word")


def test_a_word_that_only_ends_like_a_glued_one_is_left_alone() -> None:
    text = "They met Roland in Keldland. They met Rol there, and Roland again."
    assert extract(Document("", text)).readings == ()


def test_another_language_than_english_gives_no_names_without_a_plug_in() -> None:
    text = (
        "Der Mann hat in der Stadt Berlin mit Anna Lind und dem Minister über die Lage gesprochen, wie die Zeitung"
        " noch am Abend schrieb."
    )
    assert extract(Document("", text, language="de")).names == ()
    assert extract(Document("", text)).names == ()


def test_each_mention_names_its_engine_its_rule_and_a_score() -> None:
    for name in extract(Document("", "They met Anna Lind of Keld Shipping Ltd in Oslo.")).names:
        assert (name.engine, name.version) == ("rules", "2")
        assert name.rule
        assert name.score is not None
        assert 0 <= name.score <= 1
