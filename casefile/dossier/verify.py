#!/usr/bin/env python3
"""Check the bundle of a dossier: `python3 -I verify.py [FOLDER]` (without FOLDER: the one this file lies in).

Needs Python 3.8 or newer and nothing else; reads, never writes, runs nothing of the bundle. Ends with 0 and a
summary when all is sound, with 1 when anything differs, naming it, with 2 when FOLDER is no bundle. It checks

  - every file against manifest.sha256, none missing, none added; the manifest is made anew, byte for byte;
  - every original and text against the SHA-256 that is its name, and where the rule is simple (plain text,
    Markdown, a line of JSON) the text is made again from its original;
  - every quotation, in data.json, dossier.md and dossier.html, against the text at its offsets; every pin;
  - the journal's chain up to its head, the custody log as it is printed, and that the journal recorded the hash
    of every original and text when it came in;
  - that dossier.html runs nothing, loads nothing, and has casefile's own style sheet.

It cannot show that the whole bundle was not written anew, this script included: compare the journal head or the
hash of manifest.sha256, printed at the end, with what you were given on another way. The words of the analyst
(notes, judgements, titles) rest on the manifest alone.
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
from typing import TYPE_CHECKING, Any

FORMAT = "casefile-dossier 1"
MADE_BY = "0.1.0"
STYLES = ("0cfda8ac6d1d75f4b6f89c2c9c9b192d2270c2e6acf2fdbb7a18fb6e463e957d",)

if TYPE_CHECKING:
    Place = tuple[int, str, int, int]  # article, SHA-256 of the text, start, end
LOCATOR = re.compile(r"S(\d+)¶[\d–]+ · (?:.{1,400} · )?characters (\d+)–(\d+) of text `([0-9a-f]{64})`$")
HEAD = re.compile(r"^Journal head: `([0-9a-f]{64})`$", re.M)
PIN = re.compile(r"⟦S([1-9]\d{0,8}):(\d{1,10})-(\d{1,10})(?:#([0-9a-f]{4}))?⟧")
_LINE = re.compile(r"[0-9a-f]{64}  [^\n]+\Z")
_NAME = re.compile(r"(originals/[0-9a-f]{64}|texts/[0-9a-f]{64}\.txt)\Z")
_SIMPLE = ("text/plain", "text/markdown", "application/xml", "application/json")
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


class NotABundle(ValueError):
    """The path is no folder with a manifest: a single .md or .html file cannot be checked by itself."""


class Report:
    """``problems`` is empty when all is sound; ``notes`` say what could not be checked; ``counts`` what was."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.counts: Counter[str] = Counter()
        self.head = ""
        self.manifest_sha256 = ""

    def differs(self, what: str, how: str) -> None:
        self.problems.append(f"{visible(what)}: {how}")


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


def _files(folder: Path) -> list[str]:
    paths = [Path(parent, name) for parent, folders, names in os.walk(str(folder)) for name in [*folders, *names]]
    modes = {path.relative_to(folder).as_posix(): path.lstat().st_mode for path in paths}
    for name in sorted(modes):
        if not stat.S_ISREG(modes[name]) and not stat.S_ISDIR(modes[name]):
            # Nothing further is opened: a pipe would hang, a link lead out.
            raise OSError(0, "it is neither a file nor a folder", name)
    return sorted(name for name in modes if stat.S_ISREG(modes[name]))


def render_manifest(digests: dict[str, str]) -> bytes:
    """manifest.sha256 as `sha256sum` writes it, sorted by path."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode("utf-8", "surrogateescape")


def check_manifest(folder: Path, report: Report) -> None:
    """Every file has the hash that the manifest says, and there is no other file."""
    written = (folder / "manifest.sha256").read_bytes()
    report.manifest_sha256 = sha256(written)
    lines = written.decode("utf-8", "surrogateescape").split("\n")
    stated = {line[66:]: line[:64] for line in lines if _LINE.match(line)}
    found = {path: sha256((folder / path).read_bytes()) for path in _files(folder) if path != "manifest.sha256"}
    for path in sorted({*stated, *found}):
        if path not in found:
            report.differs(path, "the manifest names it, but it is missing")
        elif path not in stated:
            report.differs(path, "the manifest does not name it")
        elif found[path] != stated[path]:
            report.differs(path, f"its SHA-256 is {found[path][:16]}…, the manifest says {stated[path][:16]}…")
    report.counts["files"] = len(found)
    if not report.problems and render_manifest(found) != written:
        report.differs("manifest.sha256", "it is not, byte for byte, what these files give")


def check_evidence(folder: Path, data: dict[str, Any], report: Report) -> dict[str, str]:
    """Originals and texts against their names, and texts against their originals. Texts by SHA-256."""
    texts: dict[str, str] = {}
    expected = set()
    for article in data["articles"]:
        original = b""
        if article["is_held"]:
            expected.add(name := f"originals/{article['sha256']}")
            original = _named(folder, name, article["sha256"], report)
            report.counts["originals"] += 1
        for text in article["texts"]:
            expected.add(name := f"texts/{text['sha256']}.txt")
            words = _named(folder, name, text["sha256"], report).decode("utf-8", "replace")
            texts[text["sha256"]] = words
            report.counts["texts"] += 1
            if len(words) != text["characters"]:
                report.differs(name, f"it has {len(words)} characters, data.json says {text['characters']}")
            again = read_again(original, article, text)
            if again is not None:
                report.counts["texts made again from their originals"] += 1
                if again != words:
                    report.differs(name, f"it is not what its original gives (S{article['number']})")
    for path in sorted({path for path in _files(folder) if "/" in path} - expected):
        report.differs(path, "no source in data.json has it")
    return texts


def _named(folder: Path, name: str, digest: str, report: Report) -> bytes:
    # A "hash" in data.json must not lead out of the folder.
    held = (folder / name).read_bytes() if _NAME.match(name) and (folder / name).exists() else b""
    if sha256(held) != digest:
        report.differs(name, "it is missing, or not what its name says")
    return held


def read_again(original: bytes, article: dict[str, Any], text: dict[str, Any]) -> str | None:
    """The text of an original where the rule is simple, else None (saved web pages need a reader of their own)."""
    mime, charset = article["mime"], article["charset"]
    if not original or not text["is_counted"] or text["kind"] != "text" or mime not in _SIMPLE:
        return None
    try:
        # Rule 1: one byte-order mark off, CRLF to LF, lone surrogates to U+FFFD.
        decoded = re.sub("^\ufeff", "", original.decode(charset, "replace"))
        if mime == "application/json":
            decoded = re.sub("^\ufeff", "", json.loads(decoded)["text"])
        return re.sub("[\ud800-\udfff]", "\ufffd", decoded.replace("\r\n", "\n"))
    except (LookupError, TypeError, ValueError, RecursionError):
        return None


def check_journal(data: dict[str, Any], report: Report) -> None:
    """The chain from its first row to the head, and that it recorded the hash of every original and text."""
    before, seq, digests = "0" * 64, 0, {}
    for seq, row in enumerate(data["journal"], 1):
        keys = ("seq", "at", "actor", "verb", "object_type", "object_id", "undoes", "payload_digest")
        body = json.dumps([before, *[row[key] for key in keys]], separators=(",", ":"), ensure_ascii=True)
        if row["seq"] != seq or row["prev_hash"] != before or row["hash"] != sha256(body.encode("ascii")):
            report.differs("data.json", f"journal row {seq} does not follow from the one before it")
            break
        before, digests[seq] = row["hash"], row["payload_digest"]
    report.head = data["head"]["hash"]
    if (data["head"]["hash"], data["head"]["seq"]) != (before, seq):
        report.differs("data.json", "the journal's last row is not the head")
    report.counts["journal rows"] = seq
    recorded = set()
    for shown in data["disclosures"]:
        if digests.get(shown["seq"]) != sha256(bytes.fromhex(shown["salt"]) + shown["payload"].encode("ascii")):
            report.differs("data.json", f"what is shown of journal row {shown['seq']} is not what was recorded")
        recorded.update(_HASH.findall(shown["payload"]))
    if not data["disclosures"]:
        report.notes.append("No journal row by which a source came in is shown in this bundle.")
        return
    was_purged = any(row["verb"] == "purged" for row in data["journal"])
    held = [
        (a["number"], digest) for a in data["articles"] for digest in [a["sha256"], *(t["sha256"] for t in a["texts"])]
    ]
    report.counts["hashes that the journal recorded"] = sum(digest in recorded for _, digest in held)
    for number, digest in held:
        if digest not in recorded and was_purged:
            report.notes.append(f"S{number}: no journal row that is left shows {digest[:16]}…")
        elif digest not in recorded:
            report.differs("data.json", f"the journal never recorded {digest[:16]}… (S{number})")


def _place(quoted: dict[str, Any]) -> Place:
    return (quoted["article"], quoted["text_sha256"], quoted["start"], quoted["end"])


def check_quotations(data: dict[str, Any], texts: dict[str, str], report: Report) -> Counter[Place]:
    """data.json: each quotation is the text at its offsets, each pin fits its text. How often each is printed."""
    names = [name for entity in data["entities"] for name in entity["names"] if name["context"] is not None]
    printed = [*data["passages"], *(name["context"] for name in names)]
    owners = {(a["number"], text["sha256"]) for a in data["articles"] for text in a["texts"]}
    for quoted in [*printed, *names]:
        number, digest, start, end = _place(quoted)
        if (number, digest) not in owners or quoted["quotation"] != texts.get(digest, "")[start:end] or start >= end:
            report.differs("data.json", f"the quotation S{number}:{start}-{end} is not in its text")
    passages = {passage["number"]: passage for passage in data["passages"]}
    for note in data["notes"]:
        label = f"the note n{note['number']}"
        if [match[0] for match in PIN.finditer(note["body"])] != [pin["pin"] for pin in note["pins"]]:
            report.differs("data.json", f"{label} does not bear the pins that are listed for it")
        for pin in note["pins"]:
            match = PIN.match(pin["pin"])
            if pin["is_damaged"] or match is None:
                continue
            number, digest, start, end = _place(passages[pin["passage"]])
            check = sha256(f"{digest}:{start}-{end}".encode())[:4]
            if (int(match[1]), int(match[2]), int(match[3])) != (number, start, end) or match[4] not in (None, check):
                report.differs("data.json", f"the pin {pin['pin']} of {label} does not fit its passage")
            report.counts["pins"] += 1
    return Counter(_place(quoted) for quoted in printed)


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
            rows.append([plain(cell) for cell in bare[2:-2].split(" | ")])
    _compare_log("dossier.md", HEAD.findall(written), rows, data, report)
    return printed


def _compare(file: str, place: Place, said: str, texts: dict[str, str], report: Report) -> None:
    number, digest, start, end = place
    if said != visible(texts.get(digest, "")[start:end], True) or not said:
        report.differs(file, f"the quotation S{number}:{start}-{end} is not what the text says there")
    report.counts["quotations"] += 1


def check_html(written: str, data: dict[str, Any], texts: dict[str, str], report: Report) -> Counter[Place]:
    """dossier.html: the same of its block quotes, and nothing in it that runs, loads or hides."""
    body = written[len(PREAMBLE) :] if written.startswith(PREAMBLE) else written
    starts = [m.start() for m in re.finditer(r"<|&(?!(?:amp|lt|gt|quot|#x27);)", body)]
    odd = [body[start : start + 40] for start in starts if not _is_ours(_TAG.match(body, start))]
    if odd:
        report.differs("dossier.html", f"it holds what no dossier holds: {visible(odd[0])}")
    if [sha256(style.encode()) in STYLES for style in re.findall("<style>(.*?)</style>", body, re.S)] != [True]:
        report.differs("dossier.html", "its style sheet is not casefile's")
    printed: Counter[Place] = Counter()
    quoted = re.findall("<blockquote([^>]*)>(.*?)</blockquote>", body, re.S)
    if len(quoted) != body.count("<blockquote"):
        report.differs("dossier.html", "a quotation in it has no end")
    for attributes, inside in quoted:
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


def _is_ours(tag: re.Match[str] | None) -> bool:
    if tag is None or tag[1] not in _TAGS:
        return False
    pairs = re.findall(r' ([a-z-]+)(?:="([^"]*)")?', tag[2])
    return all(name in _ATTRIBUTES and (name != "href" or value.startswith("#")) for name, value in pairs)


def _compare_log(file: str, heads: list[str], rows: list[list[str]], data: dict[str, Any], report: Report) -> None:
    if not heads or set(heads) != {data["head"]["hash"]}:
        report.differs(file, "it does not print the journal's head")
    if rows != [log_cells(row) for row in data["journal"]]:
        report.differs(file, "the custody log is not the journal")


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
        if data["casefile"] != MADE_BY:
            report.notes.append(f"Made by casefile {visible(str(data['casefile']))}, checked by {MADE_BY}.")
        elif (folder / "verify.py").read_bytes() != mine:
            report.differs("verify.py", f"it is not the script of casefile {MADE_BY}")
        texts = check_evidence(folder, data, report)
        check_journal(data, report)
        expected = check_quotations(data, texts, report)
        for name, look in (("dossier.md", check_markdown), ("dossier.html", check_html)):
            written = (folder / name).read_bytes().decode("utf-8")
            for place in sorted(set((expected - (found := look(written, data, texts, report))) + (found - expected))):
                report.differs(name, f"the quotation S{place[0]}:{place[2]}-{place[3]} is printed too often or not")
    except OSError as error:
        report.differs(Path(str(error.filename)).name, f"it cannot be read ({error.strerror})")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        report.differs("data.json", f"the bundle does not have the shape of a dossier ({type(error).__name__})")
    return report


def verify(path: Path) -> list[str]:
    """Every difference in the bundle at ``path``, ready to print; empty when all is sound. Raises ``NotABundle``."""
    return check(path).problems


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        report = check(folder)
    except NotABundle as error:
        sys.stderr.write(f"{error}\n")
        return 2
    lines = [f"DIFFERS  {problem}" for problem in report.problems[:20]]
    lines += [f"         and {len(report.problems) - 20} more"] * (len(report.problems) > 20)
    lines += [f"note     {note}" for note in report.notes]
    if not report.problems:
        lines.append("Sound: " + ", ".join(f"{number} {what}" for what, number in report.counts.items()) + ".")
        lines += [f"Journal head:    {report.head}", f"manifest.sha256: {report.manifest_sha256}"]
        lines.append("Compare one of these with what you were given on another way: a bundle cannot vouch for itself.")
    sys.stdout.buffer.write(("\n".join(lines) + "\n").encode("utf-8", "backslashreplace"))
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
