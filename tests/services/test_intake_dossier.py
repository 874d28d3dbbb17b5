"""What came in out of containers, by pages and as another charset stands in a dossier that verifies."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from make_pdf import pdf, words

from casefile.domain.span import Pin, Span
from casefile.services import cases, exporting, intake, notes, rereading, rows

PAGES = ("The first page says little of the harbour.", "The crane was paid for twice.")


def test_a_dossier_of_members_pages_and_charsets_says_where_and_verifies(case: cases.OpenCase, tmp_path: Path) -> None:
    cyrillic = "Капитан подписал письмо в порту, и никто не спросил, почему.\n"
    with zipfile.ZipFile(tmp_path / "letters.zip", "w") as archive:
        archive.writestr("note.txt", cyrillic.encode("koi8-r"))
        archive.writestr("report.pdf", pdf([words([(72, 700, line)]) for line in PAGES]))
    intake.add_paths(case, [str(tmp_path / "letters.zip")], index=False)
    rereading.read_again(case, [2], charset="cp866", index=False)
    report = rows.article(case, 3)
    start = rows.counted_text(case, 3).index("The crane")
    pin = Pin.make(3, Span(start, start + 9), rows.texts_of(case, 3)[0].sha256)
    notes.add_note(case, "Paid", f"Twice. {pin}")
    out = tmp_path / "dossier"
    exporting.export_dossier(case, out)
    assert exporting.verify(out) == []
    page = (out / "dossier.md").read_text("utf-8")
    assert "S3¶2 · p. 2 · " in page
    assert "in S1 letters.zip as report.pdf" in page
    assert report.part_of == 1
    assert json.loads((out / "data.json").read_text("utf-8"))
