from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from casefile.domain.kinds import EntityState, Kind, MentionState
from casefile.services import cases, judging, rows

OpenDesk = Callable[..., Any]


async def test_the_first_picture_has_the_text_its_mentions_the_entities_and_the_note(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        screen = desk.screen
        assert screen.source.text.startswith("Anna Berg met")
        assert screen.paper.mentions
        assert "Karl Voss" in desk.captions
        assert screen.note.title == "Who says so?"
        assert screen.pane == "source"


async def test_n_goes_to_the_next_mention_and_a_accepts_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("n")
        mention = desk.screen.source.mention
        words = mention.span.of(desk.screen.source.text)
        await desk.press("a")
        await desk.until(lambda: desk.mention(words).state is MentionState.ACCEPTED)
        await desk.until(lambda: desk.screen.source.mention.state is MentionState.ACCEPTED)
        assert desk.screen.source.mention.entity_state is EntityState.CONFIRMED


async def test_x_rejects_and_u_brings_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.go_to("Lund")
        await desk.press("x")
        await desk.until(lambda: desk.screen.source.mention is None or "Lund" not in desk.captions)
        await desk.press("u")
        await desk.until(lambda: "Lund" in desk.captions)


async def test_capital_a_accepts_the_entity_with_every_mention(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.go_to("Anna Berg")
        await desk.press("A")
        await desk.until(lambda: any("Accepted Anna Berg" in toast for toast in desk.toasts))
        found = [one for one in rows.entities(desk.case) if one.caption == "Anna Berg"]
        assert found[0].state is EntityState.CONFIRMED
        assert found[0].to_judge == 0


async def test_an_entity_is_made_of_the_word_under_the_caret(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        screen = desk.screen
        screen.source.goto(screen.source.text.index("wrote"))
        await desk.press("e")
        await desk.until(lambda: desk.app.screen is not screen)
        await desk.type("vehicle")
        await desk.press("enter")
        await desk.until(lambda: "wrote" in desk.captions)
        made = next(one for one in screen.entities if one.caption == "wrote")
        assert (made.kind, made.state) == (Kind.VEHICLE, EntityState.CONFIRMED)


async def test_a_merge_is_one_key_and_taking_it_back_restores_both(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.go_to("Karl Voss")
        await desk.press("m")
        await desk.until(lambda: desk.app.screen is not desk.screen)
        await desk.type("voss")
        await desk.press("enter")
        await desk.until(lambda: "Karl Voss" not in desk.captions)
        assert any("Merged Karl Voss into" in toast for toast in desk.toasts)
        await desk.press("M")
        await desk.until(lambda: "Karl Voss" in desk.captions)


async def test_rename_asks_for_a_name_and_esc_changes_nothing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.screen.counts.journal
        await desk.go_to("Lund")
        await desk.press("r")
        await desk.press("escape")
        assert desk.app.screen is desk.screen
        assert rows.counts(desk.case).journal == before
        await desk.press("r")
        await desk.type(" harbour")
        await desk.press("enter")
        await desk.until(lambda: "Lund harbour" in desk.captions)


async def test_the_entity_list_judges_its_own_row(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("2")
        assert desk.screen.pane == "entities"
        caption = desk.screen.entity_list.highlighted.caption
        await desk.press("x")
        await desk.until(lambda: caption not in desk.captions)


async def test_what_a_command_changes_appears_on_the_desk(open_desk: OpenDesk, root: Path) -> None:
    async with open_desk() as desk:
        other = cases.open_case(root)
        entity = next(one for one in rows.entities(other) if one.caption == "Lund")
        judging.rename(other, entity.id, "Lund by the sea")
        await desk.until(lambda: "Lund by the sea" in desk.captions)
        other.close()


async def test_a_second_desk_only_reads_and_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as first, open_desk() as second:
        assert second.case.is_read_only
        await second.until(lambda: any("only reads" in toast for toast in second.toasts))
        await second.go_to("Lund")
        before = rows.counts(second.case).journal
        await second.press("a")
        assert rows.counts(second.case).journal == before
        await first.go_to("Lund")
        await first.press("a")
        await second.until(lambda: second.screen.source.mention.state is MentionState.ACCEPTED)
