"""Which captures of a web archive a person reads, and which only serve a page: those stay inside and are counted."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

TINY = 4096
"""Bytes below which a picture is a spacer, a counter or a button."""

_SCRIPT, _STYLE, _FONT, _ICON, _TINY = "script", "style sheet", "font", "icon", "tiny picture"
_DATA, _STREAM, _PART, _EMPTY = "answer to a script", "piece of a film", "part of a file", "empty answer"
_REDIRECT, _MISSING, _LOOKUP, _AGAIN = "redirect", "missing piece of a page", "lookup of a name", "repeated capture"
_NOTE = "note of the crawler"

PLURALS = {
    _SCRIPT: "scripts",
    _STYLE: "style sheets",
    _FONT: "fonts",
    _ICON: "icons",
    _TINY: "tiny pictures",
    _DATA: "answers to scripts",
    _STREAM: "pieces of films",
    _PART: "parts of files",
    _EMPTY: "empty answers",
    _REDIRECT: "redirects",
    _MISSING: "missing pieces of pages",
    _LOOKUP: "lookups of names",
    _AGAIN: "repeated captures",
    _NOTE: "notes of the crawler",
}

_TYPES = (
    (_SCRIPT, re.compile(r"(?:application|text)/(?:x-)?(?:java|ecma|live|type)script\d?[\d.]*\Z|application/wasm\Z")),
    (_STYLE, re.compile(r"text/(?:css|less|x-scss)\Z")),
    (_FONT, re.compile(r"font/|application/(?:x-)?font|application/vnd\.ms-fontobject\Z|application/x-font")),
    (_ICON, re.compile(r"image/(?:x-icon|vnd\.microsoft\.icon)\Z")),
    (_DATA, re.compile(r"(?:application|text)/(?:[\w.-]+\+)?(?:x-)?json\b|application/(?:x-protobuf|grpc|graphql)")),
    (
        _STREAM,
        re.compile(r"video/(?:mp2t|iso\.segment)\Z|application/(?:vnd\.apple\.|x-)mpegurl\Z|application/dash\+xml"),
    ),
)
_ENDINGS = (
    (_SCRIPT, (".js", ".mjs", ".map", ".wasm")),
    (_STYLE, (".css", ".scss", ".less")),
    (_FONT, (".woff", ".woff2", ".ttf", ".otf", ".eot")),
    (_ICON, (".ico", ".cur")),
    (_DATA, (".json",)),
    (_STREAM, (".ts", ".m4s", ".m3u8", ".mpd")),
)
_RESOURCES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".mp4", ".webm", ".mp3", ".xml")
_VAGUE = ("", "application/octet-stream", "binary/octet-stream", "text/plain", "text/html", "application/x-unknown")
_READ = (
    "text/",
    "application/pdf",
    "application/xhtml+xml",
    "application/xml",
    "application/rtf",
    "application/msword",
)
_WHOLE = re.compile(r"bytes 0-(\d+)/(\d+)\Z")


def again(date: str) -> str:
    """A revisit record: the bytes were captured before."""
    return f"{_AGAIN}: the same as on {date}" if date else _AGAIN


def by_answer(url: str, status: int, location: str, content_range: str, size: int) -> str:
    """Why what came back is nothing to read whatever it is, or empty. ``status`` 0 where there was no server."""
    if url.startswith(("dns:", "whois:")):
        return _LOOKUP
    if url.startswith(("metadata:", "urn:pageinfo:", "urn:fetch:")):
        return _NOTE
    if 300 <= status < 400 and status != 304:
        return f"{_REDIRECT}: {status} to {location}" if location else f"{_REDIRECT}: {status}"
    if status == 206 and not _is_whole(content_range):
        return f"{_PART}: {content_range}" if content_range else _PART
    if not size or status in (204, 205, 304) or 100 <= status < 200:
        return f"{_EMPTY}: {status}" if status else _EMPTY
    return ""


def by_type(url: str, status: int, mime: str, size: int) -> str:
    """Why a capture of this type only serves pages, or empty. A lying or missing type yields to the address."""
    for kind, types in _TYPES:
        if types.match(mime):
            return kind
    path = _path(url)
    if mime in _VAGUE:
        for kind, endings in _ENDINGS:
            # A page may be called anything; a page that says so and was found is one.
            if path.endswith(endings) and not (mime == "text/html" and status < 400):
                return kind
    if mime.startswith("image/") and size < TINY:
        return _TINY
    if status >= 400 and (path.endswith(_RESOURCES) or not (mime == "" or mime.startswith(_READ))):
        return f"{_MISSING}: {status}"
    return ""


def by_bytes(mime: str, payload: bytes) -> str:
    """Why a text holds nothing for people, or empty."""
    if mime not in _VAGUE:
        return ""
    head = payload[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\f\0")
    if not head and not payload[4096:].strip():
        return _EMPTY
    return _DATA if mime == "text/html" and re.match(rb"""(?:\{\s*["'}]|\[\s*[\[{"\]])""", head) else ""


def _is_whole(content_range: str) -> bool:
    match = _WHOLE.match(content_range.strip())
    return match is not None and int(match[1]) + 1 == int(match[2])


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.lower()
    except ValueError:
        return ""
