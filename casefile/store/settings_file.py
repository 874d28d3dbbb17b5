"""What the user chose, in ``settings.json`` in the configuration folder."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from casefile.domain.errors import UsageError
from casefile.domain.records import Settings
from casefile.store.home import config_dir
from casefile.store.json_file import load_object, save_object


def settings_path() -> Path:
    """Where the settings stand."""
    return config_dir() / "settings.json"


def load_settings() -> Settings:
    """The settings; what is not in the file has its default. Raises ``UsageError``, naming what cannot be used."""
    written = load_object(settings_path())
    defaults = asdict(Settings())
    given: dict[str, Any] = {}
    for field in fields(Settings):
        value = written.get(field.name, defaults[field.name])
        if type(value) is not type(defaults[field.name]):
            kind = "true or false" if isinstance(defaults[field.name], bool) else "text in quotes"
            raise UsageError(
                f"“{field.name}” in settings.json must be {kind}.", f"Mend it in {settings_path().parent}."
            )
        given[field.name] = value
    return Settings(**given)


def save_settings(settings: Settings) -> None:
    """Write the settings; what a newer casefile has written beside them stays."""
    path = settings_path()
    save_object(path, load_object(path) | asdict(settings))
