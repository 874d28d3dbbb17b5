"""What is carried from one version of an article to the next, and which articles read alike."""

from __future__ import annotations

# What an engine suggests gives way to what was carried to the same span: a person has judged it in another version.
_GIVES_WAY = """EXISTS (SELECT 1 FROM carried c WHERE c.text_id = mention.text_id AND c.start = mention.start
    AND c.stop = mention.stop AND c.what <> 'cited' AND (c.kind = 'reading') = (mention.kind = 'reading'))"""
_MAY_OPEN = f"(mention.engine = 'version' OR NOT {_GIVES_WAY})"
_AT = "text_id = {0}.text_id AND start = {0}.start AND stop = {0}.stop AND (kind = 'reading') = ({0}.kind = 'reading')"
_UNDECIDED = """NOT EXISTS (SELECT 1 FROM decision d WHERE d.live AND d.text_id = mention.text_id
    AND d.start = mention.start AND d.stop = mention.stop AND (d.kind = 'reading') = (mention.kind = 'reading'))"""
_COUNTS = "EXISTS (SELECT 1 FROM article a WHERE a.text_id = {0}.text_id AND a.live)"

STATEMENTS = (
    # A person said that an offer is none: "version" or "copy", by the articles' numbers.
    """CREATE TABLE decline (
        id TEXT NOT NULL PRIMARY KEY, what TEXT NOT NULL, article INTEGER NOT NULL REFERENCES article (number),
        other INTEGER NOT NULL REFERENCES article (number), live BOOLEAN NOT NULL)""",
    "CREATE UNIQUE INDEX decline_pair ON decline (what, article, other) WHERE live",
    # A judged or pinned span of an older version, and its place in the newer one; without words, and without a place
    # where it found none. The suggestions themselves are mentions of the engine "version".
    """CREATE TABLE carried (
        id INTEGER PRIMARY KEY, text_id TEXT NOT NULL REFERENCES text (id),
        old_text_id TEXT NOT NULL REFERENCES text (id), what TEXT NOT NULL, kind TEXT NOT NULL, entity_id TEXT,
        old_start INTEGER NOT NULL, old_stop INTEGER NOT NULL, start INTEGER, stop INTEGER, rule TEXT NOT NULL,
        score FLOAT NOT NULL, why TEXT NOT NULL)""",
    "CREATE INDEX carried_place ON carried (text_id, start, stop)",
    "CREATE INDEX carried_from ON carried (old_text_id)",
    """CREATE TABLE carrying (
        text_id TEXT NOT NULL PRIMARY KEY REFERENCES text (id), old_text_id TEXT NOT NULL REFERENCES text (id),
        made_by TEXT NOT NULL)""",
    f"""CREATE TRIGGER carried_closes AFTER INSERT ON carried WHEN NEW.start IS NOT NULL AND NEW.what <> 'cited'
        BEGIN UPDATE mention SET open = 0 WHERE {_AT.format("NEW")} AND engine <> 'version'; END""",
    f"""CREATE TRIGGER carried_opens AFTER DELETE ON carried WHEN OLD.start IS NOT NULL AND OLD.what <> 'cited'
        BEGIN
        DELETE FROM mention WHERE {_AT.format("OLD")} AND engine = 'version';
        UPDATE mention SET open = {_COUNTS.format("OLD")} AND {_UNDECIDED} WHERE {_AT.format("OLD")};
        END""",
    """CREATE TRIGGER version_carries AFTER UPDATE OF version_of ON article WHEN NEW.version_of IS NOT OLD.version_of
        BEGIN
        DELETE FROM carried WHERE text_id IN (SELECT id FROM text WHERE article_id = NEW.id);
        DELETE FROM carrying WHERE text_id IN (SELECT id FROM text WHERE article_id = NEW.id);
        END""",
    "DROP TRIGGER decision_closes_or_opens",
    f"""CREATE TRIGGER decision_closes_or_opens AFTER UPDATE OF live ON decision
        BEGIN UPDATE mention SET open = NOT NEW.live AND {_COUNTS.format("NEW")} AND {_MAY_OPEN}
        WHERE {_AT.format("NEW")}; END""",
    "DROP TRIGGER article_closes_or_opens",
    f"""CREATE TRIGGER article_closes_or_opens AFTER UPDATE OF live, text_id ON article
        BEGIN UPDATE mention SET open = NEW.live AND text_id IS NEW.text_id AND {_UNDECIDED} AND {_MAY_OPEN}
        WHERE text_id IN (SELECT id FROM text WHERE article_id = NEW.id); END""",
    # Hashes of runs of words, sampled: six bytes each, most significant first, in order. A text that is too short to
    # be told from others has none.
    """CREATE TABLE sketch (
        id INTEGER PRIMARY KEY, text_id TEXT NOT NULL UNIQUE REFERENCES text (id), made_by TEXT NOT NULL,
        hashes BLOB NOT NULL)""",
    # The same the other way round: which texts have a hash, the first added first.
    """CREATE TABLE sketch_hash (
        hash INTEGER NOT NULL, sketch INTEGER NOT NULL, PRIMARY KEY (hash, sketch)) WITHOUT ROWID""",
    # Two texts that read alike: the share of either one's words that stands in the other, from 0 to 1.
    """CREATE TABLE likeness (
        text_id TEXT NOT NULL REFERENCES text (id), other_id TEXT NOT NULL REFERENCES text (id),
        of_text FLOAT NOT NULL, of_other FLOAT NOT NULL, PRIMARY KEY (text_id, other_id)) WITHOUT ROWID""",
    "CREATE INDEX likeness_other ON likeness (other_id)",
)
