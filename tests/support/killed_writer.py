"""A process that writes notes, drafts and articles and says, a line each, what has been acknowledged.

``python killed_writer.py CASE SEED``: it never ends by itself; kill it. ``check`` then looks for what it had said.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path


def write(root: Path, seed: int) -> None:
    """Write until killed. A line is printed only after the call that writes has returned."""
    from casefile.services import cases, intake, notes

    random_ = random.Random(seed)
    case = cases.open_case(root)
    number = 0
    while True:
        number += 1
        body = f"seed {seed} number {number} " + "word " * random_.randint(1, 400)
        what = random_.choice(("note", "edit", "draft", "article"))
        if what == "note":
            told = {"note": notes.add_note(case, f"note {number}", body).number, "body": body}
        elif what == "edit":
            first = notes.add_note(case, f"note {number}", "first")
            told = {"note": notes.save_note(case, first.number, body=body).number, "body": body}
        elif what == "draft":
            notes.write_draft(case, f"k{seed}", "draft", body)
            told = {"draft": f"k{seed}", "number": number}
        else:
            told = {"sha256": intake.add_pasted(case, body, index=False).sha256}
        print(json.dumps(told), flush=True)


def kill_once(root: Path, seed: int, *, seconds: float) -> list[dict[str, object]]:
    """Start a writer, kill it ``seconds`` after its first word; what it had acknowledged."""
    command = [sys.executable, "-P", __file__, str(root), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        assert first, "the writer ended before it wrote anything"
        time.sleep(seconds)
        writer.kill()
        rest = writer.stdout.read()
    # A line cut in its middle by the kill is no acknowledgement.
    lines = [first, *(line for line in rest.splitlines(keepends=True) if line.endswith("\n"))]
    return [json.loads(line) for line in lines]


def lost(root: Path, acknowledged: list[dict[str, object]]) -> list[dict[str, object]]:
    """What was acknowledged and is not there any more."""
    from casefile.services import cases, notes, rows

    with_case = cases.open_case(root)
    try:
        bodies = {note.number: note.body for note in rows.notes(with_case)}
        hashes = {article.sha256 for article in rows.articles(with_case)}
        drafts = {draft.key: draft.body for draft in notes.drafts(with_case)}
    finally:
        with_case.close()
    latest = {one["draft"]: one["number"] for one in acknowledged if "draft" in one}
    gone = [one for one in acknowledged if "note" in one and bodies.get(int(str(one["note"]))) != one["body"]]
    gone += [one for one in acknowledged if "sha256" in one and one["sha256"] not in hashes]
    for key, number in latest.items():
        found = drafts.get(str(key), "").split()
        if len(found) < 4 or int(found[3]) < int(str(number)):
            gone.append({"draft": key, "number": number})
    return gone


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
