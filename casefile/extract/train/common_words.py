"""What the lists' makers share: words that English writes small (Nice, Reading, Will), and names without accents."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from casefile.domain.folding import fold

# The sets of edited text; in posts of the net names stand in small letters too.
_EDITED = ("crossner", "gum", "sec", "wikigold")


def common_words(folder: Path) -> Counter[str]:
    """How often each small-letter word stands outside of names in the labelled sets (``*.jsonl``) of ``folder``."""
    words: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl")):
        if not path.name.startswith(_EDITED):
            continue
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                pairs = zip(row["tokens"], row["tags"], strict=True)
                words.update(token for token, tag in pairs if tag == "O" and token.islower() and token.isalpha())
    return words


def unaccented(name: str) -> str:
    """``name`` without accents, its capitals kept."""
    return "".join(fold(letter).capitalize() if letter.isupper() else fold(letter) for letter in name)
