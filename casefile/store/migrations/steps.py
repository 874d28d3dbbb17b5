"""The numbered steps from an empty file to today's schema, in order. A step that was released never changes."""

from __future__ import annotations

from collections.abc import Sequence

from casefile.store.migrations import (
    step_0001_first_tables,
    step_0002_readings_and_differences,
    step_0003_what_comes_in,
    step_0004_versions_and_copies,
    step_0005_tags_and_saved_searches,
)

STEPS: Sequence[tuple[str, ...]] = (
    step_0001_first_tables.STATEMENTS,
    step_0002_readings_and_differences.STATEMENTS,
    step_0003_what_comes_in.STATEMENTS,
    step_0004_versions_and_copies.STATEMENTS,
    step_0005_tags_and_saved_searches.STATEMENTS,
)
