"""Tags put on and taken off. What is done to one object at once is one act; a tag keeps one spelling in a case."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from casefile.domain.errors import NotFound
from casefile.domain.folding import fold
from casefile.domain.journal import Entry
from casefile.store import clock
from casefile.store.case_store import CaseStore
from casefile.store.read_merges import members, roots
from casefile.store.tables import TABLES

_TAG = TABLES["tag"]


def change_tags(
    store: CaseStore, object_type: str, object_id: str, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Entry | None:
    """Put ``add`` on an article, note or entity and take ``remove`` off; None where that changes nothing.

    Names are as ``casefile.domain.tags`` leaves them. A tag that the case has is spelled as it is there. An entity
    that is merged into another stands for that one, and what is taken off is taken off all that is merged in it.
    """
    with store.act("untagged", object_type, object_id) as act:
        group = [object_id]
        if object_type == "entity":
            merged = roots(store.reader)
            group = members(merged, merged.get(object_id, object_id))
            act.object_id = group[0]
        standing = _standing(act.rows.connection, object_type, group)
        gone = {fold(name) for name in remove}
        for tag_id, folded in standing:
            if folded in gone:
                act.retire("tag", tag_id)
        left = {folded for _, folded in standing} - gone
        for name in add:
            if fold(name) not in left:
                left.add(fold(name))
                act.verb = "tagged"
                act.insert(
                    "tag",
                    {
                        "id": clock.new_id(),
                        "object_type": object_type,
                        "object_id": group[0],
                        "name": _spelling(act.rows.connection, name),
                    },
                )
        if object_type == "entity" and act.changes:
            # The journal speaks of it: a suggestion that has a tag is never tidied away.
            act.rows.write("entity", group[0], {"touched": True})
    return act.entry


def rename_tag(store: CaseStore, old: str, new: str) -> int:
    """Call the tag ``old`` ``new`` wherever it stands, in one act; on how many objects. Where both stand one stays.

    Raises ``NotFound`` for a tag that stands nowhere.
    """
    with store.act("renamed", "tag", "") as act:
        rows = act.rows.connection.execute(
            select(_TAG.c.id, _TAG.c.object_type, _TAG.c.object_id, _TAG.c.name, _TAG.c.folded)
            .where(_TAG.c.live, _TAG.c.folded.in_({fold(old), fold(new)}))
            .order_by(_TAG.c.id)
        ).all()
        changed = [row for row in rows if row.folded == fold(old)]
        if not changed:
            raise NotFound(f"There is no tag “{old}” in this case.", "`casefile tags` lists them.")
        act.object_id = changed[0].id
        has_both = {(row.object_type, row.object_id) for row in rows if row.folded != fold(old)}
        double = {row.id: {"live": True} for row in changed if (row.object_type, row.object_id) in has_both}
        act.update_many("tag", double, {"live": False})
        act.update_many("tag", {row.id: {"name": row.name} for row in rows if row.id not in double}, {"name": new})
        if act.changes:
            act.facts = {"old": changed[0].name, "new": new}
    return len(changed)


def _standing(connection: Connection, object_type: str, group: Sequence[str]) -> list[tuple[str, str]]:
    """Id and folded name of every tag of these objects."""
    query = select(_TAG.c.id, _TAG.c.folded).where(
        _TAG.c.live, _TAG.c.object_type == object_type, _TAG.c.object_id.in_(group)
    )
    return [(row.id, row.folded) for row in connection.execute(query.order_by(_TAG.c.folded, _TAG.c.id))]


def _spelling(connection: Connection, name: str) -> str:
    """How the case writes this tag already; ``name`` where it does not."""
    query = select(_TAG.c.name).where(_TAG.c.live, _TAG.c.folded == fold(name)).group_by(_TAG.c.name)
    return connection.scalar(query.order_by(func.count().desc(), _TAG.c.name).limit(1)) or name
