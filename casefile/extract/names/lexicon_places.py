"""Countries, their capitals, some large cities and regions, and the words that go with places: plain facts."""

from __future__ import annotations

from casefile.extract.word_lists import word_list

_COUNTRY_ROWS = """
Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|Bahrain
Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia|Bosnia and Herzegovina|Botswana|Brazil
Brunei|Bulgaria|Burkina Faso|Burma|Burundi|Cambodia|Cameroon|Canada|Cape Verde|Central African Republic|Chad|Chile
China|Colombia|Comoros|Congo|Costa Rica|Croatia|Cuba|Cyprus|Czechia|Czech Republic|Czechoslovakia|Denmark|Djibouti
Dominica|Dominican Republic|Ecuador|Egypt|El Salvador|Equatorial Guinea|Eritrea|Estonia|Eswatini|Ethiopia|Fiji
Finland|France|Gabon|Gambia|Georgia|Germany|Ghana|Greece|Greenland|Grenada|Guatemala|Guinea|Guinea-Bissau|Guyana
Haiti|Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Jordan
Kazakhstan|Kenya|Kiribati|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein
Lithuania|Luxembourg|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Mauritania|Mauritius|Mexico|Micronesia|Moldova
Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nauru|Nepal|Netherlands|New Zealand|Nicaragua|Niger
Nigeria|North Korea|North Macedonia|Macedonia|Norway|Oman|Pakistan|Palau|Palestine|Panama|Papua New Guinea|Paraguay
Peru|Philippines|Poland|Portugal|Qatar|Romania|Russia|Rwanda|Samoa|San Marino|Saudi Arabia|Senegal|Serbia
Seychelles|Sierra Leone|Singapore|Slovakia|Slovenia|Solomon Islands|Somalia|Somaliland|South Africa|South Korea
South Sudan|Soviet Union|Spain|Sri Lanka|Sudan|Suriname|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania
Thailand|Timor-Leste|East Timor|Togo|Tonga|Trinidad|Tunisia|Turkey|Türkiye|Turkmenistan|Tuvalu|Uganda|Ukraine
United Arab Emirates|United Kingdom|United States|United States of America|Uruguay|Uzbekistan|Vanuatu|Venezuela
Vietnam|Yemen|Yugoslavia|Zambia|Zimbabwe|Scotland|Wales|England|Northern Ireland|Great Britain|Britain|USSR|USA|US
UK|UAE|U.S.|U.K.|U.S.A.|America|Holland|Prussia|East Germany|West Germany
"""
_CITIES = """
Abu Dhabi|Abuja|Accra|Addis Ababa|Aleppo|Alexandria|Algiers|Almaty|Amman|Amsterdam|Ankara|Antwerp|Astana|Athens
Atlanta|Auckland|Baghdad|Baku|Bamako|Bangkok|Bangui|Barcelona|Basel|Basra|Beijing|Beirut|Belfast|Belgrade|Bergen
Berlin|Bern|Birmingham|Bishkek|Bogotá|Bogota|Bologna|Bonn|Bordeaux|Boston|Brasília|Bratislava|Bremen|Brisbane
Bristol|Brussels|Bucharest|Budapest|Buenos Aires|Cairo|Cambridge|Canberra|Cape Town|Caracas|Cardiff|Casablanca
Chennai|Chernobyl|Chicago|Chisinau|Cologne|Colombo|Conakry|Copenhagen|Dakar|Dallas|Damascus|Dar es Salaam|Delhi
Denver|Detroit|Dhaka|Doha|Donetsk|Dresden|Dubai|Dublin|Dushanbe|Düsseldorf|Edinburgh|Florence|Frankfurt|Gaza|Gdańsk
Gdansk|Geneva|Genoa|Glasgow|Gothenburg|Grozny|Guadalajara|Guangzhou|Hamburg|Hanoi|Harare|Havana|Helsinki|Hiroshima
Ho Chi Minh City|Hong Kong|Houston|Idlib|Islamabad|Istanbul|Jakarta|Jerusalem|Johannesburg|Juba|Kabul|Kaliningrad
Kampala|Kandahar|Karachi|Kathmandu|Kazan|Kharkiv|Khartoum|Kherson|Kiev|Kigali|Kingston|Kinshasa|Kolkata|Krakow
Kraków|Kuala Lumpur|Kyiv|Kyoto|Lagos|Lahore|Las Vegas|Leeds|Leipzig|Lhasa|Libreville|Lima|Lisbon|Liverpool
Ljubljana|Lomé|London|Los Angeles|Luanda|Lugano|Luhansk|Lusaka|Lviv|Lyon|Macau|Madrid|Malmö|Managua|Manama
Manchester|Manila|Maputo|Mariupol|Marseille|Mecca|Melbourne|Mexico City|Miami|Milan|Minsk|Mogadishu|Monrovia
Montevideo|Montreal|Moscow|Mosul|Mumbai|Munich|Murmansk|Muscat|Nagasaki|Nairobi|Naples|New Delhi|New Orleans
New York|New York City|Nice|Nicosia|Novosibirsk|Odesa|Odessa|Osaka|Oslo|Ottawa|Oxford|Palermo|Panama City|Paris
Perth|Philadelphia|Phnom Penh|Podgorica|Port-au-Prince|Porto|Prague|Pretoria|Pristina|Pyongyang|Quito|Rabat
Ramallah|Riga|Rio de Janeiro|Riyadh|Rome|Rotterdam|Salzburg|Samara|San Diego|San Francisco|San José|San Salvador
Sanaa|Santiago|Santo Domingo|São Paulo|Sarajevo|Seattle|Seoul|Sevastopol|Seville|Shanghai|Sheffield|Shenzhen|Skopje
Sofia|St. Petersburg|Stavanger|Stockholm|Strasbourg|Stuttgart|Sydney|Taipei|Tallinn|Tashkent|Tbilisi|Tehran
Tel Aviv|The Hague|Tirana|Tokyo|Toronto|Tripoli|Tromsø|Trondheim|Tunis|Turin|Ulaanbaatar|Utrecht|Vaduz|Valencia
Valletta|Vancouver|Venice|Vienna|Vilnius|Vladivostok|Warsaw|Washington|Washington D.C.|Wellington|Windhoek|Yangon
Yaoundé|Yerevan|Zagreb|Zaporizhzhia|Zurich|Zürich
"""
_REGIONS = """
Africa|Alaska|Alps|Amazon|Antarctica|Arctic|Asia|Atlantic|Balkans|Baltic|Bavaria|Black Sea|California|Caribbean
Catalonia|Caucasus|Central America|Central Asia|Chechnya|Crimea|Dagestan|Darfur|Donbas|Donbass|East Africa
East Asia|Eastern Europe|Eurasia|Europe|Far East|Flanders|Florida|Galicia|Gaza Strip|Hawaii|Kashmir|Kurdistan
Latin America|Lapland|Mediterranean|Middle East|North Africa|North America|Normandy|Pacific|Palestinian Territories
Patagonia|Persian Gulf|Punjab|Sahara|Sahel|Scandinavia|Siberia|Sicily|Silesia|Sinai|South America|South Asia
South China Sea|Southeast Asia|Svalbard|Texas|Tibet|Transnistria|Tuscany|West Africa|West Bank|Western Europe
Xinjiang|Hollywood|Manhattan|Brooklyn|Puerto Rico|Ohio|Michigan|Illinois|Pennsylvania|New Jersey|Massachusetts
Arizona|Colorado|Oregon|Ontario|Quebec|Alberta|British Columbia|Queensland|Tasmania|Victoria|New South Wales
Virginia|North Carolina|South Carolina|Tennessee|Kentucky|Alabama|Louisiana|Mississippi|Missouri|Wisconsin
Minnesota|Iowa|Kansas|Nebraska|Oklahoma|Utah|Nevada|Idaho|Montana|Wyoming|New Mexico|North Dakota|South Dakota
Arkansas|Indiana|West Virginia|Maryland|Delaware|Connecticut|Rhode Island|Vermont|New Hampshire|Maine
Washington State
"""
COUNTRIES = frozenset(name for line in _COUNTRY_ROWS.split("\n") for name in line.split("|") if name)
PLACES = frozenset(
    name
    for block in (_COUNTRY_ROWS, _CITIES, _REGIONS)
    for line in block.split("\n")
    for name in line.split("|")
    if name
)

# The last word of a place's name: “Keld Island”.
HEADS = word_list(
    """
    Airport Archipelago Avenue Bay Beach Boulevard Bridge Canal Canyon Cape Cathedral Channel City Coast County
    Creek Desert District Falls Fjord Forest Gulf Harbor Harbour Heights Highway Hill Hills Island Islands Isle
    Junction Lake Mountain Mountains Oblast Ocean Peninsula Plateau Point Port Province Raion Reef Region Reservoir
    Ridge River Road Sea Square Station Strait Straits Street Territory Town Valley Village
    Park Palace Castle Tower Hall Stadium Auditorium Circuit Border Borders Fields Garden Gardens Plaza
    """
)
# The first word of one, before another name or before “of”: “Lake Vann”, “Gulf of Oran”.
FIRST = word_list(
    "North South East West Upper Lower Lake Mount Mt Fort Cape Port Gulf Strait Bay Isle Island River St San Santa"
)
# Small words behind a name: “the Selje region”.
AFTER = word_list(
    """
    region province peninsula island islands county city district oblast coast valley river airport border village
    town prefecture archipelago municipality fjord harbour harbor desert mountains suburb neighbourhood neighborhood
    strait
    """
)
# Before a name: “the city of X”, “capital X”, “northern X”.
BEFORE = word_list(
    """
    northern southern eastern western central northeastern northwestern southeastern southwestern north-eastern
    north-western south-eastern south-western downtown capital mainland nearby rural
    """
)
BEFORE_OF = word_list(
    """
    city town village capital port region province state island county district siege capture fall invasion
    occupation annexation bombing battle coast north south east west suburb outskirts border borders streets
    liberation map municipality kingdom republic
    """
)
_DEMONYMS = """
    Abkhaz Afghan African Albanian Algerian American Angolan Arab Arabian Arabic Argentine Argentinian Armenian
    Asian Atlantic Australian Austrian Azerbaijani Azeri Bahraini Baltic Bangladeshi Basque Bavarian Belarusian
    Belgian Bolivian Bosnian Brazilian British Bulgarian Burmese Burundian Cambodian Cameroonian Canadian Catalan
    Caucasian Chadian Chechen Chilean Chinese Colombian Congolese Cossack Crimean Croat Croatian Cuban Cypriot Czech
    Danish Dutch Ecuadorian Egyptian English Eritrean Estonian Ethiopian European Filipino Finnish Flemish French
    Gabonese Gambian Georgian German Ghanaian Greek Guatemalan Guinean Haitian Honduran Hungarian Icelandic Indian
    Indonesian Iranian Iraqi Irish Israeli Italian Ivorian Jamaican Japanese Jewish Jordanian Kazakh Kenyan Korean
    Kosovar Kurdish Kuwaiti Kyrgyz Lao Laotian Latin Latvian Lebanese Liberian Libyan Lithuanian Macedonian Malawian
    Malaysian Malian Maltese Mauritanian Mediterranean Mexican Moldovan Mongolian Montenegrin Moroccan Mozambican
    Muslim Namibian Nepalese Nepali Nicaraguan Nigerian Nordic Norwegian Omani Pakistani Palestinian Panamanian
    Paraguayan Persian Peruvian Polish Portuguese Prussian Qatari Roma Roman Romanian Russian Rwandan Salvadoran
    Sami Saudi Scandinavian Scottish Senegalese Serb Serbian Siberian Sicilian Sikh Slav Slavic Slovak Slovene
    Slovenian Somali Soviet Spanish Sudanese Swede Swedish Swiss Syrian Taiwanese Tajik Tamil Tanzanian Tatar Thai
    Tibetan Togolese Tunisian Turk Turkish Turkmen Ugandan Ukrainian Uruguayan Uyghur Uzbek Venezuelan Vietnamese
    Welsh Western Yemeni Yugoslav Zambian Zimbabwean Christian Catholic Protestant Orthodox Islamic Buddhist Hindu
    Islamist Communist Marxist Nazi Democratic Republican Dane Finn Spaniard Briton Frenchman Englishman Irishman
    Dutchman Scot Pole Kurd Jew Palestinian
    """
DEMONYMS = frozenset(word for name in _DEMONYMS.split() for word in (name, name + "s"))
