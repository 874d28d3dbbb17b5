"""PowerPoint presentations: slides in their order, notes, comments, what stands on every slide."""

from __future__ import annotations

import io

from make_office import ooxml, part, relations

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child
from casefile.readers.hints import Hints


def attempt(data: bytes) -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints("a.pptx"))


def shape(*paragraphs: str, place: str = "") -> str:
    words = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
    return f"<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody>{words}</p:txBody></p:sp>"


def slide(inside: str, root: str = "p:sld") -> str:
    return part(root, f"<p:cSld><p:spTree>{inside}</p:spTree></p:cSld>")


def pptx(slides: dict[str, str], parts: dict[str, str | bytes] | None = None) -> bytes:
    """A presentation of ``slides`` in this order."""
    rows = {name: ("slide", f"slides/{name}.xml") for name in slides} | {"m": ("slideMaster", "master.xml")}
    order = "".join(f'<p:sldId r:id="{name}"/>' for name in slides)
    more: dict[str, str | bytes] = {
        "ppt/presentation.xml": part("p:presentation", f"<p:sldIdLst>{order}</p:sldIdLst>"),
        "ppt/_rels/presentation.xml.rels": relations(rows),
    }
    more |= {f"ppt/slides/{name}.xml": data for name, data in slides.items()}
    return ooxml("ppt/presentation.xml", "presentationml.presentation", more | (parts or {}))


def marks_of(outcome: ReadOutcome) -> list[tuple[str, str, str]]:
    text = outcome.texts[0]
    return [(mark.kind, mark.label, text.text[mark.at :].split("\n")[0]) for mark in text.marks]


def test_slides_come_in_the_order_of_the_show_with_their_notes() -> None:
    number = shape("‹#›", place='<p:ph type="sldNum"/>')
    notes = slide(shape("Say it loud") + number, "p:notes")
    parts: dict[str, str | bytes] = {
        "ppt/slides/_rels/b.xml.rels": relations({"n": ("notesSlide", "../notesSlides/n.xml")}),
        "ppt/notesSlides/n.xml": notes,
    }
    hidden = slide(shape("Second")).replace("<p:sld ", '<p:sld show="0" ')
    outcome = attempt(pptx({"b": slide(shape("First", "again") + number), "a": hidden}, parts))
    assert outcome.state is IntakeState.READ, outcome.reason
    assert outcome.texts[0].text == "First\n\nagain\n\nSay it loud\n\nSecond"
    assert marks_of(outcome) == [
        ("slide", "1", "First"),
        ("part", "notes of slide 1", "Say it loud"),
        ("slide", "2 (hidden)", "Second"),
    ]
    assert outcome.metadata.title == "First"


def test_tables_have_a_line_for_a_row() -> None:
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    row = f"<a:tr>{cell.format('a')}{cell.format('b')}</a:tr>"
    outcome = attempt(pptx({"a": slide(f"<p:graphicFrame><a:tbl>{row}{row}</a:tbl></p:graphicFrame>")}))
    assert outcome.texts[0].text == "a\tb\na\tb"


def test_comments_say_who_and_when() -> None:
    parts: dict[str, str | bytes] = {
        "ppt/_rels/presentation.xml.rels": relations(
            {"a": ("slide", "slides/a.xml"), "c": ("commentAuthors", "au.xml")}
        ),
        "ppt/au.xml": part("p:cmAuthorLst", '<p:cmAuthor id="3" name="Ann Lee"/>'),
        "ppt/slides/_rels/a.xml.rels": relations({"c": ("comments", "../c.xml")}),
        "ppt/c.xml": part("p:cmLst", '<p:cm authorId="3" dt="2023-01-16T10:00:00"><p:text>Did it?</p:text></p:cm>'),
    }
    outcome = attempt(pptx({"a": slide(shape("x"))}, parts))
    assert outcome.texts[0].text == "x\n\n⟨comment by Ann Lee, 2023-01-16T10:00:00: Did it?⟩"


def test_what_stands_on_every_slide_is_read_once_and_places_for_words_are_not() -> None:
    master = slide(shape("Secret") + shape("Click to edit", place='<p:ph type="title"/>'), "p:sldMaster")
    outcome = attempt(pptx({"a": slide(shape("x")), "b": slide(shape("y"))}, {"ppt/master.xml": master}))
    assert outcome.texts[0].text == "x\n\ny\n\nSecret"
    assert marks_of(outcome)[-1] == ("part", "on every slide", "Secret")


def test_a_slide_that_is_missing_is_told_and_the_others_are_read() -> None:
    outcome = attempt(pptx({"a": slide(shape("x")), "b": ""}))
    assert (outcome.state, outcome.reason, outcome.texts[0].text) == (IntakeState.PARTLY, "slide 2 is missing", "x")


def test_groups_in_groups_lose_no_words() -> None:
    deep = "<p:grpSp>" * 50_000 + shape("deep") + "</p:grpSp>" * 50_000
    assert attempt(pptx({"a": slide(deep)})).texts[0].text == "deep"
