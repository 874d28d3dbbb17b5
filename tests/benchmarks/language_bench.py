"""How well a text's language is told: ``python tests/benchmarks/language_bench.py``.

English sentences of test sets beside the checkout (``../shared/data``, or ``CASEFILE_SHARED``), one by one and in
pieces of 20; and, where a spaCy is installed, its example sentences of some 50 languages, of which nothing but that
file is read. What is absent is skipped. Then what loading and a long text cost.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from casefile.extract.language import detect
from casefile.extract.language_words import NAMES

SHARED = Path(os.environ.get("CASEFILE_SHARED", Path(__file__).resolve().parents[3] / "shared" / "data"))
ENGLISH = ("wikigold.test", "crossner.politics.test", "sec.test", "gum", "uner.test", "wnut17.test")
PIECE = 20
SAME = {"nn": "nb", "no": "nb", "ms": "id", "bs": "hr"}
LOADING = "import time; t = time.perf_counter(); import casefile.extract.language as m; m.detect('x y'); "


def english() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each set with its sentences and their language."""
    for name in ENGLISH:
        path = SHARED / "ner" / f"{name}.jsonl"
        if path.is_file():
            with path.open(encoding="utf-8") as lines:
                said = [" ".join(json.loads(line)["tokens"]) for line in lines]
            yield f"English, {name}", [("en", words) for words in said]
            pieces = [" ".join(said[at : at + PIECE]) for at in range(0, len(said), PIECE)]
            yield f"English, {name}, in pieces", [("en", words) for words in pieces]


def examples() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The example sentences that spaCy brings with it, by language; those of languages that are known here."""
    spec = find_spec("spacy")
    if spec is None or spec.origin is None:
        return
    said: list[tuple[str, str]] = []
    whole: list[tuple[str, str]] = []
    for path in sorted(Path(spec.origin).parent.glob("lang/*/examples.py")):
        language = SAME.get(path.parent.name, path.parent.name)
        if language not in NAMES:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign):
                sentences = ast.literal_eval(node.value)
                said += [(language, words) for words in sentences]
                whole.append((language, " ".join(sentences)))
    yield "examples of spaCy, sentences", said
    yield "examples of spaCy, all of a language", whole


def row(name: str, rows: Sequence[tuple[str, str]]) -> str:
    """One line of the table."""
    found = [(language, detect(words)) for language, words in rows]
    right = sum(language == one.language for language, one in found)
    sure = [(language, one) for language, one in found if one.sure]
    wrong = sum(language != one.language for language, one in sure)
    return f"{name:44} {len(rows):6,} {100 * right / len(rows):6.1f} {100 * len(sure) / len(rows):6.1f} {wrong:6}"


def main() -> None:
    print(f"{'':44} {'texts':>6} {'right':>6} {'sure':>6} {'wrong':>6}   (per cent; wrong among the sure ones)")
    for name, rows in (*english(), *examples()):
        print(row(name, rows))
    done = subprocess.run(
        [sys.executable, "-c", LOADING + "print(time.perf_counter() - t)"], capture_output=True, text=True, check=True
    )
    print(f"loading it: {float(done.stdout) * 1000:.0f} ms")
    words = "The harbour master said on Monday that the ship had left without papers. "
    for size in (2_400, 5_000_000):
        text = words * (size // len(words))
        started = time.perf_counter()
        detect(text)
        print(f"a text of {size:,} characters: {(time.perf_counter() - started) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
