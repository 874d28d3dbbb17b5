"""What the intake screen's keys ask for: reading again in another way, taking out, deciding on what is offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casefile.domain.intake import IntakeRow
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Counts
from casefile.services import articles
from casefile.services.cases import OpenCase
from casefile.tui import intake_words
from casefile.tui.desk.adding import Adding
from casefile.tui.desk.reading import Reading
from casefile.tui.screens.chooser import Choice, ChooserScreen
from casefile.tui.screens.form import Ask, FormScreen

# The rest comes when it is asked for: the desk's first picture does not wait for what only this screen needs.
if TYPE_CHECKING:
    from casefile.tui.screens.intake import IntakePlace, IntakeScreen
    from widgets.intake_list import Offered

_READ_AGAIN = "reading again"
_NAMED = 5


class TakingIn(Adding, Reading):
    """The desk's side of the intake screen. Every act is carried out here, so that it outlives the screen."""

    def _init_taking_in(self) -> None:
        self._init_adding()
        self._intake_place: IntakePlace | None = None
        self._intake_screen: IntakeScreen | None = None

    # The screen

    def action_intake(self) -> None:
        """Open the list where it was left; an article that is opened there leaves a step back to its row."""
        from casefile.tui.screens.intake import IntakePlace, IntakeScreen

        if self._intake_place is None:
            self._intake_place = IntakePlace()
        screen = self._intake_screen = IntakeScreen(self, self.info, self.counts, self._intake_place)

        def chosen(number: int | None) -> None:
            if number is not None:
                self.remember(is_from_intake=True)
                self.open_article(number, remember=False)

        self.app.push_screen(screen, chosen)

    @property
    def intake_screen(self) -> IntakeScreen | None:
        """The intake screen, where it lies over the desk."""
        return self._intake_screen if self._intake_screen in self.app.screen_stack else None

    def tell_intake(self, counts: Counts) -> None:
        """The case has changed."""
        screen = self.intake_screen
        if screen is not None and screen.is_mounted:
            screen.case_changed(counts)

    def child_ended(self) -> None:
        screen = self.intake_screen
        if screen is not None and screen.is_mounted:
            screen.refresh_rows()

    def show_progress(self, words: str, label: str = "") -> None:
        super().show_progress(words, label)
        screen = self.intake_screen
        if screen is not None and screen.is_mounted:
            screen.show_progress(words, label)

    def run_action_here(self, action: str) -> None:
        """Carry out one of the desk's own actions while it lies under the list."""
        self.call_later(self.run_action, action)

    # Reading again

    def try_again(self, rows: Sequence[IntakeRow]) -> None:
        """Go on with what waits among ``rows``, else read again what is not read."""
        if any(row.state is IntakeState.WAITING for row in rows):
            self.resume()
            return
        numbers = [
            row.article
            for row in rows
            if row.article is not None and row.state in (IntakeState.PARTLY, IntakeState.UNREAD)
        ]
        if numbers:
            self._read_again(list(dict.fromkeys(numbers)))
        elif rows and all(row.article is None for row in rows):
            self.toast("It was not taken in, so nothing is kept that could be read: o on the desk adds it again.")
        elif rows:
            self.toast("That was read already. c reads it in another charset.")
        else:
            self.toast("Nothing is to be read again here.")

    def _read_again(self, numbers: Sequence[int], *, password: str = "", charset: str = "", ocr: str = "") -> None:
        words = intake_words.rereading(numbers, password=password, charset=charset, ocr=ocr)
        self.start_child(words, verb=_READ_AGAIN, password=password)

    def ask_password(self, numbers: Sequence[int]) -> None:
        """Ask for a password, which is never shown and never kept, and read ``numbers`` again with it."""

        def given(answer: dict[str, str] | None) -> None:
            if answer is not None and answer["password"]:
                self._read_again(numbers, password=answer["password"])

        if numbers:
            ask = Ask("password", "password", hint="not shown, not kept", is_secret=True)
            self.ask(FormScreen(f"Password of {_said(numbers)}", [ask], yes="try again"), given)

    def ask_languages(self, numbers: Sequence[int]) -> None:
        """Ask in which languages the pictures are, and read ``numbers`` again by OCR."""

        def given(answer: dict[str, str] | None) -> None:
            languages = (answer or {}).get("ocr", "").strip()
            if languages:
                self._read_again(numbers, ocr=languages.replace(" ", "+"))

        if numbers:
            now = self.casefile.settings.ocr
            ask = Ask("ocr", "languages", "eng" if now == "off" else now, "eng, or eng+ukr, as tesseract calls them")
            explain = "The pictures of the pages are read by tesseract on this machine; that may take a while."
            self.ask(FormScreen(f"Read {_said(numbers)} by OCR", [ask], explain=explain, yes="read"), given)

    def ask_charset(self, numbers: Sequence[int]) -> None:
        """Show the first line in each charset that makes sense, and read ``numbers`` again in the chosen one."""
        self.trying(self._ask_charset(numbers), group="charsets", exclusive=True)

    async def _ask_charset(self, numbers: Sequence[int]) -> None:
        from casefile.services import rereading

        found = await self.session.read(rereading.charsets, numbers[0])
        choices = [
            Choice(name, f"{name:<14} {_first_line(start)}", name, aside=f"{score:.0%}".replace("%", " %"))
            for name, score, start in found
        ]
        screen = ChooserScreen(
            f"Re-read {_said(numbers)} as …",
            choices,
            hint="a charset: cp1251, koi8-r, shift_jis …",
            nothing="type the name of a charset",
            is_free=True,
        )
        charset = await self.ask_and_wait(screen)
        if charset:
            self._read_again(numbers, charset=str(charset))

    # Taking out

    def take_out(self, numbers: Sequence[int], *, is_rest: bool = False) -> None:
        """Take articles out of the case; their originals stay, and undo brings them back.

        ``is_rest``: what a stopped adding did not take in is meant, which is then given up.
        """
        from casefile.services import intake

        if is_rest and not numbers:
            self.act(lambda _: self._say_forgotten(), intake.forget_rest)
        elif numbers:
            self.act(lambda _: self.toast(f"Took out {_said(numbers)} · u undoes"), _retire, tuple(numbers))

    def _say_forgotten(self) -> None:
        self.toast("What was not taken in is given up; o on the desk adds it again.")
        self.child_ended()

    # What is offered

    def accept_offers(self, offers: Sequence[Offered]) -> None:
        """It is a copy, it is a version: what was judged in the older version is carried over."""
        if offers:
            self.act(lambda words: self.toast(f"{words} · u undoes"), _accept, tuple(offers))

    def decline_offers(self, offers: Sequence[Offered]) -> None:
        """It is neither, and is not offered again."""
        if offers:
            self.act(lambda words: self.toast(f"{words} · u undoes"), _decline, tuple(offers))

    def show_difference(self, offer: Offered) -> None:
        """What is new and gone between the two, with the same keys to decide."""

        from casefile.tui.screens.difference import DifferenceScreen

        def decided(answer: str | None) -> None:
            if answer == "accept":
                self.accept_offers([offer])
            elif answer == "decline":
                self.decline_offers([offer])

        self.app.push_screen(DifferenceScreen(self.session, offer), decided)


def _retire(case: OpenCase, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        articles.retire_article(case, number)


def _accept(case: OpenCase, offers: tuple[Offered, ...]) -> str:
    from casefile.services import copies, versions

    words = ""
    for offer in offers:
        if offer.is_version:
            carried = versions.set_version(case, offer.article, offer.other)
            words = f"S{offer.article} is a version of S{offer.other}: {carried.reason or carried.words}"
        else:
            copies.accept(case, offer.article, offer.other)
            words = f"S{offer.article} is a copy of S{offer.other}"
    return words if len(offers) == 1 else f"{len(offers):,} offers accepted"


def _decline(case: OpenCase, offers: tuple[Offered, ...]) -> str:
    from casefile.services import copies, versions

    for offer in offers:
        decline = versions.decline if offer.is_version else copies.decline
        decline(case, offer.article, offer.other)
    one = offers[0]
    return f"S{one.article}: declined, not offered again" if len(offers) == 1 else f"{len(offers):,} offers declined"


def _said(numbers: Sequence[int]) -> str:
    named = " ".join(f"S{number}" for number in numbers[:_NAMED])
    return named if len(numbers) <= _NAMED else f"{named} and {len(numbers) - _NAMED:,} more"


def _first_line(start: str) -> str:
    return next((line.strip() for line in start.split("\n") if line.strip()), "")
