"""What the user chose: the name on journal rows, time zone, phone region, theme, marks, whose names count, OCR."""

from __future__ import annotations

import re
import zoneinfo
from dataclasses import fields, replace
from typing import Any

from casefile.domain.errors import UsageError
from casefile.domain.records import Settings
from casefile.store import settings_file

THEMES = ("lamp", "paper")
ENGINES = ("auto", "own", "spacy")
_REGION = re.compile(r"[A-Z]{2}\Z")
_OCR = re.compile(r"off|[A-Za-z_]{3,20}(?:\+[A-Za-z_]{3,20})*\Z")
_YES, _NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


def load() -> Settings:
    """The settings in force; what the file does not say is the default."""
    return settings_file.load_settings()


def change(**chosen: Any) -> Settings:
    """Change settings and write them. Raises ``UsageError``, before anything is written, for a bad value."""
    for key, value in chosen.items():
        _check(key, value)
    changed = replace(load(), **chosen)
    settings_file.save_settings(changed)
    return changed


def change_written(key: str, written: str) -> Settings:
    """Change one setting given as text, as on the command line."""
    if key == "ascii_marks":
        word = written.strip().lower()
        if word not in _YES + _NO:
            raise UsageError(f"“{written}” is neither yes nor no.", "Write yes or no.")
        return change(ascii_marks=word in _YES)
    return change(**{key: written.strip()})


def _check(key: str, value: Any) -> None:
    if key not in {field.name for field in fields(Settings)}:
        raise UsageError(f"There is no setting “{key}”.", "Settings: " + ", ".join(f.name for f in fields(Settings)))
    if key == "name" and (not value.strip() or len(value) > 80):
        raise UsageError("The name on journal rows cannot be empty or longer than 80 characters.", "Any name will do.")
    if key == "theme" and value not in THEMES:
        raise UsageError(f"There is no theme “{value}”.", "Themes: " + ", ".join(THEMES))
    if key == "names_engine" and value not in ENGINES:
        raise UsageError(f"“{value}” is no choice.", "Whose names count: " + ", ".join(ENGINES))
    if key == "phone_region" and value and not _REGION.match(value):
        raise UsageError(f"“{value}” is not a country code.", "Two capital letters, such as NO or GB, or nothing.")
    if key == "ocr" and not _OCR.match(value):
        raise UsageError(
            f"“{value}” are no languages that tesseract knows.", "Such as eng, or eng+ukr; off reads no pictures."
        )
    if key == "time_zone":
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise UsageError(f"“{value}” is not a time zone.", "For example: Europe/Oslo or UTC") from None
