"""The words by which English says who says so."""

from __future__ import annotations

import re

from casefile.extract.word_lists import word_list

_AUX = r"(?:(?:has|have|had|also|later|again|earlier|repeatedly|publicly) ){0,2}"
_NOT = r"(?:did|does|do|has|have|had|would|could|can|will)(?: not|n[’']t)(?: yet| immediately| be able to)?"
CUE = re.compile(
    rf"(?<![\w’'-])(?:(?P<unconfirmed>{_NOT} (?:confirm(?:ed)?|verify|verified)|(?:declined|refused) to confirm"
    r"|neither confirmed nor denied)"
    rf"|(?P<deny>{_AUX}(?:denied|denies|deny))"
    rf"|(?P<assert>{_AUX}(?:said|says|say|told|tells|claimed|claims|stated|states|announced|announces|confirmed|confirms"
    r"|added|adds|wrote|writes|insisted|insists|admitted|admits|acknowledged|acknowledges|argued|argues|warned|warns"
    r"|explained|explains|alleged|alleges|reported|reports|testified|testifies)))(?![\w’'-])"
)
ACCORDING = re.compile(r"(?<![\w-])[Aa]ccording to (?=\S)")
# Also nouns: “the claims”, “UN reports”, “member states”. As verbs they go on with what is said.
ALSO_NOUNS = word_list("claims reports states say")
GOES_ON_AS_VERB = re.compile(r" (?:that|the|a|an|to|it|he|she|they|his|her|its|there)\b|:? [“\"‘]|, that\b| [A-Z]")
TO_HEARERS = word_list("told tells")

# “according to plan”: nobody speaks.
NO_SPEAKERS = re.compile(
    r"(?:the )?(?:plans?|schedule|laws?|rules?|tradition|custom|size|needs?|age|rank|type|whether|how|what|which|when"
    r"|whom|ability|availability|protocol|reports?|procedure|regulations|legend|script|taste|merit|kind|category)\Z"
)
# “according to information from X”: X speaks.
THROUGH = re.compile(
    r"(?:the |an? |new |recent |its |this )*(?:information|data|figures|reports?|documents|statements?|sources|article"
    r"|announcement|press release|records)"
    r" (?:from|by|of|published by|released by|issued by|provided by|compiled by|seen by|obtained by|in) (?=\S)"
)
DETERMINERS = word_list(
    """
    the a an his her their its our my this that these those one two three four five several some many both another local
    national regional senior former
    """
)
BARE = word_list(
    """
    police prosecutors officials authorities witnesses sources lawyers investigators residents experts analysts critics
    activists rescuers doctors scientists researchers diplomats reporters journalists neighbours neighbors relatives
    opponents supporters observers organisers organizers lawmakers
    """
)
PRONOUNS = word_list("he she they we i")
# What no noun phrase holds: with one of these in it the words before a cue are more than a speaker.
NOT_IN_SPEAKER = word_list(
    """
    is are was were be been being has have had do does did will would shall should can could may might must not to if
    when where while because although though but or as than then there here it he she they we i you him them us who whom
    which what whose so just only also even never into onto about after before during until since without within against
    under over through between by with
    """
)
TIME_BEHIND = re.compile(
    r" (?:(?:late |early )?on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|last (?:week|month|year))\Z"
)
CLAUSE_STARTS = re.compile(
    r"[,;:“”\"‘(—–]\s*|\b(?:but|while|although|though|because|whereas|that|when|as) ", re.IGNORECASE
)
INTERVIEW = re.compile(r"\AIn (?:an?|the|his|her) (?:[a-z-]+ ){0,3}interview (?:with|to|for|by|in) ")
