"""The person decides: accept, reject, make, link, rename, change kind, merge, take back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casefile.domain.folding import fold
from casefile.domain.kinds import EntityState, Kind, MentionState
from casefile.domain.records import Entity
from casefile.domain.span import Span
from casefile.services import history, judging, rows
from casefile.services.cases import OpenCase
from casefile.tui.desk.base import DeskBase
from casefile.tui.screens.chooser import Choice, ChooserScreen
from casefile.tui.screens.form import Ask, FormScreen
from casefile.tui.session import spare_collector
from widgets.marks import Marks
from widgets.source_units import word_at

if TYPE_CHECKING:
    from casefile.services.candidates import Candidate, Names

_NAMES = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.VEHICLE)
_LONGEST_NAME = 60
"""Code points: longer selections are sentences."""

_PATIENCE = 1.0
"""Seconds that a prompt waits for its best choices: with tens of thousands of names, compared for the first time."""

_KINDS = (*_NAMES, Kind.EMAIL, Kind.URL, Kind.DOMAIN, Kind.PHONE, Kind.IBAN)


class Judging(DeskBase):
    """Keys that judge. Each is one act in the journal, and ``u`` takes it back."""

    _names: Names | None = None
    """The names of the entities on the desk, as they were compared last."""

    # A suggestion and an entity

    def action_accept(self) -> None:
        mention = self.source.mention
        if mention is None:
            self.say("nothing to accept here: n goes to the next mention")
        elif mention.state is MentionState.ACCEPTED:
            self.say("already accepted")
        else:
            words = self.source.text[mention.span.start : mention.span.end]
            self.act(lambda _: self.say(f"accepted {words} · u undoes"), judging.accept_mention, mention)

    def action_reject(self) -> None:
        mention = self.source.mention
        if mention is None:
            self.say("nothing to reject here: n goes to the next mention")
        else:
            words = self.source.text[mention.span.start : mention.span.end]
            self.act(lambda _: self.say(f"rejected {words} · u undoes"), judging.reject_mention, mention)

    def action_accept_all(self) -> None:
        entity = self.needs_entity()
        if entity is not None:
            self.act(
                lambda open_: self.toast(f"Accepted {entity.caption}{_with(open_)} · u undoes"),
                judging.accept_entity,
                entity.id,
            )

    def action_reject_all(self) -> None:
        entity = self.needs_entity()
        if entity is not None:
            self.act(
                lambda open_: self.toast(f"Rejected {entity.caption}{_with(open_)} · u undoes"),
                judging.reject_entity,
                entity.id,
            )

    def action_rename(self) -> None:
        entity = self.needs_entity()
        if entity is None:
            return

        def renamed(answer: dict[str, str] | None) -> None:
            caption = (answer or {}).get("caption", "").strip()
            if caption and caption != entity.caption:
                done = f"{entity.caption} is now {caption} · u undoes"
                self.act(lambda _: self.toast(done), judging.rename, entity.id, caption)

        form = FormScreen("Rename", [Ask("caption", "name", entity.caption)], yes="rename")
        self.ask(form, renamed)

    def action_kind(self) -> None:
        entity = self.needs_entity()
        if entity is None:
            return

        def chosen(kind: Kind | None) -> None:
            if kind is not None and kind is not entity.kind:
                done = f"{entity.caption} is now a {kind.word} · u undoes"
                self.act(lambda _: self.toast(done), judging.set_kind, entity.id, kind)

        self.ask(ChooserScreen(f"{entity.caption} is a …", kind_choices()), chosen)

    # Of a passage

    def passage_meant(self) -> Span | None:
        """The selection, else the mention or the word under the caret."""
        source = self.source
        if not source.text:
            return None
        if source.selection is not None and len(source.selection) <= _LONGEST_NAME:
            return source.selection
        # A sentence that is selected is no name: what stands at its beginning may be one.
        if source.selection is not None and source.mention is None:
            return source.selection
        return source.mention.span if source.mention is not None else word_at(source.text, source.caret)

    def action_make_entity(self) -> None:
        span, paper = self.passage_meant(), self.paper
        if span is None or paper is None or paper.shown is None or not span.of(paper.text).strip():
            self.say("no name here: put the caret on one, or select it with v")
        elif len(span) > _LONGEST_NAME:
            self.say(f"{len(span):,} characters are no name: V selects less")
        else:
            self.trying(self._make(span, span.of(paper.text), paper.shown.id))

    async def _make(self, span: Span, words: str, text_id: str) -> None:
        choices = await asyncio.to_thread(_makings, words, self.entities, self.casefile.marks)
        chosen = await self.ask_and_wait(
            ChooserScreen(f"“{' '.join(words.split())}” names …", choices, hint="a kind, or an entity that it names")
        )
        if isinstance(chosen, Kind):
            done = f"New {chosen.word}: {words} · u undoes"
            self.act(lambda _: self.toast(done), judging.make_entity, text_id, span, chosen)
        elif isinstance(chosen, Entity):
            done = f"“{words}” names {chosen.caption} · u undoes"
            self.act(lambda _: self.toast(done), judging.make_entity, text_id, span, chosen.kind, into=chosen.id)
        if chosen is not None:
            self.source.select(None)

    # The same, and not the same

    def action_merge(self) -> None:
        entity = self.needs_entity()
        if entity is None:
            return
        marked = [one for one in self.entities if one.id in set(self.entity_list.marked)]
        if self.pane == "entities" and len(marked) > 1:
            self._merge_marked(marked)
        else:
            self.trying(self._merge(entity))

    def _merge_marked(self, marked: Sequence[Entity]) -> None:
        keep = max(marked, key=lambda one: (one.state is EntityState.CONFIRMED, one.mentions))
        for other in marked:
            if other.id != keep.id:
                self.act(None, judging.merge, keep.id, other.id)
        self.entity_list.unmark_all()
        self.toast(f"Merged {len(marked) - 1} into {keep.caption} · u undoes one by one")

    async def _merge(self, entity: Entity) -> None:
        alike = await self._alike(entity)
        choices = await asyncio.to_thread(_others, entity, self.entities, self.casefile.marks, alike)
        keep: Entity | None = await self.ask_and_wait(
            ChooserScreen(
                f"{entity.caption} is the same as …",
                choices,
                hint="type a few letters · the chosen one keeps its name",
                nothing="there is no other entity",
            )
        )
        if keep is not None:
            done = f"Merged {entity.caption} into {keep.caption} · u undoes"
            why = next((one.words for one in alike if one.other.id == keep.id), "")
            self.act(lambda _: self.toast(done), judging.merge, keep.id, entity.id, why=why)

    async def _alike(self, entity: Entity) -> list[Candidate]:
        """Whom ``entity`` is likely to be, best first; nobody where that takes too long to wait for."""
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self.session.read(self._compared, entity)
        except TimeoutError:
            return []

    def _compared(self, case: OpenCase, entity: Entity) -> list[Candidate]:
        # Not before somebody asks: what compares names has word lists with it.
        from casefile.services import candidates

        entities = self.entities
        before = self._names
        if before is None or before.entities is not entities:
            self._names = candidates.Names(entities)
            if before is not None:
                before.forget()
            spare_collector()
        return candidates.candidates_for(case, entity, self._names)

    def action_split(self) -> None:
        entity = self.needs_entity()
        if entity is None:
            return
        if not entity.merged:
            self.say(f"nothing was merged into {entity.caption}")
        else:
            self.trying(self._split(entity))

    async def _split(self, entity: Entity) -> None:
        merged = await self.session.read(rows.merged)
        names = {id_: caption for id_, caption in merged if id_ in entity.merged}
        if len(names) == 1:
            chosen: str | None = next(iter(names))
        else:
            choices = [Choice(id_, caption, id_) for id_, caption in names.items()]
            chosen = await self.ask_and_wait(ChooserScreen(f"Not the same as {entity.caption}:", choices))
        if chosen:
            done = f"{names[chosen]} stands on its own again · u undoes"
            self.act(lambda _: self.toast(done), judging.split, chosen)

    # Taking back

    def action_undo(self) -> None:
        self.act(lambda words: self.toast(f"{words} · ctrl+r does it again"), history.undo)

    def action_redo(self) -> None:
        self.act(lambda words: self.toast(f"{words} · u undoes"), history.redo)


def _with(open_: int) -> str:
    if open_ < 1:
        return ""
    return " with 1 mention" if open_ == 1 else f" with {open_:,} mentions"


def kind_choices() -> list[Choice]:
    """The kinds that are offered: names, then the commonest identifiers. ``casefile kind`` takes every other too."""
    return [Choice(kind.value, kind.word, kind, glyph=kind.letter, also=kind.value) for kind in _KINDS]


def _entity_choice(entity: Entity, marks: Marks, group: str) -> Choice:
    return Choice(
        entity.id,
        entity.caption,
        entity,
        glyph=marks.of_state(entity.state),
        aside=f"{entity.kind.letter} {entity.mentions:>4,}",
        also=" ".join(entity.aliases),
        group=group,
    )


def _others(entity: Entity, entities: Sequence[Entity], marks: Marks, alike: Sequence[Candidate]) -> list[Choice]:
    """Whom ``entity`` could be the same as: those that are ``alike`` first, with score and rule; then those that
    share a word with it, then its kind, then all."""
    words = set(fold(entity.caption).split())
    likely = [
        replace(
            _entity_choice(one.other, marks, "likely the same" if one.is_suggested else "perhaps the same"),
            aside=one.words,
        )
        for one in alike
    ]
    seen = {entity.id, *(one.other.id for one in alike)}
    near, same, rest = [], [], []
    for other in entities:
        if other.id in seen:
            continue
        if words & set(fold(" ".join((other.caption, *other.aliases))).split()):
            near.append(_entity_choice(other, marks, "near in name"))
        elif other.kind is entity.kind:
            same.append(_entity_choice(other, marks, "of the same kind"))
        else:
            rest.append(_entity_choice(other, marks, "others"))
    return [*likely, *near, *same, *rest]


def _makings(words: str, entities: Sequence[Entity], marks: Marks) -> list[Choice]:
    """What a passage can name: an entity of that very name, a new one of each kind, any other entity."""
    wanted = fold(" ".join(words.split()))
    named, rest = [], []
    for entity in entities:
        if wanted in {fold(name) for name in (entity.caption, *entity.aliases)}:
            named.append(_entity_choice(entity, marks, "this name is known"))
        else:
            rest.append(_entity_choice(entity, marks, "known entities"))
    new = [
        Choice(f"new-{kind.value}", kind.word, kind, glyph=kind.letter, also=kind.value, group="a new entity")
        for kind in _KINDS
    ]
    return [*named, *new, *rest]
