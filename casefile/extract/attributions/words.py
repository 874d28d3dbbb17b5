"""The words by which English says who says so: verbs by class, speakers, and the closed classes around them."""

from __future__ import annotations

from casefile.extract.word_lists import word_list

# Verbs whose subject speaks whatever follows: "X said the barge left", "X insisted".
SPEECH = word_list(
    """
    say tell insist argue warn explain admit acknowledge concede testify assert allege contend stress emphasise
    emphasize reiterate claim announce confirm state deny
    """
)
# Verbs that report only with a clause or a quotation: "X added that …", but not "X added salt".
CLAUSAL = word_list(
    """
    add note write report reveal disclose maintain estimate predict believe recall declare post tweet conclude
    suggest indicate observe complain remark comment reply respond answer vow pledge promise threaten joke hint
    boast lament caution assure inform think suspect fear affirm attest recount clarify advise urge forecast
    proclaim signal counter imply theorise theorize speculate assume swear remind notify alert regret foresee
    confess opine interject guess profess reckon retort riposte quip tout specify elaborate underline underscore
    remember text email e-mail message speak agree find show document rule decide determine establish hold point
    clarify
    """
)
# Verbs that introduce a quotation and nothing else: “Why?” he asked.
QUOTING = word_list("ask shout scream whisper exclaim cry yell mutter murmur demand continue begin read")
# "X accused Y of Z", "X blamed Y for Z".
# "X called it a lie", "X described the raid as “a mistake”".
# "Police identified the man as X".
IDENTIFYING = word_list("identify name")
CALLING = word_list("call describe brand label dub")
ACCUSING = word_list("accuse blame")
# Denials of a claim that is named: "X dismissed the allegations".
DISMISSING = word_list("dismiss reject refute dispute rebut repudiate")
VERIFYING = word_list("confirm verify corroborate authenticate")

_IRREGULAR = {
    "say": ("says", "said", "said", "saying"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "hold": ("holds", "held", "held", "holding"),
    "tell": ("tells", "told", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "think": ("thinks", "thought", "thought", "thinking"),
    "find": ("finds", "found", "found", "finding"),
    "show": ("shows", "showed", "shown", "showing"),
    "admit": ("admits", "admitted", "admitted", "admitting"),
    "forecast": ("forecasts", "forecast", "forecast", "forecasting"),
    "begin": ("begins", "began", "begun", "beginning"),
    "read": ("reads", "read", "read", "reading"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "foresee": ("foresees", "foresaw", "foreseen", "foreseeing"),
    "regret": ("regrets", "regretted", "regretted", "regretting"),
    "refer": ("refers", "referred", "referred", "referring"),
    "rebut": ("rebuts", "rebutted", "rebutted", "rebutting"),
    "quip": ("quips", "quipped", "quipped", "quipping"),
}


def _forms(lemma: str) -> tuple[str, str, str, str]:
    """Third person, past, participle and -ing form of a verb."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma[:-1] + "ied", lemma + "ing"
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
    past = lemma + ("d" if lemma.endswith("e") else "ed")
    return third, past, past, (lemma[:-1] if lemma.endswith("e") else lemma) + "ing"


def _table() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for group in (
        SPEECH,
        CLAUSAL,
        QUOTING,
        ACCUSING,
        DISMISSING,
        VERIFYING,
        CALLING,
        IDENTIFYING,
        word_list("quote cite"),
    ):
        for lemma in sorted(group):
            for form, kind in zip((lemma, *_forms(lemma)), ("base", "third", "past", "past", "ing"), strict=True):
                if form:
                    table.setdefault(form, (lemma, kind))
    table["written"] = ("write", "participle")
    table["shown"] = ("show", "participle")
    return table


# form -> its verb and which form it is: base, third, past (also participle), participle, ing.
VERBS = _table()
# Forms that are nouns at least as often: they need a clause behind them and a speaker in front.
ALSO_NOUNS = word_list(
    """
    claims reports states notes comments estimates tweets posts claim report state note comment estimate tweet post
    fear fears forecast forecasts answer answers promise promises pledge pledges remark remarks hint hints joke
    jokes reply replies read reads name names text texts email emails e-mail e-mails message messages rule rules
    document documents point points hold holds signal signals counter counters guess regret regrets alert alerts
    blame dispute disputes threatens cry cries demand demands quip quips urge urges boast boasts vow vows find
    shout shouts whisper whispers
    """
)
# Past forms that are adjectives or reduced passives as often: "the confirmed cases", "deaths reported on Monday".
ALSO_PARTICIPLES = word_list(
    """
    named ruled decided determined established documented held pointed identified claimed confirmed announced
    alleged reported stated denied declared estimated believed suspected disclosed revealed noted posted written
    predicted feared suggested indicated thought found shown acknowledged admitted recalled promised threatened
    advised accused blamed disputed rejected dismissed refuted verified read assumed implied
    """
)
# Verbs whose object alone is something said: "confirmed the death", "denied any wrongdoing".
WITH_PHRASE = word_list(
    """
    report disclose predict estimate forecast note acknowledge admit allege announce confirm claim deny concede
    explain clarify state reiterate verify corroborate authenticate say stress emphasise emphasize
    """
)
# What somebody holds to be true; said of oneself, or inside what somebody says, it is no more than a turn of phrase.
HOLDING = word_list("think believe suspect fear agree reckon find")
NEED_HEARER = word_list("tell inform assure advise remind notify alert")

PRONOUNS = word_list("he she they we i it")
PERSONS = word_list("he she")
INDEFINITE = word_list(
    "many some others several most both few one another all everyone everybody someone none nobody no"
)
DETERMINERS = word_list(
    """
    the a an his her their its our my your this that these those some any many several both another each every no
    """
)
NUMBERS = word_list("one two three four five six seven eight nine ten dozens hundreds thousands half")
AUXILIARIES = word_list(
    """
    is are was were be been being am has have had having do does did will would shall should can could may might
    must isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t
    cannot it’s he’s she’s they’re we’re i’m that’s there’s i’ve we’ve they’ve i’d he’d
    """
)
PREPOSITIONS = word_list(
    """
    of in at from for with by near to on against about into over under between among behind outside inside around
    across along within without beyond during through via toward towards upon off like amid despite above below
    including based per
    """
)
# Prepositions that tie a noun phrase to the one before it; with the others behind a speaker the phrase is over.
TYING = word_list("of for from in at with to near on against")
SUBORDINATORS = word_list(
    """
    that but while because although though when whereas if unless as where which who whom whose what how why than
    after before since until once whether so
    """
)
RELATIVE = word_list("who which")
ADVERBS = word_list(
    """
    also later then earlier already now recently repeatedly previously subsequently again further still just only
    even never once publicly privately officially explicitly reportedly allegedly formerly initially immediately
    quickly consistently categorically strongly strenuously vehemently firmly flatly angrily bluntly simply openly
    frequently often always sometimes usually widely formally separately therefore thus hence instead meanwhile
    however nevertheless nonetheless yet first finally eventually independently today yesterday afterwards
    afterward famously falsely correctly wrongly rightly implicitly effectively essentially merely today tonight
    """
)
CONNECTIVES = word_list(
    "and but or so yet then still meanwhile however also moreover furthermore nevertheless nonetheless thus therefore"
)
NEGATIONS = word_list("not never n’t")
DAYS = word_list("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = word_list(
    """
    january february march april may june july august september october november december jan feb aug sept sep oct
    nov dec
    """
)
TIMES = (
    DAYS
    | MONTHS
    | word_list(
        "today yesterday tonight early late earlier later last this next week month year morning afternoon evening"
        " night ago"
    )
)
# What stands before a statement's own content: "said in a statement that …".
OCCASIONS = word_list(
    """
    statement interview statements interviews conference briefing speech address letter report post tweet message
    email e-mail memo article column editorial telegram twitter facebook x instagram tiktok weibo radio television
    tv video broadcast podcast remarks call telephone phone parliament court hearing testimony release note blog
    book memoir document filing indictment affidavit complaint lawsuit ruling verdict press meeting update bulletin
    communique communiqué condition anonymity state social website page channel account affairs
    """
)
# Those who speak without an article: "police said", "residents say".
BARE = word_list(
    """
    police prosecutors officials authorities witnesses sources lawyers investigators residents experts analysts
    critics activists rescuers doctors scientists researchers diplomats reporters journalists neighbours neighbors
    relatives opponents supporters observers organisers organizers lawmakers eyewitnesses detectives villagers
    locals survivors medics paramedics firefighters soldiers rebels militants protesters demonstrators campaigners
    commentators economists historians politicians ministers people officers troops aides attorneys defendants
    parents families media newspapers reports documents records figures data statistics studies surveys polls
    friends colleagues staff workers teachers students unions lawyers negotiators mediators monitors inspectors
    insiders whistleblowers victims court
    """
)
# Head nouns that can be the subject of a verb that is also a participle: people, bodies and papers.
SPEAKER_NOUNS = BARE | word_list(
    """
    man woman boy girl person mother father brother sister son daughter wife husband uncle aunt cousin neighbour
    neighbor friend colleague relative family crowd group team side camp official lawyer attorney barrister
    solicitor witness source spokesman spokeswoman spokesperson spokesmen spokespeople minister president premier
    chancellor king queen prince princess mayor governor senator lawmaker mp congressman congresswoman deputy
    ambassador envoy diplomat judge court tribunal jury prosecutor prosecution defence defense inspector detective
    investigator commissioner chief head leader commander general colonel captain major admiral sergeant soldier
    officer director chairman chairwoman chairperson chair secretary treasurer ceo executive boss owner founder
    manager coach player captain editor reporter journalist correspondent author writer publisher analyst expert
    scientist researcher professor doctor physician nurse surgeon teacher student activist campaigner critic
    opponent rival ally aide adviser advisor assistant priest bishop archbishop pope imam rabbi cleric monk
    militant rebel fighter hacker suspect defendant victim survivor resident villager local driver pilot engineer
    worker farmer employee employer whistleblower insider observer economist historian politician candidate nominee
    delegate negotiator mediator monitor government ministry department agency authority administration office
    bureau council committee commission parliament congress senate assembly cabinet kremlin palace army military
    navy force forces police militia militias guard junta regime opposition party coalition movement alliance union
    federation association organisation organization charity foundation institute institution university college
    school hospital clinic company firm bank corporation manufacturer operator airline insurer retailer maker
    publisher newspaper paper magazine daily weekly broadcaster station channel network outlet website portal site
    blog agency service media press article report study survey poll paper document letter statement indictment
    complaint lawsuit filing affidavit ruling verdict memo memoir book documentary editorial post tweet message
    email source team embassy consulate mission delegation watchdog regulator ombudsman auditor panel board body
    club league city town country state nation side law statement tribunal church mosque community tribe clan gang
    cartel syndicate branch unit bloc agent agents patient patients dissident dissidents client clients respondent
    respondents residents presidents students correspondents opponents superintendent accountant accountants
    consultant consultants assistants migrant migrants militants informant informants defendants lieutenant
    attendant attendants participant participants inhabitant inhabitants immigrant immigrants servant servants
    sergeants applicants combatant combatants tenants sheet landlord landlady tenant caller householder partner
    pictures images footage video minutes papers brigade battalion division corps faction wing investigation
    inquiry probe analysis intelligence coastguard lifeguard watch firefighters
    """
)
_AGENTS = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "person", "people", "eer", "ee")


def is_speaker_noun(word: str) -> bool:
    """Whether a head noun can be somebody, or a paper, that speaks."""
    return word in SPEAKER_NOUNS or (
        len(word) > 5
        and (word.endswith(_AGENTS) or (word.endswith("s") and word[:-1].endswith(_AGENTS)))
        and word not in NO_AGENTS
    )


NO_AGENTS = word_list(
    """
    number numbers november september october december power powers order orders matter matters murder murders
    winter summer river letter border borders disaster disasters incident incidents event events agreement
    agreements shipment payment payments deployment deployments settlement development developments treatment
    document investment moment movement movements statement president accident accidents torture water weather
    factor factors error errors another rather further former latter either neither other others together under
    over after remember whether never ever later earlier offer offers answer answers transfer transfers appointment
    appointments announcement punishment equipment requirement parliament government content percent present recent
    different current consent extent terror horror tumour humour floor floors minor major prior interior exterior
    sector sectors corridor corridors
    """
)
# Verbs of everyday prose whose past form is no "-ed": with one of them between, two clauses stand side by side.
FINITE = word_list(
    """
    went came took made left got gave fell broke began became fled lost won led rose spoke fought shot hit ran sent
    met kept brought caught bought built burst drew drove flew grew held knew laid paid saw sold stood struck swept
    threw told said told wore wound stole shook sank sought set put cut let led read quit spread hurt goes comes
    takes makes gives seems remains appears becomes says
    """
)
# Of these forms some also stand behind the noun that they describe: "documents seen by X".
REDUCED = word_list(
    "made taken given led held found seen sent shot hit struck built sold brought caught read set known"
)
LOST_CAUSES = word_list(
    """
    goodbye farewell prayer prayers mass grace hello thanks sorry nothing little so much no yes words word lives
    life asylum victory title prize gold silver bronze compensation damages benefits refuge
    """
)
CLAIM_NOUNS = word_list(
    """
    link links figure figures number numbers label comparison blame description descriptions narrative conclusion
    conclusions characterisation characterization implication inference theory slur slurs allegation allegations
    claim claims accusation accusations report reports charge charges suggestion suggestions rumour rumours rumor
    rumors criticism criticisms assertion assertions speculation version account accounts notion idea involvement
    responsibility wrongdoing complaint complaints statement statements findings finding them it this that these
    any
    """
)
