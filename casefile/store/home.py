"""Where cases, cache, configuration and state live: ``$CASEFILE_HOME``, or the system's own places."""

from __future__ import annotations

import os
from pathlib import Path

from casefile.store.paths import private_folder

VARIABLE = "CASEFILE_HOME"


def _folder(name: str) -> Path:
    home = os.environ.get(VARIABLE)
    if home:
        return private_folder(Path(home).expanduser().absolute() / name)
    # Only here: an explicit home needs no knowledge of the system, and first paint no import of it.
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("casefile", appauthor=False)
    places = {
        "cases": dirs.user_data_path / "cases",
        "cache": dirs.user_cache_path,
        "config": dirs.user_config_path,
        "state": dirs.user_state_path,
    }
    return private_folder(places[name])


def cases_dir() -> Path:
    """The folder that new cases are made in."""
    return _folder("cases")


def cache_dir() -> Path:
    """The folder for what can be rebuilt: search indexes."""
    return _folder("cache")


def config_dir() -> Path:
    """The folder for what the person chose."""
    return _folder("config")


def state_dir() -> Path:
    """The folder for what the program remembers: the last case, reading places."""
    return _folder("state")
