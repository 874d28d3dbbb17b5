"""The numbered steps from an empty file to today's schema, in order. A step that was released never changes."""

from __future__ import annotations

from collections.abc import Sequence

from casefile.store.migrations import step_0001_first_tables

STEPS: Sequence[tuple[str, ...]] = (step_0001_first_tables.STATEMENTS,)
