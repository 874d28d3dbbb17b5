"""The journal for people: what was done, in words; undo and redo through it."""

from __future__ import annotations

from casefile.domain.errors import CasefileError
from casefile.domain.journal import Entry
from casefile.services.cases import OpenCase
from casefile.store import read_articles, read_entities, read_journal, read_notes, read_saved_searches, read_tags

_WORDS = {
    "created": "made",
    "added": "added",
    "received": "stored, before they were read,",
    "acquired": "arrived again:",
    "skipped": "could not store",
    "unpacked": "took out what could be of",
    "re-read": "read again:",
    "described": "described",
    "looked": "looked at",
    "graded": "graded",
    "re-counted": "chose another text of",
    "accepted": "accepted",
    "rejected": "rejected",
    "made": "made",
    "renamed": "renamed",
    "re-kinded": "changed the kind of",
    "merged": "merged",
    "split": "split off",
    "tagged": "tagged",
    "untagged": "took tags off",
    "noted": "wrote",
    "saved": "saved",
    "retired": "retired",
    "extracted": "extracted suggestions from",
    "carried": "carried suggestions over to",
    "versioned": "set the version before",
    "grouped": "set what is copied in",
    "declined": "declined an offer for",
    "reviewed": "looked over what a new engine changed in",
    "exported": "exported",
    "opened": "opened",
    "purged": "purged",
    "undid": "undid",
    "redid": "did again",
    "backed-up": "backed up",
}


def log(case: OpenCase, *, after: int = 0, limit: int | None = None) -> list[Entry]:
    """The journal's rows after ``after``, oldest first."""
    return read_journal.journal(case.reader, after, limit)


def undo(case: OpenCase) -> str:
    """Take back the latest act, and say in words which. Raises ``Refused`` with the reason."""
    from casefile.store.undo import undo as take_back

    return f"Took back: {_undone(case, take_back(case.store()))}"


def redo(case: OpenCase) -> str:
    """Do again what was undone last, and say in words what. Raises ``Refused`` with the reason."""
    from casefile.store.undo import redo as do_again

    return f"Did again: {_undone(case, do_again(case.store()), through=True)}"


def _undone(case: OpenCase, entry: Entry, *, through: bool = False) -> str:
    found = _entry(case, entry.undoes)
    if through and found is not None and found.undoes is not None:
        found = _entry(case, found.undoes)
    return describe(case, found) if found is not None else f"act {entry.undoes}"


def _entry(case: OpenCase, seq: int | None) -> Entry | None:
    found = read_journal.journal(case.reader, seq - 1, 1) if seq else []
    return found[0] if found else None


def describe(case: OpenCase, entry: Entry) -> str:
    """One act in words, such as “accepted Maris Tovell”. Names are evidence: print them as such."""
    words = _WORDS.get(entry.verb, entry.verb)
    if entry.verb in ("undid", "redid") and entry.undoes:
        taken = _entry(case, entry.undoes)
        return (
            f"{words} {describe(case, taken)}"
            if taken is not None and taken.undoes is None
            else f"{words} act {entry.undoes}"
        )
    tags = _tags(case, entry) if entry.verb in ("tagged", "untagged") else ""
    return f"{words} {_name(case, entry)}".rstrip() + tags


def _name(case: OpenCase, entry: Entry) -> str:
    try:
        if entry.object_type == "article":
            article = read_articles.article_by_id(case.reader, entry.object_id)
            return f"{article.label} {article.title or article.name}"
        if entry.object_type == "entity":
            return read_entities.entity(case.reader, entry.object_id).caption
        if entry.object_type == "note":
            for note in read_notes.notes(case.reader):
                if note.id == entry.object_id:
                    return f"{note.label} “{note.title}”"
            return "a note"
        if entry.object_type == "saved_search":
            return f"the search “{read_saved_searches.search_name(case.reader, entry.object_id)}”"
        if entry.verb == "received":
            return _how_many(case, entry)
        if entry.object_type == "case":
            return "the case"
        if entry.object_type == "mention":
            info = read_articles.text_info(case.reader, entry.object_id)
            return f"{_words_judged(case, entry)} in S{info.article}"
    except CasefileError:
        pass
    payload = read_journal.payload(case.reader, entry.seq)
    if entry.object_type == "skipped":
        return str(((payload or {}).get("changes") or [{"after": {}}])[0]["after"].get("name", "something"))
    facts = payload.get("facts", {}) if payload else {}
    if entry.object_type == "tag":
        return f"the tag “{facts['old']}” to “{facts['new']}”" if "new" in facts else "a tag"
    return str(facts.get("name") or f"{entry.object_type} {entry.object_id[:8]}")


def _tags(case: OpenCase, entry: Entry) -> str:
    """The tags that were put on and those that were taken off, as far as they were not purged."""
    changes = (read_journal.payload(case.reader, entry.seq) or {"changes": []})["changes"]
    names = read_tags.tag_names(case.reader, [change["id"] for change in changes])
    on = ", ".join(f"“{change['after']['name']}”" for change in changes if change["before"] is None)
    off = ", ".join(f"“{names.get(change['id'], '')}”" for change in changes if change["before"] is not None)
    return f": {on}; took off {off}" if on and off else f": {on or off}" if on or off else ""


def _how_many(case: OpenCase, entry: Entry) -> str:
    facts = (read_journal.payload(case.reader, entry.seq) or {}).get("facts", {})
    number = len(facts.get("originals", ()))
    return "1 original" if number == 1 else f"{number} originals"


def _words_judged(case: OpenCase, entry: Entry) -> str:
    """The words of the passage that was accepted or rejected, as far as they were not purged."""
    payload = read_journal.payload(case.reader, entry.seq) or {"changes": []}
    for change in payload["changes"]:
        surface = (change["after"] or {}).get("surface") or (change["before"] or {}).get("surface")
        if change["table"] == "decision" and surface:
            return f"“{surface}”"
    return "a mention"
