"""The dossier as one self-contained HTML file: no script, no remote anything, evidence escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from casefile.dossier import words
from casefile.dossier.escape import in_html
from casefile.dossier.notes import Block, Run, Sentence
from casefile.dossier.passages import Quotation
from casefile.dossier.printed import KINDS, Footnote, Printed, PrintedEntity, PrintedNote, PrintedSource
from casefile.dossier.style import STYLE
from casefile.dossier.verify import PREAMBLE, log_cells

_TAGS = {"strong": "strong", "em": "em"}


def page(printed: Printed) -> str:
    """The whole file. Every ``blockquote`` in it is a passage and says its place in ``data-`` attributes."""
    case = printed.snapshot.case
    parts = [f"{PREAMBLE}<title>{in_html(case.title) or 'Untitled case'}</title>", f"<style>{STYLE}</style>"]
    parts += ["</head>", "<body>", *_cover(printed), "<main>"]
    for kind, heading in KINDS:
        notes = printed.of_kind(kind)
        if notes:
            parts += [f'<section id="{kind.value}">', f"<h2>{heading}</h2>"]
            parts += [line for note in notes for line in _note(note)] + ["</section>"]
    if printed.entities:
        parts += ['<section id="entities">', "<h2>Persons, bodies, places, identifiers</h2>"]
        parts += [line for entry in printed.entities for line in _entity(entry)] + ["</section>"]
    parts += ['<section id="passages">', "<h2>Passages</h2>"]
    titles = {source.article.number: _title(source) for source in printed.sources}
    if printed.footnotes:
        parts += ['<ol class="passages">', *(_footnote(f, titles) for f in printed.footnotes), "</ol>"]
    else:
        parts.append(f"<p>{words.NOTHING_CITED}</p>")
    parts += ["</section>", '<section id="sources">', "<h2>Sources</h2>"]
    parts += [line for source in printed.sources for line in _source(source)]
    parts += ["</section>", '<section id="unread">', "<h2>What was not read</h2>"]
    parts.append(f"<p>{words.NOT_READ if printed.unread else words.ALL_READ}</p>")
    if printed.unread:
        parts += ["<ul>", *(_unread(source) for source in printed.unread), "</ul>"]
    parts += ["</section>", '<section id="log">', "<h2>Custody log</h2>", f"<p>{words.CHAIN}</p>"]
    parts += [f'<p class="small">Journal head: <code data-head>{printed.head[1]}</code></p>', *_log(printed)]
    parts += ["</section>", "</main>", f"<footer><p>{words.SHOWN}</p></footer>", "</body>", "</html>"]
    return "\n".join(parts) + "\n"


def _cover(printed: Printed) -> Iterator[str]:
    snapshot, case = printed.snapshot, printed.snapshot.case
    yield "<header>"
    kicker = [in_html(case.ref), f"<strong>{in_html(case.handling)}</strong>" if case.handling else "", "dossier"]
    yield f'<p class="kicker">{" · ".join(part for part in kicker if part)}</p>'
    yield f"<h1>{in_html(case.title) or 'Untitled case'}</h1>"
    if case.question.strip():
        yield f'<p class="lead">{in_html(case.question.strip(), lines=True)}</p>'
    facts = [("Scope", case.scope), ("Status", case.status), ("Closing note", case.closing_note)]
    facts += [("Built at", snapshot.built_at), ("Made by", f"casefile {snapshot.casefile_version}")]
    yield "<dl>"
    yield from (f"<dt>{label}</dt><dd>{_lines(value)}</dd>" for label, value in facts if value.strip())
    yield f"<dt>Journal head</dt><dd><code data-head>{printed.head[1]}</code></dd>"
    yield "</dl>"
    yield f'<p class="tally">{in_html(words.tally(printed))}</p>'
    yield f'<p class="small">{words.FROM_SOURCES}</p>'
    yield "<nav>"
    yield "<ol>"
    for name, heading, number in _contents(printed):
        yield f'<li><a href="#{name}">{heading}</a> <span>{number:,}</span></li>'
    yield "</ol>"
    yield "</nav>"
    yield "</header>"


def _contents(printed: Printed) -> Iterator[tuple[str, str, int]]:
    for kind, heading in KINDS:
        if printed.of_kind(kind):
            yield kind.value, heading, len(printed.of_kind(kind))
    if printed.entities:
        yield "entities", "Persons, bodies, places, identifiers", len(printed.entities)
    yield "passages", "Passages", len(printed.footnotes)
    yield "sources", "Sources", len(printed.sources)
    yield "unread", "What was not read", len(printed.unread)
    yield "log", "Custody log", len(printed.snapshot.journal)


def _lines(text: str) -> str:
    return in_html(text.strip(), lines=True).replace("\n", "<br>")


def _note(note: PrintedNote) -> Iterator[str]:
    yield f'<h3 id="{note.note.label}"><span class="of">{note.note.label}</span> {in_html(note.note.title)}</h3>'
    yield from _blocks(note.blocks)


def _blocks(found: Sequence[Block]) -> Iterator[str]:
    for block in found:
        said = block.is_judgement or block.kind == "heading"
        inside = "".join(_sentence(sentence, said) for sentence in block.sentences)
        if block.kind == "paragraph" and block.is_judgement:
            yield f'<p class="judgement"><span class="label">Judgement.</span> {inside}</p>'
        elif block.kind in ("paragraph", "heading"):
            tag = "p" if block.kind == "paragraph" else "h4"
            yield f"<{tag}>{inside}</{tag}>"
        elif block.kind == "code":
            yield f"<pre>{''.join(map(_run, block.sentences[0].runs))}</pre>"
        elif block.kind == "rule":
            yield "<hr>"
        else:
            tag = {"bullets": "ul", "numbers": "ol", "item": "li"}.get(block.kind, "div")
            opening = {"numbers": f'ol start="{block.start}"', "aside": 'div class="aside"'}.get(block.kind, tag)
            yield f"<{opening}>"
            yield from _blocks(block.children)
            yield f"</{tag}>"


def _sentence(sentence: Sentence, is_said: bool) -> str:
    inside = "".join(map(_run, sentence.runs))
    if is_said or not sentence.is_judgement or not inside.strip():
        return inside
    return f'<span class="judgement"><span class="label">judgement:</span> {inside}</span>'


def _run(run: Run) -> str:
    if run.ref:
        damaged = "" if run.is_pin else " damaged"
        mark = f"[{run.ref}]" if run.is_pin else f"[{run.ref}, {words.DAMAGED}]"
        return f'<a class="ref{damaged}" id="r{run.ref}-{run.visit}" href="#p{run.ref}">{mark}</a>'
    if run.text == "\n":
        return "<br>\n" if "break" in run.styles else "\n"
    inside = in_html(run.text, lines=True)
    if "code" in run.styles:
        inside = f"<code>{inside}</code>"
    for style in ("em", "strong"):
        if style in run.styles:
            inside = f"<{style}>{inside}</{style}>"
    return inside


def _quote(quotation: Quotation) -> str:
    span, hit, said = quotation.span, quotation.hit, quotation.words
    inside = in_html(said, lines=True)
    if hit is not None:
        cuts = (said[: hit.start - span.start], said[hit.start - span.start : hit.end - span.start])
        before, name, after = (in_html(part, lines=True) for part in (*cuts, said[hit.end - span.start :]))
        inside = f"{before}<mark>{name}</mark>{after}"
    place = f'data-source="S{quotation.article}" data-text="{quotation.text_sha256}"'
    return f'<blockquote {place} data-span="{span.start}-{span.end}">{inside}</blockquote>'


def _where(quotation: Quotation) -> str:
    span = quotation.span
    label = f'<a href="#S{quotation.article}">{quotation.label}</a>'
    page = f"{in_html(quotation.page)} · " if quotation.page else ""
    return f"{label} · {page}characters {span.start:}–{span.end} of text <code>{quotation.text_sha256[:16]}</code>"


def _footnote(footnote: Footnote, titles: dict[int, str]) -> str:
    number, quotation = footnote.number, footnote.quotation
    visits = range(1, footnote.visits + 1)
    back = " ".join(
        f'<a class="back" href="#r{number}-{visit}">↩{visit if len(visits) > 1 else ""}</a>' for visit in visits
    )
    opening = f'<li id="p{number}"><span class="number">{number}</span>'
    if quotation is None:
        said = f"{words.DAMAGED} <code>{in_html(footnote.written)}</code> in {', '.join(footnote.notes)}"
        return f'{opening}<p class="damaged">{said}: {in_html(footnote.damage)} {back}</p></li>'
    kind = f", {in_html(quotation.text_kind)}" if quotation.text_kind != "text" else ""
    where = f"{_where(quotation)}{kind} · {in_html(', '.join(footnote.notes))} {back}"
    title = titles[quotation.article]
    return f'{opening}<p class="where">{title}</p>{_quote(quotation)}<p class="where">{where}</p></li>'


def _entity(entry: PrintedEntity) -> Iterator[str]:
    entity = entry.entity
    kind = f'<span class="kind">{in_html(entity.kind.word)}</span>'
    yield f"<h3>{in_html(entity.caption)} {kind}</h3>"
    if entity.summary.strip():
        yield f'<p class="judgement"><span class="label">Judgement.</span> {_lines(entity.summary)}</p>'
    if entity.articles:
        links = ", ".join(f'<a href="#S{number}">S{number}</a>' for number in entity.articles)
        yield f'<p class="small">{entity.mentions:,} mentions in {links}</p>'
    for name in entry.names:
        if name.quotation is None:
            yield f'<p class="damaged">“{in_html(name.name)}”: {words.NO_PASSAGE}</p>'
        else:
            yield f'<p class="where">“{in_html(name.name)}” in {_where(name.quotation)}</p>{_quote(name.quotation)}'


def _title(source: PrintedSource) -> str:
    article = source.article
    title = article.title or article.name or "untitled"
    return in_html(", ".join(part for part in (title, article.publisher, article.published) if part))


def _source(source: PrintedSource) -> Iterator[str]:
    article = source.article
    yield f'<div class="source" id="{article.label}">'
    title = in_html(article.title or article.name) or "untitled"
    yield f'<h3><span class="of">{article.label}</span> {title}</h3>'
    rows = [(label, in_html(value)) for label, value in words.facts(source)]
    if article.url:
        rows.append(("address", f"<code>{in_html(article.url)}</code>"))
    rows.append(("original", f"<code>{article.sha256}</code>"))
    for text in source.texts:
        counts = ", the one that counts" if text.info.id == article.text_id and len(source.texts) > 1 else ""
        kind = in_html(text.info.kind) + counts
        rows.append((f"text ({kind})" if kind != "text" else "text", _text(text.info.characters, text.info.sha256)))
    rows += [("came in", in_html(line)) for line in words.arrivals(source)]
    yield "<dl>"
    yield from (f"<dt>{label}</dt><dd>{value}</dd>" for label, value in rows)
    yield "</dl>"
    yield "</div>"


def _text(characters: int, sha256: str) -> str:
    return f"{characters:,} characters<br><code>{sha256}</code>"


def _unread(source: PrintedSource) -> str:
    label = source.article.label
    return f'<li><a href="#{label}">{label}</a> {_title(source)}: {in_html(words.state(source))}</li>'


def _log(printed: Printed) -> Iterator[str]:
    heads = "".join(f"<th>{word}</th>" for word in ("row", "at", "by", "act", "object", "hash"))
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for entry in printed.snapshot.journal:
        cells = "".join(f"<td>{in_html(cell)}</td>" for cell in log_cells(asdict(entry)))
        yield f"<tr data-seq>{cells}</tr>"
    yield "</tbody></table>"
