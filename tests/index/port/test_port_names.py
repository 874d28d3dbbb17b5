"""``entity:`` finds a confirmed entity under every name that the request brings."""

from __future__ import annotations

import pytest
from index_help import article, found

from casefile.domain.search import IndexDocument

NAMES = (("Yevgeny Prigozhin", "Евгений Пригожин", "Putin's chef"), ("Concord Catering", "Konkord"))
DOCUMENTS = (
    article("linked", body="he said", entities=("Yevgeny Prigozhin",), aliases=("Putin's chef",)),
    article("caption", body="Yevgeny Prigozhin said"),
    article("russian", body="сказал Евгений Пригожин"),
    article("alias", body="Putin\u2019s chef said"),
    article("surname", body="another Prigozhin"),
    article("firm", body="Concord Catering delivered"),
    article("apart", body="Yevgeny met a Prigozhin"),
    IndexDocument("entity", "card", "Yevgeny Prigozhin", "Евгений Пригожин\nPutin's chef", kind="person"),
)
HIM = {"linked", "caption", "russian", "alias", "card"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("entity:prigozhin", HIM),
        ("entity:пригожин", HIM),
        ("entity:chef", HIM),
        ('entity:"putins chef"', HIM),
        ("entity:prigo*", HIM),
        ("entity:(chef OR konkord)", HIM | {"firm"}),
        ("entity:konkord", {"firm"}),
        ("entity:prigozhin said", {"caption", "alias", "linked"}),
        ("said -entity:prigozhin", set()),
        ("entity:nobody", set()),
        ("entity:prigozhin type:entity", {"card"}),
        ("chef", {"alias", "card"}),
    ],
)
def test_whoever_is_asked_for_by_one_name_is_found_by_all(over, query, expected):
    assert found(over(DOCUMENTS)(query, names=NAMES)) == expected


def test_without_names_only_what_is_linked_is_found(over):
    assert found(over(DOCUMENTS)("entity:prigozhin")) == {"linked", "card"}


def test_the_names_are_marked_where_they_stand(over):
    assert "putins chef" in over(DOCUMENTS)("entity:prigozhin", names=NAMES).terms
    assert "yevgeny prigozhin" in over(DOCUMENTS)("entity:prigozhin", names=NAMES).terms
