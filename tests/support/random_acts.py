"""Random work on a case, always the same for the same seed: what the journal's promises are tried with."""

from __future__ import annotations

import random
from collections.abc import Callable

from casefile.domain.errors import CasefileError
from casefile.domain.kinds import Kind, NoteKind
from casefile.domain.records import Metadata
from casefile.domain.span import Span
from casefile.store import judging, merging, noting, saving_searches, tagging, versioning
from casefile.store.case_store import CaseStore
from casefile.store.describing import set_metadata
from casefile.store.read_articles import articles, text
from casefile.store.read_entities import entities
from casefile.store.read_journal import journal_head
from casefile.store.read_mentions import mentions
from casefile.store.read_merges import judgements
from casefile.store.read_notes import notes
from casefile.store.read_saved_searches import saved_searches
from casefile.store.read_tags import all_tags

NAMES = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.VEHICLE)


class RandomInvestigator:
    """Someone who acts at random on ``store``, which must hold an article with a text."""

    def __init__(self, store: CaseStore, seed: int) -> None:
        self.store = store
        self.chance = random.Random(seed)
        self._acts: tuple[Callable[[], object], ...] = (
            self._accept_mention,
            self._reject_mention,
            self._accept_entity,
            self._reject_entity,
            self._make_entity,
            self._merge,
            self._split,
            self._rename,
            self._set_kind,
            self._add_note,
            self._save_note,
            self._retire_note,
            self._describe,
            self._relate,
            self._tag,
            self._tag,
            self._rename_tag,
            self._save_search,
            self._change_search,
        )

    def act(self, times: int) -> int:
        """Act until the journal has ``times`` more rows; acts that are refused or change nothing leave none."""
        first = journal_head(self.store.reader)[0]
        while (done := journal_head(self.store.reader)[0] - first) < times:
            try:
                self.chance.choice(self._acts)()
            except (CasefileError, IndexError, ValueError):
                continue
        return done

    def _text_id(self) -> str:
        return self.chance.choice([a.text_id for a in articles(self.store.reader) if a.text_id])

    def _entity(self) -> str:
        return self.chance.choice(entities(self.store.reader, include_rejected=True)).id

    def _words(self) -> str:
        return f"name {self.chance.randrange(1000)} é"

    def _relate(self) -> None:
        """Say, deny or take back that an article is a version or a copy of one that was added before it."""
        other, one = sorted(self.chance.sample([a.number for a in articles(self.store.reader)], 2))
        column = self.chance.choice(("version_of", "copy_of"))
        if self.chance.random() < 0.3:
            versioning.decline(self.store, one, column, other)
        else:
            versioning.set_parent(self.store, one, column, self.chance.choice((other, None)))

    def _tag(self) -> None:
        """Put tags on something and take others off."""
        article = self.chance.choice(articles(self.store.reader)).id
        entity = self._entity()
        what, object_id = self.chance.choice((("article", article), ("entity", entity)))
        names = [name for name, _ in all_tags(self.store.reader)] + [f"tag {self.chance.randrange(4)}"]
        tagging.change_tags(self.store, what, object_id, [self.chance.choice(names)], self.chance.sample(names, 1))

    def _rename_tag(self) -> None:
        names = [name for name, _ in all_tags(self.store.reader)]
        tagging.rename_tag(self.store, self.chance.choice(names), self.chance.choice((*names, "TAG 1", "tag 9")))

    def _save_search(self) -> None:
        saving_searches.save_search(self.store, self._words(), "query", sort="date", types=("note",))

    def _change_search(self) -> None:
        found = self.chance.choice(saved_searches(self.store.reader)).id
        if self.chance.random() < 0.5:
            saving_searches.retire_search(self.store, found)
        else:
            saving_searches.rename_search(self.store, found, self._words())

    def _accept_mention(self) -> None:
        text_id = self._text_id()
        mention = self.chance.choice(mentions(self.store.reader, text_id, include_rejected=True))
        other = self._entity() if self.chance.random() < 0.3 and mention.entity else None
        judging.accept_mention(self.store, text_id, mention.span, entity_id=other)

    def _reject_mention(self) -> None:
        text_id = self._text_id()
        judging.reject_mention(self.store, text_id, self.chance.choice(mentions(self.store.reader, text_id)).span)

    def _accept_entity(self) -> None:
        judging.accept_entity(self.store, self._entity())

    def _reject_entity(self) -> None:
        judging.reject_entity(self.store, self._entity())

    def _make_entity(self) -> None:
        text_id = self._text_id()
        start = self.chance.randrange(len(text(self.store.reader, text_id)) - 8)
        span = Span(start, start + self.chance.randrange(1, 8))
        into = self._entity() if self.chance.random() < 0.3 else None
        judging.make_entity(self.store, text_id, span, self.chance.choice(NAMES), into=into)

    def _merge(self) -> None:
        merging.merge(self.store, self._entity(), self._entity())

    def _split(self) -> None:
        same = [judgement.right for judgement in judgements(self.store.reader) if judgement.verdict == "same"]
        merging.split(self.store, self.chance.choice(same))

    def _rename(self) -> None:
        judging.rename(self.store, self._entity(), self._words())

    def _set_kind(self) -> None:
        judging.set_kind(self.store, self._entity(), self.chance.choice(NAMES))

    def _add_note(self) -> None:
        noting.add_note(self.store, self._words(), "⟦S1:0-9⟧", self.chance.choice(list(NoteKind)))

    def _save_note(self) -> None:
        noting.save_note(self.store, self.chance.choice(notes(self.store.reader)).number, body=self._words())

    def _retire_note(self) -> None:
        noting.retire_note(self.store, self.chance.choice(notes(self.store.reader)).number)

    def _describe(self) -> None:
        number = self.chance.choice(articles(self.store.reader)).number
        set_metadata(self.store, number, Metadata(title=self._words(), published="2023-01"))
