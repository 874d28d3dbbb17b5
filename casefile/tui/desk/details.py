"""An article's details: what a person may change, what is known besides, and the articles that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from textual.binding import BindingType

from casefile.domain.errors import NotFound
from casefile.domain.records import Acquisition, Article, Metadata, TextInfo
from casefile.services import articles, rows
from casefile.services.cases import OpenCase
from casefile.tui import keymap
from casefile.tui.desk.reading import Reading
from casefile.tui.paper import load_tags
from casefile.tui.screens.chooser import Choice, ChooserScreen
from casefile.tui.screens.form import Ask, FormScreen, changed
from widgets.mark_words import MarkPlaces
from widgets.plain_dates import is_guessed, shown_date, shown_published

_MOST_EXTRA = 40
_MOST_PARTS = 500
BELONGINGS = "belongings"


@dataclass(frozen=True, slots=True)
class Known:
    """What is read for the details of one article."""

    texts: tuple[TextInfo, ...]
    arrivals: tuple[Acquisition, ...]
    extra: tuple[tuple[str, str], ...]
    parts: int
    pages: MarkPlaces
    tags: tuple[str, ...]


class DetailsScreen(FormScreen):
    """The fields that can be changed, and below them what came with the article."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key("f4", "belongings", "belongs to it", "details.belongings", "its attachments, container, versions"),
    ]

    def action_belongings(self) -> None:
        self.dismiss({BELONGINGS: ""})


class Details(Reading):
    """Describing an article, confirming its date, and going to what came with it."""

    def article_meant(self) -> Article | None:
        """The article list's row when it has the focus, else what lies on the desk."""
        if self.pane == "articles":
            return self.article_list.highlighted
        return self.paper.article if self.paper is not None else None

    def action_details(self) -> None:
        article = self.article_meant()
        if article is None:
            self.say("no article here")
        elif self.case.is_read_only:
            self.say_read_only()
        else:
            self.trying(self._details(article), group="details", exclusive=True)

    async def _details(self, article: Article) -> None:
        known = await self.session.read(_load, article.number)
        date_hint = "2023, 2023-01, 2023-01-16, 2022-06/2022-12"
        asks = [
            Ask("title", "title", article.title),
            Ask("author", "author", article.author),
            Ask("publisher", "publisher", article.publisher),
            Ask("published", "published", article.published, date_hint),
            Ask("url", "address", article.url, "https://…"),
            Ask("language", "language", article.language, "en"),
            Ask("grade", "grade", article.reliability, "A to F: how reliable the source is"),
            Ask("why", "because", article.reliability_reason, "why this grade"),
        ]
        before = {ask.name: ask.value for ask in asks}
        lines = facts(article, known)
        form = DetailsScreen("Details", asks, explain=f"{article.label} · {article.name}", below=lines)
        answer = await self.ask_and_wait(form)
        if answer is not None and BELONGINGS in answer:
            await self._belongings(article)
            return
        new = changed(before, answer or before)
        if new:
            self.act(lambda done: self.toast(f"{done.label} described · u undoes"), _describe, article.number, new)

    def action_confirm_date(self) -> None:
        """The date that a page only seems to say is right: from now on it was given by a person."""
        article = self.article_meant()
        if article is None:
            self.say("no article here")
        elif not article.published:
            self.say(f"{article.label} has no date: d gives it one")
        elif not is_guessed(article):
            self.say(f"the date of {article.label} is not guessed")
        else:
            date = shown_date(article.published)
            self.act(
                lambda done: self.toast(f"{done.label}: {date} is right · u undoes"),
                articles.set_metadata,
                article.number,
                Metadata(published=article.published, published_basis="given"),
            )

    # What belongs together

    def action_belongings(self) -> None:
        article = self.article_meant()
        if article is None:
            self.say("no article here")
        else:
            self.trying(self._belongings(article), group="details", exclusive=True)

    async def _belongings(self, article: Article) -> None:
        found = await self.session.read(_related, article)
        if not found:
            self.say(f"{article.label} came alone: it lies in nothing, and nothing lies in it")
            return
        choices = [
            Choice(
                one.id,
                f"{one.label}  {one.title or one.name}",
                one.number,
                aside=shown_published(one) if one.published else one.reason,
                also=one.name,
                group=group,
            )
            for group, one in found
        ]
        title = f"What belongs to {article.label}"
        number = await self.app.push_screen_wait(ChooserScreen(title, choices))
        if number is not None:
            self.open_article(number)


def _load(case: OpenCase, number: int) -> Known:
    article = rows.article(case, number)
    return Known(
        texts=tuple(rows.texts_of(case, number)),
        arrivals=tuple(rows.acquisitions(case, number)),
        extra=tuple(rows.extra_of(case, number)),
        parts=len(rows.members_of(case, number)),
        pages=MarkPlaces(rows.text_marks(case, article.text_id) if article.text_id else ()),
        tags=load_tags(case, article.id),
    )


def _related(case: OpenCase, article: Article) -> list[tuple[str, Article]]:
    """What lies in it, what it lies in and what lies there beside it, its other versions, copies."""
    number = article.number
    found: list[tuple[str, int]] = [("lies in it", one) for one in rows.members_of(case, number)]
    if article.part_of is not None:
        found.append(("it lies in", article.part_of))
        found += [("lies beside it", one) for one in rows.members_of(case, article.part_of) if one != number]
    for group, other in (("an earlier version", article.version_of), ("it is a copy of", article.copy_of)):
        if other is not None:
            found.append((group, other))
    for one in rows.articles(case):
        if number in (one.version_of, one.copy_of):
            found.append(("a later version" if one.version_of == number else "a copy of it", one.number))
    related = []
    for group, other in found[:_MOST_PARTS]:
        try:
            related.append((group, rows.article(case, other)))
        except NotFound:
            continue
    return related


def _describe(case: OpenCase, number: int, new: dict[str, str]) -> Article:
    grade = {name: new.pop(name) for name in ("grade", "why") if name in new}
    done = None
    if new:
        known: dict[str, Any] = dict(new)
        done = articles.set_metadata(case, number, Metadata(**known))
    if grade:
        now = rows.article(case, number)
        done = articles.grade(
            case, number, grade.get("grade", now.reliability), grade.get("why", now.reliability_reason)
        )
    assert done is not None
    return done


# In words


def facts(article: Article, known: Known) -> list[tuple[str, str]]:
    """Pairs of a label and what is known, for the rows below the fields. Nothing that is not known."""
    pairs = [
        ("tags", f"{', '.join(known.tags)}: T on the desk changes them" if known.tags else ""),
        ("date", "guessed from the page: R on the desk says that it is right" if is_guessed(article) else ""),
        ("state", article.state.value + (f": {article.reason}" if article.reason else "")),
        ("text", _texts(article, known)),
        ("pages", known.pages.name(len(known.pages.marks) - 1) + " is the last" if known.pages else ""),
        ("collected", article.retrieved),
        ("original", f"{article.mime}, {article.bytes:,} bytes"),
        ("charset", _charset(article)),
        ("sha256", article.sha256),
        ("of the text", article.text_sha256 or ""),
        ("contains", f"{known.parts:,} articles: F4 lists them" if known.parts else ""),
    ]
    for one in known.arrivals:
        pairs.append(("came", f"{one.at[:16].replace('T', ' ')} as {one.name}, by {one.by}, {one.how}"))
        inside = f"S{one.part_of} " if one.part_of is not None else ""
        place = " ".join(part for part in (one.container, one.member) if part)
        pairs.append(("in", f"{inside}{place}".strip() if inside or one.container else ""))
        pairs.append(("file time", one.modified))
        pairs.append(("name, hex", one.name_bytes))
    pairs += known.extra[:_MOST_EXTRA]
    if len(known.extra) > _MOST_EXTRA:
        pairs.append(("and more", f"{len(known.extra) - _MOST_EXTRA:,} fields: casefile show {article.label} --json"))
    return [(label, words) for label, words in pairs if words]


def made_by(text: TextInfo) -> str:
    """``read by OCR, 87 %`` for a text that OCR made, with how sure it says it is; else its kind."""
    if text.kind == "ocr" or "tesseract" in text.made_by:
        sure = f", {text.confidence:.0%}".replace("%", " %") if text.confidence is not None else ""
        return f"read by OCR{sure}"
    return f"{text.kind}, {text.made_by}" if text.made_by else text.kind


def _texts(article: Article, known: Known) -> str:
    return "; ".join(_text(text, counts=len(known.texts) > 1 and text.id == article.text_id) for text in known.texts)


def _text(text: TextInfo, *, counts: bool) -> str:
    how = f" by {text.made_by}" if text.kind == "ocr" and text.made_by else ""
    return f"{made_by(text)}{how}, {text.characters:,} characters" + (" (this one counts)" if counts else "")


def _charset(article: Article) -> str:
    sure = f", {article.charset_confidence:.0%} sure" if article.charset_confidence is not None else ""
    return f"{article.charset}{sure}" if article.charset else ""
