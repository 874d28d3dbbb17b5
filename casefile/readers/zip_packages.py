"""Which package a zip file is that is no office document: web archives, iWork, Visio, XPS, programs, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LOCAL = re.compile(rb"PK\x03\x04.{22}(..)..", re.S)
_WACZ = re.compile(r"archive/[^/].*\.w?arc(?:\.gz|\.zst)?\Z", re.I)
_MOST = 5000
_PACKAGE = "application/vnd.openxmlformats-package"
_BY_NAME = (
    ("fixeddocseq.fdseq", "application/vnd.ms-xpsdocument"),
    ("fixeddocumentsequence.fdseq", "application/vnd.ms-xpsdocument"),
    ("visio/document.xml", "application/vnd.ms-visio.drawing"),
    ("designmap.xml", "application/vnd.adobe.indesign-idml-package"),
    ("androidmanifest.xml", "application/vnd.android.package-archive"),
    ("index.apxl", "application/vnd.apple.keynote"),
    ("index.apxl.gz", "application/vnd.apple.keynote"),
)


def package_mime(names: Iterable[str], named: str) -> str:
    """The MIME type by the names in it and by what its entry "mimetype" says; "application/zip" for a plain one."""
    known = {name.lower() for name in names}
    for wanted, mime in _BY_NAME:
        if wanted in known:
            return mime
    if named.startswith(("application/vnd.etsi.asic", "application/vnd.adobe.", "application/vnd.recordare.")):
        return named
    if any(_WACZ.match(name) for name in known) and known & {"datapackage.json", "pages/pages.jsonl"}:
        return "application/wacz"
    if "meta-inf/manifest.mf" in known and any(name.endswith(".class") for name in known):
        return "application/java-archive"
    if "index/document.iwa" in known or "index.zip" in known:
        return _apple_now(known)
    if "index.xml" in known and known & {"buildversionhistory.plist", "quicklook/thumbnail.jpg"}:
        # Pages and Numbers of before 2013 name themselves only inside; their previews do not differ.
        return "application/vnd.apple.iwork"
    return _PACKAGE if "[content_types].xml" in known and "_rels/.rels" in known else "application/zip"


def _apple_now(known: set[str]) -> str:
    if any(name.startswith(("index/masterslide", "index/slide")) for name in known):
        return "application/vnd.apple.keynote"
    is_sheet = "index/calculationengine.iwa" in known and not any("documentstylesheet" in name for name in known)
    return "application/vnd.apple.numbers" if is_sheet else "application/vnd.apple.iwork"


def local_names(data: bytes) -> list[str]:
    """Names as the headers in front of the entries give them, where there is no table of contents."""
    found = []
    for match in _LOCAL.finditer(data):
        length = int.from_bytes(match[1], "little")
        found.append(data[match.end() : match.end() + length].decode("utf-8", "replace"))
        if len(found) == _MOST:
            break
    return found
