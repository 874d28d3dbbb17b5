"""How much of what mails say is found, against other readers of mail: words that one finds and another misses.

``python tests/benchmarks/mail_bench.py [-v] [DATA]``, DATA a folder with ``manifest.jsonl`` (by default ``hostile``
under ``$CASEFILE_SHARED`` or ``../shared/data`` beside the checkout). Words are runs of letters and digits in lower
case, each counted once a mail. Of each mail sender, receivers, subject and body are compared, with the mails attached
to it: the share that a reader finds of the words that at least two readers find. Ours is asked for the whole article,
as a search would be. UTF-8 that was read as ISO 8859-1 counts as the word that it is. Says so and ends with 0 where
there is no data; ends with 1 where another reader finds more than ours.
"""

from __future__ import annotations

import email
import email.header
import email.policy
import importlib
import json
import os
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from casefile.readers.hints import Hints
from casefile.readers.mail import members_of, read_mail
from casefile.readers.mail_text import html_words

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "data"
HEADERS = ("From", "To", "Cc", "Subject")
MAIL = ("message/rfc822", "application/mbox", "message/x-emlx")


def ours(data: bytes) -> str:
    """The mail's text, and those of the mails attached to it, which are articles of their own."""
    outcome = read_mail(data, Hints(), "message/rfc822", [])
    attached = (member.data for member in members_of(data, Hints()) if member.mime == "message/rfc822")
    stated = (value for _, value in outcome.metadata.extra)
    return "\n".join([*(text.text for text in outcome.texts), *stated, *map(ours, attached)])


def standard(data: bytes) -> str:
    """The standard library, as its documentation shows: ``get_body`` under the modern policy, then ``walk``."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(("plain", "html"))
        text = _stripped(body.get_content(), body.get_content_type()) if body is not None else ""
        return "\n".join([*(str(message[name] or "") for name in HEADERS), text])
    except Exception:
        return standard_compat(data)


def standard_compat(data: bytes) -> str:
    """The standard library's older policy: every text part that is no attachment."""
    pieces = []
    try:
        message = email.message_from_bytes(data)
        pieces = [str(email.header.make_header(email.header.decode_header(message[name] or ""))) for name in HEADERS]
    except Exception:
        pieces = []
    try:
        for part in message.walk():
            if part.get_content_maintype() == "text" and not part.get_filename():
                payload = part.get_payload(decode=True)
                assert isinstance(payload, bytes)
                try:
                    text = payload.decode(part.get_content_charset("utf-8"), "replace")
                except LookupError:
                    text = payload.decode("utf-8", "replace")
                pieces.append(_stripped(text, part.get_content_type()))
    except RecursionError:
        return ""
    return "\n".join(pieces)


def mail_parser(data: bytes) -> str:
    parsed = importlib.import_module("mailparser").parse_from_bytes(data)
    stated = [str(getattr(parsed, name.lower() + "_" if name in ("From",) else name.lower(), "")) for name in HEADERS]
    return "\n".join([*stated, *parsed.text_plain, *(_stripped(page, "text/html") for page in parsed.text_html)])


def eml_parser(data: bytes) -> str:
    parser = importlib.import_module("eml_parser").EmlParser(include_raw_body=True)
    parsed: dict[str, Any] = parser.decode_email_bytes(data)
    bodies: list[dict[str, Any]] = parsed.get("body", [])
    header = parsed.get("header", {})
    stated = [str(header.get(name.lower(), "")) for name in HEADERS]
    return "\n".join([*stated, *(_stripped(body.get("content", ""), body.get("content_type", "")) for body in bodies)])


READERS: dict[str, Callable[[bytes], str]] = {
    "casefile": ours,
    "email, get_body": standard,
    "email, walk": standard_compat,
    "mail-parser": mail_parser,
    "eml-parser": eml_parser,
}


def _stripped(text: str, kind: str) -> str:
    return html_words(text)[0] if "html" in kind else text


def bag(text: str) -> Counter[str]:
    return Counter(map(_mended, re.findall(r"\w+", text.lower())))


def _mended(word: str) -> str:
    try:
        return word.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return word


def sample(data: Path) -> list[tuple[str, bytes]]:
    from casefile.readers.magic import magic

    found = []
    for row in map(json.loads, (data / "manifest.jsonl").read_text("utf-8").splitlines()):
        raw = (data / row["path"]).read_bytes()
        is_one = raw.count(b"\nFrom ") == 0
        if magic(raw, Path(row["path"]).suffix) in MAIL and is_one:
            found.append((row["path"], raw))
    return found


def main() -> int:
    given = [argument for argument in sys.argv[1:] if argument != "-v"]
    data = Path(given[0]) if given else Path(os.environ.get("CASEFILE_SHARED", BESIDE)) / "hostile"
    if not (data / "manifest.jsonl").exists():
        print(f"no mails to measure on in {data}")
        return 0
    present = {name: read for name, read in READERS.items() if _is_here(name)}
    mails = sample(data)
    recalls: dict[str, list[float]] = {name: [] for name in present}
    seconds = dict.fromkeys(present, 0.0)
    failures = Counter[str]()
    behind = []
    for path, raw in mails:
        bags = {}
        for name, read in present.items():
            before = time.process_time()
            try:
                bags[name] = bag(read(raw))
            except Exception:
                bags[name] = Counter()
                failures[name] += 1
            seconds[name] += time.process_time() - before
        # A word counts once: some readers give both forms of a mail.
        everything = Counter(word for found in bags.values() for word in found)
        agreed = {word for word, readers in everything.items() if readers > 1}
        for name, found in bags.items():
            recalls[name].append(len(agreed & found.keys()) / len(agreed) if agreed else 1.0)
        missed = agreed - bags["casefile"].keys()
        if missed:
            behind.append((path, len(missed), sorted(missed)[:12]))
    print(f"{len(mails)} mails; words that at least two readers found, each counted once a mail")
    for name, values in recalls.items():
        print(
            f"{name:16} {statistics.mean(values):.4f} found  {sum(value < 0.98 for value in values):3} mails lack some"
            f"  {failures[name]} failed  {1000 * seconds[name] / max(1, len(mails)):.1f} ms a mail"
        )
    if "-v" in sys.argv:
        for line in behind:
            print(" ", *line)
    best = max(statistics.mean(values) for name, values in recalls.items() if name != "casefile")
    return 0 if statistics.mean(recalls["casefile"]) >= best else 1


def _is_here(name: str) -> bool:
    module = {"mail-parser": "mailparser", "eml-parser": "eml_parser"}.get(name)
    if module is None:
        return True
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
