"""Open Packaging (ISO/IEC 29500-2): the parts of an Office document, how they refer to each other, its properties."""

from __future__ import annotations

import posixpath
import time
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple
from urllib.parse import unquote

from casefile.domain.records import Metadata
from casefile.readers import fields
from casefile.readers.hints import Unreadable
from casefile.readers.xml_events import DamagedXml, Handler, Silent, read_events
from casefile.readers.zip_entries import ZipEntries

MAX_PART = 96 * 1024 * 1024
"""Bytes of one part, unpacked, that are read."""

MAX_ALL = 192 * 1024 * 1024
LONGEST_S = 20.0
"""For all parts: what was read until then is kept."""

TOO_LONG = "reading it took too long"

MAX_SMALL = 8 * 1024 * 1024
_MOST_RELATIONS = 20_000
_MOST_PROPERTIES = 100


class Relation(NamedTuple):
    """From a part to another one. ``kind``: the last word of its type (``footnotes``, ``image``). ``target``: a part's
    name, or an address where ``is_external``."""

    id: str
    kind: str
    target: str
    is_external: bool


class Package:
    """The parts of ``file``. Raises ``Unreadable`` where it is no zip file. Part names have no slash in front, and
    upper and lower case are the same."""

    def __init__(self, file: BinaryIO) -> None:
        self.entries = ZipEntries(file)
        self._by_name = {info.filename.lstrip("/").replace("\\", "/").lower(): info for info in self.entries.infos}
        self.again()
        self._until = time.monotonic() + LONGEST_S
        self.problems: list[str] = [self.entries.problem] if self.entries.problem else []

    def again(self) -> None:
        """The parts are read once more: the limit of bytes counts from here, that of time does not."""
        self._budget = MAX_ALL

    @property
    def names(self) -> list[str]:
        return list(self._by_name)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    def info(self, name: str) -> zipfile.ZipInfo:
        """The entry of a part. Raises KeyError where it is not there."""
        return self._by_name[name.lower()]

    def pieces(self, name: str, most: int = MAX_PART) -> Iterator[bytes]:
        """One part, in pieces. Raises ``Unreadable``, for all parts together beyond ``MAX_ALL`` bytes too."""
        info = self._by_name.get(name.lower())
        if info is None:
            raise Unreadable("a part of it is missing")
        for piece in self.entries.pieces(info, most):
            self._budget -= len(piece)
            if most > MAX_SMALL and time.monotonic() > self._until:
                raise Unreadable(TOO_LONG)
            if self._budget < 0:
                raise Unreadable(f"it unfolds to more than {MAX_ALL // 1024 // 1024} MB")
            yield piece

    def events(self, name: str, handler: Handler, what: str, most: int = MAX_PART) -> bool:
        """Hands a part's events to ``handler``; False where the part is not there. What is wrong with it is added to
        ``problems``; ``what`` is how a person calls the part."""
        if name not in self:
            return False
        try:
            read_events(self.pieces(name, most), handler)
        except DamagedXml:
            self.problems.append(f"{what} is damaged: what stands behind the damage is missing")
        except Unreadable as error:
            self.problems.append(f"{what} was not read to its end: {error}")
        return True

    def relations(self, part: str) -> list[Relation]:
        """Those of ``part``; of the package itself for an empty name."""
        folder, name = posixpath.split(part)
        handler = _Relations(folder)
        self.events(posixpath.join(folder, "_rels", f"{name}.rels"), handler, "the list of its parts", MAX_SMALL)
        return handler.found

    def main_part(self, usual: str, content_type: str = ".main") -> str:
        """The part that the document begins with; ``usual`` where nothing says so. Empty where it is not there."""
        named = [row.target for row in self.relations("") if row.kind == "officeDocument" and not row.is_external]
        kinds = _ContentTypes(content_type)
        self.events("[Content_Types].xml", kinds, "the list of its kinds of parts", MAX_SMALL)
        return next((name for name in (*named, *kinds.found, usual) if name in self), "")

    @property
    def has_macros(self) -> bool:
        return any(
            name.endswith(("vbaproject.bin", "vbadata.xml"))
            or "/macrosheets/" in name
            or (name.startswith(("basic/", "scripts/")) and not name.endswith(("/", "-lc.xml", "-lb.xml")))
            for name in self._by_name
        )

    def count(self, folder: str) -> int:
        """How many parts lie below ``folder``, which ends in a slash."""
        return sum(name.startswith(folder) and not name.endswith("/") for name in self._by_name)


class _Relations(Silent):
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: list[Relation] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "rel:Relationship" or len(self.found) >= _MOST_RELATIONS:
            return
        target = attributes.get("Target", "")
        is_external = attributes.get("TargetMode") == "External"
        if not is_external:
            target = part_name(self._folder, target)
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found.append(Relation(attributes.get("Id", ""), kind, target, is_external))


class _ContentTypes(Silent):
    def __init__(self, wanted: str) -> None:
        self._wanted = wanted
        self.found: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "ct:Override" and self._wanted in attributes.get("ContentType", ""):
            self.found.append(attributes.get("PartName", "").lstrip("/"))


def part_name(folder: str, target: str) -> str:
    """The name of the part that ``target`` means, seen from ``folder``: never outside of the package."""
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


class Properties(Silent):
    """The words of each property, by its name; for those that a person made, by the name given to it."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._key = ""
        self._words: list[str] = []
        self._is_custom = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._is_custom:
            return
        self._is_custom = name in _CUSTOM
        self._key = f"{CUSTOM}{attributes.get(_CUSTOM[name], '')}" if self._is_custom else name
        self._words = []

    def text(self, words: str) -> None:
        if len(self._words) < 1000:
            self._words.append(words)

    def end(self, name: str) -> None:
        if self._is_custom and name not in _CUSTOM:
            return
        words = "".join(self._words).strip()
        if self._key and words and len(self.found) < _MOST_PROPERTIES:
            self.found[self._key] = f"{self.found[self._key]}; {words}" if self._key in self.found else words
        self._key, self._words, self._is_custom = "", [], False


CUSTOM = "custom: "
_CUSTOM = {"op:property": "name", "meta:user-defined": "meta:name"}
_EXTRA = (
    ("last changed by", "cp:lastModifiedBy"),
    ("created", "dcterms:created"),
    ("changed", "dcterms:modified"),
    ("last printed", "cp:lastPrinted"),
    ("revision", "cp:revision"),
    ("subject", "dc:subject"),
    ("keywords", "cp:keywords"),
    ("description", "dc:description"),
    ("category", "cp:category"),
    ("state of the document", "cp:contentStatus"),
    ("company", "ep:Company"),
    ("manager", "ep:Manager"),
    ("template", "ep:Template"),
    ("program", "ep:Application"),
    ("program version", "ep:AppVersion"),
    ("minutes of editing", "ep:TotalTime"),
)


def metadata(package: Package, more: list[tuple[str, str]], title: str = "") -> Metadata:
    """What the package says of itself, and ``more`` pairs. Its dates are those of the file, never of publication."""
    found: dict[str, str] = {}
    for row in package.relations(""):
        if row.kind in ("core-properties", "extended-properties", "extendedProperties", "custom-properties"):
            handler = Properties()
            package.events(row.target, handler, "what it says of itself", MAX_SMALL)
            found = handler.found | found
    return Metadata(
        title=fields.field(found.get("dc:title")) or fields.field(title),
        author=fields.field(found.get("dc:creator")),
        language=fields.language(found.get("dc:language")),
        extra=extra_pairs(found, _EXTRA, package.has_macros, more),
    )


def extra_pairs(
    found: dict[str, str], named: tuple[tuple[str, str], ...], has_macros: bool, more: list[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Properties under the names that a person reads, those that a person made, then ``more``."""
    pairs = [(name, found.get(key, "")) for name, key in named]
    pairs += [(key[:200], words) for key, words in found.items() if key.startswith(CUSTOM)]
    if has_macros:
        pairs.append(("macros", "there are macros inside, they were not run"))
    return tuple((fields.field(name) or "", held) for name, words in (*pairs, *more) if (held := fields.field(words)))


def what_else(package: Package, folder: str) -> list[tuple[str, str]]:
    """What lies in the document that is no text of its own."""
    counts = (("pictures inside", f"{folder}media/"), ("files inside", f"{folder}embeddings/"))
    return [(name, str(count)) for name, below in counts if (count := package.count(below))]
