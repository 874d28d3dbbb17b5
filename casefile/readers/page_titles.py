"""A page's headline: as the page shows it, without the name of the site that its window title adds.

The heading on the page counts where the rest of the page agrees that it is the headline; of several, the one that
agrees most. A heading that nothing else knows is often the site's name or a menu's, and then the markup's title counts.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from casefile.domain.folding import fold
from casefile.readers.page_authors import Site, compact
from casefile.readers.page_parts import PageParts, line_of, one_line, pieces_of

_LONGEST = 400
_SEPARATOR = re.compile(
    r"\s+[|\-–—:»·•/«‹›~>*]{1,3}\s+|\s*[|｜»]\s*|\s*::\s*|\s+[-–—](?=\S)|:\s+(?=\S)|\s-\s*\Z|[：_]|"
    r"(?<=[\u3040-\u9fff\uac00-\ud7af])[-–—](?=\S)"
)
_STRONG = re.compile(r"[|｜»]|::|›|•")
_IS_HEADLINE = re.compile(
    r"headline|entry-title|post-title|article-title|article__title|articletitle|story-title", re.I
)
_OVERLINE = re.compile(
    r"kicker|overline|topline|eyebrow|dachzeile|spitzmarke|roofline|supertitle|antetitul|rubri[ck]|label|badge|category",
    re.I,
)
_MOST_PLACES = 3000
_WORD = re.compile(r"\w+")
_STATED = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "cxenseparse:title",
    "title",
    "headline",
    "name",
)


def headline(parts: PageParts, site: Site, stated: list[str]) -> str:
    """The headline, or empty. ``stated``: headlines out of the page's JSON-LD, the best first."""
    named = [without_site(parts.metas[name][0], site) for name in _STATED if name in parts.metas]
    window = without_site(parts.title, site)
    known = [title for title in dict.fromkeys([*map(one_line, stated), *named, window]) if title]
    known = [title for title in known if not site.is_named(title)]
    shown, parts.heading = _shown(parts, site, known)
    # Where nothing is shown, what several of them say is the headline; the site's own name behind it is gone by now.
    title = shown or _most_agreed(known)
    if parts.heading is None and title:
        parts.heading = _place_of(parts.root, title)
    return title


def _place_of(root: Any, title: str) -> Any:
    """The element that shows the headline on a page whose headline is no heading, or None."""
    wanted = compact(title)
    for element in islice(root.iter("h2", "h3", "h4", "div", "p", "span", "td", "b", "strong", "font"), _MOST_PLACES):
        text = element.text
        if text and len(text) < 2 * _LONGEST and len(text.strip()) * 3 >= len(wanted) and compact(text) == wanted:
            return element
    return None


def without_site(title: str, site: Site) -> str:
    """``title`` without the parts before or behind it that name the site, and what a site puts beside its name."""
    title = one_line(title)
    pieces, marks = _parted(title)
    if len(pieces) < 2:
        return title
    # A part that is the site's name goes, and with it what stands farther out ("… | UK News | Sky News").
    for at in range(len(pieces) - 1, 0, -1):
        is_address = at == len(pieces) - 1 and _is_address(pieces[at])
        if is_address or site.is_named(pieces[at]) or site.is_desk_of(pieces[at]):
            pieces, marks = pieces[:at], marks[: at - 1]
    if len(pieces) > 1 and site.is_named(pieces[0]):
        pieces, marks = pieces[1:], marks[1:]
    # Headlines hardly ever hold a bar; what stands behind one is a section or the site.
    while len(pieces) > 1 and _STRONG.search(marks[-1]) and len(compact(pieces[0])) >= 12:
        pieces, marks = pieces[:-1], marks[:-1]
    joined = pieces[0]
    for mark, piece in zip(marks, pieces[1:], strict=True):
        joined += mark + piece
    return joined.strip()


def _parted(title: str) -> tuple[list[str], list[str]]:
    pieces: list[str] = []
    marks: list[str] = []
    at = 0
    for match in _SEPARATOR.finditer(title):
        if match.start() == 0 or len(pieces) > 30:
            continue
        pieces.append(title[at : match.start()])
        marks.append(match[0])
        at = match.end()
    return [*pieces, title[at:]], marks


def _is_address(piece: str) -> bool:
    return bool(re.fullmatch(r"[\w-]{2,40}(?:\.[\w-]{2,20}){1,3}", piece.strip()))


def _shown(parts: PageParts, site: Site, known: list[str]) -> tuple[str, Any]:
    best, place, best_score = "", None, 0.0
    headings = [heading for heading in parts.headings if _is_visible(heading)]
    lines = [(_as_shown(heading, known), heading) for heading in headings]
    lines = [(line, heading) for line, heading in lines if line and not site.is_named(line)]
    for line, heading in lines:
        score = max((_likeness(line, title) for title in known), default=0.0)
        if heading.get("itemprop") and "headline" in heading.get("itemprop"):
            score += 0.3
        elif _IS_HEADLINE.search(heading.get("class") or ""):
            score += 0.2
        if not known and len(lines) == 1:
            score += 1.0
        if score > best_score + 0.05:
            best, place, best_score = line, heading, score
    return (best, place) if best_score >= (0.2 if len(lines) == 1 else 0.3) else ("", None)


def _is_visible(heading: Any) -> bool:
    style = (heading.get("style") or "").replace(" ", "").lower()
    return "display:none" not in style and heading.get("hidden") is None


def _as_shown(heading: Any, known: list[str]) -> str:
    """The heading's words; where markup parts it into an overline and the headline, the part that the page names."""
    pieces = pieces_of(heading, _LONGEST)
    line = one_line("".join(pieces))
    if not line or len(heading) == 0:
        return line
    whole = compact(line)
    for title in known:
        wanted = compact(title)
        if len(wanted) < 12 or wanted == whole or wanted not in whole:
            continue
        for first in range(len(pieces)):
            for last in range(first + 1, min(len(pieces), first + 12) + 1):
                part = one_line("".join(pieces[first:last]))
                if compact(part) == wanted:
                    return part
    if len(heading) > 1 and not any(compact(title) == whole for title in known):
        # What nobody calls a part of the headline is none where the markup calls it something else.
        kept = [child for child in heading if not _OVERLINE.search(child.get("class") or "")]
        if len(kept) == len(heading) - 1:
            said = [heading.text or "", *(f"{line_of(child, _LONGEST)} {child.tail or ''}" for child in kept)]
            return one_line(" ".join(said)) or line
    return line


def _likeness(line: str, title: str) -> float:
    """How much of the words of either is in the other, from 0 to 1."""
    if compact(line) == compact(title):
        return 1.0
    short, long = sorted((compact(line), compact(title)), key=len)
    is_close = short[:1] >= "\u2e80"
    if short in long and (len(short) > 19 or len(short) * 5 >= len(long) * 2) and (is_close or len(line.split()) > 2):
        return 0.95
    # One or two words that a headline holds too are a section's name.
    if not is_close and len(line.split()) < 3:
        return 0.15
    ours, theirs = _words(line), _words(title)
    if not ours or not theirs:
        return 0.0
    return len(ours & theirs) / min(len(ours), len(theirs)) * (0.95 if min(len(ours), len(theirs)) > 2 else 0.4)


def _words(line: str) -> set[str]:
    words = set(_WORD.findall(fold(line)))
    # Scripts that part no words are compared by pairs of characters.
    long = [word for word in words if len(word) > 6 and not word.isascii() and not word[0].isupper()]
    for word in long:
        if word[0] >= "\u2e80":
            words |= {word[at : at + 2] for at in range(len(word) - 1)}
    return words


def _most_agreed(known: list[str]) -> str:
    # What was cut short counts only where nothing says it whole.
    known = [title for title in known if not title.endswith(("…", "..."))] or known
    if not known:
        return ""
    count = {title: sum(compact(title) == compact(other) for other in known) for title in known}
    contained = [
        title
        for title in known
        if len(compact(title)) >= 12 and sum(compact(title) in compact(other) for other in known) == len(known) > 1
    ]
    return contained[0] if contained else max(known, key=lambda title: count[title])
