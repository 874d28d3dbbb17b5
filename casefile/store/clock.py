"""The one clock of the store, so that tests can set it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4


def utc_now() -> str:
    """Now, in UTC, ISO 8601 with microseconds and ``Z``."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def new_id() -> str:
    """A random id: 32 hexadecimal digits (a version 4 UUID), never derived from machine or time."""
    return uuid4().hex
