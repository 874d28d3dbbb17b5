"""The case itself, in figures and words."""

from __future__ import annotations

from casefile.domain.errors import DamagedCase
from casefile.domain.records import CaseInfo, Counts
from casefile.store.reader import CaseReader

_COUNTS = """
WITH listed AS (
    SELECT e.id, e.state FROM entity e
    WHERE e.live AND e.state <> 'rejected'
        AND NOT EXISTS (SELECT 1 FROM judgement j WHERE j.right_id = e.id AND j.verdict = 'same' AND j.live)
        AND (e.state <> 'suggested'
            OR EXISTS (SELECT 1 FROM mention m WHERE m.entity_id = e.id AND m.open)
            OR EXISTS (SELECT 1 FROM decision d WHERE d.entity_id = e.id AND d.live AND d.verdict = 'accepted')
            OR EXISTS (SELECT 1 FROM judgement j WHERE j.left_id = e.id AND j.verdict = 'same' AND j.live))
)
SELECT
    (SELECT count(*) FROM article WHERE live) AS articles,
    (SELECT count(*) FROM listed) AS entities,
    (SELECT count(*) FROM listed WHERE state = 'suggested') AS to_judge,
    (SELECT count(*) FROM note WHERE live) AS notes,
    (SELECT count(*) FROM article WHERE live AND text_id IS NULL) AS unread,
    (SELECT count(*) FROM article WHERE live AND published = '') AS undated,
    (SELECT coalesce(max(seq), 0) FROM journal) AS journal,
    CASE WHEN EXISTS (SELECT 1 FROM difference) THEN (
        SELECT coalesce(sum((SELECT count(*) FROM difference d WHERE d.text_id = a.text_id AND d.what <> 'kept')), 0)
        FROM article a WHERE a.live) ELSE 0 END AS changed
"""


def case_info(r: CaseReader) -> CaseInfo:
    """The case's own row."""
    row = r.one(
        "SELECT id, ref, title, question, scope, time_zone, handling, status, closing_note, created"
        ' FROM "case" WHERE live ORDER BY created LIMIT 1'
    )
    if row is None:
        raise DamagedCase(f"The case in {r.root.name} was never finished being made.", "Make it again.")
    return CaseInfo(*row)


def counts(r: CaseReader) -> Counts:
    """The figures of the top row. ``to_judge`` counts suggested entities that somebody could still see; ``changed``
    what another run of the engines changed and nobody has looked at."""
    return Counts(*r.query(_COUNTS)[0])


def data_version(r: CaseReader) -> int:
    """A number that changes when anybody else commits; compare only values asked for in one thread."""
    return int(r.query("PRAGMA data_version")[0][0])
