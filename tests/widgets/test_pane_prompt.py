"""A question at the foot of a pane: answered, complained about, or left."""

from __future__ import annotations

from rich.style import Style
from widget_app import HOSTILE, WidgetApp, forbidden_in, screen_text

from widgets.drawing import on_few_colours
from widgets.entity_list import EntityList
from widgets.pane import Pane
from widgets.prompt_line import Answer, PromptLine

ANSWERS = [Answer("p", "person", letter="P"), Answer("o", "organisation", letter="O"), Answer("l", "place", letter="L")]


async def test_a_plain_prompt_takes_what_is_typed() -> None:
    prompt = PromptLine("rename", "Old name")
    app = WidgetApp(Pane(EntityList(), prompt))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("ctrl+u", "N", "e", "w", "enter")
        assert [(m.value, m.answer) for m in app.hear(PromptLine.Answered)] == [("New", None)]
        assert app.hear(PromptLine.Typed)[-1].value == "New"


async def test_choices_narrow_as_one_types_and_enter_takes_the_selected_one() -> None:
    prompt = PromptLine("kind", answers=ANSWERS)
    app = WidgetApp(Pane(EntityList(), prompt))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("p", "l", "enter")
        assert app.hear(PromptLine.Answered)[0].answer == ANSWERS[2]
        await pilot.press("z", "enter")
        assert len(app.hear(PromptLine.Answered)) == 1
        assert "none of the choices" in screen_text(app)
        await pilot.press("escape")
        assert app.hear(PromptLine.Cancelled)


async def test_a_free_prompt_takes_an_answer_that_is_no_choice() -> None:
    prompt = PromptLine("same as", answers=ANSWERS, is_free=True)
    app = WidgetApp(Pane(EntityList(), prompt))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("z", "enter")
        assert app.hear(PromptLine.Answered)[0].value == "z"


async def test_a_complaint_stands_until_the_next_key() -> None:
    prompt = PromptLine("published")
    app = WidgetApp(Pane(EntityList(), prompt))
    async with app.run_test(size=(60, 12)) as pilot:
        prompt.complain("“soon” is not a date that can be kept.")
        await pilot.pause()
        assert "not a date" in screen_text(app)
        await pilot.press("2")
        await pilot.pause()
        assert "not a date" not in screen_text(app)


async def test_hostile_answers_and_complaints_are_shown_and_obeyed_by_nothing() -> None:
    prompt = PromptLine(HOSTILE[3], HOSTILE[2], [Answer(f"{n}", w, w, w[:1]) for n, w in enumerate(HOSTILE)])
    app = WidgetApp(Pane(EntityList(), prompt))
    async with app.run_test(size=(60, 20)) as pilot:
        for words in HOSTILE:
            prompt.complain(words)
            await pilot.pause()
            assert not list(forbidden_in(app))


def test_in_few_colours_a_hit_keeps_its_mark_on_the_selected_row() -> None:
    hit, ink = Style.parse("bold black on yellow"), Style.parse("blue")
    pieces = on_few_colours([("Ald", hit), ("quist", ink), (" ", None)])
    assert pieces[0][1] is not None
    assert pieces[0][1].bgcolor is not None
    assert [style for _, style in pieces[1:]] == [None, None]
