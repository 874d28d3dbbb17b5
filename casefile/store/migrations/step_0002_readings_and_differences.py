"""Readings of damaged words, whom an attribution is of, and what another run of the engines changed."""

from __future__ import annotations

STATEMENTS = (
    # A reading and a name may stand on one span, and each is decided by itself.
    "DROP INDEX decision_place",
    "CREATE UNIQUE INDEX decision_place ON decision (text_id, start, stop, kind = 'reading') WHERE live",
    "DROP TRIGGER decision_closes",
    """CREATE TRIGGER decision_closes AFTER INSERT ON decision WHEN NEW.live
        BEGIN UPDATE mention SET open = 0
        WHERE text_id = NEW.text_id AND start = NEW.start AND stop = NEW.stop
            AND (kind = 'reading') = (NEW.kind = 'reading'); END""",
    "DROP TRIGGER decision_closes_or_opens",
    """CREATE TRIGGER decision_closes_or_opens AFTER UPDATE OF live ON decision
        BEGIN UPDATE mention SET open = NOT NEW.live
            AND EXISTS (SELECT 1 FROM article a WHERE a.text_id = NEW.text_id AND a.live)
        WHERE text_id = NEW.text_id AND start = NEW.start AND stop = NEW.stop
            AND (kind = 'reading') = (NEW.kind = 'reading'); END""",
    "DROP TRIGGER article_closes_or_opens",
    """CREATE TRIGGER article_closes_or_opens AFTER UPDATE OF live, text_id ON article
        BEGIN UPDATE mention SET open = NEW.live AND text_id IS NEW.text_id
            AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.live AND d.text_id = mention.text_id
                AND d.start = mention.start AND d.stop = mention.stop
                AND (d.kind = 'reading') = (mention.kind = 'reading'))
        WHERE text_id IN (SELECT id FROM text WHERE article_id = NEW.id); END""",
    # A reading is judged like a name but names nothing: it is counted along an index of its own.
    "CREATE INDEX mention_reading ON mention (article) WHERE open AND kind = 'reading'",
    "ALTER TABLE attribution ADD COLUMN entity_id TEXT REFERENCES entity (id)",
    "ALTER TABLE attribution ADD COLUMN hedged BOOLEAN NOT NULL DEFAULT 0",
    # What was suggested and what is: either side is empty where something came or went. No word of the text.
    """CREATE TABLE difference (
        id INTEGER PRIMARY KEY, text_id TEXT NOT NULL REFERENCES text (id), article INTEGER NOT NULL,
        what TEXT NOT NULL, old_start INTEGER, old_stop INTEGER, old_kind TEXT, old_entity TEXT, old_value TEXT,
        new_start INTEGER, new_stop INTEGER, new_kind TEXT, new_entity TEXT, new_value TEXT,
        engine TEXT NOT NULL, rule TEXT NOT NULL)""",
    "CREATE INDEX difference_text ON difference (text_id, what)",
    "CREATE INDEX difference_entity ON difference (old_entity) WHERE old_entity IS NOT NULL",
    # What a person has decided on has been looked at.
    """CREATE TRIGGER decision_looks AFTER INSERT ON decision WHEN NEW.live
        BEGIN DELETE FROM difference
        WHERE text_id = NEW.text_id AND new_start = NEW.start AND new_stop = NEW.stop
            AND (new_kind = 'reading') = (NEW.kind = 'reading'); END""",
)
