"""A case as a dossier: a bundle that a stranger can check, one HTML file, or one Markdown file.

The same snapshot gives the same bytes: no clock, no randomness, everything in a fixed order.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from casefile.domain.errors import UsageError
from casefile.domain.snapshot import CaseSnapshot
from casefile.dossier import verify, words
from casefile.dossier.as_html import page
from casefile.dossier.as_markdown import markdown
from casefile.dossier.data import data_json
from casefile.dossier.printed import Printed, printed
from casefile.dossier.writing import refuse_if_taken, write_file, write_folder

FORMATS = ("bundle", "html", "md")
ReadOriginal = Callable[[str], bytes]


def build(
    snapshot: CaseSnapshot,
    read_original: ReadOriginal,
    out: Path,
    format: str = "bundle",  # noqa: A002  # the word of the command line
    *,
    force: bool = False,
) -> dict[str, Any]:
    """Write the dossier of ``snapshot`` at ``out`` and return its manifest (paths are relative to ``out``).

    ``read_original`` gives the bytes with a SHA-256; where it raises ``CasefileError``, ``OSError`` or ``KeyError``
    the original is printed as not held. ``force`` replaces what stands at ``out``: an earlier bundle is deleted,
    anything else is moved aside and named in ``moved_aside``. ``problems`` is what the bundle's own check says.

    Raises ``UsageError`` for an unknown format or a target that is taken, ``DamagedCase`` for a wrong original.
    """
    if format not in FORMATS:
        raise UsageError(f"“{format}” is no form of a dossier.", f"Choose one of {', '.join(FORMATS)}.")
    refuse_if_taken(out, force)
    made = printed(snapshot, read_original)
    problems: list[str] = []
    if format == "bundle":
        written = bundle_files(made)
        digests = _digests(made, written)
        written["manifest.sha256"] = whole = verify.render_manifest(digests)
        digests["manifest.sha256"] = verify.sha256(whole)
        aside = write_folder(written, _held(made), read_original, out)
        problems = verify.verify(out)
    else:
        whole = (markdown(made) if format == "md" else page(made)).encode("utf-8")
        digests = {out.name: verify.sha256(whole)}
        aside = write_file(whole, out)
    seq, head = made.head
    manifest: dict[str, Any] = {
        "format": format,
        "path": str(out),
        "case": {"uuid": snapshot.case.uuid, "title": snapshot.case.title, "ref": snapshot.case.ref},
        "casefile": snapshot.casefile_version,
        "built_at": snapshot.built_at,
        "head": head,
        "head_seq": seq,
        "manifest_sha256": verify.sha256(whole),
        "files": dict(sorted(digests.items())),
        "counts": made.counts,
        "problems": problems,
    }
    return manifest | ({"moved_aside": str(aside)} if aside else {})


def bundle_files(made: Printed) -> dict[str, bytes]:
    """Every file that a bundle says itself, by its path; texts included, originals and manifest not."""
    files = {
        "README.txt": words.readme(made),
        "data.json": data_json(made),
        "dossier.html": page(made).encode("utf-8"),
        "dossier.md": markdown(made).encode("utf-8"),
        "sources.txt": words.listing(made),
        "verify.py": Path(verify.__file__).read_bytes(),
    }
    for source in made.sources:
        files |= {f"texts/{text.info.sha256}.txt": text.text.encode("utf-8") for text in source.texts}
    return files


def _held(made: Printed) -> list[str]:
    return sorted({source.article.sha256 for source in made.sources if source.is_held})


def _digests(made: Printed, written: dict[str, bytes]) -> dict[str, str]:
    # The originals were compared with their hashes when they were counted as held.
    originals = {f"originals/{sha256}": sha256 for sha256 in _held(made)}
    return originals | {path: verify.sha256(content) for path, content in written.items()}
