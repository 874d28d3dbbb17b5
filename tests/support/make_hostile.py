"""Every file of our own that wants to break casefile.

``python tests/support/make_hostile.py FOLDER [--heavy] [--corrupted N]`` writes them, a folder for each generator,
and says a line for each what it is. The same arguments write the same bytes.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

import hostile_archives
import hostile_pages
import hostile_pdfs
import hostile_places
import hostile_xml
from corrupted import corrupted
from made import Generator, Made

SECRET = "the-secret-of-another-file"

GENERATORS: tuple[Generator, ...] = (
    hostile_archives.zip_bombs,
    hostile_archives.strange_zips,
    hostile_archives.packed_bombs,
    hostile_archives.strange_tars,
    hostile_pdfs.pdf_bombs,
    hostile_pdfs.strange_pdfs,
    hostile_pdfs.pictures,
    hostile_xml.xml_bombs,
    hostile_xml.deep_xml,
    hostile_xml.strange_books,
    hostile_pages.html_bombs,
    hostile_pages.text_bombs,
    hostile_pages.table_bombs,
    hostile_pages.mail_bombs,
    hostile_places.odd_names,
    hostile_places.strange_entries,
    hostile_places.closed_entries,
    hostile_places.sizes,
    hostile_places.mislabelled,
    hostile_places.writing,
)


def reaching_out(folder: Path) -> Iterator[Made]:
    """Documents that want a file that was not handed over and an address on this machine."""
    secret = folder.parent.parent / f"outside-of-{folder.parent.name}" / "secret.txt"
    secret.parent.mkdir(exist_ok=True)
    secret.write_text(f"{SECRET}\n", encoding="ascii")
    yield from hostile_xml.xml_reaching_out(folder, secret, "http://127.0.0.1:9/payload")


def make_hostile(folder: Path, *, heavy: bool = True, number: int = 1000, seed: int = 1) -> list[Made]:
    """Write everything into folders below ``folder``; without ``heavy`` what takes a reader long is left out."""
    made: list[Made] = []
    for generator in (*GENERATORS, reaching_out):
        below = folder / generator.__name__.replace("_", "-")
        below.mkdir(parents=True)
        made += generator(below)
    if number:
        below = folder / "corrupted"
        below.mkdir()
        made += corrupted(below, number, seed)
    if not heavy:
        for one in made:
            if one.is_heavy:
                one.path.unlink()
        made = [one for one in made if not one.is_heavy]
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--heavy", action="store_true")
    parser.add_argument("--corrupted", type=int, default=1000)
    chosen = parser.parse_args()
    for one in make_hostile(chosen.folder, heavy=chosen.heavy, number=chosen.corrupted):
        print(ascii(os.fspath(one.path.relative_to(chosen.folder)))[1:-1], one.what, sep="\t")


if __name__ == "__main__":
    main()
