"""Files that readers choke on: all of them go in, each ends in one state, nothing breaks, a second run adds nothing.

    python tests/benchmarks/hostile_bench.py [--number 1000] [--seed 1] [--heavy] [--only own|shared]

First the shared collection of real files (left out, and said so, where it is not beside the checkout), then our own:
every generated file and as many broken small ones as ``--number`` says; ``--heavy`` adds the bombs, which take minutes.
Each folder goes by ``casefile add`` into an empty case, and once more. Compared: the hash of every source with the
stored original's. Printed: how items ended, by what the file is; the commonest reasons; time; and the largest resident
memory of the command and of the processes that it started. Anything lost or broken makes it exit 1.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from bulk import CASEFILE, Added, Bulk, sha256, stored
from make_hostile import make_hostile
from memory import Memory

SHARED = Path(os.environ.get("CASEFILE_SHARED", Path(__file__).resolve().parents[2].parent / "shared" / "data"))
STATES = ("read", "partly", "unread", "duplicate")
MEGA = 1024 * 1024


def add(bulk: Bulk, source: Path) -> tuple[Added, float, Memory]:
    """One adding with its time and memory."""
    command = [*CASEFILE, "add", "--no-index", "--json", str(source)]
    began = time.perf_counter()
    adding = subprocess.Popen(command, env=bulk.env, cwd=bulk.cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with Memory(adding.pid) as memory:
        out, err = (part.decode("utf-8", "replace") for part in adding.communicate())
    return Added(adding.returncode, out, err), time.perf_counter() - began, memory


def table(bulk: Bulk, most: int = 40) -> None:
    """How articles ended, by what they are."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for row in bulk.articles():
        kinds[row["mime"] or "?"][row["state"]] += 1
    print(f"  {'':<76}" + "".join(f"{state:>10}" for state in STATES[:3]))
    ranked = sorted(kinds.items(), key=lambda kind: -kind[1].total())
    for mime, counts in ranked[:most]:
        print(f"  {mime[:75]:<76}" + "".join(f"{counts[state]:>10}" for state in STATES[:3]))
    rest = sum((counts for _, counts in ranked[most:]), Counter[str]())
    print(f"  {f'{len(ranked[most:])} other kinds':<76}" + "".join(f"{rest[state]:>10}" for state in STATES[:3]))


def measure(what: str, source: Path, wanted: dict[Path, str], scratch: Path) -> list[str]:
    """Add ``source`` twice; ``wanted``: the hash of every file in it that has to be stored. What is wrong."""
    wrong: list[str] = []
    bulk = Bulk(scratch / what)
    case = bulk.new()
    ran, took, memory = add(bulk, source)
    if ran.code not in (0, 3):
        return [f"{what}: the command ended with {ran.code}: {ran.err[-1000:]}"]
    items = ran.items
    by_path = defaultdict(list)
    for item in items:
        by_path[item["path"]].append(item)
    originals = stored(case)
    wrong += [f"original {name[:12]} holds other bytes" for name, digest in originals.items() if name != digest]
    wrong += [f"{path.name!a} has no line in the report" for path in wanted if os.fspath(path) not in by_path]
    lost = [path for path, digest in wanted.items() if digest not in originals]
    wrong += [f"{path.name!a} is not stored" for path in lost]
    wrong += [f"no reason: {item}" for item in items if item["status"] != "read" and not item["reason"]]
    wrong += [f"a state of its own: {item}" for item in items if item["status"] not in STATES]
    wrong += [f"a fault: {item}" for item in items if "Error" in (item["reason"] or "")]
    tracebacks = (ran.out + ran.err).count("Traceback")
    number = len(bulk.articles())
    again, took_again, _ = add(bulk, source)
    added = len(bulk.articles()) - number
    tracebacks += (again.out + again.err).count("Traceback")
    states = {item["status"] for item in again.items if item["sha256"]}
    wrong += [f"the second run says {states}"] if states - {"duplicate"} else []
    wrong += [f"tracebacks: {tracebacks}"] if tracebacks else []
    wrong += [f"the second run added {added}"] if added else []
    wrong += [f"doctor: {found}" for found in bulk.damage()]
    wrong += [f"left behind: {path}" for folder in (bulk.scratch, bulk.cwd, bulk.user) for path in folder.iterdir()]
    counts = Counter(items_["status"] for path in wanted for items_ in by_path[os.fspath(path)][:1])
    files = ", ".join(f"{counts[state]} {state}" for state in STATES)
    members = ", ".join(f"{ran.counts.get(state, 0)} {state}" for state in STATES)
    child, app = memory.children() / MEGA, memory.largest.get("app", 0) / MEGA
    print(f"{what}: {len(wanted)} files in, {len(wanted) - len(lost)} stored; {files}")
    print(f"  all items with their members: {members}; {number} articles")
    print(f"  tracebacks {tracebacks}, the second run added {added}, wrong {len(wrong)}")
    print(f"  {took:.0f} s, the second run {took_again:.0f} s; largest child {child:.0f} MB, the command {app:.0f} MB")
    table(bulk)
    reasons = Counter(item["reason"] for item in items if item["status"] in ("partly", "unread"))
    for reason, count in reasons.most_common(25):
        print(f"  {count:>6} x {reason}")
    return [f"{what}: {one}" for one in wrong]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=1000, help="how many broken small files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--heavy", action="store_true", help="the bombs too")
    parser.add_argument("--only", choices=["own", "shared"], default="")
    chosen = parser.parse_args()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        scratch = Path(folder)
        manifest = SHARED / "hostile" / "manifest.jsonl"
        if chosen.only != "own" and not manifest.exists():
            print("shared: not beside the checkout, left out")
        elif chosen.only != "own":
            rows = map(json.loads, manifest.read_text("utf-8").splitlines())
            wrong += measure(
                "shared", SHARED / "hostile", {SHARED / "hostile" / r["path"]: r["sha256"] for r in rows}, scratch
            )
        if chosen.only != "shared":
            source = scratch / "source"
            source.mkdir()
            made = make_hostile(source, heavy=chosen.heavy, number=chosen.number, seed=chosen.seed)
            wrong += measure("own", source, {one.path: sha256(one.path) for one in made if one.is_kept}, scratch)
    for one in wrong:
        print(one)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
