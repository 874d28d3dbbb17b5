"""Tags: a person's own words on articles, notes and entities. Each change is one act in the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casefile.domain.errors import UsageError
from casefile.domain.folding import fold
from casefile.domain.tags import tag_name
from casefile.services.cases import OpenCase
from casefile.store import read_tags

TAGGED = ("article", "note", "entity")


def tags_of(case: OpenCase, object_type: str, object_id: str) -> tuple[str, ...]:
    """The tags of one article, note or entity (its id, not its number), in alphabetical order."""
    return read_tags.tags_of(case.reader, object_type, [object_id]).get(object_id, ())


def tags_of_all(case: OpenCase, object_type: str, ids: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """The tags of each of ``ids`` (None: of all); what has none is left out."""
    return read_tags.tags_of(case.reader, object_type, ids)


def all_tags(case: OpenCase) -> list[tuple[str, int]]:
    """Every tag of the case and on how many things it stands, most used first."""
    return read_tags.all_tags(case.reader)


def tag(case: OpenCase, object_type: str, object_id: str, names: Sequence[str]) -> tuple[str, ...]:
    """Put ``names`` on an object; the tags that it has then. Raises ``UsageError`` for a name that cannot be one."""
    return _change(case, object_type, object_id, add=_names(names))


def untag(case: OpenCase, object_type: str, object_id: str, names: Sequence[str]) -> tuple[str, ...]:
    """Take ``names`` off an object; the tags that it has then. Raises ``UsageError`` for one that it does not have."""
    standing = {fold(name) for name in tags_of(case, object_type, object_id)}
    for name in names:
        if fold(" ".join(name.split())) not in standing:
            raise UsageError(f"It has no tag “{name}”.", "`casefile tags` lists those of the case.")
    return _change(case, object_type, object_id, remove=[" ".join(name.split()) for name in names])


def set_tags(case: OpenCase, object_type: str, object_id: str, names: Sequence[str]) -> tuple[str, ...]:
    """Let ``names`` be the tags of an object, in one act; the tags that it has then."""
    wanted = _names(names)
    kept = {fold(name) for name in wanted}
    gone = [name for name in tags_of(case, object_type, object_id) if fold(name) not in kept]
    return _change(case, object_type, object_id, add=wanted, remove=gone)


def rename_tag(case: OpenCase, old: str, new: str) -> int:
    """Call a tag otherwise wherever it stands, in one act; on how many things. Raises ``NotFound``, ``UsageError``."""
    from casefile.store import tagging

    return tagging.rename_tag(case.store(), " ".join(old.split()), tag_name(new))


def _names(names: Sequence[str]) -> list[str]:
    return list({fold(name): name for name in map(tag_name, names)}.values())


def _change(
    case: OpenCase, object_type: str, object_id: str, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> tuple[str, ...]:
    from casefile.store import tagging

    tagging.change_tags(case.store(), object_type, object_id, add, remove)
    return tags_of(case, object_type, object_id)
