"""Files that lie in office documents: taken out as they were put in, whatever is packed around them."""

from __future__ import annotations

import io
import struct

import pytest
from make_office import docx, odf, ole, ooxml, p, part

from casefile.domain.intake import Member
from casefile.domain.kinds import IntakeState
from casefile.readers import child, registry
from casefile.readers.hints import Hints
from casefile.readers.ole_streams import OleStreams

PDF = b"%PDF-1.4 " + bytes(range(256)) * 20
PICTURES: dict[str, str | bytes] = {"word/media/1.png": b"png", "word/media/2.emf": b"emf"}


def members_of(data: bytes) -> list[Member]:
    return list(registry.members(io.BytesIO(data), Hints("a.docx")))


def test_a_file_in_a_document_is_a_member() -> None:
    inner = docx(p("inner"))
    data = docx(p("outer"), {"word/embeddings/letter.docx": inner} | PICTURES)
    outcome = child.attempt(io.BytesIO(data), Hints("a.docx"))
    assert (outcome.state, outcome.has_members) == (IntakeState.READ, True)
    assert members_of(data) == [Member("word/embeddings/letter.docx", inner)]


def test_a_document_with_nothing_inside_has_no_members() -> None:
    data = docx(p("outer"), PICTURES)
    assert not child.attempt(io.BytesIO(data), Hints("a.docx")).has_members
    assert members_of(data) == []


def test_pictures_are_taken_out_where_they_are_all_that_there_is() -> None:
    data = docx(p(""), PICTURES)
    outcome = child.attempt(io.BytesIO(data), Hints("a.docx"))
    assert (outcome.state, outcome.has_members) == (IntakeState.UNREAD, True)
    assert outcome.reason == "the document holds no text, the file inside is taken out"
    assert members_of(data) == [Member("word/media/1.png", b"png")]


def packager(name: str, data: bytes) -> bytes:
    path = b"C:\\Temp\\x\0"
    inside = (
        struct.pack("<H", 2) + name.encode("cp1252") + b"\0" + b"C:\\x\0" + struct.pack("<2HL", 0, 3, len(path)) + path
    )
    inside += struct.pack("<L", len(data)) + data
    return struct.pack("<L", len(inside)) + inside


@pytest.mark.parametrize(
    ("streams", "name", "inner"),
    [
        ({"\x01Ole10Native": packager("Bericht für Ö.txt", b"words " * 900)}, "Bericht für Ö.txt", b"words " * 900),
        ({"CONTENTS": PDF, "\x03ObjInfo": b"x"}, "word/embeddings/oleObject1.bin", PDF),
        ({"Package": docx(p("inner")) * 3}, "word/embeddings/oleObject1.bin", docx(p("inner")) * 3),
    ],
    ids=["packager", "pdf", "package"],
)
def test_the_packing_around_a_file_is_taken_off(streams: dict[str, bytes], name: str, inner: bytes) -> None:
    found = members_of(docx(p("x"), {"word/embeddings/oleObject1.bin": ole(streams)}))
    assert [member.name for member in found] == [name]
    assert found[0].data.startswith(inner)
    assert set(found[0].data[len(inner) :]) <= {0}


@pytest.mark.parametrize("cut", [600, 1100, 2000])
def test_a_packing_that_is_damaged_or_unknown_is_kept_as_it_is(cut: int) -> None:
    whole = ole({"\x01Ole10Native": packager("a.txt", b"words " * 900)})
    for data in (whole[:cut], ole({"WordDocument": b"w" * 5000}), whole[:8] + bytes(5000)):
        found = members_of(docx(p("x"), {"word/embeddings/oleObject1.bin": data}))
        assert len(found) == 1
        assert found[0].data == data or found[0].name == "a.txt"


def test_chains_of_sectors_that_go_round_end() -> None:
    data = bytearray(ole({"CONTENTS": PDF}))
    data[512 + 4 * 3 : 512 + 4 * 4] = struct.pack("<L", 2)
    streams = OleStreams(bytes(data))
    assert len(streams.read("CONTENTS", 10**9)) <= len(data)


def test_objects_of_the_other_formats_are_taken_out_too() -> None:
    deck = ooxml(
        "ppt/presentation.xml",
        "presentationml.presentation",
        {"ppt/presentation.xml": part("p:presentation", ""), "ppt/embeddings/a.pdf": PDF},
    )
    text = odf("<text:p>x</text:p>", parts={"Object 1": ole({"CONTENTS": PDF}), "Object 2/content.xml": "<x/>"})
    assert [member.data for member in members_of(deck)] == [PDF]
    assert [member.data[: len(PDF)] for member in members_of(text)] == [PDF]
