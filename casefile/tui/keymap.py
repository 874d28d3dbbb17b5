"""Every key of the desk in one place, each with an id to remap it by and a sentence for the help page.

Panes hold what is particular to them; the desk holds what works in every pane; the app holds what works on
every screen. Movement inside a widget belongs to the widget.
"""

from __future__ import annotations

from textual.binding import Binding


def key(
    keys: str, action: str, words: str, name: str, tooltip: str, *, bar: bool = False, first: bool = False
) -> Binding:
    """A binding whose ``words`` fit the bottom row, which they join with ``bar``; ``tooltip`` is for the help page.

    ``first``: before the widget that has the focus, for screens on which a line to type in keeps it.
    """
    return Binding(keys, action, words, id=name, tooltip=tooltip, show=bar, priority=first)


EVERYWHERE = [
    key("ctrl+p,colon", "app.palette", "commands", "app.palette", "command, @entity, #article"),
    key("question_mark,f1", "app.help", "help", "app.help", "the keys of the focused pane", bar=True),
    key("f2", "app.cases", "cases", "app.cases", "another case, a new one"),
    key("q", "app.leave", "leave", "app.leave", "leave; everything is saved", bar=True),
    Binding(
        "ctrl+q", "app.leave", "leave", id="app.quit", tooltip="leave; everything is saved", show=False, priority=True
    ),
    key("ctrl+z", "app.suspend_process", "to the shell", "app.suspend", "to the shell and back with fg"),
    Binding("ctrl+c", "app.hint_leave", "", id="app.interrupt", show=False, system=True),
]

DESK = [
    key("w", "screen.new_note", "note", "desk.new-note", "write a new note", bar=True),
    key("slash", "screen.search", "search", "desk.search", "search the case as you type", bar=True),
    key("ctrl+f", "screen.find", "find here", "desk.find", "find in this text as you type"),
    key("u", "screen.undo", "undo", "desk.undo", "take back the latest change"),
    key("ctrl+r", "screen.redo", "redo", "desk.redo", "do it again"),
    key("tab", "screen.next_pane(1)", "next pane", "desk.next-pane", "the next pane, the one before"),
    key("shift+tab", "screen.next_pane(-1)", "previous pane", "desk.previous-pane", "the next pane, the one before"),
    key("1", "screen.pane('source')", "source", "desk.source", "source, entities, notes"),
    key("2", "screen.pane('entities')", "entities", "desk.entities", "source, entities, notes"),
    key("3", "screen.pane('notes')", "notes", "desk.notes", "source, entities, notes"),
    key("4,l", "screen.articles", "articles", "desk.articles", "article list in and out"),
    key("J", "screen.scroll_source(1)", "source down", "desk.source-down", "scroll the source"),
    key("K", "screen.scroll_source(-1)", "source up", "desk.source-up", "scroll the source"),
    key("plus", "screen.resize('height', 2)", "taller", "desk.taller", "this pane taller, lower"),
    key("underscore", "screen.resize('height', -2)", "lower", "desk.lower", "this pane taller, lower"),
    key("greater_than_sign", "screen.resize('width', 4)", "wider", "desk.wider", "this pane wider, narrower"),
    key("less_than_sign", "screen.resize('width', -4)", "narrower", "desk.narrower", "this pane wider, narrower"),
    key("o", "screen.add", "add files", "desk.add", "add files or a folder", bar=True),
    key("p", "screen.paste", "paste", "desk.paste", "paste text as an article", bar=True),
    key("D", "screen.dossier", "dossier", "desk.dossier", "export a dossier"),
    key("f5", "screen.concordance", "passages", "desk.concordance", "every passage of this entity, selection or word"),
    key("T", "screen.tags", "tags", "desk.tags", "tags of the article, entity or note"),
    key("f6", "screen.log", "journal", "desk.log", "what was done in this case"),
    key("f7", "screen.changes", "changes", "desk.changes", "what a new engine changed"),
    key("f8", "screen.intake", "came in", "desk.intake", "what came in, what is to do"),
    key("f9", "screen.settings", "settings", "desk.settings", "settings"),
    key("ctrl+x", "screen.stop_adding", "stop adding", "desk.stop-adding", "stop adding files"),
    key("escape", "screen.back", "back", "desk.back", "back to where you were"),
]

_JUDGE = [
    key("a", "screen.accept", "accept", "judge.accept", "accept this suggestion", bar=True),
    key("A", "screen.accept_all", "accept all", "judge.accept-all", "accept entity, all mentions"),
    key("x", "screen.reject", "reject", "judge.reject", "reject it", bar=True),
]
_ENTITY = [
    key("t", "screen.kind", "kind", "entity.kind", "another kind"),
    key("r", "screen.rename", "rename", "entity.rename", "rename"),
    key("m", "screen.merge", "same as…", "entity.merge", "it is the same as another"),
    key("M", "screen.split", "not the same", "entity.split", "take a merge back"),
]
_ARTICLE = [
    key("b", "screen.belongings", "belongs to", "article.belongings", "its attachments, its container, its versions"),
    key("R", "screen.confirm_date", "date is right", "article.confirm-date", "the guessed date is right"),
]
SOURCE = [
    *_JUDGE,
    key("X", "screen.reject_all", "reject all", "judge.reject-all", "reject entity, all mentions"),
    key("e", "screen.make_entity", "entity", "source.entity", "entity from selection or word", bar=True),
    key("c", "screen.cite", "cite", "source.cite", "cite it into the note", bar=True),
    *_ENTITY,
    key("y", "screen.copy(True)", "copy", "source.copy", "copy with its citation"),
    key("Y", "screen.copy(False)", "copy bare", "source.copy-bare", "copy the words alone"),
    key("d", "screen.details", "details", "source.details", "title, author, date, grade …"),
    key("f3", "screen.other_text", "other text", "source.other-text", "body or full page"),
    key(
        "full_stop", "screen.page_mark(1)", "next page", "source.next-page", "the next page or chapter, the one before"
    ),
    key(
        "comma", "screen.page_mark(-1)", "page before", "source.page-before", "the next page or chapter, the one before"
    ),
    key("f", "screen.next_hit(1)", "next hit", "source.next-hit", "what was found, the next, the one before"),
    key("F", "screen.next_hit(-1)", "hit before", "source.previous-hit", "what was found, the next, the one before"),
    key("P", "screen.go_to_page", "go to page…", "source.go-to-page", "go to a page, a chapter, a slide"),
    *_ARTICLE,
]
ENTITIES = [
    key("a", "screen.accept_all", "accept", "entities.accept", "accept, with all mentions", bar=True),
    key("x", "screen.reject_all", "reject", "entities.reject", "reject, with all mentions", bar=True),
    key("m", "screen.merge", "same as…", "entities.merge", "the same as, or all marked", bar=True),
    *(binding for binding in _ENTITY if binding.key != "m"),
    key("n", "screen.passage(1)", "passages", "entities.next", "its next, previous passage"),
    key("N", "screen.passage(-1)", "passage before", "entities.previous", "its next, previous passage"),
]
NOTES = [
    key("left", "screen.other_note(-1)", "note before", "notes.previous", "previous, next note"),
    key("right", "screen.other_note(1)", "next note", "notes.next", "previous, next note"),
    key("i", "screen.edit_note", "write", "notes.edit", "write in this note", bar=True),
    key("r", "screen.rename_note", "rename", "notes.rename", "another title", bar=True),
    key("t", "screen.note_kind", "kind", "notes.kind", "note, lead, finding …"),
    key("f4", "screen.external_editor", "editor", "notes.editor", "write it in your own editor", bar=True),
    key("x", "screen.retire_note", "take out", "notes.retire", "take it out; u brings it back"),
]
WRITING = [
    key("escape", "screen.stop_writing", "done", "writing.done", "done; back to reading", bar=True),
    key("f4", "screen.external_editor", "editor", "writing.editor", "go on in your own editor", bar=True),
]
ARTICLES = [
    key("d", "screen.details", "details", "articles.details", "title, author, date, grade …", bar=True),
    *_ARTICLE,
]

INTAKE = [
    key("r", "screen.again", "try again", "intake.again", "try again: the row, or all marked", bar=True),
    key("R", "screen.all_again", "all again", "intake.all-again", "try again, go on: all that is listed"),
    key("p", "screen.password", "password", "intake.password", "with a password", bar=True),
    key("o", "screen.ocr", "OCR", "intake.ocr", "read its pictures (OCR)", bar=True),
    key("c", "screen.charset", "charset", "intake.charset", "re-read it in another charset"),
    key("y", "screen.accept", "yes", "intake.accept", "accept the copy or version", bar=True),
    key("N", "screen.decline", "no", "intake.decline", "decline it; not offered again", bar=True),
    key("d", "screen.difference", "difference", "intake.difference", "show the difference", bar=True),
    key("x", "screen.take_out", "take out", "intake.take-out", "take it out; u brings it back"),
]
INTAKE_SCREEN = [
    key("1", "screen.filter_by('all')", "all", "intake.all", "all, to do, duplicates, waiting, offered"),
    key("2", "screen.filter_by('todo')", "to do", "intake.to-do", "all, to do, duplicates, waiting, offered"),
    key(
        "3", "screen.filter_by('duplicates')", "twice", "intake.duplicates", "all, to do, duplicates, waiting, offered"
    ),
    key("4", "screen.filter_by('waiting')", "waiting", "intake.waiting", "all, to do, duplicates, waiting, offered"),
    key("5", "screen.filter_by('offered')", "offered", "intake.offered", "all, to do, duplicates, waiting, offered"),
    key("tab", "screen.next_filter(1)", "next filter", "intake.next-filter", "the next of these, the one before"),
    key(
        "shift+tab",
        "screen.next_filter(-1)",
        "filter before",
        "intake.filter-before",
        "the next of these, the one before",
    ),
    key("u", "screen.undo", "undo", "intake.undo", "take back the latest change"),
    key("ctrl+x", "screen.stop_adding", "stop", "intake.stop", "stop what is under way"),
    key("escape", "screen.leave", "back", "intake.leave", "back to the desk", bar=True),
]

NEED_AN_ARTICLE = frozenset(
    binding.action.removeprefix("screen.").partition("(")[0] for binding in [*SOURCE, *ENTITIES] if binding.action
)
