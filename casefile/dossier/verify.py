#!/usr/bin/env python3
"""Check the bundle of a dossier: `python3 -I verify.py [FOLDER]` (without FOLDER: the one this file lies in).

Needs Python 3.8 or newer and nothing else; reads, never writes, never runs anything of the bundle. It ends with
0 and a summary when all is sound, with 1 when anything differs, naming what; with 2 when FOLDER is no bundle.

What is checked:
  - every file against manifest.sha256, no file missing, none added; the manifest is made anew, byte for byte;
  - every original and every text against the SHA-256 that is its name, and where the rule is simple (plain text,
    Markdown, a line of JSON) the text is made again from its original;
  - every quotation, in data.json, dossier.md and dossier.html, against the text at its offsets;
  - every pin's check digits, the journal's chain up to its head, the custody log as it is printed, and that the
    journal recorded the hash of every original and text when it came in;
  - that dossier.html runs nothing and loads nothing.

What cannot be shown: that the whole bundle was not written anew, this script included. Compare the journal head
or the hash of manifest.sha256, which are printed at the end, with what you were given on another way. The words
of the analyst (notes, judgements, titles) rest on the manifest alone.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import stat
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Iterator, Match  # noqa: UP035  # as Python 3.8 has them

FORMAT = "casefile-dossier 1"
MADE_BY = "0.1.0"
STYLES = ("0cfda8ac6d1d75f4b6f89c2c9c9b192d2270c2e6acf2fdbb7a18fb6e463e957d",)
GENESIS = "0" * 64

if TYPE_CHECKING:
    Place = tuple[int, str, int, int]  # article, SHA-256 of the text, start, end
LOCATOR = re.compile(r"S(\d+)¶[\d–]+ · characters (\d+)–(\d+) of text `([0-9a-f]{64})`$")
HEAD = re.compile(r"^Journal head: `([0-9a-f]{64})`$", re.M)
PIN = re.compile(r"⟦S([1-9]\d{0,8}):(\d{1,10})-(\d{1,10})(?:#([0-9a-f]{4}))?⟧")
_LINE = re.compile(r"[0-9a-f]{64}  [^\n]+\Z")
_HASH = re.compile(r"[0-9a-f]{64}")
_TAGS = frozenset(
    "html head title style body main header footer section nav h1 h2 h3 h4 h5 h6 p a ol ul li dl dt dd div span "
    "table thead tbody tr th td blockquote mark em strong code pre hr br".split()
)
_ATTRIBUTES = frozenset("class id href start data-source data-text data-span data-seq data-head".split())
_TAG = re.compile(r'</?([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>')
PREAMBLE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
"""
_BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
_BOMS.update({"utf-32-le": b"\xff\xfe\0\0", "utf-32-be": b"\0\0\xfe\xff"})


class NotABundle(ValueError):
    """The path is no folder with a manifest: a single .md or .html file cannot be checked by itself."""


class Report:
    """``problems`` is empty when all is sound; ``notes`` say what could not be checked; ``counts`` what was."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.counts: dict[str, int] = {}
        self.head = ""
        self.manifest_sha256 = ""

    def differs(self, what: str, how: str) -> None:
        self.problems.append(f"{visible(what)}: {how}")

    def count(self, what: str, number: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + number


def _table() -> dict[int, str]:
    table = {code: chr(0x2400 + code) for code in range(0x20)}
    table[0x7F] = "␡"
    table.update(dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000)], "\ufffd"))
    table.update(dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "⇄"))
    table[0x2028] = table[0x2029] = "␤"
    odd = [0x180E, 0x200B, *range(0x2060, 0x2066), *range(0x206A, 0x2070), 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB]
    table.update(dict.fromkeys([*odd, *range(0xE0000, 0xE0080)], "␣"))
    table[0xAD] = "¬"
    return table


_ONE_LINE = _table()
_LINES = {code: shown for code, shown in _ONE_LINE.items() if code not in (9, 10)}


def visible(text: str, lines: bool = False) -> str:
    """``text`` with what could hide or act made to print, code point for code point (casefile.domain.visible)."""
    return text.translate(_LINES if lines else _ONE_LINE)


def canonical(decoded: str) -> str:
    """The text that is kept of a decoded original: no byte-order mark, LF, no lone surrogates, nothing else."""
    text = decoded[1:] if decoded.startswith("\ufeff") else decoded
    return re.sub("[\ud800-\udfff]", "\ufffd", text.replace("\r\n", "\n"))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def plain(printed: str) -> str:
    """A line of dossier.md without its escapes: `\\*` is `*`, `&#32;` a space."""
    return re.sub(r"&#(\d+);|\\([!-/:-@\[-`{-~])", lambda m: chr(int(m[1])) if m[1] else m[2], printed)


def log_cells(row: dict[str, Any]) -> list[str]:
    """One journal row as the custody log prints it."""
    undoes = f" (takes back {row['undoes']})" if row["undoes"] is not None else ""
    words = [str(row["seq"]), row["at"], row["actor"], row["verb"] + undoes]
    return [visible(cell) for cell in [*words, f"{row['object_type']} {row['object_id']}".strip(), row["hash"][:16]]]


# -- the files -------------------------------------------------------------------------------------------------


def _files(folder: Path, report: Report) -> list[str]:
    found = []
    for parent, folders, names in os.walk(str(folder)):
        for name in [*folders, *names]:
            path = Path(parent, name)
            mode = path.lstat().st_mode
            relative = path.relative_to(folder).as_posix()
            if stat.S_ISREG(mode):
                found.append(relative)
            elif not stat.S_ISDIR(mode):
                report.differs(relative, "it is neither a file nor a folder")
    return sorted(found)


def _file_sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def render_manifest(digests: dict[str, str]) -> bytes:
    """manifest.sha256 as `sha256sum` writes it, sorted by path."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode("utf-8", "surrogateescape")


def check_manifest(folder: Path, report: Report) -> None:
    """Every file has the hash that the manifest says, and there is no other file."""
    written = (folder / "manifest.sha256").read_bytes()
    report.manifest_sha256 = sha256(written)
    stated: dict[str, str] = {}
    for line in written.decode("utf-8", "surrogateescape").split("\n"):
        if _LINE.match(line):
            stated[line[66:]] = line[:64]
    found = {path: "" for path in _files(folder, report) if path != "manifest.sha256"}
    for path in sorted({*stated, *found}):
        if path not in found:
            report.differs(path, "the manifest names it, but it is missing")
            continue
        found[path] = _file_sha256(folder / path)
        if path not in stated:
            report.differs(path, "the manifest does not name it")
        elif found[path] != stated[path]:
            report.differs(path, f"its SHA-256 is {found[path][:16]}…, the manifest says {stated[path][:16]}…")
        report.count("files")
    if not report.problems and render_manifest(found) != written:
        report.differs("manifest.sha256", "it is not, byte for byte, what these files give")


# -- evidence and journal --------------------------------------------------------------------------------------


def check_evidence(folder: Path, data: dict[str, Any], report: Report) -> dict[str, str]:
    """Originals and texts against their names, and texts against their originals. Texts by SHA-256."""
    texts: dict[str, str] = {}
    expected = set()
    for article in data["articles"]:
        original = None
        if article["is_held"]:
            name = f"originals/{_sha(article['sha256'])}"
            expected.add(name)
            original = _read(folder, name, report)
            if original is not None and sha256(original) != article["sha256"]:
                report.differs(name, "it is not the original that its name says")
            report.count("originals")
        for text in article["texts"]:
            name = f"texts/{_sha(text['sha256'])}.txt"
            expected.add(name)
            held = _read(folder, name, report)
            if held is None:
                continue
            report.count("texts")
            if sha256(held) != text["sha256"]:
                report.differs(name, "it is not the text that its name says")
            words = texts[text["sha256"]] = held.decode("utf-8", "replace")
            if len(words) != text["characters"]:
                report.differs(name, f"it has {len(words)} characters, data.json says {text['characters']}")
            if original is None or not text["is_counted"]:
                continue
            again = read_again(original, article["mime"], article["charset"], text["kind"])
            if again is not None:
                report.count("texts made again from their originals")
                if again != words:
                    report.differs(name, f"it is not what its original gives (S{article['number']})")
    for kind in ("originals", "texts"):
        for path in sorted((folder / kind).glob("*")) if (folder / kind).is_dir() else []:
            if f"{kind}/{path.name}" not in expected:
                report.differs(f"{kind}/{path.name}", "no source in data.json has it")
    return texts


def _sha(value: str) -> str:
    if not re.match(r"[0-9a-f]{64}\Z", value):
        raise ValueError("a hash that is none")
    return value


def _read(folder: Path, name: str, report: Report) -> bytes | None:
    path = folder / name
    if path.is_symlink() or not path.is_file():
        report.differs(name, "it is missing")
        return None
    return path.read_bytes()


def read_again(original: bytes, mime: str, charset: str, kind: str) -> str | None:
    """The text of an original where the rule is simple, else None (saved web pages need a reader of their own)."""
    if kind != "text" or mime not in ("text/plain", "text/markdown", "application/xml", "application/json"):
        return None
    try:
        mark = _BOMS.get(charset, b"")
        decoded = original[len(mark) if mark and original.startswith(mark) else 0 :].decode(charset, "replace")
        if mime == "application/json":
            decoded = json.loads(decoded[1:] if decoded.startswith("\ufeff") else decoded)["text"]
        return canonical(decoded)
    except (LookupError, TypeError, ValueError, RecursionError):
        return None


def check_journal(data: dict[str, Any], report: Report) -> None:
    """The chain from its first row to the head, and that it recorded the hash of every original and text."""
    before, seq, digests = GENESIS, 0, {}
    for row in data["journal"]:
        seq += 1
        keys = ("seq", "at", "actor", "verb", "object_type", "object_id", "undoes", "payload_digest")
        body = json.dumps([before, *[row[key] for key in keys]], separators=(",", ":"), ensure_ascii=True)
        if row["seq"] != seq or row["prev_hash"] != before or row["hash"] != sha256(body.encode("ascii")):
            report.differs("data.json", f"journal row {seq} does not follow from the one before it")
            break
        before, digests[seq] = row["hash"], row["payload_digest"]
    report.head = data["head"]["hash"]
    if (data["head"]["hash"], data["head"]["seq"]) != (before, seq):
        report.differs("data.json", "the journal's last row is not the head")
    report.count("journal rows", seq)
    recorded = set()
    for shown in data["disclosures"]:
        if digests.get(shown["seq"]) != sha256(bytes.fromhex(shown["salt"]) + shown["payload"].encode("ascii")):
            report.differs("data.json", f"what is shown of journal row {shown['seq']} is not what was recorded")
        recorded.update(_HASH.findall(shown["payload"]))
    if not data["disclosures"]:
        if data["articles"]:
            report.notes.append("The journal rows by which the sources came in are not shown in this bundle.")
        return
    was_purged = any(row["verb"] == "purged" for row in data["journal"])
    for article in data["articles"]:
        for digest in [article["sha256"], *[text["sha256"] for text in article["texts"]]]:
            if digest in recorded:
                report.count("hashes that the journal recorded")
            elif was_purged:
                report.notes.append(f"S{article['number']}: no journal row that is left shows {digest[:16]}…")
            else:
                report.differs("data.json", f"the journal never recorded {digest[:16]}… (S{article['number']})")


# -- quotations ------------------------------------------------------------------------------------------------


def quotations(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every quotation that the dossier prints: the notes' footnotes, and the passages of entities' names."""
    yield from data["passages"]
    for entity in data["entities"]:
        for name in entity["names"]:
            if name["context"] is not None:
                yield name["context"]


def place_of(quoted: dict[str, Any]) -> Place:
    return (quoted["article"], quoted["text_sha256"], quoted["start"], quoted["end"])


def check_quotations(data: dict[str, Any], texts: dict[str, str], report: Report) -> Counter[Place]:
    """data.json: each quotation is the text at its offsets, each pin fits its text. How often each is printed."""
    printed: Counter[Place] = Counter()
    owners = {(a["number"], text["sha256"]) for a in data["articles"] for text in a["texts"]}
    names = [name for entity in data["entities"] for name in entity["names"] if name["context"] is not None]
    for quoted in [*quotations(data), *names]:
        number, digest, start, end = place_of(quoted)
        if (number, digest) not in owners or quoted["quotation"] != texts.get(digest, "")[start:end] or start >= end:
            report.differs("data.json", f"the quotation S{number}:{start}-{end} is not in its text")
    for quoted in quotations(data):
        printed[place_of(quoted)] += 1
    passages = {passage["number"]: passage for passage in data["passages"]}
    for note in data["notes"]:
        label = f"the note n{note['number']}"
        pins = [m[0] for m in PIN.finditer(note["body"]) if int(m[2]) < int(m[3])]
        if pins != [pin["pin"] for pin in note["pins"]]:
            report.differs("data.json", f"{label} does not bear the pins that are listed for it")
        for pin in note["pins"]:
            match = PIN.match(pin["pin"])
            if pin["is_damaged"] or match is None:
                continue
            number, digest, start, end = place_of(passages[pin["passage"]])
            check = sha256(f"{digest}:{start}-{end}".encode())[:4]
            if (int(match[1]), int(match[2]), int(match[3])) != (number, start, end) or match[4] not in (None, check):
                report.differs("data.json", f"the pin {pin['pin']} of {label} does not fit its passage")
            report.count("pins")
    return printed


def check_markdown(written: str, data: dict[str, Any], texts: dict[str, str], report: Report) -> Counter[Place]:
    """dossier.md: every block quote stands behind its locator and says what the text says there."""
    printed: Counter[Place] = Counter()
    place: Place | None = None
    quoted: list[str] = []
    rows = []
    for line in [*written.split("\n"), "."]:
        bare = line.strip(" ")
        if bare.startswith(">"):
            if place is None:
                report.differs("dossier.md", f"a quotation without a place: {visible(bare[:60])}")
                break
            quoted.append(bare[2:])
            continue
        if quoted and place is not None:
            ends = [len(q) - len(q.rstrip("\\")) for q in quoted]
            said = "\n".join(plain(q[:-1] if ends[n] % 2 else q) for n, q in enumerate(quoted))
            _compare("dossier.md", place, said, texts, report)
            printed[place] += 1
            place, quoted = None, []
        located = LOCATOR.search(bare)
        if located:
            if place is not None:
                report.differs("dossier.md", f"S{place[0]}:{place[2]}-{place[3]} has no quotation")
            place = (int(located[1]), located[4], int(located[2]), int(located[3]))
        if re.match(r"\| \d", bare):
            rows.append([plain(cell) for cell in re.split(r"(?<!\\) \| ", bare[2:-2])])
    _compare_log("dossier.md", HEAD.findall(written), rows, data, report)
    return printed


def _compare(file: str, place: Place, said: str, texts: dict[str, str], report: Report) -> None:
    number, digest, start, end = place
    if said != visible(texts.get(digest, "")[start:end], True) or not said:
        report.differs(file, f"the quotation S{number}:{start}-{end} is not what the text says there")
    report.count("quotations")


def check_html(written: str, data: dict[str, Any], texts: dict[str, str], report: Report) -> Counter[Place]:
    """dossier.html: the same of its block quotes, and nothing in it that runs, loads or hides."""
    body = written[len(PREAMBLE) :] if written.startswith(PREAMBLE) else written
    odd = [
        body[m.start() : m.start() + 40] for m in re.finditer("<", body) if not _is_ours(_TAG.match(body, m.start()))
    ]
    odd += [body[m.start() : m.start() + 12] for m in re.finditer(r"&(?!(?:amp|lt|gt|quot|#x27);)", body)]
    if odd:
        report.differs("dossier.html", f"it holds what no dossier holds: {visible(odd[0])}")
    if [sha256(style.encode()) in STYLES for style in re.findall("<style>(.*?)</style>", body, re.S)] != [True]:
        report.differs("dossier.html", "its style sheet is not casefile's")
    printed: Counter[Place] = Counter()
    for attributes, inside in re.findall("<blockquote([^>]*)>(.*?)</blockquote>", body, re.S):
        placed = re.match(r' data-source="S(\d+)" data-text="([0-9a-f]{64})" data-span="(\d+)-(\d+)"\Z', attributes)
        said = html.unescape(re.sub("</?mark>", "", inside))
        if placed is None:
            report.differs("dossier.html", f"a quotation without a place: {visible(said[:60])}")
            continue
        place = (int(placed[1]), placed[2], int(placed[3]), int(placed[4]))
        _compare("dossier.html", place, said, texts, report)
        printed[place] += 1
    heads = re.findall("<code data-head>(.*?)</code>", body)
    rows = [re.findall("<td>(.*?)</td>", row, re.S) for row in re.findall("<tr data-seq>(.*?)</tr>", body, re.S)]
    _compare_log("dossier.html", heads, [[html.unescape(cell) for cell in row] for row in rows], data, report)
    return printed


def _is_ours(tag: Match[str] | None) -> bool:
    if tag is None or tag[1] not in _TAGS:
        return False
    pairs = re.findall(r' ([a-z-]+)(?:="([^"]*)")?', tag[2])
    return all(name in _ATTRIBUTES and (name != "href" or value.startswith("#")) for name, value in pairs)


def _compare_log(file: str, heads: list[str], rows: list[list[str]], data: dict[str, Any], report: Report) -> None:
    if not heads or set(heads) != {data["head"]["hash"]}:
        report.differs(file, "it does not print the journal's head")
    if rows != [log_cells(row) for row in data["journal"]]:
        report.differs(file, "the custody log is not the journal")


# -- the whole -------------------------------------------------------------------------------------------------


def check(folder: Path) -> Report:
    """All of the above over one bundle. Raises ``NotABundle``; a bundle that is broken is a report, no error."""
    report = Report()
    if not folder.is_dir() or not (folder / "manifest.sha256").is_file():
        raise NotABundle(f"{visible(folder.name)} is no dossier bundle: only a folder with manifest.sha256 is one.")
    try:
        check_manifest(folder, report)
        mine = Path(__file__).read_bytes()
        data = json.loads((folder / "data.json").read_bytes().decode("utf-8"))
        if data["format"] != FORMAT:
            report.differs("data.json", f"its format is {visible(str(data['format']))}, this script reads {FORMAT}")
            return report
        if _read(folder, "verify.py", report) not in (mine, None):
            if data["casefile"] == MADE_BY:
                report.differs("verify.py", f"it is not the script of casefile {MADE_BY}")
            else:
                report.notes.append(f"Made by casefile {visible(str(data['casefile']))}, checked by {MADE_BY}.")
        texts = check_evidence(folder, data, report)
        check_journal(data, report)
        expected = check_quotations(data, texts, report)
        for name, look in (("dossier.md", check_markdown), ("dossier.html", check_html)):
            written = (folder / name).read_bytes().decode("utf-8")
            for place in sorted(set((expected - (found := look(written, data, texts, report))) + (found - expected))):
                report.differs(name, f"the quotation S{place[0]}:{place[2]}-{place[3]} is printed too often or not")
    except OSError as error:
        report.differs(Path(str(error.filename or folder)).name, f"it cannot be read ({error.strerror})")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        report.differs("data.json", f"the bundle does not have the shape of a dossier ({type(error).__name__})")
    return report


def verify(path: Path) -> list[str]:
    """Every difference in the bundle at ``path``, ready to print; empty when all is sound. Raises ``NotABundle``."""
    return check(path).problems


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        report = check(folder)
    except NotABundle as error:
        print(error)
        return 2
    for problem in report.problems[:20]:
        print(f"DIFFERS  {problem}")
    if len(report.problems) > 20:
        print(f"and {len(report.problems) - 20} more")
    for note in report.notes:
        print(f"note     {note}")
    if report.problems:
        return 1
    print("Sound: " + ", ".join(f"{number} {what}" for what, number in report.counts.items()) + ".")
    print(f"Journal head:    {report.head}")
    print(f"manifest.sha256: {report.manifest_sha256}")
    print("Compare one of these two with what you were given on another way: a bundle cannot vouch for itself.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
