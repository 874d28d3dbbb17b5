"""What is said above and below the passages of a concordance."""

from __future__ import annotations

from collections.abc import Sequence

from casefile.domain.concordance import Line, Order
from casefile.domain.kinds import MentionState
from casefile.services.concordance import MOST, Concordance
from widgets.concordance_list import label_of
from widgets.plain_dates import GUESSED, shown_date

_NEAR = {"transliteration": "as it sounds", "fuzzy": "a letter away"}
_STATES = {MentionState.ACCEPTED: "confirmed", MentionState.SUGGESTED: "suggested"}


def facts(found: Concordance, order: Order, neighbours: Sequence[tuple[str, int]]) -> list[str]:
    """What stands above the lines, the most important first: what has no room is left out from the end."""
    number, articles = len(found.lines), found.articles
    passages = f"{number:,} passage{'' if number == 1 else 's'}"
    said = [f"{passages} in {articles:,} article{'' if articles == 1 else 's'}"]
    if found.is_cut:
        said = [f"the first {MOST:,}: narrow the query"]
    elif not found.is_whole:
        said = [f"{passages}, {found.looked_at:,} of {found.to_look_at:,} articles"]
    said.append(order.words)
    if found.near:
        said.append(f"{found.near:,} near")
    return [*said, *(f"{word} {count:,}" for word, count in neighbours if count > 1)]


def where(line: Line, sign: str) -> tuple[str, ...]:
    """Where a passage stands, for the head of the lines below: what is not known is left out."""
    source = line.source
    label, paragraph = label_of(line, sign)
    near = _NEAR.get(line.near, line.near)
    state = _STATES.get(line.state, "") if line.state is not None else ""
    said = (f"{label} {paragraph}".strip(), line.page, state, near, source.title, source.publisher)
    guessed = source.basis == GUESSED
    date = f"~{shown_date(source.published)} guessed" if guessed else shown_date(source.published)
    return tuple(fact for fact in (*said, date) if fact)
