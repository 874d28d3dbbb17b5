"""Adding many articles: how long until all are stored, journaled, counted and found; then one more.

python tests/benchmarks/intake_bench.py [--articles 10000] [--words 500] [--work | --no-index] [--pages 1000] [--runs 3]

With ``--work`` the engines read them all too (``casefile work --until-idle``): once stopped half-way, to show that it
goes on where it was. With ``--no-index`` only storing and reading is measured, of the same articles and of saved web
pages (those of the shared collection, each many times with a comment of its own): medians of ``--runs``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from making import CASEFILE, write_articles

SHARED = Path(os.environ.get("CASEFILE_SHARED", Path(__file__).resolve().parents[2].parent / "shared" / "data"))


def write_pages(folder: Path, count: int) -> None:
    """``count`` saved pages: the shared ones in turn, each with a comment so that no two have the same bytes."""
    pages = sorted((SHARED / "html" / "pages").glob("*.html.gz"))
    folder.mkdir()
    for number in range(count):
        page = gzip.decompress(pages[number % len(pages)].read_bytes())
        (folder / f"{number:05}.html").write_bytes(page + b"<!-- copy %d -->\n" % number)


def throughput(home: Path, source: Path, count: int, runs: int, what: str) -> None:
    """Storing and reading ``source`` into an empty case, ``runs`` times; the median."""
    rates, spent = [], []
    for run in range(runs):
        env = {**os.environ, "CASEFILE_HOME": str(home / f"home-{source.stem}-{run}")}
        subprocess.run([*CASEFILE, "new", "Measured affair"], env=env, check=True, capture_output=True)
        began, cpu = time.perf_counter(), _cpu()
        command = [*CASEFILE, "add", "--no-index", "--json", str(source)]
        done = subprocess.run(command, env=env, check=False, capture_output=True, text=True)
        rates.append(count / (time.perf_counter() - began))
        spent.append((_cpu() - cpu) / count * 1000)
        counts = json.loads(done.stdout)["counts"]
        assert counts["read"] + counts["partly"] >= count, counts
        assert counts["duplicate"] == 0, counts
    told = ", ".join(f"{rate:.0f}" for rate in rates)
    cpu_each = statistics.median(spent)
    print(f"{count} {what}, not indexed: {statistics.median(rates):.0f} a second ({told}), {cpu_each:.1f} ms CPU each")


def _cpu() -> float:
    """Processor seconds of every process that has ended below this one."""
    spent = os.times()
    return spent.children_user + spent.children_system


def drain(env: dict[str, str], articles: int) -> None:
    """Extract everything: some of it, a stop by SIGTERM, then the rest."""
    began, before_cpu = time.perf_counter(), _cpu()
    command = [*CASEFILE, "work", "--until-idle", "--json"]
    first = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        first.wait(articles / 20)
    except subprocess.TimeoutExpired:
        first.terminate()
    before = json.loads(first.communicate()[0])["extracted"]
    rest = json.loads(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)
    took = time.perf_counter() - began
    assert before + rest["extracted"] == articles, (before, rest)
    assert rest["failed"] == 0, rest
    of = f"{before} before a stop, {rest['extracted']} after it"
    cpu = (_cpu() - before_cpu) / articles * 1000
    print(f"{articles} articles read by the engines: {took:.1f} s, {took / articles * 1000:.0f} ms each ({of})")
    print(f"processor time of all processes, which a busy machine does not stretch: {cpu:.0f} ms each")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--work", action="store_true", help="let the engines read them too")
    parser.add_argument("--no-index", action="store_true", help="storing and reading only; saved pages too")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    if chosen.no_index:
        with tempfile.TemporaryDirectory() as scratch:
            home = Path(scratch)
            write_articles(home / "articles.jsonl", chosen.articles, chosen.words)
            what = f"articles of {chosen.words} words in JSON Lines"
            throughput(home, home / "articles.jsonl", chosen.articles, chosen.runs, what)
            if not (SHARED / "html" / "pages").is_dir():
                print("no saved pages beside the checkout: not measured")
                return
            write_pages(home / "pages", chosen.pages)
            throughput(home, home / "pages", chosen.pages, chosen.runs, "saved web pages")
        return
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        env = {**os.environ, "CASEFILE_HOME": str(home / "home")}

        def run(*arguments: str) -> str:
            return subprocess.run([*CASEFILE, *arguments], env=env, check=True, capture_output=True, text=True).stdout

        run("new", "Measured affair")
        write_articles(home / "articles.jsonl", chosen.articles, chosen.words)
        began = time.perf_counter()
        counts = json.loads(run("add", str(home / "articles.jsonl"), "--json"))["counts"]
        added = time.perf_counter() - began
        assert counts["read"] == chosen.articles, counts
        found = json.loads(run("search", f"title:{chosen.articles}", "--json"))
        assert found["total"] == 1, found
        (home / "one.txt").write_text("A quagmire was mentioned here only.", encoding="ascii")
        began = time.perf_counter()
        run("add", str(home / "one.txt"))
        one = time.perf_counter() - began
        assert json.loads(run("search", "quagmire", "--json"))["total"] == 1
        rate = f"{added:.1f} s, {chosen.articles / added:.0f} a second"
        print(f"{chosen.articles} articles of {chosen.words} words stored and findable: {rate}")
        print(f"one more, whole command until findable: {one:.2f} s")
        if chosen.work:
            drain(env, chosen.articles + 1)


if __name__ == "__main__":
    main()
