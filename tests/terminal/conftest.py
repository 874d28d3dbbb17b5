from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casefile.services.demo import build_demo


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ``$CASEFILE_HOME`` with the sample case in it, built once; nobody writes to it."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASEFILE_HOME", str(folder))
        patch.delenv("CASEFILE_CASE", raising=False)
        build_demo().close()
    return folder


@pytest.fixture
def sample(sample_home: Path, home: Path) -> Path:
    """The test's own copy of the sample case, the last used one; the folder of the case."""
    shutil.copytree(sample_home, home, dirs_exist_ok=True)
    for file in (home / "state").rglob("*.json"):
        file.write_text(file.read_text(encoding="utf-8").replace(str(sample_home), str(home)), encoding="utf-8")
    (case,) = (home / "cases").iterdir()
    return case
