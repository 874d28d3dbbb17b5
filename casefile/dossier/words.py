"""The sentences that every dossier says of itself, the same in all its forms."""

from __future__ import annotations

from casefile.domain.records import TextInfo
from casefile.domain.visible import visible
from casefile.dossier.printed import Printed, PrintedSource

FROM_SOURCES = (
    "What stands beside a number in brackets rests on the passage with that number, quoted from its source word "
    "for word. What is marked “judgement” rests on no passage: it is what the analyst thinks. Titles and headings "
    "are the analyst's own words too."
)
CHAIN = (
    "Every act in this case is one row of a journal, and each row carries the hash of the row before it: a row "
    "that was changed, taken out or put in shows. The chain cannot show that its tail was cut off, nor that all of "
    "it was written anew; for that, compare its head with the one that you were given on another way."
)
SHOWN = (
    "Control characters and characters that hide or reorder text are replaced by signs (␛, ⇄, ␣) where they "
    "are printed; the texts and originals keep them."
)
NOT_READ = "These sources are in the case, but their words were not, or not all, available to be searched and quoted."
ALL_READ = "Every source of the case was read in full."
NOTHING_CITED = "No passage is cited in this dossier."
DAMAGED = "damaged pin"
NO_PASSAGE = "the passage in which this name was accepted is not in the case any more"

_ONE = {
    "sources": "source",
    "entities": "entity",
    "notes": "note",
    "passages": "passage",
    "damaged pins": "damaged pin",
    "journal rows": "journal row",
}

README = """\
A dossier, made by casefile {version}

dossier.html     to read, in any browser; it runs nothing and loads nothing
dossier.md       the same as Markdown
data.json        the same for machines, with every quotation, its text and its offsets
sources.txt      which file is which source
originals/       the files as they came in, byte for byte, named by their SHA-256. They may be hostile:
                 open them only with care. None of them has the name that it came with.
texts/           the words that were read from them, in UTF-8, named by their SHA-256
manifest.sha256  the SHA-256 of every file here but itself
verify.py        checks all of this; Python 3.8 or newer, no network, nothing to install

To check it:

    python3 -I verify.py

or, for the files alone:

    sha256sum -c manifest.sha256        (macOS: shasum -a 256 -c manifest.sha256)

verify.py came with the bundle. If you doubt it, read it (it is one file), or take the one of casefile {version},
or run `casefile verify` on this folder.

What cannot be shown by looking at this folder alone: that all of it, verify.py included, was not written anew.
So ask whoever gave it to you, on another way than this folder came, for the journal head:

    {head}

or for the SHA-256 of manifest.sha256. The analyst's own words (notes, titles, judgements) rest on that alone;
quotations are compared with the texts, texts with the originals where the rule is simple (plain text, Markdown,
JSON), and originals and texts with the hashes that the journal recorded when they came in.
"""


def readme(printed: Printed) -> bytes:
    """README.txt for somebody who has never heard of casefile."""
    return README.format(version=printed.snapshot.casefile_version, head=printed.head[1]).encode()


def state(source: PrintedSource) -> str:
    """How far a source was read, in words."""
    article = source.article
    words = article.state.value if article.state.value != "unread" else "unread: it has no text here"
    reason = f" ({article.reason})" if article.reason else ""
    return words + reason + ("" if source.is_held else "; its original is not held any more")


def facts(source: PrintedSource) -> list[tuple[str, str]]:
    """What is known of a source, label and value, unknown ones left out."""
    article = source.article
    grade = f"{article.reliability} {article.reliability_reason}".strip()
    sure = f" (guessed, {article.charset_confidence:.2f} sure)" if article.charset_confidence is not None else ""
    found = [
        ("publisher", article.publisher),
        ("author", article.author),
        ("published", article.published + (f" (from: {article.published_basis})" if article.published_basis else "")),
        ("retrieved", article.retrieved),
        ("collected by", article.collected_by),
        ("method", article.method),
        ("language", article.language),
        ("reliability", grade),
        ("version of", f"S{article.version_of}" if article.version_of else ""),
        ("copy of", f"S{article.copy_of}" if article.copy_of else ""),
        ("file", f"{article.name}, {article.bytes:,} bytes, {article.mime}"),
        ("charset", article.charset + sure if article.charset else ""),
        ("read", state(source)),
        ("text made by", "; ".join(_made_by(text.info) for text in source.texts if text.info.made_by)),
    ]
    return [(label, value) for label, value in found if value.strip()]


def _made_by(text: TextInfo) -> str:
    sure = f", {text.confidence:.0%} sure" if text.confidence is not None else ""
    return f"{text.made_by}{sure}"


def arrivals(source: PrintedSource) -> list[str]:
    """Each time the bytes came in, in words."""
    lines = []
    for came in source.acquisitions:
        holder = f"S{came.part_of} {came.container}" if came.part_of else came.container
        inside = f" in {holder}" + (f" as {came.member}" if came.member else "") if came.container else ""
        inside += f", the file's own time {came.modified}" if came.modified else ""
        by = f" by {came.by}" if came.by else ""
        how = f", {came.how}" if came.how else ""
        lines.append(f"{came.at}{by}: {came.name}{inside}{how}" + (f", from {came.url}" if came.url else ""))
    return lines


def tally(printed: Printed) -> str:
    """The counts of the cover in one line; what there is none of is left out."""
    counted = [(number, _ONE.get(what, what) if number == 1 else what) for what, number in printed.counts.items()]
    return " · ".join(f"{number:,} {what}" for number, what in counted if number) or "an empty case"


def listing(printed: Printed) -> bytes:
    """sources.txt: number, SHA-256 and the name that the file came with, one source a line."""
    lines = [f"{s.article.label}  {s.article.sha256}  {visible(s.article.name)}\n" for s in printed.sources]
    return "".join(lines).encode("utf-8", "replace")
