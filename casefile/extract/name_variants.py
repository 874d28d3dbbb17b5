"""Spellings of one name that do not sound the same by rule: languages' own forms, and ways to write Arabic names.

Plain facts of usage, one name a line. Given names here are forms of one name across languages that are written for one
and the same person (“Volodymyr”, “Vladimir”), not names that merely have one root.
"""

from __future__ import annotations

from functools import cache

_GIVEN = """
muhammad mohammed mohamed mohammad muhammed mohamad muhamad mohamet mehmet mehmed
ahmad ahmed ahmet achmed
yusuf yousef youssef yousuf yusef jusuf
hussein husain husayn hossein hussain husseyn huseyn
hassan hasan
abdullah abdallah abdulla
abdul abdel abd
omar umar oumar
osama usama
ibrahim ebrahim ibraheem
ismail ismael esmail ismaeel
khalid khaled
mahmoud mahmud mahmood
muammar moammar moamar moammer muamar
nasser naser nasir
said saeed saied sayeed
suleiman sulaiman suleyman soleiman
tariq tarek tareq
walid waleed
yasser yasir yaser
jamal gamal djamal
rashid rasheed rachid
karim kareem
hamid hameed
fatima fatma fatimah
aisha aysha ayesha aicha
alexander aleksandr alexandr aleksander oleksandr alyaksandr aliaksandr alexandre
aleksei alexei alexey aleksey oleksiy oleksii alyaksei aliaksei
andrei andrey andriy andrii andrej
dmitry dmitri dmitriy dmitrij dmytro dzmitry dimitri dmitrii
evgeny yevgeny evgeni yevgeniy evgenii evgeniy yevgeni yevhen yevheniy yevhenii jewgeni
grigory grigoriy grigori hryhoriy hryhorii
gennady gennadiy gennadi hennadiy hennadii
igor ihor
konstantin kostiantyn kanstantsin constantin
maxim maksim maksym
mikhail mykhailo mihail michail
nikolai nikolay nikolaj mykola mikalai nicolai
oleg oleh aleh
pavel pavlo
petr pyotr petro
sergei sergey serhiy serhii sergiy siarhei sergej
vasily vasiliy vasyl vasili wassili
viktor victor viktar
vitaly vitaliy vitalii vitali
vladimir volodymyr uladzimir wladimir volodimir
vyacheslav viacheslav
yaroslav jaroslav
yuri yury yuriy yurii jurij iouri
tatiana tatyana tetiana tetyana
natalia natalya nataliya nataliia
ekaterina yekaterina kateryna katerina
elena yelena olena
anastasia anastasiya anastasiia
svetlana svitlana
yulia yuliya iuliia
"""
_OTHER = """
gaddafi qadhafi kadafi qaddafi gadhafi kadhafi kaddafi khadafy gathafi
lukashenko lukashenka lukaschenko
khrushchev chruschtschow khrouchtchev
tikhanovskaya tsikhanouskaya cichanouskaja
tymoshenko timoshenko
hezbollah hizbullah hizballah hizbollah
qaeda qaida kaida
taliban taleban
jihad jehad dschihad
ansar ansaar
"""


@cache
def _table(block: str) -> dict[str, str]:
    return {word: line.split()[0] for line in block.strip().split("\n") for word in line.split()}


def given_name(word: str) -> str:
    """The first form in its line of a folded given name; the word itself where it is not listed."""
    return _table(_GIVEN).get(word, word)


def other_name(word: str) -> str:
    """The same for surnames and words of organisations' names."""
    return _table(_OTHER).get(word, word)


def all_given() -> dict[str, str]:
    """Every listed given name, and the first form in its line."""
    return dict(_table(_GIVEN))
