"""Any text is read through the whole pipeline, and whatever is reported is what stands there.

The lengths are cut down for the machine that runs this on every change; ``linear_bench.py --big`` reads five megabytes.
"""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hostile_texts import NEWS, REPEATED, text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefile.domain.extraction import Document, Extraction, as_json, from_json
from casefile.extract.pipeline import extract


def check(words: str, found: Extraction) -> None:
    """Every span lies in ``words`` and covers something; what is printed is what stands there, and all of it."""
    spans = [each.span for part in (found.names, found.identifiers, found.dates, found.readings) for each in part]
    spans += [span for each in found.attributions for span in (each.source, each.cue, each.content) if span]
    assert all(0 <= span.start < span.end <= len(words) for span in spans)
    printed = as_json(found, words)
    for part in ("mentions", "identifiers", "dates"):
        assert all(words[each["start"] : each["end"]] == each["text"] != "" for each in printed[part])
    assert from_json(json.loads(json.dumps(printed))) == found
    clusters = {each.id: each for each in found.clusters}
    assert {each.cluster for each in found.names} == set(clusters)
    # An alias is written in one line, also where a name runs over the end of one.
    assert all(" ".join(each.span.of(words).split()) in clusters[each.cluster].aliases for each in found.names)
    names = sorted(each.span for each in found.names)
    assert all(first.end <= second.start for first, second in pairwise(names))
    assert all(each.cluster in {"", *clusters} for each in found.attributions)
    assert all(each.polarity in ("assert", "deny", "unconfirmed") for each in found.attributions)


@pytest.mark.parametrize("name", ["news", "news in one line"])
def test_a_long_document_is_read_to_its_end(name: str) -> None:
    words = text(name, 40_000)
    found = extract(Document("", words, "2024-05-06"))
    check(words, found)
    for part in (found.names, found.identifiers, found.dates):
        assert part[-1].span.end > len(words) - 2 * len(NEWS)
    assert found.attributions[-1].cue.end > len(words) - 2 * len(NEWS)


def test_of_an_empty_document_nothing_is_said() -> None:
    found = extract(Document("", ""))
    assert (found.names, found.clusters, found.identifiers, found.dates) == ((), (), (), ())
    assert (found.attributions, found.readings) == ((), ())


@pytest.mark.parametrize("language", ["", "en"])
@pytest.mark.parametrize("name", REPEATED)
def test_one_thing_said_over_and_over_is_read(name: str, language: str) -> None:
    words = text(name, 1_500)
    check(words, extract(Document("", words, "2024-05-06", language)))


@pytest.mark.parametrize("name", ["Chinese", "Arabic"])
def test_a_script_that_no_engine_knows_gives_no_names_and_no_readings(name: str) -> None:
    found = extract(Document("", text(name, 3_000)))
    assert (found.names, found.readings, found.attributions) == ((), (), ())


def test_control_characters_between_the_words_move_no_span() -> None:
    marks = "\x00\x01\x07\x1b\x7f\x85\u200b\u202e\u2028\ufeff\ufffe\U000e0041"
    words = "".join(f"{mark}{NEWS}{mark}" for mark in marks)
    found = extract(Document("", words, "2024-05-06"))
    check(words, found)
    assert {each.span.of(words) for each in found.names} >= {"Anna Lind"}


_PIECES = [
    *(
        "Anna Lind",
        "Lind",
        "Lindwho ",
        "Ivar Moe’s ",
        "Dr. ",
        "the Keld Courier",
        "KHC",
        "(KHC) ",
        "Wagner group",
        "U.S.",
    ),
    *(
        " said ",
        " said that ",
        "according to ",
        ", said ",
        " told ",
        " denied ",
        "did not confirm ",
        "was said to have ",
    ),
    *("3 June 2022", "last Friday", "Friday", "four months", "in 2014", "12:30", "59.91, 10.75", "IMO 9074729"),
    *(
        "a@b.no",
        "http://a.b/c",
        "hxxp://a[.]b",
        "+47 22 03 50 00",
        "NO93 8601 1117 947",
        "1.2.3.4",
        "::1",
        "deadbeef" * 8,
    ),
    *(
        "“",
        "”",
        '"',
        "‘",
        "’",
        "'s",
        ":",
        " – ",
        "—",
        "-",
        "-\n",
        "…",
        ".",
        ",",
        ";",
        "!",
        "?",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
    ),
    *(" ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2028", "\x00", "\x1b[0m", "\u202e", "\u200b", "\ufeff", "\u0301"),
    *("the the ", "informa- tion", "border.The ", "İ", "ß", "ﬁ", "ǅ", "Ω", "Владимир", "محمد", "東京", "😀", "👩‍👩‍👧"),
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=25).map("".join),
    st.text(max_size=150),
)


@settings(max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(["", "2024-05-06", "2024-05", "x"]), st.sampled_from(["", "en", "de", "zz"]))
def test_any_string_is_read(words: str, published: str, language: str) -> None:
    check(words, extract(Document("", words, published, language)))
