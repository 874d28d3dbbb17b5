"""What a file is, by its bytes: no text taken for something else, nothing taken for a text, and words for the rest."""

from __future__ import annotations

import io
import json
import os
import random
import struct
from pathlib import Path

import pytest
from make_archives import zipped

from casefile.domain.kinds import IntakeState
from casefile.readers import child
from casefile.readers.format_names import UNKNOWN, why_unread
from casefile.readers.hints import Hints
from casefile.readers.magic import magic

SHARED = Path(os.environ.get("CASEFILE_SHARED", Path(__file__).resolve().parents[2].parent / "shared" / "data"))


def ole(*streams: str) -> bytes:
    """A compound file with nothing but a directory of these names."""
    size = 512
    entries = [("Root Entry", 0xFFFFFFFF, 0xFFFFFFFF, 1 if streams else 0xFFFFFFFF)]
    for number, name in enumerate(streams, 1):
        entries.append((name, 0xFFFFFFFF, number + 1 if number < len(streams) else 0xFFFFFFFF, 0xFFFFFFFF))
    directory = b""
    for name, left, right, below in entries:
        raw = name.encode("utf-16-le") + b"\0\0"
        directory += raw.ljust(64, b"\0") + struct.pack("<H2B3L", len(raw), 2, 1, left, right, below) + bytes(48)
    sectors = -(-len(directory) // size)
    table = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[24:34] = struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
    head[44:52] = struct.pack("<2L", 1, 1)
    head[76:] = struct.pack("<L", 0) + b"\xff" * 432
    fat = b"".join(struct.pack("<L", number) for number in table).ljust(size, b"\xff")
    return bytes(head) + fat + directory.ljust(sectors * size, b"\0")


def mp3(frames: int) -> bytes:
    return (b"\xff\xfb\x90\x00" + bytes(413)) * frames


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (ole("WordDocument", "1Table"), "application/msword"),
        (ole("worddocument"), "application/msword"),
        (ole("Book"), "application/vnd.ms-excel"),
        (ole("PowerPoint Document", "Current User"), "application/vnd.ms-powerpoint"),
        (ole("__nameid_version1.0", "__properties_version1.0"), "application/vnd.ms-outlook"),
        (ole("a", "b", "c", "d", "e", "VisioDocument"), "application/vnd.visio"),
        (ole("EncryptionInfo", "EncryptedPackage"), "application/x-ole-encrypted"),
        (ole("Something"), "application/x-ole-storage"),
        (
            zipped(("[Content_Types].xml", b""), ("_rels/.rels", b""), ("visio/document.xml", b"")),
            "application/vnd.ms-visio.drawing",
        ),
        (
            zipped(("[Content_Types].xml", b""), ("_rels/.rels", b""), ("FixedDocSeq.fdseq", b"")),
            "application/vnd.ms-xpsdocument",
        ),
        (
            zipped(("[Content_Types].xml", b""), ("_rels/.rels", b""), ("3D/model", b"")),
            "application/vnd.openxmlformats-package",
        ),
        (zipped(("Index/Document.iwa", b"x"), ("Index/Slide.iwa", b"x")), "application/vnd.apple.keynote"),
        (zipped(("META-INF/MANIFEST.MF", b""), ("a/B.class", b"")), "application/java-archive"),
        (zipped(("a.docx", zipped(("word/document.xml", b""), stored=True)), stored=True), "application/zip"),
        (mp3(3), "audio/mpeg"),
        (b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80%PDF-1.4 1 0 obj", "application/pkcs7-mime"),
        (b"%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj", "application/pdf"),
        (b"some bytes before it\n%PDF-1.4\n1 0 obj\n<<>>\nendobj", "application/pdf"),
        (
            b"\x03\x79\x03\x04"
            + struct.pack("<L2H", 1, 65, 11)
            + bytes(20)
            + b"NAME".ljust(11, b"\0")
            + b"C"
            + bytes(20)
            + b"\r"
            + b" " * 11,
            "application/vnd.dbf",
        ),
        (b"\x00\x01\x00\x00Standard Jet DB\x00" + bytes(20), "application/x-msaccess"),
        (b"P6\n# a note\n2 2\n255\n" + bytes(12), "image/x-portable-anymap"),
        (bytes(32769) + b"CD001\x01", "application/x-iso9660-image"),
        (b"BZh91AY&SY" + bytes(20), "application/x-bzip2"),
    ],
)
def test_bytes_say_what_a_file_is(data: bytes, mime: str) -> None:
    assert magic(data) == mime


@pytest.mark.parametrize(
    "text",
    [
        "ID3 tags say who sings.",
        "BZh is how a packed file begins.",
        "OTTO von Bismarck said nothing of the crane.",
        "AC1027 is the number of a drawing.",
        "WARC/1.0 is a format of the web's archives.",
        "FORM AIFF is a sound.",
        "RIFFraff was seen at the berth.",
        "BM was one of the initials in the log.",
        "MZ stands for a name.",
        "P1 was the first pier, P2 the second.",
        "PAR1 and PAR2 were the labels.",
        "A PDF begins with %PDF-1.7 and ends with %%EOF.",
        "GRIB, CDF and regular words.",
        "xpress delivery; x^2 is no packing.",
        "<who> said so?",
        "From here on, words: and more words.",
        "PK was the mark on the crate.",
        "7z and Rar! are packings.",
        "0707 was the code at the gate.",
        "filedesc: a word in a log",
    ],
)
def test_a_text_that_begins_like_a_signature_is_a_text(text: str) -> None:
    outcome = child.attempt(io.BytesIO((text + "\nMore words follow, and then some.\n").encode()), Hints("a.txt"))
    assert (outcome.state, outcome.mime) == (IntakeState.READ, "text/plain")


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "iso-8859-1", "cp1252", "shift_jis", "gb18030", "utf-16"])
def test_texts_in_old_charsets_are_no_sound_and_no_picture(charset: str) -> None:
    words = {"shift_jis": "港の委員会は沈黙した。", "gb18030": "港口委员会保持沉默。"}.get(charset)
    if words is None:
        words = "ÿäüß Größe" if charset in ("iso-8859-1", "cp1252") else "явка в порту, яблоко, ягода, язык"
    assert magic(((words + "\n") * 20).encode(charset)) == ""


def test_every_reason_is_in_words_and_says_no_mime_type_where_it_has_a_name() -> None:
    for mime in ("application/msword", "audio/aac", "video/mp4", "image/x-unheard-of", "font/woff", "model/stl"):
        assert "application/" not in why_unread(mime)
        assert "does not read" in why_unread(mime)
    assert why_unread("application/octet-stream") == UNKNOWN
    assert "application/x-unheard-of" in why_unread("application/x-unheard-of")


def test_damaged_files_are_typed_without_an_error() -> None:
    chance = random.Random(4)
    whole = [ole("WordDocument", "1Table"), mp3(3), zipped(("a.txt", b"words")), b"\x30\x82" + bytes(40)]
    for data in whole:
        for _ in range(300):
            broken = bytearray(data[: chance.randrange(1, len(data) + 1)])
            for _ in range(chance.randrange(8)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            assert isinstance(magic(bytes(broken)), str)
    for _ in range(2000):
        assert isinstance(magic(chance.randbytes(chance.randrange(1, 600))), str)


@pytest.mark.shared
def test_no_file_of_the_hostile_collection_is_without_a_type_in_words() -> None:
    manifest = SHARED / "hostile" / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip("no hostile files beside the checkout")
    unknown = []
    for row in map(json.loads, manifest.read_text("utf-8").splitlines()):
        if row["kind"] == "pdf":
            assert magic((manifest.parent / row["path"]).read_bytes()) == "application/pdf", row["path"]
            continue
        outcome = child.attempt(
            io.BytesIO((manifest.parent / row["path"]).read_bytes()), Hints(Path(row["path"]).name, body_s=2)
        )
        assert "no reader" not in outcome.reason
        if outcome.reason == UNKNOWN:
            unknown.append(row["path"])
    assert len(unknown) < 10, unknown
