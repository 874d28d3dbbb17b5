"""Where a page's headline, authors and day are read from, and what must not be taken for them."""

from __future__ import annotations

import pytest

from casefile.domain.records import Metadata
from casefile.readers.hints import Hints
from casefile.readers.registry import read

WORDS = "<p>The board of the ferry company met behind closed doors on Tuesday and left without a word.</p>" * 3
URL = '<link rel="canonical" href="https://www.gazette.example/island/the-second-berth">'


def known(
    head: str = "", top: str = "", below: str = "", *, title: str = "The second berth is late", lang: str = "en"
) -> Metadata:
    """What is read out of a page with ``head`` in its head and ``top`` between its headline and its text."""
    page = (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} - Island Gazette</title>'
        f'<meta property="og:site_name" content="Island Gazette">{URL}{head}</head><body><header><a href="/">Home</a>'
        f"</header><article><h1>{title}</h1>{top}{WORDS}</article>{below}</body></html>"
    )
    return read(page.encode(), Hints("page.html")).metadata


def ld(*blocks: str) -> str:
    return "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)


ARTICLE = (
    '{"@context":"https://schema.org","@type":"NewsArticle","headline":"The second berth is late",'
    '"datePublished":"2021-05-04T23:30:00-04:00","dateModified":"2021-06-01T08:00:00Z",'
    '"author":{"@type":"Person","name":"Ida Renn","url":"https://www.gazette.example/ida"},'
    '"publisher":{"@type":"Organization","name":"Island Gazette"}}'
)


def test_json_ld_states_all_three_and_the_day_is_the_one_that_is_written() -> None:
    found = known(ld(ARTICLE))
    assert (found.title, found.author, found.published) == ("The second berth is late", "Ida Renn", "2021-05-04")
    assert (found.publisher, found.published_basis) == ("Island Gazette", "guessed")
    assert found.url == "https://www.gazette.example/island/the-second-berth"


@pytest.mark.parametrize(
    "spoiled",
    [
        "<!-- " + ARTICLE + " -->",
        "//<![CDATA[\n" + ARTICLE + "\n//]]>",
        ARTICLE.replace('"}}', '",},}'),
        ARTICLE.replace("second berth", "second\tberth"),
        ARTICLE + ";",
        "\ufeff" + ARTICLE,
        ARTICLE.replace('"headline"', '"description":"he said "no" twice","headline"'),
        '[{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","name":"Home"}]},' + ARTICLE + "]",
        '{"@type":"Organization","name":"Island Gazette"}\n' + ARTICLE,
    ],
    ids=["comment", "cdata", "commas", "control", "semicolon", "mark", "quotes", "list", "two"],
)
def test_careless_json_ld_is_read_all_the_same(spoiled: str) -> None:
    found = known(ld(spoiled))
    assert (found.author, found.published) == ("Ida Renn", "2021-05-04")


def test_a_graph_names_its_author_by_reference() -> None:
    graph = (
        '{"@graph":[{"@type":"WebSite","@id":"#site","name":"Island Gazette"},'
        '{"@type":"WebPage","@id":"#page","datePublished":"2021-05-04T08:00:00+00:00"},'
        '{"@type":"Article","author":{"@id":"#ida"},"datePublished":"2021-05-04T08:00:00+00:00"},'
        '{"@type":["Person"],"@id":"#ida","name":"Ida Renn"}]}'
    )
    found = known(ld(graph))
    assert (found.author, found.published, found.publisher) == ("Ida Renn", "2021-05-04", "Island Gazette")


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ('"Ida Renn"', "Ida Renn"),
        ('["Ida Renn","Ole Brandt"]', "Ida Renn; Ole Brandt"),
        ('[{"@type":"Person","name":"Ida Renn"},{"@type":"Person","name":"Ole Brandt"}]', "Ida Renn; Ole Brandt"),
        ('{"@type":"Person","name":["Ida Renn","Ole Brandt"]}', "Ida Renn; Ole Brandt"),
        ('{"@type":"Person","givenName":"Ida","familyName":"Renn"}', "Ida Renn"),
        ('{"@type":"Person","name":"By Ida Renn and Ole Brandt"}', "Ida Renn; Ole Brandt"),
        ('{"@type":"Person","name":"Ida Renn, Staff Writer"}', "Ida Renn"),
        ('{"@type":"Person","name":"Ida Renn | Island Gazette"}', "Ida Renn"),
        ('{"@type":"Person","name":"Renn, Ida"}', "Ida Renn"),
        ('{"@type":"Person","name":"Ida Renn, PhD"}', "Ida Renn"),
        ('"https://www.facebook.com/ida.renn"', None),
        ('{"@type":"Organization","name":"Island Gazette"}', None),
        ('{"@type":"Person","name":"Island Gazette"}', None),
        ('{"@type":"Person","name":"admin"}', None),
        ('{"@type":"Organization","name":"Reuters"}', "Reuters"),
        ('[{"@type":"Organization","name":"Reuters"},{"@type":"Person","name":"Ida Renn"}]', "Ida Renn"),
        ('{"@type":"Person","name":"Island Gazette Staff"}', "Island Gazette Staff"),
        ('{"@type":"Person","name":"Ida Renn &amp; Ole Brandt"}', "Ida Renn; Ole Brandt"),
        ('{"@type":"Person","name":"Emily Post"}', "Emily Post"),
        ('{"@type":"Person","name":"Og Brandt in Hamar and Ida Renn in Moss"}', "Og Brandt; Ida Renn"),
        ('[{"@type":"Person","name":"News Desk"},{"@type":"Person","name":"Ida Renn"}]', "Ida Renn"),
    ],
)
def test_an_author_may_be_written_in_many_ways(author: str, expected: str | None) -> None:
    said = '{"@type":"NewsArticle","headline":"The second berth is late","author":' + author + "}"
    assert known(ld(said)).author == expected


def test_the_page_shows_a_person_where_its_json_ld_names_only_the_site() -> None:
    said = '{"@type":"NewsArticle","author":{"@type":"Organization","name":"Island Gazette"}}'
    assert (
        known(ld(said), '<div class="byline"><a class="author-name" href="/x">Ida Renn</a></div>').author == "Ida Renn"
    )


def test_related_articles_and_checked_claims_are_not_the_article() -> None:
    other = '{"@type":"NewsArticle","headline":"Crane sold","author":"Ole Brandt","datePublished":"2019-01-01"}'
    claim = (
        '{"@type":"ClaimReview","itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"The Mayor"},'
        '"datePublished":"2018-02-02"}}'
    )
    found = known(ld(other, claim, ARTICLE))
    assert (found.author, found.published) == ("Ida Renn", "2021-05-04")
    nested = ARTICLE[:-1] + ',"hasPart":' + other + ',"mentions":[' + other + "]}"
    assert known(ld(nested)).author == "Ida Renn"


@pytest.mark.parametrize(
    "meta",
    [
        'property="article:published_time" content="2021-05-04T08:00:00+02:00"',
        'name="parsely-pub-date" content="2021-05-04T08:00:00Z"',
        'name="sailthru.date" content="2021-05-04 08:00:00 +0200"',
        'name="DC.date.issued" content="2021-05-04"',
        'name="citation_publication_date" content="2021/05/04"',
        'itemprop="datePublished" content="2021-05-04"',
        'name="pubdate" content="20210504"',
        'name="date" content="Tue, 04 May 2021 08:00:00 GMT"',
        'name="publish-date" content="May 4, 2021"',
        'name="pdate" content="1620115200"',
    ],
)
def test_meta_tags_state_the_day(meta: str) -> None:
    assert known(f"<meta {meta}>").published == "2021-05-04"


@pytest.mark.parametrize(
    "meta",
    [
        'name="author" content="Ida Renn"',
        'property="article:author" content="Ida Renn"',
        'name="parsely-author" content="Ida Renn"',
        'name="sailthru.author" content="Ida Renn"',
        'name="byl" content="By Ida Renn"',
        'name="dcterms.creator" content="Ida Renn"',
        'name="citation_author" content="Renn, Ida"',
    ],
)
def test_meta_tags_state_the_author(meta: str) -> None:
    assert known(f"<meta {meta}>").author == "Ida Renn"


def test_a_profile_on_a_network_is_no_author_and_the_next_source_counts() -> None:
    head = (
        '<meta property="article:author" content="https://www.facebook.com/ida"><meta name="author" content="Ida Renn">'
    )
    assert known(head).author == "Ida Renn"
    assert known('<meta property="article:author" content="https://www.facebook.com/ida">').author is None


def test_the_plugin_that_names_the_author_for_shared_links_is_understood() -> None:
    head = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ida Renn">'
    assert known(head).author == "Ida Renn"


@pytest.mark.parametrize(
    ("top", "author", "day"),
    [
        ('<time datetime="2021-05-04T08:00:00Z">4 May</time>', None, "2021-05-04"),
        ("<time pubdate>May 4, 2021</time>", None, "2021-05-04"),
        (
            '<time class="updated" datetime="2021-06-01">June</time>'
            '<time class="published" datetime="2021-05-04">May</time>',
            None,
            "2021-05-04",
        ),
        ('<span itemprop="author" itemscope><span itemprop="name">Ida Renn</span></span>', "Ida Renn", None),
        ('<div itemprop="datePublished" content="2021-05-04T10:00:00">yesterday</div>', None, "2021-05-04"),
        ('<a rel="author" href="/ida">Ida Renn</a>', "Ida Renn", None),
        ('<p class="byline">By <b>Ida Renn</b> and Ole Brandt, Island Gazette</p>', "Ida Renn; Ole Brandt", None),
        ("<p>By Ida Renn</p><p>May 4th, 2021</p>", "Ida Renn", "2021-05-04"),
        (
            '<div class="entry-meta">Posted on <span class="date">4. May 2021</span> by Ida Renn</div>',
            "Ida Renn",
            "2021-05-04",
        ),
        ('<div class="date">Updated June 1, 2021; posted May 4, 2021</div>', None, "2021-05-04"),
        ('<div class="date">Last updated: June 1, 2021</div><div class="date">May 4, 2021</div>', None, "2021-05-04"),
    ],
)
def test_what_the_page_shows_counts_where_it_states_nothing(top: str, author: str | None, day: str | None) -> None:
    found = known("", top)
    assert (found.author, found.published) == (author, day)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("de", "Veröffentlicht am 4. Mai 2021, 08:00 Uhr"),
        ("fr", "Publié le 4 mai 2021 à 8h00"),
        ("es", "4 de mayo de 2021"),
        ("pt", "04 de maio de 2021"),
        ("it", "4 maggio 2021"),
        ("nl", "4 mei 2021"),
        ("sv", "4 maj 2021"),
        ("pl", "4 maja 2021"),
        ("cs", "4. května 2021"),
        ("fi", "4. toukokuuta 2021"),
        ("ru", "4 мая 2021 г."),
        ("uk", "4 травня 2021"),
        ("tr", "4 Mayıs 2021"),
        ("ja", "2021年5月4日"),
        ("ko", "2021년 5월 4일"),
        ("vi", "4 tháng 5, 2021"),
        ("id", "4 Mei 2021"),
        ("de", "04.05.2021"),
        ("fr", "04/05/2021"),
        ("en-GB", "04/05/2021"),
        ("en-US", "05/04/2021"),
    ],
)
def test_a_day_is_understood_in_the_page_s_language_and_its_order(lang: str, line: str) -> None:
    assert known("", f'<div class="date">{line}</div>', lang=lang).published == "2021-05-04"


@pytest.mark.parametrize(
    "meta",
    ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2999-05-04", "1066-10-14", "2021-13-45", "soon", "05.2021", "0"],
)
def test_a_day_that_cannot_be_is_none(meta: str) -> None:
    assert known(f'<meta property="article:published_time" content="{meta}">').published is None


def test_copyright_comments_and_related_articles_do_not_date_a_page() -> None:
    below = (
        '<div class="related"><time datetime="2019-02-02">2 Feb 2019</time><span class="date">2 Feb 2019</span></div>'
        '<div id="comments"><time datetime="2022-03-03">3 Mar</time><span class="comment-author">Troll</span></div>'
        '<footer><span class="date">© 2023 Island Gazette, 1 January 2023</span></footer>'
    )
    found = known("", "", below)
    assert (found.published, found.author) == (None, None)


def test_a_change_does_not_date_a_page() -> None:
    head = '<meta property="article:modified_time" content="2022-06-01"><meta name="lastmod" content="2022-06-01">'
    assert known(head, '<div class="date">Updated 1 June 2022</div>').published is None


def test_the_address_dates_a_page_and_outdoes_a_day_that_is_much_later() -> None:
    head = '<link rel="canonical" href="https://www.gazette.example/2021/05/04/berth">'
    page = f"<html><head>{head}</head><body><h1>The second berth is late</h1>{WORDS}</body></html>"
    assert read(page.encode(), Hints("p.html")).metadata.published == "2021-05-04"
    late = page.replace("</head>", '<meta property="article:published_time" content="2023-01-01T00:00:00Z"></head>')
    assert read(late.encode(), Hints("p.html")).metadata.published == "2021-05-04"
    near = page.replace("</head>", '<meta property="article:published_time" content="2021-05-05T01:00:00Z"></head>')
    assert read(near.encode(), Hints("p.html")).metadata.published == "2021-05-05"


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("The second berth is late | Island Gazette", "The second berth is late"),
        ("The second berth is late - Island Gazette", "The second berth is late"),
        ("The second berth is late – Island Gazette", "The second berth is late"),
        ("The second berth is late :: Island Gazette", "The second berth is late"),
        ("Island Gazette: The second berth is late", "The second berth is late"),
        ("The second berth is late | News | Island Gazette", "The second berth is late"),
        ("The second berth is late - gazette.example", "The second berth is late"),
        ("Ferry talks – a second berth - Island Gazette", "Ferry talks – a second berth"),
        ("Well-known ferry: a second berth - Island Gazette", "Well-known ferry: a second berth"),
    ],
)
def test_a_window_title_loses_the_site_and_nothing_else(window: str, expected: str) -> None:
    page = (
        f'<html><head><title>{window}</title><meta property="og:site_name" content="Island Gazette">{URL}</head>'
        f"<body><div>{WORDS}</div></body></html>"
    )
    assert read(page.encode(), Hints("p.html")).metadata.title == expected


def test_the_heading_counts_against_the_markup_s_title_and_a_logo_s_does_not() -> None:
    head = '<meta property="og:title" content="Second berth: what we know">'
    assert known(head, title="Second berth is late, what we know now").title == "Second berth is late, what we know now"
    page = (
        '<html><head><title>The second berth is late | Island Gazette</title><meta property="og:site_name" '
        f'content="Island Gazette">{URL}</head><body><h1>Island Gazette</h1><h1>Sign in</h1><div>{WORDS}</div></body>'
    )
    assert read(page.encode(), Hints("p.html")).metadata.title == "The second berth is late"


def test_a_section_s_name_above_the_headline_is_none() -> None:
    page = (
        '<html><head><meta property="og:title" content="Island ferries: what we know of the second berth"></head><body>'
        f"<h1>Island ferries</h1><h2>Island ferries: what we know of the second berth</h2>{WORDS}</body></html>"
    )
    assert read(page.encode(), Hints("p.html")).metadata.title == "Island ferries: what we know of the second berth"


def test_an_overline_in_the_heading_is_no_part_of_the_headline() -> None:
    page = (
        '<html lang="de"><head><meta property="og:title" content="Der zweite Anleger verspätet sich"></head><body>'
        f"<h1><span>Fährverkehr</span> <span>Der zweite Anleger verspätet sich</span></h1>{WORDS}</body></html>"
    )
    assert read(page.encode(), Hints("p.html")).metadata.title == "Der zweite Anleger verspätet sich"


def test_a_headline_that_is_no_heading_still_leads_to_the_lines_below_it() -> None:
    page = (
        "<html><head><title>The second berth is late | Island Gazette</title></head><body><table><tr><td>"
        "<font size=5>The second berth is late</font></td></tr><tr><td><div>By Ida Renn</div><div>May 4, 2021</div>"
        f"{WORDS}</td></tr></table></body></html>"
    )
    found = read(page.encode(), Hints("p.html")).metadata
    assert (found.title, found.author, found.published) == ("The second berth is late", "Ida Renn", "2021-05-04")


def test_a_live_blog_is_dated_by_itself_and_not_by_its_entries() -> None:
    blog = (
        '{"@type":"LiveBlogPosting","headline":"The second berth is late","datePublished":"2021-05-04T08:00:00Z",'
        '"author":[{"@type":"Person","name":"Ida Renn"}],"liveBlogUpdate":[{"@type":"BlogPosting","headline":"It came",'
        '"datePublished":"2021-05-06T08:00:00Z","author":{"@type":"Person","name":"Ole Brandt"}}]}'
    )
    found = known(ld(blog), '<div class="entry"><time datetime="2021-05-06">6 May</time></div>')
    assert (found.author, found.published) == ("Ida Renn", "2021-05-04")


def test_a_page_that_says_nothing_gets_nothing() -> None:
    page = f"<html><body><div>{WORDS}</div></body></html>"
    found = read(page.encode(), Hints("p.html")).metadata
    assert (found.title, found.author, found.published, found.publisher, found.url) == (None,) * 5


def test_facts_that_cannot_be_read_cost_no_body(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise ValueError

    monkeypatch.setattr("casefile.readers.page_facts.facts_of", fail)
    outcome = read(
        f"<html><title>Berth</title><body><article>{WORDS}</article></body></html>".encode(), Hints("p.html")
    )
    assert (outcome.state.value, outcome.metadata.title) == ("partly", "Berth")
    assert "could not be read in every way" in outcome.reason
    assert "behind closed doors" in outcome.texts[0].text


@pytest.mark.parametrize("attribute", ["lang", "xml:lang"])
def test_the_page_s_language_is_stated_in_either_form(attribute: str) -> None:
    page = f'<html {attribute}="de-AT"><body>{WORDS}</body></html>'
    assert read(page.encode(), Hints("p.html")).metadata.language == "de-AT"


def test_a_header_s_charset_is_believed_before_the_page_s_own_and_a_person_before_both() -> None:
    page = '<html><head><meta charset="windows-1251"><title>Fähre</title></head><body><p>Die Fähre, größer.</p></body>'
    data = page.encode("latin-1")
    assert "größer" in read(data, Hints("p.html", charset="iso-8859-1")).texts[0].text
    assert "größer" not in read(data, Hints("p.html")).texts[0].text
    assert "größer" not in read(data, Hints("p.html", charset="no-such-charset")).texts[0].text
    assert "größer" in read(data, Hints("p.html", charset="koi8-r", forced_charset="latin-1")).texts[0].text


def test_packed_pictures_go_and_the_same_bytes_in_the_text_stay() -> None:
    blob = "A" * 3000
    page = (
        "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://gazette.example/berth \n"
        " saved date: Tue May 11 2021 10:00:00 GMT+0200 (CEST)\n--><head><meta charset=utf-8><title>Berth</title>"
        f"<style>a{{background:url(data:image/png;base64,{blob})}}</style></head><body><article><h1>A berth</h1>"
        f'{WORDS}<img src="data:image/png;base64,{blob}"><pre>say data:image/png;base64,{blob} twice</pre></article>'
    )
    outcome = read(page.encode(), Hints("p.html"))
    full = next(text.text for text in outcome.texts if text.kind == "full page")
    assert full.count(blob) == 1
    assert (outcome.metadata.url, outcome.metadata.retrieved) == ("https://gazette.example/berth", "2021-05-11")


def test_a_body_in_a_script_that_parts_no_words_counts_before_the_full_page() -> None:
    words = "商標法に違反する行為とは何かについて、この記事では具体的な事例を挙げて説明します。" * 4
    menu = "<a href=/x>お問い合わせ</a> " * 30
    page = f'<html lang="ja"><body><nav>{menu}</nav><article><p>{words}</p></article></body></html>'
    assert [text.kind for text in read(page.encode(), Hints("p.html")).texts] == ["body", "full page"]


def test_a_text_that_is_cut_into_boxes_is_one_body() -> None:
    box = '<div class="chunk"><div class="story-body">{}</div></div><div class="ad">Buy</div>'
    boxes = "".join(box.format(f"{WORDS}<p>Part {part} of the report ends here.</p>") for part in range(4))
    body = read(f"<html><body><article>{boxes}</article></body></html>".encode(), Hints("p.html")).texts[0]
    assert body.kind == "body"
    assert all(f"Part {part} of the report" in body.text for part in range(4))


def test_articles_below_each_other_do_not_become_one() -> None:
    box = '<article class="story"><div class="story-body"><h1>{0}</h1>{1}<p>This was {0}.</p></div></article>'
    stories = "".join(box.format(name, f"<p>{name} {WORDS[3:]}") for name in ("Berth", "Crane", "Tide"))
    body = read(f"<html><body><main>{stories}</main></body></html>".encode(), Hints("p.html")).texts[0]
    assert not ("This was Crane" in body.text and "This was Berth" in body.text and body.kind == "body")


def test_an_agency_s_name_above_the_text_stays_in_it() -> None:
    page = (
        f"<html><body><article><h1>A berth</h1><p>Northlight</p>{WORDS}<p>It ended there.</p></article></body></html>"
    )
    assert read(page.encode(), Hints("p.html")).texts[0].text.startswith("Northlight")


def test_the_site_s_own_lines_are_not_the_article_s() -> None:
    lines = (
        "Sign up for our newsletter and get the latest delivered to your inbox.",
        "Read more: Crane sold twice",
        "Follow us on Twitter and Facebook",
        "Copyright 2021 Island Gazette. All rights reserved.",
    )
    page = f"<html><body><article>{WORDS}{''.join(f'<p>{line}</p>' for line in lines)}{WORDS}</article></body></html>"
    body, full = read(page.encode(), Hints("p.html")).texts
    assert all(line not in body.text and line in full.text for line in lines)
    kept = "The newsletter of the union said that members subscribe to nothing before the vote."
    page = f"<html><body><article>{WORDS}<p>{kept}</p>{WORDS}</article></body></html>"
    assert kept in read(page.encode(), Hints("p.html")).texts[0].text
