"""A long list without a screen: filter, sections, places."""

from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.folding import fold
from widgets.list_model import ListModel, Section, Shape


def model_of(*sections: Section[str], **shape: int) -> ListModel[str]:
    model: ListModel[str] = ListModel(Shape(lambda row: row, lambda row: row, lambda rows: None, **shape))
    model.set_sections(sections)
    return model


def rows_in(model: ListModel[str]) -> list[str]:
    return [model.rows[item] for item in model.items if item >= 0]


def test_every_word_must_be_found_in_any_order_and_accents_do_not_matter() -> None:
    model = model_of(Section("", ["Müller, Anna", "Anna Berg", "Hans Müller"]))
    model.filter("anna mull")
    assert rows_in(model) == ["Müller, Anna"]


@given(
    st.lists(st.text("abÄé ", min_size=1, max_size=6), unique=True, max_size=30), st.lists(st.text("abäe ", max_size=5))
)
def test_typing_on_finds_what_a_filter_from_nothing_would_find(rows: list[str], typed: list[str]) -> None:
    model = model_of(Section("one", rows[: len(rows) // 2]), Section("two", rows[len(rows) // 2 :]))
    for words in typed:
        model.filter(words)
        expected = [row for row in rows if all(word in fold(row) for word in fold(words).split())]
        assert rows_in(model) == expected
        assert model.shown == len(expected)


def test_a_section_without_rows_has_no_head_and_heads_count_what_is_shown() -> None:
    model = model_of(Section("to judge", ["a1", "b"]), Section("confirmed", []), Section("rejected", ["a2"]))
    assert [section.label for section in model.sections] == ["to judge", "rejected"]
    model.filter("a")
    assert [model.count_of(number) for number in (0, 1)] == ["1", "1"]
    model.filter("b")
    assert model.items == [-1, 1]


def test_a_head_given_in_words_gives_way_to_the_number_found() -> None:
    model = model_of(Section("near", ["x", "y"], "many"))
    assert model.count_of(0) == "many"
    model.filter("x")
    assert model.count_of(0) == "1"


def test_steps_and_leaps_never_end_on_a_head() -> None:
    model = model_of(*(Section(f"s{n}", [f"{n}a", f"{n}b"]) for n in range(6)))
    for place in range(len(model.items)):
        if model.row_at(place) is None:
            continue
        for lines in (-30, -3, -2, -1, 1, 2, 3, 30):
            there = model.leap(place, lines)
            assert model.row_at(there) is not None
            assert (there - place) * lines >= 0
    assert model.row_at(model.leap(1, -99)) == "0a"
    assert model.row_at(model.leap(1, 99)) == "5b"


def test_an_empty_list_has_no_places() -> None:
    model = model_of()
    assert (model.step(-1, 1), model.nearest(3), model.leap(0, 5), model.find("x"), model.number(0)) == (
        -1,
        -1,
        -1,
        -1,
        0,
    )


def test_tall_rows_with_a_gap_are_found_by_their_lines() -> None:
    model = model_of(Section("", ["a", "b"]), row_height=2, gap=1, lead=1)
    assert [model.place_of_line(line) for line in range(8)] == [-1, 0, 0, 0, 1, 1, 1, 2]


def test_rows_folded_ahead_in_slices_filter_as_if_folded_at_once() -> None:
    model = model_of(Section("", [f"Name {number}" for number in range(10)]))
    assert model.fold_some(4)
    assert model.fold_some(4)
    assert not model.fold_some(4)
    model.filter("name 7")
    assert rows_in(model) == ["Name 7"]
