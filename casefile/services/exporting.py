"""A case becomes a dossier; a dossier is verified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casefile.domain.errors import UsageError
from casefile.domain.journal import GENESIS, Entry
from casefile.domain.kinds import EntityState, MentionState
from casefile.domain.records import Entity, Passage
from casefile.domain.snapshot import CaseSnapshot, Disclosure, EntityEntry, SourceText
from casefile.domain.span import Span
from casefile.services.cases import OpenCase
from casefile.store import originals, read_articles, read_case, read_entities, read_journal, read_mentions, read_notes
from casefile.version import VERSION

FORMATS = {"bundle": "", "md": ".md", "html": ".html"}
# Acts that say something about the case's handling, not about its content: a dossier stops before them,
# so that exporting twice gives the same bytes.
_NOT_CONTENT = frozenset({"exported", "backed-up", "opened"})
_BRINGS_TEXT = frozenset({"added", "re-read", "pasted"})


def export_dossier(case: OpenCase, out: Path | None, form: str = "bundle", *, force: bool = False) -> dict[str, Any]:
    """Write a dossier to ``out`` (None: the case's exports folder) and journal it; the manifest as JSON values.

    The same case gives the same bytes. Raises ``UsageError`` when ``out`` is not empty and ``force`` is not given.
    """
    from casefile.dossier.build import build

    if form not in FORMATS:
        raise UsageError(f"There is no format “{form}”.", "Formats: " + ", ".join(FORMATS))
    snapshot = snapshot_of(case)
    if out is None:
        out = _free(case.paths.exports, f"dossier-{len(snapshot.journal)}", FORMATS[form])
    target = out.expanduser().absolute()
    manifest = build(snapshot, lambda sha256: originals.read(case.paths, sha256), target, form, force=force)
    if not case.is_read_only:
        facts = {
            "format": form,
            "name": target.name,
            "head": snapshot.head,
            "manifest_sha256": manifest["manifest_sha256"],
        }
        case.store().record("exported", "case", snapshot.case.uuid, facts=facts)
    return {**manifest, "path": str(target)}


def verify(path: Path | str) -> list[str]:
    """What is wrong with a bundle; empty when every hash, quotation and journal row holds."""
    from casefile.dossier import verify as checker

    path = Path(path)
    if not path.exists():
        raise UsageError(f"There is nothing at {path}.", "Name the folder of a bundle.")
    try:
        return checker.verify(path)
    except checker.NotABundle as error:
        raise UsageError(str(error), "Only a bundle, a folder with manifest.sha256, can be verified.") from None


def snapshot_of(case: OpenCase) -> CaseSnapshot:
    """The case as it stands, frozen in one read transaction."""
    reader = case.reader
    with reader.snapshot():
        articles = read_articles.articles(reader)
        texts = [
            SourceText(info, read_articles.text(reader, info.id), tuple(read_articles.text_marks(reader, info.id)))
            for article in articles
            for info in read_articles.texts_of(reader, article.number)
        ]
        journal = _content_rows(read_journal.journal(reader))
        return CaseSnapshot(
            case=read_case.case_info(reader),
            articles=tuple(articles),
            texts=tuple(texts),
            acquisitions=tuple(read_articles.acquisitions(reader)),
            entities=tuple(_entries(case, texts)),
            notes=tuple(read_notes.notes(reader)),
            journal=tuple(journal),
            head=journal[-1].hash if journal else GENESIS,
            built_at=journal[-1].at if journal else "",
            casefile_version=VERSION,
            disclosures=tuple(_disclosures(case, journal)),
        )


def _content_rows(entries: list[Entry]) -> list[Entry]:
    while entries and entries[-1].verb in _NOT_CONTENT:
        entries.pop()
    return entries


def _disclosures(case: OpenCase, journal: list[Entry]) -> Iterator[Disclosure]:
    """The payloads that tie texts and originals to the chain, and no others: earlier drafts are nobody's business."""
    for entry in journal:
        if entry.verb in _BRINGS_TEXT:
            sealed = read_journal.sealed_payload(case.reader, entry.seq)
            if sealed is not None:
                yield Disclosure(entry.seq, *sealed)


def _entries(case: OpenCase, texts: list[SourceText]) -> Iterator[EntityEntry]:
    confirmed = [one for one in read_entities.entities(case.reader) if one.state is EntityState.CONFIRMED]
    names: dict[str, dict[str, Passage]] = {one.id: {} for one in confirmed}
    for source in texts:
        for mention in read_mentions.mentions(case.reader, source.info.id):
            if mention.state is MentionState.ACCEPTED and mention.entity in names:
                written = mention.span.of(source.text)
                if written not in names[mention.entity]:
                    passage = Passage(
                        source.info.article, source.info.sha256, 0, mention.span, written, Span(0, len(written))
                    )
                    names[mention.entity][written] = passage
    for one in sorted(confirmed, key=_by_kind_and_name):
        yield EntityEntry(one, tuple(sorted(names[one.id].items())))


def _by_kind_and_name(one: Entity) -> tuple[str, str, str]:
    return one.kind.value, one.caption.casefold(), one.id


def _free(folder: Path, name: str, suffix: str) -> Path:
    number, candidate = 1, folder / f"{name}{suffix}"
    while candidate.exists():
        number += 1
        candidate = folder / f"{name}-{number}{suffix}"
    return candidate
