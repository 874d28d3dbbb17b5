"""The names of the months, whole and short, as newspapers of some forty languages print them under a headline."""

from __future__ import annotations

from casefile.domain.folding import fold

_MONTHS = {
    1: """
    january jan januar janvier janv enero ene janeiro gennaio gen januari tammikuu tammikuuta stycznia
    styczen sty ledna leden led januara ianuarie ocak января январь янв січня січень ιανουαριου ιαν
    يناير sausio janvaris sijecnja siječnja gener xaneiro urtarrila jaanuar január
    """,
    2: """
    february feb februar fevrier fevr febrero fevereiro fev febbraio febbr februari helmikuu helmikuuta
    lutego luty lut unora unor februara februarie subat şubat февраля февраль фев лютого лютий
    φεβρουαριου φεβ فبراير vasario veljace veljače februarja febrer veebruar február
    """,
    3: """
    march mar maerz marz märz mars marzo março marco maart mrt maaliskuu maaliskuuta marca marzec brezna
    brezen marts martie mart марта март мар березня березень μαρτιου μαρ مارس kovo ozujka ožujka marec
    marcius március
    """,
    4: """
    april apr avril avr abril abr aprile huhtikuu huhtikuuta kwietnia kwiecien kwi dubna duben aprila
    aprilie nisan апреля апрель апр квітня квітень απριλιου απρ أبريل ابريل balandzio travnja aprilis
    április
    """,
    5: """
    may mai mayo maio maggio mag mei toukokuu toukokuuta maja maj kvetna kveten mája maia mayis mayıs
    мая май травня травень μαιου μαϊου مايو geguzes svibnja majus május maig
    """,
    6: """
    june jun juni juin junio junho giugno giu kesakuu kesakuuta czerwca czerwiec cze cervna cerven juna
    iunie haziran июня июнь июн червня червень ιουνιου ιουν يونيو birzelio lipnja junij junius június
    juny
    """,
    7: """
    july jul juli juillet juil julio julho luglio lug heinakuu heinakuuta lipca lipiec lip cervence
    cervenec jula iulie temmuz июля июль июл липня липень ιουλιου ιουλ يوليو liepos srpnja julij julius
    július juliol
    """,
    8: """
    august aug août aout agosto ago agustus augustus augusti elokuu elokuuta sierpnia sierpien sie srpna
    srpen augusta agustos ağustos августа август авг серпня серпень αυγουστου αυγ أغسطس rugpjucio
    kolovoza avgust avgusta agost augusztus ogos
    """,
    9: """
    september sept sep septembre septiembre setembro set settembre sett syyskuu syyskuuta wrzesnia
    wrzesien wrz zari septembra septembrie eylul eylül сентября сентябрь сен сент вересня вересень
    σεπτεμβριου σεπ سبتمبر rugsejo rujna setembre szeptember
    """,
    10: """
    october oct oktober okt octobre octubre outubro out ottobre ott lokakuu lokakuuta pazdziernika
    pazdziernik paz rijna rijen oktobra octombrie ekim октября октябрь окт жовтня жовтень οκτωβριου οκτ
    أكتوبر spalio listopada október
    """,
    11: """
    november nov novembre noviembre novembro marraskuu marraskuuta listopada listopad lis listopadu
    novembra noiembrie kasim kasım ноября ноябрь ноя листопада νοεμβριου νοε نوفمبر lapkricio studenoga
    studenog nopember
    """,
    12: """
    december dec dezember dez decembre décembre diciembre dic dezembro dicembre desember des joulukuu
    joulukuuta grudnia grudzien gru prosince prosinec decembra decembrie aralik aralık декабря декабрь
    дек грудня грудень δεκεμβριου δεκ ديسمبر gruodzio prosinca desembre
    """,
}

MONTHS = {fold(name): number for number in range(1, 13) for name in _MONTHS[number].split()}
"""The month by its folded name. “listopad”, October in Croatian, is November in Polish and Czech: the later counts."""
