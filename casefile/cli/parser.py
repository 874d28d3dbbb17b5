"""Every command and option, in one table that help, documentation and tests are made from."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from casefile.version import VERSION

_DESCRIPTION = "An investigator's desk in a terminal. Without a command: opens the desk on the last used case."
_EPILOG = (
    "The case is --case, then CASEFILE_CASE, then the last used one. "
    "Exit codes: 0 done, 1 failed, 2 wrong usage or no such case, 3 some items partly or unread."
)

Add = Callable[..., argparse.ArgumentParser]


def build_parser() -> argparse.ArgumentParser:
    """The whole command line. Every parsed namespace has ``module`` and ``function``: what answers it."""
    parser = argparse.ArgumentParser(prog="casefile", description=_DESCRIPTION, epilog=_EPILOG, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"casefile {VERSION}")
    parser.add_argument("-c", "--case", metavar="CASE", help="a case's folder, title, reference or id")
    parser.set_defaults(module="desk", function="open_desk")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")

    def add(
        name: str,
        module: str,
        function: str,
        help_text: str,
        *,
        under: argparse._SubParsersAction[argparse.ArgumentParser] = commands,
        json: bool = True,
    ) -> argparse.ArgumentParser:
        sub = under.add_parser(
            name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".", allow_abbrev=False
        )
        sub.add_argument(
            "-c", "--case", metavar="CASE", default=argparse.SUPPRESS, help="a case's folder, title, reference or id"
        )
        if json:
            sub.add_argument("--json", action="store_true", help="print one JSON document, ASCII-escaped")
        sub.set_defaults(module=module, function=function)
        return sub

    _case_commands(add)
    _intake_commands(add)
    _article_commands(add)
    _entity_commands(add)
    _search_and_notes(add)
    _concordance(add)
    _saved_searches(add)
    _tags(add)
    _handing_over(add)
    _upkeep(add)
    return parser


def _case_commands(add: Add) -> None:
    demo = add("demo", "demo", "demo", "build the sample case afresh and open it in the desk")
    demo.add_argument("--headless", action="store_true", help="no desk: print a summary, export a dossier, verify it")
    new = add("new", "cases", "new", "make a case")
    new.add_argument("title", metavar="TITLE", help="a few words; it can be changed")
    new.add_argument("--ref", default="", help="your own reference")
    new.add_argument("--question", default="", help="what the case is to answer")
    new.add_argument("--dir", metavar="D", help="the folder in which the case's folder is made (default: your cases)")
    add("cases", "cases", "list_all", "list the cases, the last used first")
    opened = add("open", "desk", "open_named", "open a case in the desk and remember it as the last used", json=False)
    opened.add_argument("name", metavar="CASE")


def _intake_commands(add: Add) -> None:
    adding = add(
        "add", "intake", "add", "store, read and index files, folders, archives, mailboxes, tables of articles"
    )
    adding.add_argument("paths", metavar="PATH", nargs="*")
    _metadata_options(adding)
    adding.add_argument("--version-of", metavar="S3", help="the article that this file is a new version of")
    adding.add_argument("--include", metavar="P", action="append", default=[], help="of folders only these: '*.pdf'")
    adding.add_argument("--exclude", metavar="P", action="append", default=[], help="of folders not these")
    _reading_options(adding)
    adding.add_argument(
        "--map", metavar="COLUMN=FIELD", action="append", default=[], help="what a column of a table is: body=text"
    )
    adding.add_argument("--preview", action="store_true", help="show how tables would be cut up; add nothing")
    adding.add_argument("--no-index", action="store_true", help="do not wait until the items are findable")
    adding.add_argument("--retry", action="store_true", help="read known but unread files again")
    adding.add_argument("--resume", action="store_true", help="go on with what was stopped or broke off")
    adding.add_argument("--progress", action="store_true", help="one JSON object a line on standard error")
    listing = add("intake", "intake", "list_items", "list what came in, item by item, and how it ended")
    listing.add_argument("--state", metavar="STATE", help="read, partly, unread, duplicate or waiting; only these")
    listing.add_argument(
        "--forget-rest",
        action="store_true",
        help="give up what stopped addings did not take in",
    )
    again = add("reread", "intake", "reread", "read originals again: with a password, as a charset, by OCR")
    again.add_argument("articles", metavar="S3", nargs="*", help="these; else all that are unread or partly read")
    _reading_options(again)
    again.add_argument("--charset", metavar="C", help="what the file's encoding is: cp1251, koi8-r")
    again.add_argument("--no-index", action="store_true", help="do not wait until the texts are findable")
    again.add_argument("--progress", action="store_true", help="one JSON object a line on standard error")
    work = add("work", "intake", "work", "drain the queues (extraction, index) without a desk")
    work.add_argument("--until-idle", action="store_true", help="end when nothing is left to do (the default)")
    work.add_argument("--watch", action="store_true", help="go on until standard input ends")
    work.add_argument(
        "--again", metavar="S3", nargs="*", help="first queue these articles, or all, for the engines once more"
    )


def _reading_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--password", metavar="W", default="", help="tried on what is encrypted; - reads it from input")
    parser.add_argument("--ocr", metavar="LANGS", default="", help="read pictures of text, in these: eng+ukr")


def _metadata_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title", metavar="T", help="its title")
    parser.add_argument("--author", metavar="A", help="who wrote it")
    parser.add_argument("--publisher", metavar="P", help="who published it")
    parser.add_argument("--published", metavar="D", help="2023, 2023-01, 2023-01-16 or a range 2022-06/2022-12")
    parser.add_argument("--url", metavar="U", help="where it stands; never fetched")
    parser.add_argument("--retrieved", metavar="D", help="when it was fetched")
    parser.add_argument("--language", metavar="L", help="a code such as en")


def _article_commands(add: Add) -> None:
    add("articles", "articles", "list_all", "list the articles")
    article = add(
        "article",
        "articles",
        "list_all",
        "edit an article's metadata: article set S1 --published 2023-01-16",
        json=False,
    )
    under = article.add_subparsers(metavar="set", required=True)
    setting = add("set", "articles", "set_metadata", "edit an article's metadata", under=under)
    setting.add_argument("article", metavar="S1")
    _metadata_options(setting)
    setting.add_argument("--grade", metavar="A-F", help="reliability of the source, A to F (empty: none)")
    setting.add_argument("--grade-reason", metavar="WHY", default="", help="why that grade")
    show = add("show", "articles", "show", "an article's metadata, texts and arrivals")
    show.add_argument("article", metavar="S1")
    text = add("text", "articles", "text", "an article's text: exact to a pipe, escaped on a terminal")
    text.add_argument("article", metavar="S1")
    text.add_argument("--raw", action="store_true", help="exact on a terminal too")


def _entity_commands(add: Add) -> None:
    extract = add("extract", "extract", "extract", "what the engines find in texts, without a case", json=False)
    extract.add_argument("files", metavar="FILE", nargs="*", help="- for standard input")
    extract.add_argument("--published", metavar="D", default="", help="resolves relative dates")
    extract.add_argument("--language", metavar="L", default="", help="a code such as en; detected where none is given")
    extract.add_argument("--region", metavar="R", default="", help="country of bare telephone numbers, such as GB")
    extract.add_argument(
        "--jsonl", action="store_true", help='lines {"id","text","published","language"} in, one object a line out'
    )
    extract.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    mentions = add("mentions", "entities", "mentions", "the mentions in one article, or in all")
    mentions.add_argument("article", metavar="S1", nargs="?")
    changes = add("changes", "changes", "changes", "what a new engine changed in what was suggested")
    changes.add_argument("article", metavar="S1", nargs="?")
    changes.add_argument("--seen", action="store_true", help="put them away: they have been looked at")
    entities = add("entities", "entities", "entities", "the entity list")
    entities.add_argument("--rejected", action="store_true", help="rejected ones too")
    for name, words in (
        ("accept", "confirm an entity with its mentions, or one mention"),
        ("reject", "reject an entity with its mentions, or one mention"),
    ):
        judge = add(name, "entities", name, words)
        judge.add_argument("entity", metavar="ENTITY", nargs="?", help="its id, name or alias")
        judge.add_argument("--at", metavar="S1:63-73", help="only the mention at this place")
        judge.add_argument("--reading", action="store_true", help="with --at: the reading there, not the name")
    alike = add("candidates", "candidates", "candidates", "entities that may be the same, likeliest first")
    alike.add_argument("entity", metavar="ENTITY", nargs="?", help="only those that may be this one")
    alike.add_argument("-n", dest="limit", metavar="N", type=int, default=20, help="at most N (default 20)")
    copies = add(
        "copies", "copies", "copies", "articles that look like copies of others, and those that are said to be"
    )
    copies.add_argument("article", metavar="S9", nargs="?", help="only what concerns this one")
    judged = copies.add_mutually_exclusive_group()
    judged.add_argument("--accept", nargs=2, metavar=("S9", "S3"), help="say that S9 is a copy of S3")
    judged.add_argument("--decline", nargs=2, metavar=("S9", "S3"), help="say that it is none: not offered again")
    judged.add_argument("--clear", metavar="S9", help="take back that S9 is a copy")
    versions = add(
        "versions", "versions", "versions", "newer versions of articles, what was carried over, what changed"
    )
    versions.add_argument("article", metavar="S9", nargs="?", help="the newer version; without it: what is offered")
    versions.add_argument("--of", metavar="S3", help="say that it is a version of S3, and carry over what was judged")
    said = versions.add_mutually_exclusive_group()
    said.add_argument("--decline", action="store_true", help="with --of: say that it is none: not offered again")
    said.add_argument("--clear", action="store_true", help="take back that it is a version")
    merge = add("merge", "entities", "merge", "say that two entities are the same; the first keeps its name")
    merge.add_argument("keep", metavar="A")
    merge.add_argument("other", metavar="B")
    merge.add_argument("--why", metavar="REASON", default="", help="kept with the judgement")
    split = add("split", "entities", "split", "take back that an entity was merged into another")
    split.add_argument("entity", metavar="ENTITY", help="the one that was merged: its id or own name")
    rename = add("rename", "entities", "rename", "give an entity another name")
    rename.add_argument("entity", metavar="ENTITY")
    rename.add_argument("caption", metavar="NAME")
    kind = add("kind", "entities", "set_kind", "change an entity's kind")
    kind.add_argument("entity", metavar="ENTITY")
    identifiers = "email url domain phone iban bic registration lei isin imo mmsi aircraft coordinates crypto hash ip"
    kind.add_argument(
        "kind",
        metavar="KIND",
        help=f"person, organization, place, vehicle, or an identifier's: {identifiers.replace(' ', ', ')}",
    )


def _search_and_notes(add: Add) -> None:
    search = add("search", "search", "search", "find articles, entities, notes and claims")
    search.add_argument("query", metavar="QUERY", nargs="?")
    search.add_argument("-n", dest="limit", metavar="N", type=int, default=20, help="at most N hits (default 20)")
    search.add_argument(
        "--sort", choices=("relevance", "date"), default="relevance", help="best first (default) or newest first"
    )
    search.add_argument(
        "--in",
        dest="types",
        metavar="LIST",
        default="articles,entities,notes",
        help="of articles,notes,entities,claims",
    )
    search.add_argument(
        "--filter",
        dest="filters",
        metavar="FACET=VALUE",
        action="append",
        default=[],
        help="only such hits, as year=2023 or publisher=Gazette; several of one facet: any of them",
    )
    search.add_argument("--jsonl", action="store_true", help="one query a line in, one object a line out")
    note = add("note", "notes", "list_all", "write notes: note add TITLE --body TEXT, note edit n1", json=False)
    under = note.add_subparsers(metavar="add|edit", required=True)
    adding = add("add", "notes", "add", "write a note", under=under)
    adding.add_argument("title", metavar="TITLE")
    adding.add_argument("--body", metavar="TEXT", default="", help="Markdown with pins; - reads standard input")
    adding.add_argument(
        "--kind", choices=("note", "lead", "finding", "hypothesis"), default="note", help="what sort of note"
    )
    edit = add("edit", "notes", "edit", "change a note", under=under)
    edit.add_argument("note", metavar="n1")
    edit.add_argument("--title", metavar="TITLE", help="another title")
    edit.add_argument("--body", metavar="TEXT", help="- reads standard input")
    edit.add_argument("--kind", choices=("note", "lead", "finding", "hypothesis"), help="another sort of note")
    edit.add_argument("--retire", action="store_true", help="take the note out of the case (undo brings it back)")
    add("notes", "notes", "list_all", "list the notes")


def _concordance(add: Add) -> None:
    lines = add(
        "concordance", "concordance", "concordance", "every passage of a query or an entity, aligned on the hit"
    )
    lines.add_argument("query", metavar="QUERY", nargs="?", help="as for casefile search")
    lines.add_argument("--entity", metavar="ENTITY", help="instead of a query: its id, name or alias")
    lines.add_argument(
        "--sort",
        choices=("source", "date", "left", "right", "hit"),
        default="date",
        help="by source, newest first, by the words left or right of the hit, by the hit's spelling",
    )
    lines.add_argument(
        "--filter", dest="filters", metavar="FACET=VALUE", action="append", default=[], help="as for casefile search"
    )
    lines.add_argument("--width", metavar="N", type=int, help="cells a line (default: the terminal's, 120 to a pipe)")
    lines.add_argument("-n", dest="limit", metavar="N", type=int, default=20_000, help="at most N")


def _saved_searches(add: Add) -> None:
    searches = add("searches", "searches", "list_all", "list the saved searches, with their hits and how many are new")
    under = searches.add_subparsers(metavar="save|rename|look|remove")
    save = add("save", "searches", "save", "keep a search under a name", under=under)
    save.add_argument("name", metavar="NAME")
    save.add_argument("query", metavar="QUERY", help="as for casefile search; may be empty with --filter")
    save.add_argument(
        "--sort", choices=("relevance", "date"), default="relevance", help="best first (default) or newest first"
    )
    save.add_argument(
        "--in",
        dest="types",
        metavar="LIST",
        default="articles,entities,notes",
        help="of articles,notes,entities,claims",
    )
    save.add_argument(
        "--filter",
        dest="filters",
        metavar="FACET=VALUE",
        action="append",
        default=[],
        help="only such hits, as year=2023; several of one facet: any of them",
    )
    rename = add("rename", "searches", "rename", "give a saved search another name", under=under)
    rename.add_argument("name", metavar="NAME")
    rename.add_argument("new", metavar="NEW")
    look = add("look", "searches", "look", "run a saved search and mark it as looked at", under=under)
    look.add_argument("name", metavar="NAME")
    look.add_argument("-n", dest="limit", metavar="N", type=int, default=20, help="at most N hits (default 20)")
    remove = add("remove", "searches", "remove", "take a saved search out (undo brings it back)", under=under)
    remove.add_argument("name", metavar="NAME")


def _tags(add: Add) -> None:
    for name, words in (
        ("tag", "put tags on an article, a note or an entity"),
        ("untag", "take tags off an article, a note or an entity"),
    ):
        change = add(name, "tags", name, words)
        change.add_argument("object", metavar="S1", help="an article, a note (n1), or an entity's id, name or alias")
        change.add_argument("names", metavar="NAME", nargs="+", help="a tag; commas may stand between several")
    tags = add("tags", "tags", "list_all", "list the tags, the most used first")
    under = tags.add_subparsers(metavar="rename")
    rename = add("rename", "tags", "rename", "give a tag another name wherever it stands", under=under)
    rename.add_argument("old", metavar="OLD")
    rename.add_argument("new", metavar="NEW")


def _handing_over(add: Add) -> None:
    dossier = add("dossier", "dossier", "dossier", "export a dossier that a stranger can check")
    dossier.add_argument("--out", metavar="PATH", required=True, help="a new folder, or a file for md and html")
    dossier.add_argument(
        "--format",
        choices=("bundle", "md", "html"),
        default="bundle",
        help="a verifiable folder (default), or one file",
    )
    dossier.add_argument("--force", action="store_true", help="write over a PATH that is not empty")
    verify = add("verify", "dossier", "verify", "check a bundle: every hash, every quotation, the journal's chain")
    verify.add_argument("path", metavar="PATH")


def _upkeep(add: Add) -> None:
    log = add("log", "history", "log", "the journal, newest last")
    log.add_argument("-n", dest="limit", metavar="N", type=int, help="only the last N rows")
    add("undo", "history", "undo", "take back the latest act")
    add("redo", "history", "redo", "do again what was undone last")
    add("doctor", "upkeep", "doctor", "check the case: chain, hashes, originals, pins, permissions")
    add("reindex", "upkeep", "reindex", "build the search index anew")
    backup = add("backup", "upkeep", "backup", "copy the whole case to a new folder, consistently")
    backup.add_argument("target", metavar="PATH")
    restore = add("restore", "upkeep", "restore", "make a case again from a backup")
    restore.add_argument("source", metavar="BACKUP")
    restore.add_argument(
        "--dir", metavar="D", help="the folder in which the case's folder is made (default: your cases)"
    )
    purge = add("purge", "upkeep", "purge", "destroy an article's bytes, texts and what quotes them; cannot be undone")
    purge.add_argument("article", metavar="S1")
    purge.add_argument("--why", metavar="REASON", required=True, help="what the journal will say instead")
    purge.add_argument("--yes", action="store_true", help="really do it")
    settings = add("settings", "upkeep", "settings", 'show the settings, or change one: settings name "A. Lind"')
    settings.add_argument(
        "key", nargs="?", choices=("name", "time_zone", "phone_region", "theme", "ascii_marks", "names_engine")
    )
    settings.add_argument("value", nargs="?", help="what it shall be")
