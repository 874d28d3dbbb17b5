"""Whose word on an article counts: a person's over its container's over its reader's."""

from __future__ import annotations

from dataclasses import fields, replace

from casefile.domain.dates import parse_date
from casefile.domain.records import Metadata

_CONTAINER_KNOWS = ("url", "retrieved")


def checked(metadata: Metadata) -> Metadata:
    """``metadata`` as it is; raises ``UsageError`` for a date that cannot be kept."""
    for written in (metadata.published, metadata.retrieved):
        if written:
            parse_date(written)
    return metadata


def over(read: Metadata, stated: Metadata) -> Metadata:
    """What a container says of its member beside what the member says: where it was captured and when, the container
    knows better; elsewhere it fills what is empty."""
    filled = {
        one.name: getattr(stated, one.name)
        for one in fields(Metadata)
        if one.name != "extra"
        and getattr(stated, one.name) is not None
        and (one.name in _CONTAINER_KNOWS or getattr(read, one.name) is None)
    }
    return replace(read, **filled, extra=read.extra + stated.extra)


def overlay(read: Metadata, given: Metadata) -> Metadata:
    """What a person said of an article over what is known of it otherwise."""
    said = {one.name: getattr(given, one.name) for one in fields(Metadata) if one.name != "extra"}
    said = {name: value for name, value in said.items() if value is not None}
    if "published" in said and "published_basis" not in said:
        said["published_basis"] = "given"
    return replace(read, **said)


def of_members(given: Metadata) -> Metadata:
    """What a person said of a container, as far as it holds for what lies in it: not its title, author and address."""
    return replace(given, title=None, author=None, url=None)
