"""The commonest small words of languages that share a script, and the letters that only some of them write.

Written down by us from general knowledge of the languages: articles, pronouns, prepositions, conjunctions, forms of
"be" and "have". A word that several languages share counts for each of them by its share.
"""

from __future__ import annotations

NAMES = {
    "am": "Amharic", "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "bo": "Tibetan",
    "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "gu": "Gujarati", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian or Serbian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian or Malay",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada",
    "ko": "Korean", "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam",
    "mr": "Marathi", "my": "Burmese", "nb": "Norwegian", "ne": "Nepali", "nl": "Dutch", "pa": "Punjabi",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak",
    "sl": "Slovene", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "te": "Telugu", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

WORDS = {
    "en": "the of and to in a is that for on was with as by at he she it his her from said which were are this have "
    "has had not be been but they their who its an or will would about after more when what there you we i my out up "
    "into than over could also can do did where how your our them if no so all one against under between two",
    "de": "der die das und in zu den von mit ist des im für auf nicht ein eine als auch es an dem aus er hat dass sie "
    "nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch "
    "sich wurde werden ich du wir ihr was wo wer kann man vom unter gegen seine sein mich wenn keine kein bist",
    "fr": "de la le et les des en un une du est que dans qui pour pas au sur par il ne plus se ce avec son sont aux "
    "sa mais ont été été cette ou être à elle était leur ces nous vous ses comme après deux fait entre depuis aussi "
    "je tu où quel quelle quelles sous contre sans lui y ils elles même peut qu j c d l n s",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin "
    "sobre este entre cuando ser son también fue había desde está están hasta hay donde quien durante todos uno les "
    "ni contra otros ese eso él ella muy tiene ante dijo según años tras qué cuál dónde yo mi nos porque",
    "it": "di e il la che in a per un è del non una i le con si da sono al come della dei nel alla più anche ha ma "
    "gli lo delle o se dal essere su ed dopo due questo questa era nella suo sua hanno ai tra stato ci degli dalla "
    "sul chi cosa dove quando io mi ti noi loro contro senza perché dell nell all sull fra quali qual tu l d c",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu "
    "sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter "
    "seus quem nas me esse eles são você foram disse segundo sobre contra após qual onde anos num numa ainda",
    "ca": "de la i el que a en els les un per del una és amb no al es com va més ha dels són per seva seu ser o però "
    "també pel aquest aquesta les hi entre fins després on havia si sobre quan han molt sense contra té anys segons "
    "què qui meva l d any hi nosaltres això tot dos altres cada ens així als",
    "ro": "de și în a la cu pe o un din care nu este pentru mai că au ca fost se lui sau dar fi prin după al ale ce "
    "sunt acest această era lor sa către între foarte unei unui fără când unde cum eu el ea noi el dintre avea avut "
    "doar până asupra împotriva despre aceasta acum poate fiind toate tot ani spus şi către ţ",
    "nl": "de het een en van in is dat op te zijn voor met die niet aan er om ook als bij door maar naar uit of over "
    "ze wordt nog dan heeft werd hij zij was worden meer geen tot onder tegen deze dit hun kan wel na we ik je wat "
    "waar wie hoe mijn had hebben zich omdat zou tussen veel volgens sinds jaar zegt moet haar al toen",
    "sv": "och i att det som en på är av för med den till inte har de om ett var men från jag så vi eller när efter "
    "ut kan han hon skulle sig under även också än där vid man mot sina mycket vara hade utan alla andra mellan nu "
    "blev över blir två år sade säger enligt vad hur vem dig mig du detta denna dessa kommer bara in få",
    "da": "og i at det er en til på som af for med den de ikke har et der om var han men fra sig ved jeg vi eller "
    "efter også ud kan skal så blev havde være over hun når under mod nu man mange meget blive år siger hvor hvad "
    "hvem hvordan dig mig du denne dette disse ind op ifølge mellem uden andre bliver få fik sin nogle kun to "
    "sagde oplyser selv",
    "nb": "og i at det er en til på som av for med den de ikke har et om var han men fra seg ved jeg vi eller etter "
    "også ut kan skal så ble hadde være over hun når under mot nå man mange mye bli år sier hvor hva hvem hvordan "
    "deg meg du denne dette disse inn opp ifølge mellom uten andre blir få fikk sin noen bare to ha sa være "
    "opplyser selv skriver",
    "fi": "ja on ei että se oli hän mutta myös kun ovat joka kuin tai niin sen hänen ole jos mukaan vain olla siitä "
    "jo ollut sekä mitä mikä missä kuka kuinka minä sinä me he ne tämä tämän nyt vielä jälkeen kanssa olisi voi "
    "kaikki muun vuoden vuonna sitä joita jotka hyvin eivät ennen koska sanoi kertoi noin pois aikana",
    "et": "ja on ei et see oli ta aga ka kui ning mis kes või oma selle seda mitte nii siis olid ole kuid pärast "
    "nende ma sa me te nad kus kuidas miks juba veel enne koos tema neid olla oleks võib pole aastal üle ütles "
    "kõik ainult sest mida sellest vastu ilma jaoks ühe väga teise ühe nagu saab kas",
    "lv": "un ir ka no ar uz par bija bet kas vai tas tā arī pēc kā viņš viņa viņi nav lai to ne šo jau līdz pie "
    "tiek es tu mēs jūs kur kad kāpēc tikai vēl starp gada pret bez tika ļoti savu būt būs teica visi kuri kurš "
    "pirms gadā šis šī ja tad gan vien tiem viens",
    "lt": "ir yra kad su iš į bet kaip ne tai buvo jis ji jie o už apie dėl nuo po per taip pat tik jau dar kur kas "
    "ar kada mes jūs aš tu savo būti bus kuris kuri kurie metų prie prieš labai be iki tarp visi sakė nes šis "
    "ši jo jos jų metais arba gali",
    "pl": "w i na z się do nie to że jest o za od po przez jak ale dla czy oraz są był była było ich jego tym co "
    "który która które tak już jej ma przed być lub gdy tylko także może pod u jako a we ze go mu on ona oni ja "
    "ty my wy gdzie kto kiedy roku między przeciwko bez bardzo będzie sobie tego tej ten ta te",
    "cs": "a v na se je že s z do to o i za pro si k po jako ale od by byl byla bylo jsou ve které který která tak "
    "jeho jejich také podle před pod nebo už jen aby když až co kde kdo jak jsem jsme ze při své svou mezi proti "
    "není může být bude roku let což tento tato této tom řekl ji mu jsi kdy více",
    "sk": "a v na sa je že s z do to o aj za pre si k po ako ale od by bol bola bolo sú vo ktoré ktorý ktorá tak "
    "jeho ich tiež podľa pred pod alebo už len aby keď až čo kde kto som sme zo pri svoje svoju medzi proti nie "
    "môže byť bude roku rokov tento táto tejto tom povedal ju mu sme kedy viac sa",
    "sl": "in je na v za se da so pa z ne ki s po od kot tudi bi ali do bil bila bilo iz pri ni ga o še kar kako "
    "kjer kdo kdaj sem smo ste ste si ko če med proti brez leta let njegov njihov svoj zelo lahko bo bodo to ta "
    "te tem pred že več samo jih mu ji kaj ker tako",
    "hr": "i je u na se da su za od s a ne o koji koja koje kao iz će to po ili bi ali do bio bila bilo sam smo ste "
    "nije za te kako što šta ga mu ih njegov njihov kada gdje gde tko ko samo već još nakon posle prije pre između "
    "protiv bez godine godina svoj vrlo može biti ovo taj ta rekao kod zbog ako sve li jer više",
    "sq": "dhe të në e i një për që me nga është se u ka nuk si më do ai ajo ata por edhe kjo ky kanë ishte janë "
    "pas kur ku çfarë kush jo ose deri mbi para midis pa tha vit vitin tij saj tyre shumë kundër duke një këtë "
    "këto nuk mund unë ti ne ju ishin vetëm gjatë",
    "hu": "a az és hogy nem is egy van volt ez meg de csak el mint már még ha mert vagy ki azt ezt után szerint "
    "lesz nincs voltak ön én te ő mi ti ők hol mikor hogyan miért kell lehet nagyon minden között ellen nélkül "
    "évben év alatt pedig sem azonban aki ami amely akik arra erre mondta illetve le fel be",
    "tr": "ve bir bu da de için ile çok olarak daha o ne gibi en var kadar ama olan sonra değil ki mi ya her diye "
    "ben sen biz siz onlar nerede kim nasıl neden hangi şu göre önce arasında karşı yeni iki oldu olduğu olduğunu "
    "etti dedi yıl yılında ise bunu tarafından üzerine hem veya sadece bütün tüm",
    "id": "yang dan di dari untuk dengan ini itu pada dalam tidak akan adalah ke oleh telah sudah juga atau mereka "
    "saya kami kita anda dia ia bahwa karena seperti setelah sebagai kepada oleh ada bisa dapat lebih antara "
    "hanya para tahun apa siapa mana kapan bagaimana jika ketika namun tersebut kata masih belum hari orang",
    "vi": "và của là có được trong cho không với các một những người này đã để khi từ đến về cũng tại ra như thì "
    "nhưng bị sẽ vào ở sau nhiều năm hơn rất theo trên đang tôi bạn chúng họ ông bà anh nó gì nào đâu ai ngày "
    "nước còn chỉ đó hay giữa",
    "ru": "и в не на что с по он как из за к от о у это а его но для же она они был была было были все так мы я ты "
    "вы их до при или если уже только бы её то под после также может быть чтобы этот эта где кто когда который "
    "которые года году без нет ещё еще во со об между против лет сказал свои тоже",
    "uk": "і в на що з не у до як за та від про це його але для вони він вона була був було були є й ми я ти ви їх "
    "після або якщо вже тільки би її під також може бути щоб цей ця де хто коли який яка які року без ні ще між "
    "проти років сказав свої теж при зі із по о а то так під час",
    "be": "і ў на што з не у да як за ад пра гэта яго але для яны ён яна была быў было былі ёсць мы я ты вы іх пасля "
    "або калі ўжо толькі бы яе пад таксама можа быць каб гэты дзе хто які якая якія года без ні яшчэ паміж "
    "супраць гадоў сказаў свае пры са па а то так",
    "bg": "на и в се да за от не е с по че са като до при през бе ще той тя те но или си има ни му го това тази този "
    "след също само беше бяха който която които където кой кога как защо между против без години година много "
    "може със във какво аз ти ние вие още вече им са бъде",
    "mk": "на и во се да за од не е со по дека се како до при низ ќе тој таа тие но или си има ни му го ова оваа овој "
    "по исто само беше беа кој која кои каде кога зошто меѓу против без години година многу може што јас ти ние "
    "вие уште веќе им биде сум",
    "sr": "и је у на се да су за од с а не о који која које као из ће то по или би али до био била било сам смо сте "
    "није те како што шта га му их његов њихов када где ко само већ још након после пре између против без године "
    "година свој врло може бити ово тај та рекао код због ако све ли јер више",
    "kk": "және мен бен пен бұл үшін деп да де бар жоқ еді болды болып ол мен сен біз сіз олар қай кім қашан қалай не "
    "осы сол ең көп дейін кейін туралы бойынша жылы жылғы арқылы бірақ немесе қазақстан тағы бір екі",
    "ar": "في من على إلى أن عن مع هذا هذه التي الذي كان كانت لا ما هو هي قد بعد كما بين أو ثم لم قال حتى كل عند ذلك "
    "إن و غير حيث أي أين متى كيف ماذا هل نحن أنا أنت هم منذ خلال ضد دون له لها عام",
    "fa": "و در به از که این را با است برای آن یک خود تا بر هم نیز شد می کرد شده او ما آنها ها های اما یا بود کند "
    "هر چه کجا کی چگونه من تو شما پس سال دو بین گفت نمی اگر همه باید باشد دارد",
    "ur": "کے کی میں ہے کا اور سے کو پر نے یہ ہیں کہ نہیں بھی ایک تھا تھی تھے وہ اس ان کر ہو گیا جو تو ہی ہم آپ کیا "
    "کہاں کون کب کیسے لیے بعد ساتھ یا اپنے کچھ تک رہے رہا",
    "hi": "के में की है और से को का पर ने यह हैं कि नहीं भी एक था थी थे वह इस उस कर हो गया जो तो ही हम आप क्या कहाँ "
    "कौन कब कैसे लिए बाद साथ या अपने कुछ तक रहे रहा जा",
    "mr": "आणि आहे या च्या मध्ये ते हे तो ती नाही आहेत होते होता होती की व मी तू आम्ही तुम्ही काय कुठे कोण केव्हा "
    "कसे साठी नंतर पण किंवा एक केली केले करून झाली म्हणून त्या त्यांनी यांनी",
    "ne": "को मा छ र हो छन् ले का लाई भने यो त्यो थियो हुन् गर्न गरेको भएको पनि एक म तिमी हामी तपाईं के कहाँ को कहिले "
    "कसरी लागि पछि तर वा सबै गरे बाट सँग",
}

# Letters that only these of the languages above write.
LETTERS = {
    "ß": "de", "ñ": "es", "¿": "es", "¡": "es", "œ": "fr", "ł": "pl", "ż": "pl", "ź": "pl", "ř": "cs", "ě": "cs",
    "ů": "cs", "ľ": "sk", "ĺ": "sk", "ŕ": "sk", "ő": "hu", "ű": "hu", "ğ": "tr", "ı": "tr", "ş": "tr ro", "ț": "ro",
    "ș": "ro", "ă": "ro vi", "ã": "pt vi", "õ": "pt et vi", "ø": "da nb", "æ": "da nb", "å": "da nb sv fi",
    "đ": "hr vi", "ģ": "lv", "ķ": "lv", "ļ": "lv", "ņ": "lv", "ė": "lt", "ų": "lt", "į": "lt", "ē": "lv", "ī": "lv",
    "ë": "sq nl fr", "ĳ": "nl", "ơ": "vi", "ư": "vi", "ệ": "vi", "ạ": "vi", "ế": "vi", "ć": "hr pl", "ù": "it fr",
    "ì": "it", "ò": "it ca", "·": "ca", "ê": "fr pt vi", "è": "fr it ca", "ä": "de sv fi et sk",
    "ö": "de sv fi et tr hu",
    "ü": "de et tr hu es", "č": "cs sk sl hr lv lt", "š": "cs sk sl hr lv lt et", "ž": "cs sk sl hr lv lt et",
    "ы": "ru be kk", "э": "ru be kk", "ё": "ru be", "і": "uk be kk", "ї": "uk", "є": "uk", "ґ": "uk", "ў": "be",
    "ъ": "bg ru", "ђ": "sr", "ћ": "sr", "љ": "sr mk", "њ": "sr mk", "џ": "sr mk", "ј": "sr mk", "ѓ": "mk", "ќ": "mk",
    "ѕ": "mk", "қ": "kk", "ң": "kk", "ғ": "kk", "ұ": "kk", "ү": "kk", "ө": "kk", "ә": "kk", "һ": "kk", "щ": "ru uk bg",
    "پ": "fa ur", "چ": "fa ur", "گ": "fa ur", "ژ": "fa ur", "ٹ": "ur", "ڈ": "ur", "ڑ": "ur", "ں": "ur", "ے": "ur",
    "ہ": "ur", "ھ": "ur", "ة": "ar", "ى": "ar", "أ": "ar", "إ": "ar", "ك": "ar", "ي": "ar", "ک": "fa ur", "ی": "fa ur",
    "ळ": "mr",
}  # fmt: skip

# Blocks of scripts that are one language's here, or the first of several; half-open, in the order of their code points.
SCRIPTS = (
    (0x0370, 0x0400, "el"), (0x0531, 0x0590, "hy"), (0x0590, 0x0600, "he"), (0x0980, 0x0A00, "bn"),
    (0x0A00, 0x0A80, "pa"), (0x0A80, 0x0B00, "gu"), (0x0B80, 0x0C00, "ta"), (0x0C00, 0x0C80, "te"),
    (0x0C80, 0x0D00, "kn"), (0x0D00, 0x0D80, "ml"), (0x0D80, 0x0E00, "si"), (0x0E00, 0x0E80, "th"),
    (0x0E80, 0x0F00, "lo"), (0x0F00, 0x1000, "bo"), (0x1000, 0x10A0, "my"), (0x10A0, 0x1100, "ka"),
    (0x1100, 0x1200, "ko"), (0x1200, 0x13A0, "am"), (0x1780, 0x1800, "km"), (0x1C90, 0x1CC0, "ka"),
    (0x1F00, 0x2000, "el"), (0x3040, 0x3100, "ja"), (0x3400, 0x4DC0, "zh"), (0x4E00, 0xA000, "zh"),
    (0xAC00, 0xD7B0, "ko"),
)  # fmt: skip
