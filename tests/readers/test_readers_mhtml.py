"""Pages that a browser saved as one file."""

from __future__ import annotations

import io

import pytest

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child, registry
from casefile.readers.hints import Hints

WORDS = "The board of the ferry company met behind closed doors and left without a word to the islanders."
HEAD = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://gazette.example/berth\r\nSubject: Berth report\r\n"
    "Date: Tue, 4 May 2021 23:30:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
)
PAGE = f"<html><head><meta charset=utf-8></head><body><p>Fährschiff. {WORDS}</p><p>{WORDS}</p></body></html>"


def part(address: str, kind: str, body: bytes) -> bytes:
    return f"--b\r\nContent-Type: {kind}\r\nContent-Location: {address}\r\n\r\n".encode() + body + b"\r\n"


def saved(*parts: bytes, head: str = HEAD) -> ReadOutcome:
    return child.attempt(io.BytesIO(head.encode() + b"".join(parts) + b"--b--\r\n"), Hints("page.mhtml"))


def test_the_page_is_read_as_a_page_with_its_address_and_the_day_it_was_saved() -> None:
    outcome = saved(
        part("https://gazette.example/berth", "text/html", PAGE.encode()),
        part("https://gazette.example/x.png", "image/png", b"\x89PNG"),
    )
    assert (outcome.state, outcome.mime, outcome.has_members) == (IntakeState.READ, "multipart/related", False)
    assert "Fährschiff" in outcome.texts[0].text
    known = outcome.metadata
    assert (known.url, known.retrieved, known.title) == ("https://gazette.example/berth", "2021-05-04", "Berth report")
    assert known.published != "2021-05-04"
    assert ("Date", "Tue, 4 May 2021 23:30:00 -0000") in known.extra


def test_the_part_says_the_charset_and_the_whole_says_which_part_is_the_page() -> None:
    outcome = saved(
        part("https://gazette.example/frame", "text/html", b"<html><body><p>A frame.</p></body></html>"),
        part("https://gazette.example/berth", "text/html; charset=koi8-r", f"<p>Корабль. {WORDS}</p>".encode("koi8-r")),
    )
    assert "Корабль" in outcome.texts[0].text
    assert outcome.charset == "koi8-r"


def test_the_page_that_an_old_browser_saved_is_known_by_what_it_wrote() -> None:
    head = HEAD.replace("Snapshot-Content-Location: https://gazette.example/berth\r\n", "")
    outcome = saved(part("https://gazette.example/old", "text/html", PAGE.encode()), head=head)
    assert (outcome.mime, outcome.metadata.url) == ("multipart/related", "https://gazette.example/old")


@pytest.mark.parametrize(
    "parts",
    [(), (part("x", "image/png", b"\x89PNG"),), (part("x", "text/html", b""),)],
    ids=["none", "picture", "empty"],
)
def test_a_saved_page_without_a_page_ends_with_an_outcome(parts: tuple[bytes, ...]) -> None:
    outcome = saved(*parts)
    assert outcome.texts or outcome.reason
    assert not outcome.reason.startswith("its reader failed")


def test_what_is_no_page_after_all_is_the_mail_that_it_is_with_its_attachments() -> None:
    data = HEAD.encode() + part("x", "image/png", b"\x89PNG") + b"--b--\r\n"
    (found,) = registry.members(io.BytesIO(data), Hints("a.mht"))
    assert (found.data, found.mime) == (b"\x89PNG", "image/png")
    page = HEAD.encode() + part("x", "text/html", PAGE.encode()) + part("x", "image/png", b"\x89PNG") + b"--b--\r\n"
    assert list(registry.members(io.BytesIO(page), Hints("a.mht"))) == []


def test_a_saved_page_that_breaks_off_keeps_what_is_there() -> None:
    data = HEAD.encode() + part("https://gazette.example/berth", "text/html", PAGE.encode())[:-30]
    outcome = child.attempt(io.BytesIO(data), Hints("page.mht"))
    assert outcome.state is IntakeState.PARTLY
    assert "breaks off" in outcome.reason
    assert "Fährschiff" in outcome.texts[0].text
