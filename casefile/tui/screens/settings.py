"""Settings: the name on journal rows, the look, time zone, phone region, plain glyphs, scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefile.domain.errors import CasefileError
from casefile.tui.screens.form import Ask, FormScreen

if TYPE_CHECKING:
    from casefile.tui.app import CasefileApp

_EXPLAIN = (
    "The name goes on journal rows and into dossiers: choose one; your machine's is never taken.\n"
    "The region reads telephone numbers that have no country code.\n"
    "Names by auto: our own engine in English, an installed spaCy model in other languages.\n"
    "Scans in: the languages in which tesseract, where it is installed, reads pictures of text."
)


def open_settings(app: CasefileApp) -> None:
    """Ask for all of them; what cannot be used is said and nothing is changed."""
    now = app.settings
    asks = [
        Ask("name", "name", now.name),
        Ask("theme", "look", now.theme, "lamp (dark) or paper (light)"),
        Ask("time_zone", "time zone", now.time_zone, "Europe/Oslo"),
        Ask("phone_region", "phone region", now.phone_region, "NO, GB, or nothing"),
        Ask("ascii_marks", "plain glyphs", "yes" if now.ascii_marks else "no", "yes where ● is too wide"),
        Ask("names_engine", "names by", now.names_engine, "auto, own, or spacy"),
        Ask("ocr", "scans in", now.ocr, "eng, eng+ukr, or off"),
    ]

    def given(answer: dict[str, str] | None) -> None:
        if answer is None:
            return
        try:
            app.use_settings(
                name=answer["name"].strip(),
                theme=answer["theme"].strip(),
                time_zone=answer["time_zone"].strip(),
                phone_region=answer["phone_region"].strip().upper(),
                ascii_marks=answer["ascii_marks"].strip().lower() in ("yes", "y", "true", "on", "1"),
                names_engine=answer["names_engine"].strip().lower(),
                ocr=answer["ocr"].strip().replace(" ", "+") or "off",
            )
        except CasefileError as error:
            app.say_error(error)
        else:
            app.notify("Settings are saved; a new name counts from the next time a case is opened.")

    app.push_screen(FormScreen("Settings", asks, explain=_EXPLAIN), given)
