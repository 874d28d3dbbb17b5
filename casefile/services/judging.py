"""The person decides: accept, reject, make, merge, split, rename, change kind. Each is one act in the journal."""

from __future__ import annotations

from casefile.domain.errors import NotFound, UsageError
from casefile.domain.kinds import EntityState, Kind
from casefile.domain.records import Entity, Mention
from casefile.domain.span import Span
from casefile.services.cases import OpenCase
from casefile.store import read_entities, read_merges


def accept_mention(case: OpenCase, mention: Mention, *, kind: Kind | None = None) -> None:
    """Accept one mention, as another ``kind`` if that is given; the entity that it names is confirmed with it."""
    from casefile.store import judging

    is_reading = mention.kind is Kind.READING
    judging.accept_mention(case.store(), mention.text_id, mention.span, kind, is_reading=is_reading)


def reject_mention(case: OpenCase, mention: Mention) -> None:
    """Reject one mention. It stays rejected after every re-extraction."""
    from casefile.store import judging

    judging.reject_mention(case.store(), mention.text_id, mention.span, is_reading=mention.kind is Kind.READING)


def accept_entity(case: OpenCase, entity_id: str) -> int:
    """Confirm an entity and accept all its mentions; how many were open."""
    from casefile.store import judging

    waiting = read_entities.entity(case.reader, entity_id).to_judge
    judging.accept_entity(case.store(), entity_id)
    return waiting


def reject_entity(case: OpenCase, entity_id: str) -> int:
    """Reject an entity with all its mentions; how many were open."""
    from casefile.store import judging

    waiting = read_entities.entity(case.reader, entity_id).to_judge
    judging.reject_entity(case.store(), entity_id)
    return waiting


def make_entity(
    case: OpenCase, text_id: str, span: Span, kind: Kind, *, caption: str | None = None, into: str | None = None
) -> str:
    """Make an entity of a passage, or say that the passage names the entity ``into``. Returns the entity's id."""
    if not len(span):
        raise UsageError("Nothing is selected.", "Put the caret on a name, or select one.")
    from casefile.store import judging

    return judging.make_entity(case.store(), text_id, span, kind, caption=caption, into=into)


def merge(case: OpenCase, keep_id: str, other_id: str, *, why: str = "") -> str:
    """Say that two entities are the same; the first keeps its name. Returns the id of what stands now."""
    from casefile.store import merging

    merging.merge(case.store(), keep_id, other_id, why=why)
    return read_entities.entity(case.reader, keep_id).id


def split(case: OpenCase, merged_id: str) -> None:
    """Take back that ``merged_id`` was merged into another; both stand exactly as before."""
    from casefile.store import merging

    merging.split(case.store(), merged_id)


def rename(case: OpenCase, entity_id: str, caption: str) -> None:
    """Give an entity another name. Raises ``UsageError`` for an empty one."""
    if not caption.strip():
        raise UsageError("A name cannot be empty.", "Type one, or leave it as it was.")
    from casefile.store import judging

    judging.rename(case.store(), entity_id, caption.strip())


def set_kind(case: OpenCase, entity_id: str, kind: Kind) -> None:
    """Change an entity's kind, with its mentions."""
    if not kind.is_entity:
        raise UsageError(f"A {kind.word} is not an entity.", "Choose another kind.")
    from casefile.store import judging

    judging.set_kind(case.store(), entity_id, kind)


def find_entity(case: OpenCase, name_or_id: str) -> Entity:
    """The entity with that id, name or alias. Raises ``NotFound`` when there is none, or several that fit."""
    found = read_entities.find_entities(case.reader, name_or_id)
    if len(found) > 1:
        confirmed = [one for one in found if one.state is EntityState.CONFIRMED]
        found = confirmed if len(confirmed) == 1 else found
    if not found:
        raise NotFound(f"There is no entity “{name_or_id}”.", "casefile entities lists them.")
    if len(found) > 1:
        choices = ", ".join(f"{one.id} ({one.caption}, {one.kind.word})" for one in found[:8])
        raise NotFound(f"“{name_or_id}” fits {len(found)} entities.", f"Name one by its id: {choices}")
    return found[0]


def find_merged(case: OpenCase, name_or_id: str) -> str:
    """The id of an entity that was merged into another, by its id or its own name. Raises ``NotFound``."""
    merged = read_merges.merged(case.reader)
    wanted = name_or_id.strip()
    found = [row for row in merged if wanted in row]
    if len(found) == 1:
        return found[0][0]
    names = ", ".join(f"{entity_id} ({caption})" for entity_id, caption in (found or merged)[:8])
    trouble = f"fits {len(found)} merged entities" if found else "was not merged into another"
    raise NotFound(f"“{name_or_id}” {trouble}.", f"Merged: {names}" if names else "Nothing has been merged.")
