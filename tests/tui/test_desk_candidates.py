from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casefile.domain.kinds import EntityState, Kind
from casefile.domain.records import Entity
from casefile.services import rows
from casefile.services.candidates import Candidate
from casefile.tui.desk import judging as desk_judging
from casefile.tui.screens.chooser import ChoiceList, ChooserScreen

OpenDesk = Callable[..., Any]


def entity(caption: str, *aliases: str, kind: Kind = Kind.PERSON) -> Entity:
    return Entity(caption, kind, caption, "", EntityState.SUGGESTED, aliases, 1, 1, (1,))


async def test_the_likely_ones_come_first_with_score_and_rule_and_the_judgement_keeps_why(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.go_to("Karl Voss")
        await desk.press("m")
        await desk.until(lambda: isinstance(desk.app.screen, ChooserScreen))
        choices = desk.app.screen.query_one(ChoiceList)
        await desk.until(lambda: choices.highlighted is not None)
        assert (choices.highlighted.words, choices.highlighted.aside) == ("Voss", "90 % alike, surname alone")
        assert choices.highlighted.group == "perhaps the same"
        await desk.press("enter")
        await desk.until(lambda: "Karl Voss" not in desk.captions)
        (judgement,) = rows.judgements(desk.case)
        assert judgement.why == "90 % alike, surname alone"


async def test_where_comparing_takes_too_long_the_prompt_comes_without_it(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_judging, "_PATIENCE", 0.0)
    async with open_desk() as desk:
        await desk.go_to("Karl Voss")
        await desk.press("m")
        await desk.until(lambda: isinstance(desk.app.screen, ChooserScreen))
        choices = desk.app.screen.query_one(ChoiceList)
        await desk.until(lambda: choices.highlighted is not None)
        assert choices.highlighted.group == "near in name"


def test_nobody_is_offered_twice_or_to_oneself() -> None:
    from widgets.marks import ASCII

    one, likely, near = entity("Anna Lind"), entity("А. Линд"), entity("Lind Shipping", kind=Kind.ORGANIZATION)
    found = desk_judging._others(one, [one, likely, near], ASCII, [Candidate(one, likely, 0.96, "transliteration")])
    assert [(choice.words, choice.group) for choice in found] == [
        ("А. Линд", "likely the same"),
        ("Lind Shipping", "near in name"),
    ]
