"""Every change to a bundle is found: of any byte, and of a quotation together with every hash."""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from snapshots import Made, small_case

from casefile.dossier import verify
from casefile.dossier.build import build

SAID = "Oda Venhart signed for the load."
FORGED = "Oda Venhart denied all of the load"[: len(SAID)]


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    made = small_case()
    assert build(made.snapshot(), made.read, tmp_path / "bundle")["problems"] == []
    return tmp_path / "bundle"


def rehash(bundle: Path) -> None:
    """What a forger does last: the manifest made anew over the altered files."""
    digests = {
        path.relative_to(bundle).as_posix(): verify.sha256(path.read_bytes())
        for path in bundle.rglob("*")
        if path.is_file() and path.name != "manifest.sha256"
    }
    (bundle / "manifest.sha256").write_bytes(verify.render_manifest(digests))


def alter(path: Path, before: str, after: str) -> None:
    written = path.read_text(encoding="utf-8")
    assert before in written
    path.write_text(written.replace(before, after), encoding="utf-8")


def alter_data(bundle: Path, change: Callable[[dict[str, Any]], None]) -> None:
    data = json.loads((bundle / "data.json").read_bytes())
    change(data)
    (bundle / "data.json").write_bytes((json.dumps(data, sort_keys=True, indent=1) + "\n").encode())


def test_every_changed_byte_is_found_and_its_file_named(bundle: Path) -> None:
    for path in sorted(p for p in bundle.rglob("*") if p.is_file()):
        content = path.read_bytes()
        name = path.relative_to(bundle).as_posix()
        places = range(0, len(content), 1 if name == "manifest.sha256" else max(1, len(content) // 7))
        for place in [*places, len(content) - 1]:
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            problems = verify.Report()
            verify.check_manifest(bundle, problems)
            assert problems.problems, f"{name} byte {place}"
            if name != "manifest.sha256":
                assert problems.problems[0].startswith(name)
        path.write_bytes(content)
    assert verify.verify(bundle) == []


@pytest.mark.parametrize("name", ["data.json", "dossier.md", "dossier.html", "verify.py", "sources.txt", "README.txt"])
def test_a_cut_a_longer_and_a_missing_file_are_found(bundle: Path, name: str) -> None:
    content = (bundle / name).read_bytes()
    for changed in (content[:-1], content + b"\n", b""):
        (bundle / name).write_bytes(changed)
        assert verify.verify(bundle)[0].startswith(name)
    (bundle / name).unlink()
    assert verify.verify(bundle)[0] == f"{name}: the manifest names it, but it is missing"


def test_an_added_file_a_link_and_a_line_too_many_are_found(bundle: Path) -> None:
    (bundle / "originals" / "readme.exe").write_bytes(b"MZ")
    assert verify.verify(bundle)[0] == "originals/readme.exe: the manifest does not name it"
    (bundle / "originals" / "readme.exe").unlink()
    with (bundle / "manifest.sha256").open("ab") as manifest:
        manifest.write(b"\n")
    assert verify.verify(bundle) == ["manifest.sha256: it is not, byte for byte, what these files give"]
    rehash(bundle)
    (bundle / "aside").symlink_to("/etc")
    assert "neither a file nor a folder" in verify.verify(bundle)[0]
    (bundle / "aside").unlink()
    os.mkfifo(bundle / "texts" / "pipe")
    assert "neither a file nor a folder" in verify.verify(bundle)[0]


@pytest.mark.parametrize("name", ["dossier.md", "dossier.html", "data.json"])
def test_a_quotation_altered_in_one_form_together_with_every_hash_is_found(bundle: Path, name: str) -> None:
    alter(bundle / name, SAID, FORGED)
    rehash(bundle)
    problems = verify.verify(bundle)
    assert problems
    assert all(problem.startswith(f"{name}: the quotation S1:") for problem in problems)


def test_a_quotation_altered_in_every_form_together_with_every_hash_is_found(bundle: Path) -> None:
    for name in ("dossier.md", "dossier.html", "data.json"):
        alter(bundle / name, SAID, FORGED)
    rehash(bundle)
    assert {problem.split(":")[0] for problem in verify.verify(bundle)} == {"dossier.md", "dossier.html", "data.json"}
    done = subprocess.run([sys.executable, "-I", "verify.py"], cwd=bundle, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith("DIFFERS  data.json: the quotation S1:87-119")


def forge_text(bundle: Path, before: str, after: str) -> None:
    """The quotation, its text, the text's name, every hash and every check digit, all in step."""
    data = json.loads((bundle / "data.json").read_bytes())
    text = next(p for p in (bundle / "texts").iterdir() if before in p.read_text(encoding="utf-8"))
    old = text.stem
    forged = text.read_text(encoding="utf-8").replace(before, after).encode()
    new = verify.sha256(forged)
    text.unlink()
    (bundle / "texts" / f"{new}.txt").write_bytes(forged)
    swaps = [(before, after)]
    swaps += [(html.escape(before), html.escape(after))]
    for name in ("dossier.md", "dossier.html", "data.json"):
        written = (bundle / name).read_text(encoding="utf-8")
        for this, that in swaps:
            written = written.replace(this, that)
        original = f'"sha256": "{old}",\n   "state"'
        written = written.replace(original, "@").replace(old, new).replace(old[:16], new[:16]).replace("@", original)
        for note in data["notes"]:
            for pin in note["pins"]:
                match = verify.PIN.match(pin["pin"])
                assert match
                check = verify.sha256(f"{new}:{match[2]}-{match[3]}".encode())[:4]
                fresh = f"⟦S{match[1]}:{match[2]}-{match[3]}#{check}⟧"
                if match[4] == verify.sha256(f"{old}:{match[2]}-{match[3]}".encode())[:4]:
                    written = written.replace(pin["pin"], fresh)
                    written = written.replace(json.dumps(pin["pin"])[1:-1], json.dumps(fresh)[1:-1])
        (bundle / name).write_text(written, encoding="utf-8")
    rehash(bundle)


def test_an_altered_text_that_is_plain_does_not_fit_its_original(bundle: Path) -> None:
    forge_text(bundle, SAID, FORGED)
    problems = verify.verify(bundle)
    assert any("it is not what its original gives (S1)" in problem for problem in problems)
    assert any("the journal never recorded" in problem for problem in problems)


def test_an_altered_text_of_a_saved_page_does_not_fit_the_journal(bundle: Path) -> None:
    forge_text(
        bundle,
        "180,000 marks. It was its only receipt of the quarter.",
        "900,000 marks. It was its only receipt of the quarter.",
    )
    assert "data.json: what is shown of journal row 4 is not what was recorded" in verify.verify(bundle)
    made = small_case()
    alter_data(bundle, lambda data: data.update(disclosures=[asdict(shown) for shown in made.disclosures]))
    rehash(bundle)
    assert any("the journal never recorded" in problem and "S3" in problem for problem in verify.verify(bundle))


def test_a_forged_disclosure_or_row_breaks_the_chain(bundle: Path) -> None:
    def disclose(data: dict[str, Any]) -> None:
        data["disclosures"][0]["payload"] = data["disclosures"][0]["payload"].replace("article-1", "article-9")

    alter_data(bundle, disclose)
    rehash(bundle)
    assert verify.verify(bundle) == ["data.json: what is shown of journal row 2 is not what was recorded"]


def test_a_row_changed_in_the_journal_is_found_in_the_chain_and_in_the_log(bundle: Path) -> None:
    alter_data(bundle, lambda data: data["journal"][3].update(actor="Somebody Else"))
    rehash(bundle)
    problems = verify.verify(bundle)
    assert problems[0] == "data.json: journal row 4 does not follow from the one before it"
    assert "dossier.md: the custody log is not the journal" in problems


def test_a_journal_whose_tail_was_cut_does_not_end_in_the_head(bundle: Path) -> None:
    alter_data(bundle, lambda data: data["journal"].pop())
    rehash(bundle)
    assert verify.verify(bundle)[0] == "data.json: the journal's last row is not the head"


@pytest.mark.parametrize("name", ["dossier.md", "dossier.html"])
def test_a_custody_log_or_head_printed_otherwise_is_found(bundle: Path, name: str) -> None:
    alter(bundle / name, "R. Thole", "R. Nobody")
    rehash(bundle)
    assert verify.verify(bundle) == [f"{name}: the custody log is not the journal"]
    shutil.copy(bundle / name, bundle / "keep")
    head = json.loads((bundle / "data.json").read_bytes())["head"]["hash"]
    alter(bundle / name, head, "0" * 64)
    (bundle / "keep").unlink()
    rehash(bundle)
    assert f"{name}: it does not print the journal's head" in verify.verify(bundle)


def test_a_quotation_left_out_or_put_in_is_found(bundle: Path) -> None:
    written = (bundle / "dossier.md").read_text(encoding="utf-8")
    gone = written.replace("    > filled in before\n", "")
    (bundle / "dossier.md").write_text(gone, encoding="utf-8")
    rehash(bundle)
    assert any("dossier.md" in problem for problem in verify.verify(bundle))
    (bundle / "dossier.md").write_text(
        written.replace("## Sources", "> She confessed.\n\n## Sources"), encoding="utf-8"
    )
    rehash(bundle)
    assert verify.verify(bundle)[0].startswith("dossier.md: a quotation without a place")


@pytest.mark.parametrize(
    "added",
    [
        "<script>alert(1)</script>",
        "<img src=x>",
        '<p style="display:none">x</p>',
        '<a href="https://example.org">x</a>',
        "<!-- hidden -->",
        "<style>blockquote { display: none }</style>",
        "<p onclick=x>x</p>",
        "<BLOCKQUOTE>x</BLOCKQUOTE>",
        "<blockquote>She confessed.</blockquote>",
        "<blockquote>She confessed.",
        "<meta http-equiv='refresh' content='0;url=//example.org'>",
        "&ZeroWidthSpace;",
        "<p/ class=x>",
    ],
)
def test_a_page_that_hides_runs_or_loads_anything_is_found(bundle: Path, added: str) -> None:
    alter(bundle / "dossier.html", "</main>", f"{added}\n</main>")
    rehash(bundle)
    problems = verify.verify(bundle)
    assert problems
    assert all(problem.startswith("dossier.html") for problem in problems)


def test_a_pin_moved_in_a_note_is_found(bundle: Path) -> None:
    def move(data: dict[str, Any]) -> None:
        note = data["notes"][0]
        note["body"] = note["body"].replace("87-119", "80-119")
        for pin in note["pins"]:
            pin["pin"] = pin["pin"].replace("87-119", "80-119")

    alter_data(bundle, move)
    rehash(bundle)
    assert any("does not fit its passage" in problem for problem in verify.verify(bundle))
    alter_data(bundle, lambda data: data["notes"][0]["pins"].pop())
    rehash(bundle)
    assert any("does not bear the pins" in problem for problem in verify.verify(bundle))


def test_the_script_of_the_bundle_is_compared_with_casefiles_own(bundle: Path) -> None:
    (bundle / "verify.py").write_text("print('Sound')")
    rehash(bundle)
    assert verify.verify(bundle) == [f"verify.py: it is not the script of casefile {verify.MADE_BY}"]
    alter_data(bundle, lambda data: data.update(casefile="9.9"))
    rehash(bundle)
    assert verify.check(bundle).notes == [f"Made by casefile 9.9, checked by {verify.MADE_BY}."]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.clear(),
        lambda data: data.update(format="casefile-dossier 99"),
        lambda data: data.update(articles=None),
        lambda data: data.update(journal=[1]),
        lambda data: data["articles"][0].update(sha256="../../../../etc/passwd"),
        lambda data: data["articles"][0].update(charset="no such charset"),
        lambda data: data["articles"][0].update(mime=5),
        lambda data: data["notes"][0]["pins"][0].update(passage=99),
        lambda data: data["passages"][0].update(start="x"),
        lambda data: data["articles"][0]["texts"][0].update(characters=3),
    ],
)
def test_data_of_the_wrong_shape_is_a_difference_and_no_traceback(bundle: Path, change: Callable[[Any], None]) -> None:
    alter_data(bundle, change)
    rehash(bundle)
    if json.loads((bundle / "data.json").read_bytes()).get("articles", [{}]) != json.loads("[]"):
        report = verify.check(bundle)
        assert report.problems or report.counts["texts made again from their originals"] == 0


def test_deeply_nested_or_broken_json_is_a_difference(bundle: Path) -> None:
    for written in (b"[" * 200_000, b"\xff", b"{", b"[]", b"null"):
        (bundle / "data.json").write_bytes(written)
        rehash(bundle)
        assert verify.verify(bundle)[0].startswith("data.json: ")


def test_only_a_bundle_can_be_verified(tmp_path: Path) -> None:
    made = small_case()
    build(made.snapshot(), made.read, tmp_path / "x.html", "html")
    for path in (tmp_path / "x.html", tmp_path, tmp_path / "nothing"):
        with pytest.raises(verify.NotABundle, match="only a folder"):
            verify.verify(path)
    script = Path(verify.__file__)
    done = subprocess.run([sys.executable, "-I", script, tmp_path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_hostile_file_name_is_shown_and_not_printed(bundle: Path) -> None:
    (bundle / "\x1b]0;x\x07\n").write_bytes(b"")
    (bundle / os.fsdecode(b"\xff\xfe")).write_bytes(b"")
    done = subprocess.run([sys.executable, "-I", "verify.py"], cwd=bundle, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout
    assert "␛]0;x␇␊".encode() in done.stdout


def test_without_disclosed_rows_a_note_says_what_was_not_checked(tmp_path: Path) -> None:
    made = Made()
    made.article("some words")
    made.disclosures.clear()
    build(made.snapshot(), made.read, tmp_path / "bundle")
    report = verify.check(tmp_path / "bundle")
    assert (report.problems, len(report.notes)) == ([], 1)


def test_after_a_purge_a_source_without_its_row_is_noted_and_no_difference(tmp_path: Path) -> None:
    made = Made()
    made.article("stays")
    made.article("its row was purged")
    made.disclosures.pop()
    made.act("purged", "article", "article-3")
    build(made.snapshot(), made.read, tmp_path / "bundle")
    report = verify.check(tmp_path / "bundle")
    assert report.problems == []
    assert {note.split(":")[0] for note in report.notes} == {"S2"}


@pytest.mark.parametrize(
    ("original", "mime"),
    [
        ("Äpfel\r\nBirnen\r".encode("cp1252") + b"\x81", "text/plain"),
        ("\ufeff\ufeffzwei Marken".encode(), "text/markdown"),
        ("\ufeffwide 🛥 words".encode("utf-16-le"), "text/plain"),
        (json.dumps({"text": "\ufeffone\r\nline \ud800"}).encode(), "application/json"),
    ],
)
def test_simple_texts_are_made_again_from_their_originals(tmp_path: Path, original: bytes, mime: str) -> None:
    from casefile.readers.hints import Hints
    from casefile.readers.jsonline import read as read_line
    from casefile.readers.plain import read as read_plain

    outcome = (read_line if "json" in mime else read_plain)(original, Hints("name.txt"))
    made = Made()
    made.article(outcome.texts[0].text, original=original, mime=mime, charset=outcome.charset)
    build(made.snapshot(), made.read, tmp_path / "bundle")
    report = verify.check(tmp_path / "bundle")
    assert report.problems == []
    assert report.counts["texts made again from their originals"] == 1
