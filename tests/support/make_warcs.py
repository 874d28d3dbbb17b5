"""Web archives written by hand: records as crawlers write them, and as they should not."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json

from make_archives import zipped

WHEN = "2022-03-04T05:06:07Z"
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>The crane fell</title></head><body><article><h1>The crane fell</h1>"
    + "<p>The harbour board met on Friday and said nothing of the crane that fell in March.</p>" * 5
    + "</article></body></html>"
).encode()


def sha1(data: bytes) -> str:
    """As in WARC headers."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def record(kind: str, block: bytes, url: str = "", version: str = "1.0", **headers: str) -> bytes:
    """One record; keyword ``warc_date`` becomes the header WARC-Date. ``content_length`` may lie."""
    stated = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(url.encode(), usedforsecurity=False).hexdigest()}>",
        "WARC-Date": WHEN,
        "Content-Length": str(len(block)),
    }
    if url:
        stated["WARC-Target-URI"] = url
    stated |= {
        "-".join(part.upper() if part == "warc" else part.title() for part in name.split("_")): value
        for name, value in headers.items()
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in stated.items())
    return f"WARC/{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, mime: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    """The message of a server."""
    stated = {"Content-Type": mime} if mime else {}
    stated |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in stated.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def response(url: str, body: bytes = PAGE, mime: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """A response record with both digests right."""
    block = answer(body, mime, status)
    return record(
        "response",
        block,
        url,
        content_type="application/http; msgtype=response",
        warc_block_digest=sha1(block),
        warc_payload_digest=sha1(body),
    )


def info(software: str = "a crawler 1.0") -> bytes:
    """The record that says who made the archive."""
    return record(
        "warcinfo", f"software: {software}\r\nformat: WARC 1.0\r\n".encode(), content_type="application/warc-fields"
    )


def by_record(*records: bytes) -> bytes:
    """Packed as the standard asks: a gzip stream for each record."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def chunked(body: bytes, size: int = 100) -> bytes:
    """The chunked coding of HTTP/1.1."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def arc(*pages: tuple[str, bytes]) -> bytes:
    """An ARC file of version 1."""
    first = b"1 0 a crawler\nURL IP-address Archive-date Content-type Archive-length\n"
    made = b"filedesc://a.arc 127.0.0.1 20050614070144 text/plain %d\n%s\n" % (len(first), first)
    for url, body in pages:
        block = answer(body)
        made += b"%s 192.0.2.1 20050614070151 text/html %d\n%s\n" % (url.encode(), len(block), block)
    return made


def wacz(warc: bytes, pages: list[dict[str, str]], **changed: bytes) -> bytes:
    """A bundle whose table of digests is right for the parts given; ``archive`` and ``pages`` replace parts after."""
    lines = [json.dumps({"format": "json-pages-1.0", "id": "pages"}), *map(json.dumps, pages)]
    parts = {"archive/data.warc.gz": warc, "pages/pages.jsonl": "\n".join(lines).encode()}
    table = [
        {"name": name.rpartition("/")[2], "path": name, "hash": "sha256:" + hashlib.sha256(data).hexdigest()}
        for name, data in parts.items()
    ]
    package = json.dumps(
        {"profile": "data-package", "title": "A capture", "software": "a bundler 2", "resources": table}
    ).encode()
    digest = json.dumps({"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(package).hexdigest()}).encode()
    parts["archive/data.warc.gz"] = changed.get("archive", warc)
    parts |= {"datapackage.json": changed.get("package", package), "datapackage-digest.json": digest}
    return zipped(*parts.items(), stored=True)
