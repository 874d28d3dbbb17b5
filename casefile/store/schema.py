"""The number of the schema that this casefile reads and writes (``PRAGMA user_version`` of ``case.db``)."""

from __future__ import annotations

VERSION = 1
APPLICATION_ID = 0x63617365  # "case" in ASCII: `file case.db` can tell it from any other database
