"""Which names with a full stop in them are domains: the top-level domains, and the words that look like one.

The list is the two-letter country codes in use (ISO 3166-1 with the codes that IANA keeps beside it), the original
generic names, and common newer ones. A domain under a rarer ending is missed rather than guessed.
"""

from __future__ import annotations

from casefile.extract.word_lists import word_list

COUNTRIES = word_list(
    """
    ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc
    cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga
    gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp
    ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms
    mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro
    rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt
    tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
    """
)
GENERIC = word_list(
    """
    com net org info biz name edu gov mil int arpa aero asia cat coop jobs mobi museum post pro tel travel xxx
    agency app art bank blog capital cash center chat city cloud club company dev digital email events exchange
    expert finance foundation fund fyi global group guru help host institute international invest legal life link
    live llc ltd market media money network news ngo ong one online page partners party photos press pub report
    review rocks sale services shop site social software solutions space store studio support systems team tech
    today tools top trade tube video vip watch website wiki work world wtf xyz zone onion рф укр бел срб мон қаз
    """
)
# Reserved for examples and tests (RFC 2606), and for hidden services (RFC 7686): never in the root zone.
RESERVED = word_list("example test invalid localhost onion")
# English words: “it ended there.it was” is a lost space far more often than an Italian host.
ALSO_WORDS = word_list(
    """
    as at be by do in is it me my no so to us am id la pa re art bank blog capital cash center chat city cloud club
    company digital email events exchange expert finance foundation fund global group help host institute
    international invest legal life link live market media money name network news one online page partners party
    photos post press pro report review sale services shop site social software space store studio support systems
    team today tools top trade travel video watch website work world zone
    """
)
# Endings that name a kind of file at least as often as a country.
ALSO_FILES = word_list("ai app cc md mo pl ps py rs sh so st")
# “Number” in Scandinavian and German papers, and not the island of Nauru.
ABBREVIATIONS = word_list("org.nr reg.nr tel.nr art.nr pers.nr konto.nr faktura.nr ref.nr id.nr best.nr")


def is_top_level(label: str) -> bool:
    """Whether ``label``, in lower case, ends domains."""
    return label in COUNTRIES or label in GENERIC or label in RESERVED or label.startswith("xn--")
