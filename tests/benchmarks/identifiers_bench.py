"""What slips through the checks of identifiers, what is found where nothing is, and how long it takes.

``python tests/benchmarks/identifiers_bench.py [mutations a sort]``

Mutations: for each sort of number with a checksum, numbers whose check holds, made from the rule with a fixed seed and
taken from publications, are changed in one digit and put in a sentence with their cue. One that is accepted is held
against a second implementation of the rule: either the rule itself cannot see the slip, or the program is wrong.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from casefile.domain.extraction import Document, FoundIdentifier
from casefile.extract.identifiers.crypto import eip55_holds
from casefile.extract.identifiers.find import find_identifiers
from casefile.extract.identifiers.keccak import keccak_256

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CASEFILE_SHARED", ROOT.parent / "shared" / "data"))
sys.path.insert(0, str(ROOT / "tests/support"))

from checksum_rows import ROWS  # noqa: E402
from checksum_rules import (  # noqa: E402
    BASE58,
    BECH32,
    DIGITS,
    LETTERS,
    Rule,
    as_base58check,
    as_bech32,
    base58check,
    bech32,
)

SENTENCE = "The file names a firm in the port, {} {}, and the ministry confirmed it to the court on Friday."


def slipped(number: str, signs: str, chance: random.Random) -> str:
    """``number`` with one of its characters among ``signs`` changed to another of the same sort."""
    first = 2 if number.startswith("0x") else 0
    places = [n for n, character in enumerate(number) if character in signs and n >= first]
    place = chance.choice(places)
    kind = DIGITS if number[place] in DIGITS and len(signs) == 36 else LETTERS if len(signs) == 36 else signs
    return number[:place] + chance.choice([c for c in kind if c != number[place]]) + number[place + 1 :]


def accepted(cue: str, number: str) -> list[FoundIdentifier]:
    text = SENTENCE.format(cue, number)
    start = text.index(number)
    return [
        found
        for found in find_identifiers(Document("", text))
        if found.valid and found.span.start < start + len(number) and start < found.span.end
    ]


def measure(name: str, cue: str, made: list[str], rule: Rule, signs: str, times: int, blind: str) -> Counter[str]:
    chance = random.Random(name)
    lost = [number for number in made if not rule(number) or not accepted(cue, number)]
    if lost:
        print(f"    {name}: {len(lost)} of {len(made)} good ones not accepted, such as {lost[0]}")
    made = [number for number in made if number not in lost]
    counts: Counter[str] = Counter()
    for n in range(times):
        number = slipped(made[n % len(made)], signs, chance)
        found, holds = accepted(cue, number), rule(number)
        counts["accepted"] += bool(found)
        counts["blind"] += bool(found) and holds
        counts["wrong"] += bool(found) and not holds
        counts["missed"] += holds and not found
        if found and not holds and counts["wrong"] < 4:
            print(f"    {name}: {number} accepted as {found[0].rule}")
    words = blind if counts["accepted"] else ""
    print(f"{name:26} {times:6} {in_columns(counts)}  {words}")
    return counts


def in_columns(counts: Counter[str]) -> str:
    return f"{counts['accepted']:8} {counts['blind']:10} {counts['wrong']:6} {counts['missed']:6}"


def eip55(digits: str) -> str:
    digest = keccak_256(digits.encode()).hex()
    return "0x" + "".join(d.upper() if h in "89abcdef" else d for d, h in zip(digits, digest, strict=False))


def mutations(times: int) -> None:
    print(f"{'one digit changed':26} {'tried':>6} {'accepted':>8} {'blind spot':>10} {'wrong':>6} {'missed':>6}")
    chance = random.Random(16)
    sums: Counter[str] = Counter()
    for row in ROWS:
        made = [*row.published, *(row.make(chance) for _ in range(200))]
        sums += measure(row.name, row.cue, made, row.rule, DIGITS, times, row.blind)
        sums["tried"] += times
    published = ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"]
    coins = {
        "Bitcoin, Base58Check": (
            published + [as_base58check(bytes([chance.choice([0, 5])]) + chance.randbytes(20)) for _ in range(200)],
            base58check,
            BASE58,
        ),
        "Tron, Base58Check": (
            ["TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"]
            + [as_base58check(b"\x41" + chance.randbytes(20)) for _ in range(200)],
            base58check,
            BASE58,
        ),
        "Bitcoin, Bech32(m)": (
            ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"]
            + [as_bech32(0, [chance.randrange(32) for _ in range(32)]) for _ in range(100)]
            + [as_bech32(1, [*(chance.randrange(32) for _ in range(51)), 16]) for _ in range(100)],
            bech32,
            BECH32,
        ),
        "Ethereum, EIP-55": (
            ["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"] + [eip55(chance.randbytes(20).hex()) for _ in range(200)],
            lambda address: eip55_holds(address[2:]),
            "0123456789abcdefABCDEF",
        ),
    }
    for name, (made, rule, signs) in coins.items():
        blind = "one slip in about 4,000 leaves the capitals right"
        sums += measure(name, "wallet", made, rule, signs if name[0] != "B" or "58" in name else BECH32, times, blind)
        sums["tried"] += times
    print(f"{'all':26} {sums['tried']:6} {in_columns(sums)}")
    print(f"{'one letter or digit':26}")
    for row in ROWS:
        if row.letters_too:
            made = [*row.published, *(row.make(chance) for _ in range(200))]
            measure(row.name, row.cue, made, row.rule, DIGITS + LETTERS, times, row.blind)


def texts() -> Iterator[tuple[str, str]]:
    for folder in ("seeds", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".txt", ".md", ".jsonl"):
                yield f"{folder}/{path.name}", path.read_text(encoding="utf-8")
    for path in sorted((SHARED / "ner").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield path.name, "\n".join(" ".join(json.loads(line)["tokens"]) for line in lines)


def precision() -> None:
    """Everything that is found in texts that hold next to no numbers, to be read through."""
    for name, text in texts():
        found = [i for i in find_identifiers(Document("", text)) if i.kind.value not in ("email", "url", "domain")]
        hosts = sum(1 for _ in find_identifiers(Document("", text))) - len(found)
        print(f"{name}: {len(text.split())} words, {hosts} addresses and domains, {len(found)} others")
        for i in found[:40]:
            around = " ".join(text[max(i.span.start - 40, 0) : i.span.end + 10].split())
            print(f"    {i.kind.value:12} {i.valid!s:5} {i.rule}: …{around}")


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def speed() -> None:
    path = ROOT / "seeds/04-slipway-what-the-linnet-did.md"
    seed = " ".join(path.read_text(encoding="utf-8").split())
    plain = " ".join(word for word in (seed * 3).split() if not any(c in word for c in "@/0123456789"))
    article = Document("", " ".join(plain.split()[:480]) + " In 2019 the board paid 1.9 million crowns on 3 July 2019.")
    find_identifiers(article)
    took = statistics.median(timed(lambda: find_identifiers(article)) for _ in range(50))
    print(f"an article of {len(article.text.split())} words without identifiers: {took * 1000:.2f} ms")
    hostile = {
        "digits": "1",
        "digits apart": "1 ",
        "numbers": "1234567 ",
        "a.a.a.a": "a.",
        "@": "@",
        "a@": "a@",
        "hexadecimal": "ab12",
        "hexadecimal, apart": "deadbeef1 ",
        "hxxp": "hxxp",
        "hxxp://": "hxxp://",
        "[.]": "a[.]",
        "( dot )": "( dot ",
        "cues": "NIP ",
        "cues and numbers": "NIP 5261040828 ",
        "wrong numbers": "IMO 9074720 ",
        "general words": "Norwegian company number 923609017, ",
        "IBAN": "NO9386011117948 ",
        "BIC": "DEUTDEFF ",
        "base 58": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ",
        "Ethereum": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed ",
        "degrees": "59°54'50\"N ",
        "decimals": "59.9139, ",
        "IPv4": "10.0.0.1.",
        "IPv6": "a:b:",
        "colons": ":",
        "registrations": "G-ABCD ",
        "plus": "+4",
    }
    for name, piece in hostile.items():
        short, long = (Document("", (piece * (size // len(piece) + 1))[:size]) for size in (625_000, 5_000_000))
        first, second = timed(lambda d=short: find_identifiers(d)), timed(lambda d=long: find_identifiers(d))
        print(f"{name:20} 5 MB {second:6.2f} s, {second / first:5.1f} times what an eighth of it takes")


if __name__ == "__main__":
    parts = set(sys.argv[1:]) & {"mutations", "precision", "speed"} or {"mutations", "precision", "speed"}
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    if "mutations" in parts:
        mutations(numbers[0] if numbers else 2_000)
    if "precision" in parts:
        precision()
    if "speed" in parts:
        speed()
