"""Words that mark organisations and vessels, and capitalised words that name nothing."""

from __future__ import annotations

from casefile.extract.word_lists import word_list

# A name that ends in one of these, or has it before “of”, is an organisation's.
ORG_HEADS = word_list(
    """
    Academy Administration Agency Airlines Airways Alliance Army Assembly Association Authority Bank Battalion Board
    Brigade Broadcaster Broadcasting Brotherhood Bureau Bundestag Cabinet Center Centre Chamber Church Club
    Coalition College Command Commission Committee Community Companies Company Confederation Conference Congress
    Consortium Cooperative Corporation Corps Council Court Department Directorate Division Embassy Enterprises
    Exchange Federation Fleet Forces Force Forum Foundation Front Fund Government Group Guard Guards Headquarters
    Holding Holdings Hospital House Industries Initiative Inquiry Institute Institution Insurance Intelligence Jihad
    Laboratory Laboratories League Legion Library Logistics Lines Media Militia Ministry Mission Movement Museum
    Navy Network Newspaper Office Observatory Orchestra Organisation Organization Panel Parliament Partners
    Partnership Party Patrol Police Press Project Publishing Railways Regiment Registry Secretariat Senate Service
    Services Shipping Society Squad Staff Syndicate Taskforce Team Trade Tribunal Trust Union University Ventures
    Watch Workshop Parliament School Schools Systems Technologies Solutions Capital Energy Petroleum Securities
    Investments Consulting Records Studios Pictures
    Associates Democrats Liberals Conservatives Republicans Socialists Workers International Greens
    """
)
LEGAL = word_list(
    """
    Ltd Limited Inc Incorporated Corp LLC LLP PLC Plc GmbH AG SA SE NV BV AB AS ASA Oy Oyj ApS SpA Srl SARL KG JSC
    OJSC OOO PJSC Pty Co Kft sro doo
    """
)
# The last word of a newspaper's, an agency's or a channel's name.
MEDIA = word_list(
    """
    Times Post Courier Herald Observer Tribune Gazette Chronicle Journal Telegraph Guardian Independent Mail Mirror
    News Daily Weekly Star Dispatch Examiner Bulletin Echo Standard Review Inquirer Sentinel Register Globe Magazine
    Radio Television Advertiser Argus Reporter Leader Monitor Recorder Enquirer Beacon Tidende Zeitung Nachrichten
    Gazeta
    """
)
# Organisations known under a short name.
ORGS = word_list(
    """
    UN EU NATO WHO IMF OPEC OSCE UNESCO UNICEF UNHCR WTO IAEA ICC ILO Interpol Europol Eurojust Frontex Reuters
    Bloomberg BBC CNN CIA FBI NSA MI5 MI6 KGB FSB GRU SVR Mossad AFP TASS Interfax Greenpeace Kremlin Pentagon
    Taliban Hamas Hezbollah ISIS ISIL Google Microsoft Apple Facebook Twitter Amazon Gazprom Rosneft Lukoil Sberbank
    Shell BP Siemens Volkswagen Boeing Airbus Telegram YouTube Instagram WhatsApp Wikipedia
    """
)
# Small words behind a name: “the Keld group”, “Aster party”.
ORG_AFTER = word_list(
    """
    group groups army party company companies firm corporation movement militia network organisation organization
    agency forces fighters troops mercenaries soldiers officials spokesman spokeswoman spokesperson newspaper
    magazine website channel brigade battalion faction government administration union club bank foundation council
    commission committee police court team squad label band airline shares employees headquarters office board
    executives chairman
    """
)
# After “X’s”: what organisations have.
ORG_POSSESSED = word_list(
    """
    soldiers forces fighters troops headquarters spokesman spokeswoman spokesperson board shareholders subsidiary
    ranks recruits members website newsroom employees staff customers shares clients leadership founder mercenaries
    retaliation
    """
)
# “X is a … group”.
ORG_NOUNS = (
    "group|company|firm|party|organi[sz]ation|agency|movement|newspaper|magazine|militia|charity|bank|network|corporation"
    "|non-profit|nonprofit|union|club|team|band|institute|website|outlet|broadcaster|association|body|army|mercenary"
)
PERSON_NOUNS = (
    "politician|lawyer|journalist|businessman|businesswoman|soldier|writer|actor|actress|singer|player|member|professor"
    "|officer|leader|activist|economist|historian|painter|poet|author|artist|scientist|engineer|general|minister|man|woman"
    "|director|chairman|chairwoman|spokesman|spokeswoman|spokesperson|commander|editor|owner|founder|teacher|doctor|nurse"
    "|farmer|driver|resident|prosecutor|judge|captain|colonel|witness|brother-in-law|sister-in-law|cousin|nephew|niece"
)
PLACE_NOUNS = (
    "city|town|village|country|island|region|province|river|mountain|district|county|municipality|port|suburb|lake"
)
# Small words before a name: what roams the sea and the sky.
VESSELS = word_list(
    "ship vessel tanker barge ferry trawler yacht freighter tug tugboat boat submarine frigate destroyer cruiser "
    "warship icebreaker steamer schooner corvette coaster carrier bulker"
)
VESSEL_TITLES = word_list("MV MT MS SS HMS USS HNoMS RV FV M/V M/T")

# “Ministry of Trade and Industry”: what goes on in one name behind such a head.
TOPIC_HEADS = word_list("Ministry Department Office Committee Agency Institute Directorate Commission Bureau")
OF_HEADS = ORG_HEADS | word_list("Gulf Strait Bay Isle Cape Sea Republic Kingdom Province State City Port House")

MONTHS = word_list(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug "
    "Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat "
    "Sun Christmas Easter Ramadan"
)
# A name that ends in one of these is of a law, a prize, an event: no person, organisation or place.
OTHER_HEADS = word_list(
    """
    Accord Act Agreement Album Amendment Anthem Audit Award Awards Battle Bill Campaign Census Championship
    Championships Charter Code Constitution Contest Crisis Crusade Cup Day Days Declaration Derby Doctrine Election
    Elections Era Festival Finals Fellow Fellowship Games Holocaust Introduction Law Laws Literature Marathon
    Mathematics Medal Medicine Month Olympics Open Operation Order Pact Physics Plan Plot Poll Prix Prize Process
    Protocol Quarter Referendum Renaissance Resolution Revolt Revolution Rights Scandal Season Series Show Statement
    Strategy Studies Summit Syndrome Theory Tour Tournament Treaty Trial Trophy Ultimatum Uprising Vote War Wars Week
    Wing Year
    """
)
# Words that begin sentences and headlines and name nobody.
COMMON = word_list(
    """
    a about above according across additionally after afterwards again against ago ahead all allegedly almost along
    already also although always amid among an and another any anyone anything apart are around as aside at
    authorities back based because been before behind being below beside besides between beyond both breaking but by
    can casualties children citing clearly companies consequently contact could currently despite did do does doing
    donate done down due during each earlier early either else end even eventually ever every everyone everything
    evidence example except experts fighters final finally first five following for four from further furthermore
    give given get go good had half has have having he hello her here hers high him his how however i if images in
    including indeed initially inside instead into investigators is it its itself just justice last late later least
    less let like likewise local long look made make man many may maybe me meanwhile men might military militants
    more moreover most mostly mr much must my nearly neither never nevertheless new news next no nobody none
    nonetheless nor normally not note nothing now occasionally of off officers officials often old on once one only
    opinion or originally other others otherwise our out outside over overall part people perhaps photo photos
    please police possibly prior probably prosecutors protesters protests publicly put quite rather read recent
    recently regarding related report reportedly reporters reports rescuers residents resulting reuters roughly said
    same save says scientists second see seven several shall share she should show similarly since six so soldiers
    some someone something sometimes soon sources speaking still subscribe such surely take ten than thanks that the
    their them then there thereafter therefore these they this those though three through throughout thus to today
    together tomorrow too toward towards troops twice two typically under unfortunately unless unlike until up upon
    us use usually various very via victims video view was watch we well were what whatever when whenever where
    whereas wherever whether which while who whoever whom whose why will with within without witnesses women would
    yes yesterday yet you your eight nine dear chapter page figure table section article copyright advertisement
    """
)
# Capitalised in mid-sentence, and still no names.
NO_NAMES = word_list(
    """
    I I'm I've I'd I'll OK AM PM GMT UTC CET EST AD BC CEO CFO NGO NGOs PDF TV HIV AIDS DNA GDP VAT PR IT ID GPS FAQ
    KO KOs TKO CD CDs DVD DVDs LP EP DJ USB ATM SUV CCTV IED IEDs UAV UAVs RPG RPGs POW POWs IDP IDPs WMD ICBM
    MANPADS MEP MEPs
    PhD MP MPs SMS VIP DIY CV HQ WWII WWI COVID Covid COVID-19 Covid-19 II III IV VI VII VIII IX XI XII Internet Web
    God Bible Quran Koran State Act Bill War Cold World Great Mr Mrs Ms Dr Ph.D B.A M.A Q A a.m p.m No
    """
)
