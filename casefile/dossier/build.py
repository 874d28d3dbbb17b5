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
        files = bundle_files(made, read_original)
        aside = write_folder(files, out)
        problems = verify.verify(out)
        whole = files["manifest.sha256"]
    else:
        whole = (markdown(made) if format == "md" else page(made)).encode("utf-8")
        files = {out.name: whole}
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
        "files": {name: verify.sha256(files[name]) for name in sorted(files)},
        "counts": made.counts,
        "problems": problems,
    }
    return manifest | ({"moved_aside": str(aside)} if aside else {})


def bundle_files(made: Printed, read_original: ReadOriginal) -> dict[str, bytes]:
    """Every file of a bundle by its path. No path comes from the evidence: hashes name what came in."""
    files = {
        "README.txt": words.readme(made),
        "data.json": data_json(made),
        "dossier.html": page(made).encode("utf-8"),
        "dossier.md": markdown(made).encode("utf-8"),
        "sources.txt": words.listing(made),
        "verify.py": Path(verify.__file__).read_bytes(),
    }
    for source in made.sources:
        if source.is_held:
            files[f"originals/{source.article.sha256}"] = read_original(source.article.sha256)
        for text in source.texts:
            files[f"texts/{text.info.sha256}.txt"] = text.text.encode("utf-8")
    ordered = dict(sorted(files.items()))
    digests = {path: verify.sha256(content) for path, content in ordered.items()}
    return ordered | {"manifest.sha256": verify.render_manifest(digests)}
