"""Books: their order, their chapters, what they say of themselves, protection, and what breaks them."""

from __future__ import annotations

import io

import pytest
from make_office import epub, page

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child
from casefile.readers.hints import Hints

NAV = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'


def attempt(data: bytes) -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints("a.epub"))


def marks_of(outcome: ReadOutcome) -> list[tuple[str, str]]:
    """The label of each mark, and the words that it stands before."""
    text = outcome.texts[0]
    assert {mark.kind for mark in text.marks} <= {"chapter"}
    return [(mark.label, text.text[mark.at :].split("\n")[0]) for mark in text.marks]


def test_pages_stand_in_the_order_of_the_spine() -> None:
    pages = {"b.xhtml": page("<p>second</p>"), "a.xhtml": page("<p>first</p>"), "c.xhtml": page("<p>not in it</p>")}
    outcome = attempt(epub(pages, order=["a.xhtml", "b.xhtml", "gone"]))
    assert (outcome.state, outcome.mime) == (IntakeState.READ, "application/epub+zip")
    assert outcome.texts[0].text == "first\n\nsecond"


def test_chapters_are_named_by_the_table_of_chapters_or_by_their_headings() -> None:
    toc = (
        '<nav><ol><li><a href="a.xhtml">Chapter  One</a></li><li><a href="b.xhtml#x">Two and a half</a></li></ol></nav>'
    )
    pages = {
        "a.xhtml": page("<p>I</p><h2>Not a chapter</h2><p>words</p>"),
        "b.xhtml": page("<h1>Two</h1><p>more</p><h2 id='x'>Two and a half</h2><p>end</p>"),
        "c.xhtml": page("<p>no chapter</p>"),
    }
    outcome = attempt(epub(pages, items=NAV, parts={"OPS/nav.xhtml": page(toc)}))
    assert marks_of(outcome) == [
        ("Chapter One", "I"),
        ("Two and a half", "Two"),
        ("Two and a half", "Two and a half"),
    ]
    assert marks_of(attempt(epub(pages))) == [
        ("Not a chapter", "Not a chapter"),
        ("Two", "Two"),
        ("Two and a half", "Two and a half"),
    ]


def test_the_older_table_of_chapters_is_read_too() -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Prologue</text></navLabel>'
        '<content src="a.xhtml"/></navPoint></navMap></ncx>'
    )
    item = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    data = epub({"a.xhtml": page("<p>words</p>")}, version="2.0", items=item, parts={"OPS/toc.ncx": ncx})
    assert marks_of(attempt(data)) == [("Prologue", "words")]


@pytest.mark.parametrize(
    ("version", "date", "published"),
    [
        ("3.0", "<dc:date>2012-01-17T00:00:00Z</dc:date>", "2012-01-17"),
        ("3.0", "<dc:date>1882</dc:date>", "1882"),
        ("2.0", "<dc:date>2012-01-17</dc:date>", None),
        ("2.0", '<dc:date opf:event="creation">2011</dc:date><dc:date opf:event="publication">2012</dc:date>', "2012"),
        ("3.0", "<dc:date>soon</dc:date>", None),
    ],
)
def test_a_date_is_that_of_publication_only_where_the_book_says_so(
    version: str, date: str, published: str | None
) -> None:
    known = attempt(epub({"a.xhtml": page("<p>x</p>")}, date, version)).metadata
    assert (known.published, known.published_basis) == (published, "file" if published else None)
    assert any(name.startswith("date") for name, _ in known.extra)


def test_what_the_book_says_of_itself_is_kept() -> None:
    metadata = (
        '<dc:title id="s">Sub</dc:title><dc:title id="m">Main</dc:title>'
        '<meta refines="#m" property="title-type">main</meta>'
        '<dc:creator opf:role="aut">Ann Lee</dc:creator><dc:creator>Bo</dc:creator>'
        '<dc:creator opf:role="ill">Cy</dc:creator>'
        "<dc:publisher>Press</dc:publisher><dc:language>fr-CA</dc:language><dc:identifier>urn:isbn:1</dc:identifier>"
    )
    known = attempt(epub({"a.xhtml": page("<p>x</p>")}, metadata)).metadata
    assert (known.title, known.author, known.publisher, known.language) == ("Main", "Ann Lee; Bo", "Press", "fr-CA")
    assert set(known.extra) == {("title", "Sub"), ("contributor (ill)", "Cy"), ("identifier", "urn:isbn:1")}


def encryption(algorithm: str, *names: str) -> str:
    rows = "".join(
        f'<enc:EncryptedData><enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
        f'<enc:CipherReference URI="{name}"/></enc:CipherData></enc:EncryptedData>'
        for name in names
    )
    return f'<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#">{rows}</encryption>'


def test_a_protected_book_says_that_it_is() -> None:
    aes = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OPS/a.xhtml")
    outcome = attempt(epub({"a.xhtml": b"\x8f\x01\x02"}, parts={"META-INF/encryption.xml": aes}))
    assert outcome.state is IntakeState.UNREAD
    assert "DRM" in outcome.reason
    assert outcome.metadata.title == "A book"
    both = epub({"a.xhtml": b"\x8f\x01\x02", "b.xhtml": page("<p>open</p>")}, parts={"META-INF/encryption.xml": aes})
    outcome = attempt(both)
    assert (outcome.state, outcome.texts[0].text) == (IntakeState.PARTLY, "open")
    assert "1 of its pages are encrypted" in outcome.reason


def test_fonts_that_are_hidden_are_no_protection() -> None:
    fonts = encryption("http://www.idpf.org/2008/embedding", "OPS/a.xhtml")
    assert (
        attempt(epub({"a.xhtml": page("<p>x</p>")}, parts={"META-INF/encryption.xml": fonts})).state is IntakeState.READ
    )


def test_named_entities_are_characters_and_others_are_not_resolved(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("s") / "secret"
    secret.write_text("the-secret")
    bomb = (
        f'<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>caf&eacute;&nbsp;&amp; &b;&x; tea</p></body></html>'
    )
    text = attempt(epub({"a.xhtml": bomb})).texts[0].text
    assert text.startswith("café\xa0&")
    assert text.endswith("tea")
    assert "lollol" not in text
    assert "the-secret" not in text


def test_empty_elements_swallow_nothing_even_where_a_page_is_damaged() -> None:
    inside = "<script src='x'/><p>one<a id='y'/></p><title/><p>two & three</p><br>"
    assert attempt(epub({"a.xhtml": page(inside)})).texts[0].text == "one\n\ntwo & three"


@pytest.mark.parametrize("depth", [200, 1000, 100_000])
def test_deep_nesting_loses_no_words(depth: int) -> None:
    outcome = attempt(epub({"a.xhtml": page("<p>start</p>" + "<div>" * depth + "deep" + "</div>" * depth)}))
    assert outcome.texts[0].text.split() == ["start", "deep"]


def test_a_book_without_a_reading_order_is_read_by_name_and_says_so() -> None:
    pages = {"2.xhtml": page("<p>two</p>"), "1.xhtml": page("<p>one</p>")}
    for lost in ("META-INF/container.xml", "OPS/book.opf"):
        outcome = attempt(epub(pages, parts={lost: "<broken"}))
        assert outcome.state is IntakeState.PARTLY or lost.startswith("META")
        assert set(outcome.texts[0].text.split()) == {"one", "two"}


def test_pages_that_are_missing_are_counted() -> None:
    pages: dict[str, str | bytes] = {"a.xhtml": page("<p>here</p>"), "b.xhtml": page("<p>x</p>")}
    outcome = attempt(epub(pages, parts={"OPS/b.xhtml": ""}))
    assert (outcome.state, outcome.reason) == (IntakeState.PARTLY, "1 of its 2 pages cannot be read")


def test_pages_outside_of_the_book_are_not_read() -> None:
    outcome = attempt(epub({"../../../../etc/passwd": "", "a.xhtml": page("<p>x</p>")}))
    assert outcome.texts[0].text == "x"


def test_pages_in_other_charsets_are_decoded() -> None:
    old = '<?xml version="1.0" encoding="windows-1251"?><html><body><p>Прага</p></body></html>'.encode("cp1251")
    wide = '<?xml version="1.0" encoding="utf-16"?><html><body><p>Прага</p></body></html>'.encode("utf-16")
    assert attempt(epub({"a.xhtml": old, "b.xhtml": wide})).texts[0].text == "Прага\n\nПрага"


def test_formulas_drawings_and_what_stands_for_an_object_are_text() -> None:
    inside = (
        '<object data="x.xml"><p>instead</p></object><p>'
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi><mn>2</mn>'
        '<annotation>tex</annotation></math></p><svg xmlns="http://www.w3.org/2000/svg">'
        "<title>tip</title><text>drawn</text></svg>"
    )
    assert attempt(epub({"a.xhtml": page(inside)})).texts[0].text == "instead\n\nx2\n\ndrawn"
