"""The ``tesseract`` program: where it is, which languages it has, and what it makes of a picture. Imports no parser.

It gets its picture through a pipe and gives words with their places as tab-separated lines; it is told to use one
thread, and is ended when it takes too long.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass

INSTALL = "install it with “apt install tesseract-ocr” or “brew install tesseract”"
PDF = "application/pdf"
PICTURES = frozenset(f"image/{kind}" for kind in "png jpeg tiff gif bmp webp".split())
"""The kinds of picture that it reads itself; pages of a PDF are made into one."""

_LANGUAGES = re.compile(r"[A-Za-z]\w{1,30}(?:/\w{1,30})?(?:\+[A-Za-z]\w{1,30}(?:/\w{1,30})?){0,9}\Z", re.ASCII)
_ASKING_S = 20
_KEPT = ("TESSDATA_PREFIX", "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")

AUTOMATIC, TURNED = 3, 1
"""Ways to look at a page (``--psm``): as it stands, or after finding out which way up it is."""


class NotRecognised(Exception):
    """The program gave no answer; the words say why, for a person, without content."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program at ``path`` with its ``version`` ("5.3.0") and the ``languages`` that it has here."""

    path: str
    version: str
    languages: tuple[str, ...]

    def missing(self, wanted: str) -> list[str]:
        """The languages of ``wanted`` ("eng+ukr") that it has not; all of it where that is no list of languages."""
        if not _LANGUAGES.match(wanted):
            return [wanted]
        return [one for one in wanted.split("+") if one not in self.languages]

    def words(
        self, picture: bytes, languages: str, *, seconds: float, frame: int = 0, dpi: int = 0, psm: int = AUTOMATIC
    ) -> str:
        """The words in ``picture``, as ``tsv``. ``frame``, from 0, of a picture with several; ``dpi`` where known.

        Raises ``NotRecognised`` where it takes longer than ``seconds`` or fails.
        """
        command = [self.path, "stdin", "stdout", "-l", languages, "--psm", str(psm)]
        command += ["--dpi", str(dpi)] if dpi else []
        command += ["-c", f"tessedit_page_number={frame}"]
        return _run([*command, "-c", "tessedit_create_tsv=1"], picture, seconds)


def find() -> str:
    """The absolute path of the program, or empty."""
    found = shutil.which("tesseract")
    return os.path.abspath(found) if found else ""


def known(path: str) -> Tesseract | None:
    """The program at ``path`` asked for its version and languages, or None where it does not answer."""
    with contextlib.suppress(NotRecognised):
        version = re.search(r"tesseract v?(\d[\w.-]{0,30})", _run([path, "--version"], b"", _ASKING_S))
        lines = _run([path, "--list-langs"], b"", _ASKING_S).splitlines()
        languages = tuple(line.strip() for line in lines[1:] if _LANGUAGES.match(line.strip()))
        if version and languages:
            return Tesseract(path, version[1], languages)
    return None


def _run(command: list[str], given: bytes, seconds: float) -> str:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    started = time.monotonic()
    try:
        done = subprocess.run(
            command,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=environment,
            # It looks for files of settings where it stands; nobody's evidence lies there.
            cwd=os.path.abspath(os.sep),
        )
    except subprocess.TimeoutExpired:
        raise NotRecognised(f"tesseract took longer than {seconds:.0f} seconds") from None
    except OSError:
        raise NotRecognised("tesseract could not be started") from None
    if done.returncode < 0:
        took = time.monotonic() - started
        raise NotRecognised("tesseract crashed" if took < seconds - 1 else "tesseract took too long")
    if done.returncode:
        raise NotRecognised("tesseract could not read the picture")
    return done.stdout.decode("utf-8", "replace")
