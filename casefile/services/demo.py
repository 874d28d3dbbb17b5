"""The sample case: built afresh from ``seeds/``, with the decisions, merges and notes that ``case.json`` tells.

Everything in ``case.json`` that points at a text does so by quotation; offsets are computed here.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casefile.domain.errors import CasefileError
from casefile.domain.kinds import Kind, NoteKind
from casefile.domain.records import Counts, Mention, Metadata
from casefile.domain.span import Span
from casefile.services import articles, cases, desk_state, index_feed, intake, judging, notes, rows, work
from casefile.services.cases import OpenCase
from casefile.store import home
from casefile.store.desk_lock import DeskLock
from casefile.store.read_case import case_info
from casefile.store.reader import CaseReader

_FOLDER = "sample-case"
_PIN = re.compile(r"\[\[(\w+)\]\]")


def seeds_dir() -> Path:
    """Where the sample case lies: inside the installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "seeds", package.parent / "seeds"):
        if (folder / "case.json").is_file():
            return folder
    raise CasefileError("The sample case is not part of this installation.", "Install casefile again.")


def build_demo() -> OpenCase:
    """Build the sample case afresh, extraction done, and make it the last used. An earlier one is thrown away."""
    seeds = seeds_dir()
    told = json.loads((seeds / "case.json").read_text(encoding="utf-8"))
    _throw_away(home.cases_dir() / _FOLDER, told)
    case = cases.create_case(
        told["title"], ref=told["ref"], question=told["question"], scope=told["scope"], name=_FOLDER
    )
    files = list(dict.fromkeys(row["file"] for row in told["articles"]))
    intake.add_paths(case, [str(seeds / name) for name in files], index=False)
    sample = _Sample(case, {row["key"]: number for number, row in enumerate(told["articles"], 1)})
    for row in told["articles"]:
        sample.describe(row)
    work.work(case)
    for row in told["names"]:
        sample.judge(row)
    for row in told["merges"]:
        keep, other = sample.entity_at(row["keep"]), sample.entity_at(row["other"])
        if keep != other:  # an engine may have brought them together already
            keep = judging.merge(case, keep, other, why=row["why"])
        judging.accept_entity(case, keep)
    for row in told["notes"]:
        sample.write(row)
    opened = told["open_at"]
    desk_state.save_place(case, desk_state.Place(article=sample.numbers[opened["article"]], note=opened["note"]))
    index_feed.catch_up(case)
    cases.remember_last(case)
    return case


def summary(case: OpenCase) -> Counts:
    """What a headless demo says about the case."""
    return rows.counts(case)


def _throw_away(folder: Path, told: dict[str, Any]) -> None:
    """Remove an earlier sample case. A folder of that name that holds anything else is somebody's own and stays."""
    try:
        with CaseReader(folder) as reader:
            info = case_info(reader)
    except CasefileError:
        return
    if (info.title, info.ref) != (told["title"], told["ref"]):
        return
    lock = DeskLock.try_take(folder)
    if lock is None:
        raise CasefileError("A desk has the sample case open.", "Close it first: demo builds the case afresh.")
    lock.release()
    shutil.rmtree(folder)


@dataclass(frozen=True, slots=True)
class _At:
    """A place of ``case.json``, found in its text."""

    text_id: str
    span: Span


@dataclass(slots=True)
class _Sample:
    """The case being built; ``numbers`` are its articles' by their keys in ``case.json``."""

    case: OpenCase
    numbers: dict[str, int]

    def describe(self, row: dict[str, Any]) -> None:
        number = self.numbers[row["key"]]
        if row["metadata"]:
            articles.set_metadata(self.case, number, Metadata(**row["metadata"]))
        if row.get("reliability"):
            articles.grade(self.case, number, row["reliability"], row.get("reliability_reason", ""))
        if row.get("looked_at"):
            articles.mark_looked_at(self.case, number)

    def place(self, told: dict[str, Any]) -> _At:
        """Where a quotation stands. Raises ``ValueError`` when it does not, which a test of the seeds rules out."""
        article = rows.article(self.case, self.numbers[told["article"]])
        text = rows.counted_text(self.case, article.number)
        start = -1
        for _ in range(told.get("occurrence", 1)):
            start = text.index(told["quote"], start + 1)
        assert article.text_id is not None
        return _At(article.text_id, Span(start, start + len(told["quote"])))

    def mention_at(self, at: _At) -> Mention | None:
        found = rows.mentions(self.case, at.text_id, include_rejected=True)
        return next((one for one in found if one.span == at.span and one.entity is not None), None)

    def entity_at(self, told: dict[str, Any]) -> str:
        """The entity named at a place; made there when nothing was suggested."""
        at = self.place(told)
        mention = self.mention_at(at)
        if mention is not None and mention.entity is not None:
            return mention.entity
        return judging.make_entity(self.case, at.text_id, at.span, Kind.PERSON)

    def judge(self, row: dict[str, Any]) -> None:
        places = [self.place(told) for told in row["at"]]
        if row["verdict"] == "reject":
            for rejected in filter(None, map(self.mention_at, places)):
                judging.reject_mention(self.case, rejected)
            return
        kind, caption, entity_id = Kind(row["kind"]), row["caption"], ""
        for at in places:
            mention = self.mention_at(at)
            if mention is None:
                made = judging.make_entity(
                    self.case, at.text_id, at.span, kind, caption=caption, into=entity_id or None
                )
                entity_id = entity_id or made
                continue
            judging.accept_mention(self.case, mention)
            if entity_id and mention.entity and mention.entity != entity_id:
                judging.merge(self.case, entity_id, mention.entity, why="the same name")
            entity_id = entity_id or mention.entity or ""
        judging.accept_entity(self.case, entity_id)
        entity = rows.entity(self.case, entity_id)
        if entity.kind is not kind:
            judging.set_kind(self.case, entity_id, kind)
        if entity.caption != caption:
            judging.rename(self.case, entity_id, caption)

    def write(self, row: dict[str, Any]) -> None:
        def pin(match: re.Match[str]) -> str:
            at = self.place(row["pins"][match[1]])
            return str(notes.cite(self.case, at.text_id, at.span))

        notes.add_note(self.case, row["title"], _PIN.sub(pin, row["body"]), NoteKind(row["kind"]))
