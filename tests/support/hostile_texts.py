"""Texts that make careless rules slow or wrong: one thing said over and over, in lines or in one line."""

from __future__ import annotations

NEWS = (
    "According to the harbour council of Vann, Anna Lind met Colonel Ivar Moe in Keld on 3 June 2022. The man said "
    "that the barge had left the port. “We saw nothing,” Lind told the Keld Courier on Friday. See "
    "https://example.org or write to desk@example.org, +47 22 03 50 00. Nothing was known about the crew, and the "
    "police did not confirm the names.\n\n"
)
# What each text is made of; the name says what a rule may stumble over.
REPEATED = {
    "news": NEWS,
    "news in one line": NEWS.replace("\n", " "),
    "Chinese": "记者昨天在北京报道说这件事情还没有结束。",
    "Arabic": "قال مسؤول إن السفينة غادرت الميناء أمس. ",
    "Cyrillic": "По словам чиновника, судно покинуло порт вчера. ",
    "one long word": "a",
    "one long capital": "A",
    "digits": "1",
    "brackets": "(",
    "open quotation marks": "“",
    "straight quotation marks": '"',
    "quoted letters": '"a" ',
    "full stops": ".",
    "hyphens": "- ",
    "newlines": "\n",
    "spaces": " ",
    "tabs and newlines": "\t\n",
    "at signs": "a@a.no ",
    "half addresses": "http://",
    "dotted words": "a.",
    "slashes": "a/",
    "capitalised words": "Aster Keld Vann ",
    "one surname": "Lind, Anna Lind. Ivar Lind. ",
    "acronyms": "Keld Harbour Council (KHC) ",
    "many different names": "",
    "glued words": "Lind came. Lindwho ",
    "doubled words": "the the ",
    "lost spaces": "border.The ",
    "cues": "said that ",
    "according to": "according to ",
    "speakers": "Lind said that Moe said that ",
    "dates": "3 June 2022, 04/05/06, last Friday ",
    "half dates": "3 June ",
    "times": "12:30 ",
    "numbers": "12 345 ",
    "phone-like": "+47 22 03 ",
    "account-like": "NO93 8601 1117 ",
    "hex": "deadbeef",
    "base58": "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
    "coordinates": "59.91, 10.75 ",
    "degrees": "59°54′N ",
    "combining marks": "e\u0301\u0302\u0303",
    "control characters": "\x00\x01\x1b[31m\x7f",
    "right to left marks": "\u202e\u202d\u2066",
    "zero width": "a\u200b\u200d\ufeff",
    "emoji": "👩‍👩‍👧‍👦 ",
}


def text(name: str, length: int) -> str:
    """``length`` code points of the text ``name``."""
    if name == "many different names":
        words = (f"{_name(number)} met {_name(number * 7 + 3)} there. " for number in range(length // 20 + 1))
        return "".join(words)[:length]
    made_of = REPEATED[name]
    return (made_of * (length // len(made_of) + 1))[:length]


def _name(number: int) -> str:
    """A first name and a surname that no other number below a million has."""
    letters = []
    for _ in range(4):
        number, rest = divmod(number, 32)
        letters.append(("bdfgklmn"[rest // 4]) + "aeio"[rest % 4])
    return f"{''.join(letters[:2]).title()} {''.join(letters[2:] + letters[:1]).title()}"
