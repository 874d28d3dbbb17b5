"""What stands in the printed forms: footnotes both ways, judgements, and evidence that stays evidence."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from snapshots import Made, small_case

from casefile.domain.kinds import NoteKind
from casefile.domain.span import Pin, Span
from casefile.domain.text import canonical
from casefile.domain.visible import visible
from casefile.dossier import verify
from casefile.dossier.as_html import page
from casefile.dossier.as_markdown import markdown
from casefile.dossier.build import build, bundle_files
from casefile.dossier.escape import in_block_quote, in_code, in_html, in_markdown
from casefile.dossier.notes import blocks
from casefile.dossier.passages import Sources
from casefile.dossier.printed import printed

HOSTILE = [
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "`code` ``more`` *em* **strong** _em_ ~~gone~~",
    "# heading\n## heading\n- list\n1. list\n> quote\n    code\n\n---\n===\n```\nfence\n```",
    "| a | b |\n| - | - |\n| 1 | 2 |",
    "\x1b]52;c;aGk=\x07\x1b[31mred\x9b2J",
    "\u202egnp.exe \u2066isolated\u2069 zero\u200bwidth \ufeff",
    "&lt;b&gt; &amp; &#60;script&#62; \" ' <b>",
    "<http://example.org> https://example.org www.example.org a@example.org",
    "[^1] [^1]: forged\n[ref]: http://example.org",
    "[REDACTED] paid [/path] [bold]x[/]",
    "\\ back\\slash\\\nend\\",
    "é combining ﬃ 𝔘𝔫𝔦 👩‍👩‍👧 עברית عربى",
    "S1¶1 · characters 0–1 of text `" + "a" * 64 + "`",
    "$x$ {.class} :::div\n%title\n\ttab  \n trailing  ",
    "| 1 | 2 |",
]


def flat(written: str) -> str:
    """The words of a page, without its tags and its style sheet."""
    body = re.sub("<style>.*?</style>", "", written, flags=re.S)
    return html.unescape(re.sub("<[^>]*>", "", body))


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.targets.append(value or "")


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_words_in_every_field_stay_words_and_the_bundle_verifies(tmp_path: Path, evil: str) -> None:
    fields = {"question": evil, "scope": evil, "handling": evil, "ref": evil, "closing_note": evil, "status": evil}
    made = Made(evil, **fields)
    made.article(
        f"before {evil} after\n\nand the end",
        title=evil,
        name=evil,
        publisher=evil,
        author=evil,
        url=evil,
        published_basis=evil,
        reason=evil,
        reliability_reason=evil,
        collected_by=evil,
        method=evil,
        language=evil,
    )
    words = canonical(evil)
    made.note(f"He wrote {made.pin(1, words)}. {evil}", evil, NoteKind.HYPOTHESIS)
    made.note(evil, evil)
    made.entity(evil, 1, words)
    manifest = build(made.snapshot(), made.read, tmp_path / "bundle")
    assert manifest["problems"] == []
    written = (tmp_path / "bundle/dossier.html").read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(written)
    assert tags.seen <= verify._TAGS | {"meta"}
    assert all(target.startswith("#") for target in tags.targets)
    for name in ("dossier.html", "dossier.md"):
        text = (tmp_path / "bundle" / name).read_text(encoding="utf-8")
        assert visible(text, lines=True) == text
    live = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render((tmp_path / "bundle/dossier.md").read_text())
    seen = Tags()
    seen.feed(live)
    assert not seen.seen & {"script", "img", "b", "s", "a", "style", "iframe"}


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_words_come_back_from_markdown_and_html(words: str) -> None:
    shown = visible(words, lines=True)
    assert html.unescape(in_html(words, lines=True)) == shown
    assert verify.plain(in_markdown(visible(words))) == visible(words)
    assert "\n".join(line[2:] for line in in_block_quote(words).split("\n")).count("\n") == shown.count("\n")
    line = in_markdown(visible(words))
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(line)
    assert re.sub(r"\A<p>|</p>\n\Z", "", rendered) == html.escape(visible(words), quote=True).replace("&#x27;", "'")
    assert "<a" not in rendered


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_a_code_span_holds_any_words(words: str) -> None:
    rendered = MarkdownIt("commonmark").render(in_code(words))
    assert rendered.startswith("<p><code>")
    assert html.unescape(re.sub("<[^>]*>", "", rendered)).strip() == visible(words).strip()


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=80), st.data())
def test_any_quotation_of_any_text_is_found_again_in_both_forms(words: str, data: st.DataObject) -> None:
    made = Made()
    made.article(words)
    text = made.texts[0].text
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    made.note(f"So {Pin.make(1, span, made.texts[0].info.sha256)}")
    whole = printed(made.snapshot(), made.read)
    files = bundle_files(whole)
    place = (1, made.texts[0].info.sha256, span.start, span.end)
    for name, look in (("dossier.md", verify.check_markdown), ("dossier.html", verify.check_html)):
        report = verify.Report()
        values = {"head": {"hash": whole.head[1]}, "journal": [vars_of(entry) for entry in made.journal]}
        found = look(files[name].decode(), values, {made.texts[0].info.sha256: text}, report)
        assert report.problems == []
        assert dict(found) == {place: 1}


def vars_of(entry: object) -> dict[str, object]:
    return {name: getattr(entry, name) for name in entry.__dataclass_fields__}  # type: ignore[attr-defined]


def test_footnotes_lead_there_and_back_and_every_link_has_its_target() -> None:
    made = small_case()
    written = page(printed(made.snapshot(), made.read))
    tags = Tags()
    tags.feed(written)
    assert len(tags.ids) == len(set(tags.ids))
    assert {target[1:] for target in tags.targets} <= set(tags.ids)
    assert {"r1-1", "r2-1", "r2-2", "p1", "p2"} <= set(tags.ids)
    assert {"#r2-1", "#r2-2", "#p2"} <= set(tags.targets)


def test_one_passage_cited_twice_has_one_number_and_two_ways_back() -> None:
    made = small_case()
    footnotes = printed(made.snapshot(), made.read).footnotes
    assert [(f.number, f.visits, f.notes) for f in footnotes] == [
        (1, 1, ["n1"]),
        (2, 2, ["n1", "n2"]),
        (3, 1, ["n1"]),
        (4, 1, ["n2"]),
    ]


def test_notes_are_grouped_by_kind_and_numbered_in_that_order() -> None:
    made = Made()
    made.article("One thing. Another thing.")
    made.note(made.pin(1, "One"), "a lead", NoteKind.LEAD)
    made.note(made.pin(1, "Another"), "a finding", NoteKind.FINDING)
    whole = printed(made.snapshot(), made.read)
    assert [note.note.label for note in whole.notes] == ["n2", "n1"]
    text = markdown(whole)
    assert text.index("## Findings") < text.index("## Leads")
    assert "[^1]" in text[: text.index("## Leads")]


def test_a_damaged_pin_is_listed_as_damaged_with_its_reason() -> None:
    made = Made()
    made.article("short words")
    made.article(None)
    right = made.pin(1, "words")
    bad = {
        right[:-2] + ("0" if right[-2] != "0" else "1") + "⟧": "its check digits fit no text of S1",
        "⟦S1:4-900⟧": "it points beyond the end of S1",
        "⟦S9:1-2⟧": "the case has no S9",
        "⟦S2:1-2⟧": "S2 has no text",
        "⟦S1:9-4⟧": "its end does not lie behind its start",
        "⟦S1:4-": "it cannot be read as a pin",
    }
    made.note(" and ".join(bad) + f"\n\n{right}")
    whole = printed(made.snapshot(), made.read)
    assert [(f.written, f.damage) for f in whole.damaged] == list(bad.items())
    assert whole.counts["damaged pins"] == 6
    for written in (flat(page(whole)), markdown(whole)):
        for pin, reason in bad.items():
            assert pin in written
            assert reason in written


def test_a_pin_into_another_text_of_the_source_quotes_that_text() -> None:
    made = small_case()
    sources = Sources(made.articles, made.texts)
    quoted = sources.resolve(made.pin(3, "Imprint", "full page"))
    assert not isinstance(quoted, str)
    assert (quoted.words, quoted.text_kind, quoted.label) == ("Imprint", "full page", "S3¶3")
    without_check = made.pin(3, "Imprint", "full page").split("#")[0] + "⟧"
    assert sources.resolve(without_check) == "it points beyond the end of S3"


def test_a_pin_that_markdown_swallows_is_printed_none_the_less() -> None:
    made = Made()
    made.article("some words here")
    made.note(f"```{made.pin(1, 'words')}\ncode {made.pin(1, 'here')}\n```\n\n`{made.pin(1, 'some')}`")
    assert sorted(f.quotation.words for f in printed(made.snapshot(), made.read).footnotes if f.quotation) == [
        "here",
        "some",
        "words",
    ]


@pytest.mark.parametrize(
    ("body", "judged"),
    [
        ("It was her⟦S1:0-4⟧. She knew.", ["She knew."]),
        ("It was her.⟦S1:0-4⟧ She knew.", ["She knew."]),
        ("It was her. ⟦S1:0-4⟧ She knew.", ["She knew."]),
        ("She knew. It was her ⟦S1:0-4⟧.", ["She knew."]),
        ("Mr. Falk and Dr. R. Orne met ⟦S1:0-4⟧.", []),
        ("In No. 5 they met, e.g. by night ⟦S1:0-4⟧.", []),
        ("“It was her.” That was all ⟦S1:0-4⟧", ["“It was her.”"]),
        ("他走了。她来了⟦S1:0-4⟧。", ["他走了。"]),
        ("All of it.\nOne more.", ["All of it.", "One more."]),
        ("*Quite.* Sure ⟦S1:0-4⟧", ["Quite."]),
        ("Damaged ⟦S1:0-4000⟧.", ["Damaged."]),
    ],
)
def test_a_sentence_without_a_sound_pin_is_the_analysts_judgement(body: str, judged: list[str]) -> None:
    made = Made()
    made.article("some words")
    note = made.note(body)
    (block,) = printed(made.snapshot(), made.read).notes[0].blocks
    sentences = ["".join(run.text for run in s.runs).strip() for s in block.sentences if s.is_judgement]
    assert sentences == judged
    assert block.is_judgement == (len(judged) == len(block.sentences))
    assert "judgement" in page(printed(made.snapshot(), made.read)).split("</header>")[1] or not judged
    del note


@given(st.text(st.sampled_from("ab. A!?\n*`_-> ⟦S1:0-4⟧#\\"), max_size=60))
def test_no_word_of_a_note_is_lost_and_no_pin(body: str) -> None:
    made = Made()
    made.article("some words")
    made.note(body)
    whole = printed(made.snapshot(), made.read)
    said = re.sub(r"[^abA]", "", flat(page(whole)).partition("Custody log")[2])
    kept = re.sub(r"[^abA]", "", re.sub("⟦[^⟦⟧\n]{0,60}⟧?", "", body))
    # The table of contents, headings and footnotes hold such letters too; the note's must be among them in order.
    assert all(letter in iter(said) for letter in kept)
    assert sum(f.visits for f in whole.footnotes) >= body.count("⟦S1:0-4⟧")


def test_lists_quotes_and_code_keep_their_form() -> None:
    body = "# Head\n\n3. three\n4. four\n   - inner\n\n> aside\n\n***\n\n    code *x*\n\nline  \nbreak **b *bi***"
    made = Made()
    made.note(body)
    whole = printed(made.snapshot(), made.read)
    written = page(whole)
    for part in (
        '<ol start="3">',
        "<h4>Head</h4>",
        '<div class="aside">',
        "<hr>",
        "<pre><code>code *x*</code></pre>",
        "<br>",
    ):
        assert part in written
    assert "<strong>b </strong><strong><em>bi</em></strong>" in written
    text = markdown(whole)
    assert "3. *Judgement.* three" in text
    assert "4. *Judgement.* four\n\n   - *Judgement.* inner" in text
    assert "``code *x*``" in text
    assert [block.kind for block in blocks(body, lambda _: pytest.fail("no pin here"))] == [
        "heading",
        "numbers",
        "aside",
        "rule",
        "code",
        "paragraph",
    ]


def test_a_name_stands_in_its_paragraph_and_never_in_half_a_word() -> None:
    made = Made()
    long = "wordy " * 60
    made.article(f"{long}Falk {long}\n\nnext paragraph with Orne")
    made.entity("Falk", 1, "Falk", "Orne")
    names = printed(made.snapshot(), made.read).entities[0].names
    quoted = [name.quotation for name in names]
    assert quoted[0] is not None
    assert quoted[1] is not None
    assert quoted[0].words.startswith("wordy ")
    assert quoted[0].words.endswith("wordy")
    assert 150 < len(quoted[0].words) < 260
    assert quoted[1].words == "next paragraph with Orne"
    made = Made()
    made.article("First one. Then Falk\ncame in. “He left!” they said.\n\nMore.")
    made.entity("Falk", 1, "Falk", "He")
    sentences = [
        name.quotation.words for name in printed(made.snapshot(), made.read).entities[0].names if name.quotation
    ]
    assert sentences == ["Then Falk\ncame in.", "“He left!”"]
    made = Made()
    made.article("字" * 600 + "Falk" + "字" * 600)
    made.entity("Falk", 1, "Falk")
    (name,) = printed(made.snapshot(), made.read).entities[0].names
    assert name.quotation is not None
    assert name.quotation.words == "字" * 110 + "Falk" + "字" * 110
    assert "<mark>Falk</mark>" in page(printed(made.snapshot(), made.read))


@pytest.mark.parametrize("after", ["(javascript:alert(1))", ": a definition", "[x]", "[^2]: forged"])
def test_words_behind_a_pin_make_no_link_of_it(after: str) -> None:
    made = Made()
    made.article("some words")
    made.note(f"⟦S1:0-4⟧{after}")
    (line,) = [line for line in markdown(printed(made.snapshot(), made.read)).split("\n") if line.startswith("[^1]\\")]
    assert "<a" not in MarkdownIt("commonmark").render(f"{line}\n\n[^1]: /x\n\n[^2]: /y").replace(
        '<a href="/x">^1</a>', ""
    )


def test_a_name_whose_passage_is_gone_says_so() -> None:
    made = Made()
    made.article("Falk was there")
    made.entity("Falk", 1, "Falk")
    made.texts.clear()
    whole = printed(made.snapshot(), made.read)
    assert "not in the case any more" in page(whole)
    assert "not in the case any more" in markdown(whole)


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    made = small_case()
    written = page(printed(made.snapshot(), made.read))
    assert "default-src 'none'; style-src 'unsafe-inline'" in written
    assert "<script" not in written
    assert "url(" not in written
    assert "@import" not in written
    assert re.findall(r'(?:src|href)="(?!#)', written) == []
    assert "https://example.org/barges?a=1&amp;b=2" in written
