"""Looking over what a new engine changed: a list of it, each row a way to its passage."""

from __future__ import annotations

from casefile.domain.records import Article, Difference
from casefile.services import changes
from casefile.services.cases import OpenCase
from casefile.tui.desk.reading import Reading
from casefile.tui.screens.chooser import Choice, ChooserScreen

_MOST = 2_000
"""Rows that are listed at once: what a person looks over before the list is opened again."""

_Listed = list[tuple[Difference, str]]


class Reviewing(Reading):
    """A key that lists the differences; what a person decides on, or puts away, leaves the list."""

    def action_changes(self) -> None:
        self.trying(self._changes(), group="changes", exclusive=True)

    async def _changes(self) -> None:
        found = await self.session.read(_load)
        if not found:
            self.say("no engine has changed anything since you last looked")
            return
        here = self.paper.article.number if self.paper is not None else 0
        # What has to do with the article on the desk comes first.
        found.sort(key=lambda row: row[0].article != here)
        titles = {article.number: article for article in self.articles}
        choices = [_choice(at, one, words, titles.get(one.article)) for at, (one, words) in enumerate(found)]
        choices += _puttings_away(here, found, is_all=len(found) < _MOST)
        chosen = await self.app.push_screen_wait(
            ChooserScreen("What a new engine changed", choices, hint="type a few letters · “seen” puts them away")
        )
        if isinstance(chosen, Difference):
            self.open_article(chosen.article, chosen.span, text_id=chosen.text_id)
        elif chosen is not None:
            number = int(chosen) or None
            self.act(lambda count: self.toast(f"{count:,} changes put away as seen"), changes.seen, number)


def _load(case: OpenCase) -> _Listed:
    found = changes.changes(case, limit=_MOST)
    texts = changes.texts_of(case, found)
    return [(one, changes.in_words(one, texts[one.text_id])) for one in found]


def _choice(at: int, one: Difference, words: str, article: Article | None) -> Choice:
    title = f" {article.title or article.name}" if article is not None else ""
    what = f"{one.verdict.value}, kept" if one.verdict else changes.WORDS[one.what]
    return Choice(
        f"{at}",
        words,
        one,
        glyph=changes.SIGNS[one.what],
        aside=f"{what} · {one.rule} · {one.engine}",
        group=f"S{one.article}{title}",
    )


def _puttings_away(here: int, found: _Listed, *, is_all: bool) -> list[Choice]:
    """Rows that put the differences away: those of the article on the desk, and all where all are listed."""
    of_here = sum(one.article == here for one, _ in found)
    rows = []
    if of_here and of_here < len(found):
        rows.append(Choice("seen-here", f"seen: the {of_here:,} of S{here}", here, group="looked over"))
    if is_all:
        rows.append(Choice("seen-all", f"seen: all {len(found):,}", 0, group="looked over"))
    return rows
