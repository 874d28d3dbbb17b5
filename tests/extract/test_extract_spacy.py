"""The seam to spaCy: an installed model is known by its package, loaded when it is needed, and never downloaded.

A made-up ``spacy`` with two made-up models lies on the path of a process of its own, in the shape of the real ones.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from casefile.extract import spacy_engine
from casefile.extract.spacy_engine import Model, SpacyEngine, model_for

GERMAN = "Der Sprecher sagte am Montag, dass Anna Berg die Werft in Lund nicht verlassen hat und dass sie schweigt."
ENGLISH = "The speaker said on Monday that Anna Berg had not left the yard in Lund and that she would be silent."

FAKE = """
    import re

    LOADED = []
    KINDS = {"Anna Berg": "PER", "Lund": "LOC", "Montag": "DATE", "Monday": "DATE"}

    class Ent:
        def __init__(self, match):
            self.start_char, self.end_char, self.label_ = match.start(), match.end() + 1, KINDS[match[0]]

    class Doc:
        def __init__(self, text):
            self.ents = [Ent(match) for match in re.finditer("|".join(KINDS), text)]

    class Pipeline:
        def __init__(self, name):
            self.pipe_names = ["tok2vec", "tagger", "parser", "ner"]
            self.name = name

        def disable_pipe(self, name):
            self.pipe_names.remove(name)

        def __call__(self, text):
            assert self.pipe_names == ["tok2vec", "ner"]
            assert len(text) <= 1_000_000
            return Doc(text)

    def load(name):
        LOADED.append(name)
        if name.endswith("broken_sm"):
            raise OSError("made for another version")
        return Pipeline(name)
"""
ASK = """
    import json, sys
    from casefile.domain.extraction import Document, as_json
    from casefile.extract.engines import engines_key
    from casefile.extract.pipeline import extract

    before = "spacy" in sys.modules
    told = []
    for text, language, choice in json.load(sys.stdin):
        document = Document("x", text, language=language, names_engine=choice)
        told.append(as_json(extract(document), text))
    import spacy
    keys = [engines_key(choice) for choice in ("auto", "own", "spacy")]
    print(json.dumps({"told": told, "before": before, "loaded": spacy.LOADED, "keys": keys}))
"""


def _install(folder: Path, *models: tuple[str, str]) -> None:
    (folder / "spacy").mkdir()
    (folder / "spacy" / "__init__.py").write_text(textwrap.dedent(FAKE), encoding="utf-8")
    for name, version in models:
        info = folder / f"{name}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n", encoding="utf-8")


def _ask(folder: Path, *documents: tuple[str, str, str]) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(ASK)],
        input=json.dumps(documents),
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_model_reads_its_language_and_ours_stays_ours_unless_the_settings_say_otherwise(tmp_path: Path) -> None:
    _install(tmp_path, ("de_core_news_sm", "3.8.0"), ("en_core_web_sm", "3.8.1"))
    asked = [(GERMAN, "", "auto"), (ENGLISH, "", "auto"), (ENGLISH, "", "spacy"), (GERMAN, "de", "own")]
    answer = _ask(tmp_path, *asked)
    german, english, by_choice, own = answer["told"]
    found = [(one["text"], one["kind"], one["engine"], one["rule"]) for one in german["mentions"]]
    assert found == [
        ("Anna Berg", "person", "de_core_news_sm", "label PER"),
        ("Lund", "place", "de_core_news_sm", "label LOC"),
    ]
    assert (german["notes"], german["engines"][-1]) == ([], "de_core_news_sm/3.8.0")
    assert "spacy" not in str(english["engines"])
    assert "core_web" not in str(english["engines"])
    assert by_choice["engines"][-1] == "en_core_web_sm/3.8.1"
    assert own["notes"] == ["No engine reads names in German; identifiers and dates were read."]
    assert (answer["before"], answer["loaded"]) == (False, ["de_core_news_sm", "en_core_web_sm"])
    auto, ours, spacy = answer["keys"]
    assert "de_core_news_sm/3.8.0" in auto
    assert "en_core_web_sm" not in auto
    assert "core" not in ours
    assert "en_core_web_sm/3.8.1" in spacy


def test_a_model_that_cannot_be_loaded_leaves_the_text_to_what_is_there(tmp_path: Path) -> None:
    _install(tmp_path, ("de_broken_sm", "1"), ("en_broken_sm", "1"))
    german, english = _ask(tmp_path, (GERMAN, "", "auto"), (ENGLISH, "", "spacy"))["told"]
    assert german["notes"] == ["No engine reads names in German; identifiers and dates were read."]
    assert english["mentions"]


def test_a_long_text_is_given_in_pieces_and_every_span_fits(tmp_path: Path) -> None:
    _install(tmp_path, ("xx_ent_wiki_sm", "3.8.0"))
    text = (GERMAN + "\n") * 20_000
    (answer,) = _ask(tmp_path, (text, "de", "auto"))["told"]
    assert len(answer["mentions"]) == 40_000
    assert all(text[one["start"] : one["end"]] == one["text"] for one in answer["mentions"])


def test_the_larger_model_is_taken_and_one_of_many_languages_where_there_is_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ("de_core_news_trf", "de_core_news_lg", "de_core_news_sm", "nb_core_news_md", "xx_ent_wiki_sm")
    models = sorted((Model(name, "3") for name in names), key=lambda model: model._rank)
    monkeypatch.setattr(spacy_engine, "installed", lambda: tuple(models))
    chosen = [model_for(language) for language in ("de-AT", "no", "ka", "")]
    assert [model and model.name for model in chosen] == ["de_core_news_lg", "nb_core_news_md", "xx_ent_wiki_sm", None]
    monkeypatch.setattr(spacy_engine, "installed", lambda: (Model("de_ours", "1"), *models))
    own = model_for("de")
    assert own is not None
    assert own.name == "de_ours"


@pytest.mark.parametrize("text", ["", "a", "x" * 120_001, "ab " * 60_000, "ab\n\n" * 60_000, "\n" * 100_001])
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    pieces = spacy_engine._pieces(text)
    assert "".join(piece.of(text) for piece in pieces) == text
    assert all(0 < len(piece) <= spacy_engine._PIECE for piece in pieces)
    assert SpacyEngine.__doc__
