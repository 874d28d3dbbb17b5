"""XML that multiplies, reaches out, or nests without end, by itself and inside documents that are made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from made import Made, put
from small_files import Said, docx_of, epub_of, odt_of, svg, zipped

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"

# The place of the words in each: whatever stands there is the document's text.
_BODIES: dict[str, str] = {
    "xml": "<a><b>{}</b></a>",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><text>{}</text></svg>',
    "xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{}</p></body></html>',
    "rss": '<rss version="2.0"><channel><title>{0}</title><item><description>{0}</description></item></channel></rss>',
    "docx": f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>',
    "odt": f'<office:document-content xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}"><office:body><office:text>'
    "<text:p>{}</text:p></office:text></office:body></office:document-content>",
    "epub": '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{}</p></body></html>',
}

_PACKED: dict[str, Callable[[str], bytes]] = {
    "docx": lambda words: docx_of(words, Said()),
    "odt": lambda words: odt_of(words, Said()),
    "epub": lambda words: epub_of({"one.xhtml": words}, Said()),
}


def _written(ending: str, prolog: str, words: str) -> bytes:
    document = f'<?xml version="1.0"?>{prolog}{_BODIES[ending].format(words)}'
    return _PACKED[ending](document) if ending in _PACKED else document.encode()


def _root(ending: str) -> str:
    return _BODIES[ending][1:].split(">")[0].split(" ")[0]


def laughs(root: str) -> str:
    """Ten entities, each ten times the one before it: 10 GB of the last ("billion laughs")."""
    steps = "".join(f'<!ENTITY e{step} "{f"&e{step - 1};" * 10}">' for step in range(1, 10))
    return f'<!DOCTYPE {root} [<!ENTITY e0 "lolololo!">{steps}]>'


def xml_bombs(folder: Path) -> Iterator[Made]:
    """Entities that multiply: exponentially, and one long one many times."""
    for ending in _BODIES:
        data = _written(ending, laughs(_root(ending)), "&e9;")
        yield put(folder, f"laughs.{ending}", data, "entities that unfold to 10 GB")
        long = f'<!DOCTYPE {_root(ending)} [<!ENTITY e "{"a" * 50_000}">]>'
        yield put(folder, f"long.{ending}", _written(ending, long, "&e;" * 50_000), "one entity of 50 kB, 50,000 times")
        parameter = f"<!DOCTYPE {_root(ending)} [<!ENTITY % p \"<!ENTITY e '%p;%p;'>\">%p;]>"
        yield put(folder, f"itself.{ending}", _written(ending, parameter, "&e;"), "an entity that is made of itself")


def xml_reaching_out(folder: Path, secret: Path, address: str) -> Iterator[Made]:
    """Entities, document types, inclusions and style sheets that want ``secret`` (a file) or ``address`` (http)."""
    for ending in _BODIES:
        for kind, place in (("file", secret.as_uri()), ("http", address)):
            root = _root(ending)
            entity = f'<!DOCTYPE {root} [<!ENTITY e SYSTEM "{place}">]>'
            yield put(
                folder, f"entity-{kind}.{ending}", _written(ending, entity, "&e; words"), f"an entity from {kind}"
            )
            outside = f'<!DOCTYPE {root} SYSTEM "{place}">'
            yield put(folder, f"type-{kind}.{ending}", _written(ending, outside, "words"), f"a DTD from {kind}")
            parameter = f'<!DOCTYPE {root} [<!ENTITY % p SYSTEM "{place}">%p;]>'
            yield put(
                folder,
                f"parameter-{kind}.{ending}",
                _written(ending, parameter, "&e; words"),
                f"a DTD's part from {kind}",
            )
            included = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" parse="text" href="{place}"/> words'
            style = f'<?xml-stylesheet href="{place}" type="text/xsl"?>'
            yield put(
                folder, f"included-{kind}.{ending}", _written(ending, style, included), f"an inclusion from {kind}"
            )
    page = f'<html><head><link rel="stylesheet" href="{address}"><script src="{address}"></script>'
    page += f'<meta http-equiv="refresh" content="0;url={address}"><base href="{address}"></head>'
    page += f'<body><img src="{address}"><iframe src="{secret.as_uri()}"></iframe><p>{Said().text}</p></body></html>'
    yield put(folder, "fetches.html", page.encode(), "a page that wants everything from elsewhere")
    yield put(
        folder,
        "fetches.svg",
        svg(Said()).replace(b"<title>", b'<image href="%s"/><title>' % address.encode()),
        "a picture in a picture",
    )
    mail = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: message/external-body; access-type=URL;\n"
    mail += f' URL="{address}"\n\nContent-Type: text/plain\n\n'
    yield put(folder, "external-body.eml", mail.encode(), "a mail whose body is elsewhere")


def deep_xml(folder: Path) -> Iterator[Made]:
    """100,000 elements in one another, 200,000 attributes, a million of the smallest elements."""
    for ending in _BODIES:
        depth = 100_000
        nested = "<i>" * depth + "words" + "</i>" * depth
        yield put(folder, f"deep.{ending}", _written(ending, "", nested), "100,000 elements in one another", heavy=True)
        attributes = "".join(f' a{number}="1"' for number in range(200_000))
        yield put(
            folder,
            f"attributes.{ending}",
            _written(ending, "", f"<i{attributes}>words</i>"),
            "200,000 attributes",
            heavy=True,
        )
        yield put(folder, f"wide.{ending}", _written(ending, "", "<i/>" * 1_000_000), "a million elements", heavy=True)
    paragraphs = f'<w:document xmlns:w="{_W}"><w:body>{"<w:tbl><w:tr><w:tc>" * 20_000}<w:p/></w:body></w:document>'
    yield put(folder, "tables.docx", docx_of(paragraphs, Said()), "20,000 tables in one another, never closed")
    spaces = '<text:s text:c="2000000000"/>' * 9
    yield put(folder, "spaces.odt", _written("odt", "", spaces), "nine times two milliards of spaces, by number")
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    cells = f'<t:table-cell xmlns:t="{table}" t:number-columns-repeated="2000000000">x</t:table-cell>'
    yield put(folder, "repeated.odt", _written("odt", "", cells), "a cell that is repeated two milliard times")


def strange_books(folder: Path) -> Iterator[Made]:
    """EPUB and office files whose parts are missing, elsewhere, or without number."""
    chapter = f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{Said().text}</p></body></html>"
    spine = '<itemref idref="a"/>' * 100_000
    package = '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
    package += (
        f'<item id="a" href="{{}}" media-type="application/xhtml+xml"/></manifest><spine>{spine}</spine></package>'
    )
    yield put(
        folder,
        "spine.epub",
        epub_of({"a.xhtml": chapter}, Said(), package=package.format("a.xhtml")),
        "one chapter 100,000 times",
        heavy=True,
    )
    short = package.replace(spine, '<itemref idref="a"/>')
    for number, place in enumerate(
        ("../../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/", "c.opf", "%00", "")
    ):
        book = epub_of({"a.xhtml": chapter}, Said(), package=short.format(place))
        yield put(folder, f"elsewhere-{number}.epub", book, "a chapter that is elsewhere")
    yield put(folder, "no-package.epub", zipped([("mimetype", b"application/epub+zip")]), "a book without a package")
    yield put(folder, "no-words.docx", docx_of("<a/>", Said()), "a document that is none")
    yield put(folder, "empty-part.docx", docx_of("", Said()), "a document of no bytes")
    rtf = "{\\rtf1 " + "{" * 200_000 + "words" + "}" * 200_000 + "}"
    yield put(folder, "deep.rtf", rtf.encode(), "200,000 groups in one another")
    yield put(
        folder, "binary.rtf", b"{\\rtf1 words \\bin2147483647 " + b"\0" * 99 + b"}", "2 GB of binary that are not there"
    )
    yield put(
        folder, "picture.rtf", b"{\\rtf1{\\pict " + b"41" * 5_000_000 + b"} words}", "a picture of 5 MB in hexadecimal"
    )
    characters = b"{\\rtf1 \\uc99999 \\u-10179? \\u55357 \\u99999999? \\'zz \\'1b]0;x\\'07 words \\par}"
    yield put(folder, "characters.rtf", characters, "characters that are none")
