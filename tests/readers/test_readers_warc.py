"""Web archives: each page an article with its address and capture time; what breaks costs itself only."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from pathlib import Path
from typing import Any

import make_warcs as make
import pytest
from make_archives import zipped

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child, registry
from casefile.readers.hints import Hints, Unreadable
from casefile.readers.magic import magic

pytest.importorskip("fastwarc")

SHARED = Path(os.environ.get("CASEFILE_SHARED", Path(__file__).resolve().parents[2].parent / "shared" / "data"))
URL = "https://news.example/crane"


def read(data: bytes, name: str = "a") -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints(name))


def taken(data: bytes, name: str = "a") -> tuple[list[Member], str]:
    found: list[Member] = []
    try:
        for member in registry.members(io.BytesIO(data), Hints(name)):
            found.append(member)  # noqa: PERF402 - what came before an error counts
    except Unreadable as error:
        return found, str(error)
    return found, ""


def only(data: bytes) -> Member:
    ((member,), why) = taken(data)
    assert why == ""
    return member


def extra(member: Member) -> dict[str, str]:
    return dict(member.metadata.extra)


def lines(outcome: ReadOutcome) -> list[str]:
    return outcome.texts[0].text.splitlines()


def captured(body: bytes, mime: str = "text/html", url: str = URL, status: str = "200 OK", **headers: str) -> bytes:
    block = make.answer(body, mime, status, **headers)
    return make.record("response", block, url, content_type="application/http; msgtype=response")


@pytest.mark.parametrize("pack", [b"".join, lambda r: make.by_record(*r), lambda r: gzip.compress(b"".join(r))])
def test_a_page_is_a_member_with_its_address_and_the_time_of_its_capture(pack: Any) -> None:
    data = pack([make.info(), make.response(URL)])
    assert magic(data) == "application/warc"
    outcome = read(data, "x.warc.gz")
    assert (outcome.state, outcome.reason, outcome.has_members) == (IntakeState.READ, "", True)
    assert lines(outcome) == [
        "Made by a crawler 1.0",
        "1 page or document",
        f"{URL}\ttext/html\t{len(make.PAGE)} bytes\t{make.WHEN}",
    ]
    page = only(data)
    assert (page.name, page.data, page.mime, page.charset) == (URL, make.PAGE, "text/html", "utf-8")
    assert (page.metadata.url, page.metadata.retrieved, page.metadata.published) == (URL, "2022-03-04", None)
    known = extra(page)
    assert (known["captured"], known["HTTP status"], known["software"]) == (make.WHEN, "200 OK", "a crawler 1.0")
    assert known["payload digest"] == make.sha1(make.PAGE) + " (fits)"
    assert known["WARC-Record-ID"].startswith("urn:uuid:")


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (make.chunked(make.PAGE), {"transfer_encoding": "chunked"}),
        (gzip.compress(make.PAGE), {"content_encoding": "gzip"}),
        (zlib.compress(make.PAGE), {"content_encoding": "deflate"}),
        (zlib.compress(make.PAGE, wbits=-15), {"content_encoding": "deflate"}),
        (make.chunked(gzip.compress(make.PAGE)), {"transfer_encoding": "chunked", "content_encoding": "gzip"}),
        (make.PAGE, {"transfer_encoding": "chunked"}),
        (make.PAGE, {"content_encoding": "gzip"}),
        (make.PAGE, {"content_encoding": "br"}),
        (make.PAGE, {"content_encoding": "identity"}),
    ],
    ids=["chunks", "gzip", "deflate", "raw deflate", "both", "no chunks", "no gzip", "no brotli", "identity"],
)
def test_encodings_are_taken_off_and_those_that_are_only_claimed_are_not(body: bytes, headers: dict[str, str]) -> None:
    page = only(captured(body, **headers))
    assert (page.data, "unpacked" in extra(page)) == (make.PAGE, False)


def test_brotli_and_zstd_are_taken_off() -> None:
    from fastwarc import stream_io

    for name, writer in (("br", stream_io.BrotliWriter), ("zstd", stream_io.ZstdWriter)):
        made = io.BytesIO()
        with writer(made) as packing:
            packing.write(make.PAGE)
        assert only(captured(made.getvalue(), content_encoding=name)).data == make.PAGE


def test_a_body_that_breaks_off_keeps_what_came_and_says_so() -> None:
    text = "".join(f"{number * number} boats. " for number in range(2000)).encode()
    whole = gzip.compress(text)
    page = only(captured(whole[: len(whole) // 2], content_encoding="gzip"))
    assert text.startswith(page.data)
    assert page.data
    assert extra(page)["unpacked"] == "its packing breaks off"
    page = only(captured(make.chunked(make.PAGE)[:250], transfer_encoding="chunked"))
    assert make.PAGE.startswith(page.data)
    assert extra(page)["unpacked"] == "its chunks break off"


def test_a_bomb_in_a_page_is_named_and_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.readers.web_payload._BOMB_BYTES", 1024 * 1024)
    page = only(captured(gzip.compress(bytes(8 * 1024 * 1024)), content_encoding="gzip"))
    assert (page.data, page.problem) == (b"", "it unfolds to more than is allowed")


def test_only_what_a_person_reads_is_taken_out_and_the_rest_is_counted() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(6000)
    data = b"".join(
        [
            captured(make.PAGE),
            captured(b"%PDF-1.4 report", "application/pdf", "https://news.example/report.pdf"),
            captured(picture, "image/png", "https://news.example/photo.png"),
            captured(b"A plain statement of the board.", "text/plain", "https://news.example/statement"),
            captured(b"let x = 1", "application/javascript", "https://news.example/x.js"),
            captured(b"let y = 1", "text/plain", "https://news.example/y.js"),
            captured(b"p{}", "text/css", "https://news.example/x.css"),
            captured(b"wOFF", "font/woff", "https://news.example/x.woff"),
            captured(b"\0\0\1\0", "image/x-icon", "https://news.example/favicon.ico"),
            captured(picture[:100], "image/png", "https://news.example/dot.png"),
            captured(b'{"a": 1}', "application/json", "https://news.example/api"),
            captured(b'{"a": 1}', "text/html", "https://news.example/api2"),
            captured(b"", "text/html", "https://news.example/nothing"),
            captured(b"moved", "text/html", "https://news.example/old", "301 Moved", location=URL),
            captured(b"x" * 10, "video/mp4", "https://news.example/film", "206 Partial", content_range="bytes 5-14/99"),
            captured(b"<html>none</html>", "text/html", "https://news.example/gone.png", "404 Not Found"),
            make.record("request", b"GET / HTTP/1.0\r\n\r\n", URL, content_type="application/http; msgtype=request"),
            make.record("response", b"20050614 192.0.2.1", "dns:news.example", content_type="text/dns"),
            make.record("metadata", b"outlink: x", URL, content_type="application/warc-fields"),
        ]
    )
    members, why = taken(data)
    assert [one.name.rpartition("/")[2] for one in members] == ["crane", "report.pdf", "photo.png", "statement"]
    assert why == ""
    text = lines(read(data))
    assert text[0] == "4 pages and documents"
    assert text[5] == (
        "Kept in the archive, not taken out: 2 scripts, 2 answers to scripts, 1 style sheet, 1 font, 1 icon, "
        "1 tiny picture, 1 empty answer, 1 redirect, 1 part of a file, 1 missing piece of a page, 1 lookup of a name"
    )
    assert f"https://news.example/old\tredirect: 301 to {URL}\t{make.WHEN}" in text


def test_a_page_that_was_not_found_is_a_member_and_says_so() -> None:
    data = captured(b"<html><body>This article was removed.</body></html>", status="410 Gone")
    assert extra(only(data))["HTTP status"] == "410 Gone"
    assert "text/html 410 Gone" in lines(read(data))[1]


def test_resources_and_conversions_are_members_and_a_revisit_is_told() -> None:
    data = b"".join(
        [
            make.record("resource", make.PAGE, "file:///home/a b.html", content_type="text/html; charset=latin-1"),
            make.record("conversion", b"Words of the page.", URL, content_type="text/plain"),
            make.record("revisit", make.answer(b""), URL, warc_refers_to_date="2022-01-01T00:00:00Z"),
        ]
    )
    resource, conversion = taken(data)[0]
    assert (resource.data, resource.charset, resource.metadata.url) == (make.PAGE, "latin-1", None)
    assert (conversion.data, conversion.mime, conversion.metadata.url) == (b"Words of the page.", "text/plain", URL)
    assert "repeated capture: the same as on 2022-01-01T00:00:00Z" in read(data).texts[0].text


def test_odd_addresses_are_kept_as_they_are() -> None:
    odd = ["<https://news.example/angle>", "https://news.example/two words", "https://news.example/\x1b]0;x\x07\u202e"]
    members, _ = taken(b"".join(captured(make.PAGE, url=url) for url in odd))
    assert [one.name for one in members] == [odd[0].strip("<>"), odd[1], odd[2]]
    assert [one.metadata.url for one in members] == [odd[0].strip("<>"), "https://news.example/two%20words", odd[2]]


@pytest.mark.parametrize("pack", [lambda *r: b"".join(r), make.by_record, lambda *r: gzip.compress(b"".join(r))])
def test_an_archive_that_was_cut_keeps_every_record_before_the_cut(pack: Any) -> None:
    pages = [make.PAGE.replace(b"March", b"month %d" % n) for n in range(4)]
    records = [make.info(), *(make.response(f"{URL}/{n}", page) for n, page in enumerate(pages))]
    data = pack(*records)
    edges = {len(b"".join(records[:n])) - slack for n in range(6) for slack in range(5)}
    for length in range(10, len(data), 10):
        outcome, (members, why) = read(data[:length]), taken(data[:length])
        for number, member in enumerate(members):
            is_cut = "breaks off in it" in (member.problem or extra(member).get("unpacked", ""))
            assert pages[number].startswith(member.data) if is_cut else member.data == pages[number]
        if outcome.state is IntakeState.READ:
            assert length in edges
            assert data[:5] == b"WARC/"
        else:
            assert "breaks off" in outcome.reason
            assert "breaks off" in why
    if pack is not make.by_record:
        return
    ends = [len(make.by_record(*records[:n])) for n in range(1, 6)]
    for count, end in enumerate(ends):
        assert len(taken(data[: end + 20])[0]) == count


def test_a_damaged_record_costs_itself_and_no_other() -> None:
    records = [make.info(), *(make.response(f"{URL}/{n}") for n in range(6))]
    packed = [gzip.compress(one, mtime=0) for one in records]
    packed[3] = packed[3][:60] + bytes(30) + packed[3][90:]
    members, why = taken(b"".join(packed))
    assert {f"{URL}/{n}" for n in (0, 1, 3, 4, 5)} <= {one.name for one in members}
    assert "what follows was read" in why
    outcome = read(b"".join(packed))
    assert (outcome.state, "behind record 3" in outcome.reason) == (IntakeState.PARTLY, True)


@pytest.mark.parametrize(
    "broken",
    [
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: x\r\n\r\nwords\r\n\r\n",
        make.response(URL).replace(b"Content-Length: ", b"Content-Length: -", 1),
        b"nonsense in between\r\n\r\n",
        b"WARC/1.0\r\n" + b"A: " + b"x" * 200_000 + b"\r\n\r\n",
    ],
    ids=["length of letters", "negative length", "nonsense", "endless header"],
)
def test_a_header_that_is_none_costs_itself_and_no_other(broken: bytes) -> None:
    data = make.response(f"{URL}/0") + broken + make.response(f"{URL}/1")
    members, why = taken(data)
    assert [one.name for one in members] == [f"{URL}/0", f"{URL}/1"]
    assert why == "it is damaged behind record 1; what follows was read"


def test_a_thousand_broken_headers_are_not_looked_at_for_ever() -> None:
    broken = b"WARC/1.0\r\nContent-Length: x\r\n\r\nwords\r\n\r\n" * 5000
    outcome = read(make.response(URL) + broken)
    assert (outcome.state, "too many places" in outcome.reason) == (IntakeState.PARTLY, True)


def test_a_length_that_lies_keeps_what_is_there() -> None:
    data = make.response(URL).replace(b"Content-Length: ", b"Content-Length: 99999999", 1)
    ((page,), why) = taken(data)
    assert page.data.startswith(make.PAGE)
    assert "breaks off" in extra(page)["unpacked"]
    assert "breaks off" in why


def test_a_record_that_was_changed_is_told_by_its_digest() -> None:
    data = make.response(URL).replace(b"Friday", b"Sunday", 1)
    outcome = read(data)
    assert (outcome.state, outcome.reason) == (IntakeState.PARTLY, "1 record is not what the digest in it says")
    page = only(data)
    assert extra(page)["payload digest"].endswith("(does not fit)")
    assert "changed or is damaged" in extra(page)["block digest"]


def test_a_digest_of_the_decoded_body_fits_and_an_unknown_one_is_not_judged() -> None:
    block = make.answer(
        make.chunked(gzip.compress(make.PAGE, mtime=0)), transfer_encoding="chunked", content_encoding="gzip"
    )
    for body in (make.PAGE, gzip.compress(make.PAGE, mtime=0)):
        data = make.record("response", block, URL, warc_payload_digest=make.sha1(body))
        assert extra(only(data))["payload digest"].endswith("(fits)")
    data = make.record("response", block, URL, warc_payload_digest="crc9:abc")
    assert extra(only(data))["payload digest"] == "crc9:abc (not checked)"


def test_an_archive_without_records_is_unread_with_its_reason() -> None:
    outcome = read(b"WARC/1.0\r\nnothing else")
    assert (outcome.state, outcome.texts, bool(outcome.reason)) == (IntakeState.UNREAD, (), True)
    assert outcome.mime == "application/warc"


def test_without_the_library_an_archive_stays_unread_and_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    outcome = read(make.response(URL))
    assert (outcome.state, "fastwarc" in outcome.reason) == (IntakeState.UNREAD, True)
    assert outcome.mime == "application/warc"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_older_arc_form_is_read(pack: Any) -> None:
    data = pack(make.arc((f"{URL}/0", make.PAGE), (f"{URL}/two words", make.PAGE)))
    assert magic(data) == "application/x-internet-archive"
    assert read(data).state is IntakeState.READ
    members, why = taken(data)
    assert [(one.name, one.data) for one in members] == [(f"{URL}/0", make.PAGE), (f"{URL}/two words", make.PAGE)]
    assert (members[0].metadata.retrieved, extra(members[0])["captured"]) == ("2005-06-14", "2005-06-14T07:01:51Z")
    assert why == ""
    for length in range(150, len(data) - 1, 10):
        cut, why = taken(data[:length])
        assert all(make.PAGE.startswith(one.data) for one in cut)
        assert why or read(data[:length]).state is IntakeState.READ


def test_a_bundle_gives_titles_to_its_pages_and_fits_its_digests() -> None:
    warc = make.by_record(make.info(), make.response(URL), captured(b'{"a": 1}', "application/json", f"{URL}/data"))
    data = make.wacz(warc, [{"url": f"{URL}#top", "title": "The crane fell"}, {"url": f"{URL}/data", "title": ""}])
    assert magic(data) == "application/wacz"
    outcome = read(data)
    assert (outcome.state, outcome.reason, outcome.mime) == (IntakeState.READ, "", "application/wacz")
    assert (outcome.metadata.title, dict(outcome.metadata.extra)["bundle software"]) == ("A capture", "a bundler 2")
    assert f"{URL}\tThe crane fell\ttext/html" in outcome.texts[0].text
    page, listed_as_page = taken(data)[0]
    assert (page.data, page.metadata.title, page.metadata.url) == (make.PAGE, "The crane fell", URL)
    assert (listed_as_page.data, listed_as_page.metadata.title) == (b'{"a": 1}', None)


def test_a_bundle_whose_parts_were_changed_or_lost_says_so() -> None:
    warc = make.by_record(make.response(URL))
    data = make.wacz(warc, [], archive=make.by_record(make.response(URL, make.PAGE + b"<!-- -->")))
    outcome = read(data)
    assert (outcome.state, outcome.reason) == (
        IntakeState.PARTLY,
        "a part is not what its table of digests says (captured pages)",
    )
    assert len(taken(data)[0]) == 1
    outcome = read(make.wacz(warc, [], package=b"{}"))
    assert "not what its seal" in outcome.reason
    assert "missing or damaged" in outcome.reason
    bare = zipped(("archive/a.warc", make.response(URL)), ("pages/pages.jsonl", b"[" * 100_000))
    assert only(bare).data == make.PAGE


def test_a_bundle_that_was_cut_keeps_the_archives_in_it() -> None:
    data = make.wacz(make.by_record(make.response(URL)), [{"url": URL, "title": "T"}])
    for length in range(40, len(data), 10):
        outcome, (members, why) = read(data[:length]), taken(data[:length])
        assert outcome.state is not IntakeState.READ
        assert outcome.reason
        assert members or why or not outcome.has_members


def test_a_zip_that_holds_a_bundle_or_a_web_archive_is_a_zip() -> None:
    bundle = make.wacz(make.by_record(make.response(URL)), [])
    assert magic(zipped(("a.wacz", bundle), stored=True)) == "application/zip"
    assert magic(zipped(("a.warc", make.response(URL)), stored=True)) == "application/zip"


@pytest.mark.shared
def test_the_web_archives_of_the_hostile_collection_keep_their_records() -> None:
    folders = [SHARED / "hostile" / "warcio", SHARED / "hostile" / "py-wacz"]
    if not all(folder.exists() for folder in folders):
        pytest.skip("no hostile files beside the checkout")
    pages = {}
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        data = path.read_bytes()
        outcome, (members, _) = read(data, path.name), taken(data, path.name)
        assert outcome.state is IntakeState.READ or outcome.reason, path.name
        assert not outcome.reason.startswith("its reader failed"), path.name
        pages[path.name] = sum(one.mime == "text/html" and len(one.data) > 1000 for one in members)
    with_a_page = {
        "example-bad-non-chunked.warc.gz",
        "example-bad.warc.gz.bad",
        "example-resource.warc.gz",
        "example-wget-bad-target-uri.warc.gz",
        "example-wrong-chunks.warc.gz",
        "example.arc",
        "example.warc.gz",
        "valid_example_2.wacz",
        "valid_signed_example_1.wacz",
    }
    assert {name for name, count in pages.items() if count} == with_a_page
