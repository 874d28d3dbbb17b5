"""``casefile extract``: what the engines find in texts, without a case."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from casefile.cli.output import Output
from casefile.domain.dates import parse_date
from casefile.domain.errors import UsageError
from casefile.domain.extraction import Document, as_json
from casefile.domain.visible import visible
from casefile.services import settings


def extract(arguments: Namespace, output: Output) -> int:
    """One object a document; the input is never normalised, so offsets fit the file as it stands."""
    if arguments.published:
        parse_date(arguments.published)
    if arguments.jsonl:
        return _lines(arguments, output)
    if not arguments.files:
        raise UsageError("No file was named.", "Name files, or - for standard input.")
    engine = settings.load().names_engine
    for name in arguments.files:
        text = _read(name)
        found = _found(Document(name, text, arguments.published, arguments.language, arguments.region, engine))
        output.stream(found)
        for note in found["notes"]:
            print(f"casefile: {visible(name)}: {visible(note)}", file=sys.stderr)
    return 0


def _lines(arguments: Namespace, output: Output) -> int:
    failed = False
    engine = settings.load().names_engine
    for raw in sys.stdin.buffer:
        if not raw.strip():
            continue
        identity: Any = None
        try:
            value = json.loads(raw)
            if not isinstance(value, dict) or not isinstance(value.get("text"), str):
                identity = value.get("id") if isinstance(value, dict) else None
                raise ValueError("an object with a text is needed")
            identity = value.get("id")
            published = value.get("published") or arguments.published
            if published:
                parse_date(str(published))
            language = str(value.get("language") or arguments.language)
            document = Document(str(identity), value["text"], str(published or ""), language, arguments.region, engine)
            found = _found(document)
            output.stream(found | {"id": identity})
        except UsageError as error:
            failed = True
            output.stream({"id": identity, "error": error.message})
        except (ValueError, RecursionError) as error:
            failed = True
            output.stream({"id": identity, "error": f"not a usable line: {error}"})
    return 1 if failed else 0


def _found(document: Document) -> dict[str, Any]:
    from casefile.extract.pipeline import extract as find

    return as_json(find(document), document.text)


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8")
    except OSError as error:
        raise UsageError(f"“{name}” cannot be read: {error.strerror}.", "Check the path.") from None
    except UnicodeDecodeError:
        raise UsageError(f"“{name}” is not UTF-8 text.", "Use casefile add, which finds out the encoding.") from None
