"""When two web addresses are one page's: compared without what only says how somebody came there."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# What campaigns, social networks, mailers and analytics put behind an address.
_TRACKING = re.compile(
    r"(?:utm_|mtm_|pk_|piwik_|matomo_|hsa_|vero_|oly_|_hs|gad_|wt\.|at_|ns_).*"
    r"|fbclid|gclid|dclid|gbraid|wbraid|gclsrc|msclkid|yclid|ttclid|twclid|li_fat_id|igshid?|srsltid|mc_[ce]id|mkt_tok"
    r"|_ga|_gl|_openstat|cmpid|s_cid|smid|xtor|spm|ref_src|ref_url|sr_share|share|shared|feature|partner|amp"
    r"|__twitter_impression",
    re.IGNORECASE,
)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_MOST = 2048


def page_key(url: str) -> str:
    """What two addresses of one page have in common; empty for what names no page: no web address, a bare host.

    Left out are scheme, ``www.``, port of the scheme, fragment (but one that begins with ``!`` or ``/``, which a
    page's script reads as its path), tracking parameters, their order, an index file's name and the last slash.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or len(url) > _MOST:
        return ""
    host = re.sub(r"^(?:www\d?|m|amp)\.(?=[^.]+\.)", "", parts.hostname.rstrip("."))
    path = _INDEX.sub("", re.sub(r"//+", "/", parts.path)).rstrip("/")
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    if not path and not query and not fragment:
        return ""
    shown = f"{host}:{port}" if port not in (None, 80, 443) else host
    return f"{shown}{path}?{urlencode(sorted(query))}#{fragment}"


def host_of(url: str) -> str:
    """The host of a web address as publishers are told apart by it, without ``www.``; empty where there is none."""
    try:
        return re.sub(r"^www\d?\.", "", urlsplit(url.strip()).hostname or "")
    except ValueError:
        return ""
