"""kill -9 at any moment: what was acknowledged is there, and the case is sound."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest

from casefile.store.case_store import CaseStore
from casefile.store.doctor import doctor
from casefile.store.read_articles import articles
from casefile.store.read_notes import notes

WRITER = """
import pathlib, sys
from store_cases import arrival
from casefile.store import noting
from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore

store = CaseStore(pathlib.Path(sys.argv[1]))
number = 0
while True:
    number += 1
    noting.add_note(store, f"note {number} {sys.argv[2]}", "x" * 2000)
    print(f"note {number} {sys.argv[2]}", flush=True)
    add_arrivals(store, [arrival(store, f"Text {number} {sys.argv[2]}.", f"{number} {sys.argv[2]}")])
    print(f"article {number} {sys.argv[2]}", flush=True)
"""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_acknowledged_work_survives_a_kill(store: CaseStore, seed: int, pytestconfig: pytest.Config) -> None:
    support = str(pytestconfig.rootpath / "tests" / "support")
    child = subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {support!r})\n{WRITER}", str(store.root), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    said = [child.stdout.readline().strip() for _ in range(random.Random(seed).randrange(5, 40))]
    child.kill()
    said += [line.strip() for line in child.communicate()[0].splitlines() if line.endswith(f" {seed}")]
    kept = {note.title for note in notes(store.reader)} | {f"article {a.name}" for a in articles(store.reader)}
    assert set(said) <= kept
    assert [finding for finding in doctor(store.reader) if finding.severity == "error"] == []
