"""Kill -9 at random moments of adding a folder, then resume: is the case the same as after an undisturbed run?

    python tests/benchmarks/intake_kill_bench.py [--rounds 100] [--copies 1] [--seed 1]

The folder is made here: every format, a zip of 40 members, a mailbox of 60 mails, 200 articles in
JSON Lines, a file twice. Each round adds it to a new case, kills the command after a random time, in every third round
kills the resumed one, too, and then resumes until it ends by itself. Compared with an undisturbed run: every article's
hash, state, reason and text, and what came in how often. Then SQLite's integrity check, the journal's chain and the
bytes of all originals. Rounds in which the kill came before anything was known of the job add the folder again.
Anything that differs makes it exit 1.
"""

from __future__ import annotations

import argparse
import json
import mailbox
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from bulk import CASEFILE, Bulk, stored
from small_files import SMALL, Said, zipped

PICTURES = ("png", "jpg", "tif", "gif")


def mixed(folder: Path, copies: int) -> None:
    """Sound files of every format, and containers of many."""
    folder.mkdir()
    for copy in range(copies):
        # No pictures: recognising their text by another program would be most of the time.
        for ending, make in ((ending, make) for ending, make in SMALL.items() if ending not in PICTURES):
            said = Said(f"{Said().text} Copy {copy} as {ending}.", f"Copy {copy}", f"Author {copy}")
            (folder / f"{copy:02}.{ending}").write_bytes(make(said))
    members = ((f"folder/{number}.txt", f"{Said().text} Member {number}.\n".encode()) for number in range(40))
    (folder / "many.zip").write_bytes(zipped(members))
    box = mailbox.mbox(folder / "many.mbox")
    for number in range(60):
        mail = EmailMessage()
        mail["From"], mail["Subject"], mail["Message-ID"] = "a@b.example", f"Mail {number}", f"<{number}@b.example>"
        mail.set_content(f"{Said().text} Mail {number}.")
        if number % 5 == 0:
            mail.add_attachment(f"Attached to {number}.".encode(), maintype="text", subtype="plain", filename="a.txt")
        mail.set_boundary(f"b{number}") if mail.is_multipart() else None
        box.add(mail)
    box.close()
    lines = (json.dumps({"title": f"Line {n}", "text": f"{Said().text} Line {n}."}) for n in range(200))
    (folder / "many.jsonl").write_text("\n".join(lines) + "\n", encoding="ascii")
    (folder / "twice.txt").write_bytes((folder / "00.txt").read_bytes())


@dataclass(frozen=True)
class Held:
    """What a case holds: of every hash the state, reason and text; how often each came in; how many articles."""

    articles: dict[str, tuple[str, str | None, str | None]]
    arrivals: Counter[tuple[str, str]]
    count: int


def held(bulk: Bulk, case: Path) -> Held:
    rows = bulk.articles()
    articles = {row["sha256"]: (row["state"], row["reason"], row["text_sha256"]) for row in rows}
    with closing(sqlite3.connect(f"{(case / 'case.db').as_uri()}?mode=ro", uri=True)) as db:
        arrivals = Counter(
            (name, sha256)
            for name, sha256 in db.execute(
                "SELECT acquisition.name || '/' || acquisition.member, article.sha256 FROM acquisition"
                " JOIN article ON article.id = acquisition.article_id"
            )
        )
    return Held(articles, arrivals, len(rows))


def half_written(case: Path) -> list[str]:
    """Copies that a kill broke off before they got their name; the doctor tells of them, no row knows them."""
    return [path.name for path in (case / "originals").rglob(".*.tmp")]


def damage(bulk: Bulk, case: Path) -> list[str]:
    """What is broken: the database, the chain, an original, or something that is left over."""
    with closing(sqlite3.connect(case / "case.db")) as db:
        ((sound,),) = db.execute("PRAGMA integrity_check").fetchall()
        waiting = db.execute("SELECT count(*) FROM waiting").fetchone()[0]
    found = [] if sound == "ok" else [f"integrity: {sound}"]
    found += [f"still waiting: {waiting}"] if waiting else []
    found += [f"doctor: {what}" for what in bulk.damage()]
    originals = {name: digest for name, digest in stored(case).items() if name not in half_written(case)}
    found += [f"original {name[:8]} holds other bytes" for name, digest in originals.items() if name != digest]
    return found


def kill_after(bulk: Bulk, seconds: float, *arguments: str) -> bool:
    """Start adding, kill it after ``seconds``; whether it was still running."""
    command = [*CASEFILE, "add", "--no-index", "--json", *arguments]
    quiet: Any = subprocess.DEVNULL
    adding = subprocess.Popen(command, env=bulk.env, cwd=bulk.cwd, stdin=quiet, stdout=quiet, stderr=quiet)
    try:
        adding.wait(seconds)
    except subprocess.TimeoutExpired:
        adding.send_signal(signal.SIGKILL)
        adding.wait()
        return True
    return False


def differences(one: Held, other: Held) -> list[str]:
    found = []
    if one.count != other.count:
        found.append(f"{other.count} articles instead of {one.count}")
    if gone := one.articles.keys() - other.articles.keys():
        found.append(f"{len(gone)} originals missing")
    if more := other.articles.keys() - one.articles.keys():
        found.append(f"{len(more)} originals too many")
    both = one.articles.keys() & other.articles.keys()
    changed = [sha256 for sha256 in both if one.articles[sha256] != other.articles[sha256]]
    if changed:
        before, after = one.articles[changed[0]], other.articles[changed[0]]
        found.append(f"{len(changed)} articles end otherwise, as {before[:2]} and {after[:2]}")
    if one.arrivals != other.arrivals:
        more_often, less_often = other.arrivals - one.arrivals, one.arrivals - other.arrivals
        found.append(f"arrivals: {more_often.total()} too many, {less_often.total()} missing: {list(more_often)[:2]}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    random_ = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        mixed(folder / "source", chosen.copies)
        source = str(folder / "source")
        bulk = Bulk(folder / "undisturbed")
        case = bulk.new()
        began = time.perf_counter()
        bulk.add(source)
        whole = time.perf_counter() - began
        want = held(bulk, case)
        assert damage(bulk, case) == []
        print(f"undisturbed: {want.count} articles, {want.arrivals.total()} arrivals, {whole:.1f} s", flush=True)
        killed = added_again = pieces = 0
        wrong: list[str] = []
        for number in range(chosen.rounds):
            bulk = Bulk(folder / f"round-{number}")
            case = bulk.new()
            after = random_.uniform(0.1, whole)
            killed += kill_after(bulk, after, source)
            if number % 3 == 2:
                killed += kill_after(bulk, random_.uniform(0.1, whole / 2), "--resume")
            ran = bulk.run("add", "--resume", "--json", "--no-index")
            if ran.code not in (0, 3):
                wrong.append(f"round {number}: resuming ended with {ran.code}: {ran.err[-300:]}")
            found = held(bulk, case)
            if not found.count:
                added_again += 1
                bulk.add(source)
                found = held(bulk, case)
            pieces += len(half_written(case))
            trouble = differences(want, found) + damage(bulk, case)
            if number % 5 == 0:
                bulk.add(source)
                again = held(bulk, case).count
                trouble += ["adding the folder again added articles"] if again != want.count else []
            wrong += [f"round {number}, killed after {after:.2f} s: {one}" for one in trouble]
            for one in trouble:
                print(f"round {number}, killed after {after:.2f} s: {one}", flush=True)
            if number % 10 == 9:
                print(f"after {number + 1} rounds: {killed} kills, {len(wrong)} differences", flush=True)
            subprocess.run(["rm", "-rf", str(bulk.folder)], check=False)
    told = f"killed {killed} times, before anything was known {added_again} times"
    print(f"rounds {chosen.rounds}  {told}  articles each {want.count}  differences {len(wrong)}")
    print(f"half-written copies that kills left behind, which no row knows: {pieces}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
