"""The dossier as one Markdown file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from casefile.dossier import words
from casefile.dossier.escape import in_block_quote, in_code, in_markdown
from casefile.dossier.notes import Block, Run, Sentence
from casefile.dossier.passages import Quotation
from casefile.dossier.printed import KINDS, Footnote, Printed, PrintedEntity, PrintedSource
from casefile.dossier.verify import log_cells


def markdown(printed: Printed) -> str:
    """The whole file. Every block quote in it is a passage, one blank line behind the line that says its place."""
    parts: list[str] = [*_cover(printed)]
    for kind, heading in KINDS:
        notes = printed.of_kind(kind)
        if notes:
            parts.append(f"## {heading}")
        for note in notes:
            parts.append(f"### {note.note.label} · {in_markdown(note.note.title) or 'untitled'}")
            parts.extend(_blocks(note.blocks, ""))
    if printed.entities:
        parts.append("## Persons, bodies, places, identifiers")
        for entry in printed.entities:
            parts.extend(_entity(entry))
    parts.append("## Passages")
    parts.extend(part for footnote in printed.footnotes for part in _footnote(footnote, printed))
    if not printed.footnotes:
        parts.append(words.NOTHING_CITED)
    parts.append("## Sources")
    for source in printed.sources:
        parts.extend(_source(source))
    parts.append("## What was not read")
    parts.append(words.NOT_READ if printed.unread else words.ALL_READ)
    if printed.unread:
        unread = [f"- S{s.article.number} · {_title(s)}: {in_markdown(words.state(s))}" for s in printed.unread]
        parts.append("\n".join(unread))
    parts += ["## Custody log", words.CHAIN, _log(printed)]
    return "\n\n".join(parts) + "\n"


def _cover(printed: Printed) -> Iterator[str]:
    snapshot, case = printed.snapshot, printed.snapshot.case
    yield f"# {in_markdown(case.title) or 'Untitled case'}"
    lines = [("Reference", case.ref), ("Handling", case.handling), ("Status", case.status)]
    lines += [("Built at", snapshot.built_at), ("Made by", f"casefile {snapshot.casefile_version}")]
    yield "\\\n".join(f"{label}: {in_markdown(value)}" for label, value in lines if value)
    for label, value in (("Question", case.question), ("Scope", case.scope), ("Closing note", case.closing_note)):
        if value.strip():
            yield f"**{label}.** {_lines(value)}"
    yield words.tally(printed)
    yield words.FROM_SOURCES
    yield f"Journal head: `{printed.head[1]}`"
    yield words.SHOWN


def _lines(text: str) -> str:
    return in_markdown(text.strip(), lines=True).replace("\n", "\\\n").replace("\\\n\\\n", "\n\n")


def _blocks(found: Sequence[Block], indent: str) -> Iterator[str]:
    for block in found:
        if block.kind in ("paragraph", "code"):
            label = "*Judgement.* " if block.is_judgement else ""
            text = "".join(
                _sentence(sentence, block.is_judgement or block.kind == "code") for sentence in block.sentences
            )
            yield _indented(label + text, indent)
        elif block.kind == "heading":
            yield indent + "#### " + "".join(_sentence(s, True) for s in block.sentences).replace("\n", " ")
        elif block.kind == "rule":
            yield indent + "* * *"
        elif block.kind == "aside":
            yield indent + "*(set apart in the note:)*"
            yield from _blocks(block.children, indent)
        else:
            for number, item in enumerate(block.children, block.start):
                mark = f"{number}. " if block.kind == "numbers" else "- "
                inner = list(_blocks(item.children, indent + " " * len(mark)))
                if inner:
                    inner[0] = indent + mark + inner[0][len(indent) + len(mark) :]
                    yield from inner


def _indented(text: str, indent: str) -> str:
    return "\n".join(indent + line for line in text.split("\n"))


def _sentence(sentence: Sentence, is_said: bool) -> str:
    text = "".join(_run(run) for run in sentence.runs)
    bare = text.strip()
    if is_said or not sentence.is_judgement or not bare:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}(*judgement:* {bare}){after}"


def _run(run: Run) -> str:
    if run.ref:
        return f"[^{run.ref}]" + ("" if run.is_pin else f" ({words.DAMAGED})")
    if run.text == "\n":
        return "\\\n" if "break" in run.styles else "\n"
    if "code" in run.styles:
        return "\\\n".join(in_code(line, 2) for line in run.text.split("\n"))
    bare = run.text.strip()
    if not bare:
        return run.text
    stars = "*" * (("em" in run.styles) + 2 * ("strong" in run.styles))
    before = run.text[: len(run.text) - len(run.text.lstrip())]
    return f"{before}{stars}{in_markdown(bare)}{stars}" + run.text[len(before) + len(bare) :]


def _locator(quotation: Quotation) -> str:
    span = quotation.span
    page = f"{in_markdown(quotation.page)} · " if quotation.page else ""
    return f"{quotation.label} · {page}characters {span.start}–{span.end} of text `{quotation.text_sha256}`"


def _footnote(footnote: Footnote, printed: Printed) -> Iterator[str]:
    quotation = footnote.quotation
    if quotation is None:
        shown = in_code(footnote.written)
        yield f"[^{footnote.number}]: **{words.DAMAGED}** {shown} in {', '.join(footnote.notes)}: {footnote.damage}"
        return
    yield f"[^{footnote.number}]: {_locator(quotation)}"
    yield in_block_quote(quotation.words, "    ")
    source = next(s for s in printed.sources if s.article.number == quotation.article)
    yield f"    {_title(source)}" + (f" ({quotation.text_kind})" if quotation.text_kind != "text" else "")


def _entity(entry: PrintedEntity) -> Iterator[str]:
    entity = entry.entity
    yield f"### {in_markdown(entity.caption)} · {entity.kind.word}"
    if entity.summary.strip():
        yield "*Judgement.* " + _lines(entity.summary)
    places = ", ".join(f"S{number}" for number in entity.articles)
    if places:
        yield f"{entity.mentions:,} mentions in {places}."
    for name in entry.names:
        if name.quotation is None:
            yield f"- **{in_markdown(name.name)}**: {words.NO_PASSAGE}"
        else:
            yield f"- **{in_markdown(name.name)}** in {_locator(name.quotation)}"
            yield in_block_quote(name.quotation.words, "  ")


def _title(source: PrintedSource) -> str:
    article = source.article
    title = in_markdown(article.title or article.name) or "untitled"
    return ", ".join([title, *(in_markdown(value) for value in (article.publisher, article.published) if value)])


def _source(source: PrintedSource) -> Iterator[str]:
    article = source.article
    yield f"### {article.label} · {in_markdown(article.title or article.name) or 'untitled'}"
    lines = [f"- {label}: {in_markdown(value)}" for label, value in words.facts(source)]
    if article.url:
        lines.append(f"- address: {in_code(article.url)}")
    lines.append(f"- original: `{article.sha256}`")
    for text in source.texts:
        counts = ", the one that counts" if text.info.id == article.text_id and len(source.texts) > 1 else ""
        kind = in_markdown(text.info.kind)
        lines.append(f"- text ({kind}{counts}): {text.info.characters:,} characters, `{text.info.sha256}`")
    lines += [f"- came in {in_markdown(line)}" for line in words.arrivals(source)]
    yield "\n".join(lines)


def _log(printed: Printed) -> str:
    head = ["| row | at | by | act | object | hash |", "| --: | :-- | :-- | :-- | :-- | :-- |"]
    rows = [[in_markdown(c) for c in log_cells(asdict(entry))] for entry in printed.snapshot.journal]
    return "\n".join([*head, *("| " + " | ".join(cells) + " |" for cells in rows)])
