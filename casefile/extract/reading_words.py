"""Ordinary English words: what a broken or glued word may be made of, and what may stand twice."""

from __future__ import annotations

from casefile.extract.word_lists import word_list

# Words that join on to whatever stands before them when a space is lost, and make no other word by it.
JOINERS = word_list("who whose whom which that the and has had was were with from said says told will would while")

RELATIVES = word_list("who whose which")

# What words end in and none consists of, so that a hyphen and the end of a line before it part one word.
LAST_SYLLABLES = word_list(
    """
    tion tions tional tionally sion sions ment ments ing ings ingly ers ness nesses ity ities ly ed ance ances ence
    ences ency ancy ous ously ive ively ism isms ist ists ary ery ory ture tures tive tives tively cial cially tial
    tially cian cians gence gency rity rities sity bility bilities lation ations ation cation mation zation sation
    ization isation ting ters tors tory ble bly ably ible ibly lessly tary tics tical tically ical ically ology graphy
    """
)

# What looks like a word and a joiner and is one word all the same.
WHOLE = word_list(
    """
    aforesaid farmhand firsthand forthwith herewith therewith wherewith therefrom wherefrom therapist therapists
    theatre theatres goodwill freewill erstwhile meanwhile worthwhile nevertheless nonetheless somewhat jihad
    understand misunderstand thousand island inland mainland overhand withstand notwithstanding backhand forehand
    longhand shorthand secondhand beforehand offhand grandstand headland farmland wasteland heartland homeland
    motherland fatherland woodland parkland dreamland fairyland borderland hinterland wonderland marshland grassland
    moorland scrubland swampland
    """
)

# What opens a sentence often enough to be believed where the space before it is lost.
OPENERS = word_list(
    """
    the a an it he she they we you i in on at but and or so if as when while after before since during because
    although though however meanwhile later earlier then there this that these those his her its their our my one two
    three many most some several all both no not nobody nothing according asked what who why how where for from with
    without by under over despite between about also another other still only even now today yesterday police
    officials authorities
    """
)

# "Example.Com" lost no space.
HOST_ENDINGS = word_list("com net org info gov edu biz tv js py md txt pdf doc html php exe")

# Doubled, these are slips. "Had had", "that that", "in in" (moved in in May), "her her" (gave her her book) and "do do"
# are English; so are the verbs where something before them may end in one ("what it was was a raid").
DOUBLED = word_list("the a an of to and or from for with as but than into their its our they we at by be been")
DOUBLED_VERBS = word_list("is are was were")

# What a text breaks at the end of a line, or loses a space beside.
ORDINARY = word_list(
    """
    ability able abroad absence academic accept access accident accord account accountant accuse achieve action active
    activity actual addition address administration admit adult advance advantage advice adviser affair affect afford
    afraid africa afternoon agency agent agree agreement airport alarm alcohol allegation allege alliance allow almost
    alone along already alternative although altogether amount analysis analyst ancient announce announcement annual
    answer anybody apartment apparent appeal appear application appoint approach approval approve argue argument army
    arrange arrest arrival arrive article artillery assault assembly assess assessment asset assist assistance
    associate association assume asylum atmosphere attack attempt attend attention attitude attorney audience audit
    author authority autumn available average avoid award aware balance ballot bank bargain battle beach bear
    beautiful because become begin beginning behaviour behavior behind belief believe belong benefit better between
    beyond billion birth black blame blood board boat body bomb border bottom branch breach break bribe bridge brief
    bring broadcast brother budget build building bullet burden bureau business calculate campaign candidate capable
    capacity capital captain capture career cargo carry cattle caution ceasefire celebrate central centre center
    century ceremony certain certificate chairman challenge chance change character charge charity chemical chief
    child children choice choose church circumstance citizen city civil civilian claim clash class clear client
    climate close coalition coast collapse colleague collect college combat combine comfort command commander comment
    commerce commercial commission commit committee common communication community company compare comparison compete
    competition complain complaint complete complex component computer concentrate concern conclude conclusion
    condition conduct conference confidence confidential confirm conflict confront congress connect connection
    consequence conservative consider considerable consist constant constitution construct construction consultant
    consumer contact contain container content contest context continue contract contractor contrary contrast
    contribute contribution control controversial convention conversation convict conviction convince convoy cooperate
    cooperation corner corporate corporation correct correspond correspondent corridor corrupt corruption council
    counsel counter country couple courage course court cover crash create creature credit crew crime criminal crisis
    critic critical criticise criticism cross crowd crucial culture current custody customer customs damage danger
    dangerous daughter debate debt decade decide decision declare decline defeat defence defend defendant defense
    define degree delay delegation deliver delivery demand democracy democratic demonstrate demonstration deny
    department depend deputy describe description desert design desire despite destroy destruction detail detain
    detention determine develop development device difference different difficult difficulty dinner diplomat
    diplomatic direct direction director disappear disappearance disaster discover discovery discuss discussion
    disease dismiss display dispute distance distribute distribution district disturb divide division doctor document
    dollar domestic dominate double doubt dozen drama driver drone during early earth east eastern economic economy
    editor education effect effective efficient effort eight either elect election electric electricity element eleven
    embassy emergency emotion emphasis employ employee employer employment encourage enemy energy enforce enforcement
    engage engine engineer enormous enough ensure enter enterprise entire entrance environment episode equal equipment
    escape especially essential establish establishment estate estimate evening event eventually every everybody
    everyone everything evidence examine example excellent except exchange executive exercise exist existence expand
    expect expectation expense expensive experience experiment expert explain explanation explode explosion export
    express expression extend extent external extra extraordinary extreme facility factor factory failure fairly false
    familiar family famous father favour favor feature federal feeling fellow female field fighter fight figure final
    finance financial finding finger finish fire first fiscal flight floor follow football force foreign forest forget
    formal former fortune forward foundation founder fourth fraud freedom freight frequent friend front frontier
    function fund funeral further future garden general generate generation gentleman genuine global government
    governor grain ground group growth guarantee guard guess guest guide guilty handle happen harbour harbor
    headquarters health hearing heart heavy helicopter history hospital hostage hotel house household however human
    hundred hunger husband identify identity ignore illegal illness image imagine immediate immigrant immigration
    impact import importance important impose impossible impression improve improvement incident include income
    increase indeed independence independent indicate indication individual industrial industry infantry inflation
    influence inform information initial initiative injure injury innocent inquiry inside insist inspector instance
    instead institute institution instruction instrument insurance intelligence intend intention interest interior
    internal international internet interpret interpreter interview introduce introduction invade invasion invest
    investigate investigation investigator investment investor invite involve involvement issue jail journal
    journalist journey judge judgement judgment justice kidnap killing kitchen knowledge labour labor lack ladder
    language large later launch laundering lawyer leader leadership league leave legal legislation length letter level
    liberal liberation liberty library licence license light limit listen literature little local location lorry
    machine magazine magistrate maintain maintenance major majority makeup manage management manager manner
    manufacture manufacturer marine maritime market marriage master material matter maximum mayor meaning measure
    mechanic mechanism media medical medicine meeting member membership memory mention merchant message method middle
    might migrant migration military million minimum minister ministry minority minute missile missing mission mistake
    mixture mobile model modern moment money monitor month moral morning mortar mother motion motor mountain movement
    municipal murder muscle museum music nation national nationality natural nature naval navy nearly necessary
    negotiate negotiation neighbour neighbor neither nephew network neutral never newspaper night nobody north
    northern notice notion nuclear number object objective obligation observe observer obtain obvious occasion
    occupation occupy occur offence offense offer office officer official often operate operation operator opinion
    opponent opportunity oppose opposite opposition option orange order ordinary organisation organise organization
    organize origin original otherwise outside owner package painting paper parent parliament parliamentary particular
    partner party passage passenger passport patient pattern payment peace pension people percent percentage perfect
    perform performance perhaps period permanent permission permit person personal personnel persuade petrol phone
    photograph phrase physical picture piece pilot pipeline place planet plant platform player please pleasure police
    policeman policy polish political politician politics population port position positive possess possibility
    possible potential powder power powerful practical practice predict prefer preparation prepare presence present
    preserve president presidential press pressure pretend pretty prevent previous price priest prime prince principal
    principle print prison prisoner private privilege problem procedure proceed process procurement produce producer
    product production profession professional professor profit program programme progress project promise promote
    proof property proportion proposal propose prosecute prosecution prosecutor prospect protect protection protest
    prove provide province provision public publication publicity publish purchase purpose quality quantity quarter
    question quick quiet radio railway rapid rather reach reaction ready reality realise realize really reason receive
    recent recently reception recognise recognition recognize recommend recommendation record recover recovery reduce
    reduction refer reference reflect reform refugee refuse regard regime region regional register regret regular
    regulation reject relate relation relationship relative release relevant relief religion religious remain
    remarkable remember remind remove repair repeat replace reply report reporter represent representative republic
    reputation request require requirement rescue research researcher reserve resident resign resignation resist
    resistance resolution resolve resource respect respond response responsibility responsible restaurant restore
    restrict restriction result retain retire retirement return reveal revenue reverse review revolution reward rhythm
    right river rocket rough route row royal ruling rumour sailor salary sample sanction satellite satisfaction
    satisfy scandal scene schedule scheme school science scientific scientist search season second secret secretary
    section sector secure security select selection senator senior sense sentence separate sequence series serious
    servant serve service session settle settlement seven several severe shadow shareholder shelling shelter ship
    shipment shipping shooting shortage shoulder shout siege sight signal signature significant silence similar simple
    single sister situation slight smuggler smuggling social society soldier solution somebody something sometimes
    south southern sovereign space special specialist specific speech spending spirit spokesman spokesperson
    spokeswoman spring square stable staff stage standard start state statement station statistics status steal still
    stock stomach storage store storm story straight strange stranger strategy stream street strength stress stretch
    strike strong structure struggle student studio study subject submit substance substantial succeed success
    successful sudden suffer sufficient suggest suggestion suicide summer summit supply support suppose supreme
    surface surgeon surprise surrender surround survey survive suspect suspend suspicion suspicious system tactic
    tanker target teacher technical technique technology telegram telephone television temperature temporary tension
    territory terror terrorism terrorist testify testimony theory thief thing think third thirty thought threat
    threaten through throughout ticket tomorrow tonight torture total touch toward tower trade tradition traditional
    traffic tragedy trail train training transfer transform transition translate transport travel treasury treat
    treatment treaty trial tribunal troops trouble truck trust truth twelve twenty typical ultimate unable uncle under
    understand understanding unemployment uniform union unique unit united universal university unknown unless unlike
    until unusual upper urban usual vacation valley value variety various vehicle verdict version vessel veteran
    victim victory village violate violation violence violent virtually vision visit visitor volume volunteer voter
    warning warrant warship water weakness wealth weapon weather wedding week weekend weight welcome welfare west
    western whatever whether white whole widow willing window winter wireless withdraw withdrawal within without
    witness woman women wonder wooden worker working world worry worth wound writer writing written yesterday young
    arm bay book boss box boy bus car case cell club coal cold cost date day dead deal death deck dock door eye face
    fact farm film fine flat food foot fuel gas gate girl goal gold gun hall hand head help here hill home hour idea
    jury job kind king lake land law leg life line list load loan loss luck mail man map men mile mill mine name need
    news note oil page pain park part past plan post prize race rail rain rate rest rice ride ring risk road rock role
    room rope rule safe sale sand sea seat shop side sign site size snow son song spy star step sun tank task tax team
    test tide time tool town tree trip troop tube turn vote wall war way weak wife wind wire wood word work year yard
    zone him her them us me it there then again
    """
)


def is_ordinary(word: str) -> bool:
    """Whether ``word`` (in small letters) is in the list as it is or without a common ending."""
    if word in ORDINARY or word in OPENERS or word in JOINERS:
        return True
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2 and word[: -len(ending)] + instead in ORDINARY:
            return True
    return False


_ENDINGS = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", "")),
    *(("al", ""), ("ally", "al"), ("ments", "ment"), ("ers", "er"), ("ors", "or"), ("ity", ""), ("ities", "ity")),
)
