"""What a bundle holds, and that one case always gives one bundle."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from snapshots import Made, small_case

from casefile.domain.errors import DamagedCase, NotFound, UsageError
from casefile.domain.kinds import EntityState
from casefile.domain.visible import visible
from casefile.dossier import verify
from casefile.dossier.build import build
from casefile.dossier.style import STYLE
from casefile.version import VERSION


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_case_gives_the_same_bytes_whatever_the_order_it_is_handed_over_in(tmp_path: Path) -> None:
    made = small_case()
    snapshot = made.snapshot()
    turned = replace(
        snapshot,
        articles=snapshot.articles[::-1],
        texts=snapshot.texts[::-1],
        acquisitions=snapshot.acquisitions[::-1],
        entities=snapshot.entities[::-1],
        notes=snapshot.notes[::-1],
        disclosures=snapshot.disclosures[::-1],
    )
    first = build(snapshot, made.read, tmp_path / "one")
    second = build(turned, made.read, tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert first | {"path": ""} == second | {"path": ""}


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_single_file_has_the_same_bytes_as_in_the_bundle(tmp_path: Path, form: str) -> None:
    made = small_case()
    build(made.snapshot(), made.read, tmp_path / "bundle")
    manifest = build(made.snapshot(), made.read, tmp_path / f"out.{form}", form)
    assert (tmp_path / f"out.{form}").read_bytes() == (tmp_path / "bundle" / f"dossier.{form}").read_bytes()
    assert stat.S_IMODE((tmp_path / f"out.{form}").stat().st_mode) == 0o600
    assert list(manifest["files"]) == [f"out.{form}"]
    assert os.listdir(tmp_path) in (["bundle", f"out.{form}"], [f"out.{form}", "bundle"])


def test_a_bundle_verifies_for_casefile_for_a_stranger_and_for_sha256sum(tmp_path: Path) -> None:
    made, bundle = small_case(), tmp_path / "bundle"
    manifest = build(made.snapshot(), made.read, bundle)
    assert manifest["problems"] == []
    assert verify.verify(bundle) == []
    done = subprocess.run(
        [sys.executable, "-I", "verify.py"], cwd=bundle, capture_output=True, check=False, env={"LC_ALL": "C"}
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert manifest["head"].encode() in done.stdout
    assert manifest["manifest_sha256"].encode() in done.stdout
    assert "__pycache__" not in os.listdir(bundle)
    for line in (bundle / "manifest.sha256").read_text().splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((bundle / name).read_bytes()).hexdigest() == digest == manifest["files"][name]


def test_files_and_folders_are_private(tmp_path: Path) -> None:
    made, bundle = small_case(), tmp_path / "bundle"
    build(made.snapshot(), made.read, bundle)
    for path in [bundle, *bundle.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_the_script_is_the_packaged_one_and_old_pythons_can_read_it() -> None:
    source = Path(verify.__file__).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert imported <= sys.stdlib_module_names
    assert verify.MADE_BY == VERSION


def test_the_script_knows_the_style_sheet_and_shows_text_as_casefile_does() -> None:
    assert hashlib.sha256(STYLE.encode()).hexdigest() in verify.STYLES
    everything = "".join(map(chr, range(0x110000)))
    assert verify.visible(everything) == visible(everything)
    assert verify.visible(everything, True) == visible(everything, lines=True)


def test_an_empty_case_has_a_dossier_too(tmp_path: Path) -> None:
    made = Made("")
    manifest = build(made.snapshot(), made.read, tmp_path / "bundle")
    assert manifest["problems"] == []
    bare = replace(made.snapshot(), journal=(), head="0" * 64, built_at="")
    manifest = build(bare, made.read, tmp_path / "bare")
    assert (manifest["problems"], manifest["head"], manifest["head_seq"]) == ([], "0" * 64, 0)


def test_an_unread_source_is_listed_with_its_reason_and_its_original_is_there(tmp_path: Path) -> None:
    made = Made()
    made.article(None, title="", name="scan.pdf", original=b"%PDF-1.4", mime="application/pdf")
    manifest = build(made.snapshot(), made.read, tmp_path / "bundle")
    assert manifest["problems"] == []
    assert manifest["counts"]["not fully read"] == 1
    for name in ("dossier.md", "dossier.html"):
        assert "no reader for this format (application/pdf)" in (tmp_path / "bundle" / name).read_text()
    assert (tmp_path / "bundle/originals" / made.articles[0].sha256).read_bytes() == b"%PDF-1.4"


def test_an_original_that_is_not_held_is_said_so(tmp_path: Path) -> None:
    made = Made()
    made.article("gone from here")

    def gone(sha256: str) -> bytes:
        raise NotFound("purged")

    manifest = build(made.snapshot(), gone, tmp_path / "bundle")
    assert manifest["problems"] == []
    assert "its original is not held any more" in (tmp_path / "bundle/dossier.md").read_text()
    assert not (tmp_path / "bundle/originals").exists()


def test_an_original_that_changed_on_disk_makes_no_dossier(tmp_path: Path) -> None:
    made = Made()
    made.article("as it came in")
    with pytest.raises(DamagedCase, match="S1"):
        build(made.snapshot(), lambda _: b"as it is now", tmp_path / "bundle")
    assert os.listdir(tmp_path) == []


def test_what_is_not_confirmed_and_what_was_retired_stays_out(tmp_path: Path) -> None:
    made = Made()
    made.article("Falk met Orne at the quay.")
    made.entity("Falk", 1, "Falk")
    made.entity("Orne", 1, "Orne", state=EntityState.SUGGESTED)
    made.note("withdrawn words", state="retired")
    build(made.snapshot(), made.read, tmp_path / "bundle")
    data = json.loads((tmp_path / "bundle/data.json").read_bytes())
    assert [entity["caption"] for entity in data["entities"]] == ["Falk"]
    assert data["notes"] == []
    assert b"withdrawn words" not in b"".join(tree(tmp_path / "bundle").values())


def test_no_name_from_the_evidence_becomes_a_path(tmp_path: Path) -> None:
    made = Made()
    for name in ("../../../etc/passwd", "/tmp/x", "..", "a\nb  c", "verify.py", "data.json", "con", "\u202egpj.exe"):
        made.article(f"words of {name}", name=name, title=name)
    manifest = build(made.snapshot(), made.read, tmp_path / "out" / "bundle")
    assert manifest["problems"] == []
    assert os.listdir(tmp_path) == ["out"]
    fixed = {"README.txt", "data.json", "dossier.html", "dossier.md", "manifest.sha256", "sources.txt", "verify.py"}
    hashes = {f"originals/{a.sha256}" for a in made.articles} | {f"texts/{t.info.sha256}.txt" for t in made.texts}
    assert set(manifest["files"]) == fixed | hashes


@pytest.mark.parametrize("form", ["bundle", "md", "html"])
def test_a_target_that_is_taken_is_refused_without_force(tmp_path: Path, form: str) -> None:
    made, out = small_case(), tmp_path / "mine"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="mine"):
        build(made.snapshot(), made.read, out, form)
    assert os.listdir(tmp_path) == ["mine"]
    manifest = build(made.snapshot(), made.read, out, form, force=True)
    assert (tmp_path / "mine~" / "thesis.txt").read_text() == "years of work"
    assert manifest["moved_aside"] == str(tmp_path / "mine~")
    assert manifest["problems"] == []


def test_an_empty_folder_may_be_the_target_and_an_earlier_bundle_is_replaced(tmp_path: Path) -> None:
    made, out = small_case(), tmp_path / "bundle"
    out.mkdir()
    build(made.snapshot(), made.read, out)
    with pytest.raises(UsageError):
        build(made.snapshot(), made.read, out)
    made.note("one more")
    assert "moved_aside" not in build(made.snapshot(), made.read, out, force=True)
    assert os.listdir(tmp_path) == ["bundle"]
    assert verify.verify(out) == []


def test_the_folder_one_stands_in_is_never_the_target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = small_case()
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    for out in (Path("."), Path(".."), tmp_path):
        with pytest.raises(UsageError, match="folder you are in"):
            build(made.snapshot(), made.read, out, force=True)


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    made = small_case()
    with pytest.raises(UsageError, match="docx"):
        build(made.snapshot(), made.read, tmp_path / "x", "docx")


def test_a_failure_half_way_leaves_nothing_and_keeps_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, out = small_case(), tmp_path / "bundle"
    build(made.snapshot(), made.read, out)
    before = tree(out)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("casefile.dossier.writing.os.fsync", full)
    for form in ("bundle", "md"):
        with pytest.raises(OSError, match="No space"):
            build(made.snapshot(), made.read, out, form, force=True)
    assert tree(out) == before
    assert os.listdir(tmp_path) == ["bundle"]
