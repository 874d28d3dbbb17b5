"""Which reporting verbs yield an attribution: ``python tests/benchmarks/attributions_bench.py [FILE-OR-FOLDER …]``.

Reads sentences or articles without annotation (``*.txt``, or ``*.jsonl`` with ``text``, or with ``tokens`` and
``tags``) and counts for each verb how often it stands there and how often somebody speaks by it. It prints samples for
a person's eyes, with ``--all`` every one, with ``--verb say`` those of one verb, with ``--missed`` or ``--found`` one
side only. Without a path it reads the news and interviews of GUM, Wikigold and CrossNER politics beside the checkout,
and scores the project's own sentences (``tests/material/attributions``). ``--speed`` prints the processor's time for
500 words and for a megabyte.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from attribution_sentences import marked, read, row

from casefile.domain.extraction import Document, FoundAttribution, FoundName
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.attributions.find import find_attributions
from casefile.extract.attributions.words import VERBS
from casefile.extract.pipeline import extract

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CASEFILE_SHARED", ROOT.parent / "shared" / "data"))
SETS = ("gum", "wikigold.train", "wikigold.test", "crossner.politics.train", "crossner.politics.dev")
KINDS = {"PER": Kind.PERSON, "ORG": Kind.ORGANIZATION, "LOC": Kind.PLACE}
SAMPLES = 4
Text = tuple[str, tuple[FoundName, ...]]


def joined(tokens: list[str], tags: list[str], offset: int) -> tuple[str, list[FoundName]]:
    """A tokenised sentence as it would be printed, and its names, which begin behind ``offset``."""
    text, names, begun, previous, open_quote = "", [], None, "", False
    for token, tag in zip([*tokens, ""], [*tags, "O"], strict=True):
        if begun and not tag.startswith("I-"):
            span = Span(offset + begun[0], offset + len(text))
            names.append(FoundName(span, KINDS[begun[1]], text[begun[0] :].lower(), "gold", "", "", None))
            begun = None
        closes = token == '"' and open_quote
        glued = not text or closes or token in tuple(".,;:!?)]}%") or (token[:1] in "'’" and len(token) < 4)
        glued = glued or token == "n't" or previous in tuple("([{$£€") or (previous == '"' and open_quote)
        text += token if glued else " " + token
        open_quote = not open_quote if token == '"' else open_quote
        if tag.startswith("B-") and tag[2:] in KINDS:
            begun = (len(text) - len(token), tag[2:])
        previous = token
    return text.rstrip(), names


def texts(path: Path) -> Iterator[Text]:
    if path.is_dir():
        for each in sorted(path.iterdir()):
            if each.suffix in (".txt", ".jsonl"):
                yield from texts(each)
    elif path.suffix == ".txt":
        text = path.read_text(encoding="utf-8")
        yield text, extract(Document("", text, language="en")).names
    else:
        for line in path.read_text(encoding="utf-8").splitlines():
            content = json.loads(line)
            if "tokens" not in content:
                yield content["text"], extract(Document("", content["text"], language="en")).names
            elif not content.get("doc") or content["doc"].startswith(("GUM_news", "GUM_interview")):
                text, names = joined(content["tokens"], content["tags"], 0)
                yield text, tuple(names)


def coverage(paths: list[Path], only: str, show_all: bool, sides: tuple[bool, ...]) -> None:
    seen: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    shown: dict[tuple[str, bool], list[str]] = defaultdict(list)
    total = 0
    for path in paths:
        for text, names in texts(path):
            found = find_attributions(text, names)
            total += len(found)
            for start, word in words_of(text):
                verb = VERBS.get(word.lower(), ("", ""))[0] or ("according" if word.lower() == "according" else "")
                if not verb or (only and verb != only):
                    continue
                said = [a for a in found if a.cue.start <= start < a.cue.end]
                seen[verb] += 1
                hit[verb] += bool(said)
                shown[verb, bool(said)].append(sample(text, start, said))
    random.seed(7)
    print(f"{'verb':14} {'stands':>7} {'speaks':>7}")
    for verb, number in seen.most_common():
        print(f"{verb:14} {number:7} {hit[verb]:7}")
        for side in sides:
            lines = shown[verb, side]
            for line in lines if show_all else random.sample(lines, min(SAMPLES, len(lines))):
                print(f"    {'+' if side else '-'} {line}")
    print(f"{'all':14} {sum(seen.values()):7} {sum(hit.values()):7}   {total} attributions")


def words_of(text: str) -> Iterator[tuple[int, str]]:
    place = 0
    for word in text.replace("\n", " ").split(" "):
        bare = word.strip(".,;:!?\"“”‘’'()[]")
        if bare:
            yield place + word.index(bare), bare
        place += len(word) + 1


def sample(text: str, start: int, said: list[FoundAttribution]) -> str:
    around = " ".join(text[max(0, start - 110) : start].split()) + " >>" + " ".join(text[start : start + 90].split())
    for a in said:
        content = " ".join(a.content.of(text).split())
        around += (
            f"\n        {a.source.of(text) if a.source else '-'} | {a.cue.of(text)} | {content[:60]} … {content[-30:]}"
        )
        around += f" | {a.polarity}{' via ' + '; '.join(a.via) if a.via else ''}"
    return around


def own_sentences() -> None:
    right = wanted = given = sources = 0
    for sentence in read():
        rows = [row(sentence.text, a) for a in find_attributions(sentence.text, sentence.names)]
        wanted, given = wanted + len(sentence.said), given + len(rows)
        for want in sentence.said:
            same = [got for got in rows if got[1] == want[1] and got[0] == want[0]]
            sources += bool(same)
            right += any(got[3:] == want[3:] and got[2].strip(" .,“”") == want[2].strip(" .,“”") for got in same)
    print(f"own sentences: {wanted} wanted, {given} given, {sources} sources right, {right} wholly right")


def speed() -> None:
    lines = [marked(line)[0] for line in ("[Anna Lind] told the {Keld Courier} on Friday that the barge had left.",)]
    article = "\n\n".join([*lines, *(each.text for each in read()[:46])])
    article = " ".join(article.split(" ")[:500])
    names = extract(Document("", article, language="en")).names
    best = min(timed(article, names) for _ in range(20))
    print(f"500 words, every sentence with a cue: {best * 1000:.2f} ms")
    for label, text in (
        ("1 MB of it", (article + "\n\n") * (1_000_000 // len(article))),
        ("1 MB, one line", "a " * 500_000),
    ):
        print(f"{label}: {timed(text, ()):.2f} s")


def timed(text: str, names: tuple[FoundName, ...]) -> float:
    begun = time.process_time()
    find_attributions(text, names)
    return time.process_time() - begun


if __name__ == "__main__":
    paths = [Path(each) for each in sys.argv[1:] if not each.startswith("--") and Path(each).exists()]
    only = sys.argv[sys.argv.index("--verb") + 1] if "--verb" in sys.argv else ""
    sides = (True, False)
    if "--missed" in sys.argv or "--found" in sys.argv:
        sides = tuple(side for side, flag in ((True, "--found"), (False, "--missed")) if flag in sys.argv)
    if not paths:
        own_sentences()
        paths = [each for name in SETS if (each := SHARED / "ner" / f"{name}.jsonl").exists()]
    if "--speed" in sys.argv:
        speed()
    else:
        coverage(paths, only, "--all" in sys.argv, sides)
