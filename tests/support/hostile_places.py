"""Names that want to be obeyed, and entries of a folder that are no files, not readable, or not what they say."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from made import Made, put
from small_files import SMALL, Said

CLIPBOARD = "\x1b]52;c;cGF5bG9hZA==\x07"
ESCAPES = (
    f"{CLIPBOARD}\x1b]0;payload\x07\x1b]2;payload\x1b\\\x1b]8;;http://payload.example/\x1b\\"
    "\x9b31;41mpayload\x9d0;payload\x9c\x90payload\x9c\x1bPpayload\x1b\\\x1b_payload\x1b\\\x1b[31;41m\x1b[2J\x1bc\x08\x7f"
)
MARKUP = "[bold]b[/] [@click=app.quit]x[/] [/] [/path] [red on blue] [link=http://payload.example]y[/link] [["
TURNED = "\u202epayload\u202c\u2066\u200f\u061c\u2067\u200b\ufeff"
FORMATS = "%s%n%(a)s {0} {0.__class__} ${HOME} $(id) `id` ; rm -rf ~ | cat && x > y ' \" \\"

# Bytes, since a name of a file is bytes; no slash and no NUL can stand in one.
NAMES: dict[str, bytes] = {
    "a line break": b"two\nlines.txt",
    "a tab and a carriage return": b"tab\tand\rreturn.txt",
    "escapes": ESCAPES.replace("/", "|").encode()[:200] + b".txt",
    "markup": MARKUP.replace("/", "|").encode() + b".txt",
    "markup that closes": b"[|bold][" + b"red]x.txt",
    "marks that turn the direction": f"a{TURNED}txt.exe".encode(),
    "no UTF-8": b"\xff\xfe\xed\xa0\x80\xc0\xaf.txt",
    "one-byte escapes": b"\x9b31m\x9d0;x\x9c.txt",
    "255 bytes": b"n" * 251 + b".txt",
    "255 bytes of three each": "長".encode() * 83 + b".txt",
    "a leading dash": b"-rf",
    "an option": b"--version-of=S1",
    "a space": b" ",
    "spaces around": b"  spaces  .txt ",
    "format strings": FORMATS.replace("/", "|").encode() + b".txt",
    "format strings and an escape": b"%s {0} \x1b]0;x\x07",
    "a wildcard": b"*.txt",
    "a hidden file": b".hidden.txt",
    "only dots": b"...",
    "a device's name elsewhere": b"CON.txt",
    "a path of another system": b"C:\\folder\\file.txt",
    "an address": b"http:||payload.example|x.txt",
    "combining marks": ("e" + "\u0301" * 60 + ".txt").encode(),
    "composed": "caf\u00e9.txt".encode(),
    "decomposed": "cafe\u0301.txt".encode(),
    "a bare ending": b".pdf",
    "thirty endings": b".tar" * 30 + b".txt",
    "a quotation mark": b"a\"b'c.txt",
    "nothing but a control": b"\x01",
}


def odd_names(folder: Path) -> Iterator[Made]:
    """Sound texts under names that want to be obeyed or not to be shown."""
    for number, (what, name) in enumerate(NAMES.items()):
        yield put(folder, name, f"{Said().text} Number {number}.\n".encode(), f"a name with {what}")
    inside = folder / os.fsdecode(b"fol\nder \x1b]0;x\x07 [bold]")
    inside.mkdir()
    yield put(inside, b"in.txt", b"A text in a folder with an odd name.\n", "a folder's name with controls")
    deep = folder
    for _ in range(40):
        deep /= "d" * 40
    deep.mkdir(parents=True)
    yield put(deep, "deep.txt", b"A text 40 folders deep.\n", "a path of 1,600 bytes")


def strange_entries(folder: Path) -> Iterator[Made]:
    """Links, pipes, sockets and devices: nothing of them is stored, each is reported."""
    outside = folder.parent.parent / f"outside-of-{folder.parent.name}"
    outside.mkdir(exist_ok=True)
    (outside / "outside.txt").write_text("A text that was not handed over.\n")
    links = {"passwd": "/etc/passwd", "itself": "itself", "dangling": "not-there", "above": "..", "root": "/"}
    links |= {"outside": str(outside / "outside.txt"), "folder": str(outside), "null": os.devnull}
    for name, target in links.items():
        (folder / f"link-{name}").symlink_to(target)
        yield Made(folder / f"link-{name}", f"a symbolic link to {name}", is_kept=False)
    os.mkfifo(folder / "pipe")
    yield Made(folder / "pipe", "a pipe that nobody writes to", is_kept=False)
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as listening:
        # The name of a socket has room for about a hundred bytes.
        where = os.getcwd()
        os.chdir(folder)
        try:
            listening.bind("socket")
        finally:
            os.chdir(where)
        yield Made(folder / "socket", "a socket", is_kept=False)
    with contextlib.suppress(OSError):
        os.mknod(folder / "device", 0o600 | stat.S_IFCHR, os.makedev(1, 5))
        yield Made(folder / "device", "a device that never ends", is_kept=False)


def closed_entries(folder: Path) -> Iterator[Made]:
    """What may not be opened, except by the superuser, who may open everything."""
    unreadable = put(folder, "unreadable.txt", b"A text that may not be read.\n", "a file without rights")
    unreadable.path.chmod(0)
    yield Made(unreadable.path, unreadable.what, is_kept=os.access(unreadable.path, os.R_OK))
    closed = folder / "closed"
    closed.mkdir()
    inside = put(closed, "inside.txt", b"A text in a closed folder.\n", "a file in a folder without rights")
    closed.chmod(0)
    if os.access(closed, os.R_OK | os.X_OK):
        yield inside
    else:
        yield Made(closed, "a folder without rights", is_kept=False)


def open_up(folder: Path) -> None:
    """Give the rights back, so that the folder can be removed."""
    for name, mode in (("unreadable.txt", 0o600), ("closed", 0o700)):
        with contextlib.suppress(OSError):
            (folder / name).chmod(mode)


def sizes(folder: Path) -> Iterator[Made]:
    """No bytes, the same bytes twice, and 2 GB that take no room."""
    yield put(folder, "empty.txt", b"", "no bytes")
    yield put(folder, "empty-too.pdf", b"", "no bytes, again")
    yield put(folder, "one.txt", b"The same text under two names.\n", "a text that comes twice")
    yield put(folder, "one-again.txt", b"The same text under two names.\n", "the same text")
    os.link(folder / "one.txt", folder / "one-linked.txt")
    yield Made(folder / "one-linked.txt", "a hard link to it")
    yield put(folder, "byte.txt", b"\n", "one byte")
    sparse = folder / "sparse.bin"
    with sparse.open("wb") as file:
        file.truncate(2 * 1024**3)
    yield Made(sparse, "2 GB that take no room", is_heavy=True)


def mislabelled(folder: Path) -> Iterator[Made]:
    """Every small file under the ending of another one."""
    endings = list(SMALL)
    for at, ending in enumerate(endings):
        other = endings[(at + 7) % len(endings)]
        said = Said(text=f"{Said().text} This calls itself {other}.")
        yield put(
            folder, f"really-{ending.replace('.', '-')}.{other}", SMALL[ending](said), f"{ending} that says {other}"
        )
    for ending in ("pdf", "docx", "html"):
        data = SMALL[ending](Said(text=f"{Said().text} Without an ending."))
        yield put(folder, f"really-{ending}", data, f"{ending} without an ending")


@contextmanager
def restless(folder: Path) -> Iterator[list[Path]]:
    """Three files that grow, shrink and come and go for as long as the block runs."""
    growing, shrinking, vanishing = (folder / f"{name}.txt" for name in ("growing", "shrinking", "vanishing"))
    over = threading.Event()

    def stir() -> None:
        number = 0
        while not over.is_set():
            number += 1
            with growing.open("ab") as file:
                file.write(b"Another line came. " * 50 + b"\n")
            shrinking.write_bytes(b"A line that goes away.\n" * (5000 - number % 5000))
            if number % 2:
                vanishing.write_bytes(b"Now it is there.\n")
            else:
                vanishing.unlink(missing_ok=True)
            time.sleep(0.002)

    stirring = threading.Thread(target=stir, daemon=True)
    stirring.start()
    try:
        yield [growing, shrinking, vanishing]
    finally:
        over.set()
        stirring.join()


def writing(folder: Path) -> Iterator[Made]:
    """Every format with escapes, markup and turned writing in its text and in its metadata."""
    said = Said(
        f"Words {ESCAPES} {MARKUP} {TURNED} {FORMATS} more words.", f"{MARKUP}{ESCAPES}{TURNED}", f"{ESCAPES}{MARKUP}"
    )
    for ending, make in SMALL.items():
        if ending in ("eml", "mbox"):
            continue
        yield put(
            folder, f"writing-{ending.replace('.', '-')}.{ending}", make(said), f"{ending} that talks to terminals"
        )
    raw = f"From: {MARKUP}{ESCAPES} <a@b.example>\nSubject: {said.title}\nMIME-Version: 1.0\nX-A: {TURNED}\n\n"
    yield put(folder, "writing.eml", f"{raw}{said.text}\n".encode(), "a mail that talks to terminals")
    alone = {"title": "\ud800 alone \udfff", "text": "NUL \0 and \udc9b31m alone \ud83d end", "author": "\x1b]0;x\x07"}
    yield put(folder, "alone.jsonl", json.dumps(alone).encode(), "lone surrogates and NULs")
    referred = "&#27;]52;c;AAAA&#7; &#155;31m &#x202e; &#xD800; &#0; &#x9d;0;x&#x9c; words enough to be a text."
    yield put(folder, "referred.html", f"<title>{referred}</title><p>{referred}</p>".encode(), "controls by reference")
