"""Tags of what has the focus: the article, the entity, the note."""

from __future__ import annotations

from casefile.services import tagging
from casefile.services.cases import OpenCase
from casefile.tui.desk.details import Details
from casefile.tui.desk.noting import Noting
from casefile.tui.screens.tags import TagSheet

_ENTITY_WORDS = 40
"""Code points of a caption in a title or a toast; longer ones are cut."""


class Tagging(Details, Noting):
    """One key in every pane; what was typed is one act."""

    def action_tags(self) -> None:
        meant = self._tagged()
        if meant is not None:
            self.trying(self._tags(*meant), group="tags", exclusive=True)

    def _tagged(self) -> tuple[str, str, str] | None:
        """Type, id and label of what the tags are of; says where there is nothing."""
        if self.pane == "entities":
            entity = self.needs_entity()
            if entity is None:
                return None
            caption = entity.caption
            return "entity", entity.id, caption if len(caption) <= _ENTITY_WORDS else f"{caption[:_ENTITY_WORDS]}…"
        if self.pane == "notes":
            if self.note is None:
                self.say("no note here: w writes one")
                return None
            return "note", self.note.id, self.note.label
        article = self.article_meant()
        if article is None:
            self.say("no article here")
            return None
        return "article", article.id, article.label

    def show_note(self) -> None:
        super().show_note()
        self.trying(self._bring_note_tags(), group="note-tags", exclusive=True)

    async def _bring_note_tags(self) -> None:
        """Say beside the note's number what it is tagged with."""
        note = self.note
        tags = await self.session.read(tagging.tags_of, "note", note.id) if note is not None else ()
        if note == self.note and tags != self.note_tags:
            self.note_tags = tags
            self.show_note_titles()

    async def _tags(self, what: str, object_id: str, label: str) -> None:
        tags, known = await self.session.read(_read, what, object_id)
        wanted = await self.ask_and_wait(TagSheet(f"Tags of {label}", tags, known))
        if wanted is None or tuple(wanted) == tags:
            return
        self.act(
            lambda now: self.toast(f"{label}: {', '.join(now) or 'no tags'} · u undoes"),
            tagging.set_tags,
            what,
            object_id,
            wanted,
        )


def _read(case: OpenCase, what: str, object_id: str) -> tuple[tuple[str, ...], list[tuple[str, int]]]:
    return tagging.tags_of(case, what, object_id), tagging.all_tags(case)
