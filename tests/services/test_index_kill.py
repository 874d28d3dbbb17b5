"""Kill -9 while the index is being written: after catching up nothing is missing, nothing is there twice."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest

from casefile.services import cases, index_feed, intake

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from killed_index import WAYS, kill_once, wrong


@pytest.mark.parametrize("what", WAYS)
def test_a_killed_writer_leaves_nothing_missing_and_nothing_twice(
    case: cases.OpenCase, tmp_path: Path, what: str
) -> None:
    lines = (json.dumps({"title": f"Line {n}", "text": f"Words {n} and quagmire{n}. " * 30}) for n in range(400))
    (tmp_path / "many.jsonl").write_text("\n".join(lines) + "\n", encoding="ascii")
    intake.add_pasted(case, "The first one.")
    intake.add_paths(case, [str(tmp_path / "many.jsonl")], index=what == "rebuild")
    root = case.root
    random_ = random.Random(what)
    for _ in range(4):
        told = kill_once(root, what, seconds=random_.uniform(0.0, 0.7))
        if what == "bulk":
            # Killed again on the way, without having caught up in between.
            kill_once(root, what, seconds=random_.uniform(0.0, 0.4))
        assert wrong(root, told) == []
        if what == "bulk":
            intake.add_pasted(case, f"One more, {random_.random()}.", index=False)
            intake.add_paths(case, [_more(tmp_path, random_)], index=False)
    assert index_feed.catch_up(case)


def _more(folder: Path, random_: random.Random) -> str:
    lines = (json.dumps({"title": "Another", "text": f"Words {random_.random()}. " * 30}) for _ in range(300))
    path = folder / f"more{random_.random()}.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    return str(path)
