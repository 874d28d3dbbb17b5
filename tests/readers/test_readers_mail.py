"""Mails: what they say, who they say sent it, what hangs on them; and mails that want to break their reader."""

from __future__ import annotations

import base64
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child, registry
from casefile.readers.hints import Hints

SHARED = Path(os.environ.get("CASEFILE_SHARED", Path(__file__).resolve().parents[2].parent / "shared" / "data"))
WORDS = "The harbour board met on Friday and said nothing of the crane."
HEAD = (
    "From: Ida Renn <ida@gazette.example>\r\nTo: Board <board@port.example>\r\nDate: Tue, 4 May 2021 23:30:00 +0200\r\n"
    "Subject: The berth\r\nMessage-ID: <1@gazette.example>\r\nMIME-Version: 1.0\r\n"
)


def attempt(data: bytes, name: str = "a.eml", **more: str) -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints(name, **more))


def members(data: bytes, name: str = "a.eml") -> list[Member]:
    return list(registry.members(io.BytesIO(data), Hints(name)))


def mail(kind: str, body: bytes | str, *fields: str) -> bytes:
    head = HEAD + "".join(f"{field}\r\n" for field in (f"Content-Type: {kind}", *fields)) + "\r\n"
    return head.encode() + (body.encode() if isinstance(body, str) else body)


def multipart(kind: str, *parts: bytes | str) -> bytes:
    pieces = [b"--b\r\n" + (part.encode() if isinstance(part, str) else part) + b"\r\n" for part in parts]
    return mail(f'multipart/{kind}; boundary="b"', b"".join([*pieces, b"--b--\r\n"]))


def text_of(outcome: ReadOutcome) -> str:
    return outcome.texts[0].text


def test_a_mail_gives_the_lines_that_people_quote_and_then_its_words() -> None:
    outcome = attempt(mail("text/plain; charset=utf-8", f"{WORDS}\r\n\r\n> Quoted — twice\r\n-- \r\nIda\r\n"))
    assert (outcome.state, outcome.reason, outcome.mime) == (IntakeState.READ, "", "message/rfc822")
    assert text_of(outcome) == (
        "From: Ida Renn <ida@gazette.example>\nTo: Board <board@port.example>\nDate: Tue, 4 May 2021 23:30:00 +0200\n"
        f"Subject: The berth\n\n{WORDS}\n\n> Quoted — twice\n-- \nIda"
    )
    known = outcome.metadata
    assert (known.title, known.author) == ("The berth", "Ida Renn <ida@gazette.example>")
    assert (known.published, known.published_basis) == ("2021-05-04", "file")


def test_the_way_of_a_mail_is_kept_as_it_is_stated() -> None:
    fields = (
        "Received: from a by b; Tue, 4 May 2021 21:31:00 +0000",
        "Received: from c by a;\r\n\tTue, 4 May 2021 21:30:30 +0000",
        "Return-Path: <bounce@gazette.example>",
        "In-Reply-To: <0@port.example>",
        "References: <0@port.example> <00@port.example>",
        "X-Originating-IP: [192.0.2.7]",
        "Authentication-Results: mx.port.example; dkim=fail; spf=pass",
    )
    extra = attempt(mail("text/plain", WORDS, *fields)).metadata.extra
    assert [value for name, value in extra if name == "Received"] == [
        "from a by b; Tue, 4 May 2021 21:31:00 +0000",
        "from c by a; Tue, 4 May 2021 21:30:30 +0000",
    ]
    kept = dict(extra)
    assert kept["Date"] == "Tue, 4 May 2021 23:30:00 +0200"
    assert kept["Message-ID"] == "<1@gazette.example>"
    assert kept["In-Reply-To"] == "<0@port.example>"
    assert kept["References"] == "<0@port.example> <00@port.example>"
    assert kept["Return-Path"] == "<bounce@gazette.example>"
    assert kept["X-Originating-IP"] == "[192.0.2.7]"
    assert kept["Authentication-Results"] == "mx.port.example; dkim=fail; spf=pass"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"=?utf-8?B?S8Ohcm9seQ==?= =?utf-8?Q?_b=C3=A1csi?=", "Károly bácsi"),
        (b"=?utf-8?B?S8M=?= =?utf-8?B?oXJvbHk=?=", "Károly"),
        (b"=?koi8-r?Q?=EB=CF=D2=C1=C2=CC=D8?=", "Корабль"),
        ("Łódź".encode(), "Łódź"),
        (b"=?x-nothing?Q?plain?= words", "plain words"),
        (b"=?utf-8?B?!!!?= rest", "rest"),
        (b"=?utf-8?Q?unfinished", "=?utf-8?Q?unfinished"),
        (b"Re: =?iso-8859-1?Q?Caf=E9?=: again", "Re: Café: again"),
        (b"folded\r\n\tover\r\n two lines", "folded over two lines"),
    ],
)
def test_words_in_fields_are_decoded_and_nothing_in_them_breaks_the_mail(raw: bytes, said: str) -> None:
    data = b"From: a@b.example\r\nMessage-ID: <1@b>\r\nSubject: " + raw + b"\r\n\r\nwords\r\n"
    assert attempt(data).metadata.title == said


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Tue, 4 May 2021 23:30:00 -0900", "2021-05-04"),
        ("4 May 2021 23:30:00", "2021-05-04"),
        ("Tue, 4 May 21 23:30 GMT", "2021-05-04"),
        ("Tue, 4 May 3021 23:30 GMT", None),
        ("yesterday", None),
    ],
)
def test_the_day_of_a_mail_is_its_senders_own_and_a_broken_one_is_left_out(stamp: str, day: str | None) -> None:
    outcome = attempt(f"From: a@b.example\nMessage-ID: <1@b>\nDate: {stamp}\n\nwords".encode())
    assert outcome.metadata.published == day
    assert outcome.state is (IntakeState.READ if day else IntakeState.PARTLY)
    assert f"Date: {stamp}" in text_of(outcome)


def test_of_two_forms_that_say_the_same_the_plain_one_is_the_text() -> None:
    outcome = attempt(
        multipart(
            "alternative",
            f"Content-Type: text/plain\r\n\r\n{WORDS} See <https://port.example/x>",
            f"Content-Type: text/html\r\n\r\n<p>{WORDS} See <a href='https://port.example/x'>here</a></p>",
        )
    )
    assert [text.kind for text in outcome.texts] == ["text"]
    assert text_of(outcome).endswith("See <https://port.example/x>")
    assert not outcome.has_members


def test_a_form_that_says_something_else_is_kept_as_a_second_text_and_said() -> None:
    outcome = attempt(
        multipart(
            "alternative",
            f"Content-Type: text/plain\r\n\r\n{WORDS}",
            "Content-Type: text/html\r\n\r\n<p>Pay the <b>other</b> account <a href='https://bad.example/'>now</a>.</p>",
        )
    )
    assert [(text.kind, text.text) for text in outcome.texts[1:]] == [("other form", "Pay the other account now.")]
    extra = dict(outcome.metadata.extra)
    assert "kept as a text too" in extra["two forms"]
    assert extra["link"] == "https://bad.example/"


def test_a_plain_form_that_hardly_says_anything_gives_way_to_the_html() -> None:
    outcome = attempt(
        multipart(
            "alternative",
            "Content-Type: text/plain\r\n\r\nYour program shows no HTML.",
            f"Content-Type: text/html\r\n\r\n<p>{WORDS}</p><p>{WORDS}</p>",
        )
    )
    assert text_of(outcome).endswith(f"{WORDS}\n\n{WORDS}")
    assert outcome.texts[1].text == "Your program shows no HTML."


def test_text_parts_that_follow_each_other_are_all_shown() -> None:
    outcome = attempt(
        multipart("mixed", f"\r\n{WORDS}", "Content-Type: text/html\r\n\r\n<p>And more.</p>", "\r\nA footer.")
    )
    assert text_of(outcome).endswith(f"{WORDS}\n\nAnd more.\n\nA footer.")


def test_attachments_are_members_with_their_bytes_and_stand_in_a_list_at_the_end() -> None:
    inner = b"From: b@c.example\r\nMessage-ID: <2@c>\r\nSubject: Inner\r\n\r\ninner words"
    data = multipart(
        "mixed",
        f"\r\n{WORDS}",
        b"Content-Type: application/pdf; name=x.pdf\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: attachment; filename="=?utf-8?Q?Vertr=C3=A4ge.pdf?=";\r\n'
        b' modification-date="Mon, 3 May 2021 10:00:00 +0200"\r\n\r\n' + base64.encodebytes(b"%PDF-1.4 bytes"),
        b"Content-Type: message/rfc822\r\n\r\n" + inner,
        "Content-Type: image/png\r\nContent-ID: <p1>\r\nContent-Disposition: inline\r\n\r\n\x89PNG",
        "Content-Type: text/plain; charset=koi8-r; name*=utf-8''%D1%84.txt\r\nContent-Disposition: attachment\r\n\r\nx",
        "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR",
    )
    outcome = attempt(data)
    found = members(data)
    assert outcome.has_members
    assert [(one.name, one.mime) for one in found] == [
        ("Verträge.pdf", "application/pdf"),
        ("Inner.eml", "message/rfc822"),
        ("part 5", "image/png"),
        ("ф.txt", "text/plain"),
        ("part 7", "text/calendar"),
    ]
    assert (found[0].data, found[0].modified) == (b"%PDF-1.4 bytes", "2021-05-03T10:00:00+02:00")
    assert found[1].data == inner
    assert dict(found[2].metadata.extra)["Content-ID"] == "<p1>"
    assert found[3].charset == "koi8-r"
    assert "\n\n[attachment: Verträge.pdf, application/pdf, 14 bytes]\n[attachment: Inner.eml, " in text_of(outcome)
    assert "inner words" not in text_of(outcome)


def test_a_mail_that_a_container_calls_one_needs_no_more_than_a_field() -> None:
    assert attempt(b"Subject: x\n\nwords", "message 3", mime="message/rfc822").mime == "message/rfc822"
    assert attempt(b"Subject: x\n\nwords", "message 3").mime == "text/plain"


@pytest.mark.parametrize(
    "name", ["../../x", "a\nb.txt", "\u202egpj.exe", "\x1b[31mred", "C:\\dir\\y", "x" * 600, "/etc/passwd"]
)
def test_names_of_attachments_are_hints_and_break_no_line(name: str) -> None:
    from urllib.parse import quote

    part = f"Content-Type: application/x-y\r\nContent-Disposition: attachment; filename*=utf-8''{quote(name)}\r\n\r\nx"
    data = multipart("mixed", part)
    (found,) = members(data)
    assert found.name == name[:500]
    (line,) = [line for line in text_of(attempt(data)).split("\n") if line.startswith("[attachment: ")]
    assert line.endswith(", application/x-y, 1 bytes]")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (
            multipart("encrypted", "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1", "\r\n----"),
            "encrypted (PGP)",
        ),
        (mail("text/plain", "-----BEGIN PGP MESSAGE-----\r\n\r\nabc"), "encrypted (PGP)"),
        (mail("application/pkcs7-mime; smime-type=enveloped-data", "abc"), "encrypted (S/MIME)"),
        (mail("application/pkcs7-mime; smime-type=signed-data", "abc"), "packed in a signature"),
        (mail('multipart/mixed; boundary="b"', "--b\r\n\r\nwords"), "breaks off"),
        (mail("text/plain", "a", "Content-Transfer-Encoding: x-own"), "unknown transfer encoding"),
        (
            mail(
                "text/plain", base64.b64encode(WORDS.encode() * 9) + b"\r\n!?\r\n", "Content-Transfer-Encoding: base64"
            ),
            "damaged",
        ),
    ],
)
def test_what_is_missing_of_a_mail_is_said(data: bytes, why: str) -> None:
    outcome = attempt(data)
    assert outcome.state is IntakeState.PARTLY
    assert why in outcome.reason
    assert "Subject: The berth" in text_of(outcome)


@pytest.mark.parametrize("charset", ["unicode-0-9", "x-unknown", "", "utf-8; x=", "\udcff", "hex", "idna"])
def test_an_unknown_charset_costs_no_words(charset: str) -> None:
    kind = f"text/plain; charset={charset}".encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    assert "Łódź" in text_of(attempt(mail(kind, "Łódź lies inland.")))


def test_a_charset_that_a_person_says_is_obeyed_in_a_mails_words() -> None:
    data = mail("text/plain; charset=iso-8859-1", "Корабль".encode("koi8-r"))
    outcome = attempt(data, forced_charset="koi8-r")
    assert (text_of(outcome).split("\n")[-1], outcome.charset) == ("Корабль", "koi8-r")
    spoilt = attempt(data, forced_charset="utf-8")
    assert spoilt.state is IntakeState.PARTLY
    assert "not valid utf-8" in spoilt.reason


def test_a_page_in_a_mail_may_say_its_charset_itself() -> None:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head><p>Корабль</p>'
    assert text_of(attempt(mail("text/html", page.encode("koi8-r")))).endswith("Корабль")


def test_utf_8_that_a_relay_left_under_a_western_name_is_read_as_utf_8() -> None:
    assert text_of(attempt(mail("text/plain; charset=us-ascii", "Łódź"))).endswith("Łódź")


@pytest.mark.parametrize("body", [WORDS, f"<p>{WORDS}</p>"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_bodies_in_transfer_encodings_are_unpacked(body: str, encoding: str) -> None:
    packed = base64.encodebytes(body.encode()) if encoding == "base64" else body.replace("e", "=65").encode()
    kind = "text/html" if "<p>" in body else "text/plain"
    assert text_of(attempt(mail(kind, packed, f"Content-Transfer-Encoding: {encoding}"))).endswith(WORDS)


def test_words_behind_the_last_boundary_are_shown() -> None:
    data = multipart("mixed", f"\r\n{WORDS}") + b"\r\nA list's footer, or something hidden.\r\n"
    assert text_of(attempt(data)).endswith(f"{WORDS}\n\nA list's footer, or something hidden.")


def tlv(tag: int, *parts: bytes, is_endless: bool = False) -> bytes:
    value = b"".join(parts)
    if is_endless:
        return bytes([tag, 0x80]) + value + b"\0\0"
    length = len(value).to_bytes((len(value).bit_length() + 7) // 8, "big")
    return bytes([tag, len(value)] if len(value) < 128 else [tag, 0x80 | len(length), *length]) + value


@pytest.mark.parametrize("is_endless", [False, True])
def test_words_packed_in_a_signature_are_read_with_their_attachments(is_endless: bool) -> None:
    inner = multipart("mixed", f"\r\n{WORDS}", "Content-Type: image/png; name=x.png\r\n\r\nPNG").partition(
        b"\r\nContent"
    )
    packed = b"Content" + inner[2]
    half = len(packed) // 2
    octets = (
        tlv(0x24, tlv(0x04, packed[:half]), tlv(0x04, packed[half:]), is_endless=True)
        if is_endless
        else tlv(0x04, packed)
    )
    data = tlv(0x06, bytes.fromhex("2a864886f70d010701"))
    signed = tlv(0x30, tlv(0x02, b"\x01"), tlv(0x31), tlv(0x30, data, tlv(0xA0, octets, is_endless=is_endless)))
    cms = tlv(0x30, tlv(0x06, bytes.fromhex("2a864886f70d010702")), tlv(0xA0, signed), is_endless=is_endless)
    kind = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"
    sealed = mail(kind, base64.encodebytes(cms), "Content-Transfer-Encoding: base64")
    outcome = attempt(sealed)
    assert (outcome.state, outcome.metadata.title) == (IntakeState.READ, "The berth")
    assert f"\n\n{WORDS}\n\n[attachment: x.png" in text_of(outcome)
    assert ("signature", "S/MIME, around the whole mail; it was not verified") in outcome.metadata.extra
    assert [one.name for one in members(sealed)] == ["x.png"]
    for cut in range(0, len(cms), 7):
        broken = attempt(mail(kind, base64.encodebytes(cms[:cut]), "Content-Transfer-Encoding: base64"))
        assert broken.texts
        assert not broken.reason.startswith("its reader failed")


def test_apple_mails_own_file_is_the_mail_in_it() -> None:
    data = mail("text/plain", WORDS)
    outcome = attempt(f"{len(data)}\n".encode() + data + b"<?xml version='1.0'?><plist></plist>", "1.emlx")
    assert (outcome.state, outcome.mime) == (IntakeState.READ, "message/x-emlx")
    assert text_of(outcome).endswith(WORDS)


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n\n", b"\r\n", b"From ida@x Tue May  4 21:30:00 2021\n"])
def test_what_programs_put_before_a_mail_does_not_hide_its_fields(before: bytes) -> None:
    assert attempt(before + mail("text/plain", WORDS)).metadata.title == "The berth"


def test_line_ends_of_old_systems_are_line_ends() -> None:
    outcome = attempt(mail("text/plain", f"{WORDS}\r\n\r\nMore.").replace(b"\r\n", b"\r"))
    assert outcome.metadata.title == "The berth"
    assert text_of(outcome).endswith(f"{WORDS}\n\nMore.")


def test_base64_that_was_put_together_of_several_is_all_unpacked() -> None:
    part = b"Content-Type: application/x-y; name=y\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    data = multipart("mixed", part + base64.b64encode(b"one") + b"\r\n" + base64.b64encode(b"four") + b"\r\nQUJD")
    assert members(data)[0].data == b"onefourABC"


def test_a_large_attachment_is_unpacked_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.readers.mail_parts._PIECE", 1000)
    content = bytes(range(256)) * 50
    part = b"Content-Type: application/x-y; name=y\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert members(multipart("mixed", part + base64.encodebytes(content)))[0].data == content


def test_a_field_broken_in_the_middle_does_not_turn_the_others_into_words() -> None:
    data = b"From: a@b.example\nquite broken\nMessage-ID: <1@b>\nSubject: kept\n\nwords"
    outcome = attempt(data)
    assert (outcome.metadata.title, text_of(outcome)) == ("kept", "From: a@b.example\nSubject: kept\n\nwords")
    assert ("line among the headers", "quite broken") in outcome.metadata.extra


def deep(depth: int) -> bytes:
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{at}"\r\n\r\n--b{at}\r\n' for at in range(depth))
    return (HEAD + opened + f"\r\n{WORDS}\r\n" + "".join(f"--b{at}--\r\n" for at in reversed(range(depth)))).encode()


def nested_mails(depth: int) -> bytes:
    return (HEAD + "Subject: x\r\nContent-Type: message/rfc822\r\n\r\n" * depth + WORDS).encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "3,000 multiparts in each other": lambda: deep(3000),
    "20,000 multiparts in each other": lambda: deep(20_000),
    "5,000 mails in each other": lambda: nested_mails(5000),
    "a million empty fields": lambda: HEAD.encode() + b"X:\r\n" * 1_000_000 + b"\r\nwords",
    "a million fields of one name": lambda: HEAD.encode() + b"Received: a\r\n" * 1_000_000 + b"\r\nwords",
    "one field of 20 MB": lambda: b"Message-ID: <1@b>\r\nFrom: " + b"<a@b>, " * 3_000_000 + b"\r\n\r\nwords",
    "brackets in an address": lambda: b"Message-ID: <1@b>\r\nFrom: " + b"(" * 500_000 + b"\r\n\r\nwords",
    "words that never end": lambda: b"From: a\r\nMessage-ID: 1\r\nSubject: " + b"=?a?q?" * 200_000 + b"\r\n\r\nwords",
    "words that begin only": lambda: b"From: a\r\nMessage-ID: 1\r\nSubject: " + b"=?" * 500_000 + b"\r\n\r\nwords",
    "parameters without end": lambda: mail("text/plain" + "; a=b" * 200_000, WORDS),
    "continued parameters": lambda: mail("text/plain" + "".join(f";name*{at}*=a" for at in range(3000)), WORDS),
    "a million boundaries": lambda: mail("multipart/mixed; boundary=b", b"--b\r\n" * 1_000_000),
    "boundaries of nobody": lambda: mail("multipart/mixed; boundary=b", b"--c\r\n" * 300_000 + b"--b\r\n\r\nwords"),
    "a boundary that is empty": lambda: mail('multipart/mixed; boundary=""', b"--\r\n\r\nwords\r\n----\r\n"),
    "a boundary of expressions": lambda: mail('multipart/mixed; boundary="(a+)+$"', b"--(a+)+$\r\n\r\nwords"),
    "a boundary that a longer one begins with": lambda: mail(
        "multipart/mixed; boundary=b",
        b"--b\r\nContent-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n\r\nwords\r\n--b--",
    ),
    "the same boundary within itself": lambda: mail(
        "multipart/mixed; boundary=b",
        b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nwords\r\n--b--",
    ),
    "rubbish as base64": lambda: mail("text/plain", bytes(range(256)) * 4000, "Content-Transfer-Encoding: base64"),
    "words as base64": lambda: mail("text/plain", "plain words after all.", "Content-Transfer-Encoding: base64"),
    "equals signs as quoted-printable": lambda: mail(
        "text/plain", b"=" * 1_000_000, "Content-Transfer-Encoding: quoted-printable"
    ),
    "a multipart without a boundary": lambda: mail("multipart/mixed", "--b\r\n\r\nwords\r\n--b--\r\n"),
    "html that is nested too deep": lambda: mail("text/html", "<div>" * 100_000 + WORDS),
    "uuencode that lies": lambda: mail(
        "text/plain", "begin 644 x\r\n\xff\xff\r\n", "Content-Transfer-Encoding: uuencode"
    ),
    "controls and NULs": lambda: mail("text/plain", b"a\0b\x1b[31mwords\x1b]52;c;AAAA\x07"),
    "no body": lambda: HEAD.encode(),
    "only a field": lambda: b"Message-ID: <1@b>\nFrom:",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_mails_that_want_to_break_their_reader_end_with_an_outcome(name: str) -> None:
    data = HOSTILE[name]()
    outcome = attempt(data)
    assert outcome.state is IntakeState.READ or outcome.reason
    assert not outcome.reason.startswith("its reader failed")
    for text in outcome.texts:
        text.text.encode("utf-8")
    found = members(data)
    assert bool(found) == outcome.has_members
    if "words" in name or "multiparts" in name:
        assert outcome.texts


def test_words_under_three_thousand_multiparts_are_found() -> None:
    assert text_of(attempt(deep(3000))).endswith(WORDS)


def test_an_attached_mail_within_attached_mails_is_taken_out_one_by_one() -> None:
    data, depth = nested_mails(4), 0
    while found := members(data, "a.eml"):
        data, depth = found[0].data, depth + 1
    assert depth == 4
    assert data.endswith(WORDS.encode())


@pytest.mark.shared
def test_the_mails_of_the_hostile_collection_end_with_an_outcome() -> None:
    manifest = SHARED / "hostile" / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip("no hostile files beside the checkout")
    rows = [
        row for row in map(json.loads, manifest.read_text("utf-8").splitlines()) if row["kind"] in ("email", "mbox")
    ]
    for row in rows:
        data = (manifest.parent / row["path"]).read_bytes()
        outcome = attempt(data, Path(row["path"]).name)
        assert bool(outcome.texts) == (outcome.state is not IntakeState.UNREAD)
        assert not outcome.reason.startswith("its reader failed"), row["path"]
        assert bool(members(data, Path(row["path"]).name)) == outcome.has_members
        assert outcome.texts or not row["path"].startswith("mail/")
    assert len(rows) > 60
