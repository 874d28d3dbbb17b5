"""How many of an office document's words are found, against other readers of each format.

``python tests/benchmarks/office_bench.py [-v] [DATA]``, DATA a folder with documents, also below it (by default
``hostile`` under ``$CASEFILE_SHARED`` or ``../shared/data`` beside the checkout). Words are runs of letters and digits
in lower case, counted as often as they come. For formats of XML they are compared with what is marked as text of the
document in its parts, taken out by a pattern that knows no structure: body, notes, headers, comments; for RTF, which
has no such measure, with the words that at least two readers find. Recall is the share of these that a reader finds,
precision the share of a reader's words that are among them; medians over the documents, and the share over all words.
Other readers are used where they are installed (python-docx, docx2txt, mammoth, odfpy, ebooklib, striprtf, pandoc as a
program) and named where they are not. Ends with 0 where there is no data, with 1 where another one finds more of the
words of DOCX or EPUB than ours.
"""

from __future__ import annotations

import contextlib
import html
import importlib
import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casefile.readers import child
from casefile.readers.hints import Hints

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "data"
KINDS = {".docx": "docx", ".docm": "docx", ".odt": "odt", ".rtf": "rtf", ".epub": "epub"}
MUST = ("docx", "epub")
_GONE = re.compile(
    r"<mc:Fallback>.*?</mc:Fallback>|<(w:moveFrom|w:instrText|w:delText|w:delInstrText|svg:title|svg:desc|text:script|head|script"
    r"|style|office:forms)\b[^>]*?(?<!/)>.*?</\1>|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*>",
    re.S,
)
_MARKED = re.compile(r"<(?:w|m):t(?:\s[^>]*)?(?<!/)>([^<]*)<|(<w:(?:p|tab|br|cr|tc)\b)")
_BREAK = re.compile(
    r"</?(?:w:p|w:tab|w:br|w:cr|w:tc|text:[ph]|text:tab|text:s|text:line-break|text:note-citation|text:note"
    r"|p|div|h\d|li|td|th|tr|br|dt|dd|section|pre|table|title|blockquote|figure|figcaption|header|nav|ol|ul)\b[^>]*>"
)
_PARTS = {
    "docx": re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml\Z"),
    "odt": re.compile(r"content\.xml\Z"),
}

Reader = Callable[[Path], str]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def marked(path: Path, kind: str) -> str:
    """What the parts of a document mark as its text, by a pattern."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if kind == "epub":
            opf = archive.read(next(name for name in names if name.endswith(".opf"))).decode("utf-8", "replace")
            order = re.findall(r"<(?:\w+:)?itemref\b[^>]*?idref=[\"']([^\"']+)", opf)
            items = {
                found[0]: found[1]
                for item in re.findall(r"<(?:\w+:)?item\b[^>]*>", opf)
                if (found := [re.findall(rf"\b{key}=[\"']([^\"']+)", item)[0] for key in ("id", "href")])
            }
            wanted = [items[number].rpartition("/")[2] for number in order if number in items]
            parts = [name for name in names if name.rpartition("/")[2] in wanted]
        else:
            parts = [name for name in names if _PARTS[kind].search(name)]
        pieces = []
        for name in parts:
            part = _GONE.sub("", archive.read(name).decode("utf-8", "replace"))
            if kind == "odt":
                part = part[part.find("<office:body") :]
                part = re.sub(r"<office:change-info>.*?</office:change-info>", "", part, flags=re.S)
            if kind == "docx":
                part = "".join(found[1] or (" " if found[2] else "") for found in _MARKED.finditer(part))
            else:
                part = re.sub(r"<[^>]*>", "", _BREAK.sub(" ", part))
            pieces.append(html.unescape(part))
    return "\n".join(pieces)


def ours(path: Path) -> str:
    with path.open("rb") as file:
        outcome = child.attempt(file, Hints(path.name))
    return outcome.texts[0].text if outcome.texts else ""


def python_docx(path: Path) -> str:
    """Its paragraphs and tables in their order, headers and footers, comments where it knows them."""
    docx = importlib.import_module("docx")
    document = docx.Document(str(path))
    pieces = []

    def take(block: Any) -> None:
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in row.cells:
                    for inner in cell.iter_inner_content():
                        take(inner)
        else:
            pieces.append(block.text)

    for block in document.iter_inner_content():
        take(block)
    for section in document.sections:
        for part in (section.header, section.footer):
            pieces += [paragraph.text for paragraph in part.paragraphs]
    with contextlib.suppress(Exception):
        pieces += [comment.text for comment in document.comments]
    return "\n".join(pieces)


def docx2txt(path: Path) -> str:
    return str(importlib.import_module("docx2txt").process(str(path)))


def mammoth(path: Path) -> str:
    with path.open("rb") as file:
        return str(importlib.import_module("mammoth").extract_raw_text(file).value)


def odfpy(path: Path) -> str:
    opendocument = importlib.import_module("odf.opendocument")
    teletype, text = importlib.import_module("odf.teletype"), importlib.import_module("odf.text")
    document = opendocument.load(str(path))
    found = [*document.getElementsByType(text.H), *document.getElementsByType(text.P)]
    return "\n".join(teletype.extractText(element) for element in found)


def ebooklib(path: Path) -> str:
    epub = importlib.import_module("ebooklib.epub")
    lxml_html = importlib.import_module("lxml.html")
    book = epub.read_epub(str(path))
    pieces = []
    for number, _ in book.spine:
        item = book.get_item_with_id(number)
        if item is not None:
            root = lxml_html.document_fromstring(item.get_content())
            pieces += [" ".join(body.itertext()) for body in root.iter("body")]
    return "\n".join(pieces)


def striprtf(path: Path) -> str:
    data = path.read_bytes().decode("latin-1")
    return str(importlib.import_module("striprtf.striprtf").rtf_to_text(data, errors="replace"))


def pandoc(path: Path) -> str:
    kind = KINDS[path.suffix.lower()]
    command = ["pandoc", "--from", kind, "--to", "plain", "--wrap", "none", str(path)]
    return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.decode("utf-8", "replace")


OTHERS: dict[str, dict[str, Reader]] = {
    "docx": {"docx": python_docx, "docx2txt": docx2txt, "mammoth": mammoth, "pandoc": pandoc},
    "odt": {"odf": odfpy, "pandoc": pandoc},
    "epub": {"ebooklib": ebooklib, "pandoc": pandoc},
    "rtf": {"striprtf": striprtf, "pandoc": pandoc},
}


def is_there(name: str) -> bool:
    if name == "pandoc":
        return shutil.which("pandoc") is not None
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


def attempt(reader: Reader, path: Path) -> tuple[Counter[str], float]:
    start = time.perf_counter()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            found = words(reader(path))
    except Exception:
        found = Counter()
    return found, time.perf_counter() - start


def truth(path: Path, kind: str, found: dict[str, Counter[str]]) -> Counter[str]:
    if kind != "rtf":
        with contextlib.suppress(Exception):
            return words(marked(path, kind))
        return Counter()
    every: set[str] = set().union(*found.values())
    return Counter({word: sorted((bag[word] for bag in found.values()), reverse=True)[1] for word in every})


def compare(kind: str, paths: list[Path], is_loud: bool) -> bool:
    """Prints a table; whether ours finds at least as much as each other one."""
    readers: dict[str, Reader] = {"casefile": ours}
    for name, reader in OTHERS[kind].items():
        if is_there(name):
            readers[name] = reader
        else:
            print(f"  {name}: not installed, skipped")
    scores: dict[str, list[tuple[float, float, int, int, int]]] = {name: [] for name in readers}
    seconds = dict.fromkeys(readers, 0.0)
    for path in paths:
        tried = {name: attempt(reader, path) for name, reader in readers.items()}
        bags = {name: bag for name, (bag, _) in tried.items()}
        wanted = truth(path, kind, bags)
        if not wanted.total():
            continue
        for name, bag in bags.items():
            common = (bag & wanted).total()
            precision = common / bag.total() if bag else 0.0
            scores[name].append((common / wanted.total(), precision, common, wanted.total(), bag.total()))
            seconds[name] += tried[name][1]
        if is_loud:
            lost = wanted - bags["casefile"]
            more = bags["casefile"] - wanted
            recalls = " ".join(f"{name} {scores[name][-1][0]:.3f}" for name in readers)
            print(f"  {path.name}: {recalls}; lost {dict(lost.most_common(8))}; more {dict(more.most_common(8))}")
    shares = {}
    for name, rows in scores.items():
        if not rows:
            continue
        found, wanted_words, said = (sum(row[at] for row in rows) for at in (2, 3, 4))
        shares[name] = found / wanted_words
        print(
            f"  {kind:5} {name:10} {len(rows):3} documents: recall {statistics.median(row[0] for row in rows):.3f} "
            f"(of all words {found / wanted_words:.3f}), precision {statistics.median(row[1] for row in rows):.3f} "
            f"(of all words {found / max(1, said):.3f}), {seconds[name]:.1f} s"
        )
    return all(shares["casefile"] >= share - 0.0005 for share in shares.values()) if shares else True


def main() -> int:
    arguments = [argument for argument in sys.argv[1:] if argument != "-v"]
    data = Path(arguments[0]) if arguments else Path(os.environ.get("CASEFILE_SHARED", BESIDE)) / "hostile"
    if not data.is_dir():
        print(f"no documents at {data.name}: nothing to measure")
        return 0
    is_good = True
    for kind in OTHERS:
        paths = sorted(path for path in data.rglob("*") if KINDS.get(path.suffix.lower()) == kind and path.is_file())
        print(f"{kind}: {len(paths)} documents")
        is_best = compare(kind, paths, "-v" in sys.argv)
        is_good = is_good and (is_best or kind not in MUST)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
