"""What an EPUB says of itself (EPUB 3.3 and OPF 2.0.1): its metadata, its pages in reading order, its chapters."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from urllib.parse import unquote

from casefile.domain.records import Metadata
from casefile.readers import fields
from casefile.readers.opc import part_name
from casefile.readers.xml_events import Silent

_MOST_ITEMS = 50_000
_MOST_WORDS = 5_000
# Fonts are hidden so, not texts (EPUB 3.3, section 4.4; Adobe's older way).
_FONT_METHODS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


class Rootfiles(Silent):
    """``container.xml``: where the package document lies."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "rootfile" and attributes.get("full-path"):
            self.found.append(part_name("", attributes["full-path"]))


class Encrypted(Silent):
    """``encryption.xml``: the parts that cannot be read, lower case."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._method = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "enc:EncryptedData":
            self._method = ""
        elif name == "enc:EncryptionMethod" and not self._method:
            self._method = attributes.get("Algorithm", "")
        elif name == "enc:CipherReference" and self._method not in _FONT_METHODS:
            self.names.add(part_name("", attributes.get("URI", "")).lower())


@dataclass(slots=True)
class _Stated:
    name: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words).strip()


class PackageDocument(Silent):
    """The ``.opf``. ``pages``: the parts in reading order. ``navigation``: the parts that name the chapters."""

    def __init__(self, name: str) -> None:
        self._folder = posixpath.dirname(name)
        self._items: dict[str, tuple[str, str, str]] = {}
        self._spine: list[str] = []
        self._toc = self._version = ""
        self._stated: list[_Stated] = []
        self._refined: dict[tuple[str, str], str] = {}
        self._open: _Stated | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "package":
            self._version = attributes.get("version", "")
        elif local == "item" and len(self._items) < _MOST_ITEMS:
            part = part_name(self._folder, attributes.get("href", ""))
            kind, properties = attributes.get("media-type", ""), attributes.get("properties", "")
            self._items[attributes.get("id", "")] = (part, kind, properties)
        elif local == "spine":
            self._toc = attributes.get("toc", "")
        elif local == "itemref" and len(self._spine) < _MOST_ITEMS:
            self._spine.append(attributes.get("idref", ""))
        elif (name.startswith("dc:") or local == "meta") and len(self._stated) < _MOST_WORDS:
            self._open = _Stated(name, attributes)
            self._stated.append(self._open)

    def text(self, words: str) -> None:
        if self._open is not None and len(self._open.words) < _MOST_WORDS:
            self._open.words.append(words)

    def end(self, name: str) -> None:
        if self._open is not None and self._open.name == name:
            if refines := self._open.attributes.get("refines"):
                self._refined[refines.lstrip("#"), self._open.attributes.get("property", "")] = self._open.text
            self._open = None

    @property
    def pages(self) -> list[str]:
        """Of every entry of the spine the part; empty for one that is not in the manifest."""
        return [self._items.get(number, ("", "", ""))[0] for number in self._spine]

    @property
    def navigation(self) -> list[str]:
        named = [part for part, _, properties in self._items.values() if "nav" in properties.split()]
        old = [part for number, (part, kind, _) in self._items.items() if number == self._toc or "dtbncx" in kind]
        return named + old

    def metadata(self, more: list[tuple[str, str]]) -> Metadata:
        """A date counts as that of publication where the book says so: by its event in OPF 2, always in EPUB 3."""
        titles = [row for row in self._stated if row.name == "dc:title" and row.text]
        main = next((row for row in titles if self._role(row, "title-type") == "main"), titles[0] if titles else None)
        authors, extra = [], [("title", row.text) for row in titles if row is not main]
        published = None
        for row in self._stated:
            kind = row.name[3:] if row.name.startswith("dc:") else ""
            role, event = self._role(row, "role"), row.attributes.get("opf:event", "")
            if kind == "creator" and role in ("", "aut"):
                authors.append(row.text)
            elif kind in ("creator", "contributor"):
                extra.append((f"contributor ({role})" if role else "contributor", row.text))
            elif kind == "date":
                day = row.text.partition("T")[0]
                if event == "publication" or (not event and self._version.startswith("3")):
                    published = published or fields.published(day)[0]
                extra.append((f"date of {event}" if event else "date", row.text))
            elif kind in ("identifier", "rights", "description", "subject", "source", "type", "coverage", "relation"):
                extra.append((kind, row.text))
        for name, words in (("changed", self._meta("dcterms:modified")), ("program", self._meta("generator"))):
            extra.append((name, words))
        languages = [row.text for row in self._stated if row.name == "dc:language"]
        return Metadata(
            title=fields.field(main.text) if main is not None else None,
            author=fields.field("; ".join(authors)),
            publisher=fields.field(next((row.text for row in self._stated if row.name == "dc:publisher"), "")),
            published=published,
            published_basis="file" if published else None,
            language=fields.language(languages[0]) if languages else None,
            extra=tuple((name, held) for name, words in (*extra, *more) if (held := fields.field(words)))[:100],
        )

    def _role(self, row: _Stated, name: str) -> str:
        return row.attributes.get(f"opf:{name}") or self._refined.get((row.attributes.get("id", ""), name), "")

    def _meta(self, name: str) -> str:
        for row in self._stated:
            if row.attributes.get("property") == name:
                return row.text
            if row.attributes.get("name") == name:
                return row.attributes.get("content", "")
        return ""


class Chapters(Silent):
    """A navigation document or an NCX: ``labels`` of parts, the first that names each; ``words`` of all labels."""

    def __init__(self, name: str) -> None:
        self._folder = posixpath.dirname(name)
        self.labels: dict[str, str] = {}
        self.words: set[str] = set()
        self._said: list[str] | None = None
        self._label = self._target = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "a" and attributes.get("href"):
            self._target, self._said = attributes["href"], []
        elif local == "navLabel":
            self._said = []
        elif local == "content" and self._label:
            self._keep(attributes.get("src", ""), self._label)
            self._label = ""

    def text(self, words: str) -> None:
        if self._said is not None and len(self._said) < 1000:
            self._said.append(words)

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if self._said is None or local not in ("a", "navLabel"):
            return
        words, self._said = " ".join("".join(self._said).split()), None
        if local == "a":
            self._keep(self._target, words)
        else:
            self._label = words

    def _keep(self, target: str, words: str) -> None:
        if words and len(self.words) < _MOST_ITEMS:
            self.words.add(words)
            self.labels.setdefault(part_name(self._folder, unquote(target)).lower(), words)
