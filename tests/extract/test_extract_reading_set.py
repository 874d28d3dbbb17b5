"""The gold of the articles of our own holds: every quotation lies where it is said to lie."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from reading_score import score
from reading_set import articles, load, locate

from casefile.domain.extraction import Cluster, Extraction, FoundAttribution, FoundName, FoundReading
from casefile.domain.kinds import Kind
from casefile.domain.span import Span

ALL = articles()
EACH = pytest.mark.parametrize("article", ALL, ids=lambda path: path.stem)


def test_twenty_articles_are_there_and_half_of_them_are_held_out() -> None:
    assert [len(articles(part)) for part in ("dev", "held_out")] == [10, 10]
    assert all(120 <= len(path.read_text(encoding="utf-8").split()) <= 260 for path in ALL)


@EACH
def test_spans_are_what_they_say_and_names_do_not_overlap(article: Path) -> None:
    text, gold = load(article)
    for each in (*gold["mentions"], *gold["optional"], *gold["not_attributions"], *gold["readings"]):
        assert text[each["start"] : each["end"]] == each["text"] != ""
    for mention in gold["mentions"]:
        assert all(other["start"] < mention["end"] and mention["start"] < other["end"] for other in mention["accept"])
    spans = [(mention["start"], mention["end"]) for mention in gold["mentions"]]
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@EACH
def test_every_cluster_has_mentions_and_a_kind_of_name(article: Path) -> None:
    _, gold = load(article)
    by_id = {mention["id"]: mention for mention in gold["mentions"]}
    for cluster in gold["clusters"]:
        assert cluster["mentions"]
        assert Kind(cluster["kind"]).is_name
        assert {by_id[each]["cluster"] for each in cluster["mentions"]} == {cluster["id"]}
        assert not set(cluster["aliases"]) & set(gold["never_an_alias"])


@EACH
def test_every_attribution_points_at_words_of_the_text_and_at_a_cluster_that_exists(article: Path) -> None:
    text, gold = load(article)
    clusters = {cluster["id"] for cluster in gold["clusters"]}
    for each in gold["attributions"]:
        assert each["speaker_cluster"] in {None, *clusters}
        assert each["polarity"] in {"assert", "deny", "unconfirmed"}
        spans = [each["content"], each["source"], each["cue"]]
        assert all(text[slice(*span)].strip() == text[slice(*span)] != "" for span in spans if span)
        assert not {each["speaker"]} & set(each["wrong_speakers"])
        assert each["speaker"] or not each["source"]


@EACH
def test_the_gold_file_has_no_key_that_nobody_reads(article: Path) -> None:
    given = json.loads(article.with_suffix(".json").read_text(encoding="utf-8"))
    known = {"traits", "clusters", "never_an_alias", "optional", "attributions", "not_attributions", "readings"}
    fields = {"mark", "cluster", "speaker", "via", "polarity", "scored", "wrong", "note"}
    fields |= {f"accept_{each}" for each in ("source", "speaker", "cue", "via", "polarity")}
    assert set(given) <= known
    assert {key for each in given["attributions"] for key in each} <= fields
    assert {key for each in given["clusters"].values() for key in each} <= {"kind", "name", "forms", "accept"}


def test_a_quotation_that_fits_two_places_is_refused() -> None:
    assert locate("a man, a plan", "{a} <man>")["source"] == (0, 1)
    with pytest.raises(ValueError, match="2 places"):
        locate("a man, a plan", "{a} ")


@EACH
def test_what_gold_says_scores_as_right_in_everything(article: Path) -> None:
    text, gold = load(article)
    found = Extraction(
        "",
        names=tuple(
            FoundName(Span(each["start"], each["end"]), Kind(each["kind"]), each["cluster"], "", "", "", None)
            for each in gold["mentions"]
        ),
        clusters=tuple(
            Cluster(each["id"], Kind(each["kind"]), each["name"], tuple(each["aliases"])) for each in gold["clusters"]
        ),
        attributions=tuple(
            FoundAttribution(
                Span(*each["source"]) if each["source"] else None,
                each["speaker"] or "",
                Span(*(each["cue"] or (each["content"][0], each["content"][0]))),
                Span(*each["content"]),
                each["polarity"],
                "",
                tuple(each["via"]),
            )
            for each in gold["attributions"]
        ),
        readings=tuple(
            FoundReading(Span(each["start"], each["end"]), each["read_as"], "") for each in gold["readings"]
        ),
    )
    assert score(text, gold, found).remarks == []
    assert score(text, gold, Extraction("")).attributions.right == 0
