"""Office documents and books, built part by part, so that a test says which part is odd."""

from __future__ import annotations

import io
import struct
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
)
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("meta", "meta"),
        ("presentation", "presentation"),
        ("form", "form"),
    )
) + (' xmlns:dc="http://purl.org/dc/elements/1.1/"')


def zipped(parts: dict[str, str | bytes], stored: str = "") -> bytes:
    """A zip file of ``parts``; the one called ``stored`` comes first, and is not packed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: name != stored):
            data = parts[name]
            kind = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), data, kind)
    return held.getvalue()


def part(root: str, inside: str) -> str:
    """One XML part of an Office document, with the usual namespaces."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><{root} {_SPACES}>{inside}</{root}>'


def relations(rows: dict[str, tuple[str, str]]) -> str:
    """``rows``: by id, what kind of relation and to where; an address outside is one of an external part."""
    outside = ' TargetMode="External"'
    lines = "".join(
        f'<Relationship Id="{number}" Type="{R}/{kind}" Target="{target}"{outside if "://" in target else ""}/>'
        for number, (kind, target) in rows.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>'


def ooxml(main: str, kind: str, parts: dict[str, str | bytes]) -> bytes:
    """A package whose main part is ``main`` of the content type ``kind``."""
    folder, _, name = main.rpartition("/")
    usual: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Override PartName="/{main}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>',
        "_rels/.rels": relations({"rId1": ("officeDocument", main)}),
        f"{folder}/_rels/{name}.rels": relations({}),
    }
    return zipped({name: data for name, data in (usual | parts).items() if data})


def docx(body: str, parts: dict[str, str | bytes] | None = None, **related: str) -> bytes:
    """A Word document. ``related``: parts by their kind, ``footnotes="<w:footnotes …>"``: the inside of each."""
    rows = {kind: (kind.rstrip("0123456789"), f"{kind}.xml") for kind in related}
    more: dict[str, str | bytes] = {
        "word/document.xml": part("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(rows),
    }
    more |= {f"word/{kind}.xml": part(f"w:{kind}", inside) for kind, inside in related.items()}
    return ooxml("word/document.xml", "wordprocessingml.document", more | (parts or {}))


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; runs that are no markup yet become ``w:r``."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def odf(
    text: str, kind: str = "text", styles: str = "", meta: str = "", parts: dict[str, str | bytes] | None = None,
    automatic: str = "",
) -> bytes:  # fmt: skip
    """An OpenDocument file: the insides of its body, of its styles, of what it says of itself."""
    inside = (
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{text}</office:{kind}></office:body>"
    )
    usual: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {_ODF}>{inside}</office:document-content>",
        "styles.xml": f"<office:document-styles {_ODF}>{styles}</office:document-styles>",
        "meta.xml": f"<office:document-meta {_ODF}><office:meta>{meta}</office:meta></office:document-meta>",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_MANIFEST}"/>',
    }
    return zipped({name: data for name, data in (usual | (parts or {})).items() if data}, "mimetype")


def page(inside: str, title: str = "") -> str:
    """A page of a book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{title}</title></head><body>{inside}</body></html>"
    )


def epub(
    pages: dict[str, str | bytes], metadata: str = "<dc:title>A book</dc:title>", version: str = "3.0",
    parts: dict[str, str | bytes] | None = None, order: list[str] | None = None, items: str = "",
) -> bytes:  # fmt: skip
    """A book of ``pages``, in this order or in ``order``."""
    manifest = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in pages)
    spine = "".join(f'<itemref idref="{name}"/>' for name in (order if order is not None else pages))
    usual: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{metadata}'
        f"</metadata><manifest>{manifest}{items}</manifest><spine>{spine}</spine></package>",
    }
    usual |= {f"OPS/{name}": data for name, data in pages.items()}
    return zipped({name: data for name, data in (usual | (parts or {})).items() if data}, "mimetype")


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file with ``streams`` in its root, each longer than the small ones that are kept elsewhere."""
    table, sectors = [0xFFFFFFFD, 0xFFFFFFFE], [b"", b""]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, data in streams.items():
        data = data.ljust(4096, b"\0") if len(data) < 4096 else data
        start = len(sectors)
        sectors += [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        table += [*range(start + 1, len(sectors)), 0xFFFFFFFE]
        entries.append(_entry(name, 2, start, len(data)))
    sectors[0] = struct.pack("<128L", *(table + [0xFFFFFFFF] * 128)[:128])
    sectors[1] = b"".join(entries).ljust(512, b"\0")
    head = struct.pack("<8s16x5H", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6).ljust(44, b"\0")
    head += struct.pack("<8L", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return (head + struct.pack("<109L", 0, *[0xFFFFFFFF] * 108)).ljust(512, b"\0") + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    tree = struct.pack("<3L", 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF)
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBB", len(written), kind, 1)
        + tree
        + bytes(36)
        + struct.pack("<LQ", start, size)
    )
