"""The wheel, installed into a clean environment, does the main job there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.packaging


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a clean environment with the built wheel in it."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)], check=True)
    (wheel,) = folder.glob("casefile-*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    subprocess.run([str(folder / "venv/bin/pip"), "install", "-q", str(wheel)], check=True)
    return folder / "venv/bin"


def test_the_installed_program_builds_exports_and_verifies_the_sample_case(installed: Path, tmp_path: Path) -> None:
    env = {**os.environ, "CASEFILE_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [str(installed / "casefile"), "demo", "--headless", "--json"],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary["verified"] is True
    assert summary["articles"] >= 5
    check = subprocess.run(
        [str(installed / "python"), "-I", "verify.py"],
        cwd=summary["dossier"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert check.returncode == 0, check.stdout + check.stderr


def test_a_folder_of_evidence_with_our_package_names_in_it_runs_none_of_it(installed: Path, tmp_path: Path) -> None:
    for name in ("index.py", "widgets.py", "casefile.py", "seeds.py"):
        (tmp_path / name).write_text("raise SystemExit('evidence was run')\n", encoding="utf-8")
    env = {**os.environ, "CASEFILE_HOME": str(tmp_path / "home")}
    for command in ([str(installed / "casefile")], [str(installed / "python"), "-P", "-m", "casefile"]):
        done = subprocess.run(
            [*command, "demo", "--headless"], env=env, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "evidence was run" not in done.stdout + done.stderr


def test_the_wheel_holds_the_three_packages_and_the_sample_case_only(installed: Path) -> None:
    listing = subprocess.run(
        [str(installed / "pip"), "show", "-f", "casefile"], capture_output=True, text=True, check=True
    ).stdout
    files = [line.strip() for line in listing.split("Files:")[1].splitlines() if line.strip()]
    tops = {file.split("/")[0] for file in files if not file.startswith("..")}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"casefile", "widgets", "index"}
    assert any(file.startswith("casefile/seeds/") for file in files)
    assert any(file.endswith("casefile.tcss") for file in files)
