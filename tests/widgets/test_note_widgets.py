"""Notes read and written: pins, tasks, what is kept and what is shown."""

from __future__ import annotations

import pytest
from widget_app import HOSTILE, WidgetApp, forbidden_in, screen_lines, screen_text

from casefile.domain.span import Pin, Span
from widgets.marks import ASCII, UNICODE
from widgets.note_editor import PAINTED_UP_TO, NoteEditor
from widgets.note_text import Tone, read_note
from widgets.note_view import NoteView

PIN = Pin.make(1, Span(412, 478), "0" * 64)
BODY = f"""Only the surveyor {PIN}, and then ⟦S2:5-9⟧ at the end of a line that is long.

- [ ] ask Corvane for the August load sheets
- [x] fetch the notice {PIN}
- a point
1. a numbered point
> quoted
## A heading
"""


def words_of(pin: Pin) -> str | None:
    return None if pin.article == 2 else f"S{pin.article}¶4"


def test_a_note_is_read_line_by_line_and_its_pins_in_order() -> None:
    lines, pins = read_note(BODY, words_of, UNICODE)
    assert [line.words for line in lines] == [
        "Only the surveyor ⟦S1¶4⟧, and then !⟦S2:5-9⟧ at the end of a line that is long.",
        "",
        "□ ask Corvane for the August load sheets",
        "■ fetch the notice ⟦S1¶4⟧",
        "– a point",
        "1. a numbered point",
        "│ quoted",
        "A heading",
    ]
    assert [pin.article for pin in pins] == [1, 2, 1]
    assert {run.tone for run in lines[0].runs} == {Tone.PLAIN, Tone.PIN, Tone.BRACKET, Tone.DAMAGED}
    assert lines[3].runs[1].tone is Tone.DONE


def test_stress_is_shown_without_its_asterisks_and_arithmetic_keeps_them() -> None:
    lines, _ = read_note("from *him*, **not** her; 2*3*4 and * alone *", words_of, UNICODE)
    assert lines[0].words == "from him, not her; 2*3*4 and * alone *"
    assert [(run.words, run.tone) for run in lines[0].runs if run.tone is not Tone.PLAIN] == [
        ("him", Tone.STRESS),
        ("not", Tone.STRONG),
    ]


def test_the_plain_set_of_marks_reaches_every_line() -> None:
    shown = "\n".join(line.words for line in read_note(BODY, lambda _: "S1P4", ASCII)[0])
    assert shown.isascii()


async def test_n_goes_from_pin_to_pin_and_enter_opens_the_passage() -> None:
    view = NoteView()
    app = WidgetApp(view)
    async with app.run_test(size=(40, 20)) as pilot:
        view.set_note("Who says?", BODY, words_of)
        view.focus()
        await pilot.press("enter")
        assert not app.hear(NoteView.PinActivated), "no pin is under the caret yet"
        await pilot.press("n", "enter", "n", "right_square_bracket", "enter", "n", "N", "left_square_bracket")
        assert [message.pin for message in app.hear(NoteView.PinActivated)] == [PIN, PIN]
        assert view.pin == Pin(2, Span(5, 9))


async def test_a_click_on_a_pin_opens_it_and_a_click_beside_it_does_not() -> None:
    view = NoteView()
    app = WidgetApp(view)
    async with app.run_test(size=(80, 20)) as pilot:
        view.set_note("", f"See {PIN} there", words_of)
        await pilot.pause()
        row = next(y for y, line in enumerate(screen_lines(app)) if "See" in line)
        await pilot.click(view, offset=(7, row))
        assert [message.pin for message in app.hear(NoteView.PinActivated)] == [PIN]
        await pilot.click(view, offset=(2, row))
        assert len(app.hear(NoteView.PinActivated)) == 1


async def test_a_wrapped_task_hangs_under_its_words() -> None:
    view = NoteView()
    app = WidgetApp(view)
    async with app.run_test(size=(24, 20)) as pilot:
        view.set_note("", "- [ ] ask Corvane for the August load sheets", words_of)
        await pilot.pause()
        lines = [line.rstrip() for line in screen_lines(app)]
        assert " □ ask Corvane for the" in lines
        assert "   August load sheets" in lines


async def test_the_view_scrolls_and_keeps_its_place_when_the_same_note_changes() -> None:
    view = NoteView()
    app = WidgetApp(view)
    async with app.run_test(size=(40, 10)) as pilot:
        body = "\n".join(f"line {number}" for number in range(60))
        view.set_note("Long", body, words_of)
        view.focus()
        await pilot.pause()
        await pilot.press("pagedown", "j", "j", "k")
        at = view.scroll_offset.y
        assert at == 11
        view.set_note("Long", body + "\nmore", words_of)
        await pilot.pause()
        assert view.scroll_offset.y == at
        await pilot.press("G")
        assert "more" in screen_text(app)
        await pilot.press("g")
        assert view.scroll_offset.y == 0
        view.set_note("Another", body, words_of)
        await pilot.pause()
        assert view.scroll_offset.y == 0


async def test_a_pin_far_below_is_scrolled_to() -> None:
    view = NoteView()
    app = WidgetApp(view)
    async with app.run_test(size=(40, 10)) as pilot:
        view.set_note("Long", "line\n" * 50 + str(PIN), words_of)
        view.focus()
        await pilot.press("n")
        assert "S1¶4" in screen_text(app)


async def test_hostile_words_in_a_note_are_shown_and_obeyed_by_nothing() -> None:
    view, editor = NoteView(), NoteEditor("\n".join(HOSTILE))
    app = WidgetApp(view, editor, css="NoteView, NoteEditor { height: 30; }")
    async with app.run_test(size=(60, 60)) as pilot:
        view.set_note(HOSTILE[2], "\n".join(HOSTILE), lambda _: HOSTILE[3])
        editor.focus()
        await pilot.press("down", "down", "down", "end")
        assert not list(forbidden_in(app))
        assert screen_text(app).count("[/path]") == 2


async def test_typing_says_edited_and_opening_a_note_does_not() -> None:
    editor = NoteEditor()
    app = WidgetApp(editor)
    async with app.run_test(size=(60, 10)) as pilot:
        editor.open_note("\u2028 rare line ends \x0c are no edit \r\n")
        await pilot.pause()
        editor.open_note("before")
        await pilot.pause()
        assert not app.hear(NoteEditor.Edited)
        editor.focus()
        await pilot.press("x")
        await pilot.pause()
        assert len(app.hear(NoteEditor.Edited)) == 1
        assert editor.text == "xbefore"


async def test_a_replaced_text_can_be_undone_in_one_step() -> None:
    editor = NoteEditor("as it was\nin two lines")
    app = WidgetApp(editor)
    async with app.run_test(size=(60, 10)) as pilot:
        editor.focus()
        await pilot.press("x")
        editor.replace_all("from elsewhere")
        assert editor.text == "from elsewhere"
        editor.undo()
        assert editor.text == "xas it was\nin two lines"
        editor.undo()
        assert editor.text == "as it was\nin two lines"


async def test_a_pin_is_written_raw_with_a_space_before_it_and_found_under_the_caret() -> None:
    editor = NoteEditor("she said")
    app = WidgetApp(editor)
    async with app.run_test(size=(60, 10)) as pilot:
        editor.focus()
        await pilot.press("end")
        assert editor.pin_at_cursor() is None
        editor.insert_pin(PIN)
        assert editor.text == f"she said {PIN}"
        assert editor.pin_at_cursor() == PIN
        await pilot.press("ctrl+g")
        assert app.hear(NoteEditor.PinActivated)[0].pin == PIN
        editor.undo()
        assert editor.text == "she said"


async def test_the_editor_leaves_f6_f7_and_escape_to_the_desk() -> None:
    editor = NoteEditor("text")
    app = WidgetApp(editor)
    async with app.run_test(size=(60, 10)) as pilot:
        editor.focus()
        await pilot.press("f6", "f7", "escape")
        assert editor.selection.is_empty
        assert editor.has_focus


@pytest.mark.parametrize("size", [10, PAINTED_UP_TO + 1])
async def test_painting_alters_no_character(size: int) -> None:
    text = ("# head\n- [x] done " + str(PIN) + "\n").ljust(size, "x")
    editor = NoteEditor(text)
    app = WidgetApp(editor)
    async with app.run_test(size=(60, 10)):
        assert editor.text == text
        assert "".join(editor.get_line(1).plain) == f"- [x] done {PIN}"
