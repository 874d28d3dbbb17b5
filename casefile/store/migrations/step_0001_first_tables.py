"""The first tables: case, articles with their texts, entities and what is said of them, notes, the journal."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE "case" (
        id TEXT NOT NULL PRIMARY KEY, ref TEXT NOT NULL, title TEXT NOT NULL, question TEXT NOT NULL,
        scope TEXT NOT NULL, time_zone TEXT NOT NULL, handling TEXT NOT NULL, status TEXT NOT NULL,
        closing_note TEXT NOT NULL, created TEXT NOT NULL, live BOOLEAN NOT NULL)""",
    """CREATE TABLE article (
        id TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL UNIQUE, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
        text_id TEXT, title TEXT NOT NULL, author TEXT NOT NULL, publisher TEXT NOT NULL, url TEXT NOT NULL,
        published TEXT NOT NULL, published_precision TEXT NOT NULL, published_basis TEXT NOT NULL,
        retrieved TEXT NOT NULL, collected_by TEXT NOT NULL, method TEXT NOT NULL, language TEXT NOT NULL,
        mime TEXT NOT NULL, charset TEXT NOT NULL, charset_confidence FLOAT, reliability TEXT NOT NULL,
        reliability_reason TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, is_looked_at BOOLEAN NOT NULL,
        version_of INTEGER REFERENCES article (number), copy_of INTEGER REFERENCES article (number),
        extra TEXT NOT NULL, live BOOLEAN NOT NULL)""",
    "CREATE INDEX article_sha256 ON article (sha256)",
    "CREATE INDEX article_text ON article (text_id)",
    """CREATE TABLE text (
        id TEXT NOT NULL PRIMARY KEY, article_id TEXT NOT NULL REFERENCES article (id), kind TEXT NOT NULL,
        sha256 TEXT NOT NULL, characters INTEGER NOT NULL, extracted_by TEXT NOT NULL,
        extraction_note TEXT NOT NULL, live BOOLEAN NOT NULL)""",
    "CREATE INDEX text_article ON text (article_id)",
    """CREATE TABLE text_content (
        id TEXT NOT NULL PRIMARY KEY REFERENCES text (id), content TEXT NOT NULL)""",
    """CREATE TABLE acquisition (
        id TEXT NOT NULL PRIMARY KEY, article_id TEXT NOT NULL REFERENCES article (id), ordinal INTEGER NOT NULL,
        name TEXT NOT NULL, container TEXT NOT NULL, member TEXT NOT NULL, url TEXT NOT NULL, at TEXT NOT NULL,
        "by" TEXT NOT NULL, how TEXT NOT NULL, live BOOLEAN NOT NULL)""",
    "CREATE INDEX acquisition_article ON acquisition (article_id, ordinal)",
    """CREATE TABLE entity (
        id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, caption TEXT NOT NULL, summary TEXT NOT NULL,
        state TEXT NOT NULL, owner TEXT NOT NULL, folded TEXT NOT NULL, touched BOOLEAN NOT NULL,
        live BOOLEAN NOT NULL)""",
    "CREATE INDEX entity_folded ON entity (folded)",
    """CREATE TABLE mention (
        id INTEGER PRIMARY KEY, text_id TEXT NOT NULL REFERENCES text (id), article INTEGER NOT NULL,
        start INTEGER NOT NULL, stop INTEGER NOT NULL, kind TEXT NOT NULL, entity_id TEXT REFERENCES entity (id),
        surface TEXT NOT NULL, folded TEXT NOT NULL, engine TEXT NOT NULL, version TEXT NOT NULL,
        rule TEXT NOT NULL, score FLOAT, value TEXT NOT NULL, note TEXT NOT NULL, open BOOLEAN NOT NULL)""",
    "CREATE INDEX mention_place ON mention (text_id, start, stop)",
    # Covers the entity list: one walk along it gives counts, articles and aliases.
    "CREATE INDEX mention_entity ON mention (entity_id, open, article, surface)",
    "CREATE INDEX mention_folded ON mention (folded, open, entity_id)",
    """CREATE TABLE attribution (
        id INTEGER PRIMARY KEY, text_id TEXT NOT NULL REFERENCES text (id), source_start INTEGER,
        source_stop INTEGER, cue_start INTEGER NOT NULL, cue_stop INTEGER NOT NULL, content_start INTEGER NOT NULL,
        content_stop INTEGER NOT NULL, polarity TEXT NOT NULL, speaker TEXT NOT NULL, via TEXT NOT NULL,
        rule TEXT NOT NULL)""",
    "CREATE INDEX attribution_text ON attribution (text_id)",
    """CREATE TABLE decision (
        id TEXT NOT NULL PRIMARY KEY, text_id TEXT NOT NULL REFERENCES text (id), start INTEGER NOT NULL,
        stop INTEGER NOT NULL, kind TEXT NOT NULL, verdict TEXT NOT NULL, entity_id TEXT REFERENCES entity (id),
        surface TEXT NOT NULL, folded TEXT NOT NULL, engine TEXT NOT NULL, version TEXT NOT NULL,
        rule TEXT NOT NULL, score FLOAT, value TEXT NOT NULL, note TEXT NOT NULL, live BOOLEAN NOT NULL)""",
    "CREATE UNIQUE INDEX decision_place ON decision (text_id, start, stop) WHERE live",
    "CREATE INDEX decision_entity ON decision (entity_id)",
    "CREATE INDEX decision_folded ON decision (folded)",
    """CREATE TABLE judgement (
        id TEXT NOT NULL PRIMARY KEY, left_id TEXT NOT NULL REFERENCES entity (id),
        right_id TEXT NOT NULL REFERENCES entity (id), verdict TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL,
        live BOOLEAN NOT NULL)""",
    "CREATE INDEX judgement_left ON judgement (left_id)",
    "CREATE INDEX judgement_right ON judgement (right_id)",
    # The merges are a forest: one parent each.
    "CREATE UNIQUE INDEX judgement_parent ON judgement (right_id) WHERE live AND verdict = 'same'",
    """CREATE TABLE note (
        id TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL UNIQUE, kind TEXT NOT NULL, title TEXT NOT NULL,
        body TEXT NOT NULL, state TEXT NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL,
        live BOOLEAN NOT NULL)""",
    """CREATE TABLE journal (
        seq INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, verb TEXT NOT NULL,
        object_type TEXT NOT NULL, object_id TEXT NOT NULL, undoes INTEGER REFERENCES journal (seq),
        payload_digest TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL)""",
    "CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL",
    "CREATE INDEX journal_object ON journal (object_type, object_id)",
    """CREATE TABLE journal_payload (
        digest TEXT NOT NULL PRIMARY KEY, salt TEXT NOT NULL, json TEXT NOT NULL)""",
    """CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER journal_is_not_cut BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER payload_is_not_changed BEFORE UPDATE ON journal_payload
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    # A suggestion is open while nobody has decided on its span. Kept here, so that undo and redo keep it too.
    """CREATE TRIGGER decision_closes AFTER INSERT ON decision WHEN NEW.live
        BEGIN UPDATE mention SET open = 0
        WHERE text_id = NEW.text_id AND start = NEW.start AND stop = NEW.stop; END""",
    """CREATE TRIGGER decision_closes_or_opens AFTER UPDATE OF live ON decision
        BEGIN UPDATE mention SET open = NOT NEW.live
            AND EXISTS (SELECT 1 FROM article a WHERE a.text_id = NEW.text_id AND a.live)
        WHERE text_id = NEW.text_id AND start = NEW.start AND stop = NEW.stop; END""",
    # … and while its article is live and its text the one that counts.
    """CREATE TRIGGER article_closes_or_opens AFTER UPDATE OF live, text_id ON article
        BEGIN UPDATE mention SET open = NEW.live AND text_id IS NEW.text_id
            AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.live AND d.text_id = mention.text_id
                AND d.start = mention.start AND d.stop = mention.stop)
        WHERE text_id IN (SELECT id FROM text WHERE article_id = NEW.id); END""",
)
