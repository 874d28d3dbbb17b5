"""What a person can do about a query that does not parse."""

from __future__ import annotations

_FIELDS = "fields: title author publisher entity kind tag note lang grade date before after"
_ADVICE = (
    ("a quotation mark", "close it, or leave it out"),
    ("a ( has", "close it, or leave it out"),
    ("there is a )", "open it, or leave it out"),
    ("there is no field", _FIELDS),
    ("AND needs", "in small letters it is a word like any other"),
    ("OR needs", "in small letters it is a word like any other"),
    ("NOT needs", "in small letters it is a word like any other"),
    ("- needs", "a blank after it makes it a dash"),
    ("* stands", "write it after the letters: ferr*"),
    ("~ finds", "write word~, or “two words”~5 for nearness"),
)


def advice_for(error: str) -> str:
    """What to do about the parser's complaint ``error``, in a few words; empty where it says so itself."""
    return next((advice for start, advice in _ADVICE if error.startswith(start)), "")
